"""JSON for programs: an array of sources, as docs/schemas/validation-report.schema.json describes it.

Records are written one by one, a line each; counts follow, because they are only known then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from danhmuc.vocab.errors import DanhmucError
from danhmuc.vocab.text import shown_location

from .reported_records import ReportedFinding, ReportedRecord
from .reported_source import ReportedSource
from .sheet import json_text
from .tally import PublisherCount, ReportOptions, RuleCount, Tally

SCHEMA: Final = "https://w3id.org/danhmuc/schemas/validation-report.schema.json"


def write_json(sources: Iterable[ReportedSource], out: BinaryIO, options: ReportOptions) -> tuple[Tally, ...]:
    """Write all sources, and return their counts."""
    tallies = []
    start = b"["
    for source in sources:
        out.write(start)
        for part in source_json_parts(source, options):
            out.write(part.encode("utf-8", "backslashreplace"))
        tallies.append(source.tally)
        start = b","
    out.write(b"[]\n" if start == b"[" else b"\n]\n")
    return tuple(tallies)


def source_json_parts(source: ReportedSource, options: ReportOptions) -> Iterator[str]:
    """One source as an item of the array, in parts; an error in its records is raised after the last part.

    Raises:
        DanhmucError: not all records could be read.
    """
    tally = source.tally
    head = {
        "schema": SCHEMA,
        "location": source.location,
        "profile": tally.profile,
        "failed": None if source.failed is None else str(source.failed),
        "unopened": tally.unopened,
        "incomplete": None if source.incomplete is None else str(source.incomplete),
    }
    yield "\n{\n" + "".join(f"{_member(name, value)},\n" for name, value in head.items())
    yield f"{_member('findings', [finding.to_json() for finding in source.findings])},\n"
    yield '"records": ['
    start = "\n"
    broken: DanhmucError | None = None
    try:
        for record in source.records():
            yield start + json_text(_record(record))
            start = ",\n"
    except DanhmucError as error:
        broken = error
    yield "],\n"
    if broken is not None:
        yield _member("broken_off", str(broken)) + ",\n"
    yield _member("counts", _counts(tally)) + ",\n"
    yield _member("rules", [_rule(rule) for rule in tally.rules]) + ",\n"
    yield _member("publishers", [_publisher(one, tally) for one in tally.publishers]) + ",\n"
    yield _member("passed", broken is None and tally.passes(options.fail_on)) + "\n}"
    if broken is not None:
        raise broken


def lost_source_json(location: str, profile: str) -> dict[str, object]:
    """The item of a source about which nothing is known."""
    tally = Tally(location=location, profile=profile)
    return {
        "schema": SCHEMA,
        "location": shown_location(location),
        "profile": profile,
        "failed": "lost",
        "unopened": False,
        "incomplete": None,
        "findings": [],
        "records": [],
        "counts": _counts(tally),
        "rules": [],
        "publishers": [],
        "passed": False,
    }


def _record(record: ReportedRecord) -> dict[str, object]:
    return {
        "iri": record.iri,
        "role": record.role,
        "title": record.title,
        "publisher": record.publisher,
        "accepted": record.accepted,
        "findings": [finding.to_json() for finding in record.findings],
    }


def _counts(tally: Tally) -> dict[str, object]:
    return {
        "records": tally.records + tally.catalogs,
        "accepted": tally.accepted + tally.accepted_catalogs,
        "others": tally.others,
        "findings": tally.count,
        "violation": tally.by_severity["violation"],
        "warning": tally.by_severity["warning"],
        "info": tally.by_severity["info"],
        "cannot-verify": tally.by_severity["cannot-verify"],
    }


def _rule(rule: RuleCount) -> dict[str, object]:
    return {
        "code": rule.code,
        "standing": rule.reported_severity,
        "count": rule.count,
        "records": rule.records,
        "example": _example(rule.example),
    }


def _publisher(publisher: PublisherCount, tally: Tally) -> dict[str, object]:
    return {
        "group": publisher.group,
        "iri": publisher.iri,
        "name": publisher.name or tally.names.get(publisher.iri or ""),
        "count": publisher.count,
        "records": publisher.records,
        "counts": dict(sorted(publisher.counts.items())),
        "example": _example(publisher.example),
    }


def _example(finding: ReportedFinding) -> dict[str, object]:
    return {**finding.to_json(), "record": finding.record, "title": finding.title, "publisher": finding.publisher}


def _member(name: str, value: object) -> str:
    return f"{json_text(name)}: {json_text(value)}"
