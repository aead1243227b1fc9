"""Records that a source no longer has: those that it describes as something else, and too many at once.

Source of the rules: docs/decisions/0021-a-slip-is-not-a-deletion.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.terms import DCAT

from ..record.change import PlannedChange
from ..record.contents import PendingRecord
from ..record.findings import shrunken_finding, slipped_finding
from ..record.record import Role, SourceRecord
from ..record.stored import VALIDATED_STATES, StoredVersion

__all__ = ["Absences"]

_RANKS: Final = {"node": 0, "catalog-record": 1, "record": 2}
_TENTH: Final = 10
_FEWEST: Final = 2


class Absences:
    """The records that are absent from one reading of a source.

    Attributes:
        newly_missing: number of records that were present before, once `findings` were asked for.
        is_shrunken: whether these are more than a tenth of those before, and at least two, or all.
    """

    def __init__(self, versions: Mapping[str, StoredVersion]) -> None:
        self._versions = versions
        self._slipped: dict[str, SourceRecord] = {}
        self.newly_missing = 0
        self.is_shrunken = False

    def is_slip(self, iri: str, role: Role) -> bool:
        """Whether a description that was a record, or a catalog record, no longer is one."""
        version = self._versions.get(iri)
        return version is not None and _RANKS[role] < _RANKS[version.role]

    def slips_of(self, records: Iterable[PendingRecord]) -> frozenset[str]:
        """The IRIs of all such descriptions."""
        return frozenset(one.iri for one in records if self.is_slip(one.iri, one.role))

    def add_slip(self, record: SourceRecord) -> None:
        """Add a description that was a record; the catalog record of what is no record is as it was."""
        version = self._versions[record.iri]
        was_about = version.role == "catalog-record" and DCAT.CatalogRecord.value in record.types
        if version.state in VALIDATED_STATES and not was_about:
            self._slipped[record.iri] = record

    def slips_without(self, refused: Collection[str]) -> list[SourceRecord]:
        """The descriptions that were records, by IRI, without those that are refused."""
        return [self._slipped[iri] for iri in sorted(self._slipped) if iri not in refused]

    def findings(self, changes: Iterable[PlannedChange], refused: Collection[str]) -> Iterator[Finding]:
        """Findings for a person to look at."""
        if slipped := self.slips_without(refused):
            yield slipped_finding(slipped)
        present = sum(one.role == "record" and one.state == "present" for one in self._versions.values())
        self.newly_missing = sum(_is_newly_missing(change) for change in changes)
        too_many = self.newly_missing >= _FEWEST and self.newly_missing * _TENTH > present
        self.is_shrunken = too_many or 0 < self.newly_missing == present
        if self.is_shrunken:
            yield shrunken_finding(self.newly_missing, present)


def _is_newly_missing(change: PlannedChange) -> bool:
    return change.kind == "missing" and change.role == "record" and change.was == "present"
