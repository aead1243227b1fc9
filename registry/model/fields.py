"""A field: one property of a noun, declared in one line, by which it is read from triples and written into them.

A field shows a view of the triples; values that do not fit the view stay in the triples, and `Resource.values` shows
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, ForwardRef, Generic, Never, Self, TypeVar, get_args, overload

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.errors import FieldError
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import RDFS

from ..messages.model import ModelText
from .language_map import LanguageMap, Texts
from .literals import LANG_STRING, STRING, Text
from .naming import value_text
from .statements import RAW_TYPES, sort_terms

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message
    from danhmuc.vocab.reading import Descriptions, Term

    from .resource import Resource
    from .statements import Statements


Given = TypeVar("Given", contravariant=True)
"""The type that a constructor takes."""
Shown = TypeVar("Shown", covariant=True)
"""The type that an object shows."""

DEFAULT_SOURCE: Final = "DCAT-AP 3.0.1"
_TAKES_TEXT: Final = ModelText.TAKES_TEXT()
_TAKES_TEXTS: Final = ModelText.TAKES_TEXTS(example="['lúa', 'gạo']", by_language="{'vi': ['lúa', 'gạo']}")
_TAKES_TRANSLATED: Final = ModelText.TAKES_TEXT_OR_TEXTS_BY_LANGUAGE(example="{'vi': 'Lúa', 'en': 'Rice'}")
_TAG: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*\Z")
_COUNTRY: Final = "vn"
"""The code of the country, which people take for that of its language."""


class Field(Generic[Given, Shown]):
    """One property of a noun.

    Attributes:
        name: its name in Python.
        property: its prefixed name in RDF.
        cardinality: number of values in DCAT-AP 3 or, if it lacks the property, in DCAT-US 3 or our vocabulary:
            ``0..1``, ``1``, ``0..*`` or ``1..*``. Objects accept fewer or more; profiles validate the number.
        range: prefixed name of the class or datatype of its values.
        value_type: the same as a term.
        doc: content, and unit.
        source: the standard or legal act that defines it.
        schemes: tokens of the bundled lists whose codes it takes.
        given: the type that a constructor takes for it, as annotations write it.
    """

    name: str = ""
    noun: str = ""
    schemes: tuple[str, ...] = ()
    given: str = ""
    nothing: Shown
    """The value shown where there are no triples."""

    def __init_subclass__(cls) -> None:
        """Store the type that a kind of field takes: the first type argument of `Field`."""
        super().__init_subclass__()
        for base in vars(cls).get("__orig_bases__", ()):
            named = get_args(base)[0]
            if isinstance(named, ForwardRef):
                cls.given = named.__forward_arg__

    def __init__(self, property: NamedNode, cardinality: str, doc: str, *, range: NamedNode) -> None:  # noqa: A002
        self.property = abbreviate(property.value)
        self.cardinality = cardinality
        self.range = abbreviate(range.value)
        self.value_type = range
        self.iri = property.value
        self.predicate = property
        self.doc, _, source = doc.partition(" Source: ")
        self.source = source.removesuffix(".") or DEFAULT_SOURCE
        self.__doc__ = f"{self.doc} ({self.property}, {cardinality}, {self.range}; {self.source})"

    def __set_name__(self, owner: type[Resource], name: str) -> None:
        """Store the name of the field and of its class."""
        self.name = name
        self.noun = owner.__name__

    @overload
    def __get__(self, instance: None, owner: type[Resource]) -> Self: ...
    @overload
    def __get__(self, instance: Resource, owner: type[Resource]) -> Shown: ...
    def __get__(self, instance: Resource | None, owner: type[Resource]) -> Self | Shown:
        """The view; on a class, the field itself."""
        if instance is None:
            return self
        views = instance._views
        if views is None:
            views = instance._source_statements.raw_values(instance._node)
            object.__setattr__(instance, "_views", views)
        value: Any = views.get(self.iri)
        if value is None:
            return self.nothing
        if type(value) in RAW_TYPES:
            statements = instance._source_statements
            value = self.read(
                statements, sort_terms(value, statements.descriptions) if type(value) is list else (value,)
            )
            views[self.iri] = value
        view: Shown = value
        return view

    def __set__(self, instance: Never, value: Given) -> None:
        """Declare for type checkers the type that a constructor takes; objects refuse changes before this is called."""
        raise FieldError(self.noun, self.name, ModelText.FIELD_SET())

    def read(self, statements: Statements, values: Iterable[Term]) -> Shown:
        """The view of the property's values, which come in canonical order."""
        raise NotImplementedError

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """The terms of a value; descriptions of nested objects are added to `into`.

        Raises:
            FieldError: the field cannot hold that.
        """
        raise NotImplementedError

    def refusal(self, takes: Message, value: object, *, near: Sequence[str] = ()) -> FieldError:
        """The error for a value that the field cannot hold; `near` are similar values that it can."""
        if near:
            reason = ModelText.FIELD_TAKES_NEAR(takes=takes, found=value_text(value), near=tuple(near))
        else:
            reason = ModelText.FIELD_TAKES(takes=takes, found=value_text(value))
        return FieldError(self.noun, self.name, reason)


class Translated(
    Field["str | Mapping[str, str | Iterable[str]] | Texts | None", LanguageMap],
):
    """A text in several languages; in each, one or more."""

    nothing = LanguageMap()

    def __init__(self, property: NamedNode, cardinality: str, doc: str) -> None:  # noqa: A002
        super().__init__(property, cardinality, doc, range=RDFS.Literal)

    def read(self, statements: Statements, values: Iterable[Term]) -> LanguageMap:
        """The texts, by language."""
        return LanguageMap(_texts(values))

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """Literals with their languages."""
        return iter(_literals(self, value, _TAKES_TRANSLATED))


class SeveralTexts(
    Field["str | Iterable[str] | Mapping[str, str | Iterable[str]] | None", Texts],
):
    """Any number of texts, such as keywords; a mapping gives them languages."""

    nothing = Texts()

    def __init__(self, property: NamedNode, cardinality: str, doc: str) -> None:  # noqa: A002
        super().__init__(property, cardinality, doc, range=RDFS.Literal)

    def read(self, statements: Statements, values: Iterable[Term]) -> Texts:
        """The texts."""
        return Texts(_texts(values))

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """Literals."""
        return iter(_literals(self, value, _TAKES_TEXTS))


class OneText(Field["str | Iterable[str] | None", "Text | None"]):
    """A text without language, such as a code; of several, the first in the alphabet is shown."""

    nothing = None

    def __init__(self, property: NamedNode, cardinality: str, doc: str, *, range: NamedNode = RDFS.Literal) -> None:  # noqa: A002
        super().__init__(property, cardinality, doc, range=range)

    def read(self, statements: Statements, values: Iterable[Term]) -> Text | None:
        """The text."""
        return min(_texts(values), default=None)

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """A literal of the datatype of the range."""
        datatype = None if self.value_type == RDFS.Literal else self.value_type.value
        for term in _literals(self, value, _TAKES_TEXT):
            if datatype is not None and isinstance(term, Literal) and term.datatype.value == STRING:
                yield literal_term(self, term.value, datatype)
            else:
                yield term


def _texts(values: Iterable[Term]) -> list[Text]:
    return [_text(term) for term in values if type(term) is Literal]


def _text(term: Literal) -> Text:
    # The same as Text(…), in two thirds of the time: most values are texts.
    made = str.__new__(Text, term.value)
    made.language = language = term.language
    made.datatype = term.datatype.value if language is None else LANG_STRING
    return made


def _literals(field: Field[Given, Shown], value: object, takes: Message) -> list[Literal]:
    match value:
        case Text():
            return [_literal(field, str(value), value.language, value.datatype)]
        case str():
            return [literal_term(field, value, STRING)]
        case dict():  # asked before abstract classes, which take long to answer
            return _translations(field, value, takes)
        case LanguageMap():
            return _literals(field, value.texts, takes)
        case Mapping():
            return _translations(field, value, takes)
    found: list[Literal] = []
    for text in _each(field, value, takes):
        if not isinstance(text, str):
            raise field.refusal(takes, value)
        found += _literals(field, text, takes)
    return found


def _translations(field: Field[Given, Shown], value: Mapping[object, object], takes: Message) -> list[Literal]:
    found: list[Literal] = []
    for language, given in value.items():
        for text in (given,) if isinstance(given, str) else _each(field, given, takes):
            if not isinstance(text, str) or not isinstance(language, str):
                raise field.refusal(takes, value)
            found.append(_literal(field, str(text), language or None, STRING))
    return found


def _each(field: Field[Given, Shown], value: object, takes: Message) -> Iterable[object]:
    if not isinstance(value, Iterable) or isinstance(value, bytes):
        raise field.refusal(takes, value)
    return value


def _literal(field: Field[Given, Shown], text: str, language: str | None, datatype: str) -> Literal:
    if language is None:
        return literal_term(field, text, datatype)
    tag = language_tag(language)
    if tag is None:
        raise field.refusal(ModelText.TAKES_LANGUAGE_TAGS(), language)
    if tag.partition("-")[0] == _COUNTRY:
        raise field.refusal(ModelText.TAKES_VI(), language)
    try:
        return Literal(text, language=tag)
    except ValueError as error:
        raise field.refusal(ModelText.TAKES_WELL_FORMED_TAGS(), (text, language)) from error


@lru_cache
def language_tag(language: str) -> str | None:
    """The tag in lower case; None if it is not a language tag."""
    return language.lower() if _TAG.match(language) else None


def literal_term(field: Field[Given, Shown], text: str, datatype: str) -> Literal:
    """A literal of a datatype.

    Raises:
        FieldError: the text has half a character, or the datatype is no IRI.
    """
    if datatype == LANG_STRING:
        raise field.refusal(ModelText.TAKES_LANGUAGE(), text)
    try:
        return Literal(text) if datatype == STRING else Literal(text, datatype=_datatype(datatype))
    except ValueError as error:
        raise field.refusal(ModelText.TAKES_DATATYPES(), text) from error


@lru_cache
def _datatype(iri: str) -> NamedNode:
    """The node of a datatype: there are few, and they are needed often."""
    return NamedNode(iri)


def iri_term(field: Field[Given, Shown], iri: str, takes: Message) -> NamedNode:
    """The node of an IRI.

    Raises:
        FieldError: it is no absolute IRI.
    """
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise field.refusal(takes, iri) from error
