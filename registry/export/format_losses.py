"""Losses of an export to a format that cannot hold everything: numbers by property and record, and records left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from typing import BinaryIO, Final

from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.writing import Unwritten
from danhmuc.vocab.writing.unwritten import RefusedRecord

from ..record.sorted_runs import sorted_runs
from .leaving import LeftOutRecord
from .row_file import write_rows

__all__ = [
    "RecordLosses",
    "first_losses",
    "first_refused",
    "left_out_by_format",
    "sorted_losses",
    "sorted_refused",
    "write_losses",
]

_SHOWN: Final = 20
"""The number of records in a report; files of losses and of records left out have all."""
_COLUMNS: Final = ("iri", "property", "count")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLosses:
    """Losses of one record.

    Attributes:
        properties: numbers by path, as in `Unwritten.by_record`.
    """

    iri: str
    properties: Mapping[str, int]

    def as_dict(self) -> dict[str, object]:
        """The record as JSON has it."""
        return json_members(self, ("iri", "properties"))


def first_losses(lost: Unwritten) -> tuple[RecordLosses, ...]:
    """The first records that lost something, by IRI."""
    first = nsmallest(_SHOWN, lost.by_record)
    return tuple(RecordLosses(iri=iri, properties=lost.by_record[iri]) for iri in first)


def first_refused(lost: Unwritten) -> tuple[RefusedRecord, ...]:
    """The first records that the format cannot hold, by IRI."""
    return tuple(nsmallest(_SHOWN, lost.refused, key=lambda one: one.iri))


def sorted_refused(lost: Unwritten) -> Iterator[RefusedRecord]:
    """All records that the format cannot hold, by IRI."""
    lines = (
        b"%b\0%d\n" % (one.iri.encode("utf-8", "surrogatepass"), number) for number, one in enumerate(lost.refused)
    )
    return (lost.refused[int(line.rpartition(b"\0")[2])] for line in sorted_runs(lines))


def left_out_by_format(refused: RefusedRecord) -> LeftOutRecord:
    """A record that the format cannot hold, as one that was left out."""
    return LeftOutRecord(refused.iri, refused.source or "", f"format-{refused.why}", fields=refused.fields)


def write_losses(lost: Unwritten, out: BinaryIO, *, as_csv: bool) -> None:
    """Write a row for each record and property that it lost, by IRI and path: as CSV, else as JSON lines."""
    write_rows(_rows(lost), _COLUMNS, out, as_csv=as_csv)


def _rows(lost: Unwritten) -> Iterator[dict[str, object]]:
    return ({"iri": iri, "property": path, "count": count} for iri, path, count in sorted_losses(lost.by_record))


def sorted_losses(by_record: Mapping[str, Mapping[str, int]]) -> Iterator[tuple[str, str, int]]:
    """IRI, property and number of each loss, by IRI and property."""
    for line in sorted_runs(iri.encode("utf-8", "surrogatepass") + b"\n" for iri in by_record):
        iri = line[:-1].decode("utf-8", "surrogatepass")
        for path, count in by_record[iri].items():
            yield iri, path, count
