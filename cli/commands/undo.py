"""``danhmuc undo``: take a run back, or the newest change of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from danhmuc.vocab.text import one_line

from ..group import Command, WholeNumber, Words
from ..language import render
from ..messages.harvest import UndoCommandText
from ..messages.program import ProgramText
from ..options import (
    bare_iri,
    by_option,
    check_source_name,
    json_option,
    name_of_actor,
    open_registry,
    option,
    registry_option,
)
from ..output.text import print_json, print_line
from ..output.words import cause_message, number_text

if TYPE_CHECKING:
    from danhmuc.registry import UndoneRun, UndoReport
    from danhmuc.vocab.messages import Message


_SHOWN = 20


@click.command("undo", cls=Command, help=UndoCommandText.HELP, short_help=ProgramText.UNDO_BRIEF)
@click.argument("target", metavar="RUN|IRI", required=False)
@option("--batch", type=WholeNumber(1), metavar="N", help=UndoCommandText.BATCH)
@option("--source", metavar="SOURCE", help=UndoCommandText.SOURCE)
@option("--release", is_flag=True, help=UndoCommandText.RELEASE)
@option("--force", is_flag=True, help=UndoCommandText.FORCE)
@option("--reason", metavar="TEXT", type=Words(), help=UndoCommandText.REASON)
@by_option
@registry_option
@json_option
def command(
    target: str | None,
    batch: int | None,
    source: str | None,
    release: bool,  # noqa: FBT001 - click's own
    force: bool,  # noqa: FBT001
    reason: str | None,
    by: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Undo or release, and print the outcome."""
    from danhmuc.vocab.errors import UsageError

    if (target is None) == (batch is None):
        raise UsageError(UndoCommandText.NOT_ALONE())
    if release and (batch is not None or force):
        raise UsageError(UndoCommandText.NOT_WITH_RELEASE(option="--force" if force else "--batch"))
    # As it stands in Turtle, where people copy it from.
    named = bare_iri(target or "")
    run = int(named) if named.isascii() and named.isdigit() else None
    iri = named if run is None and batch is None else None
    with open_registry(registry_url, writes=True) as registry:
        check_source_name(registry, source)
        if release:
            found = registry.harvests.release_undone(run, iri=iri, source=source, by=name_of_actor(by), reason=reason)
            return _print_released(found, as_json=as_json)
        report = registry.undo(
            run, batch=batch, iri=iri, source=source, by=name_of_actor(by), reason=reason, force=force
        )
    if as_json:
        print_json([*(one.as_dict() for one in report.runs), *(one.as_dict() for one in report.failed)])
    else:
        _print(report, iri)
        for lost in report.failed:
            print_line(one_line(render(lost.why)), err=True)
    return 1 if report.left_count or report.failed else 0


def _print_released(iris: tuple[str, ...], *, as_json: bool) -> int:
    if as_json:
        print_json(list(iris))
    else:
        print_line(render(UndoCommandText.RELEASED(number=len(iris))))
    return 0


def _print(report: UndoReport, iri: str | None) -> None:
    for one in report.runs:
        undone = UndoCommandText.UNDONE_CHANGE(source=one.source, run=one.run)
        if one.undoes is not None:
            undone = UndoCommandText.UNDONE(source=one.source, run=one.run, undoes=one.undoes)
        print_line(one_line(render(undone)), bold=True)
        for line in _lines(one):
            print_line(f"  {one_line(render(line))}")
        if one.left_count:
            print_line(f"  {render(UndoCommandText.LEFT(number=one.left_count))}", colour="yellow")
            _print_left(one)
            if any(left.run is not None or left.by is not None for left in one.left):
                print_line(f"  {one_line(render(UndoCommandText.LEFT_NEXT(run=one.run)))}")
        if one.kept_back_count:
            print_line(f"  {render(UndoCommandText.KEPT_BACK(number=one.kept_back_count))}", colour="yellow")
            _print_kept_back(one)
        if one.held or one.nodes_held or one.elements_held:
            print_line(f"  {one_line(render(UndoCommandText.WHAT_NEXT(what=iri or str(one.undoes))))}")


def _lines(one: UndoneRun) -> list[Message]:
    counts = {name: number_text(getattr(one, name)) for name in ("restored", "withdrawn", "presence", "held")}
    lines = [UndoCommandText.UNDONE_RECORDS(**counts)]
    if one.narrowed:
        lines.append(UndoCommandText.NARROWED(count=one.narrowed))
    if one.nodes:
        lines.append(UndoCommandText.NODES(number=one.nodes, held=one.nodes_held))
    if one.elements:
        lines.append(UndoCommandText.ELEMENTS(number=one.elements, held=one.elements_held))
    if one.memberships:
        lines.append(UndoCommandText.MEMBERSHIPS(number=one.memberships))
    if one.profile is not None:
        lines.append(UndoCommandText.PROFILE(profile=one.profile))
    return lines


def _print_kept_back(one: UndoneRun) -> None:
    for cause in one.kept_back[:_SHOWN]:
        line = UndoCommandText.KEPT_BACK_ONE(iri=cause.iri, cause=cause_message(cause))
        print_line(f"    {one_line(render(line))}")
    if one.kept_back_count > _SHOWN:
        print_line(f"    {render(UndoCommandText.LEFT_MORE(number=one.kept_back_count - _SHOWN))}")


def _print_left(one: UndoneRun) -> None:
    for left in one.left[:_SHOWN]:
        if left.run is not None:
            line = UndoCommandText.LEFT_BY_RUN(iri=left.iri, run=left.run)
        elif left.by is not None:
            line = UndoCommandText.LEFT_BY_EDIT(iri=left.iri, by=left.by)
        else:
            line = UndoCommandText.LEFT_PURGED(iri=left.iri)
        print_line(f"    {one_line(render(line))}")
    if one.left_count > _SHOWN:
        print_line(f"    {render(UndoCommandText.LEFT_MORE(number=one.left_count - _SHOWN))}")
