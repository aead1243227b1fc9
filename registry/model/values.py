"""Any value of any property in Python: texts, numbers, dates, things.

Properties for which the model has no field are read and written here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.datatypes.dates import DURATIONS
from danhmuc.vocab.datatypes.grammar import LANG_STRING, NUMERIC, XSD, write_float
from danhmuc.vocab.errors import FieldError
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import RDF

from ..messages.model import ModelText
from .field_kinds import each, view
from .fields import language_tag
from .language_map import LanguageMap
from .literals import LARGEST, Boolean, Duration, Number, Temporal, Text, TypedLiteral
from .naming import value_text
from .statements import Statements, add_descriptions, sort_terms

if TYPE_CHECKING:
    from danhmuc.vocab.findings import Finding
    from danhmuc.vocab.messages import Message
    from danhmuc.vocab.reading import Descriptions, Subject, Term

    from .resource import Resource

# ---------------------------------------------------------------- values

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


# ---------------------------------------------------------------- statement view
# A view of statements from one node, with the attributes that need no fields.


class StatementView:
    """A view of statements from one node; a class apart from the fields, for which type checkers look in subclasses.

    A view made by a field needs no statements of its own until more than its fields and its IRI are needed: it holds
    the statements it was found in, and its node there.
    """

    __slots__ = ("__weakref__", "_findings", "_node", "_source_statements", "_views")
    properties: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """The names of the fields by the IRIs of their properties."""
    _source_statements: Statements
    _node: Subject | None
    _views: dict[str, Any] | None
    _findings: tuple[Finding, ...]

    @property
    def _statements(self) -> Statements:
        if self._node is not None:
            object.__setattr__(self, "_source_statements", self._source_statements.view_from(self._node))
            object.__setattr__(self, "_node", None)
        return self._source_statements


def init_view(
    view: StatementView, statements: Statements, findings: tuple[Finding, ...], node: Subject | None = None
) -> None:
    """Set the content of a new object, once."""
    object.__setattr__(view, "_source_statements", statements)
    object.__setattr__(view, "_node", node)
    object.__setattr__(view, "_findings", findings)
    object.__setattr__(view, "_views", None)


def iri_of(view: StatementView) -> str | None:
    """The IRI of its node; None for a blank one."""
    root = view._source_statements.root if view._node is None else view._node
    return root.value if type(root) is NamedNode else None


def classes_of(view: StatementView) -> tuple[str, ...]:
    """IRIs of its classes."""
    return tuple(term.value for term in view._statements.values(RDF.type.value) if isinstance(term, NamedNode))


def extra_of(view: StatementView) -> Mapping[str, tuple[Value, ...]]:
    """The values of properties that its noun has no field for, by their IRIs."""
    statements = view._statements
    properties = type(view).properties
    return MappingProxyType(
        {
            iri: tuple(value_of(statements, term) for term in sort_terms(terms, statements.descriptions))
            for iri, terms in sorted(statements.root_values.items())
            if iri not in properties and iri != RDF.type.value
        }
    )


# ---------------------------------------------------------------- misplaced
# Values that their fields cannot show because they are of another kind.


def find_misplaced(resource: Resource) -> Mapping[str, tuple[Value, ...]]:
    """Find the values that a field would not show even if each stood alone, by field."""
    statements = resource._statements
    root_values = statements.root_values
    found: dict[str, tuple[Value, ...]] = {}
    for name, field in resource.fields.items():
        terms = [term for term in root_values.get(field.iri, ()) if field.read(statements, (term,)) == field.nothing]
        if terms:
            found[name] = tuple(value_of(statements, term) for term in sort_terms(terms, statements.descriptions))
    return MappingProxyType(found)
