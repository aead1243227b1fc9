"""Generated dated shapes and data: we find what the SPARQL of our declarations finds, and it holds as long as we say.

pySHACL runs ``shapes/components/dated.ttl`` with the same reference date. What we cannot verify conforms there, so
only under ``sh:not`` may it find more. ``DANHMUC_DEEP=5000`` generates so many examples; else it is a few seconds'
worth.
"""

from __future__ import annotations

import os
import re
import warnings
from calendar import monthrange
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
import rdflib
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse, serialize
from pyshacl import validate as by_pyshacl
from rdflib.namespace import RDF, RDFS, SH

import danhmuc.shapes
import danhmuc.vocab
from danhmuc.shapes import validate
from danhmuc.shapes.engine import Data, Plan, Row, compile_plan, index_nquads, read_shapes, results
from danhmuc.shapes.engine.days import read_span
from danhmuc.shapes.engine.own_components import OWN_COMPONENTS
from danhmuc.shapes.sparql.bounded_queries import PreparedGraph
from danhmuc.shapes.sparql.declarations import declarations_for, lookups_for
from danhmuc.shapes.validation.code_lists import CodeListIndex
from danhmuc.shapes.validation.profile_validator import ENGINES
from danhmuc.vocab.messages import MessageTemplate, languages
from danhmuc.vocab.messages.catalogues import sentence
from danhmuc.vocab.namespaces import DMV
from danhmuc.vocab.rdflib_graphs import add_nquads

from ...conftest import PARTS, WHICH, examples

DEEP = int(os.environ.get("DANHMUC_DEEP", "0"))
SETTINGS = settings(
    max_examples=DEEP or examples(30),
    derandomize=not DEEP,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
Told = tuple[str, str, str]
"""Text of the focus node, component, source shape; of the values of a path pySHACL does not tell which it is."""

DECLARATIONS = Path(str(danhmuc.shapes.__file__)).parent / "components" / "dated.ttl"
NODE = NamedNode("http://e.vn/P")
LONGEST_SPAN = NamedNode("https://w3id.org/danhmuc/def#longestSpan")
ON_DATE = NamedNode("https://w3id.org/danhmuc/def#onDate")
STATUS = NamedNode("http://www.w3.org/ns/adms#status")
PREFIXES = """
@prefix : <http://e.vn/> .
@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix every: <http://publications.europa.eu/resource/authority/frequency/> .
@prefix province: <https://w3id.org/danhmuc/concept/province/> .
@prefix province-2004: <https://w3id.org/danhmuc/concept/province-2004/> .
@prefix schema: <http://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix time: <http://www.w3.org/2006/time#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ODD_DATES = (
    *('"2023-02-29"^^xsd:date', '"2024-02-30"^^xsd:date', '"2024-13"^^xsd:gYearMonth', '"2024-1-1"^^xsd:date'),
    *('"0000-01-01"^^xsd:date', '"-0004-02-29"^^xsd:date', '"12024-01-01"^^xsd:date', '"2024-01-01"', '"2024"^^:own'),
    *('"2024-01-01"^^xsd:dateTime', '"2024-01-01T10:00:00"^^xsd:date', '"2024T10:00:00"^^xsd:gYear'),
    *('"2024-01-01T25:00:00"^^xsd:dateTime', '"2024-01-01T24:00:01"^^xsd:dateTime', '"2024-01-01+15:00"^^xsd:date'),
    *('"2024-00-10"^^xsd:date', '"2024-01-00"^^xsd:date', '"2024-04-31"^^xsd:date', '"2024-01"^^xsd:gYear'),
    *('"2024-01-01T10:00"^^xsd:dateTime', '"2024-01-01T10:00:00.Z"^^xsd:dateTime', '"2024-01-01 "^^xsd:date'),
    *('"9999-12-31"^^xsd:date', '"9999"^^xsd:gYear', '"9999-12-31T20:00:00Z"^^xsd:dateTime', '"0001"^^xsd:gYear'),
    *('"0001-01-01T00:00:00+14:00"^^xsd:dateTime', '"2024-01-01"@vi', "2024", ":c", "_:b"),
)
DAYS = st.one_of(
    st.dates(date(2023, 12, 25), date(2024, 3, 10)),
    st.dates(date(2025, 6, 25), date(2025, 7, 5)),
    st.sampled_from(
        [
            *(date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2023, 2, 28), date(2023, 12, 31)),
            *(date(2000, 2, 29), date(2000, 3, 1), date(1900, 2, 28), date(1900, 3, 1), date(2100, 2, 28)),
            *(date(2024, 1, 31), date(2024, 8, 31), date(2023, 11, 30), date(2021, 1, 30), date(1996, 2, 29)),
        ]
    ),
)
TODAYS = st.one_of(st.dates(date(2024, 2, 25), date(2024, 3, 5)), st.dates(date(2025, 6, 28), date(2025, 7, 3)), DAYS)
ZONES = st.sampled_from(["", "", "Z", "+07:00", "-05:30", "+14:00", "-14:00", "+00:00"])
TIMES = st.sampled_from(
    ["00:00:00", "06:59:59", "07:00:00", "16:59:59.999", "17:00:00", "20:59:00", "23:59:59", "24:00:00", "24:00:00.0"]
)
SPANS = ("P0D", "P1D", "P7D", "P30D", "P1M", "P2M", "P1M1D", "P6M", "P1Y", "P4Y", "P1Y1M1D", "P0Y", "P100Y", "P9999Y")
ODD_SPANS = ('"PT12H"^^xsd:duration', '"-P1D"^^xsd:duration', '"P"^^xsd:duration', '"P7D"', ":c", '"7"', '"P1DT1H"')
FREQUENCIES = (
    *("every:DAILY", "every:WEEKLY", "every:MONTHLY", "every:QUARTERLY", "every:ANNUAL_2", "every:NEVER"),
    *(":often", ":seldom", ":unheard", "_:b"),
    *('"DAILY"', '"http://publications.europa.eu/resource/authority/frequency/DAILY"'),
)
LISTS = (
    "<https://w3id.org/danhmuc/concept/agency>",
    "<https://w3id.org/danhmuc/concept/province>",
    "<https://w3id.org/danhmuc/concept/province-2004>",
    "<https://w3id.org/danhmuc/concept/sharing-nature>",
    "<http://e.vn/list>",
)
CODES = (
    *('"01"', '"30"@vi', '"H30"', '"H57"', '"MO"', '"H57.01"'),
    *(":c", ":c2", "_:b", '"c"', "province:01", "province-2004:01", "every:DAILY"),
    *(
        "<https://w3id.org/danhmuc/concept/agency/H30>",
        "<http://publications.europa.eu/resource/authority/licence/CC0>",
    ),
)
FLAGS = st.sampled_from(["true", "true", "true", "false", '"1"^^xsd:boolean', '"0"^^xsd:boolean'])
INSTANTS = tuple(f"time:inXSD{kind}" for kind in ("Date", "DateTime", "DateTimeStamp", "gYear", "gYearMonth"))
STATUSES = ('"closed"', '"Retired"', '"valid"', ":status\\/WITHDRAWN", "<http://e.vn/status#closed>", "_:closed", '""')


@dataclass(frozen=True, slots=True)
class Case:
    """One example; `repr` is what hypothesis prints of it."""

    shapes: str
    data: str
    today: date
    is_open: bool


def days_near(today: date, spans: list[str]) -> st.SearchStrategy[date]:
    """Mostly days on which something begins or ends: the reference date, and days whose span ends next to it."""
    found = {today}
    for text in (*spans, "P1D", "P7D"):
        span = read_span(text)
        assert span is not None
        year, month = divmod(today.year * 12 + today.month - 1 - span.months, 12)
        found.add(span.after(today) or today)
        if year > 1:
            found.add(date(year, month + 1, min(today.day, 28)) - timedelta(span.days))
            found.add(date(year, month + 1, monthrange(year, month + 1)[1]) - timedelta(span.days))
    near = st.tuples(st.sampled_from(sorted(found)), st.integers(-1, 1)).map(lambda pair: pair[0] + timedelta(pair[1]))
    return st.one_of(near, near, near, DAYS)


@st.composite
def dated(draw: st.DrawFn, days: st.SearchStrategy[date]) -> str:
    """A date as data writes it."""
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return draw(st.sampled_from(ODD_DATES))
    day, zone = draw(days).isoformat(), draw(ZONES)
    if kind < 5:
        return f'"{day}{zone}"^^xsd:date'
    if kind < 8:
        return f'"{day}T{draw(TIMES)}{zone}"^^xsd:dateTime'
    return f'"{day[:7]}{zone}"^^xsd:gYearMonth' if kind == 8 else f'"{day[:4]}{zone}"^^xsd:gYear'


def span(spans: list[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(spans).map(lambda text: f'"{text}"^^xsd:duration')


def some(values: st.SearchStrategy[str], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(values, max_size=most, unique=True)


@st.composite
def data_graphs(draw: st.DrawFn, days: st.SearchStrategy[date], spans: list[str]) -> str:
    """Two entries; the laws, codes and frequencies that they name."""
    asked = {
        ":at": dated(days),
        ":every": st.sampled_from(FREQUENCIES),
        ":law": st.sampled_from((":l1", ":l2", '"l"', "_:b", ":unheard")),
        ":code": st.sampled_from(CODES),
        ":on": dated(days),
        ":span": st.sampled_from((":p1", ":p2", "_:b", ":unheard")),
    }
    lines = [":a a :Entry .", ":b a :Entry ."]
    lines += [
        f"{one} {name} {value} ."
        for one in (":a", ":b")
        for name, values in asked.items()
        for value in draw(st.lists(values, min_size=name == ":at", max_size=2, unique=True))
    ]
    longest = st.one_of(span(spans), span(spans), st.sampled_from(ODD_SPANS))
    lines += [f":often dmv:longestSpan {value} ." for value in draw(some(longest, 2))]
    lines += [f"every:DAILY dmv:longestSpan {value} ." for value in draw(some(longest, 1))]
    lines += [":seldom a :Frequency ."]
    for law in (":l1", ":l2", "_:b"):
        for name in ("eli:first_date_entry_in_force", "eli:date_no_longer_in_force"):
            lines += [f"{law} {name} {value} ." for value in draw(some(dated(days), 2))]
    for period in (":p1", ":p2", "_:b"):
        for name in ("dcat:startDate", "schema:startDate", "dcat:endDate", "schema:endDate"):
            lines += [f"{period} {name} {value} ." for value in draw(some(dated(days), 1))]
        for name in ("time:hasBeginning", "time:hasEnd"):
            instants = draw(some(st.tuples(st.sampled_from(INSTANTS), dated(days)).map(" ".join), 1))
            lines += [f"{period} {name} [ {instant} ] ." for instant in instants]
    for code in (":c", ":c2", "_:b", "province:01", "province-2004:01"):
        if code.startswith("province") and draw(st.booleans()):
            continue
        for name in ("schema:validFrom", "schema:validThrough"):
            lines += [f"{code} {name} {value} ." for value in draw(some(dated(days), 2))]
        lines += [f"{code} adms:status {value} ." for value in draw(some(st.sampled_from(STATUSES), 1))]
    return "\n".join(lines)


@st.composite
def constraints(draw: st.DrawFn, days: st.SearchStrategy[date], spans: list[str]) -> list[str]:
    """One of our components with its parameters, and the path that it suits."""
    match draw(st.integers(0, 6)):
        case 0:
            said = [":at", f"dmv:maxAge {draw(span(spans))}"]
        case 4:
            said = [":at", f"dmv:maxAhead {draw(span(spans))}"]
        case 6:
            return [":at", "dmv:workingDaysAfter :on", f"dmv:workingDays {draw(st.integers(0, 12))}"]
        case 5:
            return [":span", f"dmv:orderedPeriod {draw(FLAGS)}"]
        case 1:
            said = [":at", "dmv:maxAgeBy :every"]
            if draw(st.booleans()):
                said.append(f"dmv:grace {draw(span(spans))}")
        case 2:
            said = [":law", f"dmv:inForce {draw(FLAGS)}"]
        case _:
            said = [":code", f"dmv:validCode {draw(FLAGS)}"]
            if draw(st.booleans()):
                said.append(f"dmv:codeList {draw(st.sampled_from(LISTS))}")
    if said[0] != ":at" and draw(st.booleans()):
        said.append("dmv:onDateOf :on")
    if draw(st.integers(0, 3)) == 0:
        said.append(f'dmv:onDate "{draw(days).isoformat()}{draw(ZONES)}"^^xsd:date')
    return said


@st.composite
def flat_shapes(draw: st.DrawFn, days: st.SearchStrategy[date], spans: list[str]) -> str:
    """One to four shapes with one component each: most have a path, some judge a node itself."""
    lines = []
    for number in range(draw(st.integers(1, 4))):
        path, *said = draw(constraints(days, spans))
        if draw(st.integers(0, 4)) == 0:
            target = f"sh:targetObjectsOf {path}"
        else:
            target = f"sh:targetClass :Entry ; sh:path {path}"
        lines.append(f":P{number} {target} ; {' ; '.join(said)} .")
    return "\n".join(lines)


@st.composite
def nested_shapes(draw: st.DrawFn, days: st.SearchStrategy[date], spans: list[str]) -> str:
    """Shapes of an entry that speak of shapes with our components."""
    lines = []
    count = draw(st.integers(2, 3))
    for number in range(count):
        path, *said = draw(constraints(days, spans))
        said += ["sh:deactivated true"] if draw(st.integers(0, 7)) == 0 else []
        lines.append(f":P{number} sh:path {path} ; {' ; '.join(said)} .")
    names = [f":P{number}" for number in range(count)]
    listed = " ".join(names)
    lines += [
        f":N a sh:NodeShape ; sh:property {draw(st.sampled_from(names))} .",
        f":S0 sh:targetClass :Entry ; sh:{draw(st.sampled_from(('and', 'or')))} ( {listed} ) .",
        f":S1 sh:targetClass :Entry ; sh:node :N ; sh:or ( :N {draw(st.sampled_from(names))} ) .",
        f":S2 sh:targetClass :Entry ; sh:not {draw(st.sampled_from(names))} .",
        f":S3 sh:targetClass :Entry ; sh:property {draw(st.sampled_from(names))} .",
    ]
    return "\n".join(lines)


@st.composite
def cases(draw: st.DrawFn, *kinds: Callable[..., st.SearchStrategy[str]]) -> Case:
    """Shapes and data whose dates lie close to what decides over them."""
    today = draw(TODAYS)
    spans = draw(st.lists(st.sampled_from(SPANS), min_size=1, max_size=2, unique=True))
    days = days_near(today, spans)
    shapes = draw(st.one_of([kind(days, spans) for kind in kinds]))
    return Case(shapes, draw(data_graphs(days, spans)), today, draw(st.booleans()))


def nquads(turtle: str) -> bytes:
    quads = parse((PREFIXES + turtle).encode(), format=RdfFormat.TURTLE, lenient=True)
    return serialize(quads, format=RdfFormat.N_QUADS) or b""


def planned(shapes: str) -> Plan:
    plan = compile_plan(read_shapes(index_nquads(nquads(shapes))))
    assert not plan.warnings
    return plan


def looked_at(data: str, today: date | None, *, is_open: bool) -> Data:
    return Data(index_nquads(nquads(data)), context=(CodeListIndex(),) if is_open else (), is_open=is_open, today=today)


def told(rows: list[Row]) -> Counter[Told]:
    return Counter(
        (
            "[]" if isinstance(one.focus, BlankNode) else one.focus.value,
            one.component.rpartition("#")[2],
            str(one.source_shape).strip("<>"),
        )
        for one in results(rows)
    )


def by_sparql(shapes: str, data: str, today: date | None) -> Counter[Told]:
    """What pySHACL finds by the declarations alone."""
    shapes_lines, data_lines = nquads(shapes), nquads(data)
    of_shapes, of_data = rdflib.Graph(), PreparedGraph()
    add_nquads(of_shapes, shapes_lines)
    add_nquads(of_shapes, declarations_for(shapes_lines, today), "own-")
    add_nquads(of_data, data_lines)
    add_nquads(of_data, lookups_for(shapes_lines, data_lines), "own-")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, report, text = by_pyshacl(of_data, shacl_graph=of_shapes, inference="none", inplace=True)
    assert isinstance(report, rdflib.Graph), text
    [holder] = report.subjects(RDF.type, SH.ValidationReport)
    return Counter(
        (
            "[]" if isinstance(focus := report.value(top, SH.focusNode), rdflib.BNode) else str(focus),
            str(report.value(top, SH.sourceConstraintComponent)).rpartition("#")[2],
            str(report.value(top, SH.sourceShape)),
        )
        for top in report.objects(holder, SH.result)
    )


def run_on(plan: Plan, data: str, today: date, *, is_open: bool) -> tuple[Counter[tuple[str, ...]], date | None]:
    """The rows of a day as text, and the last day on which they hold."""
    asked = looked_at(data, today, is_open=is_open)
    rows = plan.run(asked)
    return Counter(
        (*map(str, row[:3]), str(row[3].shape.node), row[3].component.name, str(row[4])) for row in rows
    ), asked.until


def days_within(first: date, last: date) -> list[date]:
    """All days between two, the last included; where they are many some of them, with those next to the ends."""
    count = (last - first).days
    step = max(1, count // examples(300))
    some = range(step * (WHICH - 1) // PARTS, count, step)
    return [first + timedelta(days) for days in sorted({*some, *range(min(count, 5)), count})]


@pytest.mark.soak
@SETTINGS
@given(case=cases(flat_shapes, nested_shapes), has_today=st.integers(0, 5).map(bool))
def test_failures__are_those_of_the_sparql_declarations(case: Case, *, has_today: bool) -> None:
    today = case.today if has_today else None
    rows = planned(case.shapes).run(looked_at(case.data, today, is_open=case.is_open))
    sure = told([row for row in rows if row[-1] is False])
    unsure = told([row for row in rows if row[-1] is None])
    expected = by_sparql(case.shapes, case.data, today)
    note(f"{case.shapes}\n\n{case.data}\n\n{today}\nonly ours: {sure - expected}\nonly SPARQL's: {expected - sure}")
    assert not sure - expected
    # SPARQL takes what nobody knows for conforming, so its negation for a failure.
    more = expected - sure
    assert {component for _, component, _ in more} <= {"NotConstraintComponent"}
    assert not more - unsure


@pytest.mark.soak
def test_failures__on_the_days_next_to_an_end_are_those_of_the_sparql_declarations() -> None:
    today = date(2024, 2, 29)
    ends = (date(2024, 1, 29), date(2024, 2, 22), today, date(2024, 3, 1))
    days = [(end + timedelta(more)).isoformat() for end in ends for more in (-1, 0, 1)]
    dates = [f'"{day}"^^xsd:date' for day in days]
    dates += [f'"{day}T{time}"^^xsd:dateTime' for day in days for time in ("16:59:59Z", "17:00:00Z")]
    dates += ['"2024-01"^^xsd:gYearMonth', '"2024-02"^^xsd:gYearMonth', '"2023"^^xsd:gYear', '"2025"^^xsd:gYear']
    lines = [f":a :at {one} ." for one in dates]
    for number, one in enumerate(dates):
        lines.append(f":l{number} a :Begun ; eli:first_date_entry_in_force {one} ; schema:validFrom {one} .")
        lines.append(f":m{number} a :Ended ; eli:date_no_longer_in_force {one} ; schema:validThrough {one} .")
    shapes = """
        :Week sh:targetObjectsOf :at ; dmv:maxAge "P7D"^^xsd:duration .
        :Month sh:targetObjectsOf :at ; dmv:maxAge "P1M"^^xsd:duration .
        :Ahead sh:targetObjectsOf :at ; dmv:maxAhead "P1D"^^xsd:duration .
        :Law sh:targetClass :Begun , :Ended ; dmv:inForce true .
        :Code sh:targetClass :Begun , :Ended ; dmv:validCode true .
    """
    data = "\n".join(lines)
    rows = planned(shapes).run(looked_at(data, today, is_open=False))
    found = told([row for row in rows if row[-1] is False])
    assert {shape.rpartition("/")[2] for _, _, shape in found} == {"Week", "Month", "Ahead", "Law", "Code"}
    assert found == by_sparql(shapes, data, today)


@SETTINGS
@given(cases(flat_shapes))
def test_until__is_the_last_day_on_which_the_results_are_the_same(case: Case) -> None:
    plan = planned(case.shapes)
    found, until = run_on(plan, case.data, case.today, is_open=case.is_open)
    note(f"{case.shapes}\n\n{case.data}\n\n{case.today} until {until}")
    for day in days_within(case.today, until or case.today + timedelta(500)):
        assert run_on(plan, case.data, day, is_open=case.is_open)[0] == found, day
    if until is None:
        assert run_on(plan, case.data, date.max, is_open=case.is_open)[0] == found
    else:
        assert run_on(plan, case.data, until + timedelta(1), is_open=case.is_open)[0] != found


@SETTINGS
@given(cases(nested_shapes))
def test_until__is_no_later_where_shapes_are_nested(case: Case) -> None:
    # What does not settle a shape may change sooner than the shape's own outcome.
    plan = planned(case.shapes)
    found, until = run_on(plan, case.data, case.today, is_open=case.is_open)
    note(f"{case.shapes}\n\n{case.data}\n\n{case.today} until {until}")
    for day in days_within(case.today, until or case.today + timedelta(500)):
        assert run_on(plan, case.data, day, is_open=case.is_open)[0] == found, day
    if until is None:
        assert run_on(plan, case.data, date.max, is_open=case.is_open)[0] == found


# ---------------------------------------------------------------- the declarations, and both engines by one function

SHAPES = """
:Fresh sh:targetClass :Entry ; sh:path :at ; dmv:maxAge "P6M"^^xsd:duration .
:Promised sh:targetClass :Entry ; sh:path :at ; dmv:maxAgeBy :every ; dmv:grace "P3D"^^xsd:duration .
:Based sh:targetClass :Entry ; sh:path :law ; dmv:inForce true ; dmv:onDateOf :on .
:Coded sh:targetClass :Entry ; sh:path :code ; dmv:validCode true .
"""
DATA = """
:old a :Entry ; :at "2024-02-29"^^xsd:date ; :every every:MONTHLY ; :law :decree ; :code province-2004:01 ;
    :on "2019"^^xsd:gYear .
:new a :Entry ; :at "2025-06-28T18:00:00Z"^^xsd:dateTime ; :every every:DAILY ; :law :decree ; :code province:01 ;
    :on "2021-05"^^xsd:gYearMonth .
:decree eli:first_date_entry_in_force "2020-05-22"^^xsd:date .
"""


@pytest.mark.soak
@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (None, ["Based old"]),
        (date(2025, 6, 30), ["Based old", "Coded new", "Fresh old", "Promised old"]),
        (date(2025, 7, 4), ["Based old", "Coded old", "Fresh old", "Promised new", "Promised old"]),
    ],
)
def test_validate__finds_the_same_with_both_engines(today: date | None, expected: list[str]) -> None:
    found = {}
    for engine in ENGINES:
        report = validate(PREFIXES + DATA, PREFIXES + SHAPES, engine=engine, today=today)
        assert not report.warnings
        sure = [f"{one.source_shape} {one.focus}" for one in report.results if one.is_known]
        found[engine] = sorted(text.replace("http://e.vn/", "") for text in sure)
    assert found == dict.fromkeys(ENGINES, expected)


@pytest.mark.soak
def test_validate__finds_the_same_where_the_shapes_bring_the_declarations() -> None:
    found = {}
    for engine in ENGINES:
        report = validate(PREFIXES + DATA, [PREFIXES + SHAPES, DECLARATIONS], engine=engine, today=date(2025, 7, 4))
        found[engine] = sorted((one.source_shape, one.focus, one.component) for one in report.results if one.is_known)
        assert not report.warnings
    assert len(found["danhmuc"]) == 5
    assert found["danhmuc"] == found["pyshacl"]


def test_lookups__leave_out_what_the_data_says_and_what_nobody_names() -> None:
    shapes = nquads(":P a sh:PropertyShape ; sh:path :at ; dmv:maxAgeBy :every ; dmv:validCode true .")
    data = nquads(
        'every:DAILY dmv:longestSpan "P2D"^^xsd:duration . :a :code province:01 . province-2004:02 a :Place .'
    )
    index = index_nquads(lookups_for(shapes, data))
    with_span = [node.value.rpartition("/")[2] for node, said in index.items() if LONGEST_SPAN in said]
    with_status = [node.value.partition("concept/")[2] for node, said in index.items() if STATUS in said]
    assert {"WEEKLY", "HANG_TUAN", "weekly"} <= set(with_span)
    assert "DAILY" not in with_span
    assert [code for code in with_status if code] == ["province-2004/02", "province/01"]


def test_lookups__of_texts_are_the_codes_that_the_list_has_by_those_notations() -> None:
    agency = "https://w3id.org/danhmuc/concept/agency"
    shapes = nquads(f":P a sh:PropertyShape ; sh:path :at ; dmv:validCode true ; dmv:codeList <{agency}> .")
    index = index_nquads(lookups_for(shapes, nquads(':a :code "H57" , "H57.01" ; :name "01" .')))
    assert {node.value for node in index} == {agency, f"{agency}/H57"}
    whole = shapes.replace(b"concept/agency", b"concept/sharing-nature")
    assert b'#completeness> "complete" .' in lookups_for(whole, nquads(':a :code "KIN" .'))


def test_lookups__are_none_where_no_shape_asks_for_them() -> None:
    assert lookups_for(nquads(":P sh:path :at ; sh:minCount 1 ."), nquads(":a :code province:01 .")) == b""


def test_declarations__are_added_only_where_they_are_used() -> None:
    used = ':P sh:path :at ; dmv:maxAge "P1D"^^xsd:duration .'
    own = used.replace("maxAge", 'onDate "2024-01-01"^^xsd:date ; dmv:maxAge')
    today = date(2024, 2, 29)
    said = [index_nquads(declarations_for(nquads(one), today)).get(NODE, {}) for one in (used, own)]
    assert [[str(value) for value in one.get(ON_DATE, ())] for one in said] == [
        ['"2024-02-29"^^<http://www.w3.org/2001/XMLSchema#date>'],
        [],
    ]
    assert b'onDate> "' not in declarations_for(nquads(used), None)
    assert declarations_for(nquads(":P sh:path :at ; sh:minCount 1 ."), today) == b""


def test_declarations__have_the_parameters_and_messages_of_the_engine() -> None:
    graph = rdflib.Graph().parse(DECLARATIONS)
    assert {str(node) for node in graph.subjects(RDF.type, SH.ConstraintComponent)} == {
        one.iri for one in OWN_COMPONENTS
    }
    for component in OWN_COMPONENTS:
        node = rdflib.URIRef(component.iri)
        is_optional = {
            str(graph.value(one, SH.path)): graph.value(one, SH.optional) is not None
            for one in graph.objects(node, SH.parameter)
        }
        assert is_optional == {
            **{component.parameter(name).value: False for name in component.parameters},
            **{component.parameter(name).value: True for name in component.optional},
        }
        messages = {one.language: str(one) for one in graph.objects(graph.value(node, SH.validator), SH.message)}
        assert {lang: text.replace("{$", "{") for lang, text in messages.items()} == _words(component.message)


def _words(template: MessageTemplate) -> dict[str, str]:
    """A message in each language, with its facts left out."""
    return {lang: sentence(template.id, template.english, None, None, lang) for lang in languages()}


def test_declarations__use_our_vocabulary_and_its_words() -> None:
    declared = rdflib.Graph().parse(DECLARATIONS)
    vocabulary = rdflib.Graph().parse(Path(danhmuc.vocab.__file__).parent / "dmv.ttl")
    told = rdflib.Graph().parse(DECLARATIONS.with_name("frequency-spans.ttl")) + declared
    used = {str(one) for said in told for one in said if isinstance(one, rdflib.URIRef) and one.startswith(DMV.iri)}
    assert used <= {str(term) for term in DMV}
    words = {(str(term), label) for term, label in vocabulary.subject_objects(RDFS.label)}
    named = {(str(declared.value(one, SH.path)), name) for one, name in declared.subject_objects(SH.name)}
    assert {(str(node), label) for node, label in declared.subject_objects(RDFS.label)} | named <= words


def test_declarations__repeat_their_arithmetic_word_for_word() -> None:
    queries = re.findall(r'sh:ask """(.*?)"""', DECLARATIONS.read_text("utf-8"), re.DOTALL)
    old, promised, ahead, period, working, in_force, valid = queries
    assert _from("BIND(true AS ?isEnd)", period).partition(" FILTER(?askedNumber > ?dateN")[0] in _from("BIND", working)
    days = _from("# Of a month", in_force).partition(" FILTER(IF(?isEnd, ?asked")[0]
    assert days in _from("# Of a month", period)
    assert days.partition(" # Of the day in question")[0] in _from("# Of a month", ahead)
    assert _from("BIND(FLOOR(?index", old).partition(" # The reference")[0] in _from("BIND(FLOOR(?index", ahead)
    assert _from("# The last day", old) == re.sub(r" \+ \?grace(Months|Days)", "", _from("# The last day", promised))
    assert _from("OPTIONAL", in_force) == _from("OPTIONAL", valid)


def _from(words: str, query: str) -> str:
    """The rest of a query, line breaks taken for blanks."""
    return " ".join(query[query.index(words) :].split())
