"""Findings of the pipeline: about documents, records and runs."""

from __future__ import annotations

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import FOREIGN_WORDS, Message
from danhmuc.vocab.terms import DMV

from ..messages.harvest import (
    BARRED_ELSEWHERE,
    DIGEST_ORDERED,
    DOCUMENT_SKIPPED,
    HELD_BACK,
    MARKS_UNREAD,
    RECORD_SKIPPED,
    SECRECY_UNCLEAR,
    STATE_SECRET,
)
from .record import Quarantined

__all__ = [
    "barred_finding",
    "held_back_finding",
    "ordered_digest_finding",
    "skipped_record_finding",
    "state_secret_finding",
    "unclear_secrecy_finding",
    "unread_document_finding",
    "unread_marks_finding",
]


def unread_document_finding(document: Quarantined) -> Finding:
    """A document could not be read and was skipped."""
    return Finding(
        code=document.code,
        severity="violation",
        layer="house",
        value=_foreign_words(document.reason),
        document=document.document,
        line=document.line,
        column=document.column,
        message=DOCUMENT_SKIPPED(reason=document.reason),
    )


def skipped_record_finding(iri: str, reason: Message) -> Finding:
    """A record could not be read or stored and was skipped."""
    return Finding(
        code="harvest:record-aside",
        severity="violation",
        layer="house",
        focus=iri,
        value=_foreign_words(reason),
        message=RECORD_SKIPPED(reason=reason),
    )


def held_back_finding(iri: str, places: tuple[str, ...]) -> Finding:
    """In an incomplete run a record would have lost what an unread document has, so it stays as stored."""
    return Finding(
        code="harvest:held-back",
        severity="info",
        layer="house",
        focus=iri,
        document=places[0] if places else None,
        message=HELD_BACK(),
    )


def unread_marks_finding(count: int) -> Finding:
    """New records are not taken, since a document that cannot be read may mark them."""
    return Finding(
        code="harvest:marks-unread", severity="violation", layer="national", message=MARKS_UNREAD(count=count)
    )


def ordered_digest_finding(iri: str) -> Finding:
    """The digest of a graph depends on the order of its document."""
    return Finding(code="digest:ordered", severity="info", layer="house", focus=iri, message=DIGEST_ORDERED())


def unclear_secrecy_finding(
    iri: str, value: str | None, places: tuple[str, ...], *, prop: str = DMV.secrecy.value
) -> Finding:
    """A mark of secrecy, or what looks like one, states neither a level nor the absence of secrecy."""
    return Finding(
        code="harvest:secrecy-unclear",
        severity="warning",
        layer="national",
        focus=iri,
        path=prop,
        value=value,
        document=places[0] if places else None,
        message=SECRECY_UNCLEAR(),
    )


def barred_finding(iri: str, source: str, places: tuple[str, ...]) -> Finding:
    """Another source keeps the IRI of a record back."""
    return Finding(
        code="harvest:barred-elsewhere",
        severity="warning",
        layer="house",
        focus=iri,
        document=places[0] if places else None,
        message=BARRED_ELSEWHERE(source=source),
    )


def state_secret_finding(places: tuple[str, ...]) -> Finding:
    """A record is marked as a state secret."""
    return Finding(
        code="harvest:state-secret",
        severity="violation",
        layer="national",
        document=places[0] if places else None,
        message=STATE_SECRET(),
    )


def _foreign_words(reason: Message) -> str | None:
    """The words of another program, if the reason is nothing else."""
    return str(reason) if reason.id == FOREIGN_WORDS.id else None
