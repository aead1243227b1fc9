"""Open a workbook of any kind: .xlsx, .xlsm, .ods, .xls and CSV, as sheets of rows.

Open a workbook of any kind: .xlsx, .xlsm, .ods, .xls and CSV, as sheets of rows with Excel's numbers.

Values are read by calamine; what it does not tell, for .xlsx, by `sheet_facts`. Both see a file only once its sizes are
known.
"""

from __future__ import annotations

import codecs
import csv
import io
import posixpath
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, Final, TypeAlias
from xml.parsers import expat

from danhmuc.vocab.messages import FOREIGN_WORDS
from danhmuc.vocab.reading.decoding import decode, refuse_empty
from danhmuc.vocab.reading.notes import MAX_GZIP_RATIO, Notes

from ..messages.workbooks import WorkbooksText
from ..record.locations import ENDINGS
from ..workbook_marks import added_sheets
from ..workbook_marks.sheet_values import calamine_errors, csv_delimiter, ods_extents
from ..workbook_marks.workbook_package import UnchangeableError

# ---------------------------------------------------------------- package guard
# Look into a packed workbook before any library does: sizes as unpacked, not as stated, and no more than that.

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


# ---------------------------------------------------------------- sheet facts
# Facts of an .xlsx beyond the values of its cells: hidden rows, formulas without a result, errors, formats.
#
# One pass of expat, which holds only what is unusual: openpyxl needs half a gigabyte for 60,000 empty rows with
# formats.

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


# ---------------------------------------------------------------- sheet notes
# Notes of cells in an .xlsx: not read as data, but people write into them what belongs into a cell.
#
# Notes that a validation has added are left out; they begin with a line of danhmuc's own.

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


# ---------------------------------------------------------------- opened book

CellValue: TypeAlias = str | int | float | bool | date | datetime | time | timedelta

MAX_CELLS: Final = 5_000_000
"""Cells of the area that the values of a sheet cover: calamine holds all of them, empty ones too."""
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_AS_TEXT: Final = re.compile(r'="(.*)"', re.DOTALL)


@dataclass(slots=True)
class BookSheet:
    """One sheet.

    Attributes:
        rows: number of the row, from 1, and its cells from column A on; rows without a value are left out.
        merged: areas of merged cells: first row and column, last row and column, all from 1.
    """

    name: str
    is_hidden: bool
    rows: list[tuple[int, Sequence[CellValue]]]
    merged: Sequence[tuple[int, int, int, int]] = ()
    facts: SheetFacts = field(default_factory=SheetFacts)


@dataclass(slots=True)
class OpenedBook:
    """A book.

    Attributes:
        ending: of its name, which tells the kind of file.
        sees_formats: whether hidden rows, formulas and formats were looked at.
        has_macros: whether it has macros.
        is_1904: whether its days are counted from 1904.
        added: names of the sheets that an earlier validation has added to it.
    """

    ending: str
    sheets: list[BookSheet]
    sees_formats: bool = False
    has_macros: bool = False
    is_1904: bool = False
    added: frozenset[str] = frozenset()


def open_book(data: bytes, name: str, notes: Notes) -> OpenedBook:
    """Open a book.

    Args:
        name: of the file; its ending and its first bytes tell what it is.

    Raises:
        DocumentError: it cannot be read, is protected by a password, or is too large.
    """
    lower = name.lower()
    ending = next((one for one in ENDINGS if lower.endswith(one)), "")
    if not ending:
        raise notes.refusal("read:workbook", WorkbooksText.BOOK_NOT_ONE(endings=ENDINGS, name=name))
    refuse_empty(data, notes)
    if len(data) > MAX_PACKED:
        raise notes.refusal("read:too-large", WorkbooksText.BOOK_LARGE(limit=MAX_PACKED, parts=MAX_PARTS))
    if data.startswith(_ZIP):
        package = open_package(data, notes)
        if "xl/workbook.xml" in package.names:
            return _open_xlsx(data, ending, package, notes)
        return _open_ods(data, package, notes)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise notes.refusal("read:workbook", WorkbooksText.BOOK_LOCKED())
        return OpenedBook(".xls", _read_values(data, notes, lambda _: None))
    if ending == ".csv":
        return OpenedBook(".csv", [_read_csv(data, name, notes)])
    raise notes.refusal("read:workbook", WorkbooksText.BOOK_CONTENT_OTHER(ending=ending))


def _open_xlsx(data: bytes, ending: str, package: BookPackage, notes: Notes) -> OpenedBook:
    facts: BookFacts = read_facts(package, notes)
    for name, sheet in facts.sheets.items():
        if sheet.last_row * sheet.last_column > MAX_CELLS:
            raise notes.refusal("read:too-large", WorkbooksText.SHEET_LARGE(sheet=name, limit=MAX_CELLS))
        sheet.noted = noted_rows(package, facts.parts[name], notes)
    sheets = _read_values(data, notes, facts.sheets.get)
    return OpenedBook(
        ending if ending in (".xlsx", ".xlsm") else ".xlsx",
        sheets,
        sees_formats=True,
        has_macros=facts.has_macros,
        is_1904=facts.is_1904,
        added=added_sheets(data),
    )


def _open_ods(data: bytes, package: BookPackage, notes: Notes) -> OpenedBook:
    content = package.part("content.xml")
    if content is None:
        raise notes.refusal("read:workbook", WorkbooksText.BOOK_DAMAGED(reason=WorkbooksText.BOOK_EMPTY()))
    manifest = package.part("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise notes.refusal("read:workbook", WorkbooksText.BOOK_LOCKED())
    try:
        rows, columns = ods_extents(content)
    except UnchangeableError as error:
        raise notes.refusal("read:workbook", WorkbooksText.BOOK_DAMAGED(reason=error.reason)) from error
    if rows * columns > MAX_CELLS:
        raise notes.refusal("read:too-large", WorkbooksText.SHEET_LARGE(sheet="content.xml", limit=MAX_CELLS))
    has_macros = any("Basic/" in name for name in package.names)
    return OpenedBook(".ods", _read_values(data, notes, lambda _: None), has_macros=has_macros)


def _read_values(data: bytes, notes: Notes, facts_of: Callable[[str], SheetFacts | None]) -> list[BookSheet]:
    """The sheets with their values.

    Raises:
        DocumentError: calamine cannot read them.
    """
    import python_calamine as calamine  # takes time to import, and few commands need it

    def damage_error(words: str) -> Exception:
        return notes.refusal("read:workbook", WorkbooksText.BOOK_DAMAGED(reason=FOREIGN_WORDS(words=words)))

    def lock_error() -> Exception:
        return notes.refusal("read:workbook", WorkbooksText.BOOK_LOCKED())

    with (
        calamine_errors(locked=lock_error, damaged=damage_error),
        calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book,
    ):
        sheets = [
            _sheet(book, one.name, facts_of(one.name), is_hidden=one.visible != calamine.SheetVisibleEnum.Visible)
            for one in book.sheets_metadata
            if one.typ == calamine.SheetTypeEnum.WorkSheet
        ]
    if not sheets:
        raise notes.refusal("read:workbook", WorkbooksText.BOOK_EMPTY())
    return sheets


def _sheet(book: Any, name: str, facts: SheetFacts | None, *, is_hidden: bool) -> BookSheet:
    sheet = book.get_sheet_by_name(name)
    start = sheet.start
    rows: list[tuple[int, Sequence[CellValue]]] = []
    if start is not None:
        # calamine leaves out the empty rows and columns before the first value.
        first, before = start[0] + 1, [""] * start[1]
        for number, cells in enumerate(sheet.to_python(skip_empty_area=True), first):
            if any(cell != "" for cell in cells):
                rows.append((number, [*before, *cells]))
    merged = [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in sheet.merged_cell_ranges or ()]
    return BookSheet(name, is_hidden, rows, merged, facts or SheetFacts())


def _read_csv(data: bytes, name: str, notes: Notes) -> BookSheet:
    """The one sheet of a CSV file, with the delimiter that gives its first rows the most columns."""
    # Spreadsheets write a mark of UTF-8 into tables in CSV, and read none of other letters than ASCII without it.
    text = unicodedata.normalize("NFC", decode(data.removeprefix(codecs.BOM_UTF8), notes).decode())
    if "\0" in text:
        raise notes.refusal("read:workbook", WorkbooksText.BOOK_DAMAGED(reason=FOREIGN_WORDS(words="U+0000")))
    try:
        rows = list(csv_rows(text, csv_delimiter(text)))
    except csv.Error as error:
        raise notes.refusal(
            "read:workbook", WorkbooksText.BOOK_DAMAGED(reason=FOREIGN_WORDS(words=str(error)))
        ) from error
    return BookSheet(name[: -len(".csv")], is_hidden=False, rows=rows)


def csv_rows(text: str, delimiter: str, *, is_strict: bool = True) -> Iterator[tuple[int, Sequence[CellValue]]]:
    """The rows of a table in CSV that have a value, with their numbers.

    Raises:
        csv.Error: it is no CSV, and that matters.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=is_strict)
    for number, cells in enumerate(reader, 1):
        if any(cell.strip() for cell in cells):
            yield number, [_AS_TEXT.sub(r"\1", cell) for cell in cells]
