"""Findings as reports show them: with the record, its publisher, the field, the basis and the pages to read."""

from __future__ import annotations

from dataclasses import dataclass

from .explained_findings import ExplainedFinding

__all__ = ["ReportedFinding", "ReportedRecord"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedFinding(ExplainedFinding):
    """One finding with all that a row of a report needs.

    Attributes:
        source: location of the source.
        record: IRI of the record; None where the finding is about a document.
        role: of the record; ``document`` where there is none.
        publisher: IRI of the record's publisher.
        publisher_name: where the source tells it before the record.
        is_catalog: whether the record is a catalogue.
    """

    source: str
    record: str | None
    title: str | None
    role: str
    publisher: str | None
    publisher_name: str | None
    is_catalog: bool = False

    @property
    def shown_value(self) -> str | None:
        """The value for people: a nested node has a name that only this reading knows."""
        return None if self.value is None or self.value.startswith("_:") else self.value

    @property
    def inner_focus(self) -> str | None:
        """The node it is about, where that is another than the record and has a name outside of it."""
        is_record = self.focus == self.record or (self.focus or "_:").startswith("_:")
        return None if is_record else self.focus


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedRecord:
    """One description and its findings, gravest first as the profile has them, then the reader's."""

    iri: str
    title: str | None
    role: str
    publisher: str | None
    publisher_name: str | None
    accepted: bool
    findings: tuple[ReportedFinding, ...]
    is_catalog: bool = False
