"""The frame of every help page."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class FrameText(Messages, prefix="help"):
    USAGE = message("Usage:")
    COMMANDS = message("Commands")
    NAMES = message("Names")
    EVERY_DAY = message("Every day")
    OFFICERS = message("For officers")
    ADMINISTRATORS = message("For administrators")
    OPTIONS = message("Options")
    SHOW_HELP = message("Show this help.")
