"""Messages about history that was pruned."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = ["PRUNE_IN_FUTURE", "PRUNE_NEEDS_TIME", "UNDO_OF_PRUNED", "VERSION_PRUNED"]

VERSION_PRUNED: Final = message(
    "version-pruned", "{iri}: the graph of an older version was pruned, so that it cannot be shown or put back"
)
UNDO_OF_PRUNED: Final = message(
    "undo-of-pruned", "run {run} began before {before}, and what was there before it is pruned; it cannot be undone"
)
PRUNE_NEEDS_TIME: Final = message(
    "prune-needs-time", "{text!r} is no day or time before which history can be pruned; use 2026-01-31"
)
PRUNE_IN_FUTURE: Final = message("prune-in-future", "{text} is in the future; name a day of the past, or today")
