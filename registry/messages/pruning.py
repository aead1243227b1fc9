"""Messages about raw bytes that are pruned."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = ["BODY_DAYS_UNUSABLE", "BODY_SIZE_UNUSABLE"]

BODY_DAYS_UNUSABLE: Final = message(
    "body-days-unusable", "DANHMUC_BODIES_DAYS is {text!r}; it must be a whole number of days, such as 30"
)
BODY_SIZE_UNUSABLE: Final = message(
    "body-size-unusable", "{text!r} is no number of bytes; write one such as 500MB, 2GB or 1GiB"
)
