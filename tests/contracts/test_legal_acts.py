"""The status of legal acts: a loaded list changes what reports say, and nothing else; the same on every database."""

from __future__ import annotations

import json
from io import BytesIO

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.registry.reporting import REPORTS, ReportedSource, terminal_lines, write_report
from danhmuc.registry.reporting.explained_findings import load_rule_texts
from danhmuc.registry.validation.source import validate_source
from danhmuc.shapes import Validator
from danhmuc.vocab.concepts import LEGAL_ACTS

from .conftest import Agency

HEAD = "mã,tên,trạng thái,ngày hiệu lực,ngày hết hiệu lực,ngày xem\n"
DECREE = "(47/2020/NĐ-CP), Article 11(4): "
BUNDLED = "reported ended from 2025-10-22, not verified"
LISTS = {
    "47/2020/NĐ-CP,Nghị định,hết hiệu lực,2020-05-25,2025-10-21,2026-12-01": "ended from 2025-10-22",
    "47/2020/NĐ-CP,Nghị định,còn hiệu lực,2020-05-25,,2026-12-01": "in force from 2020-05-25 (seen 2026-12-01)",
    "47/2020/NĐ-CP,Nghị định,tạm ngưng hiệu lực,2020-05-25,,2026-12-01": "not known whether in force",
    "1/2027/NĐ-CP,Nghị định,còn hiệu lực,2027-01-01,,2027-01-01": "not known whether in force",
}
RECORD = '<https://e.vn/1> a dcat:Dataset ; dct:title "Rice"@en .'


def load(registry: Registry, row: str) -> None:
    registry.vocab.add((HEAD + row).encode(), by="test", token=LEGAL_ACTS, name="acts.csv")


def report(agency: Agency, format: str) -> str:  # noqa: A002 - as in write_report
    validator = Validator("vn")
    validated = validate_source(source_at(str(agency.folder)), validator)
    reported = ReportedSource(validated, validator.profile, agency.registry.vocab.get(LEGAL_ACTS))
    if format == "text":
        return "\n".join(line.text for line in terminal_lines(reported.count_all(), lang="en"))
    out = BytesIO()
    write_report(format, [reported], out, lang="en")
    return out.getvalue().decode("utf-8-sig")


@pytest.mark.parametrize("format", ["text", "html", "csv", "json"])
def test_report__states_the_status_of_the_list_in_force(agency: Agency, format: str) -> None:  # noqa: A002
    assert format == "text" or format in REPORTS
    agency.write("a.ttl", RECORD)
    assert DECREE + BUNDLED in report(agency, format)
    for row, status in LISTS.items():
        load(agency.registry, row)
        text = report(agency, format)
        assert DECREE + status in text
        assert BUNDLED not in text
    agency.registry.vocab.use(LEGAL_ACTS, None, by="test")
    assert DECREE + BUNDLED in report(agency, format)


def test_findings__of_stored_records_state_the_status_of_the_list_in_force(agency: Agency) -> None:
    agency.write("a.ttl", RECORD)
    agency.harvest(profile="vn")
    registry = agency.registry
    for row, status in LISTS.items():
        load(registry, row)
        texts = load_rule_texts("vn", registry.vocab.get(LEGAL_ACTS))
        bases = {texts[finding.code].basis.get("en", "") for finding in registry.get("https://e.vn/1").findings}
        assert any(basis.endswith(DECREE + status) for basis in bases)


def test_verdicts__are_the_same_under_every_list(agency: Agency) -> None:
    agency.write("a.ttl", RECORD)
    agency.harvest(profile="vn")
    registry = agency.registry
    before = [json.dumps([finding.code, finding.severity]) for finding in registry.get("https://e.vn/1").findings]
    for row in LISTS:
        load(registry, row)
        renewed = registry.revalidate()
        assert [source.changed for source in renewed.sources] == [0]
        after = [json.dumps([finding.code, finding.severity]) for finding in registry.get("https://e.vn/1").findings]
        assert after == before
