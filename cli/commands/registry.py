"""``danhmuc registry``: the registry itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click

from danhmuc.vocab.messages import Message, MessageTemplate
from danhmuc.vocab.text import one_line

from ..answer import CommandAnswer, Line
from ..errors import ArgumentsError
from ..group import Choice, Command, LazyGroup, Words
from ..language import render
from ..messages.program import AnswersText, ProgramText
from ..messages.registry import (
    RegistrationsCommandText,
    RegistryCopiesText,
    RegistryPruneText,
    RegistrySettingText,
    RegistryText,
)
from ..options import (
    Actor,
    RegistryAt,
    acting,
    bare_iri,
    check_source_name,
    json_option,
    on_registry,
    open_registry,
    option,
)
from ..output.changes import print_left_nodes
from ..output.progress import progress
from ..output.text import print_line
from ..output.words import cause_message, convention_message, time_text
from .registry_backup import backup, restore
from .registry_identity import rename, same_as
from .registry_register import register

if TYPE_CHECKING:
    from danhmuc.registry import Cause, Change, RecordedChange, Registry, StoredRecord

# ---------------------------------------------------------------- registry copy
# ``danhmuc registry copy``: the registry in another database.


@click.command("copy", cls=Command, help=RegistryCopiesText.COPY_HELP, short_help=RegistryCopiesText.COPY_BRIEF)
@click.argument("from_url", metavar="FROM")
@click.argument("to_url", metavar="TO")
@json_option
def copy(from_url: str, to_url: str, as_json: bool) -> CommandAnswer:  # noqa: ARG001, FBT001 - click's own
    """Copy a registry, and prove that the copy is the same."""
    with open_registry(from_url) as registry, progress(render(RegistryCopiesText.TITLE_COPY)) as show:
        report = registry.upkeep.copy_to(to_url, progress=show)
    parts = [RegistryCopiesText.COPIED(target=report.target, rows=report.row_count, tables=len(report.rows))]
    if report.resumed:
        parts.append(RegistryCopiesText.RESUMED(count=report.resumed))
    return CommandAnswer(data=report, parts=parts)


# ---------------------------------------------------------------- registry migrate
# ``danhmuc registry migrate``: the schema of a registry brought up to date.


@click.command("migrate", cls=Command, help=RegistryText.MIGRATE_HELP, short_help=RegistryText.MIGRATE_BRIEF)
@on_registry
def migrate(at: RegistryAt) -> CommandAnswer:
    """Upgrade an older schema."""
    from danhmuc.registry.store.migrations import HEAD  # SQLAlchemy costs ten bare interpreters

    registry = at.write()
    done = registry.upkeep.migration
    backup = None if done is None or done.backup is None else str(done.backup)
    return CommandAnswer(
        data={
            "registry": registry.url,
            "schema": HEAD,
            "from": None if done is None else done.schema,
            "backup": backup,
        },
        parts=[RegistryText.UP_TO_DATE(registry=registry.url, schema=HEAD)],
    )


# ---------------------------------------------------------------- registry setting
# ``danhmuc registry setting``: the registration authority and the naming convention of the registry.

_NO_CONVENTION: Final = "none"


@click.command("setting", cls=Command, help=RegistrySettingText.HELP, short_help=RegistrySettingText.BRIEF)
@click.argument("name", metavar="authority|naming", type=Choice(("authority", "naming")))
@click.argument("value", metavar="[VALUE]", required=False, type=Words())
@acting()
@on_registry
def setting(at: RegistryAt, actor: Actor, name: str, value: str | None) -> CommandAnswer:
    """Show or set the registration authority or the naming convention."""
    registry = at.read() if value is None else at.write()
    return (_set_authority if name == "authority" else _set_naming)(registry, value, actor)


def _set_authority(registry: Registry, value: str | None, actor: Actor) -> CommandAnswer:
    if value is not None:
        registry.registrations.set_authority(bare_iri(value), by=actor.name)
    rows = registry.registrations.authorities()
    if not rows:
        said = RegistrationsCommandText.AUTHORITY_NONE()
    elif value is None:
        newest = rows[-1]
        said = RegistrationsCommandText.AUTHORITY_IS(authority=newest.authority, by=newest.by, at=time_text(newest.at))
    else:
        said = RegistrationsCommandText.AUTHORITY_SET(authority=rows[-1].authority, by=actor.name)
    history = [one.as_dict() for one in rows]
    return CommandAnswer(data={"authority": rows[-1].authority if rows else None, "history": history}, parts=[said])


def _set_naming(registry: Registry, value: str | None, actor: Actor) -> CommandAnswer:  # noqa: ARG001 - as of authority
    if value is not None:
        registry.dictionary.set_naming_convention(None if value == _NO_CONVENTION else value)
    name = registry.dictionary.naming_convention
    return CommandAnswer(data={"convention": name}, parts=[convention_message(name)])


# ---------------------------------------------------------------- registry prune
# ``danhmuc registry prune``: history before a day, or raw bytes that are not needed any more.


@click.command("prune", cls=Command, help=RegistryPruneText.PRUNE_HELP, short_help=RegistryPruneText.PRUNE_BRIEF)
@click.argument("what", metavar="[history|bodies]", default="history", type=Choice(("history", "bodies")))
@option("--older-than", metavar="DAY|DAYS", type=Words(), help=RegistryPruneText.OLDER_THAN)
@option("--max-bytes", metavar="SIZE", help=RegistryPruneText.MAX_BYTES)
@option("--dry-run", is_flag=True, help=RegistryPruneText.DRY_RUN)
@on_registry
def prune(
    at: RegistryAt,
    what: str,
    older_than: str | None,
    max_bytes: str | None,
    dry_run: bool,  # noqa: FBT001 - click's own
) -> CommandAnswer:
    """Delete history before a day, or raw bytes that are not needed any more."""
    if what == "bodies":
        if older_than is not None and not (older_than.isascii() and older_than.isdigit()):
            raise ArgumentsError(RegistryPruneText.DAYS_REFUSED(text=older_than))
        days = None if older_than is None else int(older_than)
        return _prune_bodies(at, days, max_bytes, dry_run=dry_run)
    if max_bytes is not None:
        raise ArgumentsError(RegistryPruneText.ONLY_OF_BODIES())
    if older_than is None:
        raise ArgumentsError(RegistryPruneText.DAY_MISSING())
    return _prune_history(at, older_than, dry_run=dry_run)


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


@click.group("registry", cls=LazyGroup, help=RegistryText.HELP, short_help=ProgramText.REGISTRY_BRIEF)
def command() -> None:
    """Group the commands about the registry."""


@command.command("check", cls=Command, help=RegistryText.CHECK_HELP, short_help=RegistryText.CHECK_BRIEF)
@on_registry
def check(at: RegistryAt) -> CommandAnswer:
    """Hash every graph again and follow every link."""
    registry = at.read()
    report = registry.upkeep.check()
    names = ("sources", "records", "versions", "graphs", "runs")
    verdict = render(RegistryText.NOT_WHOLE if report.problems else RegistryText.WHOLE)
    checked = RegistryText.CHECKED(
        registry=one_line(registry.url),
        verdict=click.style(verdict, fg="red" if report.problems else "green"),
        sources=RegistryText.SOURCES(count=report.sources),
        records=AnswersText.RECORDS(count=report.records),
        versions=RegistryText.VERSIONS(count=report.versions),
    )
    return CommandAnswer(
        data={
            "registry": registry.url,
            **{name: getattr(report, name) for name in names},
            "problems": list(map(str, report.problems)),
        },
        parts=[*report.problems, Line(render(checked))],
        code=1 if report.problems else 0,
    )


_of_source = option("--source", metavar="SOURCE", help=RegistryText.OF_SOURCE)
"""``--source`` of the commands on one IRI."""


@command.command("withdraw", cls=Command, help=RegistryText.WITHDRAW_HELP, short_help=RegistryText.WITHDRAW_BRIEF)
@click.argument("iri")
@_of_source
@acting(needs_reason=True)
@on_registry
def withdraw(at: RegistryAt, actor: Actor, iri: str, source: str | None) -> CommandAnswer:
    """Turn a record into a tombstone."""

    def act(registry: Registry, iri: str) -> Sequence[Change]:
        named = registry.get(iri).row.source if source is None else source
        return [registry.withdraw(iri, by=actor.name, source=named, reason=actor.why)]

    return _change_state(at, iri, source, act).answer()


@command.command("withhold", cls=Command, help=RegistryText.WITHHOLD_HELP, short_help=RegistryText.WITHHOLD_BRIEF)
@click.argument("iri")
@_of_source
@acting(needs_reason=True)
@on_registry
def withhold(at: RegistryAt, actor: Actor, iri: str, source: str | None) -> CommandAnswer:
    """Keep all that sources describe under an IRI from leaving."""

    def act(registry: Registry, iri: str) -> Sequence[Change]:
        return registry.withhold(iri, by=actor.name, source=source, reason=actor.why)

    return _change_state(at, iri, source, act).answer(RegistryText.IRI_WITHHELD)


@command.command("purge", cls=Command, help=RegistryText.PURGE_HELP, short_help=RegistryText.PURGE_BRIEF)
@click.argument("iri", metavar="IRI")
@acting(needs_reason=True)
@on_registry
def purge(at: RegistryAt, actor: Actor, iri: str) -> int:
    """Delete every word of what sources describe under an IRI."""

    def act(registry: Registry, iri: str) -> Sequence[Change]:
        return registry.purge(iri, by=actor.name, reason=actor.why)

    done = _change_state(at, iri, None, act)
    registry = done.registry
    nodes = done.acted[0].left_nodes if done.acted else ()
    backups = [str(file) for file in registry.upkeep.kept_backups()]
    is_on_server = at.url.startswith("postgresql")
    members: Mapping[str, object] = {
        "left_nodes": [one.as_dict() for one in nodes],
        "kept_by_server": ["log", "archives", "replicas"] if is_on_server else [],
        "backups": backups,
    }
    done.answer(RegistryText.IRI_PURGED, members).show(as_json=at.as_json)
    if not at.as_json:
        print_left_nodes(nodes)
    for row in registry.identities.records_of_same(done.iri):
        if row.state != "purged":
            print_line(one_line(render(RegistryText.SAME_STORED(iri=row.iri, source=row.source))), err=True)
    for file in backups:
        print_line(one_line(render(RegistryText.PURGE_BACKUP(file=file))), err=True)
    print_line(render(RegistryText.PURGE_COPIES), err=True)
    if is_on_server and not at.as_json:
        print_line(render(RegistryText.PURGE_ON_SERVER))
    return 0


@command.command("release", cls=Command, help=RegistryText.RELEASE_HELP, short_help=RegistryText.RELEASE_BRIEF)
@click.argument("iri")
@_of_source
@acting(needs_reason=False)
@on_registry
def release(at: RegistryAt, actor: Actor, iri: str, source: str | None) -> CommandAnswer:
    """Let leave again what was withdrawn or withheld."""

    def act(registry: Registry, iri: str) -> Sequence[Change]:
        return registry.release(iri, by=actor.name, source=source, reason=actor.reason)

    return _change_state(at, iri, source, act).answer(RegistryText.IRI_RELEASED)


@command.command(
    "accept-missing", cls=Command, help=RegistryText.ACCEPT_MISSING_HELP, short_help=RegistryText.ACCEPT_MISSING_BRIEF
)
@click.argument("source", metavar="SOURCE")
@acting(needs_reason=True)
@on_registry
def accept_missing(at: RegistryAt, actor: Actor, source: str) -> CommandAnswer:
    """Withdraw what waits for a person."""
    accepted = at.write().harvests.accept_missing(source, by=actor.name, reason=actor.why)
    counted = (
        (RegistryText.ACCEPTED_MISSING, accepted.withdrawn),
        (RegistryText.ACCEPTED_LOSSES, accepted.losses),
    )
    return CommandAnswer(
        data={"source": source, "withdrawn": accepted.withdrawn, "losses": accepted.losses},
        parts=[template(count=count, source=source, by=actor.name) for template, count in counted if count],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _StateChange:
    """A changed state of the records of one IRI.

    Attributes:
        acted: the changes that the act gave, recorded by it or before.
        changes: those that it recorded.
        records: the records that it is about, by IRI and source.
    """

    registry: Registry
    iri: str
    acted: Sequence[Change]
    changes: Sequence[RecordedChange]
    records: Mapping[tuple[str, str], StoredRecord]

    def answer(
        self, without_record: MessageTemplate | None = None, members: Mapping[str, object] | None = None
    ) -> CommandAnswer:
        """The answer of the command.

        Args:
            without_record: what to print where no record was changed.
            members: what JSON says beside each change.
        """
        if self.acted and not self.changes and not any(one.kind == "released" for one in self.acted):
            parts = [RegistryText.ALREADY_SO(iri=self.iri)]
        elif not self.acted and not self.changes and without_record is not None:
            parts = [without_record(iri=self.iri)]
        else:
            parts = [self._change_message(one) for one in self.changes]
        data = [change.as_dict() | {**(members or {})} for change in self.changes]
        return CommandAnswer(data=data, parts=[*parts, *self._release_lines()])

    def _change_message(self, change: RecordedChange) -> Message:
        record = self.records[change.iri, change.source]
        template = RegistryText.STATE_CHANGED[change.kind]
        if change.kind == "released" and _staying(record):
            template = RegistryText.RELEASED_IN_PART
        title = record.row.title or render(AnswersText.NO_TITLE)
        facts = {"iri": change.iri, "title": title, "source": change.source, "by": change.by}
        return template(**{name: facts[name] for name in template.placeholders})

    def _release_lines(self) -> Iterator[Message | Line]:
        """The records that were released without a change, and the causes that keep back what was released."""
        recorded = {(change.iri, change.source) for change in self.changes}
        for one in self.acted:
            if one.kind != "released":
                continue
            record = self.records[one.iri, one.source]
            if (one.iri, one.source) not in recorded:
                title = record.row.title or render(AnswersText.NO_TITLE)
                yield RegistryText.RELEASED_ALONE(title=title, iri=one.iri, source=one.source)
            for cause in _staying(record):
                stays = RegistryText.STAYS(iri=one.iri, source=one.source, cause=cause_message(cause))
                yield Line(stays, indent=2)


def _change_state(
    at: RegistryAt, iri: str, source: str | None, act: Callable[[Registry, str], Sequence[Change]]
) -> _StateChange:
    """Change the state of the records of an IRI."""
    # As it stands in Turtle, where people copy it from.
    iri = bare_iri(iri)
    registry = at.write()
    check_source_name(registry, source)
    # Another source may have it under the IRI that it was renamed to.
    names = {iri, *(change.iri for change in registry.ledger.changes(iri=iri))}
    newest = max((change.id for name in names for change in registry.ledger.changes(iri=name)), default=0)
    acted = act(registry, iri)
    found = {change.id: change for name in names for change in registry.ledger.changes(iri=name, after=newest)}
    return _StateChange(
        registry=registry,
        iri=iri,
        acted=acted,
        changes=[found[key] for key in sorted(found)],
        records={one: registry.get(one[0], source=one[1]) for one in sorted({(one.iri, one.source) for one in acted})},
    )


def _staying(record: StoredRecord) -> list[Cause]:
    """The causes that keep a record back although it is released."""
    return [one for one in record.causes if one.kind not in ("missing", "held")]


for _command in (rename, same_as, register, setting, migrate, copy, backup, restore, prune):
    command.add_command(_command)
