"""Addresses of the web in one spelling: which the door takes, and where a redirect leads.

requests normalises them (IDNA, blanks, non-ASCII letters), and urllib3 takes them apart; no other parser looks at them,
since two parsers that differ are a way past a guard.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final
from urllib.parse import urljoin

import requests
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from danhmuc.vocab.errors import AddressRefusedError
from danhmuc.vocab.messages import Message

from ..messages.fetch import FetchText

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
