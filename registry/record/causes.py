"""Causes: why a record is not there, does not leave, or keeps its content; each stands until an act that may end it.

The causes in force on a record say whether it is present, missing or withdrawn, and what holds it. What follows from
its newest version alone (its status, how public it is, whether it was ever accepted) is no cause.

Source of the rules: docs/decisions/0087-causes.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal, get_args

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.json_values import json_members

from ..messages.store import RequestsText

CauseKind = Literal["purged", "withdrawn", "withheld", "secret", "absent", "deleted", "undone", "missing", "held"]
"""The kinds of causes, strongest first.

``missing``: a complete run did not see it. ``absent``: withdrawn, since it is missing for long enough or a person
accepted that. ``deleted``: withdrawn, since its source says that it deleted it. ``undone``: the run that created it is
undone. ``held``: its content is as before an undone run. ``secret``: a mark of secrecy on what was stored before it.
``withdrawn``, ``withheld``, ``purged``: a person decided that.
"""
Act = Literal["describe", "describe-otherwise", "put", "undo", "rename", "release-undone", "release"]
"""The acts that end causes.

``describe``: the source has the record again, with content that is not held. ``describe-otherwise``: it says something
else than what an undone run holds. ``put``: a program puts the record itself. ``rename``: the record has another IRI
from now on, and what its source said of the former one it says no longer.
"""
Presence = Literal["present", "missing", "withdrawn"]
Hold = Literal["purged", "withheld", "held"]

ENDED_BY: Final[Mapping[CauseKind, frozenset[Act]]] = MappingProxyType(
    {
        "missing": frozenset({"describe", "put", "undo", "rename"}),
        "absent": frozenset({"describe", "put", "undo", "rename"}),
        "deleted": frozenset({"describe", "put", "undo", "rename"}),
        "undone": frozenset({"describe", "put", "undo", "rename"}),
        "held": frozenset({"describe-otherwise", "undo", "release-undone", "rename"}),
        "withdrawn": frozenset({"put", "release"}),
        "withheld": frozenset({"release"}),
        "secret": frozenset({"release"}),
        "purged": frozenset({"release"}),
    }
)
"""The acts that may end each cause; no other act ends it, whatever it does."""

ABSENCES: Final[frozenset[CauseKind]] = frozenset({"missing", "absent", "deleted", "undone"})
"""The causes for which its source does not have a record; they keep nothing back in other sources."""
OF_PERSONS: Final[frozenset[CauseKind]] = frozenset({"withdrawn", "withheld", "secret", "purged"})
"""The causes that end by a decision of a person alone, and keep the IRI back in all sources."""
BARRING_HOLDS: Final[tuple[Hold, ...]] = ("withheld", "purged")
"""The holds that keep a record from leaving; what is held after an undone run leaves as any other."""
NO_CAUSES: Final = ""
_ORDER: Final[tuple[CauseKind, ...]] = get_args(CauseKind)
_WITHDRAWN: Final[frozenset[CauseKind]] = frozenset({"withdrawn", "absent", "deleted", "undone"})
HOLDS_OF: Final[Mapping[Hold, tuple[CauseKind, ...]]] = MappingProxyType(
    {"purged": ("purged",), "withheld": ("withheld", "secret"), "held": ("held",)}
)
"""The causes that each hold is shown for, strongest first."""


def ended_by(act: Act) -> tuple[CauseKind, ...]:
    """The causes that an act may end, strongest first.

    >>> ended_by("release")
    ('purged', 'withdrawn', 'withheld', 'secret')
    """
    return tuple(kind for kind in _ORDER if act in ENDED_BY[kind])


def pack_causes(kinds: Iterable[CauseKind]) -> str:
    """Causes as a record has them: each once, strongest first, between blanks; empty if there are none.

    >>> pack_causes(["missing", "withheld"])
    ' withheld missing '
    """
    found = set(kinds)
    return f" {' '.join(kind for kind in _ORDER if kind in found)} " if found else NO_CAUSES


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One cause in force.

    Attributes:
        iri: of the record, in its valid form.
        source: name of the source whose record it is on; None if it is on those of all.
        since: when it was set, UTC.
        reason: given by a person; None if nobody gave one, or the record is purged.
    """

    iri: str
    source: str | None
    kind: CauseKind
    since: str
    by: str
    reason: str | None

    def as_dict(self) -> dict[str, object]:
        """The cause as JSON has it."""
        return json_members(self, self.__slots__)


@lru_cache(maxsize=256)
def unpack_causes(packed: str) -> frozenset[CauseKind]:
    """The causes that a packed text has; an unknown word is none."""
    words = packed.split()
    return frozenset(kind for kind in _ORDER if kind in words)


@lru_cache(maxsize=256)
def presence_of(packed: str) -> Presence:
    """The presence of a record with these causes.

    >>> presence_of(" withheld missing "), presence_of(" undone held "), presence_of("")
    ('missing', 'withdrawn', 'present')
    """
    kinds = unpack_causes(packed)
    if not kinds.isdisjoint(_WITHDRAWN):
        return "withdrawn"
    return "missing" if "missing" in kinds else "present"


@lru_cache(maxsize=256)
def hold_of(packed: str) -> Hold | None:
    """The strongest hold on a record with these causes; None if nothing holds it.

    >>> hold_of(" secret held "), hold_of(" withdrawn ")
    ('withheld', None)
    """
    kinds = unpack_causes(packed)
    return next((hold for hold, of in HOLDS_OF.items() if not kinds.isdisjoint(of)), None)


def is_absent(packed: str) -> bool:
    """Whether its source does not have a record with these causes, as far as is applied."""
    return not unpack_causes(packed).isdisjoint(ABSENCES)


def required_reason(reason: str) -> str:
    """A reason as it is stored.

    Raises:
        UsageError: it has no words.
    """
    words = reason.strip()
    if not words:
        raise UsageError(RequestsText.REASON_EMPTY())
    return words
