"""Words of `danhmuc source`.

``danhmuc source``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural

# ---------------------------------------------------------------- source

FORMS: Final[Mapping[str, str]] = {"rdf": "DCAT", "data-json": "data.json"}
"""The proper name of a form, by the kind of a source of it."""


class SourceText(Messages, prefix="source"):
    HELP = message("help-source", "The sources of the registry.")
    LIST_HELP = message("help-source-list", "List the sources, each with its last run.")
    LIST_BRIEF = message("brief-source-list", "List the sources, each with its last run")
    RECORDS = message("sources-records", "records")
    LAST_RUN = message("sources-last-run", "last run")
    OUTCOME = message("sources-outcome", "outcome")
    ENDED_AT = message("sources-ended-at", "ended at")
    LOCATION = message("sources-location", "location")
    PRIORITY = message("sources-priority", "priority")
    USES: Final[Mapping[bool, MessageTemplate]] = {
        True: message("sources-in-use", "in use"),
        False: message("sources-removed", "removed"),
    }
    """The word for a source, by whether it is harvested."""

    QUIET = message("help-source-load-quiet", "Report only what changes or needs attention.")

    LOAD_HELP = message(
        "help-source-load",
        "Make the sources of the registry equal to those that the TOML file FILE lists (- for stdin), and show what is"
        " different.\n\n"
        "Sources that the file does not list are reported, and stay unless --records is given. Exit code 1: such "
        "sources stay.",
    )
    LOAD_BRIEF = message("brief-source-load", "Make the sources equal to those of a file")
    DRY_RUN = message("help-source-load-dry-run", "Only show what is different.")
    RECORDS_OF_UNLISTED = message(
        "help-source-load-records",
        "Remove the sources that the file does not list: keep, and their records are exported as before, or withdraw.",
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
    LOADED = message("{file}: {counts}")
    VALUE = message("{field}: {value}")
    VALUE_CHANGED = message("{field}: {before} → {after}")
    CORRECTION = message("source-correction-is", "correction of {correction}")
    CORRECTION_NEW = message("+ correction of {correction}")
    CORRECTION_GONE = message("- correction of {correction}")
    CORRECTIONS_MOVED = message("corrections: in another order")
    CORRECTION_OF_ALL = message("{field}: {before} → {after}  ({reason})")
    CORRECTION_OF_RECORD = message("{field} in {record}: {before} → {after}  ({reason})")
    ANY_VALUE = message("source-correction-any", "any value or none")
    NOTHING_INSTEAD = message("source-correction-removal", "taken away")
    DRY_RUN_DONE = message("source-dry-run", "nothing was changed (--dry-run)")
    STAY = plural(
        "{count} source that the file does not list stays as it is: list it, or remove it with --records",
        "{count} sources that the file does not list stay as they are: list them, or remove them with --records",
    )

    ADD_HELP = message(
        "help-source-add",
        "Add the source at LOCATION before its first harvest, or take back one that was removed; nothing of it is "
        "read.",
    )
    ADD_BRIEF = message("brief-source-add", "Add a source before its first harvest")
    NAME = message("help-source-add-name", "Name of the source, by default that of its file.")
    ADD_PROFILE = message(
        "help-source-add-profile",
        "Profile to validate by: dcat-ap (default), vn, none (no validation) or a Turtle file.",
    )
    ADDED = message("source-was-added", "added {name}: {location}, profile {profile}")

    CHECK_HELP = message(
        "help-source-check",
        "Check whether the source could be harvested; nothing is stored. Of files and folders no record is read. A "
        "source on the web, also one at a URL that is no source yet, is visited once: what it has, whether its "
        "server answers that nothing moved, and the verdicts of its first 100 records. Exit code 1: not all of it; "
        "3: its location cannot be opened.",
    )
    CHECK_PROFILE = message(
        "help-source-check-profile", "Profile for the records at a URL: dcat-ap (default), vn, none or a Turtle file."
    )
    CHECK_INTERNAL = message("help-source-check-internal", "The source may be at a private address this time.")
    CHECK_OF_URL = message(
        "--kind and --profile are for a URL; the source {name!r} is checked by the settings that it has",
    )
    CHECK_RECORDS = plural(
        "{name}: {location} ({kind}): {count} record",
        "{name}: {location} ({kind}): {count} records",
    )
    CHECK_OTHER_FORM = message(
        "it also publishes {form}, which says more than its API; better harvest that: danhmuc source check {url}",
    )
    CHECK_CLASS = message("{name}: {number}")
    CHECK_ANNOUNCED = message("announced: {number}")
    CHECK_FINAL_URL = message("redirected to {url}")
    CHECK_ROBOTS = message("robots.txt does not forbid it")
    CHECK_PAGES = message("it comes in pages, of which the first was visited; it does not say how many there are")
    CHECK_PAGES_COUNTED = plural(
        "it comes in {count} page, as it says; the first was visited",
        "it comes in {count} pages, as it says; the first was visited",
    )
    CHECK_SIZE = message("size: {size} bytes")
    CHECK_CONDITIONAL = message("unchanged, it costs one request: the server answers that nothing moved (304)")
    CHECK_CONDITIONAL_PAGE = message(
        "unchanged, each page costs one request: the server answers that the first has not moved (304)",
    )
    CHECK_UNCONDITIONAL = message(
        "unchanged, it is downloaded all the same: the server gives an ETag or a Last-Modified, but does not heed them",
    )
    CHECK_NO_VALIDATORS = message(
        "unchanged, it is downloaded all the same: the server gives neither an ETag nor a Last-Modified",
    )
    CHECK_SAMPLE = plural(
        "verdicts of the first {count} record by {profile}: {verdicts}",
        "verdicts of the first {count} records by {profile}: {verdicts}",
    )
    CHECK_SAMPLE_FINDINGS = message("findings of these: {findings}")
    CHECK_BRIEF = message("brief-source-check", "Check whether a source can be opened")
    CHECK_DOCUMENTS = plural(
        "{name}: {location} ({kind}): {count} document can be opened",
        "{name}: {location} ({kind}): {count} documents can be opened",
    )
    CHECK_UNKNOWN = message("{name}: {location} ({kind}): this kind of source cannot be checked without reading it")
    CHECK_FAILS = message("{name}: {location} ({kind}): {reason}")
    CHECK_UNOPENED = message("cannot be opened: {document}")
    CHECK_UNSET = message("the environment variable {variable} of its credential is not set")

    MOVE_HELP = message(
        "help-source-move",
        "Give the source another location: it keeps its name, its history and the IRIs of its records.",
    )
    MOVE_BRIEF = message("brief-source-move", "Give a source another location")
    MOVED = message("source-was-moved", "moved {name}: {before} → {after}")
    OF_OTHER_KIND = message("{name} is now of the kind {after}; it was {before}")

    REMOVE_HELP = message(
        "help-source-remove",
        "Remove the source: nothing is harvested from it any more. Its records are kept and exported as before"
        " (--records keep), or withdrawn (--records withdraw).",
    )
    REMOVE_BRIEF = message("brief-source-remove", "Remove a source, with or without its records")
    RECORDS_OF_REMOVED = message(
        "help-source-remove-records",
        "keep: its records stay, and are exported as before; withdraw: all are withdrawn, and their history stays.",
    )
    REMOVE_HOW = message(
        "source-remove-how", "say what becomes of the records of {name}: either --records keep or --records withdraw"
    )
    REMOVED = message("source-was-removed", "removed {name}; its records stay and are exported as before")
    REMOVED_AND_WITHDRAWN = message("source-removed-withdrawn", "removed {name}; withdrawn: {records}")
    REMOVED_SHARED = plural(
        "{count} of them is described by another source, too, and is no longer exported from there either",
        "{count} of them are described by other sources, too, and are no longer exported from there either",
    )

    SHOW_HELP = message("help-source-show", "Show a source: its settings, and what was changed of it.")
    SHOW_BRIEF = message("brief-source-show", "Show a source and what was changed of it")
    REMOVED_AT = message("removed: {time}")
    CHANGES = message("changes:")
    CHANGED_BY = message("{time}  {by}  {change}")
    CHANGED_BY_AND_REASON = message("{time}  {by}  {change}  ({reason})")


# ---------------------------------------------------------------- source release
# ``danhmuc source release``.


class SourceReleaseText(Messages, prefix="source"):
    HELP = message(
        "help-source-release",
        "End the lease of source NAME by hand, so that it can be harvested at once.\n\n"
        "A harvest that still runs writes nothing more of this source, and its run fails with the reason.",
    )
    BRIEF = message("brief-source-release", "End the lease of a source by hand")
    REASON = message("help-source-release-reason", "Why; kept with the run.")
    RELEASED = message("{source}: released from {owner}")
    RELEASED_RUN = message("{source}: released from {owner}; run {run:d} failed")


# ---------------------------------------------------------------- source remap
# Messages of ``danhmuc source remap``.


class SourceRemapText(Messages):
    HELP = message(
        "help-source-remap",
        "Map the documents of a source, such as a data.json, once more from the bytes that are stored of them, after "
        "an upgrade that changed the mapping; no server is asked. A harvest does that by itself where its server "
        "answers that nothing moved. Nothing is missing after it. Exit code 1: something needs attention.",
    )
    BRIEF = message("brief-source-remap", "Map stored documents once more")
