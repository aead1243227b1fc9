"""Answers of servers, as values."""

from __future__ import annotations

import io
import weakref
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from ..record.door import Conditions


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
