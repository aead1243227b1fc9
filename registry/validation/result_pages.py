"""A temporary file of validation results, written and read in one order, a page of them at a time.

A page is a pickle, in which what many results share stands once: the message of a rule, its codes, the digests of a
verdict. The file has no name.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final, Generic, TypeVar

from ..record.quick_pickles import dump_quickly, load_quickly, reducers
from ..spooling.byte_file import ByteFile

_FULL: Final = 1_000
"""Number of results and findings in a page."""
_FAST: Final = 1
"""zlib level: repetitions make up most of a page, so it shrinks to a tenth."""
_Result = TypeVar("_Result")


class ResultPages(Generic[_Result]):
    """The results, of which those of the last page are in memory until it is full; all are of one class."""

    def __init__(self, made: type[_Result]) -> None:
        self._reducers = reducers(made)
        self._file: ByteFile | None = None
        self._places: list[tuple[int, int]] = []
        self._page: list[_Result] = []
        self._size = 0

    def add(self, result: _Result, size: int) -> None:
        """Add a result that counts `size`.

        Raises:
            OSError: there is no space for it.
        """
        self._page.append(result)
        self._size += size
        if self._size >= _FULL:
            self._write_page()

    def __iter__(self) -> Iterator[_Result]:
        """All results, as they were added."""
        for start, size in self._places:
            assert self._file is not None
            yield from load_quickly(zlib.decompress(self._file.read(start, size)))
        yield from self._page

    def close(self) -> None:
        """Remove the file."""
        self._file = None
        self._places.clear()
        self._page.clear()

    def _write_page(self) -> None:
        if self._file is None:
            self._file = ByteFile()
        body = zlib.compress(dump_quickly(self._page, self._reducers), _FAST)
        self._places.append((self._file.add(body), len(body)))
        self._page, self._size = [], 0
