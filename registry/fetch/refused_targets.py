"""Reasons why danhmuc does not go where a server leads it: to the address of a redirect, or of a next page.

The person who reads them did not choose the address, and must not be told to open the own network to it.
"""

from __future__ import annotations

from danhmuc.vocab.messages import Message

from ..messages.fetch import FetchText


def target_reason(reason: Message) -> Message:
    """The reason for an address that a server chose, in place of the one for an address that a person chose."""
    inner = reason.facts.get("reason")
    is_refused = reason.id in (FetchText.NOT_PUBLIC.id, FetchText.NEVER_FETCHED.id)
    return FetchText.TARGET_NOT_PUBLIC(reason=inner) if is_refused and isinstance(inner, Message) else reason
