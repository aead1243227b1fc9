"""A workbook that is filled in from a registry has no byte of what a source keeps back, or of who sent feedback."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry import Registry

from ..feeds.public_words import dataset, harvest, word

MORE: Final = """
@prefix dqv: <http://www.w3.org/ns/dqv#> . @prefix duv: <http://www.w3.org/ns/duv#> .
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
<agency> a foaf:Organization ; foaf:name "A" ; dct:identifier "H57" .
"""


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(f"sqlite:///{tmp_path / 'r.db'}", create=True) as opened:
        yield opened


def of_agency(name: str, *statements: str, title: str | None = None) -> str:
    return dataset(name, "dct:publisher <agency>", f'dct:identifier "{name}"', *statements, title=title)


def filled_in(registry: Registry, target: Path) -> str:
    """All text of the parts of the workbook."""
    registry.write_template(target, publisher="H57")
    with zipfile.ZipFile(target) as package:
        return "\n".join(package.read(name).decode(errors="replace") for name in package.namelist())


BARS: Final[dict[str, Callable[[Registry, str], object]]] = {
    "withdrawn": lambda registry, iri: registry.withdraw(iri, source="a", by="test"),
    "withheld": lambda registry, iri: registry.withhold(iri, source="a", by="test", reason="r"),
    "withheld everywhere": lambda registry, iri: registry.withhold(iri, by="test", reason="r"),
    "purged": lambda registry, iri: registry.purge(iri, by="test", reason="r"),
}


@pytest.mark.parametrize("bar", BARS)
def test_record__that_one_source_keeps_back_is_not_filled_in_from_another(
    registry: Registry, tmp_path: Path, bar: str
) -> None:
    harvest(registry, tmp_path, "a", MORE + of_agency("kept") + of_agency("air", title="air"))
    harvest(registry, tmp_path, "b", MORE + of_agency("kept", title=word("b")) + of_agency("air", title="air"))
    BARS[bar](registry, "https://e.vn/kept")
    found = filled_in(registry, tmp_path / "t.xlsx")
    assert [one for one in ("kept", "b") if word(one) in found] == []
    assert "https://e.vn/kept" not in found
    assert "https://e.vn/air" in found


def test_node_and_agency__that_one_source_keeps_back_are_not_filled_in_from_another(
    registry: Registry, tmp_path: Path
) -> None:
    said = (
        MORE
        + of_agency("air", "dcat:contactPoint <contact>", title="air")
        + f'<contact> a vcard:Kind ; vcard:fn "{word("contact")}" .\n<agency> foaf:phone "{word("phone")}" .\n'
    )
    harvest(registry, tmp_path, "a", said)
    harvest(registry, tmp_path, "b", said)
    found = filled_in(registry, tmp_path / "before.xlsx")
    assert all(word(one) in found for one in ("contact", "phone"))
    for one in ("contact", "agency"):
        registry.withhold(f"https://e.vn/{one}", source="a", by="test", reason="r")
    found = filled_in(registry, tmp_path / "t.xlsx")
    assert [one for one in ("contact", "phone") if word(one) in found] == []
    assert "H57" in found


def test_feedback__that_one_source_keeps_back_is_not_filled_in_from_another(registry: Registry, tmp_path: Path) -> None:
    said = f'<said> a dqv:UserQualityFeedback ; oa:hasTarget <air> ; oa:hasBody [ rdf:value "{word("said")}"@vi ] .\n'
    for name in ("a", "b"):
        harvest(registry, tmp_path, name, MORE + of_agency("air", title="air") + said)
    assert word("said") in filled_in(registry, tmp_path / "before.xlsx")
    registry.withhold("https://e.vn/said", source="a", by="test", reason="r")
    assert word("said") not in filled_in(registry, tmp_path / "t.xlsx")


def test_sender__is_named_by_no_kept_statement(registry: Registry, tmp_path: Path) -> None:
    said = (
        MORE
        + of_agency(
            "air",
            "dcat:contactPoint <contact>",
            f'dct:creator [ foaf:name "{word("maker")}" ; foaf:made _:inside ]',
            "dqv:hasQualityAnnotation <said>, _:inside",
            title="air",
        )
        + '_:inside a duv:UserFeedback ; oa:bodyValue "x" ; oa:hasBody <body> .\n'
        + f'<body> a oa:TextualBody ; rdf:value "y" ; dct:creator "{word("author")}" .\n'
        + '<contact> a vcard:Kind, foaf:Person ; vcard:fn "contact" ; foaf:made <said> .\n'
        + f'<said> a dqv:UserQualityFeedback ; oa:hasTarget <air> ; oa:hasBody [ rdf:value "{word("said")}"@vi ] ; '
        + f'dct:creator [ foaf:name "{word("sender")}" ] .\n<agency> foaf:made <said> .\n'
    )
    harvest(registry, tmp_path, "a", said)
    found = filled_in(registry, tmp_path / "t.xlsx")
    assert word("said") in found
    assert word("author") not in found
    assert word("sender") not in found
    assert "foaf/0.1/made" not in found
