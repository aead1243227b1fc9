"""The findings that one page has room for."""

from __future__ import annotations

from danhmuc.registry.reporting.html_page import PageFindings
from danhmuc.registry.reporting.reported_records import ReportedFinding
from danhmuc.shapes import Profile

from .conftest import finding, record, source


def reported(profile: Profile, code: str, **given: object) -> ReportedFinding:
    (one,) = source(profile, [record(1, finding(code, **given))]).records()
    return one.findings[0]


def test_page_findings__all_where_there_is_room(profile: Profile) -> None:
    page_findings = PageFindings(10)
    for number in range(10):
        page_findings.add(number // 2, reported(profile, "a:Many"))
    assert (page_findings.cut_to_limit(), page_findings.most) == (10, None)
    assert [len(findings) for findings in page_findings.records()] == [2] * 5


def test_page_findings__every_rule_has_its_share(profile: Profile) -> None:
    page_findings = PageFindings(100)
    many, few, rare = (reported(profile, code) for code in ("a:Many", "a:Few", "a:Rare"))
    for number in range(5_000):
        page_findings.add(number, many)
        if number % 250 == 0:
            page_findings.add(number, few)
    page_findings.add(5_000, rare)
    assert page_findings.cut_to_limit() <= 100
    shown = [found.code for findings in page_findings.records() for found in findings]
    assert (shown.count("a:Few"), shown.count("a:Rare")) == (20, 1)
    assert shown.count("a:Many") == page_findings.most
    assert shown.count("a:Many") >= 70


def test_page_findings__never_holds_more_than_twice_the_limit(profile: Profile) -> None:
    page_findings = PageFindings(50)
    codes = [reported(profile, f"a:{number}") for number in range(20)]
    for number in range(3_000):
        page_findings.add(number, codes[number % 20])
        assert sum(map(len, page_findings._rules.values())) <= 100
    assert page_findings.cut_to_limit() == 40
    assert page_findings.most == 2


def test_page_findings__one_of_each_rule_however_many_rules(profile: Profile) -> None:
    page_findings = PageFindings(5)
    for number in range(12):
        page_findings.add(number, reported(profile, f"a:{number}"))
    assert (page_findings.cut_to_limit(), page_findings.most) == (12, 1)


def test_page_findings__the_gravest_records_and_findings_are_first(profile: Profile) -> None:
    page_findings = PageFindings(5)
    hint, fault = reported(profile, "a:Hint", severity="info"), reported(profile, "a:Fault")
    for number, one in ((0, hint), (1, hint), (1, fault), (2, fault)):
        page_findings.add(number, one)
    assert [[found.code for found in findings] for findings in page_findings.records()] == [
        ["a:Fault", "a:Hint"],
        ["a:Fault"],
        ["a:Hint"],
    ]
