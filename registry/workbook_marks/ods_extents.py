"""The size of the largest table of an OpenDocument spreadsheet, before anything makes room for it."""

from __future__ import annotations

from typing import Final

from .part_parsing import new_parser, parse_part

_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_ROW: Final = f"{_TABLE} table-row"
_CELLS: Final = frozenset([f"{_TABLE} table-cell", f"{_TABLE} covered-table-cell"])


def ods_extents(content: bytes) -> tuple[int, int]:
    """Rows and columns of the largest table, up to its last cells with a value.

    Raises:
        UnchangeableError: it is not well-formed XML, or declares a document type.
    """
    counter = _Counter()
    parse_part(counter.parser, "content.xml", [content])
    return max(counter.sizes, key=lambda size: size[0] * size[1], default=(0, 0))


class _Counter:
    """Handlers of expat that count rows and columns."""

    def __init__(self) -> None:
        self.sizes: list[tuple[int, int]] = []
        self._row = self._column = self._rows = self._columns = 0
        self._repeated = 1
        parser = self.parser = new_parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == _ROW:
            self._repeated = _repeat_count(attributes, "rows")
            self._column = 0
        elif name in _CELLS:
            columns = _repeat_count(attributes, "columns")
            self._column += columns
            # A value may stand without its type, and in an attribute of its own: a day, a time, a text.
            if any("value" in key or "formula" in key for key in attributes):
                self._rows = self._row + self._repeated
                self._columns = max(self._columns, self._column)
        elif name == f"{_TABLE} table":
            self._row = self._rows = self._columns = 0

    def _end(self, name: str) -> None:
        if name == _ROW:
            self._row += self._repeated
        elif name == f"{_TABLE} table":
            self.sizes.append((self._rows, self._columns))


def _repeat_count(attributes: dict[str, str], what: str) -> int:
    return max(int(attributes.get(f"{_TABLE} number-{what}-repeated", "1")), 1)
