"""``danhmuc source release``: end the lease of a source by hand."""

from __future__ import annotations

import click

from danhmuc.vocab.text import one_line

from ..group import Command, Words
from ..language import render
from ..messages.source import SourceReleaseText
from ..options import by_option, json_option, name_of_actor, open_registry, option, registry_option
from ..output.json import print_json
from ..output.text import print_line


@click.command("release", hidden=True, cls=Command, help=SourceReleaseText.HELP, short_help=SourceReleaseText.BRIEF)
@click.argument("name")
@option("--reason", metavar="TEXT", type=Words(), required=True, help=SourceReleaseText.REASON)
@by_option
@registry_option
@json_option
def release(
    name: str,
    reason: str,
    by: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """End the lease, and print who held it."""
    with open_registry(registry_url, writes=True) as registry:
        released = registry.harvests.release(name, by=name_of_actor(by), reason=reason)
    if as_json:
        print_json(released.as_dict())
        return 0
    facts = {"source": released.source, "owner": released.owner}
    if released.run is None:
        print_line(one_line(render(SourceReleaseText.RELEASED(**facts))))
    else:
        print_line(one_line(render(SourceReleaseText.RELEASED_RUN(**facts, run=released.run))))
    return 0
