"""Faults of the reference date."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = ["REFERENCE_DATE_UNREADABLE"]

REFERENCE_DATE_UNREADABLE: Final = message(
    "reference-date-unreadable", "{variable} {text!r} is not a day; write 2025-07-01 or 01/07/2025"
)
