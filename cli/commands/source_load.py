"""``danhmuc source load``: make the sources equal to those of a file."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, cast

import click

from danhmuc.vocab.text import one_line

from ..errors import AnswerError
from ..group import Choice, Command, Words
from ..language import render
from ..messages.program import OptionsText, RefusalsText
from ..messages.source import SourceText
from ..options import (
    base_option,
    by_option,
    json_option,
    name_of_actor,
    open_registry,
    option,
    registry_option,
)
from ..output.json import print_json
from ..output.setting_changes import change_messages, value_messages
from ..output.text import print_line

if TYPE_CHECKING:
    from danhmuc.registry import Registry, SourceListPlan


@click.command("load", cls=Command, help=SourceText.LOAD_HELP, short_help=SourceText.LOAD_BRIEF)
@click.argument("file", metavar="FILE")
@option("--dry-run", is_flag=True, help=SourceText.DRY_RUN)
@option("--remove", type=Choice(["keep-records", "withdraw"]), help=SourceText.REMOVE)
@option("--reason", metavar="TEXT", type=Words(), help=OptionsText.REASON)
@by_option
@base_option
@option("-q", "--quiet", is_flag=True, help=SourceText.QUIET)
@registry_option
@json_option
def load(
    file: str,
    dry_run: bool,  # noqa: FBT001 - click's own
    remove: str | None,
    reason: str | None,
    by: str | None,
    base: str | None,
    quiet: bool,  # noqa: FBT001
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Compare, apply, then show what was different."""
    from danhmuc.registry.edits.source_file import MAX_FILE_BYTES, read_source_file  # heavy

    removal = cast("Literal['keep-records', 'withdraw'] | None", remove)
    document: str | bytes = file
    if file == "-":
        if sys.stdin is None:
            raise AnswerError("stdin", RefusalsText.STREAM_CLOSED())
        document = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
    shown = "stdin" if file == "-" else file
    # Before a registry is made, which a mistake in the file should not leave behind.
    declared = read_source_file(document, name=shown)
    with _open(registry_url, dry_run=dry_run, base=base) as registry:
        plan = registry.source_list.plan(declared, removal=removal)
        if plan.changes_any and not dry_run:
            plan.apply(by=name_of_actor(by), reason=reason)
    code = 1 if plan.unlisted else 0
    if quiet and not code and not plan.changes_any:
        return code
    if as_json:
        differences = [one.as_dict() for one in plan.differences]
        print_json({"file": shown, "dry_run": dry_run, "changed": plan.changes_any, "sources": differences})
        return code
    for line in _lines(plan):
        print_line(line)
    from danhmuc.registry.messages.store import StatesText  # --help needs none of it

    counts = Counter[str](one.kind for one in plan.differences)
    counted = tuple(
        StatesText.COUNTED(number=counts[kind], state=word())
        for kind, word in SourceText.KINDS.items()
        if kind in counts
    )
    print_line(render(SourceText.LOADED(file=one_line(shown), counts=counted)))
    if plan.unlisted:
        print_line(render(SourceText.STAY(count=len(plan.unlisted))))
    if dry_run:
        print_line(render(SourceText.DRY_RUN_DONE()))
    return code


def _open(url: str, *, dry_run: bool, base: str | None) -> Registry:
    """The registry; where there is none yet, and none is to be made, an empty one in memory."""
    from danhmuc.registry.messages.store import OpeningText
    from danhmuc.vocab.errors import RegistryUnavailableError

    try:
        return open_registry(url, writes=not dry_run, create=not dry_run, base=base)
    except RegistryUnavailableError as error:
        if not dry_run or error.reason != OpeningText.REGISTRY_ABSENT():
            raise
    return open_registry("sqlite://", create=True)


def _lines(plan: SourceListPlan) -> Iterator[str]:
    """Each source that is different, and each of its values."""
    for one in plan.differences:
        if one.kind == "unchanged":
            continue
        name = click.style(one_line(one.name), bold=True)
        yield f"{name}  {render(SourceText.KINDS[one.kind])}"
        for change in one.changes:
            lines = (
                value_messages(change.field, change.after)
                if one.kind in ("added", "removed")
                else change_messages(change.field, change.before, change.after)
            )
            yield from (f"  {render(line)}" for line in lines)
