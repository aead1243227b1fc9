"""``danhmuc source add``, ``check``, ``move`` and ``remove``: one source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from danhmuc.vocab.messages import Message
from danhmuc.vocab.text import one_line

from ..group import Command, Words
from ..language import render
from ..messages import source as messages
from ..messages.answers import RECORDS
from ..messages.harvest import SKIPPED
from ..messages.options import REASON
from ..options import (
    base_option,
    by_option,
    json_option,
    lang_option,
    name_of_actor,
    open_registry,
    option,
    profile_option,
    registry_option,
    sources_at,
)
from ..output.json import print_json
from ..output.text import print_line

if TYPE_CHECKING:
    from danhmuc.registry.record.source_check import SourceCheck

__all__ = ["add", "check", "move", "remove"]


@click.command("add", cls=Command, help=messages.ADD_HELP, short_help=messages.ADD_BRIEF)
@click.argument("location", metavar="LOCATION")
@option("--name", metavar="SOURCE", help=messages.NAME)
@profile_option(None, messages.ADD_PROFILE)
@option("--reason", metavar="TEXT", type=Words(), help=REASON)
@by_option
@base_option
@registry_option
@json_option
@lang_option
def add(
    location: str,
    name: str | None,
    profile: str | None,
    reason: str | None,
    by: str | None,
    base: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Register a source."""
    (source,) = sources_at([location])
    with open_registry(registry_url, create=True, base=base) as registry:
        row = registry.add_source(source, name=name, profile=profile, by=name_of_actor(by), reason=reason)
    if as_json:
        print_json(row.as_dict())
    else:
        print_line(one_line(render(messages.ADDED(name=row.name, location=row.location, profile=row.profile))))
    return 0


@click.command("check", cls=Command, help=messages.CHECK_HELP, short_help=messages.CHECK_BRIEF)
@click.argument("name", metavar="SOURCE")
@registry_option
@json_option
@lang_option
def check(
    name: str,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Look whether it could be harvested."""
    with open_registry(registry_url) as registry:
        found = registry.check_source(name)
    if as_json:
        print_json({"name": name, **found.as_dict()})
    else:
        for number, line in enumerate(_check_lines(name, found)):
            print_line(f"{'  ' if number else ''}{one_line(render(line))}")
    if not found.is_open:
        return 3
    return 1 if found.needs_attention else 0


@click.command("move", cls=Command, help=messages.MOVE_HELP, short_help=messages.MOVE_BRIEF)
@click.argument("name", metavar="SOURCE")
@click.argument("location", metavar="LOCATION")
@option("--reason", metavar="TEXT", type=Words(), required=True, help=REASON)
@by_option
@registry_option
@json_option
@lang_option
def move(
    name: str,
    location: str,
    reason: str,
    by: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Give a source another location."""
    (source,) = sources_at([location])
    with open_registry(registry_url) as registry:
        before = registry.source(name)
        row = registry.move_source(name, source, by=name_of_actor(by), reason=reason)
    if as_json:
        print_json(row.as_dict())
    else:
        print_line(one_line(render(messages.MOVED(name=row.name, before=before.location, after=row.location))))
    return 0


@click.command("remove", cls=Command, help=messages.REMOVE_HELP, short_help=messages.REMOVE_BRIEF)
@click.argument("name", metavar="SOURCE")
@option("--keep-records", is_flag=True, help=messages.KEEP_RECORDS)
@option("--withdraw", is_flag=True, help=messages.WITHDRAW)
@option("--reason", metavar="TEXT", type=Words(), required=True, help=REASON)
@by_option
@registry_option
@json_option
@lang_option
def remove(
    name: str,
    keep_records: bool,  # noqa: FBT001 - click's own
    withdraw: bool,  # noqa: FBT001
    reason: str,
    by: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Harvest nothing more from a source."""
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    if keep_records == withdraw:
        raise UsageError(messages.REMOVE_HOW(name=name))
    with open_registry(registry_url) as registry:
        done = registry.remove_source(
            name, "withdraw" if withdraw else "keep-records", by=name_of_actor(by), reason=reason
        )
    if as_json:
        print_json({"name": name, "withdrawn": done.records, "shared": done.shared})
    elif not withdraw:
        print_line(one_line(render(messages.REMOVED(name=name))))
    else:
        records = RECORDS(count=done.records)
        print_line(one_line(render(messages.REMOVED_AND_WITHDRAWN(name=name, records=records))))
        if done.shared:
            print_line(f"  {render(messages.REMOVED_SHARED(count=done.shared))}")
    return 0


def _check_lines(name: str, found: SourceCheck) -> Iterator[Message]:
    facts = {"name": name, "location": found.location, "kind": found.kind}
    if found.why is not None:
        yield messages.CHECK_FAILS(**facts, reason=found.why)
    elif found.documents is None:
        yield messages.CHECK_UNKNOWN(**facts)
    else:
        yield messages.CHECK_DOCUMENTS(**facts, count=found.documents)
    for document in found.unopened:
        yield messages.CHECK_UNOPENED(document=document)
    if found.passed_over:
        yield SKIPPED(count=found.passed_over)
    if found.unset is not None:
        yield messages.CHECK_UNSET(variable=found.unset)
