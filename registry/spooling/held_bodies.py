"""The raw bytes of the documents of one reading: those of many are in a temporary file."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import EDQUOT, EFBIG, ENOSPC
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock
from typing import Final
from weakref import finalize

from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.messages import FOREIGN_WORDS, system_reason

from ..messages.harvest import HarvestText
from ..record.contents import ReadDocument
from ..record.spools import SpilledValue, held_value, replace_unloaded

# ---------------------------------------------------------------- space
# Disk space for temporary files, which may run out.


@contextmanager
def within_space(place: str) -> Iterator[None]:
    """Raise a registry error if temporary files cannot be written.

    Raises:
        RegistryError: there is no space for them, or their disk fails.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise RegistryError(HarvestText.SPOOL_FULL(place=place, reason=FOREIGN_WORDS(words=str(error)))) from error
    except OSError as error:
        if not is_full(error):
            raise
        raise RegistryError(HarvestText.SPOOL_FULL(place=place, reason=system_reason(error))) from error


def is_full(error: OSError) -> bool:
    """Whether the error means that there is no space."""
    return error.errno in {EDQUOT, EFBIG, ENOSPC}


# ---------------------------------------------------------------- byte file
# A temporary file for bytes that need not be in memory; it has no name, and is gone once nothing refers to it.


class ByteFile:
    """The file, which is only added to."""

    def __init__(self) -> None:
        # Without a buffer, which would read a whole one each time; it is closed once nobody holds it any more.
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115
        self._closed = finalize(self, self._file.close)
        self._lock = Lock()
        self._end = 0

    def add(self, data: bytes) -> int:
        """Add some bytes; returns the place of the first one.

        Raises:
            OSError: there is no space for them.
        """
        with self._lock:
            start = self._end
            self._file.seek(start)
            left = memoryview(data)
            while left:
                written = self._file.write(left)
                left = left[written:]
            self._end += len(data)
        return start

    def close(self) -> None:
        """Remove the file at once; nothing is read from it any more."""
        self._closed()

    def read(self, start: int, size: int) -> bytes:
        """The bytes of that number from a place on."""
        with self._lock:
            self._file.seek(start)
            return self._file.read(size)


class SpilledBytes(SpilledValue):
    """Bytes in the file, for a field that may spill.

    Args:
        start: the place of the first one.
        size: their number.
    """

    __slots__ = ("_file", "_size", "_start")

    def __init__(self, file: ByteFile, start: int, size: int) -> None:
        self._file, self._start, self._size = file, start, size

    def load_value(self, name: str) -> bytes:  # noqa: ARG002 - there is one field
        """Read the bytes."""
        return self._file.read(self._start, self._size)

    def load_pieces(self, name: str, size: int) -> Iterator[bytes]:  # noqa: ARG002 - there is one field
        """Read the bytes piece by piece."""
        end = self._start + self._size
        return (self._file.read(at, min(size, end - at)) for at in range(self._start, end, size))


# ---------------------------------------------------------------- held bodies

HELD_BYTES: Final = 2_000_000
"""Packed bytes of documents that are held in memory; those of further ones are in the file."""
_PIECE: Final = 1 << 20
_FAST: Final = 1
"""zlib level of raw bytes, as for smaller documents."""


class HeldBodies:
    """The raw bytes of documents, as far as they are in memory; the file is gone with the last document."""

    def __init__(self) -> None:
        self._held = 0
        self._file: ByteFile | None = None

    def hold(self, document: ReadDocument) -> ReadDocument:
        """The document, its raw bytes in the file if there are many already.

        Raises:
            RegistryError: there is no space for them.
        """
        body = held_value(document, "body")
        if not body or isinstance(body, SpilledValue):
            return document
        assert isinstance(body, bytes), "raw bytes"
        return replace_unloaded(document, body=self.keep(document.place, [body]))

    def pack(self, document: ReadDocument) -> ReadDocument:
        """The document with the raw bytes of its file, packed; with none if it has no file, or that is another by now.

        Raises:
            RegistryError: there is no space for them.
        """
        body: bytes | SpilledBytes | None = None
        if document.file is not None:
            hasher = hashlib.sha256()
            try:
                path = Path(document.file)
                body = self.keep(document.place, _packed_pieces(path, hasher))
            except OSError:
                body = None
            if document.digest != f"sha256:{hasher.hexdigest()}":
                body = None
        return replace_unloaded(document, body=body, file=None)

    def keep(self, place: str, pieces: Iterable[bytes]) -> bytes | SpilledBytes:
        """Bytes in memory, or in the file if there are too many.

        Raises:
            RegistryError: there is no space for them.
        """
        rest = iter(pieces)
        held: list[bytes] = []
        for piece in rest:
            held.append(piece)
            self._held += len(piece)
            if self._held > HELD_BYTES:
                self._held -= sum(map(len, held))
                return self._spill(place, chain(held, rest))
        return b"".join(held)

    def _spill(self, place: str, pieces: Iterator[bytes]) -> SpilledBytes:
        file = self._file
        if file is None:
            with within_space(place):
                file = self._file = ByteFile()
        start, size = -1, 0
        for piece in pieces:
            with within_space(place):
                at = file.add(piece)
            start = at if start < 0 else start
            size += len(piece)
        return SpilledBytes(file, start, size)


def _packed_pieces(path: Path, hasher: hashlib._Hash) -> Iterator[bytes]:
    """The raw bytes of a file, zlib, in pieces that are not empty; they are hashed on their way.

    Raises:
        OSError: it cannot be read.
    """
    packer = zlib.compressobj(_FAST)
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            hasher.update(piece)
            if packed := packer.compress(piece):
                yield packed
    yield packer.flush()
