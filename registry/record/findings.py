"""Findings of the pipeline: about documents, records and runs, and what many records of a source have in common."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote_to_bytes

from pyoxigraph import NamedNode

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import FOREIGN_WORDS, Fact, Message
from danhmuc.vocab.near_terms import near_term
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import DMV, RDF

from ..messages.edits import CorrectionsText
from ..messages.harvest import HarvestText, SourceFindingsText
from .corrections import Correction, read_term, term_text
from .record import Quarantined, SourceRecord

if TYPE_CHECKING:
    from danhmuc.shapes import Profile, ValidationReport

# ---------------------------------------------------------------- misspelt terms
# Find classes and properties that miss a term of a known vocabulary by a letter or by its case.


class _Misspelt(NamedTuple):
    iri: str
    meant: str
    is_class: bool


def with_misspelt_terms(record: SourceRecord) -> SourceRecord:
    """The record with a finding for each class or property that is misspelt; the same record if there is none."""
    found = _misspelt_among(*record.terms.used)
    if not found:
        return record
    findings = (_finding(record, misspelt) for misspelt in found)
    return replace(record, findings=(*record.findings, *findings))


def meant_class(iri: str) -> str | None:
    """The class that a misspelt one was meant to be; None if it is not misspelt."""
    misspelt = _misspelt(iri, is_class=True)
    return None if misspelt is None else misspelt.meant


def _finding(record: SourceRecord, misspelt: _Misspelt) -> Finding:
    message = HarvestText.CLASS_MISSPELT if misspelt.is_class else HarvestText.PROPERTY_MISSPELT
    return Finding(
        code=f"misspelt:{abbreviate(misspelt.meant)}",
        severity="warning",
        layer="vocabulary",
        focus=record.iri,
        path=RDF.type.value if misspelt.is_class else None,
        value=misspelt.iri,
        fix=misspelt.meant,
        document=record.places[0] if record.places else None,
        message=message(term=abbreviate(misspelt.iri), meant=abbreviate(misspelt.meant)),
    )


@lru_cache(maxsize=1024)
def _misspelt_among(properties: frozenset[NamedNode], classes: frozenset[NamedNode]) -> tuple[_Misspelt, ...]:
    """The misspelt ones; most records of a source use the same terms."""
    found = {_misspelt(term.value, is_class=False) for term in properties}
    found |= {_misspelt(term.value, is_class=True) for term in classes}
    return tuple(sorted(misspelt for misspelt in found if misspelt is not None))


@lru_cache(maxsize=8192)
def _misspelt(iri: str, *, is_class: bool) -> _Misspelt | None:
    """The misspelt one of a property or a class; None if it is right."""
    meant = near_term(iri, is_class=is_class)
    return None if meant is None else _Misspelt(iri, meant, is_class=is_class)


# ---------------------------------------------------------------- first few
# The first few of many names, for a sentence that cannot list them all.

_FEW: Final = 3


def first_few(names: Sequence[Fact], most: int = _FEW) -> tuple[Fact, ...]:
    """The first names, and a sign that there are more."""
    return (*names[:most], "…") if len(names) > most else tuple(names)


# ---------------------------------------------------------------- findings

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


# ---------------------------------------------------------------- shown iri
# IRIs as sentences show them: the letters of a code that were percent-encoded are letters again.

_ENCODED: Final = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_MARKS: Final = range(0x300, 0x370)
"""The combining accents, by which some keyboards write Vietnamese."""


def shown_iri(iri: str) -> str:
    """An IRI for people to read, not to look up: only letters, numbers and accents are decoded, all else stays.

    >>> shown_iri("https://e.vn/dataset/l%E1%BB%85%20h%E1%BB%99i"), shown_iri("https://e.vn/%E2%80%AEa%2Fb")
    ('https://e.vn/dataset/lễ%20hội', 'https://e.vn/%E2%80%AEa%2Fb')
    """
    return _ENCODED.sub(_letters, iri)


def _letters(found: re.Match[str]) -> str:
    try:
        text = unquote_to_bytes(found[0]).decode()
    except UnicodeDecodeError:
        return found[0]
    return text if all(one.isalnum() or ord(one) in _MARKS for one in text) else found[0]


# ---------------------------------------------------------------- per source
# Findings that are one for a source: what many of its records have in common, and one answer settles.
#
# The findings of the records stay in their verdicts, where they are looked up again; reports and counts have one
# finding in their place. Which rules these are, the profile states (``dmv:perSource``).

_VALUES: Final = 5
"""Number of values that a finding names."""


def subjects_of(profile: Profile) -> Mapping[str, str]:
    """The subjects on which a source has one finding by a profile, by the codes of the rules."""
    return {rule.code: rule.per_source for rule in profile.rules.values() if rule.per_source is not None}


def is_one_for_source(finding: Finding, subjects: Mapping[str, str]) -> bool:
    """Whether a stored finding is one for its source; `subjects` are those of its profile."""
    return finding.layer == "cannot-verify" and finding.value is not None and finding.code in subjects


def own_findings(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings that are a record's own."""
    return (one for one in findings if one.per_source is None)


def without_per_source(report: ValidationReport) -> ValidationReport:
    """The report with the findings that are a record's own; the same report if these are all."""
    own = tuple(own_findings(report.findings))
    return report if len(own) == len(report.findings) else replace(report, findings=own)


class PerSource:
    """The findings of one reading that are one for the source, by their subject."""

    def __init__(self) -> None:
        self._subjects: dict[str, _Subject] = {}

    def add(self, iri: str, findings: Iterable[Finding]) -> None:
        """Add those of a record."""
        for one in findings:
            if one.per_source is not None:
                self._subjects.setdefault(one.per_source, _Subject()).add(iri, one)

    def iris(self) -> set[str]:
        """The records that have any."""
        return {iri for subject in self._subjects.values() for iri in subject.iris()}

    def add_stored(self, stored: Mapping[str, Iterable[Finding]]) -> None:
        """Add those of the verdicts of records that stay as they are."""
        for iri, findings in stored.items():
            self.add(iri, findings)

    def findings(self, refused: Collection[str]) -> Iterator[Finding]:
        """One finding for each subject; no record that was refused is counted or named."""
        without = set(refused)
        for name in sorted(self._subjects):
            found = self._subjects[name].finding(without)
            if found is not None:
                yield found


class _Subject:
    """One subject: its values and the records that have them."""

    def __init__(self) -> None:
        self._examples: dict[str, Finding] = {}
        self._counts: Counter[str] = Counter()
        self._values: dict[str | None, dict[str, None]] = {}

    def add(self, iri: str, finding: Finding) -> None:
        self._examples.setdefault(finding.code, finding)
        self._counts[finding.code] += 1
        self._values.setdefault(finding.value, {})[iri] = None

    def iris(self) -> Iterator[str]:
        return (iri for some in self._values.values() for iri in some)

    def finding(self, without: Collection[str]) -> Finding | None:
        """The finding for all records that count; None if there are none."""
        by_value = {value: [iri for iri in iris if iri not in without] for value, iris in self._values.items()}
        values = sorted(value for value, iris in by_value.items() if iris and value is not None)
        iris = sorted({iri for some in by_value.values() for iri in some})
        if not iris:
            return None
        # That of most records; of several as frequent any, but always the same.
        example = self._examples[max(self._counts, key=lambda code: (self._counts[code], code))]
        return replace(
            example,
            focus=iris[0],
            value=values[0] if values else None,
            value_term=None,
            about=None,
            value_about=None,
            per_source=None,
            message=SourceFindingsText.ONE_FOR_SOURCE(
                sentence=example.message,
                count=len(iris),
                iris=first_few([shown_iri(iri) for iri in iris]),
                values=first_few(values, _VALUES),
            ),
        )
