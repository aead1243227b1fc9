"""Change the sources of a registry: add, move and remove them, one by one or by a list that is compared with them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeAlias

from danhmuc.shapes import Validator
from danhmuc.vocab.errors import RegistryError, UsageError
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message
from danhmuc.vocab.messages.errors import ErrorsText

from ..harvest.corrected import fault_of_corrections, fault_of_defaults
from ..messages.edits import CorrectionsText
from ..messages.harvest import HarvestText
from ..messages.sources import SourcesText
from ..record.record import LOCAL
from ..record.source_settings import DeclaredSource, Removal, SettingChange, changed_settings, is_source_name, name_form
from ..store.cause_rows import held_iris
from ..store.clock import Stamp, now
from ..store.database import Connection, RegistryDatabase
from ..store.ledger import write_changes
from ..store.runs import newest_run, refuse_leased
from ..store.source_rows import (
    REMOVED,
    add_source,
    free_locations,
    retire_source,
    update_source,
)
from ..store.stored_rows import RegisteredSource, sources_of
from ..store.tombstones import Withdrawal, withdraw_records
from ..verdicts.writer import VerdictWriter

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
    """

    database: RegistryDatabase
    validator: Callable[[Connection, str], Validator | None]

    def apply_list(self, plan: SourceListPlan, by: str, reason: str | None) -> None:
        """Apply a plan; see `SourceListPlan.apply`."""
        removed = [one.name for one in plan.differences if one.kind == "removed"]
        if removed and not (reason or "").strip():
            raise UsageError(SourcesText.REMOVAL_NEEDS_REASON())
        self.write(plan.declared, by=by, reason=reason, plan=plan)

    def write(
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
            refuse_purged(connection, declared)
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
                        self.retire(connection, sources[difference.name], plan.removal, by=by, reason=reason)

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

    def retire(
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


def refuse_purged(connection: Connection, declared: Iterable[DeclaredSource]) -> None:
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
