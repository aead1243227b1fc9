"""Why single records leave or do not leave by an export; those left out are counted, and one by one if that is wanted.

There may be as many as records, so they are in a temporary file.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, NamedTuple, cast

from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.writing.unwritten import RefusedRecord

from ..record.bars import Bars
from ..record.exported import ExportedRecord
from ..record.packed_index import PackedIndex
from ..record.sorted_runs import sorted_runs
from ..record.spooled_values import SpooledSequence
from ..store.selecting import Candidate
from ..verdicts.current_verdicts import CurrentVerdicts
from .decider import Ground
from .report import BarredRecord
from .row_files import write_rows

_COLUMNS: Final = ("iri", "source", "reason", "by", "instead", "fields")
FEED_COLUMNS: Final = ("iri", "source", "reason", "by", "instead", "violations")
"""The columns of what a feed leaves out: no format decides, but the build validates."""
_END: Final = b"\0"
"""The end of what lines are sorted by: no IRI or name has it, and it comes before all other bytes."""
_NONE: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingRecord:
    """Whether a record leaves by an export of everything.

    Attributes:
        leaves: None for a node record that leaves only together with exported records that lead to it.
        is_newest: whether the newest version leaves, and not an older one; None if none does.
        reason: why it does not leave, as in `ExportReport.left_out`; of a catalogue record also ``topic-left-out``.
        by: the other source that keeps it back, or whose description leaves instead; None if a mark of a state secret
            keeps it back.
        instead: the IRI that leaves instead, if it is another name of the same thing.
    """

    leaves: bool | None
    is_newest: bool | None = None
    reason: str | None = None
    by: str | None = None
    instead: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The answer as JSON has it."""
        return json_members(self, ("leaves", "is_newest", "reason", "by", "instead"))


class LeftOutRecord(NamedTuple):
    """A record that an export left out; `reason`, `by` and `instead` as in `LeavingRecord`.

    Attributes:
        is_secret: whether its own source marks it as a state secret; no file names it.
        fields: what it lacks, if the format cannot hold it; as in `RefusedRecord`.
        violations: number of violations of its newest version, if that is why; None if nobody counted.
    """

    iri: str
    source: str
    reason: str
    by: str | None = None
    is_secret: bool = False
    instead: str | None = None
    fields: tuple[str, ...] = ()
    violations: int | None = None


def left_out(record: ExportedRecord, reason: str) -> LeftOutRecord:
    """A record that leaves a registry, and is left out of what is written of it."""
    assert record.facts is not None, "it comes from a registry"
    return LeftOutRecord(record.iri, record.facts.source, reason)


def left_out_by_format(refused: RefusedRecord) -> LeftOutRecord:
    """A record that the format cannot hold, as one that was left out."""
    return LeftOutRecord(refused.iri, refused.source or "", f"format-{refused.why}", fields=refused.fields)


def write_left_out(
    records: Iterable[LeftOutRecord], out: BinaryIO, *, as_csv: bool, columns: Sequence[str] = _COLUMNS
) -> None:
    """Write each record with its reason, the source that keeps it back or goes first, and the IRI that leaves instead.

    They are written by IRI: as CSV, else as JSON lines.

    What its own source marks as a state secret is not named.
    """
    lines = (_sortable(one, columns) for one in records if not one.is_secret)
    write_rows((json.loads(line.rpartition(_END)[2]) for line in sorted_runs(lines)), columns, out, as_csv=as_csv)


def _sortable(one: LeftOutRecord, columns: Sequence[str]) -> bytes:
    """The line of a record, behind that by which it is sorted."""
    key = (text.encode("utf-8", "surrogatepass").replace(b"\n", b" ") for text in (one.iri, one.source))
    return _END.join((*key, json.dumps(json_members(one, columns)).encode() + b"\n"))


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


class LeftOutRows(SpooledSequence[LeftOutRecord]):
    """The records, in the order in which they are added."""

    def _fields(self, value: LeftOutRecord) -> Sequence[object]:
        return value

    def _value(self, fields: Sequence[object]) -> LeftOutRecord:
        found = LeftOutRecord._make(cast("list[Any]", fields))
        return found._replace(fields=tuple(found.fields))


class LeftOutByIri:
    """The same, found by their IRIs: several sources may describe one."""

    def __init__(self, rows: Sequence[LeftOutRecord] = (), *, form: Callable[[str], str] = lambda iri: iri) -> None:
        """
        Args:
            rows: read again for each IRI that is asked for.
            form: the form of the IRIs by which they are found.
        """
        self._rows = rows
        self._index = PackedIndex(lambda number: form(rows[number].iri))
        self._earlier = array("i")
        for row in rows:
            iri = form(row.iri)
            earlier = self._index.find(iri)
            self._earlier.append(_NONE if earlier is None else earlier)
            self._index.add(iri)

    def find(self, iri: str) -> list[LeftOutRecord]:
        """The records of an IRI that were left out, the last first."""
        found = []
        number = self._index.find(iri)
        while number is not None and number != _NONE:
            found.append(self._rows[number])
            number = self._earlier[number]
        return found

    def instead(self) -> Iterable[tuple[str, str]]:
        """IRIs of records with those that leave instead, where there are any."""
        return ((one.iri, one.instead) for one in self._rows if one.instead is not None)
