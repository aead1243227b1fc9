"""``danhmuc status``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural


class StatusText(Messages, prefix="status"):
    NO_AS_OF = message(
        "status is about what needs attention today; use danhmuc report harvest --as-of WHEN, or list --as-of WHEN",
    )
    NO_AS_OF_HELP = message("help-status-as-of", "Refused: status is about today; see report harvest --as-of.")
    HELP = message(
        "help-status",
        "Show which source needs attention, or with --since what changed.\n\nEach source, or SOURCE, with its "
        "records, its last runs, and since when it fails; exit code 1 if one needs attention.",
    )
    SINCE = message(
        "help-status-since",
        "What changed since WHEN, by source and publisher: last (24 hours ago; also without WHEN), a day or time (in "
        "Viet Nam), the number of a run (which is counted, too), or row:N, after that row of the ledger.",
    )
    PUBLISHER = message("help-status-publisher", "With --since: only records of the publisher with this IRI or code.")
    NODES = message("help-status-nodes", "With --since: list node records instead of records.")
    LIMIT = message("help-status-limit", "With --since: show at most N rows of each table; in text 20 by default.")
    QUIET = message("help-status-quiet", "Show only sources that need attention.")
    LETTER = message("help-status-letter", "A letter to the agency of SOURCE: what fails since when, and what to do.")
    OPTION_NEEDS_SINCE = message("option-needs-since", "{option} says nothing without --since; add it")
    OPTION_NOT_WITH_SINCE = message("option-not-with-since", "{option} and --since exclude each other; keep one")

    # Sources.
    LAST_GOOD = message("last complete run")
    FAILING_SINCE = message("failing since")
    TREND = message("last 30 runs")
    ATTENTION: Final[Mapping[str, MessageTemplate]] = {
        "failing": message("status-attention-failing", "{source} fails since {since}: {reason}"),
        "incomplete": message("status-attention-incomplete", "{source} is incomplete since {since}: {reason}"),
        "silent": message(
            "status-attention-silent",
            "{source}: run {run:d} has not been heard of for over an hour; if no process is left, harvest again",
        ),
        "unusual": message(
            "status-attention-unusual",
            "{source} needs attention since run {run:d}: {counts}; danhmuc status {source} --letter writes to its "
            "agency",
        ),
        "unmet": message(
            "status-attention-unmet",
            "{source} is not as expected: run {run:d} has fewer or older records; danhmuc status {source} --letter "
            "writes to its agency",
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
            "status-slipped",
            "{count} record described with another class",
            "{count} records described with another class",
        ),
        "newly_missing": plural(
            "status-newly-missing", "{count} record newly missing", "{count} records newly missing"
        ),
        "ambiguous_renames": plural(
            "status-renames-ambiguous",
            "{count} possible rename that is not certain",
            "{count} possible renames that are not certain",
        ),
        "unmet": plural("status-unmet", "{count} expectation not met", "{count} expectations not met"),
        "renames": plural("status-renames", "{count} proposed rename", "{count} proposed renames"),
        "waiting": plural(
            "status-deletions", "{count} missing record to withdraw", "{count} missing records to withdraw"
        ),
        "losses_waiting": plural(
            "status-losses",
            "{count} record that lost every distribution",
            "{count} records that lost every distribution",
        ),
        "awaiting_release": plural(
            "status-releases-counted",
            "{count} record that is withheld without a mark of secrecy",
            "{count} records that are withheld without a mark of secrecy",
        ),
    }
    """What needs attention, by its name in `HarvestReport.attention_counts`."""
    RELEASES = plural(
        "{count} record is withheld, because it was marked as a state secret; no source marks it any more: danhmuc "
        "registry release IRI, or danhmuc registry withhold IRI --reason TEXT if it is to stay so",
        "{count} records are withheld, because they were marked as state secrets; no source marks them any more: "
        "danhmuc registry release IRI, or danhmuc registry withhold IRI --reason TEXT if they are to stay so",
    )
    LOCATION_AND_PROFILE = message("{location}  profile {profile}")
    CONTACT = message("contact: {contact}")
    RECORD_COUNTS = message("records: {counts}")
    NEVER_GOOD = message("no run was complete")
    NO_RUNS = message("no runs")
    RUNS = message("runs, newest first:")
    RUN = message("run {number:d}")

    # Changes.
    SINCE_TIME = message("changes-since-time", "since {at} (after row {row:d} of the ledger, up to row {until:d})")
    SINCE_ROW = message("changes-since-row", "after row {row:d} of the ledger, up to row {until:d}")
    NOTHING_CHANGED = message("changes-none", "nothing changed")
    CHANGED = plural("changes-counted", "{count} change of {records}: {kinds}", "{count} changes of {records}: {kinds}")
    CHANGED_NODES = plural(
        "changes-others",
        "{count} change of node records and catalogue records; --nodes lists those of node records",
        "{count} changes of node records and catalogue records; --nodes lists those of node records",
    )
    BECAME: Final[Mapping[str, MessageTemplate]] = {
        "accepted": plural("changes-became-accepted", "{count} newly accepted", "{count} newly accepted"),
        "submitted": plural("changes-became-submitted", "{count} newly submitted", "{count} newly submitted"),
    }
    BY_SOURCE = message("changes-by-source", "By source")
    BY_PUBLISHER = message("changes-by-publisher", "By publisher")
    NO_PUBLISHER = message("changes-no-publisher", "(no publisher)")
    CHANGES = message("changes-heading", "changes")
    KIND = message("changes-kind", "change")
    MORE = plural(
        "changes-more",
        "… and {count} more; --limit or --json shows it",
        "… and {count} more; --limit or --json shows them",
    )
