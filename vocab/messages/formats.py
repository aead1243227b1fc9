"""Formats of numbers, days, months and lists, as messages: translated like any sentence."""

from __future__ import annotations

from .values import Messages, message


class FormatsText(Messages, prefix="format"):
    THOUSANDS = message(",")
    DAY = message("{year}-{month}-{day}")
    MONTH = message("{year}-{month}")
    LIST = message(", ")
