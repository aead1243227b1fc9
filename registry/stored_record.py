"""One stored record with its newest graph, and its versions with what each changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from danhmuc.shapes.validation.nested_names import with_names
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.writing import write_text

from .record.causes import Cause
from .store.cause_rows import causes_on
from .store.database import Connection
from .store.reading import graph_bodies, graph_body, original_body
from .store.searching import RecordRow, VersionRow, findings_of_version, record_of, version_rows
from .store.secret_words import with_words
from .store.version_differences import with_changed_lines

if TYPE_CHECKING:
    import rdflib


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRecord:
    """One record with its newest graph.

    Attributes:
        row: the record as a list shows it.
        nquads: the graph of its newest version, canonical.
        findings: of that version, most severe first.
        original: the graph as its source gave it, canonical, if that was corrected; else None.
        causes: in force on it: why it is not there, does not leave or keeps its content.
    """

    row: RecordRow
    nquads: bytes
    findings: tuple[Finding, ...]
    original: bytes | None = None
    causes: tuple[Cause, ...] = ()

    @property
    def iri(self) -> str:
        """IRI of the resource it describes."""
        return self.row.iri

    @property
    def graph(self) -> rdflib.Graph:
        """The newest graph, fresh on every call, literals as they were written."""
        from danhmuc.vocab.rdflib_graphs import graph_of

        return graph_of(self.nquads)

    def turtle(self) -> str:
        """The newest graph as Turtle."""
        return write_text("turtle", [self.nquads])

    def original_turtle(self) -> str:
        """The graph as its source gave it, as Turtle; the newest graph if that was not corrected."""
        return write_text("turtle", [self.nquads if self.original is None else self.original])

    def __str__(self) -> str:
        """Its title and IRI."""
        return f"{self.row.title or '–'} <{self.row.iri}>"


def read_record(connection: Connection, iri: str, source: str | None, *, day: date) -> StoredRecord:
    """The record of an IRI, with its state of registration on a day; see `Registry.get`.

    Raises:
        UsageError: there is no such record.
    """
    connection = with_words(connection, "showing")
    row = record_of(connection, iri, source, day=day)
    nquads = graph_body(connection, row.version_id)
    original = original_body(connection, row.version_id)
    named = tuple(with_names(findings_of_version(connection, row.version_id), row.iri, nquads))
    causes = tuple(one for one in causes_on(connection, [row.iri]) if one.source in (None, row.source))
    return StoredRecord(row=row, nquads=nquads, findings=named, original=original, causes=causes)


def read_history(connection: Connection, iri: str, source: str | None) -> list[VersionRow]:
    """All versions of a record, newest first, each with what it changed; see `Ledger.history`.

    Raises:
        UsageError: there is no such record.
    """
    connection = with_words(connection, "showing")
    row = record_of(connection, iri, source)
    versions = version_rows(connection, row.iri, row.source)
    graphs = graph_bodies(connection, [version.id for version in versions if not version.is_pruned])
    return with_changed_lines(versions, graphs)
