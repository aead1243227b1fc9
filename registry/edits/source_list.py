"""Compare a list of declared sources with those of a registry: what would be changed to make them equal."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message
from danhmuc.vocab.messages.errors import PLACE_AND_REASON

from ..messages.sources import LOCATION_OF_ANOTHER, LOCATION_RELATIVE, LOCATION_TWICE, NAME_INVALID, NAME_TWICE
from ..record.correction_faults import fault_of_corrections, fault_of_defaults
from ..record.source_settings import (
    LOCAL,
    DeclaredSource,
    Removal,
    SettingChange,
    changed_settings,
    is_source_name,
)
from ..store.source_rows import REMOVED
from ..store.stored_rows import RegisteredSource

__all__ = ["DifferenceKind", "SourceDifference", "SourceListPlan", "compare_sources", "fault_of"]

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
            UnknownNameError, ShapesError: a profile cannot be used.
        """
        self.apply_with(self, by, reason)


def compare_sources(
    declared: Sequence[DeclaredSource], stored: Collection[RegisteredSource], removal: Removal | None
) -> tuple[SourceDifference, ...]:
    """The differences between a list of sources and those that are registered, `LOCAL` left aside.

    Raises:
        UsageError: a source of the list cannot be one, or its location is that of a source with another name, which is
            not in the list.
    """
    for number, one in enumerate(declared):
        reason = fault_of(one, declared[:number])
        if reason is not None:
            raise UsageError(PLACE_AND_REASON(place=one.name, reason=reason))
    by_name = {source.name: source for source in stored}
    names = {one.name for one in declared}
    taken = {source.location: source.name for source in stored if source.name not in names}
    for one in declared:
        if one.location in taken:
            raise UsageError(LOCATION_OF_ANOTHER(declared=one.name, location=one.location, name=taken[one.location]))
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
        return NAME_INVALID(name=declared.name)
    if "://" not in declared.location and not Path(declared.location).is_absolute():
        return LOCATION_RELATIVE(location=declared.location)
    for other in others:
        if other.name == declared.name:
            return NAME_TWICE()
        if other.location == declared.location:
            return LOCATION_TWICE(location=declared.location, other=other.name)
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
