"""``danhmuc registry prune`` and ``prune-bodies``: history before a day, and raw bytes that are not needed any more."""

from __future__ import annotations

import click

from danhmuc.vocab.text import one_line

from ..group import Command, WholeNumber
from ..language import render
from ..messages.registry_prune import RegistryPruneText
from ..options import json_option, lang_option, open_registry, option, registry_option
from ..output.json import print_json
from ..output.progress import progress
from ..output.text import print_line
from ..output.words import time_text


@click.command("prune-bodies", cls=Command, help=RegistryPruneText.HELP, short_help=RegistryPruneText.BRIEF)
@option("--older-than", type=WholeNumber(0), metavar="DAYS", help=RegistryPruneText.OLDER_THAN)
@option("--max-bytes", metavar="SIZE", help=RegistryPruneText.MAX_BYTES)
@option("--dry-run", is_flag=True, help=RegistryPruneText.DRY_RUN)
@registry_option
@json_option
@lang_option
def prune_bodies(
    older_than: int | None,
    max_bytes: str | None,
    dry_run: bool,  # noqa: FBT001 - click's own
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Delete raw bytes that are not needed any more."""
    from danhmuc.registry.record.pruning_limits import read_size  # no part of --help

    size = None if max_bytes is None else read_size(max_bytes)
    with open_registry(registry_url, writes=not dry_run) as registry:
        pruned = registry.prune_bodies(older_than=older_than, max_bytes=size, dry_run=dry_run)
    if as_json:
        print_json({"dry_run": dry_run, **pruned.as_dict()})
        return 0
    template = RegistryPruneText.WOULD_PRUNE if dry_run else RegistryPruneText.PRUNED
    facts = {"documents": pruned.documents + pruned.needed, "originals": pruned.originals}
    print_line(render(template(size=pruned.bytes, left=pruned.left_bytes, **facts)))
    if pruned.needed:
        print_line(one_line(render(RegistryPruneText.NEEDED(count=pruned.needed, sources=pruned.sources))))
    return 0


@click.command("prune", cls=Command, help=RegistryPruneText.PRUNE_HELP, short_help=RegistryPruneText.PRUNE_BRIEF)
@option("--before", metavar="DAY", required=True, help=RegistryPruneText.BEFORE)
@option("--dry-run", is_flag=True, help=RegistryPruneText.DRY_RUN)
@registry_option
@json_option
@lang_option
def prune(
    before: str,
    dry_run: bool,  # noqa: FBT001 - click's own
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Delete history before a day."""
    with (
        open_registry(registry_url, writes=not dry_run) as registry,
        progress(render(RegistryPruneText.PRUNE_TITLE)) as show,
    ):
        pruned = registry.prune_history(before=before, dry_run=dry_run, progress=show)
    if as_json:
        print_json({"dry_run": dry_run, **pruned.as_dict()})
        return 0
    template = RegistryPruneText.WOULD_PRUNE_HISTORY if dry_run else RegistryPruneText.HISTORY_PRUNED
    facts = {name: getattr(pruned, name) for name in ("versions", "graphs", "findings", "rests")}
    print_line(render(template(before=time_text(pruned.before), **facts)))
    return 0
