"""Addresses of the web in one spelling, the proxy and the credential for each.

Addresses of the web in one spelling: which the door takes, and where a redirect leads.

requests normalises them (IDNA, blanks, non-ASCII letters), and urllib3 takes them apart; no other parser looks at them,
since two parsers that differ are a way past a guard.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final
from urllib.parse import unquote, unquote_plus, urljoin

import requests
from requests.utils import get_environ_proxies, select_proxy
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from danhmuc.vocab.errors import AddressRefusedError, UsageError
from danhmuc.vocab.messages import Message
from danhmuc.vocab.text import is_host, shown_location

from ..messages.fetch import FetchText

# ---------------------------------------------------------------- web locations

_PORTS: Final = {"http": 80, "https": 443}
_NAME: Final = re.compile(r"[a-z0-9_]([a-z0-9_.-]{0,252})", re.ASCII)
_NUMERIC: Final = re.compile(r"(0x[0-9a-f]*|[0-9]+)(\.(0x[0-9a-f]*|[0-9]*))*", re.IGNORECASE)
"""Hosts that some resolver takes for a number: ``2130706433``, ``0x7f.1``, ``0177.0.0.1``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebLocation:
    """An address of the web that may be asked for.

    Attributes:
        url: normalised, without fragment.
        scheme: http or https.
        host: lower-case, without a dot at its end; an IPv6 address without its brackets.
        port: that of the scheme if the address names none.
    """

    url: str
    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> str:
        """Scheme, host and port, as an address without a path: what shares a robots.txt and a credential."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" if self.port == _PORTS[self.scheme] else f"{self.scheme}://{host}:{self.port}"


def read_location(text: str) -> WebLocation:
    """The address that a text is.

    Raises:
        AddressRefusedError: it is none, of another scheme, holds a user, or writes a number where a host belongs.
    """
    if text.strip().partition(":")[0].lower() not in _PORTS:
        raise _refusal(text, FetchText.LOCATION_NO_HTTP())
    prepared = requests.PreparedRequest()
    try:
        prepared.prepare_url(text, None)
        parts = parse_url(prepared.url or "")
    except (requests.RequestException, LocationParseError, UnicodeError):
        raise _refusal(text, FetchText.LOCATION_UNREADABLE()) from None  # their text quotes all of it
    if parts.scheme not in _PORTS or not parts.host or parts.port == 0:
        raise _refusal(text, FetchText.LOCATION_UNREADABLE())
    if parts.auth is not None:
        raise _refusal(text, FetchText.LOCATION_HAS_USER())
    host = parts.host.strip("[]").lower()
    if not _is_host(host):
        raise _refusal(text, FetchText.LOCATION_UNREADABLE())
    if _NUMERIC.fullmatch(host.rstrip(".")) and not _is_usual(host):
        raise _refusal(text, FetchText.LOCATION_NUMERIC())
    port = parts.port or _PORTS[parts.scheme]
    usual = parts._replace(fragment=None, port=None if port == _PORTS[parts.scheme] else port, path=parts.path or "/")
    return WebLocation(url=usual.url, scheme=parts.scheme, host=host.rstrip("."), port=port)


def join_location(location: WebLocation, target: str) -> WebLocation:
    """The address that a redirect leads to.

    Raises:
        AddressRefusedError: as `read_location`.
    """
    try:
        joined = urljoin(location.url, target)
    except ValueError:
        raise _refusal(target, FetchText.LOCATION_UNREADABLE()) from None
    return read_location(joined)


def _refusal(text: str, reason: Message) -> AddressRefusedError:
    return AddressRefusedError(text, reason)


def _is_host(host: str) -> bool:
    """Whether it is a name that can be resolved, or an address."""
    if ":" not in host:
        return _NAME.fullmatch(host) is not None
    try:
        IPv6Address(host.replace("%25", "%"))
    except AddressValueError:
        return False
    return True


def _is_usual(host: str) -> bool:
    """Whether it is an IPv4 address as everybody writes it."""
    try:
        IPv4Address(host)
    except AddressValueError:
        return False
    return True


# ---------------------------------------------------------------- proxies
# The proxy of an address, by the usual variables: HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY.


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """A proxy.

    Attributes:
        url: its address, without a user.
        user: user and password, with a colon between them; None if it wants none.
    """

    url: str
    user: str | None = field(default=None, repr=False)


def find_proxy(url: str) -> Proxy | None:
    """The proxy for an address; None if it is reached straight.

    Raises:
        UsageError: the variable does not hold the address of an HTTP proxy.
    """
    found = select_proxy(url, get_environ_proxies(url, no_proxy=None))
    if not found:
        return None
    try:
        parts = parse_url(found if "://" in found else f"http://{found}")
    except LocationParseError:
        parts = None
    is_read = parts is not None and parts.host and all(map(is_host, (*parts[2:3], *parts[4:])))
    if parts is None or parts.scheme not in ("http", "https") or not is_read:
        raise UsageError(FetchText.PROXY_UNUSABLE(proxy=shown_location(found)))
    user = unquote(parts.auth) if parts.auth else None
    return Proxy(url=parts._replace(auth=None, path=None, query=None, fragment=None).url, user=user)


# ---------------------------------------------------------------- credentials
# The credential of a source: read from the environment, sent in one header to one origin, and shown nowhere.

_HEADER: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]*): +(\S.*)")
_USER: Final = re.compile(r"([^\s:]+):(\S.*)")
_SENDABLE: Final = re.compile(r"[\x20-\x7e]+")
_MASK: Final = "***"
_LAYERS: Final = 3
_TELLING: Final = 4
"""A part of fewer letters gives nothing away, and stands in many a text by chance."""
_OURS: Final = frozenset(
    [
        *("accept", "accept-encoding", "connection", "content-length", "expect", "host", "if-modified-since"),
        *("if-none-match", "proxy-authorization", "range", "te", "transfer-encoding", "upgrade", "user-agent"),
    ]
)
"""Headers that are the door's own, or that change where a request goes."""


class Credential:
    """One header that gives access to a source. Its ``repr`` does not show it.

    Attributes:
        name: of the header.
        value: of the header.
    """

    __slots__ = ("_secrets", "name", "value")

    def __init__(self, name: str, value: str, secrets: tuple[str, ...]) -> None:
        self.name = name
        self.value = value
        self._secrets = tuple(sorted((one for one in set(secrets) if len(one) >= _TELLING), key=len, reverse=True))

    def stands_in(self, text: str) -> bool:
        """Whether a text gives it away, in small letters or capitals, also percent-encoded several times over."""
        spellings = {text}
        for _ in range(_LAYERS):
            spellings |= {unquote(one) for one in spellings} | {unquote_plus(one) for one in spellings}
        return any(secret.lower() in one.lower() for secret in self._secrets for one in spellings)

    def hide(self, text: str) -> str:
        """The text with three asterisks in place of the credential, or of all of it."""
        for secret in self._secrets:
            text = re.sub(re.escape(secret), _MASK, text, flags=re.IGNORECASE)
        return _MASK if self.stands_in(text) else text

    def __repr__(self) -> str:
        return f"Credential({_MASK})"

    def __reduce__(self) -> str:
        raise TypeError("a credential does not leave its process")


def read_credential(variable: str, environment: Mapping[str, str] = os.environ) -> Credential:
    """The credential that an environment variable holds.

    ``Name: value`` is that header, ``user:password`` is Basic, anything else is the value of ``Authorization``, such as
    ``Bearer …`` or a token alone.

    Raises:
        UsageError: the variable is not set, or no header can hold its value.
    """
    text = environment.get(variable, "").strip()
    if not text:
        raise UsageError(FetchText.CREDENTIAL_UNSET(variable=variable))
    if found := _HEADER.fullmatch(text):
        name, value = found.groups()
        made = Credential(name, value, (value, value.rpartition(" ")[2]))
    elif found := _USER.fullmatch(text):
        packed = base64.b64encode(text.encode()).decode("ascii")
        made = Credential("Authorization", f"Basic {packed}", (text, packed, found.group(2)))
    else:
        made = Credential("Authorization", text, (text, text.rpartition(" ")[2]))
    if _SENDABLE.fullmatch(made.value) is None or made.name.lower() in _OURS:
        raise UsageError(FetchText.CREDENTIAL_UNUSABLE(variable=variable))
    return made
