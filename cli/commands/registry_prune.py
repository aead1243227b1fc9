"""``danhmuc registry prune``: history before a day, or raw bytes that are not needed any more."""

from __future__ import annotations

import click

from danhmuc.vocab.messages import Message

from ..answer import CommandAnswer, Line
from ..errors import ArgumentsError
from ..group import Choice, Command, WholeNumber
from ..language import render
from ..messages.registry import RegistryPruneText
from ..options import RegistryAt, on_registry, option
from ..output.progress import progress
from ..output.words import time_text


@click.command("prune", cls=Command, help=RegistryPruneText.PRUNE_HELP, short_help=RegistryPruneText.PRUNE_BRIEF)
@click.argument("what", metavar="[history|bodies]", default="history", type=Choice(("history", "bodies")))
@option("--before", metavar="DAY", help=RegistryPruneText.BEFORE)
@option("--older-than", type=WholeNumber(0), metavar="DAYS", help=RegistryPruneText.OLDER_THAN)
@option("--max-bytes", metavar="SIZE", help=RegistryPruneText.MAX_BYTES)
@option("--dry-run", is_flag=True, help=RegistryPruneText.DRY_RUN)
@on_registry
def prune(
    at: RegistryAt,
    what: str,
    before: str | None,
    older_than: int | None,
    max_bytes: str | None,
    dry_run: bool,  # noqa: FBT001 - click's own
) -> CommandAnswer:
    """Delete history before a day, or raw bytes that are not needed any more."""
    if what == "bodies":
        if before is not None:
            raise ArgumentsError(RegistryPruneText.NOT_OF_BODIES())
        return _prune_bodies(at, older_than, max_bytes, dry_run=dry_run)
    if older_than is not None or max_bytes is not None:
        raise ArgumentsError(RegistryPruneText.ONLY_OF_BODIES())
    if before is None:
        raise ArgumentsError(RegistryPruneText.BEFORE_MISSING())
    return _prune_history(at, before, dry_run=dry_run)


def _prune_bodies(at: RegistryAt, older_than: int | None, max_bytes: str | None, *, dry_run: bool) -> CommandAnswer:
    from danhmuc.registry.record.source_bytes import read_size  # no part of --help

    size = None if max_bytes is None else read_size(max_bytes)
    registry = at.read() if dry_run else at.write()
    pruned = registry.upkeep.prune_bodies(older_than=older_than, max_bytes=size, dry_run=dry_run)
    template = RegistryPruneText.WOULD_PRUNE if dry_run else RegistryPruneText.PRUNED
    facts = {"documents": pruned.documents + pruned.needed, "originals": pruned.originals}
    parts: list[Line | Message] = [template(size=pruned.bytes, left=pruned.left_bytes, **facts)]
    if pruned.needed:
        parts.append(RegistryPruneText.NEEDED(count=pruned.needed, sources=pruned.sources))
    return CommandAnswer(data={"dry_run": dry_run, **pruned.as_dict()}, parts=parts)


def _prune_history(at: RegistryAt, before: str, *, dry_run: bool) -> CommandAnswer:
    registry = at.read() if dry_run else at.write()
    with progress(render(RegistryPruneText.PRUNE_TITLE)) as show:
        pruned = registry.upkeep.prune_history(before=before, dry_run=dry_run, progress=show)
    template = RegistryPruneText.WOULD_PRUNE_HISTORY if dry_run else RegistryPruneText.HISTORY_PRUNED
    facts = {name: getattr(pruned, name) for name in ("versions", "graphs", "findings", "rests")}
    done = template(before=time_text(pruned.before), **facts)
    return CommandAnswer(data={"dry_run": dry_run, **pruned.as_dict()}, parts=[done])
