"""``danhmuc registry``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "CHECKED",
    "CHECK_BRIEF",
    "CHECK_HELP",
    "HELP",
    "NOT_WHOLE",
    "SOURCES",
    "VERSIONS",
    "WHOLE",
]

HELP: Final = message("help-registry", "The registry itself.")
CHECK_HELP: Final = message("help-registry-check", "Check that the registry is whole; exit code 1 if it is not.")
CHECK_BRIEF: Final = message("brief-registry-check", "Check that the registry is whole")
WHOLE: Final = message("registry-whole", "whole")
NOT_WHOLE: Final = message("registry-not-whole", "not whole")
CHECKED: Final = message(
    "registry-checked", "{registry}: {verdict}; {sources}, {records} (node records included), {versions}"
)
SOURCES: Final = plural("sources-counted", "{count} source", "{count} sources")
VERSIONS: Final = plural("versions-counted", "{count} version", "{count} versions")
