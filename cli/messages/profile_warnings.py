"""What of a profile is skipped."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "HEAD",
]

HEAD: Final = message("profile-warning-head", "warning: profile")
