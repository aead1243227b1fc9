"""Fields whose values are things: other nouns, and web addresses.

Each field takes IRIs and objects alike; the description of an object is then carried along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast
from weakref import ref

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.terms import RDF, RDFS, VCARD

from ..messages.model import ModelText
from .codes import find_item
from .fields import Field, Given, Shown
from .naming import alternatives, is_iri
from .nouns import class_of, narrower_noun, noun_by_class, noun_by_name
from .statements import add_descriptions

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message
    from danhmuc.vocab.reading import Descriptions, Subject, Term

    from .resource import Resource
    from .statements import Statements


R = TypeVar("R", bound="Resource")
_HAS_VALUE: Final = VCARD.hasValue.value
_CONTACTS: Final = {
    "mailto:": (re.compile(r"[^@\s,;:<>()?#]+@[^@\s,;:<>()#]+"), ModelText.TAKES_EMAIL()),
    "tel:": (re.compile(r"(?:\+|\(\+[0-9]+\))?(?:[\s().-]*[0-9]){3,}[\s().-]*(?:;\S+)?"), ModelText.TAKES_TELEPHONE()),
}
"""The form of an address by its scheme, and the message for anything else."""
_OF_NOUN: Final = re.compile(r"\bR\b")
_BRACKETED: Final = re.compile(r"\A\((\+[0-9]+)\)")


class _ThingField(Field[Given, Shown]):
    """The base of fields of one thing and of several: the noun, and the code lists whose codes they take."""

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


class One(_ThingField["R | str | None", "R | None"], Generic[R]):
    """One thing; of several, the first is shown."""

    nothing = None

    def read(self, statements: Statements, values: Iterable[Term]) -> R | None:
        """The thing, as an object of its noun."""
        for value in values:
            if type(value) is not Literal:
                return cast("R", view(self.target, statements, value))
        return None

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """Its node."""
        yield node_of(self, self.target, value, into)


class Many(_ThingField["R | str | Iterable[R | str] | None", "tuple[R, ...]"], Generic[R]):
    """Any number of things."""

    nothing = ()

    def read(self, statements: Statements, values: Iterable[Term]) -> tuple[R, ...]:
        """The things, each as an object of its noun."""
        return tuple(
            [cast("R", view(self.target, statements, value)) for value in values if type(value) is not Literal]
        )

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """Their nodes."""
        for thing in each(value):
            yield node_of(self, self.target, thing, into)


class Address(Field["str | Resource | Iterable[str | Resource] | None", "str | None"]):
    """A web address; of several, the first in the alphabet is shown, and `Resource.values` shows all."""

    nothing = None

    def __init__(self, property: NamedNode, cardinality: str, doc: str, *, range: NamedNode = RDFS.Resource) -> None:  # noqa: A002
        super().__init__(property, cardinality, doc, range=range)

    def read(self, statements: Statements, values: Iterable[Term]) -> str | None:
        """The IRI."""
        return min([value.value for value in values if type(value) is NamedNode], default=None)

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """The nodes."""
        for address in each(value):
            yield node_of(self, "Resource", address, into)


class ContactAddress(Address):
    """An e-mail address or telephone number: written as an IRI, also read from a text or a ``vcard:hasValue``."""

    def __init__(self, property: NamedNode, cardinality: str, doc: str, *, scheme: str) -> None:  # noqa: A002
        super().__init__(property, cardinality, doc)
        self.scheme = scheme

    def read(self, statements: Statements, values: Iterable[Term]) -> str | None:
        """The address as written, with its scheme if it has one."""
        found: list[str] = []
        for value in values:
            inner_values = () if type(value) is Literal else statements.view_from(value).root_values.get(_HAS_VALUE, ())
            if inner_values or type(value) is BlankNode:
                found += [inner.value for inner in inner_values if type(inner) is not BlankNode]
            else:
                found.append(value.value)
        return min(found, default=None)

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """The nodes; the scheme is added to addresses without one."""
        for address in each(value):
            yield node_of(self, "Resource", self._add_scheme(address), into)

    def _add_scheme(self, given: object) -> object:
        """Add the scheme to an address; blanks, and brackets around a country code, are removed."""
        if isinstance(given, noun_by_name("Resource")):
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
    """The things given, one or several; a mapping counts as one, so that it is refused and not reduced to its keys."""
    if isinstance(value, (list, tuple)):  # asked before abstract classes, which take long to answer
        return value
    return (value,) if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable) else value


def view(target: str, statements: Statements, node: Subject) -> Resource:
    """A thing as an object of its own noun, else of the expected one."""
    if type(node) is BlankNode:
        return _make_view(target, statements, node)
    views = statements.views[target]
    known = views.get(node)
    found = None if known is None else known()
    if found is None:
        found = _make_view(target, statements, node)
        views[node] = ref(found)
    return found


def _make_view(target: str, statements: Statements, node: Subject) -> Resource:
    noun = noun_by_name(target)
    if noun.has_kinds:
        for predicate, value in statements.descriptions.get(node, ()):
            if predicate == RDF.type and type(value) is NamedNode:
                noun = narrower_noun(noun, noun_by_class(value.value, target))
    return noun._view_at(node, statements)


def node_of(field: Field[Any, Any], target: str, value: object, into: Descriptions) -> Subject:
    """The node of a thing given as an IRI, an object or a code; its description is added to `into`."""
    if isinstance(value, str):
        if field.schemes and ":" not in value:
            return find_item(field, value, takes=_takes_message(field, target))
        try:
            return NamedNode(value)
        except ValueError as error:
            raise field.refusal(_takes_message(field, target), value) from error
    resource = noun_by_name("Resource")
    # A plain Resource has no class, so it may stand for anything.
    if not isinstance(value, noun_by_name(target)) and type(value) is not resource:
        raise field.refusal(_takes_message(field, target), value)
    statements = value._statements
    add_descriptions(into, statements.carried_descriptions())
    return statements.root


def _takes_message(field: Field[Any, Any], target: str) -> Message:
    # Fields of concepts use this only for values that are not texts.
    if field.schemes and target != "Concept":
        return ModelText.TAKES_CODE_IRI_OR_OBJECT(lists=alternatives(field.schemes), noun=target)
    return ModelText.TAKES_IRI_OR_OBJECT(noun=target)
