"""``danhmuc source``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import MessageTemplate, message, plural

__all__ = [
    "ADDED",
    "ADD_BRIEF",
    "ADD_HELP",
    "ADD_PROFILE",
    "ANY_VALUE",
    "CHANGED_BY",
    "CHANGED_BY_AND_REASON",
    "CHANGES",
    "CHECK_ANNOUNCED",
    "CHECK_BRIEF",
    "CHECK_CLASS",
    "CHECK_CONDITIONAL",
    "CHECK_CONDITIONAL_PAGE",
    "CHECK_DOCUMENTS",
    "CHECK_FAILS",
    "CHECK_FINAL_URL",
    "CHECK_HELP",
    "CHECK_INTERNAL",
    "CHECK_NO_VALIDATORS",
    "CHECK_OF_URL",
    "CHECK_OTHER_FORM",
    "CHECK_PAGES",
    "CHECK_PAGES_COUNTED",
    "CHECK_PROFILE",
    "CHECK_RECORDS",
    "CHECK_ROBOTS",
    "CHECK_SAMPLE",
    "CHECK_SAMPLE_FINDINGS",
    "CHECK_SIZE",
    "CHECK_UNCONDITIONAL",
    "CHECK_UNKNOWN",
    "CHECK_UNOPENED",
    "CHECK_UNSET",
    "CORRECTION",
    "CORRECTIONS_MOVED",
    "CORRECTION_GONE",
    "CORRECTION_NEW",
    "CORRECTION_OF_ALL",
    "CORRECTION_OF_RECORD",
    "DRY_RUN",
    "DRY_RUN_DONE",
    "ENDED_AT",
    "FORMS",
    "HELP",
    "KEEP_RECORDS",
    "KINDS",
    "LAST_RUN",
    "LIST_BRIEF",
    "LIST_HELP",
    "LOADED",
    "LOAD_BRIEF",
    "LOAD_HELP",
    "LOCATION",
    "MOVED",
    "MOVE_BRIEF",
    "MOVE_HELP",
    "NAME",
    "NOTHING_INSTEAD",
    "OF_OTHER_KIND",
    "OUTCOME",
    "PRIORITY",
    "QUIET",
    "RECORDS",
    "REMOVE",
    "REMOVED",
    "REMOVED_AND_WITHDRAWN",
    "REMOVED_AT",
    "REMOVED_SHARED",
    "REMOVE_BRIEF",
    "REMOVE_HELP",
    "REMOVE_HOW",
    "SHOW_BRIEF",
    "SHOW_HELP",
    "STAY",
    "USES",
    "VALUE",
    "VALUE_CHANGED",
    "WITHDRAW",
]

HELP: Final = message("help-source", "The sources of the registry.")
LIST_HELP: Final = message("help-source-list", "List the sources, each with its last run.")
LIST_BRIEF: Final = message("brief-source-list", "List the sources, each with its last run")
RECORDS: Final = message("sources-records", "records")
LAST_RUN: Final = message("sources-last-run", "last run")
OUTCOME: Final = message("sources-outcome", "outcome")
ENDED_AT: Final = message("sources-ended-at", "ended at")
LOCATION: Final = message("sources-location", "location")
PRIORITY: Final = message("sources-priority", "priority")
USES: Final[Mapping[bool, MessageTemplate]] = {
    True: message("sources-in-use", "in use"),
    False: message("sources-removed", "removed"),
}
"""The word for a source, by whether it is harvested."""

QUIET: Final = message("help-source-load-quiet", "Report only what changes or needs attention.")

LOAD_HELP: Final = message(
    "help-source-load",
    "Make the sources of the registry equal to those that the TOML file FILE lists (- for stdin), and show what is"
    " different.\n\n"
    "Sources that the file does not list are reported, and stay unless --remove is given. Exit code 1: such sources"
    " stay.",
)
LOAD_BRIEF: Final = message("brief-source-load", "Make the sources equal to those of a file")
DRY_RUN: Final = message("help-source-load-dry-run", "Only show what is different.")
REMOVE: Final = message(
    "help-source-load-remove",
    "Remove the sources that the file does not list: keep-records, and their records are exported as before, or"
    " withdraw.",
)
KINDS: Final[Mapping[str, MessageTemplate]] = {
    "added": message("source-added", "added"),
    "changed": message("source-changed", "changed"),
    "restored": message("source-restored", "in use again"),
    "unchanged": message("source-unchanged", "unchanged"),
    "removed": message("source-is-removed", "removed"),
    "unlisted": message("source-unlisted", "not in the file"),
}
"""The word for a difference, by its kind."""
LOADED: Final = message("source-loaded", "{file}: {counts}")
VALUE: Final = message("source-value", "{field}: {value}")
VALUE_CHANGED: Final = message("source-value-changed", "{field}: {before} → {after}")
CORRECTION: Final = message("source-correction-is", "correction of {correction}")
CORRECTION_NEW: Final = message("source-correction-new", "+ correction of {correction}")
CORRECTION_GONE: Final = message("source-correction-gone", "- correction of {correction}")
CORRECTIONS_MOVED: Final = message("source-corrections-moved", "corrections: in another order")
CORRECTION_OF_ALL: Final = message("source-correction-of-all", "{field}: {before} → {after}  ({reason})")
CORRECTION_OF_RECORD: Final = message(
    "source-correction-of-record", "{field} in {record}: {before} → {after}  ({reason})"
)
ANY_VALUE: Final = message("source-correction-any", "any value or none")
NOTHING_INSTEAD: Final = message("source-correction-removal", "taken away")
DRY_RUN_DONE: Final = message("source-dry-run", "nothing was changed (--dry-run)")
STAY: Final = plural(
    "source-stay",
    "{count} source that the file does not list stays as it is: list it, or remove it with --remove",
    "{count} sources that the file does not list stay as they are: list them, or remove them with --remove",
)

ADD_HELP: Final = message(
    "help-source-add",
    "Add the source at LOCATION before its first harvest, or take back one that was removed; nothing of it is read.",
)
ADD_BRIEF: Final = message("brief-source-add", "Add a source before its first harvest")
NAME: Final = message("help-source-add-name", "Name of the source, by default that of its file.")
ADD_PROFILE: Final = message(
    "help-source-add-profile", "Profile to validate by: dcat-ap (default), vn, none (no validation) or a Turtle file."
)
ADDED: Final = message("source-was-added", "added {name}: {location}, profile {profile}")

CHECK_HELP: Final = message(
    "help-source-check",
    "Check whether the source could be harvested; nothing is stored. Of files and folders no record is read. A source"
    " on the web, also one at a URL that is no source yet, is visited once: what it has, whether its server answers"
    " that nothing moved, and the verdicts of its first 100 records. Exit code 1: not all of it; 3: its location cannot"
    " be opened.",
)
CHECK_PROFILE: Final = message(
    "help-source-check-profile", "Profile for the records at a URL: dcat-ap (default), vn, none or a Turtle file."
)
CHECK_INTERNAL: Final = message("help-source-check-internal", "The source may be at a private address this time.")
CHECK_OF_URL: Final = message(
    "source-check-of-url",
    "--kind and --profile are for a URL; the source {name!r} is checked by the settings that it has",
)
CHECK_RECORDS: Final = plural(
    "source-check-records",
    "{name}: {location} ({kind}): {count} record",
    "{name}: {location} ({kind}): {count} records",
)
CHECK_OTHER_FORM: Final = message(
    "source-check-other-form",
    "it also publishes {form}, which says more than its API; better harvest that: danhmuc source check {url}",
)
FORMS: Final[Mapping[str, str]] = {"rdf": "DCAT", "data-json": "data.json"}
"""The proper name of a form, by the kind of a source of it."""
CHECK_CLASS: Final = message("source-check-class", "{name}: {number}")
CHECK_ANNOUNCED: Final = message("source-check-announced", "announced: {number}")
CHECK_FINAL_URL: Final = message("source-check-final-url", "redirected to {url}")
CHECK_ROBOTS: Final = message("source-check-robots", "robots.txt does not forbid it")
CHECK_PAGES: Final = message(
    "source-check-pages", "it comes in pages, of which the first was visited; it does not say how many there are"
)
CHECK_PAGES_COUNTED: Final = plural(
    "source-check-pages-counted",
    "it comes in {count} page, as it says; the first was visited",
    "it comes in {count} pages, as it says; the first was visited",
)
CHECK_SIZE: Final = message("source-check-size", "size: {size} bytes")
CHECK_CONDITIONAL: Final = message(
    "source-check-conditional", "unchanged, it costs one request: the server answers that nothing moved (304)"
)
CHECK_CONDITIONAL_PAGE: Final = message(
    "source-check-conditional-page",
    "unchanged, each page costs one request: the server answers that the first has not moved (304)",
)
CHECK_UNCONDITIONAL: Final = message(
    "source-check-unconditional",
    "unchanged, it is downloaded all the same: the server gives an ETag or a Last-Modified, but does not heed them",
)
CHECK_NO_VALIDATORS: Final = message(
    "source-check-no-validators",
    "unchanged, it is downloaded all the same: the server gives neither an ETag nor a Last-Modified",
)
CHECK_SAMPLE: Final = plural(
    "source-check-sample",
    "verdicts of the first {count} record by {profile}: {verdicts}",
    "verdicts of the first {count} records by {profile}: {verdicts}",
)
CHECK_SAMPLE_FINDINGS: Final = message("source-check-sample-findings", "findings of these: {findings}")
CHECK_BRIEF: Final = message("brief-source-check", "Check whether a source can be opened")
CHECK_DOCUMENTS: Final = plural(
    "source-check-documents",
    "{name}: {location} ({kind}): {count} document can be opened",
    "{name}: {location} ({kind}): {count} documents can be opened",
)
CHECK_UNKNOWN: Final = message(
    "source-check-unknown", "{name}: {location} ({kind}): this kind of source cannot be checked without reading it"
)
CHECK_FAILS: Final = message("source-check-fails", "{name}: {location} ({kind}): {reason}")
CHECK_UNOPENED: Final = message("source-check-unopened", "cannot be opened: {document}")
CHECK_UNSET: Final = message("source-check-unset", "the environment variable {variable} of its credential is not set")

MOVE_HELP: Final = message(
    "help-source-move",
    "Give the source another location: it keeps its name, its history and the IRIs of its records.",
)
MOVE_BRIEF: Final = message("brief-source-move", "Give a source another location")
MOVED: Final = message("source-was-moved", "moved {name}: {before} → {after}")
OF_OTHER_KIND: Final = message("source-of-other-kind", "{name} is now of the kind {after}; it was {before}")

REMOVE_HELP: Final = message(
    "help-source-remove",
    "Remove the source: nothing is harvested from it any more. Its records are kept and exported as before"
    " (--keep-records), or withdrawn (--withdraw).",
)
REMOVE_BRIEF: Final = message("brief-source-remove", "Remove a source, with or without its records")
KEEP_RECORDS: Final = message("help-source-keep-records", "Its records stay, and are exported as before.")
WITHDRAW: Final = message("help-source-withdraw", "All its records are withdrawn, and their history stays.")
REMOVE_HOW: Final = message(
    "source-remove-how", "say what becomes of the records of {name}: either --keep-records or --withdraw"
)
REMOVED: Final = message("source-was-removed", "removed {name}; its records stay and are exported as before")
REMOVED_AND_WITHDRAWN: Final = message("source-removed-withdrawn", "removed {name}; withdrawn: {records}")
REMOVED_SHARED: Final = plural(
    "source-removed-shared",
    "{count} of them is described by another source, too, and is no longer exported from there either",
    "{count} of them are described by other sources, too, and are no longer exported from there either",
)

SHOW_HELP: Final = message("help-source-show", "Show a source: its settings, and what was changed of it.")
SHOW_BRIEF: Final = message("brief-source-show", "Show a source and what was changed of it")
REMOVED_AT: Final = message("source-removed-at", "removed: {time}")
CHANGES: Final = message("source-changes", "changes:")
CHANGED_BY: Final = message("source-changed-by", "{time}  {by}  {change}")
CHANGED_BY_AND_REASON: Final = message("source-changed-by-and-reason", "{time}  {by}  {change}  ({reason})")
