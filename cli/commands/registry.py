"""``danhmuc registry``: the registry itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

from danhmuc.vocab.messages import MessageTemplate
from danhmuc.vocab.text import one_line

from ..group import Command, LazyGroup, Words
from ..language import render
from ..messages.program import AnswersText, OptionsText, ProgramText
from ..messages.registry import RegistryText
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
from ..output.json import print_json
from ..output.left_nodes import print_left_nodes
from ..output.text import print_line
from ..output.words import cause_message
from .registry_backup import backup, restore
from .registry_copy import copy
from .registry_identity import rename, same_as
from .registry_migrate import migrate
from .registry_naming import naming
from .registry_prune import prune
from .registry_register import authority, register

if TYPE_CHECKING:
    from danhmuc.registry import Cause, Change, Registry, StoredRecord
    from danhmuc.registry.record.stored import LeftNode
    from danhmuc.registry.store.searching import RecordRow


_Function = TypeVar("_Function", bound=Callable[..., int])


@click.group("registry", cls=LazyGroup, help=RegistryText.HELP, short_help=ProgramText.REGISTRY_BRIEF)
def command() -> None:
    """Group the commands about the registry."""


@command.command(
    "check",
    cls=Command,
    help=RegistryText.CHECK_HELP,
    short_help=RegistryText.CHECK_BRIEF,
)
@registry_option
@json_option
def check(
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Hash every graph again and follow every link."""
    with open_registry(registry_url) as registry:
        report = registry.upkeep.check()
        url = registry.url
    if as_json:
        names = ("sources", "records", "versions", "graphs", "runs")
        print_json(
            {
                "registry": url,
                **{name: getattr(report, name) for name in names},
                "problems": list(map(str, report.problems)),
            }
        )
        return 1 if report.problems else 0
    for problem in report.problems:
        print_line(one_line(render(problem)))
    verdict = render(RegistryText.NOT_WHOLE if report.problems else RegistryText.WHOLE)
    checked = RegistryText.CHECKED(
        registry=one_line(url),
        verdict=click.style(verdict, fg="red" if report.problems else "green"),
        sources=RegistryText.SOURCES(count=report.sources),
        records=AnswersText.RECORDS(count=report.records),
        versions=RegistryText.VERSIONS(count=report.versions),
    )
    print_line(render(checked))
    return 1 if report.problems else 0


def _taking_back(function: _Function) -> _Function:
    """Add the argument and the options that the commands on one IRI share."""
    options = (
        click.argument("iri"),
        option("--source", metavar="SOURCE", help=RegistryText.OF_SOURCE),
        by_option,
        registry_option,
        json_option,
    )
    for one in reversed(options):
        function = one(function)
    return function


@command.command("withdraw", cls=Command, help=RegistryText.WITHDRAW_HELP, short_help=RegistryText.WITHDRAW_BRIEF)
@option("--reason", metavar="TEXT", type=Words(), required=True, help=OptionsText.REASON)
@_taking_back
def withdraw(
    iri: str,
    reason: str,
    source: str | None,
    by: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Turn a record into a tombstone."""

    def act(registry: Registry, iri: str) -> Sequence[Change]:
        named = registry.get(iri).row.source if source is None else source
        return [registry.withdraw(iri, by=name_of_actor(by), source=named, reason=reason)]

    return _change_state(act, iri, source, registry_url, as_json=as_json)


@command.command("withhold", cls=Command, help=RegistryText.WITHHOLD_HELP, short_help=RegistryText.WITHHOLD_BRIEF)
@option("--reason", metavar="TEXT", type=Words(), required=True, help=OptionsText.REASON)
@_taking_back
def withhold(
    iri: str,
    reason: str,
    source: str | None,
    by: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Keep all that sources describe under an IRI from leaving."""

    def act(registry: Registry, iri: str) -> Sequence[Change]:
        return registry.withhold(iri, by=name_of_actor(by), source=source, reason=reason)

    return _change_state(act, iri, source, registry_url, as_json=as_json, without_record=RegistryText.IRI_WITHHELD)


@command.command("purge", cls=Command, help=RegistryText.PURGE_HELP, short_help=RegistryText.PURGE_BRIEF)
@click.argument("iri", metavar="IRI")
@option("--reason", metavar="TEXT", type=Words(), required=True, help=OptionsText.REASON)
@by_option
@registry_option
@json_option
def purge(
    iri: str,
    reason: str,
    by: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Delete every word of what sources describe under an IRI."""
    left: list[RecordRow] = []
    nodes: list[LeftNode] = []
    backups: list[str] = []
    is_on_server = registry_url.startswith("postgresql")

    def act(registry: Registry, iri: str) -> Sequence[Change]:
        purged = registry.purge(iri, by=name_of_actor(by), reason=reason)
        left.extend(row for row in registry.identities.records_of_same(iri) if row.state != "purged")
        nodes.extend(purged[0].left_nodes if purged else ())
        backups.extend(map(str, registry.upkeep.kept_backups()))
        return purged

    def as_members() -> Mapping[str, object]:
        kept_by_server = ["log", "archives", "replicas"] if is_on_server else []
        return {"left_nodes": [one.as_dict() for one in nodes], "kept_by_server": kept_by_server, "backups": backups}

    without_record = RegistryText.IRI_PURGED
    code = _change_state(
        act, iri, None, registry_url, as_json=as_json, without_record=without_record, members=as_members
    )
    if not as_json:
        print_left_nodes(nodes)
    for row in left:
        print_line(one_line(render(RegistryText.SAME_STORED(iri=row.iri, source=row.source))), err=True)
    for file in backups:
        print_line(one_line(render(RegistryText.PURGE_BACKUP(file=file))), err=True)
    print_line(render(RegistryText.PURGE_COPIES), err=True)
    if is_on_server and not as_json:
        print_line(render(RegistryText.PURGE_ON_SERVER))
    return code


@command.command("release", cls=Command, help=RegistryText.RELEASE_HELP, short_help=RegistryText.RELEASE_BRIEF)
@option("--reason", metavar="TEXT", type=Words(), help=OptionsText.REASON)
@_taking_back
def release(
    iri: str,
    reason: str | None,
    source: str | None,
    by: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Let leave again what was withdrawn or withheld."""

    def act(registry: Registry, iri: str) -> Sequence[Change]:
        return registry.release(iri, by=name_of_actor(by), source=source, reason=reason)

    return _change_state(act, iri, source, registry_url, as_json=as_json, without_record=RegistryText.IRI_RELEASED)


@command.command(
    "accept-missing", cls=Command, help=RegistryText.ACCEPT_MISSING_HELP, short_help=RegistryText.ACCEPT_MISSING_BRIEF
)
@click.argument("source", metavar="SOURCE")
@option("--reason", metavar="TEXT", type=Words(), required=True, help=OptionsText.REASON)
@by_option
@registry_option
@json_option
def accept_missing(
    source: str,
    reason: str,
    by: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Withdraw what waits for a person."""
    who = name_of_actor(by)
    with open_registry(registry_url, writes=True) as registry:
        accepted = registry.harvests.accept_missing(source, by=who, reason=reason)
    if as_json:
        print_json({"source": source, "withdrawn": accepted.withdrawn, "losses": accepted.losses})
        return 0
    if accepted.withdrawn:
        print_line(one_line(render(RegistryText.ACCEPTED_MISSING(count=accepted.withdrawn, source=source, by=who))))
    if accepted.losses:
        print_line(one_line(render(RegistryText.ACCEPTED_LOSSES(count=accepted.losses, source=source, by=who))))
    return 0


def _change_state(
    act: Callable[[Registry, str], Sequence[Change]],
    iri: str,
    source: str | None,
    registry_url: str,
    *,
    as_json: bool,
    without_record: MessageTemplate | None = None,
    members: Callable[[], Mapping[str, object]] = dict,
) -> int:
    """Change the state of the records of an IRI, and print what was changed.

    Args:
        without_record: what to print where no record was changed.
        members: what JSON says of each change beside it, asked once all is done.
    """
    # As it stands in Turtle, where people copy it from.
    iri = bare_iri(iri)
    with open_registry(registry_url, writes=True) as registry:
        check_source_name(registry, source)
        # Another source may have it under the IRI that it was renamed to.
        names = {iri, *(change.iri for change in registry.ledger.changes(iri=iri))}
        newest = max((change.id for name in names for change in registry.ledger.changes(iri=name)), default=0)
        acted = act(registry, iri)
        found = {change.id: change for name in names for change in registry.ledger.changes(iri=name, after=newest)}
        changes = [found[key] for key in sorted(found)]
        records = {one: registry.get(one[0], source=one[1]) for one in sorted({(one.iri, one.source) for one in acted})}
    if as_json:
        print_json([change.as_dict() | {**members()} for change in changes])
        return 0
    if not changes and acted and not any(one.kind == "released" for one in acted):
        print_line(one_line(render(RegistryText.ALREADY_SO(iri=iri))))
    elif not changes and not acted and without_record is not None:
        print_line(one_line(render(without_record(iri=iri))))
    for change in changes:
        template = RegistryText.STATE_CHANGED[change.kind]
        record = records[change.iri, change.source]
        if change.kind == "released" and _staying(record):
            template = RegistryText.RELEASED_IN_PART
        title = record.row.title or render(AnswersText.NO_TITLE)
        facts = {"iri": change.iri, "title": title, "source": change.source, "by": change.by}
        print_line(one_line(render(template(**{name: facts[name] for name in template.placeholders}))))
    recorded = {(change.iri, change.source) for change in changes}
    for one in acted:
        if one.kind != "released":
            continue
        record = records[one.iri, one.source]
        if (one.iri, one.source) not in recorded:
            title = record.row.title or render(AnswersText.NO_TITLE)
            print_line(one_line(render(RegistryText.RELEASED_ALONE(title=title, iri=one.iri, source=one.source))))
        for cause in _staying(record):
            line = RegistryText.STAYS(iri=one.iri, source=one.source, cause=cause_message(cause))
            print_line(f"  {one_line(render(line))}")
    return 0


def _staying(record: StoredRecord) -> list[Cause]:
    """The causes that keep a record back although it is released."""
    return [one for one in record.causes if one.kind not in ("missing", "held")]


for _command in (rename, same_as, register, authority, naming, migrate, copy, backup, restore, prune):
    command.add_command(_command)
