"""``danhmuc report danh-muc`` and the other statutory reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from danhmuc.vocab.messages import MessageTemplate, message, plural

__all__ = ["MORE_ROWS", "ON", "OUTPUT", "PUBLISHER", "REPORTS", "TOTAL", "WRITTEN", "ReportHelp"]


class ReportHelp(NamedTuple):
    """The help of a report, and what a list of commands says of it."""

    help: MessageTemplate
    brief: MessageTemplate


REPORTS: Final[Mapping[str, ReportHelp]] = {
    "danh-muc": ReportHelp(
        message(
            "help-report-danh-muc",
            "The list of databases with their items, and the three annexes: original and master, shared, and open"
            " data.\n\nEach dataset is open, conditionally open, shared, internal, or not understood; what is not"
            " understood is never listed as open. Records are those that an export has; what is not"
            " listed is counted by reason.",
        ),
        message("brief-report-danh-muc", "The list of databases, and the annexes of original, shared and open data"),
    ),
    "dich-vu": ReportHelp(
        message(
            "help-report-dich-vu",
            "The list of data sharing services: parameters and technical documents, exchange structure, platform, when"
            " they are available, planned outages, served datasets, contact.",
        ),
        message("brief-report-dich-vu", "The list of data sharing services"),
    ),
    "du-lieu-mo": ReportHelp(
        message(
            "help-report-du-lieu-mo",
            "The open data list as it is sent: dataset, class (public, public with conditions), licence, channel, and"
            " the day sent for the agency to fill in.\n\nWhat is not public, or not understood, is on a sheet of its"
            " own, for review.",
        ),
        message("brief-report-du-lieu-mo", "The open data list as it is sent"),
    ),
}
"""The reports, in the order in which they are listed."""

PUBLISHER: Final = message(
    "help-statutory-publisher",
    "Only the agency with this code and those below it (H57 has H57.01), or the publisher with this IRI.",
)
ON: Final = message(
    "help-statutory-on",
    "The day of the report, by which acts and verdicts count; today by default. The registry is read as it is now.",
)
OUTPUT: Final = message(
    "help-statutory-output", "Write to FILE: .xlsx, .html (for printing) or .json; may be given several times."
)
MORE_ROWS: Final = plural(
    "statutory-more-rows", "… and {count} more; -o FILE.xlsx has all", "… and {count} more; -o FILE.xlsx has all"
)
TOTAL: Final = message("statutory-total-line", "{label}: {count}")
WRITTEN: Final = message("statutory-written", "Written: {path}")
