"""Constraint components on days, beyond SHACL Core: the age of a date, one to come, a period, a law in force, a code.

The same components are declared for SPARQL engines in ``shapes/components/dated.ttl``; tests compare the two.
The day in question is the shape's own (dmv:onDate, dmv:onDateOf), else the reference date of the run (`Data.today`),
never that of a clock; without one the outcome is unknown. An outcome that depends on the reference date records in
`Data` the last day on which it stays the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.datatypes.dates import WEEKENDS_ONLY
from danhmuc.vocab.datatypes.grammar import BOOLEANS, read_integer
from danhmuc.vocab.errors import ShapesError
from danhmuc.vocab.terms import ADMS, DCAT, DMV, ELI, SCHEMA, TIME, XSD

from ..messages.shapes_graph import EngineText
from ..messages.validating import ComponentsText, DoubtsText
from .days import Days, Span, days_of, longest_spans, read_span
from .demands import Component, Failure, OfAll, OfEach
from .outcomes import Outcome, all_of
from .paths import PathValues

if TYPE_CHECKING:
    from danhmuc.vocab.concepts import ListedConcept
    from danhmuc.vocab.messages import MessageTemplate
    from danhmuc.vocab.reading import Term

    from .data import CodesByName, Data
    from .demands import ShapeCompiler
    from .rows import Demand
    from .shape_model import Shape, ShapeConstraint


_ENTRY: Final = ELI.first_date_entry_in_force
_END: Final = ELI.date_no_longer_in_force
_VALID_FROM: Final = SCHEMA.validFrom
_VALID_THROUGH: Final = SCHEMA.validThrough
_STATUS: Final = ADMS.status
_CLOSED: Final = frozenset({"closed", "retired", "withdrawn"})
"""Words for a code that is no longer in use, as in `danhmuc.vocab.concepts`."""
_DATE: Final = XSD.date
_DURATION: Final = XSD.duration
_BOOLEAN: Final = XSD.boolean
_ONE_DAY: Final = timedelta(days=1)
_MOST_WORKING_DAYS: Final = 9_999
_STARTS: Final = (DCAT.startDate, SCHEMA.startDate)
_ENDS: Final = (DCAT.endDate, SCHEMA.endDate)
_INSTANTS: Final = (
    TIME.inXSDDate,
    TIME.inXSDDateTime,
    TIME.inXSDDateTimeStamp,
    TIME.inXSDgYear,
    TIME.inXSDgYearMonth,
)
"""Properties of an instant that have a day as a literal."""


@dataclass(frozen=True, slots=True)
class _DatedQuestion:
    """A question whose answer depends on a day.

    Attributes:
        on: gives the answer for a day, or for an unknown one of several days.
        last_days: last days of the spans in which the answer can stay the same.
    """

    on: Callable[[Days], Outcome]
    last_days: Sequence[date | None]

    def last_day(self, outcome: Outcome, today: date) -> date | None:
        """The last day on which the answer is the same as today; None if it never changes."""
        ahead = [day for day in self.last_days if day is not None and today <= day < date.max]
        for day in sorted(ahead):
            after = day + _ONE_DAY
            if self.on(Days(after, after)) is not outcome:
                return day
        return None


@dataclass(frozen=True, slots=True)
class _AskedDay:
    """The day that a constraint asks about.

    Attributes:
        property: property of the focus node with the day; if there is one, nothing else counts.
        day: the day in the shape; None for the reference date of the run.
    """

    property: NamedNode | None
    day: date | None

    def answer(self, question: _DatedQuestion, focus: Term, data: Data) -> Outcome:
        """Answer a question for the day; with several days for each of them, without any as unknown."""
        if self.property is not None:
            found = [days_of(value) for value in data.objects(focus, self.property)]
            outcomes = [None if days is None else question.on(days) for days in found]
            return all_of(outcomes if found and data.is_described(focus) else [*outcomes, None])
        if self.day is not None:
            return question.on(Days(self.day, self.day))
        today = data.today
        if today is None:
            return None
        outcome = question.on(Days(today, today))
        last = question.last_day(outcome, today)
        if last is not None:
            data.note_last_day(last)
        return outcome


def _failures(found: PathValues, outcome_of: Callable[[Term], Outcome]) -> Iterator[Failure]:
    """Failures of the values; if there may be more values and none fails, an unknown outcome."""
    is_settled = found.is_all
    for value in found.values:
        outcome = outcome_of(value)
        if outcome is not True:
            yield Failure(value, outcome=outcome)
            is_settled = is_settled or outcome is False
    if not is_settled:
        yield Failure(outcome=found.missing)


# ---------------------------------------------------------------- age


def _max_age(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfEach:
    span = _span(constraint, "maxAge", shape)
    when = _AskedDay(None, _day(constraint, shape))

    def test(value: Term, data: Data) -> Outcome:
        question = _age_question(value, span)
        return None if question is None else when.answer(question, value, data)

    return OfEach(test)


def _max_age_by(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfAll:
    property_ = _property(constraint, "maxAgeBy", shape)
    grace = _span(constraint, "grace", shape) if "grace" in constraint.parameters else Span(0, 0)
    when = _AskedDay(None, _day(constraint, shape))

    def test(focus: Term, found: PathValues, data: Data) -> Iterator[Failure]:
        # Each declared frequency is a promise; without one there is none.
        spans = [
            None if span is None else span + grace
            for one in data.objects(focus, property_)
            for span in longest_spans(one, data)
        ]
        is_all = data.is_described(focus)

        def outcome(value: Term) -> Outcome:
            questions = [None if span is None else _age_question(value, span) for span in spans]
            return when.answer(_join_questions(questions, is_all=is_all), focus, data)

        return _failures(found, outcome) if spans or not is_all else iter(())

    return OfAll(test)


def _age_question(value: Term, span: Span) -> _DatedQuestion | None:
    """The question whether a day is not after the end of the span from the value; None if the value is no date."""
    days = days_of(value)
    if days is None:
        return None
    latest = span.after(days.last)
    earliest = latest if days.first == days.last else span.after(days.first)

    def on(asked: Days) -> Outcome:
        if earliest is None or asked.last <= earliest:
            return True
        return None if latest is None or asked.first <= latest else False

    return _DatedQuestion(on, (earliest, latest))


def _join_questions(questions: Sequence[_DatedQuestion | None], *, is_all: bool) -> _DatedQuestion:
    """The question whether the answer to all questions is yes; None is a question without an answer.

    Args:
        is_all: whether there can be no other questions.
    """
    if len(questions) == 1 and is_all and questions[0] is not None:
        return questions[0]

    def on(asked: Days) -> Outcome:
        outcomes = [None if one is None else one.on(asked) for one in questions]
        return all_of(outcomes if is_all else [*outcomes, None])

    return _DatedQuestion(on, [day for one in questions if one is not None for day in one.last_days])


# ---------------------------------------------------------------- in the future, in order


def _max_ahead(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfEach:
    span = _span(constraint, "maxAhead", shape)
    when = _AskedDay(None, _day(constraint, shape))

    def test(value: Term, data: Data) -> Outcome:
        question = _ahead_question(value, span)
        return None if question is None else when.answer(question, value, data)

    return OfEach(test)


def _ahead_question(value: Term, span: Span) -> _DatedQuestion | None:
    """The question whether a date has begun by the end of the span from a day; None if the value is no date.

    A month or a year counts from its first day, so that the current one is not in the future.
    """
    days = days_of(value)
    if days is None:
        return None
    first = days.first

    def on(asked: Days) -> Outcome:
        end = span.after(asked.first)
        return end is None or first <= end

    return _DatedQuestion(on, (_last_day_before(first, span),))


@lru_cache(maxsize=4096)
def _last_day_before(first: date, span: Span) -> date | None:
    """The last day of which the span ends before a day; None if there is none."""

    def reaches(number: int) -> bool:
        end = span.after(date.fromordinal(number))
        return end is None or end >= first

    # The end of the span of a later day is never earlier.
    number = bisect_left(range(1, first.toordinal() + 1), True, key=reaches)  # noqa: FBT003 - a value to find
    return None if number == 0 else date.fromordinal(number)


def _ordered_period(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfEach:
    is_on = _flag(constraint, "orderedPeriod", shape)

    def test(value: Term, data: Data) -> Outcome:
        if not is_on or type(value) is Literal:
            return True
        starts = _days_of_period(value, _STARTS, TIME.hasBeginning, data)
        ends = _days_of_period(value, _ENDS, TIME.hasEnd, data) if starts else []
        return not any(end.last < start.first for start in starts for end in ends)

    return OfEach(test)


def _days_of_period(period: Term, properties: Sequence[NamedNode], instant_by: NamedNode, data: Data) -> Sequence[Days]:
    """The days on which a period may begin or end, of those that are stated."""
    values = [value for one in properties for value in data.objects_with_context(period, one)]
    for instant in data.objects_with_context(period, instant_by):
        if type(instant) is not Literal:
            values += [value for one in _INSTANTS for value in data.objects_with_context(instant, one)]
    return [days for days in map(days_of, values) if days is not None]


# ---------------------------------------------------------------- working days


def _working_days_after(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfAll:
    property_ = _property(constraint, "workingDaysAfter", shape)
    term = constraint.parameters["workingDays"][0]
    number = read_integer(term.value, digits=4) if isinstance(term, Literal) and term.datatype == XSD.integer else None
    if number is None or not 0 <= number <= _MOST_WORKING_DAYS:
        raise _refusal(EngineText.PARAMETER_NO_WORKING_DAYS, shape, "workingDays", term)

    def test(focus: Term, found: PathValues, data: Data) -> Iterator[Failure]:
        begins = [days for days in map(days_of, data.objects(focus, property_)) if days is not None]
        ends = [end for days in begins if (end := WEEKENDS_ONLY.after(days.last, number)) is not None]

        def outcome(value: Term) -> Outcome:
            days = days_of(value)
            return days is None or not any(end < days.first for end in ends)

        return (Failure(value, outcome=False) for value in found.values if outcome(value) is False)

    return OfAll(test)


# ---------------------------------------------------------------- in force, valid


def _in_force(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfAll:
    return _test_of_period(constraint, "inForce", shape, _force_of)


def _valid_code(constraint: ShapeConstraint, shape: Shape, compiler: ShapeCompiler) -> OfAll:
    if "codeList" not in constraint.parameters:
        return _test_of_period(constraint, "validCode", shape, _validity_of)
    scheme = constraint.parameters["codeList"][0]
    if not isinstance(scheme, NamedNode):
        raise _refusal(EngineText.PARAMETER_NO_CODE_LIST, shape, "codeList", scheme)

    def question(value: Term, data: Data) -> _DatedQuestion | None:
        if type(value) is Literal:
            return _validity_in_list(value.value, data.code_list_at(scheme.value))
        return _validity_of(value, data)

    return _test_of_period(constraint, "validCode", shape, question)


def _test_of_period(
    constraint: ShapeConstraint, parameter: str, shape: Shape, question: Callable[[Term, Data], _DatedQuestion | None]
) -> OfAll:
    is_on = _flag(constraint, parameter, shape)
    on_date_of = _property(constraint, "onDateOf", shape) if "onDateOf" in constraint.parameters else None
    when = _AskedDay(on_date_of, _day(constraint, shape))

    def test(focus: Term, found: PathValues, data: Data) -> Iterator[Failure]:
        def outcome(value: Term) -> Outcome:
            asked = question(value, data)
            return None if asked is None else when.answer(asked, focus, data)

        return _failures(found, outcome) if is_on else iter(())

    return OfAll(test)


def _force_of(resource: Term, data: Data) -> _DatedQuestion | None:
    """The question whether a legal resource is in force: from its entry into force to its end.

    On the day of its end the answer is unknown: some data gives the last day, some the day after it.
    Without an end it is still in force, without an entry the answer is unknown.
    Source: European Legislation Identifier ontology.
    """
    entries = [days_of(one) for one in data.objects_with_context(resource, _ENTRY)]
    ends = [days_of(one) for one in data.objects_with_context(resource, _END)]
    if not entries and not ends:
        return None
    is_all = data.is_described(resource)

    def on(asked: Days) -> Outcome:
        outcomes = [None if entry is None else _has_begun(entry, asked) for entry in entries]
        outcomes += [None if end is None else _goes_on(end, asked) for end in ends]
        return all_of(outcomes if entries and is_all else [*outcomes, None])

    return _DatedQuestion(
        on,
        [
            *(day for one in entries if one for day in (_before(one.first), _before(one.last))),
            *(day for one in ends if one for day in (_before(one.first), one.last)),
        ],
    )


def _has_begun(entry: Days, asked: Days) -> Outcome:
    if entry.last <= asked.first:
        return True
    return False if asked.last < entry.first else None


def _goes_on(end: Days, asked: Days) -> Outcome:
    if asked.last < end.first:
        return True
    return False if asked.first > end.last else None


def _validity_of(code: Term, data: Data) -> _DatedQuestion | None:
    """The question whether a code is valid: by its list in force, by the data and by the context."""
    begins = [days_of(one) for one in data.objects_with_context(code, _VALID_FROM)]
    ends = [days_of(one) for one in data.objects_with_context(code, _VALID_THROUGH)]
    statuses = {_last_word(one) for one in data.objects_with_context(code, _STATUS)}
    listed = _bounds_in_lists(code.value, data.concept_at) if type(code) is NamedNode else None
    if not (begins or ends or statuses) and (listed is not None or data.properties_of(code) is None):
        return None if listed is None else listed.question
    # As in code lists, valid from a month or year means from its first day, and valid through one to its last day.
    firsts = [None if one is None else one.first for one in begins]
    lasts = [None if one is None else one.last for one in ends]
    is_closed = not _CLOSED.isdisjoint(statuses)
    if listed is not None:
        firsts += listed.firsts
        lasts += listed.lasts
        is_closed = is_closed or listed.is_closed
    return _valid_between(firsts, lasts, is_closed=is_closed, is_all=listed is not None or data.is_described(code))


@dataclass(frozen=True, slots=True)
class _CodeInLists:
    """Dates of a code in the lists, and the question that follows from them alone."""

    firsts: Sequence[date]
    lasts: Sequence[date]
    is_closed: bool
    question: _DatedQuestion


@lru_cache(maxsize=20_000)
def _bounds_in_lists(iri: str, concept_at: Callable[[str], ListedConcept | None]) -> _CodeInLists | None:
    concept = concept_at(iri)
    return None if concept is None else _bounds_of(concept)


def _validity_in_list(notation: str, code_list: CodesByName | None) -> _DatedQuestion | None:
    """The question whether a code that is a text is valid; a code missing from a complete list never is."""
    if code_list is None:
        return None
    concept = code_list.get(notation)
    if concept is not None:
        return _bounds_of(concept).question
    return _DatedQuestion(lambda asked: False, ()) if code_list.is_complete else None


def _bounds_of(concept: ListedConcept) -> _CodeInLists:
    firsts = [] if concept.valid_from is None else [concept.valid_from]
    lasts = [] if concept.valid_until is None else [concept.valid_until]
    is_closed = concept.status == "closed"
    return _CodeInLists(firsts, lasts, is_closed, _valid_between(firsts, lasts, is_closed=is_closed))


def _valid_between(
    firsts: Sequence[date | None], lasts: Sequence[date | None], *, is_closed: bool, is_all: bool = True
) -> _DatedQuestion:
    """The question whether a code is valid between two days; a code closed on an unknown day never is."""

    def on(asked: Days) -> Outcome:
        outcomes: list[Outcome] = [None if day is None else _has_begun(Days(day, day), asked) for day in firsts]
        outcomes += [None if day is None else _is_not_past(day, asked) for day in lasts]
        if is_closed and not lasts:
            outcomes.append(False)
        return all_of(outcomes if is_all else [*outcomes, None])

    return _DatedQuestion(on, [*(_before(day) for day in firsts if day is not None), *lasts])


def _is_not_past(last: date, asked: Days) -> Outcome:
    if asked.last <= last:
        return True
    return False if asked.first > last else None


def _before(day: date) -> date | None:
    return None if day == date.min else day - _ONE_DAY


def _last_word(status: Term) -> str:
    """The last word of a status, which may be a text or an IRI of any vocabulary."""
    return "" if type(status) is BlankNode else status.value.rpartition("/")[2].rpartition("#")[2].lower()


# ---------------------------------------------------------------- parameters


def _flag(constraint: ShapeConstraint, parameter: str, shape: Shape) -> bool:
    term = constraint.parameters[parameter][0]
    flag = BOOLEANS.get(term.value) if isinstance(term, Literal) and term.datatype == _BOOLEAN else None
    if flag is None:
        raise _refusal(EngineText.PARAMETER_NO_FLAG, shape, parameter, term)
    return flag


def _property(constraint: ShapeConstraint, parameter: str, shape: Shape) -> NamedNode:
    term = constraint.parameters[parameter][0]
    if not isinstance(term, NamedNode):
        raise _refusal(EngineText.PARAMETER_NO_PROPERTY, shape, parameter, term)
    return term


def _span(constraint: ShapeConstraint, parameter: str, shape: Shape) -> Span:
    term = constraint.parameters[parameter][0]
    span = read_span(term.value) if isinstance(term, Literal) and term.datatype == _DURATION else None
    if span is None:
        raise _refusal(EngineText.PARAMETER_NO_DURATION, shape, parameter, term)
    return span


def _day(constraint: ShapeConstraint, shape: Shape) -> date | None:
    if "onDate" not in constraint.parameters:
        return None
    term = constraint.parameters["onDate"][0]
    days = days_of(term) if isinstance(term, Literal) and term.datatype == _DATE else None
    if days is None:
        raise _refusal(EngineText.PARAMETER_NO_DATE, shape, "onDate", term)
    return days.first


def _refusal(template: MessageTemplate, shape: Shape, parameter: str, found: Term) -> ShapesError:
    return ShapesError(template(shape=str(shape.node), parameter=f"dmv:{parameter}", found=str(found)))


OWN_COMPONENTS: Final = (
    Component(
        "WorkingDaysAfter",
        ("workingDaysAfter", "workingDays"),
        _working_days_after,
        ComponentsText.NEEDS_WORKING_DAYS_AFTER,
        namespace=DMV,
    ),
    Component(
        "MaxAge",
        ("maxAge",),
        _max_age,
        ComponentsText.NEEDS_MAX_AGE,
        optional=("onDate",),
        namespace=DMV,
        doubt=DoubtsText.DOUBT_AGE,
    ),
    Component(
        "MaxAgeBy",
        ("maxAgeBy",),
        _max_age_by,
        ComponentsText.NEEDS_MAX_AGE_BY,
        optional=("grace", "onDate"),
        namespace=DMV,
        doubt=DoubtsText.DOUBT_AGE,
    ),
    Component(
        "MaxAhead",
        ("maxAhead",),
        _max_ahead,
        ComponentsText.NEEDS_MAX_AHEAD,
        optional=("onDate",),
        namespace=DMV,
        doubt=DoubtsText.DOUBT_AGE,
    ),
    Component("OrderedPeriod", ("orderedPeriod",), _ordered_period, ComponentsText.NEEDS_ORDERED_PERIOD, namespace=DMV),
    Component(
        "InForce",
        ("inForce",),
        _in_force,
        ComponentsText.NEEDS_IN_FORCE,
        optional=("onDate", "onDateOf"),
        namespace=DMV,
        doubt=DoubtsText.DOUBT_FORCE,
    ),
    Component(
        "ValidCode",
        ("validCode",),
        _valid_code,
        ComponentsText.NEEDS_VALID_CODE,
        optional=("codeList", "onDate", "onDateOf"),
        namespace=DMV,
        doubt=DoubtsText.DOUBT_CODE,
    ),
)
"""Our own constraint components; their names differ from those of SHACL."""

_NAMES: Final = frozenset(one.name for one in OWN_COMPONENTS if "onDate" in one.optional)
"""Those that ask about a day."""


def asks_about_today(demand: Demand) -> bool:
    """Whether a demand, or a shape that it names, depends on the reference date of the run."""
    constraint, shape = demand.constraint, demand.shape
    if constraint.component in _NAMES:
        return is_undated(constraint)
    terms = [term for name in demand.component.shapes for term in constraint.parameters.get(name, ())]
    spoken_of = list(map(shape.find_shape, terms))
    if "qualifiedValueShapesDisjoint" in constraint.parameters:
        spoken_of += shape.siblings
    return any(is_undated(one) for each in _active_within(spoken_of) for one in each.constraints)


def _active_within(shapes: Iterable[Shape]) -> Iterator[Shape]:
    """Active shapes and those that they name, each once."""
    seen: dict[Shape, None] = {}
    todo = list(shapes)
    while todo:
        shape = todo.pop()
        if shape not in seen and not shape.is_deactivated:
            seen[shape] = None
            yield shape
            todo += [*shape.properties, *shape.others.values()]


def is_undated(constraint: ShapeConstraint) -> bool:
    """Whether a constraint is one of ours that asks about a day, without a day of its own."""
    return constraint.component in _NAMES and constraint.parameters.keys().isdisjoint({"onDate", "onDateOf"})
