"""``danhmuc registry naming``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = ["BOTH", "BRIEF", "HELP", "NONE", "NOT_SET", "SET"]

HELP: Final = message(
    "help-registry-naming",
    "Show the naming convention of the registry, or set it to CONVENTION: snake_case, UPPER_SNAKE_CASE, camelCase or"
    " PascalCase.\n\nTechnical names of columns and data elements that are not written so are listed by danhmuc"
    " elements list --names. Nothing is refused for its name.",
)
BRIEF: Final = message("brief-registry-naming", "Show or set the naming convention of technical names")
NONE: Final = message("help-registry-naming-none", "No convention: no spelling of a name is listed.")
BOTH: Final = message("registry-naming-both", "CONVENTION and --none exclude each other; keep one")
SET: Final = message("registry-naming-set", "naming convention: {name}")
NOT_SET: Final = message(
    "registry-naming-not-set", "the registry has no naming convention; danhmuc registry naming CONVENTION sets one"
)
