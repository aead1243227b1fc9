"""``danhmuc registry naming``: the naming convention of the registry."""

from __future__ import annotations

import click

from ..group import Command, Words
from ..language import render
from ..messages.registry import RegistryNamingText
from ..options import json_option, open_registry, option, registry_option
from ..output.json import print_json
from ..output.text import print_line
from ..output.words import convention_message


@click.command("naming", cls=Command, help=RegistryNamingText.HELP, short_help=RegistryNamingText.BRIEF)
@click.argument("convention", metavar="[CONVENTION]", required=False, type=Words())
@option("--none", is_flag=True, help=RegistryNamingText.NONE)
@registry_option
@json_option
def naming(
    convention: str | None,
    none: bool,  # noqa: FBT001 - click's own
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Show or set the naming convention."""
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    if none and convention is not None:
        raise UsageError(RegistryNamingText.BOTH())
    with open_registry(registry_url, writes=none or convention is not None) as registry:
        if none or convention is not None:
            registry.dictionary.set_naming_convention(convention)
        name = registry.dictionary.naming_convention
    if as_json:
        print_json({"convention": name})
    else:
        print_line(render(convention_message(name)))
    return 0
