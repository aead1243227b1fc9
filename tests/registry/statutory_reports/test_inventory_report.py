"""The form of the yearly inventory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danhmuc.registry import Registry, sampling, source_at
from danhmuc.registry.statutory_reports import StatutoryOptions
from danhmuc.registry.statutory_reports.inventory_report import CRITERIA, criteria
from danhmuc.vocab import concepts
from danhmuc.vocab.errors import UsageError

from .planned_registry import Told, planned_registry, told


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    with planned_registry(tmp_path_factory.mktemp("planned")) as opened:
        yield opened


def numbers(found: Told) -> dict[str, int]:
    return {row["key"]: row["count"] for row in found.rows["summary"]}


def assert_adds_up(found: Told) -> None:
    summary = numbers(found)
    for kind, sheet in (("databases", "databases"), ("datasets", "datasets")):
        parts = sum(count for key, count in summary.items() if key.startswith(f"{kind}-"))
        assert summary[kind] == parts == len(found.rows[sheet]) == found.totals[sheet]["listed"]
        unlisted = sum(count for key, count in found.totals[sheet].items() if key.startswith("unlisted-"))
        assert found.totals[sheet]["all"] == found.totals[sheet]["listed"] + unlisted
    assert summary["datasets"] == sum(count for key, count in summary.items() if key.startswith("upkeep-"))
    assert summary["datasets"] == summary["served"] + summary["not-served"]
    assert summary["records"] == summary["accepted"] + summary["not-accepted"]
    rules = sum(row[key] for row in found.rows["rules"] for key in ("violations", "warnings", "infos", "unverified"))
    assert summary["findings"] == rules == found.totals["rules"]["findings"]
    for code in CRITERIA:
        assessed = summary[f"assessed-{code}"]
        assert assessed + summary[f"not-assessed-{code}"] == summary["datasets"] + summary["databases"]
        name = criteria()[concepts.load("assessment-criterion")[code].iri].label("en")
        rows = {row["code"] for row in found.rows["assessments"] if row["criterion"] == name}
        assert assessed == len(rows)
    totals = found.totals["assessments"]
    assert totals["assessments"] == totals["year"] + totals["other-year"] + totals["undated"]
    assert totals["year"] == len(found.rows["assessments"])


@pytest.mark.parametrize("publisher", [None, "H57.01", "H57.02"])
@given(year=st.integers(2024, 2027), on=st.dates(date(2025, 1, 1), date(2027, 12, 31)))
@settings(max_examples=6, deadline=None)
def test_inventory__numbers_add_up(registry: Registry, publisher: str | None, year: int, on: date) -> None:
    assert_adds_up(told(registry, "kiem-ke", on=on, publisher=publisher, options=StatutoryOptions(year=year)))


def test_inventory__of_records_with_findings_adds_up(tmp_path: Path) -> None:
    sampling.write_samples(tmp_path)
    with Registry.open(f"sqlite:///{tmp_path / 'r.db'}") as opened:
        opened.harvest(source_at(str(tmp_path / "du-lieu-mo.ttl")), profile="vn")
        found, of_one = told(opened, "kiem-ke"), told(opened, "kiem-ke", publisher="H57.90")
        findings = opened.reports.count_findings("rule")
    assert_adds_up(found)
    assert_adds_up(of_one)
    assert numbers(found)["findings"] == sum(one.findings for one in findings) > 0
    assert numbers(found)["not-accepted"] > 0
    assert found.totals["datasets"]["unlisted-never-accepted"] > 0


def test_inventory__reads_back_by_codes_what_people_stated(registry: Registry) -> None:
    found = told(registry, "kiem-ke")
    (monthly,) = (row for row in found.rows["datasets"] if row["code"] == "M")
    assert (monthly["CHINH_XAC"], monthly["TOAN_VEN"]) == ("=98 %", "")
    (database,) = (row for row in found.rows["databases"] if row["code"] == "DB")
    assert (database["NHAT_KY"], database["datasets"], database["class"]) == ("đủ", 1, "Local database")
    stated = {(row["code"], row["criterion"], row["result"]) for row in found.rows["assessments"]}
    assert stated == {("M", "Accuracy", "=98 %"), ("DB", "Logs", "đủ"), ("Y", "no code of the list: Đẹp", "rất")}
    assert found.totals["assessments"] == {"assessments": 5, "year": 3, "other-year": 1, "undated": 1}
    assert numbers(found)["assessed-CHINH_XAC"] == 1
    assert numbers(found)["assessed-TOAN_VEN"] == 0


def test_inventory__of_another_year_has_its_assessments(registry: Registry) -> None:
    found = told(registry, "kiem-ke", options=StatutoryOptions(year=2025))
    (monthly,) = (row for row in found.rows["datasets"] if row["code"] == "M")
    assert monthly["CHINH_XAC"] == "90 %"
    assert found.totals["assessments"]["year"] == 1


def test_inventory__measures_what_the_registry_knows(registry: Registry) -> None:
    found = told(registry, "kiem-ke")
    rows = {row["code"]: row for row in found.rows["datasets"]}
    assert {code: row["upkeep"] for code, row in rows.items()} == {
        "M": "older than its frequency allows",
        "Y": "by its frequency",
        "O": "cannot tell",
        "P": "no day is promised",
        "U": "no day is promised",
        "D": "no day is promised",
    }
    assert {code for code, row in rows.items() if row["services"]} == {"M", "P"}
    assert {code for code, row in rows.items() if row["agreements"]} == {"Y"}
    summary = numbers(found)
    assert (summary["databases-DIA_PHUONG"], summary["databases-unclear"]) == (1, 1)
    assert (summary["datasets-open"], summary["datasets-unclear"]) == (3, 1)


@pytest.mark.parametrize("year", [0, 10_000])
def test_inventory__a_year_out_of_range_is_refused(registry: Registry, year: int) -> None:
    with (
        pytest.raises(UsageError, match=f"found {year}"),
        registry.reports.statutory("kiem-ke", options=StatutoryOptions(year=year)),
    ):
        pass
