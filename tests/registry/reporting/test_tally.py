"""What is counted, in one pass and within bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.registry.reporting import tally as counting
from danhmuc.registry.reporting.tally import add_up
from danhmuc.shapes import Profile

from .conftest import PREFIXES, Checked, finding, record, source

WARNING = finding("dcat-ap:Dataset-keyword", severity="warning")
UNSURE = finding("dcat-ap:Dataset-title", severity="info", layer="cannot-verify")


def test_tally__counts_standings_rules_and_records(profile: Profile) -> None:
    records = [
        record(1, finding(), finding(), WARNING),
        record(2, finding(), UNSURE),
        record(3),
        record(4, WARNING, role="node"),
    ]
    tally = source(profile, records).count_all()
    assert (tally.records, tally.accepted, tally.others, tally.count) == (3, 1, 1, 6)
    assert dict(tally.by_severity) == {"violation": 3, "warning": 2, "cannot-verify": 1}
    assert [(rule.code, rule.reported_severity, rule.count, rule.records) for rule in tally.rules] == [
        ("dcat-ap:Dataset-title", "violation", 3, 2),
        ("dcat-ap:Dataset-keyword", "warning", 2, 2),
        ("dcat-ap:Dataset-title", "cannot-verify", 1, 1),
    ]
    assert tally.rules[0].example.record == "https://e.vn/1"


def test_tally__counts_catalogues_apart(profile: Profile) -> None:
    records = [record(1, finding(), is_catalog=True), record(2, is_catalog=True), record(3, finding()), record(4)]
    tally = source(profile, records).count_all()
    assert (tally.records, tally.accepted, tally.catalogs, tally.accepted_catalogs) == (2, 1, 2, 1)
    total = add_up([tally, tally])
    assert (total.records, total.accepted, total.catalogs, total.accepted_catalogs) == (4, 2, 4, 2)


def test_tally__of_equally_grave_rules_the_most_frequent_is_first(profile: Profile) -> None:
    records = [record(1, finding("a:Few"), finding("a:Many"), finding("a:Many"))]
    assert [rule.code for rule in source(profile, records).count_all().rules] == ["a:Many", "a:Few"]


def test_tally__counts_by_publisher_with_the_gravest_example(profile: Profile) -> None:
    agent = record(9, title="Sở Y tế", role="node")
    records = [
        agent,
        record(1, WARNING, publisher=agent.iri),
        record(2, finding(), WARNING, publisher=agent.iri),
        record(3, WARNING),
        record(4, finding(), role="node"),
    ]
    told = source(profile, records, findings=(finding("read:syntax"),)).count_all().publishers
    assert [(one.group, one.name, one.count, one.records) for one in told] == [
        ("publisher", "Sở Y tế", 3, 2),
        ("documents", None, 1, 0),
        ("none", None, 1, 1),
        ("shared", None, 1, 1),
    ]
    assert (told[0].example.reported_severity, told[0].example.record) == ("violation", "https://e.vn/2")


def test_tally__counts_publishers_beyond_the_bound_together(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_PUBLISHERS", 3)
    records = [record(number, finding(), publisher=f"https://e.vn/org/{number}") for number in range(10)]
    told = source(profile, records).count_all().publishers
    assert [(one.group, one.count, one.records) for one in told] == [
        *[("publisher", 1, 1)] * 3,
        ("others", 7, 7),
    ]


def test_tally__remembers_names_within_a_bound(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_NAMES", 2)
    records = [record(number, title="Sở", role="node") for number in range(5)]
    assert len(source(profile, records).count_all().names) == 2


@pytest.mark.parametrize(
    ("given", "fail_on", "passes"),
    [
        ({}, "violation", True),
        ({"failed": "no DCAT resource found"}, "violation", False),
        ({"incomplete": "1 of 2 documents unread"}, "violation", False),
        ({"findings": (finding(),)}, "violation", False),
        ({"findings": (WARNING,)}, "violation", True),
        ({"findings": (WARNING,)}, "warning", False),
        ({"findings": (UNSURE,)}, "warning", True),
    ],
)
def test_tally__passes_or_not(profile: Profile, given: dict[str, object], fail_on: str, passes: bool) -> None:
    assert source(profile, **given).count_all().passes(fail_on) is passes  # type: ignore[arg-type]


def test_united__adds_the_counts_of_sources(profile: Profile) -> None:
    first = source(profile, [record(1, WARNING, publisher="https://e.vn/org")]).count_all()
    second = source(profile, [record(2, finding(), WARNING, publisher="https://e.vn/org"), record(3)]).count_all()
    total = add_up([first, second])
    assert (total.records, total.accepted, dict(total.by_severity)) == (3, 2, {"violation": 1, "warning": 2})
    assert [(rule.code, rule.count, rule.records) for rule in total.rules] == [
        ("dcat-ap:Dataset-title", 1, 1),
        ("dcat-ap:Dataset-keyword", 2, 2),
    ]
    (publisher,) = total.publishers
    assert (publisher.count, publisher.records, publisher.example.reported_severity) == (3, 2, "violation")
    assert first.count == 1


def test_united__keeps_what_was_counted_together(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_PUBLISHERS", 1)
    sources = [
        source(profile, [record(number, finding(), publisher=f"https://e.vn/{letter}{number}") for number in range(3)])
        for letter in "ab"
    ]
    total = add_up([one.count_all() for one in sources])
    assert [(one.group, one.count) for one in total.publishers] == [("publisher", 1), ("others", 5)]


NAMELESS = """
<1> a dcat:Dataset ; dct:publisher [ a foaf:Agent ; foaf:name "Sở Y tế"@vi , "Health"@en ] .
<2> a dcat:Dataset ; dct:publisher [ a foaf:Agent ; foaf:name "Sở Y tế"@vi ] .
<3> a dcat:Dataset ; dct:publisher "EPA" .
<4> a dcat:Dataset .
"""


def test_tally__publishers_without_iri_are_told_apart_by_their_names(checked: Checked) -> None:
    told = checked(NAMELESS).count_all().publishers
    found = {(one.group, one.iri, one.name, one.records) for one in told if one.records}
    assert found == {("publisher", None, "Sở Y tế", 2), ("publisher", None, "EPA", 1), ("none", None, None, 1)}


def test_tally__of_stored_findings_names_them_as_well(tmp_path: Path, sqlite_url: str) -> None:
    path = tmp_path / "catalog.ttl"
    path.write_text(PREFIXES + NAMELESS, encoding="utf-8")
    with Registry.open(sqlite_url) as registry:
        registry.harvest(source_at(str(path)))
        with registry.reports.sources() as sources:
            told = [publisher for one in sources for publisher in one.count_all().publishers]
    assert {one.name for one in told if one.group == "publisher"} == {"Sở Y tế", "EPA"}


def test_tally__adds_up_publishers_without_iri_by_their_names(checked: Checked) -> None:
    tally = checked(NAMELESS).count_all()
    total = add_up([tally, tally]).publishers
    assert {one.name: one.records for one in total if one.group == "publisher"} == {"Sở Y tế": 4, "EPA": 2}
