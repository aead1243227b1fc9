"""The value domain of a value that JSON Schema describes in one or several parts, which all hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from danhmuc.vocab.datatypes.names import XSD

from ...messages.schema_reading import SchemaReadingText
from ...record.table_draft import NO_LANGUAGE, ValueDomainDraft
from .json_schema_parts import SchemaPart
from .schema_json import json_text, plain_text, whole_number
from .schema_notes import SchemaNotes

JSON_TYPES: Final[Mapping[str, str | None]] = {
    "boolean": XSD.boolean,
    "integer": XSD.integer,
    "number": XSD.decimal,
    "string": XSD.string,
    "array": None,
    "null": None,
    "object": None,
}
"""Types of JSON, and the datatypes of XML Schema that they are."""
JSON_FORMATS: Final[Mapping[str, str]] = {
    "date": XSD.date,
    "date-time": XSD.dateTime,
    "duration": XSD.duration,
    "iri": XSD.anyURI,
    "iri-reference": XSD.anyURI,
    "time": XSD.time,
    "uri": XSD.anyURI,
    "uri-reference": XSD.anyURI,
}
"""Formats of texts that are a datatype of their own; others are texts."""
_ENCODINGS: Final = {"base64": XSD.base64Binary, "base16": XSD.hexBinary}
Codes = tuple[tuple[str, str | None], ...]


def types_of(parts: Iterable[SchemaPart], notes: SchemaNotes) -> frozenset[str] | None:
    """The types that all parts allow; None if none says any. One unknown type is none of JSON's and is reported."""
    found: frozenset[str] | None = None
    for part in parts:
        given = part.keywords.get("type")
        if given is None:
            continue
        names = frozenset(one if isinstance(one, str) else json_text(one) for one in _as_list(given))
        for name in sorted(names - JSON_TYPES.keys()):
            notes.note(
                "datatype", SchemaReadingText.SCHEMA_DATATYPE_UNKNOWN(name=name), f"{part.place}/type", value=name
            )
        found = names if found is None else _both(found, names)
    return found


def _both(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    both = one & other
    # All whole numbers are numbers.
    return both | {"integer"} if {"integer", "number"} <= one | other and "integer" not in one & other else both


def texts_of(parts: Iterable[SchemaPart], keyword: str) -> tuple[tuple[str, str], ...]:
    """The first title or description of the parts, whose language no schema says."""
    for part in parts:
        text = plain_text(part.keywords.get(keyword))
        if text is not None:
            return ((NO_LANGUAGE, text),)
    return ()


def read_domain(
    parts: Sequence[SchemaPart], types: frozenset[str] | None, codes: Codes | None, name: str, notes: SchemaNotes
) -> ValueDomainDraft:
    """The value domain.

    Args:
        types: that are allowed, besides null; None if the parts say none.
        codes: enumerated values; None if there are none.
    """
    bounds = _Bounds(parts, notes)
    minimum, minimum_is_exclusive = bounds.read_bound("minimum", "exclusiveMinimum", is_lower=True)
    maximum, maximum_is_exclusive = bounds.read_bound("maximum", "exclusiveMaximum", is_lower=False)
    return ValueDomainDraft(
        datatype=_datatype(parts, types),
        native_type=_native_type(parts, types),
        unit=_first_text(parts, "unit"),
        format=_pattern(parts, name, notes),
        min_length=bounds.length("minLength", is_lower=True),
        max_length=bounds.length("maxLength", is_lower=False),
        minimum=minimum,
        minimum_is_exclusive=minimum_is_exclusive,
        maximum=maximum,
        maximum_is_exclusive=maximum_is_exclusive,
        codes=codes or (),
        scale=_scale(parts),
    )


def _datatype(parts: Sequence[SchemaPart], types: frozenset[str] | None) -> str | None:
    if types is None or len(types) != 1:
        return None
    (name,) = types
    if name == "string":
        for part in parts:
            encoding, format_ = part.keywords.get("contentEncoding"), part.keywords.get("format")
            if isinstance(encoding, str) and encoding.lower() in _ENCODINGS:
                return _ENCODINGS[encoding.lower()]
            if isinstance(format_, str) and format_ in JSON_FORMATS:
                return JSON_FORMATS[format_]
    return JSON_TYPES.get(name)


def _native_type(parts: Sequence[SchemaPart], types: frozenset[str] | None) -> str | None:
    if types is None:
        return None
    whole = "|".join(sorted(types)) or "null"
    format_ = _first_text(parts, "format") or _first_text(parts, "contentEncoding")
    return whole if format_ is None else f"{whole}/{format_}"


def _first_text(parts: Iterable[SchemaPart], keyword: str) -> str | None:
    return next((text for part in parts if (text := plain_text(part.keywords.get(keyword))) is not None), None)


def _pattern(parts: Sequence[SchemaPart], name: str, notes: SchemaNotes) -> str | None:
    found = dict.fromkeys(text for part in parts if (text := plain_text(part.keywords.get("pattern"))) is not None)
    if len(found) > 1:
        notes.note(
            "patterns", SchemaReadingText.SCHEMA_PATTERNS_SEVERAL(name=name), parts[0].place, value="; ".join(found)
        )
    return next(iter(found), None)


def _scale(parts: Iterable[SchemaPart]) -> int | None:
    """The number of decimal places, if values have to be multiples of a power of ten."""
    for part in parts:
        step = part.keywords.get("multipleOf")
        if isinstance(step, int | Decimal) and not isinstance(step, bool) and step > 0:
            normal = Decimal(step).normalize()
            digits, exponent = normal.as_tuple().digits, normal.as_tuple().exponent
            if digits == (1,) and isinstance(exponent, int) and exponent <= 0:
                return -exponent
    return None


class _Bounds:
    """The narrowest bounds of all parts."""

    def __init__(self, parts: Sequence[SchemaPart], notes: SchemaNotes) -> None:
        self._parts, self._notes = parts, notes

    def length(self, keyword: str, *, is_lower: bool) -> int | None:
        """The narrowest length."""
        found = []
        for part in self._parts:
            given = part.keywords.get(keyword)
            if given is None:
                continue
            number = whole_number(given)
            if number is None:
                self._leave_out(part, keyword, given)
            else:
                found.append(number)
        return (max if is_lower else min)(found, default=None)

    def read_bound(self, inclusive: str, exclusive: str, *, is_lower: bool) -> tuple[str | None, bool]:
        """The narrowest bound, and whether it is exclusive."""
        found: list[tuple[Decimal, bool, str]] = []
        for part in self._parts:
            plain, strict = part.keywords.get(inclusive), part.keywords.get(exclusive)
            # In draft 4 the exclusive bound is a mark on the other one.
            is_marked = isinstance(strict, bool)
            for keyword, value, is_exclusive in (
                (inclusive, plain, is_marked and strict is True),
                (exclusive, None if is_marked else strict, True),
            ):
                if value is None:
                    continue
                if isinstance(value, int | Decimal) and not isinstance(value, bool):
                    found.append((Decimal(value), is_exclusive, json_text(value)))
                else:
                    self._leave_out(part, keyword, value)
        if not found:
            return None, False
        best = max(found, key=lambda one: (one[0] if is_lower else -one[0], one[1]))
        return best[2], best[1]

    def _leave_out(self, part: SchemaPart, keyword: str, value: Any) -> None:
        text = json_text(value)
        message = SchemaReadingText.SCHEMA_BOUND_UNREADABLE(name=keyword, value=text)
        self._notes.note("facet", message, f"{part.place}/{keyword}", value=text)


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
