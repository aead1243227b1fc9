"""Fields whose values are things: other nouns, and web addresses.

An IRI is taken wherever an object is, and an object wherever an IRI is: what is said of it is then carried along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast
from weakref import ref

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.terms import RDF, RDFS, VCARD

from ..messages.model import TAKES_CODE_IRI_OR_OBJECT, TAKES_EMAIL, TAKES_IRI_OR_OBJECT, TAKES_TELEPHONE
from .codes import item_named
from .fields import Field, Given, Held
from .naming import alternatives, is_iri
from .nouns import class_of, more_telling, noun_named, noun_typed
from .statements import united

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message
    from danhmuc.vocab.reading import Descriptions, Subject, Term

    from .resource import Resource
    from .statements import Statements

__all__ = ["Address", "ContactAddress", "Many", "One", "each", "node_of", "view"]

R = TypeVar("R", bound="Resource")
_HAS_VALUE: Final = VCARD.hasValue.value
_CONTACTS: Final = {
    "mailto:": (re.compile(r"[^@\s,;:<>()?#]+@[^@\s,;:<>()#]+"), TAKES_EMAIL()),
    "tel:": (re.compile(r"(?:\+|\(\+[0-9]+\))?(?:[\s().-]*[0-9]){3,}[\s().-]*(?:;\S+)?"), TAKES_TELEPHONE()),
}
"""By scheme how such an address is written, and what to say to those who write something else."""
_OF_NOUN: Final = re.compile(r"\bR\b")
_BRACKETED: Final = re.compile(r"\A\((\+[0-9]+)\)")


class _OfThings(Field[Given, Held]):
    """What fields of one thing and of several have in common: the noun, and the lists whose codes they take."""

    def __init__(
        self,
        property: NamedNode,  # noqa: A002
        cardinality: str,
        target: str,
        doc: str,
        *,
        range: NamedNode | None = None,  # noqa: A002
        schemes: str = "",
    ) -> None:
        super().__init__(property, cardinality, doc, range=range or class_of(target))
        self.target = target
        self.schemes = tuple(schemes.split())
        self.given = _OF_NOUN.sub(target, self.given)


class One(_OfThings["R | str | None", "R | None"], Generic[R]):
    """One thing; of several the first is shown."""

    nothing = None

    def read(self, statements: Statements, values: Iterable[Term]) -> R | None:
        """The thing, as the noun that it is."""
        for value in values:
            if type(value) is not Literal:
                return cast("R", view(self.target, statements, value))
        return None

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """Its node."""
        yield node_of(self, self.target, value, into)


class Many(_OfThings["R | str | Iterable[R | str] | None", "tuple[R, ...]"], Generic[R]):
    """Any number of things."""

    nothing = ()

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

    def __init__(self, property: NamedNode, cardinality: str, doc: str, *, range: NamedNode = RDFS.Resource) -> None:  # noqa: A002
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

    def __init__(self, property: NamedNode, cardinality: str, doc: str, *, scheme: str) -> None:  # noqa: A002
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
            yield node_of(self, "Resource", self._addressed(one), into)

    def _addressed(self, given: object) -> object:
        """What is given with its scheme; blanks left out, and brackets around a country's number."""
        if isinstance(given, noun_named("Resource")):
            return given
        form, takes = _CONTACTS[self.scheme]
        if isinstance(given, str):
            scheme, colon, rest = given.strip().partition(":")
            if not colon or scheme.lower() == self.scheme.removesuffix(":"):
                rest, scheme = (rest, f"{scheme}:") if colon else (scheme, self.scheme)
                if form.fullmatch(rest):
                    return scheme + _BRACKETED.sub(r"\1", "".join(rest.split()))
            elif is_iri(given):
                return given
        raise self.refusal(takes, given)


def each(value: object) -> Iterable[object]:
    """The things given, one or several; a mapping counts as one, so that it is refused and not cut to its keys."""
    if isinstance(value, (list, tuple)):  # asked before abstract classes, which take long to answer
        return value
    return (value,) if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable) else value


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
            if predicate == RDF.type and type(value) is NamedNode:
                noun = more_telling(noun, noun_typed(value.value, target))
    return noun._seen_at(node, statements)


def node_of(field: Field[Any, Any], target: str, value: object, into: Descriptions) -> Subject:
    """The node of a thing given as an IRI, an object or a code; what is said of it is added to `into`."""
    if isinstance(value, str):
        if field.schemes and ":" not in value:
            return item_named(field, value, takes=_taken(field, target))
        try:
            return NamedNode(value)
        except ValueError as error:
            raise field.refusal(_taken(field, target), value) from error
    resource = noun_named("Resource")
    # A plain Resource says nothing of what it is, so it may stand for anything.
    if not isinstance(value, noun_named(target)) and type(value) is not resource:
        raise field.refusal(_taken(field, target), value)
    statements = value._statements
    united(into, statements.carried())
    return statements.root


def _taken(field: Field[Any, Any], target: str) -> Message:
    # Fields of concepts ask here only for what is no text.
    if field.schemes and target != "Concept":
        return TAKES_CODE_IRI_OR_OBJECT(lists=alternatives(field.schemes), noun=target)
    return TAKES_IRI_OR_OBJECT(noun=target)
