"""``danhmuc report``: what the registry has stored, counted."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

import click

from ..as_of import AskedMoment, show_as_of
from ..errors import AnswerError
from ..group import Choice, Command, LazyGroup
from ..language import language, render
from ..messages.program import AnswersText, OptionsText, ProgramText, RefusalsText
from ..messages.report import ReportText
from ..messages.source import SourceText
from ..options import as_of_option, json_option, open_registry, option, registry_option
from ..output.findings import findings_text, severity_text
from ..output.table import print_table
from ..output.text import print_json, print_line, writing_to
from ..output.words import count_message, number_text, state_text
from .harvest_report import command as harvest_report
from .report_changes import command as changes_report
from .report_disclosures import command as disclosures_report
from .report_registration import command as registration_report
from .report_statutory import command as form
from .validate_profile import PROFILE_REPORTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danhmuc.registry import FindingCount, FindingFilter, PastRegistry, Registry
    from danhmuc.registry.store.stored_findings import FindingGroup
    from danhmuc.vocab.findings import ReportedSeverity


_GROUPS: Final[tuple[FindingGroup, ...]] = ("source", "publisher", "rule")
_SEVERITIES: Final[tuple[ReportedSeverity, ...]] = ("violation", "warning", "info", "cannot-verify")
_SHOWN: Final = 20
"""Rows of each table, unless one is asked for alone."""


@click.group("report", cls=LazyGroup, help=ReportText.HELP, short_help=ProgramText.REPORT_BRIEF)
def command() -> None:
    """Group the reports."""


command.add_command(harvest_report)
command.add_command(changes_report)
command.add_command(registration_report)
command.add_command(disclosures_report)
command.add_command(form)


@command.command("findings", cls=Command, help=ReportText.FINDINGS_HELP, short_help=ReportText.FINDINGS_BRIEF)
@option("--format", "format_name", type=Choice(PROFILE_REPORTS), default=None, help=ReportText.FORMAT)
@option("--by", type=Choice(_GROUPS), help=ReportText.BY)
@option("--source", metavar="SOURCE", help=OptionsText.ONLY_SOURCE)
@option("--publisher", metavar="CODE|IRI", help=ReportText.PUBLISHER)
@option("--rule", metavar="RULE", help=ReportText.RULE)
@option("--severity", type=Choice(_SEVERITIES), help=ReportText.SEVERITY)
@as_of_option
@registry_option
@json_option
def findings(
    format_name: str | None,
    by: FindingGroup | None,
    source: str | None,
    publisher: str | None,
    rule: str | None,
    severity: ReportedSeverity | None,
    as_of: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Count, or write the report."""
    format_name = _choose_format(format_name, by, as_json=as_json)
    with ExitStack() as stack:
        today = stack.enter_context(open_registry(registry_url))
        registry = show_as_of(stack, today, AskedMoment(as_of=as_of).moment(), source)
        from danhmuc.registry import FindingFilter

        publisher = registry.find_publisher(publisher)
        chosen = FindingFilter(source=source, publisher=publisher, rule=rule, severity=severity)
        if by is not None and format_name == "json":
            print_json([one.as_dict() for one in registry.reports.count_findings(by, chosen)])
        elif format_name == "text":
            _print_tables(registry, by, chosen)
        else:
            _write_report(registry, format_name, chosen)
    return 0


def _choose_format(format_name: str | None, by: str | None, *, as_json: bool) -> str:
    """The format that was asked for.

    Raises:
        UsageError: two things were asked for that do not go together.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    if as_json and format_name not in (None, "json"):
        raise UsageError(ReportText.JSON_OR_FORMAT(format=format_name))
    if by is not None and format_name not in (None, "text", "json"):
        raise UsageError(ReportText.BY_NOT_WITH_FORMAT(format=format_name))
    return "json" if as_json else format_name or "text"


def _write_report(registry: Registry | PastRegistry, format_name: str, chosen: FindingFilter) -> None:
    """Write the whole report to stdout, source by source."""
    from danhmuc.registry import PastRegistry  # heavy
    from danhmuc.registry.reporting import write_report
    from danhmuc.shapes.validation.reference_date import today_in_vietnam

    if sys.stdout is None:
        raise AnswerError("stdout", RefusalsText.STREAM_CLOSED())
    with registry.reports.sources(chosen) as sources, writing_to(sys.stdout):
        day = registry.day if isinstance(registry, PastRegistry) else today_in_vietnam()
        write_report(format_name, sources, sys.stdout.buffer, lang=language(), on=day)
        sys.stdout.buffer.flush()


def _print_tables(registry: Registry | PastRegistry, by: FindingGroup | None, chosen: FindingFilter) -> None:
    sources = registry.reports.count_findings("source", chosen)
    if by is not None:
        _print_table(by, sources if by == "source" else registry.reports.count_findings(by, chosen))
    else:
        for group in _GROUPS:
            counts = sources if group == "source" else registry.reports.count_findings(group, chosen)
            print_line(render(ReportText.BY_HEADINGS[group]), bold=True)
            _print_table(group, counts[:_SHOWN])
            if len(counts) > _SHOWN:
                print_line(render(ReportText.MORE(count=len(counts) - _SHOWN, by=group)))
            print_line()
    _print_total(sources, err=by is not None)


def _print_total(sources: Sequence[FindingCount], *, err: bool) -> None:
    """Print the sum of the counts of all sources; below a table that a program may read, on stderr."""
    totals = {
        "violation": sum(one.violations for one in sources),
        "warning": sum(one.warnings for one in sources),
        "info": sum(one.infos for one in sources),
        "cannot-verify": sum(one.unverified for one in sources),
    }
    total = ReportText.TOTAL(
        records=AnswersText.RECORDS(count=sum(one.records or 0 for one in sources)),
        accepted=count_message(sum(one.accepted or 0 for one in sources), "accepted"),
        findings=findings_text(totals),
    )
    print_line(render(total), err=err)


def _print_table(group: FindingGroup, counts: Sequence[FindingCount]) -> None:
    heading = {"source": AnswersText.SOURCE, "publisher": AnswersText.PUBLISHER, "rule": ReportText.RULE_HEADING}[group]
    of_records = group != "rule"
    headings = [
        render(heading),
        *([render(SourceText.RECORDS), state_text("accepted")] if of_records else []),
        render(ReportText.AFFECTED),
        *map(severity_text, _SEVERITIES),
        render(ReportText.FINDINGS),
    ]
    rows = [
        [
            _name(group, one),
            *([number_text(one.records or 0), number_text(one.accepted or 0)] if of_records else []),
            *map(
                number_text,
                (one.affected, one.violations, one.warnings, one.infos, one.unverified, one.findings),
            ),
        ]
        for one in counts
    ]
    print_table(headings, rows, numbers=frozenset(range(1, len(headings))))


def _name(group: FindingGroup, one: FindingCount) -> str:
    if one.key is None:
        return render(ReportText.NO_PUBLISHER)
    return one.name or one.key if group == "publisher" else one.key
