"""Messages about history that was pruned."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class PrunedText(Messages):
    VERSION_PRUNED = message("{iri}: the graph of an older version was pruned, so that it cannot be shown or put back")
    UNDO_OF_PRUNED = message(
        "run {run} began before {before}, and what was there before it is pruned; it cannot be undone"
    )
    PRUNE_NEEDS_TIME = message("{text!r} is no day or time before which history can be pruned; use 2026-01-31")
    PRUNE_IN_FUTURE = message("{text} is in the future; name a day of the past, or today")
