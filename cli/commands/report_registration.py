"""``danhmuc report registration``: the registrations that need attention."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from danhmuc.vocab.messages.rendering import day_text
from danhmuc.vocab.text import one_line

from ..as_of import AskedMoment, show_as_of
from ..errors import AnswerError
from ..group import Choice, Command, TargetName, WholeNumber, Words
from ..language import language, render
from ..messages.program import RefusalsText
from ..messages.registry import RegistrationsCommandText
from ..messages.report import ReportText
from ..options import as_of_option, json_option, open_registry, option, readable_option, registry_option
from ..output.table import print_table
from ..output.text import print_line, writing_to
from ..output.words import registration_state_text

if TYPE_CHECKING:
    from danhmuc.registry import RegistrationReport
    from danhmuc.registry.registrations.registration_report import ReportReason


_FORMATS: Final = ("text", "json", "csv", "html")
_REASONS: Final = (
    "expired",
    "due",
    "waiting",
    "undone",
    "retired",
    "changed-since",
    "missing",
    "not-accepted",
    "successor-missing",
)
_DAYS: Final = 30


@click.command(
    "registration",
    cls=Command,
    help=RegistrationsCommandText.REPORT_HELP,
    short_help=RegistrationsCommandText.REPORT_BRIEF,
)
@option("--within", type=WholeNumber(0), metavar="DAYS", default=_DAYS, help=RegistrationsCommandText.REPORT_WITHIN)
@option("--authority", metavar="AUTHORITY", type=Words(), help=RegistrationsCommandText.REPORT_AUTHORITY)
@option("--only", type=Choice(_REASONS), help=RegistrationsCommandText.REPORT_ONLY)
@option("--format", "format_name", type=Choice(_FORMATS), default=None, help=ReportText.FORMAT)
@option("-o", "--output", "file", metavar="FILE", type=TargetName(), help=RegistrationsCommandText.REPORT_OUTPUT)
@as_of_option
@readable_option("-o")
@registry_option
@json_option
def command(
    within: int,
    authority: str | None,
    only: ReportReason | None,
    format_name: str | None,
    file: str | None,
    as_of: str | None,
    readable: bool,  # noqa: FBT001 - click's own
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Make the report, and write or print it."""
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    if as_json and format_name not in (None, "json"):
        raise UsageError(ReportText.JSON_OR_FORMAT(format=format_name))
    format_name = "json" if as_json else format_name
    with ExitStack() as stack:
        registry = stack.enter_context(open_registry(registry_url))
        shown = show_as_of(stack, registry, AskedMoment(as_of=as_of).moment())
        report = shown.registrations.report(within=within, authority=authority)
        if only is not None:
            report = report.only(only)
        if file is not None:
            registry.registrations.write_report(report, Path(file), format_name, lang=language(), readable=readable)
            return 0
    if format_name in (None, "text"):
        _print(report)
        return 0
    if sys.stdout is None:
        raise AnswerError("stdout", RefusalsText.STREAM_CLOSED())
    from danhmuc.registry.registrations.registration_report import REGISTRATION_FORMATS

    text = BytesIO()
    REGISTRATION_FORMATS.write(str(format_name), report, text, language())
    with writing_to(sys.stdout):
        sys.stdout.buffer.write(text.getvalue())
        sys.stdout.buffer.flush()
    return 0


def _print(report: RegistrationReport) -> None:
    from danhmuc.registry.messages.registrations import RegistrationReportsText
    from danhmuc.registry.registrations.registration_report import reasons_text

    if not report.rows:
        print_line(render(RegistrationsCommandText.NEITHER(count=report.in_force)))
        return
    names = ("reasons", "title", "state", "version", "effective_until", "authority", "iri")
    rows = []
    for row in report.rows:
        said, last = row.registration, row.registration.effective_until
        title = render(RegistrationReportsText.UNNAMED()) if row.is_secret else row.title or "–"
        days = "–" if last is None else day_text(last, language())
        state = registration_state_text(said.state)
        rows.append((reasons_text(row, language()), title, state, str(said.version), days, said.authority, row.iri))
    print_table(
        [render(RegistrationReportsText.COLUMNS[name]()) for name in names], [tuple(map(one_line, row)) for row in rows]
    )
    total = (
        RegistrationReportsText.IN_FORCE(count=report.in_force),
        RegistrationReportsText.NEEDS_ATTENTION(count=len(report.rows)),
    )
    print_line("; ".join(map(render, total)), err=True)
    print_line(render(RegistrationsCommandText.REVIEW_NEXT()), err=True)
