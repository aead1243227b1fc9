"""Records that lose every distribution they had: a page that was cut off looks like that, as a deletion does.

Source of the rules: docs/decisions/0028-deletions-wait.md.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.terms import DCAT

from ..record.distributions import described_distributions, named_distributions
from ..record.harvested import Losses
from ..record.identity_findings import losses_finding
from ..record.record import SourceRecord
from ..record.source_settings import DeletionGuard
from ..record.stored import StoredSource, StoredVersion
from ..record.summary import is_narrower, summary_of
from .compare import is_unchanged

_PROPERTY = f" {DCAT.distribution} ".encode()


@dataclass(frozen=True, slots=True)
class LosingRecord:
    """A record without any of the distributions that its stored version has.

    Attributes:
        had: the IRIs of those.
    """

    record: SourceRecord
    version: StoredVersion
    had: frozenset[str]


class LostDistributions:
    """The records of one complete reading that lose every distribution.

    Attributes:
        losing: these records; which of them are updated is known when all have been read.
    """

    def __init__(self, stored: StoredSource, guard: DeletionGuard) -> None:
        self._stored = stored
        self._guard = guard
        self._having: set[str] = set()
        self.losing: list[LosingRecord] = []
        self.losses = Losses()

    def take(self, record: SourceRecord, version: StoredVersion | None, seen: Container[str]) -> bool:
        """Whether a record loses every distribution, so that it waits until all have been read.

        Args:
            seen: what the source describes, node records all among them: a distribution that two records name is one.
        """
        if record.role != "record":
            return False
        nquads = record.canonical.nquads
        names_any = _PROPERTY in nquads
        if names_any:
            self._having.add(record.iri)
        if version is None or version.role != "record" or is_unchanged(record, version):
            return False
        if names_any and self._are_described(nquads, seen):
            return False
        old = self._stored.graph_of(record.iri).canonical.nquads
        had_some = _PROPERTY in old if not names_any else described_distributions(old) > 0
        # What makes less public is not held back: the stored version would go on leaving.
        if not had_some or is_narrower(*(summary_of(record.iri, one).publicity for one in (nquads, old))):
            return False
        self.losing.append(LosingRecord(record, version, frozenset(named_distributions(old))))
        return True

    def settle(self, records: Collection[str], *, there: int = 0) -> None:
        """Decide which of the losing records are updated; see `losses`.

        Args:
            records: the IRIs of the records that the source has; a distribution that is one now is not lost.
            there: number of records of the whole source, where only a part of it was read.
        """
        known, versions = self._stored.losses, self._stored.versions
        lost = {one.record.iri: one.version.id for one in self.losing if one.had.isdisjoint(records)}
        asked = {key for key in lost.values() if key not in known.allowed}
        gone = asked | known.recent if asked else set()
        having = {iri: versions[iri].id for iri in self._having if iri in versions} if asked else {}
        new = len(self._having) - len(having)
        held = asked if self._guard.stops(len(gone), max(len(gone.union(having.values())) + new, there)) else set()
        applied = {*lost.values()} - held
        self.losses = Losses(held=tuple(sorted(held)), applied=tuple(sorted(applied)))

    def findings(self, refused: Collection[str]) -> Iterator[Finding]:
        """The finding that names those which stay as they are stored, without records that are refused."""
        held = set(self.losses.held)
        iris = sorted(one.record.iri for one in self.losing if one.version.id in held and one.record.iri not in refused)
        if iris:
            yield losses_finding(iris)

    def _are_described(self, nquads: bytes, seen: Container[str]) -> bool:
        """Whether any distribution that it names is described, in its own graph or as a node record."""
        return described_distributions(nquads) > 0 or any(iri in seen for iri in named_distributions(nquads))
