"""The forms in which GSA's JSON Schemas are narrower than the reader of data.json, as their expressions have them.

What is written has to fit both.
"""

from __future__ import annotations

import re
from typing import Final

from ..json_records.stream import Json, JsonNumber, JsonObject, is_list
from .field_table import JsonField, Version
from .value_kinds import is_11_date, is_11_interval, is_11_rhythm, is_redacted

_EMAIL: Final = re.compile(r"mailto:[\w~!$&'()*+,;=:.-]+@[\w.-]+\.[\w.-]+")
_DATE_30: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?)?)?)?")
_MIDNIGHT: Final = re.compile(r"[T\s]24")
_ODD_DAY: Final = re.compile(r"[+-]?\d{4}-?(?:W53|3(?:60|6[6-9])(?!\d))")
_REDACTION: Final = re.compile(r"\[\[REDACTED.*\]\]")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?")
_ZONE: Final = re.compile(r"(\d{4}(?:-\d{2}){0,2})(?:Z|[+-]\d{2}:\d{2})")
_DATE_PARTS: Final = re.compile(r"[+-]?\d{4}(?P<day>-?)\d{2}(?:(?P=day)\d{2})?(?:[T\s]\d{2}(?P<minute>:?)\d{2})?")
_DAY: Final = re.compile(r"[+-]?\d{4}-?\d{2}-?\d{2}")
_SECOND: Final = re.compile(r"[T\s]\d{2}:?\d{2}:?\d{2}")


def fits_schema(field: JsonField, value: Json, version: Version) -> bool:
    """Whether the schema of a version takes a value that the reader has no fault to find with."""
    if is_list(value):
        return all(fits_schema(field, one, version) for one in value)
    if isinstance(value, JsonObject):
        return _fits_as_object(field, value)
    if type(value) is not str:
        return True
    if is_redacted(value):
        is_any_text = field.kind == "text" and field.occurrence(version) in ("1", "!")
        return is_any_text or _REDACTION.fullmatch(value) is not None
    if field.kind == "language" and version == "1.1":
        return _LANGUAGE.fullmatch(value) is not None
    if field.kind == "date":
        return _fits_as_date(value, version)
    if field.kind == "interval":
        return is_11_interval(value) and is_11_schema_interval(value)
    return field.kind != "email" or _EMAIL.fullmatch(value) is not None


def without_zone(date: str) -> str:
    """A day, month or year of XML Schema without its time zone, which JSON Schema does not know.

    >>> without_zone("2026-01-31+07:00"), without_zone("2026-01-31T10:00:00+07:00")
    ('2026-01-31', '2026-01-31T10:00:00+07:00')
    """
    found = _ZONE.fullmatch(date)
    return date if found is None else found[1]


def is_11_schema_interval(text: str) -> bool:
    """Whether the schema of 1.1 takes an interval for one, whose second date must be written as the first one.

    Its expression for the second date refers to the separators of the first.

    >>> is_11_schema_interval("2025-01/2026-01-31"), is_11_schema_interval("2025/2026-01-31")
    (True, False)
    """
    parts = text.split("/")
    if len(parts) != 2 or not all(map(is_11_date, parts)):
        return True
    first, second = (_DATE_PARTS.match(part) for part in parts)
    if second is None:
        return True
    if _DAY.match(parts[1]) and (first is None or first["day"] != second["day"]):
        return False
    return _SECOND.search(parts[1]) is None or (first is not None and first["minute"] == second["minute"])


def _fits_as_date(text: str, version: Version) -> bool:
    if _MIDNIGHT.search(text):
        return False
    if version == "3.0":
        return _DATE_30.fullmatch(text) is not None
    return (is_11_date(text) or is_11_rhythm(text)) and _ODD_DAY.match(text) is None


def _fits_as_object(field: JsonField, value: JsonObject) -> bool:
    """Whether GeoJSON is as the schema of its field has it."""
    rows = value.get("coordinates")
    if field.kind == "point":
        return is_list(rows) and len(rows) == 2 and _are_numbers(rows)
    if field.kind == "spatial":
        # 1.1 knows rows of numbers only.
        return is_list(rows) and all(is_list(row) and _are_numbers(row) for row in rows)
    return True


def _are_numbers(values: list[Json]) -> bool:
    return all(isinstance(one, JsonNumber) for one in values)
