"""Corrections and defaults of a source in one reading: what is applied to its records, and what no record needs.

Knows neither RDF terms nor SQL.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import partial as bound

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.reading.parsing import paused_collection

from ..record.contents import PendingRecord
from ..record.corrected import Corrector, default_records
from ..record.findings import unused_correction_finding, widening_correction_finding
from ..record.record import SourceRecord
from ..record.source_settings import SourceSettings


class CorrectedReading:
    """The corrections of one reading, and which of them were needed."""

    def __init__(self, settings: SourceSettings) -> None:
        self._corrections = settings.corrections
        self._defaults = settings.defaults
        self._corrector = Corrector(settings.corrections, settings.defaults)
        self._used: set[int] = set()
        self._refused: dict[int, list[str]] = {}

    def correct(self, record: SourceRecord) -> SourceRecord:
        """The record as corrections leave it; the same object if they change nothing."""
        corrected = self._corrector.correct(record)
        self._used |= corrected.used
        for number in corrected.refused:
            self._refused.setdefault(number, []).append(record.iri)
        return corrected.record

    def with_default_nodes(self, records: Iterable[PendingRecord]) -> Iterable[PendingRecord]:
        """The records, and before them the agent and contact of the defaults, unless the source describes them."""
        nodes = {record.iri: record for record in default_records(self._defaults)}
        if not nodes:
            return records
        if iter(records) is records:
            with paused_collection():
                records = list(records)
        for pending in records:
            nodes.pop(pending.iri, None)
        return _RecordsAfter(nodes.values(), records)

    def findings(self, secret: Collection[str], *, is_whole: bool) -> Iterator[Finding]:
        """Findings on the corrections that would have made records more public, and on those that none needed.

        Args:
            secret: IRIs of which nothing is said.
            is_whole: whether all of the source was read; what no record needs, the list of sources can do without.
        """
        for number, one in enumerate(self._corrections):
            iris = [iri for iri in self._refused.get(number, ()) if iri not in secret]
            if iris:
                yield widening_correction_finding(one, iris)
            elif is_whole and number not in self._used and one.record not in secret:
                yield unused_correction_finding(one)


class _RecordsAfter:
    """Records that can be walked any number of times, after some that are made already."""

    def __init__(self, first: Iterable[SourceRecord], others: Iterable[PendingRecord]) -> None:
        self._first = [PendingRecord(record.iri, record.role, bound(_same, record)) for record in first]
        self._others = others

    def __iter__(self) -> Iterator[PendingRecord]:
        yield from self._first
        yield from self._others


def _same(record: SourceRecord) -> SourceRecord:
    return record
