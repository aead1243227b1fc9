"""Plans as text: their counts, and all that would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from danhmuc.vocab.text import one_line

from ..language import render
from ..messages.harvest import PlansCommandText
from ..output.findings import print_finding
from ..output.graph_changes import print_graph_changes
from ..output.network import print_network, print_pages
from ..output.renames import print_renames
from ..output.text import print_line, short_line
from ..output.words import state_message, state_text
from .harvest import report_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from danhmuc.registry import HarvestPlan
    from danhmuc.registry.harvest.plan import PlannedDifference
    from danhmuc.vocab.findings import Finding


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
