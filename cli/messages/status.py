"""``danhmuc status``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import MessageTemplate, message, plural

__all__ = [
    "ATTENTION",
    "BECAME",
    "BY_PUBLISHER",
    "BY_SOURCE",
    "CHANGED",
    "CHANGED_NODES",
    "CHANGES",
    "CONTACT",
    "COUNTED",
    "FAILING_SINCE",
    "HELP",
    "KIND",
    "LAST_GOOD",
    "LETTER",
    "LIMIT",
    "LOCATION_AND_PROFILE",
    "MORE",
    "NEVER_GOOD",
    "NODES",
    "NOTHING_CHANGED",
    "NO_AS_OF",
    "NO_AS_OF_HELP",
    "NO_PUBLISHER",
    "NO_RUNS",
    "OPTION_NEEDS_SINCE",
    "OPTION_NOT_WITH_SINCE",
    "PUBLISHER",
    "QUIET",
    "RECORD_COUNTS",
    "RELEASES",
    "RUN",
    "RUNS",
    "SINCE",
    "SINCE_ROW",
    "SINCE_TIME",
    "TREND",
]

NO_AS_OF: Final = message(
    "status-no-as-of",
    "status is about what needs attention today; use danhmuc report harvest --as-of WHEN, or list --as-of WHEN",
)
NO_AS_OF_HELP: Final = message("help-status-as-of", "Refused: status is about today; see report harvest --as-of.")
HELP: Final = message(
    "help-status",
    "Show which source needs attention, or with --since what changed.\n\nEach source, or SOURCE, with its records, its"
    " last runs, and since when it fails; exit code 1 if one needs attention.",
)
SINCE: Final = message(
    "help-status-since",
    "What changed since WHEN, by source and publisher: last (24 hours ago; also without WHEN), a day or time (in Viet"
    " Nam), the number of a run (which is counted, too), or row:N, after that row of the ledger.",
)
PUBLISHER: Final = message(
    "help-status-publisher", "With --since: only records of the publisher with this IRI or code."
)
NODES: Final = message("help-status-nodes", "With --since: list node records instead of records.")
LIMIT: Final = message("help-status-limit", "With --since: show at most N rows of each table; in text 20 by default.")
QUIET: Final = message("help-status-quiet", "Show only sources that need attention.")
LETTER: Final = message(
    "help-status-letter", "A letter to the agency of SOURCE: what fails since when, and what to do."
)
OPTION_NEEDS_SINCE: Final = message("option-needs-since", "{option} says nothing without --since; add it")
OPTION_NOT_WITH_SINCE: Final = message("option-not-with-since", "{option} and --since exclude each other; keep one")

# Sources.
LAST_GOOD: Final = message("status-last-good", "last complete run")
FAILING_SINCE: Final = message("status-failing-since", "failing since")
TREND: Final = message("status-trend", "last 30 runs")
ATTENTION: Final[Mapping[str, MessageTemplate]] = {
    "failing": message("status-attention-failing", "{source} fails since {since}: {reason}"),
    "incomplete": message("status-attention-incomplete", "{source} is incomplete since {since}: {reason}"),
    "silent": message(
        "status-attention-silent",
        "{source}: run {run:d} has not been heard of for over an hour; if no process is left, harvest again",
    ),
    "unusual": message(
        "status-attention-unusual",
        "{source} needs attention since run {run:d}: {counts}; danhmuc status {source} --letter writes to its agency",
    ),
    "unmet": message(
        "status-attention-unmet",
        "{source} is not as expected: run {run:d} has fewer or older records; danhmuc status {source} --letter writes "
        "to its agency",
    ),
    "undecided": message(
        "status-attention-undecided",
        "{source} waits for decisions: {decisions}; danhmuc status {source} shows what to do",
    ),
}
COUNTED: Final[Mapping[str, MessageTemplate]] = {
    "quarantined_documents": plural(
        "status-documents-skipped", "{count} document skipped", "{count} documents skipped"
    ),
    "quarantined": plural("status-records-skipped", "{count} record skipped", "{count} records skipped"),
    "refused": plural(
        "status-refused",
        "{count} row marked as a state secret and refused",
        "{count} rows marked as state secrets and refused",
    ),
    "unclear": plural(
        "status-unclear",
        "{count} record with an unclear mark of secrecy",
        "{count} records with an unclear mark of secrecy",
    ),
    "barred": plural(
        "status-barred", "{count} record kept back by another source", "{count} records kept back by other sources"
    ),
    "slipped": plural(
        "status-slipped", "{count} record described with another class", "{count} records described with another class"
    ),
    "newly_missing": plural("status-newly-missing", "{count} record newly missing", "{count} records newly missing"),
    "ambiguous_renames": plural(
        "status-renames-ambiguous",
        "{count} possible rename that is not certain",
        "{count} possible renames that are not certain",
    ),
    "unmet": plural("status-unmet", "{count} expectation not met", "{count} expectations not met"),
    "renames": plural("status-renames", "{count} proposed rename", "{count} proposed renames"),
    "waiting": plural("status-deletions", "{count} missing record to withdraw", "{count} missing records to withdraw"),
    "losses_waiting": plural(
        "status-losses", "{count} record that lost every distribution", "{count} records that lost every distribution"
    ),
    "awaiting_release": plural(
        "status-releases-counted",
        "{count} record that is withheld without a mark of secrecy",
        "{count} records that are withheld without a mark of secrecy",
    ),
}
"""What needs attention, by its name in `HarvestReport.attention_counts`."""
RELEASES: Final = plural(
    "status-releases",
    "{count} record is withheld, because it was marked as a state secret; no source marks it any more: danhmuc "
    "registry release IRI, or danhmuc registry withhold IRI --reason TEXT if it is to stay so",
    "{count} records are withheld, because they were marked as state secrets; no source marks them any more: danhmuc "
    "registry release IRI, or danhmuc registry withhold IRI --reason TEXT if they are to stay so",
)
LOCATION_AND_PROFILE: Final = message("status-location-and-profile", "{location}  profile {profile}")
CONTACT: Final = message("status-contact", "contact: {contact}")
RECORD_COUNTS: Final = message("status-record-counts", "records: {counts}")
NEVER_GOOD: Final = message("status-never-good", "no run was complete")
NO_RUNS: Final = message("status-no-runs", "no runs")
RUNS: Final = message("status-runs", "runs, newest first:")
RUN: Final = message("status-run", "run {number:d}")

# Changes.
SINCE_TIME: Final = message("changes-since-time", "since {at} (after row {row:d} of the ledger, up to row {until:d})")
SINCE_ROW: Final = message("changes-since-row", "after row {row:d} of the ledger, up to row {until:d}")
NOTHING_CHANGED: Final = message("changes-none", "nothing changed")
CHANGED: Final = plural(
    "changes-counted", "{count} change of {records}: {kinds}", "{count} changes of {records}: {kinds}"
)
CHANGED_NODES: Final = plural(
    "changes-others",
    "{count} change of node records and catalogue records; --nodes lists those of node records",
    "{count} changes of node records and catalogue records; --nodes lists those of node records",
)
BECAME: Final[Mapping[str, MessageTemplate]] = {
    "accepted": plural("changes-became-accepted", "{count} newly accepted", "{count} newly accepted"),
    "submitted": plural("changes-became-submitted", "{count} newly submitted", "{count} newly submitted"),
}
BY_SOURCE: Final = message("changes-by-source", "By source")
BY_PUBLISHER: Final = message("changes-by-publisher", "By publisher")
NO_PUBLISHER: Final = message("changes-no-publisher", "(no publisher)")
CHANGES: Final = message("changes-heading", "changes")
KIND: Final = message("changes-kind", "change")
MORE: Final = plural(
    "changes-more", "… and {count} more; --limit or --json shows it", "… and {count} more; --limit or --json shows them"
)
