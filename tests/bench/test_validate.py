"""Validating a catalogue by a profile: held in memory, and spooled through a temporary database."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median

import pytest
from processes import Usage, python
from reporting import Report, cpu, expected, peak
from workshop import Workshop

MEMORY_EXPECTED = 320
"""MiB beside the interpreter and the libraries, whatever the size up to 100,000 datasets."""

BARE = (
    "from danhmuc.registry import source_at, spooling; from danhmuc.registry.validation import source; "
    "from danhmuc.shapes import Validator; Validator({!r})"
)
CHECK = """
import json, sys
from danhmuc.registry import source_at, validate_source
from danhmuc.shapes import Validator
check = validate_source(source_at(sys.argv[1]), Validator(sys.argv[2]), spooled_above=int(sys.argv[3]))
records = findings = 0
for record in check.records:
    records += record.role == "record"
    findings += len(record.all_findings)
print(json.dumps([records, findings]))
"""
PROFILE = "dcat-ap"
WAYS = {"in memory": 10**12, "spooled": 0}
"""Above how many bytes it is spooled."""


@pytest.fixture(scope="module")
def libraries() -> float:
    """MiB that the interpreter holds with all that is imported and the profile ready."""
    return median(python("-c", BARE.format(PROFILE)).peak_mib for _ in range(3))


def validated(file: Path, datasets: int, way: str) -> Usage:
    """Judge a file; every dataset and the catalogue must have a verdict, and the planted faults be found."""
    usage = python("-c", CHECK, file, PROFILE, str(WAYS[way]))
    records, findings = json.loads(usage.answer)
    assert records == datasets + 1
    assert findings >= datasets // 30
    return usage


@pytest.mark.parametrize(
    ("datasets", "syntax", "ways"),
    [
        (10_000, "turtle", ("in memory", "spooled")),
        (10_000, "nt", ("in memory", "spooled")),
        (100_000, "nt", ("spooled",)),  # takes two minutes by itself
    ],
)
def test_validate__in_memory_and_spooled(
    datasets: int, syntax: str, ways: tuple[str, ...], libraries: float, workshop: Workshop, report: Report
) -> None:
    table = report.table(
        "validate", ["Datasets", "Syntax", "Way", "CPU s", "Datasets a second", "Peak MiB", "beside libraries"], names=3
    )
    file = workshop.catalogue(datasets, syntax)
    for way in ways:
        usage = validated(file, datasets, way)
        beside = usage.peak_mib - libraries
        told = f"{beside:.0f}"
        if way == "spooled":
            told = expected(told, beside, MEMORY_EXPECTED)
        speed = f"{datasets / usage.cpu_seconds:,.0f}"
        table.rows.append([f"{datasets:,}", syntax, way, cpu([usage], 1), speed, peak([usage]), told])
