"""Our own components, judged by the engine itself: what passes, what fails, and what nobody can tell.

That SPARQL engines find the same failures is shown in `test_own_beside_sparql`.
"""

from __future__ import annotations

from datetime import date

import pytest
from pyoxigraph import RdfFormat, parse

from danhmuc.shapes.engine import Data, Plan, compile_plan, index_quads, read_shapes, results
from danhmuc.shapes.engine.outcomes import Outcome
from danhmuc.shapes.engine.own_components import asks_about_today
from danhmuc.shapes.validation.code_lists import CodeListIndex
from danhmuc.vocab.concepts.schemes import CodeList, Draft

PREFIXES = """
@prefix : <http://e.vn/> .
@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix agency: <https://w3id.org/danhmuc/concept/agency/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix every: <http://publications.europa.eu/resource/authority/frequency/> .
@prefix province: <https://w3id.org/danhmuc/concept/province/> .
@prefix province-2004: <https://w3id.org/danhmuc/concept/province-2004/> .
@prefix schema: <http://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
TODAY = date(2024, 2, 29)
PASSES: list[Outcome] = []
FAILS: list[Outcome] = [False]
UNKNOWN: list[Outcome] = [None]


def plan_of(shapes: str) -> Plan:
    quads = parse((PREFIXES + shapes).encode(), format=RdfFormat.TURTLE)
    return compile_plan(read_shapes(index_quads(quads)))


def data_of(turtle: str, today: date | None = TODAY, *, is_open: bool = False) -> Data:
    quads = parse((PREFIXES + turtle).encode(), format=RdfFormat.TURTLE, lenient=True)
    return Data(index_quads(quads), context=(CodeListIndex(),) if is_open else (), is_open=is_open, today=today)


def outcomes(
    constraint: str, said: str, about: str = "", *, today: date | None = TODAY, is_open: bool = False
) -> list[Outcome]:
    """What is not met, for sure or perhaps, by the values of :is of one entry; `about` is said beside it."""
    plan = plan_of(f":S sh:targetNode :a ; sh:path :is ; {constraint} .")
    assert not plan.warnings
    return [row[-1] for row in plan.run(data_of(f":a a :Entry ; {said} . {about}", today, is_open=is_open))]


# ---------------------------------------------------------------- dmv:maxAge


@pytest.mark.parametrize(
    ("value", "span", "expected"),
    [
        ('"2024-02-22"^^xsd:date', "P7D", PASSES),
        ('"2024-02-21"^^xsd:date', "P7D", FAILS),
        ('"2023-02-28"^^xsd:date', "P1Y", FAILS),
        ('"2023-03-01"^^xsd:date', "P1Y", PASSES),
        ('"2024-01-31"^^xsd:date', "P1M", PASSES),
        ('"2024-01-28"^^xsd:date', "P1M", FAILS),
        ('"2030-01-01"^^xsd:date', "P0D", PASSES),
        ('"2024-02-28T17:00:00Z"^^xsd:dateTime', "P0D", PASSES),
        ('"2024-02-28T16:59:59Z"^^xsd:dateTime', "P0D", FAILS),
        ('"2024-02-28T23:00:00"^^xsd:dateTime', "P0D", FAILS),
        ('"2024-02"^^xsd:gYearMonth', "P27D", UNKNOWN),
        ('"2024-02"^^xsd:gYearMonth', "P28D", PASSES),
        ('"2024"^^xsd:gYear', "P0D", UNKNOWN),
        ('"2023"^^xsd:gYear', "P2M", UNKNOWN),
        ('"2023"^^xsd:gYear', "P1M", FAILS),
        ('"9999-12-31"^^xsd:date', "P9999Y", PASSES),
        ('"2024-02-30"^^xsd:date', "P1Y", UNKNOWN),
        ('"29/02/2024"', "P1Y", UNKNOWN),
        (":b", "P1Y", UNKNOWN),
    ],
)
def test_max_age__of_one_value(value: str, span: str, expected: list[Outcome]) -> None:
    assert outcomes(f'dmv:maxAge "{span}"^^xsd:duration', f":is {value}") == expected


def test_max_age__asks_of_each_value_and_of_nothing_else() -> None:
    constraint = 'dmv:maxAge "P1Y"^^xsd:duration'
    values = '"2024-01-01"^^xsd:date , "2020-01-01"^^xsd:date , "x"^^xsd:date'
    assert outcomes(constraint, f":is {values}") == [False, None]
    assert outcomes(constraint, ":was 1") == PASSES
    assert outcomes(constraint, ":was 1", is_open=True) == PASSES


def test_max_age__without_a_reference_date_is_not_known() -> None:
    constraint = 'dmv:maxAge "P1D"^^xsd:duration'
    assert outcomes(constraint, ':is "1990-01-01"^^xsd:date', today=None) == UNKNOWN


def test_max_age__the_shape_s_own_date_comes_before_that_of_the_run() -> None:
    constraint = 'dmv:maxAge "P1D"^^xsd:duration ; dmv:onDate "1990-01-02"^^xsd:date'
    for today in (None, TODAY):
        assert outcomes(constraint, ':is "1990-01-01"^^xsd:date', today=today) == PASSES
        assert outcomes(constraint, ':is "1989-12-31"^^xsd:date', today=today) == FAILS


# ---------------------------------------------------------------- dmv:maxAgeBy


@pytest.mark.parametrize(
    ("frequencies", "expected"),
    [
        ("every:MONTHLY", PASSES),
        ("every:DAILY", FAILS),
        ("<https://w3id.org/danhmuc/concept/update-frequency/HANG_NGAY>", FAILS),
        ("every:MONTHLY , every:DAILY", FAILS),
        ("every:DAILY , :unheard", FAILS),
        ("every:MONTHLY , :unheard", UNKNOWN),
        ("every:IRREG", PASSES),
        ("every:NEVER", PASSES),
        (":unheard", UNKNOWN),
        (":often", FAILS),
        (":lately", UNKNOWN),
        (":seldom", PASSES),
        ('"MONTHLY"', UNKNOWN),
        ('"http://publications.europa.eu/resource/authority/frequency/DAILY"', UNKNOWN),
    ],
)
@pytest.mark.parametrize("is_open", [False, True])
def test_max_age_by__of_one_value(frequencies: str, expected: list[Outcome], *, is_open: bool) -> None:
    about = ':often dmv:longestSpan "P1D"^^xsd:duration . :lately dmv:longestSpan "PT9H"^^xsd:duration . :seldom a :F .'
    said = f':is "2024-02-20"^^xsd:date ; :every {frequencies}'
    assert outcomes("dmv:maxAgeBy :every", said, about, is_open=is_open) == expected


def test_max_age_by__without_a_frequency_there_is_no_promise() -> None:
    assert outcomes("dmv:maxAgeBy :every", ':is "1990-01-01"^^xsd:date') == PASSES
    assert outcomes("dmv:maxAgeBy :every", ":is 1", is_open=True) == PASSES


def test_max_age_by__grace_is_added_to_the_span() -> None:
    said = ':is "2024-02-20"^^xsd:date ; :every every:WEEKLY'
    assert outcomes("dmv:maxAgeBy :every", said) == FAILS
    assert outcomes('dmv:maxAgeBy :every ; dmv:grace "P1D"^^xsd:duration', said) == FAILS
    assert outcomes('dmv:maxAgeBy :every ; dmv:grace "P2D"^^xsd:duration', said) == PASSES
    # Months before days, wherever they come from.
    ends = ':is "2024-01-30"^^xsd:date ; :every :often'
    about = ':often dmv:longestSpan "P1D"^^xsd:duration .'
    assert (
        outcomes('dmv:maxAgeBy :every ; dmv:grace "P1M"^^xsd:duration', ends, about, today=date(2024, 3, 1)) == PASSES
    )


def test_max_age_by__asks_of_each_value() -> None:
    values = '"2024-02-28"^^xsd:date , "2024-02-20"^^xsd:date , "2024-02"^^xsd:gYearMonth , "2024"^^xsd:gYear'
    assert outcomes("dmv:maxAgeBy :every", f":is {values} ; :every every:WEEKLY") == [False, None, None]


def test_max_age_by__dates() -> None:
    said = ':is "2024-02-20"^^xsd:date ; :every every:DAILY'
    assert outcomes("dmv:maxAgeBy :every", said, today=None) == UNKNOWN
    assert outcomes('dmv:maxAgeBy :every ; dmv:onDate "2024-02-21"^^xsd:date', said) == PASSES
    assert outcomes("dmv:maxAgeBy :every", ':is "2024-02-30"^^xsd:date ; :every every:DAILY') == UNKNOWN


def test_max_age_by__of_a_stranger_other_frequencies_may_be_declared_elsewhere() -> None:
    plan = plan_of(':S sh:targetObjectsOf :of ; dmv:maxAgeBy :every ; dmv:onDate "2024-01-01"^^xsd:date .')
    found = [row[-1] for row in plan.run(data_of(":b :of :stranger .", is_open=True))]
    assert found == UNKNOWN


# ---------------------------------------------------------------- dmv:inForce


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ('eli:first_date_entry_in_force "2024-02-29"^^xsd:date', PASSES),
        ('eli:first_date_entry_in_force "2024-03-01"^^xsd:date', FAILS),
        ('eli:first_date_entry_in_force "2024-02"^^xsd:gYearMonth', PASSES),
        ('eli:first_date_entry_in_force "2024"^^xsd:gYear', UNKNOWN),
        ('eli:first_date_entry_in_force "2025"^^xsd:gYear', FAILS),
        ('eli:first_date_entry_in_force "soon"', UNKNOWN),
        ('eli:first_date_entry_in_force "2020-01-01"^^xsd:date , "2025-01-01"^^xsd:date', FAILS),
        ('eli:date_no_longer_in_force "2024-02-28"^^xsd:date', FAILS),
        ('eli:date_no_longer_in_force "2030-01-01"^^xsd:date', UNKNOWN),
        (
            'eli:first_date_entry_in_force "2020-01-01"^^xsd:date ; eli:date_no_longer_in_force "2024-03-01"^^xsd:date',
            PASSES,
        ),
        (
            'eli:first_date_entry_in_force "2020-01-01"^^xsd:date ; eli:date_no_longer_in_force "2024-02-29"^^xsd:date',
            UNKNOWN,
        ),
        (
            'eli:first_date_entry_in_force "2020-01-01"^^xsd:date ; eli:date_no_longer_in_force "2024-02-28"^^xsd:date',
            FAILS,
        ),
        ('eli:first_date_entry_in_force "x" ; eli:date_no_longer_in_force "2024-02-28"^^xsd:date', FAILS),
        ("a :Law", UNKNOWN),
    ],
)
def test_in_force__by_the_dates_of_the_act(dates: str, expected: list[Outcome]) -> None:
    assert outcomes("dmv:inForce true", ":is :law", f":law {dates} .") == expected
    assert outcomes('dmv:inForce "1"^^xsd:boolean', ":is :law", f":law {dates} .") == expected
    assert outcomes("dmv:inForce false", ":is :law", f":law {dates} .") == PASSES


def test_in_force__what_nobody_describes_is_not_known() -> None:
    for is_open in (False, True):
        assert outcomes("dmv:inForce true", ':is :law , "Nghị định 47/2020/NĐ-CP"', is_open=is_open) == [None, None]


def test_in_force__without_a_reference_date_is_not_known() -> None:
    about = ':law eli:first_date_entry_in_force "2020-01-01"^^xsd:date .'
    assert outcomes("dmv:inForce true", ":is :law", about, today=None) == UNKNOWN
    assert outcomes('dmv:inForce true ; dmv:onDate "2019-12-31"^^xsd:date', ":is :law", about, today=None) == FAILS


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (':on "2020-01-01"^^xsd:date', PASSES),
        (':on "2019-12-31"^^xsd:date', FAILS),
        (':on "2020-01"^^xsd:gYearMonth', PASSES),
        (':on "2019"^^xsd:gYear', FAILS),
        (':on "2020-01-01"^^xsd:date , "2019-12-31"^^xsd:date', FAILS),
        (':on "2020-01-01"^^xsd:date , "x"', UNKNOWN),
        (':on "x"', UNKNOWN),
        (":off 1", UNKNOWN),
    ],
)
@pytest.mark.parametrize("is_open", [False, True])
def test_in_force__on_the_day_that_the_entry_says(on: str, expected: list[Outcome], *, is_open: bool) -> None:
    constraint = 'dmv:inForce true ; dmv:onDateOf :on ; dmv:onDate "1990-01-01"^^xsd:date'
    about = ':law eli:first_date_entry_in_force "2020-01-01"^^xsd:date .'
    assert outcomes(constraint, f":is :law ; {on}", about, today=None, is_open=is_open) == expected


def test_in_force__an_act_within_a_year_on_a_day_within_that_year_is_not_known() -> None:
    about = ':law eli:first_date_entry_in_force "2020"^^xsd:gYear .'
    assert outcomes("dmv:inForce true ; dmv:onDateOf :on", ':is :law ; :on "2020-07-01"^^xsd:date', about) == UNKNOWN


# ---------------------------------------------------------------- dmv:validCode


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('schema:validFrom "2024-02-29"^^xsd:date', PASSES),
        ('schema:validFrom "2024-03-01"^^xsd:date', FAILS),
        ('schema:validFrom "2024"^^xsd:gYear', PASSES),
        ('schema:validThrough "2024-02-29"^^xsd:date', PASSES),
        ('schema:validThrough "2024-02-28"^^xsd:date', FAILS),
        ('schema:validThrough "2024"^^xsd:gYear', PASSES),
        ('schema:validThrough "2023"^^xsd:gYear', FAILS),
        ('schema:validThrough "?"', UNKNOWN),
        ('adms:status "closed"', FAILS),
        ("adms:status <http://purl.org/adms/status/Withdrawn>", FAILS),
        ("adms:status <http://e.vn/status#retired>", FAILS),
        ('adms:status "closed" ; schema:validThrough "2024-03-01"^^xsd:date', PASSES),
        ('adms:status "closed" ; schema:validThrough "?"', UNKNOWN),
        ("adms:status <http://purl.org/adms/status/Completed>", PASSES),
        ("adms:status _:closed", PASSES),
        ("a :Code", PASSES),
    ],
)
def test_valid_code__by_what_the_data_says(said: str, expected: list[Outcome]) -> None:
    assert outcomes("dmv:validCode true", ":is :code", f":code {said} .") == expected
    assert outcomes("dmv:validCode false", ":is :code", f":code {said} .") == PASSES


@pytest.mark.parametrize(
    ("code", "today", "expected"),
    [
        ("province:01", date(2025, 6, 30), FAILS),
        ("province:01", date(2025, 7, 1), PASSES),
        ("province-2004:01", date(2025, 6, 30), PASSES),
        ("province-2004:01", date(2025, 7, 1), FAILS),
        ("agency:H30", date(1990, 1, 1), FAILS),
        ("every:DAILY", date(1990, 1, 1), PASSES),
        ("province-2004:01", None, UNKNOWN),
        (":unheard", TODAY, UNKNOWN),
        ('"01"', TODAY, UNKNOWN),
        ("[]", TODAY, UNKNOWN),
    ],
)
@pytest.mark.parametrize("is_open", [False, True])
def test_valid_code__by_the_bundled_lists(
    code: str, today: date | None, expected: list[Outcome], *, is_open: bool
) -> None:
    assert outcomes("dmv:validCode true", f":is {code}", today=today, is_open=is_open) == expected


LISTED = "dmv:validCode true ; dmv:codeList <https://w3id.org/danhmuc/concept/{}>"


@pytest.mark.parametrize(
    ("token", "code", "today", "expected"),
    [
        ("agency", '"G01"', TODAY, PASSES),
        ("agency", '"G01"@vi', TODAY, PASSES),
        ("agency", '"H30"', TODAY, FAILS),
        ("agency", '"g01"', TODAY, UNKNOWN),
        ("agency", '"G03.15.02"', TODAY, UNKNOWN),
        ("agency", '"G01"', None, UNKNOWN),
        ("agency", "agency:H30", TODAY, FAILS),
        ("agency", "[]", TODAY, UNKNOWN),
        ("province-2004", '"01"', date(2025, 6, 30), PASSES),
        ("province-2004", '"01"', date(2025, 7, 1), FAILS),
        ("sharing-nature", '"MO"', TODAY, PASSES),
        ("sharing-nature", '"KIN"', TODAY, FAILS),
        ("nowhere", '"G01"', TODAY, UNKNOWN),
    ],
)
@pytest.mark.parametrize("is_open", [False, True])
def test_valid_code__of_a_text_is_what_the_list_has_by_that_notation(
    token: str, code: str, today: date | None, expected: list[Outcome], *, is_open: bool
) -> None:
    assert outcomes(LISTED.format(token), f":is {code}", today=today, is_open=is_open) == expected


def test_valid_code__of_a_text_is_told_by_the_list_in_force() -> None:
    own = CodeList([Draft("https://e.vn/ma/H57.01", "H57.01")], token="agency", iri="https://e.vn/ma", is_complete=True)
    plan = plan_of(f":S sh:targetNode :a ; sh:path :is ; {LISTED.format('agency')} .")
    quads = parse((PREFIXES + ':a :is "H57.01" , "G01" .').encode(), format=RdfFormat.TURTLE)
    data = Data(index_quads(quads), today=TODAY, code_list_at=CodeListIndex({"agency": own}).code_list_at)
    assert [(row[2].value, row[-1]) for row in plan.run(data) if row[2] is not None] == [("G01", False)]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("a :Province", PASSES),
        ('schema:validThrough "2030-12-31"^^xsd:date', PASSES),
        ('schema:validThrough "2025-12-31"^^xsd:date', FAILS),
        ('schema:validFrom "2020-01-01"^^xsd:date', PASSES),
        ('adms:status "closed"', FAILS),
    ],
)
def test_valid_code__the_list_and_the_data_must_both_let_it_be(said: str, expected: list[Outcome]) -> None:
    today = date(2026, 1, 1)
    assert outcomes("dmv:validCode true", ":is province:01", f"province:01 {said} .", today=today) == expected
    assert outcomes("dmv:validCode true", ":is province-2004:01", f"province-2004:01 {said} .", today=today) == FAILS


def test_valid_code__on_a_given_day() -> None:
    said = ':is province-2004:01 ; :on "2025-06"^^xsd:gYearMonth'
    assert outcomes("dmv:validCode true ; dmv:onDateOf :on", said, today=date(2026, 1, 1)) == PASSES
    assert outcomes('dmv:validCode true ; dmv:onDate "2025-07-01"^^xsd:date', said, today=None) == FAILS
    assert outcomes("dmv:validCode true ; dmv:onDateOf :on", said.replace("2025-06", "2025-07")) == FAILS
    assert outcomes("dmv:validCode true ; dmv:onDateOf :on", ':is province:01 ; :on "2025"^^xsd:gYear') == UNKNOWN


# ---------------------------------------------------------------- inside other shapes

OLD = ':is "2020-01-01"^^xsd:date'
YOUNG = ':is "2024-02-01"^^xsd:date'
ODD = ':is "2024-02-30"^^xsd:date'


@pytest.mark.parametrize(
    ("constraint", "old", "young", "odd"),
    [
        ("sh:node :Fresh", FAILS, PASSES, UNKNOWN),
        ("sh:property :Fresh-is", FAILS, PASSES, UNKNOWN),
        ("sh:not :Fresh", PASSES, FAILS, UNKNOWN),
        ("sh:or ( :Fresh :No )", FAILS, PASSES, UNKNOWN),
        ("sh:or ( :Fresh :Yes )", PASSES, PASSES, PASSES),
        ("sh:and ( :Fresh :No )", FAILS, FAILS, FAILS),
        ("sh:and ( :Fresh :Yes )", FAILS, PASSES, UNKNOWN),
        ("sh:xone ( :Fresh :Yes )", PASSES, FAILS, UNKNOWN),
        ("sh:not :Off", FAILS, FAILS, FAILS),
        ("sh:property :Off", PASSES, PASSES, PASSES),
    ],
)
def test_nested__what_is_not_known_stays_so(
    constraint: str, old: list[Outcome], young: list[Outcome], odd: list[Outcome]
) -> None:
    plan = plan_of(
        f"""
        :S sh:targetNode :a ; {constraint} .
        :Fresh a sh:NodeShape ; sh:property :Fresh-is .
        :Fresh-is a sh:PropertyShape ; sh:path :is ; dmv:maxAge "P1M"^^xsd:duration .
        :Off a sh:PropertyShape ; sh:path :is ; dmv:maxAge "P1M"^^xsd:duration ; sh:deactivated true .
        :Yes a sh:NodeShape ; sh:nodeKind sh:IRI . :No a sh:NodeShape ; sh:nodeKind sh:Literal .
        """
    )
    assert [[row[-1] for row in plan.run(data_of(f":a {said} ."))] for said in (OLD, YOUNG, ODD)] == [old, young, odd]


@pytest.mark.parametrize(
    ("constraint", "closed", "opened"),
    [
        ('dmv:maxAge "P1M"^^xsd:duration', PASSES, UNKNOWN),
        ("dmv:maxAgeBy :every", PASSES, UNKNOWN),
        ("dmv:inForce true", PASSES, UNKNOWN),
        ("dmv:validCode true", PASSES, UNKNOWN),
        ("dmv:validCode false", PASSES, PASSES),
    ],
)
def test_nested__a_stranger_may_have_values_that_nobody_knows(
    constraint: str, closed: list[Outcome], opened: list[Outcome]
) -> None:
    plan = plan_of(
        f":S sh:targetNode :a ; sh:path :of ; sh:node :Inner . :Inner sh:property :P . :P sh:path :is ; {constraint} ."
    )
    data = ":a :of :stranger ."
    assert [row[-1] for row in plan.run(data_of(data))] == closed
    assert [row[-1] for row in plan.run(data_of(data, is_open=True))] == opened


def test_nested__a_node_shape_asks_of_the_node_itself() -> None:
    plan = plan_of(':S sh:targetObjectsOf :is ; dmv:maxAge "P1M"^^xsd:duration .')
    rows = plan.run(data_of(f":a {OLD} . :b {YOUNG} . :c {ODD} ."))
    assert [(row[0], row[-1]) for row in rows] == [
        (row[2], outcome) for row, outcome in zip(rows, (False, None), strict=True)
    ]


# ---------------------------------------------------------------- results, parameters


def test_result__says_what_is_asked_in_both_languages() -> None:
    plan = plan_of(":S sh:targetNode :a ; sh:path :is ; dmv:maxAgeBy :every ; sh:severity sh:Warning .")
    [result] = results(plan.run(data_of(f":a {OLD} ; :every every:DAILY .")))
    assert result.component == "https://w3id.org/danhmuc/def#MaxAgeByConstraintComponent"
    assert result.severity.value.endswith("#Warning")
    assert result.sentence.by_language() == {
        "vi": "Ngày phải không cũ hơn tần suất đã khai ở http://e.vn/every.",
        "en": "The date needs to be no older than the frequency declared by http://e.vn/every.",
    }


@pytest.mark.parametrize(
    ("constraint", "named", "found"),
    [
        ('dmv:maxAge "6 months"', "dmv:maxAge needs an xsd:duration of whole years, months and days", '"6 months"'),
        ('dmv:maxAge "PT12H"^^xsd:duration', "dmv:maxAge needs an xsd:duration", '"PT12H"'),
        ('dmv:maxAge "P6M"', "dmv:maxAge needs an xsd:duration", '"P6M"'),
        ("dmv:maxAge :b", "dmv:maxAge needs an xsd:duration", "<http://e.vn/b>"),
        ('dmv:maxAgeBy "every"', "dmv:maxAgeBy needs the IRI of a property", '"every"'),
        ('dmv:maxAgeBy :every ; dmv:grace "P1W"^^xsd:duration', "dmv:grace needs an xsd:duration", '"P1W"'),
        ('dmv:maxAge "P1D"^^xsd:duration ; dmv:onDate "2024"^^xsd:gYear', "dmv:onDate needs an xsd:date", '"2024"'),
        ('dmv:inForce true ; dmv:onDate "2024-02-30"^^xsd:date', "dmv:onDate needs an xsd:date", '"2024-02-30"'),
        ('dmv:inForce true ; dmv:onDateOf "on"', "dmv:onDateOf needs the IRI of a property", '"on"'),
        ('dmv:inForce "yes"', "dmv:inForce needs true or false", '"yes"'),
        ('dmv:validCode "true"', "dmv:validCode needs true or false", '"true"'),
        ("dmv:validCode 1", "dmv:validCode needs true or false", '"1"'),
        ('dmv:validCode true ; dmv:codeList "agency"', "dmv:codeList needs the IRI of a list", '"agency"'),
    ],
)
def test_parameter__that_is_wrong_is_named_and_its_constraint_passed_over(
    constraint: str, named: str, found: str
) -> None:
    plan = plan_of(f":S sh:targetNode :a ; sh:path :is ; sh:maxCount 0 ; {constraint} .")
    warning = str(*plan.warnings)
    assert warning.startswith(f"<http://e.vn/S>: {named}")
    assert f"found {found}" in warning
    assert warning.endswith("; that constraint is ignored")
    rows = plan.run(data_of(f":a {OLD} ; :every every:DAILY ."))
    assert [row[3].component.name for row in rows] == ["MaxCount"]


def test_parameter__given_twice_is_named() -> None:
    plan = plan_of(
        ":S sh:targetNode :a ; sh:path :is ; dmv:inForce true ; "
        'dmv:onDate "2024-01-01"^^xsd:date , "2024-01-02"^^xsd:date .'
    )
    assert [*map(str, plan.warnings)] == ["<http://e.vn/S> has more than one dmv:onDate; the first one counts"]


def test_parameter__that_is_misspelt_is_named() -> None:
    plan = plan_of(':S sh:targetNode :a ; sh:path :is ; dmv:maxage "P1D"^^xsd:duration .')
    assert [*map(str, plan.warnings)] == ["<http://e.vn/S> has dmv:maxage, which is no parameter; near it: dmv:maxAge"]


# ---------------------------------------------------------------- until when it holds


@pytest.mark.parametrize(
    ("constraint", "said", "today", "until"),
    [
        ('dmv:maxAge "P7D"^^xsd:duration', ':is "2024-02-25"^^xsd:date', TODAY, date(2024, 3, 3)),
        ('dmv:maxAge "P7D"^^xsd:duration', ':is "2024-02-20"^^xsd:date', TODAY, None),
        ('dmv:maxAge "P7D"^^xsd:duration', ':is "2024-02-25"^^xsd:date', None, None),
        ('dmv:maxAge "P0D"^^xsd:duration', ':is "2024"^^xsd:gYear', TODAY, date(2024, 12, 31)),
        ('dmv:maxAge "P9999Y"^^xsd:duration', ':is "2024-02-25"^^xsd:date', TODAY, None),
        (
            'dmv:maxAge "P7D"^^xsd:duration ; dmv:onDate "2024-02-26"^^xsd:date',
            ':is "2024-02-25"^^xsd:date',
            TODAY,
            None,
        ),
        (
            'dmv:maxAge "P7D"^^xsd:duration',
            ':is "2024-02-25"^^xsd:date , "2024-02-24"^^xsd:date',
            TODAY,
            date(2024, 3, 2),
        ),
        ("dmv:maxAgeBy :every", ':is "2024-02-25"^^xsd:date ; :every every:WEEKLY', TODAY, date(2024, 3, 3)),
        ("dmv:maxAgeBy :every", ':is "2024-02-25"^^xsd:date ; :every every:WEEKLY , every:DAILY', TODAY, None),
        ("dmv:maxAgeBy :every", ':is "2024-02-25"^^xsd:date ; :every every:NEVER', TODAY, None),
        ("dmv:validCode true", ":is province-2004:01", TODAY, date(2025, 6, 30)),
        ("dmv:validCode true ; dmv:onDateOf :on", ':is province-2004:01 ; :on "2024-01-01"^^xsd:date', TODAY, None),
        ("dmv:inForce true", ":is :law", TODAY, date(2024, 5, 31)),
        ("dmv:inForce true", ":is :law", date(2024, 6, 1), date(2024, 6, 30)),
        ("dmv:inForce true", ":is :law", date(2024, 7, 1), None),
    ],
)
def test_until__is_the_last_day_before_something_changes(
    constraint: str, said: str, today: date | None, until: date | None
) -> None:
    law = (
        ':law eli:first_date_entry_in_force "2020"^^xsd:gYear ; eli:date_no_longer_in_force "2024-06"^^xsd:gYearMonth .'
    )
    data = data_of(f":a {said} . {law}", today)
    plan_of(f":S sh:targetNode :a ; sh:path :is ; {constraint} .").run(data)
    assert data.until == until


@pytest.mark.parametrize(
    ("constraint", "expected"),
    [
        ('dmv:maxAge "P7D"^^xsd:duration', True),
        ('dmv:maxAge "P7D"^^xsd:duration ; dmv:onDate "2024-02-26"^^xsd:date', False),
        ("dmv:inForce true ; dmv:onDateOf :on", False),
        ("sh:nodeKind sh:BlankNode", False),
        ("sh:node :Fresh", True),
        ("sh:node :Fixed", False),
        ("sh:not :Off", False),
        ("sh:or ( :Fixed :Outer )", True),
    ],
)
def test_asks_about_today__by_itself_or_by_a_shape_that_it_speaks_of(constraint: str, *, expected: bool) -> None:
    plan = plan_of(
        f"""
        :S sh:targetNode :a ; sh:path :is ; {constraint} .
        :Fresh sh:path :at ; dmv:maxAge "P1M"^^xsd:duration .
        :Fixed sh:path :at ; dmv:maxAge "P1M"^^xsd:duration ; dmv:onDate "2024-02-26"^^xsd:date .
        :Off sh:path :at ; dmv:maxAge "P1M"^^xsd:duration ; sh:deactivated true ; sh:minCount 1 .
        :Outer a sh:NodeShape ; sh:property :Fresh .
        """
    )
    data = data_of(':a :is :b ; :on "2020-01-01"^^xsd:date . :b :at "1990-01-01"^^xsd:date .')
    rows = plan.run(data)
    assert rows
    assert {asks_about_today(row[3]) for row in rows} == {expected}
