"""All that stays the same during one fetch, with its redirects and retries."""

from __future__ import annotations

from dataclasses import dataclass

from ..record.door import Conditions, HostTraffic
from .answers import (
    BodyLimits,
)
from .door_settings import Traffic
from .web_locations import Credential, WebLocation

_NOTICED_SECONDS = 0.001
"""A wait of less is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One fetch.

    Attributes:
        origin: origin of the address asked for: the credential is sent nowhere else.
        seconds: time for all of it.
        deadline: moment of the clock at which that is over.
        internal: whether it may lead to private addresses.
        credential: that of the source.
        variable: where that was read from.
        conditions: what to ask with.
        accept: media types wanted.
        limits: of the body.
        pause: seconds that the source wants between two requests.
        traffic: what counts.
    """

    origin: str
    seconds: float
    deadline: float
    internal: bool
    accept: str
    limits: BodyLimits
    traffic: tuple[Traffic, ...]
    credential: Credential | None = None
    variable: str = ""
    conditions: Conditions | None = None
    pause: float = 0.0

    def headers(self, location: WebLocation, user_agent: str) -> dict[str, str]:
        """The headers of a request to an address."""
        sent = {"User-Agent": user_agent, "Accept": self.accept, "Accept-Encoding": "gzip, deflate"}
        if self.conditions is not None:
            if self.conditions.etag and _is_sendable(self.conditions.etag):
                sent["If-None-Match"] = self.conditions.etag
            if self.conditions.last_modified and _is_sendable(self.conditions.last_modified):
                sent["If-Modified-Since"] = self.conditions.last_modified
        if self.credential is not None and location.origin == self.origin:
            sent[self.credential.name] = self.credential.value
        return sent

    def count(self, counts: HostTraffic) -> None:
        """Add to all counts."""
        for one in self.traffic:
            one.add(counts)

    def count_wait(self, host: str, seconds: float) -> None:
        """Add a wait, if it was one."""
        if seconds >= _NOTICED_SECONDS:
            self.count(HostTraffic(host=host, waits=1, wait_seconds=seconds))


def _is_sendable(value: str) -> bool:
    """Whether a header can hold a text that was stored."""
    return value.isascii() and value.isprintable()
