"""Limits for raw bytes that are kept beside the records: how long what nothing stands on, and how many at all."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from danhmuc.vocab.errors import UsageError

from ..messages.pruning import PruningText

_SIZE: Final = re.compile(r"(\d{1,20}(?:[.,]\d{1,20})?)\s*([kmgt]?)(i?)b?", re.IGNORECASE | re.ASCII)
_POWERS: Final = ("", "k", "m", "g", "t")
_DAYS: Final = "DANHMUC_BODIES_DAYS"
_BYTES: Final = "DANHMUC_BODIES_MAX_BYTES"


@dataclass(frozen=True, slots=True, kw_only=True)
class PruningLimits:
    """Limits that hold after each harvest.

    Attributes:
        days: how long raw bytes are kept that no last good run of a source stands on; None for ever.
        max_bytes: number of raw bytes that are kept at most; None for any number.
    """

    days: int | None = 30
    max_bytes: int | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> PruningLimits:
        """The limits with ``DANHMUC_BODIES_DAYS`` and ``DANHMUC_BODIES_MAX_BYTES``.

        Raises:
            UsageError: one is set and cannot be read.

        >>> PruningLimits.from_environment({"DANHMUC_BODIES_DAYS": "7", "DANHMUC_BODIES_MAX_BYTES": "2 GB"})
        PruningLimits(days=7, max_bytes=2000000000)
        """
        days, size = environment.get(_DAYS, "").strip(), environment.get(_BYTES, "").strip()
        if days and not (days.isascii() and days.isdigit() and len(days) <= 5):
            raise UsageError(PruningText.BODY_DAYS_UNUSABLE(text=days))
        return cls(days=int(days) if days else cls().days, max_bytes=read_size(size) if size else None)


def read_size(text: str) -> int:
    """A number of bytes as people write it.

    Raises:
        UsageError: it is none.

    >>> read_size("500 MB"), read_size("1.5GiB"), read_size("0")
    (500000000, 1610612736, 0)
    """
    found = _SIZE.fullmatch(text.strip())
    if found is None or (found[3] and not found[2]):
        raise UsageError(PruningText.BODY_SIZE_UNUSABLE(text=text))
    base = 1024 if found[3] else 1000
    return int(float(found[1].replace(",", ".")) * base ** _POWERS.index(found[2].lower()))
