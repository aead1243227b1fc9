"""``danhmuc show``: one record, its findings, its history."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from danhmuc.vocab.text import escape_controls, one_line

from ..as_of import AskedMoment, refuse_with_as_of, show_as_of
from ..group import Command
from ..language import render
from ..messages.listing import ShowText, StatesCommandText
from ..messages.program import AnswersText, ProgramText
from ..messages.registry import RegistrationsCommandText
from ..options import as_of_option, bare_iri, check_source_name, json_option, open_registry, option, registry_option
from ..output.changes import print_graph_changes
from ..output.findings import finding_dicts, print_finding
from ..output.text import print_bytes, print_json, print_line
from ..output.words import (
    FeedbackWords,
    cause_message,
    class_text,
    print_about,
    registration_lines,
    registration_state_text,
    state_message,
    state_text,
    time_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from danhmuc.registry import PastRegistry, Redirect, Registration, Registry, SameAs, StoredRecord, VersionDifference
    from danhmuc.registry.export.report import LeavingRecord
    from danhmuc.registry.store.searching import VersionRow
    from danhmuc.vocab.messages import Message

# ---------------------------------------------------------------- show difference
# ``danhmuc show IRI --diff``: what a version changed, property by property.


def print_difference(
    registry: Registry, iri: str, versions: Sequence[str], *, source: str | None, as_json: bool
) -> None:
    """Print what changed from the first to the second version given, or of a moment, else to the newest.

    Raises:
        UsageError: there is no such record, no such version, or no such moment.
    """
    from danhmuc.registry.reporting.plan_page import load_property_names  # heavy

    # A number is that of a version; what has more than digits is a moment.
    before, after = (*(int(one) if one.isdecimal() else one for one in versions), None, None)[:2]
    found = registry.ledger.diff(iri, before, after, source=source)
    if as_json:
        print_json(found.as_dict())
        return
    title = registry.get(iri, source=source).row.title
    profile = registry.source_list.get(found.source).profile
    print_line(one_line(title or render(AnswersText.NO_TITLE)), bold=True)
    print_line(one_line(found.iri))
    print_line(f"  {render(_span(found))}")
    if not found.changes:
        print_line(f"  {render(ShowText.NO_DIFFERENCE())}")
    print_graph_changes(found.iri, found.changes, load_property_names(profile))


def _span(found: VersionDifference) -> Message:
    after, ended = found.after.number, time_text(found.after.created_at)
    if found.before is None:
        return ShowText.DIFFERENCE_FIRST(after=after, ended=ended)
    began = time_text(found.before.created_at)
    return ShowText.DIFFERENCE(before=found.before.number, began=began, after=after, ended=ended)


# ---------------------------------------------------------------- show


@click.command(
    "show",
    cls=Command,
    help=ShowText.HELP,
    short_help=ProgramText.SHOW_BRIEF,
)
@click.argument("iri", metavar="IRI")
@click.argument("versions", nargs=-1, metavar="[VERSION|DAY]...")
@option(
    "--history",
    is_flag=True,
    help=ShowText.HISTORY,
)
@option("--original", is_flag=True, help=ShowText.ORIGINAL)
@option("--diff", "as_difference", is_flag=True, help=ShowText.DIFF)
@option("--source", metavar="SOURCE", help=ShowText.SOURCE)
@as_of_option
@registry_option
@json_option
def command(
    iri: str,
    versions: tuple[str, ...],
    history: bool,  # noqa: FBT001 - click's own
    original: bool,  # noqa: FBT001
    as_difference: bool,  # noqa: FBT001
    source: str | None,
    as_of: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Look up and show."""
    # As it stands in Turtle, where people copy it from.
    iri = bare_iri(iri)
    _check_versions(versions, as_difference=as_difference, history=history)
    from danhmuc.vocab.concepts import LEGAL_ACTS  # --help needs no list

    refuse_with_as_of(as_of, {"--diff": as_difference})
    with ExitStack() as stack:
        registry = stack.enter_context(open_registry(registry_url))
        if as_difference:
            check_source_name(registry, source)
            print_difference(registry, iri, versions, source=source, as_json=as_json)
            return 0
        shown = show_as_of(stack, registry, AskedMoment(as_of=as_of).moment())
        check_source_name(shown, source)
        found = shown.get(iri, source=source)
        names = _Names(
            found.iri,
            shown.identities.redirects(source=found.row.source),
            shown.identities.same_as_statements(found.iri),
        )
        leaving = shown.reports.leaving(iri, source=source)
        rows = shown.ledger.history(iri, source=source) if history or as_json else []
        is_deleted = found.row.state == "withdrawn" and _is_deleted(shown, found)
        profiles = shown.source_list.profiles() if as_json else {}
        acts = shown.vocab.get(LEGAL_ACTS) if as_json else None
        said = shown.registrations.history(found.iri)
        feedback, arrangements = (
            shown.annotations.feedback(dataset=found.iri),
            shown.annotations.arrangements(dataset=found.iri),
        )
        words = FeedbackWords(registry) if feedback or arrangements else None
    if acts is not None:
        from danhmuc.registry.reporting.explained_findings import load_rule_texts  # heavy

        texts = load_rule_texts(profiles[found.row.source], acts) if found.findings else {}
        print_json(
            {
                **found.row.as_dict(),
                "export": leaving.as_dict(),
                "renamed": [one.as_dict() for one in names.redirects],
                "same_as": [one.as_dict() for one in names.same],
                "nquads": found.nquads.decode(),
                "original": None if found.original is None else found.original.decode(),
                "findings": finding_dicts(found.findings, texts, rows[0].places),
                "causes": [one.as_dict() for one in found.causes],
                "versions": [version.as_dict() for version in rows],
                "feedback": [one.as_dict() for one in feedback],
                "arrangements": [one.as_dict() for one in arrangements],
                "registrations": [one.as_dict() for one in said],
            }
        )
        return 0
    state = state_message("deleted" if is_deleted else found.row.state)
    _print(found, state, _leaving_message(leaving), names.messages(), said if history else _in_force(said))
    if words is not None:
        print_about(words, feedback, arrangements)
    print_line()
    if original:
        _print_original(found)
    if history:
        _print_history(found.iri, rows)
    else:
        _print_turtle(found.turtle())
    return 0


def _check_versions(versions: Sequence[str], *, as_difference: bool, history: bool) -> None:
    """Refuse what does not go together.

    Raises:
        UsageError: versions without --diff, more than two, or --diff with --history.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    if as_difference and history:
        raise UsageError(ShowText.DIFF_NOT_WITH())
    if versions and not as_difference:
        raise UsageError(ShowText.VERSIONS_NEED_DIFF(versions=tuple(versions)))
    if len(versions) > 2:
        raise UsageError(ShowText.VERSIONS_SEVERAL(number=len(versions)))


def _leaving_message(leaving: LeavingRecord) -> Message:
    """Whether a record is exported, and if not, why."""
    from danhmuc.vocab.messages import FOREIGN_WORDS

    from ..messages.export import ExportCommandText  # --help needs none of it

    if leaving.reason is None:
        if leaving.leaves is None:
            return ShowText.LEAVES_WITH_OTHERS()
        return ShowText.LEAVES() if leaving.is_newest else ShowText.LEAVES_OLDER()
    if leaving.by is not None and leaving.instead is not None:
        return ShowText.INSTEAD_OF(iri=leaving.instead, source=leaving.by)
    if leaving.by is not None and leaving.reason == "other-source":
        return ShowText.INSTEAD_OTHER(source=leaving.by)
    if leaving.by is not None and leaving.reason == "barred":
        return ShowText.KEPT_BACK_BY(source=leaving.by)
    reason = ExportCommandText.REASONS.get(leaving.reason)
    return ShowText.LEFT_OUT(reason=FOREIGN_WORDS(words=leaving.reason) if reason is None else reason())


class _Names:
    """The other names of a record: those that it had, and those of the same thing."""

    def __init__(self, iri: str, redirects: Sequence[Redirect], same: Sequence[SameAs]) -> None:
        """`redirects` are those of its source."""
        self._iri = iri
        self.same = same
        names = {iri}
        # The newest first: one may lead to another.
        for one in reversed(redirects):
            names |= {one.old} if one.new in names else set()
        self.redirects = [one for one in redirects if one.new in names]

    def messages(self) -> Iterator[Message]:
        for one in self.redirects:
            facts = {"old": one.old, "new": one.new, "at": time_text(one.at), "by": one.by}
            yield ShowText.RENAMED(**facts, reason=one.reason or "–")
        for said in self.same:
            other = said.second if said.first == self._iri else said.first
            yield ShowText.SAME_AS(iri=other, by=said.by, reason=said.reason or "–")


def _in_force(registrations: Iterable[Registration]) -> list[Registration]:
    return [one for one in registrations if one.until is None]


def _is_deleted(registry: Registry | PastRegistry, found: StoredRecord) -> bool:
    """Whether a record is withdrawn because its source says that it deleted it."""
    changes = registry.ledger.changes(iri=found.row.iri, source=found.row.source)
    return bool(changes) and changes[-1].kind == "deleted"


def _print(
    found: StoredRecord,
    state: Message,
    leaving: Message,
    names: Iterable[Message],
    registrations: Sequence[Registration],
) -> None:
    from danhmuc.shapes.validation.reference_date import today_in_vietnam

    row = found.row
    print_line(one_line(row.title or render(AnswersText.NO_TITLE)), bold=True)
    print_line(one_line(row.iri))
    verdict = StatesCommandText.UNVALIDATED() if row.verdict is None else state_message(row.verdict)
    lines = (
        ShowText.RECORD_CLASS(word=class_text(row.main_class)) if row.main_class is not None else None,
        ShowText.PUBLISHER(name=row.publisher) if row.publisher is not None else None,
        ShowText.RECORD_SOURCE(name=row.source),
        ShowText.STATE(word=state),
        # What is held is said with what to do about it.
        *(cause_message(one) for one in found.causes if one.kind != "held"),
        ShowText.HELD(iri=row.iri) if any(one.kind == "held" for one in found.causes) else None,
        ShowText.VERDICT(word=verdict),
        leaving,
        *names,
        ShowText.VERSION(number=row.version, digest=row.digest),
        ShowText.CORRECTED() if found.original is not None else None,
    )
    for line in lines:
        if line is not None:
            print_line(f"  {one_line(render(line))}")
    for text in registration_lines(registrations, row.iri, today_in_vietnam()):
        print_line(text)
    if not row.is_decided:
        print_line(f"  {render(_computed_message(row.registration))}")
    for finding in found.findings:
        print_finding(finding, owner=row.iri)


def _computed_message(state: str | None) -> Message:
    """The state that the verdict gives, or that it gives none."""
    if state is None:
        return RegistrationsCommandText.NOT_COMPUTED()
    return RegistrationsCommandText.COMPUTED(state=registration_state_text(state))


def _print_original(found: StoredRecord) -> None:
    """Print the graph of the source, before the one that is published."""
    if found.original is None:
        print_line(render(ShowText.NOT_CORRECTED()))
        print_line()
        return
    print_line(render(ShowText.SOURCE_GRAPH()), bold=True)
    _print_turtle(found.original_turtle())
    print_line()
    print_line(render(ShowText.PUBLISHED_GRAPH()), bold=True)


def _print_turtle(text: str) -> None:
    print_bytes(escape_controls(text).strip().encode() + b"\n")


def _print_history(iri: str, versions: list[VersionRow]) -> None:
    from danhmuc.vocab.prefixes import shorten  # cheap, but --help needs none of it

    for version in versions:
        run = render(ShowText.RUN(number=version.run)) if version.run is not None else one_line(version.by)
        verdict = f"  {state_text(version.verdict)}" if version.verdict is not None else ""
        print_line(f"  {version.number}  {time_text(version.created_at)}  {run}{verdict}  {version.digest}")
        if version.is_pruned:
            print_line(f"      {render(ShowText.PRUNED_VERSION())}")
            continue
        if version.number == 1:
            print_line(f"      + {render(AnswersText.TRIPLES(count=version.triples))}")
            continue
        for mark, lines in (("-", version.removed), ("+", version.added)):
            for line in lines:
                short = shorten(line.removeprefix(f"<{iri}> "))
                print_line(f"      {mark} {one_line(short)}", colour="green" if mark == "+" else "red")
