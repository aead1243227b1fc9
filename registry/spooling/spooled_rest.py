"""The triples of documents that belong to no record, in a temporary file as the documents are split part by part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from danhmuc.vocab.canonical import canonicalize_lines

from ..record.record import Rest
from .byte_file import ByteFile


class SpooledRest:
    """The lines of the rest, by document."""

    def __init__(self) -> None:
        self._file = ByteFile()
        self._pieces: dict[str, list[tuple[int, int]]] = {}
        self._of_records: dict[str, bool] = {}

    def add(self, lines: Iterable[tuple[str, str, bool]]) -> None:
        """Add lines as `Split.rest_lines` has them.

        Raises:
            OSError: there is no space for them.
        """
        by_place: dict[str, list[str]] = {}
        for place, line, is_paged in lines:
            by_place.setdefault(place, []).append(line)
            self._of_records[place] = is_paged and self._of_records.get(place, True)
        for place, written in by_place.items():
            text = "\n".join([*written, ""]).encode()
            self._pieces.setdefault(place, []).append((self._file.add(text), len(text)))

    def close(self) -> None:
        """Remove the file; nothing is asked of it any more."""
        self._file.close()

    def rests(self, places: Sequence[str]) -> list[Rest]:
        """The rest of each document that has any, in order of reading; last those that have rest of records alone.

        Args:
            places: of all documents.
        """
        numbers = {place: number for number, place in reversed([*enumerate(places)])}
        found: list[Rest] = []
        for place in sorted(self._pieces, key=lambda place: (self._of_records[place], numbers[place])):
            text = b"".join([self._file.read(*piece) for piece in self._pieces[place]])
            # Not splitlines(), which also splits at U+0085 and the like.
            found.append(Rest(place, canonicalize_lines(text.decode().split("\n")[:-1])))
        return found
