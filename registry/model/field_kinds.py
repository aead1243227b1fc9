"""Properties by the kind of their values: things, literals, concepts and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast
from weakref import ref

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.terms import RDF, RDFS, SKOS, VCARD, XSD

from ..messages.model import ModelText
from .fields import Field, Given, Shown, iri_term, literal_term
from .literals import LARGEST, Duration, Number, Temporal
from .naming import alternatives, find_item, is_iri
from .nouns import class_of, narrower_noun, noun_by_class, noun_by_name
from .statements import add_descriptions

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message
    from danhmuc.vocab.reading import Descriptions, Subject, Term

    from .concept import Concept
    from .resource import Resource
    from .statements import Statements

# ---------------------------------------------------------------- object fields
# Fields whose values are things: other nouns, and web addresses.
#
# Each field takes IRIs and objects alike; the description of an object is then carried along.

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


# ---------------------------------------------------------------- literal fields
# Fields of numbers, dates and spans: they take Python values, and keep the text beside the value.


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


# ---------------------------------------------------------------- concept fields
# Fields whose values are items of code lists: given by code, name or IRI, shown with their labels.


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


# ---------------------------------------------------------------- list fields
# Fields whose values are in order: things in an RDF list.


class ManyInOrder(Many[R]):
    """Things in their order; of several lists, the first is shown, and without a list, the values themselves."""

    def read(self, statements: Statements, values: Iterable[Term]) -> tuple[R, ...]:
        """The things, each as an object of its noun."""
        nodes = [value for value in values if type(value) is not Literal]
        for node in nodes:
            if node == RDF.nil or _is_list(statements, node):
                return tuple(cast("R", view(self.target, statements, one)) for one in _members(statements, node))
        return tuple(cast("R", view(self.target, statements, node)) for node in nodes)

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """The head of a list of their nodes."""
        nodes = [node_of(self, self.target, one, into) for one in each(value)]
        if not nodes:
            return
        head: Subject = RDF.nil
        for node in reversed(nodes):
            cell = BlankNode()
            into[cell] = [(RDF.first, node), (RDF.rest, head)]
            head = cell
        yield head


def _is_list(statements: Statements, node: Subject) -> bool:
    return any(predicate == RDF.first for predicate, _ in statements.descriptions.get(node, ()))


def _members(statements: Statements, head: Subject) -> Iterator[Subject]:
    """The members of a list up to its end, or to where it comes back to itself."""
    seen: set[Subject] = set()
    while head not in seen and _is_list(statements, head):
        seen.add(head)
        pairs = statements.descriptions[head]
        for predicate, value in pairs:
            if predicate == RDF.first and type(value) is not Literal:
                yield value
        rests = [value for predicate, value in pairs if predicate == RDF.rest and type(value) is not Literal]
        if not rests:
            return
        head = rests[0]
