"""``danhmuc report disclosures``: what left as it was known at an earlier moment, by whom and why."""

from __future__ import annotations

import click

from danhmuc.vocab.text import one_line

from ..group import Command
from ..language import render
from ..messages.disclosures import DisclosuresText
from ..options import json_option, lang_option, open_registry, registry_option
from ..output.json import print_json
from ..output.table import print_table
from ..output.text import print_line
from ..output.words import time_text


@click.command("disclosures", cls=Command, help=DisclosuresText.HELP, short_help=DisclosuresText.BRIEF)
@registry_option
@json_option
@lang_option
def command(
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """List the disclosures."""
    with open_registry(registry_url) as registry:
        found = registry.disclosures()
    if as_json:
        print_json([one.as_dict() for one in found])
        return 0
    print_table(
        [
            render(heading())
            for heading in (DisclosuresText.AT, DisclosuresText.BY, DisclosuresText.MOMENT, DisclosuresText.REASON)
        ],
        [tuple(map(one_line, (time_text(one.at), one.by, time_text(one.moment), one.reason))) for one in found],
    )
    print_line(render(DisclosuresText.COUNTED(count=len(found))), err=True)
    return 0
