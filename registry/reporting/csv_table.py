"""The findings of validated sources as a CSV table, one row for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from danhmuc.vocab.prefixes import abbreviate

from ..messages.reports import ReportsText
from .html_page import rule_page
from .reported_records import ReportedFinding
from .reported_source import ReportedSource
from .sheet import TableSheet
from .tally import ReportOptions, Tally, severity_word
from .terminal import fix_text


def write_csv(sources: Iterable[ReportedSource], out: BinaryIO, options: ReportOptions) -> tuple[Tally, ...]:
    """Write the findings of all sources, and return their counts."""
    tallies: list[Tally] = []
    # Without an address of the docs there are no pages of rules.
    columns = {
        name: heading for name, heading in ReportsText.COLUMNS.items() if name != "rule" or options.docs_url is not None
    }
    TableSheet(columns, _rows(sources, tallies, options)).write_csv(out, options.lang)
    return tuple(tallies)


def _rows(
    sources: Iterable[ReportedSource], tallies: list[Tally], options: ReportOptions
) -> Iterator[Mapping[str, object]]:
    for source in sources:
        yield from (_row(finding, options) for finding in _findings(source))
        tallies.append(source.tally)


def _findings(source: ReportedSource) -> Iterator[ReportedFinding]:
    yield from source.source_findings()
    yield from source.findings
    for record in source.records():
        yield from record.findings


def _row(finding: ReportedFinding, options: ReportOptions) -> Mapping[str, object]:
    lang = options.lang
    return {
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
        "line": finding.finding.line,
        "column": finding.finding.column,
        "rule": rule_page(finding.rule, options.docs_url, lang),
    }
