"""``danhmuc list``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "HELP",
    "LIMIT",
    "NODES",
    "STATE",
    "THEME",
    "VERDICT",
]

HELP: Final = message(
    "help-list",
    "List records; TEXT is searched in titles, descriptions, keywords and identifiers, with or without diacritics.",
)
THEME: Final = message("help-list-theme", "Only this theme, such as ENVI.")
STATE: Final = message("help-list-state", "Only this state: present, missing, withdrawn or withheld.")
VERDICT: Final = message("help-list-verdict", "Only this verdict: accepted, or submitted (violations to fix).")
NODES: Final = message("help-list-nodes", "List node records instead.")
LIMIT: Final = message("help-list-limit", "At most N rows.")
