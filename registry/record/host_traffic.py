"""Counts of what went over the network to one host."""

from __future__ import annotations

from dataclasses import dataclass

from danhmuc.vocab.json_values import json_members


@dataclass(frozen=True, slots=True, kw_only=True)
class HostTraffic:
    """Counts of one host.

    Attributes:
        host: its name.
        requests: requests sent, those for robots.txt, after a redirect and again included.
        bytes: bytes of bodies as they came, before they were decompressed.
        not_modified: answers with status 304.
        retries: requests that were made again.
        waits: times that a request had to wait: for its turn, for Retry-After, before another try.
        wait_seconds: duration of all waits.
        seconds: time from a request to the end of its answer, all added up.
    """

    host: str
    requests: int = 0
    bytes: int = 0
    not_modified: int = 0
    retries: int = 0
    waits: int = 0
    wait_seconds: float = 0.0
    seconds: float = 0.0

    def as_dict(self) -> dict[str, object]:
        """The counts as JSON has them, seconds to the thousandth."""
        counts = json_members(self, self.__slots__)
        return {name: round(value, 3) if isinstance(value, float) else value for name, value in counts.items()}
