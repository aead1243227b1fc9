"""The words of the report of a harvest, in every format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import MessageTemplate, message, plural

__all__ = [
    "AND_MORE",
    "AWAITING_RELEASE",
    "BATCH_UNKNOWN",
    "BECAME",
    "CHANGED_ELEMENTS",
    "CHANGED_PROPERTIES",
    "CHANGED_RECORDS",
    "COLUMNS",
    "DELETED",
    "DELETIONS_UNKNOWN",
    "DELETION_WAITS",
    "FINDINGS",
    "FULL_REPORT",
    "HELD_AS_UNDONE",
    "HELD_BECAUSE",
    "HELD_BY",
    "LISTED",
    "LOSSES_WAITING",
    "MISSING_BEFORE",
    "MISSING_WAITS",
    "MORE_SOURCES",
    "MORE_VIOLATIONS",
    "NAMELESS",
    "NEWLY_SUBMITTED",
    "NOTHING_CHANGED",
    "NOTHING_SEEN",
    "NOT_HARVESTED",
    "NO_RUN",
    "NO_RUN_OF_SOURCE",
    "NO_SOURCE",
    "PAGE_CHANGES",
    "PAGE_SEEN",
    "PAGE_SOURCES",
    "PAGE_TITLE",
    "PAGE_TOTAL",
    "RECORDS",
    "RENAMES",
    "REPORT_ENDING",
    "ROLE_RUN",
    "RUN",
    "RUNS_OR_BATCH",
    "RUN_AND_REASON",
    "SECONDS",
    "SECRET",
    "SEEN",
    "SPAN",
    "SPAN_AND_BATCH",
    "STAGES",
    "SUMMARY",
    "SUMMARY_SUBMITTED",
    "TURNED",
    "UNDOES",
    "UNNAMED_FINDINGS",
    "VERDICTS",
    "WAITING",
    "WITHDRAWN_SINCE",
    "WORST",
    "WORST_ONE",
]

# Requests.
BATCH_UNKNOWN: Final = message("batch-unknown", "unknown batch {batch:d}; the newest batch is {newest:d}")
RUNS_OR_BATCH: Final = message(
    "runs-or-batch", "runs ({runs}) and batch {batch:d} were both asked for; name runs or a batch"
)
NO_RUN: Final = message("runs-report-no-run", "the registry has no run to report on yet; harvest a source first")
NO_RUN_OF_SOURCE: Final = message(
    "runs-report-no-run-of-source", "source {source!r} has no run among those asked for; leave --source out to see them"
)
REPORT_ENDING: Final = message(
    "runs-report-ending", "no report has a name such as {name}; its ending gives the format: {known}"
)

# The headline: what is worst, then how much changed.
WORST: Final[Mapping[str, MessageTemplate]] = {
    "failed": plural(
        "runs-report-worst-failed",
        "{count} of {total} sources failed ({names})",
        "{count} of {total} sources failed ({names})",
    ),
    "incomplete": plural(
        "runs-report-worst-incomplete",
        "{count} of {total} sources is incomplete ({names})",
        "{count} of {total} sources are incomplete ({names})",
    ),
    "attention": plural(
        "runs-report-worst-attention",
        "{count} of {total} sources needs attention ({names})",
        "{count} of {total} sources need attention ({names})",
    ),
    "complete": plural("runs-report-worst-none", "{count} source harvested", "all {count} sources harvested"),
}
NO_SOURCE: Final = message("runs-report-no-source", "no source was harvested")
WORST_ONE: Final[Mapping[str, MessageTemplate]] = {
    "failed": message("runs-report-one-failed", "source {name} failed"),
    "incomplete": message("runs-report-one-incomplete", "source {name} is incomplete"),
    "attention": message("runs-report-one-attention", "source {name} needs attention"),
}
"""The same of a single source."""
CHANGED_RECORDS: Final = plural("runs-report-changed", "{count} change", "{count} changes")
CHANGED_ELEMENTS: Final = plural(
    "runs-report-changed-elements",
    "{count} data element or table schema changed",
    "{count} data elements and table schemas changed",
)
NOTHING_CHANGED: Final = message("runs-report-nothing-changed", "no record changed")
SUMMARY: Final = message("runs-report-summary", "{worst}; {changed}")
SUMMARY_SUBMITTED: Final = message("runs-report-summary-submitted", "{worst}; {changed}, {submitted}")
NEWLY_SUBMITTED: Final = plural("runs-report-newly-submitted", "{count} newly submitted", "{count} newly submitted")
SPAN: Final = message("runs-report-span", "{began} to {ended}")
SPAN_AND_BATCH: Final = message("runs-report-span-and-batch", "{began} to {ended}, batch {batch:d}")
NOT_HARVESTED: Final = message("runs-report-not-harvested", "{source}: not harvested ({reason})")
MORE_SOURCES: Final = plural(
    "runs-report-more-sources",
    "… and {count} more source that needs attention",
    "… and {count} more sources that need attention",
)
FULL_REPORT: Final = message("runs-report-full", "All of it: {command}")

# One run.
RUN: Final = message("runs-report-run", "{source}, run {run:d}, profile {profile}: {state}")
RUN_AND_REASON: Final = message(
    "runs-report-run-and-reason", "{source}, run {run:d}, profile {profile}: {state} ({reason})"
)
UNDOES: Final = message("runs-report-undoes", "undoes run {run:d}")
SEEN: Final = message("runs-report-seen", "{seen} seen ({kinds})")
NOTHING_SEEN: Final = message("runs-report-nothing-seen", "0 seen")
RECORDS: Final[Mapping[str, MessageTemplate]] = {
    "record": message("runs-report-records", "records: {counts}"),
    "node": message("runs-report-nodes", "node records: {counts}"),
    "element": message("runs-report-elements", "data elements and table schemas: {counts}"),
    "catalog-record": message("runs-report-catalog-records", "catalogue records: {counts}"),
}
DELETED: Final = plural(
    "runs-report-deleted",
    "{count} of these is missing because its source says that it deleted it",
    "{count} of these are missing because their source says that it deleted them",
)
DELETIONS_UNKNOWN: Final = plural(
    "runs-report-deletions-unknown",
    "the source also deleted {count} record that was never stored",
    "the source also deleted {count} records that were never stored",
)
VERDICTS: Final = message("runs-report-verdicts", "verdicts: {verdicts}")
TURNED: Final = message("runs-report-turned", "changed verdicts: {turned}")
FINDINGS: Final = message("runs-report-findings", "findings: {findings}")
WAITING: Final = plural(
    "runs-report-waiting",
    "{count} missing record waits for a person, because withdrawing it leaves too little of the source; if it is gone: "
    "danhmuc registry accept-missing {source} --reason TEXT",
    "{count} missing records wait for a person, because they are too many to be usual; if they are gone: "
    "danhmuc registry accept-missing {source} --reason TEXT",
)
LOSSES_WAITING: Final = plural(
    "runs-report-losses-waiting",
    "{count} record has lost every distribution and waits for a person, because that leaves too little of the source; "
    "if it is right: danhmuc registry accept-missing {source} --reason TEXT",
    "{count} records have lost every distribution and wait for a person, because they are too many to be usual; if it "
    "is right: danhmuc registry accept-missing {source} --reason TEXT",
)
RENAMES: Final = plural(
    "runs-report-renames",
    "{count} proposed rename waits for an answer; danhmuc status {source} shows it",
    "{count} proposed renames wait for an answer; danhmuc status {source} shows them",
)
AWAITING_RELEASE: Final = plural(
    "runs-report-awaiting-release",
    "{count} record is withheld, although no source marks it as a state secret any more; danhmuc status {source} names "
    "it",
    "{count} records are withheld, although no source marks them as state secrets any more; danhmuc status {source} "
    "names them",
)
BECAME: Final[Mapping[str, MessageTemplate]] = {
    "accepted": message("runs-report-became-accepted", "newly accepted"),
    "submitted": message("runs-report-became-submitted", "newly submitted"),
}
SECONDS: Final = message("runs-report-seconds", "time: {stages}")
STAGES: Final[Mapping[str, MessageTemplate]] = {
    "reading": message("runs-report-stage-reading", "reading {seconds} s"),
    "comparing": message("runs-report-stage-comparing", "comparing and validating {seconds} s"),
    "writing": message("runs-report-stage-writing", "writing {seconds} s"),
}
LISTED: Final = message("runs-report-listed", "{kind}: {number}")
AND_MORE: Final = plural("runs-report-and-more", "… and {count} more", "… and {count} more")
HELD_AS_UNDONE: Final = plural(
    "runs-report-held-as-undone",
    "{count} stays as an undone run left it, until it is released",
    "{count} stay as an undone run left them, until they are released",
)
MISSING_BEFORE: Final = plural(
    "runs-report-missing-before", "{count} was missing before this run", "{count} were missing before this run"
)
NAMELESS: Final = plural(
    "runs-report-nameless",
    "{count} is not named, because of a mark of secrecy or because the document could not be read",
    "{count} are not named, because of a mark of secrecy or because the document could not be read",
)
UNNAMED_FINDINGS: Final = plural(
    "runs-report-unnamed-findings",
    "{count} finding is not shown, because it names what is marked as a state secret",
    "{count} findings are not shown, because they name what is marked as a state secret",
)

# Why a record is in the report.
MISSING_WAITS: Final = message(
    "runs-report-missing-waits",
    "not in the source; withdrawn only if a complete run at least 20 hours later does not find it either",
)
CHANGED_PROPERTIES: Final = message("runs-report-changed-properties", "changed: {properties}")
DELETION_WAITS: Final = message(
    "runs-report-deletion-waits", "its source says that it deleted it; still exported, because too many are missing"
)
WITHDRAWN_SINCE: Final = message("runs-report-withdrawn-since", "missing since run {run:d}, and again in this one")
HELD_BECAUSE: Final = message("runs-report-held-because", "{state}: {reason}")
HELD_BY: Final = message("runs-report-held-by", "{state} by {by}")
SECRET: Final = message("runs-report-secret", "marked as a state secret, so it is not named")
MORE_VIOLATIONS: Final = plural(
    "runs-report-more-violations", "and {count} more violation", "and {count} more violations"
)

# The page and the table.
PAGE_TITLE: Final = message("runs-report-page-title", "Harvest report")
PAGE_SOURCES: Final = message("runs-report-page-sources", "Sources")
PAGE_TOTAL: Final = message("runs-report-page-total", "Total")
PAGE_CHANGES: Final = message("runs-report-page-changes", "What changed, and why")
PAGE_SEEN: Final = message("runs-report-page-seen", "seen")

COLUMNS: Final[Mapping[str, MessageTemplate]] = {
    "source": message("runs-report-column-source", "source"),
    "run": message("runs-report-column-run", "run"),
    "role": message("runs-report-column-role", "role"),
    "change": message("runs-report-column-change", "outcome"),
    "count": message("runs-report-column-count", "count"),
    "title": message("runs-report-column-title", "title"),
    "iri": message("runs-report-column-iri", "IRI"),
    "publisher": message("runs-report-column-publisher", "publisher"),
    "verdict": message("runs-report-column-verdict", "verdict"),
    "properties": message("runs-report-column-properties", "changed properties"),
    "why": message("runs-report-column-why", "why"),
    "at": message("runs-report-column-at", "time (Viet Nam)"),
    "reading": message("runs-report-column-reading", "reading (s)"),
    "comparing": message("runs-report-column-comparing", "comparing and validating (s)"),
    "writing": message("runs-report-column-writing", "writing (s)"),
}
ROLE_RUN: Final = message("runs-report-role-run", "run")
