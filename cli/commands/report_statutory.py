"""``danhmuc report form``: the lists and forms that an agency signs.

A report is added here by a line in `messages.report_statutory.REPORTS`.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

import click

from danhmuc.vocab.text import one_line

from ..as_of import AskedMoment, known_then_options, reason_option, show_as_of
from ..errors import AnswerError, ArgumentsError
from ..group import Choice, Command, FileName, HelpTopic, Option, TargetName
from ..language import language, render
from ..messages.program import RefusalsText
from ..messages.report import ReportStatutoryText
from ..options import RegistryAt, as_one, day_given, on_registry, option, readable_option
from ..output.table import print_table
from ..output.text import print_line, wrap_lines, writing_to
from ..output.words import number_text

if TYPE_CHECKING:
    from danhmuc.registry.statutory_reports import ReportSheet, StatutoryOptions, StatutoryReport


_REPORTS: Final = ReportStatutoryText.REPORTS
_TOPICS: Final = {name: HelpTopic(texts.help, texts.brief) for name, texts in _REPORTS.items()}


def _of(name: str) -> tuple[str, ...]:
    """The reports that have an option."""
    return tuple(report for report, texts in _REPORTS.items() if name in texts.options)


_SHOWN: Final = 10
"""Rows of each sheet that a terminal shows."""
_SHEETS: Final = 10
"""Sheets that a terminal shows."""
_SUBMITTED: Final = "unlisted-never-accepted"
"""The number of records that are not listed since no version of theirs was accepted."""


@click.command(
    "form",
    cls=Command,
    help=ReportStatutoryText.FORM_HELP,
    short_help=ReportStatutoryText.FORM_BRIEF,
    topics=_TOPICS,
)
@click.argument("name", metavar="NAME", type=Choice(tuple(_REPORTS)))
@option("-o", "--output", "files", metavar="FILE", type=TargetName(), multiple=True, help=ReportStatutoryText.OUTPUT)
@option("--publisher", metavar="CODE|IRI", help=ReportStatutoryText.PUBLISHER)
@option("--on", metavar="DAY", help=ReportStatutoryText.ON)
@option("--within", type=int, metavar="N", help=ReportStatutoryText.WITHIN, topics=_of("within"))
@option(
    "--holidays",
    metavar="FILE",
    type=FileName(),
    envvar="DANHMUC_HOLIDAYS",
    help=ReportStatutoryText.HOLIDAYS,
    topics=_of("holidays"),
)
@option("--year", type=int, metavar="YEAR", help=ReportStatutoryText.YEAR, topics=_of("year"))
@known_then_options
@reason_option
@readable_option("-o")
@on_registry
@as_one(AskedMoment, "asked")
def command(
    at: RegistryAt,
    name: str,
    files: tuple[str, ...],
    publisher: str | None,
    on: str | None,
    within: int | None,
    holidays: str | None,
    year: int | None,
    asked: AskedMoment,
    readable: bool,  # noqa: FBT001 - click's own
) -> int:
    """Make the report, write it, and print it or where it is."""
    _refuse_of_others(name)
    day, options = day_given("--on", on), _report_options(within, holidays, year)
    moment = asked.moment()
    with ExitStack() as stack:
        from danhmuc.registry.statutory_reports.reports import write_files

        registry = at.read()
        registry.reports.check_statutory(files)
        shown = show_as_of(stack, registry, moment)
        opened = shown.reports.statutory(name, publisher=publisher, on=day, lang=language(), options=options)
        with opened as report:
            write_files(report, files, readable=readable)
            if at.as_json:
                _print_json(report)
            elif files:
                for file in files:
                    print_line(render(ReportStatutoryText.WRITTEN(path=file)))
            else:
                _print_report(report)
    return 0


def _refuse_of_others(name: str) -> None:
    """Refuse an option that the report does not have.

    Raises:
        ArgumentsError: one was given.
    """
    context = click.get_current_context()
    for one in context.command.params:
        is_given = context.get_parameter_source(one.name or "") is click.core.ParameterSource.COMMANDLINE
        if isinstance(one, Option) and one.topics and name not in one.topics and is_given:
            raise ArgumentsError(ReportStatutoryText.NOT_OF_REPORT(option=one.opts[-1], name=name), context)


def _report_options(within: int | None, holidays: str | None, year: int | None) -> StatutoryOptions:
    """The options of the report beside its agency and day."""
    from danhmuc.registry.statutory_reports import StatutoryOptions, read_holidays

    options = StatutoryOptions(year=year)
    if within is not None:
        options = replace(options, within=within)
    return options if holidays is None else replace(options, calendar=read_holidays(holidays))


def _print_json(report: StatutoryReport) -> None:
    from danhmuc.registry.statutory_reports import write_statutory_report

    if sys.stdout is None:
        raise AnswerError("stdout", RefusalsText.STREAM_CLOSED())
    with writing_to(sys.stdout):
        write_statutory_report(report, "json", sys.stdout.buffer)
        sys.stdout.buffer.flush()


def _print_report(report: StatutoryReport) -> None:
    """Print what a page begins with, and the first rows of each sheet."""
    from danhmuc.registry.statutory_reports.statutory_report import agency_texts, basis_messages, state_texts

    print_line(render(report.title), bold=True)
    texts = [*agency_texts(report), *state_texts(report), *(f"– {render(one)}" for one in basis_messages(report))]
    for text in (*texts, *map(render, report.notes)):
        _print_wrapped(text)
    for sheet in report.sheets[:_SHEETS]:
        print_line()
        _print_sheet(sheet)
    if len(report.sheets) > _SHEETS:
        print_line()
        print_line(render(ReportStatutoryText.MORE_SHEETS(count=len(report.sheets) - _SHEETS)))
    if any(one.key == _SUBMITTED and one.count for sheet in report.sheets for one in sheet.totals):
        print_line()
        _print_wrapped(render(ReportStatutoryText.SEE_SUBMITTED()))


def _print_sheet(sheet: ReportSheet) -> None:
    print_line(render(sheet.title), bold=True)
    places = [number for number, one in enumerate(sheet.columns) if one.is_brief]
    rows = [[_cell_text(row[place]) for place in places] for row in islice(sheet.cells(), _SHOWN)]
    if rows and places:
        numbers = frozenset(at for at, place in enumerate(places) if sheet.columns[place].kind == "number")
        print_table([render(sheet.columns[place].heading) for place in places], rows, numbers=numbers)
    if len(sheet.rows) > _SHOWN:
        print_line(render(ReportStatutoryText.MORE_ROWS(count=len(sheet.rows) - _SHOWN)))
    for total in sheet.totals:
        print_line(render(ReportStatutoryText.TOTAL(label=total.label, count=total.count)))
    for note in sheet.notes:
        _print_wrapped(render(note))


def _cell_text(value: object) -> str:
    from datetime import date

    from danhmuc.vocab.messages.rendering import day_text

    if isinstance(value, date):
        return day_text(value, language())
    return number_text(value) if isinstance(value, int) else str(value or "")


def _print_wrapped(text: str) -> None:
    for line in wrap_lines(one_line(text), 0):
        print_line(line)
