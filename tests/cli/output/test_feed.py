"""The lines of the report of a feed."""

from __future__ import annotations

from dataclasses import replace

from danhmuc.cli.output.feed import feed_lines
from danhmuc.registry import FeedReport
from danhmuc.vocab.writing.unwritten import RefusalCount, RefusedRecord

REPORT = FeedReport(
    folder="www",
    base="https://e.vn/",
    run=1,
    records=9,
    nodes=0,
    pages=1,
    agencies=0,
    created=9,
    changed=0,
    gone=0,
    files=1,
    files_changed=1,
    bytes_changed=1,
    refused={"dcat-us": 5},
    refused_why={
        "dcat-us": (
            RefusalCount(why="class", field="dmv:Database", records=1),
            RefusalCount(why="duplicate", field="identifier", records=1),
            RefusalCount(why="missing", field="contactPoint", records=2),
            RefusalCount(why="topic", field="primaryTopic", records=1),
        )
    },
    refused_records={
        "dcat-us": (
            RefusedRecord(iri="https://e.vn/1", why="missing", fields=("title", "contactPoint"), triples=1),
            RefusedRecord(iri="https://e.vn/2", why="class", fields=("dmv:Database",), triples=1),
        )
    },
)


def test_feed_lines__name_publishers_of_the_policy_that_no_record_has() -> None:
    lines = list(feed_lines(replace(REPORT, unmatched_publishers=("https://e.vn/office",))))
    wanted = "the policy keeps no record of the publisher https://e.vn/office inside; if it has another IRI now, name "
    assert f"  {wanted}that one, too" in lines


def lines_of(report: FeedReport) -> list[str]:
    return [line.strip() for line in feed_lines(report) if "DCAT-US" in line or "dcat-us" in line]


def test_feed_lines__say_what_is_left_out_why_and_what_to_do() -> None:
    assert lines_of(REPORT) == [
        "dcat-us leaves out 5 records, which it cannot hold",
        "dcat-us: 1 record is of a class that it does not have: dmv:Database",
        "dcat-us: 1 record has the identifier of a record before it",
        "dcat-us: 2 records lack contactPoint",
        "dcat-us: the primaryTopic of 1 catalogue record is left out",
        "dcat-us: https://e.vn/1 lacks title, contactPoint",
        "give the contact in the settings an e-mail address: DCAT-US then has it for records that lack contactPoint",
    ]
