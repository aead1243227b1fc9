"""Stored findings of the verdicts in force, counted and reported without validating anything."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from danhmuc.registry import FindingFilter, Registry, source_at
from danhmuc.registry.reporting import REPORTS, write_report
from danhmuc.shapes import Validator
from danhmuc.vocab.errors import UnknownNameError

if TYPE_CHECKING:
    from ...conftest import Fill, RegistryCopy

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""
A = """
<c> a dcat:Catalog ; dct:title "c"@vi ; dct:description "c"@vi ; dct:publisher <p> ; dcat:dataset <1>, <2> .
<p> a foaf:Agent ; foaf:name "Sở A"@vi . <q> a foaf:Agent .
<1> a dcat:Dataset ; dct:title "1"@vi ; dct:description "d"@vi ; dct:publisher <p> .
<2> a dcat:Dataset ; dct:publisher <q> ; dcat:distribution [ a dcat:Distribution ] .
"""
B = """
<3> a dcat:Dataset ; dct:title "3"@vi . <4> a dcat:Dataset .
<5> a dcat:Dataset ; dct:title "5"@vi ; dct:description "d"@vi .
"""


def fill(url: str, folder: Path) -> None:
    """Two sources; of the second, record 4 went missing and record 5 was withheld."""
    with Registry.open(url, create=True) as opened:
        for name, content in (("a", A), ("b", B), ("b", B.replace("<4> a dcat:Dataset .", "")), ("c", A)):
            path = folder / f"{name}.ttl"
            path.write_text(PREFIXES + content, encoding="utf-8")
            profile = "none" if name == "c" else "dcat-ap"
            opened.plan(source_at(str(path)), profile=profile).apply(by="test")
        opened.withhold("https://e.vn/5", by="officer", reason="Nhầm")


@pytest.fixture
def registry(copy_registry: Callable[[Fill], RegistryCopy]) -> Iterator[Registry]:
    with Registry.open(copy_registry(fill).url) as opened:
        yield opened


def test_counts__of_every_group_add_up_to_those_of_the_registry(registry: Registry) -> None:
    totals: Counter[str] = Counter()
    for one in registry.revalidate().sources:
        totals.update(one.totals.findings)
    assert totals["violation"] > 0
    for by in ("source", "publisher", "rule"):
        counts = registry.reports.count_findings(by)  # type: ignore[arg-type]
        assert sum(one.violations for one in counts) == totals["violation"]
        assert sum(one.warnings for one in counts) == totals["warning"]
        assert sum(one.infos for one in counts) == totals["info"]
        assert sum(one.unverified for one in counts) == totals["cannot-verify"]
        assert sum(one.findings for one in counts) == totals.total()
        assert counts == sorted(counts, key=lambda one: -one.violations)


def test_counts__of_records_are_those_of_the_sources(registry: Registry) -> None:
    rows = {row.name: (row.records, row.accepted) for row in registry.sources()}
    assert {one.key: (one.records, one.accepted) for one in registry.reports.count_findings("source")} == rows
    publishers = registry.reports.count_findings("publisher")
    assert sum(one.records or 0 for one in publishers) == sum(records for records, _ in rows.values())
    assert {one.key: one.name for one in publishers} == {
        "https://e.vn/p": "Sở A",
        "https://e.vn/q": None,
        None: None,
    }


def test_counts__leave_out_what_is_not_present(registry: Registry) -> None:
    before = registry.reports.count_findings("rule")
    registry.withhold("https://e.vn/3", by="officer", reason="Nhầm")
    after = registry.reports.count_findings("rule")
    assert sum(one.violations for one in after) < sum(one.violations for one in before)
    assert [one.key for one in registry.reports.count_findings("source")] == ["a", "c"]


@pytest.mark.parametrize(
    "chosen",
    [
        FindingFilter(source="b"),
        FindingFilter(publisher="https://e.vn/q"),
        FindingFilter(rule="dcat-ap:Dataset-title"),
        FindingFilter(severity="warning"),
        FindingFilter(source="a", rule="dcat-ap:Dataset-title", severity="violation"),
        FindingFilter(),
    ],
)
def test_report__has_the_findings_that_are_counted(registry: Registry, chosen: FindingFilter) -> None:
    out = io.BytesIO()
    with registry.reports.sources(chosen) as sources:
        tallies = write_report("json", sources, out)
    sources_json = json.loads(out.getvalue())
    for by, found in (
        ("source", Counter(Path(one["location"]).stem for one in sources_json for _ in _findings(one))),
        ("rule", Counter(finding["code"] for one in sources_json for finding in _findings(one))),
    ):
        counts = registry.reports.count_findings(by, chosen)  # type: ignore[arg-type]
        assert {one.key: one.findings for one in counts if one.findings} == found
    # Which findings are asked for says nothing of what is accepted.
    of_sources = registry.reports.count_findings(
        "source", FindingFilter(source=chosen.source, publisher=chosen.publisher)
    )
    accepted = sum(tally.accepted + tally.accepted_catalogs for tally in tallies)
    assert accepted == sum(one.accepted or 0 for one in of_sources)


def _findings(source: dict[str, list[dict[str, list[dict[str, str]]]]]) -> Iterator[dict[str, str]]:
    for record in source["records"]:
        yield from record["findings"]


def test_report__validates_nothing_and_has_every_format(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Validator, "validate", refuse)
    monkeypatch.setattr(Validator, "validate_all", refuse)
    for name in REPORTS:
        out = io.BytesIO()
        with registry.reports.sources() as sources:
            write_report(name, sources, out)
        assert b"Dataset-title" in out.getvalue()


def test_report__names_what_is_within_a_record(registry: Registry) -> None:
    out = io.BytesIO()
    with registry.reports.sources(FindingFilter(source="a")) as sources:
        write_report("json", sources, out)
    (source,) = json.loads(out.getvalue())
    assert [
        finding["about"] for finding in _findings(source) if finding["code"] == "dcat-ap:Distribution-accessURL"
    ] != []
    assert all(finding["about"] for finding in _findings(source) if finding["code"] == "dcat-ap:Distribution-accessURL")


@pytest.mark.parametrize(
    "chosen", [FindingFilter(source="x"), FindingFilter(publisher="x"), FindingFilter(rule="dcat-ap:x")]
)
def test_counts__of_what_is_unknown_are_refused(registry: Registry, chosen: FindingFilter) -> None:
    with pytest.raises(UnknownNameError):
        registry.reports.count_findings("rule", chosen)
    with pytest.raises(UnknownNameError), registry.reports.sources(chosen):
        pass


UNLISTED = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
<https://e.vn/a> a dcat:Dataset ; dct:title "Nước"@vi ; dct:publisher <https://e.vn/so> .
<https://e.vn/b> a dcat:Dataset ; dct:title "Rừng"@vi ; dct:publisher <https://e.vn/so> .
<https://e.vn/c> a dcat:DataService ; dct:title "Đất"@vi ; dct:publisher <https://e.vn/so> .
<https://e.vn/so> a foaf:Agent ; foaf:name "Sở"@vi ; dct:identifier "H57.06" .
"""


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_finding_of_a_source__is_counted_once(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    path = tmp_path / "so.ttl"
    path.write_text(UNLISTED, encoding="utf-8")
    with Registry.open(request.getfixturevalue(f"{database}_url")) as registry:
        first = registry.harvest(source_at(str(path)), profile="vn", by="test")
        path.write_text(UNLISTED.replace("Rừng", "Rừng núi"), encoding="utf-8")
        second = registry.harvest(source_at(str(path)), profile="vn", by="test")
        assert first.findings["cannot-verify"] == second.findings["cannot-verify"] == 1
        by_rule = {one.key: one for one in registry.reports.count_findings("rule")}
        rule = by_rule["vn:Dataset-publisher-code"]
        assert (rule.affected, rule.unverified) == (3, 1)
        assert "vn:DataService-publisher-code" not in by_rule
        assert [one.unverified for one in registry.reports.count_findings("source")] == [1]
        assert {one.unverified for one in registry.reports.count_findings("publisher")} == {0, 1}
