"""Fields whose values are items of code lists: given by code or IRI, seen with their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, cast

from pyoxigraph import Literal, NamedNode

from .fields import Field, iri_term
from .object_fields import TAKES_IRI, each, node_of, view

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Descriptions, Subject, Term

    from .concept import Concept
    from .resource import Resource  # noqa: F401 - stands in the quoted types below
    from .statements import Statements

__all__ = ["ManyConcepts", "OneConcept"]

_MEDIA_TYPE: Final = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\Z")
_MEDIA_TYPES: Final = "http://www.iana.org/assignments/media-types/"


class OneConcept(Field["str | Concept | Resource | None", "Concept | None"]):
    """One item of a code list; of several the first is shown."""

    nothing = None

    def __init__(
        self,
        property: str,  # noqa: A002
        cardinality: str,
        schemes: str,
        doc: str,
        *,
        range: str = "skos:Concept",  # noqa: A002
    ) -> None:
        super().__init__(property, cardinality, doc, range=range)
        self.schemes = tuple(schemes.split())

    def read(self, statements: Statements, values: Iterable[Term]) -> Concept | None:
        """The item."""
        return next(iter(_views(statements, values)), None)

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """Its node."""
        yield _item(self, self.schemes, value, into)


class ManyConcepts(
    Field["str | Concept | Resource | Iterable[str | Concept | Resource] | None", "tuple[Concept, ...]"]
):
    """Any number of items of code lists."""

    nothing = ()

    def __init__(
        self,
        property: str,  # noqa: A002
        cardinality: str,
        schemes: str,
        doc: str,
        *,
        range: str = "skos:Concept",  # noqa: A002
    ) -> None:
        super().__init__(property, cardinality, doc, range=range)
        self.schemes = tuple(schemes.split())

    def read(self, statements: Statements, values: Iterable[Term]) -> tuple[Concept, ...]:
        """The items."""
        return tuple(_views(statements, values))

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """Their nodes."""
        for one in each(value):
            yield _item(self, self.schemes, one, into)


def _views(statements: Statements, values: Iterable[Term]) -> list[Concept]:
    return [cast("Concept", view("Concept", statements, value)) for value in values if type(value) is not Literal]


def _item(field: Field[Any, Any], schemes: tuple[str, ...], value: object, into: Descriptions) -> Subject:
    if not isinstance(value, str):
        return node_of(field, "Concept", value, into)
    if ":" in value:
        return iri_term(field, value, TAKES_IRI)
    return NamedNode(_iri(field, schemes, value))


def _iri(field: Field[Any, Any], schemes: tuple[str, ...], code: str) -> str:
    """The IRI of a code of the lists that the field draws from."""
    from danhmuc.vocab import concepts  # only codes need the lists

    known: list[str] = []
    for token in schemes:
        scheme = concepts.load(token)
        item = scheme.get(code)
        if item is not None:
            return item.iri
        known += [one.code for one in scheme]
    if "media-type" in schemes and _MEDIA_TYPE.match(code):
        # The list is a snapshot; a well-formed type may be newer.
        return _MEDIA_TYPES + code
    lists = " or ".join(schemes)
    near = get_close_matches(code, known, n=3) or get_close_matches(code.upper(), known, n=3)
    takes = f"a code of {lists}, or an IRI" if schemes else TAKES_IRI
    raise field.refusal(takes, code, near=near)
