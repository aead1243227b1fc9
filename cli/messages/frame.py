"""The frame of every help page."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "COMMANDS",
    "OPTIONS",
    "SHOW_HELP",
    "USAGE",
]

USAGE: Final = message("help-usage", "Usage:")
COMMANDS: Final = message("help-commands", "Commands")
OPTIONS: Final = message("help-options", "Options")
SHOW_HELP: Final = message("help-show-help", "Show this help.")
