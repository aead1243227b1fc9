"""``danhmuc report changes``: what changed between two moments."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from danhmuc.vocab.messages.rendering import month_text

from ..as_of import refused_as_of_option
from ..errors import AnswerError
from ..group import Choice, Command, TargetName, Words
from ..language import language, render
from ..messages.listing import StatusText
from ..messages.program import AnswersText, OptionsText, RefusalsText
from ..messages.report import ReportChangesText, ReportText
from ..options import (
    check_source_name,
    json_option,
    open_registry,
    option,
    readable_option,
    registry_option,
)
from ..output.table import print_table
from ..output.text import print_line, writing_to
from ..output.words import number_text, state_text, time_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from danhmuc.registry.reporting.changes_report import ChangesReport
    from danhmuc.vocab.messages import Message


_SHOWN = 20
"""Changes that text shows; the other formats have more."""


@click.command("changes", cls=Command, help=ReportChangesText.HELP, short_help=ReportChangesText.BRIEF)
@option("--since", metavar="WHEN", type=Words(), default="last", help=ReportChangesText.SINCE)
@option("--until", metavar="WHEN", type=Words(), help=ReportChangesText.UNTIL)
@option("--source", metavar="SOURCE", help=OptionsText.ONLY_SOURCE)
@option("--publisher", metavar="CODE|IRI", help=ReportChangesText.PUBLISHER)
@option(
    "--format", "format_name", type=Choice(("text", "json", "csv", "html")), default=None, help=ReportChangesText.FORMAT
)
@option("-o", "--output", "file", metavar="FILE", type=TargetName(), help=ReportChangesText.OUTPUT)
@refused_as_of_option(ReportChangesText.NO_AS_OF, brief=ReportChangesText.NO_AS_OF_HELP)
@readable_option("-o")
@registry_option
@json_option
def command(
    since: str,
    until: str | None,
    source: str | None,
    publisher: str | None,
    format_name: str | None,
    file: str | None,
    readable: bool,  # noqa: FBT001 - click's own
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Count, list, and write the report."""
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    if as_json and format_name not in (None, "json"):
        raise UsageError(ReportText.JSON_OR_FORMAT(format=format_name))
    format_name = "json" if as_json else format_name
    with open_registry(registry_url) as registry:
        check_source_name(registry, source)
        publisher = registry.find_publisher(publisher)
        if file is not None:
            registry.reports.write_changes(
                file,
                format_name,
                since=since,
                until=until,
                source=source,
                publisher=publisher,
                lang=language(),
                readable=readable,
            )
            return 0
        with registry.reports.changes(since, until, source=source, publisher=publisher) as report:
            if format_name in (None, "text"):
                _print_report(report)
            else:
                _write_report(report, format_name or "")
    return 0


def _write_report(report: ChangesReport, format_name: str) -> None:
    from danhmuc.registry.reporting.changes_report import CHANGE_FORMATS

    if sys.stdout is None:
        raise AnswerError("stdout", RefusalsText.STREAM_CLOSED())
    with writing_to(sys.stdout):
        CHANGE_FORMATS.write(format_name, report, sys.stdout.buffer, language())
        sys.stdout.buffer.flush()


def _print_report(report: ChangesReport) -> None:
    """Print the counts by month, source and publisher, and the first changes."""
    from danhmuc.registry.messages.reports import ChangeReportsText

    counts = report.counts
    records = ReportChangesText.RECORDS(count=counts.records)
    print_line(render(ReportChangesText.CHANGED(count=counts.changes, records=records)), bold=True)
    print_line(render(report.span()))
    if counts.others:
        print_line(render(ChangeReportsText.OTHERS(count=counts.others)))
    if not counts.changes:
        return
    names = counts.publisher_names()
    kinds = list(counts.by_kind())
    months = [(month_text(month, language()), found) for month, found in report.months.items()]
    _print_counts(ReportChangesText.MONTH(), kinds, months)
    _print_counts(AnswersText.SOURCE(), kinds, counts.by_source().items())
    by_publisher = counts.by_publisher()
    named = [("–" if iri is None else names.get(iri, iri), found) for iri, found in by_publisher.items()]
    _print_counts(AnswersText.PUBLISHER(), kinds, named)
    print_line()
    shown = [change for change, _ in zip(report.changes(), range(_SHOWN), strict=False)]
    print_table(
        [
            render(ReportChangesText.TIME),
            render(StatusText.KIND),
            *map(render, (AnswersText.TITLED, AnswersText.SOURCE)),
            "IRI",
        ],
        [
            (
                time_text(one.at),
                state_text(one.kind),
                one.title or render(AnswersText.SECRET_TITLE if one.is_secret else AnswersText.NO_TITLE),
                one.source,
                one.iri,
            )
            for one in shown
        ],
    )
    if counts.changes > len(shown):
        print_line(render(ReportChangesText.MORE(count=counts.changes - len(shown))))


def _print_counts(heading: Message, kinds: list[str], rows: Iterable[tuple[str, Mapping[str, int]]]) -> None:
    print_line()
    print_table(
        [render(heading), *map(state_text, kinds), render(StatusText.CHANGES)],
        [
            (name, *(number_text(found.get(kind, 0)) for kind in kinds), number_text(sum(found.values())))
            for name, found in rows
        ],
        numbers=frozenset(range(1, len(kinds) + 2)),
    )
