"""``danhmuc status --since``: what changed, by source and by publisher, then each record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.messages import Message

from ..language import render
from ..messages.listing import StatusText
from ..messages.program import AnswersText
from ..output.json import json_text, print_json_part
from ..output.table import print_table
from ..output.text import print_line
from ..output.words import count_message, number_text, state_text, time_text

if TYPE_CHECKING:
    from danhmuc.registry import ChangeCounts, ChangedRecord, Registry


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
