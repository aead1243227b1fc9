"""Formats of numbers, days and lists, as messages: translated like any sentence."""

from __future__ import annotations

from typing import Final

from .values import message

__all__ = ["DAY", "LIST", "THOUSANDS"]

THOUSANDS: Final = message("format-thousands", ",")
DAY: Final = message("format-day", "{year}-{month}-{day}")
LIST: Final = message("format-list", ", ")
