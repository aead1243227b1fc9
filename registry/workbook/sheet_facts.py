"""Facts of an .xlsx beyond the values of its cells: hidden rows, formulas without a result, errors, formats.

One pass of expat, which holds only what is unusual: openpyxl needs half a gigabyte for 60,000 empty rows with formats.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from danhmuc.vocab.messages import FOREIGN_WORDS
from danhmuc.vocab.reading.notes import Notes

from ..messages.workbooks import WorkbooksText
from .package_guard import BookPackage

_PLACE: Final = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
# The cell behind one that is taken out has to say its place, for else it is the one after that.
_BEFORE_PLACED: Final = rb'(?=\s*(?:<c r="|</row>))'
_EMPTY_CELLS: Final = re.compile(
    rb'(?:<c r="[A-Z]{1,3}+[0-9]{1,7}+"(?: s="[0-9]*+")?+(?: t="[A-Za-z]*+")?+(?: ?/>|></c>))+' + _BEFORE_PLACED
)
_PLAIN_CELL: Final = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]*)")?'
    rb'(?:(?: t="(s|n)")?><v>[0-9.]+</v>| t="(inlineStr)"><is><t(?: xml:space="preserve")?>'
    rb"[^<&]*(?:&(?:#[0-9]{1,7}|amp|lt|gt|quot|apos);[^<&]*)*</t></is>)</c>" + _BEFORE_PLACED
)
_ZEROS: Final = re.compile(r'0{2,12}|"0{1,12}"0{1,12}')
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_RELATION_STRICT: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships id"
_WORKBOOK: Final = "xl/workbook.xml"


@dataclass(slots=True)
class SheetFacts:
    """Facts of one sheet; rows and columns count from 1, as in Excel.

    Attributes:
        hidden: rows that are hidden or filtered out.
        unsaved: cells with a formula whose result is not stored.
        errors: cells whose value is an error.
        zeros: number of digits that the format of a cell fills up with zeros.
        last_row, last_column: of the cells that have a value.
        noted: the row of each cell that has a note of somebody else.
    """

    hidden: set[int] = field(default_factory=set)
    unsaved: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)
    zeros: dict[tuple[int, int], int] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = 0
    noted: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BookFacts:
    """Facts of a book.

    Attributes:
        sheets: by name.
        parts: path of the part of each sheet, by name.
        is_1904: whether its days are counted from 1904.
        has_macros: whether it has macros.
    """

    sheets: Mapping[str, SheetFacts]
    parts: Mapping[str, str]
    is_1904: bool
    has_macros: bool


def read_facts(package: BookPackage, notes: Notes) -> BookFacts:
    """Read the facts of an .xlsx or .xlsm.

    Raises:
        DocumentError: its XML is malformed, or declares a document type.
    """
    reader = _WorkbookReader()
    parse_part(package.pieces(_WORKBOOK), reader.start, None, notes)
    targets = _Relations()
    parse_part(package.pieces("xl/_rels/workbook.xml.rels"), targets.start, None, notes)
    styles = _Styles()
    parse_part(package.pieces("xl/styles.xml"), styles.start, styles.end, notes)
    found: dict[str, SheetFacts] = {}
    parts: dict[str, str] = {}
    for name, relation in reader.sheets:
        target = targets.found.get(relation, "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        sheet = _SheetReader(styles.zeros)
        parse_part(sheet.take_out_cells(package.pieces(path)), sheet.start, sheet.end, notes, sheet.text)
        found[name], parts[name] = sheet.facts, path
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in package.names)
    return BookFacts(found, parts, reader.is_1904, has_macros)


def parse_part(pieces: Iterable[bytes], start: object, end: object, notes: Notes, text: object = None) -> None:
    """Parse a part with handlers for starts, ends and texts.

    Raises:
        DocumentError: it is malformed, or declares a document type.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start  # type: ignore[assignment] # of this very shape
    parser.EndElementHandler = end  # type: ignore[assignment]
    parser.CharacterDataHandler = text  # type: ignore[assignment]
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.buffer_text = True
    try:
        is_empty = True
        for piece in pieces:
            is_empty = is_empty and not piece
            parser.Parse(piece, False)  # noqa: FBT003 - expat's own
        if not is_empty:
            parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, ValueError) as error:
        raise notes.refusal(
            "read:workbook", WorkbooksText.BOOK_DAMAGED(reason=FOREIGN_WORDS(words=str(error)))
        ) from error


def _refuse_doctype(*_: object) -> None:
    raise ValueError("a document type declaration")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


class _WorkbookReader:
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.is_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = _local(name)
        if local == "sheet":
            relation = attributes.get(_RELATION) or attributes.get(_RELATION_STRICT) or ""
            self.sheets.append((attributes.get("name", ""), relation))
        elif local == "workbookPr":
            self.is_1904 = attributes.get("date1904") in ("1", "true")


class _Relations:
    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if _local(name) == "Relationship":
            self.found[attributes.get("Id", "")] = attributes.get("Target", "")


class _Styles:
    """The styles whose numbers are filled up with zeros, such as ``00`` for the code 01."""

    def __init__(self) -> None:
        self.zeros: dict[str, int] = {}
        self._formats: dict[str, int] = {}
        self._is_in_cells = False
        self._number = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = _local(name)
        if local == "numFmt":
            code = attributes.get("formatCode", "")
            if _ZEROS.fullmatch(code):
                self._formats[attributes.get("numFmtId", "")] = code.count("0")
        elif local == "cellXfs":
            self._is_in_cells = True
        elif local == "xf" and self._is_in_cells:
            width = self._formats.get(attributes.get("numFmtId", ""))
            if width is not None:
                self.zeros[str(self._number)] = width
            self._number += 1

    def end(self, name: str) -> None:
        if _local(name) == "cellXfs":
            self._is_in_cells = False


class _SheetReader:
    def __init__(self, zeros: Mapping[str, int]) -> None:
        self.facts = SheetFacts()
        self._zeros = zeros
        self._row = 0
        self._column = 0
        self._style = ""
        self._type = ""
        self._has_formula = self._has_value = self._is_in_value = False
        self._plain_rows: set[bytes] = set()
        self._plain_columns: set[bytes] = set()

    def take_out_cells(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The XML of the sheet without cells that have a format alone, or a value of which only the place is a fact.

        The first may be a hundred times as many as all others; the second are nearly all others.
        """
        rest = b""
        for piece in pieces:
            whole, end, rest = (rest + piece).rpartition(b">")
            yield _PLAIN_CELL.sub(self._take_out, _EMPTY_CELLS.sub(b"", whole + end))
        yield rest
        facts = self.facts
        facts.last_row = max([facts.last_row, *map(int, self._plain_rows)])
        facts.last_column = max([facts.last_column, *(_column_number(one.decode()) for one in self._plain_columns)])

    def _take_out(self, cell: re.Match[bytes]) -> bytes:
        column, row, style, kind, inline = cell.groups()
        if kind != b"s" and inline is None and style is not None and style.decode() in self._zeros:
            return cell[0]
        self._plain_rows.add(row)
        self._plain_columns.add(column)
        return b""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name[name.rfind(" ") + 1 :]
        if local == "c":
            given = attributes.get("r")
            if given is None:
                self._column += 1
            elif (found := _PLACE.fullmatch(given)) is None:
                raise ValueError(f"a cell called {given[:20]!r}")
            else:
                self._column = _column_number(found[1].upper())
                self._row = int(found[2])
            self._style, self._type = attributes.get("s", ""), attributes.get("t", "")
            self._has_formula = self._has_value = False
        elif local == "is":
            self._has_value = True
        elif local == "v":
            self._is_in_value = True
        elif local == "f":
            self._has_formula = True
        elif local == "row":
            self._row = int(attributes.get("r") or self._row + 1)
            self._column = 0
            if attributes.get("hidden") in ("1", "true"):
                self.facts.hidden.add(self._row)

    def text(self, _: str) -> None:
        """Note that a value is not empty: some programs write an empty one where they know no result."""
        if self._is_in_value:
            self._has_value = True

    def end(self, name: str) -> None:
        self._is_in_value = False
        if name[name.rfind(" ") + 1 :] != "c":
            return
        facts, place = self.facts, (self._row, self._column)
        if self._has_value:
            facts.last_row = max(facts.last_row, self._row)
            facts.last_column = max(facts.last_column, self._column)
            if self._type == "e":
                facts.errors.add(place)
            elif self._style in self._zeros and self._type in ("", "n"):
                facts.zeros[place] = self._zeros[self._style]
        elif self._has_formula:
            facts.unsaved.add(place)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
