"""``danhmuc list``: find records."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import asdict, dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import click

from danhmuc.registry.messages.store import AsOfText
from danhmuc.registry.record.registration import LADDER, REGISTRATION_STATES

from ..as_of import AskedMoment, refuse_with_as_of, show_as_of
from ..errors import ArgumentsError
from ..group import Choice, Command, WholeNumber
from ..language import render
from ..messages.listing import ListingText
from ..messages.program import AnswersText, OptionsText, ProgramText
from ..options import (
    as_of_option,
    as_one,
    check_source_name,
    json_option,
    open_registry,
    option,
    registry_option,
)
from ..output.findings import severity_text
from ..output.table import print_facet, print_table
from ..output.text import json_list, json_text, print_json, print_json_part, print_line
from ..output.words import number_text, registration_state_text, state_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from danhmuc.registry import PastRegistry, Registry
    from danhmuc.registry.search.record_search import FoundRecords
    from danhmuc.registry.store.searching import RecordOrder, RecordRow


@dataclass(frozen=True, slots=True, kw_only=True)
class _Conditions:
    """The options that say which records are listed, and in which order."""

    source: str | None
    theme: str | None
    state_name: str | None
    verdict: str | None
    registration: str | None
    min_status: str | None
    publisher: str | None
    file_format: str | None
    licence: str | None
    year: int | None
    since: str | None
    run: int | None
    sort: RecordOrder
    nodes: bool

    @property
    def asks_registration(self) -> bool:
        """Whether states of registration are asked for, so that they are shown."""
        return self.registration is not None or self.min_status is not None

    def keywords(self, registry: Registry | PastRegistry, *, is_past: bool) -> dict[str, Any]:
        """The keywords of `Registry.search`.

        Raises:
            UsageError: several publishers have the code.
        """
        chosen = asdict(self) | {
            "publisher": registry.find_publisher(self.publisher),
            "format": self.file_format,
            "state": self.state_name,
            "role": "node" if self.nodes else "record",
        }
        unknown = ("file_format", "state_name", "nodes", *(("since", "run") if is_past else ()))
        return {name: value for name, value in chosen.items() if name not in unknown}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paging:
    """The options of a page of records, and what they are counted by."""

    facets: str | None
    limit: int | None
    after: str | None

    @property
    def is_asked(self) -> bool:
        """Whether the answer is a page, and not records alone."""
        return self.facets is not None or self.after is not None

    def search(self, registry: Registry | PastRegistry, text: str, chosen: dict[str, Any]) -> FoundRecords | None:
        """The page; None where all records are asked for."""
        if not self.is_asked and self.limit is None:
            return None
        return registry.search(
            text,
            facets=[name.strip() for name in (self.facets or "").split(",") if name.strip()],
            # An empty key begins, so that a program gets the first page in the same form.
            after=self.after or None,
            limit=self.limit,
            **chosen,
        )


@click.command(
    "list",
    cls=Command,
    help=ListingText.HELP,
    short_help=ProgramText.LIST_BRIEF,
)
@click.argument("text", nargs=-1, metavar="[TEXT]...")
@option("--source", metavar="SOURCE", help=OptionsText.ONLY_SOURCE)
@option("--theme", metavar="CODE", help=ListingText.THEME)
@option(
    "--state",
    "state_name",
    metavar="STATE",
    type=Choice(["present", "missing", "withdrawn", "withheld", "held", "purged", "retired"]),
    help=ListingText.STATE,
)
@option(
    "--verdict",
    metavar="VERDICT",
    type=Choice(["accepted", "submitted", "none"]),
    help=ListingText.VERDICT,
)
@option(
    "--registration", "registration", metavar="STATE", type=Choice(REGISTRATION_STATES), help=ListingText.REGISTRATION
)
@option("--min-status", metavar="STATE", type=Choice(tuple(LADDER)), help=ListingText.MIN_STATUS)
@option("--publisher", metavar="CODE|IRI", help=ListingText.PUBLISHER)
@option("--file-format", metavar="FORMAT", help=ListingText.FILE_FORMAT)
@option("--licence", metavar="IRI", help=ListingText.LICENCE)
@option("--year", type=WholeNumber(1), metavar="YEAR", help=ListingText.YEAR)
@option("--since", metavar="WHEN", help=ListingText.SINCE)
@option("--run", type=WholeNumber(1), metavar="RUN", help=ListingText.RUN)
@option("--sort", type=Choice(["title", "violations"]), default="title", help=ListingText.SORT)
@option("--nodes", is_flag=True, help=ListingText.NODES)
@option("--facets", metavar="NAMES", help=ListingText.FACETS)
@option("--limit", type=WholeNumber(1), metavar="N", help=ListingText.LIMIT)
@option("--after", metavar="KEY", help=ListingText.AFTER)
@as_of_option
@registry_option
@json_option
@as_one(_Conditions, "conditions")
@as_one(_Paging, "paging")
def command(
    text: tuple[str, ...],
    conditions: _Conditions,
    paging: _Paging,
    as_of: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Search and show."""
    refuse_with_as_of(as_of, {"--since": conditions.since, "--run": conditions.run})
    if as_of is not None and text:
        raise ArgumentsError(AsOfText.AS_OF_SEARCH())
    with ExitStack() as stack:
        today = stack.enter_context(open_registry(registry_url))
        registry = show_as_of(stack, today, AskedMoment(as_of=as_of).moment(), conditions.source)
        check_source_name(registry, conditions.source)
        chosen = conditions.keywords(registry, is_past=as_of is not None)
        found = paging.search(registry, " ".join(text), chosen)
        if paging.is_asked and as_json and found is not None:
            print_json(found.as_dict())
            return 0
        rows = registry.iter_records(" ".join(text), **chosen) if found is None else iter(found)
        if as_json:
            _print_json_rows(rows)
            return 0
        count = _print_rows(rows, conditions.sort, with_states=conditions.asks_registration)
    for name, values in (found.facets if found is not None else {}).items():
        print_line()
        print_facet(name, values)
    print_line(render(AnswersText.RECORDS(count=count)), err=True)
    wanted = [name for name in ("theme", "format", "licence", "year") if chosen[name] is not None]
    if wanted and not (count if found is None else found.total):
        # Perhaps it is another code than the one that records have.
        print_line(render(ListingText.NONE_CHOSEN(facets=",".join(wanted))), err=True)
    if paging.is_asked and found is not None and found.next_key is not None:
        print_line(render(ListingText.NEXT_PAGE(count=found.total, key=found.next_key)), err=True)
    return 0


def _print_json_rows(rows: Iterator[RecordRow]) -> None:
    # What is asked wrongly is refused with the first row, before anything is printed.
    first = list(islice(rows, 1))
    with json_list() as begin:
        for row in chain(first, rows):
            begin()
            print_json_part(json_text(row.as_dict(), indent=2))


def _print_rows(rows: Iterator[RecordRow], sort: RecordOrder, *, with_states: bool) -> int:
    """Print a table, and return the number of its rows."""
    # Of what is sorted by a number people want to see the number.
    with_violations = sort == "violations"
    more = [severity_text("violation")] if with_violations else []
    more += [render(ListingText.REGISTRATION_HEADING)] if with_states else []
    headings = [
        *map(
            render,
            (
                AnswersText.TITLED,
                AnswersText.PUBLISHER,
                AnswersText.SOURCE,
                AnswersText.STATE,
                AnswersText.VERDICT_HEADING,
            ),
        ),
        *more,
        "IRI",
    ]
    return print_table(
        headings,
        (
            (
                row.title or (render(AnswersText.SECRET_TITLE) if row.is_secret else "–"),
                row.publisher or "–",
                row.source,
                _state_text(row),
                state_text(row.verdict),
                *([number_text(row.violations)] if with_violations else []),
                *([_registration_text(row)] if with_states else []),
                row.iri,
            )
            for row in rows
        ),
        numbers=frozenset({5}) if with_violations else frozenset(),
    )


def _state_text(row: RecordRow) -> str:
    """The state of a record, whether it is held so after an undone run, and whether its status retires it."""
    names = [row.state]
    if row.hold == "held":
        names.append(row.hold)
    if row.is_retired:
        names.append("retired")
    return ", ".join(map(state_text, names))


def _registration_text(row: RecordRow) -> str:
    """The state of registration of a record, and whether it has changed since that was decided."""
    word = registration_state_text(row.registration)
    return render(ListingText.REGISTRATION_CHANGED(state=word)) if row.is_changed_since else word
