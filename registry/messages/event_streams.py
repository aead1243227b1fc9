"""Messages about event streams."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "NOT_DESCRIBED",
    "NOT_OVERWRITTEN",
    "NO_STREAM",
    "NO_TIME",
    "SAME_TIME",
    "UNCLEAR",
]

NO_STREAM: Final = message(
    "stream-none",
    "{location} is no event stream: it has neither members (tree:member) nor relations (tree:relation) nor a view"
    " (tree:view)",
)
NOT_OVERWRITTEN: Final = plural(
    "stream-not-overwritten",
    "{count} description has no time that is understood, and a newer one of the same thing may be stored: {iri}",
    "{count} descriptions have no time that is understood, and newer ones of the same things may be stored: {iri}, …",
)

# Findings.
NO_TIME: Final = plural(
    "stream-no-time",
    "{count} activity of this page has no time that is understood; it deletes nothing and replaces nothing with a"
    " time.",
    "{count} activities of this page have no time that is understood; they delete nothing and replace nothing with a"
    " time.",
)
UNCLEAR: Final = plural(
    "stream-unclear",
    "Of {count} activity of this page it is not clear what it does, or to which one thing; it was ignored.",
    "Of {count} activities of this page it is not clear what they do, or to which one thing; they were ignored.",
)
NOT_DESCRIBED: Final = plural(
    "stream-not-described",
    "{count} activity of this page says that something was created or updated, but does not describe it; it was"
    " ignored.",
    "{count} activities of this page say that something was created or updated, but do not describe it; they were"
    " ignored.",
)
SAME_TIME: Final = plural(
    "stream-same-time",
    "Of {count} thing on this page there are several activities with the same time; one that deletes nothing counts.",
    "Of {count} things on this page there are several activities with the same time; one that deletes nothing counts.",
)
