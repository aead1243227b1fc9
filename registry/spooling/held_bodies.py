"""The raw bytes of the documents of one reading: those of many are in a temporary file."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from ..record.contents import ReadDocument
from ..record.spilled_values import SpilledValue, held_value, replace_unloaded
from .byte_file import ByteFile, SpilledBytes
from .space import within_space

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
