"""``danhmuc harvest --report FILE`` and ``danhmuc report harvest``: what runs did, record by record, and why."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Final

import click

from ..as_of import AskedMoment, show_as_of
from ..errors import AnswerError
from ..group import Choice, Command, TargetName, WholeNumber
from ..language import language
from ..messages.harvest import HarvestReportText
from ..messages.program import RefusalsText
from ..options import as_of_option, json_option, open_registry, option, readable_option, registry_option
from ..output.text import print_line, wrap_lines, writing_to
from .harvest_all import error_message

if TYPE_CHECKING:
    from danhmuc.registry import HarvestedSource, Registry
    from danhmuc.registry.reporting.harvests.reported_runs import NotHarvested


HARVEST_FORMATS: Final = ("text", "json", "csv", "html", "mail")
_PRINTED: Final = (None, "text", "mail")
"""Formats for people, which stay short; their letters are those that the terminal has."""


@click.command("harvest", cls=Command, help=HarvestReportText.HELP, short_help=HarvestReportText.BRIEF)
@click.argument("runs", nargs=-1, type=WholeNumber(1), metavar="[RUN]...")
@option("--batch", type=WholeNumber(1), metavar="N", help=HarvestReportText.BATCH)
@option("--source", metavar="SOURCE", help=HarvestReportText.SOURCE)
@option("--format", "format_name", type=Choice(HARVEST_FORMATS), default=None, help=HarvestReportText.FORMAT)
@option("-o", "--output", "file", metavar="FILE", type=TargetName(), help=HarvestReportText.OUTPUT)
@as_of_option
@readable_option("-o")
@registry_option
@json_option
def command(
    runs: tuple[int, ...],
    batch: int | None,
    source: str | None,
    format_name: str | None,
    file: str | None,
    as_of: str | None,
    readable: bool,  # noqa: FBT001 - click's own
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Write the report."""
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    from ..messages.report import ReportText

    if as_json and format_name not in (None, "json"):
        raise UsageError(ReportText.JSON_OR_FORMAT(format=format_name))
    format_name = "json" if as_json else format_name
    if file is None and sys.stdout is None:
        raise AnswerError("stdout", RefusalsText.STREAM_CLOSED())
    with ExitStack() as stack:
        today = stack.enter_context(open_registry(registry_url))
        registry = show_as_of(stack, today, AskedMoment(as_of=as_of).moment(), source)
        write = partial(registry.reports.write_harvest, runs=runs, batch=batch, source=source, lang=language())
        if file is not None:
            write(file, format_name, readable=readable)
        elif format_name in _PRINTED:
            text = BytesIO()
            write(text, format_name)
            for line in text.getvalue().decode().split("\n")[:-1]:
                _print(line)
        else:
            with writing_to(sys.stdout):
                write(sys.stdout.buffer, format_name)
                sys.stdout.buffer.flush()
    return 0


def _print(line: str) -> None:
    """Print a line as it is, and on a terminal, as many as it needs."""
    text = line.lstrip()
    for part in wrap_lines(text, len(line) - len(text)) if text else [""]:
        print_line(part)


def lost_sources(outcome: HarvestedSource) -> list[NotHarvested]:
    """The source, if it has no run that a report could name."""
    from danhmuc.registry.reporting.harvests.reported_runs import NotHarvested

    report = outcome.report
    if report is not None and report.run is not None:
        return []
    why = None if report is None else report.why
    return [NotHarvested(location=outcome.location, reason=error_message(outcome) if why is None else why)]


def write_report(
    registry: Registry, file: str | None, batch: int, lost: Sequence[NotHarvested] = (), *, readable: bool
) -> None:
    """Write the report of one command to a file, if it was asked for.

    Raises:
        UsageError: it cannot be written.
    """
    if file is not None:
        registry.reports.write_harvest(file, batch=batch, not_harvested=lost, lang=language(), readable=readable)
