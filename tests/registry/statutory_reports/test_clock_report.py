"""The report on terms: what is due, what is late, on which basis."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danhmuc.registry import Registry
from danhmuc.registry.statutory_reports import StatutoryOptions, read_holidays
from danhmuc.registry.statutory_reports.clock_report import OUTCOMES
from danhmuc.vocab.errors import UsageError

from .planned_registry import ON, planned_registry, told

LISTED = ("due", "late", "past", "unclear")
IN_FORCE = "code,name,status,valid_from\n47/2020/NĐ-CP,Nghị định,in force,2020-05-25\n"


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    with planned_registry(tmp_path_factory.mktemp("planned")) as opened:
        yield opened


@pytest.mark.parametrize("publisher", [None, "H57.01", "H57.02"])
@given(on=st.dates(date(2023, 1, 1), date(2028, 12, 31)), within=st.integers(0, 400))
@settings(max_examples=8, deadline=None)
def test_deadlines__every_term_counts_once(registry: Registry, publisher: str | None, on: date, within: int) -> None:
    found = told(registry, "thoi-han", on=on, publisher=publisher, options=StatutoryOptions(within=within))
    *agencies, total = found.rows["summary"]
    counted = found.totals["summary"]
    assert (counted["agencies"], counted["terms"]) == (len(agencies), total["terms"])
    assert counted["all"] == counted["listed"] > 0
    assert total["terms"] == sum(total[one] for one in OUTCOMES) == sum(row["terms"] for row in agencies)
    assert total["terms"] == sum(found.column("clocks", "terms")) == found.totals["clocks"]["terms"]
    for outcome in OUTCOMES:
        assert total[outcome] == sum(row[outcome] for row in agencies) == sum(found.column("clocks", outcome))
    for outcome in LISTED:
        assert total[outcome] == len(found.rows[outcome]) == found.totals[outcome][outcome]
    for row in found.rows["summary"] + found.rows["clocks"]:
        assert row["terms"] == sum(row[one] for one in OUTCOMES)
    assert all(row["status"] == "" and row["basis"] == "declared by the agency itself" for row in found.rows["late"])
    assert all("ended" in row["status"] for row in found.rows["past"])
    assert all(0 <= row["days"] <= within for row in found.rows["due"])


def test_deadlines__late_is_only_what_the_agency_declared_itself(registry: Registry) -> None:
    found = told(registry, "thoi-han")
    assert {(row["code"], row["clock-code"], row["due"]) for row in found.rows["late"]} == {
        ("M", "own-frequency", date(2026, 10, 16)),
        ("M", "plan-deadline", date(2026, 10, 31)),
    }
    assert {(row["code"], row["clock-code"]) for row in found.rows["past"]} == {
        ("", "open-list-review"),
        ("", "default-list-review"),
        ("P", "open-refresh"),
    }
    assert {row["status"] for row in found.rows["past"]} == {
        "ended from 2025-08-19",
        "reported ended from 2025-10-22, not verified",
    }


def test_deadlines__what_is_not_understood_cannot_be_told(registry: Registry) -> None:
    found = told(registry, "thoi-han")
    assert {(row["code"], row["clock-code"], row["why"]) for row in found.rows["unclear"]} == {
        ("O", "own-frequency", "no bundled list has the frequency 'https://a.vn/often'"),
        ("O", "plan-deadline", "deadline of the plan is not stated"),
        ("U", "open-refresh", "it is not known whether the data is open"),
        ("D", "plan-deadline", "a result is stated, but not the day on which it was reached"),
        ("D", "yearly-assessment", "there is no assessment, and no day on which the data was published"),
        ("DB2", "yearly-assessment", "there is no assessment, and no day on which the data was published"),
    }


def test_deadlines__due_is_what_ends_within_some_days(registry: Registry) -> None:
    soon = {(row["code"], row["clock-code"], row["days"]) for row in told(registry, "thoi-han").rows["due"]}
    assert soon == {("Y", "planned-publication", 12), ("S", "outage-announced", 11)}
    options = StatutoryOptions(within=33)
    assert {row["code"] for row in told(registry, "thoi-han", options=options).rows["due"]} == {"Y", "S", "P", "O", "U"}


def test_deadlines__an_act_that_a_list_has_as_in_force_makes_late(tmp_path: Path) -> None:
    (tmp_path / "acts.csv").write_text(IN_FORCE, encoding="utf-8")
    with planned_registry(tmp_path) as registry:
        registry.vocab.add(tmp_path / "acts.csv", token="legal-act", by="a")
        found = told(registry, "thoi-han")
    assert ("default-list-review", "in force from 2020-05-25") in {
        (row["clock-code"], row["status"]) for row in found.rows["late"]
    }
    # The list does not have Article 20 by itself, so that nothing is known of it.
    assert {row["clock-code"] for row in found.rows["past"]} == {"open-list-review", "open-refresh"}


def test_deadlines__the_days_off_are_told_and_count(registry: Registry) -> None:
    holidays = read_holidays(b'holidays = ["23/11/2026 .. 25/11/2026"]', name="le.toml")
    with registry.reports.statutory("thoi-han", on=ON, lang="en") as report:
        assert report.notes[-1].render("en") == (
            "Working days are counted without a list of public holidays: only Saturdays and Sundays are off."
        )
    with registry.reports.statutory(
        "thoi-han", on=ON, lang="en", options=StatutoryOptions(calendar=holidays)
    ) as report:
        assert report.notes[-1].render("en").startswith("Public holidays are listed for 2026")
    before, after = (
        told(registry, "thoi-han", options=one).rows["summary"][-1]
        for one in (None, StatutoryOptions(calendar=holidays))
    )
    assert (before["done-after"], after["done-after"]) == (1, 0)


SHARED = """
<shared> a dcat:Dataset ; dct:title "Chung"@vi ; dct:identifier "AB" ; dct:publisher <a> , <b> ;
    dmv:plannedPublication "2026-12-01"^^xsd:date .
"""


@pytest.mark.parametrize("publisher", [None, "H57.01", "H57.02"])
def test_deadlines__of_two_agencies_stand_under_each_and_count_once(tmp_path: Path, publisher: str | None) -> None:
    with planned_registry(tmp_path, more=SHARED) as registry:
        found = told(registry, "thoi-han", publisher=publisher)
    summary = {row["agency"]: row for row in found.rows["summary"]}
    total = summary.pop("Total")
    numbers = ("terms", *OUTCOMES, "shared")
    assert all(total[one] == sum(row[one] for row in summary.values()) for one in numbers)
    assert (total["shared"], total["terms"]) == (3, found.totals["summary"]["terms"])
    less = summary.pop("Less terms that stand under several agencies", None)
    assert (less is None) == (publisher is not None)
    assert less is None or [less[one] for one in ("terms", "due", "unclear", "shared")] == [-3, -1, -2, -3]
    assert all(row["shared"] == 3 for row in summary.values())
    assert found.totals["summary"]["agencies"] == len(summary) == (2 if publisher is None else 1)
    assert [row["agency"] for row in found.rows["due"] if row["code"] == "AB"] == ["Sở A (H57.01); Sở B (H57.02)"]


@pytest.mark.parametrize("within", [-1, 5_000])
def test_deadlines__a_number_of_days_out_of_range_is_refused(registry: Registry, within: int) -> None:
    for name in ("thoi-han", "ke-hoach"):
        with (
            pytest.raises(UsageError, match=f"found {within:,}"),
            registry.reports.statutory(name, options=StatutoryOptions(within=within)),
        ):
            pass


@pytest.mark.parametrize("name", ["thoi-han", "kiem-ke", "ke-hoach"])
def test_report__of_one_state_is_the_same_bytes(registry: Registry, tmp_path: Path, name: str) -> None:
    first, second = ([tmp_path / f"{number}.{ending}" for ending in ("xlsx", "html", "json")] for number in "12")
    for files in (first, second):
        registry.reports.write_statutory(name, *files, on=ON)
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes()


@pytest.mark.soak
def test_report__of_both_databases_says_the_same(registry: Registry, postgresql_url: str, tmp_path: Path) -> None:
    with planned_registry(tmp_path, postgresql_url) as other:
        for name in ("thoi-han", "kiem-ke", "ke-hoach"):
            ours, theirs = told(registry, name), told(other, name)
            assert (ours.rows, ours.totals) == (theirs.rows, theirs.totals)
