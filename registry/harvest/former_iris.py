"""Records that a source still describes under an IRI that they had before they were renamed.

Nothing of such a description is stored: it would be a second record of one thing. It can close, but never open.

Source of the rules: docs/decisions/0033-identity.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from danhmuc.vocab.findings import Finding

from ..record.change import PlannedChange
from ..record.identity_findings import former_iri_finding
from ..record.record import SourceRecord
from ..record.stored import StoredVersion
from .marks import Marks


class FormerIris:
    """The descriptions of former IRIs in one reading."""

    def __init__(self, redirects: Mapping[str, str], marks: Marks, findings: list[Finding]) -> None:
        """`redirects` gives the IRI that a record has now by each that it had."""
        self._redirects = redirects
        self._marks = marks
        self._findings = findings
        self._new_iris: dict[str, str] = {}

    def take(self, record: SourceRecord) -> bool:
        """Whether a record has a former IRI, so that it is not stored; noted if so."""
        new = self._redirects.get(record.iri)
        if new is None or record.role != "record":
            return False
        self._new_iris[record.iri] = new
        self._marks.note_former(record, new)
        self._findings.append(former_iri_finding(record.iri, new, record.places))
        return True

    def changes(self, versions: Mapping[str, StoredVersion], seen: set[str]) -> Iterator[PlannedChange]:
        """A change for each of them, skipped; what the source describes under its former IRI alone is not missing."""
        for old, new in sorted(self._new_iris.items()):
            if new in seen or new not in versions:
                yield PlannedChange(kind="quarantined", role="record", iri=old, digest="")
            else:
                seen.add(new)
                yield PlannedChange.of_stored(new, versions[new], kind="quarantined")
