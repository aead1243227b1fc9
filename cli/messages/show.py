"""``danhmuc show``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "HELP",
    "HISTORY",
    "PUBLISHER",
    "RECORD_CLASS",
    "RECORD_SOURCE",
    "RUN",
    "SOURCE",
    "STATE",
    "VERDICT",
    "VERSION",
]

HELP: Final = message(
    "help-show", "Show the record with this IRI: its content and findings, or with --history its versions."
)
HISTORY: Final = message("help-show-history", "All versions and what changed, newest first.")
SOURCE: Final = message("help-show-source", "As this source describes it.")
RECORD_CLASS: Final = message("show-class", "class: {word}")
PUBLISHER: Final = message("show-publisher", "publisher: {name}")
RECORD_SOURCE: Final = message("show-source", "source: {name}")
STATE: Final = message("show-state", "state: {word}")
VERDICT: Final = message("show-verdict", "verdict: {word}")
VERSION: Final = message("show-version", "version: {number:d}  {digest}")
RUN: Final = message("show-run", "run {number:d}")
