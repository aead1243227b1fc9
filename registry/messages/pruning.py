"""Messages about raw bytes that are pruned."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class PruningText(Messages):
    BODY_DAYS_UNUSABLE = message("DANHMUC_BODIES_DAYS is {text!r}; it must be a whole number of days, such as 30")
    BODY_SIZE_UNUSABLE = message("{text!r} is no number of bytes; write one such as 500MB, 2GB or 1GiB")
