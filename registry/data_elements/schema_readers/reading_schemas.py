"""Read the schemas at a location: find out their kind from their content, and have them read."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Final

from danhmuc.vocab.argument_types import refuse_wrong_types
from danhmuc.vocab.errors import DocumentError, SourceUnavailableError, UnknownNameError, UsageError
from danhmuc.vocab.files import open_file
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import system_reason

from ...messages.elements import SchemaReadingText
from ...record.described_elements import ElementDraft, TableDraft
from ...record.locations import is_inbox_name, local_path, readable_path
from .schema_reading import (
    MAX_SCHEMA_BYTES,
    FoundSchema,
    HeldFolder,
    SchemaDocument,
    SchemaNotes,
    SchemaReading,
    is_skipped,
)

_ROOM: Final = "danhmuc.registry.data_elements.schema_readers"
BUILT_IN: Final = {
    "csvw": f"{_ROOM}.csvw_metadata:read_csvw",
    "dictionary": f"{_ROOM}.dictionary_book:read_dictionary_book",
    "json-schema": f"{_ROOM}.json_schema:read_json_schema",
    "table-schema": f"{_ROOM}.table_schema:read_table_schema",
    "xml-schema": f"{_ROOM}.xml_schema:read_xml_schema",
}
"""Kind of schema to ``module:function``; the function is called with the document and the notes about it."""
DATABASE: Final = "database"
"""The kind that is no document: a database, read by the inspector."""

_MAX_FILES: Final = 2_000
_DATABASE_URL: Final = re.compile(
    r"(?!file:|https?:|ftp:)[A-Za-z][A-Za-z0-9+_.-]*://|(?:sqlite|postgres(?:ql)?|mysql|mariadb|oracle|mssql)(?:\+\w+)?:",
    re.IGNORECASE,
)
"""Also of one that is written wrongly, so that its password is not taken for a part of a path."""
_SQLITE: Final = b"SQLite format 3\0"
_ENDINGS: Final = (".json", ".jsonld", ".xsd")
"""Endings of the documents of a folder that are read, beside those of workbooks."""
_Reader = Callable[[SchemaDocument, SchemaNotes], FoundSchema]
DocumentWatch = Callable[[SchemaDocument, SchemaNotes], None]
"""Called with each document that was read, and with what there is to say of it."""


def schema_kinds() -> tuple[str, ...]:
    """The names of all kinds, sorted."""
    return tuple(sorted((*BUILT_IN, DATABASE)))


@refuse_wrong_types
def read_tables(
    location: str | Path, *, kind: str | None = None, schema: str | None = None, watch: DocumentWatch | None = None
) -> SchemaReading:
    """Read the tables and terms at a location: a file, a folder, or the URL of a database.

    Nothing is fetched, no row of a database is read, and nothing that is returned has a password.

    Args:
        kind: of the schema; None to find it out from the content.
        schema: of a database; None for its default one.
        watch: gets each document of a file or folder once it is read.

    Raises:
        UnknownNameError: no such kind.
        UsageError: the location is none that is read.
        SourceUnavailableError: it cannot be opened or reached.
        DocumentError: a file is no schema that can be used; in a folder that is a finding.
    """
    if kind is not None and kind not in schema_kinds():
        raise UnknownNameError(SchemaReadingText.SCHEMA_KIND_UNKNOWN, kind, schema_kinds())
    location = str(location)
    shown = location_text(location, kind=kind)
    if is_database(location, kind):
        return _read_database(location, schema)
    if schema is not None:
        raise UsageError(SchemaReadingText.SCHEMA_IN_FILE(name=schema))
    path = local_path(location).expanduser()
    try:
        is_folder = path.is_dir()
        if is_folder:
            return _read_folder(path, shown, kind, watch)
        data = _read_file(path, shown)
    except OSError as error:
        raise SourceUnavailableError(shown, system_reason(error)) from error
    folder = HeldFolder(path.parent, shown.rpartition("/")[0], MAX_SCHEMA_BYTES)
    document = SchemaDocument(name=shown, data=data, folder=folder, inner=readable_path(path.name))
    notes = SchemaNotes(shown)
    found_kind, found = _read_document(document, notes, kind)
    if watch is not None:
        watch(document, notes)
    if not (found.tables or found.elements) and not notes.not_held:
        notes.note("empty", SchemaReadingText.SCHEMA_EMPTY())
    return SchemaReading(
        kind=found_kind,
        location=shown,
        tables=found.tables,
        elements=found.elements,
        findings=tuple(notes.findings),
        not_held=tuple(notes.not_held.values()),
        has_secrets=notes.has_secrets,
    )


def location_text(location: str, *, kind: str | None = None) -> str:
    """A location as it may be stored and shown: of a database without user, password and options.

    Raises:
        UsageError: the location is none that is read.
    """
    if is_database(location, kind):
        from .inspected_database import database_address

        return database_address(location)
    if "://" in location and not location.startswith("file:"):
        raise UsageError(SchemaReadingText.SCHEMA_ADDRESS_REMOTE())
    return readable_path(str(local_path(location).expanduser()))


def is_database(location: str, kind: str | None = None) -> bool:
    """Whether a location is that of a database."""
    return kind == DATABASE or (kind is None and _DATABASE_URL.match(location) is not None)


def _read_database(location: str, schema: str | None) -> SchemaReading:
    from .inspected_database import inspect_database

    shown = location_text(location, kind=DATABASE)
    notes = SchemaNotes(shown)
    found = inspect_database(location, schema, notes)
    if not found.tables:
        notes.note("empty", SchemaReadingText.SCHEMA_EMPTY())
    return SchemaReading(
        kind=DATABASE,
        location=shown,
        tables=found.tables,
        elements=(),
        findings=tuple(notes.findings),
        not_held=(),
    )


def _read_file(path: Path, shown: str) -> bytes:
    """The bytes of a file, which is not read if it is too large.

    Raises:
        DocumentError: it is.
    """
    with open_file(path) as file:
        data = file.read(MAX_SCHEMA_BYTES + 1)
    if len(data) > MAX_SCHEMA_BYTES:
        size = path.stat().st_size
        raise SchemaNotes(shown).refuse(
            "too-large", SchemaReadingText.SCHEMA_TOO_LARGE(size=size, limit=MAX_SCHEMA_BYTES)
        )
    return data


def _read_document(document: SchemaDocument, notes: SchemaNotes, kind: str | None) -> tuple[str, FoundSchema]:
    wanted = _find_kind(document) if kind is None else kind
    if wanted is None and document.data.startswith(_SQLITE):
        raise notes.refuse("unknown", SchemaReadingText.SCHEMA_FILE_OF_DATABASE())
    if wanted is None:
        raise notes.refuse("unknown", SchemaReadingText.SCHEMA_NOT_FOUND_OUT(known=schema_kinds()))
    module, _, name = BUILT_IN[wanted].partition(":")
    reader: _Reader = getattr(import_module(module), name)
    return wanted, _with_marks(reader(document, notes), notes)


def _with_marks(found: FoundSchema, notes: SchemaNotes) -> FoundSchema:
    """Tables and terms with the marks of their document."""
    if not notes.marks:
        return found
    return replace(
        found,
        tables=tuple(replace(one, marks=(*one.marks, *notes.marks)) for one in found.tables),
        elements=tuple(replace(one, marks=(*one.marks, *notes.marks)) for one in found.elements),
    )


def _find_kind(document: SchemaDocument) -> str | None:
    """The kind of a document by its content; a table or a workbook by its name, too. None if it is none.

    Raises:
        DocumentError: it begins as JSON and is none.
    """
    from .csvw_metadata import is_csvw
    from .json_schema_parts import is_json_schema
    from .schema_json import read_json
    from .table_schema import is_table_schema
    from .xml_schema_documents import is_xml_schema

    head = document.data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    if head.startswith((b"{", b"[")) or document.name.lower().endswith(".json"):
        value = read_json(document.data, SchemaNotes(document.name))
        checks = (("csvw", is_csvw), ("table-schema", is_table_schema), ("json-schema", is_json_schema))
        return next((kind for kind, is_kind in checks if is_kind(value)), None)
    if is_inbox_name(document.name.rpartition("/")[2]):
        return "dictionary"
    is_xsd = is_xml_schema(document.data) or document.name.lower().endswith(".xsd")
    return "xml-schema" if is_xsd else None


def is_schema_file(path: Path) -> bool:
    """Whether a file of a folder is a schema or dictionary, by its name or else by its content."""
    if not path.name.lower().endswith(_ENDINGS) and not is_inbox_name(path.name):
        return False
    if not path.name.lower().endswith((".json", ".jsonld", ".csv")):
        return True
    try:
        data = _read_file(path, path.name)
        if path.name.lower().endswith(".csv"):
            return _is_dictionary_table(data, path.name)
        return _find_kind(SchemaDocument(name=path.name, data=data)) is not None
    except (OSError, DocumentError):
        return False  # reading it will say why


def _is_dictionary_table(data: bytes, name: str) -> bool:
    from .dictionary_book import is_dictionary_table

    return is_dictionary_table(data, name)


def _read_folder(path: Path, shown: str, kind: str | None, watch: DocumentWatch | None) -> SchemaReading:
    """All schemas in a folder; a document that cannot be used is a finding, and the others are read."""
    folder = HeldFolder(path, shown, MAX_SCHEMA_BYTES, is_whole=True)
    tables: dict[tuple[str, str], TableDraft] = {}
    elements: dict[str, ElementDraft] = {}
    about: dict[tuple[str, str | None, str | None], Finding] = {}
    kinds: set[str] = set()
    all_notes = SchemaNotes(shown)
    unread: list[Finding] = []
    read: dict[str, tuple[FoundSchema, SchemaNotes]] = {}
    passed_over = 0
    for one in _files(path, folder, all_notes):
        name = folder.name(one)
        notes = SchemaNotes(name)
        try:
            data = _read_file(one, name)
            if kind is None and name.lower().endswith(".csv") and not _is_dictionary_table(data, name):
                passed_over += 1
                continue
            document = SchemaDocument(name=name, data=data, folder=folder, inner=folder.inner(one))
            found_kind, found = _read_document(document, notes, kind)
        except DocumentError as error:
            all_notes.note(
                error.code.partition(":")[2],
                error.reason,
                name,
                severity="violation",
                line=error.line,
                column=error.column,
            )
            unread.append(all_notes.findings[-1])
            continue
        if watch is not None:
            watch(document, notes)
        kinds.add(found_kind)
        read[name] = found, notes
        all_notes.not_held |= notes.not_held
        all_notes.has_secrets = all_notes.has_secrets or notes.has_secrets
        all_notes.schemas |= notes.schemas
    for name, (found, notes) in read.items():
        if name in all_notes.schemas:
            continue  # it was read with each table that has it
        for table in found.tables:
            # What several documents include is read with each of them, and is one table.
            tables.setdefault((table.place, table.name), table)
        for element in found.elements:
            if elements.setdefault(element.identifier, element) is not element:
                message = SchemaReadingText.SCHEMA_TERM_REPEATED(name=element.identifier)
                notes.note("identifier-repeated", message, severity="violation", value=element.identifier)
        for finding in notes.findings:
            # Of what several documents include, each would report the same.
            about.setdefault((finding.code, finding.place, finding.value), finding)
    all_notes.findings += about.values()
    if not kinds and not all_notes.findings:
        all_notes.note("empty", SchemaReadingText.SCHEMA_EMPTY())
    return SchemaReading(
        kind=", ".join(sorted(kinds)),
        location=shown,
        tables=tuple(tables.values()),
        elements=tuple(elements.values()),
        findings=tuple(all_notes.findings),
        not_held=tuple(all_notes.not_held.values()),
        has_secrets=all_notes.has_secrets,
        unread=tuple(unread),
        passed_over=passed_over,
    )


def _files(path: Path, folder: HeldFolder, notes: SchemaNotes) -> Iterator[Path]:
    """The documents of a folder and of those in it, by name; links that lead out of it are skipped.

    Raises:
        DocumentError: there are too many.
        OSError: one of the folders cannot be opened.
    """
    found: list[Path] = []
    for root, folders, names in os.walk(path, onerror=_raise_unopened):
        folders[:] = sorted(one for one in folders if not is_skipped(one))
        for name in sorted(names):
            if is_skipped(name) or not (name.lower().endswith(_ENDINGS) or is_inbox_name(name)):
                continue
            one = (Path(root) / name).resolve()
            if one.is_relative_to(folder.root):
                found.append(one)
            if len(found) > _MAX_FILES:
                raise notes.refuse("too-many-files", SchemaReadingText.SCHEMA_FILES_MANY(limit=_MAX_FILES))
    yield from found


def _raise_unopened(error: OSError) -> None:
    """Let a folder that cannot be opened end the reading: what is in it must not count as missing."""
    raise error
