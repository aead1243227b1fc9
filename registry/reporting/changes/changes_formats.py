"""The formats of the report of changes, found by name or by the ending of a file."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import PurePath
from typing import BinaryIO, Final

from danhmuc.vocab.errors import UnknownNameError, UsageError
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.text import escape_controls

from ...messages.harvest_reports import HarvestReportsText
from ..severity_words import Lang
from .changes_report import ChangesReport

_WRITERS: Final = {
    "json": ".changes_formats:write_json",
    "csv": ".changes_table:write_csv",
    "html": ".changes_page:write_html",
}
CHANGE_REPORTS: Final = tuple(_WRITERS)
"""Names of all formats."""
_ENDINGS: Final = {".json": "json", ".csv": "csv", ".html": "html", ".htm": "html"}


def format_of_file(name: str) -> str:
    """The format that the ending of a file gives.

    Raises:
        UsageError: it gives none.
    """
    ending = PurePath(name).suffix.casefold()
    if ending not in _ENDINGS:
        raise UsageError(HarvestReportsText.REPORT_ENDING(name=name, known=tuple(_ENDINGS)))
    return _ENDINGS[ending]


def write_changes_report(
    format: str,  # noqa: A002 - the word users know
    report: ChangesReport,
    out: BinaryIO,
    *,
    lang: Lang = "vi",
) -> None:
    """Write the report of changes; the same registry gives the same bytes.

    Raises:
        UnknownNameError: no such format.
    """
    if format not in _WRITERS:
        raise UnknownNameError(ErrorsText.FORMAT_UNKNOWN, format, CHANGE_REPORTS)
    module, _, name = _WRITERS[format].partition(":")
    getattr(import_module(module, __package__), name)(report, out, lang)


def write_json(report: ChangesReport, out: BinaryIO, lang: Lang) -> None:  # noqa: ARG001 - it has no texts
    """Write the counts and each change, change by change."""
    head = json.dumps(report.as_dict(), ensure_ascii=False).removesuffix("}")
    out.write(f'{escape_controls(head)}, "list": ['.encode())
    for number, change in enumerate(report.changes()):
        line = escape_controls(json.dumps(change.as_dict(), ensure_ascii=False))
        out.write(f"{',' if number else ''}\n{line}".encode("utf-8", "backslashreplace"))
    out.write(b"]}\n")
