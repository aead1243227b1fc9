"""The report on plans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danhmuc.registry import Registry

from .planned_registry import planned_registry, told

OUTCOMES = ("done", "done-after", "running", "due", "late", "unclear")


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    with planned_registry(tmp_path_factory.mktemp("planned")) as opened:
        yield opened


@pytest.mark.parametrize("publisher", [None, "H57.01", "H57.02"])
@given(on=st.dates(date(2023, 1, 1), date(2028, 12, 31)))
@settings(max_examples=6, deadline=None)
def test_plans__numbers_add_up(registry: Registry, publisher: str | None, on: date) -> None:
    found = told(registry, "ke-hoach", on=on, publisher=publisher)
    plans, unplanned = found.totals["plans"], found.totals["unplanned"]
    assert plans["plans"] == len(found.rows["plans"]) == sum(plans[one] for one in OUTCOMES)
    assert plans["late"] == len(found.rows["late"])
    assert plans["datasets"] == len(set(found.column("plans", "code")))
    assert plans["all"] == plans["listed"] >= plans["datasets"] + unplanned["open-unplanned"]
    assert unplanned["open"] == unplanned["open-planned"] + unplanned["open-unplanned"]
    assert unplanned["open-unplanned"] == len(found.rows["unplanned"])


def test_plans__are_listed_with_all_that_they_state(registry: Registry) -> None:
    rows = {(row["code"], row["phase"]): row for row in told(registry, "ke-hoach").rows["plans"]}
    assert set(rows) == {("D", ""), ("M", "2026"), ("M", "2027"), ("O", "chưa rõ"), ("Y", "")}
    row = rows["M", "2026"]
    assert (row["level"], row["deadline"], row["responsible"]) == ("80 %", date(2026, 10, 31), "Sở B (H57.02)")
    assert (row["class"], row["digitisation"], row["state"]) == ("Open data", "Being digitised", "late")
    assert rows["M", "2027"]["state"] == "in time"
    assert rows["O", "chưa rõ"]["state"] == "deadline of the plan is not stated"
    assert rows["Y", ""]["state"] == "due soon"


def test_plans__late_and_open_data_without_one(registry: Registry) -> None:
    found = told(registry, "ke-hoach")
    assert [(row["code"], row["deadline"], row["over"]) for row in found.rows["late"]] == [
        ("M", date(2026, 10, 31), 28)
    ]
    assert found.column("unplanned", "code") == ["P"]
    assert found.totals["unplanned"]["unclear-unplanned"] == 1


OTHERS = """
<chuoi> a dcat:DatasetSeries ; dct:title "Chuỗi"@vi ; dct:identifier "CH" ; dct:publisher <a> ;
    dmv:plannedPublication "2026-10-01"^^xsd:date .
<dich-vu> a dcat:DataService ; dct:title "Tra cứu"@vi ; dct:identifier "DV" ; dct:publisher <b> ;
    dmv:plannedPublication "cuối năm" .
<kho> a dmv:Database ; dct:title "Kho mới"@vi ; dct:identifier "KM" ; dct:publisher <a> , <b> ;
    dmv:plannedPublication "2026-12-01"^^xsd:date .
"""


def test_plans__of_series_services_and_databases_are_their_planned_days(tmp_path: Path) -> None:
    with planned_registry(tmp_path, more=OTHERS) as registry:
        found = told(registry, "ke-hoach")
    rows = {row["code"]: (row["kind"], row["state"]) for row in found.rows["plans"]}
    assert rows["CH"] == ("Dataset series", "late")
    assert rows["DV"][0] == "Data service"
    assert "not understood" in rows["DV"][1]
    assert rows["KM"] == ("Database", "due soon")
    assert rows["M"][0] == "Dataset"
    assert [(row["code"], row["kind"]) for row in found.rows["late"]] == [("CH", "Dataset series"), ("M", "Dataset")]
    plans = found.totals["plans"]
    assert (plans["others"], plans["datasets"]) == (3, 4)
    assert plans["plans"] == len(found.rows["plans"]) == sum(plans[one] for one in OUTCOMES)
    assert plans["late"] == 2
    assert plans["all"] == plans["listed"] >= plans["datasets"] + plans["others"]
