"""The report on registrations: which of those in force need attention, and why.

What a source marks as a state secret by now, or in a way that is not understood, is listed without words of people.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import BinaryIO, Final, Literal, TypeAlias, get_args

from danhmuc.shapes import NO_PROFILE
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message
from danhmuc.vocab.messages.rendering import day_text
from danhmuc.vocab.text import escape_controls
from danhmuc.vocab.valid_iris import valid_or_same

from ..messages.registrations import RegistrationReportsText, RegistrationsText
from ..record.bars import Bars
from ..record.described_elements import MeaningPart
from ..record.registration import LADDER, Registration, state_word
from ..reporting.sheet import TABLE_ENDINGS, ReportFormats, TableSheet
from ..store.database import Connection
from ..store.identity_rows import equal_iris
from ..store.registration_rows import RegisteredRecord, own_authority, present_iris, registered_records
from ..store.stored_bars import marked_at_all, read_bars
from ..store.waiting_elements import WaitingElement, waiting_elements

# ---------------------------------------------------------------- registration report

ReportReason: TypeAlias = Literal[
    "expired",
    "due",
    "waiting",
    "undone",
    "retired",
    "changed-since",
    "missing",
    "not-accepted",
    "successor-missing",
]
REPORT_REASONS: Final[tuple[ReportReason, ...]] = get_args(ReportReason)
"""Why a registration needs attention: its last day is over, or near; the newest version of a Standard element means
something else, and waits for a decision; the version that was registered was undone; the status of the record retires
it; the record has other content than what was registered, is not there any more or does not leave, or is not accepted;
what took its place is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedRegistration:
    """A registration that needs attention.

    Attributes:
        iri: that the record has now.
        title: of the record; None of a state secret.
        reasons: why it needs attention, one at least.
        changed_parts: what the version that waits for a decision changes.
    """

    iri: str
    title: str | None
    is_secret: bool
    registration: Registration
    reasons: tuple[ReportReason, ...]
    changed_parts: tuple[MeaningPart, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The members as JSON has them."""
        return {
            **json_members(self, ("iri", "title", "reasons", "changed_parts")),
            "secret": self.is_secret,
            "registration": self.registration.as_dict(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationReport:
    """The registrations that need attention, by authority and IRI.

    Attributes:
        day: the day of the report.
        within: number of days in which a registration that ends is due.
        in_force: number of registrations in force, those that need no look among them.
    """

    day: date
    within: int
    in_force: int
    rows: tuple[ReportedRegistration, ...]

    @property
    def counts(self) -> Mapping[ReportReason, int]:
        """The number of registrations by why they need attention; one may count for several reasons."""
        found = Counter(reason for row in self.rows for reason in row.reasons)
        return {reason: found[reason] for reason in REPORT_REASONS}

    def only(self, reason: ReportReason) -> RegistrationReport:
        """The report with the registrations that need attention for one reason."""
        return replace(self, rows=tuple(row for row in self.rows if reason in row.reasons))

    def as_dict(self) -> dict[str, object]:
        """The report as JSON has it."""
        return json_members(self, ("day", "within", "in_force", "counts", "rows"))


def read_report(connection: Connection, *, day: date, within: int, authority: str | None) -> RegistrationReport:
    """The report on a day; see `Registrations.report`."""
    found = registered_records(connection, authority=authority)
    about = _ReportFacts.read(connection, found, day)
    marked = _marked_records(connection, found)
    rows = []
    for one in found:
        waiting = about.waiting_of(one)
        reasons = _reasons(one, day, within, about)
        if reasons:
            rows.append(
                ReportedRegistration(
                    iri=one.record_iri,
                    title=one.title,
                    is_secret=one.is_secret,
                    # Of what nobody understands, too, words may tell what they must not.
                    registration=one.registration.without_texts() if one.record_iri in marked else one.registration,
                    reasons=reasons,
                    changed_parts=() if waiting is None else waiting.parts,
                )
            )
    return RegistrationReport(day=day, within=within, in_force=len(found), rows=tuple(rows))


def _marked_records(connection: Connection, found: Sequence[RegisteredRecord]) -> set[str]:
    """The records of which any name is marked, also in a way that is not understood, by their IRIs."""
    equal = equal_iris(connection)
    names = {}
    for one in found:
        own = {one.record_iri, one.registration.iri}
        valid = set(map(valid_or_same, own))
        names[one.record_iri] = own.union(valid, *(equal.get(name, ()) for name in valid))
    marked = marked_at_all(connection, {name for some in names.values() for name in some})
    return {iri for iri, some in names.items() if not some.isdisjoint(marked)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReportFacts:
    """Facts of a report beside the registrations and their records.

    Attributes:
        present: IRIs of what takes the place of something and is there.
        waiting: the elements that wait for a decision, by key of the record.
        own_authority: whose decision that is.
    """

    present: frozenset[str]
    waiting: Mapping[int, WaitingElement]
    own_authority: str | None
    bars: Bars

    @classmethod
    def read(cls, connection: Connection, found: Sequence[RegisteredRecord], day: date) -> _ReportFacts:
        """The facts on a day."""
        successors = {one.registration.superseded_by for one in found if one.registration.superseded_by is not None}
        return cls(
            present=present_iris(connection, successors),
            waiting=waiting_elements(connection, day),
            own_authority=own_authority(connection),
            bars=read_bars(connection),
        )

    def waiting_of(self, one: RegisteredRecord) -> WaitingElement | None:
        """The version that waits for another decision of the authority of a registration."""
        return self.waiting.get(one.record_id) if one.registration.authority == self.own_authority else None


def _reasons(one: RegisteredRecord, day: date, within: int, about: _ReportFacts) -> tuple[ReportReason, ...]:
    said = one.registration
    last = said.effective_until
    is_expired = last is not None and last < day
    is_due = last is not None and not is_expired and (last - day).days <= within
    # What is replaced, retired or kept as a document is not reviewed again.
    is_proposed = said.state in LADDER
    is_there = one.presence == "present" and one.hold in (None, "held")
    successor = said.superseded_by
    holds: dict[ReportReason, bool] = {
        "expired": is_expired,
        "due": is_due,
        "waiting": about.waiting_of(one) is not None,
        "undone": one.is_undone,
        "retired": is_proposed and about.bars.is_retired(one.record_iri),
        "changed-since": is_proposed and said.is_changed_since,
        "missing": is_proposed and not is_there,
        "not-accepted": is_proposed and one.accepted is not True and one.profile != NO_PROFILE,
        "successor-missing": successor is not None and successor not in about.present,
    }
    return tuple(reason for reason in REPORT_REASONS if holds[reason])


# ---------------------------------------------------------------- registration formats
# The report on registrations as CSV table, JSON document or HTML page; the same report gives the same bytes.

REGISTRATION_FORMATS: Final = ReportFormats(
    package=__package__,
    writers={name: f".registration_report:write_{name}" for name in ("json", "csv", "html")},
    endings=TABLE_ENDINGS,
    no_ending=RegistrationReportsText.REPORT_ENDING,
    unknown=RegistrationsText.REGISTRATION_FORMAT_UNKNOWN,
)


def reasons_text(row: ReportedRegistration, lang: str) -> str:
    """Why a registration needs attention, in words."""
    return ", ".join(_reason(row, reason).render(lang) for reason in row.reasons)


def _reason(row: ReportedRegistration, reason: ReportReason) -> Message:
    if reason == "waiting" and row.changed_parts:
        return RegistrationReportsText.WAITING_FOR(
            parts=tuple(RegistrationReportsText.PARTS[part]() for part in row.changed_parts)
        )
    return RegistrationReportsText.REASONS[reason]()


def write_json(report: RegistrationReport, out: BinaryIO, lang: str) -> None:  # noqa: ARG001 - it has no words of ours
    """Write the report as one document."""
    text = json.dumps(report.as_dict(), ensure_ascii=False, indent=2)
    out.write(f"{escape_controls(text)}\n".encode("utf-8", "backslashreplace"))


def write_csv(report: RegistrationReport, out: BinaryIO, lang: str) -> None:
    """Write the table with the separator that Excel takes in that language, as other tables have it."""
    rows = (_cells(row, lang) for row in report.rows)
    # Whoever registers needs the IRI as it is, whatever it looks like.
    TableSheet(RegistrationReportsText.COLUMNS, rows, show=str).write_csv(out, lang)


def write_html(report: RegistrationReport, out: BinaryIO, lang: str) -> None:
    """Write the page."""
    from ..reporting.html_page import write_page  # tables need no template engine

    write_page(
        out,
        lang,
        __name__,
        "registrations_page",
        words=RegistrationReportsText,
        title=RegistrationReportsText.TITLE(day=report.day).render(lang),
        report=report,
        in_force=RegistrationReportsText.IN_FORCE(count=report.in_force).render(lang),
        needs_attention=RegistrationReportsText.NEEDS_ATTENTION(count=len(report.rows)).render(lang),
        counts=[
            RegistrationReportsText.REASON_COUNT(
                reason=RegistrationReportsText.REASONS[reason](), number=number
            ).render(lang)
            for reason, number in report.counts.items()
            if number
        ],
        rows=[_cells(row, lang) for row in report.rows],
    )


def _cells(row: ReportedRegistration, lang: str) -> Mapping[str, str]:
    """The texts of a row by column."""
    said = row.registration
    return {
        "reasons": reasons_text(row, lang),
        "title": RegistrationReportsText.UNNAMED().render(lang) if row.is_secret else row.title or "",
        "iri": row.iri,
        "authority": said.authority,
        "state": state_word(said.state, lang),
        "version": str(said.version),
        "effective_from": day_text(said.effective_from, lang),
        "effective_until": "" if said.effective_until is None else day_text(said.effective_until, lang),
        "superseded_by": said.superseded_by or "",
        "source": said.source,
        "irdi": said.irdi,
    }
