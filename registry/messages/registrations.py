"""Messages of registrations: reasons why something is not registered, and problems of what is."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "AUTHORITY_INVALID",
    "AUTHORITY_MISSING",
    "NOT_REGISTERED",
    "REGISTERED_BY_ITSELF",
    "REGISTERED_IN_A_CIRCLE",
    "REGISTERED_OTHERWISE",
    "REGISTERED_STATE_UNKNOWN",
    "REGISTERED_TWICE",
    "REGISTERED_WITHOUT",
    "REGISTER_COMPUTED",
    "REGISTER_FROM_LATER",
    "REGISTER_NOTE_MISSING",
    "REGISTER_OF_PURGED",
    "REGISTER_OF_RETIRED",
    "REGISTER_OF_SECRET",
    "REGISTER_OF_WITHDRAWN",
    "REGISTER_STATE_UNKNOWN",
    "REGISTER_SUCCESSOR_MISSING",
    "REGISTER_SUCCESSOR_UNWANTED",
    "REGISTER_UNTIL_BEFORE_FROM",
    "REGISTER_VERSION_PRUNED",
    "REGISTER_VERSION_RETIRED",
    "REGISTER_VERSION_UNDONE",
    "REGISTER_VERSION_UNKNOWN",
    "REGISTRATION_FORMAT_UNKNOWN",
    "STATE_MINIMUM_OFF_LADDER",
]

REGISTER_STATE_UNKNOWN: Final = message("register-state-unknown", "unknown registration state {name!r}; known: {known}")
REGISTER_COMPUTED: Final = message(
    "register-computed",
    "{state!r} is found from the verdict and decided by nobody; states to decide: {known}",
)
STATE_MINIMUM_OFF_LADDER: Final = message(
    "registration-minimum-off-ladder", "{name!r} is no minimum, as no state is above it; minimums: {known}"
)
AUTHORITY_MISSING: Final = message(
    "registration-authority-missing",
    "no registration authority: name one, or set that of the registry with danhmuc registry authority",
)
AUTHORITY_INVALID: Final = message(
    "registration-authority-invalid",
    "{authority!r} is no registration authority; give its IRI or its name, of at most {most} characters",
)
REGISTER_OF_PURGED: Final = message("register-of-purged", "cannot register {iri}: it is purged")
REGISTER_OF_SECRET: Final = message(
    "register-of-secret", "cannot register {iri}: a source marks it as a state secret, or in a way nobody understands"
)
REGISTER_OF_WITHDRAWN: Final = message(
    "register-of-withdrawn",
    "cannot register {iri} as {state!r}: it is withdrawn; register it as retired, or bring it back first",
)
REGISTER_OF_RETIRED: Final = message(
    "register-of-retired",
    "cannot register {iri} as {state!r}: a source retires it by its status (WITHDRAWN); register it as retired, or let"
    " the source change the status",
)
REGISTER_VERSION_RETIRED: Final = message(
    "register-version-retired",
    "cannot register version {number:d} of {iri} as {state!r}: its status retires it (WITHDRAWN); register another"
    " version",
)
REGISTER_VERSION_UNKNOWN: Final = message(
    "register-version-unknown", "{iri} has no version {number:d}; its newest version is {newest:d}"
)
REGISTER_VERSION_PRUNED: Final = message(
    "register-version-pruned",
    "what version {number:d} of {iri} said was pruned, so that nobody can look at what is registered",
)
REGISTER_VERSION_UNDONE: Final = message(
    "register-version-undone", "cannot register version {number:d} of {iri}: the run that brought it was undone"
)
REGISTER_UNTIL_BEFORE_FROM: Final = message(
    "register-until-before-from", "the last day {until} is before the first day {first}; correct one of them"
)
REGISTER_FROM_LATER: Final = message(
    "register-from-later",
    "{iri} is registered as {state} now, and a new registration would end that before {first}; register it on that day",
)
REGISTER_SUCCESSOR_MISSING: Final = message(
    "register-successor-missing", "superseded by what? Name the IRI that takes the place of {iri}: --superseded-by IRI"
)
REGISTER_SUCCESSOR_UNWANTED: Final = message(
    "register-successor-unwanted", "only what is superseded has something that takes its place, not {state!r}"
)
REGISTERED_BY_ITSELF: Final = message("register-by-itself", "{iri} cannot take its own place; name another IRI")
REGISTERED_IN_A_CIRCLE: Final = message(
    "register-in-a-circle", "{iri} cannot be superseded by {other}, which is superseded by it, directly or by others"
)
REGISTER_NOTE_MISSING: Final = message(
    "register-note-missing", "there is no note that could be public; give the note, too"
)
NOT_REGISTERED: Final = message("not-registered", "{iri} is not registered by {authority}; there is nothing to end")
REGISTRATION_FORMAT_UNKNOWN: Final = message("registration-format-unknown", "unknown format {name!r}; known: {known}")
REGISTERED_STATE_UNKNOWN: Final = message(
    "registered-state-unknown", "registration of {iri}: nobody can decide the state {state!r}"
)
REGISTERED_WITHOUT: Final = message(
    "registered-without", "registration of {iri}: what is superseded names its successor, and nothing else does"
)
REGISTERED_OTHERWISE: Final = message(
    "registered-otherwise", "registration of {iri}: its version is not one of the record of that IRI"
)
REGISTERED_TWICE: Final = message(
    "registered-twice", "registration of {iri}: two of one authority are in force, and one may be"
)
