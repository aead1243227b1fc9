"""Counts of what one page of a source brought."""

from __future__ import annotations

from dataclasses import dataclass

from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """One page, as it was asked for.

    Attributes:
        url: its address.
        status: of HTTP; 304 if it has not moved; None if it could not be had.
        requests: requests sent for it, as `HostTraffic` counts them: of all pages together those of the visit.
        bytes: bytes that came for it, before they were decompressed.
        datasets: number of datasets that it describes; None if it was not parsed.
        why: why it could not be had.
    """

    url: str
    status: int | None = None
    requests: int = 0
    bytes: int = 0
    datasets: int | None = None
    why: Message | None = None

    def as_dict(self) -> dict[str, object]:
        """The page as JSON has it."""
        plain = [name for name in self.__slots__ if name != "why"]
        return {**json_members(self, plain), "why": None if self.why is None else str(self.why)}
