"""How a date or a number is written as RDF has it, and when nobody can tell."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from danhmuc.shapes.fixes.proposal import as_date, as_number
from danhmuc.vocab.prefixes import expand


def literal(text: str, datatype: str | None = None) -> Literal:
    return Literal(text) if datatype is None else Literal(text, datatype=NamedNode(expand(datatype)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026", '"2026"^^xsd:gYear'),
        ("2026-03", '"2026-03"^^xsd:gYearMonth'),
        ("03/2026", '"2026-03"^^xsd:gYearMonth'),
        ("2026/3", '"2026-03"^^xsd:gYearMonth'),
        ("2026-03-31", '"2026-03-31"^^xsd:date'),
        (" 31/3/2026 ", '"2026-03-31"^^xsd:date'),
        ("5-3-2026", '"2026-03-05"^^xsd:date'),
        ("1.2.2026", '"2026-02-01"^^xsd:date'),
        ("2026/3/5", '"2026-03-05"^^xsd:date'),
        ("2026-3-5", '"2026-03-05"^^xsd:date'),
        ("tháng 5 năm 2024", '"2024-05"^^xsd:gYearMonth'),
        ("Ngày 5 tháng 3 năm 2026", '"2026-03-05"^^xsd:date'),
        ("20260305", '"2026-03-05"^^xsd:date'),
        ("2026-03-31T10:00:00", '"2026-03-31T10:00:00"^^xsd:dateTime'),
        ("2026-03-31T10:00:00.5+07:00", '"2026-03-31T10:00:00.5+07:00"^^xsd:dateTime'),
        ("2026-03-31 10:00", '"2026-03-31T10:00:00"^^xsd:dateTime'),
        ("2026-03-31T10:00Z", '"2026-03-31T10:00:00Z"^^xsd:dateTime'),
    ],
)
def test_as_date__has_its_datatype_and_loses_nothing(text: str, expected: str) -> None:
    assert as_date(literal(text)) == expected


@pytest.mark.parametrize(
    "text", ["31/02/2026", "13/2026", "20261305", "12345678", "26", "12/05/26", "2026-03-31T25:00:00", "soon", ""]
)
def test_as_date__is_none_of_what_is_no_date(text: str) -> None:
    assert as_date(literal(text)) is None


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("2026", "xsd:gYear"),
        ("2026-03", "xsd:gYearMonth"),
        ("2026-03-31", "xsd:date"),
        ("2026-03-31T10:00:00", "xsd:dateTime"),
    ],
)
def test_as_date__is_none_of_what_is_right(text: str, datatype: str) -> None:
    assert as_date(literal(text, datatype)) is None


def test_as_date__has_the_datatype_that_fits() -> None:
    assert as_date(literal("2026", "xsd:date")) == '"2026"^^xsd:gYear'
    assert as_date(literal("31/03/2026", "xsd:date")) == '"2026-03-31"^^xsd:date'


@pytest.mark.parametrize(
    ("path", "text", "datatype", "expected"),
    [
        ("dcat:byteSize", "12", None, '"12"^^xsd:nonNegativeInteger'),
        ("dcat:byteSize", "12", "xsd:decimal", '"12"^^xsd:nonNegativeInteger'),
        ("dcat:byteSize", "12", "xsd:nonNegativeInteger", None),
        ("dcat:byteSize", "1.024", None, None),
        ("dcat:byteSize", "-1", None, None),
        ("dcat:byteSize", "12 KB", None, None),
        ("dcat:spatialResolutionInMeters", "10", None, '"10"^^xsd:decimal'),
        ("dcat:spatialResolutionInMeters", "2.5", None, '"2.5"^^xsd:decimal'),
        ("dcat:spatialResolutionInMeters", "1.500", None, None),
        ("dcat:temporalResolution", "P1D", None, '"P1D"^^xsd:duration'),
        ("dcat:temporalResolution", "1 day", None, None),
        ("dct:title", "12", None, None),
    ],
)
def test_as_number__has_the_datatype_of_the_property(
    path: str, text: str, datatype: str | None, expected: str | None
) -> None:
    assert as_number(expand(path), literal(text, datatype)) == expected
