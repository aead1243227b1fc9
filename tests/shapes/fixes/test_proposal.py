"""What a finding says should be written instead."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.shapes.fixes.proposal import fix_of
from danhmuc.shapes.profiles.rules import Rule
from danhmuc.vocab.prefixes import expand

EU = "http://publications.europa.eu/resource/authority/"
IANA = "http://www.iana.org/assignments/media-types/"


def fix(path: str | None, value: Literal | NamedNode | BlankNode, replaced_by: str | None = None) -> str | None:
    rule = Rule(
        code="a:b",
        iri="",
        severity="violation",
        layer="spec",
        path=None if path is None else expand(path),
        name={},
        message={},
        replaced_by=replaced_by,
    )
    return fix_of(rule, value)


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("dct:accrualPeriodicity", EU + "frequency/MONTLY", EU + "frequency/MONTHLY"),
        ("dct:accrualPeriodicity", EU.replace("http:", "https:") + "frequency/MONTHLY/", EU + "frequency/MONTHLY"),
        ("dcat:mediaType", "https://www.iana.org/assignments/media-types/text/csv", IANA + "text/csv"),
        ("dct:accrualPeriodicity", EU + "frequency/MONTHLY_1", None),
        ("dct:accrualPeriodicity", EU + "frequency/ANNUAL_1", None),
        ("dct:language", EU + "language/EN", EU + "language/ENG"),
        ("dct:language", EU + "language/IT", EU + "language/ITA"),
        ("dct:language", EU + "language/sv", EU + "language/SWE"),
        ("dct:language", EU + "language/MAY", None),
        ("dct:license", EU + "licence/CC_BY_50", None),
        ("dct:license", EU + "licence/CC_BY_40", EU + "licence/CC_BY_4_0"),
        ("dct:format", EU + "file-type/XSLX", EU + "file-type/XLSX"),
        ("dct:format", EU + "file-type/JOSN", EU + "file-type/JSON"),
        ("dct:format", EU + "file-type/XLSM", None),
        ("dct:format", EU + "file-type/CVS", None),
        ("dct:format", EU + "file-type/DWCA", None),
        ("adms:status", "http://purl.org/adms/status/UnderDevelopment", EU + "distribution-status/DEVELOP"),
        ("dcatap:availability", "http://data.europa.eu/r5r/availability/stable", EU + "planned-availability/STABLE"),
        ("dct:accrualPeriodicity", "http://a.example/monthly", None),
        ("dct:spatial", "https://w3id.org/danhmuc/concept/province/99", None),
    ],
)
def test_fix__of_an_iri(path: str, value: str, expected: str | None) -> None:
    assert fix(path, NamedNode(value)) == expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("dct:format", "CSV", EU + "file-type/CSV"),
        ("dcat:mediaType", "text/csv", IANA + "text/csv"),
        ("dct:accrualPeriodicity", "hàng tháng", EU + "frequency/MONTHLY"),
        ("dct:issued", "01/02/2024", '"2024-02-01"^^xsd:date'),
        ("dct:issued", "2024-02", '"2024-02"^^xsd:gYearMonth'),
        ("dct:issued", "31/02/2024", None),
        ("dct:issued", "2024-02-01", '"2024-02-01"^^xsd:date'),
        ("dct:issued", "2024-02-01T10:00:00", '"2024-02-01T10:00:00"^^xsd:dateTime'),
        ("dcat:byteSize", "12", '"12"^^xsd:nonNegativeInteger'),
        ("dcatap:hvdCategory", "Geospatial", "http://data.europa.eu/bna/c_ac64a52d"),
        ("dcat:accessURL", " https://a.example/x.csv ", "https://a.example/x.csv"),
        ("dcat:accessURL", "see the page", None),
        ("dct:publisher", "H57", None),
    ],
)
def test_fix__of_a_text(path: str, text: str, expected: str | None) -> None:
    assert fix(path, Literal(text)) == expected


def test_fix__of_what_is_no_longer_used_is_its_replacement() -> None:
    version = expand("dcat:hasVersion")
    assert fix("dct:hasVersion", NamedNode("http://a.example/2"), version) == version
    assert fix(None, BlankNode("b"), version) == version
    assert fix(None, BlankNode("b")) is None
