"""``danhmuc vocab use``: put another version of a list in force."""

from __future__ import annotations

import click

from ...group import Command
from ...messages.code_lists import CodeListsCommandText
from ...options import json_option, open_registry, registry_option
from ...output.text import print_json, print_line
from .version_text import change_lines


@click.command(
    "use",
    cls=Command,
    help=CodeListsCommandText.USE_HELP,
    short_help=CodeListsCommandText.USE_BRIEF,
)
@click.argument("token", metavar="TOKEN")
@click.argument("version", required=False, metavar="[VERSION]")
@registry_option
@json_option
def command(
    token: str,
    version: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Change what is in force, then tell what that changed."""
    with open_registry(registry_url, writes=True) as registry:
        change = registry.vocab.use(token, version, by="vocab use")
    if as_json:
        print_json(change.as_dict())
        return 0
    for line in change_lines(change):
        print_line(line)
    return 0
