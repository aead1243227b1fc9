"""The registry as of an earlier moment: what it showed then, read by the same code as today.

Nothing is validated again: verdicts, findings, profiles and code lists are as they were recorded.

Source of the rules: docs/decisions/0073-as-of.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .code_lists.code_lists import CodeListsView
from .past_view import PastView
from .registrations.registering import shown_registrations
from .registrations.registration_report import RegistrationReport, read_report
from .registry_view import RegistryView
from .store import searching
from .store.stored_rows import RegisteredSource, sources_of

if TYPE_CHECKING:
    from .record.registration import Registration
    from .store.database import Connection
    from .store.moments import PastMoment


class PastRegistry(RegistryView):
    """The registry as of a moment; made by `Registry.as_of`.

    Of a record that a source marked as a state secret then, or marks so today, there is no title, theme or date. Words
    are searched today only.
    """

    _view: PastView

    def __init__(self, view: PastView, code_lists: CodeListsView) -> None:
        super().__init__(view, code_lists, lambda: None)

    @property
    def moment(self) -> PastMoment:
        """The moment, with the time that was asked for or that of the end of the run."""
        return self._view.moment

    @property
    def day(self) -> date:
        """The day of the moment in Viet Nam, which dates its reports."""
        return self._view.day

    # ---------------------------------------------------------------- groups

    @property
    def registrations(self) -> PastRegistrations:
        """The registrations that were recorded then."""
        with self._view.reading() as connection:
            return PastRegistrations(connection, self.day)

    # ---------------------------------------------------------------- its own answers

    def sources(self) -> list[RegisteredSource]:
        """All sources there were, oldest first, with the profile, priority and settings that they had."""
        with self._view.reading() as connection:
            return sources_of(connection)

    def newest_version_of(self, record_id: int) -> int | None:
        """The key of the version that was the newest of a record, whatever its IRI was; None if there was none yet."""
        with self._view.reading() as connection:
            return searching.newest_version_of(connection, record_id)

    def code_lists_in_force(self) -> Mapping[str, str]:
        """The digests of the loaded code lists that were in force, by token; all others were the bundled ones."""
        with self._view.reading() as connection:
            return {token: one.digest for token, one in self._code_lists.in_force(connection).items()}


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
