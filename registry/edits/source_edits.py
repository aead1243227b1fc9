"""Change the sources of a registry: add, move and remove them, one by one or by a list that is compared with them."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeAlias

from danhmuc.shapes import Validator
from danhmuc.vocab.errors import RegistryError, SourceUnavailableError, UsageError
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message
from danhmuc.vocab.messages.errors import ErrorsText

from ..harvest.source_name import name_for_source
from ..messages.corrections import CorrectionsText
from ..messages.harvest import HarvestText
from ..messages.sources import SourcesText
from ..record.contents import HarvestSource, of_stored_kind
from ..record.correction_faults import fault_of_corrections, fault_of_defaults
from ..record.door import NetworkDoor
from ..record.record import LOCAL
from ..record.source_check import CheckableSource, SourceCheck
from ..record.source_settings import (
    DeclaredSource,
    Removal,
    SettingChange,
    changed_settings,
    default_profile,
    is_source_name,
    name_form,
)
from ..sources import is_on_web, source_at
from ..store.cause_rows import held_iris
from ..store.clock import Stamp, now
from ..store.database import Connection, RegistryDatabase
from ..store.leases import refuse_leased
from ..store.ledger import write_changes
from ..store.runs import newest_run
from ..store.source_rows import REMOVED, add_source, free_locations, retire_source, update_source
from ..store.stored_rows import RegisteredSource, find_source, named_source, sources_of
from ..store.tombstones import Withdrawal, withdraw_records
from ..validation.source_visit import visit_source
from ..verdicts.writer import VerdictWriter
from .reasons import required_reason

DifferenceKind: TypeAlias = Literal["added", "changed", "restored", "unchanged", "removed", "unlisted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDifference:
    """The difference between a source of the list and that of the registry.

    Attributes:
        kind: ``added``; ``changed``; ``restored`` if it was removed before; ``unchanged``; ``removed``; ``unlisted`` if
            it is in the registry alone and stays there.
        changes: the values that are others, each setting by its name.
    """

    name: str
    kind: DifferenceKind
    changes: tuple[SettingChange, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The difference as JSON has it."""
        return json_members(self, self.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceListPlan:
    """The changes that make the sources of a registry equal to a list; none of them is made yet.

    Attributes:
        declared: the sources of the list.
        removal: what becomes of the records of those it does not have; None leaves these sources as they are.
        differences: of every source of the list, in its order, then of those of the registry alone.
    """

    declared: tuple[DeclaredSource, ...]
    removal: Removal | None
    differences: tuple[SourceDifference, ...]
    apply_with: Callable[[SourceListPlan, str, str | None], None] = field(repr=False, compare=False)

    @property
    def changes_any(self) -> bool:
        """Whether applying it changes anything."""
        return any(one.kind not in ("unchanged", "unlisted") for one in self.differences)

    @property
    def unlisted(self) -> tuple[str, ...]:
        """The sources that stay although the list does not have them."""
        return tuple(one.name for one in self.differences if one.kind == "unlisted")

    def apply(self, *, by: str, reason: str | None = None) -> None:
        """Change the sources, all or none; a source with another profile is validated by that one first.

        Args:
            reason: kept with each change; needed to remove sources.

        Raises:
            UsageError: sources are removed without a reason.
            RegistryError: the sources have changed since the plan was made, or one of them is being harvested.
            ShapesError: a profile cannot be used.
        """
        self.apply_with(self, by, reason)


def compare_sources(
    declared: Sequence[DeclaredSource], stored: Collection[RegisteredSource], removal: Removal | None
) -> tuple[SourceDifference, ...]:
    """The differences between a list of sources and those that are registered, `LOCAL` left aside.

    Raises:
        UsageError: a source of the list cannot be one, its location is that of a source with another name, which is
            not in the list, or its name is new and looks like another one.
    """
    for number, one in enumerate(declared):
        reason = fault_of(one, declared[:number])
        if reason is not None:
            raise UsageError(ErrorsText.PLACE_AND_REASON(place=one.name, reason=reason))
    by_name = {source.name: source for source in stored}
    names = {one.name for one in declared}
    taken = {source.location: source.name for source in stored if source.name not in names}
    for one in declared:
        if one.location in taken:
            raise UsageError(
                SourcesText.LOCATION_OF_ANOTHER(declared=one.name, location=one.location, name=taken[one.location])
            )
    forms = {name_form(name): name for name in (*by_name, LOCAL)}
    for one in declared:
        other = forms.setdefault(name_form(one.name), one.name)
        if one.name not in by_name and one.name != other:
            raise UsageError(HarvestText.NAME_ALIKE(asked=one.location, name=one.name, other=other))
    found = [_difference(one, by_name.get(one.name)) for one in declared]
    for source in stored:
        if source.name in names or source.name == LOCAL or source.retired_at is not None:
            continue
        if removal is None:
            found.append(SourceDifference(name=source.name, kind="unlisted"))
        else:
            change = SettingChange(field=REMOVED, before=None, after=removal)
            found.append(SourceDifference(name=source.name, kind="removed", changes=(change,)))
    return tuple(found)


def fault_of(declared: DeclaredSource, others: Iterable[DeclaredSource]) -> Message | None:
    """The reason why it cannot be a source beside others; None if it can."""
    if not is_source_name(declared.name) or declared.name == LOCAL:
        return SourcesText.NAME_INVALID(name=declared.name)
    if "://" not in declared.location and not Path(declared.location).is_absolute():
        return SourcesText.LOCATION_RELATIVE(location=declared.location)
    for other in others:
        if other.name == declared.name:
            return SourcesText.NAME_TWICE()
        if other.location == declared.location:
            return SourcesText.LOCATION_TWICE(location=declared.location, other=other.name)
    settings = declared.settings
    return fault_of_corrections(settings.corrections) or fault_of_defaults(settings.defaults)


def _difference(declared: DeclaredSource, stored: RegisteredSource | None) -> SourceDifference:
    if stored is None:
        usual = DeclaredSource(name=declared.name, location="").settings.values()
        added = changed_settings(usual, declared.values())
        return SourceDifference(name=declared.name, kind="added", changes=added)
    changes = changed_settings(stored.declared.values(), declared.values())
    kind: DifferenceKind = "restored" if stored.retired_at is not None else "changed" if changes else "unchanged"
    return SourceDifference(name=declared.name, kind=kind, changes=changes)


@dataclass(frozen=True, slots=True)
class SourceEdits:
    """The changes of the sources of one registry.

    Attributes:
        validator: returns the validator of a profile; None if nothing is validated.
        door: the way to the network; None where there is none.
    """

    database: RegistryDatabase
    validator: Callable[[Connection, str], Validator | None]
    door: NetworkDoor | None = None

    def plan(self, declared: Sequence[DeclaredSource], removal: Removal | None) -> SourceListPlan:
        """Plan to make the sources equal to a list; see `Registry.plan_sources`."""
        with self.database.reading() as connection:
            _refuse_purged(connection, declared)
            differences = compare_sources(declared, sources_of(connection), removal)
        return SourceListPlan(
            declared=tuple(declared), removal=removal, differences=differences, apply_with=self._apply_list
        )

    def add(
        self, source: HarvestSource, *, name: str | None, profile: str | None, by: str, reason: str | None
    ) -> RegisteredSource:
        """Add a source, or take one back; see `Registry.add_source`."""
        _require_open(source)
        with self.database.reading() as connection:
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
        self._write([declared], by=by, reason=reason)
        with self.database.reading() as connection:
            return _require_source(connection, called)

    def move(self, name: str, source: HarvestSource, *, by: str, reason: str) -> RegisteredSource:
        """Move a source; see `Registry.move_source`."""
        reason = required_reason(reason)
        with self.database.reading() as connection:
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
        self._write([replace(stored.declared, location=source.location, kind=source.kind)], by=by, reason=reason)
        with self.database.reading() as connection:
            return _require_source(connection, name)

    def remove(self, name: str, removal: Removal, *, by: str, reason: str) -> Withdrawal:
        """Remove a source; see `Registry.remove_source`."""
        reason = required_reason(reason)
        with self.database.writing() as connection:
            source = _require_source(connection, name)
            if source.retired_at is not None:
                raise UsageError(SourcesText.SOURCE_ALREADY_REMOVED(name=name))
            return self._retire(connection, source, removal, by=by, reason=reason)

    def check(self, name: str, *, private_network: bool = False) -> SourceCheck:
        """Look at a source; see `Registry.check_source`."""
        with self.database.reading() as connection:
            stored = _require_source(connection, name)
            validator = self.validator(connection, stored.profile)
        may_be_private = stored.settings.private_network or private_network
        settings = replace(stored.settings, private_network=may_be_private)
        source = source_at(stored.location, stored.known_kind, settings)
        if self.door is not None and is_on_web(stored.location):
            door = self.door.for_source(stored.location, settings)
            found = visit_source(source, door, validator, name=name)
        elif isinstance(source, CheckableSource):
            found = source.check()
        else:
            found = SourceCheck(location=stored.location, kind=stored.kind)
        variable = stored.settings.credential_variable
        return replace(found, unset=variable if variable is not None and not os.environ.get(variable) else None)

    def _apply_list(self, plan: SourceListPlan, by: str, reason: str | None) -> None:
        removed = [one.name for one in plan.differences if one.kind == "removed"]
        if removed and not (reason or "").strip():
            raise UsageError(SourcesText.REMOVAL_NEEDS_REASON())
        self._write(plan.declared, by=by, reason=reason, plan=plan)

    def _write(
        self,
        declared: Sequence[DeclaredSource],
        *,
        by: str,
        reason: str | None,
        plan: SourceListPlan | None = None,
    ) -> None:
        """Give sources the values declared, all or none, and remove those that a plan removes."""
        gated = self._validate_by_new_profiles(declared, by)
        with self.database.writing() as connection:
            _refuse_purged(connection, declared)
            sources = {source.name: source for source in sources_of(connection)}
            if plan is not None and compare_sources(declared, sources.values(), plan.removal) != plan.differences:
                raise RegistryError(SourcesText.LIST_MOVED())
            for source, run in gated:
                refuse_leased(connection, source.name)
                if sources.get(source.name) != source or newest_run(connection, source.id) != run:
                    raise RegistryError(SourcesText.LIST_MOVED())
            moved = [one for one in declared if one.name in sources and one.location != sources[one.name].location]
            free_locations(connection, [sources[one.name].id for one in moved])
            for one in declared:
                if one.name in sources:
                    update_source(self.database, connection, sources[one.name], one, by=by, reason=reason)
                else:
                    add_source(self.database, connection, one, by=by, reason=reason)
            for source, _ in gated:
                write_changes(self.database, connection, source_id=source.id, run=None, by=by, reason=reason)
            if plan is not None and plan.removal is not None and reason is not None:
                for difference in plan.differences:
                    if difference.kind == "removed":
                        self._retire(connection, sources[difference.name], plan.removal, by=by, reason=reason)

    def _validate_by_new_profiles(
        self, declared: Sequence[DeclaredSource], by: str
    ) -> list[tuple[RegisteredSource, int]]:
        """Validate the sources that get another profile by it, and return each with its newest run.

        Only then has every version a verdict under it, so that none is left out for want of one.
        """
        with self.database.reading() as connection:
            before = {source.name: source for source in sources_of(connection)}
            for one in declared:
                if one.name not in before or before[one.name].profile != one.profile:
                    self.validator(connection, one.profile)  # or an error, before anything is written
            gated = [
                (before[one.name], newest_run(connection, before[one.name].id), one.profile)
                for one in declared
                if one.name in before and before[one.name].profile != one.profile
            ]
        for source, _, profile in gated:
            self._validate_by(source, profile, by)
        return [(source, run) for source, run, _ in gated]

    def _retire(
        self, connection: Connection, source: RegisteredSource, removal: Removal, *, by: str, reason: str
    ) -> Withdrawal:
        """Remove a source, and return how many records of it were withdrawn."""
        refuse_leased(connection, source.name)
        withdrawn = Withdrawal()
        if removal == "withdraw":
            withdrawn = withdraw_records(self.database, connection, source.id, by=by, reason=reason)
        retire_source(self.database, connection, source, removal, by=by, reason=reason)
        return withdrawn

    def _validate_by(self, source: RegisteredSource, profile: str, by: str) -> None:
        """Store verdicts of all that may leave a source under a profile that is not yet its own."""
        with self.database.reading() as connection:
            validator = self.validator(connection, profile)
        if validator is None:
            return
        stamp = Stamp(source_id=source.id, run_id=None, by=by, now=now(), profile=profile)
        writer = VerdictWriter.of_act(self.database, replace(source, profile=profile), validator, stamp)
        for _ in writer.write_newest():
            pass
        writer.write_older()


def _refuse_purged(connection: Connection, declared: Iterable[DeclaredSource]) -> None:
    """Refuse corrections of a purged record: they would bring words of it back.

    Raises:
        UsageError: there is one.
    """
    purged: frozenset[str] | None = None
    for source in declared:
        for number, one in enumerate(source.settings.corrections, 1):
            if one.record is not None:
                purged = held_iris(connection, "purged") if purged is None else purged
                if one.record in purged:
                    reason = CorrectionsText.IN_CORRECTION(
                        number=number, reason=CorrectionsText.CORRECTION_OF_PURGED(record=one.record)
                    )
                    raise UsageError(ErrorsText.PLACE_AND_REASON(place=source.name, reason=reason))


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
