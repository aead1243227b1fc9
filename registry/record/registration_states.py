"""The states of registration by name: which are steps of a ladder, which a person decides, which are computed.

Their words, definitions and order stand in the concept scheme ``registration-status``; a test compares the two.
Source of the rules: docs/decisions/0074-registration.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from danhmuc.vocab.errors import UnknownNameError, UsageError

from ..messages.registrations import RegistrationsText

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
