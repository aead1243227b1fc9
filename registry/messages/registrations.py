"""Messages of registrations: reasons why something is not registered, and problems of what is."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class RegistrationsText(Messages):
    REGISTER_STATE_UNKNOWN = message("unknown registration state {name!r}; known: {known}")
    REGISTER_COMPUTED = message(
        "{state!r} is found from the verdict and decided by nobody; states to decide: {known}",
    )
    STATE_MINIMUM_OFF_LADDER = message(
        "registration-minimum-off-ladder", "{name!r} is no minimum, as no state is above it; minimums: {known}"
    )
    AUTHORITY_MISSING = message(
        "registration-authority-missing",
        "no registration authority: name one, or set that of the registry with danhmuc registry authority",
    )
    AUTHORITY_INVALID = message(
        "registration-authority-invalid",
        "{authority!r} is no registration authority; give its IRI or its name, of at most {most} characters",
    )
    REGISTER_OF_PURGED = message("cannot register {iri}: it is purged")
    REGISTER_OF_SECRET = message(
        "cannot register {iri}: a source marks it as a state secret, or in a way nobody understands"
    )
    REGISTER_OF_WITHDRAWN = message(
        "cannot register {iri} as {state!r}: it is withdrawn; register it as retired, or bring it back first",
    )
    REGISTER_OF_RETIRED = message(
        "cannot register {iri} as {state!r}: a source retires it by its status (WITHDRAWN); register it as retired, "
        "or let the source change the status",
    )
    REGISTER_VERSION_RETIRED = message(
        "cannot register version {number:d} of {iri} as {state!r}: its status retires it (WITHDRAWN); register another"
        " version",
    )
    REGISTER_VERSION_UNKNOWN = message("{iri} has no version {number:d}; its newest version is {newest:d}")
    REGISTER_VERSION_PRUNED = message(
        "what version {number:d} of {iri} said was pruned, so that nobody can look at what is registered",
    )
    REGISTER_VERSION_UNDONE = message("cannot register version {number:d} of {iri}: the run that brought it was undone")
    REGISTER_UNTIL_BEFORE_FROM = message("the last day {until} is before the first day {first}; correct one of them")
    REGISTER_FROM_LATER = message(
        "{iri} is registered as {state} now, and a new registration would end that before {first}; register it on "
        "that day",
    )
    REGISTER_SUCCESSOR_MISSING = message(
        "superseded by what? Name the IRI that takes the place of {iri}: --superseded-by IRI"
    )
    REGISTER_SUCCESSOR_UNWANTED = message("only what is superseded has something that takes its place, not {state!r}")
    REGISTERED_BY_ITSELF = message("register-by-itself", "{iri} cannot take its own place; name another IRI")
    REGISTERED_IN_A_CIRCLE = message(
        "register-in-a-circle",
        "{iri} cannot be superseded by {other}, which is superseded by it, directly or by others",
    )
    REGISTER_NOTE_MISSING = message("there is no note that could be public; give the note, too")
    NOT_REGISTERED = message("{iri} is not registered by {authority}; there is nothing to end")
    REGISTRATION_FORMAT_UNKNOWN = message("unknown format {name!r}; known: {known}")
    REGISTERED_STATE_UNKNOWN = message("registration of {iri}: nobody can decide the state {state!r}")
    REGISTERED_WITHOUT = message("registration of {iri}: what is superseded names its successor, and nothing else does")
    REGISTERED_OTHERWISE = message("registration of {iri}: its version is not one of the record of that IRI")
    REGISTERED_TWICE = message("registration of {iri}: two of one authority are in force, and one may be")
