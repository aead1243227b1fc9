"""Fields whose values may be of any kind: texts, numbers, dates, truth values, things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping  # noqa: F401 - stands in the quoted types below
from typing import TYPE_CHECKING

from danhmuc.vocab.terms import RDFS

from .fields import Field
from .values import ExtraGiven, Value, terms_of, value_of  # noqa: F401 - as above

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from danhmuc.vocab.reading import Descriptions, Term

    from .statements import Statements


class OneValue(Field["ExtraGiven | None", "Value | None"]):
    """A value of any kind; of several, the first is shown."""

    nothing = None

    def __init__(self, property: NamedNode, cardinality: str, doc: str) -> None:  # noqa: A002
        super().__init__(property, cardinality, doc, range=RDFS.Literal)

    def read(self, statements: Statements, values: Iterable[Term]) -> Value | None:
        """The value."""
        return next((value_of(statements, value) for value in values), None)

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """Its term."""
        return terms_of((value,), into, noun=self.noun, iri=self.iri)


class SeveralValues(
    Field["ExtraGiven | Iterable[ExtraGiven] | Mapping[str, str | Iterable[str]] | None", "tuple[Value, ...]"]
):
    """Any number of values of any kind; a mapping gives texts their languages."""

    nothing = ()

    def __init__(self, property: NamedNode, cardinality: str, doc: str) -> None:  # noqa: A002
        super().__init__(property, cardinality, doc, range=RDFS.Literal)

    def read(self, statements: Statements, values: Iterable[Term]) -> tuple[Value, ...]:
        """The values."""
        return tuple([value_of(statements, value) for value in values])

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """Their terms."""
        return terms_of(value, into, noun=self.noun, iri=self.iri)
