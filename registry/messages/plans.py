"""Messages of plans that are saved and applied later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural


class PlansText(Messages):
    # Files.
    PLAN_FOREIGN = message("{path} is no plan; danhmuc harvest --plan FILE writes one")
    PLAN_OLDER = message(
        "{path} was written by an older danhmuc (format {version:d}, known: {known:d}); plan again with danhmuc "
        "harvest --plan FILE",
    )
    PLAN_NEWER = message(
        "{path} was written by a newer danhmuc (format {version:d}, known: {known:d}); update danhmuc, or plan again",
    )
    PLAN_DAMAGED = message("{path} cannot be used: {reason}; plan again")
    PLAN_DIGEST = message("it is incomplete or was edited")
    PLAN_LINE = message("line {line:d} is none that a plan has")
    PLAN_FIELD = message("{field} in line {line:d} is not what a plan has there")
    PLAN_ENDS_EARLY = message("its end is missing")
    PLAN_LINE_TOO_LONG = message("a line is longer than {most:d} MiB")
    PLAN_TARGET = message("{path} exists and is no plan; it is not overwritten, give another FILE")
    PLAN_UNWRITABLE = message("{path} cannot be written: {reason}")
    PLAN_SAVED_ALREADY = message("this plan was read from a file; copy the file")

    # Registries.
    PLAN_OTHER_BASE = message(
        "the plan of source {name!r} was made with a registry whose base of IRIs is {base}; here it is {known}; plan "
        "again",
    )
    PLAN_OTHER_REGISTRY = message(
        "the plan of source {name!r} refers to marks of secrecy of another registry; apply it there, or plan again",
    )
    PLAN_SOURCE_ELSEWHERE = message(
        "source {name!r} was read at {planned} for this plan, and is at {location} now; plan again",
    )
    PLAN_SOURCE_ABSENT = message(
        "the registry has no source {name!r}, which this plan changes; apply it where it was made"
    )
    PLAN_CORRECTIONS = message(
        "the defaults or corrections of source {name!r} have changed since this plan was made; nothing was applied, "
        "plan again",
    )
    PLAN_GUARD = message(
        "the guard of source {name!r} has changed since this plan was made, and records lose every distribution by it; "
        "nothing was applied, plan again",
    )
    PLAN_MOVED = plural(
        "the registry has changed since the plan of source {name!r} was made, in {count} record: {example}; nothing "
        "was applied, plan again",
        "the registry has changed since the plan of source {name!r} was made, in {count} records: {example}; nothing "
        "was applied, plan again",
    )
    PLAN_PURGED = message(
        "the plan of source {name!r} contains {iri}, which was purged; nothing was applied; delete the file and plan "
        "again",
    )
    PLAN_PURGED_SINCE = message(
        "something was purged since the plan of source {name!r} was made, and the plan ends memberships; nothing was "
        "applied, plan again",
    )
    PLAN_MARKED = message(
        "the plan of source {name!r} contains what the source has marked as a state secret since; nothing was applied; "
        "delete the file and plan again",
    )
    PLAN_READ_SINCE = message(
        "the plan of source {name!r} lifts marks of secrecy, and the source was harvested since; nothing was "
        "applied, plan again",
    )
    RECORD_CREATED_SINCE = message("plan-record-created", "{iri} exists already")
    RECORD_GONE = message("plan-record-gone", "{iri} is not there")
    RECORD_VERSION_CHANGED = message("plan-record-version", "{iri} has another version")
    RECORD_PRESENCE_CHANGED: Final[Mapping[str, MessageTemplate]] = {
        "present": message("plan-record-is-present", "{iri} is present again"),
        "missing": message("plan-record-is-missing", "{iri} has become missing"),
        "withdrawn": message("plan-record-is-withdrawn", "{iri} has become withdrawn"),
    }
    RECORD_HOLD_CHANGED = message("plan-record-hold", "{iri} has another hold")
    WITHHELD_CHANGED = message("plan-withheld-changed", "a record that is to be withheld has another version")

    # The page on a plan.
    PLAN_PAGE_TITLE = message("Plan of a harvest")
    PLAN_PAGE_NOTHING = message("Nothing changes.")
    PLAN_PAGE_LEFT = plural(
        "{count} more change is in danhmuc apply FILE --show --json.",
        "{count} more changes are in danhmuc apply FILE --show --json.",
    )
    PLAN_PAGE_CLAIMS = message("In other sources, too")
    PLAN_PAGE_FINDINGS = message("Findings about documents and the run")
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
