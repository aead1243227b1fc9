"""Connections that look at the address before they open, kept open between requests to one host.

Connections that look at the address before they open, kept open between requests to one server.

urllib3 does the rest: TLS, pools, proxies, HTTP itself. Sources declared internal have pools of their own, so that no
connection that was opened for one is used for another source.
"""

from __future__ import annotations

import http.client
import os
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from threading import Lock, Thread, Timer
from types import TracebackType
from typing import Any, Final, Protocol, Self

import urllib3
from certifi import where
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError

from danhmuc.vocab.errors import AddressRefusedError, UsageError
from danhmuc.vocab.messages import Message, MessageTemplate

from ..messages.fetch import FetchText
from .door_settings import DoorSettings
from .web_locations import Proxy, WebLocation

# ---------------------------------------------------------------- network
# Names to addresses, and addresses to sockets; tests give the door a network of their own.


class Network(Protocol):
    """The two things that the door wants of a network."""

    def resolve(self, host: str, port: int) -> Sequence[str]:
        """The numeric addresses of a host, best first.

        Raises:
            OSError: there is none.
        """
        ...

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        """A socket connected to a numeric address.

        Raises:
            OSError: it cannot be reached in time.
        """
        ...


class SystemNetwork:
    """The network of the system."""

    def resolve(self, host: str, port: int) -> Sequence[str]:
        """The addresses that the system has for a host, in its order."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return tuple(dict.fromkeys(str(address[0]) for *_, address in found))

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        """A connected socket that sends at once what it is given."""
        connected = socket.create_connection((address, port), timeout)
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connected


# ---------------------------------------------------------------- address guard
# The guard of addresses: which of them a source may lead to.
#
# An address is refused by what it is, whatever name led to it. What is not known to be public counts as not public.
# Source: the special-purpose address registries of IANA; RFC 4291, 6052 and 7526 for IPv4 addresses within IPv6 ones.

_INTERNAL: Final = {FetchText.KIND_LOOPBACK, FetchText.KIND_PRIVATE, FetchText.KIND_SHARED}
"""Kinds that a source declared internal may lead to. Metadata services and link-local ones are never a catalogue."""

# The first network that holds an address decides.
_IPV4: Final[tuple[tuple[str, MessageTemplate], ...]] = (
    ("168.63.129.16/32", FetchText.KIND_METADATA),
    ("100.100.100.200/32", FetchText.KIND_METADATA),
    ("169.254.169.254/32", FetchText.KIND_METADATA),
    ("0.0.0.0/8", FetchText.KIND_RESERVED),
    ("10.0.0.0/8", FetchText.KIND_PRIVATE),
    ("100.64.0.0/10", FetchText.KIND_SHARED),
    ("127.0.0.0/8", FetchText.KIND_LOOPBACK),
    ("169.254.0.0/16", FetchText.KIND_LINK_LOCAL),
    ("172.16.0.0/12", FetchText.KIND_PRIVATE),
    ("192.0.0.0/24", FetchText.KIND_RESERVED),
    ("192.0.2.0/24", FetchText.KIND_DOCUMENTATION),
    ("192.88.99.0/24", FetchText.KIND_RESERVED),
    ("192.168.0.0/16", FetchText.KIND_PRIVATE),
    ("198.18.0.0/15", FetchText.KIND_RESERVED),
    ("198.51.100.0/24", FetchText.KIND_DOCUMENTATION),
    ("203.0.113.0/24", FetchText.KIND_DOCUMENTATION),
    ("224.0.0.0/4", FetchText.KIND_MULTICAST),
    ("240.0.0.0/4", FetchText.KIND_RESERVED),
)
_IPV6: Final[tuple[tuple[str, MessageTemplate], ...]] = (
    ("fd00:ec2::254/128", FetchText.KIND_METADATA),
    ("fd20:ce::254/128", FetchText.KIND_METADATA),
    ("::1/128", FetchText.KIND_LOOPBACK),
    ("fc00::/7", FetchText.KIND_PRIVATE),
    ("fe80::/10", FetchText.KIND_LINK_LOCAL),
    ("ff00::/8", FetchText.KIND_MULTICAST),
    ("2001::/23", FetchText.KIND_RESERVED),  # Teredo and other assignments of protocols
    ("2001:db8::/32", FetchText.KIND_DOCUMENTATION),
    ("2002::/16", FetchText.KIND_RESERVED),  # 6to4, given up, by which any IPv4 address could be meant
    ("3fff::/20", FetchText.KIND_DOCUMENTATION),
)
_NETWORKS: Final = {
    4: tuple((ip_network(text), kind) for text, kind in _IPV4),
    6: tuple((ip_network(text), kind) for text, kind in _IPV6),
}
_PUBLIC_IPV6: Final = IPv6Network("2000::/3")
"""All that IANA has ever given out as global unicast."""
_EMBEDDING: Final = (
    IPv6Network("::ffff:0:0/96"),  # IPv4-mapped
    IPv6Network("::ffff:0:0:0/96"),  # IPv4-translated
    IPv6Network("64:ff9b::/96"),  # NAT64, by which networks without IPv4 reach all that has no IPv6
)
"""Networks whose addresses end with the IPv4 one that they stand for."""
_ISATAP: Final = (0x00005EFE, 0x02005EFE)
"""Third quarter of an address whose last quarter is an IPv4 one."""


def find_refusal(address: str, *, internal: bool = False) -> Message | None:
    """The reason why a source must not lead to a numeric address; None if it may.

    Args:
        address: as a resolver or a socket gives it.
        internal: whether the source is declared internal: private, shared and loopback addresses are then good.

    >>> str(find_refusal("::ffff:169.254.169.254", internal=True)), find_refusal("8.8.8.8")
    ('the address of a metadata service', None)
    """
    try:
        kind = _find_kind(ip_address(address))
    except ValueError:
        kind = FetchText.KIND_NO_ADDRESS
    return None if kind is None or (internal and kind in _INTERNAL) else kind()


def _find_kind(address: IPv4Address | IPv6Address) -> MessageTemplate | None:
    """The kind of an address that is not public; None for one that is."""
    for network, kind in _NETWORKS[address.version]:
        if address in network:
            return kind
    if isinstance(address, IPv4Address):
        return None
    number = int(address)
    if any(address in network for network in _EMBEDDING):
        return _find_kind(IPv4Address(number & 0xFFFFFFFF))
    if address not in _PUBLIC_IPV6:
        return FetchText.KIND_RESERVED
    if number >> 32 & 0xFFFFFFFF in _ISATAP:
        return _find_kind(IPv4Address(number & 0xFFFFFFFF))
    return None


# ---------------------------------------------------------------- watchdog
# The watchdog of one request: when its time is up, it closes the connection, whatever is being waited for.
#
# Timeouts of sockets begin anew with each byte, so a server that sends one a minute would hold a thread for ever.


class Watchdog:
    """A context manager around one request.

    Attributes:
        expired: whether it closed the connection; what was read is then not the whole, even if it looks so.
    """

    def __init__(self, seconds: float) -> None:
        self.expired = False
        self._lock = Lock()
        self._watched: list[socket.socket] = []
        # Of the system's own clock, as are the timeouts of sockets.
        self._end = time.monotonic() + seconds
        self._timer = Timer(max(0.0, seconds), self.close_connection)
        self._timer.daemon = True

    @property
    def seconds_left(self) -> float:
        """Time until it closes the connection, at least 0."""
        return 0.0 if self.expired else max(0.0, self._end - time.monotonic())

    def watch(self, connected: socket.socket) -> None:
        """Watch a socket, in addition to those watched already."""
        # A duplicate: TLS takes the descriptor out of the socket that it wraps.
        duplicate = socket.socket(fileno=os.dup(connected.fileno()))
        with self._lock:
            self._watched.append(duplicate)
            if self.expired:
                _shut(duplicate)

    def close_connection(self) -> None:
        """Close the connection now: what reads from it gets an error or an end."""
        with self._lock:
            self.expired = True
            for one in self._watched:
                _shut(one)

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for one in self._watched:
                one.close()
            self._watched.clear()


def _shut(one: socket.socket) -> None:
    try:
        one.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the other side was faster


# ---------------------------------------------------------------- connections

_AUTHORITIES: Final = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
_SYSTEM_AUTHORITIES: Final = ("SSL_CERT_FILE", "SSL_CERT_DIR")


@dataclass(slots=True, kw_only=True)
class Passage:
    """One request on its way, as its connection needs to know it.

    Attributes:
        location: what is asked for.
        internal: whether it may lead to private addresses.
        proxy: the proxy that it goes through; None if it goes straight.
        seconds: time left for it.
        watchdog: what closes its connection when that time is up.
        count_request: called when the request was sent.
    """

    location: WebLocation
    internal: bool
    proxy: Proxy | None
    seconds: float
    watchdog: Watchdog
    count_request: Callable[[], None]


class Connections:
    """All connections of a door."""

    def __init__(self, settings: DoorSettings, network: Network) -> None:
        self._settings = settings
        self._network = network
        self._lock = Lock()
        self._managers: dict[tuple[str, bool, Proxy | None], urllib3.PoolManager] = {}

    def send(self, passage: Passage, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        """The response to a GET, its body unread and as it comes; no redirect is followed, nothing tried again.

        Raises:
            AddressRefusedError: the host leads to an address that the source must not lead to.
            urllib3.exceptions.HTTPError, OSError: the connection failed.
        """
        if passage.proxy is not None:
            self._check_target(passage)
        manager = self._manager(passage)
        token = _PASSAGE.set((passage, self))
        try:
            return manager.request(
                "GET",
                passage.location.url,
                headers=dict(headers),
                timeout=urllib3.Timeout(
                    connect=min(self._settings.connect_seconds, passage.seconds),
                    read=min(self._settings.read_seconds, passage.seconds),
                ),
                retries=False,
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
        finally:
            _PASSAGE.reset(token)

    def close(self) -> None:
        """Close what is open."""
        with self._lock:
            for manager in self._managers.values():
                manager.clear()
            self._managers.clear()

    def connect(self, passage: Passage, host: str, port: int, seconds: float) -> socket.socket:
        """A socket to the first address of a host that may be reached and can be.

        Raises:
            AddressRefusedError: none may be reached.
            OSError: none can be reached.
        """
        addresses = self._resolve(host, port, passage.watchdog.seconds_left)
        if passage.proxy is None:
            addresses = _choose_allowed(passage, host, addresses)
        last: OSError = OSError("no address")
        for address in addresses:
            seconds = min(seconds, passage.watchdog.seconds_left)
            if seconds <= 0:
                raise TimeoutError("deadline")
            try:
                # What was looked at is a number, and that number is what is connected to.
                connected = self._network.connect(address, port, seconds)
            except OSError as error:
                last = error
                continue
            passage.watchdog.watch(connected)
            return connected
        raise last

    def _check_target(self, passage: Passage) -> None:
        """Refuse what a proxy must not be asked for: it opens the connection itself, so only its name can be checked.

        Raises:
            AddressRefusedError: the name leads to no address that may be reached.
            OSError: the name cannot be resolved here.
        """
        host = passage.location.host
        _choose_allowed(passage, host, self._resolve(host, passage.location.port, passage.watchdog.seconds_left))

    def _resolve(self, host: str, port: int, seconds: float) -> Sequence[str]:
        """The addresses of a host, in time: the system's resolver has timeouts of its own, which nobody can set."""
        found: list[Sequence[str] | OSError | UnicodeError] = []

        def resolve() -> None:
            try:
                found.append(tuple(self._network.resolve(host, port)))
            except (OSError, UnicodeError) as error:
                found.append(error)

        thread = Thread(target=resolve, daemon=True)
        thread.start()
        thread.join(max(0.0, seconds))
        if not found:
            raise TimeoutError("name resolution")
        if isinstance(found[0], UnicodeError):
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        if isinstance(found[0], OSError):
            raise found[0]
        return found[0]

    def _manager(self, passage: Passage) -> urllib3.PoolManager:
        key = (passage.location.scheme, passage.internal, passage.proxy)
        with self._lock:
            manager = self._managers.get(key)
            if manager is None:
                manager = self._managers[key] = self._make_manager(passage)
            return manager

    def _make_manager(self, passage: Passage) -> urllib3.PoolManager:
        options: dict[str, Any] = {"num_pools": 200, "maxsize": self._settings.connections_per_host}
        if passage.location.scheme == "https":
            options["ssl_context"] = self._tls
        manager: urllib3.PoolManager
        if passage.proxy is None:
            manager = urllib3.PoolManager(**options)
        else:
            if passage.proxy.url.startswith("https:"):
                options["proxy_ssl_context"] = self._tls
            headers = urllib3.make_headers(proxy_basic_auth=passage.proxy.user) if passage.proxy.user else None
            manager = urllib3.ProxyManager(passage.proxy.url, proxy_headers=headers, **options)
        manager.pool_classes_by_scheme = {"http": _GuardedPool, "https": _GuardedTlsPool}
        return manager

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """The authorities that the usual variables name, else those that come with requests.

        Raises:
            UsageError: what a variable names cannot be read.
        """
        for variable in _AUTHORITIES:
            path = os.environ.get(variable)
            if path:
                try:
                    folder = os.path.isdir(path)  # noqa: PTH112 - a text, as ssl takes it
                    return ssl.create_default_context(cafile=None if folder else path, capath=path if folder else None)
                except OSError:
                    raise UsageError(FetchText.AUTHORITIES_UNUSABLE(variable=variable, path=path)) from None
        if any(os.environ.get(variable) for variable in _SYSTEM_AUTHORITIES):
            return ssl.create_default_context()
        return ssl.create_default_context(cafile=where())


def _choose_allowed(passage: Passage, host: str, addresses: Sequence[str]) -> Sequence[str]:
    """The addresses of a host that the source may lead to; at least one.

    Raises:
        AddressRefusedError: there is none.
    """
    refusals: list[tuple[str, Message]] = []
    allowed = []
    for address in addresses:
        reason = find_refusal(address, internal=passage.internal)
        if reason is None:
            allowed.append(address)
        else:
            refusals.append((address, reason))
    if not allowed and refusals:
        address, kind = refusals[0]
        reason = FetchText.ADDRESS_IS(address=address, kind=kind)
        if address != host:
            reason = FetchText.NAME_LEADS_TO(host=host, address=address, kind=kind)
        helps = find_refusal(address, internal=True) is None
        reason = FetchText.NOT_PUBLIC(reason=reason) if helps else FetchText.NEVER_FETCHED(reason=reason)
        raise AddressRefusedError(passage.location.url, reason)
    return allowed


_PASSAGE: Final[ContextVar[tuple[Passage, Connections]]] = ContextVar("passage")
"""The request that this thread is sending; urllib3 hands nothing from a request to its connection."""


class HeadersError(http.client.HTTPException):
    """Headers cannot be read; those after the first wrong line would be lost, such as the length of the body."""


class _StrictResponse(http.client.HTTPResponse):
    """A response with headers, or none; urllib3 would go on, and log all that it could not read."""

    def begin(self) -> None:
        super().begin()
        if self.headers.defects or self.headers.get_payload():
            raise HeadersError

    def _read_next_chunk_size(self) -> int:
        size: int = super()._read_next_chunk_size()  # type: ignore[misc]
        if size < 0:
            raise ValueError  # as for no number; http.client would read backwards
        return size


class _Guarded(HTTPConnection):
    """A connection that opens where `Connections.connect` lets it, and is watched while it is used."""

    response_class = _StrictResponse

    def _new_conn(self) -> socket.socket:
        passage, connections = _PASSAGE.get()
        timeout = self.timeout if isinstance(self.timeout, int | float) else passage.seconds
        try:
            return connections.connect(passage, self._dns_host, self.port, timeout)
        except OSError as error:
            # What urllib3 raises itself; a bare OSError it takes for one of an open connection.
            raise NewConnectionError(self, "no connection") from error

    def putrequest(self, method: str, url: str, skip_host: bool = False, skip_accept_encoding: bool = False) -> None:  # noqa: FBT001, FBT002
        passage, _ = _PASSAGE.get()
        if self.sock is not None:
            passage.watchdog.watch(self.sock)
        super().putrequest(method, url, skip_host=skip_host, skip_accept_encoding=skip_accept_encoding)

    def endheaders(self, message_body: Any = None, *, encode_chunked: bool = False) -> None:
        super().endheaders(message_body, encode_chunked=encode_chunked)
        passage, _ = _PASSAGE.get()
        passage.count_request()


class _GuardedTls(_Guarded, HTTPSConnection):
    """The same with TLS."""


class _GuardedPool(HTTPConnectionPool):
    ConnectionCls = _Guarded


class _GuardedTlsPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedTls
