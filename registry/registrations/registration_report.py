"""The report on registrations: which of those in force need attention, and why.

What a source marks as a state secret by now is listed without words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

from danhmuc.shapes import NO_PROFILE
from danhmuc.vocab.json_values import json_members

from ..record.registration import Registration
from ..record.registration_states import LADDER
from ..store.database import Connection
from ..store.registration_rows import RegisteredRecord, present_iris, registered_records
from ..store.stored_bars import marked_secret

__all__ = ["REPORT_REASONS", "RegistrationReport", "ReportReason", "ReportedRegistration", "read_report"]

ReportReason: TypeAlias = Literal["due", "expired", "changed-since", "missing", "not-accepted", "successor-missing"]
REPORT_REASONS: Final[tuple[ReportReason, ...]] = (
    "expired",
    "due",
    "changed-since",
    "missing",
    "not-accepted",
    "successor-missing",
)
"""Why a registration needs attention: its last day is over, or near; the record has other content than what was
registered, is not there any more or does not leave, or is not accepted; what took its place is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedRegistration:
    """A registration that needs attention.

    Attributes:
        iri: that the record has now.
        title: of the record; None of a state secret.
        reasons: why it needs attention, one at least.
    """

    iri: str
    title: str | None
    is_secret: bool
    registration: Registration
    reasons: tuple[ReportReason, ...]

    def as_dict(self) -> dict[str, object]:
        """The members as JSON has them."""
        return {
            **json_members(self, ("iri", "title", "reasons")),
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
    successors = {one.registration.superseded_by for one in found if one.registration.superseded_by is not None}
    present = present_iris(connection, successors)
    secret = marked_secret(connection, {one.record_iri for one in found})
    rows = []
    for one in found:
        reasons = _reasons(one, day, within, present)
        if reasons:
            is_secret = one.record_iri in secret
            rows.append(
                ReportedRegistration(
                    iri=one.record_iri,
                    title=None if is_secret else one.title,
                    is_secret=is_secret,
                    registration=one.registration.without_texts() if is_secret else one.registration,
                    reasons=reasons,
                )
            )
    return RegistrationReport(day=day, within=within, in_force=len(found), rows=tuple(rows))


def _reasons(one: RegisteredRecord, day: date, within: int, present: frozenset[str]) -> tuple[ReportReason, ...]:
    said = one.registration
    last = said.effective_until
    is_expired = last is not None and last < day
    is_due = last is not None and not is_expired and last <= day + timedelta(days=within)
    # What is replaced, retired or kept as a document is not reviewed again.
    is_proposed = said.state in LADDER
    is_there = one.presence == "present" and one.hold in (None, "held")
    successor = said.superseded_by
    holds: dict[ReportReason, bool] = {
        "expired": is_expired,
        "due": is_due,
        "changed-since": is_proposed and said.is_changed_since,
        "missing": is_proposed and not is_there,
        "not-accepted": is_proposed and one.accepted is not True and one.profile != NO_PROFILE,
        "successor-missing": successor is not None and successor not in present,
    }
    return tuple(reason for reason in REPORT_REASONS if holds[reason])
