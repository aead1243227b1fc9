"""Connections that look at the address before they open, kept open between requests to one server.

urllib3 does the rest: TLS, pools, proxies, HTTP itself. Sources declared internal have pools of their own, so that no
connection that was opened for one is used for another source.
"""

from __future__ import annotations

import http.client
import os
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from threading import Lock, Thread
from typing import Any, Final

import urllib3
from certifi import where
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError

from danhmuc.vocab.errors import AddressRefusedError, UsageError
from danhmuc.vocab.messages import Message

from ..messages.fetch import FetchText
from .address_guard import find_refusal
from .door_settings import DoorSettings
from .network import Network
from .proxies import Proxy
from .watchdog import Watchdog
from .web_locations import WebLocation

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
