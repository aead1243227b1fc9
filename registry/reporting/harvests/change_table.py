"""The report of a harvest as a CSV table: one row for each change, and one for what has none, by its number.

The column of numbers, summed up by outcome, gives the counts of the run: an unchanged record has no row of its own.
Rows of events, such as a withdrawal, come on top of the outcomes. It is written row by row, however many there are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO, Final

from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.text import guard_formulas, mask_passwords, one_line, shorten
from danhmuc.vocab.vietnam_time import second_in_vietnam

from ...messages.harvest_reports import HarvestReportsText
from ...messages.reports import ReportsText
from ..severity_words import Lang
from .reported_runs import ReportedChange, ReportedRun, RunsReport
from .words import decimal_text, state_word, why_texts

_MARK: Final = b"\xef\xbb\xbf"
_LONGEST: Final = 32_767
"""The most characters that a cell of Excel holds."""


def write_csv(report: RunsReport, out: BinaryIO, lang: Lang) -> None:
    """Write the table, with the separator that Excel takes in that language, as the table of findings has it."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";" if lang == "vi" else ",", lineterminator="\r\n")
    out.write(_MARK)
    rows.writerow([HarvestReportsText.COLUMNS[name]().render(lang) for name in HarvestReportsText.COLUMNS])
    for cells in _rows(report, lang):
        rows.writerow([_cell(cells.get(name)) for name in HarvestReportsText.COLUMNS])
        if text.tell() > io.DEFAULT_BUFFER_SIZE:
            _flush(text, out)
    _flush(text, out)


def _flush(text: io.StringIO, out: BinaryIO) -> None:
    out.write(text.getvalue().encode("utf-8", "backslashreplace"))
    text.seek(0)
    text.truncate()


def _rows(report: RunsReport, lang: Lang) -> Iterator[Mapping[str, object]]:
    role = HarvestReportsText.ROLE_RUN().render(lang)
    for lost in report.not_harvested:
        failed = state_word("failed", lang)
        yield {"source": lost.name or lost.location, "role": role, "change": failed, "why": lost.reason.render(lang)}
    for run in report.runs:
        yield {**_run_cells(run, lang), "role": role}
        for change in run.changes():
            yield {"source": run.row.source, "run": run.row.id, **_change_cells(change, lang)}


def _run_cells(run: ReportedRun, lang: Lang) -> dict[str, object]:
    why = run.report.why
    return {
        "source": run.row.source,
        "run": run.row.id,
        "change": state_word(run.row.state, lang),
        "why": None if why is None else why.render(lang),
        "at": _time(run.row.ended_at),
        **{stage: decimal_text(seconds, lang, 3) for stage, seconds in run.report.seconds.items()},
    }


def _change_cells(change: ReportedChange, lang: Lang) -> dict[str, object]:
    return {
        "role": ReportsText.ROLES[change.role]().render(lang),
        "change": state_word(change.kind, lang),
        "count": change.count,
        "title": change.title,
        "iri": change.iri,
        "publisher": change.publisher,
        "verdict": None if change.verdict is None else state_word(change.verdict, lang),
        "properties": " ".join(map(abbreviate, change.properties)),
        # Those have a column of their own, with all of them.
        "why": "; ".join(why_texts(replace(change, properties=()), lang)),
        "at": _time(change.at),
    }


def _time(moment: str | None) -> str | None:
    return None if moment is None else second_in_vietnam(moment)


def _cell(value: object) -> str:
    """A text that Excel shows unchanged."""
    return "" if value is None else shorten(guard_formulas(mask_passwords(one_line(str(value)))), _LONGEST)
