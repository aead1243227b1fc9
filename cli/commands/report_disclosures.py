"""``danhmuc report disclosures``: what left as it was known at an earlier moment, by whom and why."""

from __future__ import annotations

import click

from ..answer import CommandAnswer, ShownColumn, Table
from ..group import Command
from ..messages.registry import DisclosuresText
from ..options import RegistryAt, on_registry
from ..output.words import time_text

_COLUMNS = (
    ShownColumn(DisclosuresText.AT, lambda one: time_text(one.at)),
    ShownColumn(DisclosuresText.BY, lambda one: one.by),
    ShownColumn(DisclosuresText.MOMENT, lambda one: time_text(one.moment)),
    ShownColumn(DisclosuresText.REASON, lambda one: one.reason),
)


@click.command("disclosures", cls=Command, help=DisclosuresText.HELP, short_help=DisclosuresText.BRIEF)
@on_registry
def command(at: RegistryAt) -> CommandAnswer:
    """List the disclosures."""
    found = at.read().ledger.disclosures()
    return CommandAnswer(data=found, parts=[Table(_COLUMNS, found)], notes=[DisclosuresText.COUNTED(count=len(found))])
