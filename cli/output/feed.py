"""The report of a feed as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from danhmuc.vocab.messages import FOREIGN_WORDS
from danhmuc.vocab.text import one_line

from ..language import render
from ..messages import export as messages
from ..messages.answers import NODE_RECORDS, RECORDS, TRIPLES

if TYPE_CHECKING:
    from danhmuc.registry import FeedReport

__all__ = ["feed_lines"]


def feed_lines(report: FeedReport) -> Iterator[str]:
    """The lines: contents, changes, and what is left out and why."""
    yield render(
        messages.FEED_WRITTEN(
            folder=one_line(report.folder),
            records=RECORDS(count=report.records),
            nodes=NODE_RECORDS(count=report.nodes),
            pages=messages.FEED_PAGES(count=report.pages),
            agencies=messages.FEED_AGENCIES(count=report.agencies),
        )
    )
    found = [messages.FEED_CHANGES(created=report.created, changed=report.changed, gone=report.gone)]
    found.append(messages.FEED_FILES(count=report.files_changed, files=report.files, size=report.bytes_changed))
    if report.is_rebuilt:
        found.append(messages.FEED_REBUILT())
    if report.begins_anew:
        found.append(messages.FEED_ANEW())
    for why, number in report.left_out.items():
        reason = messages.REASONS[why]() if why in messages.REASONS else FOREIGN_WORDS(words=why)
        found.append(messages.LEFT_OUT(records=RECORDS(count=number), reason=reason))
    for why, number in report.inside.items():
        found.append(messages.FEED_INSIDE(records=RECORDS(count=number), why=FOREIGN_WORDS(words=one_line(why))))
    for why, number in report.removed.items():
        found.append(messages.FEED_REMOVED(count=number, why=messages.FEED_REMOVED_WHY[why]()))
    found += (messages.FEED_INVALID(iri=one_line(iri)) for iri in report.invalid)
    if report.identifiers_added or report.parts_named:
        found.append(messages.FEED_IDENTIFIERS(identifiers=report.identifiers_added, named=report.parts_named))
    for name, number in report.unwritten.items():
        found.append(messages.FEED_UNWRITTEN(format=name, triples=TRIPLES(count=number)))
    for name, number in report.refused.items():
        found.append(messages.FEED_REFUSED(format=name, records=RECORDS(count=number)))
    for drop in report.drops:
        if drop.agency is None:
            found.append(messages.FEED_DROP(gone=drop.gone, before=drop.before))
        else:
            found.append(messages.FEED_DROP_OF_AGENCY(gone=drop.gone, before=drop.before, agency=drop.agency))
    yield from (f"  {render(one)}" for one in found)
