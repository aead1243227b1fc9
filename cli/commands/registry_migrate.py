"""``danhmuc registry migrate``: the schema of a registry brought up to date."""

from __future__ import annotations

import click

from danhmuc.vocab.text import one_line

from ..group import Command
from ..language import render
from ..messages.registry import RegistryText
from ..options import json_option, open_registry, registry_option
from ..output.json import print_json
from ..output.text import print_line


@click.command("migrate", cls=Command, help=RegistryText.MIGRATE_HELP, short_help=RegistryText.MIGRATE_BRIEF)
@registry_option
@json_option
def migrate(
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Upgrade an older schema."""
    from danhmuc.registry.store.migrations import HEAD  # SQLAlchemy costs ten bare interpreters

    with open_registry(registry_url, writes=True) as registry:
        url, done = registry.url, registry.upkeep.migration
    if as_json:
        backup = None if done is None or done.backup is None else str(done.backup)
        print_json({"registry": url, "schema": HEAD, "from": None if done is None else done.schema, "backup": backup})
    else:
        print_line(one_line(render(RegistryText.UP_TO_DATE(registry=url, schema=HEAD))))
    return 0
