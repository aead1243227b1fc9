"""``danhmuc apply --dry-run``: what the plans in a file would change, on stdout or in a file."""

from __future__ import annotations

import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

import click

from danhmuc.vocab.text import one_line

from ..errors import AnswerError
from ..language import language, render
from ..messages.harvest import PlansCommandText
from ..messages.program import RefusalsText
from ..output.changes import print_graph_changes, print_network, print_pages, print_renames
from ..output.findings import print_finding
from ..output.text import instead_of_stdout, json_list, json_text, print_json_part, print_line, short_line, writing_to
from ..output.words import state_message, state_text
from .harvest import report_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from danhmuc.registry import HarvestPlan, SavedPlans
    from danhmuc.registry.harvest.plan_file import PlannedDifference
    from danhmuc.vocab.findings import Finding

# ---------------------------------------------------------------- plan text
# Plans as text: their counts, and all that would change.

_COLOURS: Final[Mapping[str, str]] = {"created": "green", "updated": "yellow", "reappeared": "green", "missing": "red"}
_CLAIMS: Final = 20


def print_plan_in_brief(plan: HarvestPlan) -> None:
    """The counts of a plan, and the findings about its documents."""
    from dataclasses import replace

    report = plan.report
    facts = {
        "source": click.style(one_line(plan.source), bold=True),
        "profile": report.profile,
        "state": click.style(state_text(plan.state), fg="green" if plan.state == "complete" else "red"),
    }
    reason = report.why_in_brief
    if reason is None:
        print_line(render(PlansCommandText.PLANNED(**facts)))
    else:
        print_line(render(PlansCommandText.PLANNED_AND_REASON(**facts, reason=one_line(render(reason)))))
    # Nothing is withdrawn yet.
    for line in report_lines(replace(report, withdrawn=0)):
        print_line(f"  {render(line)}")
    print_pages(report.pages)
    print_network(report.traffic, report.letter)
    print_renames(report.renames)
    if report.withdrawn:
        print_line(f"  {render(PlansCommandText.WITHDRAWALS(count=report.withdrawn))}")
    if plan.claims:
        print_line(f"  {render(PlansCommandText.CLAIMS(count=len(plan.claims)))}")
    by_code: dict[str, list[Finding]] = {}
    for finding in plan.findings:
        by_code.setdefault(finding.code, []).append(finding)
    for findings in by_code.values():
        print_finding(findings[0], times=len(findings))


def print_plan(plan: HarvestPlan) -> None:
    """A plan, with all that would change, property by property."""
    from danhmuc.registry.reporting.plan_page import load_property_names  # heavy

    print_plan_in_brief(plan)
    for claim in plan.claims[:_CLAIMS]:
        print_line(f"    {one_line(render(PlansCommandText.CLAIM(iri=claim.iri, sources=claim.sources)))}")
    names = load_property_names(plan.profile)
    for one in plan.differences():
        _print_difference(one, names)


def _print_difference(one: PlannedDifference, names: Mapping[str, Mapping[str, str]]) -> None:
    kind, iri = one.change.kind, one.change.iri
    state = state_message("deleted" if one.change.is_deleted else kind)
    if one.title is None:
        heading = PlansCommandText.CHANGE_UNTITLED(state=state, iri=iri)
    else:
        heading = PlansCommandText.CHANGE(state=state, title=short_line(one.title), iri=iri)
    print_line(f"  {one_line(render(heading))}", colour=_COLOURS.get(kind))
    # All of a new record is new; JSON and HTML have it.
    if kind != "created":
        print_graph_changes(iri, one.properties, names, indent=4)


# ---------------------------------------------------------------- plan show

PLAN_FORMATS: Final = ("text", "json", "html")
_ENDINGS: Final = {".txt": "text", ".json": "json", ".html": "html", ".htm": "html"}


def format_of_plan(format_name: str | None, target: str | None, *, as_json: bool) -> str:
    """The format that was asked for, else that of the ending of the file, else text.

    Raises:
        UsageError: two formats were asked for, or the ending gives none.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    if as_json and format_name not in (None, "json"):
        raise UsageError(PlansCommandText.JSON_OR_FORMAT(format=format_name))
    if as_json or format_name is not None or target is None:
        return "json" if as_json else format_name or "text"
    found = _ENDINGS.get(PurePath(target).suffix.casefold())
    if found is None:
        raise UsageError(PlansCommandText.ENDING(file=target, known=tuple(_ENDINGS)))
    return found


def show_plans(plans: SavedPlans, target: str | None, format_name: str, *, readable: bool) -> int:
    """Show all plans."""
    if target is None:
        _show(plans, format_name)
        return 0
    from danhmuc.registry.reporting.plan_page import plan_output  # heavy

    with plan_output(plans, Path(target), readable=readable) as out, instead_of_stdout(out):
        _show(plans, format_name)
    return 0


def _show(plans: SavedPlans, format_name: str) -> None:
    if format_name == "html":
        from danhmuc.registry.reporting.plan_page import write_plan_page  # heavy

        if sys.stdout is None:
            raise AnswerError("stdout", RefusalsText.STREAM_CLOSED())
        with writing_to(sys.stdout):
            write_plan_page(plans, sys.stdout.buffer, language())
            sys.stdout.buffer.flush()
    elif format_name == "json":
        from danhmuc.registry.reporting.plan_page import plan_to_json

        with json_list() as begin:
            for plan in plans:
                begin()
                print_json_part(json_text(plan_to_json(plan), indent=2))
    else:
        for plan in plans:
            print_plan(plan)
