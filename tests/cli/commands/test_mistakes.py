"""What people slip on: a file of planted mistakes, of which each is found once, with its fix where one is certain.

Each dataset is good but for one mistake; by `validate` and after `harvest` the findings are the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

Run = Callable[..., CompletedProcess[str]]
Values = Mapping[str, str | None]

BASE = "https://d.example.vn/"
EU = "http://publications.europa.eu/resource/authority/"
PREFIXES = """
@prefix access: <http://publications.europa.eu/resource/authority/access-right/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix filetype: <http://publications.europa.eu/resource/authority/file-type/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix frequency: <http://publications.europa.eu/resource/authority/frequency/> .
@prefix importance: <https://w3id.org/danhmuc/concept/importance/> .
@prefix licence: <http://publications.europa.eu/resource/authority/licence/> .
@prefix personal: <https://w3id.org/danhmuc/concept/personal-data/> .
@prefix province: <https://w3id.org/danhmuc/concept/province/> .
@prefix schema: <http://schema.org/> .
@prefix sharing: <https://w3id.org/danhmuc/concept/sharing-nature/> .
@prefix theme: <http://publications.europa.eu/resource/authority/data-theme/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://d.example.vn/agent/H57> a foaf:Agent ; foaf:name "UBND thành phố Huế"@vi ; dct:identifier "H57" ;
    dct:type <http://purl.org/adms/publishertype/LocalAuthority> .
"""
TYPE = "dct:type <http://purl.org/adms/publishertype/LocalAuthority>"
FILE: Values = {
    "a": "dcat:Distribution",
    "dct:title": '"Tệp CSV"@vi',
    "dct:description": '"Tệp."@vi',
    "dcat:accessURL": "<https://d.example.vn/tep>",
    "dct:format": "filetype:CSV",
    "dct:license": "licence:CC_BY_4_0",
    "dcat:byteSize": '"2048"^^xsd:nonNegativeInteger',
}


def node(values: Values, changed: Values | None = None) -> str:
    """A nested node."""
    return f"[ {' ; '.join(f'{name} {value}' for name, value in {**values, **(changed or {})}.items() if value)} ]"


def contact(email: str, telephone: str) -> str:
    """A contact with all its parts."""
    return node(
        {
            "a": "vcard:Organization",
            "vcard:fn": '"Phòng Dữ liệu"@vi',
            "vcard:role": '"Đầu mối"@vi',
            "vcard:hasEmail": email,
            "vcard:hasTelephone": telephone,
        }
    )


def agent(name: str, code: str | None) -> str:
    """A publisher without IRI."""
    return f"[ a foaf:Agent ; foaf:name {name} ; {TYPE}{f' ; dct:identifier {code}' if code else ''} ]"


def period(start: str, end: str) -> str:
    """A period of time."""
    return f'[ a dct:PeriodOfTime ; dcat:startDate "{start}"^^xsd:date ; dcat:endDate "{end}"^^xsd:date ]'


GOOD: Values = {
    "dct:title": '"Tập NAME"@vi',
    "dct:description": '"Mô tả của tập NAME."@vi',
    "dct:identifier": '"H57/NAME"',
    "dct:publisher": "<https://d.example.vn/agent/H57>",
    "dcat:contactPoint": contact("<mailto:a@hue.gov.vn>", "<tel:+84-234-000-0001>"),
    "dct:issued": '"2026-01-05"^^xsd:date',
    "dct:modified": '"2026-11-20"^^xsd:date',
    "dct:accrualPeriodicity": "frequency:MONTHLY",
    "dct:spatial": "province:46",
    "dct:temporal": period("2025-01-01", "2026-01-01"),
    "dmv:personalData": "personal:KHONG",
    "dmv:importance": "importance:KHAC",
    "dmv:sharingNature": "sharing:MO",
    "dct:accessRights": "access:PUBLIC",
    "dcat:theme": "theme:ENVI",
    "dcat:keyword": '"nước"@vi',
    "dcat:distribution": node(FILE),
}
SHARED: Values = {"dmv:sharingNature": "sharing:DUNG_CHUNG", "dct:accessRights": "access:RESTRICTED"}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is written in place of what is right, and what is found.

    Attributes:
        advice: words of the message that help where no fix is certain.
    """

    changed: Values
    rule: str
    severity: str = "warning"
    fix: str | None = None
    advice: str = ""


def violation(changed: Values, rule: str, fix: str | None = None, advice: str = "") -> Mistake:
    return Mistake(changed, rule, "violation", fix, advice)


def of_file(changed: Values) -> Values:
    return {"dcat:distribution": node(FILE, changed)}


MISTAKES: Mapping[str, Mistake] = {
    "title-missing": violation({"dct:title": None}, "vn:Dataset-title-vi"),
    "title-english": violation({"dct:title": '"Data"@en'}, "vn:Dataset-title-vi"),
    "title-untagged": violation({"dct:title": '"Dữ liệu"'}, "vn:Dataset-title-vi"),
    "title-vn": violation({"dct:title": '"Dữ liệu"@vn'}, "vn:Dataset-title-vi", '"Dữ liệu"@vi'),
    "title-both": Mistake({"dct:title": '"Dữ liệu"@vi , "Số liệu"@vn'}, "vn:Dataset-title-tag", fix='"Số liệu"@vi'),
    "title-empty": violation({"dct:title": '""@vi'}, "dcat-ap:Dataset-title-empty"),
    "description-missing": violation({"dct:description": None}, "vn:Dataset-description-vi"),
    "description-vn": violation({"dct:description": '"Mô tả"@vn'}, "vn:Dataset-description-vi", '"Mô tả"@vi'),
    "description-empty": violation({"dct:description": '" "@vi'}, "vn:Dataset-description-vi"),
    "identifier-missing": Mistake({"dct:identifier": None}, "vn:Dataset-identifier"),
    "publisher-missing": Mistake({"dct:publisher": None}, "vn:Dataset-publisher"),
    "publisher-text": violation({"dct:publisher": '"UBND Huế"'}, "dcat-ap:Dataset-publisher-resource"),
    "publisher-case": violation(
        {"dct:publisher": agent('"Sở"@vi', '"h57.06"')}, "vn:Dataset-publisher-pattern", "H57.06"
    ),
    "publisher-codeless": Mistake({"dct:publisher": agent('"Sở"@vi', None)}, "vn:Dataset-publisher-identifier"),
    "publisher-closed": Mistake({"dct:publisher": agent('"Sở"@vi', '"H30"')}, "vn:Dataset-publisher-code"),
    "publisher-vn": Mistake({"dct:publisher": agent('"Sở"@vn', '"H57"')}, "vn:Agent-name-tag", fix='"Sở"@vi'),
    "contact-missing": violation({"dcat:contactPoint": None}, "vn:Dataset-contactPoint"),
    "contact-text": violation({"dcat:contactPoint": '"Phòng Dữ liệu"'}, "dcat-ap:Dataset-contactPoint-resource"),
    "contact-nothing": violation(
        {"dcat:contactPoint": contact('"khong co"', "<tel:0>")}, "vn:Dataset-contactPoint-reachable"
    ),
    "email-nothing": Mistake(
        {"dcat:contactPoint": contact('"khong co"', "<tel:+84-234-000-0001>")}, "vn:Dataset-contactPoint-hasEmail"
    ),
    "mailto-empty": Mistake(
        {"dcat:contactPoint": contact("<mailto:>", "<tel:+84-234-000-0001>")}, "vn:Dataset-contactPoint-hasEmail"
    ),
    "telephone-nothing": Mistake(
        {"dcat:contactPoint": contact("<mailto:a@hue.gov.vn>", '"không có"')}, "vn:Dataset-contactPoint-hasTelephone"
    ),
    "telephone-zero": Mistake(
        {"dcat:contactPoint": contact("<mailto:a@hue.gov.vn>", "<tel:0>")}, "vn:Dataset-contactPoint-hasTelephone"
    ),
    "modified-future": Mistake({"dct:modified": '"2027-01-01"^^xsd:date'}, "vn:Dataset-modified-future"),
    "issued-future": Mistake({"dct:issued": '"2062-01-05"^^xsd:date'}, "vn:Dataset-issued-future"),
    "modified-impossible": violation({"dct:modified": '"31/02/2026"'}, "dcat-ap:Dataset-modified-datatype"),
    "modified-untyped": violation(
        {"dct:modified": '"2026-11-20"'}, "dcat-ap:Dataset-modified-untyped", '"2026-11-20"^^xsd:date'
    ),
    "modified-form": violation(
        {"dct:modified": '"20/11/2026"'}, "dcat-ap:Dataset-modified-datatype", '"2026-11-20"^^xsd:date'
    ),
    "modified-words": violation(
        {"dct:modified": '"hôm qua"', "dct:accrualPeriodicity": None}, "dcat-ap:Dataset-modified-datatype"
    ),
    "modified-missing": Mistake({"dct:modified": None}, "vn:Dataset-modified"),
    "issued-words": violation({"dct:issued": '"tháng trước"'}, "dcat-ap:Dataset-issued-datatype"),
    "period-turned": Mistake({"dct:temporal": period("2026-01-01", "2025-01-01")}, "vn:Dataset-temporal-order"),
    "period-text": violation({"dct:temporal": '"2025"'}, "dcat-ap:Dataset-temporal-resource"),
    "keywords-joined": Mistake(
        {"dcat:keyword": '"nước; sông; hồ"@vi'}, "vn:Dataset-keyword-separator", fix='"nước"@vi , "sông"@vi , "hồ"@vi'
    ),
    "keywords-with-commas": Mistake({"dcat:keyword": '"nước, sông, hồ"@vi'}, "vn:Dataset-keyword-comma"),
    "keyword-vn": Mistake({"dcat:keyword": '"nước"@vn'}, "vn:Dataset-keyword-tag", fix='"nước"@vi'),
    "territory-text": violation(
        {"dct:spatial": '"Thành phố Huế"'},
        "dcat-ap:Dataset-spatial-resource",
        "https://w3id.org/danhmuc/concept/province/46",
    ),
    "territory-moved": violation(
        {"dct:spatial": '"Lào Cai"'}, "dcat-ap:Dataset-spatial-resource", advice="danhmuc vocab show province"
    ),
    "territory-old": Mistake(
        {"dct:spatial": "<https://w3id.org/danhmuc/concept/province-2004/30>"}, "vn:Dataset-spatial-validCode"
    ),
    "access-text": violation(
        {"dct:accessRights": '"Công khai"'}, "dcat-ap:Dataset-accessRights-resource", f"{EU}access-right/PUBLIC"
    ),
    "access-unlisted": violation({"dct:accessRights": "access:CONG_KHAI"}, "vn:Dataset-accessRights-open"),
    "access-contradicts": violation({"dct:accessRights": "access:RESTRICTED"}, "vn:Dataset-accessRights-open"),
    "theme-text": violation({"dcat:theme": '"Môi trường"'}, "dcat-ap:Dataset-theme-resource", f"{EU}data-theme/ENVI"),
    "theme-unknown": violation(
        {"dcat:theme": '"Nước"'}, "dcat-ap:Dataset-theme-resource", advice="danhmuc vocab show data-theme"
    ),
    "theme-misspelt": Mistake({"dcat:theme": "theme:ENVY"}, "dcat-ap:Dataset-theme-code", fix=f"{EU}data-theme/ENVI"),
    "frequency-text": violation(
        {"dct:accrualPeriodicity": '"Hàng tháng"'},
        "dcat-ap:Dataset-accrualPeriodicity-resource",
        f"{EU}frequency/MONTHLY",
    ),
    "frequency-misspelt": Mistake(
        {"dct:accrualPeriodicity": "frequency:MONTLY"},
        "dcat-ap:Dataset-accrualPeriodicity-vocabulary",
        "cannot-verify",
        f"{EU}frequency/MONTHLY",
    ),
    "nature-text": violation(
        {"dmv:sharingNature": '"Dữ liệu mở"'},
        "vn:Dataset-sharingNature-vocabulary",
        "https://w3id.org/danhmuc/concept/sharing-nature/MO",
    ),
    "nature-public": violation(
        {"dmv:sharingNature": '"Công khai"'},
        "vn:Dataset-sharingNature-vocabulary",
        advice="MO, MO_CO_DIEU_KIEN",
    ),
    "nature-unlisted": violation(
        {"dmv:sharingNature": "sharing:KIN"},
        "vn:Dataset-sharingNature-vocabulary",
        advice="danhmuc vocab show sharing-nature",
    ),
    "nature-missing": violation({"dmv:sharingNature": None}, "vn:Dataset-sharingNature"),
    "nature-two": violation({"dmv:sharingNature": "sharing:MO , sharing:DUNG_CHUNG"}, "vn:Dataset-sharingNature-max"),
    "form-missing": violation(SHARED, "vn:Dataset-sharingForm-shared"),
    "importance-text": Mistake(
        {"dmv:importance": '"Dữ liệu khác"'},
        "vn:Dataset-importance-vocabulary",
        fix="https://w3id.org/danhmuc/concept/importance/KHAC",
    ),
    "personal-flag": Mistake({"dmv:personalData": "true"}, "vn:Dataset-personalData-vocabulary"),
    "licence-missing": Mistake(of_file({"dct:license": None}), "dcat-ap:Distribution-license"),
    "licence-text": violation(
        of_file({"dct:license": '"CC-BY-4.0"'}), "dcat-ap:Distribution-license-resource", f"{EU}licence/CC_BY_4_0"
    ),
    "licence-unknown": violation(
        of_file({"dct:license": '"Tự do"'}), "dcat-ap:Distribution-license-resource", advice="vocab show licence"
    ),
    "format-text": violation(
        of_file({"dct:format": '"CSV"'}), "dcat-ap:Distribution-format-resource", f"{EU}file-type/CSV"
    ),
    "format-missing": Mistake(of_file({"dct:format": None}), "dcat-ap:Distribution-format"),
    "format-closed": Mistake(of_file({"dct:format": "filetype:PDF"}), "vn:Dataset-format-open"),
    "size-mb": violation(
        of_file({"dcat:byteSize": '"2,5 MB"'}), "dcat-ap:Distribution-byteSize-datatype", advice="2500000, 2621440"
    ),
    "size-mib": violation(
        of_file({"dcat:byteSize": '"2,5 MiB"'}),
        "dcat-ap:Distribution-byteSize-datatype",
        '"2621440"^^xsd:nonNegativeInteger',
    ),
    "file-title-vn": Mistake(of_file({"dct:title": '"Tệp"@vn'}), "vn:Distribution-title-tag", fix='"Tệp"@vi'),
    "file-future": Mistake(of_file({"dct:issued": '"2027"^^xsd:gYear'}), "vn:Distribution-issued-future"),
    "file-missing": violation({"dcat:distribution": None}, "vn:Dataset-distribution-open"),
    "address-missing": violation(of_file({"dcat:accessURL": None}), "dcat-ap:Distribution-accessURL"),
    "address-text": violation(
        of_file({"dcat:accessURL": '"https://d.example.vn/x"'}),
        "dcat-ap:Distribution-accessURL-resource",
        "https://d.example.vn/x",
    ),
    "fee": Mistake({"schema:isAccessibleForFree": "false"}, "vn:Dataset-isAccessibleForFree-open"),
    "login": Mistake(of_file({"dmv:loginRequired": "true"}), "vn:Dataset-loginRequired-open"),
}
ALIKE: Mapping[str, Values] = {
    "good": {},
    "tomorrow": {"dct:modified": '"2026-11-29"^^xsd:date'},
    "this-year": {"dct:issued": '"2026"^^xsd:gYear'},
    "one-day": {"dct:temporal": period("2026-01-01", "2026-01-01")},
    "entity": {"dcat:keyword": '"R&amp;D"@vi'},
    "comma": {"dcat:keyword": '"nước, sông"@vi'},
    "hotline": {"dcat:contactPoint": contact("<mailto:so%40hue.gov.vn>", '"1022"')},
    "region": {"dct:title": '"Dữ liệu vùng"@vi-vn'},
    "free": {"schema:isAccessibleForFree": "true", "dmv:loginRequired": "false"},
}
"""What is right and looks like a mistake."""


def turtle() -> str:
    """The datasets with the mistakes, and those without."""
    wrong = {name: one.changed for name, one in MISTAKES.items()}
    text = PREFIXES
    for name, changed in {**wrong, **ALIKE}.items():
        said = " ;\n    ".join(f"{term} {value}" for term, value in {**GOOD, **changed}.items() if value is not None)
        text += f"\n<{BASE}{name}> a dcat:Dataset ;\n    {said.replace('NAME', name)} .\n"
    return text


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANHMUC_TODAY", "2026-11-28")


@pytest.fixture
def mistakes(tmp_path: Path) -> Path:
    path = tmp_path / "mistakes.ttl"
    path.write_text(turtle(), encoding="utf-8")
    return path


def found_in(report: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The findings on each record, by its name."""
    records = [one for one in report["records"] if one["role"] == "record"]
    return {one["iri"].removeprefix(BASE): one["findings"] for one in records}


def test_mistakes__each_is_found_once_with_its_fix_and_look_alikes_are_not(danhmuc: Run, mistakes: Path) -> None:
    (report,) = json.loads(danhmuc("validate", mistakes, "--profile", "vn", "--json").stdout)
    found = found_in(report)
    assert {name: [(one["code"], one["standing"], one["fix"]) for one in some] for name, some in found.items()} == {
        **{name: [(one.rule, one.severity, one.fix)] for name, one in MISTAKES.items()},
        **{name: [] for name in ALIKE},
    }
    advised = {name: one.advice for name, one in MISTAKES.items() if one.advice}
    assert {name: advice for name, advice in advised.items() if advice not in found[name][0]["message"]["en"]} == {}


def test_mistakes__are_the_same_after_a_harvest(danhmuc: Run, mistakes: Path) -> None:
    (report,) = json.loads(danhmuc("validate", mistakes, "--profile", "vn", "--json").stdout)
    assert danhmuc("harvest", mistakes, "--profile", "vn").returncode == 0
    danhmuc("validate", "--all")
    (stored,) = json.loads(danhmuc("report", "findings", "--format", "json").stdout)

    def brief(report: dict[str, Any]) -> dict[str, list[tuple[str, str, str | None]]]:
        return {
            name: [(one["code"], one["standing"], one["fix"]) for one in some]
            for name, some in found_in(report).items()
        }

    assert brief(stored) == brief(report)


def test_codes_of_no_list__are_one_finding_of_the_source(danhmuc: Run, tmp_path: Path) -> None:
    path = tmp_path / "codes.ttl"
    text = PREFIXES.replace('"H57"', '"H57.06"')
    for number in range(5):
        said = " ; ".join(f"{term} {value}" for term, value in GOOD.items())
        text += f"<{BASE}{number}> a dcat:Dataset ; {said.replace('NAME', str(number))} .\n"
    path.write_text(text, encoding="utf-8")
    (report,) = json.loads(danhmuc("validate", path, "--profile", "vn", "--json").stdout)
    (one,) = report["findings"]
    assert (one["code"], one["standing"], one["value"]) == ("vn:Dataset-publisher-code", "cannot-verify", "H57.06")
    assert f"5 records, such as {BASE}0, {BASE}1, {BASE}2, …; values: H57.06." in one["message"]["en"]
    assert report["counts"]["cannot-verify"] == 1
    assert [one["accepted"] for one in report["records"] if one["role"] == "record"] == [True] * 5
    assert {name for name, some in found_in(report).items() if some} == set()
    for _ in range(2):
        told = danhmuc("harvest", path, "--profile", "vn").stdout
        assert "1 that cannot be verified" in told
        assert f"5 records, such as {BASE}0" in told
    text = text.replace('"Tập 1"@vi', '"Tập một"@vi').replace(f"<{BASE}0> a", f"<{BASE}9> a")
    path.write_text(text, encoding="utf-8")
    told = danhmuc("harvest", path, "--profile", "vn").stdout
    assert f"5 records, such as {BASE}1, {BASE}2, {BASE}3, …" in told
    rows = json.loads(danhmuc("report", "findings", "--by", "source", "--json").stdout)
    assert [one["cannot-verify"] for one in rows] == [1]


def test_one_row_twice__is_one_finding_that_names_both(danhmuc: Run, tmp_path: Path) -> None:
    path = tmp_path / "twice.ttl"
    said = " ; ".join(f"{term} {value}" for term, value in GOOD.items())
    path.write_text(f"{PREFIXES}<{BASE}a> a dcat:Dataset ; {said} . <{BASE}b> a dcat:Dataset ; {said} .", "utf-8")
    (report,) = json.loads(danhmuc("validate", path, "--profile", "vn", "--json").stdout)
    assert [(one["code"], one["focus"], one["value"]) for one in report["findings"]] == [
        ("harvest:same-name", f"{BASE}a", f"{BASE}b")
    ]
    assert "[harvest:same-name]" in danhmuc("harvest", path, "--profile", "vn").stdout
