"""Records that an export leaves out: counted by reason, and one by one if that is wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..record.bars import Bar, Bars
from ..store.selecting import Candidate
from ..verdicts.current_verdicts import CurrentVerdicts
from .leaving import LeftOutRecord
from .left_out_rows import LeftOutRows
from .report import BarredRecord

__all__ = ["LeftOut", "reason_of_bar", "source_named"]


class LeftOut:
    """The records that are left out so far.

    Attributes:
        counts: their number, by reason.
        unnamed: number of those that their own source marks as state secrets.
        barred: those that are kept back by another source, or because of an IRI that is not their own.
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
        self.barred: list[BarredRecord] = []

    @property
    def records(self) -> Sequence[LeftOutRecord]:
        """The records one by one, if they are asked for."""
        return () if self._rows is None else self._rows

    def add(self, candidate: Candidate, reason: str, by: str | None = None, instead: str | None = None) -> None:
        """Leave out a record; the arguments are as in `LeftOutRecord`."""
        bars = self._bars.of_any_version(candidate.iri) if self._bars.marks else ()
        is_secret = any(bar.source == candidate.source and bar.reason == "secret" for bar in bars)
        is_counted = self._verdicts is not None and reason == "never-accepted"
        self.counts[reason] += 1
        self.unnamed += is_secret
        if self._rows is not None:
            self._rows.append(
                LeftOutRecord(
                    iri=candidate.iri,
                    source=candidate.source,
                    reason=reason,
                    by=by,
                    is_secret=is_secret,
                    instead=instead,
                    violations=self._verdicts.violations_of(candidate) if is_counted and self._verdicts else None,
                )
            )

    def add_barred(self, candidate: Candidate, bar: Bar, *, because: str) -> None:
        """Leave out a record because of what its own source or another one marks.

        Args:
            because: the IRI that is kept back: the record's own, or that of something that it describes or speaks of.
        """
        reason = reason_of_bar(candidate, bar)
        self.add(candidate, reason, by=source_named(candidate, bar))
        if bar.iri and bar.reason != "secret" and because == candidate.iri:
            because = bar.iri
        if reason != "barred" and because == candidate.iri:
            return
        self.barred.append(
            BarredRecord(
                iri=candidate.iri, source=candidate.source, by=bar.source, reason=bar.reason, barred_iri=because
            )
        )


def reason_of_bar(candidate: Candidate, bar: Bar) -> str:
    """Why a record is left out because of what its own source or another one marks."""
    if bar.iri:
        return "barred-same-as"
    if bar.source != candidate.source:
        return "barred"
    if bar.reason == "narrowed":
        return "narrowed"
    return "unclear-secrecy" if bar.reason == "unclear" else "withheld"


def source_named(candidate: Candidate, bar: Bar) -> str | None:
    """The other source that keeps a record back; None if that would tell who has a state secret."""
    return None if bar.source == candidate.source or bar.reason == "secret" else bar.source
