"""Values that a reader of schemas gets and gives, and what it has to say of them.

Values that a reader of schemas gets and gives: a document, and what was found in it.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urldefrag
from xml.etree.ElementTree import Element

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.findings import Finding, Severity
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message
from danhmuc.vocab.reading.notes import Notes
from danhmuc.vocab.words import fold

from ...messages.elements import SchemaReadingText
from ...record.described_elements import ColumnDraft, ElementDraft, TableDraft
from ...record.findings import state_secret_finding
from ...record.secrecy import is_about_access, is_mark, may_mark, reading_of_text

# ---------------------------------------------------------------- held folder
# The documents beside a schema, which it may name by relative addresses; nothing outside of the folder is read.

_MOST: Final = 2_000
"""Documents of a folder in which an address is looked for."""
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]")


_SKIPPED: Final = re.compile(r"\.|~\$")


def is_skipped(name: str) -> bool:
    """Whether a file or folder of a folder is not read, by its name: it is hidden, or the lock of a program."""
    return _SKIPPED.match(name) is not None


class HeldFolder:
    """A folder whose documents may be read by relative addresses.

    Attributes:
        root: of the folder, links resolved.
        is_whole: whether it was named itself, so that each of its documents is read.
    """

    def __init__(self, root: Path, shown: str, limit: int, *, is_whole: bool = False) -> None:
        """Hold the documents of a folder.

        Args:
            shown: the folder as findings name it; "" for that of the program.
            limit: bytes of the largest document that is read.
            is_whole: look for addresses in its folders, too: it was named itself, and is not the folder of a file.
        """
        self.root = root.resolve()
        self._shown = shown
        self._limit = limit
        self.is_whole = is_whole
        self._pattern = "**/*" if is_whole else "*"
        self._addresses: dict[str, dict[str, Path | None]] = {}

    def path(self, address: str, beside: str = "") -> Path | None:
        """The file of a relative address; None if it is not relative, or leads out of the folder, or to no file.

        Args:
            beside: path within the folder of the document that names it.
        """
        bare = unquote(urldefrag(address)[0])
        if not bare or _ABSOLUTE.match(bare) or "\0" in bare or "?" in bare:
            return None
        try:
            found = (self.root / beside).parent.joinpath(bare) if beside else self.root / bare
            found = found.resolve()
            is_file = stat.S_ISREG(found.stat().st_mode)
        except (OSError, ValueError, RuntimeError):
            return None
        return found if is_file and found.is_relative_to(self.root) else None

    def find_by_address(
        self, address: str, ending: str, own_address: Callable[[bytes, str], str | None]
    ) -> Path | None:
        """The document in the folder that gives itself an address; of several none, since nobody can tell which.

        Args:
            ending: of the names of documents that are looked at.
            own_address: finds the address in the bytes of a document with a name.
        """
        if ending not in self._addresses:
            found: dict[str, Path | None] = {}
            for path in sorted(self.root.glob(f"{self._pattern}{ending}"))[:_MOST]:
                held = self.path(path.relative_to(self.root).as_posix())
                data = None if held is None else self.read(held)
                own = None if data is None else own_address(data, path.name)
                if own is not None:
                    found[own] = None if own in found else held
            self._addresses[ending] = found
        return self._addresses[ending].get(address)

    def read(self, path: Path) -> bytes | None:
        """The bytes of a file; None if it cannot be read, or is too large."""
        try:
            if path.stat().st_size > self._limit:
                return None
            return path.read_bytes()
        except OSError:
            return None

    def name(self, path: Path) -> str:
        """The name of a file as findings have it, as text that can be stored."""
        inner = self.inner(path)
        return f"{self._shown.rstrip('/')}/{inner}" if self._shown else inner

    def inner(self, path: Path) -> str:
        """The path of a file within the folder, as text that can be stored."""
        return os.fsencode(path.relative_to(self.root).as_posix()).decode(errors="backslashreplace")


# ---------------------------------------------------------------- schema reading


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaDocument:
    """A document that holds a schema.

    Attributes:
        name: of the document, as places and findings have it.
        data: its bytes.
        folder: in which documents are held that it names; None if there is none.
        inner: its path within the folder.
    """

    name: str
    data: bytes
    folder: HeldFolder | None = None
    inner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnheldDocument:
    """A document that a schema names and that was not read.

    Attributes:
        address: as the schema writes it; a relative one, if it is in no known place.
        place: where it is named.
    """

    address: str
    place: str

    def as_dict(self) -> dict[str, object]:
        """The document as JSON has it."""
        return json_members(self, self.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSchema:
    """The tables and terms of a document."""

    tables: tuple[TableDraft, ...] = ()
    elements: tuple[ElementDraft, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaReading:
    """The tables and terms at a location, with what there is to say of them.

    Attributes:
        kind: of the schema; of a folder with several kinds, all of them with commas.
        location: as findings and drafts name it; no password stands in it.
        findings: what was left out, is odd, or could not be understood.
        not_held: documents that are named and were not read.
        has_secrets: whether a row was refused unread, so that no byte of the document may be kept.
        unread: those of the findings that say why a document of a folder could not be read.
        passed_over: number of files of a folder that are no schemas: tables in CSV without headings of a dictionary.
    """

    kind: str
    location: str
    tables: tuple[TableDraft, ...]
    elements: tuple[ElementDraft, ...]
    findings: tuple[Finding, ...]
    not_held: tuple[UnheldDocument, ...]
    has_secrets: bool = False
    unread: tuple[Finding, ...] = ()
    passed_over: int = 0

    def as_dict(self) -> dict[str, object]:
        """The reading as JSON has it; findings with their place and the message in English."""
        names = [name for name in self.__slots__ if name not in ("findings", "unread")]
        findings = {"findings": self.findings, "unread": self.unread}
        return {
            **json_members(self, names),
            **{name: [_finding_dict(one) for one in some] for name, some in findings.items()},
        }


def _finding_dict(finding: Finding) -> dict[str, object]:
    members = json_members(finding, ("code", "severity", "value", "line", "column"))
    return {**members, "message": finding.message.render("en"), "place": finding.document}


# ---------------------------------------------------------------- schema notes
# Collect what a reader of schemas has to say: findings, documents that are not held, refusals.

MAX_SCHEMA_BYTES: Final = 50_000_000
"""A schema, after decompression; one with 100,000 columns has some 20 million."""
_FREE_COLUMNS: Final = 10_000
MIN_BYTES_PER_COLUMN: Final = 8
"""Bytes of the documents for each column after the first: definitions that are used again and again multiply."""


class SchemaNotes(Notes):
    """The findings about one document, and the documents that it names and that are not held.

    Attributes:
        has_secrets: whether a row was refused unread, or something is marked as a state secret.
        marks: the marks of secrecy in the document, and in those that were read with it.
        refused: tables of which each row was refused unread, by their names alone.
        schemas: names of documents that were read as the schema of a table, and are no table of their own.
    """

    def __init__(self, document: str) -> None:
        super().__init__(document)
        self.not_held: dict[tuple[str, str], UnheldDocument] = {}
        self.has_secrets = False
        self.marks: dict[str, None] = {}
        self.refused: list[TableDraft] = []
        self.schemas: set[str] = set()

    def mark(self, texts: Iterable[str]) -> None:
        """Keep marks of secrecy, by which no byte of the document may be kept."""
        self.marks |= dict.fromkeys(texts)
        self.has_secrets = self.has_secrets or bool(self.marks)

    def note_secret(self, document: str, line: int) -> None:
        """Note a row that is marked as a state secret, of which only the place is told."""
        self.has_secrets = True
        self.findings.append(replace(state_secret_finding((document,)), line=line))

    def note(
        self,
        code: str,
        message: Message,
        place: str = "",
        *,
        severity: Severity = "warning",
        value: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        """Add a finding.

        Args:
            place: the pointer within the document, or the place of another one.
        """
        self.findings.append(
            Finding(
                code=f"schema:{code}",
                severity=severity,
                layer="house",
                message=message,
                value=value,
                document=place if place and not place.startswith("#") else self.document + place,
                line=line,
                column=column,
            )
        )

    def miss(self, address: str, place: str) -> None:
        """Note a document that is not held, once for each address and place."""
        where = place if place and not place.startswith("#") else self.document + place
        if (address, where) not in self.not_held:
            self.not_held[address, where] = UnheldDocument(address=address, place=where)
            self.note("not-held", SchemaReadingText.SCHEMA_NOT_HELD(address=address), where, value=address)

    def refuse(
        self, code: str, reason: Message, *, line: int | None = None, column: int | None = None
    ) -> DocumentError:
        """The error to raise if the document is no schema that can be used."""
        return self.refusal(f"schema:{code}", reason, line=line, column=column)


class ColumnBudget:
    """The number of columns that documents of a size may describe."""

    def __init__(self, notes: SchemaNotes, size: int) -> None:
        self._notes = notes
        self._left = self._limit = _FREE_COLUMNS
        self.add(size)

    def add(self, size: int) -> None:
        """Count the bytes of one more document."""
        self._left += size // MIN_BYTES_PER_COLUMN
        self._limit += size // MIN_BYTES_PER_COLUMN

    def take(self, column: ColumnDraft) -> ColumnDraft:
        """Count a column.

        Raises:
            DocumentError: there are too many.
        """
        self._left -= 1
        if self._left < 0:
            raise self._notes.refuse("too-many-columns", SchemaReadingText.SCHEMA_COLUMNS_MANY(limit=self._limit))
        return column


# ---------------------------------------------------------------- schema marks
# Marks of secrecy in schemas, whose formats have no place for one: what can only be meant for one is one.
#
# A mark counts for all that its document describes. The records are made with it, so that they are refused or kept back
# as any others. Source: docs/decisions/0006-state-secrets.md.

_PROPERTY: Final = "urn:key/"
_BEFORE: Final = re.compile(r"^(?:.*[#/:}])?(?:x[-_])?", re.IGNORECASE | re.DOTALL)
"""What may stand before the local name of a key."""
_NAMING: Final = frozenset(
    {"properties", "patternProperties", "$defs", "definitions", "dependencies", "dependentSchemas", "dependentRequired"}
)
"""Keys of JSON Schema whose members are named by columns and definitions: a column may be about secrecy."""
_NOTES: Final = frozenset({"chuthich", "comment", "comments", "documentation", "ghichu", "luuy", "note", "notes"})
"""Keys of notes, folded: one that is a mark and nothing else is the mark of what it is about."""
_INSTANCES: Final = frozenset({"@context", "const", "default", "enum", "example", "examples"})


def mark_under(name: str, text: str) -> str | None:
    """The text if it may mark a secret under a name, such as a key; None if it does not, or plainly denies it."""
    local = _BEFORE.sub("", name)
    if "".join(fold(local).replace("$", "").split()) in _NOTES:
        return text.strip() if is_mark(text) else None
    prop = NamedNode(_PROPERTY + quote(local, safe=""))
    if not text.strip() or not is_about_access(prop) or not may_mark(prop, Literal(text), _no_values):
        return None
    return None if reading_of_text(text) == "none" else text.strip()


def marks_in_json(value: object, *, is_naming: bool = False) -> Iterator[str]:
    """The marks in a document.

    Args:
        is_naming: whether the members are named by columns.
    """
    if isinstance(value, list):
        for one in value:
            yield from marks_in_json(one)
    if not isinstance(value, Mapping):
        return
    for key, one in value.items():
        if is_naming and not isinstance(one, str):
            yield from marks_in_json(one)
        elif key not in _INSTANCES:
            yield from (mark for text in _texts_in(one) if (mark := mark_under(key, text)) is not None)
            yield from marks_in_json(one, is_naming=key in _NAMING)


def marks_in_xml(root: Element) -> Iterator[str]:
    """The marks in a document: as attributes, and as elements in annotations."""
    for element in root.iter():
        given = [(element.tag, "".join(element.itertext())), *element.attrib.items()]
        yield from (mark for name, text in given if (mark := mark_under(name, text)) is not None)


def _texts_in(value: object) -> Iterator[str]:
    """The texts of a value; that something is false, or null, is none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for one in value.values() for text in _texts_in(one))
    elif isinstance(value, list):
        yield from (text for one in value for text in _texts_in(one))
    elif value is not None and value is not False:
        yield str(value)


def _no_values(_: BlankNode | NamedNode) -> tuple[Literal, ...]:
    return ()


# ---------------------------------------------------------------- column list
# Columns of one table while they are read: numbers, and names that occur once.


class ColumnList:
    """The columns of a table; of two with one name, the first is kept and the second reported."""

    def __init__(self, table: str, notes: SchemaNotes, budget: ColumnBudget) -> None:
        self._table, self._notes, self._budget = table, notes, budget
        self._columns: dict[str, ColumnDraft] = {}
        self._named: set[str] = set()

    def __len__(self) -> int:
        return len(self._columns)

    def __contains__(self, name: str) -> bool:
        return name in self._columns

    @property
    def next_number(self) -> int:
        """The number of the next column."""
        return len(self._columns) + 1

    @property
    def named(self) -> frozenset[str]:
        """The names that keys may use."""
        return frozenset(self._named)

    def add(self, column: ColumnDraft, place: str, *, is_named: bool = True) -> None:
        """Add a column.

        Args:
            is_named: whether the name is its own, so that keys may use it.

        Raises:
            DocumentError: there are too many.
        """
        if column.name in self._columns:
            message = SchemaReadingText.SCHEMA_COLUMN_REPEATED(name=column.name, table=self._table)
            self._notes.note("column-repeated", message, place, severity="violation", value=column.name)
        else:
            self._columns[column.name] = self._budget.take(column)
            if is_named:
                self._named.add(column.name)

    def columns(self, primary_key: Iterable[str] = ()) -> tuple[ColumnDraft, ...]:
        """All columns; those of the primary key are required."""
        keys = frozenset(primary_key)
        return tuple(
            replace(one, is_primary_key=True, is_required=True) if one.name in keys else one
            for one in self._columns.values()
        )

    def find_key(self, names: Iterable[str], place: str, *, severity: Severity = "warning") -> tuple[str, ...] | None:
        """The names of a key if the table has all of these columns; else None, and the first other one is reported."""
        found = tuple(names)
        for name in found:
            if name not in self._named:
                message = SchemaReadingText.SCHEMA_COLUMN_UNKNOWN(name=name, table=self._table)
                self._notes.note("column-unknown", message, place, severity=severity, value=name)
                return None
        return found
