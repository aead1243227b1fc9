"""Open a data.json: gzipped or not, UTF-8 or UTF-16, read forward from one file handle."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import os
import zlib
from typing import IO, Final, Protocol

from danhmuc.vocab.messages import FOREIGN_WORDS
from danhmuc.vocab.messages.reading import ReadingText
from danhmuc.vocab.reading.gunzipping import GZIP_MAGIC, refuse_bomb
from danhmuc.vocab.reading.limits import MAX_BYTES
from danhmuc.vocab.reading.notes import Notes
from danhmuc.vocab.reading.refusing import refuse_binary, refuse_empty, refuse_html

from ..json_records.stream import JsonText

MAX_BODY: Final = 50_000_000
"""Bytes of a file whose packed bytes are held while it is read."""
_HEAD: Final = 1 << 16
_FAST: Final = 1
"""zlib level for raw bodies: they are kept as evidence, not to be small."""
_BEGINNINGS: Final = (
    (codecs.BOM_UTF8, len(codecs.BOM_UTF8), "utf-8", "UTF-8 with BOM"),
    (codecs.BOM_UTF16_LE, len(codecs.BOM_UTF16_LE), "utf-16-le", "UTF-16-LE"),
    (codecs.BOM_UTF16_BE, len(codecs.BOM_UTF16_BE), "utf-16-be", "UTF-16-BE"),
    (b"{\0", 0, "utf-16-le", "UTF-16-LE"),
    (b"\0{", 0, "utf-16-be", "UTF-16-BE"),
)
"""First bytes, how many of them are no text, the encoding, and its name for people."""


class DataJsonFile:
    """An open file, whose text can be read several times, one after the other."""

    def __init__(self, file: IO[bytes], notes: Notes) -> None:
        """Take over an open file.

        Raises:
            DocumentError: it is too large.
        """
        self._file, self._notes = file, notes
        self._size = file.seek(0, os.SEEK_END)
        self._tally = _Tally(file, is_held=self._size <= MAX_BODY)
        self._stream: _Readable = file
        self._is_packed = False
        self._unpacked = 0
        if self._size > MAX_BYTES:
            raise notes.refusal("read:too-large", ReadingText.DOCUMENT_TOO_LARGE(size=self._size, limit=MAX_BYTES))

    @property
    def size(self) -> int:
        """The number of its bytes."""
        return self._size

    @property
    def digest(self) -> str:
        """``sha256:`` and the digest of the bytes read since the text was begun."""
        return f"sha256:{self._tally.digest.hexdigest()}"

    def body(self) -> bytes | None:
        """The bytes read since the text was begun, zlib; None if they are too many to be held."""
        return self._tally.body()

    def text(self) -> JsonText:
        """The text from its beginning.

        Raises:
            DocumentError: it is no text.
            OSError: it cannot be read.
        """
        self._file.seek(0)
        self._is_packed = self._file.read(len(GZIP_MAGIC)) == GZIP_MAGIC
        self._file.seek(0)
        self._tally = _Tally(self._file, is_held=self._size <= MAX_BODY)
        buffered = io.BufferedReader(self._tally)
        self._stream = gzip.GzipFile(fileobj=buffered) if self._is_packed else buffered
        self._unpacked = 0
        head = self._read(_HEAD)
        refuse_binary(head, self._notes)
        skipped, encoding = 0, "utf-8"
        for start, length, name, shown in _BEGINNINGS:
            if head.startswith(start):
                skipped, encoding = length, name
                if not any(found.code == "read:decoded" for found in self._notes.findings):
                    self._notes.add("read:decoded", value=shown, fix="UTF-8")
                break
        if encoding == "utf-8":
            refuse_html(head[skipped:], self._notes)
            if len(head) < _HEAD:
                refuse_empty(head[skipped:], self._notes)
        begun = [head[skipped:]]
        return JsonText(lambda size: begun.pop() if begun and begun[0] else self._read(size), encoding, self._notes)

    def _read(self, size: int) -> bytes:
        try:
            data = self._stream.read(size)
        except EOFError as error:
            raise self._notes.refusal("read:gzip", ReadingText.GZIP_CUT_OFF(size=self._unpacked)) from error
        except (gzip.BadGzipFile, zlib.error) as error:
            reason = ReadingText.GZIP_DAMAGED(size=self._unpacked, reason=FOREIGN_WORDS(words=str(error)))
            raise self._notes.refusal("read:gzip", reason) from error
        self._unpacked += len(data)
        if self._is_packed:
            refuse_bomb(self._size, self._unpacked, self._notes, max_bytes=MAX_BYTES)
        return data


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Tally(io.RawIOBase):
    """A file whose bytes are counted, hashed and packed as they are read."""

    def __init__(self, file: IO[bytes], *, is_held: bool) -> None:
        self._file = file
        self.digest = hashlib.sha256()
        self._packer = zlib.compressobj(_FAST)
        self._packed: bytearray | None = bytearray() if is_held else None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self.digest.update(data)
        if self._packed is not None:
            self._packed += self._packer.compress(data)
        return len(data)

    def body(self) -> bytes | None:
        return None if self._packed is None else bytes(self._packed) + self._packer.copy().flush()
