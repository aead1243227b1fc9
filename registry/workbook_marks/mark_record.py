"""The record of what was marked, in a very hidden sheet of the workbook: by it marks are taken off again.

The record comes back from strangers: what is in it is only used where the workbook agrees with it.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from .cell_marks import quote_sheet
from .workbook_editor import MAIN, RELATIONS, PartChange, SheetPart, WorkbookEditor
from .workbook_package import UnchangeableError, new_parser, parse_part

RECORD_NAME: Final = "danhmuc.marks"
_VERSION: Final = 1
_CHUNK: Final = 30_000
_MAX_BYTES: Final = 64 * 1024**2


@dataclass(slots=True)
class MarkRecord:
    """All that a pass of marking did.

    Attributes:
        notes: digests of the texts that were written into notes.
        active: name of the sheet that was shown.
        changed, added: how the pass is reversed exactly, if nobody has saved the workbook since.
    """

    notes: set[str] = field(default_factory=set)
    active: str = ""
    changed: Mapping[str, PartChange] = field(default_factory=dict)
    added: Mapping[str, str] = field(default_factory=dict)

    def to_text(self) -> str:
        """The record as letters and digits."""
        held = {
            "version": _VERSION,
            "notes": sorted(self.notes),
            "active": self.active,
            "added": dict(sorted(self.added.items())),
            "changed": {
                name: {
                    "digest": one.digest,
                    "encoding": one.encoding,
                    "splices": [[start, length, base64.b64encode(by).decode()] for start, length, by in one.splices],
                }
                for name, one in sorted(self.changed.items())
            },
        }
        return base64.b64encode(zlib.compress(json.dumps(held, sort_keys=True).encode())).decode()

    @classmethod
    def parse(cls, text: str) -> MarkRecord | None:
        """The record in a text, None if there is none that can be read."""
        try:
            unpacker = zlib.decompressobj()
            data = unpacker.decompress(base64.b64decode(text, validate=True), _MAX_BYTES)
            held = json.loads(data)
            if not unpacker.eof or held["version"] != _VERSION:
                return None
            return cls(
                notes={str(one) for one in held["notes"]},
                active=str(held["active"]),
                added={str(name): str(digest) for name, digest in held["added"].items()},
                changed={str(name): _change(one) for name, one in held["changed"].items()},
            )
        except (ValueError, KeyError, TypeError, AttributeError, zlib.error, RecursionError):
            return None


def _change(held: Mapping[str, object]) -> PartChange:
    splices = held["splices"]
    if not isinstance(splices, list):
        raise TypeError(splices)
    return PartChange(
        str(held["digest"]),
        tuple((int(start), int(length), base64.b64decode(by)) for start, length, by in splices),
        str(held["encoding"]),
    )


def record_sheet_data(text: str) -> bytes:
    """The part of the sheet that holds a record."""
    rows = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{text[at : at + _CHUNK]}</t></is></c></row>'
        for number, at in enumerate(range(0, len(text), _CHUNK), 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    ).encode()


def record_reference(sheet: str) -> str:
    """The reference of the hidden name of the record's sheet."""
    return f"{quote_sheet(sheet)}!$1:$1048576"


def read_record(editor: WorkbookEditor, sheet: SheetPart) -> MarkRecord | None:
    """The record that a sheet holds, also after another program has saved it; None if there is none."""
    try:
        data = editor.package.read(sheet.part)
        shared = next(
            (one.target for one in editor.relations(editor.workbook_name) if one.kind == f"{RELATIONS}/sharedStrings"),
            None,
        )
        reader = _TextReader()
        texts, numbers = reader.read_cells(sheet.part, data)
        if numbers and shared is not None:
            strings = reader.read_shared(shared, editor.package.read(shared), set(numbers.values()))
            texts |= {at: strings.get(number, "") for at, number in numbers.items()}
        return MarkRecord.parse("".join(texts[at] for at in sorted(texts)))
    except (UnchangeableError, ValueError):
        return None


class _TextReader:
    """Reads the texts of few cells: inline strings and shared ones."""

    def read_cells(self, part: str, data: bytes) -> tuple[dict[int, str], dict[int, int]]:
        """Texts by the number of the cell, and numbers of shared strings by it."""
        texts: dict[int, str] = {}
        numbers: dict[int, int] = {}
        at, kind = 0, ""
        for name, attributes, text in _leaves(part, data, {"c", "t", "v"}):
            if attributes is not None:
                if name == "c":
                    at, kind = at + 1, attributes.get("t", "")
            elif name == "t" or (name == "v" and kind == "str"):
                texts[at] = texts.get(at, "") + text
            elif name == "v" and kind == "s":
                numbers[at] = int(text)
        return texts, numbers

    def read_shared(self, part: str, data: bytes, wanted: set[int]) -> dict[int, str]:
        """Shared strings by number, those wanted."""
        found: dict[int, str] = {}
        at = -1
        for name, attributes, text in _leaves(part, data, {"si", "t"}):
            if attributes is not None:
                at += name == "si"
            elif name == "t" and at in wanted:
                found[at] = found.get(at, "") + text
        return found


def _leaves(part: str, data: bytes, names: set[str]) -> Iterator[tuple[str, Mapping[str, str] | None, str]]:
    """Starts (with attributes) and ends (with text) of elements of the names, in order."""
    events: list[tuple[str, Mapping[str, str] | None, str]] = []
    pieces: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        short = name.rpartition(" ")[2]
        if short in names:
            events.append((short, attributes, ""))
            pieces.clear()

    def end(name: str) -> None:
        short = name.rpartition(" ")[2]
        if short in names:
            events.append((short, None, "".join(pieces)))
            pieces.clear()

    parser = new_parser()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = pieces.append
    parse_part(parser, part, [data])
    return iter(events)
