"""Words of `danhmuc report`.

``danhmuc report``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural

# ---------------------------------------------------------------- report


class ReportText(Messages, prefix="help-report"):
    HELP = message("help-report", "Reports on what the registry has stored; nothing is read or validated again.")
    FINDINGS_HELP = message(
        "help-report-findings",
        "Report the stored findings by source, publisher and rule.\n\nThey are those of the verdicts in force: what the"
        " profiles of the sources say of the newest versions of what is present. Nothing is read or validated again.",
    )
    FINDINGS_BRIEF = message("brief-report-findings", "Report the stored findings by source, publisher and rule")
    FORMAT = message("Format of the report; text by default.")
    BY = message("Counts by source, publisher or rule alone, all of them.")
    PUBLISHER = message("Only records of the publisher with this IRI or code.")
    RULE = message("Only findings of this rule, such as dcat-ap:Dataset-title.")
    SEVERITY = message("Only findings of this severity.")
    JSON_OR_FORMAT = message("json-or-format", "--json and --format {format} exclude each other; keep one")
    BY_NOT_WITH_FORMAT = message(
        "by-not-with-format", "--by counts in text and JSON, and not in --format {format}; leave one out"
    )
    BY_HEADINGS: Final[Mapping[str, MessageTemplate]] = {
        "source": message("findings-by-source", "By source"),
        "publisher": message("findings-by-publisher", "By publisher"),
        "rule": message("findings-by-rule", "By rule"),
    }
    RULE_HEADING = message("findings-rule", "rule")
    AFFECTED = message("findings-affected", "with findings")
    FINDINGS = message("findings-heading", "findings")
    NO_PUBLISHER = message("findings-no-publisher", "(no publisher: node records, whole sources)")
    MORE = plural("findings-more", "… and {count} more; --by {by} shows all", "… and {count} more; --by {by} shows all")
    TOTAL = message("findings-total", "{records}, {accepted}; {findings}")


# ---------------------------------------------------------------- report changes
# ``danhmuc report changes``.


class ReportChangesText(Messages, prefix="report-changes"):
    NO_AS_OF = message("report changes is about the time between two moments; use --since WHEN and --until WHEN")
    NO_AS_OF_HELP = message("help-report-changes-as-of", "Refused: --since and --until say between which moments.")
    HELP = message(
        "help-report-changes",
        "Report what changed between two moments: by month, source, publisher and kind, and each change.",
    )
    BRIEF = message("brief-report-changes", "Report what changed between two moments")
    SINCE = message(
        "help-report-changes-from",
        "The first moment: last (24 hours ago, if it is not given), the beginning of a day or run, a time, or row:N.",
    )
    UNTIL = message("help-report-changes-to", "The last: the end of a day or run, a time, or row:N; by default now.")
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


# ---------------------------------------------------------------- report statutory
# ``danhmuc report form danh-muc`` and the other statutory reports.


class ReportHelp(NamedTuple):
    """The help of a report, and what a list of commands says of it."""

    help: MessageTemplate
    brief: MessageTemplate
    options: tuple[str, ...] = ()
    """Names of the options that this report has beside those of all."""


class ReportStatutoryText(Messages, prefix="help-statutory"):
    FORM_HELP = message(
        "help-report-form",
        "Make the list or form NAME as the agency signs it: shown here, or written to files by -o (.xlsx, "
        ".html, .json).\n\ndanhmuc report form NAME --help has more about each.",
    )
    FORM_BRIEF = message("brief-report-form", "The lists and forms that an agency signs")
    NOT_OF_REPORT = message("report-option-elsewhere", "{option} is no option of the report {name}")
    REPORTS: Final[Mapping[str, ReportHelp]] = {
        "danh-muc": ReportHelp(
            message(
                "help-report-danh-muc",
                "The list of databases with their items, and the three annexes: original and master, shared, and open"
                " data.\n\nEach dataset is open, conditionally open, shared, internal, or not understood; what is not"
                " understood is never listed as open. Records are those that an export has; what is not"
                " listed is counted by reason.",
            ),
            message(
                "brief-report-danh-muc", "The list of databases, and the annexes of original, shared and open data"
            ),
        ),
        "dich-vu": ReportHelp(
            message(
                "help-report-dich-vu",
                "The list of data sharing services: parameters and technical documents, exchange structure, "
                "platform, when they are available, planned outages, served datasets, contact.",
            ),
            message("brief-report-dich-vu", "The list of data sharing services"),
        ),
        "du-lieu-mo": ReportHelp(
            message(
                "help-report-du-lieu-mo",
                "The open data list as it is sent: dataset, class (public, public with conditions), licence, "
                "channel, and the day sent for the agency to fill in.\n\nWhat is not public, or not understood, is "
                "on a sheet of its own, for review.",
            ),
            message("brief-report-du-lieu-mo", "The open data list as it is sent"),
        ),
        "thoi-han": ReportHelp(
            message(
                "help-report-thoi-han",
                "The terms of the inventory: what is due soon, what is late, and on which basis, by agency.\n\nLate "
                "is what is over by the agency's own declaration, or by an act that is in force; what is over by an "
                "act that ended or is not known to be in force is listed apart. A date that is missing or not "
                "understood is never in time.",
            ),
            message("brief-report-thoi-han", "What is due soon and what is late, on which basis"),
            ("within", "holidays"),
        ),
        "kiem-ke": ReportHelp(
            message(
                "help-report-kiem-ke",
                "The form of the yearly inventory and assessment: what the registry measures is filled in; accuracy,"
                " integrity, anomalies and logs are left to people, or taken from the sheet of assessments of the"
                " workbook.",
            ),
            message("brief-report-kiem-ke", "The form of the yearly inventory and assessment"),
            ("year",),
        ),
        "ke-hoach": ReportHelp(
            message(
                "help-report-ke-hoach",
                "The plan of each dataset: phase, minimum level, deadline, responsible agency, state of digitisation,"
                " result; what is late by the plan's own deadline, and what open data has no plan.",
            ),
            message("brief-report-ke-hoach", "The plan of each dataset, and open data without one"),
            ("within",),
        ),
        "phan-hoi": ReportHelp(
            message(
                "help-report-phan-hoi",
                "Feedback on data: by agency what was received, answered and rejected, what is open and since when, and"
                " the kinds; then each piece with dataset, day, kind and state.\n\nContent and answer stand there only"
                " where they are approved for publication, and who sent it nowhere.",
            ),
            message("brief-report-phan-hoi", "Feedback on data: by agency"),
        ),
        "tu-dien": ReportHelp(
            message(
                "help-report-tu-dien",
                "The data dictionary for printing: for each dataset that an export has, and each of its tables, a"
                " table of its columns: name, title, definition, datatype, length and format, unit, code list, what is"
                " required, data element.\n\nNo act prescribes this form.",
            ),
            message("brief-report-tu-dien", "The data dictionary for printing"),
        ),
    }
    """The reports, in the order in which they are listed."""

    PUBLISHER = message(
        "Only the agency with this code and those below it (H57 has H57.01), or the publisher with this IRI.",
    )
    ON = message(
        "The day of the report, by which acts and verdicts count; today by default. The registry is read as it is now.",
    )
    OUTPUT = message("Write to FILE: .xlsx, .html (for printing) or .json; may be given several times.")
    WITHIN = message("What ends in N days is due soon; 30 by default.")
    HOLIDAYS = message(
        "List of public holidays in TOML; without one, only Saturdays and Sundays are no working days.",
    )
    YEAR = message("The year whose assessments are read; that of the report by default.")
    MORE_ROWS = plural(
        "statutory-more-rows", "… and {count} more; -o FILE.xlsx has all", "… and {count} more; -o FILE.xlsx has all"
    )
    MORE_SHEETS = plural(
        "statutory-more-sheets",
        "… and {count} more sheet; -o FILE.xlsx has all",
        "… and {count} more sheets; -o FILE.xlsx has all",
    )
    SEE_SUBMITTED = message(
        "statutory-see-submitted", "danhmuc list --verdict submitted shows the records of which no version was accepted"
    )
    TOTAL = message("statutory-total-line", "{label}: {count}")
    WRITTEN = message("statutory-written", "Written: {path}")
