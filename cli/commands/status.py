"""``danhmuc status``: which source needs attention, and what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from danhmuc.vocab.messages import Message
from danhmuc.vocab.text import one_line, shown_location

from ..as_of import refused_as_of_option
from ..group import Command, WholeNumber
from ..language import render
from ..messages.harvest import HarvestCommandText
from ..messages.listing import StatusText
from ..messages.program import AnswersText, ProgramText
from ..messages.source import SourceText
from ..options import (
    check_source_name,
    json_option,
    open_registry,
    option,
    registry_option,
)
from ..output.json import print_json
from ..output.renames import print_renames
from ..output.table import print_table
from ..output.text import print_line, short_line
from ..output.words import count_message, number_text, state_text, time_text
from .status_changes import print_changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danhmuc.registry import Registry, SourceStatus


_MARKS: Final = {"complete": ".", "incomplete": "~", "failed": "!", "running": "r", "undone": "u"}
"""One letter for each state of a run, in the trend."""
_RUNS_SHOWN: Final = 10
"""Runs of one source that are shown; JSON has 30."""
_RELEASES_SHOWN: Final = 20
"""Records that wait to be released; JSON has all."""


@click.command("status", cls=Command, help=StatusText.HELP, short_help=ProgramText.STATUS_BRIEF)
@click.argument("source", required=False, metavar="[SOURCE]")
@option("--since", metavar="[WHEN]", is_flag=False, flag_value="last", help=StatusText.SINCE)
@option("--publisher", metavar="CODE|IRI", help=StatusText.PUBLISHER)
@option("--nodes", is_flag=True, help=StatusText.NODES)
@option("--limit", type=WholeNumber(1), metavar="N", help=StatusText.LIMIT)
@option("--letter", is_flag=True, help=StatusText.LETTER)
@option("-q", "--quiet", is_flag=True, help=StatusText.QUIET)
@refused_as_of_option(StatusText.NO_AS_OF, brief=StatusText.NO_AS_OF_HELP)
@registry_option
@json_option
def command(
    source: str | None,
    since: str | None,
    publisher: str | None,
    nodes: bool,  # noqa: FBT001 - click's own
    limit: int | None,
    letter: bool,  # noqa: FBT001
    quiet: bool,  # noqa: FBT001
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Look up and show."""
    _refuse_strangers(
        since,
        of_changes={"--publisher": publisher is not None, "--nodes": nodes, "--limit": limit is not None},
        of_sources={"--quiet": quiet, "--letter": letter},
    )
    with open_registry(registry_url) as registry:
        check_source_name(registry, source)
        if since is not None:
            publisher = registry.find_publisher(publisher)
            role = "node" if nodes else "record"
            print_changes(registry, since, source=source, publisher=publisher, role=role, limit=limit, as_json=as_json)
            return 0
        statuses = registry.source_list.statuses(source)
        if letter:
            return _print_letter(registry, statuses, source, as_json=as_json)
    code = 1 if any(one.attention is not None for one in statuses) else 0
    shown = [one for one in statuses if one.attention is not None] if quiet else statuses
    if as_json:
        if shown or not quiet:
            print_json([one.as_dict() for one in shown])
    elif source is not None:
        for one in shown:
            _print_source(one)
    elif shown or not quiet:
        _print_table(shown)
    return code


def _refuse_strangers(since: str | None, *, of_changes: dict[str, bool], of_sources: dict[str, bool]) -> None:
    """See that no option was given that says nothing here.

    Raises:
        UsageError: one was.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    for name, is_given in (of_changes if since is None else of_sources).items():
        if is_given:
            refusal = StatusText.OPTION_NEEDS_SINCE if since is None else StatusText.OPTION_NOT_WITH_SINCE
            raise UsageError(refusal(option=name))


def _print_letter(registry: Registry, statuses: Sequence[SourceStatus], source: str | None, *, as_json: bool) -> int:
    """Print the letter about the source.

    Raises:
        UsageError: no source is named, or it does not fail.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    from ..messages.listing import StatusLetterText
    from .status_letter import letter

    if source is None:
        raise UsageError(StatusLetterText.NEEDS_SOURCE(known=tuple(one.name for one in statuses)))
    (status,) = statuses
    findings = [] if status.last_ended is None else registry.harvests.run_findings(status.last_ended.id)
    text = letter(status, findings)
    if as_json:
        print_json({**status.as_dict(), "letter": text})
    else:
        print_line(text)
    return 0


def _print_table(statuses: Sequence[SourceStatus]) -> None:
    headings = (
        render(AnswersText.SOURCE),
        render(SourceText.RECORDS),
        *map(state_text, ("accepted", "missing", "withdrawn", "withheld")),
        render(SourceText.LAST_RUN),
        render(SourceText.OUTCOME),
        render(StatusText.LAST_GOOD),
        render(StatusText.FAILING_SINCE),
        render(StatusText.TREND),
    )
    rows = [
        (
            one.name,
            number_text(one.states.get("present", 0)),
            number_text(one.accepted) if one.profile != "none" else "–",
            *(number_text(one.states.get(state, 0)) for state in ("missing", "withdrawn", "withheld")),
            "–" if one.last_run is None else number_text(one.last_run.id),
            state_text(None if one.last_run is None else one.last_run.state),
            time_text(None if one.last_good is None else one.last_good.started_at),
            time_text(one.failing_since),
            _trend(one),
        )
        for one in statuses
    ]
    print_table(headings, rows, numbers=frozenset({1, 2, 3, 4, 5, 6}))
    for one in statuses:
        if one.attention is not None:
            print_line(one_line(render(_attention(one))), colour="red")
            if one.contact is not None:
                print_line(f"  {one_line(render(StatusText.CONTACT(contact=one.contact)))}")


def _print_source(one: SourceStatus) -> None:
    print_line(one_line(one.name), bold=True)
    counts = [count_message(number, state) for state, number in one.states.items()]
    if one.profile != "none":
        counts += [count_message(one.accepted, "accepted"), count_message(one.submitted, "submitted")]
    if one.retired:
        counts.append(count_message(one.retired, "retired"))
    location = one_line(shown_location(one.location))
    lines = [
        StatusText.LOCATION_AND_PROFILE(location=location, profile=one.profile),
        None if one.contact is None else StatusText.CONTACT(contact=one.contact),
        StatusText.RECORD_COUNTS(counts=tuple(counts)) if counts else None,
        None if one.attention is None else _attention(one),
        StatusText.NEVER_GOOD() if one.runs and one.last_good is None else None,
    ]
    for line in lines:
        if line is not None:
            print_line(f"  {one_line(render(line))}")
    print_renames(one.renames)
    if one.deletions_waiting:
        print_line(f"  {one_line(render(HarvestCommandText.WAITING(count=one.deletions_waiting, source=one.name)))}")
    if one.losses_waiting:
        print_line(
            f"  {one_line(render(HarvestCommandText.LOSSES_WAITING(count=one.losses_waiting, source=one.name)))}"
        )
    _print_releases(one.awaiting_release)
    print_line(f"  {render(StatusText.RUNS() if one.runs else StatusText.NO_RUNS())}")
    for run in one.runs[:_RUNS_SHOWN]:
        why = "" if run.why is None else f"  {short_line(render(run.why), 300)}"
        number = render(StatusText.RUN(number=run.id))
        print_line(f"    {number}  {time_text(run.started_at)}  {state_text(run.state)}{why}")
    if one.runs:
        print_line(f"  {render(StatusText.TREND)}: {_trend(one)}")


def _print_releases(iris: Sequence[str]) -> None:
    """Print what waits to be released; nothing if there is none."""
    if not iris:
        return
    print_line(f"  {render(StatusText.RELEASES(count=len(iris)))}")
    for iri in iris[:_RELEASES_SHOWN]:
        print_line(f"    {one_line(iri)}")
    if len(iris) > _RELEASES_SHOWN:
        print_line(f"    {render(StatusText.MORE(count=len(iris) - _RELEASES_SHOWN))}")


def _attention(one: SourceStatus) -> Message:
    """Why a source needs a person."""
    from danhmuc.vocab.messages import FOREIGN_WORDS

    assert one.attention is not None
    if one.attention == "silent":
        run = next(run.id for run in one.runs if run.state == "running")
        return StatusText.ATTENTION["silent"](source=one.name, run=run)
    counts = tuple(StatusText.COUNTED[name](count=count) for name, count in one.report.attention_counts.items())
    if one.attention == "unmet" and one.report.run is not None:
        return StatusText.ATTENTION["unmet"](source=one.name, run=one.report.run)
    if one.attention == "unusual" and one.report.run is not None:
        return StatusText.ATTENTION["unusual"](source=one.name, run=one.report.run, counts=counts)
    if one.attention == "undecided":
        return StatusText.ATTENTION["undecided"](source=one.name, decisions=counts)
    why = None if one.last_ended is None else one.last_ended.why
    reason = FOREIGN_WORDS(words="–") if why is None else why
    return StatusText.ATTENTION[one.attention](source=one.name, since=time_text(one.failing_since), reason=reason)


def _trend(one: SourceStatus) -> str:
    """The states of the last runs, oldest first, a letter each."""
    return "".join(_MARKS.get(run.state, "?") for run in reversed(one.runs)) or "–"
