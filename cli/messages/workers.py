"""Several locations at once."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "HARVEST_KILLED",
    "KILLED",
]

KILLED: Final = message(
    "worker-killed",
    "{location}: the process that validated it was killed, perhaps for want of memory; validate it "
    "by itself or with fewer --workers",
)
HARVEST_KILLED: Final = message(
    "worker-of-harvest-killed",
    "{location}: the process that harvested it was killed, perhaps for want of memory; harvest it by itself or with "
    "fewer --workers",
)
