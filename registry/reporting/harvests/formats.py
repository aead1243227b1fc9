"""The formats of the report of a harvest, found by name or by the ending of a file.

A new format is one file in this room and one line in `_WRITERS`.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import BinaryIO, Final

from danhmuc.vocab.errors import UnknownNameError, UsageError
from danhmuc.vocab.messages.errors import ErrorsText

from ...messages.harvest_reports import HarvestReportsText
from ..severity_words import Lang
from .reported_runs import RunsReport

_WRITERS: Final = {
    "text": ".plain_text:write_text",
    "json": ".json_document:write_json",
    "csv": ".change_table:write_csv",
    "html": ".page:write_html",
    "mail": ".plain_text:write_mail",
}

HARVEST_REPORTS: Final = tuple(_WRITERS)
"""Names of all formats."""

ENDINGS: Final = {".txt": "text", ".json": "json", ".csv": "csv", ".html": "html", ".htm": "html", ".eml": "mail"}
"""The format by the ending of a file."""


def format_of_file(name: str) -> str:
    """The format that the ending of a file gives.

    Raises:
        UsageError: it gives none.
    """
    ending = PurePath(name).suffix.casefold()
    if ending not in ENDINGS:
        raise UsageError(HarvestReportsText.REPORT_ENDING(name=name, known=tuple(ENDINGS)))
    return ENDINGS[ending]


def write_harvest_report(
    format: str,  # noqa: A002 - the word users know
    report: RunsReport,
    out: BinaryIO,
    *,
    lang: Lang = "vi",
) -> None:
    """Write the report of a harvest; the same registry gives the same bytes, with the times of day of this machine.

    Raises:
        UnknownNameError: no such format.
    """
    if format not in _WRITERS:
        raise UnknownNameError(ErrorsText.FORMAT_UNKNOWN, format, HARVEST_REPORTS)
    module, _, name = _WRITERS[format].partition(":")
    getattr(import_module(module, __package__), name)(report, out, lang)
