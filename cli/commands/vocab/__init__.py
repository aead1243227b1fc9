"""``danhmuc vocab``: the code lists that metadata is written with; a file holds one command."""

from __future__ import annotations

import click

from ...group import LazyGroup
from ...messages.code_lists import CodeListsCommandText
from ...messages.program import ProgramText
from .add import command as adding
from .list import command as listing
from .show import command as showing
from .use import command as using

__all__ = ["command"]


@click.group("vocab", cls=LazyGroup, help=CodeListsCommandText.HELP, short_help=ProgramText.VOCAB_BRIEF)
def command() -> None:
    """Group the commands about code lists."""


for _one in (listing, showing, adding, using):
    command.add_command(_one)
