"""Look into a packed workbook before any library does: sizes as unpacked, not as stated, and no more than that."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from danhmuc.vocab.messages import FOREIGN_WORDS
from danhmuc.vocab.reading.limits import MAX_GZIP_RATIO
from danhmuc.vocab.reading.notes import Notes

from ..messages.workbooks import WorkbooksText

MAX_PACKED: Final = 100_000_000
"""Bytes of a file."""
MAX_UNPACKED: Final = 200_000_000
"""Bytes of all parts together; 10,000 rows of 24 columns have 15 million."""
MAX_PARTS: Final = 5_000
_FREE_RATIO: Final = 1 << 26
"""Bytes below which a part may be as dense as it likes: 60,000 empty rows with formats are a hundred times smaller."""
_PIECE: Final = 1 << 20
_LOCAL_HEADER: Final = 30
_LOCAL_MAGIC: Final = b"PK\x03\x04"
_STORED: Final = 0
_DEFLATED: Final = 8


class BookPackage:
    """A packed workbook whose parts were measured."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self.names = frozenset(file.namelist())

    def part(self, name: str) -> bytes | None:
        """The bytes of a part; None if there is none of that name."""
        return self._file.read(name) if name in self.names else None

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece; none if there is none of that name."""
        if name in self.names:
            with self._file.open(name) as part:
                while piece := part.read(_PIECE):
                    yield piece


def open_package(data: bytes, notes: Notes) -> BookPackage:
    """Open a packed workbook.

    Raises:
        DocumentError: it is damaged, or unpacks to more than is allowed.
    """
    try:
        file = zipfile.ZipFile(BytesIO(data))
        parts = file.infolist()
        if len(parts) > MAX_PARTS:
            raise notes.refusal("read:too-large", WorkbooksText.BOOK_LARGE(limit=MAX_UNPACKED, parts=MAX_PARTS))
        total = 0
        for part in parts:
            total += _measure(data, part, MAX_UNPACKED - total, notes)
        return BookPackage(file)
    except (zipfile.BadZipFile, struct.error, zlib.error, RuntimeError, EOFError, OSError, ValueError) as error:
        raise notes.refusal(
            "read:workbook", WorkbooksText.BOOK_DAMAGED(reason=FOREIGN_WORDS(words=str(error)))
        ) from error


def _measure(data: bytes, part: zipfile.ZipInfo, room: int, notes: Notes) -> int:
    """The number of bytes that a part really unpacks to: what its header states may be anything.

    Raises:
        DocumentError: they are too many, or too many for their packed size, or not those that are stated.
        BadZipFile, zlib.error: it is damaged.
    """
    start = part.header_offset
    header = data[start : start + _LOCAL_HEADER]
    if not header.startswith(_LOCAL_MAGIC):
        raise zipfile.BadZipFile(f"{part.filename} is not where it should be")
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    start += _LOCAL_HEADER + name_length + extra_length
    packed = memoryview(data)[start : start + part.compress_size]
    if part.compress_type == _STORED:
        size, checksum = len(packed), zlib.crc32(packed)
    elif part.compress_type == _DEFLATED:
        size = checksum = 0
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        rest: bytes | memoryview = packed
        while not inflater.eof:
            piece = inflater.decompress(rest, _PIECE)
            rest = inflater.unconsumed_tail
            size += len(piece)
            checksum = zlib.crc32(piece, checksum)
            if size > room:
                raise notes.refusal("read:too-large", WorkbooksText.BOOK_LARGE(limit=MAX_UNPACKED, parts=MAX_PARTS))
            if size > max(_FREE_RATIO, MAX_GZIP_RATIO * len(packed)):
                raise notes.refusal("read:too-large", WorkbooksText.BOOK_DENSE(limit=MAX_GZIP_RATIO))
            if not piece and not rest:
                break
    else:
        raise zipfile.BadZipFile(f"compression method {part.compress_type}")
    if size > room:
        raise notes.refusal("read:too-large", WorkbooksText.BOOK_LARGE(limit=MAX_UNPACKED, parts=MAX_PARTS))
    if checksum != part.CRC:
        raise zipfile.BadZipFile(f"{part.filename} has another checksum than is stated")
    if size != part.file_size:
        raise zipfile.BadZipFile(f"{part.filename} has {size} bytes, not {part.file_size}")
    return size
