"""``danhmuc source``: where records come from."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, Literal

import click

from danhmuc.vocab.messages import Fact, Message
from danhmuc.vocab.text import one_line, shown_location

from ..answer import CommandAnswer, ShownColumn, Table
from ..errors import AnswerError
from ..group import Choice, Command, LazyGroup, Words
from ..language import render
from ..messages.harvest import HarvestCommandText
from ..messages.program import AnswersText, OptionsText, ProgramText, RefusalsText
from ..messages.source import FORMS, SourceReleaseText, SourceRemapText, SourceText
from ..options import (
    RegistryAt,
    base_option,
    by_option,
    json_option,
    kind_option,
    name_of_actor,
    on_registry,
    open_registry,
    option,
    profile_option,
    refuse_several,
    registry_option,
    sources_at,
)
from ..output.changes import change_messages, print_network, value_messages
from ..output.findings import findings_text, print_finding
from ..output.text import print_json, print_line
from ..output.words import class_text, count_message, number_text, state_message, state_text, time_text

if TYPE_CHECKING:
    from danhmuc.registry import RecordedSourceChange, Registry, SourceListPlan
    from danhmuc.registry.record.door import SourceCheck, SourceVisit
    from danhmuc.registry.store.overview import SourceRow

_REMOVALS: Final[Mapping[str, Literal["keep-records", "withdraw"]]] = {"keep": "keep-records", "withdraw": "withdraw"}
"""What becomes of the records of a source that is removed."""

# ---------------------------------------------------------------- source release
# ``danhmuc source release``: end the lease of a source by hand.


@click.command("release", hidden=True, cls=Command, help=SourceReleaseText.HELP, short_help=SourceReleaseText.BRIEF)
@click.argument("name")
@option("--reason", metavar="TEXT", type=Words(), required=True, help=SourceReleaseText.REASON)
@by_option
@registry_option
@json_option
def release(
    name: str,
    reason: str,
    by: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """End the lease, and print who held it."""
    with open_registry(registry_url, writes=True) as registry:
        released = registry.harvests.release(name, by=name_of_actor(by), reason=reason)
    if as_json:
        print_json(released.as_dict())
        return 0
    facts = {"source": released.source, "owner": released.owner}
    if released.run is None:
        print_line(one_line(render(SourceReleaseText.RELEASED(**facts))))
    else:
        print_line(one_line(render(SourceReleaseText.RELEASED_RUN(**facts, run=released.run))))
    return 0


# ---------------------------------------------------------------- source remap
# ``danhmuc source remap``: the mapping of a source is run over what is stored of it.


@click.command("remap", hidden=True, cls=Command, help=SourceRemapText.HELP, short_help=SourceRemapText.BRIEF)
@click.argument("name", metavar="SOURCE")
@by_option
@registry_option
@json_option
def remap(
    name: str,
    by: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Map the stored documents of a source once more."""
    from .harvest import print_report, report_as_dict

    with open_registry(registry_url, writes=True) as registry:
        report = registry.harvests.remap(name, by=name_of_actor(by))
        if as_json:
            print_json(report_as_dict(registry, registry.source_list.get(name).location, report))
        else:
            print_report(registry, report)
    return 1 if report.needs_attention else 0


# ---------------------------------------------------------------- source show
# ``danhmuc source show``: one source, and what was changed of it.


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
    from danhmuc.registry.record.source_settings import SourceSettings

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


# ---------------------------------------------------------------- source load
# ``danhmuc source load``: make the sources equal to those of a file.


@click.command("load", cls=Command, help=SourceText.LOAD_HELP, short_help=SourceText.LOAD_BRIEF)
@click.argument("file", metavar="FILE")
@option("--dry-run", is_flag=True, help=SourceText.DRY_RUN)
@option("--records", type=Choice(tuple(_REMOVALS)), help=SourceText.RECORDS_OF_UNLISTED)
@option("--reason", metavar="TEXT", type=Words(), help=OptionsText.REASON)
@by_option
@base_option
@option("-q", "--quiet", is_flag=True, help=SourceText.QUIET)
@registry_option
@json_option
def load(
    file: str,
    dry_run: bool,  # noqa: FBT001 - click's own
    records: str | None,
    reason: str | None,
    by: str | None,
    base: str | None,
    quiet: bool,  # noqa: FBT001
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Compare, apply, then show what was different."""
    from danhmuc.registry.edits.source_file import MAX_FILE_BYTES, read_source_file  # heavy

    shown = "stdin" if file == "-" else file
    # Before a registry is made, which a mistake in the file should not leave behind.
    declared = read_source_file(_read_stdin(MAX_FILE_BYTES) if file == "-" else file, name=shown)
    with _open(registry_url, dry_run=dry_run, base=base) as registry:
        plan = registry.source_list.plan(declared, removal=None if records is None else _REMOVALS[records])
        if plan.changes_any and not dry_run:
            plan.apply(by=name_of_actor(by), reason=reason)
    code = 1 if plan.unlisted else 0
    if quiet and not code and not plan.changes_any:
        return code
    if as_json:
        differences = [one.as_dict() for one in plan.differences]
        print_json({"file": shown, "dry_run": dry_run, "changed": plan.changes_any, "sources": differences})
        return code
    for line in _load_lines(plan):
        print_line(line)
    for total in _load_totals(plan, shown):
        print_line(render(total))
    if dry_run:
        print_line(render(SourceText.DRY_RUN_DONE()))
    return code


def _read_stdin(most: int) -> bytes:
    """At most one byte more than `most`, so that more is known to be too much."""
    if sys.stdin is None:
        raise AnswerError("stdin", RefusalsText.STREAM_CLOSED())
    return sys.stdin.buffer.read(most + 1)


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


def _load_totals(plan: SourceListPlan, file: str) -> Iterator[Message]:
    """The number of sources by what is different, and of those that stay."""
    from danhmuc.registry.messages.store import StatesText  # --help needs none of it

    counts = Counter[str](one.kind for one in plan.differences)
    counted = tuple(
        StatesText.COUNTED(number=counts[kind], state=word())
        for kind, word in SourceText.KINDS.items()
        if kind in counts
    )
    yield SourceText.LOADED(file=one_line(file), counts=counted)
    if plan.unlisted:
        yield SourceText.STAY(count=len(plan.unlisted))


def _load_lines(plan: SourceListPlan) -> Iterator[str]:
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


# ---------------------------------------------------------------- source check
# The text of ``danhmuc source check``.


def print_check(name: str, found: SourceCheck) -> None:
    """Print the outcome of a check, the source in the first line."""
    for number, line in enumerate(_check_lines(name, found)):
        print_line(f"{'  ' if number else ''}{one_line(render(line))}")
    if found.visit is not None:
        print_network(found.visit.traffic, found.visit.letter)
        for finding in found.visit.noticed:
            print_finding(finding)


def _check_lines(name: str, found: SourceCheck) -> Iterator[Message]:
    facts = {"name": name, "location": shown_location(found.location), "kind": found.kind}
    visit = found.visit
    if found.why is not None:
        yield SourceText.CHECK_FAILS(**facts, reason=found.why)
    elif visit is not None:
        yield SourceText.CHECK_RECORDS(**facts, count=sum(visit.records.values()))
    elif found.documents is None:
        yield SourceText.CHECK_UNKNOWN(**facts)
    else:
        yield SourceText.CHECK_DOCUMENTS(**facts, count=found.documents)
    if visit is not None and visit.url is not None:
        yield from _visit_lines(found.location, visit)
    for form in () if visit is None else visit.other_forms:
        yield SourceText.CHECK_OTHER_FORM(form=FORMS[form.kind], url=form.url)
    for document in found.unopened:
        yield SourceText.CHECK_UNOPENED(document=document)
    if found.passed_over:
        yield HarvestCommandText.SKIPPED(count=found.passed_over)
    if found.unset is not None and (visit is None or found.why is None):
        # A visit that failed has said so.
        yield SourceText.CHECK_UNSET(variable=found.unset)


def _visit_lines(location: str, visit: SourceVisit) -> Iterator[Message]:
    if visit.url is not None and not visit.url.startswith(location):
        yield SourceText.CHECK_FINAL_URL(url=shown_location(visit.url))
    for iri, number in visit.records.items():
        yield SourceText.CHECK_CLASS(name=class_text(iri), number=number)
    if visit.announced is not None:
        yield SourceText.CHECK_ANNOUNCED(number=visit.announced)
    if visit.is_paged:
        yield SourceText.CHECK_PAGES() if visit.pages is None else SourceText.CHECK_PAGES_COUNTED(count=visit.pages)
    yield SourceText.CHECK_SIZE(size=visit.size)
    yield SourceText.CHECK_ROBOTS()
    if not visit.validators:
        yield SourceText.CHECK_NO_VALIDATORS()
    elif visit.conditional is not None:
        unmoved = SourceText.CHECK_CONDITIONAL_PAGE if visit.is_paged else SourceText.CHECK_CONDITIONAL
        yield unmoved() if visit.conditional else SourceText.CHECK_UNCONDITIONAL()
    if visit.profile is not None and visit.sample:
        refused = visit.sample - visit.accepted
        verdicts = (count_message(visit.accepted, "accepted"), count_message(refused, "submitted"))
        yield SourceText.CHECK_SAMPLE(count=visit.sample, profile=visit.profile, verdicts=verdicts)
        if any(visit.findings.values()):
            yield SourceText.CHECK_SAMPLE_FINDINGS(findings=findings_text(visit.findings))


# ---------------------------------------------------------------- source edits
# ``danhmuc source add``, ``check``, ``move`` and ``remove``: one source.


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
@option(
    "--records",
    type=Choice(tuple(_REMOVALS)),
    multiple=True,
    callback=refuse_several,
    help=SourceText.RECORDS_OF_REMOVED,
)
@option("--reason", metavar="TEXT", type=Words(), required=True, help=OptionsText.REASON)
@by_option
@registry_option
@json_option
def remove(
    name: str,
    records: str | None,
    reason: str,
    by: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Harvest nothing more from a source."""
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    if records is None:
        raise UsageError(SourceText.REMOVE_HOW(name=name))
    with open_registry(registry_url, writes=True) as registry:
        done = registry.source_list.remove(name, _REMOVALS[records], by=name_of_actor(by), reason=reason)
    if as_json:
        print_json({"name": name, "withdrawn": done.records, "shared": done.shared})
    elif records == "keep":
        print_line(one_line(render(SourceText.REMOVED(name=name))))
    else:
        withdrawn = AnswersText.RECORDS(count=done.records)
        print_line(one_line(render(SourceText.REMOVED_AND_WITHDRAWN(name=name, records=withdrawn))))
        if done.shared:
            print_line(f"  {render(SourceText.REMOVED_SHARED(count=done.shared))}")
    return 0


# ---------------------------------------------------------------- source


@click.group("source", cls=LazyGroup, help=SourceText.HELP, short_help=ProgramText.SOURCE_BRIEF)
def command() -> None:
    """Group the commands about sources."""


_LISTED: Final = (
    ShownColumn(AnswersText.SOURCE, lambda row: row.name),
    ShownColumn(AnswersText.PROFILE, lambda row: row.profile),
    ShownColumn(SourceText.PRIORITY, lambda row: number_text(row.priority), is_number=True),
    ShownColumn(AnswersText.STATE, lambda row: render(SourceText.USES[row.retired_at is None])),
    ShownColumn(SourceText.RECORDS, lambda row: number_text(row.records), is_number=True),
    ShownColumn(
        state_message("accepted"),
        lambda row: number_text(row.accepted) if row.profile != "none" else "–",
        is_number=True,
    ),
    ShownColumn(state_message("missing"), lambda row: number_text(row.missing), is_number=True),
    ShownColumn(
        SourceText.LAST_RUN, lambda row: "–" if row.last_run is None else number_text(row.last_run), is_number=True
    ),
    ShownColumn(SourceText.OUTCOME, lambda row: state_text(row.last_state)),
    ShownColumn(SourceText.ENDED_AT, lambda row: time_text(row.last_ended_at)),
    ShownColumn(SourceText.LOCATION, lambda row: shown_location(row.location)),
)


@command.command("list", cls=Command, help=SourceText.LIST_HELP, short_help=SourceText.LIST_BRIEF)
@on_registry
def list_sources(at: RegistryAt) -> CommandAnswer:
    """Show each source with its newest run."""
    rows = at.read().sources()
    return CommandAnswer(data=rows, parts=[Table(_LISTED, rows)])


for _command in (show, load, add, check, move, remap, remove, release):
    command.add_command(_command)
