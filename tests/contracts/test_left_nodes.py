"""What a purge or a mark of secrecy leaves: the node records that only those records named are told by their IRIs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from danhmuc.registry.edits import put
from danhmuc.registry.messages.store import RequestsText
from danhmuc.vocab.errors import RegistryUnavailableError

if TYPE_CHECKING:
    from .conftest import Agency

E = "https://e.vn/"
DATASETS = """
<a> a dcat:Dataset ; dct:title "A"@vi ; dcat:contactPoint <lan> ; dct:publisher <so> .
<b> a dcat:Dataset ; dct:title "B"@vi ; dct:publisher <so> .
"""
NODES = """
<lan> a vcard:Kind ; vcard:fn "Lan" ; vcard:hasAddress <nha> . <nha> a vcard:Address ; vcard:street-address "12" .
<so> a foaf:Agent ; foaf:name "Sở" .
"""
MARK = " ; dmv:secrecy 'MAT' ; dct:title \"A\"@vi"


def purge(agency: Agency, name: str) -> list[tuple[str, str]]:
    (change,) = agency.registry.purge(E + name, by="Lan", reason="toà án")
    return [(one.iri.removeprefix(E), one.source) for one in change.left_nodes]


def test_purge__names_what_only_the_record_reached(agency: Agency) -> None:
    agency.publish(DATASETS + NODES)
    assert purge(agency, "a") == [("lan", "agency"), ("nha", "agency")]
    assert agency.states()["lan"] == "present"
    assert purge(agency, "lan") == [("nha", "agency")]
    assert purge(agency, "b") == [("so", "agency")]


def test_purge__names_what_an_older_version_reached(agency: Agency) -> None:
    agency.publish(DATASETS + NODES)
    agency.publish(DATASETS.replace("<lan>", "<hoa>") + NODES)
    assert purge(agency, "a") == [("lan", "agency"), ("nha", "agency")]


def test_purge__names_nothing_that_another_record_names_in_any_source(agency: Agency, second_agency: Agency) -> None:
    agency.publish(DATASETS + NODES)
    second_agency.publish('<c> a dcat:Dataset ; dct:title "C"@vi ; dct:spatial <nha> .')
    assert purge(agency, "a") == [("lan", "agency")]


def test_purge__names_the_node_records_of_every_source(agency: Agency, second_agency: Agency) -> None:
    agency.publish(DATASETS + NODES)
    second_agency.publish("<c> a dcat:Dataset ; dct:title 'C'@vi . <lan> a vcard:Kind ; vcard:fn 'Chị Lan' .")
    assert purge(agency, "a") == [("lan", "agency"), ("lan", "second"), ("nha", "agency")]


def test_purge__in_a_circle_of_node_records_all_are_named(agency: Agency) -> None:
    circle = "<lan> a vcard:Kind ; dct:relation <nha> . <nha> a vcard:Address ; dct:relation <lan> , <a> ."
    agency.publish(DATASETS + circle + "<so> a foaf:Agent .")
    assert purge(agency, "a") == [("lan", "agency"), ("nha", "agency")]


def test_purge__that_leaves_words_in_free_pages_names_them_all_the_same(
    agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise RegistryUnavailableError("x", RequestsText.PURGED())

    agency.publish(DATASETS + NODES)
    monkeypatch.setattr(put, "free_pages", fail)
    with pytest.raises(RegistryUnavailableError, match=r"e\.vn/a is purged, but .*e\.vn/lan, https://e\.vn/nha"):
        purge(agency, "a")


def test_mark__of_a_stored_record_names_what_it_left(agency: Agency, everything: Callable[[], str]) -> None:
    agency.publish(DATASETS + NODES)
    before = everything().count("/nha")
    report = agency.publish(DATASETS.replace(' ; dct:title "A"@vi', MARK) + NODES)
    assert [(one.iri, one.source) for one in report.left_nodes] == [(f"{E}lan", "agency"), (f"{E}nha", "agency")]
    assert agency.harvest().left_nodes == ()  # told once, by the run that first finds the mark
    # Others read the reports on runs: neither their counts nor their findings have it.
    assert everything().count("/nha") <= before
    assert "left_nodes" not in report.as_dict()


def test_mark__on_all_that_name_it_names_it_with_the_last(agency: Agency) -> None:
    both = DATASETS.replace("<so> .\n<b>", "<so> .\n<b>").replace('"B"@vi ;', '"B"@vi ; dcat:contactPoint <lan> ;')
    agency.publish(both + NODES)
    first = both.replace(' ; dct:title "A"@vi', MARK)
    assert agency.publish(first + NODES).left_nodes == ()
    second = first.replace(' ; dct:title "B"@vi', " ; dmv:secrecy 'MAT'")
    assert [one.iri for one in agency.publish(second + NODES).left_nodes] == [f"{E}lan", f"{E}nha", f"{E}so"]
