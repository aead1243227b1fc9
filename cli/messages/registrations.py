"""``danhmuc registry register`` and ``authority``, and what ``show`` and ``report`` tell of registrations."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "ADMINISTRATIVE_NOTE",
    "AUTHORITY",
    "AUTHORITY_BRIEF",
    "AUTHORITY_HELP",
    "AUTHORITY_IS",
    "AUTHORITY_NONE",
    "AUTHORITY_SET",
    "CHANGED_SINCE",
    "CHANGE_DESCRIPTION",
    "COMPUTED",
    "END",
    "ENDED",
    "ENDS",
    "END_NOT_WITH",
    "FROM",
    "HISTORY_LINE",
    "IRDI",
    "NEITHER",
    "NOTE",
    "NOTE_LINE",
    "NOT_COMPUTED",
    "PUBLIC_NOTE",
    "REGISTERED",
    "REGISTERED_IN_FORCE",
    "REGISTER_BRIEF",
    "REGISTER_HELP",
    "REGISTRAR",
    "REPORT_AUTHORITY",
    "REPORT_BRIEF",
    "REPORT_HELP",
    "REPORT_ONLY",
    "REPORT_OUTPUT",
    "REPORT_WITHIN",
    "REVIEW_NEXT",
    "SOURCE",
    "SPAN",
    "SPAN_OPEN",
    "STATE_BOTH",
    "STATE_MISSING",
    "STEWARD",
    "SUBMITTER",
    "SUPERSEDED_BY",
    "SUPERSEDED_LINE",
    "UNTIL",
    "VERSION",
]

REGISTER_HELP: Final = message(
    "help-registry-register",
    "Register the record with this IRI at a version, as a registration authority decides: candidate, standard,"
    " preferred-standard, superseded, retired, historical or standardized-elsewhere.\n\nA later registration by the"
    " same authority ends this one, and the history keeps both. Harvests never change it: a newer version of the record"
    " keeps the state and is marked as changed since. Incomplete, recorded and qualified are found from the verdict.",
)
REGISTER_BRIEF: Final = message("brief-registry-register", "Register a record, or end that")
END: Final = message("help-register-end", "End the registration instead.")
FROM: Final = message("help-register-from", "First day on which it holds; today by default.")
UNTIL: Final = message("help-register-until", "Last day on which it holds; without an end by default.")
AUTHORITY: Final = message(
    "help-register-authority", "Registration authority, by IRI or name; that of the registry by default."
)
VERSION: Final = message("help-register-version", "Version of the record; the newest by default.")
SUPERSEDED_BY: Final = message("help-register-superseded-by", "IRI of what takes its place, of superseded alone.")
NOTE: Final = message("help-register-note", "A note for whoever may see the record.")
PUBLIC_NOTE: Final = message("help-register-public-note", "The note may leave with the registration.")
ADMINISTRATIVE_NOTE: Final = message(
    "help-register-administrative-note", "A note for those who keep the registry; it never leaves."
)
CHANGE_DESCRIPTION: Final = message("help-register-change-description", "What has changed; it never leaves.")
SUBMITTER: Final = message("help-register-submitter", "Who submitted it; never leaves.")
STEWARD: Final = message("help-register-steward", "Who is responsible for the content; never leaves.")
REGISTRAR: Final = message("help-register-registrar", "Who registers for the authority; never leaves.")
SOURCE: Final = message("help-register-source", "The record of this source, if several describe the IRI.")
STATE_MISSING: Final = message(
    "register-state-missing", "as what? Name one of {known}, or --end to end the registration"
)
STATE_BOTH: Final = message("register-state-both", "STATE and --end exclude each other; keep one")
END_NOT_WITH: Final = message(
    "register-end-not-with", "{option} says nothing of a registration that ends; leave it out"
)
SPAN: Final = message("registration-span", "from {first} to {last}")
SPAN_OPEN: Final = message("registration-span-open", "from {first}")
REGISTERED: Final = message("registered", "registered as {state} by {authority}, {span}: {iri}, version {version:d}")
ENDED: Final = message("registration-ended", "registration as {state} by {authority} ended, by {by}: {iri}")
IRDI: Final = message("registration-irdi", "identifier (IRDI): {irdi}")
AUTHORITY_HELP: Final = message(
    "help-registry-authority",
    "Show the registration authority of the registry, or set it to AUTHORITY, an IRI or a name.\n\nStates of the"
    " registry, as in list and in feeds, are those that this authority decided.",
)
AUTHORITY_BRIEF: Final = message("brief-registry-authority", "Show or set the registration authority")
AUTHORITY_SET: Final = message("authority-set", "the registration authority is {authority} now, by {by}")
AUTHORITY_IS: Final = message("authority-is", "{authority}, by {by}, {at}")
AUTHORITY_NONE: Final = message(
    "authority-none", "the registry has no registration authority; danhmuc registry authority NAME sets one"
)
REGISTERED_IN_FORCE: Final = message(
    "show-registered", "registration: {state} by {authority}, {span}, version {version:d}"
)
HISTORY_LINE: Final = message(
    "show-registration-ended", "registration until {until}: {state} by {authority}, {span}, version {version:d}"
)
CHANGED_SINCE: Final = message("show-registration-changed", "changed since version {version:d}, due for review")
ENDS: Final = message("show-registration-over", "its last day was {last}: it holds no more")
SUPERSEDED_LINE: Final = message("show-superseded-by", "superseded by {iri}")
NOTE_LINE: Final = message("show-registration-note", "note: {note}")
COMPUTED: Final = message("show-registration-computed", "registration: {state}, found from the verdict")
NOT_COMPUTED: Final = message(
    "show-registration-not-computed", "registration: none, and no state is found without a verdict"
)
REPORT_HELP: Final = message(
    "help-report-registration",
    "Report the registrations that need attention: their last day is over or near, a new meaning of a Standard element"
    " waits for a decision, the registered version was undone, the record is retired by its status, has changed since,"
    " is missing or not accepted, or what takes its place is not there.",
)
REPORT_BRIEF: Final = message("brief-report-registration", "Report the registrations that need attention")
REPORT_WITHIN: Final = message("help-report-registration-within", "Days in which a registration that ends is due; 30.")
REPORT_AUTHORITY: Final = message("help-report-registration-authority", "Only registrations by this authority.")
REPORT_ONLY: Final = message("help-report-registration-only", "Only what needs attention for this reason.")
REPORT_OUTPUT: Final = message(
    "help-report-registration-output", "Write to FILE (.json, .csv or .html) instead of stdout."
)
REVIEW_NEXT: Final = message(
    "registration-review-next",
    "next: register the newest version again by danhmuc registry register IRI STATE --reason TEXT, or end the"
    " registration by --end",
)
NEITHER: Final = plural(
    "report-registration-none",
    "{count} registration is in force; it needs no attention",
    "{count} registrations are in force; none needs attention",
)
