"""Decisions of persons about registration: an authority registers an IRI at a version, or ends that.

Nothing here is called by a harvest, and an undone run changes nothing of it.
Source of the rules: docs/decisions/0074-registration.md.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from danhmuc.shapes.validation.reference_date import today_in_vietnam
from danhmuc.vocab.argument_types import refuse_wrong_types
from danhmuc.vocab.errors import UnknownNameError, UsageError
from danhmuc.vocab.messages import TextByLanguage
from danhmuc.vocab.valid_iris import valid_or_same

from ..messages.registrations import RegistrationsText
from ..record.causes import required_reason
from ..record.registration import (
    COMPUTED_STATES,
    DECIDED_STATES,
    LADDER,
    Registration,
    RegistrationAuthority,
    state_labels,
)
from ..record.summary import is_retired
from ..store.cause_rows import held_iris
from ..store.database import Connection, RegistryDatabase
from ..store.identity_rows import equal_iris, names_of
from ..store.registration_rows import (
    NewRegistration,
    add_registration,
    authority_rows,
    end_registration,
    find_version,
    own_authority,
    registration_rows,
    set_own_authority,
)
from ..store.searching import RecordRow, record_of
from ..store.stored_bars import marked_at_all, read_bars
from ..store.stored_rows import sources_of
from ..store.target import refuse_targets, replacing
from .registration_report import RegistrationReport, read_report

_LONGEST_AUTHORITY: Final = 500


@refuse_wrong_types
@dataclass(frozen=True, slots=True)
class Registrations:
    """The registrations in one registry."""

    database: RegistryDatabase

    def register(
        self,
        iri: str,
        state: str,
        *,
        by: str,
        reason: str,
        authority: str | None = None,
        version: int | None = None,
        source: str | None = None,
        effective_from: date | None = None,
        effective_until: date | None = None,
        superseded_by: str | None = None,
        note: str | None = None,
        is_note_public: bool = False,
        administrative_note: str | None = None,
        change_description: str | None = None,
        submitter: str | None = None,
        steward: str | None = None,
        registrar: str | None = None,
    ) -> Registration:
        """Register an IRI at a version; what the same authority registered of it before is ended by it, and stays.

        A newer version keeps the state; it is then marked as changed since, and due for review.

        Args:
            state: ``candidate``, ``standard``, ``preferred-standard``, ``superseded``, ``retired``, ``historical`` or
                ``standardized-elsewhere``; others are found from the verdict.
            authority: IRI or name of the registration authority; else that of the registry.
            version: number of the version; else the newest.
            source: whose record it is, if several sources describe the IRI; else the oldest.
            effective_from: first day on which it holds; else today in Viet Nam.
            effective_until: last day on which it holds; None without an end.
            superseded_by: IRI of what takes its place, of ``superseded`` alone.
            note: for whoever may see the record; it leaves only if `is_note_public`.
            administrative_note, change_description, submitter, steward, registrar: for those who keep the registry.

        Raises:
            UnknownNameError: there is no such state, or no such source.
            UsageError: no source describes the IRI, it is purged or secret, it has no such version, the days are the
                wrong way round, the reason has no words, or what takes its place is missing; it is to be a candidate
                or standard, and is withdrawn, or retired by its status.
        """
        reason = required_reason(reason)
        _require_state(state)
        first = today_in_vietnam() if effective_from is None else effective_from
        if effective_until is not None and effective_until < first:
            raise UsageError(RegistrationsText.REGISTER_UNTIL_BEFORE_FROM(until=effective_until, first=first))
        if is_note_public and _words(note) is None:
            raise UsageError(RegistrationsText.REGISTER_NOTE_MISSING())
        if state != "superseded" and superseded_by is not None:
            raise UsageError(RegistrationsText.REGISTER_SUCCESSOR_UNWANTED(state=state))
        with self.database.writing() as connection:
            who = _authority(connection, authority)
            row = _registrable(connection, iri, source)
            if state in LADDER:
                _refuse_retired(connection, row, state)
            if state == "superseded":
                superseded_by = _successor(connection, row.iri, superseded_by, who)
            _refuse_gap(connection, row.iri, who, first)
            new = NewRegistration(
                iri=row.iri,
                authority=who,
                state=state,
                version_id=_version_id(connection, row, version, state),
                effective_from=first,
                effective_until=effective_until,
                superseded_by=superseded_by,
                note=_words(note),
                is_note_public=is_note_public,
                administrative_note=_words(administrative_note),
                change_description=_words(change_description),
                submitter=_words(submitter),
                steward=_words(steward),
                registrar=_words(registrar),
                by=by,
                reason=reason,
            )
            add_registration(self.database, connection, new)
            return registration_rows(connection, [row.iri], authority=who)[-1]

    def end(self, iri: str, *, by: str, reason: str, authority: str | None = None) -> Registration:
        """End the registration of an IRI by an authority; it stays in the history.

        Args:
            authority: its IRI or name; else that of the registry.

        Raises:
            UsageError: that authority has not registered the IRI, or the reason has no words.
        """
        reason = required_reason(reason)
        with self.database.writing() as connection:
            who = _authority(connection, authority)
            found = registration_rows(connection, names_of(connection, iri), authority=who)
            if not found:
                raise UsageError(RegistrationsText.NOT_REGISTERED(iri=iri, authority=who))
            end_registration(connection, found[-1].iri, who, by=by, reason=reason)
            return registration_rows(connection, [found[-1].iri], authority=who, ended=True)[-1]

    def in_force(self, iri: str) -> list[Registration]:
        """The registrations in force of an IRI, by all authorities, and of other IRIs that name the same thing.

        Of what a source marks as a state secret, or in a way that is not understood, they have no words of people.
        """
        with self.database.reading() as connection:
            return shown_registrations(connection, iri)

    def history(self, iri: str) -> list[Registration]:
        """All registrations of an IRI and of others that name the same thing, also those that ended, oldest first.

        Of secrets as in `in_force`.
        """
        with self.database.reading() as connection:
            return shown_registrations(connection, iri, ended=True)

    def report(
        self, *, within: int = 30, authority: str | None = None, today: date | None = None
    ) -> RegistrationReport:
        """The registrations in force that need attention: due, expired, waiting, changed since, missing and so on.

        Args:
            within: a registration that ends within so many days is due.
            authority: of this authority alone.
            today: the day; else that in Viet Nam.
        """
        with self.database.reading() as connection:
            day = today_in_vietnam() if today is None else today
            return read_report(connection, day=day, within=within, authority=authority)

    def write_report(
        self,
        report: RegistrationReport,
        target: Path,
        format: str | None = None,  # noqa: A002 - the word users know
        *,
        lang: str = "vi",
        readable: bool = False,
    ) -> None:
        """Write a report to a file, which is replaced only when everything is written.

        Args:
            format: ``json``, ``csv`` or ``html``; else that of the ending of the file.
            lang: language of the texts.
            readable: whether others may read the file, and not its owner alone.

        Raises:
            UsageError: the file cannot be written, is one of the registry or of a source, or gives no format.
            UnknownNameError: no such format.
        """
        from .registration_report import REGISTRATION_FORMATS

        name = REGISTRATION_FORMATS.of_file(target) if format is None else format
        with self.database.reading() as connection:
            refuse_targets(target, registry=self.database.path, sources=sources_of(connection))
        with replacing(target, readable=readable) as out:
            REGISTRATION_FORMATS.write(name, report, out, lang)

    @property
    def authority(self) -> str | None:
        """IRI or name of the authority in whose name the registry registers; None if nobody has set one."""
        with self.database.reading() as connection:
            return own_authority(connection)

    def authorities(self) -> list[RegistrationAuthority]:
        """The registry's own authorities, in the order in which they were set; the last one counts."""
        with self.database.reading() as connection:
            return authority_rows(connection)

    def set_authority(self, authority: str, *, by: str) -> RegistrationAuthority:
        """Register in the name of an authority from now on; what was registered before stays that of another one.

        Raises:
            UsageError: it has no words, or too many.
        """
        with self.database.writing() as connection:
            named = _valid_authority(authority)
            if own_authority(connection) != named:
                set_own_authority(self.database, connection, named, by=by)
            return authority_rows(connection)[-1]


def _require_state(state: str) -> None:
    """See that a state is one that a person decides.

    Raises:
        UsageError: it is computed.
        UnknownNameError: there is none of that name.
    """
    if state in COMPUTED_STATES:
        raise UsageError(RegistrationsText.REGISTER_COMPUTED(state=state, known=DECIDED_STATES))
    if state not in DECIDED_STATES:
        raise UnknownNameError(RegistrationsText.REGISTER_STATE_UNKNOWN, state, DECIDED_STATES)


def _authority(connection: Connection, named: str | None) -> str:
    """The authority that was named, else that of the registry.

    Raises:
        UsageError: none was named, and the registry has none.
    """
    found = own_authority(connection) if named is None else _valid_authority(named)
    if found is None:
        raise UsageError(RegistrationsText.AUTHORITY_MISSING())
    return found


def _valid_authority(named: str) -> str:
    """An authority as it is stored: without blanks around it, and with its IRI in its valid form.

    Raises:
        UsageError: it has no words, or too many.
    """
    words = " ".join(named.split())
    if not words or len(words) > _LONGEST_AUTHORITY:
        raise UsageError(RegistrationsText.AUTHORITY_INVALID(authority=named, most=_LONGEST_AUTHORITY))
    return valid_or_same(words) if " " not in words and ":" in words else words


def _registrable(connection: Connection, iri: str, source: str | None) -> RecordRow:
    """The record of an IRI, if it may be registered.

    Raises:
        UsageError: there is none, it is purged, or a source marks it as a state secret.
    """
    names = names_of(connection, iri)
    spellings = names | set(map(valid_or_same, names))
    # Before it is looked up: of what is secret there may be no record.
    if marked_at_all(connection, spellings):
        raise UsageError(RegistrationsText.REGISTER_OF_SECRET(iri=iri))
    row = record_of(connection, iri, source)
    if row.state == "purged" or not held_iris(connection, "purged").isdisjoint(spellings):
        raise UsageError(RegistrationsText.REGISTER_OF_PURGED(iri=iri))
    return row


def _refuse_retired(connection: Connection, row: RecordRow, state: str) -> None:
    """Refuse to recommend or propose what any source retires by its status, or a person has withdrawn.

    Raises:
        UsageError: it is so.
    """
    stated = read_bars(connection)
    if row.state == "withdrawn" or any(one.reason == "withdrawn" for one in stated.of_any_version(row.iri)):
        raise UsageError(RegistrationsText.REGISTER_OF_WITHDRAWN(iri=row.iri, state=state))
    if stated.is_retired(row.iri):
        raise UsageError(RegistrationsText.REGISTER_OF_RETIRED(iri=row.iri, state=state))


def _version_id(connection: Connection, row: RecordRow, number: int | None, state: str) -> int:
    """The key of a version of a record; of the newest, if no number was given.

    Raises:
        UsageError: there is none, the run that brought it was undone, its graph was pruned, or its status retires it.
    """
    wanted = row.version if number is None else number
    found = find_version(connection, row.id, wanted)
    if found is None:
        raise UsageError(RegistrationsText.REGISTER_VERSION_UNKNOWN(iri=row.iri, number=wanted, newest=row.version))
    if found.is_undone:
        raise UsageError(RegistrationsText.REGISTER_VERSION_UNDONE(iri=row.iri, number=wanted))
    if found.is_pruned:
        raise UsageError(RegistrationsText.REGISTER_VERSION_PRUNED(iri=row.iri, number=wanted))
    if state in LADDER and is_retired(found.publicity):
        raise UsageError(RegistrationsText.REGISTER_VERSION_RETIRED(iri=row.iri, number=wanted, state=state))
    return found.id


def _successor(connection: Connection, iri: str, named: str | None, authority: str) -> str:
    """The IRI, as the registry has it, of what takes the place of another one.

    Raises:
        UsageError: none was named, it is the same thing, it may not be registered itself, or is superseded by it.
    """
    if named is None:
        raise UsageError(RegistrationsText.REGISTER_SUCCESSOR_MISSING(iri=iri))
    found = _registrable(connection, named, None).iri
    if found in all_names(connection, iri):
        raise UsageError(RegistrationsText.REGISTERED_BY_ITSELF(iri=iri))
    own, seen, following = set(all_names(connection, iri)), set[str](), found
    while following not in seen:
        seen.add(following)
        rows = registration_rows(connection, names_of(connection, following), authority=authority)
        after = [one.superseded_by for one in rows if one.superseded_by is not None]
        if not own.isdisjoint(after):
            raise UsageError(RegistrationsText.REGISTERED_IN_A_CIRCLE(iri=iri, other=found))
        following = after[-1] if after else following
    return found


def _refuse_gap(connection: Connection, iri: str, authority: str, first: date) -> None:
    """Refuse to end what holds now by something that holds later: until then neither would.

    Raises:
        UsageError: it is so.
    """
    today = today_in_vietnam()
    for one in registration_rows(connection, [iri], authority=authority):
        if first > today and one.holds_on(today):
            raise UsageError(
                RegistrationsText.REGISTER_FROM_LATER(
                    iri=iri, state=TextByLanguage(state_labels(one.state)), first=first
                )
            )


def all_names(connection: Connection, iri: str) -> Collection[str]:
    """All IRIs that name what an IRI names, itself included, in every spelling."""
    equal = equal_iris(connection).get(valid_or_same(iri), frozenset())
    return {iri, valid_or_same(iri)} | names_of(connection, iri) | equal


def shown_registrations(connection: Connection, iri: str, *, ended: bool = False) -> list[Registration]:
    """The registrations of an IRI and of others that name the same thing; of what is secret, without words."""
    names = all_names(connection, iri)
    found = registration_rows(connection, names, ended=ended)
    spellings = {*names, *(one.iri for one in found)}
    is_marked = marked_at_all(connection, spellings | set(map(valid_or_same, spellings)))
    return [one.without_texts() if is_marked else one for one in found]


def _words(text: str | None) -> str | None:
    """A text without blanks around it; None if nothing is left."""
    return None if text is None else text.strip() or None
