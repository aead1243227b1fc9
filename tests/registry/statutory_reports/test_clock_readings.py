"""The terms of a record on a day."""

from __future__ import annotations

from datetime import date

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from danhmuc.registry.statutory_reports.clocks import CLOCKS, ClockReading, read_clocks
from danhmuc.vocab.datatypes.dates import WEEKENDS_ONLY, WorkingCalendar
from danhmuc.vocab.reading import Descriptions
from danhmuc.vocab.terms import DCAT, DMV, RDF

PREFIXES = """
@prefix access: <http://publications.europa.eu/resource/authority/access-right/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix dqv: <http://www.w3.org/ns/dqv#> .
@prefix frequency: <http://publications.europa.eu/resource/authority/frequency/> .
@prefix nature: <https://w3id.org/danhmuc/concept/sharing-nature/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ROOT = NamedNode("https://a.vn/x")
ON = date(2026, 11, 28)
UNKNOWN = "dct:accrualPeriodicity frequency:UNKNOWN"


def readings(
    turtle: str, kind: str = "Dataset", *, on: date = ON, calendar: WorkingCalendar = WEEKENDS_ONLY
) -> dict[str, ClockReading]:
    classes = DMV.Database if kind == "Database" else DCAT[kind]
    about: Descriptions = {ROOT: [(RDF.type, classes)]}
    for quad in parse(f"{PREFIXES}<{ROOT.value}> {turtle} .".encode(), format=RdfFormat.TURTLE):
        about.setdefault(quad.subject, []).append((quad.predicate, quad.object))  # type: ignore[arg-type]
    found = list(read_clocks(ROOT, about, frozenset({classes}), on=on, within=30, calendar=calendar))
    assert len({one.clock.code for one in found}) == len(found)
    return {one.clock.code: one for one in found}


def outcome(turtle: str, code: str, kind: str = "Dataset", *, on: date = ON) -> str | None:
    found = readings(turtle, kind, on=on).get(code)
    assert found is None or (found.outcome == "unclear") == (found.why is not None)
    return None if found is None else found.outcome


@pytest.mark.parametrize(
    ("reviewed", "wanted"),
    [
        ('dmv:reviewedOn "2026-05-28"^^xsd:date', "due"),
        ('dmv:reviewedOn "2026-05-27"^^xsd:date', "over"),
        ('dmv:reviewedOn "2026-06-28"^^xsd:date', "due"),
        ('dmv:reviewedOn "2026-06-29"^^xsd:date', "running"),
        ('dmv:reviewedOn "2026-11"^^xsd:gYearMonth', "running"),
        ('dmv:reviewedOn "2026"^^xsd:gYear', "unclear"),
        ('dmv:reviewedOn "2025"^^xsd:gYear', "over"),
        ('dmv:reviewedOn "sáu tháng trước"', "unclear"),
        ('dmv:reviewedOn "2026-11-01"', "unclear"),
        ('dmv:reviewedOn "2026-12-24"^^xsd:date', "unclear"),
        ('dmv:reviewedOn "2026-11-01"^^xsd:date , "2020-01-01"^^xsd:date', "unclear"),
        ('dct:title "Danh mục"@vi', "unclear"),
    ],
)
def test_review__of_a_list_every_six_months(reviewed: str, wanted: str) -> None:
    assert outcome(reviewed, "open-list-review", "Catalog") == wanted
    assert outcome(reviewed, "default-list-review", "Catalog") == wanted


@pytest.mark.parametrize(
    ("turtle", "wanted"),
    [
        ('dct:accrualPeriodicity frequency:MONTHLY ; dct:modified "2026-10-20"^^xsd:date', "due"),
        ('dct:accrualPeriodicity frequency:MONTHLY ; dct:modified "2026-10-12"^^xsd:date', "over"),
        ('dct:accrualPeriodicity frequency:ANNUAL ; dct:modified "2026-10-12"^^xsd:date', "running"),
        ('dct:accrualPeriodicity frequency:IRREG ; dct:modified "2000-10-12"^^xsd:date', None),
        ('dct:accrualPeriodicity <https://a.vn/often> ; dct:modified "2026-10-12"^^xsd:date', "unclear"),
        ('dct:accrualPeriodicity "hằng tháng" ; dct:modified "2026-11-12"^^xsd:date', "unclear"),
        (
            'dct:accrualPeriodicity frequency:MONTHLY , frequency:ANNUAL ; dct:modified "2026-01-12"^^xsd:date',
            "unclear",
        ),
        ("dct:accrualPeriodicity frequency:MONTHLY", "unclear"),
        (
            'dct:accrualPeriodicity [ dmv:longestSpan "P1D"^^xsd:duration ] ; dct:modified "2026-11-01"^^xsd:date',
            "over",
        ),
        ('dct:modified "2026-10-20"^^xsd:date', None),
    ],
)
def test_frequency__is_what_the_dataset_declares(turtle: str, wanted: str | None) -> None:
    assert outcome(turtle, "own-frequency") == wanted


@pytest.mark.parametrize(
    ("turtle", "wanted"),
    [
        ('dmv:sharingNature nature:MO ; dct:modified "2026-08-27"^^xsd:date', "over"),
        ('dmv:sharingNature nature:MO ; dct:modified "2026-09-01"^^xsd:date', "due"),
        ('dmv:sharingNature nature:DUNG_CHUNG ; dct:modified "2020-08-27"^^xsd:date', None),
        ('dmv:sharingNature nature:MO_HET ; dct:modified "2026-11-27"^^xsd:date', "unclear"),
        ('dmv:sharingNature nature:MO , nature:DUNG_RIENG ; dct:modified "2026-11-27"^^xsd:date', "unclear"),
        ('dct:accessRights access:PUBLIC ; dct:modified "2026-08-27"^^xsd:date', "unclear"),
        (
            'dmv:sharingNature nature:MO ; dct:accessRights access:NON_PUBLIC ; dct:modified "2026-08-27"^^xsd:date',
            "unclear",
        ),
        ('dct:modified "2026-11-27"^^xsd:date', "unclear"),
        ("dmv:sharingNature nature:MO ; dct:accrualPeriodicity frequency:ANNUAL", None),
        ('dmv:sharingNature nature:MO ; dct:accrualPeriodicity "hằng tháng"', None),
        ("dmv:sharingNature nature:MO ; dct:accrualPeriodicity frequency:UNKNOWN", "unclear"),
        (f"dmv:sharingNature nature:MO ; {UNKNOWN} ; dct:modified '2026-08-27'^^xsd:date", "over"),
    ],
)
def test_open_refresh__is_watched_of_open_data_without_a_frequency(turtle: str, wanted: str | None) -> None:
    assert outcome(turtle, "open-refresh") == wanted


@pytest.mark.parametrize(
    ("turtle", "wanted"),
    [
        ('dct:available "2026-11-20"^^xsd:date ; dct:issued "2026-11-23"^^xsd:date', "done"),
        ('dct:available "2026-11-20"^^xsd:date ; dct:issued "2026-11-24"^^xsd:date', "done-after"),
        ('dct:available "2026-11-27"^^xsd:date', "due"),
        ('dct:available "2026-11-26"^^xsd:date', "unclear"),
        ('dct:issued "2026-11-25"^^xsd:date', "unclear"),
        ('dct:available "hôm qua" ; dct:issued "2026-11-25"^^xsd:date', "unclear"),
        ('dct:available "2026-11"^^xsd:gYearMonth ; dct:issued "2026-11-25"^^xsd:date', "unclear"),
        ('dct:title "Dịch vụ"@vi', "unclear"),
    ],
)
def test_service__is_published_within_one_working_day(turtle: str, wanted: str) -> None:
    assert outcome(turtle, "service-published", "DataService") == wanted


def test_service__a_holiday_is_no_working_day() -> None:
    turtle = 'dct:available "2026-09-01"^^xsd:date ; dct:issued "2026-09-03"^^xsd:date'
    calendar = WorkingCalendar(holidays=frozenset({date(2026, 9, 2)}))
    assert readings(turtle, "DataService")["service-published"].outcome == "done-after"
    assert readings(turtle, "DataService", calendar=calendar)["service-published"].outcome == "done"


@pytest.mark.parametrize(
    ("outage", "wanted"),
    [
        ('dcat:startDate "2026-11-26"^^xsd:date ; dct:issued "2026-11-17"^^xsd:date', "done"),
        ('dcat:startDate "2026-11-26"^^xsd:date ; dct:issued "2026-11-18"^^xsd:date', "done-after"),
        ('dcat:startDate "2026-11-26"^^xsd:date', "unclear"),
        ('dcat:startDate "2026-12-04"^^xsd:date', "over"),
        ('dcat:startDate "2026-12-20"^^xsd:date', "due"),
        ('dct:issued "2026-11-17"^^xsd:date', "unclear"),
    ],
)
def test_outage__is_announced_seven_working_days_ahead(outage: str, wanted: str) -> None:
    assert outcome(f"dmv:plannedOutage [ {outage} ]", "outage-announced", "DataService") == wanted


@pytest.mark.parametrize(
    ("turtle", "wanted", "due"),
    [
        ('dqv:hasQualityMeasurement [ dct:date "2026-03-01"^^xsd:date ]', "done", date(2026, 12, 31)),
        ('dqv:hasQualityMeasurement [ dct:date "2025-03-01"^^xsd:date ]', "running", date(2026, 12, 31)),
        ('dqv:hasQualityMeasurement [ dct:date "2024"^^xsd:gYear ]', "over", date(2025, 12, 31)),
        ('dct:issued "2026-03-01"^^xsd:date', "running", date(2026, 12, 31)),
        ('dct:issued "2024-03-01"^^xsd:date', "over", date(2025, 12, 31)),
        ('dct:title "Dữ liệu"@vi', "unclear", date(2026, 12, 31)),
        ('dqv:hasQualityMeasurement [ dct:date "năm nay" ]', "unclear", date(2026, 12, 31)),
        ('dqv:hasQualityMeasurement [ dct:date "2027-01-01"^^xsd:date ]', "unclear", date(2026, 12, 31)),
    ],
)
@pytest.mark.parametrize("kind", ["Dataset", "Database"])
def test_assessment__is_due_by_the_end_of_each_year(turtle: str, wanted: str, due: date, kind: str) -> None:
    found = readings(turtle, kind)["yearly-assessment"]
    assert (found.outcome, found.due) == (wanted, due)
    later = readings(turtle, kind, on=date(2026, 12, 15))["yearly-assessment"]
    assert later.outcome == ("due" if wanted == "running" else wanted)


@pytest.mark.parametrize(
    ("turtle", "wanted"),
    [
        ('dmv:plannedPublication "2026-11-01"^^xsd:date', "over"),
        ('dmv:plannedPublication "2026-12-01"^^xsd:date', "due"),
        ('dmv:plannedPublication "2026-11-01"^^xsd:date ; dct:issued "2026-10-01"^^xsd:date', "done"),
        ('dmv:plannedPublication "2026-11-01"^^xsd:date ; dct:issued "2026-12-01"^^xsd:date', "over"),
        ('dmv:plannedPublication "2026-11-01"^^xsd:date ; dct:issued "2026-11-05"^^xsd:date', "done-after"),
        ('dmv:plannedPublication "quý IV"', "unclear"),
        ('dct:issued "2026-10-01"^^xsd:date', None),
    ],
)
def test_planned__is_published_by_the_stated_day(turtle: str, wanted: str | None) -> None:
    assert outcome(turtle, "planned-publication") == wanted


@pytest.mark.parametrize(
    ("plan", "wanted"),
    [
        ('dmv:plannedPublication "2026-11-01"^^xsd:date', "over"),
        ('dmv:plannedPublication "2027-11-01"^^xsd:date', "running"),
        ('dmv:plannedPublication "2026-11-01"^^xsd:date ; dmv:completedOn "2026-10-30"^^xsd:date', "done"),
        ('dmv:plannedPublication "2026-11-01"^^xsd:date ; dmv:completedOn "2026-12-30"^^xsd:date', "unclear"),
        ('dmv:plannedPublication "2026-11-01"^^xsd:date ; rdfs:comment "Đã công bố 80%"@vi', "unclear"),
        ('dmv:plannedPublication "2026"^^xsd:gYear', "unclear"),
        ('dct:title "2026–2027"@vi', "unclear"),
    ],
)
def test_plan__ends_by_its_own_completion_date_alone(plan: str, wanted: str) -> None:
    assert outcome(f'dct:issued "2020-01-01"^^xsd:date ; dmv:publicationPlan [ {plan} ]', "plan-deadline") == wanted


def test_clocks__have_codes_of_their_own_and_say_their_limit() -> None:
    assert len({one.code for one in CLOCKS}) == len(CLOCKS)
    assert all(one.limit.render("en") and one.name().render("en") for one in CLOCKS)
