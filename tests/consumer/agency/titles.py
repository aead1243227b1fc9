"""A format of the agency's own: a table of what leaves, with publishers by name."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from danhmuc.registry import ExportedRecord

__all__ = ["TitleList"]

_NAME = re.compile(rb'^<[^>]*> <http://xmlns\.com/foaf/0\.1/name> "([^"]*)"', re.MULTILINE)
_TITLE = re.compile(rb'^<[^>]*> <http://purl\.org/dc/terms/title> "([^"]*)"', re.MULTILINE)


class TitleList:
    """Title, publisher and source of each record, as CSV."""

    media_type = "text/csv"

    def write(self, records: Iterable[ExportedRecord], out: BinaryIO) -> None:
        """Write a line for each record; node records have none."""
        for cells in self._lines(records):
            line = io.StringIO()
            csv.writer(line).writerow(cells)
            out.write(line.getvalue().encode())

    def _lines(self, records: Iterable[ExportedRecord]) -> Iterator[list[str]]:
        for record in records:
            if record.role == "record" and record.facts is not None:
                names = (_first(_NAME, graph) for graph in record.reached.values())
                yield [_first(_TITLE, record.nquads), *names, record.facts.source, record.facts.verdict]


def _first(pattern: re.Pattern[bytes], nquads: bytes) -> str:
    found = pattern.search(nquads)
    return "" if found is None else found[1].decode()
