"""The error inside this room: a workbook that cannot be changed, with the reason."""

from __future__ import annotations

from danhmuc.vocab.messages import Message


class UnchangeableError(Exception):
    """A workbook cannot be changed as it is; its marks go into a new one.

    Attributes:
        reason: the reason, for people.
    """

    def __init__(self, reason: Message) -> None:
        self.reason = reason
        super().__init__(str(reason))
