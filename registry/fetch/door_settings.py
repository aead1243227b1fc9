"""Settings of the door to the network, and counts of what went through it.

Settings of the door to the network, as an operator may make them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Final

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.reading.notes import MAX_BYTES, MAX_GZIP_RATIO

from ..messages.fetch import FetchText
from ..record.door import HostTraffic

# ---------------------------------------------------------------- door settings

PRODUCT: Final = "danhmuc"
"""Name under which robots.txt knows us."""
_CONTACT: Final = re.compile(r"[\x21-\x27\x2a-\x5b\x5d-\x7e]{1,200}")
"""Printable ASCII without blanks, parentheses and backslashes, which a comment in a header cannot hold as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorSettings:
    """Settings of a door; the defaults suit a nightly harvest of servers that belong to others.

    Attributes:
        contact: mail address or web page of who runs danhmuc; part of the user agent.
        own_hosts: hosts whose robots.txt is not asked, since they are one's own.
        connect_seconds: for one connection, handshake included.
        read_seconds: between two pieces of an answer.
        total_seconds: for one fetch, with its redirects, waits and retries.
        max_bytes: of one answer, decompressed.
        max_ratio: factor by which an answer may grow when it is decompressed, above the first 16 MiB.
        memory_bytes: a larger answer goes into a temporary file.
        folder: where temporary files stand; None for that of the system.
        max_redirects: of one fetch.
        tries: of one request, the first included.
        backoff_seconds: wait before the second try, doubled before each further one.
        requests_per_second: to one host, after the first few.
        burst: number of requests that may follow each other at once.
        connections_per_host: at the same time, by all threads.
        robots_seconds: time for which a robots.txt is kept.

    Raises:
        UsageError: the contact cannot stand in a user agent.
        ValueError: a number is too small.
    """

    contact: str | None = None
    own_hosts: frozenset[str] = frozenset()
    connect_seconds: float = 10
    read_seconds: float = 60
    total_seconds: float = 900
    max_bytes: int = MAX_BYTES
    max_ratio: int = MAX_GZIP_RATIO
    memory_bytes: int = 8 * 1024**2
    folder: Path | None = None
    max_redirects: int = 5
    tries: int = 4
    backoff_seconds: float = 1
    requests_per_second: float = 2
    burst: int = 5
    connections_per_host: int = 2
    robots_seconds: float = 86_400

    def __post_init__(self) -> None:
        if self.contact is not None and _CONTACT.fullmatch(self.contact) is None:
            raise UsageError(FetchText.CONTACT_UNUSABLE(contact=self.contact))
        if min(self.requests_per_second, self.burst, self.connections_per_host, self.tries) <= 0:
            raise ValueError("rate, burst, connections and tries must be above 0")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> DoorSettings:
        """The settings with ``DANHMUC_CONTACT`` and ``DANHMUC_OWN_HOSTS``, names separated by blanks or commas.

        >>> DoorSettings.from_environment({"DANHMUC_OWN_HOSTS": "data.hue.vn, kho.hue.vn"}).own_hosts == {
        ...     "data.hue.vn", "kho.hue.vn"}
        True
        """
        hosts = re.split(r"[\s,]+", environment.get("DANHMUC_OWN_HOSTS", "").lower())
        return cls(
            contact=environment.get("DANHMUC_CONTACT", "").strip() or None,
            own_hosts=frozenset(_in_ascii(host) for host in hosts if host),
        )

    @property
    def user_agent(self) -> str:
        """The user agent of every request.

        >>> DoorSettings(contact="du-lieu@hue.vn").user_agent
        'danhmuc/... (+du-lieu@hue.vn)'
        """
        product = f"{PRODUCT}/{version('danhmuc')}"
        return product if self.contact is None else f"{product} (+{self.contact})"


def _in_ascii(host: str) -> str:
    """A host as addresses have it once they are normalised."""
    try:
        return host.rstrip(".").encode("idna").decode("ascii")
    except UnicodeError:
        return host


# ---------------------------------------------------------------- traffic
# Counts of what went over the network, by host.

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
