"""Options that commands share, and what is wrong with their values."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "AS_KNOWN_THEN",
    "AS_OF",
    "AS_OF_NOT_WITH",
    "BY",
    "DAY_REFUSED",
    "FAIL_ON",
    "JSON",
    "KIND",
    "KNOWN_THEN_NEEDS",
    "KNOWN_THEN_REASON",
    "LANG",
    "NAME_EMPTY",
    "ONLY_SOURCE",
    "READABLE",
    "READABLE_ALONE",
    "REASON",
    "REGISTRY",
    "SHOWN_AS_KNOWN",
    "SHOWN_AS_OF",
]

AS_OF: Final = message(
    "help-as-of", "As the registry was at WHEN: a day (its end) or time in Viet Nam, or the number of a run (its end)."
)
AS_KNOWN_THEN: Final = message(
    "help-as-known-then",
    "With --as-of: also what is kept back by now, but for what is purged or a state secret; needs --reason.",
)
KNOWN_THEN_REASON: Final = message("help-known-then-reason", "Why it has to be as it was known then; it is recorded.")
AS_OF_NOT_WITH: Final = message("as-of-not-with", "--as-of and {option} exclude each other; keep one")
KNOWN_THEN_NEEDS: Final = message(
    "known-then-needs", "--as-known-then needs --as-of and --reason; --reason and --by need --as-known-then"
)
SHOWN_AS_OF: Final = message("shown-as-of", "As of {at}; what is kept back by now does not leave.")
SHOWN_AS_KNOWN: Final = message("shown-as-known", "As known then, {at}: {reason} ({by}).")
BY: Final = message("option-by", "Name of who decides, by default that of the account.")
KIND: Final = message(
    "help-kind",
    "Kind of the source at LOCATION, such as rdf or data-json. Without it, a file and a document on the web are looked"
    " at, and a folder is rdf.",
)
LANG: Final = message("help-lang", "Language of answers (or DANHMUC_LANG).")
REGISTRY: Final = message("help-registry-option", "The registry, {default} by default (or DANHMUC_REGISTRY).")
READABLE: Final = message(
    "help-readable",
    "Let others read what is written, as the umask has it; by default marked workbooks, reports, "
    "templates that are filled in and lists of what was left out are for their owner alone.",
)
READABLE_ALONE: Final = message(
    "readable-alone",
    "--readable says nothing without an option that writes what is for its owner alone: {options}",
)
JSON: Final = message("help-json", "Answer in JSON.")
ONLY_SOURCE: Final = message("help-only-source", "Only this source.")
REASON: Final = message("option-change-reason", "Reason, kept with the change.")
FAIL_ON: Final = message("help-fail-on", "Severity from which on the exit code is 1; violation by default.")
NAME_EMPTY: Final = message("name-empty", "an empty {name} names nothing; give a file or a folder")
DAY_REFUSED: Final = message("option-day-refused", "{option} {text!r} is not a day; write 2025-07-01 or 01/07/2025")
