"""The agents of a source's defaults among its records, however these can be walked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from danhmuc.registry import SourceSettings
from danhmuc.registry.harvest.corrected import CorrectedReading
from danhmuc.registry.record.contents import PendingRecord
from danhmuc.registry.record.corrections import DefaultNode, Defaults
from danhmuc.registry.record.record import SourceRecord

SETTINGS = SourceSettings(defaults=Defaults(publisher=DefaultNode(iri="https://e.vn/so", identifier="H57")))


def pending(iri: str) -> PendingRecord:
    return PendingRecord(iri, "node", lambda: SourceRecord.of(iri, ()))


class Spooled:
    def __init__(self, records: list[PendingRecord]) -> None:
        self.records = records

    def __iter__(self) -> Iterator[PendingRecord]:
        return iter(self.records)


@pytest.mark.parametrize("walked", [list, iter, Spooled])
def test_with_default_nodes__come_first_unless_the_source_describes_them(walked: type) -> None:
    def iris(*given: str) -> list[list[str]]:
        records: Iterable[PendingRecord] = walked([pending(iri) for iri in given])
        found = CorrectedReading(SETTINGS).with_default_nodes(records)
        return [[one.iri for one in found] for _ in range(2)]

    assert iris("https://e.vn/1") == [["https://e.vn/so", "https://e.vn/1"]] * 2
    assert iris("https://e.vn/1", "https://e.vn/so") == [["https://e.vn/1", "https://e.vn/so"]] * 2


def test_with_default_nodes__without_any_the_records_are_as_they_were() -> None:
    records = iter([pending("https://e.vn/1")])
    assert CorrectedReading(SourceSettings()).with_default_nodes(records) is records
