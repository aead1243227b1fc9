"""The words of the report of a harvest, in every format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural


class HarvestReportsText(Messages, prefix="runs-report"):
    # Requests.
    BATCH_UNKNOWN = message("batch-unknown", "unknown batch {batch:d}; the newest batch is {newest:d}")
    RUNS_OR_BATCH = message(
        "runs-or-batch", "runs ({runs}) and batch {batch:d} were both asked for; name runs or a batch"
    )
    NO_RUN = message("the registry has no run to report on yet; harvest a source first")
    NO_RUN_OF_SOURCE = message("source {source!r} has no run among those asked for; leave --source out to see them")
    REPORT_ENDING = message(
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
    NO_SOURCE = message("no source was harvested")
    WORST_ONE: Final[Mapping[str, MessageTemplate]] = {
        "failed": message("runs-report-one-failed", "source {name} failed"),
        "incomplete": message("runs-report-one-incomplete", "source {name} is incomplete"),
        "attention": message("runs-report-one-attention", "source {name} needs attention"),
    }
    """The same of a single source."""
    CHANGED_RECORDS = plural("runs-report-changed", "{count} change", "{count} changes")
    CHANGED_ELEMENTS = plural(
        "{count} data element or table schema changed",
        "{count} data elements and table schemas changed",
    )
    NOTHING_CHANGED = message("no record changed")
    SUMMARY = message("{worst}; {changed}")
    SUMMARY_SUBMITTED = message("{worst}; {changed}, {submitted}")
    NEWLY_SUBMITTED = plural("{count} newly submitted", "{count} newly submitted")
    SPAN = message("{began} to {ended}")
    SPAN_AND_BATCH = message("{began} to {ended}, batch {batch:d}")
    NOT_HARVESTED = message("{source}: not harvested ({reason})")
    MORE_SOURCES = plural(
        "… and {count} more source that needs attention",
        "… and {count} more sources that need attention",
    )
    FULL_REPORT = message("runs-report-full", "All of it: {command}")

    # One run.
    RUN = message("{source}, run {run:d}, profile {profile}: {state}")
    RUN_AND_REASON = message("{source}, run {run:d}, profile {profile}: {state} ({reason})")
    UNDOES = message("undoes run {run:d}")
    SEEN = message("{seen} seen ({kinds})")
    NOTHING_SEEN = message("0 seen")
    RECORDS: Final[Mapping[str, MessageTemplate]] = {
        "record": message("runs-report-records", "records: {counts}"),
        "node": message("runs-report-nodes", "node records: {counts}"),
        "element": message("runs-report-elements", "data elements and table schemas: {counts}"),
        "catalog-record": message("runs-report-catalog-records", "catalogue records: {counts}"),
    }
    DELETED = plural(
        "{count} of these is missing because its source says that it deleted it",
        "{count} of these are missing because their source says that it deleted them",
    )
    DELETIONS_UNKNOWN = plural(
        "the source also deleted {count} record that was never stored",
        "the source also deleted {count} records that were never stored",
    )
    VERDICTS = message("verdicts: {verdicts}")
    TURNED = message("changed verdicts: {turned}")
    FINDINGS = message("findings: {findings}")
    WAITING = plural(
        "{count} missing record waits for a person, because withdrawing it leaves too little of the source; if it is "
        "gone: danhmuc registry accept-missing {source} --reason TEXT",
        "{count} missing records wait for a person, because they are too many to be usual; if they are gone: "
        "danhmuc registry accept-missing {source} --reason TEXT",
    )
    LOSSES_WAITING = plural(
        "{count} record has lost every distribution and waits for a person, because that leaves too little of the "
        "source; if it is right: danhmuc registry accept-missing {source} --reason TEXT",
        "{count} records have lost every distribution and wait for a person, because they are too many to be usual; "
        "if it is right: danhmuc registry accept-missing {source} --reason TEXT",
    )
    RENAMES = plural(
        "{count} proposed rename waits for an answer; danhmuc status {source} shows it",
        "{count} proposed renames wait for an answer; danhmuc status {source} shows them",
    )
    AWAITING_RELEASE = plural(
        "{count} record is withheld, although no source marks it as a state secret any more; danhmuc status {source} "
        "names it",
        "{count} records are withheld, although no source marks them as state secrets any more; danhmuc status "
        "{source} names them",
    )
    BECAME: Final[Mapping[str, MessageTemplate]] = {
        "accepted": message("runs-report-became-accepted", "newly accepted"),
        "submitted": message("runs-report-became-submitted", "newly submitted"),
    }
    SECONDS = message("time: {stages}")
    STAGES: Final[Mapping[str, MessageTemplate]] = {
        "reading": message("runs-report-stage-reading", "reading {seconds} s"),
        "comparing": message("runs-report-stage-comparing", "comparing and validating {seconds} s"),
        "writing": message("runs-report-stage-writing", "writing {seconds} s"),
    }
    LISTED = message("{kind}: {number}")
    AND_MORE = plural("… and {count} more", "… and {count} more")
    HELD_AS_UNDONE = plural(
        "{count} stays as an undone run left it, until it is released",
        "{count} stay as an undone run left them, until they are released",
    )
    MISSING_BEFORE = plural("{count} was missing before this run", "{count} were missing before this run")
    NAMELESS = plural(
        "{count} is not named, because of a mark of secrecy or because the document could not be read",
        "{count} are not named, because of a mark of secrecy or because the document could not be read",
    )
    UNNAMED_FINDINGS = plural(
        "{count} finding is not shown, because it names what is marked as a state secret",
        "{count} findings are not shown, because they name what is marked as a state secret",
    )

    # Why a record is in the report.
    MISSING_WAITS = message(
        "not in the source; withdrawn only if a complete run at least 20 hours later does not find it either",
    )
    CHANGED_PROPERTIES = message("changed: {properties}")
    DELETION_WAITS = message("its source says that it deleted it; still exported, because too many are missing")
    WITHDRAWN_SINCE = message("missing since run {run:d}, and again in this one")
    HELD_BECAUSE = message("{state}: {reason}")
    HELD_BY = message("{state} by {by}")
    SECRET = message("marked as a state secret, so it is not named")
    MORE_VIOLATIONS = plural("and {count} more violation", "and {count} more violations")

    # The page and the table.
    PAGE_TITLE = message("Harvest report")
    PAGE_SOURCES = message("Sources")
    PAGE_TOTAL = message("Total")
    PAGE_CHANGES = message("What changed, and why")
    PAGE_SEEN = message("seen")

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
    ROLE_RUN = message("run")
