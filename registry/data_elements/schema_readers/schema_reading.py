"""Values that a reader of schemas gets and gives: a document, and what was found in it."""

from __future__ import annotations

from dataclasses import dataclass

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.json_values import json_members

from ...record.table_draft import ElementDraft, TableDraft
from .held_folder import HeldFolder


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
