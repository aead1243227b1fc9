"""Registrations: what an authority decided of an IRI at one version, and the states that it may have.

Registrations: what an authority decided of an IRI at one version, when that holds, and when it was recorded.

Source of the rules: docs/decisions/0074-registration.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from danhmuc.vocab import concepts
from danhmuc.vocab.errors import UnknownNameError, UsageError
from danhmuc.vocab.json_values import json_members

from ..messages.registrations import RegistrationsText

# ---------------------------------------------------------------- registration states
# The states of registration by name: which are steps of a ladder, which a person decides, which are computed.
#
# Their words, definitions and order stand in the concept scheme ``registration-status``; a test compares the two.
# Source of the rules: docs/decisions/0074-registration.md.

RegistrationState: TypeAlias = Literal[
    "incomplete",
    "candidate",
    "recorded",
    "qualified",
    "standard",
    "preferred-standard",
    "superseded",
    "retired",
    "historical",
    "standardized-elsewhere",
]

STATE_LIST: Final = "registration-status"
"""Token of the concept scheme."""
SCHEME: Final = f"https://w3id.org/danhmuc/concept/{STATE_LIST}"
"""IRI of the concept scheme."""

COMPUTED_STATES: Final[tuple[RegistrationState, ...]] = ("incomplete", "recorded", "qualified")
"""States that a verdict gives, and no person."""
DECIDED_STATES: Final[tuple[RegistrationState, ...]] = (
    "candidate",
    "standard",
    "preferred-standard",
    "superseded",
    "retired",
    "historical",
    "standardized-elsewhere",
)
"""States that a person decides."""
RAISING_STATES: Final[tuple[RegistrationState, ...]] = ("standard", "preferred-standard")
"""States that recommend what they were decided of, and nothing older than that."""
LADDER: Final[Mapping[RegistrationState, int]] = MappingProxyType(
    {
        "incomplete": 0,
        "candidate": 1,
        "recorded": 2,
        "qualified": 3,
        "standard": 4,
        "preferred-standard": 5,
    }
)
"""The states that are steps of a ladder, by their height; what is no step of it meets no minimum."""
REGISTRATION_STATES: Final[tuple[RegistrationState, ...]] = (
    *LADDER,
    "superseded",
    "retired",
    "historical",
    "standardized-elsewhere",
)
"""All states, in the order of their scheme."""


def meets(state: str | None, minimum: RegistrationState) -> bool:
    """Whether a state is at least another one; no state, one off the ladder or an unknown one meets nothing.

    >>> meets("standard", "qualified"), meets("candidate", "recorded"), meets("retired", "incomplete")
    (True, False, False)
    """
    return any(name == state and height >= LADDER[minimum] for name, height in LADDER.items())


def require_state(name: str) -> RegistrationState:
    """A state by its name.

    Raises:
        UnknownNameError: there is none of that name.
    """
    for state in REGISTRATION_STATES:
        if state == name:
            return state
    raise UnknownNameError(RegistrationsText.REGISTER_STATE_UNKNOWN, name, REGISTRATION_STATES)


def require_minimum(name: str) -> RegistrationState:
    """A state that others can be compared with.

    Raises:
        UsageError: it is no step of the ladder.
        UnknownNameError: there is none of that name.
    """
    state = require_state(name)
    if state not in LADDER:
        raise UsageError(RegistrationsText.STATE_MINIMUM_OFF_LADDER(name=name, known=tuple(LADDER)))
    return state


def code_of_state(state: str) -> str:
    """The code of a state in its scheme.

    >>> code_of_state("preferred-standard")
    'PREFERRED_STANDARD'
    """
    return state.upper().replace("-", "_")


def concept_iri(state: str) -> str:
    """The IRI of the concept of a state."""
    return f"{SCHEME}/{code_of_state(state)}"


# ---------------------------------------------------------------- registration


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A registration of an IRI by an authority.

    Attributes:
        iri: the IRI that the record had when it was registered.
        source: name of the source whose record it is.
        authority: IRI or name of the registration authority.
        version: number of the version that was registered.
        item: the local identifier of the record, minted once.
        effective_from, effective_until: first and last day on which it holds; no last day if it holds without an end.
        superseded_by: IRI of what takes its place; None of every state but ``superseded``.
        note: for everybody who may see the record; it leaves only if `is_note_public`.
        administrative_note, change_description, submitter, steward, registrar: for those who keep the registry; they
            never leave.
        by, at: who registered it, and when that was recorded.
        reason: of that person; None once the record is purged.
        until: when it was ended or replaced by another one; None while it is in force.
        ended_by, ended_because: who ended it, and why.
        is_changed_since: whether the newest version has another content than the one that was registered.
    """

    iri: str
    source: str
    authority: str
    state: RegistrationState
    version: int
    item: str
    effective_from: date
    effective_until: date | None = None
    superseded_by: str | None = None
    note: str | None = None
    is_note_public: bool = False
    administrative_note: str | None = None
    change_description: str | None = None
    submitter: str | None = None
    steward: str | None = None
    registrar: str | None = None
    by: str
    at: str
    reason: str | None
    until: str | None = None
    ended_by: str | None = None
    ended_because: str | None = None
    is_changed_since: bool = False

    @property
    def irdi(self) -> str:
        """Its international registration data identifier: authority, item and version between number signs."""
        return irdi_of(self.authority, self.item, self.version)

    def holds_on(self, day: date) -> bool:
        """Whether it is in force and a day is among those on which it holds."""
        is_begun = self.until is None and self.effective_from <= day
        return is_begun and (self.effective_until is None or day <= self.effective_until)

    def public_part(self, *, own_authority: str | None, successor: str | None) -> PublicRegistration:
        """The part of it that may leave.

        Args:
            own_authority: the authority of the registry.
            successor: IRI, as it leaves, of what takes its place; None if that does not leave.
        """
        return PublicRegistration(
            authority=self.authority,
            is_own=self.authority == own_authority,
            state=self.state,
            version=self.version,
            irdi=self.irdi,
            effective_from=self.effective_from,
            effective_until=self.effective_until,
            superseded_by=successor,
            note=self.note if self.is_note_public else None,
        )

    def without_texts(self) -> Registration:
        """The same without what people wrote, which may tell something of the record."""
        return replace(
            self,
            note=None,
            administrative_note=None,
            change_description=None,
            submitter=None,
            steward=None,
            registrar=None,
            reason=None,
            ended_because=None,
        )

    def as_dict(self) -> dict[str, object]:
        """The registration as JSON has it."""
        names = [name for name in self.__slots__ if name not in ("item", "is_note_public", "is_changed_since")]
        return {
            **json_members(self, names),
            "irdi": self.irdi,
            "public_note": self.is_note_public,
            "changed_since": self.is_changed_since,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRegistration:
    """The part of a registration that may leave: no name of a person, and a note only if it was meant to be public.

    Attributes:
        is_own: whether the registry's own authority decided it.
        superseded_by: IRI of what takes its place, if that leaves, too.
    """

    authority: str
    is_own: bool
    state: RegistrationState
    version: int
    irdi: str
    effective_from: date
    effective_until: date | None = None
    superseded_by: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationAuthority:
    """The authority in whose name a registry registers, since a moment.

    Attributes:
        authority: its IRI or name.
    """

    authority: str
    by: str
    at: str

    def as_dict(self) -> dict[str, object]:
        """The members as JSON has them."""
        return json_members(self, self.__slots__)


def irdi_of(authority: str, item: str, version: int) -> str:
    """An identifier of authority, item and version; a number sign within a part is written as ``%23``.

    >>> irdi_of("https://dulieu.example.vn/id/agent/H57", "moi-truong/0123456789abcdef", 3)
    'https://dulieu.example.vn/id/agent/H57#moi-truong/0123456789abcdef#3'
    """
    return "#".join(part.replace("#", "%23") for part in (authority, item, str(version)))


# ---------------------------------------------------------------- registration words
# The words of states of registration, from their concept scheme.


def state_labels(state: str) -> Mapping[str, str]:
    """The names of a state by language; none of one that the scheme does not have."""
    found = _states().get(code_of_state(state))
    return {} if found is None else found.labels


def state_word(state: str | None, lang: str) -> str:
    """The name of a state in a language; a dash for none.

    >>> state_word("preferred-standard", "en")
    'Preferred Standard'
    """
    if state is None:
        return "–"
    labels = state_labels(state)
    return labels.get(lang) or labels.get("en") or state


@cache
def _states() -> concepts.CodeList:
    return concepts.load(STATE_LIST)
