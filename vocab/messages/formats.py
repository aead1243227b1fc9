"""Formats of numbers, days, months and lists, as messages: translated like any sentence."""

from __future__ import annotations

from typing import Final

from .values import message

__all__ = ["DAY", "LIST", "MONTH", "THOUSANDS"]

THOUSANDS: Final = message("format-thousands", ",")
DAY: Final = message("format-day", "{year}-{month}-{day}")
MONTH: Final = message("format-month", "{year}-{month}")
LIST: Final = message("format-list", ", ")
