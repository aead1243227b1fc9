"""Collect what a reader of schemas has to say: findings, documents that are not held, refusals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.findings import Finding, Severity
from danhmuc.vocab.messages import Message
from danhmuc.vocab.reading.notes import Notes

from ...messages.schema_reading import SchemaReadingText
from ...record.findings import state_secret_finding
from ...record.table_draft import ColumnDraft, TableDraft
from .schema_reading import UnheldDocument

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
