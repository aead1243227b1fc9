"""A CSV table that Excel opens with a double click: one row a finding, Vietnamese intact, no cell a formula.

Excel takes the separator from the settings of Windows. With a decimal comma, as in Viet Nam, a comma cannot separate
cells, and Excel writes and expects semicolons; elsewhere commas. Hence a semicolon in a Vietnamese table and a comma
in an English one. A line ``sep=;`` would decide it everywhere, but makes Excel ignore the mark of UTF-8.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.text import guard_formulas, mask_passwords, one_line, shorten

from ..messages.reports import ReportsText
from .html_page import rule_page
from .reported_records import ReportedFinding
from .reported_source import ReportedSource
from .tally import ReportOptions, Tally, severity_word
from .terminal import fix_text

_MARK: Final = b"\xef\xbb\xbf"
_LONGEST: Final = 32_767
"""The most characters that a cell of Excel holds."""


def write_csv(sources: Iterable[ReportedSource], out: BinaryIO, options: ReportOptions) -> tuple[Tally, ...]:
    """Write the findings of all sources, and return their counts."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";" if options.lang == "vi" else ",", lineterminator="\r\n")
    out.write(_MARK)
    rows.writerow([ReportsText.COLUMNS[name]().render(options.lang) for name in _columns(options)])
    tallies = []
    for source in sources:
        for finding in _findings(source):
            rows.writerow(_row(finding, options))
            if text.tell() > io.DEFAULT_BUFFER_SIZE:
                _flush(text, out)
        tallies.append(source.tally)
    _flush(text, out)
    return tuple(tallies)


def _flush(text: io.StringIO, out: BinaryIO) -> None:
    out.write(text.getvalue().encode())
    text.seek(0)
    text.truncate()


def _findings(source: ReportedSource) -> Iterator[ReportedFinding]:
    yield from source.source_findings()
    yield from source.findings
    for record in source.records():
        yield from record.findings


def _columns(options: ReportOptions) -> list[str]:
    """The names of the columns; without an address of the docs, the column of rule pages is left out."""
    return [name for name in ReportsText.COLUMNS if name != "rule" or options.docs_url is not None]


def _row(finding: ReportedFinding, options: ReportOptions) -> list[str]:
    lang = options.lang
    cells = {
        "source": finding.source,
        "standing": severity_word(finding.reported_severity, lang),
        "title": finding.title,
        "record": finding.record,
        "role": ReportsText.ROLES[finding.role]().render(lang),
        "publisher_name": finding.publisher_name,
        "publisher": finding.publisher,
        "label": finding.label.get(lang) or finding.label.get("en"),
        "path": None if finding.path is None else abbreviate(finding.path),
        "value": finding.shown_value(lang),
        "message": finding.text(lang),
        "fix": None if finding.fix is None else fix_text(finding, finding.fix, lang),
        "about": finding.about(lang),
        "focus": finding.inner_focus,
        "place": finding.place,
        "code": finding.code,
        "layer": ReportsText.LAYERS[finding.layer]().render(lang),
        "basis": finding.basis.get(lang),
        "link": finding.link,
        "line": None if finding.finding.line is None else str(finding.finding.line),
        "column": None if finding.finding.column is None else str(finding.finding.column),
        "rule": rule_page(finding.rule, options.docs_url, lang),
    }
    return [_cell(cells[name]) for name in _columns(options)]


def _cell(value: str | None) -> str:
    """A text that Excel shows unchanged."""
    return shorten(guard_formulas(mask_passwords(one_line(value or ""))), _LONGEST)
