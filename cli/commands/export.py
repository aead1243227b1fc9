"""``danhmuc export``: write what may leave."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, BinaryIO, Final, Literal

import click

from danhmuc.registry.messages.feeds import FeedBuildsText
from danhmuc.registry.record.registration import LADDER
from danhmuc.vocab.messages import FOREIGN_WORDS, Message, MessageTemplate
from danhmuc.vocab.text import one_line

from ..as_of import AskedMoment, known_then_options, show_as_of
from ..errors import AnswerError, ArgumentsError
from ..group import Choice, Command, FileName, HelpTopic, TargetName, TargetOrStdout
from ..language import render
from ..messages.export import ExportCommandText
from ..messages.program import AnswersText, OptionsText, ProgramText, RefusalsText
from ..options import as_one, json_option, open_registry, option, readable_option, registry_option
from ..output.feed import faulty_node_lines, feed_lines, not_validated_lines
from ..output.progress import progress
from ..output.text import print_json, print_line, writing_to
from ..output.words import number_text

if TYPE_CHECKING:
    from danhmuc.registry import ExportReport
    from danhmuc.registry.export.report import BarredRecord


_EXAMPLES: Final = 5
_LANGUAGE: Final = "/rdf:language"
"""The end of the path of a text's language."""
_FEED: Final = "feed"
_OF_FEED: Final = (_FEED,)
_ACCEPTED: Final = ("drop", "other-registry")
_NO_POLICY: Final = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Selection:
    """The options that say which records leave, and what is told of the others."""

    source: str | None
    publisher: tuple[str, ...]
    theme: tuple[str, ...]
    state: Literal["present"] | None
    min_status: str | None
    left_out: str | None
    losses: str | None
    readable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfFeed:
    """The options of a feed alone."""

    settings: str | None
    policy: str | None
    accept: tuple[str, ...]
    check_all: bool


@click.command(
    "export",
    cls=Command,
    help=ExportCommandText.HELP,
    short_help=ProgramText.EXPORT_BRIEF,
    topics={_FEED: HelpTopic(ExportCommandText.FEED_HELP, ExportCommandText.FEED_BRIEF)},
)
@click.argument("format_name", metavar="FORMAT")
@click.argument("target", metavar="TARGET", type=TargetOrStdout())
@option("--source", metavar="SOURCE", help=OptionsText.ONLY_SOURCE)
@option(
    "--publisher",
    metavar="CODE|IRI",
    multiple=True,
    help=ExportCommandText.PUBLISHER,
)
@option(
    "--theme",
    metavar="CODE",
    multiple=True,
    help=ExportCommandText.THEME,
)
@option("--left-out", "left_out", metavar="FILE", type=TargetName(), help=ExportCommandText.LEFT_OUT_FILE)
@option("--losses", metavar="FILE", type=TargetName(), help=ExportCommandText.LOSSES_FILE)
@readable_option("--left-out")
@option("--state", type=Choice(("present",)), help=ExportCommandText.ONLY_PRESENT)
@option("--min-status", metavar="STATE", type=Choice(tuple(LADDER)), help=ExportCommandText.MIN_STATUS)
@option("--catalog", metavar="FILE", type=FileName(), help=ExportCommandText.CATALOG)
@option("--base", metavar="URL", help=ExportCommandText.FEED_BASE)
@option("--settings", metavar="FILE", type=FileName(), help=ExportCommandText.FEED_SETTINGS, topics=_OF_FEED)
@option("--policy", metavar="FILE|none", type=FileName(), help=ExportCommandText.FEED_POLICY, topics=_OF_FEED)
@option("--accept", type=Choice(_ACCEPTED), multiple=True, help=ExportCommandText.ACCEPT, topics=_OF_FEED)
@option("--reason", metavar="TEXT", help=ExportCommandText.DROP_REASON)
@option("--check-all", is_flag=True, help=ExportCommandText.CHECK_ALL, topics=_OF_FEED)
@known_then_options
@registry_option
@json_option
@as_one(_Selection, "chosen")
@as_one(_OfFeed, "of_feed")
@as_one(AskedMoment, "asked")
def command(
    format_name: str,
    target: str,
    chosen: _Selection,
    catalog: str | None,
    base: str | None,
    of_feed: _OfFeed,
    asked: AskedMoment,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Write, then report what left and what stayed; to stderr when the records go to stdout."""
    if format_name == _FEED:
        _refuse_given({"--catalog": catalog}, ExportCommandText.NOT_OF_FEED)
        of_earlier = {"--as-of": asked.as_of, "--as-known-then": asked.as_known_then, "--by": asked.by}
        _refuse_given(of_earlier, ExportCommandText.FEED_OF_TODAY)
        return _export_feed(target, registry_url, chosen, of_feed, base=base, reason=asked.reason, as_json=as_json)
    only_of_feed = {f"--{name.replace('_', '-')}": value for name, value in asdict(of_feed).items()}
    _refuse_given(
        only_of_feed | {"--reason": None if asked.as_known_then else asked.reason}, ExportCommandText.ONLY_OF_FEED
    )
    moment = asked.moment()
    reports: list[ExportReport] = []
    with ExitStack() as stack:
        registry = show_as_of(stack, stack.enter_context(open_registry(registry_url)), moment, chosen.source)
        show = stack.enter_context(progress(render(ExportCommandText.TITLE)))
        out = stack.enter_context(_open_target(target))
        publishers = [registry.find_publisher(one) for one in chosen.publisher]
        selection = asdict(chosen) | {"publisher": publishers or None, "theme": chosen.theme or None}
        report = registry.export(format_name, out, **selection, catalog=catalog, base=base, progress=show)
        reports.append(replace(report, target=target))
    for report in reports:  # none, where whoever read stdout had enough of it
        if as_json:
            print_json(report.as_dict(), err=target == "-")
            continue
        of_files = (*_left_out_lines(report, chosen.left_out), *_losses_lines(report, chosen.losses))
        for line in (*_lines(report), *of_files):
            print_line(line, err=target == "-")
    return 0


def _refuse_given(options: Mapping[str, object], refusal: MessageTemplate) -> None:
    """Refuse options that say nothing here.

    Raises:
        ArgumentsError: one is given.
    """
    for name, value in options.items():
        if value:
            raise ArgumentsError(refusal(option=name))


def _export_feed(
    folder: str,
    registry_url: str,
    chosen: _Selection,
    of_feed: _OfFeed,
    *,
    base: str | None,
    reason: str | None,
    as_json: bool,
) -> int:
    """Build a feed, and report it."""
    if base is None:
        raise ArgumentsError(ExportCommandText.FEED_NEEDS(option="--base"))
    if of_feed.settings is None:
        raise ArgumentsError(ExportCommandText.FEED_NEEDS(option="--settings"))
    if ("drop" in of_feed.accept) != (reason is not None):
        raise ArgumentsError(FeedBuildsText.FEED_DROP_REASON_MISSING())
    is_without_policy = of_feed.policy == _NO_POLICY
    with open_registry(registry_url) as registry, progress(render(ExportCommandText.TITLE)) as show:
        report = registry.export_feed(
            folder,
            base=base,
            settings=of_feed.settings,
            policy=None if is_without_policy else of_feed.policy,
            without_policy=is_without_policy,
            other_registry="other-registry" in of_feed.accept,
            accept_drop=reason,
            check_all=of_feed.check_all,
            progress=show,
            **asdict(chosen),
        )
    if as_json:
        print_json(report.as_dict())
    else:
        for line in feed_lines(report, left_out=chosen.left_out, losses=chosen.losses):
            print_line(line)
    return 0


@contextmanager
def _open_target(target: str) -> Iterator[str | BinaryIO]:
    """The target of an export: a path, or stdout."""
    if target != "-":
        yield target
        return
    if sys.stdout is None:
        raise AnswerError("stdout", RefusalsText.STREAM_CLOSED())
    with writing_to(sys.stdout):
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()


def _lines(report: ExportReport) -> Iterator[str]:
    target = "stdout" if report.target == "-" else one_line(report.target)
    nodes, triples = AnswersText.NODE_RECORDS(count=report.nodes), AnswersText.TRIPLES(count=report.triples)
    yield render(
        ExportCommandText.WRITTEN(
            target=target, records=AnswersText.RECORDS(count=report.records), nodes=nodes, triples=triples
        )
    )
    yield from (f"  {render(message)}" for message in _left_out(report))


def _left_out_lines(report: ExportReport, file: str | None) -> Iterator[str]:
    """The number of records that the file of those left out names, if there is one."""
    if file is not None:
        number = sum(report.left_out.values()) - report.unnamed
        yield render(ExportCommandText.LEFT_OUT_NAMED(file=one_line(file), count=number))
        if report.unnamed:
            yield f"  {render(ExportCommandText.UNNAMED(count=report.unnamed))}"


def _losses_lines(report: ExportReport, file: str | None) -> Iterator[str]:
    """The number of records that the file of losses names, if there is one."""
    if file is not None:
        yield render(ExportCommandText.LOSSES_NAMED(file=one_line(file), count=report.loss_record_count))


def _left_out(report: ExportReport) -> Iterator[Message]:
    for why, number in report.left_out.items():
        reason = ExportCommandText.REASONS[why]() if why in ExportCommandText.REASONS else FOREIGN_WORDS(words=why)
        yield ExportCommandText.LEFT_OUT(records=AnswersText.RECORDS(count=number), reason=reason)
    yield from not_validated_lines(report.not_validated)
    for refused in [one for one in report.refused if one.why == "missing"][:_EXAMPLES]:
        yield ExportCommandText.REFUSED(iri=one_line(refused.iri), fields=one_line(", ".join(refused.fields)))
    yield from map(_barred_line, report.barred)
    if report.parts_left_out:
        yield ExportCommandText.PARTS_LEFT_OUT(count=report.parts_left_out)
    if report.nodes_left_out:
        yield ExportCommandText.NODES_LEFT_OUT(count=report.nodes_left_out)
    if report.catalog_records_left_out:
        yield ExportCommandText.CATALOG_RECORDS_LEFT_OUT(count=report.catalog_records_left_out)
    yield from faulty_node_lines(report)
    if report.repaired:
        triples, example = AnswersText.TRIPLES(count=report.repaired), one_line(report.repaired_examples[0])
        yield ExportCommandText.REPAIRED(triples=triples, example=example)
    if report.addresses_left_out:
        yield ExportCommandText.ADDRESSES_LEFT_OUT(triples=AnswersText.TRIPLES(count=report.addresses_left_out))
    yield from _unwritten(report)
    if report.missing:
        yield ExportCommandText.MISSING(count=report.missing)
    if report.still_listed:
        yield ExportCommandText.STILL_LISTED(count=report.still_listed)


def _unwritten(report: ExportReport) -> Iterator[Message]:
    numbers = report.unwritten_by_property
    lost = {path: number for path, number in numbers.items() if not path.endswith(_LANGUAGE)}
    if report.unwritten:
        triples, example = AnswersText.TRIPLES(count=report.unwritten), one_line(report.unwritten_examples[0])
        yield ExportCommandText.UNWRITTEN(format=report.format, triples=triples, example=example)
        most = ", ".join(f"{one_line(path)} {number_text(number)}" for path, number in [*lost.items()][:_EXAMPLES])
        yield ExportCommandText.UNWRITTEN_PROPERTIES(properties=most)
    if texts := sum(number for path, number in numbers.items() if path not in lost):
        yield ExportCommandText.LANGUAGES_LOST(format=report.format, count=texts)
    if report.contacts_given:
        yield ExportCommandText.FEED_CONTACTS_GIVEN(format=report.format, count=report.contacts_given)


def _barred_line(barred: BarredRecord) -> Message:
    names = {"iri": one_line(barred.iri), "source": one_line(barred.source), "by": one_line(barred.by)}
    if barred.barred_iri == barred.iri:
        return ExportCommandText.BARRED(**names)
    return ExportCommandText.BARRED_PART(**names, part=one_line(barred.barred_iri))
