"""Frictionless Table Schema, on its own or for the resources of a Data Package.

Source: https://datapackage.org/standard/table-schema/ (version 2) and version 1 of the specification.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, TypeVar

from danhmuc.vocab.datatypes.grammar import XSD

from ...messages.elements import SchemaReadingText
from ...record.described_elements import NO_LANGUAGE, ColumnDraft, TableDraft, ValueDomainDraft
from ..exported_tables import pattern_of_directives
from .schema_json import (
    CODE_LIST,
    NATIVE_TYPE,
    REFERENCES,
    UNIT,
    child,
    json_text,
    plain_text,
    read_json,
    read_named_object,
    read_own_text,
    whole_number,
)
from .schema_reading import ColumnBudget, ColumnList, FoundSchema, SchemaDocument, SchemaNotes

TABLE_SCHEMA_TYPES: Final[Mapping[str, str | None]] = {
    "boolean": XSD.boolean,
    "date": XSD.date,
    "datetime": XSD.dateTime,
    "duration": XSD.duration,
    "integer": XSD.integer,
    "number": XSD.decimal,
    "string": XSD.string,
    "time": XSD.time,
    "year": XSD.gYear,
    "yearmonth": XSD.gYearMonth,
    # No datatype of XML Schema is the same, or any value is allowed.
    "any": None,
    "array": None,
    "geojson": None,
    "geopoint": None,
    "list": None,
    "object": None,
}
"""Types of fields, and the datatypes of XML Schema that they are."""
_STRING_FORMATS: Final[Mapping[str, str]] = {"uri": XSD.anyURI, "binary": XSD.base64Binary}
"""Formats of texts that are a datatype of their own."""
_ITEM_TYPES: Final = frozenset({"string", "integer", "boolean", "number", "datetime", "date", "time"})
_REPEATED: Final = frozenset({"array", "list"})
_Value = TypeVar("_Value", str, int)


def is_table_schema(value: object) -> bool:
    """Whether the value of a document is a Table Schema or a Data Package."""
    if not isinstance(value, Mapping):
        return False
    fields, resources = value.get("fields"), value.get("resources")
    if isinstance(fields, list):
        return all(isinstance(one, Mapping) for one in fields)
    return isinstance(resources, list) and all(isinstance(one, Mapping) for one in resources)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Resource:
    draft: TableDraft
    foreign_keys: tuple[tuple[tuple[str, ...], str, tuple[str, ...], str], ...]


def read_table_schema(document: SchemaDocument, notes: SchemaNotes) -> FoundSchema:
    """The tables of a document.

    Raises:
        DocumentError: it is neither a Table Schema nor a Data Package.
    """
    value = read_json(document.data, notes)
    if not isinstance(value, Mapping) or not is_table_schema(value):
        wanted = SchemaReadingText.SCHEMA_MISPLACED(name="fields", wanted="[{…}]")
        raise notes.refuse("not-table-schema", SchemaReadingText.SCHEMA_KIND_MISSED(kind="table-schema", reason=wanted))
    reader = _Reader(document, notes)
    found = list(reader.tables(value))
    return FoundSchema(tables=tuple(_with_foreign_keys(one, found, notes) for one in found))


def _with_foreign_keys(resource: _Resource, all_of_them: list[_Resource], notes: SchemaNotes) -> TableDraft:
    tables = {one.draft.name: one.draft for one in all_of_them}
    targets: dict[str, str] = {}
    for own, name, others, at in resource.foreign_keys:
        target = resource.draft if not name else tables.get(name)
        known = set() if target is None else {one.name for one in target.columns}
        if target is None or len(own) != len(others) or not known.issuperset(others):
            lost = ", ".join(f"{name or resource.draft.name}.{other}" for other in others) or name
            notes.note("reference-lost", SchemaReadingText.SCHEMA_REFERENCE_LOST(address=lost), at, value=lost)
            continue
        targets |= {one: f"{target.name}.{other}" for one, other in zip(own, others, strict=True)}
    if not targets:
        return resource.draft
    columns = (replace(one, references=targets.get(one.name, one.references)) for one in resource.draft.columns)
    return replace(resource.draft, columns=tuple(columns))


class _Reader:
    """Reads the tables of one document."""

    def __init__(self, document: SchemaDocument, notes: SchemaNotes) -> None:
        self._document, self._notes = document, notes
        self._budget = ColumnBudget(notes, len(document.data))
        self._names: set[str] = set()

    def tables(self, value: Mapping[str, object]) -> Iterator[_Resource]:
        """All tables of the value of a document."""
        resources = value.get("resources")
        if not isinstance(resources, list) or "fields" in value:
            name = plain_text(value.get("name")) or self._document.name.rpartition("/")[2].partition(".")[0]
            yield self._table(name, value, value, "#", "#")
            return
        for number, resource in enumerate(resources):
            place = child("#", "resources", number)
            schema = resource.get("schema")
            name = plain_text(resource.get("name")) or f"resource-{number + 1}"
            if name in self._names:
                message = SchemaReadingText.SCHEMA_TABLE_REPEATED(name=name)
                self._notes.note("table-repeated", message, place, severity="violation", value=name)
                continue
            self._names.add(name)
            if isinstance(schema, str):
                held = read_named_object(
                    schema, self._document, self._notes, self._budget, child(place, "schema"), shown=schema
                )
                if held is not None:
                    yield self._table(name, resource, held[0], f"{held[1]}#", place)
            elif isinstance(schema, Mapping):
                yield self._table(name, resource, schema, child(place, "schema"), place)
            else:
                self._notes.note(
                    "part-unread", SchemaReadingText.SCHEMA_PART_UNREAD(part=name), place, severity="info", value=name
                )

    def _table(
        self, name: str, holder: Mapping[str, object], schema: Mapping[str, object], place: str, at: str
    ) -> _Resource:
        nulls = self._missing_values(schema.get("missingValues", [""]), child(place, "missingValues"))
        columns = ColumnList(name, self._notes, self._budget)
        fields = schema.get("fields", [])
        if not isinstance(fields, list):
            fields = []
            self._notes.note("value", SchemaReadingText.SCHEMA_VALUE_REFUSED(name="fields", wanted="[{…}]"), place)
        for number, field in enumerate(fields, 1):
            where = child(place, "fields", number - 1)
            if isinstance(field, Mapping):
                columns.add(self._column(field, nulls, number, name, where), where)
            else:
                self._notes.note("value", SchemaReadingText.SCHEMA_VALUE_REFUSED(name="fields", wanted="[{…}]"), where)
        primary_key = columns.find_key(_names(schema.get("primaryKey")), child(place, "primaryKey")) or ()
        unique = schema.get("uniqueKeys", [])
        keys = (
            columns.find_key(_names(key), child(place, "uniqueKeys", number))
            for number, key in enumerate(unique if isinstance(unique, list) else [])
        )
        unique_keys = tuple(key for key in keys if key)
        singles = {key[0] for key in (*unique_keys, primary_key) if len(key) == 1}
        drafts = (replace(one, is_unique=True) if one.name in singles else one for one in columns.columns(primary_key))
        draft = TableDraft(
            name=name,
            titles=_texts(holder.get("title")) or _texts(schema.get("title")),
            descriptions=_texts(holder.get("description")) or _texts(schema.get("description")),
            columns=tuple(drafts),
            primary_key=primary_key,
            place=self._notes.document + at,
            unique_keys=tuple(key for key in unique_keys if len(key) > 1),
        )
        return _Resource(draft=draft, foreign_keys=tuple(self._foreign_keys(schema, columns, place)))

    def _foreign_keys(
        self, schema: Mapping[str, object], columns: ColumnList, place: str
    ) -> Iterator[tuple[tuple[str, ...], str, tuple[str, ...], str]]:
        given = schema.get("foreignKeys", [])
        for number, key in enumerate(given if isinstance(given, list) else [given]):
            at = child(place, "foreignKeys", number)
            target = key.get("reference") if isinstance(key, Mapping) else None
            if not isinstance(key, Mapping) or not isinstance(target, Mapping):
                wanted = '{"fields": …, "reference": {…}}'
                self._notes.note("value", SchemaReadingText.SCHEMA_VALUE_REFUSED(name="foreignKeys", wanted=wanted), at)
                continue
            own = columns.find_key(_names(key.get("fields")), at)
            if own:
                yield own, plain_text(target.get("resource")) or "", _names(target.get("fields")), at

    def _column(
        self, field: Mapping[str, object], nulls: tuple[str, ...], number: int, table: str, place: str
    ) -> ColumnDraft:
        name = plain_text(field.get("name"))
        if name is None:
            name = f"field-{number}"
            message = SchemaReadingText.SCHEMA_COLUMN_NAMELESS(number=number, table=table, name=name)
            self._notes.note("column-nameless", message, place)
        constraints = field.get("constraints", {})
        if not isinstance(constraints, Mapping):
            self._notes.note("value", SchemaReadingText.SCHEMA_VALUE_REFUSED(name="constraints", wanted="{…}"), place)
            constraints = {}
        own_nulls = field.get("missingValues")
        kind = plain_text(field.get("type"))
        element = field.get("rdfType")
        return ColumnDraft(
            name=name,
            number=number,
            titles=_texts(field.get("title")),
            descriptions=_texts(field.get("description")),
            value_domain=_FieldDomain(field, constraints, self._notes, place).domain(),
            is_required=self._flag(constraints, "required", place),
            is_unique=self._flag(constraints, "unique", place),
            references=read_own_text(field, REFERENCES),
            element=element if isinstance(element, str) and "://" in element else None,
            null_values=nulls if own_nulls is None else self._missing_values(own_nulls, place),
            is_repeated=kind in _REPEATED,
            separator=(plain_text(field.get("delimiter")) or ",") if kind == "list" else None,
        )

    def _flag(self, constraints: Mapping[str, object], name: str, place: str) -> bool:
        value = constraints.get(name, False)
        if not isinstance(value, bool):
            message = SchemaReadingText.SCHEMA_VALUE_REFUSED(name=name, wanted="true | false")
            self._notes.note("value", message, child(place, "constraints", name), value=json_text(value))
        return value is True

    def _missing_values(self, given: object, place: str) -> tuple[str, ...]:
        """Texts that mean that there is no value; they may be given with labels."""
        texts = [
            one.get("value") if isinstance(one, Mapping) else one
            for one in (given if isinstance(given, list) else [None])
        ]
        if all(isinstance(one, str) for one in texts):
            return tuple(dict.fromkeys(str(one) for one in texts))
        self._notes.note("value", SchemaReadingText.SCHEMA_VALUE_REFUSED(name="missingValues", wanted='["…"]'), place)
        return ()


class _FieldDomain:
    """The value domain of a field."""

    def __init__(
        self, field: Mapping[str, object], constraints: Mapping[str, object], notes: SchemaNotes, place: str
    ) -> None:
        self._field, self._constraints = field, constraints
        self._notes, self._place = notes, place
        self._kind = plain_text(field.get("type"))
        self._format = plain_text(field.get("format"))

    def domain(self) -> ValueDomainDraft:
        """The value domain; a field without a type has one without a datatype."""
        constraints = self._constraints
        minimum, minimum_is_exclusive = self._read_bound("minimum", "exclusiveMinimum")
        maximum, maximum_is_exclusive = self._read_bound("maximum", "exclusiveMaximum")
        return ValueDomainDraft(
            datatype=self._datatype(),
            native_type=read_own_text(self._field, NATIVE_TYPE) or self._native_type(),
            unit=plain_text(self._field.get("unit")) or read_own_text(self._field, UNIT),
            code_list=read_own_text(self._field, CODE_LIST),
            format=self._constraint("pattern", plain_text) or self._written_format(),
            min_length=self._constraint("minLength", whole_number),
            max_length=self._constraint("maxLength", whole_number),
            minimum=minimum,
            minimum_is_exclusive=minimum_is_exclusive,
            maximum=maximum,
            maximum_is_exclusive=maximum_is_exclusive,
            codes=self._codes(constraints),
        )

    def _datatype(self) -> str | None:
        kind = self._kind
        if kind is None:
            return None
        if kind not in TABLE_SCHEMA_TYPES:
            self._notes.note(
                "datatype", SchemaReadingText.SCHEMA_DATATYPE_UNKNOWN(name=kind), child(self._place, "type"), value=kind
            )
            return None
        if kind == "string" and self._format is not None and self._format in _STRING_FORMATS:
            return _STRING_FORMATS[self._format]
        if kind == "list":
            item = self._field.get("itemType")
            return TABLE_SCHEMA_TYPES[item] if isinstance(item, str) and item in _ITEM_TYPES else None
        return TABLE_SCHEMA_TYPES[kind]

    def _native_type(self) -> str | None:
        if self._kind is None:
            return None
        item = plain_text(self._field.get("itemType"))
        whole = f"{self._kind} of {item}" if self._kind == "list" and item else self._kind
        return whole if self._format in (None, "default") else f"{whole}/{self._format}"

    def _written_format(self) -> str | None:
        """The pattern of a day or time, or its directives; other formats are names, which the native type has."""
        if self._format is None or "%" not in self._format:
            return None
        return pattern_of_directives(self._format) or self._format

    def _constraint(self, name: str, read: Callable[[object], _Value | None]) -> _Value | None:
        given = self._constraints.get(name)
        if given is None:
            return None
        found = read(given)
        if found is None:
            self._leave_out(name, given)
        return found

    def _read_bound(self, inclusive: str, exclusive: str) -> tuple[str | None, bool]:
        """The narrower of the two bounds of one side, where they can be compared; else the inclusive one."""
        values = {name: self._constraint(name, _scalar) for name in (inclusive, exclusive)}
        first, second = values[inclusive], values[exclusive]
        if first is None or second is None:
            return (first, False) if second is None else (second, True)
        one, other = self._constraints[inclusive], self._constraints[exclusive]
        if isinstance(one, int | Decimal) and isinstance(other, int | Decimal):
            is_narrower = other >= one if inclusive == "minimum" else other <= one
            return (second, True) if is_narrower else (first, False)
        self._leave_out(exclusive, other)
        return first, False

    def _codes(self, constraints: Mapping[str, object]) -> tuple[tuple[str, str | None], ...]:
        labels: dict[str, str | None] = {}
        categories = self._field.get("categories")
        for number, one in enumerate(categories if isinstance(categories, list) else []):
            if isinstance(one, Mapping) and _scalar(one.get("value")) is not None:
                labels[json_text(one["value"])] = plain_text(one.get("label"))
            elif _scalar(one) is not None:
                labels[json_text(one)] = None
            else:
                self._leave_out(f"categories/{number}", one)
        given = constraints.get("enum")
        if given is None:
            return tuple(labels.items())
        if not isinstance(given, list):
            self._leave_out("enum", given)
            return tuple(labels.items())
        return tuple((text, labels.get(text)) for text in dict.fromkeys(map(json_text, given)))

    def _leave_out(self, name: str, value: object) -> None:
        text = json_text(value)
        message = SchemaReadingText.SCHEMA_BOUND_UNREADABLE(name=name, value=text)
        self._notes.note("facet", message, child(self._place, "constraints", name), value=text)


def _scalar(value: object) -> str | None:
    """The text of a value that is no list, no object and not null."""
    return None if value is None or isinstance(value, Mapping | list) else json_text(value)


def _names(value: object) -> tuple[str, ...]:
    """The fields that a key names: one, or several."""
    if isinstance(value, str):
        return (value,)
    return tuple(json_text(one) for one in value) if isinstance(value, list) else ()


def _texts(value: object) -> tuple[tuple[str, str], ...]:
    text = plain_text(value)
    return () if text is None else ((NO_LANGUAGE, text),)
