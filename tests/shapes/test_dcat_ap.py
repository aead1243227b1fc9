"""What dcat-ap and dcat-ap-hvd say of records: pass, fail and cannot verify, and one fault once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from danhmuc.registry import parse_records, source_at
from danhmuc.registry.validation.source import validate_source
from danhmuc.shapes import Context, Validator, load_profile, validate
from danhmuc.vocab import concepts
from danhmuc.vocab.findings import Finding

PREFIXES = """
@base <https://e.vn/> .
@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcatap: <http://data.europa.eu/r5r/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix nal: <http://publications.europa.eu/resource/authority/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
NAL = "http://publications.europa.eu/resource/authority/"
IANA = "http://www.iana.org/assignments/media-types/"
TITLED = '<1> a dcat:Dataset ; dct:title "Lúa"@vi ; dct:description "Giá lúa"@vi .'


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator("dcat-ap")


def findings(validator: Validator, turtle: str) -> list[Finding]:
    """All findings on the records and nodes of a source."""
    described = parse_records(PREFIXES + turtle)
    context = Context({record.iri: record.canonical for record in described if record.role == "node"})
    for record in described:
        if record.role == "record":
            context.add_class(record.iri, record.types[0])
    return [finding for report in validator.validate_all(described, context) for finding in report.findings]


def about(found: Iterable[Finding], path: str) -> list[tuple[str, str]]:
    """Rule and severity of those on one property, absence apart."""
    told = [one for one in found if one.path is not None and one.path.endswith(path) and one.value is not None]
    return sorted((one.code.partition(":")[2], one.reported_severity) for one in told)


# ---------------------------------------------------------------- codes


MUST = [
    ("dcat:Dataset", "dct:accrualPeriodicity", f"{NAL}frequency/MONTHLY", f"{NAL}frequency/MONTLY"),
    ("dcat:DatasetSeries", "dct:accrualPeriodicity", f"{NAL}frequency/ANNUAL", f"{NAL}frequency/QQQ"),
    ("dcat:Catalog", "dct:language", f"{NAL}language/VIE", f"{NAL}language/QQQ"),
    ("dcat:CatalogRecord", "dct:language", f"{NAL}language/VIE", f"{NAL}language/QQQ"),
    ("dcat:Dataset", "dct:language", f"{NAL}language/VIE", f"{NAL}language/QQQ"),
    ("dcat:Distribution", "dct:language", f"{NAL}language/VIE", f"{NAL}language/QQQ"),
    ("dcat:Distribution", "dct:format", f"{NAL}file-type/CSV", f"{NAL}file-type/DWCA"),
    ("dcat:Distribution", "dcat:mediaType", f"{IANA}text/csv", f"{IANA}text/x-newer"),
    ("dcat:Distribution", "dcat:compressFormat", f"{IANA}application/gzip", f"{IANA}application/newer"),
    ("dcat:Distribution", "dcat:packageFormat", f"{IANA}application/zip", f"{IANA}application/newer"),
    (
        "spdx:Checksum",
        "spdx:algorithm",
        "http://spdx.org/rdf/terms#checksumAlgorithm_sha256",
        "http://spdx.org/rdf/terms#checksumAlgorithm_sha999",
    ),
]
SHOULD = [
    ("dcat:DataService", "dct:format", f"{NAL}file-type/JSON", f"{NAL}file-type/NEWER"),
    (
        "foaf:Agent",
        "dct:type",
        "http://purl.org/adms/publishertype/LocalAuthority",
        "http://purl.org/adms/publishertype/Newer",
    ),
    (
        "dct:LicenseDocument",
        "dct:type",
        "http://purl.org/adms/licencetype/Attribution",
        "http://purl.org/adms/licencetype/Newer",
    ),
]
FEW = [
    (
        "dcat:Distribution",
        "dcatap:availability",
        f"{NAL}planned-availability/STABLE",
        f"{NAL}planned-availability/X",
        "violation",
    ),
    (
        "dcat:Distribution",
        "adms:status",
        f"{NAL}distribution-status/COMPLETED",
        f"{NAL}distribution-status/UNDER_DEVELOPMENT",
        "violation",
    ),
    ("dcat:Dataset", "dct:accessRights", f"{NAL}access-right/PUBLIC", f"{NAL}access-right/NORMAL", "warning"),
    ("dcat:DataService", "dct:accessRights", f"{NAL}access-right/PUBLIC", f"{NAL}access-right/NORMAL", "warning"),
]


def told(validator: Validator, holder: str, path: str, value: str, more: str = "") -> list[tuple[str, str]]:
    """What is said of one value; the rule by its ending."""
    # A distribution or a checksum is a node record, judged like all others.
    found = about(findings(validator, f"<1> a {holder} ; {path} {value} . {more}"), path.partition(":")[2])
    return [(code.rpartition("-")[2], severity) for code, severity in found]


@pytest.mark.parametrize(("holder", "path", "known", "unknown"), MUST + SHOULD)
def test_code__on_the_list_passes_and_one_nobody_knows_cannot_be_verified(
    validator: Validator, holder: str, path: str, known: str, unknown: str
) -> None:
    assert told(validator, holder, path, f"<{known}>") == []
    assert told(validator, holder, path, f"<{unknown}>") == [("vocabulary", "cannot-verify")]


@pytest.mark.parametrize(
    ("holder", "path", "known", "level"),
    [*((*row[:3], "violation") for row in MUST), *((*row[:3], "warning") for row in SHOULD)],
)
def test_code__of_another_list_is_told_once(
    validator: Validator, holder: str, path: str, known: str, level: str
) -> None:
    assert told(validator, holder, path, "<https://e.vn/code>") == [("vocabulary", level)]
    assert told(validator, holder, path, f"<{NAL}country/VNM>") == [("vocabulary", level)]
    assert told(validator, holder, path, "[]") == [("vocabulary", level)]
    assert told(validator, holder, path, f'"{known}"') == [("resource", "violation")]


@pytest.mark.parametrize(("holder", "path", "known", "unknown", "level"), FEW)
def test_code__where_the_specification_allows_a_few_any_other_is_wrong(
    validator: Validator, holder: str, path: str, known: str, unknown: str, level: str
) -> None:
    assert told(validator, holder, path, f"<{known}>") == []
    assert told(validator, holder, path, f"<{unknown}>") == [("vocabulary", level)]
    assert told(validator, holder, path, '"x"') == [("resource", "violation")]


@pytest.mark.parametrize(
    ("holder", "path", "known"), [*(row[:3] for row in MUST), *(row[:3] for row in SHOULD), *(row[:3] for row in FEW)]
)
def test_code__written_with_https_is_told_once_with_the_list_it_belongs_to(
    validator: Validator, holder: str, path: str, known: str
) -> None:
    assert told(validator, holder, path, f"<{known.replace('http:', 'https:')}>") == [("canonical", "info")]
    if "#" not in known:
        assert told(validator, holder, path, f"<{known}/>") == [("canonical", "info")]
    rules = load_profile("dcat-ap").rules.values()
    (replaced,) = {
        rule.replaced_by
        for rule in rules
        if rule.code.startswith(f"dcat-ap:{holder.partition(':')[2]}-") and rule.code.endswith("-canonical")
        if rule.path is not None and rule.path.endswith(path.partition(":")[2])
    }
    assert replaced is not None
    assert known.startswith(replaced.removesuffix("/1.0"))


def test_code__that_the_feed_describes_need_not_repeat_its_list(validator: Validator) -> None:
    described = f'<{NAL}frequency/MONTHLY> a skos:Concept ; skos:prefLabel "monthly"@en .'
    assert told(validator, "dcat:Dataset", "dct:accrualPeriodicity", f"<{NAL}frequency/MONTHLY>", described) == []


@pytest.mark.parametrize(
    ("path", "old", "named"),
    [
        ("dcatap:availability", "http://data.europa.eu/r5r/availability/stable", "planned-availability"),
        ("adms:status", "http://purl.org/adms/status/Completed", "distribution-status"),
    ],
)
def test_code__of_an_earlier_dcat_ap_is_told_once_with_the_new_list(
    validator: Validator, path: str, old: str, named: str
) -> None:
    assert told(validator, "dcat:Distribution", path, f"<{old}>") == [("deprecated", "warning")]
    field = path.partition(":")[2]
    rule = load_profile("dcat-ap").rules[f"https://w3id.org/danhmuc/shapes/dcat-ap#Distribution-{field}-deprecated"]
    assert rule.replaced_by == NAL + named


@pytest.mark.parametrize(
    ("themes", "expected"),
    [
        (f"<{NAL}data-theme/ENVI>", []),
        (f"<{NAL}data-theme/ENVI> , <moi-truong>", []),
        ("<moi-truong>", ["Dataset-theme"]),
        (f"<{NAL}data-theme/NONE>", ["Dataset-theme-code"]),
        (f"<{NAL}data-theme/ENVI> , <{NAL}data-theme/ENVIR>", ["Dataset-theme-code"]),
        ('"Môi trường"', ["Dataset-theme-resource"]),
        (f"<{NAL}data-theme/ENVI/>", ["Dataset-theme-canonical"]),
    ],
)
def test_theme__one_of_the_list_is_enough(validator: Validator, themes: str, expected: list[str]) -> None:
    found = findings(validator, TITLED + f"<1> dcat:theme {themes} .")
    assert [one.code.partition(":")[2] for one in found if "theme" in one.code] == expected


def test_theme__misspelt_code_is_told_with_the_nearest(validator: Validator) -> None:
    found = findings(validator, TITLED + f"<1> dcat:theme <{NAL}data-theme/ENVIR> , <{NAL}data-theme/TRAN> .")
    assert [(one.value, one.fix) for one in found if one.code == "dcat-ap:Dataset-theme-code"] == [
        (f"{NAL}data-theme/ENVIR", f"{NAL}data-theme/ENVI")
    ]


@pytest.mark.parametrize(
    ("shape", "token", "left_out"),
    [
        ("DataThemeCode", "data-theme", set()),
        ("PlannedAvailabilityCode", "planned-availability", set()),
        ("DistributionStatusCode", "distribution-status", set()),
        ("AccessRightCode", "access-right", {"CONFIDENTIAL", "NORMAL", "SENSITIVE", "OP_DATPRO"}),
    ],
)
def test_codes__written_in_the_profile_are_those_of_our_lists(
    shape: str, token: str, left_out: set[str], root: Path
) -> None:
    text = (root / "shapes" / "dcat-ap.ttl").read_text(encoding="utf-8")
    body = text.partition(f"\n:{shape} a ")[2].partition(" .\n")[0]
    listed = {concept.iri for concept in concepts.load(token) if concept.code not in left_out}
    assert set(re.findall(f"<({NAL}{token}/[^>]+)>", body)) == listed


def test_choice__of_a_list_is_advice(validator: Validator) -> None:
    said = f"<1> dct:publisher <so> ; dct:spatial <hue> , <{NAL}country/VNM> ; dct:type <lop> ."
    found = findings(validator, TITLED + said + ' <so> a foaf:Agent ; foaf:name "Sở" . <hue> a dct:Location .')
    on_lists = {
        (one.code.partition(":")[2], one.reported_severity, one.value) for one in found if "-vocabulary" in one.code
    }
    assert on_lists == {
        ("Dataset-publisher-vocabulary", "info", "https://e.vn/so"),
        ("Dataset-spatial-vocabulary", "info", "https://e.vn/hue"),
        ("Dataset-type-vocabulary", "info", "https://e.vn/lop"),
    }


# ---------------------------------------------------------------- classes


@pytest.mark.parametrize(
    ("path", "value", "described", "expected"),
    [
        ("dct:publisher", "<so>", '<so> a foaf:Organization ; foaf:name "Sở" .', None),
        ("dct:publisher", "<so>", '<so> a dct:Agent ; foaf:name "Sở" .', None),
        ("dct:publisher", "<so>", "", "cannot-verify"),
        ("dct:publisher", "<so>", "<so> a vcard:Organization .", "violation"),
        ("dct:publisher", f"<{NAL}corporate-body/VNM>", "", None),
        ("dcat:contactPoint", "[ a vcard:Individual ]", "", None),
        ("dcat:contactPoint", '[ vcard:fn "A" ]', "", "violation"),
        ("dct:spatial", f"<{NAL}country/VNM>", "", None),
        ("dct:spatial", "<https://sws.geonames.org/1562822/>", "", None),
        ("dct:spatial", "<https://w3id.org/danhmuc/concept/province/46>", "", None),
        ("dct:spatial", "<hue>", "", "cannot-verify"),
        ("dcat:inSeries", "<chuoi>", '<chuoi> a dcat:DatasetSeries ; dct:title "Chuỗi"@vi .', None),
        ("dcat:inSeries", "<chuoi>", '<chuoi> a dcat:Dataset ; dct:title "Tập"@vi .', "violation"),
        ("dcat:hasVersion", "<2>", "<2> a dcat:DataService .", "violation"),
        ("dcat:distribution", "<tep>", "", "cannot-verify"),
    ],
)
def test_class__passes_fails_or_cannot_be_verified(
    validator: Validator, path: str, value: str, described: str, expected: str | None
) -> None:
    found = findings(validator, TITLED + f"<1> {path} {value} . {described}")
    field = path.partition(":")[2]
    told = [one.reported_severity for one in found if one.code == f"dcat-ap:Dataset-{field}-class"]
    assert told == ([] if expected is None else [expected])


@pytest.mark.parametrize("path", ["dct:publisher", "dcat:contactPoint", "dct:spatial", "dcat:landingPage"])
def test_class__a_text_is_told_once(validator: Validator, path: str) -> None:
    found = findings(validator, TITLED + f'<1> {path} "Huế" .')
    assert about(found, path.partition(":")[2]) == [(f"Dataset-{path.partition(':')[2]}-resource", "violation")]


@pytest.mark.parametrize("path", ["dcat:landingPage", "foaf:page", "dct:conformsTo", "dct:provenance", "dct:relation"])
def test_class__nobody_is_asked_for_one_where_an_iri_is_enough(validator: Validator, path: str) -> None:
    said = f'<1> {path} <trang> . <trang> a <https://e.vn/Trang> ; dct:title "Trang" .'
    assert about(findings(validator, TITLED + said), path.partition(":")[2]) == []


# ---------------------------------------------------------------- texts and days


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('"Lúa"@vi', []),
        ('"Lúa"', ["Dataset-title-language"]),
        ('""@vi', ["Dataset-title-empty"]),
        ('""', ["Dataset-title-empty"]),
        ('" \\t\\u00a0\\u200b"@vi', ["Dataset-title-empty"]),
        ("<lua>", ["Dataset-title-literal"]),
        ("[]", ["Dataset-title-literal"]),
    ],
)
def test_title__is_told_once_whatever_it_lacks(validator: Validator, value: str, expected: list[str]) -> None:
    found = findings(validator, f'<1> a dcat:Dataset ; dct:title {value} ; dct:description "Giá"@vi .')
    assert [one.code.partition(":")[2] for one in found if "-title" in one.code] == expected


def test_empty__title_is_a_violation_and_description_a_warning(validator: Validator) -> None:
    found = findings(validator, '<1> a dcat:Dataset ; dct:title " "@vi ; dct:description " "@vi ; dcat:keyword ""@vi .')
    told = {one.code: (one.severity, one.layer) for one in found if one.code.endswith("-empty")}
    assert told == {
        "dcat-ap:Dataset-title-empty": ("violation", "house"),
        "dcat-ap:Dataset-description-empty": ("warning", "house"),
        "dcat-ap:Dataset-keyword-empty": ("warning", "house"),
    }


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('"2026-03-31"^^xsd:date', []),
        ('"2026-03-31T08:00:00Z"^^xsd:dateTime', []),
        ('"2026"^^xsd:gYear', []),
        ('"2026-03"^^xsd:gYearMonth', []),
        ('"2026-03-31"', ["untyped"]),
        ('"2026-03-31T08:00:00+07:00"', ["untyped"]),
        ('"2026"', ["untyped"]),
        ('"2026-13-01"^^xsd:date', ["datatype"]),
        ('"tháng 5"', ["datatype"]),
        ('"2026-03-31"@vi', ["datatype"]),
        ('"2026"^^xsd:integer', ["datatype"]),
        ("<2026>", ["datatype"]),
    ],
)
def test_date__written_without_its_type_is_told_apart(validator: Validator, value: str, expected: list[str]) -> None:
    assert told(validator, "dcat:Dataset", "dct:modified", value) == [(one, "violation") for one in expected]


@pytest.mark.parametrize(
    ("term", "replaced"),
    [
        ("owl:versionInfo", "http://www.w3.org/ns/dcat#version"),
        ("dct:hasVersion", "http://www.w3.org/ns/dcat#hasVersion"),
        ("dct:isVersionOf", "http://www.w3.org/ns/dcat#hasVersion"),
    ],
)
def test_property__of_an_earlier_dcat_ap_names_the_new_one(validator: Validator, term: str, replaced: str) -> None:
    (finding,) = (one for one in findings(validator, TITLED + f"<1> {term} <2> .") if "deprecated" in one.code)
    rules = {rule.code: rule for rule in load_profile("dcat-ap").rules.values()}
    assert (finding.severity, rules[finding.code].replaced_by) == ("warning", replaced)


# ---------------------------------------------------------------- series and catalogues

SERIES = '<s> a dcat:DatasetSeries ; dct:title "Chuỗi"@vi ; dct:description "Chuỗi"@vi .'
CATALOG = '<c> a dcat:Catalog ; dct:title "DM"@vi ; dct:description "DM"@vi ; dct:publisher <so> .'


def test_series__whether_anyone_names_it_is_not_known_of_it_alone(validator: Validator) -> None:
    found = findings(validator, SERIES + TITLED + "<1> dcat:inSeries <s> .")
    assert [one.reported_severity for one in found if one.code == "dcat-ap:DatasetSeries-member"] == ["cannot-verify"]


def test_series__should_have_no_distribution_of_its_own(validator: Validator) -> None:
    found = findings(validator, SERIES + "<s> dcat:distribution [ a dcat:Distribution ; dcat:accessURL <x> ] .")
    assert [one.severity for one in found if one.code == "dcat-ap:DatasetSeries-distribution-max"] == ["warning"]


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        ("", {"Catalog-dataset": "warning"}),
        ("<c> dcat:dataset <1> ." + TITLED, {}),
        ("<1> dct:isPartOf <c> ." + TITLED, {}),
        ("<c> dcat:service <1> . <1> a dcat:DataService .", {}),
        ("<c> dcat:dataset <1> . <1> a dcat:DataService .", {"Catalog-dataset-class": "violation"}),
        ("<c> dcat:dataset <elsewhere> .", {"Catalog-dataset-class": "cannot-verify"}),
        ("<c> dcat:dataset <1> ; dcat:record <r> . <r> a dcat:CatalogRecord ; foaf:primaryTopic <1> ." + TITLED, {}),
        ("<c> dcat:dataset <1> ; dcat:record <r> . <r> a dcat:CatalogRecord ." + TITLED, {}),
    ],
)
def test_catalogue__is_judged_with_what_it_lists(
    validator: Validator, tmp_path: Path, turtle: str, expected: dict[str, str]
) -> None:
    """Membership is kept apart from the catalogue, and seen all the same."""
    path = tmp_path / "catalogue.ttl"
    path.write_text(PREFIXES + CATALOG + turtle, encoding="utf-8")
    check = validate_source(source_at(str(path)), validator)
    found = [finding for record in check.records for finding in record.report.findings]
    told = {one.code.partition(":")[2]: one.reported_severity for one in found if one.focus == "https://e.vn/c"}
    assert {code: severity for code, severity in told.items() if code.startswith("Catalog-dataset")} == expected
    assert not any(code.startswith("Catalog-record") for code in told)


def test_catalogue__alone_whether_it_has_members_is_not_known(validator: Validator) -> None:
    (catalog,) = parse_records(PREFIXES + CATALOG)
    found = [
        one.reported_severity for one in validator.validate(catalog).findings if one.code == "dcat-ap:Catalog-dataset"
    ]
    assert found == ["cannot-verify"]


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        (SERIES + CATALOG, {"Catalog-dataset", "DatasetSeries-member"}),
        (SERIES + CATALOG + "<1> dcat:inSeries <s> . <c> dcat:service <2> .", set()),
        (SERIES + CATALOG + "<1> dcat:inSeries <s> . <c> dcat:dataset <1> .", set()),
    ],
)
def test_whole_graph__read_as_the_w3c_does_tells_members_for_sure(turtle: str, expected: set[str], root: Path) -> None:
    report = validate(PREFIXES + turtle, root / "shapes" / "dcat-ap.ttl", w3c_classes=True)
    told = {result.source_shape.partition("#")[2] for result in report.results}
    assert told & {"Catalog-dataset", "DatasetSeries-member"} == expected


def test_catalogue__should_name_the_list_of_themes(validator: Validator) -> None:
    without = findings(validator, CATALOG + "<c> dcat:themeTaxonomy <https://e.vn/linh-vuc> .")
    with_it = findings(validator, CATALOG + f"<c> dcat:themeTaxonomy <linh-vuc> , <{NAL}data-theme> .")
    assert [one.code for one in without if "themeTaxonomy" in one.code] == ["dcat-ap:Catalog-themeTaxonomy"]
    assert [one.code for one in with_it if "themeTaxonomy" in one.code] == []


# ---------------------------------------------------------------- high-value datasets

HVD = "<http://data.europa.eu/eli/reg_impl/2023/138/oj>"


@pytest.fixture(scope="module")
def high_value() -> Validator:
    return Validator("dcat-ap-hvd")


def test_hvd__whole_dataset_has_no_violation(high_value: Validator) -> None:
    found = findings(
        high_value,
        TITLED
        + f"""<1> dcatap:applicableLegislation {HVD} , <luat> ;
        dcatap:hvdCategory <http://data.europa.eu/bna/c_164e0bf5> ;
        dcat:distribution [ a dcat:Distribution ; dcat:accessURL <x> ; dcatap:applicableLegislation {HVD} ;
            dct:rights <quyen> ] .""",
    )
    assert [one.code for one in found if one.reported_severity == "violation"] == []
    told = {one.code: one.reported_severity for one in found if one.code.startswith("dcat-ap-hvd")}
    assert told == {"dcat-ap-hvd:Dataset-api": "cannot-verify", "dcat-ap-hvd:Distribution-accessService": "warning"}


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        ("<http://data.europa.eu/bna/c_164e0bf5>", []),
        ("<http://data.europa.eu/bna/c_ffffffff>", [("vocabulary", "cannot-verify")]),
        ("<https://e.vn/nhom>", [("vocabulary", "violation")]),
        ('"khí tượng"', [("resource", "violation")]),
    ],
)
def test_hvd__category_is_of_the_list(high_value: Validator, category: str, expected: list[tuple[str, str]]) -> None:
    assert told(high_value, "dcat:Dataset", "dcatap:hvdCategory", category) == expected


def test_hvd__service_without_a_contact_is_a_violation_of_the_rule_below(high_value: Validator) -> None:
    found = {one.code: (one.severity, one.layer) for one in findings(high_value, "<1> a dcat:DataService .")}
    assert found["dcat-ap:DataService-contactPoint"] == ("violation", "spec")
    assert found["dcat-ap-hvd:DataService-page"] == ("violation", "spec")
    assert found["dcat-ap:DataService-keyword"] == ("warning", "recommended")


@pytest.mark.parametrize(
    ("licence", "told"),
    [
        ("http://creativecommons.org/licenses/by/4.0/", False),
        ("https://creativecommons.org/licenses/by-sa/4.0/", True),
        (f"{NAL}licence/CC_BYNC_4_0", True),
        (f"{NAL}licence/CC_BY_4_0", False),
        ("https://e.vn/giay-phep", False),
    ],
)
def test_hvd__licence_that_is_surely_narrower_is_told(high_value: Validator, licence: str, told: bool) -> None:
    found = findings(high_value, f"<1> a dcat:Distribution ; dcat:accessURL <x> ; dct:license <{licence}> .")
    assert ("dcat-ap-hvd:Distribution-license-open" in [one.code for one in found]) is told


# ---------------------------------------------------------------- a real feed


@pytest.mark.soak
def test_belgium__has_no_violation_but_those_of_the_mandatory_layer(test_data: Path, validator: Validator) -> None:
    """SEMIC's range.ttl gives 6,719 violations on these pages, all on what they do not describe."""
    check = validate_source(source_at(str(test_data / "belgium")), validator)
    found = [finding for record in check.records for finding in record.report.findings]
    assert Counter(one.code.partition(":")[2] for one in found if one.reported_severity == "violation") == {
        "Agent-name": 65,
        "PeriodOfTime-startDate-max": 4,
        "Agent-type-max": 3,
        "Dataset-publisher-max": 2,
        "Dataset-description": 1,
        "Dataset-issued-max": 1,
        "Dataset-title": 1,
    }
    unknown = Counter(one.code.partition(":")[2] for one in found if one.reported_severity == "cannot-verify")
    assert unknown == {
        "Dataset-distribution-class": 2163,
        "Distribution-format-vocabulary": 198,
        "Dataset-publisher-class": 182,
        "Dataset-sample-class": 139,
    }
