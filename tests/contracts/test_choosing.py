"""An export of some records: by publisher, by theme, with the catalogues that list them."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from danhmuc.registry import ExportReport, Registry
from danhmuc.vocab.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Agency

THEME = "http://publications.europa.eu/resource/authority/data-theme/"
TWO = f"""
<1> a dcat:Dataset ; dct:title "Một"@vi ; dct:publisher <so-1> ; dcat:theme <{THEME}ENVI> .
<2> a dcat:Dataset ; dct:title "Hai"@vi ; dct:publisher <so-2> , <so-1b> ; dcat:theme <{THEME}TRAN> , <{THEME}ENVI> .
<so-1> a <http://xmlns.com/foaf/0.1/Agent> . <so-2> a <http://xmlns.com/foaf/0.1/Agent> .
"""
CATALOG = "<c> a dcat:Catalog ; dct:title 'C' ; dcat:dataset <1> , <2> , <nowhere> ."


def asked(registry: Registry, **what: str | list[str]) -> tuple[set[str], str]:
    """Subjects that leave, and all that leaves."""
    out = BytesIO()
    registry.export("nt", out, **what)  # type: ignore[arg-type]
    text = out.getvalue().decode()
    return set(re.findall(r"^<https://e\.vn/([^>]*)>", text, re.MULTILINE)), text


def report(registry: Registry, **what: str) -> ExportReport:
    return registry.export("nt", BytesIO(), **what)  # type: ignore[arg-type]


def test_publisher__with_the_nodes_its_records_reach(agency: Agency) -> None:
    agency.publish(TWO)
    assert asked(agency.registry, publisher="https://e.vn/so-1")[0] == {"1", "so-1"}


def test_publisher__any_of_a_record_s_counts(agency: Agency) -> None:
    agency.publish(TWO)
    for name in ("so-2", "so-1b"):
        assert asked(agency.registry, publisher=f"https://e.vn/{name}")[0] == {"2", "so-2"}


def test_publisher__several(agency: Agency) -> None:
    agency.publish(TWO)
    both = ["https://e.vn/so-1", "https://e.vn/so-2"]
    assert asked(agency.registry, publisher=both)[0] == {"1", "2", "so-1", "so-2"}


@pytest.mark.parametrize("theme", ["TRAN", "tran", THEME + "TRAN"])
def test_theme__by_code_or_iri(agency: Agency, theme: str) -> None:
    agency.publish(TWO)
    assert asked(agency.registry, theme=theme)[0] == {"2", "so-2"}


def test_theme_and_publisher__both_must_fit(agency: Agency) -> None:
    agency.publish(TWO)
    assert asked(agency.registry, theme="ENVI", publisher="https://e.vn/so-2")[0] == {"2", "so-2"}


def test_theme_and_publisher__that_no_record_has_together_give_none(agency: Agency) -> None:
    agency.publish(TWO)
    assert asked(agency.registry, theme="TRAN", publisher="https://e.vn/so-1")[0] == set()


def test_theme__that_nobody_has_is_told(agency: Agency) -> None:
    agency.publish(TWO)
    with pytest.raises(UnknownNameError, match="unknown theme 'HEAL'; known: ENVI, TRAN"):
        report(agency.registry, theme="HEAL")


def test_publisher__that_nobody_is_is_told(agency: Agency) -> None:
    agency.publish(TWO)
    with pytest.raises(UnknownNameError, match=r"unknown publisher 'https://e\.vn/so-3'; known: https://e\.vn/so-1, "):
        report(agency.registry, publisher="https://e.vn/so-3")


def test_publisher__of_many_only_those_most_alike_are_told(agency: Agency) -> None:
    agency.publish("".join(f"<{number}> a dcat:Dataset ; dct:publisher <so-{number}> ." for number in range(30)))
    with pytest.raises(UnknownNameError) as caught:
        report(agency.registry, publisher="https://e.vn/so-299")
    assert "https://e.vn/so-29" in caught.value.known
    assert len(caught.value.known) == 4


def test_catalogue__leaves_with_what_it_lists_and_lists_no_other(agency: Agency) -> None:
    agency.publish(TWO + CATALOG)
    subjects, text = asked(agency.registry, publisher="https://e.vn/so-1")
    assert subjects == {"1", "so-1", "c"}
    assert re.findall(r"dcat#dataset> <(.*)> \.", text) == ["https://e.vn/1"]


def test_catalogue__leaves_with_a_catalogue_that_leaves(agency: Agency) -> None:
    agency.publish(TWO + CATALOG + "<b> a dcat:Catalog ; dcat:catalog <c> . <d> a dcat:Catalog ; dcat:dataset <3> .")
    assert asked(agency.registry, theme="TRAN")[0] == {"2", "so-2", "c", "b"}


def test_catalogue__that_is_asked_for_itself_lists_what_leaves(agency: Agency) -> None:
    agency.publish(TWO + CATALOG + "<c> dct:publisher <so-3> .")
    subjects, text = asked(agency.registry, publisher="https://e.vn/so-3")
    assert (subjects, "dcat#dataset" in text) == ({"c"}, False)


def test_chosen__by_the_version_that_leaves(agency: Agency, profile: Callable[..., str]) -> None:
    agency.publish(TWO, profile())
    submitted = TWO.replace('dct:title "Một"@vi ; dct:publisher <so-1>', "dct:publisher <so-2>")
    agency.publish(submitted, profile())
    assert asked(agency.registry, publisher="https://e.vn/so-1")[0] == {"1", "so-1"}


def test_left_out__counts_what_was_asked_for(agency: Agency, profile: Callable[..., str]) -> None:
    agency.publish(TWO.replace('dct:title "Hai"@vi ;', "") + "<3> a dcat:Dataset .", profile())
    assert report(agency.registry).left_out == {"never-accepted": 2}
    assert report(agency.registry, theme="TRAN").left_out == {"never-accepted": 1}
    assert report(agency.registry, publisher="https://e.vn/so-1").left_out == {}


def test_chosen__of_one_source(agency: Agency) -> None:
    agency.publish(TWO)
    (source,) = agency.registry.sources()
    assert asked(agency.registry, source=source.name, theme="TRAN")[0] == {"2", "so-2"}
