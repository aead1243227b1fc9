"""Repair the terms of records that programs put, as the reader repairs those of documents.

Source of the rules: docs/decisions/0020-one-record-cannot-break-the-feed.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from danhmuc.vocab.errors import RecordError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.reading.notes import NOTICES
from danhmuc.vocab.valid_iris import is_valid_iri, valid_or_same
from danhmuc.vocab.writing import TermRepair

from ..messages.requests import RequestsText
from ..record.record import SourceRecord, quads_of

_ESCAPED: Final = "read:iri-escaped"


def with_valid_terms(record: SourceRecord) -> SourceRecord:
    """The record with valid IRIs and language tags, and a finding for each IRI repaired; the same if all are valid.

    Raises:
        RecordError: a term cannot be repaired, such as an IRI without scheme.
    """
    repair = TermRepair()
    nquads = repair.repair(record.canonical.nquads)
    iri, topic = valid_or_same(record.iri), record.topic and valid_or_same(record.topic)
    if repair.left_out.count or not is_valid_iri(iri):
        raise RecordError(
            record.iri, RequestsText.TERM_UNUSABLE(example=next(iter(repair.left_out.examples), record.iri))
        )
    if nquads is record.canonical.nquads and iri == record.iri and topic == record.topic:
        return record
    changed = set(record.canonical.nquads.splitlines()) - set(nquads.splitlines())
    written = {record.iri, *(name for line in changed for name in _iris_of(line.decode()))}
    repaired = sorted((one, valid) for one in written if (valid := valid_or_same(one)) != one)
    given = SourceRecord.of(
        iri, tuple(quads_of(nquads)), role=record.role, types=tuple(map(valid_or_same, record.types))
    )
    findings = (*record.findings, *(_escaped_finding(one, valid, iri) for one, valid in repaired))
    return replace(given, places=record.places, topic=topic, findings=findings)


def _iris_of(line: str) -> Iterator[str]:
    """The IRIs of one triple in N-Quads."""
    for term in line.removesuffix(" .").split(" ", 2):
        if term.endswith(">"):
            yield term[term.rindex("<") + 1 : -1]


def _escaped_finding(written: str, valid: str, focus: str) -> Finding:
    notice = NOTICES[_ESCAPED]
    return Finding(
        code=_ESCAPED,
        severity=notice.severity,
        layer=notice.layer,
        message=notice.message,
        focus=focus,
        value=written,
        fix=valid,
    )
