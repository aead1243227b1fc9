"""Answers of servers: their bodies, read within limits, and what goes wrong on the way.

Answers of servers, as values.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import io
import os
import re
import socket
import ssl
import tempfile
import weakref
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from urllib3 import BaseHTTPResponse, exceptions

from danhmuc.vocab.errors import AnswerRefusedError
from danhmuc.vocab.messages import Message, as_message, system_reason
from danhmuc.vocab.text import mask_passwords, one_line, shorten, shown_location

from ..messages.fetch import FetchText
from ..record.door import Conditions
from .connections import HeadersError
from .door_settings import PRODUCT, DoorSettings
from .web_locations import Proxy, WebLocation

# ---------------------------------------------------------------- answers


class Body:
    """The bytes of an answer, decompressed; in memory, or in a temporary file that goes when they are closed.

    Attributes:
        size: number of bytes.
        digest: ``sha256:`` and the hexadecimal SHA-256 of the bytes.
        path: the temporary file; None if they are in memory.
    """

    def __init__(self, *, size: int, digest: str, data: bytes | None = None, path: Path | None = None) -> None:
        self.size = size
        self.digest = digest
        self.path = path
        self._data = data
        # Also where nobody closes it.
        self._remove = weakref.finalize(self, path.unlink, missing_ok=True) if path is not None else None

    def open(self) -> BinaryIO:
        """A new stream of the bytes, from the first."""
        return io.BytesIO(self._data or b"") if self.path is None else self.path.open("rb")

    def read(self) -> bytes:
        """All bytes, in memory."""
        return (self._data or b"") if self.path is None else self.path.read_bytes()

    def close(self) -> None:
        """Remove the temporary file, if there is one."""
        if self._remove is not None:
            self._remove()

    def __repr__(self) -> str:
        return f"Body(size={self.size}, digest={self.digest!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A document that a server sent, whole.

    A context manager: a temporary file is removed at its end, or when nobody holds the answer any more.

    Attributes:
        requested: the address asked for.
        url: the address that answered, after redirects.
        redirects: the addresses that led there, in order; empty if there were none.
        status: 200, or 203.
        has_length: whether the server said how long the document is, at once or in chunks; if not, a connection that
            broke off can look like the end of the document.
        headers: those that say something about the document, by lower-case name.
        media_type: lower-case, as the server says, without parameters; None if it says none.
        charset: lower-case, as the server says; None if it says none.
        body: the bytes.
    """

    requested: str
    url: str
    redirects: tuple[str, ...] = ()
    status: int
    has_length: bool
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str | None
    charset: str | None
    body: Body

    @property
    def etag(self) -> str | None:
        """The ETag, as it came; None if there is none."""
        return self.headers.get("etag")

    @property
    def last_modified(self) -> str | None:
        """The Last-Modified, as it came; None if there is none."""
        return self.headers.get("last-modified")

    @property
    def immutable(self) -> bool:
        """Whether the server says that the document never changes (Cache-Control: immutable)."""
        return _is_immutable(self.headers)

    @property
    def conditions(self) -> Conditions | None:
        """The conditions of the next fetch; None if the server says neither an ETag nor a Last-Modified."""
        return _conditions(self.etag, self.last_modified)

    @property
    def path(self) -> Path | None:
        """The temporary file that has the bytes; None if they are in memory."""
        return self.body.path

    @property
    def digest(self) -> str:
        """``sha256:`` and the hexadecimal SHA-256 of the bytes."""
        return self.body.digest

    def read(self) -> bytes:
        """All bytes, in memory."""
        return self.body.read()

    def close(self) -> None:
        """Remove the temporary file, if there is one."""
        self.body.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The answer that a document is still as the conditions describe it.

    Attributes:
        requested: the address asked for.
        url: the address that answered, after redirects.
        redirects: the addresses that led there, in order; empty if there were none.
        headers: those that say something about the document, by lower-case name; a 304 may renew them.
    """

    requested: str
    url: str
    redirects: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """304."""
        return _NOT_MODIFIED

    @property
    def media_type(self) -> None:
        """None: there is no document."""
        return None

    @property
    def has_length(self) -> bool:
        """True: there are no bytes that could be cut off."""
        return True

    @property
    def charset(self) -> None:
        """None: there is no document."""
        return None

    @property
    def path(self) -> None:
        """None: there are no bytes."""
        return None

    @property
    def digest(self) -> str:
        """Empty: there are no bytes."""
        return ""

    @property
    def etag(self) -> str | None:
        """The ETag that the server now has; None if it says none, and the one that was asked with stays."""
        return self.headers.get("etag")

    @property
    def last_modified(self) -> str | None:
        """The Last-Modified that the server now has; None if it says none."""
        return self.headers.get("last-modified")

    @property
    def immutable(self) -> bool:
        """Whether the server says that the document never changes (Cache-Control: immutable)."""
        return _is_immutable(self.headers)

    @property
    def conditions(self) -> Conditions | None:
        """The conditions of the next fetch; None if the server says none, and those that were sent stay."""
        return _conditions(self.etag, self.last_modified)

    def read(self) -> bytes:
        """No bytes."""
        return b""

    def close(self) -> None:
        """There is nothing to remove."""


_NOT_MODIFIED: Final = 304
_MUTABLE: Final = frozenset(["no-cache", "no-store", "max-age=0"])
"""Directives of Cache-Control that contradict ``immutable``."""


def _is_immutable(headers: Mapping[str, str]) -> bool:
    directives = {one.strip().lower() for one in headers.get("cache-control", "").split(",")}
    return "immutable" in directives and directives.isdisjoint(_MUTABLE)


def _conditions(etag: str | None, last_modified: str | None) -> Conditions | None:
    return Conditions(etag=etag, last_modified=last_modified) if etag or last_modified else None


# ---------------------------------------------------------------- inflating
# Decompression of bodies as they come: gzip with any number of members, and deflate with or without a zlib header.

_PIECE: Final = 1 << 16
_MEMBERS: Final = 10_000
"""An empty member takes 20 bytes, and some work."""
_NAMES: Final = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate", "identity": "identity", "": "identity"}
_MOST: Final = 2
"""Number of compressions, one in the other."""


class CompressionError(Exception):
    """A body is not what its Content-Encoding says.

    Attributes:
        ended: whether it only ended too early.
    """

    def __init__(self, *, ended: bool = False) -> None:
        super().__init__()
        self.ended = ended


def inflated_pieces(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes] | None:
    """The pieces decompressed, each of at most 64 KiB however well it was compressed; None for an unknown encoding.

    Args:
        encoding: a Content-Encoding; "" for none.

    Raises:
        CompressionError: while they are read.
    """
    names = [_NAMES.get(name.strip().lower()) for name in encoding.split(",")]
    wanted = [name for name in reversed(names) if name != "identity"]
    if None in wanted or len(wanted) > _MOST:
        return None
    for name in wanted:
        pieces = _gunzip(pieces) if name == "gzip" else _inflate(pieces)
    return iter(pieces)


def _gunzip(pieces: Iterable[bytes]) -> Iterator[bytes]:
    member = zlib.decompressobj(wbits=31)
    members = 1
    any_yet = begun = False
    for piece in pieces:
        rest = piece
        any_yet = any_yet or bool(piece)
        while rest:
            if member.eof:
                rest = rest.lstrip(b"\0")  # tapes were padded, and some servers still do
                if not rest:
                    break
                members += 1
                if members > _MEMBERS:
                    raise CompressionError
                member, begun = zlib.decompressobj(wbits=31), False
            begun = True
            yield from _drain(member, rest)
            rest = member.unused_data
    if any_yet and not (member.eof or not begun):
        raise CompressionError(ended=True)


def _inflate(pieces: Iterable[bytes]) -> Iterator[bytes]:
    stream = None
    head = b""
    for piece in pieces:
        if stream is None:
            head += piece
            if len(head) < 2:
                continue
            zlib_header = head[0] & 0x0F == 8 and int.from_bytes(head[:2]) % 31 == 0
            stream = zlib.decompressobj(wbits=15 if zlib_header else -15)
            piece = head
        yield from _drain(stream, piece)
        if stream.unused_data:
            raise CompressionError
    if head and (stream is None or not stream.eof):
        raise CompressionError(ended=True)


def _drain(stream: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    """The bytes that some data decompresses to, piece by piece."""
    try:
        while True:
            piece = stream.decompress(data, _PIECE)
            if piece:
                yield piece
            data = stream.unconsumed_tail
            # Less than a full piece means that nothing waits inside any more.
            if stream.eof or not (data or len(piece) == _PIECE):
                return
    except zlib.error:
        raise CompressionError from None


# ---------------------------------------------------------------- bodies
# The body of a response, read within its limits into memory or a temporary file.

_LONGEST_SHOWN: Final = 60
_RATIO_FROM: Final = 16 * 1024**2
"""Decompressed size from which the factor of decompression counts."""


class BodyEndedError(Exception):
    """A body ended before it was whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLimits:
    """Limits of one body.

    Attributes:
        max_bytes: decompressed.
        max_ratio: factor of decompression, above the first 16 MiB.
        memory_bytes: what is larger goes into a file.
        folder: where that stands.
        cuts: whether what is larger than `max_bytes` is cut off there instead of refused.
    """

    max_bytes: int
    max_ratio: int
    memory_bytes: int
    folder: Path | None = None
    cuts: bool = False


def read_body(
    response: BaseHTTPResponse,
    url: str,
    limits: BodyLimits,
    *,
    count: Callable[[int], None],
    check: Callable[[], None],
    hide: Callable[[str], str],
) -> Body:
    """The whole body, decompressed.

    Args:
        count: called with the size of each piece that came.
        check: called before each piece; it may raise.
        hide: removes the credential from a text of the server.

    Raises:
        AnswerRefusedError: it is larger than the limits, of an unknown encoding, or not of the one it says.
        BodyEndedError: it ended too early.
        urllib3.exceptions.HTTPError, OSError: the connection failed.
    """
    came = 0

    def pieces() -> Iterator[bytes]:
        nonlocal came
        while True:
            check()
            # Undecoded: urllib3 would decompress each piece whole.
            piece = response.read(_PIECE, decode_content=False)
            if not piece:
                return
            came += len(piece)
            count(len(piece))
            yield piece

    encoding = response.headers.get("content-encoding", "")
    transfer = response.headers.get("transfer-encoding", "chunked").strip().lower()
    shown = mask_passwords(one_line(hide(encoding if transfer == "chunked" else transfer)))
    plain = inflated_pieces(pieces(), encoding)
    if plain is None or transfer != "chunked":
        raise AnswerRefusedError(url, FetchText.ENCODING_UNKNOWN(encoding=shorten(shown, _LONGEST_SHOWN)))
    length = response.length_remaining
    if length is not None and length > limits.max_bytes and not limits.cuts:
        raise AnswerRefusedError(url, FetchText.BODY_TOO_LARGE(limit=limits.max_bytes))
    with _Store(url, limits) as store:
        try:
            for piece in plain:
                fits = limits.max_bytes - store.size
                if len(piece) > fits and not limits.cuts:
                    raise AnswerRefusedError(url, FetchText.BODY_TOO_LARGE(limit=limits.max_bytes))
                store.add(piece[:fits])
                if len(piece) > fits:
                    break
                if store.size - _RATIO_FROM > limits.max_ratio * came:
                    raise AnswerRefusedError(url, FetchText.BODY_BOMB(ratio=limits.max_ratio))
        except CompressionError as error:
            if error.ended:
                raise BodyEndedError from None
            raise AnswerRefusedError(url, FetchText.BODY_NOT_AS_ENCODED(encoding=shown)) from None
        return store.finish()


class _Store:
    """The bytes read so far; a context manager that leaves no file behind if reading fails."""

    def __init__(self, url: str, limits: BodyLimits) -> None:
        self.size = 0
        self._url = url
        self._limits = limits
        self._digest = hashlib.sha256()
        self._pieces: list[bytes] = []
        self._file: BinaryIO | None = None
        self._path: Path | None = None

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        self._digest.update(piece)
        with self._own_errors():
            if self._file is None and self.size > self._limits.memory_bytes:
                descriptor, name = tempfile.mkstemp(prefix="danhmuc-", dir=self._limits.folder)
                self._file, self._path = os.fdopen(descriptor, "wb"), Path(name)
                self._file.writelines(self._pieces)
                self._pieces.clear()
            if self._file is None:
                self._pieces.append(piece)
            else:
                self._file.write(piece)

    def finish(self) -> Body:
        digest = f"sha256:{self._digest.hexdigest()}"
        if self._file is None or self._path is None:
            return Body(size=self.size, digest=digest, data=b"".join(self._pieces))
        with self._own_errors():
            self._file.close()
        path, self._path = self._path, None
        return Body(size=self.size, digest=digest, path=path)

    @contextlib.contextmanager
    def _own_errors(self) -> Iterator[None]:
        """Tell a full disk from a broken connection."""
        try:
            yield
        except OSError as error:
            raise AnswerRefusedError(self._url, system_reason(error)) from error

    def __enter__(self) -> _Store:
        return self

    def __exit__(self, *_: object) -> None:
        if self._path is not None:
            if self._file is not None:
                with contextlib.suppress(OSError):
                    self._file.close()
            self._path.unlink(missing_ok=True)


# ---------------------------------------------------------------- faults
# Faults on the way, by what urllib3 and the system raise: the reason for people, and whether another try helps.

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


# ---------------------------------------------------------------- firewalls
# Refusals by a server or a firewall before it: how they look, and the letter that asks for a way in.

REFUSING_STATUSES: Final = frozenset([403, 406, 451])
HEAD_BYTES: Final = 64 * 1024
"""The part of a page that is looked at."""
_PAGE_TYPES: Final = frozenset([None, "text/html", "application/xhtml+xml"])
_CHALLENGE: Final = re.compile(
    rb"""(?ix) <\s{0,9}title[^>]{0,99}>\s{0,99}(?: just\ a\ moment | attention\ required | request\ rejected
        | access\ denied | are\ you\ (?:a\ )?human | human\ verification | security\ check | ddos-guard
        | pardon\ our\ interruption )
    | /cdn-cgi/challenge-platform/ | \bcf-chl- | _incapsula_resource | \bdistil_r_captcha | captcha-delivery\.com
    | \bawswafintegration\b | \bpx-captcha\b | /_sec/cp_challenge/ | \bgokuprops\b"""
)
_CAPTCHA: Final = re.compile(rb"""(?i)["'/ -](?:[gh]-|re)?captcha""")
_SHORT: Final = 16 * 1024
"""A page that is nothing but a captcha is short; a long one may have a captcha in some form for letters."""


def is_challenge(head: bytes, media_type: str | None) -> bool:
    """Whether the beginning of an answer is a page by which a firewall asks for a person.

    >>> is_challenge(b"<html><title>Just a moment...</title>", "text/html"), is_challenge(b"{}", "application/json")
    (True, False)
    """
    if media_type not in _PAGE_TYPES:
        return False
    head = head[:HEAD_BYTES]
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<":
        return False
    return _CHALLENGE.search(head) is not None or (len(head) < _SHORT and _CAPTCHA.search(head) is not None)


def write_firewall_letter(location: WebLocation, reason: Message, settings: DoorSettings, time: str) -> Message:
    """The text to send to those who run a server that refuses danhmuc."""
    return FetchText.FIREWALL_LETTER(
        host=location.host,
        location=shown_location(location.url),
        reason=reason,
        time=time,
        user_agent=settings.user_agent,
        contact=settings.contact or FetchText.CONTACT_NONE(),
    )


def write_robots_letter(location: WebLocation, settings: DoorSettings) -> Message:
    """The text to send to those whose robots.txt does not let danhmuc in."""
    path = location.url.removeprefix(location.origin).partition("?")[0]
    return FetchText.ROBOTS_LETTER(
        host=location.host,
        location=shown_location(location.url),
        robots=f"{location.origin}/robots.txt",
        path=path if path.startswith("/") else "/",
        product=PRODUCT,
        user_agent=settings.user_agent,
        contact=settings.contact or FetchText.CONTACT_NONE(),
    )
