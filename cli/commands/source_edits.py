"""``danhmuc source add``, ``check``, ``move`` and ``remove``: one source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from danhmuc.vocab.text import one_line, shown_location

from ..group import Command, Words
from ..language import render
from ..messages.program import AnswersText, OptionsText
from ..messages.source import SourceText
from ..options import (
    base_option,
    by_option,
    json_option,
    kind_option,
    name_of_actor,
    open_registry,
    option,
    profile_option,
    registry_option,
    sources_at,
)
from ..output.json import print_json
from ..output.text import print_line
from .source_check import print_check

if TYPE_CHECKING:
    from danhmuc.registry.record.source_check import SourceCheck


@click.command("add", cls=Command, help=SourceText.ADD_HELP, short_help=SourceText.ADD_BRIEF)
@click.argument("location", metavar="LOCATION")
@option("--name", metavar="SOURCE", help=SourceText.NAME)
@kind_option
@profile_option(None, SourceText.ADD_PROFILE)
@option("--reason", metavar="TEXT", type=Words(), help=OptionsText.REASON)
@by_option
@base_option
@registry_option
@json_option
def add(
    location: str,
    name: str | None,
    kind: str | None,
    profile: str | None,
    reason: str | None,
    by: str | None,
    base: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Register a source."""
    (source,) = sources_at([location], kind)
    with open_registry(registry_url, writes=True, create=True, base=base) as registry:
        row = registry.source_list.add(source, name=name, profile=profile, by=name_of_actor(by), reason=reason)
    if as_json:
        print_json(row.as_dict())
    else:
        location = shown_location(row.location)
        print_line(one_line(render(SourceText.ADDED(name=row.name, location=location, profile=row.profile))))
    return 0


@click.command("check", cls=Command, help=SourceText.CHECK_HELP, short_help=SourceText.CHECK_BRIEF)
@click.argument("name", metavar="SOURCE|URL")
@kind_option
@profile_option(None, SourceText.CHECK_PROFILE)
@option("--internal", is_flag=True, help=SourceText.CHECK_INTERNAL)
@registry_option
@json_option
def check(
    name: str,
    kind: str | None,
    profile: str | None,
    internal: bool,  # noqa: FBT001 - click's own
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Look whether it could be harvested."""
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    if "://" in name:
        name, found = _check_location(name, kind, profile or "dcat-ap", internal=internal)
    elif kind is not None or profile is not None:
        raise UsageError(SourceText.CHECK_OF_URL(name=name))
    else:
        with open_registry(registry_url) as registry:
            found = registry.source_list.check(name, private_network=internal)
    if as_json:
        print_json({"name": name, **found.as_dict()})
    else:
        print_check(name, found)
    if not found.is_open:
        return 3
    return 1 if found.needs_attention else 0


def _check_location(location: str, kind: str | None, profile: str, *, internal: bool) -> tuple[str, SourceCheck]:
    """The name that the source would have, and the outcome."""
    from danhmuc.registry import SourceSettings, check_location, source_at
    from danhmuc.shapes import NO_PROFILE, Validator

    settings = SourceSettings(private_network=internal)
    validator = None if profile == NO_PROFILE else Validator(profile)
    source = source_at(location, kind, settings)
    return source.name, check_location(source, validator, settings=settings)


@click.command("move", cls=Command, help=SourceText.MOVE_HELP, short_help=SourceText.MOVE_BRIEF)
@click.argument("name", metavar="SOURCE")
@click.argument("location", metavar="LOCATION")
@kind_option
@option("--reason", metavar="TEXT", type=Words(), required=True, help=OptionsText.REASON)
@by_option
@registry_option
@json_option
def move(
    name: str,
    location: str,
    kind: str | None,
    reason: str,
    by: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Give a source another location."""
    (source,) = sources_at([location], kind)
    with open_registry(registry_url, writes=True) as registry:
        before = registry.source_list.get(name)
        row = registry.source_list.move(name, source, by=name_of_actor(by), reason=reason)
    if as_json:
        print_json(row.as_dict())
    else:
        if row.location != before.location or row.kind == before.kind:
            places = {"before": shown_location(before.location), "after": shown_location(row.location)}
            print_line(one_line(render(SourceText.MOVED(name=row.name, **places))))
        if row.kind != before.kind:
            print_line(one_line(render(SourceText.OF_OTHER_KIND(name=row.name, before=before.kind, after=row.kind))))
    return 0


@click.command("remove", cls=Command, help=SourceText.REMOVE_HELP, short_help=SourceText.REMOVE_BRIEF)
@click.argument("name", metavar="SOURCE")
@option("--keep-records", is_flag=True, help=SourceText.KEEP_RECORDS)
@option("--withdraw", is_flag=True, help=SourceText.WITHDRAW)
@option("--reason", metavar="TEXT", type=Words(), required=True, help=OptionsText.REASON)
@by_option
@registry_option
@json_option
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
        raise UsageError(SourceText.REMOVE_HOW(name=name))
    with open_registry(registry_url, writes=True) as registry:
        done = registry.source_list.remove(
            name, "withdraw" if withdraw else "keep-records", by=name_of_actor(by), reason=reason
        )
    if as_json:
        print_json({"name": name, "withdrawn": done.records, "shared": done.shared})
    elif not withdraw:
        print_line(one_line(render(SourceText.REMOVED(name=name))))
    else:
        records = AnswersText.RECORDS(count=done.records)
        print_line(one_line(render(SourceText.REMOVED_AND_WITHDRAWN(name=name, records=records))))
        if done.shared:
            print_line(f"  {render(SourceText.REMOVED_SHARED(count=done.shared))}")
    return 0
