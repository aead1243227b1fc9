"""Texts in a temporary file, each once, and whether one is among them; in memory are some thirty bytes for each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from .packed_index import PackedIndex
from .spool_file import SpoolFile


class SpooledTexts(Collection[str]):
    """Texts, such as IRIs, in the order in which they were first added."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._rows = SpoolFile()
        self._index = PackedIndex(lambda number: _text(self._rows[number]))
        self.update(texts)

    def add(self, text: str) -> None:
        """Add a text, unless it is there."""
        if text not in self:
            self._rows.append(text.encode("utf-8", "surrogatepass"))
            self._index.add(text)

    def update(self, texts: Iterable[str]) -> None:
        """Add some texts."""
        for text in texts:
            self.add(text)

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and self._index.find(text) is not None

    def __iter__(self) -> Iterator[str]:
        return map(_text, self._rows.rows())

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return f"<SpooledTexts of {len(self)}>"


def _text(row: bytes) -> str:
    return row.decode("utf-8", "surrogatepass")
