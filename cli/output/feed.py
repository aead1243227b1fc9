"""The report of a feed as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.messages import FOREIGN_WORDS, Message
from danhmuc.vocab.text import one_line

from ..language import render
from ..messages.export import ExportCommandText
from ..messages.program import AnswersText

if TYPE_CHECKING:
    from danhmuc.registry import ExportReport, FeedReport


_EXAMPLES: Final = 3
_SHOWN: Final = 20
"""Number of node records that are shown; JSON and the file of losses have all."""


def feed_lines(report: FeedReport, *, left_out: str | None = None, losses: str | None = None) -> Iterator[str]:
    """The lines: contents, changes, and what is left out and why.

    Args:
        left_out: the file of the records left out, if one was written.
        losses: the file of what records lost, likewise.
    """
    yield render(
        ExportCommandText.FEED_WRITTEN(
            folder=one_line(report.folder),
            records=AnswersText.RECORDS(count=report.records),
            nodes=AnswersText.NODE_RECORDS(count=report.nodes),
            pages=ExportCommandText.FEED_PAGES(count=report.pages),
            agencies=ExportCommandText.FEED_AGENCIES(count=report.agencies),
        )
    )
    found = [ExportCommandText.FEED_CHANGES(created=report.created, changed=report.changed, gone=report.gone)]
    found.append(
        ExportCommandText.FEED_FILES(count=report.files_changed, files=report.files, size=report.bytes_changed)
    )
    found += _last_feed_lines(report)
    for why, number in report.left_out.items():
        reason = ExportCommandText.REASONS[why]() if why in ExportCommandText.REASONS else FOREIGN_WORDS(words=why)
        found.append(ExportCommandText.LEFT_OUT(records=AnswersText.RECORDS(count=number), reason=reason))
    found += _verdict_lines(report)
    found += faulty_node_lines(report)
    if left_out is not None:
        found.append(ExportCommandText.FEED_LEFT_OUT_NAMED(file=one_line(left_out)))
    found += _losses_of_records(report, losses)
    for why, number in report.inside.items():
        found.append(
            ExportCommandText.FEED_INSIDE(
                records=AnswersText.RECORDS(count=number), why=FOREIGN_WORDS(words=one_line(why))
            )
        )
    found += (ExportCommandText.FEED_UNMATCHED(iri=one_line(iri)) for iri in report.unmatched_publishers)
    for why, number in report.removed.items():
        found.append(ExportCommandText.FEED_REMOVED(count=number, why=ExportCommandText.FEED_REMOVED_WHY[why]()))
    if report.persons_unstated:
        found.append(ExportCommandText.FEED_PERSONS_UNSTATED())
    found += (ExportCommandText.FEED_INVALID(iri=one_line(iri)) for iri in report.invalid)
    if report.identifiers_added or report.parts_named:
        found.append(ExportCommandText.FEED_IDENTIFIERS(identifiers=report.identifiers_added, named=report.parts_named))
    found += _format_lines(report)
    for drop in report.drops:
        if drop.agency is None:
            of_feed = ExportCommandText.FEED_DROP_RETIRED if drop.retired else ExportCommandText.FEED_DROP
            found.append(of_feed(gone=drop.gone, before=drop.before))
        else:
            of_agency = (
                ExportCommandText.FEED_DROP_RETIRED_OF_AGENCY if drop.retired else ExportCommandText.FEED_DROP_OF_AGENCY
            )
            found.append(of_agency(gone=drop.gone, before=drop.before, agency=drop.agency))
    yield from (f"  {render(one)}" for one in found)


def _last_feed_lines(report: FeedReport) -> Iterator[Message]:
    """The state in which the last feed was found, if it was not whole, or all that is wanted."""
    if report.is_unchanged:
        yield ExportCommandText.FEED_UNCHANGED()
    if report.is_rebuilt:
        yield ExportCommandText.FEED_REBUILT()
    if report.begins_anew:
        yield ExportCommandText.FEED_ANEW()


def _format_lines(report: FeedReport) -> Iterator[Message]:
    """Lines about what the formats cannot hold, and what to do about it."""
    for name, number in report.unwritten.items():
        yield ExportCommandText.FEED_UNWRITTEN(format=name, triples=AnswersText.TRIPLES(count=number))
    for name, number in report.contacts_given.items():
        yield ExportCommandText.FEED_CONTACTS_GIVEN(format=name, count=number)
    for name, number in report.refused.items():
        yield ExportCommandText.FEED_REFUSED(format=name, records=AnswersText.RECORDS(count=number))
        yield from _refusal_lines(report, name)
    missing = {one.field.partition(".")[0] for found in report.refused_why.values() for one in found}
    if "contactPoint" in missing and not report.contacts_given:
        yield ExportCommandText.FEED_CONTACT_WITHOUT_EMAIL()


def _refusal_lines(report: FeedReport, format_name: str) -> Iterator[Message]:
    """Lines about the records that a format leaves out: numbers by what they lack, and the first of them."""
    for one in report.refused_why.get(format_name, ()):
        yield ExportCommandText.FEED_REFUSED_WHY[one.why](
            format=format_name, count=one.records, what=one_line(one.field)
        )
    lacking = [record for record in report.refused_records.get(format_name, ()) if record.why == "missing"]
    for record in lacking[:_EXAMPLES]:
        fields = one_line(", ".join(record.fields))
        yield ExportCommandText.FEED_REFUSED_RECORD(format=format_name, iri=one_line(record.iri), fields=fields)


def _verdict_lines(report: FeedReport) -> Iterator[Message]:
    """The verdicts of the build: numbers, and what is left out for them."""
    if report.validated:
        yield ExportCommandText.FEED_VALIDATED(count=report.validated)
    for one in [one for one in report.rejected if one.violations][:_EXAMPLES]:
        names = {"iri": one_line(one.iri), "source": one_line(one.source)}
        yield ExportCommandText.FEED_REJECTED(**names, count=one.violations or 0)
    yield from not_validated_lines(report.not_validated)


def not_validated_lines(not_validated: Mapping[str, Message]) -> Iterator[Message]:
    """The sources that an export could not validate, so that nothing of them leaves."""
    for name, error in not_validated.items():
        yield ExportCommandText.FEED_NOT_VALIDATED(source=one_line(name), reason=error)


def faulty_node_lines(report: FeedReport | ExportReport) -> Iterator[Message]:
    """The node records that left in part, and those that left as bare IRIs, with their faults."""
    for heading, nodes in (
        (ExportCommandText.PARTIAL_NODES, report.partial_nodes),
        (ExportCommandText.BARE_NODES, report.bare_nodes),
    ):
        if nodes:
            yield heading(count=len(nodes))
        for one in nodes[:_SHOWN]:
            records = AnswersText.RECORDS(count=one.records)
            node = ExportCommandText.BARE_NODE(iri=one_line(one.iri), source=one_line(one.source), records=records)
            if one.name is not None:
                node = ExportCommandText.NAMED_NODE(name=one_line(one.name), node=node)
            faults = tuple(fault.message for fault in one.faults)
            yield ExportCommandText.FAULTY_NODE(node=node, faults=faults) if faults else node


def _losses_of_records(report: FeedReport, losses: str | None) -> Iterator[Message]:
    """The texts in other languages than those of the feed, addresses left out, and where all losses are named."""
    if report.texts_left_out:
        records = AnswersText.RECORDS(count=report.texts_left_out_of)
        yield ExportCommandText.FEED_TEXTS(count=report.texts_left_out, records=records)
    if report.addresses_left_out:
        yield ExportCommandText.ADDRESSES_LEFT_OUT(triples=AnswersText.TRIPLES(count=report.addresses_left_out))
    if losses is not None:
        yield ExportCommandText.FEED_LOSSES_NAMED(file=one_line(losses), count=report.loss_record_count)
