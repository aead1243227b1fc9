"""Findings on statuses of records that are not understood: a record stays as public as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.terms import ADMS

from ..messages.harvest import HarvestText
from .record import SourceRecord
from .record_status import STATUSES, status_of

_STATUS: Final = str(ADMS.status).encode()


def with_unknown_statuses(record: SourceRecord) -> SourceRecord:
    """The record with a finding for each status that is not understood; the same record if there is none.

    What a reading has already found about a status is not said twice.
    """
    if record.role != "record" or _STATUS not in record.canonical.nquads:
        return record
    if any(one.path == ADMS.status.value for one in record.findings):
        return record
    values = {
        value
        for subject, predicate, value, _ in record.quads
        if predicate == ADMS.status and subject.value == record.iri and status_of(value) is None
    }
    if not values:
        return record
    found = (
        Finding(
            code="harvest:status-unknown",
            severity="warning",
            layer="house",
            focus=record.iri,
            path=ADMS.status.value,
            value=value.value if isinstance(value, NamedNode | Literal) else None,
            document=record.places[0] if record.places else None,
            message=HarvestText.STATUS_UNKNOWN(codes=tuple(one.code for one in STATUSES)),
        )
        for value in sorted(values, key=str)
    )
    return replace(record, findings=(*record.findings, *found))
