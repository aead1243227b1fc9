"""``danhmuc registry register`` and ``authority``, and what ``show`` and ``report`` tell of registrations."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class RegistrationsCommandText(Messages, prefix="help-register"):
    REGISTER_HELP = message(
        "help-registry-register",
        "Register the record with this IRI at a version, as a registration authority decides: candidate, standard, "
        "preferred-standard, superseded, retired, historical or standardized-elsewhere.\n\nA later registration by "
        "the same authority ends this one, and the history keeps both. Harvests never change it: a newer version of "
        "the record keeps the state and is marked as changed since. Incomplete, recorded and qualified are found "
        "from the verdict.",
    )
    REGISTER_BRIEF = message("brief-registry-register", "Register a record, or end that")
    END = message("End the registration instead.")
    FROM = message("First day on which it holds; today by default.")
    UNTIL = message("Last day on which it holds; without an end by default.")
    AUTHORITY = message("Registration authority, by IRI or name; that of the registry by default.")
    VERSION = message("Version of the record; the newest by default.")
    SUPERSEDED_BY = message("IRI of what takes its place, of superseded alone.")
    NOTE = message("A note for whoever may see the record.")
    PUBLIC_NOTE = message("The note may leave with the registration.")
    ADMINISTRATIVE_NOTE = message("A note for those who keep the registry; it never leaves.")
    CHANGE_DESCRIPTION = message("What has changed; it never leaves.")
    SUBMITTER = message("Who submitted it; never leaves.")
    STEWARD = message("Who is responsible for the content; never leaves.")
    REGISTRAR = message("Who registers for the authority; never leaves.")
    SOURCE = message("The record of this source, if several describe the IRI.")
    STATE_MISSING = message("register-state-missing", "as what? Name one of {known}, or --end to end the registration")
    STATE_BOTH = message("register-state-both", "STATE and --end exclude each other; keep one")
    END_NOT_WITH = message("register-end-not-with", "{option} says nothing of a registration that ends; leave it out")
    SPAN = message("registration-span", "from {first} to {last}")
    SPAN_OPEN = message("registration-span-open", "from {first}")
    REGISTERED = message("registered", "registered as {state} by {authority}, {span}: {iri}, version {version:d}")
    ENDED = message("registration-ended", "registration as {state} by {authority} ended, by {by}: {iri}")
    IRDI = message("registration-irdi", "identifier (IRDI): {irdi}")
    AUTHORITY_HELP = message(
        "help-registry-authority",
        "Show the registration authority of the registry, or set it to AUTHORITY, an IRI or a name.\n\nStates of the"
        " registry, as in list and in feeds, are those that this authority decided.",
    )
    AUTHORITY_BRIEF = message("brief-registry-authority", "Show or set the registration authority")
    AUTHORITY_SET = message("authority-set", "the registration authority is {authority} now, by {by}")
    AUTHORITY_IS = message("authority-is", "{authority}, by {by}, {at}")
    AUTHORITY_NONE = message(
        "authority-none", "the registry has no registration authority; danhmuc registry authority NAME sets one"
    )
    REGISTERED_IN_FORCE = message(
        "show-registered", "registration: {state} by {authority}, {span}, version {version:d}"
    )
    HISTORY_LINE = message(
        "show-registration-ended", "registration until {until}: {state} by {authority}, {span}, version {version:d}"
    )
    CHANGED_SINCE = message("show-registration-changed", "changed since version {version:d}, due for review")
    ENDS = message("show-registration-over", "its last day was {last}: it holds no more")
    SUPERSEDED_LINE = message("show-superseded-by", "superseded by {iri}")
    NOTE_LINE = message("show-registration-note", "note: {note}")
    COMPUTED = message("show-registration-computed", "registration: {state}, found from the verdict")
    NOT_COMPUTED = message(
        "show-registration-not-computed", "registration: none, and no state is found without a verdict"
    )
    REPORT_HELP = message(
        "help-report-registration",
        "Report the registrations that need attention: their last day is over or near, a new meaning of a Standard "
        "element waits for a decision, the registered version was undone, the record is retired by its status, has "
        "changed since, is missing or not accepted, or what takes its place is not there.",
    )
    REPORT_BRIEF = message("brief-report-registration", "Report the registrations that need attention")
    REPORT_WITHIN = message("help-report-registration-within", "Days in which a registration that ends is due; 30.")
    REPORT_AUTHORITY = message("help-report-registration-authority", "Only registrations by this authority.")
    REPORT_ONLY = message("help-report-registration-only", "Only what needs attention for this reason.")
    REPORT_OUTPUT = message(
        "help-report-registration-output", "Write to FILE (.json, .csv or .html) instead of stdout."
    )
    REVIEW_NEXT = message(
        "registration-review-next",
        "next: register the newest version again by danhmuc registry register IRI STATE --reason TEXT, or end the"
        " registration by --end",
    )
    NEITHER = plural(
        "report-registration-none",
        "{count} registration is in force; it needs no attention",
        "{count} registrations are in force; none needs attention",
    )
