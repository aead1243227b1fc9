"""``danhmuc source remap``: the mapping of a source is run over what is stored of it."""

from __future__ import annotations

import click

from ..group import Command
from ..messages.source import SourceRemapText
from ..options import by_option, json_option, name_of_actor, open_registry, registry_option
from ..output.json import print_json


@click.command("remap", hidden=True, cls=Command, help=SourceRemapText.HELP, short_help=SourceRemapText.BRIEF)
@click.argument("name", metavar="SOURCE")
@by_option
@registry_option
@json_option
def remap(
    name: str,
    by: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Map the stored documents of a source once more."""
    from .harvest import print_report, report_as_dict

    with open_registry(registry_url, writes=True) as registry:
        report = registry.harvests.remap(name, by=name_of_actor(by))
        if as_json:
            print_json(report_as_dict(registry, registry.source_list.get(name).location, report))
        else:
            print_report(registry, report)
    return 1 if report.needs_attention else 0
