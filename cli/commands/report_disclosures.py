"""``danhmuc report disclosures``: what left as it was known at an earlier moment, by whom and why."""

from __future__ import annotations

import click

from ..answer import Answer, Column, Table
from ..group import Command
from ..messages.disclosures import DisclosuresText
from ..options import RegistryAt, on_registry
from ..output.words import time_text

_COLUMNS = (
    Column(DisclosuresText.AT, lambda one: time_text(one.at)),
    Column(DisclosuresText.BY, lambda one: one.by),
    Column(DisclosuresText.MOMENT, lambda one: time_text(one.moment)),
    Column(DisclosuresText.REASON, lambda one: one.reason),
)


@click.command("disclosures", cls=Command, help=DisclosuresText.HELP, short_help=DisclosuresText.BRIEF)
@on_registry
def command(at: RegistryAt) -> Answer:
    """List the disclosures."""
    found = at.read().disclosures()
    return Answer(data=found, parts=[Table(_COLUMNS, found)], notes=[DisclosuresText.COUNTED(count=len(found))])
