"""For each component that asks something of all values of a path: what the values are to be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from pyoxigraph import Literal, NamedNode

from danhmuc.shapes.engine.shape_model import Shape, ShapeConstraint
from danhmuc.vocab.terms import DMV

from .asked import Asked, Bag, Subject, Term, Triple, of_kind, one_of
from .terms import DAY, GENERATORS, above, below, date_on, months_before, typed

__all__ = ["SETS"]

Maker = Callable[[ShapeConstraint, Shape, bool], Bag]
_FREQUENCY = NamedNode("https://e.vn/moi-nam")
_LONGEST_SPAN = DMV.longestSpan
_NUMBERS = tuple(typed(str(number), "integer") for number in (7, 8))
_FRIDAY = 4
_DAYS = tuple(date_on(DAY + timedelta(days=number)) for number in (7, 8))


def _number(constraint: ShapeConstraint, parameter: str) -> int:
    return int(constraint.parameters[parameter][0].value)


def _min_count(constraint: ShapeConstraint, shape: Shape, wanted: bool) -> Bag:
    least = _number(constraint, "minCount")
    return Bag(least=least) if wanted else Bag(least=least - 1, most=least - 1)


def _max_count(constraint: ShapeConstraint, shape: Shape, wanted: bool) -> Bag:
    most = _number(constraint, "maxCount")
    return Bag(least=most, most=most) if wanted else Bag(least=most + 1)


def _has_value(constraint: ShapeConstraint, shape: Shape, wanted: bool) -> Bag:
    value = constraint.parameters["hasValue"][0]
    if wanted:
        return Bag(some=[[one_of(shape, value)]])
    return Bag(each=[one_of(shape, value, wanted=False)])


def _unique_lang(constraint: ShapeConstraint, shape: Shape, wanted: bool) -> Bag:
    languages = ("vi", "en") if wanted else ("vi", "vi")
    texts = [Literal(text, language=one) for text, one in zip(("một", "hai"), languages, strict=True)]
    return Bag(some=[[one_of(shape, text)] for text in texts])


def _qualified_min(constraint: ShapeConstraint, shape: Shape, wanted: bool) -> Bag:
    least = _number(constraint, "qualifiedMinCount")
    qualified = _qualified(constraint, shape)
    if wanted:
        return Bag(some=[[qualified]] * least)
    if least == 1:
        return Bag(each=[qualified.negated()])
    return Bag(some=[[qualified]] * (least - 1), most=least - 1)


def _qualified_max(constraint: ShapeConstraint, shape: Shape, wanted: bool) -> Bag:
    most = _number(constraint, "qualifiedMaxCount")
    qualified = _qualified(constraint, shape)
    if not wanted:
        return Bag(some=[[qualified]] * (most + 1))
    return Bag(some=[[qualified]] * most, most=most) if most else Bag(each=[qualified.negated()])


def _qualified(constraint: ShapeConstraint, shape: Shape) -> Asked:
    return Asked(shape.others[constraint.parameters["qualifiedValueShape"][0]], shape, wanted=True)


def _beside(of_values: Callable[[Sequence[Term]], Sequence[Term]]) -> Maker:
    """A component of two properties: the values of the other, told by those of the path."""

    def make(constraint: ShapeConstraint, shape: Shape, wanted: bool) -> Bag:
        ((_, (other, *_)),) = constraint.parameters.items()
        assert isinstance(other, NamedNode)

        def say(focus: Subject, values: Sequence[Term]) -> Iterator[Triple]:
            yield from ((focus, other, value) for value in of_values(values))

        return Bag(least=1, beside=[say])

    return make


def _either(met: Maker, broken: Maker) -> Maker:
    return lambda constraint, shape, wanted: (met if wanted else broken)(constraint, shape, wanted)


def _ordered(beside: Maker) -> Maker:
    """The same among values that have an order."""

    def make(constraint: ShapeConstraint, shape: Shape, wanted: bool) -> Bag:
        return beside(constraint, shape, wanted) + Bag(each=[one_of(shape, *_NUMBERS, *_DAYS)])

    return make


def _literals(values: Sequence[Term]) -> list[Literal]:
    return [value for value in values if isinstance(value, Literal)]


def _max_age_by(constraint: ShapeConstraint, shape: Shape, wanted: bool) -> Bag:
    """A frequency of the record's own with a span of a year; as old as may be, or a day older."""
    other = constraint.parameters["maxAgeBy"][0]
    assert isinstance(other, NamedNode)
    oldest = months_before(DAY, "P1Y")
    for grace in constraint.parameters.get("grace", ()):
        oldest = months_before(oldest, grace.value)
    day = oldest if wanted else oldest - timedelta(days=1)

    def say(focus: Subject, values: Sequence[Term]) -> Iterator[Triple]:
        yield focus, other, _FREQUENCY
        yield _FREQUENCY, _LONGEST_SPAN, typed("P1Y", "duration")

    return Bag(some=[[one_of(shape, date_on(day))]], beside=[say])


def _working_days_after(constraint: ShapeConstraint, shape: Shape, wanted: bool) -> Bag:
    """A day so many working days before the values; or one more, over a weekend."""
    other = constraint.parameters["workingDaysAfter"][0]
    assert isinstance(other, NamedNode)
    begin = last = date(2026, 7, 31)  # a Friday
    for _ in range(_number(constraint, "workingDays")):
        last += timedelta(days=3 if last.weekday() == _FRIDAY else 1)

    def say(focus: Subject, values: Sequence[Term]) -> Iterator[Triple]:
        yield focus, other, date_on(begin)

    return Bag(some=[[one_of(shape, date_on(last if wanted else last + timedelta(days=1)))]], beside=[say])


def _lasting(constraint: ShapeConstraint, shape: Shape, wanted: bool) -> Bag:
    """What lasts on the day that the focus node tells by dmv:onDateOf."""
    asked = Asked(constraint, shape, wanted)
    bag = Bag(each=[asked]) if wanted else Bag(some=[[asked]])

    def say(focus: Subject, values: Sequence[Term]) -> Iterator[Triple]:
        for other in constraint.parameters.get("onDateOf", ()):
            assert isinstance(other, NamedNode)
            yield focus, other, date_on(DAY)

    is_told = wanted or "codeList" in constraint.parameters
    return bag + Bag(each=[] if is_told else [of_kind(shape, "BlankNodeOrIRI")], beside=[say])


SETS: dict[str, Maker] = {
    "MinCount": _min_count,
    "MaxCount": _max_count,
    "HasValue": _has_value,
    "UniqueLang": _unique_lang,
    "QualifiedMinCount": _qualified_min,
    "QualifiedMaxCount": _qualified_max,
    "Equals": _either(_beside(lambda values: values), _beside(lambda values: [_FREQUENCY])),
    "Disjoint": _either(_beside(lambda values: [_FREQUENCY]), _beside(lambda values: values[:1])),
    "LessThan": _ordered(
        _either(
            _beside(lambda values: [above(one) for one in _literals(values)[-1:]]),
            _beside(lambda values: _literals(values)[:1]),
        )
    ),
    "LessThanOrEquals": _ordered(
        _either(
            _beside(lambda values: _literals(values)[-1:]),
            _beside(lambda values: [below(one) for one in _literals(values)[:1]]),
        )
    ),
    "MaxAgeBy": _max_age_by,
    "WorkingDaysAfter": _working_days_after,
    "InForce": _lasting,
    "ValidCode": _lasting,
}
"""By component; of those that are in `GENERATORS` too, what they ask of a path."""

assert SETS.keys() & GENERATORS.keys() == {"HasValue", "InForce", "ValidCode"}
