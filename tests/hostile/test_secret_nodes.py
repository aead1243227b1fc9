"""Nodes that only a state secret reaches are neither stored nor printed, whatever the output and the way of reading."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from danhmuc.cli.main import run
from danhmuc.registry import Registry, source_at
from danhmuc.registry.validation import source as validation_source
from danhmuc.registry.validation.source import source_to_lines, validate_source
from danhmuc.shapes import Validator
from danhmuc.shapes.validation.context import RecordLike

PREFIXES: Final = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
"""
OPEN: Final = '<open> a dcat:Dataset ; dct:title "Mở"@vi ; dct:publisher <both> . <both> a foaf:Agent .'
SECRET: Final = '<kho> a dcat:Dataset ; dct:title "Kho LEAK"@vi ; dmv:secrecy "TOI_MAT" ; '
NODE: Final = '<leak/1> a foaf:Agent ; dct:type "LEAK" ; dct:spatial <leak/place> .'
PLACE: Final = '<leak/place> a dct:Location ; dcat:bbox "LEAK" .'
REPORTS: Final = ("text", "json", "csv", "html", "junit", "turtle", "xml", "json-ld", "nt")

REACHED: Final = {
    "directly": SECRET + "dct:publisher <leak/1> . " + NODE,
    "over another node": SECRET + "dct:publisher <leak/1> . " + NODE + PLACE,
    "over two that reach each other": SECRET + "dct:publisher <leak/1> . " + NODE
    + "<leak/place> a dct:Location ; dcat:bbox 'LEAK' ; dct:relation <leak/1> .",
    "by a node that is read first": PLACE + NODE + SECRET + "dct:publisher <leak/1> .",
    "beside a shared one": SECRET + "dct:publisher <both> , <leak/1> . " + NODE + PLACE,
    "from a distribution": SECRET + "dcat:distribution <leak/d> . <leak/d> dct:license <leak/1> . " + NODE,
    "from a blank node": SECRET + "dcat:contactPoint [ vcard:hasEmail <leak/1> ] . " + NODE,
    "from two secrets": SECRET + "dct:publisher <leak/1> . " + NODE
    + "<doi> a dcat:Dataset ; dmv:secrecy 'MAT' ; dct:publisher <leak/1> .",
    "from a shared blank node": SECRET + "dcat:contactPoint _:c . _:c vcard:fn 'LEAK' ; vcard:hasEmail <leak/1> ."
    + NODE + "<doi> a dcat:Dataset ; dmv:secrecy 'MAT' ; dcat:contactPoint _:c .",
    "from its catalogue record": SECRET + "dct:title 'x' . <leak/r> a dcat:CatalogRecord ; foaf:primaryTopic <kho> ; "
    "dct:creator <leak/1> . " + NODE + PLACE,
    "from what a secret catalogue lists": "<kho> a dcat:Catalog ; dmv:secrecy 'MAT' ; dcat:dataset <leak/d> . "
    "<leak/d> a dcat:Dataset ; dct:title 'LEAK' ; dct:publisher <leak/1> . " + NODE + PLACE,
    "from a secret that is no record": "<kho> a <Thing> ; dmv:secrecy 'MAT' ; dct:relation <leak/1> . " + NODE,
    "from a secret of the rest": "<kho> a <https://w3id.org/tree#Node> ; dmv:secrecy 'MAT' ; dct:relation <leak/1> . "
    + NODE + PLACE,
    "with a repaired IRI": SECRET + "dct:publisher <leak/1> . <leak/1> a foaf:Agent ; foaf:page <http://leak/A[1]> .",
    "with a repaired tag": SECRET + "dct:publisher <leak/1> . <leak/1> a foaf:Agent ; foaf:name 'LEAK'@leak_LEAK .",
}  # fmt: skip
"""How a secret reaches a node; all that must stay unsaid contains *leak*."""


@cache
def validator() -> Validator:
    return Validator("dcat-ap")


def publish(folder: Path, turtle: str) -> Path:
    path = folder / "catalog.ttl"
    path.write_text(PREFIXES + OPEN + turtle, encoding="utf-8")
    return path


@pytest.fixture
def printed(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., str]:
    """Both streams of a call of the program."""

    def call(*arguments: str | Path) -> str:
        capfdbinary.readouterr()
        run([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return (out + err).decode()

    return call


@pytest.mark.parametrize("turtle", REACHED.values(), ids=REACHED.keys())
def test_validate__prints_nothing_of_what_only_a_secret_reaches(
    turtle: str, tmp_path: Path, printed: Callable[..., str]
) -> None:
    text = printed("validate", "--report", "json", publish(tmp_path, turtle))
    assert "leak" not in text.lower()
    assert "harvest:state-secret" in text


@pytest.mark.parametrize("report", REPORTS)
def test_validate__no_report_does(report: str, tmp_path: Path, printed: Callable[..., str]) -> None:
    path = publish(tmp_path, REACHED["over another node"])
    assert "leak" not in printed("validate", "--report", report, path).lower()


@pytest.mark.parametrize("turtle", REACHED.values(), ids=REACHED.keys())
def test_validate__nor_does_what_was_spooled(turtle: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation_source, "_HELD", 0)
    source = source_at(str(publish(tmp_path, turtle)))
    for above in (0, 1_000_000):
        lines = b"".join(source_to_lines(validate_source(source, validator(), spooled_above=above)))
        assert b"leak" not in lines.lower()
        assert b'"https://e.vn/both"' in lines


@pytest.mark.parametrize(
    ("turtle", "profile"),
    [(REACHED["over another node"], "dcat-ap"), *((turtle, "none") for turtle in REACHED.values())],
)
def test_harvest__prints_and_stores_nothing_of_it(
    turtle: str, profile: str, tmp_path: Path, printed: Callable[..., str]
) -> None:
    path, url = publish(tmp_path, turtle), f"sqlite:///{tmp_path}/r.db"
    text = printed("harvest", "--registry", url, "--profile", profile, "--json", path)
    text += printed("list", "--registry", url, "--json")
    with Registry.open(url) as registry:
        text += "".join(row.iri for row in registry.records(role=None))
        text += json.dumps([finding.text("en") + str(finding) for finding in registry.harvests.run_findings(1)])
    assert "leak" not in text.lower()
    assert b"leak" not in (tmp_path / "r.db").read_bytes().lower()


@pytest.mark.parametrize("turtle", [REACHED["beside a shared one"], SECRET + "dct:publisher <both> ."])
def test_validate__a_node_that_others_reach_is_reported(
    turtle: str, tmp_path: Path, printed: Callable[..., str]
) -> None:
    (answer,) = json.loads(printed("validate", "--json", publish(tmp_path, turtle)))
    assert [record["iri"] for record in answer["records"]] == ["https://e.vn/both", "https://e.vn/open"]


def test_validate__a_node_that_is_skipped_is_not_named(
    tmp_path: Path, printed: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    validate_all = Validator.validate_all

    def fail(self: Validator, page: Sequence[RecordLike], *more: object) -> object:
        if any("leak" in record.iri for record in page):
            raise ValueError("LEAK")
        return validate_all(self, page, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(Validator, "validate_all", fail)
    path = publish(tmp_path, REACHED["over another node"])
    assert "leak" not in printed("validate", "--json", path).lower()
