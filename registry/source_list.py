"""The sources of a registry: which there are, and how they are added, moved and removed.

A method imports what changes sources or visits them, so that whoever lists them loads none of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from danhmuc.vocab.argument_types import refuse_wrong_types
from danhmuc.vocab.errors import SourceUnavailableError, UsageError

from .messages.sources import SourcesText
from .record.causes import required_reason
from .record.contents import HarvestSource, of_stored_kind
from .record.door import CheckableSource, SourceCheck
from .record.record import LOCAL
from .record.source_settings import DeclaredSource, absolute_profile, default_profile
from .store.overview import SourceRow, SourceStatus, source_rows, source_statuses
from .store.source_rows import RecordedSourceChange, recorded_source_changes
from .store.stored_rows import RegisteredSource, find_source, named_source, sources_of
from .store.view import View

if TYPE_CHECKING:
    from danhmuc.shapes import Validator

    from .edits.source_edits import SourceEdits, SourceListPlan
    from .record.door import NetworkDoor
    from .record.source_settings import Removal
    from .store.database import Connection
    from .store.tombstones import Withdrawal


@refuse_wrong_types
class SourceListView:
    """The sources of a registry, of now or as of an earlier moment."""

    def __init__(self, view: View) -> None:
        self._view = view

    def profiles(self) -> dict[str, str]:
        """The profile of each source by its name, oldest first; no record is counted, unlike in `Registry.sources`."""
        with self._view.reading() as connection:
            return {one.name: one.profile for one in sources_of(connection)}


@refuse_wrong_types
class SourceList(SourceListView):
    """The sources of a registry; to be had from `Registry.source_list`."""

    def __init__(
        self, view: View, validator: Callable[[Connection, str], Validator | None], door: NetworkDoor | None = None
    ) -> None:
        """Change the sources of a registry.

        Args:
            validator: returns the validator of a profile; None if nothing is validated.
            door: the way to the network; None where there is none.
        """
        super().__init__(view)
        self._database = view.database
        self._validator = validator
        self._door = door

    def get(self, name: str) -> SourceRow:
        """One source as `Registry.sources` lists it.

        Raises:
            UnknownNameError: no such source.
        """
        with self._view.reading() as connection:
            key = named_source(connection, name).name
            return next(row for row in source_rows(connection) if row.name == key)

    def changes(self, source: str | None = None) -> list[RecordedSourceChange]:
        """Changes of the sources themselves, of one or of all, in the order in which they were made."""
        with self._view.reading() as connection:
            return recorded_source_changes(connection, source)

    def statuses(self, source: str | None = None) -> list[SourceStatus]:
        """The status of each source, or of one: its records, its last runs, since when it fails, and why.

        Raises:
            UnknownNameError: no such source.
        """
        with self._view.reading() as connection:
            if source is not None:
                named_source(connection, source)
            return [one for one in source_statuses(connection) if source in (None, one.name)]

    @property
    def _edits(self) -> SourceEdits:
        from .edits.source_edits import SourceEdits

        return SourceEdits(self._database, self._validator)

    def plan(self, declared: Sequence[DeclaredSource], *, removal: Removal | None = None) -> SourceListPlan:
        """Compare a list of sources, such as that of `read_source_file`, and plan to make those of the registry equal.

        Args:
            removal: what becomes of the records of sources that are not in the list: ``keep-records``, and they go on
                leaving, or ``withdraw``; None leaves these sources as they are.

        Raises:
            UsageError: a location is that of a source with another name, which is not in the list.
        """
        from .edits.source_edits import SourceListPlan, compare_sources, refuse_purged

        with self._database.reading() as connection:
            refuse_purged(connection, declared)
            differences = compare_sources(declared, sources_of(connection), removal)
        return SourceListPlan(
            declared=tuple(declared), removal=removal, differences=differences, apply_with=self._edits.apply_list
        )

    def add(
        self,
        source: HarvestSource,
        *,
        by: str,
        name: str | None = None,
        profile: str | None = None,
        reason: str | None = None,
    ) -> SourceRow:
        """Register a source before its first harvest, or take back one that was removed; nothing of it is read.

        Args:
            name: name of the source; else the last part of its location.
            profile: token or path; else that of the source taken back, else ``dcat-ap``.

        Raises:
            SourceUnavailableError: the location cannot be opened.
            UsageError: the location is that of a source in use, or the name is taken.
            UnknownNameError, ShapesError: the profile cannot be used.
        """
        from danhmuc.shapes import NO_PROFILE, load_profile

        from .harvest.named_sources import name_for_source

        profile = None if profile is None else absolute_profile(profile)
        if profile is not None and profile != NO_PROFILE:
            load_profile(profile)
        _require_open(source)
        with self._database.reading() as connection:
            stored = find_source(connection, location=source.location)
            called = name_for_source(sources_of(connection), source, stored, name)
        if stored is not None:
            if stored.retired_at is None:
                raise UsageError(SourcesText.SOURCE_EXISTS(location=source.location, name=stored.name))
            declared = replace(stored.declared, profile=profile or stored.profile)
        else:
            declared = DeclaredSource(
                name=called, location=source.location, kind=source.kind, profile=profile or default_profile(source.kind)
            )
        self._edits.write([declared], by=by, reason=reason)
        return self.get(called)

    def move(self, name: str, source: HarvestSource, *, by: str, reason: str) -> SourceRow:
        """Give a source another location; it keeps its name, its history and the IRIs of its records.

        Raises:
            SourceUnavailableError: the new location cannot be opened.
            UnknownNameError: no such source.
            UsageError: it is there already or was removed, or the location is that of another source.
        """
        reason = required_reason(reason)
        with self._database.reading() as connection:
            stored = _require_source(connection, name)
            other = find_source(connection, location=source.location)
        # An address does not tell the kind of what is there.
        if not stored.is_kind_open:
            source = of_stored_kind(source, stored.kind)
        # At home it may still become one of another kind.
        if other is not None and (other.name != name or other.kind == source.kind):
            template = SourcesText.SOURCE_AT_HOME if other.name == name else SourcesText.SOURCE_EXISTS
            raise UsageError(template(name=other.name, location=other.location))
        if stored.retired_at is not None:
            raise UsageError(SourcesText.SOURCE_ALREADY_REMOVED(name=name))
        _require_open(source)
        self._edits.write([replace(stored.declared, location=source.location, kind=source.kind)], by=by, reason=reason)
        return self.get(name)

    def remove(self, name: str, removal: Removal, *, by: str, reason: str) -> Withdrawal:
        """Harvest nothing more from a source, and return how many of its records were withdrawn.

        Args:
            removal: ``keep-records``, and its records stay and leave as before, or ``withdraw``: they become
                tombstones, which no other source's description of the same IRI passes.

        Raises:
            UnknownNameError: no such source.
            UsageError: it was removed before.
            RegistryError: it is being harvested.
        """
        reason = required_reason(reason)
        with self._database.writing() as connection:
            source = _require_source(connection, name)
            if source.retired_at is not None:
                raise UsageError(SourcesText.SOURCE_ALREADY_REMOVED(name=name))
            return self._edits.retire(connection, source, removal, by=by, reason=reason)

    def check(self, name: str, *, private_network: bool = False) -> SourceCheck:
        """Look whether a source could be harvested; nothing is stored.

        Of files no record is read. A source on the web is visited once, and the first of its records are validated.

        Args:
            private_network: whether it may be at a private address this time, whatever its settings say.

        Raises:
            UnknownNameError: no such source, or no such kind of source here.
        """
        from .sources import is_on_web, source_at
        from .validation.source_visit import visit_source

        with self._database.reading() as connection:
            stored = _require_source(connection, name)
            validator = self._validator(connection, stored.profile)
        may_be_private = stored.settings.private_network or private_network
        settings = replace(stored.settings, private_network=may_be_private)
        source = source_at(stored.location, stored.known_kind, settings)
        if self._door is not None and is_on_web(stored.location):
            door = self._door.for_source(stored.location, settings)
            found = visit_source(source, door, validator, name=name)
        elif isinstance(source, CheckableSource):
            found = source.check()
        else:
            found = SourceCheck(location=stored.location, kind=stored.kind)
        variable = stored.settings.credential_variable
        return replace(found, unset=variable if variable is not None and not os.environ.get(variable) else None)


def _require_source(connection: Connection, name: str) -> RegisteredSource:
    """The source of a name that is not the one of programs.

    Raises:
        UsageError: there is none.
    """
    if name == LOCAL:
        raise UsageError(SourcesText.SOURCE_OF_PROGRAMS(name=name))
    return named_source(connection, name)


def _require_open(source: HarvestSource) -> None:
    """Refuse a location that cannot be opened: it is a typing error, not a source.

    Raises:
        SourceUnavailableError: it cannot be opened.
    """
    if isinstance(source, CheckableSource):
        found = source.check()
        if not found.is_open and found.why is not None:
            raise SourceUnavailableError(source.location, found.why)
