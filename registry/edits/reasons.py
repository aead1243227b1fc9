"""The reason of an edit that is not made without one."""

from __future__ import annotations

from danhmuc.vocab.errors import UsageError

from ..messages.requests import RequestsText


def required_reason(reason: str) -> str:
    """A reason as it is stored.

    Raises:
        UsageError: it has no words.
    """
    words = reason.strip()
    if not words:
        raise UsageError(RequestsText.REASON_EMPTY())
    return words
