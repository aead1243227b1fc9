"""Notes of cells in an .xlsx: not read as data, but people write into them what belongs into a cell.

Notes that a validation has added are left out; they begin with a line of danhmuc's own.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.reading.notes import Notes

from .package_guard import BookPackage
from .sheet_facts import parse_part

_OURS: Final = "danhmuc"
_ROW: Final = re.compile(r"[A-Z]{1,3}([0-9]{1,7})")


def noted_rows(package: BookPackage, sheet: str, notes: Notes) -> list[int]:
    """The row of each cell of a sheet that has a note of somebody else.

    Args:
        sheet: path of its part.

    Raises:
        DocumentError: its XML is malformed, or declares a document type.
    """
    folder, name = posixpath.split(sheet)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package.names:
        return []
    reader = _NotesReader()
    parse_part(package.pieces(relations), reader.start, reader.end, notes, reader.text)
    for target in reader.targets:
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        if path in package.names:
            parse_part(package.pieces(path), reader.start, reader.end, notes, reader.text)
    return reader.rows


class _NotesReader:
    """Reads relations and notes."""

    def __init__(self) -> None:
        self.targets: list[str] = []
        self.rows: list[int] = []
        self._row = 0
        self._texts: list[str] = []
        self._is_text = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note a relation, or begin a note or a text."""
        local = name.rpartition(" ")[2]
        if local == "Relationship" and attributes.get("Type", "").endswith("/comments"):
            self.targets.append(attributes.get("Target", ""))
        elif local == "comment":
            found = _ROW.fullmatch(attributes.get("ref", ""))
            self._row = int(found[1]) if found is not None else 0
            self._texts = []
        self._is_text = local == "t"

    def text(self, text: str) -> None:
        """Take a piece of a text."""
        if self._is_text:
            self._texts.append(text)

    def end(self, name: str) -> None:
        """Take the row of a note that is not ours."""
        self._is_text = False
        if name.rpartition(" ")[2] == "comment":
            said = "".join(self._texts).strip()
            if self._row and said and said.partition("\n")[0].strip() != _OURS:
                self.rows.append(self._row)
