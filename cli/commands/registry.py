"""``danhmuc registry``: the registry itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

from danhmuc.vocab.messages import Message, MessageTemplate
from danhmuc.vocab.text import one_line

from ..answer import CommandAnswer, Line
from ..errors import ArgumentsError
from ..group import Choice, Command, LazyGroup, WholeNumber, Words
from ..language import render
from ..messages.program import AnswersText, OptionsText, ProgramText
from ..messages.registry import RegistryCopiesText, RegistryNamingText, RegistryPruneText, RegistryText
from ..options import (
    RegistryAt,
    bare_iri,
    by_option,
    check_source_name,
    json_option,
    name_of_actor,
    on_registry,
    open_registry,
    option,
    registry_option,
)
from ..output.changes import print_left_nodes
from ..output.progress import progress
from ..output.text import print_json, print_line
from ..output.words import cause_message, convention_message, time_text
from .registry_backup import backup, restore
from .registry_identity import rename, same_as
from .registry_register import authority, register

if TYPE_CHECKING:
    from danhmuc.registry import Cause, Change, Registry, StoredRecord
    from danhmuc.registry.record.stored import LeftNode
    from danhmuc.registry.store.searching import RecordRow

# ---------------------------------------------------------------- registry copy
# ``danhmuc registry copy``: the registry in another database.


@click.command("copy", cls=Command, help=RegistryCopiesText.COPY_HELP, short_help=RegistryCopiesText.COPY_BRIEF)
@click.argument("from_url", metavar="FROM")
@click.argument("to_url", metavar="TO")
@json_option
def copy(
    from_url: str,
    to_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Copy a registry, and prove that the copy is the same."""
    with open_registry(from_url) as registry, progress(render(RegistryCopiesText.TITLE_COPY)) as show:
        report = registry.upkeep.copy_to(to_url, progress=show)
    if as_json:
        print_json(report.as_dict())
        return 0
    copied = RegistryCopiesText.COPIED(target=report.target, rows=report.row_count, tables=len(report.rows))
    print_line(one_line(render(copied)))
    if report.resumed:
        print_line(render(RegistryCopiesText.RESUMED(count=report.resumed)))
    return 0


# ---------------------------------------------------------------- registry migrate
# ``danhmuc registry migrate``: the schema of a registry brought up to date.


@click.command("migrate", cls=Command, help=RegistryText.MIGRATE_HELP, short_help=RegistryText.MIGRATE_BRIEF)
@registry_option
@json_option
def migrate(
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Upgrade an older schema."""
    from danhmuc.registry.store.migrations import HEAD  # SQLAlchemy costs ten bare interpreters

    with open_registry(registry_url, writes=True) as registry:
        url, done = registry.url, registry.upkeep.migration
    if as_json:
        backup = None if done is None or done.backup is None else str(done.backup)
        print_json({"registry": url, "schema": HEAD, "from": None if done is None else done.schema, "backup": backup})
    else:
        print_line(one_line(render(RegistryText.UP_TO_DATE(registry=url, schema=HEAD))))
    return 0


# ---------------------------------------------------------------- registry naming
# ``danhmuc registry naming``: the naming convention of the registry.


@click.command("naming", cls=Command, help=RegistryNamingText.HELP, short_help=RegistryNamingText.BRIEF)
@click.argument("convention", metavar="[CONVENTION]", required=False, type=Words())
@option("--none", is_flag=True, help=RegistryNamingText.NONE)
@registry_option
@json_option
def naming(
    convention: str | None,
    none: bool,  # noqa: FBT001 - click's own
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Show or set the naming convention."""
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    if none and convention is not None:
        raise UsageError(RegistryNamingText.BOTH())
    with open_registry(registry_url, writes=none or convention is not None) as registry:
        if none or convention is not None:
            registry.dictionary.set_naming_convention(convention)
        name = registry.dictionary.naming_convention
    if as_json:
        print_json({"convention": name})
    else:
        print_line(render(convention_message(name)))
    return 0


# ---------------------------------------------------------------- registry prune
# ``danhmuc registry prune``: history before a day, or raw bytes that are not needed any more.


@click.command("prune", cls=Command, help=RegistryPruneText.PRUNE_HELP, short_help=RegistryPruneText.PRUNE_BRIEF)
@click.argument("what", metavar="[history|bodies]", default="history", type=Choice(("history", "bodies")))
@option("--before", metavar="DAY", help=RegistryPruneText.BEFORE)
@option("--older-than", type=WholeNumber(0), metavar="DAYS", help=RegistryPruneText.OLDER_THAN)
@option("--max-bytes", metavar="SIZE", help=RegistryPruneText.MAX_BYTES)
@option("--dry-run", is_flag=True, help=RegistryPruneText.DRY_RUN)
@on_registry
def prune(
    at: RegistryAt,
    what: str,
    before: str | None,
    older_than: int | None,
    max_bytes: str | None,
    dry_run: bool,  # noqa: FBT001 - click's own
) -> CommandAnswer:
    """Delete history before a day, or raw bytes that are not needed any more."""
    if what == "bodies":
        if before is not None:
            raise ArgumentsError(RegistryPruneText.NOT_OF_BODIES())
        return _prune_bodies(at, older_than, max_bytes, dry_run=dry_run)
    if older_than is not None or max_bytes is not None:
        raise ArgumentsError(RegistryPruneText.ONLY_OF_BODIES())
    if before is None:
        raise ArgumentsError(RegistryPruneText.BEFORE_MISSING())
    return _prune_history(at, before, dry_run=dry_run)


def _prune_bodies(at: RegistryAt, older_than: int | None, max_bytes: str | None, *, dry_run: bool) -> CommandAnswer:
    from danhmuc.registry.record.source_bytes import read_size

    size = None if max_bytes is None else read_size(max_bytes)
    registry = at.read() if dry_run else at.write()
    pruned = registry.upkeep.prune_bodies(older_than=older_than, max_bytes=size, dry_run=dry_run)
    template = RegistryPruneText.WOULD_PRUNE if dry_run else RegistryPruneText.PRUNED
    facts = {"documents": pruned.documents + pruned.needed, "originals": pruned.originals}
    parts: list[Line | Message] = [template(size=pruned.bytes, left=pruned.left_bytes, **facts)]
    if pruned.needed:
        parts.append(RegistryPruneText.NEEDED(count=pruned.needed, sources=pruned.sources))
    return CommandAnswer(data={"dry_run": dry_run, **pruned.as_dict()}, parts=parts)


def _prune_history(at: RegistryAt, before: str, *, dry_run: bool) -> CommandAnswer:
    registry = at.read() if dry_run else at.write()
    with progress(render(RegistryPruneText.PRUNE_TITLE)) as show:
        pruned = registry.upkeep.prune_history(before=before, dry_run=dry_run, progress=show)
    template = RegistryPruneText.WOULD_PRUNE_HISTORY if dry_run else RegistryPruneText.HISTORY_PRUNED
    facts = {name: getattr(pruned, name) for name in ("versions", "graphs", "findings", "rests")}
    done = template(before=time_text(pruned.before), **facts)
    return CommandAnswer(data={"dry_run": dry_run, **pruned.as_dict()}, parts=[done])


# ---------------------------------------------------------------- registry

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
