"""Plans, what they change, undoing and validating again: whole commands, and how they grow with the registry."""

from __future__ import annotations

from pathlib import Path

import pytest
from processes import Usage, danhmuc
from reporting import Report, expected
from workshop import Workshop

SIZES = (10_000, 100_000)
CHANGED_EVERY = 100
UNCHANGED_MIB = 500
LINEAR = 1.15
"""Most memory of a plan of 100,000 unchanged datasets, and most growth beyond the number of records; from issue 11."""


def change_some(path: Path) -> Path:
    """A copy of a Turtle catalogue with another title for each hundredth dataset."""
    changed = path.with_name(f"changed-{path.name}")
    datasets, is_due = 0, False
    with path.open(encoding="utf-8") as lines, changed.open("w", encoding="utf-8") as out:
        for line in lines:
            if " a dcat:Dataset" in line:
                datasets += 1
                is_due = datasets % CHANGED_EVERY == 0
            if is_due and 'dct:title "' in line:
                line, is_due = line.replace('dct:title "', 'dct:title "Mới: ', 1), False
            out.write(line)
    return changed


@pytest.fixture(scope="module")
def validated() -> dict[int, float]:
    """CPU seconds of validating everything again, by size."""
    return {}


@pytest.mark.parametrize("size", SIZES)
def test_plans__of_a_registry_of_that_size(
    size: int, workshop: Workshop, validated: dict[int, float], report: Report
) -> None:
    table = report.table("plans", ["Datasets", "Command", "CPU s", "Peak MiB"], names=2)
    file, registry = workshop.catalogue(size, clean=True), workshop.registry("plans")
    plan = workshop.folder / "plan"
    at = ("--registry", registry)

    def add(step: str, usage: Usage, *, most_mib: int | None = None, cpu: str | None = None) -> None:
        mib = f"{usage.peak_mib:.0f}"
        mib = mib if most_mib is None else expected(mib, usage.peak_mib, most_mib)
        table.rows.append([f"{size:,}", step, cpu or f"{usage.cpu_seconds:.1f}", mib])

    add("`harvest`, all new", danhmuc("harvest", file, "-q", *at))
    bytes_each = Path(registry.removeprefix("sqlite:///")).stat().st_size / size
    table.rows.append([f"{size:,}", f"the registry then: {bytes_each:,.0f} bytes a dataset", "", ""])
    unchanged = danhmuc("harvest", file, "--plan", plan, "-q", *at)
    add("`harvest --plan`, unchanged", unchanged, most_mib=UNCHANGED_MIB if size == SIZES[-1] else None)
    add("`harvest`, unchanged", danhmuc("harvest", file, "-q", *at))
    original = file.read_bytes()
    changed = change_some(file)
    changed.replace(file)
    try:
        add("`harvest --plan`, 1 % changed", danhmuc("harvest", file, "--plan", plan, "-q", *at))
        add("`apply`, 1 % changed", danhmuc("apply", plan, *at))
        add("`undo`, 1 % changed", danhmuc("undo", "3", *at))
    finally:
        file.write_bytes(original)
    usage = danhmuc("validate", "--all", *at)
    validated[size] = usage.cpu_seconds
    growth = usage.cpu_seconds / (validated[SIZES[0]] * size / SIZES[0]) if SIZES[0] in validated else None
    figure = f"{usage.cpu_seconds:.1f}"
    if growth is not None and size != SIZES[0]:
        figure = expected(f"{figure}, {growth:.2f} times as much a dataset as of {SIZES[0]:,}", growth, LINEAR)
    add("`validate --all`", usage, cpu=figure)
