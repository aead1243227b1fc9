"""``danhmuc source``: where records come from."""

from __future__ import annotations

import click

from danhmuc.vocab.text import shown_location

from ..group import Command, LazyGroup
from ..language import render
from ..messages.program import AnswersText, ProgramText
from ..messages.source import SourceText
from ..options import json_option, open_registry, registry_option
from ..output.json import print_json
from ..output.table import print_table
from ..output.words import number_text, state_text, time_text
from .source_edits import add, check, move, remove
from .source_load import load
from .source_release import release
from .source_remap import remap
from .source_show import show


@click.group("source", cls=LazyGroup, help=SourceText.HELP, short_help=ProgramText.SOURCE_BRIEF)
def command() -> None:
    """Group the commands about sources."""


@command.command(
    "list",
    cls=Command,
    help=SourceText.LIST_HELP,
    short_help=SourceText.LIST_BRIEF,
)
@registry_option
@json_option
def list_sources(
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Show each source with its newest run."""
    with open_registry(registry_url) as registry:
        rows = registry.sources()
    if as_json:
        print_json([row.as_dict() for row in rows])
        return 0
    headings = (
        render(AnswersText.SOURCE),
        render(AnswersText.PROFILE),
        render(SourceText.PRIORITY),
        render(AnswersText.STATE),
        render(SourceText.RECORDS),
        state_text("accepted"),
        state_text("missing"),
        render(SourceText.LAST_RUN),
        render(SourceText.OUTCOME),
        render(SourceText.ENDED_AT),
        render(SourceText.LOCATION),
    )
    print_table(
        headings,
        [
            (
                row.name,
                row.profile,
                number_text(row.priority),
                render(SourceText.USES[row.retired_at is None]),
                number_text(row.records),
                number_text(row.accepted) if row.profile != "none" else "–",
                number_text(row.missing),
                "–" if row.last_run is None else number_text(row.last_run),
                state_text(row.last_state),
                time_text(row.last_ended_at),
                shown_location(row.location),
            )
            for row in rows
        ],
        numbers=frozenset({2, 4, 5, 6, 7}),
    )
    return 0


for _command in (show, load, add, check, move, remap, remove, release):
    command.add_command(_command)
