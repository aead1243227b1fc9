"""The log of the stream of the last build."""

from __future__ import annotations

from typing import Final

__all__ = ["LOG"]

LOG: Final = "stream-log.jsonl"
