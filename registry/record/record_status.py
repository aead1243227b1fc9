"""Statuses of records (`adms:status`): what each means, and findings on those that are not understood.

Statuses of records (`adms:status`): what each means for what leaves, and for the updates that are due.

The one table of them. A status is known by its code in the EU lists dataset-status and distribution-status, by that of
ADMS, which the lists give as a close match, or by its name there; of an IRI the last part counts.

Source of the rules: docs/decisions/0071-retired-by-status.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.folding import fold
from danhmuc.vocab.terms import ADMS

from ..messages.harvest import HarvestText
from .record import SourceRecord

# ---------------------------------------------------------------- record status

UpdatesDue = Literal["all", "declared", "none"]
"""The updates of the data that are due: all, those alone that the record declares by a frequency, or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordStatus:
    """A status, and what it means.

    Attributes:
        code: its code in the EU lists.
        names: its code in ADMS and its labels in the lists, folded.
        leaves: whether what has that status leaves.
        updates: the updates that are due.
    """

    code: str
    names: frozenset[str]
    leaves: bool = True
    updates: UpdatesDue = "all"


STATUSES: Final = (
    RecordStatus(code="COMPLETED", names=frozenset({"completed", "da hoan thanh", "hoan thanh"}), updates="declared"),
    RecordStatus(
        code="DEVELOP",
        names=frozenset(
            {"underdevelopment", "under development", "in development", "dang xay dung", "dang phat trien"}
        ),
    ),
    RecordStatus(code="DEPRECATED", names=frozenset({"deprecated", "khong nen dung nua", "loi thoi"})),
    RecordStatus(code="DISCONT", names=frozenset({"discontinued", "da ngung", "ngung cap nhat"}), updates="none"),
    RecordStatus(
        code="WITHDRAWN", names=frozenset({"withdrawn", "da rut", "da thu hoi"}), leaves=False, updates="none"
    ),
    RecordStatus(code="OP_DATPRO", names=frozenset({"provisional data", "du lieu tam thoi"})),
)
"""All statuses that are understood."""
_BY_NAME: Final = {name: one for one in STATUSES for name in (fold(one.code), *one.names)}


def status_of(value: object) -> RecordStatus | None:
    """The status that a value names; None if it is not understood."""
    if not isinstance(value, NamedNode | RdfLiteral):
        return None
    text = value.value.strip()
    if isinstance(value, NamedNode) or "://" in text:  # some write IRIs as texts
        text = text.rstrip("/#").rpartition("/")[2].rpartition("#")[2]
    return _BY_NAME.get(fold(text))


def is_retiring(values: Iterable[object]) -> bool:
    """Whether statuses say that what has them is withdrawn; of several, one is enough."""
    return any(status is not None and not status.leaves for status in map(status_of, values))


def updates_due(values: Iterable[object]) -> UpdatesDue:
    """The updates that are due of what has some statuses: all, unless every one of them says less."""
    found = {"all" if status is None else status.updates for status in map(status_of, values)}
    if not found or "all" in found:
        return "all"
    return "declared" if "declared" in found else "none"


# ---------------------------------------------------------------- status findings
# Findings on statuses of records that are not understood: a record stays as public as it was.

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
            value=value.value if isinstance(value, NamedNode | RdfLiteral) else None,
            document=record.places[0] if record.places else None,
            message=HarvestText.STATUS_UNKNOWN(codes=tuple(one.code for one in STATUSES)),
        )
        for value in sorted(values, key=str)
    )
    return replace(record, findings=(*record.findings, *found))
