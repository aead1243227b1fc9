"""What SHACL Core cannot say of days: how old a date may be, whether a law is in force, whether a code is valid.

The same components are declared for SPARQL engines in ``shapes/components/dated.ttl``; tests hold the two together.
The day they ask about is the shape's own (dmv:onDate, dmv:onDateOf), else the reference date of the run
(`Data.today`), never that of a clock; where there is none, nothing is known. What depends on the reference date tells
`Data` until when it holds.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab import concepts
from danhmuc.vocab.errors import ShapesError
from danhmuc.vocab.terms import DMV

from .days import Days, days_of, read_span
from .demands import Component, Failure, OfAll, OfEach
from .frequencies import longest_spans
from .names import XSD
from .outcomes import Outcome, all_of
from .paths import Found

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Term

    from .data import Data
    from .days import Span
    from .demands import Compiling
    from .results import Row
    from .shape_model import Constraint, Shape

__all__ = ["OWN_COMPONENTS", "changes", "holds_until"]

_ELI: Final = "http://data.europa.eu/eli/ontology#"
_SCHEMA: Final = "http://schema.org/"
_ENTRY: Final = NamedNode(_ELI + "first_date_entry_in_force")
_END: Final = NamedNode(_ELI + "date_no_longer_in_force")
_VALID_FROM: Final = NamedNode(_SCHEMA + "validFrom")
_VALID_THROUGH: Final = NamedNode(_SCHEMA + "validThrough")
_STATUS: Final = NamedNode("http://www.w3.org/ns/adms#status")
_CLOSED: Final = frozenset({"closed", "retired", "withdrawn"})
"""The words for a code that is no longer in use, as `danhmuc.vocab.concepts` reads them."""
_DATE: Final = NamedNode(XSD + "date")
_DURATION: Final = NamedNode(XSD + "duration")
_TRUE: Final = Literal("true", datatype=NamedNode(XSD + "boolean"))
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A question whose answer depends on a day.

    Attributes:
        on: the answer for a day, or for one of some days.
        last_days: the last days of the spans in which the answer can stay the same.
    """

    on: Callable[[Days], Outcome]
    last_days: Sequence[date | None]


@dataclass(frozen=True, slots=True)
class _When:
    """The day that a constraint asks about.

    Attributes:
        property: the property of the focus node that says it; then the others do not count.
        day: the day that the shape says; None for the reference date of the run.
    """

    property: NamedNode | None
    day: date | None

    def answer(self, question: _Dated, focus: Term, data: Data) -> Outcome:
        """The answer for that day; with several days for each of them."""
        if self.property is not None:
            found = [days_of(value) for value in data.objects(focus, self.property)]
            outcomes = [None if days is None else question.on(days) for days in found]
            return all_of(outcomes if data.is_described(focus) else [*outcomes, None])
        if self.day is not None:
            return question.on(Days(self.day, self.day))
        if data.today is None:
            return None
        last = changes(lambda day: question.on(Days(day, day)), question.last_days, data.today)
        if last is not None:
            data.holds_until(last)
        return question.on(Days(data.today, data.today))


def changes(on: Callable[[date], Outcome], last_days: Iterable[date | None], today: date) -> date | None:
    """The last day on which the answer is still that of today; None where it stays for ever.

    Args:
        last_days: on the day after one of them the answer may be another, on no other day.
    """
    outcome = on(today)
    for day in sorted(day for day in last_days if day is not None and today <= day < date.max):
        if on(day + _ONE_DAY) is not outcome:
            return day
    return None


def holds_until(row: Row, data: Data) -> date | None:
    """The last day on which a row stays as it is; None where it does not depend on the reference date."""
    focus, _, value, demand, _ = row
    if demand.component not in OWN_COMPONENTS or value is None:
        return None
    asked = copy.copy(data)
    asked.until = None
    match demand.component.build(demand.constraint, demand.shape, _NothingNested()):
        case OfEach(test):
            test(value, asked)
        case OfAll(find):
            list(find(focus, Found((value,), is_all=True), asked))
    return asked.until


class _NothingNested:
    """Our components speak of no other shapes."""

    def conforms(self, shape: Shape) -> Callable[[Term, Data], Outcome]:
        raise NotImplementedError(shape.node)


# ---------------------------------------------------------------- age


def _max_age(constraint: Constraint, shape: Shape, compiling: Compiling) -> OfEach:
    span = _span(constraint, "maxAge", shape)
    when = _When(None, _day(constraint, shape))
    return OfEach(lambda value, data: _is_young(value, (span,), when, value, data))


def _max_age_by(constraint: Constraint, shape: Shape, compiling: Compiling) -> OfAll:
    property_ = _property(constraint, "maxAgeBy", shape)
    grace = _span(constraint, "grace", shape) if "grace" in constraint.parameters else None
    when = _When(None, _day(constraint, shape))

    def test(focus: Term, found: Found, data: Data) -> Iterator[Failure]:
        # Each frequency that is declared is a promise; without any there is none.
        spans = [span for one in data.objects(focus, property_) for span in longest_spans(one, data)]
        is_all = data.is_described(focus)
        for value in found.values:
            outcomes = (
                None if span is None else _is_young(value, (span, grace) if grace else (span,), when, focus, data)
                for span in spans
            )
            outcome = all_of(outcomes)
            if outcome is True and not is_all:
                outcome = None
            if outcome is not True:
                yield Failure(value, outcome=outcome)

    return OfAll(test)


def _is_young(value: Term, spans: Sequence[Span], when: _When, focus: Term, data: Data) -> Outcome:
    """Whether the day asked about is not after the end of the spans, one after another, from the value on."""
    days = days_of(value)
    if days is None:
        return None
    earliest, latest = _after(days.first, spans), _after(days.last, spans)

    def on(asked: Days) -> Outcome:
        if earliest is None or asked.last <= earliest:
            return True
        return None if latest is None or asked.first <= latest else False

    return when.answer(_Dated(on, (earliest, latest)), focus, data)


def _after(day: date, spans: Sequence[Span]) -> date | None:
    end: date | None = day
    for span in spans:
        if end is not None:
            end = span.after(end)
    return end


# ---------------------------------------------------------------- in force, valid


def _in_force(constraint: Constraint, shape: Shape, compiling: Compiling) -> OfAll:
    return _lasting(constraint, "inForce", shape, _force_of)


def _valid_code(constraint: Constraint, shape: Shape, compiling: Compiling) -> OfAll:
    return _lasting(constraint, "validCode", shape, _validity_of)


def _lasting(
    constraint: Constraint, parameter: str, shape: Shape, question: Callable[[Term, Data], _Dated | None]
) -> OfAll:
    is_on = constraint.parameters[parameter] == (_TRUE,)
    on_date_of = _property(constraint, "onDateOf", shape) if "onDateOf" in constraint.parameters else None
    when = _When(on_date_of, _day(constraint, shape))

    def test(focus: Term, found: Found, data: Data) -> Iterator[Failure]:
        for value in found.values if is_on else ():
            asked = question(value, data)
            outcome = None if asked is None else when.answer(asked, focus, data)
            if outcome is not True:
                yield Failure(value, outcome=outcome)

    return OfAll(test)


def _force_of(resource: Term, data: Data) -> _Dated | None:
    """Whether a legal resource is in force: from its entry on, and till it ceases to be.

    On the very day that data gives for the end nothing is known: some give the last day, some the day after it.
    Without an end it still is, without an entry nobody knows. Source: European Legislation Identifier ontology.
    """
    entries = [days_of(one) for one in data.objects_around(resource, _ENTRY)]
    ends = [days_of(one) for one in data.objects_around(resource, _END)]
    if not entries and not ends:
        return None
    is_all = data.is_described(resource)

    def on(asked: Days) -> Outcome:
        outcomes = [None if entry is None else _has_begun(entry, asked) for entry in entries]
        outcomes += [None if end is None else _goes_on(end, asked) for end in ends]
        return all_of(outcomes if entries and is_all else [*outcomes, None])

    return _Dated(
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


def _validity_of(code: Term, data: Data) -> _Dated | None:
    """Whether a code is valid: what its bundled list says of it, else what the data or what is around it does."""
    concept = concepts.concept_at(code.value) if type(code) is NamedNode else None
    if concept is not None:
        firsts = [] if concept.valid_from is None else [concept.valid_from]
        lasts = [] if concept.valid_until is None else [concept.valid_until]
        return _valid_between(firsts, lasts, is_closed=concept.status == "closed")
    begins = [days_of(one) for one in data.objects_around(code, _VALID_FROM)]
    ends = [days_of(one) for one in data.objects_around(code, _VALID_THROUGH)]
    statuses = {_last_word(one.value) for one in data.objects_around(code, _STATUS)}
    if not (begins or ends or statuses) and data.said(code) is None:
        return None
    # Valid from a month or a year on means from its first day on, through one till its last, as lists are read.
    return _valid_between(
        [one and one.first for one in begins],
        [one and one.last for one in ends],
        is_closed=not _CLOSED.isdisjoint(statuses),
        is_all=data.is_described(code),
    )


def _valid_between(
    firsts: Sequence[date | None], lasts: Sequence[date | None], *, is_closed: bool, is_all: bool = True
) -> _Dated:
    """Whether a code is valid between two days; one that is closed no one knows when is not valid on any."""

    def on(asked: Days) -> Outcome:
        outcomes: list[Outcome] = [None if day is None else _has_begun(Days(day, day), asked) for day in firsts]
        outcomes += [None if day is None or day == date.max else _is_not_past(day, asked) for day in lasts]
        if is_closed and not lasts:
            outcomes.append(False)
        return all_of(outcomes if is_all else [*outcomes, None])

    return _Dated(on, [*(_before(day) for day in firsts if day is not None), *lasts])


def _is_not_past(last: date, asked: Days) -> Outcome:
    if asked.last <= last:
        return True
    return False if asked.first > last else None


def _before(day: date) -> date | None:
    return None if day == date.min else day - _ONE_DAY


def _last_word(text: str) -> str:
    return text.rpartition("/")[2].rpartition("#")[2].lower()


# ---------------------------------------------------------------- parameters


def _one(constraint: Constraint, parameter: str, shape: Shape) -> Term:
    terms = constraint.parameters[parameter]
    if len(terms) > 1:
        raise ShapesError(f"{shape.node}: dmv:{parameter} needs one value, found {len(terms)}")
    return terms[0]


def _property(constraint: Constraint, parameter: str, shape: Shape) -> NamedNode:
    term = _one(constraint, parameter, shape)
    if not isinstance(term, NamedNode):
        raise ShapesError(f"{shape.node}: dmv:{parameter} needs the IRI of a property, found {term}")
    return term


def _span(constraint: Constraint, parameter: str, shape: Shape) -> Span:
    term = _one(constraint, parameter, shape)
    span = read_span(term.value) if isinstance(term, Literal) and term.datatype == _DURATION else None
    if span is None:
        raise ShapesError(
            f"{shape.node}: dmv:{parameter} needs an xsd:duration of whole years, months and days, found {term}"
        )
    return span


def _day(constraint: Constraint, shape: Shape) -> date | None:
    if "onDate" not in constraint.parameters:
        return None
    term = _one(constraint, "onDate", shape)
    days = days_of(term) if isinstance(term, Literal) and term.datatype == _DATE else None
    if days is None:
        raise ShapesError(f"{shape.node}: dmv:onDate needs an xsd:date, found {term}")
    return days.first


OWN_COMPONENTS: Final = (
    Component(
        "MaxAge",
        ("maxAge",),
        _max_age,
        {"vi": "Ngày phải không cũ hơn {maxAge}.", "en": "The date needs to be no older than {maxAge}."},
        optional=("onDate",),
        namespace=DMV,
    ),
    Component(
        "MaxAgeBy",
        ("maxAgeBy",),
        _max_age_by,
        {
            "vi": "Ngày phải không cũ hơn tần suất đã khai ở {maxAgeBy}.",
            "en": "The date needs to be no older than the frequency declared by {maxAgeBy}.",
        },
        optional=("grace", "onDate"),
        namespace=DMV,
    ),
    Component(
        "InForce",
        ("inForce",),
        _in_force,
        {
            "vi": "Căn cứ pháp lý phải có hiệu lực vào ngày xét.",
            "en": "The legal act needs to be in force on the day in question.",
        },
        optional=("onDate", "onDateOf"),
        namespace=DMV,
    ),
    Component(
        "ValidCode",
        ("validCode",),
        _valid_code,
        {"vi": "Mã phải có hiệu lực vào ngày xét.", "en": "The code needs to be valid on the day in question."},
        optional=("onDate", "onDateOf"),
        namespace=DMV,
    ),
)
"""Our own constraint components; none of SHACL's has the same name."""
