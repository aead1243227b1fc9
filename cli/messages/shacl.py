"""``danhmuc validate --shapes``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "BECAUSE",
    "HEADING",
    "LARGE",
    "MORE_WARNINGS",
    "WARNING",
]

HEADING: Final = message("shacl-heading", "{location}  shapes {shapes}")
LARGE: Final = message(
    "shacl-large", "{location}: {megabytes} MB; to validate it against these shapes, all of it is held in memory"
)
WARNING: Final = message("cli-shacl-warning", "warning: {warning}")
MORE_WARNINGS: Final = message("shacl-more-warnings", "warning: {number} more; --json has all")
BECAUSE: Final = message("shacl-because", "because: {reason}")
