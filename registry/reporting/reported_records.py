"""Findings for reports: with the record, its publisher, the field, the legal basis and pages to read."""

from __future__ import annotations

from dataclasses import dataclass

from .explained_findings import ExplainedFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedFinding(ExplainedFinding):
    """One finding with all data of a row in a report.

    Attributes:
        source: location of the source.
        record: IRI of the record; None if the finding is about a document.
        role: of the record; ``document`` if there is none.
        publisher: IRI of the record's publisher.
        publisher_name: its name, if the source names it before the record, or in it where it has no IRI.
        is_catalog: whether the record is a catalogue.
    """

    source: str
    record: str | None
    title: str | None
    role: str
    publisher: str | None
    publisher_name: str | None
    is_catalog: bool = False

    def about(self, lang: str) -> str | None:
        """The name of the node within the record that it is about."""
        return None if self.finding.about is None else self.finding.about.render(lang)

    def shown_value(self, lang: str) -> str | None:
        """The value for people: of a text with its language, of a blank node its name."""
        if self.finding.has_blank_value:
            return None if self.finding.value_about is None else self.finding.value_about.render(lang)
        return self.finding.value_text()

    @property
    def inner_focus(self) -> str | None:
        """The node it is about, if that is not the record and has an IRI."""
        is_record = self.focus == self.record or (self.focus or "_:").startswith("_:")
        return None if is_record else self.focus


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedRecord:
    """One record and its findings: those of the profile, most severe first, then those of the reader."""

    iri: str
    title: str | None
    role: str
    publisher: str | None
    publisher_name: str | None
    accepted: bool
    findings: tuple[ReportedFinding, ...]
    is_catalog: bool = False
