"""Fields whose values are things: other nouns, and web addresses.

An IRI is taken wherever an object is, and an object wherever an IRI is: what is said of it is then carried along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast
from weakref import ref

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.prefixes import expand
from danhmuc.vocab.terms import RDF_TYPE

from .fields import Field
from .nouns import class_of, more_telling, noun_named, noun_typed
from .statements import united

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Descriptions, Subject, Term

    from .resource import Resource
    from .statements import Statements

__all__ = ["TAKES_IRI", "Address", "ContactAddress", "Many", "One", "each", "node_of", "view"]

R = TypeVar("R", bound="Resource")
_HAS_VALUE: Final = expand("vcard:hasValue")
TAKES_IRI: Final = "an absolute IRI such as 'https://data.example.vn/id/1'"


class One(Field["R | str | None", "R | None"], Generic[R]):
    """One thing; of several the first is shown."""

    nothing = None

    def __init__(self, property: str, cardinality: str, target: str, doc: str, *, range: str | None = None) -> None:  # noqa: A002
        super().__init__(property, cardinality, doc, range=range or class_of(target))
        self.target = target

    def read(self, statements: Statements, values: Iterable[Term]) -> R | None:
        """The thing, as the noun that it is."""
        for value in values:
            if type(value) is not Literal:
                return cast("R", view(self.target, statements, value))
        return None

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """Its node."""
        yield node_of(self, self.target, value, into)


class Many(Field["R | str | Iterable[R | str] | None", "tuple[R, ...]"], Generic[R]):
    """Any number of things."""

    nothing = ()

    def __init__(self, property: str, cardinality: str, target: str, doc: str, *, range: str | None = None) -> None:  # noqa: A002
        super().__init__(property, cardinality, doc, range=range or class_of(target))
        self.target = target

    def read(self, statements: Statements, values: Iterable[Term]) -> tuple[R, ...]:
        """The things, each as the noun that it is."""
        return tuple(
            [cast("R", view(self.target, statements, value)) for value in values if type(value) is not Literal]
        )

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """Their nodes."""
        for one in each(value):
            yield node_of(self, self.target, one, into)


class Address(Field["str | Resource | Iterable[str | Resource] | None", "str | None"]):
    """A web address; of several the first in the alphabet is shown, `Resource.values` shows all."""

    nothing = None

    def __init__(self, property: str, cardinality: str, doc: str, *, range: str = "rdfs:Resource") -> None:  # noqa: A002
        super().__init__(property, cardinality, doc, range=range)

    def read(self, statements: Statements, values: Iterable[Term]) -> str | None:
        """The IRI."""
        return min([value.value for value in values if type(value) is NamedNode], default=None)

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """The nodes."""
        for one in each(value):
            yield node_of(self, "Resource", one, into)


class ContactAddress(Address):
    """An e-mail address or telephone number: written as an IRI, also found as a text or in a ``vcard:hasValue``."""

    def __init__(self, property: str, cardinality: str, doc: str, *, scheme: str) -> None:  # noqa: A002
        super().__init__(property, cardinality, doc)
        self.scheme = scheme

    def read(self, statements: Statements, values: Iterable[Term]) -> str | None:
        """The address as it is written, with its scheme where it has one."""
        found: list[str] = []
        for value in values:
            held = () if type(value) is Literal else statements.seen_from(value).said.get(_HAS_VALUE, ())
            if held or type(value) is BlankNode:
                found += [inner.value for inner in held if type(inner) is not BlankNode]
            else:
                found.append(value.value)
        return min(found, default=None)

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """The nodes; the scheme is put before what has none."""
        for one in each(value):
            if isinstance(one, str) and ":" not in one:
                yield from super().terms(self.scheme + "".join(one.split()), into)
            else:
                yield from super().terms(one, into)


def each(value: object) -> Iterable[object]:
    """The things given, one or several."""
    return (value,) if isinstance(value, (str, bytes)) or not isinstance(value, Iterable) else value


def view(target: str, statements: Statements, node: Subject) -> Resource:
    """A thing as the noun that it is, else as the one expected."""
    if type(node) is BlankNode:
        return _made(target, statements, node)
    views = statements.views[target]
    known = views.get(node)
    found = None if known is None else known()
    if found is None:
        found = _made(target, statements, node)
        views[node] = ref(found)
    return found


def _made(target: str, statements: Statements, node: Subject) -> Resource:
    noun = noun_named(target)
    if noun.has_kinds:
        for predicate, value in statements.descriptions.get(node, ()):
            if predicate == RDF_TYPE and type(value) is NamedNode:
                noun = more_telling(noun, noun_typed(value.value, target))
    return noun._seen_at(node, statements)


def node_of(field: Field[Any, Any], target: str, value: object, into: Descriptions) -> Subject:
    """The node of a thing given as an IRI or an object; what is said of it is added to `into`."""
    if isinstance(value, str):
        try:
            return NamedNode(value)
        except ValueError as error:
            raise field.refusal(f"{TAKES_IRI}, or {_a(target)}", value) from error
    resource = noun_named("Resource")
    # A plain Resource says nothing of what it is, so it may stand for anything.
    if not isinstance(value, noun_named(target)) and type(value) is not resource:
        raise field.refusal(f"{TAKES_IRI}, or {_a(target)}", value)
    statements = value._statements
    united(into, statements.carried())
    return statements.root


def _a(target: str) -> str:
    return f"an {target}" if target[0] in "AEIOU" else f"a {target}"
