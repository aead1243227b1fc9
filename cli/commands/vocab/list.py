"""``danhmuc vocab list``: which lists there are."""

from __future__ import annotations

import click

from ...group import Command
from ...language import language, render
from ...messages import code_lists as messages
from ...messages.answers import FULL_TITLE, VERSION
from ...options import json_option, lang_option, option, registry_option
from ...output.json import print_json
from ...output.table import print_table
from ...output.words import number_text
from .available_lists import available_rows, open_if_any
from .version_text import origin

__all__ = ["command"]


@click.command(
    "list",
    cls=Command,
    help=messages.LIST_HELP,
    short_help=messages.LIST_BRIEF,
)
@option("--all", "every", is_flag=True, help=messages.EVERY_VERSION)
@registry_option
@json_option
@lang_option
@click.pass_context
def command(
    context: click.Context,
    every: bool,  # noqa: FBT001 - click's own
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Show each list, in the version that is in force."""
    with open_if_any(context, registry_url) as registry:
        rows = [row for row in available_rows(registry) if every or row.in_force]
    if as_json:
        print_json([row.as_dict() for row in rows])
        return 0
    headings = (
        messages.LIST_HEADING,
        FULL_TITLE,
        messages.CODES_HEADING,
        messages.KIND,
        VERSION,
        messages.FROM_HEADING,
    )
    print_table(
        [*map(render, headings), "IRI"],
        [
            (
                row.token,
                row.title(language()),
                number_text(row.concepts),
                render(messages.COMPLETE_LIST if row.is_complete else messages.SNAPSHOT),
                row.version,
                render(origin(row) if row.in_force else messages.NOT_IN_FORCE(origin=origin(row))),
                row.iri,
            )
            for row in rows
        ],
        numbers=frozenset({2}),
    )
    return 0
