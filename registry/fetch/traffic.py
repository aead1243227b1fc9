"""Counts of what went over the network, by host."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from threading import Lock

from ..record.host_traffic import HostTraffic

_COUNTS = tuple(one.name for one in fields(HostTraffic) if one.name != "host")


class Traffic:
    """Counts of several hosts, which any number of threads may add to.

    >>> traffic = Traffic()
    >>> traffic.add(HostTraffic(host="data.hue.vn", requests=2, bytes=10))
    >>> traffic.add(HostTraffic(host="data.hue.vn", requests=1))
    >>> traffic.hosts()[0].requests, traffic.total().bytes
    (3, 10)
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._hosts: dict[str, HostTraffic] = {}

    def add(self, counts: HostTraffic) -> None:
        """Add to the counts of a host."""
        with self._lock:
            known = self._hosts.get(counts.host)
            self._hosts[counts.host] = counts if known is None else _sum(counts.host, (known, counts))

    def hosts(self) -> tuple[HostTraffic, ...]:
        """The counts of each host, sorted by name; empty if nothing was asked."""
        with self._lock:
            return tuple(self._hosts[name] for name in sorted(self._hosts))

    def total(self) -> HostTraffic:
        """The sum of all hosts; its own host is ""."""
        return _sum("", self.hosts())


def _sum(host: str, counts: Iterable[HostTraffic]) -> HostTraffic:
    every = tuple(counts)
    return replace(HostTraffic(host=host), **{name: sum(getattr(one, name) for one in every) for name in _COUNTS})
