"""Write tables as a Data Package of Table Schemas.

Source: Data Package 1 and Table Schema 1 of the Frictionless specifications.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

from danhmuc.vocab.folding import fold
from danhmuc.vocab.terms import DMV, XSD

from ..record.table_draft import ColumnDraft, TypeFamily, ValueDomainDraft
from .csvw_writer import directives_of_pattern
from .exported_tables import ExportedTable

_TYPES: Final[dict[TypeFamily, str]] = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "datetime": "datetime",
    "time": "time",
    "duration": "duration",
    "binary": "string",
}
_OWN_TYPES: Final = {XSD.gYear.value: "year", XSD.gYearMonth.value: "yearmonth"}
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,15}")
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_WITH_PATTERN: Final = frozenset({"date", "datetime", "time"})
_BOUNDED: Final = frozenset({"integer", "number", "date", "datetime", "time", "year", "yearmonth"})


def package_resources(tables: Iterable[ExportedTable]) -> Iterator[dict[str, Any]]:
    """The resources of a Data Package, each with its Table Schema; their names are unique."""
    names: set[str] = set()
    for table in tables:
        name = _resource_name(table, names)
        found: dict[str, Any] = {"name": name}
        if title := _text(table.schema.titles or table.titles):
            found["title"] = title
        if description := _text(table.schema.descriptions):
            found["description"] = description
        if table.has_file and table.url.startswith(("http://", "https://")):
            found["path"] = table.url
        else:
            found["data"] = []
        found["schema"] = table_schema(table)
        found["sources"] = [{"title": _text(table.titles) or table.dataset, "path": table.dataset}]
        yield found


def table_schema(table: ExportedTable) -> dict[str, Any]:
    """The Table Schema of one table."""
    fields = [_field(one) for one in table.schema.columns]
    found: dict[str, Any] = {"fields": fields}
    names = {one["name"] for one in fields}
    if table.schema.primary_key and names.issuperset(table.schema.primary_key):
        found["primaryKey"] = list(table.schema.primary_key)
    keys = [list(key) for key in table.schema.unique_keys if names.issuperset(key)]
    if keys:
        found["uniqueKeys"] = keys
    values = sorted({value for one in table.schema.columns for value in one.null_values})
    if values:
        found["missingValues"] = values
    return found


def _field(field: ColumnDraft) -> dict[str, Any]:
    domain = field.value_domain
    kind = _type(domain)
    found: dict[str, Any] = {"name": field.name or f"column_{field.number}", "type": kind}
    for key, texts in (("title", field.titles), ("description", field.descriptions)):
        if text := _text(texts):
            found[key] = text
    if domain.datatype == XSD.anyURI.value:
        found["format"] = "uri"
    elif domain.family == "binary":
        found["format"] = "binary"
    elif kind in _WITH_PATTERN and domain.format is not None:
        written = directives_of_pattern(domain.format)
        if written is not None or "%" in domain.format:
            found["format"] = written or domain.format
    if field.element is not None:
        found["rdfType"] = field.element
    constraints = _constraints(field, kind)
    if constraints:
        found["constraints"] = constraints
    labels = dict(domain.codes)
    if "enum" in constraints and any(label is not None for label in labels.values()):
        found["categories"] = [
            {"value": _value(value, kind), **({} if label is None else {"label": label})}
            for value, label in labels.items()
        ]
    further = (
        *((DMV.unit, domain.unit), (DMV.codeList, domain.code_list)),
        *((DMV.nativeType, domain.native_type), (DMV.references, field.references)),
    )
    found |= {term.value: text for term, text in further if text is not None}
    return found


def _type(domain: ValueDomainDraft) -> str:
    if domain.datatype in _OWN_TYPES:
        return _OWN_TYPES[domain.datatype]
    family = domain.family
    return "any" if family is None else _TYPES[family]


def _constraints(field: ColumnDraft, kind: str) -> dict[str, Any]:
    domain = field.value_domain
    found: dict[str, Any] = {}
    if field.is_required:
        found["required"] = True
    if field.is_unique:
        found["unique"] = True
    if kind == "string":
        sizes = (("minLength", domain.min_length), ("maxLength", domain.max_length))
        found |= {name: size for name, size in sizes if size is not None}
        if domain.format is not None:
            found["pattern"] = domain.format
    if kind in _BOUNDED:
        # Table Schema 1 has bounds that are values themselves, and no others.
        bounds = (
            ("minimum", domain.minimum, domain.minimum_is_exclusive),
            ("maximum", domain.maximum, domain.maximum_is_exclusive),
        )
        for name, bound, is_exclusive in bounds:
            if bound is not None and not is_exclusive and (value := _value(bound, kind)) is not None:
                found[name] = value
    codes = [_value(value, kind) for value, _ in domain.codes]
    if codes and None not in codes and kind in ("string", "integer", "number"):
        found["enum"] = codes
    return found


def _value(text: str, kind: str) -> str | int | float | None:
    """A lexical form as JSON has a value of a type; None for one that it is none of."""
    if kind == "integer":
        return int(text) if _INTEGER.fullmatch(text) else None
    if kind == "number":
        if _INTEGER.fullmatch(text):
            return int(text)
        # A text where a number of JSON would be another one.
        found = float(text) if _NUMBER.fullmatch(text) else None
        return text if found is not None and Decimal(repr(found)) != Decimal(text) else found
    return text


def _text(texts: Iterable[tuple[str, str]]) -> str | None:
    """The Vietnamese text, else English, else any."""
    by_language = dict(texts)
    return next((by_language[one] for one in ("vi", "en", *sorted(by_language)) if one in by_language), None)


def _resource_name(table: ExportedTable, names: set[str]) -> str:
    """A name of lower-case letters, digits, hyphens and underscores that no table before has."""
    words = re.sub(r"[^a-z0-9_]+", "-", fold(table.schema.name or _text(table.schema.titles) or "table")).strip("-")
    name = words or "table"
    number = 2
    while name in names:
        name = f"{words or 'table'}-{number}"
        number += 1
    names.add(name)
    return name
