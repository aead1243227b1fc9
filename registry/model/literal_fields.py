"""Fields of numbers, dates and spans: they take Python values, and keep the text beside the value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.terms import RDFS, XSD

from ..messages.model import ModelText
from .fields import Field, literal_term
from .literals import LARGEST, Duration, Number, Temporal
from .object_fields import each

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Descriptions, Term

    from .statements import Statements


class OneNumber(Field["int | Decimal | Number | None", "Number | None"]):
    """A number; of several, the first well-formed one in the alphabet is shown, else the first."""

    nothing = None

    def read(self, statements: Statements, values: Iterable[Term]) -> Number | None:
        """The number."""
        found = _numbers(values)
        return (
            found[0]
            if len(found) == 1
            else min(found, key=lambda number: (number.decimal is None, str(number)), default=None)
        )

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """One literal."""
        yield _number_term(self, value)


class SeveralNumbers(Field["int | Decimal | Number | Iterable[int | Decimal | Number] | None", "tuple[Number, ...]"]):
    """Any number of numbers."""

    nothing = ()

    def read(self, statements: Statements, values: Iterable[Term]) -> tuple[Number, ...]:
        """The numbers."""
        return tuple(_numbers(values))

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """A literal each."""
        for number in each(value):
            yield _number_term(self, number)


class OneTemporal(Field["str | date | Temporal | None", "Temporal | None"]):
    """A year, month, day or instant; of several, the latest is shown, and of equal beginnings the most precise."""

    nothing = None

    def __init__(self, property: NamedNode, cardinality: str, doc: str) -> None:  # noqa: A002
        super().__init__(property, cardinality, doc, range=RDFS.Literal)

    def read(self, statements: Statements, values: Iterable[Term]) -> Temporal | None:
        """The latest date; without any date, the last text in the alphabet."""
        found = [Temporal(term.value, term.datatype.value) for term in values if type(term) is Literal]
        if len(found) == 1:
            return found[0]
        return max(
            [temporal for temporal in found if temporal.form is not None], default=max(found, key=str, default=None)
        )

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """One literal of the datatype that fits its precision."""
        made = Temporal.of(value) if isinstance(value, (str, date, Temporal)) else None
        if made is None:
            raise self.refusal(ModelText.TAKES_DATE(), value)
        yield literal_term(self, made.lexical, made.datatype)


class OneDuration(Field["str | timedelta | Duration | None", "Duration | None"]):
    """A span of time; of several, the first well-formed one in the alphabet is shown, else the first."""

    nothing = None

    def __init__(self, property: NamedNode, cardinality: str, doc: str) -> None:  # noqa: A002
        super().__init__(property, cardinality, doc, range=XSD.duration)

    def read(self, statements: Statements, values: Iterable[Term]) -> Duration | None:
        """The span."""
        found = [Duration(term.value, term.datatype.value) for term in values if type(term) is Literal]
        return min(found, key=lambda span: (span.months is None, str(span)), default=None)

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """One literal."""
        made = Duration.of(value) if isinstance(value, str | timedelta | Duration) else None
        if made is None:
            raise self.refusal(ModelText.TAKES_DURATION(), value)
        yield literal_term(self, made.lexical, made.datatype)


def _numbers(values: Iterable[Term]) -> list[Number]:
    return [Number(term.value, term.datatype.value) for term in values if type(term) is Literal]


def _number_term(field: Field[Any, Any], value: object) -> Literal:
    if isinstance(value, Number):
        return literal_term(field, value.lexical, value.datatype)
    whole = field.value_type != XSD.decimal
    # Python treats True as an int; here it is not a number.
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < LARGEST:
        if value < 0 and field.value_type == XSD.nonNegativeInteger:
            raise field.refusal(ModelText.TAKES_WHOLE_NUMBER_FROM_0(), value)
        return literal_term(field, str(value), field.value_type.value)
    if isinstance(value, Decimal) and not whole and value.is_finite():
        return literal_term(field, format(value, "f"), field.value_type.value)
    raise field.refusal(ModelText.TAKES_WHOLE_NUMBER() if whole else ModelText.TAKES_NUMBER(), value)
