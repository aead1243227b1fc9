"""Findings of the pipeline: about documents, records and runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import FOREIGN_WORDS, Fact, Message
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import DMV

from ..messages.corrections import CorrectionsText
from ..messages.harvest import HarvestText
from .correction_terms import read_term, term_text
from .corrections import Correction
from .first_few import first_few
from .misspelt_terms import meant_class
from .record import Quarantined, SourceRecord

_REFUSED: Final = "harvest:state-secret"
SECRECY_UNCLEAR_CODE: Final = "harvest:secrecy-unclear"


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
        message=HarvestText.DOCUMENT_SKIPPED(reason=document.reason),
    )


def skipped_record_finding(iri: str, reason: Message) -> Finding:
    """A record could not be read or stored and was skipped."""
    return Finding(
        code="harvest:record-aside",
        severity="violation",
        layer="house",
        focus=iri,
        value=_foreign_words(reason),
        message=HarvestText.RECORD_SKIPPED(reason=reason),
    )


def held_back_finding(iri: str, places: tuple[str, ...]) -> Finding:
    """In an incomplete run a record would have lost what an unread document has, so it stays as stored."""
    return Finding(
        code="harvest:held-back",
        severity="info",
        layer="house",
        focus=iri,
        document=places[0] if places else None,
        message=HarvestText.HELD_BACK(),
    )


def held_record_finding(iri: str) -> Finding:
    """A record stays as an undone run left it, so that what its source says now is neither stored nor validated."""
    return Finding(
        code="harvest:held-as-undone",
        severity="warning",
        layer="cannot-verify",
        focus=iri,
        message=HarvestText.HELD_AS_UNDONE(),
    )


def unread_marks_finding(count: int, document: str) -> Finding:
    """New records are not taken, since a document that cannot be read may mark them."""
    return Finding(
        code="harvest:marks-unread",
        severity="violation",
        layer="national",
        document=document,
        message=HarvestText.MARKS_UNREAD(count=count),
    )


def slipped_finding(records: Sequence[SourceRecord]) -> Finding:
    """Stored records that the source describes, but with no class of a record."""
    first = records[0]
    classes: list[Fact] = [*sorted({abbreviate(listed) for record in records for listed in record.types})]
    iris = [record.iri for record in records]
    return Finding(
        code="harvest:record-slipped",
        severity="violation",
        layer="house",
        focus=first.iri,
        value=first.types[0] if first.types else None,
        fix=next(filter(None, map(meant_class, first.types)), None),
        document=first.places[0] if first.places else None,
        message=HarvestText.RECORD_SLIPPED(
            count=len(records), iris=first_few(iris), classes=first_few(classes or [HarvestText.NO_CLASS()])
        ),
    )


def part_finding(holders: Mapping[str, SourceRecord]) -> Finding:
    """Stored records that the source describes within the graph of another one, such as a distribution of it."""
    first, holder = next(iter(holders.items()))
    return Finding(
        code="harvest:record-in-record",
        severity="violation",
        layer="house",
        focus=first,
        value=holder.iri,
        document=holder.places[0] if holder.places else None,
        message=HarvestText.RECORD_IN_RECORD(
            count=len(holders),
            iris=first_few(list(holders)),
            holders=first_few(list(dict.fromkeys(one.iri for one in holders.values()))),
        ),
    )


def slipped_narrower_finding(iri: str, places: tuple[str, ...]) -> Finding:
    """A stored record that is no longer one by its class says more narrowly what may be public."""
    return Finding(
        code="harvest:slipped-narrower",
        severity="warning",
        layer="national",
        focus=iri,
        document=places[0] if places else None,
        message=HarvestText.SLIPPED_NARROWER(),
    )


def shrunken_finding(missing: int, present: int) -> Finding:
    """Many records of a source are missing at once."""
    return Finding(
        code="harvest:shrunken",
        severity="warning",
        layer="house",
        message=HarvestText.SOURCE_SHRUNKEN(missing=missing, present=present),
    )


def few_records_finding(expected: int, found: int) -> Finding:
    """A source has fewer records than it is expected to have."""
    return Finding(
        code="harvest:expected-records",
        severity="warning",
        layer="house",
        message=HarvestText.EXPECTED_RECORDS(expected=expected, count=found),
    )


def old_records_finding(expected: int, newest: date | None, today: date) -> Finding:
    """The newest record of a source is older than expected, or none says how old it is."""
    if newest is None:
        said = HarvestText.EXPECTED_DATED(expected=expected)
    else:
        said = HarvestText.EXPECTED_DAYS(expected=expected, found=(today - newest).days, day=newest)
    return Finding(code="harvest:expected-days", severity="warning", layer="house", message=said)


def ordered_digest_finding(iri: str) -> Finding:
    """The digest of a graph depends on the order of its document."""
    return Finding(
        code="digest:ordered", severity="info", layer="house", focus=iri, message=HarvestText.DIGEST_ORDERED()
    )


def unclear_secrecy_finding(
    iri: str, value: str | None, places: tuple[str, ...], *, prop: str = DMV.secrecy.value
) -> Finding:
    """A mark of secrecy, or what looks like one, states neither a level nor the absence of secrecy."""
    return _secrecy_finding(iri, value, places, prop, HarvestText.SECRECY_UNCLEAR())


def secrecy_in_text_finding(iri: str, text: str, places: tuple[str, ...], *, prop: str) -> Finding:
    """A text, or the name of a document, is a mark of secrecy or has the stamp of one in it.

    Args:
        prop: of the text; empty if it is the name of the document.
    """
    return _secrecy_finding(iri, text, places, prop or None, HarvestText.SECRECY_IN_TEXT(iri=iri))


def secrecy_reached_finding(iri: str, node: str, places: tuple[str, ...], *, prop: str | None) -> Finding:
    """A record reaches a node record, such as its publisher, that is marked in any way."""
    return _secrecy_finding(iri, node, places, prop, HarvestText.SECRECY_REACHED(iri=iri))


def _secrecy_finding(
    iri: str, value: str | None, places: tuple[str, ...], prop: str | None, message: Message
) -> Finding:
    return Finding(
        code=SECRECY_UNCLEAR_CODE,
        severity="warning",
        layer="national",
        focus=iri,
        path=prop,
        value=value,
        document=places[0] if places else None,
        message=message,
    )


def barred_finding(iri: str, source: str, places: tuple[str, ...]) -> Finding:
    """Another source keeps the IRI of a record back."""
    return Finding(
        code="harvest:barred-elsewhere",
        severity="warning",
        layer="house",
        focus=iri,
        document=places[0] if places else None,
        message=HarvestText.BARRED_ELSEWHERE(source=source),
    )


def barred_part_finding(iri: str, part: str, source: str, places: tuple[str, ...]) -> Finding:
    """Something that a record describes, such as a distribution, is kept back, and the record with it."""
    return Finding(
        code="harvest:barred-part",
        severity="warning",
        layer="house",
        focus=iri,
        value=part,
        document=places[0] if places else None,
        message=HarvestText.BARRED_PART(part=part, source=source),
    )


def state_secret_finding(places: tuple[str, ...]) -> Finding:
    """A record is marked as a state secret."""
    return Finding(
        code=_REFUSED,
        severity="violation",
        layer="national",
        document=places[0] if places else None,
        message=HarvestText.STATE_SECRET(),
    )


def is_refusal(finding: Finding) -> bool:
    """Whether a finding says that something was refused because it is marked as a state secret."""
    return finding.code == _REFUSED


def widening_correction_finding(one: Correction, iris: Sequence[str]) -> Finding:
    """A correction was not applied to some records, since they would be more public then."""
    to = _right_value(one)
    return Finding(
        code="source:correction-widens",
        severity="warning",
        layer="national",
        focus=iris[0],
        path=one.property,
        message=CorrectionsText.CORRECTION_WIDENS(
            count=len(iris), property=abbreviate(one.property), to=to, iris=first_few(iris)
        ),
    )


def unused_correction_finding(one: Correction) -> Finding:
    """A complete run has no record that needs a correction of its source."""
    to = _right_value(one)
    return Finding(
        code="source:correction-unused",
        severity="info",
        layer="house",
        focus=one.record,
        path=one.property,
        value=None if one.written is None else term_text(read_term(one.written)),
        message=CorrectionsText.CORRECTION_UNUSED(
            property=abbreviate(one.property), to=to, reason=one.reason.strip().rstrip(".")
        ),
    )


def _right_value(one: Correction) -> Fact:
    return CorrectionsText.NO_VALUE() if one.to is None else term_text(read_term(one.to))


def _foreign_words(reason: Message) -> str | None:
    """The words of another program, if the reason is nothing else."""
    return str(reason) if reason.id == FOREIGN_WORDS.id else None
