"""Options that commands share, and what is wrong with their values."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class OptionsText(Messages, prefix="help"):
    AS_OF = message(
        "As the registry was at WHEN: a day (its end) or time in Viet Nam, or the number of a run (its end)."
    )
    AS_KNOWN_THEN = message(
        "With --as-of: also what is kept back by now, but for what is purged or a state secret; needs --reason.",
    )
    KNOWN_THEN_REASON = message("Why it has to be as it was known then; it is recorded.")
    AS_OF_NOT_WITH = message("as-of-not-with", "--as-of and {option} exclude each other; keep one")
    KNOWN_THEN_NEEDS = message(
        "known-then-needs", "--as-known-then needs --as-of and --reason; --reason and --by need --as-known-then"
    )
    SHOWN_AS_OF = message("shown-as-of", "As of {at}; what is kept back by now does not leave.")
    SHOWN_AS_KNOWN = message("shown-as-known", "As known then, {at}: {reason} ({by}).")
    BY = message("option-by", "Name of who decides, by default that of the account.")
    KIND = message(
        "Kind of the source at LOCATION, such as rdf or data-json. Without it, a file and a document on the web are "
        "looked at, and a folder is rdf.",
    )
    LANG = message("Language of answers, of every command (or DANHMUC_LANG).")
    OLD_SPELLING = message("option-old-spelling", "{old} is now {new}; the old spelling works in this release alone")
    REGISTRY = message("help-registry-option", "The registry, {default} by default (or DANHMUC_REGISTRY).")
    READABLE = message(
        "Let others read what is written, as the umask has it; by default marked workbooks, reports, "
        "templates that are filled in and lists of what was left out are for their owner alone.",
    )
    READABLE_ALONE = message(
        "readable-alone",
        "--readable says nothing without an option that writes what is for its owner alone: {options}",
    )
    JSON = message("Answer in JSON.")
    ONLY_SOURCE = message("Only this source.")
    REASON = message("option-change-reason", "Reason, kept with the change.")
    FAIL_ON = message("Severity from which on the exit code is 1; violation by default.")
    NAME_EMPTY = message("name-empty", "an empty {name} names nothing; give a file or a folder")
    DAY_REFUSED = message("option-day-refused", "{option} {text!r} is not a day; write 2025-07-01 or 01/07/2025")
