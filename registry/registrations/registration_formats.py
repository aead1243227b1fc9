"""The report on registrations as CSV table, JSON document or HTML page; the same report gives the same bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import PurePath
from typing import BinaryIO, Final

from danhmuc.vocab.errors import UnknownNameError, UsageError
from danhmuc.vocab.messages import Message
from danhmuc.vocab.messages.rendering import day_text
from danhmuc.vocab.text import escape_controls, guard_formulas, one_line, shorten

from ..messages.registrations import RegistrationReportsText, RegistrationsText
from ..record.registration import state_word
from .registration_report import RegistrationReport, ReportedRegistration, ReportReason

_MARK: Final = b"\xef\xbb\xbf"
_LONGEST: Final = 32_767
"""The most characters that a cell of Excel holds."""
_ENDINGS: Final = {".json": "json", ".csv": "csv", ".html": "html", ".htm": "html"}


def write_registration_report(
    report: RegistrationReport,
    format: str,  # noqa: A002 - the word users know
    out: BinaryIO,
    *,
    lang: str = "vi",
) -> None:
    """Write the report.

    Args:
        format: one of `REGISTRATION_FORMATS`.

    Raises:
        UnknownNameError: no such format.
    """
    if format not in _WRITERS:
        raise UnknownNameError(RegistrationsText.REGISTRATION_FORMAT_UNKNOWN, format, _WRITERS)
    _WRITERS[format](report, out, lang)


def format_of_file(name: str) -> str:
    """The format that the ending of a file gives.

    Raises:
        UsageError: it gives none.
    """
    ending = PurePath(name).suffix.casefold()
    if ending not in _ENDINGS:
        raise UsageError(RegistrationReportsText.REPORT_ENDING(name=name, known=tuple(_ENDINGS)))
    return _ENDINGS[ending]


def reasons_text(row: ReportedRegistration, lang: str) -> str:
    """Why a registration needs attention, in words."""
    return ", ".join(_reason(row, reason).render(lang) for reason in row.reasons)


def _reason(row: ReportedRegistration, reason: ReportReason) -> Message:
    if reason == "waiting" and row.changed_parts:
        return RegistrationReportsText.WAITING_FOR(
            parts=tuple(RegistrationReportsText.PARTS[part]() for part in row.changed_parts)
        )
    return RegistrationReportsText.REASONS[reason]()


def _write_json(report: RegistrationReport, out: BinaryIO, lang: str) -> None:  # noqa: ARG001 - it has no words of ours
    text = json.dumps(report.as_dict(), ensure_ascii=False, indent=2)
    out.write(f"{escape_controls(text)}\n".encode("utf-8", "backslashreplace"))


def _write_csv(report: RegistrationReport, out: BinaryIO, lang: str) -> None:
    """Write the table with the separator that Excel takes in that language, as other tables have it."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";" if lang == "vi" else ",", lineterminator="\r\n")
    rows.writerow([template().render(lang) for template in RegistrationReportsText.COLUMNS.values()])
    for row in report.rows:
        cells = _cells(row, lang)
        rows.writerow(
            [shorten(guard_formulas(one_line(cells[name])), _LONGEST) for name in RegistrationReportsText.COLUMNS]
        )
    out.write(_MARK + text.getvalue().encode("utf-8", "backslashreplace"))


def _write_html(report: RegistrationReport, out: BinaryIO, lang: str) -> None:
    from ..reporting.html_page import page_environment, style_digest  # tables need no template engine

    environment = page_environment(lang)
    environment.globals |= {"words": RegistrationReportsText}
    package = __package__ or ""
    template = environment.from_string(
        files(package).joinpath("registrations_page.html.jinja").read_text(encoding="utf-8")
    )
    style = files(f"{package.rpartition('.')[0]}.reporting").joinpath("page.css").read_text(encoding="utf-8")
    style += files(package).joinpath("registrations_page.css").read_text(encoding="utf-8")
    page = template.render(
        lang=lang,
        style=style,
        style_digest=style_digest(style),
        title=RegistrationReportsText.TITLE(day=report.day).render(lang),
        report=report,
        in_force=RegistrationReportsText.IN_FORCE(count=report.in_force).render(lang),
        needs_attention=RegistrationReportsText.NEEDS_ATTENTION(count=len(report.rows)).render(lang),
        counts=[
            RegistrationReportsText.REASON_COUNT(
                reason=RegistrationReportsText.REASONS[reason](), number=number
            ).render(lang)
            for reason, number in report.counts.items()
            if number
        ],
        rows=[_cells(row, lang) for row in report.rows],
    )
    out.write(page.encode("utf-8", "backslashreplace"))


def _cells(row: ReportedRegistration, lang: str) -> Mapping[str, str]:
    """The texts of a row by column."""
    said = row.registration
    return {
        "reasons": reasons_text(row, lang),
        "title": RegistrationReportsText.UNNAMED().render(lang) if row.is_secret else row.title or "",
        "iri": row.iri,
        "authority": said.authority,
        "state": state_word(said.state, lang),
        "version": str(said.version),
        "effective_from": day_text(said.effective_from, lang),
        "effective_until": "" if said.effective_until is None else day_text(said.effective_until, lang),
        "superseded_by": said.superseded_by or "",
        "source": said.source,
        "irdi": said.irdi,
    }


_WRITERS: Final[Mapping[str, Callable[[RegistrationReport, BinaryIO, str], None]]] = {
    "json": _write_json,
    "csv": _write_csv,
    "html": _write_html,
}
REGISTRATION_FORMATS: Final = tuple(_WRITERS)
"""Names of all formats."""
