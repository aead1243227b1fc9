"""Findings of the reader about documents, and the records that they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from danhmuc.vocab.findings import Finding

from ..record.contents import SourceContents
from ..record.record import SourceRecord


class DocumentFindings:
    """The findings of one reading.

    Those about a node within a record are about the record, where they are stored: the name of a blank node differs in
    every reading, and only records have a title and a publisher in a registry.

    Args:
        attach: whether records get the findings about them; else all findings are about documents.
    """

    def __init__(self, contents: SourceContents, *, attach: bool) -> None:
        self._found = [finding for document in contents.documents for finding in document.findings]
        names = {finding.focus for finding in self._found if finding.focus is not None}
        self._holders = contents.holders(names) if names and contents.holders is not None else {}
        self._attach = attach
        self._by_record: dict[str, list[Finding]] = {}
        self._attached: set[str] = set()
        if attach:
            for finding in self._found:
                record = self._holders.get(finding.focus or "")
                if record is not None:
                    self._by_record.setdefault(record, []).append(self._without_blank_focus(finding))

    def attach(self, record: SourceRecord) -> SourceRecord:
        """The record with the findings about it; the same record if it gets none."""
        found = self._by_record.get(record.iri)
        if found is None:
            return record
        self._attached.add(record.iri)
        return replace(record, findings=(*record.findings, *found))

    def detach(self, iri: str) -> None:
        """Take the findings of a record back, because it is skipped."""
        self._attached.discard(iri)

    def others(self) -> Iterator[Finding]:
        """The findings that no record has got, in their order."""
        for finding in self._found:
            record = self._holders.get(finding.focus or "")
            if record is None or self._attach:
                if record not in self._attached:
                    yield self._without_blank_focus(finding)
            else:
                yield replace(finding, focus=record) if finding.focus != record else finding

    def _without_blank_focus(self, finding: Finding) -> Finding:
        """The finding about a blank node as one about the record that holds it, or about none."""
        if finding.focus is None or not finding.focus.startswith("_:"):
            return finding
        return replace(finding, focus=self._holders.get(finding.focus))
