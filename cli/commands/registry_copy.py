"""``danhmuc registry copy``: the registry in another database."""

from __future__ import annotations

import click

from danhmuc.vocab.text import one_line

from ..group import Command
from ..language import render
from ..messages.registry import RegistryCopiesText
from ..options import json_option, open_registry
from ..output.json import print_json
from ..output.progress import progress
from ..output.text import print_line


@click.command("copy", cls=Command, help=RegistryCopiesText.COPY_HELP, short_help=RegistryCopiesText.COPY_BRIEF)
@click.argument("from_url", metavar="FROM")
@click.argument("to_url", metavar="TO")
@json_option
def copy(
    from_url: str,
    to_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Copy a registry, and prove that the copy is the same."""
    with open_registry(from_url) as registry, progress(render(RegistryCopiesText.TITLE_COPY)) as show:
        report = registry.upkeep.copy_to(to_url, progress=show)
    if as_json:
        print_json(report.as_dict())
        return 0
    copied = RegistryCopiesText.COPIED(target=report.target, rows=report.row_count, tables=len(report.rows))
    print_line(one_line(render(copied)))
    if report.resumed:
        print_line(render(RegistryCopiesText.RESUMED(count=report.resumed)))
    return 0
