"""Fields whose values are items of code lists: given by code, name or IRI, shown with their labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, cast

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.terms import SKOS

from ..messages.model import ModelText
from .codes import find_item
from .fields import Field, iri_term
from .naming import alternatives
from .object_fields import each, node_of, view

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Descriptions, Subject, Term

    from .concept import Concept
    from .resource import Resource  # noqa: F401 - stands in the quoted types below
    from .statements import Statements


class OneConcept(Field["str | Concept | Resource | None", "Concept | None"]):
    """One item of a code list; of several values, the first is shown."""

    nothing = None

    def __init__(
        self,
        property: NamedNode,  # noqa: A002
        cardinality: str,
        schemes: str,
        doc: str,
        *,
        range: NamedNode = SKOS.Concept,  # noqa: A002
    ) -> None:
        super().__init__(property, cardinality, doc, range=range)
        self.schemes = tuple(schemes.split())

    def read(self, statements: Statements, values: Iterable[Term]) -> Concept | None:
        """The item."""
        return next(iter(_views(statements, values)), None)

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """Its node."""
        yield _item(self, value, into)


class ManyConcepts(
    Field["str | Concept | Resource | Iterable[str | Concept | Resource] | None", "tuple[Concept, ...]"]
):
    """Any number of items of code lists."""

    nothing = ()

    def __init__(
        self,
        property: NamedNode,  # noqa: A002
        cardinality: str,
        schemes: str,
        doc: str,
        *,
        range: NamedNode = SKOS.Concept,  # noqa: A002
    ) -> None:
        super().__init__(property, cardinality, doc, range=range)
        self.schemes = tuple(schemes.split())

    def read(self, statements: Statements, values: Iterable[Term]) -> tuple[Concept, ...]:
        """The items."""
        return tuple(_views(statements, values))

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """Their nodes."""
        for item in each(value):
            yield _item(self, item, into)


def _views(statements: Statements, values: Iterable[Term]) -> list[Concept]:
    return [cast("Concept", view("Concept", statements, value)) for value in values if type(value) is not Literal]


def _item(field: Field[Any, Any], value: object, into: Descriptions) -> Subject:
    if not isinstance(value, str):
        return node_of(field, "Concept", value, into)
    if ":" in value:
        return iri_term(field, value, ModelText.TAKES_IRI())
    takes = ModelText.TAKES_CODE_OR_IRI(lists=alternatives(field.schemes)) if field.schemes else ModelText.TAKES_IRI()
    return find_item(field, value, takes=takes)
