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


OURS = "https://w3id.org/danhmuc/concept/"


def fix_by(code: str, path: str, value: Literal) -> str | None:
    rule = Rule(code=code, iri="", severity="violation", layer="spec", path=expand(path), name={}, message={})
    return fix_of(rule, value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("h57.06", "H57.06"), (" H57 ", "H57"), ("g03", "G03"), ("H57", None), ("57H", None), ("h57-06", None)],
)
def test_fix__of_an_agency_code_is_its_letters_in_upper_case(text: str, expected: str | None) -> None:
    assert fix_by("vn:Dataset-publisher-pattern", "dct:publisher", Literal(text)) == expected
    assert fix_by("dcat-ap:Dataset-publisher-class", "dct:publisher", Literal(text)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thành phố Huế", "province/46"),
        ("thanh pho hue", "province/46"),
        ("TP Huế", "province/46"),
        ("Hải Phòng", "province/31"),
        ("Tỉnh Lào Cai", None),  # 10 before 1 July 2025, 15 since
        ("Lào Cai", None),  # a commune, too
        ("Hải Dương", None),  # no longer a province
        ("Phường Thuận Hóa", None),
        ("Việt Nam", None),
        ("46", "province/46"),
    ],
)
def test_fix__of_a_territory_is_the_only_province_of_that_name(text: str, expected: str | None) -> None:
    assert fix("dct:spatial", Literal(text, language="vi")) == (None if expected is None else OURS + expected)


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("dcat:theme", "Môi trường", "data-theme/ENVI"),
        ("dcat:theme", "moi truong", "data-theme/ENVI"),
        ("dcat:theme", "Environment", "data-theme/ENVI"),
        ("dcat:theme", "Môi trường nước", None),
        ("dct:license", "CC BY 4.0", "licence/CC_BY_4_0"),
        ("dct:license", "CC-BY-4.0", "licence/CC_BY_4_0"),
        ("dct:license", "CC BY", None),
        ("dct:accessRights", "Công khai", "access-right/PUBLIC"),
        ("dmv:sharingNature", "Công khai", None),
    ],
)
def test_fix__of_a_name_is_the_only_code_of_that_name(path: str, text: str, expected: str | None) -> None:
    assert fix(path, Literal(text)) == (None if expected is None else EU + expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2,5 MiB", "2621440"),
        ("2.5MiB", "2621440"),
        ("512 byte", "512"),
        ("1 024 B", "1024"),
        ("1.234.567 bytes", "1234567"),
        ("1.536,5 KiB", "1573376"),
        ("2,5 MB", None),
        ("1.234 B", None),  # 1,234 bytes or a bit more than one
        ("0,3 B", None),
        ("12 thùng", None),
        ("MB", None),
    ],
)
def test_fix__of_a_size_is_a_number_of_bytes_where_it_is_certain(text: str, expected: str | None) -> None:
    written = None if expected is None else f'"{expected}"^^xsd:nonNegativeInteger'
    assert fix("dcat:byteSize", Literal(text)) == written


@pytest.mark.parametrize(
    ("code", "value", "expected"),
    [
        ("vn:Dataset-title-tag", Literal('Nước "sạch"', language="vn"), '"Nước \\"sạch\\""@vi'),
        ("vn:Dataset-title-tag", Literal("Nước", language="vn-vn"), '"Nước"@vi-vn'),
        ("vn:Dataset-keyword-separator", Literal("a; b;; c ;", language="vi"), '"a"@vi , "b"@vi , "c"@vi'),
        ("vn:Dataset-keyword-separator", Literal("a\nb; a"), '"a" , "b"'),
        ("vn:Dataset-keyword-tag", Literal("a; b", language="vn"), '"a"@vi , "b"@vi'),
        ("vn:Dataset-keyword-tag", Literal("R&amp;D", language="vn"), '"R&amp;D"@vi'),
        ("dcat-ap:Dataset-keyword-language", Literal("a; b"), None),
        ("vn:Dataset-title-vi", Literal("Nước", language="vi"), None),
    ],
)
def test_fix__of_texts_is_those_texts_in_turtle(code: str, value: Literal, expected: str | None) -> None:
    assert fix_by(code, "dcat:keyword" if "keyword" in code else "dct:title", value) == expected
