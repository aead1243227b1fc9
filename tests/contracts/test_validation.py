"""Verdicts: made when something they depend on has changed, and only then."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from danhmuc.vocab.errors import UnknownNameError

if TYPE_CHECKING:
    from .conftest import Agency

Rows = Callable[[str], list[dict[str, object]]]
Profile = Callable[..., str]

GOOD = '<good> a dcat:Dataset ; dct:title "Tốt"@vi ; dct:publisher <agent> .'
BAD = "<bad> a dcat:Dataset ; dct:publisher <agent> ."
AGENT = '<agent> foaf:name "Sở"@vi ; foaf:phone "1" .'
NAMELESS = '<agent> dct:identifier "1" .'


def verdicts(agency: Agency) -> dict[str, str | None]:
    return {row.iri.removeprefix("https://e.vn/"): row.verdict for row in agency.registry.records()}


def test_verdict__no_violation_is_accepted(agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD + BAD + AGENT, profile())
    assert verdicts(agency) == {"good": "accepted", "bad": "submitted"}


def test_verdict__a_warning_does_not_gate(agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD + NAMELESS, profile())
    row = agency.registry.get("https://e.vn/good").row
    assert (row.verdict, row.violations, row.warnings) == ("accepted", 0, 1)


def test_verdict__what_nobody_describes_cannot_be_verified(agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD, profile())
    record = agency.registry.get("https://e.vn/good")
    assert (record.row.verdict, record.row.violations, record.row.warnings) == ("accepted", 0, 0)
    assert [(finding.code, finding.layer) for finding in record.findings] == [
        ("trial:Dataset-publisher", "cannot-verify")
    ]


def test_verdict__none_without_a_profile(agency: Agency) -> None:
    report = agency.publish(GOOD + BAD)
    assert (verdicts(agency), report.validated, report.accepted, report.submitted) == (
        {"good": None, "bad": None},
        0,
        None,
        None,
    )


def test_verdict__comes_with_its_findings(agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD + BAD + AGENT, profile())
    findings = agency.registry.get("https://e.vn/bad").findings
    assert [(finding.code, finding.focus) for finding in findings] == [("trial:Dataset-title", "https://e.vn/bad")]


def test_verdict__node_records_are_validated_and_counted_apart(agency: Agency, profile: Profile) -> None:
    report = agency.publish(GOOD + BAD + AGENT, profile())
    assert (report.validated, report.accepted, report.submitted) == (3, 1, 1)


def test_report__counts_findings_by_severity(agency: Agency, profile: Profile) -> None:
    report = agency.publish(GOOD + BAD + NAMELESS, profile())
    assert report.findings == {"violation": 1, "warning": 2, "info": 0, "cannot-verify": 0}


def test_verdict__the_stored_one_counts_while_it_holds(agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD + BAD + AGENT, profile())
    report = agency.publish(GOOD + BAD + AGENT, profile())
    assert (report.validated, report.accepted, report.submitted) == (0, 1, 1)


def test_verdict__a_changed_agent_has_what_reaches_it_validated_again(agency: Agency, profile: Profile) -> None:
    others = '<other> a dcat:Dataset ; dct:title "Khác"@vi . <alone> foaf:name "B" .'
    agency.publish(GOOD + BAD + AGENT + others, profile())
    report = agency.publish(GOOD + BAD + AGENT.replace('"1"', '"2"') + others, profile())
    assert report.validated == 3  # the agent and two records


def test_verdict__a_changed_agent_is_reached_through_another_node(agency: Agency, profile: Profile) -> None:
    chain = '<unit> foaf:member <agent> . <one> a dcat:Dataset ; dct:title "Một" ; dct:creator <unit> .'
    agency.publish(chain + AGENT, profile())
    assert agency.publish(chain + AGENT.replace('"1"', '"2"'), profile()).validated == 3


def test_verdict__an_agent_with_a_new_name_mends_the_record(agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD + "<agent> foaf:phone '1' .", profile())
    agency.publish(GOOD + AGENT, profile())
    assert agency.registry.get("https://e.vn/good").findings == ()


def test_verdict__nodes_that_reach_one_another_are_validated_once(agency: Agency, profile: Profile) -> None:
    first = '<a> foaf:name "A" ; foaf:member <b> . <b> foaf:name "B" ; foaf:member <a> .'
    agency.publish(GOOD + AGENT + first, profile())
    backwards = '<b> foaf:name "B" ; foaf:member <a> . <a> foaf:name "A" ; foaf:member <b> .'
    assert agency.publish(backwards + AGENT + GOOD, profile()).validated == 0


def test_verdict__a_changed_record_alone_is_validated_again(agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD + BAD + AGENT, profile())
    assert agency.publish(GOOD + BAD.replace(".", '; dct:title "Xấu" .') + AGENT, profile()).validated == 1


def test_verdict__another_profile_has_all_validated_again(agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD + BAD + AGENT, profile())
    assert agency.publish(GOOD + BAD + AGENT, profile(token="other")).validated == 3


def test_verdict__a_changed_profile_has_all_validated_again(agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD + BAD + AGENT, profile())
    changed = profile("dct:publisher")
    with type(agency.registry).open(agency.registry.url) as again:
        agency.registry = again
        report = agency.publish(GOOD + BAD + AGENT, changed)
    assert (report.validated, report.accepted) == (3, 2)


def test_verdict__one_per_version_and_profile(agency: Agency, profile: Profile, rows: Rows) -> None:
    agency.publish(BAD, profile())
    agency.publish(BAD + AGENT, profile())
    agency.publish(BAD, profile())
    agency.publish(BAD, profile(token="other"))
    newest = {row["version_id"] for row in rows("records") if row["role"] == "record"}
    in_force = [row for row in rows("verdicts") if row["version_id"] in newest and row["until_at"] is None]
    assert len(in_force) == 2


def test_verdict__findings_of_a_replaced_one_are_gone(agency: Agency, profile: Profile, rows: Rows) -> None:
    agency.publish(BAD, profile())
    agency.publish(BAD + AGENT, profile())
    keys = {row["id"] for row in rows("verdicts")}
    assert {row["verdict_id"] for row in rows("findings")} <= keys


def test_findings__only_those_of_the_source_s_profile_are_shown(agency: Agency, profile: Profile) -> None:
    agency.publish(BAD + AGENT, profile())
    agency.publish(BAD + AGENT, profile(token="other"))
    assert [finding.code for finding in agency.registry.get("https://e.vn/bad").findings] == ["other:Dataset-title"]


def test_profile__is_remembered(agency: Agency, profile: Profile) -> None:
    agency.publish(BAD, profile())
    assert agency.publish(BAD + AGENT, profile=None).submitted == 1


def test_profile__of_a_new_source_is_dcat_ap(agency: Agency) -> None:
    assert agency.publish(GOOD, profile=None).profile == "dcat-ap"


def test_profile__a_file_is_remembered_by_its_absolute_path(
    agency: Agency, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = profile()
    monkeypatch.chdir(agency.folder.parent)
    agency.publish(GOOD, "trial.ttl")
    assert [source.profile for source in agency.registry.sources()] == [path]


def test_profile__an_unknown_one_is_refused(agency: Agency) -> None:
    with pytest.raises(UnknownNameError, match="unknown profile 'dcat-vn'"):
        agency.publish(GOOD, "dcat-vn")


def test_findings__of_the_reader_stand_with_the_version(agency: Agency) -> None:
    agency.publish('<k> a dcat:Catalog ; dcat:dataset [ a dcat:Dataset ; dct:identifier "a" ] .')
    (row,) = [row for row in agency.registry.records() if row.iri != "https://e.vn/k"]
    assert [finding.code for finding in agency.registry.get(row.iri).findings] == ["split:minted-iri"]
