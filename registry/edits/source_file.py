"""Read a file of sources: TOML, one table ``[[source]]`` for each, with their defaults and corrections.

The first mistake ends the reading, and nothing of the file is used.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

from pyoxigraph import Literal, NamedNode

from danhmuc.shapes import NO_PROFILE, load_profile, profile_tokens
from danhmuc.vocab.errors import DanhmucError, FieldError, UsageError
from danhmuc.vocab.files import TomlFile, read_toml
from danhmuc.vocab.messages import Fact, Message
from danhmuc.vocab.near_terms import near_code
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import DCAT, DCT, FOAF, XSD
from danhmuc.vocab.text import escape_harmful, mask_address_passwords, mask_passwords, shorten, shown_location

from ..messages.edits import CorrectionsText
from ..messages.sources import SourcesText
from ..model.agents import Agent, ContactPoint
from ..model.field_kinds import Address, Many, ManyConcepts, One, OneConcept
from ..model.fields import Field, OneText, SeveralTexts, Translated
from ..model.naming import is_iri, property_iri
from ..model.nouns import NOUNS, RECORD_NOUNS, noun_by_name
from ..record.corrections import Correction, DefaultNode, Defaults, read_term
from ..record.record import LOCAL
from ..record.source_settings import (
    DEFAULT_KIND,
    DEFAULT_PRIORITY,
    DeclaredSource,
    SettingValue,
    SourceSettings,
    default_profile,
    is_source_name,
)
from ..sources import source_at
from .source_edits import fault_of

# ---------------------------------------------------------------- source values
# Values in a file of sources: what a key may have, and a mistake in one of them.

_LONGEST: Final = 1_000
_SHOWN: Final = 60


class MistakeError(Exception):
    """A mistake in one source of a file, without the name of either."""

    def __init__(self, reason: Message) -> None:
        self.reason = reason
        super().__init__(str(reason))


@dataclass(frozen=True, slots=True)
class WantedValue:
    """The values that a key may have."""

    words: Message
    fits: Callable[[object], bool]


def _is_line(value: object) -> bool:
    return (
        isinstance(value, str) and 0 < len(value) <= _LONGEST and escape_harmful(value) == mask_address_passwords(value)
    )


SOURCE_TEXT: Final = WantedValue(SourcesText.ONE_LINE(most=_LONGEST), _is_line)
"""A text as a source may write it, also blanks alone."""
TEXT: Final = WantedValue(
    SourcesText.ONE_LINE(most=_LONGEST), lambda value: _is_line(value) and bool(str(value).strip())
)
"""A text that says something."""


def refusal_of(key: str, wanted: Message, value: object) -> MistakeError:
    """The mistake that the value of a key is none of those wanted."""
    found = shorten(json.dumps(value, ensure_ascii=False, default=str), _SHOWN)
    return MistakeError(SourcesText.VALUE_REFUSED(key=key, wanted=wanted, found=found))


# ---------------------------------------------------------------- source corrections
# Read the defaults and corrections of one source from a file of sources.
#
# Fields are named as in the model, and values are what its fields take; both are resolved here, so that registries hold
# IRIs and terms and no names that a later release may change.

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
    _require_known_key(value, _OF_DEFAULTS, "defaults.")
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
    _require_known_key(table, _OF_CORRECTIONS, "")
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
    _require_known_key(table, _OF_NODES[key], f"{shown}.")
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


def _require_known_key(table: Mapping[str, object], known: tuple[str, ...], before: str) -> None:
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


# ---------------------------------------------------------------- source file

MAX_FILE_BYTES: Final = 1 << 24
"""A device never ends, and no list of sources is larger."""

_TABLES: Final = ("defaults", "corrections")
"""Keys with tables that another module reads."""
_PARTS: Final = ("expectations", "guard")
_MOST: Final = 1_000_000
_VARIABLE: Final = re.compile(r"[A-Z_][A-Z0-9_]{0,99}")


def _whole(least: int, most: int = _MOST) -> WantedValue:
    return WantedValue(
        SourcesText.WHOLE_NUMBER(least=least, most=most),
        lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most,
    )


def _is_number(value: object, least: float, most: float) -> bool:
    # Neither infinite nor NaN, which TOML has, is between two numbers.
    return isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most


_BOOL: Final = WantedValue(SourcesText.TRUE_OR_FALSE(), lambda value: isinstance(value, bool))
_KEYS: Final[Mapping[str, WantedValue]] = {
    "name": TEXT,
    "location": TEXT,
    "kind": TEXT,
    "profile": TEXT,
    "priority": _whole(0),
    "interval_hours": _whole(1),
    "contact": TEXT,
    "internal": _BOOL,
    "private_network": _BOOL,
    "credential_variable": TEXT,
    "delay_seconds": WantedValue(SourcesText.AT_LEAST(most=3_600), lambda value: _is_number(value, 0, 3_600)),
    "max_pages": _whole(1),
    "expectations.records": _whole(1, 1_000_000_000),
    "expectations.days": _whole(0),
    "guard.share": WantedValue(SourcesText.SHARE(), lambda value: _is_number(value, 0, 1) and value != 0),
    "guard.records": _whole(1, 1_000_000_000),
    "guard.off": _BOOL,
    "guard.reason": TEXT,
}
"""The values of each key of a source; those of a table in it are named like ``guard.share``."""


def read_source_file(
    document: str | Path | bytes, *, name: str | None = None, folder: str | Path | None = None
) -> tuple[DeclaredSource, ...]:
    """The sources that a file lists, in its order, at least one; nothing of them is opened.

    Args:
        document: a path, or the bytes themselves.
        name: name of the bytes in errors.
        folder: locations and profiles are relative to it; else to the folder of the file, else to the current one.

    Raises:
        SourceUnavailableError: the file cannot be opened.
        UsageError: it cannot be used; the message names file, source and key.
    """
    beside = Path.cwd()
    if not isinstance(document, bytes):
        beside = Path(os.path.abspath(document)).parent  # noqa: PTH100 - pathlib keeps ".."
    file = read_toml(
        document,
        name=name,
        limit=MAX_FILE_BYTES,
        too_large=SourcesText.FILE_TOO_LARGE,
        no_toml=SourcesText.FILE_UNREADABLE,
    )
    shown = file.shown
    base = beside if folder is None else Path(folder).absolute()
    found: dict[str, DeclaredSource] = {}
    for number, table in enumerate(_tables(file), 1):
        given = table.get("name")
        label: Fact = repr(given) if isinstance(given, str) and given else SourcesText.SOURCE_NUMBER(number=number)
        try:
            declared = _read_source(table, base)
            fault = fault_of(declared, found.values())
        except MistakeError as mistake:
            raise UsageError(SourcesText.IN_SOURCES_FILE(file=shown, source=label, reason=mistake.reason)) from mistake
        if fault is not None:
            raise UsageError(SourcesText.IN_SOURCES_FILE(file=shown, source=label, reason=fault))
        found[declared.name] = declared
    return tuple(found.values())


def _tables(file: TomlFile) -> list[Mapping[str, object]]:
    shown, content = file.shown, file.content
    for key in content:
        if key != "source":
            raise UsageError(SourcesText.TOP_KEY_UNKNOWN(file=shown, key=key))
    tables = content.get("source", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise UsageError(SourcesText.FILE_NO_SOURCE_TABLE(file=shown))
    if not tables:
        # What would be removed is everything.
        raise UsageError(SourcesText.FILE_EMPTY(file=shown))
    return tables


def _read_source(table: Mapping[str, object], base: Path) -> DeclaredSource:
    values: dict[str, SettingValue] = {}
    for key, value in _pairs(table):
        _require_known(key)
        wanted = _KEYS[key]
        if not wanted.fits(value):
            secret = key == "credential_variable"
            raise MistakeError(SourcesText.CREDENTIAL_NO_NAME()) if secret else refusal_of(key, wanted.words, value)
        values[key] = cast("SettingValue", value)
    for key in ("name", "location"):
        if key not in values:
            raise MistakeError(SourcesText.KEY_MISSING(key=key))
    name, location = str(values.pop("name")), str(values.pop("location"))
    if not is_source_name(name) or name == LOCAL:
        raise MistakeError(SourcesText.NAME_INVALID(name=name))
    if not _VARIABLE.fullmatch(str(values.get("credential_variable", "A"))):
        raise MistakeError(SourcesText.CREDENTIAL_NO_NAME())
    if any(key.startswith("guard.") for key in values) and "guard.reason" not in values:
        raise MistakeError(SourcesText.GUARD_NEEDS_REASON())
    kind, place = _find_location(location, str(values.pop("kind", DEFAULT_KIND)), base)
    profile = _usable_profile(str(values.pop("profile", default_profile(kind))), base)
    priority = cast("int", values.pop("priority", DEFAULT_PRIORITY))
    settings = replace(
        SourceSettings.of_values(values),
        defaults=read_defaults(table.get("defaults", {})),
        corrections=read_corrections(table.get("corrections", [])),
    )
    return DeclaredSource(
        name=name,
        location=place,
        kind=kind,
        profile=profile,
        priority=priority,
        settings=settings,
    )


def _pairs(table: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if key in _TABLES:
            continue
        if key in _PARTS and isinstance(value, dict):
            yield from ((f"{key}.{inner}", one) for inner, one in value.items())
        else:
            yield key, value


def _require_known(key: str) -> None:
    """Raise what there is to say of a key that has no value here."""
    if key in _KEYS:
        return
    known = (*_KEYS, *_TABLES)
    if key in _PARTS:
        raise MistakeError(
            SourcesText.KEY_UNKNOWN(key=key, known=tuple(one for one in known if one.startswith(f"{key}.")))
        )
    near = near_code(key, known)
    if near is not None:
        raise MistakeError(SourcesText.KEY_UNKNOWN_NEAR(key=key, near=near))
    raise MistakeError(SourcesText.KEY_UNKNOWN(key=key, known=tuple(known)))


def _find_location(location: str, kind: str, base: Path) -> tuple[str, str]:
    """Kind and absolute location of a source."""
    if mask_passwords(location) != location:
        raise MistakeError(SourcesText.LOCATION_SECRET(location=shown_location(location)))
    try:
        source = source_at(location if "://" in location or location[0] == "~" else str(base / location), kind)
    except DanhmucError as error:
        raise MistakeError(error.message) from error
    return source.kind, source.location


def _usable_profile(name: str, base: Path) -> str:
    """The token of a profile, or the absolute path of its file."""
    if name == NO_PROFILE or name in profile_tokens():
        return name
    path = base / name
    try:
        load_profile(path if path.is_file() else name)
    except DanhmucError as error:
        raise MistakeError(error.message) from error
    return str(path)
