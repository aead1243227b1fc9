"""Faults on the way, by what urllib3 and the system raise: the reason for people, and whether another try helps."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from urllib3 import exceptions

from danhmuc.vocab.messages import Message, as_message, system_reason
from danhmuc.vocab.text import one_line, shorten

from ..messages.fetch import FetchText
from .bodies import BodyEndedError
from .connections import HeadersError
from .proxies import Proxy

CONNECTION_ERRORS: Final = (exceptions.HTTPError, OSError, http.client.HTTPException, BodyEndedError)
"""All that a connection that fails can raise."""
_TIMEOUTS: Final = (exceptions.TimeoutError, TimeoutError)
_RESETS: Final = (ConnectionResetError, ConnectionAbortedError, BrokenPipeError, http.client.RemoteDisconnected)
_NO_NAME: Final = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault.

    Attributes:
        reason: for people.
        passing: whether another try may help.
        reset: whether the other side cut the connection, as firewalls do.
    """

    reason: Message
    passing: bool = True
    reset: bool = False


def find_fault(error: BaseException, host: str, proxy: Proxy | None) -> Fault:
    """The fault that an error of a connection means; of its own words only those of TLS and the system are quoted."""
    chain = list(_causes(error))
    kinds = tuple(type(one) for one in chain)
    certificate = next((one for one in chain if isinstance(one, ssl.SSLCertVerificationError)), None)
    if certificate is not None:
        words = as_message(one_line(certificate.verify_message or "verification failed"))
        return Fault(reason=FetchText.CERTIFICATE_REFUSED(reason=words), passing=False)
    name = next((one for one in chain if isinstance(one, socket.gaierror)), None)
    if name is not None:
        return Fault(reason=FetchText.NAME_UNKNOWN(host=host), passing=name.errno not in _NO_NAME)
    if proxy is not None and _is_any(kinds, (exceptions.ProxyError,)):
        return Fault(reason=FetchText.PROXY_REFUSED(proxy=proxy.url))
    if _is_any(kinds, (BodyEndedError, exceptions.IncompleteRead, http.client.IncompleteRead)):
        return Fault(reason=FetchText.BODY_ENDED())
    if _is_any(kinds, (HeadersError,)):
        return Fault(reason=FetchText.HEADERS_UNREADABLE(), passing=False)
    if _is_any(kinds, (ConnectionRefusedError,)):
        return Fault(reason=FetchText.CONNECTION_REFUSED())
    if _is_any(kinds, _TIMEOUTS):
        return Fault(reason=FetchText.CONNECTION_TIMED_OUT())
    if _is_any(kinds, _RESETS):
        return Fault(reason=FetchText.CONNECTION_RESET(), reset=True)
    system = next((one for one in chain if isinstance(one, OSError) and one.errno is not None), None)
    words = system_reason(system) if system is not None else as_message(shorten(type(chain[-1]).__name__, 60))
    return Fault(reason=FetchText.CONNECTION_FAILED(reason=words))


_OF_HOST: Final = {
    FetchText.CERTIFICATE_REFUSED.id,
    FetchText.CONNECTION_FAILED.id,
    FetchText.CONNECTION_REFUSED.id,
    FetchText.CONNECTION_RESET.id,
    FetchText.CONNECTION_TIMED_OUT.id,
    FetchText.NAME_UNKNOWN.id,
    FetchText.PROXY_REFUSED.id,
}


def is_of_host(reason: Message) -> bool:
    """Whether a reason is about a host as a whole, whatever was asked of it."""
    inner = reason.facts.get("reason")
    return reason.id in _OF_HOST or (
        reason.id == FetchText.TRIED.id and isinstance(inner, Message) and inner.id in _OF_HOST
    )


def _is_any(kinds: tuple[type[BaseException], ...], wanted: tuple[type[BaseException], ...]) -> bool:
    return any(issubclass(kind, wanted) for kind in kinds)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error, and those that led to it: as cause, as context, or as an argument, which is urllib3's way."""
    waiting: list[BaseException] = [error]
    met: set[int] = set()
    while waiting:
        one = waiting.pop(0)
        if id(one) in met:
            continue
        met.add(id(one))
        yield one
        inner = (one.__cause__, one.__context__, *one.args, getattr(one, "original_error", None))
        waiting += [each for each in inner if isinstance(each, BaseException)]
