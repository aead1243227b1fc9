"""What depends on hostile shapes or values ends, and what was not computed does not count as met."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from danhmuc.shapes.engine import Data, Plan, conforms, data, results
from danhmuc.shapes.engine import demands as demands_module
from danhmuc.shapes.engine.demands import failures_of_values, pair_outcome
from danhmuc.shapes.engine.outcomes import UNCOMPUTED, Outcome, all_of, is_less, is_less_or_equal, negate, one_of
from danhmuc.vocab.terms import XSD

PlanOf = Callable[[str], Plan]
DataOf = Callable[..., Data]
OUTCOMES: tuple[Outcome, ...] = (True, False, None, UNCOMPUTED)
SLOW = 'sh:pattern "^(a|a)+$"'
SLOW_TEXT = f'"{"a" * 60}!"'


@pytest.fixture
def _brief(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("danhmuc.shapes.engine.patterns.SECONDS", 0.01)


def outcomes(plan: Plan, about: Data) -> list[Outcome]:
    return [outcome for *_, outcome in plan.run(about)]


# ---------------------------------------------------------------- logic


def test_uncomputed__is_never_true() -> None:
    assert not UNCOMPUTED
    assert negate(UNCOMPUTED) is UNCOMPUTED


@pytest.mark.parametrize("several", [*product(OUTCOMES, repeat=2), *product(OUTCOMES, repeat=3)])
def test_logic__what_stays_open_is_not_computed_if_any_of_it_is(several: tuple[Outcome, ...]) -> None:
    def possible(join: Callable[[tuple[bool, ...]], bool]) -> Outcome:
        """By trying all that the open ones may be."""
        ways = product(*((one,) if isinstance(one, bool) else (True, False) for one in several))
        found = {join(way) for way in ways}
        return found.pop() if len(found) == 1 else (UNCOMPUTED if UNCOMPUTED in several else None)

    assert all_of(several) is possible(all)
    assert one_of(several) is possible(lambda way: sum(way) == 1)


@pytest.mark.usefixtures("_brief")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (SLOW, UNCOMPUTED),
        (f"sh:not [ {SLOW} ]", UNCOMPUTED),
        (f"sh:and ( [ {SLOW} ] [ sh:nodeKind sh:Literal ] )", UNCOMPUTED),
        (f"sh:and ( [ {SLOW} ] [ sh:nodeKind sh:IRI ] )", False),
        (f"sh:or ( [ {SLOW} ] [ sh:nodeKind sh:IRI ] )", UNCOMPUTED),
        (f"sh:xone ( [ {SLOW} ] [ sh:nodeKind sh:IRI ] )", UNCOMPUTED),
        (f"sh:node [ {SLOW} ; sh:class :A ]", False),
        (f"sh:node [ sh:or ( [ {SLOW} ] [ sh:hasValue 1 ] ) ]", UNCOMPUTED),
        (f"sh:qualifiedValueShape [ {SLOW} ] ; sh:qualifiedMinCount 1", UNCOMPUTED),
        (f"sh:qualifiedValueShape [ {SLOW} ] ; sh:qualifiedMaxCount 0", UNCOMPUTED),
        (f"sh:qualifiedValueShape [ {SLOW} ] ; sh:qualifiedMinCount 2", False),
    ],
)
@pytest.mark.parametrize("is_open", [True, False])
def test_slow_pattern__is_not_computed_behind_other_constraints(
    plan_of: PlanOf, data_of: DataOf, words: str, expected: Outcome, is_open: bool
) -> None:
    about = data_of(f":a :p {SLOW_TEXT} .", is_open=is_open)
    rows = plan_of(f":S sh:targetNode :a ; sh:property [ sh:path :p ; {words} ] .").run(about)
    assert [outcome for *_, outcome in rows] == [expected]
    assert not conforms(rows)


@pytest.mark.usefixtures("_brief")
@pytest.mark.parametrize(
    "words",
    [
        f"sh:or ( [ {SLOW} ] [ sh:nodeKind sh:Literal ] )",
        f"sh:qualifiedValueShape [ {SLOW} ] ; sh:qualifiedMaxCount 1",
    ],
)
def test_slow_pattern__that_decides_nothing_does_not_matter(plan_of: PlanOf, data_of: DataOf, words: str) -> None:
    about = data_of(f":a :p {SLOW_TEXT} .")
    assert outcomes(plan_of(f":S sh:targetNode :a ; sh:property [ sh:path :p ; {words} ] ."), about) == []


def test_order__of_dates_that_are_too_long_is_not_computed(plan_of: PlanOf, data_of: DataOf) -> None:
    about = data_of(f':a :p "{"9" * 4001}-01-01"^^xsd:date ; :q "2026-01-01"^^xsd:date .')
    for words in (
        'sh:path :p ; sh:minInclusive "2026-01-01"^^xsd:date',
        'sh:path :p ; sh:not [ sh:minInclusive "2026-01-01"^^xsd:date ]',
        "sh:path :q ; sh:lessThan :p",
    ):
        assert outcomes(plan_of(f":S sh:targetNode :a ; sh:property [ {words} ] ."), about) == [UNCOMPUTED]


# ---------------------------------------------------------------- shared parts

LINKS = {
    "property": "sh:path :p ; sh:property {0} , {1}",
    "node": "sh:node {0} , {1}",
    "property and node": "sh:path :p ; sh:node {0} , {1}",
    "and": "sh:and ( {0} {1} )",
    "or": "sh:or ( {0} {1} )",
    "xone": "sh:xone ( {0} {1} )",
    "not": "sh:not {0} , {1}",
    "qualified": "sh:path :p ; sh:qualifiedValueShape {0} ; sh:qualifiedMinCount 1 ; sh:node {1}",
}


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("least", [1, 2])
def test_lattice__of_forty_levels_is_validated(plan_of: PlanOf, data_of: DataOf, link: str, least: int) -> None:
    levels = "".join(
        f":{side}{level} {LINKS[link].format(f':A{level + 1}', f':B{level + 1}')} .\n"
        for level in range(40)
        for side in "AB"
    )
    ends = f":A40 sh:path :p ; sh:minCount {least} . :B40 sh:path :p ; sh:minCount {least} ."
    first = "sh:property :A0 , :B0" if "path" in LINKS[link] else "sh:node :A0 , :B0"
    rows = plan_of(f":S a sh:NodeShape ; sh:targetNode :x ; {first} . {levels} {ends}").run(data_of(":x :p :x ."))
    is_met = conforms(rows)
    assert is_met is (least == 1 and link != "xone")
    assert len(rows) < 10_000
    if link == "property" and least == 2:
        # No result is lost, though not each is there for each way.
        assert {str(result.source_shape) for result in results(rows)} == {"<http://e.vn/A40>", "<http://e.vn/B40>"}


def test_lattice__of_data_is_validated(plan_of: PlanOf, data_of: DataOf) -> None:
    chain = "".join(f":A{level} sh:path :p ; sh:property :A{level + 1} .\n" for level in range(40))
    links = "".join(f":x{n} :p :x{n + 1} , :y{n + 1} . :y{n} :p :x{n + 1} , :y{n + 1} .\n" for n in range(45))
    rows = plan_of(
        f":S a sh:NodeShape ; sh:targetNode :x0 ; sh:property :A0 . {chain} :A40 sh:path :p ; sh:minCount 3 ."
    )
    assert {str(row.focus) for row in rows.run(data_of(links))} == {"<http://e.vn/x40>", "<http://e.vn/y40>"}


def test_shared_property__has_a_result_for_each_way_if_they_are_few(plan_of: PlanOf, data_of: DataOf) -> None:
    plan = plan_of(
        ":S a sh:NodeShape ; sh:targetNode :a ; sh:property :P , :Q . "
        ":P sh:path :p ; sh:property :R . :Q sh:path :q ; sh:property :R . "
        ":R sh:path :r ; sh:property [ sh:path :s ; sh:minCount 1 ] ."
    )
    assert len(plan.run(data_of(":a :p :b ; :q :b . :b :r :c ."))) == 2


# ---------------------------------------------------------------- pairs

NUMBERS = st.one_of(
    st.integers(-5, 5).map(lambda one: Literal(str(one), datatype=XSD.integer)),
    st.integers(2**53 - 1, 2**53 + 2).map(lambda one: Literal(str(one), datatype=XSD.integer)),
    st.sampled_from(["0.1", "0.10", "-1.5"]).map(lambda one: Literal(one, datatype=XSD.decimal)),
    st.sampled_from(["0.1", "9007199254740992", "INF", "NaN", "-1"]).map(lambda one: Literal(one, datatype=XSD.double)),
    st.sampled_from(["0.1", "16777216", "16777217"]).map(lambda one: Literal(one, datatype=XSD.float)),
)
TIMES = st.builds(
    lambda day, hour, zone: Literal(f"2026-01-{day:02}T{hour:02}:00:00{zone}", datatype=XSD.dateTime),
    st.integers(1, 3),
    st.integers(0, 23),
    st.sampled_from(["", "Z", "+14:00", "-14:00"]),
)
SPANS = st.builds(
    lambda months, days: Literal(f"P{months}M{days}D", datatype=XSD.duration), st.integers(0, 3), st.integers(0, 70)
)
OTHERS = st.sampled_from([NamedNode("http://e.vn/a"), Literal("a"), Literal("b"), Literal("a", language="vi")])


@given(
    st.one_of(
        *(
            st.tuples(st.lists(kind, max_size=6), st.lists(kind, max_size=6))
            for kind in (NUMBERS, TIMES, SPANS, st.one_of(NUMBERS, TIMES, OTHERS))
        )
    ),
    st.sampled_from([is_less, is_less_or_equal]),
)
def test_least_bounds__fail_the_values_that_some_pair_fails(
    pairs: tuple[list[Literal], list[Literal]], holds: Callable[[Literal, Literal], bool | None]
) -> None:
    values, bounds = pairs
    expected = [value for value in values if any(pair_outcome(value, one, holds) is not True for one in bounds)]
    assert [failure.value for failure in failures_of_values(values, bounds, holds)] == expected


@pytest.mark.parametrize(("parameter", "failing"), [("lessThan", 1), ("lessThanOrEquals", 0)])
def test_less_than__of_three_thousand_and_three_thousand(
    plan_of: PlanOf, data_of: DataOf, parameter: str, failing: int
) -> None:
    low, high = (" , ".join(map(str, range(start, start + 3_000))) for start in (0, 2_999))
    plan = plan_of(f":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:{parameter} :q ] .")
    assert outcomes(plan, data_of(f":a :p {low} ; :q {high} .")) == [False] * failing


def test_less_than__of_many_without_order_is_not_computed(
    plan_of: PlanOf, data_of: DataOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demands_module, "_MOST_COMPARISONS", 50)
    spans = " , ".join(f'"P{n}D"^^xsd:duration' for n in range(40))
    months = " , ".join(f'"P{n}M{3_000 - 30 * n}D"^^xsd:duration' for n in range(40))
    plan = plan_of(":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:lessThan :q ] .")
    assert outcomes(plan, data_of(f":a :p {spans} ; :q {months} .")) == [UNCOMPUTED]


# ---------------------------------------------------------------- paths


@pytest.mark.parametrize(
    ("path", "words", "expected"),
    [
        ("[ sh:zeroOrMorePath :n ]", "sh:nodeKind sh:IRI", UNCOMPUTED),
        ("[ sh:oneOrMorePath :n ]", "sh:hasValue :none", UNCOMPUTED),
        ("[ sh:oneOrMorePath :n ]", "sh:maxCount 1000", UNCOMPUTED),
        ("[ sh:oneOrMorePath :n ]", "sh:maxCount 1", False),
        ("[ sh:oneOrMorePath :n ]", "sh:minCount 1000", UNCOMPUTED),
        ("[ sh:inversePath [ sh:oneOrMorePath [ sh:inversePath :n ] ] ]", "sh:minCount 1000", UNCOMPUTED),
        ("( [ sh:oneOrMorePath :n ] :n )", "sh:uniqueLang true", UNCOMPUTED),
        (
            "[ sh:alternativePath ( [ sh:oneOrMorePath :n ] :n ) ]",
            "sh:closed true ; sh:ignoredProperties ( :n )",
            UNCOMPUTED,
        ),
    ],
)
def test_path__that_is_too_long_is_not_computed(
    plan_of: PlanOf,
    data_of: DataOf,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    words: str,
    expected: Outcome,
) -> None:
    monkeypatch.setattr(data, "_STEPS", 20)
    monkeypatch.setattr(data, "_STEPS_PER_NODE", 0)
    about = data_of("".join(f":n{n} :n :n{n + 1} .\n" for n in range(50)))
    plan = plan_of(f":S sh:targetNode :n0 ; sh:property [ sh:path {path} ; {words} ] .")
    rows = plan.run(about)
    assert {outcome for *_, outcome in rows} == {expected}
    assert not conforms(rows)


def test_path__long_but_within_its_steps_is_walked(plan_of: PlanOf, data_of: DataOf) -> None:
    about = data_of("".join(f":n{n} :n :n{n + 1} .\n" for n in range(500)))
    plan = plan_of(":S sh:targetSubjectsOf :n ; sh:property [ sh:path [ sh:oneOrMorePath :n ] ; sh:minCount 500 ] .")
    assert outcomes(plan, about) == [False] * 499


# ---------------------------------------------------------------- nested property shapes


def test_nested_property__is_not_known_where_node_is_not(plan_of: PlanOf, data_of: DataOf) -> None:
    about = data_of(":a :p :far .", is_open=True)
    inner = "[ sh:path :r ; sh:minCount 1 ]"
    for path in ("( :p :q )", "[ sh:inversePath :q ]"):
        found = [
            plan_of(f":S sh:targetNode :a ; sh:property [ sh:path {path} ; {words} ] .").run(about)
            for words in (f"sh:property {inner}", f"sh:node [ sh:property {inner} ]")
        ]
        assert [[(row.focus, row.value, row.outcome) for row in rows] for rows in found] == [
            [(NamedNode("http://e.vn/a"), None, None)]
        ] * 2
        assert found[0][0].demand.component.iri == "http://www.w3.org/ns/shacl#PropertyConstraintComponent"
