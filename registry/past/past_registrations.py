"""The registrations as of an earlier moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..record.registration import Registration
from ..registrations.registering import shown_registrations
from ..registrations.registration_report import RegistrationReport, read_report
from ..store.database import Connection


@dataclass(frozen=True, slots=True)
class PastRegistrations:
    """The registrations that were recorded then; to be had from `PastRegistry.registrations`."""

    connection: Connection
    day: date

    def in_force(self, iri: str) -> list[Registration]:
        """The registrations in force of an IRI, by all authorities; see `Registrations.in_force`."""
        return shown_registrations(self.connection, iri)

    def history(self, iri: str) -> list[Registration]:
        """All registrations of an IRI, also those that had ended, oldest first; see `Registrations.history`."""
        return shown_registrations(self.connection, iri, ended=True)

    def report(self, *, within: int = 30, authority: str | None = None) -> RegistrationReport:
        """The registrations that needed attention then; see `Registrations.report`."""
        return read_report(self.connection, day=self.day, within=within, authority=authority)
