"""Read the records of a data.json with danhmuc: mapped to RDF, split, with digests and findings.

python danhmuc_data_json_reading.py WARM-UP FILE [ANSWER]
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from clock import timed

from danhmuc.registry import source_at
from danhmuc.registry.record.record import SourceRecord
from danhmuc.vocab.terms import DCAT


def read(file: Path) -> list[SourceRecord]:
    return [one for one in source_at(str(file)).records() if DCAT.Dataset.value in one.types]


def written(records: Iterable[SourceRecord]) -> str:
    """The triples of each record."""
    return json.dumps([one.canonical.nquads.decode() for one in records])


if __name__ == "__main__":
    timed(Path, read, written)
