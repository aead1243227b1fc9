"""Formats of reports that are written to a file, found by name.

A report is written in one pass over the records, in memory that does not grow with the number of findings. A new format
is one file in this room and one line in `REPORTS`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib import import_module
from typing import BinaryIO, Final

from danhmuc.vocab.errors import UnknownNameError
from danhmuc.vocab.messages.errors import ErrorsText

from .reported_source import ReportedSource
from .tally import FailOn, Lang, ReportOptions, Tally

_WRITERS: Final = {
    "csv": ".csv_table:write_csv",
    "html": ".html_page:write_html",
    "json": ".json_report:write_json",
    "json-ld": ".report_graph:write_json_ld",
    "junit": ".junit:write_junit",
    "nt": ".report_graph:write_nt",
    "turtle": ".report_graph:write_turtle",
    "xml": ".report_graph:write_xml",
}

REPORTS: Final = tuple(_WRITERS)
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
    if format not in _WRITERS:
        raise UnknownNameError(ErrorsText.FORMAT_UNKNOWN, format, REPORTS)
    module, _, name = _WRITERS[format].partition(":")
    writer = getattr(import_module(module, __package__), name)
    options = ReportOptions(lang=lang, fail_on=fail_on, on=on, docs_url=docs_url.rstrip("/") if docs_url else None)
    tallies: tuple[Tally, ...] = writer(sources, out, options)
    return tallies
