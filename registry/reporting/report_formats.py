"""Formats of reports that are written to a file, found by name.

A report is written in one pass over the records, in memory that does not grow with the number of findings. A new format
is one file in this room and one line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import BinaryIO, Final, cast

from ..messages.reports import HarvestReportsText
from .reported_source import ReportedSource
from .sheet import ReportFormats
from .tally import FailOn, Lang, ReportOptions, Tally

FORMATS: Final = ReportFormats(
    package=__package__,
    writers={
        "csv": ".csv_table:write_csv",
        "html": ".html_page:write_html",
        "json": ".json_report:write_json",
        "json-ld": ".report_graph:write_json_ld",
        "junit": ".junit:write_junit",
        "nt": ".report_graph:write_nt",
        "turtle": ".report_graph:write_turtle",
        "xml": ".report_graph:write_xml",
    },
    endings={},
    no_ending=HarvestReportsText.REPORT_ENDING,
)

REPORTS: Final = tuple(FORMATS.writers)
"""Names of all formats that are written to a file; terminals use `terminal_lines`."""


def write_report(
    format: str,  # noqa: A002 - the word users know
    sources: Iterable[ReportedSource],
    out: BinaryIO,
    *,
    lang: Lang = "vi",
    fail_on: FailOn = "violation",
    on: date | None = None,
    docs_url: str | None = None,
) -> tuple[Tally, ...]:
    """Write a report on all sources, and return the counts of each, in their order.

    Args:
        sources: read one by one, so that each can be validated just before it is written.
        lang: language of the texts.
        fail_on: the least severity with which a source fails.
        on: the day to print on the report; None prints none.
        docs_url: address at which docs/ is published; HTML and CSV then link to the pages of the rules there.

    Raises:
        UnknownNameError: no such format.
    """
    options = ReportOptions(lang=lang, fail_on=fail_on, on=on, docs_url=docs_url.rstrip("/") if docs_url else None)
    return cast("tuple[Tally, ...]", FORMATS.write(format, sources, out, options))
