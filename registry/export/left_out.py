"""Records that an export leaves out: counted by reason, and one by one if that is wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..record.bars import Bars
from ..store.selecting import Candidate
from ..verdicts.current_verdicts import CurrentVerdicts
from .decider import Ground
from .leaving import LeftOutRecord
from .left_out_rows import LeftOutRows
from .report import BarredRecord

__all__ = ["LeftOut"]


class LeftOut:
    """The records that are left out so far.

    Attributes:
        counts: their number, by reason.
        unnamed: number of those that their own source marks as state secrets.
    """

    def __init__(self, bars: Bars, verdicts: CurrentVerdicts | None, *, names: bool) -> None:
        """
        Args:
            verdicts: those of today, which count violations; None if stored ones count.
            names: whether the records are wanted one by one.
        """
        self._bars = bars
        self._verdicts = verdicts
        self.counts: Counter[str] = Counter()
        self.unnamed = 0
        self._rows = LeftOutRows() if names else None
        self._barred: list[BarredRecord] = []

    @property
    def records(self) -> Sequence[LeftOutRecord]:
        """The records one by one, if they are asked for."""
        return () if self._rows is None else self._rows

    @property
    def barred(self) -> list[BarredRecord]:
        """The records kept back by another source, or because of an IRI that is not their own, by IRI."""
        return sorted(self._barred, key=lambda barred: (barred.iri, barred.source))

    def add(self, candidate: Candidate, ground: Ground) -> None:
        """Leave out a record."""
        bars = self._bars.of_any_version(candidate.iri) if self._bars.marks else ()
        is_secret = any(bar.source == candidate.source and bar.reason == "secret" for bar in bars)
        is_counted = self._verdicts is not None and ground.reason == "never-accepted"
        self.counts[ground.reason] += 1
        self.unnamed += is_secret
        if self._rows is not None:
            violations = self._verdicts.violations_of(candidate) if is_counted and self._verdicts else None
            fields = (candidate.iri, candidate.source, ground.reason, ground.by, is_secret, ground.instead)
            self._rows.append(LeftOutRecord(*fields, violations=violations))
        iri, bar, source = ground.barred_iri, ground.bar, candidate.source
        # What its own source keeps back by itself names nobody else.
        if bar is not None and (ground.reason == "barred" or iri != candidate.iri):
            self._barred.append(
                BarredRecord(iri=candidate.iri, source=source, by=bar.source, reason=bar.reason, barred_iri=iri)
            )
