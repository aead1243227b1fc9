"""``danhmuc vocab``: the code lists that metadata is written with; a file holds one command."""

from __future__ import annotations

import click

from ..group import LazyGroup
from ..language import both
from .add import command as adding
from .list import command as listing
from .show import command as showing
from .use import command as using

__all__ = ["command"]


@click.group("vocab", cls=LazyGroup, summaries={}, help=both("Các bảng mã.", "The code lists."))
def command() -> None:
    """Group the commands about code lists."""


for _one in (listing, showing, adding, using):
    command.add_command(_one)
