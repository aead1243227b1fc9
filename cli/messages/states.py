"""The words for states that only the command line shows; the others are in ``registry.messages.states``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = ["UNVALIDATED"]

UNVALIDATED: Final = message("state-unvalidated", "not validated")
