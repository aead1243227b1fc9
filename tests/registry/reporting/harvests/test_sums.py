"""Whatever the format, what is printed adds up: outcomes to records seen and missing, sources to the total."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from .conftest import Night, Written

KINDS = ("created", "updated", "unchanged", "reappeared", "held", "missing", "quarantined")
EXPECTED = {
    1: {"hue": {"created": 16}, "vinh": {"created": 1}},
    2: {"hue": {"created": 2, "updated": 1, "unchanged": 13, "missing": 1, "quarantined": 2}, "vinh": {}},
    3: {"hue": {"reappeared": 1, "unchanged": 15, "missing": 2}},
}
"""Records of each batch by source and outcome."""
BATCHES = pytest.mark.parametrize("batch", EXPECTED)


def summed(rows: dict[str, dict[str, int]]) -> Counter[str]:
    return sum((Counter(counts) for counts in rows.values()), Counter())


def seen_in(counts: dict[str, int]) -> int:
    return sum(number for kind, number in counts.items() if kind != "missing")


class Cells(HTMLParser):
    """The rows of the table of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.in_cell = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self.rows.append([])
        self.in_cell = tag in ("td", "th") or (self.in_cell and tag != "strong")
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self.in_cell = self.in_cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self.in_cell:
            self.rows[-1][-1] += data


@BATCHES
def test_csv__the_numbers_of_each_outcome_are_those_of_the_run(written: Written, batch: int) -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", batch, lang="en").removeprefix("\ufeff"))))
    found: dict[str, Counter[str]] = {row["source"]: Counter() for row in rows if row["role"] == "run"}
    for row in rows:
        if row["role"] == "record" and row["outcome"] in KINDS:
            found[row["source"]][row["outcome"]] += int(row["count"])
    assert found == EXPECTED[batch]


@BATCHES
def test_json__outcomes_changes_and_total(written: Written, batch: int) -> None:
    report = json.loads(written("json", batch))
    found = {run["source"]: run["records"] for run in report["runs"]}
    for run in report["runs"]:
        counts = run["records"]
        assert counts["seen"] + counts["missing"] == sum(counts[kind] for kind in KINDS)
        changes: Counter[str] = Counter()
        for change in run["changes"]:
            if change["role"] == "record" and change["kind"] in KINDS:
                changes[change["kind"]] += change["count"]
        assert changes == Counter({kind: counts[kind] for kind in KINDS if counts[kind]})
    assert {name: {kind: counts[kind] for kind in KINDS if counts[kind]} for name, counts in found.items()} == (
        EXPECTED[batch]
    )
    total = report["total"]["records"]
    assert {kind: total[kind] for kind in KINDS if total[kind]} == summed(EXPECTED[batch])
    assert total["seen"] == sum(counts["seen"] for counts in found.values())


@BATCHES
def test_html__rows_and_the_total(written: Written, batch: int) -> None:
    head, *rows = Cells(written("html", batch, lang="en")).rows
    assert head == ["source", "seen", *KINDS]
    found = {row[0].strip(): dict(zip(head[1:], map(int, row[1:]), strict=True)) for row in rows}
    for counts in found.values():
        assert counts["seen"] + counts["missing"] == sum(counts[kind] for kind in KINDS)
    total = found.pop("Total")
    assert {name: {k: n for k, n in row.items() if n and k != "seen"} for name, row in found.items()} == EXPECTED[batch]
    assert total == {name: sum(row[name] for row in found.values()) for name in total}


@BATCHES
@pytest.mark.parametrize("name", ["text", "mail"])
def test_text__lines_of_records(written: Written, name: str, batch: int) -> None:
    continued = r"(?:\n  .+)?" if name == "mail" else ""
    lines = re.findall(rf"^ *records: (.+{continued})", written(name, batch, lang="en"), re.MULTILINE)
    found = []
    for line in lines:
        said = {kind: int(number) for number, kind in re.findall(r"(\d+) (\w+)", re.sub(r"\s+", " ", line))}
        seen = said.pop("seen")
        assert seen == seen_in(said)
        found.append(said)
    assert found[0] == summed(EXPECTED[batch])
    if name == "text":
        assert found[1:] == [counts for counts in EXPECTED[batch].values() if counts]


def test_changes__what_was_not_counted_as_listed_counts_nothing(nights: Night) -> None:
    with nights.registry.reports.runs(batch=2) as report:
        (run, _) = report.runs
        object.__setattr__(run.report.records, "created", 1)
        numbers = [change.count for change in run.changes(role="record", kind="created")]
    assert numbers == [1, 0]
