"""``danhmuc list``: find records."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import click

from danhmuc.registry.messages.as_of import AS_OF_SEARCH

from ..as_of import EarlierMoment, refuse_with_as_of, show_as_of
from ..errors import ArgumentsError
from ..group import Choice, Command, WholeNumber
from ..language import render
from ..messages import listing as messages
from ..messages.answers import PUBLISHER, RECORDS, SECRET_TITLE, SOURCE, STATE, TITLED, VERDICT_HEADING
from ..messages.options import ONLY_SOURCE
from ..messages.program import LIST_BRIEF
from ..options import (
    as_of_option,
    check_publisher,
    check_source_name,
    json_option,
    lang_option,
    open_registry,
    option,
    registry_option,
)
from ..output.findings import severity_text
from ..output.json import print_json
from ..output.table import print_table
from ..output.text import print_line
from ..output.words import number_text, state_text

if TYPE_CHECKING:
    from danhmuc.registry.store.searching import RecordOrder, RecordRow

__all__ = ["command"]


@click.command(
    "list",
    cls=Command,
    help=messages.HELP,
    short_help=LIST_BRIEF,
)
@click.argument("text", nargs=-1, metavar="[TEXT]...")
@option("--source", metavar="SOURCE", help=ONLY_SOURCE)
@option("--theme", metavar="CODE", help=messages.THEME)
@option(
    "--state",
    "state_name",
    metavar="STATE",
    type=Choice(["present", "missing", "withdrawn", "withheld", "held", "purged"]),
    help=messages.STATE,
)
@option(
    "--verdict",
    metavar="VERDICT",
    type=Choice(["accepted", "submitted", "none"]),
    help=messages.VERDICT,
)
@option("--publisher", metavar="IRI", help=messages.PUBLISHER)
@option("--since", metavar="WHEN", help=messages.SINCE)
@option("--run", type=WholeNumber(1), metavar="RUN", help=messages.RUN)
@option("--sort", type=Choice(["title", "violations"]), default="title", help=messages.SORT)
@option("--nodes", is_flag=True, help=messages.NODES)
@option("--limit", type=WholeNumber(1), metavar="N", help=messages.LIMIT)
@as_of_option
@registry_option
@json_option
@lang_option
def command(
    text: tuple[str, ...],
    source: str | None,
    theme: str | None,
    state_name: str | None,
    verdict: str | None,
    publisher: str | None,
    since: str | None,
    run: int | None,
    sort: RecordOrder,
    nodes: bool,  # noqa: FBT001 - click's own
    limit: int | None,
    as_of: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Search and show."""
    refuse_with_as_of(as_of, {"--since": since, "--run": run})
    if as_of is not None and text:
        raise ArgumentsError(AS_OF_SEARCH())
    with ExitStack() as stack:
        today = stack.enter_context(open_registry(registry_url))
        registry = show_as_of(stack, today, EarlierMoment.from_options(as_of), source)
        changed: dict[str, Any] = {"since": since, "run": run} if as_of is None else {}
        check_source_name(registry, source)
        check_publisher(registry, publisher)
        found = registry.records(
            text=" ".join(text) or None,
            source=source,
            theme=theme,
            publisher=publisher,
            state=state_name,
            verdict=verdict,
            role="node" if nodes else "record",
            sort=sort,
            limit=limit,
            **changed,
        )
        rows = list(found)
    if as_json:
        print_json([row.as_dict() for row in rows])
        return 0
    # Of what is sorted by a number people want to see the number.
    with_violations = sort == "violations"
    more = [severity_text("violation")] if with_violations else []
    headings = [*map(render, (TITLED, PUBLISHER, SOURCE, STATE, VERDICT_HEADING)), *more, "IRI"]
    print_table(
        headings,
        [
            (
                row.title or (render(SECRET_TITLE) if row.is_secret else "–"),
                row.publisher or "–",
                row.source,
                _state_text(row),
                state_text(row.verdict),
                *([number_text(row.violations)] if with_violations else []),
                row.iri,
            )
            for row in rows
        ],
        numbers=frozenset({5}) if with_violations else frozenset(),
    )
    print_line(render(RECORDS(count=len(rows))), err=True)
    return 0


def _state_text(row: RecordRow) -> str:
    """The state of a record, and whether it is held so after an undone run."""
    names = (row.state, row.hold) if row.hold == "held" else (row.state,)
    return ", ".join(map(state_text, names))
