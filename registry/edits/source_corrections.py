"""Read the defaults and corrections of one source from a file of sources.

Fields are named as in the model, and values are what its fields take; both are resolved here, so that registries hold
IRIs and terms and no names that a later release may change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.errors import FieldError
from danhmuc.vocab.near_codes import near_code
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import DCAT, DCT, FOAF, XSD

from ..messages.corrections import CorrectionsText
from ..messages.sources import SourcesText
from ..model.agents import Agent, ContactPoint
from ..model.concept_fields import ManyConcepts, OneConcept
from ..model.fields import Field, OneText, SeveralTexts, Translated
from ..model.naming import is_iri, property_iri
from ..model.nouns import NOUNS, RECORD_NOUNS, noun_by_name
from ..model.object_fields import Address, Many, One
from ..record.correction_terms import read_term
from ..record.corrections import Correction, DefaultNode, Defaults
from .source_values import SOURCE_TEXT, TEXT, MistakeError, refusal_of

_OF_CORRECTIONS: Final = ("field", "from", "to", "remove", "reason", "record")
_OF_DEFAULTS: Final = ("publisher", "contact", "licence", "theme")
_OF_NODES: Final = {
    "publisher": ("iri", "name", "identifier"),
    "contact": ("iri", "name", "email", "telephone"),
}
_OTHER_NAMES: Final = {"licence": DCT.license, "contact": DCAT.contactPoint}
"""The keys of the defaults that the model has another word for."""
_EXAMPLES: Final = ("license", "theme", "modified")


def read_defaults(value: object) -> Defaults:
    """The defaults that a table states.

    Raises:
        MistakeError: it does not state any.
    """
    if not isinstance(value, dict):
        raise refusal_of("defaults", CorrectionsText.DEFAULTS_WANTED(), value)
    _require_known(value, _OF_DEFAULTS, "defaults.")
    themes = value.get("theme", [])
    return Defaults(
        publisher=_read_node("publisher", value["publisher"]) if "publisher" in value else None,
        contact=_read_node("contact", value["contact"]) if "contact" in value else None,
        licence=_iri("defaults.licence", DCT.license, value["licence"]) if "licence" in value else None,
        theme=tuple(
            dict.fromkeys(
                _iri("defaults.theme", DCAT.theme, one) for one in (themes if isinstance(themes, list) else [themes])
            )
        ),
    )


def read_corrections(value: object) -> tuple[Correction, ...]:
    """The corrections that an array of tables states, in its order.

    Raises:
        MistakeError: one of them is none; the message has its number.
    """
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise refusal_of("corrections", CorrectionsText.CORRECTIONS_WANTED(), value)
    found = []
    for number, table in enumerate(value, 1):
        try:
            found.append(_read_correction(table))
        except MistakeError as mistake:
            raise MistakeError(CorrectionsText.IN_CORRECTION(number=number, reason=mistake.reason)) from mistake
    return tuple(found)


def _read_correction(table: Mapping[str, object]) -> Correction:
    _require_known(table, _OF_CORRECTIONS, "")
    removes = _removes(table)
    for key in ("field", "reason") if removes else ("field", "to", "reason"):
        if key not in table:
            raise MistakeError(SourcesText.KEY_MISSING(key=key))
    for key in ("field", "reason", "record"):
        if key in table and not SOURCE_TEXT.fits(table[key]):
            raise refusal_of(key, SOURCE_TEXT.words, table[key])
    if not str(table["reason"]).strip():
        raise MistakeError(SourcesText.KEY_MISSING(key="reason"))
    predicate = _property_of(str(table["field"]))
    record = table.get("record")
    return Correction(
        property=predicate.value,
        written=_written_value(table["from"]) if "from" in table else None,
        to=None if removes else _right_value("to", predicate, table["to"]),
        reason=str(table["reason"]).strip(),
        record=None if record is None else _bare_iri(str(record)),
    )


def _removes(table: Mapping[str, object]) -> bool:
    """Whether a correction takes a value away; one that only lacks the right value is a mistake."""
    if "remove" not in table:
        return False
    if table["remove"] is not True:
        raise refusal_of("remove", CorrectionsText.REMOVAL_WANTED(), table["remove"])
    if "to" in table:
        raise MistakeError(CorrectionsText.REMOVAL_OR_TO())
    if "from" not in table:
        raise MistakeError(CorrectionsText.REMOVAL_NEEDS_FROM())
    return True


def _property_of(name: str) -> NamedNode:
    """The property of a field, or of an IRI or prefixed name."""
    fields = _fields_by_name()
    if name in fields:
        return fields[name].predicate
    if name in _OTHER_NAMES:
        return _OTHER_NAMES[name]
    if ":" not in name:
        near = near_code(name, fields)
        if near is not None:
            raise MistakeError(SourcesText.KEY_UNKNOWN_NEAR(key=name, near=near))
        raise MistakeError(CorrectionsText.FIELD_UNKNOWN(field=name, known=_EXAMPLES))
    try:
        return NamedNode(property_iri(_bare_iri(name), "corrections", "field"))
    except FieldError as error:
        raise MistakeError(error.reason) from error


def _written_value(value: object) -> str:
    """The value to look for, as records have it."""
    if isinstance(value, str):
        if not SOURCE_TEXT.fits(value):
            raise refusal_of("from", SOURCE_TEXT.words, value)
        return str(_read("from", value))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value)
    raise refusal_of("from", CorrectionsText.TERM_WANTED(), value)


def _right_value(key: str, predicate: NamedNode, value: object) -> str:
    """The value that records get: a term, or a text that takes over the language of what it replaces."""
    if isinstance(value, str) and not TEXT.fits(value):
        raise refusal_of(key, TEXT.words, value)
    field = _fields_by_property().get(predicate.value)
    if isinstance(value, str) and value[:1] in ("<", '"'):
        term = _read(key, value)
        if field is not None and isinstance(term, Literal) == _takes_nodes(field):
            wanted = CorrectionsText.IRI_WANTED() if _takes_nodes(field) else CorrectionsText.LITERAL_WANTED()
            raise refusal_of(key, wanted, value)
        return str(term)
    if field is None or isinstance(field, Translated | SeveralTexts | OneText):
        return _other_value(key, value, is_text=field is not None)
    given = Decimal(str(value)) if isinstance(value, float) else value
    try:
        (found,) = field.terms(given, {})
    except FieldError as error:
        raise MistakeError(
            CorrectionsText.OF_FIELD(key=key, field=abbreviate(predicate.value), reason=error.reason)
        ) from error
    except ValueError as error:
        raise refusal_of(key, CorrectionsText.TERM_WANTED(), value) from error
    return str(found)


def _other_value(key: str, value: object, *, is_text: bool) -> str:
    """The value of a property that takes texts, or of one that the model does not know."""
    if isinstance(value, str):
        if not is_text and is_iri(value):
            raise refusal_of(key, CorrectionsText.TERM_AMBIGUOUS(found=value), value)
        return value
    if is_text:
        raise refusal_of(key, TEXT.words, value)
    if isinstance(value, datetime):
        return str(Literal(value.isoformat(), datatype=XSD.dateTime))
    if isinstance(value, date):
        return str(Literal(value.isoformat(), datatype=XSD.date))
    if isinstance(value, bool | int):
        return str(Literal(value))
    if isinstance(value, float):
        return str(Literal(str(value), datatype=XSD.decimal))
    raise refusal_of(key, CorrectionsText.TERM_WANTED(), value)


def _read(key: str, value: str) -> NamedNode | Literal | str:
    try:
        return read_term(value)
    except ValueError as error:
        raise refusal_of(key, CorrectionsText.TERM_WANTED(), value) from error


def _iri(key: str, predicate: NamedNode, value: object) -> str:
    """The IRI that a code or an IRI states."""
    return _bare_iri(_right_value(key, predicate, value))


def _bare_iri(term: str) -> str:
    """The IRI without the brackets that people copy with it."""
    return term.removeprefix("<").removesuffix(">")


def _read_node(key: str, value: object) -> DefaultNode:
    """An agent or contact: its IRI, or a table."""
    shown = f"defaults.{key}"
    table: object = {"iri": value} if isinstance(value, str) else value
    if not isinstance(table, dict):
        raise refusal_of(shown, CorrectionsText.NODE_WANTED(), value)
    _require_known(table, _OF_NODES[key], f"{shown}.")
    if "iri" not in table:
        raise MistakeError(SourcesText.KEY_MISSING(key=f"{shown}.iri"))
    given = table["iri"]
    iri = _bare_iri(given) if isinstance(given, str) else ""
    if not is_iri(iri):
        raise refusal_of(shown if isinstance(value, str) else f"{shown}.iri", CorrectionsText.IRI_WANTED(), given)
    noun = Agent if key == "publisher" else ContactPoint
    texts = {
        name: _node_text(f"{shown}.{name}", noun.fields[name], table[name])
        for name in ("identifier", "email", "telephone")
        if name in table
    }
    return DefaultNode(iri=iri, name=_names(f"{shown}.name", table.get("name", {})), **texts)


def _names(key: str, value: object) -> tuple[tuple[str, str], ...]:
    """Pairs of language and name."""
    by_language = {"": value} if isinstance(value, str) else value
    if not isinstance(by_language, dict) or not all(map(TEXT.fits, by_language.values())):
        raise refusal_of(key, CorrectionsText.TEXTS_WANTED(), value)
    try:
        terms = list(Agent.fields["name"].terms(by_language, {}))
    except FieldError as error:
        raise MistakeError(
            CorrectionsText.OF_FIELD(key=key, field=abbreviate(FOAF.name.value), reason=error.reason)
        ) from error
    return tuple(sorted((term.language or "", term.value) for term in terms if isinstance(term, Literal)))


def _node_text(key: str, field: Field[Any, Any], value: object) -> str:
    if not TEXT.fits(value):
        raise refusal_of(key, TEXT.words, value)
    try:
        (term,) = field.terms(value, {})
    except FieldError as error:
        raise MistakeError(CorrectionsText.OF_FIELD(key=key, field=field.property, reason=error.reason)) from error
    return str(term.value)


def _require_known(table: Mapping[str, object], known: tuple[str, ...], before: str) -> None:
    for key in table:
        if key not in known:
            near = near_code(key, known)
            if near is not None:
                raise MistakeError(SourcesText.KEY_UNKNOWN_NEAR(key=before + key, near=before + near))
            raise MistakeError(SourcesText.KEY_UNKNOWN(key=before + key, known=tuple(before + one for one in known)))


def _takes_nodes(field: Field[Any, Any]) -> bool:
    return isinstance(field, One | Many | Address | OneConcept | ManyConcepts)


@cache
def _fields_by_name() -> Mapping[str, Field[Any, Any]]:
    """The fields of records, then those of other things whose name means one property; also by the property's name."""
    found: dict[str, Field[Any, Any]] = {}
    for field in _fields_of((*RECORD_NOUNS, "Distribution")):
        found.setdefault(field.name, field)
    others: dict[str, dict[str, Field[Any, Any]]] = {}
    for field in _fields_of(NOUNS):
        others.setdefault(field.name, {})[field.iri] = field
    for name, by_property in others.items():
        if len(by_property) == 1:
            found.setdefault(name, *by_property.values())
    for field in list(found.values()):
        found.setdefault(_snake_case(field.property.partition(":")[2]), field)
    return found


@cache
def _fields_by_property() -> Mapping[str, Field[Any, Any]]:
    found: dict[str, Field[Any, Any]] = {}
    for field in _fields_of((*RECORD_NOUNS, "Distribution", *NOUNS)):
        found.setdefault(field.iri, field)
    return found


def _fields_of(nouns: Iterable[str]) -> Iterable[Field[Any, Any]]:
    return (field for noun in nouns for field in noun_by_name(noun).fields.values())


def _snake_case(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name.replace("-", "_"))
