"""``danhmuc source show``: one source, and what was changed of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from danhmuc.vocab.messages import Fact, Message
from danhmuc.vocab.text import one_line

from ..group import Command
from ..language import render
from ..messages.source import SourceText
from ..options import json_option, open_registry, registry_option
from ..output.json import print_json
from ..output.setting_changes import change_messages, value_messages
from ..output.text import print_line
from ..output.words import time_text

if TYPE_CHECKING:
    from danhmuc.registry import RecordedSourceChange
    from danhmuc.registry.store.overview import SourceRow


@click.command("show", cls=Command, help=SourceText.SHOW_HELP, short_help=SourceText.SHOW_BRIEF)
@click.argument("name", metavar="SOURCE")
@registry_option
@json_option
def show(
    name: str,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Look up and show."""
    with open_registry(registry_url) as registry:
        row = registry.source_list.get(name)
        changes = registry.source_list.changes(name)
    if as_json:
        print_json({**row.as_dict(), "changes": [change.as_dict() for change in changes]})
        return 0
    print_line(one_line(row.name), bold=True)
    for line in _lines(row):
        print_line(f"  {one_line(render(line))}")
    if changes:
        print_line(render(SourceText.CHANGES()))
    for line in (line for change in changes for line in _change(change)):
        print_line(f"  {one_line(render(line))}")
    return 0


def _lines(row: SourceRow) -> Iterator[Message]:
    from danhmuc.registry.record.source_settings import SourceSettings  # heavy

    if row.retired_at is not None:
        yield SourceText.REMOVED_AT(time=time_text(row.retired_at))
    for field in ("location", "kind", "profile", "priority"):
        yield from value_messages(field, getattr(row, field))
    usual = SourceSettings().values()
    for field, value in row.settings.values().items():
        if value != usual[field]:
            yield from value_messages(field, value)


def _change(change: RecordedSourceChange) -> Iterator[Message]:
    for said in change_messages(change.field, change.before, change.after):
        facts: dict[str, Fact] = {"time": time_text(change.at), "by": change.by, "change": said}
        if change.reason is None:
            yield SourceText.CHANGED_BY(**facts)
        else:
            yield SourceText.CHANGED_BY_AND_REASON(**facts, reason=change.reason)
