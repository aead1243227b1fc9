"""``danhmuc report changes``."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class ReportChangesText(Messages, prefix="report-changes"):
    NO_AS_OF = message("report changes is about the time between two moments; use --from WHEN and --to WHEN")
    NO_AS_OF_HELP = message("help-report-changes-as-of", "Refused: --from and --to say between which moments.")
    HELP = message(
        "help-report-changes",
        "Report what changed between two moments: by month, source, publisher and kind, and each change.",
    )
    BRIEF = message("brief-report-changes", "Report what changed between two moments")
    FROM = message(
        "help-report-changes-from",
        "The first moment: last (24 hours ago, if it is not given), the beginning of a day or run, a time, or row:N.",
    )
    TO = message("help-report-changes-to", "The last: the end of a day or run, a time, or row:N; by default now.")
    PUBLISHER = message(
        "help-report-changes-publisher", "Only records that have the publisher with this IRI or code now."
    )
    FORMAT = message("help-report-changes-format", "Format: text by default, json, csv, or html with a chart.")
    OUTPUT = message(
        "help-report-changes-output", "Write to this file, in the format of its ending: .json, .csv or .html."
    )
    CHANGED = plural("{count} change of {records}", "{count} changes of {records}")
    RECORDS = plural("{count} record", "{count} records")
    MONTH = message("month")
    TIME = message("time")
    MORE = plural("… and {count} more; --format csv has all", "… and {count} more; --format csv has all")
