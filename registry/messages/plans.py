"""Messages of plans that are saved and applied later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import MessageTemplate, message, plural

__all__ = [
    "PLAN_CORRECTIONS",
    "PLAN_DAMAGED",
    "PLAN_DIGEST",
    "PLAN_ENDS_EARLY",
    "PLAN_FIELD",
    "PLAN_FOREIGN",
    "PLAN_GUARD",
    "PLAN_LINE",
    "PLAN_LINE_TOO_LONG",
    "PLAN_MARKED",
    "PLAN_MOVED",
    "PLAN_NEWER",
    "PLAN_OLDER",
    "PLAN_OTHER_BASE",
    "PLAN_OTHER_REGISTRY",
    "PLAN_PAGE_CLAIMS",
    "PLAN_PAGE_COUNTS",
    "PLAN_PAGE_FINDINGS",
    "PLAN_PAGE_KINDS",
    "PLAN_PAGE_LEFT",
    "PLAN_PAGE_NOTHING",
    "PLAN_PAGE_TITLE",
    "PLAN_PURGED",
    "PLAN_PURGED_SINCE",
    "PLAN_READ_SINCE",
    "PLAN_SAVED_ALREADY",
    "PLAN_SOURCE_ABSENT",
    "PLAN_SOURCE_ELSEWHERE",
    "PLAN_TARGET",
    "PLAN_UNWRITABLE",
    "RECORD_CREATED_SINCE",
    "RECORD_GONE",
    "RECORD_HOLD_CHANGED",
    "RECORD_PRESENCE_CHANGED",
    "RECORD_VERSION_CHANGED",
    "WITHHELD_CHANGED",
]

# Files.
PLAN_FOREIGN: Final = message("plan-foreign", "{path} is no plan; danhmuc harvest --plan FILE writes one")
PLAN_OLDER: Final = message(
    "plan-older",
    "{path} was written by an older danhmuc (format {version:d}, known: {known:d}); plan again with danhmuc harvest "
    "--plan FILE",
)
PLAN_NEWER: Final = message(
    "plan-newer",
    "{path} was written by a newer danhmuc (format {version:d}, known: {known:d}); update danhmuc, or plan again",
)
PLAN_DAMAGED: Final = message("plan-damaged", "{path} cannot be used: {reason}; plan again")
PLAN_DIGEST: Final = message("plan-digest", "it is incomplete or was edited")
PLAN_LINE: Final = message("plan-line", "line {line:d} is none that a plan has")
PLAN_FIELD: Final = message("plan-field", "{field} in line {line:d} is not what a plan has there")
PLAN_ENDS_EARLY: Final = message("plan-ends-early", "its end is missing")
PLAN_LINE_TOO_LONG: Final = message("plan-line-too-long", "a line is longer than {most:d} MiB")
PLAN_TARGET: Final = message("plan-target", "{path} exists and is no plan; it is not overwritten, give another FILE")
PLAN_UNWRITABLE: Final = message("plan-unwritable", "{path} cannot be written: {reason}")
PLAN_SAVED_ALREADY: Final = message("plan-saved-already", "this plan was read from a file; copy the file")

# Registries.
PLAN_OTHER_BASE: Final = message(
    "plan-other-base",
    "the plan of source {name!r} was made with a registry whose base of IRIs is {base}; here it is {known}; plan again",
)
PLAN_OTHER_REGISTRY: Final = message(
    "plan-other-registry",
    "the plan of source {name!r} refers to marks of secrecy of another registry; apply it there, or plan again",
)
PLAN_SOURCE_ELSEWHERE: Final = message(
    "plan-source-elsewhere",
    "source {name!r} was read at {planned} for this plan, and is at {location} now; plan again",
)
PLAN_SOURCE_ABSENT: Final = message(
    "plan-source-absent", "the registry has no source {name!r}, which this plan changes; apply it where it was made"
)
PLAN_CORRECTIONS: Final = message(
    "plan-corrections",
    "the defaults or corrections of source {name!r} have changed since this plan was made; nothing was applied, plan "
    "again",
)
PLAN_GUARD: Final = message(
    "plan-guard",
    "the guard of source {name!r} has changed since this plan was made, and records lose every distribution by it; "
    "nothing was applied, plan again",
)
PLAN_MOVED: Final = plural(
    "plan-moved",
    "the registry has changed since the plan of source {name!r} was made, in {count} record: {example}; nothing was "
    "applied, plan again",
    "the registry has changed since the plan of source {name!r} was made, in {count} records: {example}; nothing was "
    "applied, plan again",
)
PLAN_PURGED: Final = message(
    "plan-purged",
    "the plan of source {name!r} contains {iri}, which was purged; nothing was applied; delete the file and plan again",
)
PLAN_PURGED_SINCE: Final = message(
    "plan-purged-since",
    "something was purged since the plan of source {name!r} was made, and the plan ends memberships; nothing was "
    "applied, plan again",
)
PLAN_MARKED: Final = message(
    "plan-marked",
    "the plan of source {name!r} contains what the source has marked as a state secret since; nothing was applied; "
    "delete the file and plan again",
)
PLAN_READ_SINCE: Final = message(
    "plan-read-since",
    "the plan of source {name!r} lifts marks of secrecy, and the source was harvested since; nothing was applied, plan "
    "again",
)
RECORD_CREATED_SINCE: Final = message("plan-record-created", "{iri} exists already")
RECORD_GONE: Final = message("plan-record-gone", "{iri} is not there")
RECORD_VERSION_CHANGED: Final = message("plan-record-version", "{iri} has another version")
RECORD_PRESENCE_CHANGED: Final[Mapping[str, MessageTemplate]] = {
    "present": message("plan-record-is-present", "{iri} is present again"),
    "missing": message("plan-record-is-missing", "{iri} has become missing"),
    "withdrawn": message("plan-record-is-withdrawn", "{iri} has become withdrawn"),
}
RECORD_HOLD_CHANGED: Final = message("plan-record-hold", "{iri} has another hold")
WITHHELD_CHANGED: Final = message("plan-withheld-changed", "a record that is to be withheld has another version")

# The page on a plan.
PLAN_PAGE_TITLE: Final = message("plan-page-title", "Plan of a harvest")
PLAN_PAGE_NOTHING: Final = message("plan-page-nothing", "Nothing changes.")
PLAN_PAGE_LEFT: Final = plural(
    "plan-page-left",
    "{count} more change is in danhmuc apply FILE --show --json.",
    "{count} more changes are in danhmuc apply FILE --show --json.",
)
PLAN_PAGE_CLAIMS: Final = message("plan-page-claims", "In other sources, too")
PLAN_PAGE_FINDINGS: Final = message("plan-page-findings", "Findings about documents and the run")
PLAN_PAGE_COUNTS: Final[Mapping[str, MessageTemplate]] = {
    "record": message("plan-page-records", "Records"),
    "catalog-record": message("plan-page-catalog-records", "Catalogue records"),
    "node": message("plan-page-nodes", "Node records"),
    "element": message("plan-page-elements", "Data elements and table schemas"),
}
PLAN_PAGE_KINDS: Final[Mapping[str, MessageTemplate]] = {
    "created": message("plan-page-created", "Created"),
    "updated": message("plan-page-updated", "Updated"),
    "unchanged": message("plan-page-unchanged", "Unchanged"),
    "reappeared": message("plan-page-reappeared", "Reappeared"),
    "held": message("plan-page-held", "Held"),
    "missing": message("plan-page-missing", "Missing"),
    "deleted": message("plan-page-deleted", "Deleted by the source"),
    "quarantined": message("plan-page-quarantined", "Quarantined"),
    "withdrawn": message("plan-page-withdrawn", "To be withdrawn"),
    "waiting": message("plan-page-waiting", "Waiting for a person"),
}
