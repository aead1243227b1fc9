"""Faults of the reference date."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class DatesText(Messages):
    REFERENCE_DATE_UNREADABLE = message("{variable} {text!r} is not a day; write 2025-07-01 or 01/07/2025")
