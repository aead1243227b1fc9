"""Why single records leave or do not leave by an export."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final, NamedTuple

from danhmuc.vocab.json_values import json_members

from ..record.exported import ExportedRecord
from ..record.sorted_runs import sorted_runs
from .row_file import write_rows

__all__ = ["FEED_COLUMNS", "LeavingRecord", "LeftOutRecord", "left_out", "write_left_out"]

_COLUMNS: Final = ("iri", "source", "reason", "by", "instead", "fields")
FEED_COLUMNS: Final = ("iri", "source", "reason", "by", "instead", "violations")
"""The columns of what a feed leaves out: no format decides, but the build validates."""
_END: Final = b"\0"
"""The end of what lines are sorted by: no IRI or name has it, and it comes before all other bytes."""


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
