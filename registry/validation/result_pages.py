"""A temporary file of validation results, written and read in one order, a page of them at a time.

A page is a pickle, in which what many results share stands once: the message of a rule, its codes, the digests of a
verdict. The pickles are read by the process that wrote them, and the file has no name.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator
from dataclasses import fields
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar

from danhmuc.vocab.findings import Finding

from ..spooling.byte_file import ByteFile

__all__ = ["ResultPages", "findings_of_values", "values_of_finding"]

_FULL: Final = 1_000
"""Number of results and findings in a page."""
_FAST: Final = 1
"""zlib level: repetitions make up most of a page, so it shrinks to a tenth."""
_NAMES: Final = tuple(field.name for field in fields(Finding))
_Result = TypeVar("_Result")

values_of_finding: Final = attrgetter(*_NAMES)
"""The values of a finding in the order of its fields: pickled in half the time that the finding takes."""


def findings_of_values(many: Any) -> tuple[Finding, ...]:
    """The findings again, from what `values_of_finding` returned of each."""
    return tuple([Finding(**dict(zip(_NAMES, values, strict=True))) for values in many])


class ResultPages(Generic[_Result]):
    """The results, of which those of the last page are in memory until it is full."""

    def __init__(self) -> None:
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
            yield from pickle.loads(zlib.decompress(self._file.read(start, size)))  # noqa: S301 - our own
        yield from self._page

    def close(self) -> None:
        """Remove the file."""
        self._file = None
        self._places.clear()
        self._page.clear()

    def _write_page(self) -> None:
        if self._file is None:
            self._file = ByteFile()
        body = zlib.compress(pickle.dumps(self._page, pickle.HIGHEST_PROTOCOL), _FAST)
        self._places.append((self._file.add(body), len(body)))
        self._page, self._size = [], 0
