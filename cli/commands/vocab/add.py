"""``danhmuc vocab add``: load lists from a file."""

from __future__ import annotations

import click

from ...group import Command, FileName
from ...messages.code_lists import CodeListsCommandText
from ...options import day_given, json_option, open_registry, option, registry_option
from ...output.text import print_json, print_line
from .version_text import change_lines


@click.command(
    "add",
    cls=Command,
    help=CodeListsCommandText.ADD_HELP,
    short_help=CodeListsCommandText.ADD_BRIEF,
)
@click.argument("file", metavar="FILE", type=FileName())
@option(
    "--name",
    "token",
    metavar="TOKEN",
    help=CodeListsCommandText.TOKEN,
)
@option("--title", metavar="TITLE", help=CodeListsCommandText.TITLE)
@option(
    "--complete",
    is_flag=True,
    help=CodeListsCommandText.COMPLETE,
)
@option(
    "--on",
    "snapshot",
    metavar="DATE",
    help=CodeListsCommandText.DATE,
)
@option(
    "--parents",
    metavar="TOKEN",
    help=CodeListsCommandText.PARENTS,
)
@registry_option
@json_option
def command(
    file: str,
    token: str | None,
    title: str | None,
    complete: bool,  # noqa: FBT001 - click's own
    snapshot: str | None,
    parents: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Load, then tell what that changed."""
    day = day_given("--on", snapshot)
    with open_registry(registry_url, writes=True) as registry:
        changes = registry.vocab.add(
            file, by="vocab add", token=token, title=title, snapshot=day, complete=complete, parents=parents
        )
    if as_json:
        print_json([change.as_dict() for change in changes])
        return 0
    for change in changes:
        for line in change_lines(change):
            print_line(line)
    return 0
