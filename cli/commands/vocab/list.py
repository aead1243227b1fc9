"""``danhmuc vocab list``: which lists there are."""

from __future__ import annotations

import click

from ...group import Command
from ...language import language, render
from ...messages.code_lists import CodeListsCommandText
from ...messages.program import AnswersText
from ...options import json_option, option, registry_option
from ...output.table import print_table
from ...output.text import print_json
from ...output.words import number_text
from .available_lists import available_rows, open_if_any
from .version_text import origin


@click.command(
    "list",
    cls=Command,
    help=CodeListsCommandText.LIST_HELP,
    short_help=CodeListsCommandText.LIST_BRIEF,
)
@option("--all", "every", is_flag=True, help=CodeListsCommandText.EVERY_VERSION)
@registry_option
@json_option
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
        CodeListsCommandText.LIST_HEADING,
        AnswersText.FULL_TITLE,
        CodeListsCommandText.CODES_HEADING,
        CodeListsCommandText.KIND,
        AnswersText.VERSION,
        CodeListsCommandText.FROM_HEADING,
    )
    print_table(
        [*map(render, headings), "IRI"],
        [
            (
                row.token,
                row.title(language()),
                number_text(row.concepts),
                render(CodeListsCommandText.COMPLETE_LIST if row.is_complete else CodeListsCommandText.SNAPSHOT),
                row.version,
                render(origin(row) if row.in_force else CodeListsCommandText.NOT_IN_FORCE(origin=origin(row))),
                row.iri,
            )
            for row in rows
        ],
        numbers=frozenset({2}),
    )
    return 0
