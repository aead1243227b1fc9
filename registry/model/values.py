"""Any value of any property in Python: texts, numbers, dates, things.

Properties for which the model has no field are read and written here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.datatypes.durations import DURATIONS
from danhmuc.vocab.datatypes.names import LANG_STRING, XSD
from danhmuc.vocab.datatypes.numbers import NUMERIC, write_float
from danhmuc.vocab.errors import FieldError
from danhmuc.vocab.prefixes import abbreviate

from ..messages.model import ModelText
from .fields import language_tag
from .language_map import LanguageMap
from .literals import LARGEST, Boolean, Duration, Number, Temporal, Text, TypedLiteral
from .naming import value_text
from .object_fields import each, view
from .statements import add_descriptions

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message
    from danhmuc.vocab.reading import Descriptions, Term

    from .resource import Resource
    from .statements import Statements


Value: TypeAlias = "Text | TypedLiteral | Resource"
"""A value as shown; a literal of a datatype without a class of its own is a `Text` that carries its datatype."""
ExtraGiven: TypeAlias = "str | bool | int | float | Decimal | date | timedelta | TypedLiteral | Resource"
"""A value as accepted; a `str` is a text, an IRI is given as ``Resource("https://…")``."""

_CLASSES: Final[Mapping[str, type[TypedLiteral]]] = {
    XSD.boolean: Boolean,
    **dict.fromkeys((XSD.gYear, XSD.gYearMonth, XSD.date, XSD.dateTime), Temporal),
    **dict.fromkeys(DURATIONS, Duration),
    **dict.fromkeys(NUMERIC, Number),
}


def value_of(statements: Statements, term: Term) -> Value:
    """The Python value of a term."""
    if type(term) is Literal:
        datatype = term.datatype.value
        found = _CLASSES.get(datatype)
        return Text(term.value, term.language, datatype) if found is None else found(term.value, datatype)
    return view("Resource", statements, term)


def terms_of(value: object, into: Descriptions, *, noun: str, iri: str) -> Iterator[Term]:
    """The terms of a property that the model has no field for: of one value, several, or texts by language.

    Raises:
        FieldError: RDF has no such value.
    """
    several = _by_language(value, noun, iri) if isinstance(value, Mapping) else each(value)
    for item in several:
        yield _term(item, into, noun, iri)


def _by_language(value: Mapping[object, object], noun: str, iri: str) -> Iterator[Text]:
    if isinstance(value, LanguageMap):
        yield from value.texts
        return
    for language, given in value.items():
        for text in each(given):
            if not isinstance(text, str) or not isinstance(language, str):
                raise _refusal(ModelText.TAKES_TEXTS_BY_LANGUAGE(example="{'vi': 'Lúa'}"), value, noun, iri)
            if language and language_tag(language) is None:
                raise _refusal(ModelText.TAKES_LANGUAGE_TAGS(), language, noun, iri)
            yield Text(text, language or None)


def _term(value: object, into: Descriptions, noun: str, iri: str) -> Term:
    from .resource import Resource

    if isinstance(value, Resource):
        statements = value._statements
        add_descriptions(into, statements.carried_descriptions())
        return statements.root
    lexical, datatype = _literal_parts(value)
    try:
        if isinstance(value, Text) and value.language is not None:
            return Literal(value, language=value.language)
        if lexical is not None and datatype != LANG_STRING:
            return Literal(lexical, datatype=NamedNode(datatype))
    except ValueError as error:
        raise _refusal(ModelText.TAKES_WELL_FORMED_TEXTS(), value, noun, iri) from error
    raise _refusal(ModelText.TAKES_VALUES(), value, noun, iri)


def _refusal(takes: Message, value: object, noun: str, iri: str) -> FieldError:
    return FieldError(
        noun, "extra", ModelText.EXTRA_TAKES(takes=takes, found=value_text(value), property=abbreviate(iri))
    )


def _literal_parts(value: object) -> tuple[str | None, str]:
    """Lexical form and datatype; None if RDF has no such value."""
    match value:
        case Text() | str():
            return str(value), getattr(value, "datatype", XSD.string)
        case TypedLiteral():
            return value.lexical, value.datatype
        case bool():
            return str(value).lower(), XSD.boolean
        case int() if abs(value) < LARGEST:
            return str(value), XSD.integer
        case float():
            return write_float(value), XSD.double
        case Decimal() if value.is_finite():
            return format(value, "f"), XSD.decimal
        case date():
            made = Temporal.of(value)
            return (None, "") if made is None else (made.lexical, made.datatype)
        case timedelta():
            span = Duration.of(value)
            return (None, "") if span is None else (span.lexical, span.datatype)
    return None, ""
