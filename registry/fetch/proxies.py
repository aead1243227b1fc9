"""The proxy of an address, by the usual variables: HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote

from requests.utils import get_environ_proxies, select_proxy
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.text import is_host, shown_location

from ..messages.fetch import FetchText


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
