"""CSVW metadata: groups of tables, tables, and schemas on their own.

Source: Metadata Vocabulary for Tabular Data, https://www.w3.org/TR/tabular-metadata/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import unquote, urlsplit

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.findings import Severity

from ...messages.elements import SchemaReadingText
from ...record.described_elements import NO_LANGUAGE, ColumnDraft, TableDraft
from .csvw_rules import note_context_faults, note_csvw_faults
from .csvw_terms import (
    CODE_LISTS,
    CSVW_CONTEXT,
    DESCRIPTIONS,
    TITLES,
    UNITS,
    CsvwContext,
    Texts,
    column_iri,
    is_language,
    is_name,
    name_of_title,
    read_common_texts,
    read_csvw_datatype,
    read_first_common,
    read_texts,
)
from .schema_json import (
    IS_REPEATED,
    IS_UNIQUE,
    NAME,
    NATIVE_TYPE,
    REFERENCES,
    SCHEMA_NAME,
    child,
    json_text,
    plain_text,
    read_allowed_values,
    read_json,
    read_named_object,
    read_own_digits,
    read_own_text,
)
from .schema_reading import ColumnBudget, ColumnList, FoundSchema, SchemaDocument, SchemaNotes

_NULL: Final = ""
"""The text that means no value, if none is given."""
_INHERITED: Final = ("datatype", "default", "lang", "null", "propertyUrl", "required", "separator")
"""Properties that a column takes from its schema, table and group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A table with what is needed to resolve keys that lead to it.

    Attributes:
        named: the names of columns that a key may use.
        schema_iri: of its schema: its own, or else the address under which it was read.
        own_names: names of columns that CSVW does not allow, by the encoded ones that stand for them.
    """

    draft: TableDraft
    named: frozenset[str]
    url: str
    schema_iri: str | None
    foreign_keys: tuple[tuple[tuple[str, ...], Mapping[str, object], str], ...]
    own_names: Mapping[str, str]


def is_csvw(value: object) -> bool:
    """Whether the value of a document is CSVW metadata: its context says so."""
    if not isinstance(value, Mapping):
        return False
    given = value.get("@context")
    return CSVW_CONTEXT in (given if isinstance(given, list) else [given])


def read_csvw(document: SchemaDocument, notes: SchemaNotes) -> FoundSchema:
    """The tables of a document.

    Raises:
        DocumentError: it is no CSVW metadata.
    """
    value = read_json(document.data, notes)
    if not isinstance(value, Mapping) or not is_csvw(value):
        wanted = SchemaReadingText.SCHEMA_MISPLACED(name="@context", wanted=CSVW_CONTEXT)
        raise notes.refuse("not-csvw", SchemaReadingText.SCHEMA_KIND_MISSED(kind="csvw", reason=wanted))
    note_context_faults(value["@context"], notes, "#")
    reader = _Reader(document, notes, _context(value["@context"]))
    tables = list(reader.tables(value))
    targets = _by_address(tables, reader.context)
    drafts = (_with_foreign_keys(one, targets, reader.context, notes) for one in tables)
    return FoundSchema(
        tables=tuple(_with_own_names(draft, one.own_names) for draft, one in zip(drafts, tables, strict=True))
    )


def _context(given: object) -> CsvwContext:
    own = next((one for one in given if isinstance(one, Mapping)), {}) if isinstance(given, list) else {}
    language, base = own.get("@language"), own.get("@base")
    return CsvwContext(
        language=language if isinstance(language, str) and is_language(language) else NO_LANGUAGE,
        base=base if isinstance(base, str) else "",
    )


class _Reader:
    """Reads the tables of one document."""

    def __init__(self, document: SchemaDocument, notes: SchemaNotes, context: CsvwContext) -> None:
        self.context = context
        self._document, self._notes = document, notes
        self._budget = ColumnBudget(notes, len(document.data))
        self._names: set[str] = set()
        self._own: set[tuple[str, str]] = set()
        self._seen: dict[int, object] = {}  # kept, so that no later object has the same number

    def tables(self, value: Mapping[str, object]) -> Iterator[_Table]:
        """All tables of the value of a document."""
        if "tables" in value or value.get("@type") == "TableGroup":
            group = value.get("tables")
            if not isinstance(group, list) or not any(isinstance(one, Mapping) for one in group):
                raise self._notes.refuse("not-csvw", SchemaReadingText.SCHEMA_MISPLACED(name="tables", wanted="[{…}]"))
            note_csvw_faults(value, "TableGroup", self._notes, "#")
            for number, table in enumerate(group):
                place = child("#", "tables", number)
                if isinstance(table, Mapping):
                    yield from self._table(table, value, place)
                else:
                    self._notes.note(
                        "value", SchemaReadingText.SCHEMA_VALUE_REFUSED(name="tables", wanted="[{…}]"), place
                    )
        elif "columns" in value:
            yield from self._read_schema({"tableSchema": value}, {}, value, "#", "#")
        else:
            yield from self._table(value, {}, "#")

    def _table(self, table: Mapping[str, object], group: Mapping[str, object], place: str) -> Iterator[_Table]:
        """The table, if its schema is held."""
        note_csvw_faults(table, "Table", self._notes, place)
        if plain_text(table.get("url")) is None:
            message = SchemaReadingText.SCHEMA_VALUE_REFUSED(name="url", wanted='"…"')
            self._notes.note("value", message, place, severity="violation", value=json_text(table.get("url")))
        # A group may give one schema for all of its tables.
        holder, at = (table, place) if table.get("tableSchema") is not None else (group, "#")
        schema = holder.get("tableSchema")
        if isinstance(schema, str):
            held = read_named_object(
                self.context.beside(schema),
                self._document,
                self._notes,
                self._budget,
                child(at, "tableSchema"),
                shown=self.context.absolute(schema),
                own_address=_own_address,
            )
            if held is not None:
                found, name = held
                address = self.context.absolute(schema)
                yield from self._read_schema(table, group, found, f"{name}#", place, address=address)
        elif isinstance(schema, Mapping):
            yield from self._read_schema(table, group, schema, child(at, "tableSchema"), place)
        else:
            self._notes.note("part-unread", SchemaReadingText.SCHEMA_PART_UNREAD(part="tableSchema"), place)

    def _read_schema(
        self,
        table: Mapping[str, object],
        group: Mapping[str, object],
        schema: Mapping[str, object],
        place: str,
        at: str,
        *,
        address: str | None = None,
    ) -> Iterator[_Table]:
        """The table that a schema describes.

        Args:
            place, at: of the schema, and of the table.
            address: of the schema, if it is a document of its own.
        """
        context = self.context
        titles, descriptions = (read_common_texts(table, one, context) for one in (TITLES, DESCRIPTIONS))
        # A group may give one schema to many tables.
        is_new = id(schema) not in self._seen
        self._seen[id(schema)] = schema
        if is_new:
            note_csvw_faults(schema, "Schema", self._notes, place)
        if address is not None and schema.get("@context") is not None:
            # The texts of a document are in its own language.
            self.context = replace(context, language=_context(schema["@context"]).language)
            if is_new:
                note_context_faults(schema["@context"], self._notes, place)
        url = plain_text(table.get("url")) or ""
        iri = context.iri(schema.get("@id"))
        own = read_own_text(schema, NAME)
        if own is not None and iri is not None:
            if (own, iri) in self._own:
                return  # one schema of several datasets, as danhmuc writes it
            self._own.add((own, iri))
        name = own if own is not None and own not in self._names else self._name(url, iri)
        inherited: dict[str, object] = {}
        for holder in (group, table, schema):
            inherited |= {key: holder[key] for key in _INHERITED if _is_given(holder, key)}
        columns = self._columns(schema, inherited, name, url, place)
        if not len(columns):
            self._notes.note("empty", SchemaReadingText.SCHEMA_EMPTY(), place)
        primary_key = columns.find_key(_references(schema.get("primaryKey")), child(place, "primaryKey")) or ()
        draft = TableDraft(
            name=name,
            schema=read_own_text(schema, SCHEMA_NAME),
            titles=titles or read_common_texts(schema, TITLES, self.context),
            descriptions=descriptions or read_common_texts(schema, DESCRIPTIONS, self.context),
            columns=columns.columns(primary_key),
            primary_key=primary_key,
            place=self._notes.document + at if at.startswith("#") else at,
            iri=iri,
        )
        self.context = context
        if name in self._names:
            self._notes.note(
                "table-repeated",
                SchemaReadingText.SCHEMA_TABLE_REPEATED(name=name),
                at,
                severity="violation",
                value=name,
            )
            return
        self._names.add(name)
        yield _Table(
            draft=draft,
            named=columns.named,
            url=url,
            schema_iri=iri or address,
            foreign_keys=tuple(self._foreign_keys(schema, columns, place)),
            own_names=_own_names(schema, columns.named),
        )

    def _name(self, url: str, iri: str | None) -> str:
        """The name of a table: the last part of its address without ending; the whole path, if that is taken."""
        path = unquote(urlsplit(url or iri or self._document.name).path.rstrip("/"))
        last = path.rpartition("/")[2]
        stem = last.rpartition(".")[0] or last or self._document.name
        return path if stem in self._names and path else stem

    def _columns(
        self, schema: Mapping[str, object], inherited: Mapping[str, object], table: str, url: str, place: str
    ) -> ColumnList:
        columns = ColumnList(table, self._notes, self._budget)
        given = schema.get("columns", [])
        if not isinstance(given, list):
            self._notes.note(
                "value", SchemaReadingText.SCHEMA_VALUE_REFUSED(name="columns", wanted="[{…}]"), child(place, "columns")
            )
            return columns
        has_virtual = False
        virtual: set[str] = set()
        for number, column in enumerate(given):
            at = child(place, "columns", number)
            if isinstance(column, Mapping):
                note_csvw_faults(column, "Column", self._notes, at)
                if has_virtual and column.get("virtual") is not True:
                    message = SchemaReadingText.SCHEMA_MISPLACED(name="virtual", wanted="[…, {…}]")
                    self._notes.note("value", message, at, severity="violation")
                has_virtual = has_virtual or column.get("virtual") is True
            if not isinstance(column, Mapping):
                self._notes.note("value", SchemaReadingText.SCHEMA_VALUE_REFUSED(name="columns", wanted="[{…}]"), at)
            elif column.get("virtual") is True:
                # No file has it: its values are computed from the others.
                name = column.get("name")
                if isinstance(name, str):
                    if name in columns or name in virtual:
                        message = SchemaReadingText.SCHEMA_COLUMN_REPEATED(name=name, table=table)
                        self._notes.note("column-repeated", message, at, severity="violation", value=name)
                    virtual.add(name)
                part = json_text(column.get("name", "virtual"))
                self._notes.note("part-unread", SchemaReadingText.SCHEMA_PART_UNREAD(part=part), at, severity="info")
            else:
                draft = self._column(column, inherited, number + 1, table, url, at)
                columns.add(draft, at, is_named=draft.name == column.get("name"))
        return columns

    def _column(
        self, column: Mapping[str, object], inherited: Mapping[str, object], number: int, table: str, url: str, at: str
    ) -> ColumnDraft:
        context, notes = self.context, self._notes
        given = {**inherited, **{key: value for key, value in column.items() if _is_given(column, key)}}
        titles = read_texts(column.get("titles"), context, notes, child(at, "titles"), "titles")
        name = self._column_name(column, titles, number, table, at)
        datatype = given.get("datatype")
        if isinstance(datatype, Mapping) and id(datatype) not in self._seen:
            self._seen[id(datatype)] = datatype
            note_csvw_faults(datatype, "Datatype", notes, child(at, "datatype"))
        domain = read_csvw_datatype(datatype, notes, child(at, "datatype"))
        separator = self._text(given, "separator", at)
        native = read_own_text(column, NATIVE_TYPE)
        if native is not None:
            # Without a datatype CSVW means a text, and a type that has none is written so.
            domain = replace(domain, native_type=native, datatype=domain.datatype if datatype is not None else None)
        return ColumnDraft(
            name=name,
            number=number,
            # The technical name is among them, since a header of the file is compared with them.
            titles=tuple(one for one in titles if one not in _titles_of_name(column))
            or read_common_texts(column, TITLES, context),
            descriptions=read_common_texts(column, DESCRIPTIONS, context),
            value_domain=replace(
                read_own_digits(column, domain),
                codes=read_allowed_values(column),
                unit=read_first_common(column, UNITS, context),
                code_list=read_first_common(column, CODE_LISTS, context),
            ),
            is_required=self._flag(given, "required", at),
            is_unique=column.get(IS_UNIQUE) is True,
            references=read_own_text(column, REFERENCES),
            element=column_iri(given.get("propertyUrl"), name, url, context),
            default=self._text(given, "default", at),
            null_values=self._null_values(given, at),
            is_repeated=separator is not None or column.get(IS_REPEATED) is True,
            separator=separator,
        )

    def _column_name(self, column: Mapping[str, object], titles: Texts, number: int, table: str, at: str) -> str:
        given = column.get("name")
        if isinstance(given, str) and is_name(given):
            return given
        # The title in the language of the document, else the first one.
        fitting = [text for tag, text in titles if tag == self.context.language] or [text for _, text in titles]
        fallback = name_of_title(fitting[0]) if fitting else f"_col.{number}"
        if given is not None or not titles:
            message = SchemaReadingText.SCHEMA_COLUMN_NAMELESS(number=number, table=table, name=fallback)
            self._notes.note("column-nameless", message, at, value=None if given is None else json_text(given))
        return fallback

    def _flag(self, given: Mapping[str, object], name: str, at: str) -> bool:
        value = given.get(name, False)
        if not isinstance(value, bool):
            self._notes.note(
                "value",
                SchemaReadingText.SCHEMA_VALUE_REFUSED(name=name, wanted="true | false"),
                at,
                value=json_text(value),
            )
        return value is True

    def _text(self, given: Mapping[str, object], name: str, at: str) -> str | None:
        value = given.get(name)
        if value is None or isinstance(value, str):
            return value
        self._notes.note(
            "value", SchemaReadingText.SCHEMA_VALUE_REFUSED(name=name, wanted='"…"'), at, value=json_text(value)
        )
        return None

    def _null_values(self, given: Mapping[str, object], at: str) -> tuple[str, ...]:
        value = given.get("null", _NULL)
        texts = value if isinstance(value, list) else [value]
        if all(isinstance(one, str) for one in texts):
            return tuple(dict.fromkeys(texts))
        self._notes.note(
            "value",
            SchemaReadingText.SCHEMA_VALUE_REFUSED(name="null", wanted='"…" | ["…"]'),
            at,
            value=json_text(value),
        )
        return (_NULL,)

    def _foreign_keys(
        self, schema: Mapping[str, object], columns: ColumnList, place: str
    ) -> Iterator[tuple[tuple[str, ...], Mapping[str, object], str]]:
        given = schema.get("foreignKeys", [])
        wanted = '{"columnReference": …, "reference": {…}}'
        if not isinstance(given, list):
            message = SchemaReadingText.SCHEMA_VALUE_REFUSED(name="foreignKeys", wanted=f"[{wanted}]")
            self._notes.note("value", message, child(place, "foreignKeys"), value=json_text(given))
            return
        for number, key in enumerate(given):
            at = child(place, "foreignKeys", number)
            target = key.get("reference") if isinstance(key, Mapping) else None
            if not isinstance(key, Mapping) or not isinstance(target, Mapping):
                message = SchemaReadingText.SCHEMA_VALUE_REFUSED(name="foreignKeys", wanted=wanted)
                severity: Severity = "violation" if isinstance(key, Mapping) else "warning"
                self._notes.note("value", message, at, severity=severity)
                continue
            note_csvw_faults(key, "ForeignKey", self._notes, at)
            note_csvw_faults(target, "Reference", self._notes, child(at, "reference"))
            own = columns.find_key(_references(key.get("columnReference")), at, severity="violation")
            if own:
                yield own, target, at


def _own_address(data: bytes, name: str) -> str | None:
    """The IRI that a schema gives itself; None if a document is none, or cannot be read."""
    if b'"@id"' not in data or b'"columns"' not in data:
        return None
    try:
        value = read_json(data, SchemaNotes(name))
    except DocumentError:
        return None
    given = value.get("@id") if isinstance(value, Mapping) and "columns" in value else None
    return given if isinstance(given, str) and "://" in given else None


def _is_given(holder: Mapping[str, object], name: str) -> bool:
    """Whether an object has a value for a property; to have no separator is one."""
    return holder.get(name) is not None or (name == "separator" and name in holder)


def _references(value: object) -> tuple[str, ...]:
    """The columns that a key names: one, or several."""
    if isinstance(value, str):
        return (value,)
    return tuple(json_text(one) for one in value) if isinstance(value, list) else ()


def _by_address(tables: list[_Table], context: CsvwContext) -> Mapping[str, _Table]:
    """The tables by the addresses that a key may name: of the file, and of the schema."""
    found: dict[str, _Table] = {}
    for table in tables:
        for address in (table.url, table.schema_iri):
            if address:
                found.setdefault(context.comparable(address), table)
    return found


def _with_foreign_keys(
    table: _Table, tables: Mapping[str, _Table], context: CsvwContext, notes: SchemaNotes
) -> TableDraft:
    """The table, with the targets of its foreign keys."""
    targets: dict[str, str] = {}
    for own, target, at in table.foreign_keys:
        address = plain_text(target.get("resource")) or plain_text(target.get("schemaReference")) or ""
        found = tables.get(context.comparable(address)) if address else None
        others = _references(target.get("columnReference"))
        if found is None or len(others) != len(own) or not found.named.issuperset(others):
            lost = address if found is None else f"{address}: {', '.join(others)}"
            message = SchemaReadingText.SCHEMA_REFERENCE_LOST(address=lost)
            notes.note("reference-lost", message, at, severity="violation", value=address)
            continue
        targets |= {one: f"{found.draft.name}.{other}" for one, other in zip(own, others, strict=True)}
    if not targets:
        return table.draft
    columns = (replace(one, references=targets.get(one.name, one.references)) for one in table.draft.columns)
    return replace(table.draft, columns=tuple(columns))


def _titles_of_name(column: Mapping[str, object]) -> tuple[tuple[str, object], ...]:
    """The titles of a column that only repeat its name."""
    return tuple((NO_LANGUAGE, name) for name in (column.get("name"), read_own_text(column, NAME)) if name is not None)


def _own_names(schema: Mapping[str, object], named: frozenset[str]) -> Mapping[str, str]:
    """The names that danhmuc writes beside encoded ones."""
    given = schema.get("columns")
    found: dict[str, str] = {}
    for one in given if isinstance(given, list) else ():
        name, own = (one.get("name"), read_own_text(one, NAME)) if isinstance(one, Mapping) else (None, None)
        if isinstance(name, str) and name in named and own is not None and own not in (*named, *found.values()):
            found[name] = own
    return found


def _with_own_names(table: TableDraft, names: Mapping[str, str]) -> TableDraft:
    """The table with its columns under their own names."""
    if not names:
        return table
    return replace(
        table,
        columns=tuple(replace(one, name=names.get(one.name, one.name)) for one in table.columns),
        primary_key=tuple(names.get(one, one) for one in table.primary_key),
    )
