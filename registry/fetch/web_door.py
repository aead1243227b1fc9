"""The door: fetch an address politely, safely and within its time."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from types import TracebackType
from typing import Final, Protocol, Self

from danhmuc.vocab.errors import (
    AccessDeniedError,
    AddressGoneError,
    AddressRefusedError,
    AnswerRefusedError,
    FetchError,
    HostUnavailableError,
)
from danhmuc.vocab.messages import Message
from danhmuc.vocab.text import shown_location

from ..messages.fetch import FetchText
from ..record.door import Conditions, Door, HostTraffic, NetworkDoor
from ..record.source_settings import SourceSettings
from .answers import (
    REFUSING_STATUSES,
    Answer,
    BodyLimits,
    Fault,
    NotModified,
    is_challenge,
    is_of_host,
    write_firewall_letter,
    write_robots_letter,
)
from .connections import Network, SystemNetwork
from .door_settings import PRODUCT, DoorSettings, Traffic
from .exchange import WHOLE_STATUSES, Errand, Exchanges, Reply
from .politeness import (
    MAX_ROBOTS_BYTES,
    RETRIED_STATUSES,
    HostGate,
    HostGates,
    NoTurnError,
    Robots,
    RobotsFile,
    SystemClock,
    WallClock,
    find_backoff,
)
from .web_locations import WebLocation, find_proxy, join_location, read_credential, read_location

# ---------------------------------------------------------------- refused targets
# Reasons why danhmuc does not go where a server leads it: to the address of a redirect, or of a next page.
#
# The person who reads them did not choose the address, and must not be told to open the own network to it.


def target_reason(reason: Message) -> Message:
    """The reason for an address that a server chose, in place of the one for an address that a person chose."""
    inner = reason.facts.get("reason")
    is_refused = reason.id in (FetchText.NOT_PUBLIC.id, FetchText.NEVER_FETCHED.id)
    return FetchText.TARGET_NOT_PUBLIC(reason=inner) if is_refused and isinstance(inner, Message) else reason


# ---------------------------------------------------------------- source door
# The door as one visit of one source has it.


class _Fetch(Protocol):
    def __call__(
        self,
        url: str,
        *,
        conditions: Conditions | None = None,
        internal: bool = False,
        credential_variable: str | None = None,
        accept: str = "*/*",
        deadline: float | None = None,
        delay_seconds: float | None = None,
        traffic: Traffic | None = None,
    ) -> Answer | NotModified: ...


class WebSourceDoor:
    """The door for one visit: the settings of the source hold for all that it asks, and it has counts of its own.

    What opens the source is sent to the server of its location alone, whatever address it asks for.
    """

    def __init__(
        self, fetch: _Fetch, location: str, settings: SourceSettings, *, deadline: float | None = None
    ) -> None:
        self._fetch = fetch
        self._settings = settings
        self._origin = _origin(location)
        self._deadline = deadline
        self._traffic = Traffic()

    @property
    def traffic(self) -> tuple[HostTraffic, ...]:
        """Counts of what this visit has sent and received, by host."""
        return self._traffic.hosts()

    def fetch(
        self,
        url: str,
        *,
        conditions: Conditions | None = None,
        internal: bool = False,
        credential_variable: str | None = None,
        accept: str = "*/*",
        deadline: float | None = None,
        delay_seconds: float | None = None,
    ) -> Answer | NotModified:
        """Ask for a document, as `WebDoor.fetch` does; see `Door`."""
        settings = self._settings
        is_at_home = self._origin is not None and _origin(url) == self._origin
        ends = [end for end in (deadline, self._deadline) if end is not None]
        return self._fetch(
            url,
            conditions=conditions,
            internal=internal or settings.may_be_private,
            credential_variable=(credential_variable or settings.credential_variable) if is_at_home else None,
            accept=accept,
            deadline=min(ends, default=None),
            delay_seconds=max(delay_seconds or 0.0, settings.delay_seconds or 0.0),
            traffic=self._traffic,
        )


def _origin(location: str) -> str | None:
    try:
        return read_location(location).origin
    except AddressRefusedError:
        return None


# ---------------------------------------------------------------- web door

_log = logging.getLogger(__name__)
_REDIRECTS: Final = frozenset([301, 302, 303, 307, 308])
_NOT_MODIFIED: Final = 304
_GONE: Final = frozenset([404, 410])
_UNAUTHORIZED: Final = 401
_PROXY_UNAUTHORIZED: Final = 407
_NO_CONTENT: Final = 204
_CLIENT_ERRORS: Final = range(400, 500)


class WebDoor:
    """The one door to the network, for all threads of a night.

    A context manager, which closes its connections at the end.

    Args:
        settings: what the operator set; by default what the environment says.
        clock: looked at and waited by.
        network: names to addresses to sockets.

    Attributes:
        traffic: counts of everything that went through.

    >>> with WebDoor() as door:  # doctest: +SKIP
    ...     answer = door.fetch("https://data.hue.vn/catalog.ttl", conditions=Conditions(etag='"7"'))
    """

    def __init__(
        self,
        settings: DoorSettings | None = None,
        *,
        clock: WallClock | None = None,
        network: Network | None = None,
    ) -> None:
        self.settings = settings if settings is not None else DoorSettings.from_environment()
        self.traffic = Traffic()
        self._clock = clock if clock is not None else SystemClock()
        self._gates = HostGates(self.settings, self._clock)
        self._robots = Robots(self._clock, self.settings.robots_seconds)
        self._exchanges = Exchanges(self.settings, self._clock, network if network is not None else SystemNetwork())

    def fetch(
        self,
        url: str,
        *,
        conditions: Conditions | None = None,
        internal: bool = False,
        credential_variable: str | None = None,
        accept: str = "*/*",
        max_bytes: int | None = None,
        seconds: float | None = None,
        deadline: float | None = None,
        delay_seconds: float | None = None,
        traffic: Traffic | None = None,
    ) -> Answer | NotModified:
        """The document at an address, whole, or that it is still as the conditions describe it.

        Args:
            url: an address of http or https.
            conditions: what an earlier answer said of itself (`Answer.conditions`).
            internal: whether it may lead to private, shared and loopback addresses.
            credential_variable: environment variable that holds the credential of the source.
            accept: media types wanted, as in the header Accept.
            max_bytes: of the document, decompressed; by default that of the settings.
            seconds: time for all of it, waits included; by default that of the settings.
            deadline: moment of the clock (`WallClock.monotonic`) at which it has to end, if that comes sooner.
            delay_seconds: pause that the host wants between two requests.
            traffic: counts to add to, beside those of the door.

        Raises:
            HostUnavailableError: try again later.
            AccessDeniedError: the server or its robots.txt refuses; its `letter` is ready to be sent.
            AddressGoneError: there is nothing.
            AddressRefusedError: the door does not go there.
            AnswerRefusedError: the door does not take what came.
            UsageError: the variable of the credential, of a proxy or of certificates is set wrongly.
        """
        location = read_location(url)
        credential = read_credential(credential_variable) if credential_variable is not None else None
        if credential is not None and location.scheme != "https" and not internal:
            raise AddressRefusedError(location.url, FetchText.CREDENTIAL_WITHOUT_TLS())
        now = self._clock.monotonic()
        seconds = self.settings.total_seconds if seconds is None else seconds
        if deadline is not None:
            seconds = max(0.0, min(seconds, deadline - now))
        errand = Errand(
            origin=location.origin,
            seconds=seconds,
            deadline=now + seconds,
            internal=internal,
            credential=credential,
            variable=credential_variable or "",
            conditions=conditions,
            accept=accept,
            limits=self._limits(self.settings.max_bytes if max_bytes is None else max_bytes),
            pause=delay_seconds or 0.0,
            traffic=(self.traffic,) if traffic is None else (self.traffic, traffic),
        )
        trail, reply = self._follow(location, errand, robots=True)
        return self._settle(location, trail, reply, errand)

    def for_source(self, location: str, settings: SourceSettings, *, deadline: float | None = None) -> WebSourceDoor:
        """The door for one visit of a source, with its settings and with counts of its own; see `NetworkDoor`."""
        return WebSourceDoor(self.fetch, location, settings, deadline=deadline)

    def close(self) -> None:
        """Close all connections; a fetch of another thread ends with an error."""
        self._exchanges.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    # ------------------------------------------------------------ redirects

    def _follow(self, location: WebLocation, errand: Errand, *, robots: bool) -> tuple[list[WebLocation], Reply]:
        """The addresses that were asked, in order, and the reply of the last."""
        trail = [location]
        while True:
            here = trail[-1]
            try:
                pause = self._ask_robots(here, errand) if robots else errand.pause
                reply = self._try(here, errand, pause)
            except AddressRefusedError as error:
                raise (_refuse_redirect(trail[-2], here.url, error.reason) if len(trail) > 1 else error) from None
            if reply.status not in _REDIRECTS:
                return trail, reply
            if len(trail) > self.settings.max_redirects:
                reason = FetchText.TOO_MANY_REDIRECTS(count=self.settings.max_redirects)
                raise AddressRefusedError(location.url, reason)
            trail.append(_read_redirect(here, reply))

    # ------------------------------------------------------------ tries

    def _try(self, location: WebLocation, errand: Errand, pause: float) -> Reply:
        """The reply of a server, after as many tries as it takes and as there may be.

        Raises:
            HostUnavailableError: it did not reply, or only that it cannot.
        """
        gate = self._gates.at(location.host)
        all_reset = True
        number = 0
        while True:
            number += 1
            outcome = self._take_turn(gate, location, errand, pause)
            wait = find_backoff(number, self.settings.backoff_seconds)
            asked_wait = None
            if isinstance(outcome, Reply):
                if outcome.status not in RETRIED_STATUSES or _is_challenge(outcome):
                    return outcome
                all_reset = False
                asked_wait = outcome.find_retry_after(self._clock)
                reason = _server_reason(outcome.status, asked_wait)
                if asked_wait is not None:
                    gate.close_for(asked_wait)
                    wait = asked_wait
            else:
                all_reset = all_reset and outcome.reset
                reason = outcome.reason
            passing = isinstance(outcome, Reply) or outcome.passing
            now = self._clock.monotonic()
            if not passing or number >= self.settings.tries or now + wait >= errand.deadline:
                reason = reason if number == 1 else FetchText.TRIED(reason=reason, count=number)
                letter = self._letter(location, reason) if all_reset else None
                raise HostUnavailableError(location.url, reason, retry_after=asked_wait, letter=letter)
            _log.info("%s: %s; another try in %.1f s", location.host, reason, wait)
            errand.count(HostTraffic(host=location.host, retries=1))
            if asked_wait is None:
                self._clock.sleep(wait)
                errand.count_wait(location.host, wait)

    def _take_turn(self, gate: HostGate, location: WebLocation, errand: Errand, pause: float) -> Reply | Fault:
        """One request, when it is its turn at that host."""
        try:
            with gate.turn(errand.deadline, pause) as waited:
                errand.count_wait(location.host, waited)
                return self._exchanges.send(location, errand)
        except NoTurnError as error:
            raise _no_turn(location, error) from None

    # ------------------------------------------------------------ robots.txt

    def _ask_robots(self, location: WebLocation, errand: Errand) -> float:
        """Make sure that robots.txt lets us read an address; returns the pause between requests that it wants.

        Raises:
            AccessDeniedError: it does not.
            HostUnavailableError: it cannot be read now.
        """
        if location.host in self.settings.own_hosts:
            return errand.pause
        try:
            found = self._robots.find(
                location.origin,
                internal=errand.internal,
                deadline=errand.deadline,
                read=lambda: self._read_robots(location, errand),
            )
        except NoTurnError as error:
            raise _no_turn(location, error) from None
        shown = shown_location(location.url)
        if found.unreachable is not None:
            letter = self._letter(location, found.unreachable) if found.is_cut else None
            reason = found.unreachable
            if not is_of_host(reason):
                reason = FetchText.ROBOTS_UNREACHABLE(reason=reason)
            raise HostUnavailableError(shown, reason, letter=letter)
        if not found.allows(location.url):
            letter = write_robots_letter(location, self.settings)
            raise AccessDeniedError(shown, FetchText.ROBOTS_DISALLOW(product=PRODUCT), letter=letter)
        return max(errand.pause, found.delay)

    def _read_robots(self, location: WebLocation, errand: Errand) -> RobotsFile:
        """The robots.txt of the origin of an address, read anew.

        Raises:
            AddressRefusedError: the host leads to an address that the source must not lead to.
            HostUnavailableError: it cannot be read now.
        """
        start = read_location(f"{location.origin}/robots.txt")
        asking = Errand(
            origin=location.origin,
            seconds=errand.seconds,
            deadline=errand.deadline,
            internal=errand.internal,
            accept="text/plain, */*;q=0.1",
            limits=self._limits(MAX_ROBOTS_BYTES, cuts=True),
            pause=errand.pause,
            traffic=errand.traffic,
        )
        try:
            _, reply = self._follow(start, asking, robots=False)
        except AddressRefusedError as error:
            if error.reason.template is FetchText.TOO_MANY_REDIRECTS:
                return RobotsFile()  # RFC 9309, 2.3.1.2
            if (
                error.location == shown_location(start.url)
                and error.reason.template is not FetchText.REDIRECT_TO_REFUSED
            ):
                raise AddressRefusedError(location.url, error.reason) from None
            return RobotsFile(unreachable=error.reason)
        except AnswerRefusedError as error:
            return RobotsFile(unreachable=error.reason)
        if reply.status in WHOLE_STATUSES:
            return RobotsFile.parse(reply.body.read())
        if reply.status in _CLIENT_ERRORS or reply.status == _NO_CONTENT:
            return RobotsFile()
        return RobotsFile(unreachable=FetchText.STATUS_UNEXPECTED(status=reply.status))

    # ------------------------------------------------------------ what a reply means

    def _settle(
        self, location: WebLocation, trail: list[WebLocation], reply: Reply, errand: Errand
    ) -> Answer | NotModified:
        """The reply as what the caller asked for.

        Raises:
            FetchError: it is not that.
        """
        here = trail[-1]
        redirects = tuple(one.url for one in trail[1:])
        headers = {name: value for name, value in reply.headers.items() if name not in ("location", "retry-after")}
        if reply.status in WHOLE_STATUSES and not _is_challenge(reply):
            return Answer(
                requested=location.url,
                url=here.url,
                redirects=redirects,
                status=reply.status,
                headers=headers,
                has_length=reply.has_length,
                media_type=reply.media_type,
                charset=reply.charset,
                body=reply.body,
            )
        if reply.status == _NOT_MODIFIED and errand.conditions is not None:
            errand.count(HostTraffic(host=here.host, not_modified=1))
            return NotModified(requested=location.url, url=here.url, redirects=redirects, headers=headers)
        raise self._refusal(here, reply, errand)

    def _refusal(self, location: WebLocation, reply: Reply, errand: Errand) -> FetchError:
        """The error that a reply is."""
        status = reply.status
        shown = shown_location(location.url)
        if _is_challenge(reply):
            letter = self._letter(location, FetchText.CHALLENGED())
            return AccessDeniedError(shown, FetchText.CHALLENGED(), status=status, letter=letter)
        if status in REFUSING_STATUSES:
            reason = FetchText.REFUSED_BY_SERVER(status=status)
            return AccessDeniedError(shown, reason, status=status, letter=self._letter(location, reason))
        if status == _UNAUTHORIZED:
            if errand.credential is None:
                return AccessDeniedError(shown, FetchText.CREDENTIAL_WANTED(status=status), status=status)
            reason = FetchText.CREDENTIAL_REFUSED(status=status, variable=errand.variable)
            return AccessDeniedError(shown, reason, status=status)
        if status == _PROXY_UNAUTHORIZED:
            proxy = find_proxy(location.url)
            return HostUnavailableError(
                shown, FetchText.PROXY_REFUSED(proxy=proxy.url if proxy is not None else location.host)
            )
        if status in _GONE:
            return AddressGoneError(shown, FetchText.LOCATION_GONE(status=status))
        if status == _NOT_MODIFIED:
            return AnswerRefusedError(shown, FetchText.NOT_MODIFIED_UNASKED())
        return AnswerRefusedError(shown, FetchText.STATUS_UNEXPECTED(status=status))

    def _letter(self, location: WebLocation, reason: Message) -> Message:
        now = datetime.fromtimestamp(self._clock.time(), UTC)
        return write_firewall_letter(location, reason, self.settings, f"{now:%Y-%m-%d %H:%M} UTC")

    def _limits(self, max_bytes: int, *, cuts: bool = False) -> BodyLimits:
        return BodyLimits(
            max_bytes=max_bytes,
            max_ratio=self.settings.max_ratio,
            memory_bytes=self.settings.memory_bytes,
            folder=self.settings.folder,
            cuts=cuts,
        )


_AS_SOURCES_KNOW_IT: type[Door] = WebDoor
_AS_HARVESTS_KNOW_IT: type[NetworkDoor] = WebDoor
"""For type checkers: it is the door that sources expect."""


def _read_redirect(here: WebLocation, reply: Reply) -> WebLocation:
    """The address that a redirect leads to.

    Raises:
        AddressRefusedError: it leads nowhere, or where the door does not go.
    """
    shown = shown_location(here.url)
    target = reply.headers.get("location")
    if target is None:
        reason = (
            FetchText.REDIRECT_GIVES_CREDENTIAL()
            if reply.tells_secret
            else FetchText.REDIRECT_NOWHERE(status=reply.status)
        )
        raise AddressRefusedError(shown, reason)
    try:
        target = target.encode("latin-1").decode("utf-8")
    except UnicodeError:
        _log.debug("%s: a redirect that is not UTF-8", here.host)
    try:
        found = join_location(here, target)
    except AddressRefusedError as error:
        raise _refuse_redirect(here, error.location, error.reason) from None
    if here.scheme == "https" and found.scheme == "http":
        raise AddressRefusedError(shown, FetchText.REDIRECT_TO_HTTP(target=shown_location(found.url)))
    return found


def _refuse_redirect(here: WebLocation, target: str, reason: Message) -> AddressRefusedError:
    return AddressRefusedError(
        shown_location(here.url),
        FetchText.REDIRECT_TO_REFUSED(target=shown_location(target), reason=target_reason(reason)),
    )


def _is_challenge(reply: Reply) -> bool:
    with reply.body.open() as body:
        return is_challenge(body.read(64 * 1024), reply.media_type)


def _server_reason(status: int, asked_wait: float | None) -> Message:
    if asked_wait is None:
        return FetchText.SERVER_CANNOT(status=status)
    return FetchText.SERVER_CANNOT_UNTIL(status=status, count=round(asked_wait))


def _no_turn(location: WebLocation, error: NoTurnError) -> HostUnavailableError:
    shown = shown_location(location.url)
    if error.seconds is None:
        return HostUnavailableError(shown, FetchText.HOST_BUSY(host=location.host))
    wait = round(error.seconds)
    reason = (
        FetchText.HOST_CLOSED(host=location.host, count=wait) if wait > 0 else FetchText.TIME_OVER(host=location.host)
    )
    return HostUnavailableError(shown, reason, retry_after=error.seconds)
