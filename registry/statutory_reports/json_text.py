"""A statutory report as JSON: all rows of all sheets, each an object whose members are the names of its columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

from danhmuc.vocab.text import escape_controls

from .statutory_report import agency_texts, basis_message

if TYPE_CHECKING:
    from .statutory_report import CellValue, ReportSheet, StatutoryReport


def write_json(report: StatutoryReport, out: BinaryIO) -> None:
    """Write the report, row by row."""
    for piece in _pieces(report):
        out.write(piece.encode())


def _pieces(report: StatutoryReport) -> Iterator[str]:
    lang = report.lang
    head: dict[str, object] = {
        "report": report.name,
        "title": report.title.render(lang),
        "lang": lang,
        "on": report.on.isoformat(),
        "state": {"run": report.state.run, "row": report.state.row},
        "agency": None,
        "agency_text": agency_texts(report),
        "bases": [
            {
                "number": one.number,
                "title": one.title,
                "clause": one.clause.render(lang),
                "status": one.status.render(lang),
                "in_force": one.is_in_force,
                "text": basis_message(one).render(lang),
            }
            for one in report.bases
        ],
        "notes": [one.render(lang) for one in report.notes],
    }
    if report.agency is not None:
        agency = report.agency
        head["agency"] = {
            "code": agency.code,
            "name": agency.name,
            "iris": list(agency.iris),
            "below": list(agency.below),
        }
    yield f'{_text(head)[:-1]}, "sheets": ['
    for number, sheet in enumerate(report.sheets):
        yield ",\n" if number else "\n"
        yield from _sheet_pieces(sheet, lang)
    yield "\n]}\n"


def _sheet_pieces(sheet: ReportSheet, lang: str) -> Iterator[str]:
    head = {
        "sheet": sheet.key,
        "title": sheet.title.render(lang),
        "annex": sheet.annex or None,
        "columns": [{"key": one.key, "heading": one.heading.render(lang), "kind": one.kind} for one in sheet.columns],
        "totals": [{"key": one.key, "label": one.label.render(lang), "count": one.count} for one in sheet.totals],
        "notes": [one.render(lang) for one in sheet.notes],
    }
    yield f'{_text(head)[:-1]}, "rows": ['
    keys = [one.key for one in sheet.columns]
    for number, row in enumerate(sheet.cells()):
        yield ",\n" if number else "\n"
        yield _text({key: _json_cell(cell) for key, cell in zip(keys, row, strict=True)})
    yield "]}"


def _json_cell(value: CellValue) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value


def _text(value: object) -> str:
    return escape_controls(json.dumps(value, ensure_ascii=False))
