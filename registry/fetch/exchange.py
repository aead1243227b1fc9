"""One request and its reply, on one connection, under a watchdog."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.message import Message as Headers
from functools import partial
from threading import Lock
from typing import Final

from urllib3 import BaseHTTPResponse

from danhmuc.vocab.errors import AnswerRefusedError

from ..messages.fetch import FetchText
from ..record.door import Conditions, HostTraffic
from .answers import CONNECTION_ERRORS, HEAD_BYTES, Body, BodyLimits, Fault, find_fault, read_body
from .connections import Connections, Network, Passage, Watchdog
from .door_settings import DoorSettings, Traffic
from .politeness import WallClock, read_retry_after
from .web_locations import Credential, WebLocation, find_proxy

# ---------------------------------------------------------------- errands
# All that stays the same during one fetch, with its redirects and retries.

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


# ---------------------------------------------------------------- exchange

WHOLE_STATUSES: Final = frozenset([200, 203])
"""Statuses whose body is the document asked for."""
_KEPT: Final = frozenset(
    [
        *("age", "cache-control", "content-disposition", "content-language", "content-type", "date", "etag"),
        *("expires", "last-modified", "link", "location", "retry-after"),
    ]
)
_MEDIA_TYPE: Final = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The reply of a server.

    Attributes:
        headers: those that say something, by lower-case name; none that gives away the credential.
        tells_secret: whether one was left out for that reason.
        has_length: whether it says how long its body is.
        body: the document, or the beginning of what came in place of it.
    """

    status: int
    headers: Mapping[str, str]
    tells_secret: bool
    has_length: bool
    body: Body

    @property
    def media_type(self) -> str | None:
        """Lower-case, without parameters; None if there is none."""
        found = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        return found if _MEDIA_TYPE.fullmatch(found) else None

    def find_retry_after(self, clock: WallClock) -> float | None:
        """Seconds after which it asks to come again; None if it does not."""
        return read_retry_after(self.headers.get("retry-after"), self.headers.get("date"), clock)

    @property
    def charset(self) -> str | None:
        """Lower-case; None if there is none."""
        headers = Headers()
        headers["content-type"] = self.headers.get("content-type", "")
        return headers.get_content_charset()


class Exchanges:
    """All exchanges of a door."""

    def __init__(self, settings: DoorSettings, clock: WallClock, network: Network) -> None:
        self._settings = settings
        self._clock = clock
        self._connections = Connections(settings, network)
        self._lock = Lock()
        self._watchdogs: set[Watchdog] = set()
        self._closed = False

    def send(self, location: WebLocation, errand: Errand) -> Reply | Fault:
        """The reply to a GET, or what failed.

        Raises:
            AddressRefusedError: the host leads to an address that the source must not lead to.
            AnswerRefusedError: the body is larger than its limits, or not as its headers say.
            UsageError: a variable of proxies or authorities is set wrongly.
        """
        proxy = find_proxy(location.url)
        started = self._clock.monotonic()
        watchdog = Watchdog(errand.deadline - started)
        passage = Passage(
            location=location,
            internal=errand.internal,
            proxy=proxy,
            seconds=max(0.001, errand.deadline - started),
            watchdog=watchdog,
            count_request=lambda: errand.count(HostTraffic(host=location.host, requests=1)),
        )
        outcome: Reply | Fault
        with self._lock:
            self._watchdogs.add(watchdog)
        try:
            with watchdog:
                try:
                    self._check(errand)
                    headers = errand.headers(location, self._settings.user_agent)
                    outcome = self._read(self._connections.send(passage, headers), location, errand)
                except CONNECTION_ERRORS as error:
                    outcome = find_fault(error, location.host, proxy)
            # A connection that was closed may look like an answer that is at its end.
            if watchdog.expired or self._closed or self._clock.monotonic() >= errand.deadline:
                if isinstance(outcome, Reply):
                    outcome.body.close()
                reason = FetchText.DOOR_CLOSED() if self._closed else FetchText.OUT_OF_TIME(count=round(errand.seconds))
                outcome = Fault(reason=reason, passing=False)
        finally:
            with self._lock:
                self._watchdogs.discard(watchdog)
            errand.count(HostTraffic(host=location.host, seconds=self._clock.monotonic() - started))
        return outcome

    def close(self) -> None:
        """Close all connections, those in use included: threads that read from them get an error."""
        self._closed = True
        with self._lock:
            for watchdog in self._watchdogs:
                watchdog.close_connection()
        self._connections.close()

    def _check(self, errand: Errand) -> None:
        if self._closed or self._clock.monotonic() >= errand.deadline:
            raise TimeoutError("deadline")

    def _read(self, response: BaseHTTPResponse, location: WebLocation, errand: Errand) -> Reply:
        """The reply, its body read; the connection is used again if nothing is left on it."""
        whole = response.status in WHOLE_STATUSES
        has_length = response.length_remaining is not None or "transfer-encoding" in response.headers
        limits = errand.limits if whole else replace(errand.limits, max_bytes=HEAD_BYTES, cuts=True)
        try:
            body = self._read_body(response, location, errand, limits, whole=whole)
        except BaseException:
            response.close()
            raise
        finally:
            response.release_conn()
        kept = {name.lower(): value for name, value in response.headers.items() if name.lower() in _KEPT}
        credential = errand.credential
        telling = {name for name, value in kept.items() if credential is not None and credential.stands_in(value)}
        return Reply(
            status=response.status,
            headers={name: value for name, value in sorted(kept.items()) if name not in telling},
            tells_secret=bool(telling),
            has_length=has_length,
            body=body,
        )

    def _read_body(
        self, response: BaseHTTPResponse, location: WebLocation, errand: Errand, limits: BodyLimits, *, whole: bool
    ) -> Body:
        def count(size: int) -> None:
            errand.count(HostTraffic(host=location.host, bytes=size))

        def hide(text: str) -> str:
            return text if errand.credential is None else errand.credential.hide(text)

        try:
            check = partial(self._check, errand)
            body = read_body(response, location.url, limits, count=count, check=check, hide=hide)
        except AnswerRefusedError:
            if whole:
                raise
            response.close()
            return Body(size=0, digest="", data=b"")  # of a refusal, the status is enough
        if limits.cuts and body.size >= limits.max_bytes:
            response.close()
        return body
