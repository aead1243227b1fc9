"""Messages of registrations and the report on them.

Messages of registrations: reasons why something is not registered, and problems of what is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural

# ---------------------------------------------------------------- registrations


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
        "no registration authority: name one, or set that of the registry with danhmuc registry setting authority",
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


# ---------------------------------------------------------------- registration reports
# Messages of the report on registrations.


class RegistrationReportsText(Messages, prefix="registration-report"):
    TITLE = message("registration-report", "Registrations on {day}")
    IN_FORCE = plural("{count} registration in force", "{count} registrations in force")
    NEEDS_ATTENTION = plural("{count} needs attention", "{count} need attention")
    NOTHING = message("None needs attention.")
    REASON_COUNT = message("{reason}: {number}")
    REASONS: Final[Mapping[str, MessageTemplate]] = {
        "expired": message("registration-expired", "expired"),
        "due": message("registration-due", "due"),
        "waiting": message("registration-waiting", "waits for a decision"),
        "undone": message("registration-undone", "the registered version was undone"),
        "retired": message("registration-retired", "registered but retired by its status"),
        "changed-since": message("registration-changed-since", "changed since"),
        "missing": message("registration-missing", "missing or kept back"),
        "not-accepted": message("registration-not-accepted", "not accepted"),
        "successor-missing": message("registration-successor-missing", "successor missing"),
    }
    WAITING_FOR = message("registration-waiting-for", "waits for a decision ({parts})")
    PARTS: Final[Mapping[str, MessageTemplate]] = {
        "class": message("element-part-class", "class"),
        "definition": message("element-part-definition", "definition"),
        "concept": message("element-part-concept", "concept"),
        "datatype": message("element-part-datatype", "datatype"),
        "unit": message("element-part-unit", "unit"),
        "format": message("element-part-format", "length and format"),
        "bounds": message("element-part-bounds", "bounds"),
        "codes": message("element-part-codes", "codes"),
        "value-domain": message("element-part-value-domain", "value domain"),
        "columns": message("element-part-columns", "columns"),
    }
    """The words of `MEANING_PARTS`."""
    COLUMNS: Final[Mapping[str, MessageTemplate]] = {
        "reasons": message("registration-column-reasons", "Reason"),
        "title": message("registration-column-title", "Title"),
        "iri": message("registration-column-iri", "IRI"),
        "authority": message("registration-column-authority", "Authority"),
        "state": message("registration-column-state", "State"),
        "version": message("registration-column-version", "Version"),
        "effective_from": message("registration-column-from", "From"),
        "effective_until": message("registration-column-until", "Until"),
        "superseded_by": message("registration-column-superseded-by", "Superseded by"),
        "source": message("registration-column-source", "Source"),
        "irdi": message("registration-column-irdi", "Identifier (IRDI)"),
    }
    UNNAMED = message("registration-report-secret", "(marked as a state secret)")
    REPORT_ENDING = message(
        "registration-report-ending", "cannot tell the format of the report from {name!r}; name it with one of {known}"
    )
