"""The report of changes as a CSV table: one row for each change, with the separator that Excel takes."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO, Final

from danhmuc.vocab.text import guard_formulas, mask_passwords, one_line, shorten
from danhmuc.vocab.vietnam_time import second_in_vietnam

from ...messages.change_reports import ChangeReportsText
from ...messages.states import StatesText
from ...store.changed_records import ChangedRecord
from ..severity_words import Lang
from .changes_report import ChangesReport

_MARK: Final = b"\xef\xbb\xbf"
_LONGEST: Final = 32_767
"""The most characters that a cell of Excel holds."""


def write_csv(report: ChangesReport, out: BinaryIO, lang: Lang) -> None:
    """Write the table row by row, however many there are."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";" if lang == "vi" else ",", lineterminator="\r\n")
    out.write(_MARK)
    rows.writerow([ChangeReportsText.COLUMNS[name]().render(lang) for name in ChangeReportsText.COLUMNS])
    for change in report.changes():
        cells = _cells(change, lang)
        rows.writerow([_cell(cells[name]) for name in ChangeReportsText.COLUMNS])
        if text.tell() > io.DEFAULT_BUFFER_SIZE:
            _flush(text, out)
    _flush(text, out)


def _flush(text: io.StringIO, out: BinaryIO) -> None:
    out.write(text.getvalue().encode("utf-8", "backslashreplace"))
    text.seek(0)
    text.truncate()


def _cells(change: ChangedRecord, lang: Lang) -> dict[str, object]:
    verdict = None if change.verdict is None else StatesText.STATES[change.verdict]().render(lang)
    return {
        "at": second_in_vietnam(change.at),
        "kind": StatesText.STATES[change.kind]().render(lang),
        "title": ChangeReportsText.SECRET().render(lang) if change.is_secret else change.title,
        "iri": change.iri,
        "publisher": change.publisher,
        "source": change.source,
        "run": change.run,
        "by": change.by,
        "version": change.version,
        "verdict": verdict,
        "reason": change.reason,
        "row": change.row,
    }


def _cell(value: object) -> str:
    """A text that Excel shows unchanged."""
    return "" if value is None else shorten(guard_formulas(mask_passwords(one_line(str(value)))), _LONGEST)
