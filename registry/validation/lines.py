"""A validated source as lines of JSON, so that one process can validate it and another report on it.

One line has the facts about the source, and one follows for each record: neither process holds them all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from danhmuc.vocab.findings import finding_from_json, finding_to_json
from danhmuc.vocab.messages import Message, message_from_json, to_json

from .source import ValidatedSource
from .validated_records import ValidatedRecord


def source_to_lines(check: ValidatedSource) -> Iterator[bytes]:
    """The source, then its records, which are consumed."""
    header = {
        "location": check.location,
        "profile": check.profile,
        "failed": None if check.failed is None else to_json(check.failed),
        "unopened": check.unopened,
        "incomplete": None if check.incomplete is None else to_json(check.incomplete),
        "findings": [finding_to_json(finding) for finding in check.findings],
        "warnings": [to_json(warning) for warning in check.warnings],
    }
    yield _line(json.dumps(header, ensure_ascii=False))
    for record in check.records:
        yield _line(record.json_text())


def source_from_lines(lines: Iterator[bytes]) -> ValidatedSource:
    """The source from the lines of `source_to_lines`; records are read one at a time."""
    header = json.loads(_text(next(lines)))
    return ValidatedSource(
        location=header["location"],
        profile=header["profile"],
        failed=_reason(header["failed"]),
        unopened=header["unopened"],
        incomplete=_reason(header["incomplete"]),
        findings=tuple(map(finding_from_json, header["findings"])),
        warnings=tuple(map(message_from_json, header["warnings"])),
        records=(ValidatedRecord.from_json_text(_text(line)) for line in lines),
    )


def _reason(value: Mapping[str, object] | None) -> Message | None:
    return None if value is None else message_from_json(value)


def _line(text: str) -> bytes:
    # Half a surrogate pair, which JSON can hold, is no UTF-8.
    return f"{text}\n".encode("utf-8", "surrogatepass")


def _text(line: bytes) -> str:
    return line.decode("utf-8", "surrogatepass")
