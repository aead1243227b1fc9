"""Keywords that several methods of a registry take, or that become one value further in.

`danhmuc.vocab.argument_types` spells them out in the signatures.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict

from danhmuc.vocab.messages import Message

if TYPE_CHECKING:
    from .contents import Progress


class ReadingKeywords(TypedDict, total=False):
    """The way in which a source is read; see `Registry.plan`."""

    name: str | None
    profile: str | None
    partial: Message | str | None
    progress: Progress | None
    deadline: float | None
    private_network: bool


class ExportKeywords(TypedDict, total=False):
    """The records of an export or a feed, and the files beside it; see `Registry.export`."""

    source: str | None
    publisher: str | Collection[str] | None
    theme: str | Collection[str] | None
    state: Literal["present"] | None
    min_status: str | None
    left_out: str | Path | None
    losses: str | Path | None
    readable: bool
    today: date | None
    progress: Progress | None


class FeedKeywords(ExportKeywords, total=False):
    """An order for a feed; see `Registry.export_feed`."""

    without_policy: bool
    other_registry: bool
    accept_drop: str | None
    check_all: bool


def report_files(chosen: ExportKeywords) -> tuple[Path | None, Path | None]:
    """The files that are asked for beside an export: of the records left out, and of losses."""
    left_out, losses = (None if one is None else Path(one) for one in (chosen.get("left_out"), chosen.get("losses")))
    return left_out, losses
