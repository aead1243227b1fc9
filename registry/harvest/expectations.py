"""Compare a complete reading of a source with what is expected of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from pyoxigraph import Literal

from danhmuc.shapes.validation.reference_date import today_in_vietnam
from danhmuc.vocab.datatypes.days import read_day
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.terms import DCT

from ..record.findings import few_records_finding, old_records_finding
from ..record.record import SourceRecord
from ..record.source_settings import Expectations

EXPECTATION_CODES: Final = frozenset({"harvest:expected-records", "harvest:expected-days"})
"""Codes of the findings of this room."""


class ExpectedReading:
    """The expectations of one reading, and what was found of them."""

    def __init__(self, expectations: Expectations) -> None:
        self._expected = expectations
        self._today = date.max if expectations.days is None else today_in_vietnam()
        self._newest: date | None = None

    @property
    def are_any(self) -> bool:
        """Whether anything is expected."""
        return self._expected.records is not None or self._expected.days is not None

    def add(self, record: SourceRecord) -> None:
        """Take a record into account."""
        if self._expected.days is None or record.role != "record":
            return
        for subject, predicate, value, _ in record.quads:
            if predicate == DCT.modified and isinstance(value, Literal) and getattr(subject, "value", "") == record.iri:
                self.add_day(value.value)

    def add_day(self, text: str) -> None:
        """Take a ``dct:modified`` of a record into account, as it is written."""
        day = read_day(text)
        # Somewhere it is tomorrow already; a day still further ahead is a mistake, and says nothing of today.
        if day is None or self._expected.days is None or day > self._today + timedelta(days=1):
            return
        if self._newest is None or day > self._newest:
            self._newest = day

    def findings(self, records: int) -> Iterator[Finding]:
        """A finding for each expectation that a reading with so many records does not meet."""
        expected = self._expected
        if expected.records is not None and records < expected.records:
            yield few_records_finding(expected.records, records)
        if expected.days is not None:
            newest = self._newest
            if newest is None or (self._today - newest).days > expected.days:
                yield old_records_finding(expected.days, newest, self._today)
