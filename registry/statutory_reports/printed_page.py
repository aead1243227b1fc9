"""A statutory report as one HTML file that prints as state documents are printed: no other file, no network, no script.

A sheet begins a page; heads of tables are repeated; texts of records are made plain and escaped by the template engine.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, BinaryIO, Final

from jinja2 import Environment, StrictUndefined

from danhmuc.vocab.messages.rendering import day_text, number_text
from danhmuc.vocab.text import escape_harmful

from ..messages.statutory_reports import StatutoryReportsText
from ..reporting.html_page import style_digest
from .statutory_report import agency_texts, basis_messages, paper_report, sheet_heads, state_texts

if TYPE_CHECKING:
    from .statutory_report import CellValue, ReportColumn, ReportSheet, StatutoryReport


_BUFFERED: Final = 500


def write_html(report: StatutoryReport, out: BinaryIO) -> None:
    """Write the page, row by row."""
    report = paper_report(report)
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, finalize=_finalize
    )
    lang = report.lang
    style = _text("printed_page.css")
    stream = environment.from_string(_text("printed_page.html.jinja")).stream(
        report=report,
        lang=lang,
        style=style,
        style_digest=style_digest(style),
        say=lambda message: message.render(lang),
        words=StatutoryReportsText,
        agency=agency_texts(report),
        state=state_texts(report),
        bases=[one.render(lang) for one in basis_messages(report)],
        heads=lambda sheet: sheet_heads(report, sheet),
        widths=_widths,
        cell=lambda value: _cell_text(value, lang),
        number=lambda value: number_text(value, lang),
    )
    stream.enable_buffering(_BUFFERED)
    stream.dump(out, encoding="utf-8", errors="backslashreplace")


def _widths(sheet: ReportSheet) -> list[tuple[ReportColumn, str]]:
    """The columns with the share of the page that each takes."""
    whole = sum(one.width for one in sheet.columns)
    return [(one, f"{one.width * 100 / whole:.2f}%") for one in sheet.columns]


def _cell_text(value: CellValue, lang: str) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return number_text(value, lang) if isinstance(value, int) else day_text(value, lang)


def _finalize(value: object) -> object:
    """Make texts plain before the template writes them; markup of the template stays."""
    return escape_harmful(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _text(name: str) -> str:
    return files(__package__ or "").joinpath(name).read_text(encoding="utf-8")
