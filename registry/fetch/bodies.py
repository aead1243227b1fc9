"""The body of a response, read within its limits into memory or a temporary file."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from urllib3 import BaseHTTPResponse

from danhmuc.vocab.errors import AnswerRefusedError
from danhmuc.vocab.messages import system_reason
from danhmuc.vocab.text import mask_passwords, one_line, shorten

from ..messages.fetch import FetchText
from .answers import Body
from .inflating import CompressionError, inflated_pieces

_PIECE: Final = 1 << 16
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
