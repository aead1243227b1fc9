"""``danhmuc validate --shapes``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "BECAUSE",
    "HEADING",
    "LARGE",
    "MORE_RULES",
    "MORE_WARNINGS",
    "UNREAD_SHAPES",
    "WARNING",
]

HEADING: Final = message("shacl-heading", "{location}  shapes {shapes}")
LARGE: Final = message(
    "shacl-large", "{location}: {megabytes} MB; to validate it against these shapes, all of it is held in memory"
)
WARNING: Final = message("cli-shacl-warning", "warning: {warning}")
MORE_WARNINGS: Final = message("shacl-more-warnings", "warning: {number} more; --json has all")
MORE_RULES: Final = plural(
    "cli-shacl-more-rules", "{count} more rule; --json has all findings", "{count} more rules; --json has all findings"
)
UNREAD_SHAPES: Final = plural(
    "cli-shacl-unread-shapes",
    "{count} part of the shapes was not read, see the warnings; --allow-unread-shapes passes all the same",
    "{count} parts of the shapes were not read, see the warnings; --allow-unread-shapes passes all the same",
)
BECAUSE: Final = message("shacl-because", "because: {reason}")
