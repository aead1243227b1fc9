"""``danhmuc status``: which source needs attention, and what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

import click

from danhmuc.vocab.messages import FOREIGN_WORDS, Message
from danhmuc.vocab.text import mask_passwords, one_line, shown_location

from ..as_of import refused_as_of_option
from ..group import Choice, Command, WholeNumber
from ..language import language, render
from ..messages.harvest import HarvestCommandText
from ..messages.listing import StatusLetterText, StatusText
from ..messages.program import AnswersText, ProgramText
from ..messages.report import ReportText
from ..messages.source import SourceText
from ..options import check_source_name, json_option, open_registry, option, registry_option
from ..output.changes import print_renames
from ..output.table import print_table
from ..output.text import json_text, print_json, print_json_part, print_line, short_line
from ..output.words import count_message, number_text, state_text, time_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danhmuc.registry import ChangeCounts, ChangedRecord, Registry, SourceStatus
    from danhmuc.registry.store.overview import Attention, StatusRun
    from danhmuc.vocab.findings import Finding

# ---------------------------------------------------------------- status changes
# ``danhmuc status --since``: what changed, by source and by publisher, then each record.

_SHOWN: Final = 20
"""Rows of each table that text shows; JSON has all."""
_PAGE: Final = 1_000


def print_changes(
    registry: Registry,
    since: str,
    *,
    source: str | None,
    publisher: str | None,
    role: str,
    limit: int | None,
    as_json: bool,
) -> None:
    """Print what changed since a moment.

    Raises:
        UsageError: there is no such moment.
    """
    counts = registry.ledger.count_changes(since, source=source, publisher=publisher)

    def read_changes(most: int | None) -> Iterator[ChangedRecord]:
        """The changes page by page: there may be more than memory holds."""
        after, left = counts.since.row, most
        while left is None or left > 0:
            page = registry.ledger.changed_records(
                after=after,
                until=counts.until,
                source=source,
                publisher=publisher,
                role=role,
                limit=_PAGE if left is None else min(_PAGE, left),
            )
            yield from page
            if len(page) < _PAGE:
                return
            after, left = page[-1].row, None if left is None else left - len(page)

    if as_json:
        _print_json(counts, read_changes(limit))
        return
    for line in _summary(counts):
        print_line(render(line))
    most = _SHOWN if limit is None else limit
    if counts.changes:
        _print_groups(counts, most)
    shown = list(read_changes(most))
    if not shown:
        return
    print_line()
    _print_list(shown)
    more = counts.changes - len(shown) if role == "record" else 0
    if more:
        print_line(render(StatusText.MORE(count=more)))


def _summary(counts: ChangeCounts) -> Iterator[Message]:
    since = counts.since
    if since.at is None:
        yield StatusText.SINCE_ROW(row=since.row, until=counts.until)
    else:
        yield StatusText.SINCE_TIME(at=time_text(since.at), row=since.row, until=counts.until)
    if not counts.changes:
        yield StatusText.NOTHING_CHANGED()
    else:
        kinds = [count_message(number, kind) for kind, number in counts.by_kind().items()]
        became = [(verdict, counts.became(verdict)) for verdict in ("accepted", "submitted")]
        kinds += [StatusText.BECAME[verdict](count=number) for verdict, number in became if number]
        yield StatusText.CHANGED(
            count=counts.changes, records=AnswersText.RECORDS(count=counts.records), kinds=tuple(kinds)
        )
    if counts.others:
        yield StatusText.CHANGED_NODES(count=counts.others)


def _print_groups(counts: ChangeCounts, most: int) -> None:
    kinds = list(counts.by_kind())
    names = counts.publisher_names()
    tables: tuple[tuple[Message, str, list[tuple[str, Mapping[str, int]]]], ...] = (
        (StatusText.BY_SOURCE(), render(AnswersText.SOURCE), list(counts.by_source().items())),
        (
            StatusText.BY_PUBLISHER(),
            render(AnswersText.PUBLISHER),
            [(_publisher(iri, names), found) for iri, found in counts.by_publisher().items()],
        ),
    )
    for title, heading, rows in tables:
        print_line()
        print_line(render(title), bold=True)
        print_table(
            [heading, *map(state_text, kinds), render(StatusText.CHANGES)],
            [
                (name, *(number_text(found.get(kind, 0)) for kind in kinds), number_text(sum(found.values())))
                for name, found in rows[:most]
            ],
            numbers=frozenset(range(1, len(kinds) + 2)),
        )
        if len(rows) > most:
            print_line(render(StatusText.MORE(count=len(rows) - most)))


def _publisher(iri: str | None, names: Mapping[str, str]) -> str:
    return render(StatusText.NO_PUBLISHER) if iri is None else names.get(iri, iri)


def _print_list(shown: list[ChangedRecord]) -> None:
    print_table(
        [render(StatusText.KIND), *map(render, (AnswersText.TITLED, AnswersText.PUBLISHER, AnswersText.SOURCE)), "IRI"],
        [(_kind(one), _title(one), one.publisher or "–", one.source, one.iri) for one in shown],
    )


def _title(change: ChangedRecord) -> str:
    return change.title or render(AnswersText.SECRET_TITLE if change.is_secret else AnswersText.NO_TITLE)


def _kind(change: ChangedRecord) -> str:
    kind = state_text(change.kind)
    return kind if change.became is None else f"{kind}, {state_text(change.became)}"


def _print_json(counts: ChangeCounts, listed: Iterator[ChangedRecord]) -> None:
    """One JSON document, written as it is read."""
    head = json_text(counts.as_dict()).removesuffix("\n}")
    print_json_part(f'{head},\n  "list": [')
    comma = ""
    for change in listed:
        print_json_part(f"{comma}\n    {json_text(change.as_dict(), indent=4).lstrip()}")
        comma = ","
    print_json_part("\n  ]\n}\n" if comma else "]\n}\n")


# ---------------------------------------------------------------- status

_MARKS: Final = {"complete": ".", "incomplete": "~", "failed": "!", "running": "r", "undone": "u"}
"""One letter for each state of a run, in the trend."""
_RUNS_SHOWN: Final = 10
"""Runs of one source that are shown; JSON has 30."""
_RELEASES_SHOWN: Final = 20
"""Records that wait to be released; JSON has all."""


@click.command("status", cls=Command, help=StatusText.HELP, short_help=ProgramText.STATUS_BRIEF)
@click.argument("source", required=False, metavar="[SOURCE]")
@option("--since", metavar="[WHEN]", is_flag=False, flag_value="last", help=StatusText.SINCE)
@option("--publisher", metavar="CODE|IRI", help=StatusText.PUBLISHER)
@option("--nodes", is_flag=True, help=StatusText.NODES)
@option("--limit", type=WholeNumber(1), metavar="N", help=StatusText.LIMIT)
@option("--format", "format_name", type=Choice(("text", "json", "letter")), default=None, help=StatusText.FORMAT)
@option("-q", "--quiet", is_flag=True, help=StatusText.QUIET)
@refused_as_of_option(StatusText.NO_AS_OF, brief=StatusText.NO_AS_OF_HELP)
@registry_option
@json_option
def command(
    source: str | None,
    since: str | None,
    publisher: str | None,
    nodes: bool,  # noqa: FBT001 - click's own
    limit: int | None,
    format_name: str | None,
    quiet: bool,  # noqa: FBT001
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Look up and show."""
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    if as_json and format_name == "text":
        raise UsageError(ReportText.JSON_OR_FORMAT(format=format_name))
    as_json, is_letter = as_json or format_name == "json", format_name == "letter"
    _refuse_strangers(
        since,
        of_changes={"--publisher": publisher is not None, "--nodes": nodes, "--limit": limit is not None},
        of_sources={"--quiet": quiet, "--format letter": is_letter},
    )
    with open_registry(registry_url) as registry:
        check_source_name(registry, source)
        if since is not None:
            publisher = registry.find_publisher(publisher)
            role = "node" if nodes else "record"
            print_changes(registry, since, source=source, publisher=publisher, role=role, limit=limit, as_json=as_json)
            return 0
        statuses = registry.source_list.statuses(source)
        if is_letter:
            return _print_letter(registry, statuses, source, as_json=as_json)
    code = 1 if any(one.attention is not None for one in statuses) else 0
    shown = [one for one in statuses if one.attention is not None] if quiet else statuses
    if as_json:
        if shown or not quiet:
            print_json([one.as_dict() for one in shown])
    elif source is not None:
        for one in shown:
            _print_source(one)
    elif shown or not quiet:
        _print_table(shown)
    return code


def _refuse_strangers(since: str | None, *, of_changes: dict[str, bool], of_sources: dict[str, bool]) -> None:
    """See that no option was given that says nothing here.

    Raises:
        UsageError: one was.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    for name, is_given in (of_changes if since is None else of_sources).items():
        if is_given:
            refusal = StatusText.OPTION_NEEDS_SINCE if since is None else StatusText.OPTION_NOT_WITH_SINCE
            raise UsageError(refusal(option=name))


def _print_letter(registry: Registry, statuses: Sequence[SourceStatus], source: str | None, *, as_json: bool) -> int:
    """Print the letter about the source.

    Raises:
        UsageError: no source is named, or it does not fail.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    from ..messages.listing import StatusLetterText

    if source is None:
        raise UsageError(StatusLetterText.NEEDS_SOURCE(known=tuple(one.name for one in statuses)))
    (status,) = statuses
    findings = [] if status.last_ended is None else registry.harvests.run_findings(status.last_ended.id)
    text = letter(status, findings)
    if as_json:
        print_json({**status.as_dict(), "letter": text})
    else:
        print_line(text)
    return 0


def _print_table(statuses: Sequence[SourceStatus]) -> None:
    headings = (
        render(AnswersText.SOURCE),
        render(SourceText.RECORDS),
        *map(state_text, ("accepted", "missing", "withdrawn", "withheld")),
        render(SourceText.LAST_RUN),
        render(SourceText.OUTCOME),
        render(StatusText.LAST_GOOD),
        render(StatusText.FAILING_SINCE),
        render(StatusText.TREND),
    )
    rows = [
        (
            one.name,
            number_text(one.states.get("present", 0)),
            number_text(one.accepted) if one.profile != "none" else "–",
            *(number_text(one.states.get(state, 0)) for state in ("missing", "withdrawn", "withheld")),
            "–" if one.last_run is None else number_text(one.last_run.id),
            state_text(None if one.last_run is None else one.last_run.state),
            time_text(None if one.last_good is None else one.last_good.started_at),
            time_text(one.failing_since),
            _trend(one),
        )
        for one in statuses
    ]
    print_table(headings, rows, numbers=frozenset({1, 2, 3, 4, 5, 6}))
    for one in statuses:
        if one.attention is not None:
            print_line(one_line(render(_attention(one))), colour="red")
            if one.contact is not None:
                print_line(f"  {one_line(render(StatusText.CONTACT(contact=one.contact)))}")


def _print_source(one: SourceStatus) -> None:
    print_line(one_line(one.name), bold=True)
    counts = [count_message(number, state) for state, number in one.states.items()]
    if one.profile != "none":
        counts += [count_message(one.accepted, "accepted"), count_message(one.submitted, "submitted")]
    if one.retired:
        counts.append(count_message(one.retired, "retired"))
    location = one_line(shown_location(one.location))
    lines = [
        StatusText.LOCATION_AND_PROFILE(location=location, profile=one.profile),
        None if one.contact is None else StatusText.CONTACT(contact=one.contact),
        StatusText.RECORD_COUNTS(counts=tuple(counts)) if counts else None,
        None if one.attention is None else _attention(one),
        StatusText.NEVER_GOOD() if one.runs and one.last_good is None else None,
    ]
    for line in lines:
        if line is not None:
            print_line(f"  {one_line(render(line))}")
    print_renames(one.renames)
    if one.deletions_waiting:
        print_line(f"  {one_line(render(HarvestCommandText.WAITING(count=one.deletions_waiting, source=one.name)))}")
    if one.losses_waiting:
        print_line(
            f"  {one_line(render(HarvestCommandText.LOSSES_WAITING(count=one.losses_waiting, source=one.name)))}"
        )
    _print_releases(one.awaiting_release)
    print_line(f"  {render(StatusText.RUNS() if one.runs else StatusText.NO_RUNS())}")
    for run in one.runs[:_RUNS_SHOWN]:
        why = "" if run.why is None else f"  {short_line(render(run.why), 300)}"
        number = render(StatusText.RUN(number=run.id))
        print_line(f"    {number}  {time_text(run.started_at)}  {state_text(run.state)}{why}")
    if one.runs:
        print_line(f"  {render(StatusText.TREND)}: {_trend(one)}")


def _print_releases(iris: Sequence[str]) -> None:
    """Print what waits to be released; nothing if there is none."""
    if not iris:
        return
    print_line(f"  {render(StatusText.RELEASES(count=len(iris)))}")
    for iri in iris[:_RELEASES_SHOWN]:
        print_line(f"    {one_line(iri)}")
    if len(iris) > _RELEASES_SHOWN:
        print_line(f"    {render(StatusText.MORE(count=len(iris) - _RELEASES_SHOWN))}")


def _attention(one: SourceStatus) -> Message:
    """Why a source needs a person."""
    from danhmuc.vocab.messages import FOREIGN_WORDS

    assert one.attention is not None
    if one.attention == "silent":
        run = next(run.id for run in one.runs if run.state == "running")
        return StatusText.ATTENTION["silent"](source=one.name, run=run)
    counts = tuple(StatusText.COUNTED[name](count=count) for name, count in one.report.attention_counts.items())
    if one.attention == "unmet" and one.report.run is not None:
        return StatusText.ATTENTION["unmet"](source=one.name, run=one.report.run)
    if one.attention == "unusual" and one.report.run is not None:
        return StatusText.ATTENTION["unusual"](source=one.name, run=one.report.run, counts=counts)
    if one.attention == "undecided":
        return StatusText.ATTENTION["undecided"](source=one.name, decisions=counts)
    why = None if one.last_ended is None else one.last_ended.why
    reason = FOREIGN_WORDS(words="–") if why is None else why
    return StatusText.ATTENTION[one.attention](source=one.name, since=time_text(one.failing_since), reason=reason)


def _trend(one: SourceStatus) -> str:
    """The states of the last runs, oldest first, a letter each."""
    return "".join(_MARKS.get(run.state, "?") for run in reversed(one.runs)) or "–"


# ---------------------------------------------------------------- status letter
# ``danhmuc status SOURCE --format letter``: to the agency whose source fails, from what the registry knows alone.

_SHOWN_IN_LETTER: Final = 10
"""Findings that a letter names."""
_LONGEST: Final = 400
_UNMET: Final = ("harvest:expected-records", "harvest:expected-days")
"""Findings on what is not as expected."""
_COUNTED: Final = ("unusual", "undecided")
"""Why a source needs attention, where numbers say what for."""


def letter(status: SourceStatus, findings: Sequence[Finding]) -> str:
    """The letter about a source that needs attention, in the language of the call.

    Args:
        findings: of the newest run that ended, most severe first.

    Raises:
        UsageError: it needs none, or only its run does, of which nobody has heard.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    attention, newest = status.attention, status.last_ended
    if attention is None or attention not in StatusLetterText.SUBJECT or newest is None:
        raise UsageError(StatusLetterText.NOT_FAILING(name=status.name))
    subject = StatusLetterText.SUBJECT[attention]
    facts = {"source": one_line(status.name), "since": time_text(status.failing_since)}
    stored = status.states.get("present", 0) + status.states.get("missing", 0)
    is_unmet = attention == "unmet"
    parts = [
        "" if status.contact is None else one_line(render(StatusLetterText.TO(contact=status.contact))),
        render(subject(**{name: facts[name] for name in subject.placeholders})),
        render(StatusLetterText.GREETING),
        _paragraph(*_attempts(status, newest)),
        "\n".join(_found_lines(status, [one for one in findings if _is_wanted(one, attention)])),
        render(StatusLetterText.NOTHING_DELETED(count=stored)) if stored and not is_unmet else "",
        render(StatusLetterText.PLEASE[attention]),
        render(StatusLetterText.CLOSING),
    ]
    return "\n\n".join(filter(None, parts))


def _attempts(status: SourceStatus, newest: StatusRun) -> Iterator[Message]:
    """When the source was read completely, and since when it is not."""
    location, good = one_line(shown_location(status.location)), status.last_good
    if good is None:
        yield StatusLetterText.NEVER_GOOD(location=location)
    else:
        yield StatusLetterText.LAST_GOOD(location=location, at=time_text(good.started_at), run=good.id)
    if status.failing_since is not None:
        yield StatusLetterText.SINCE(since=time_text(status.failing_since), count=status.failing_runs)
        reason = FOREIGN_WORDS(words="–") if newest.why is None else newest.why
        yield StatusLetterText.NEWEST(at=time_text(newest.started_at), run=newest.id, reason=reason)


def _paragraph(*sentences: Message) -> str:
    # Before it is cut: the half of an address is none.
    return " ".join(short_line(mask_passwords(render(sentence)), _LONGEST) for sentence in sentences)


def _is_wanted(finding: Finding, attention: Attention) -> bool:
    """Whether a finding of the newest run is what the source needs attention for."""
    if attention in _COUNTED:
        return attention == "unusual" and finding.severity != "info"
    return finding.code in _UNMET if attention == "unmet" else finding.severity == "violation"


def _found_lines(status: SourceStatus, findings: Sequence[Finding]) -> Iterator[str]:
    counts = status.report.attention_counts if status.attention in _COUNTED else {}
    if counts or findings:
        yield render(StatusLetterText.DOCUMENTS)
    for name, count in counts.items():
        yield f"- {render(StatusText.COUNTED[name](count=count))}"
    for finding in findings[:_SHOWN_IN_LETTER]:
        place = "" if finding.place is None else f"{finding.place}: "
        yield f"- {short_line(mask_passwords(place + finding.text(language())), _LONGEST)}"
    if len(findings) > _SHOWN_IN_LETTER:
        yield f"- {render(StatusLetterText.MORE_FINDINGS(count=len(findings) - _SHOWN_IN_LETTER))}"
