"""The package of a workbook: parts by name, of which those that do not change are copied as they are.

Reads no more than its limits allow, whatever a package says of its sizes. Knows zip and no XML.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO, Final, NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape

from danhmuc.vocab.messages import Message

from ..messages.workbook_marks import WorkbookMarksText

# ---------------------------------------------------------------- unchangeable
# The error inside this room: a workbook that cannot be changed, with the reason.


class UnchangeableError(Exception):
    """A workbook cannot be changed as it is; its marks go into a new one.

    Attributes:
        reason: the reason, for people.
    """

    def __init__(self, reason: Message) -> None:
        self.reason = reason
        super().__init__(str(reason))


# ---------------------------------------------------------------- part parsing
# The one way to parse an XML part of a stranger's file: by expat, and never with a document type.


class _DoctypeError(Exception):
    """A document type is declared."""


def new_parser(encoding: str | None = None) -> expat.XMLParserType:
    """A parser for `parse_part`, whose names have their namespaces before a blank.

    Args:
        encoding: that of the part, whatever it declares.
    """
    parser = expat.ParserCreate(encoding, " ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def parse_part(parser: expat.XMLParserType, name: str, pieces: Iterable[bytes]) -> None:
    """Parse a part to its end.

    Args:
        name: the part's, for errors.

    Raises:
        UnchangeableError: it is not well-formed, a handler refused it by a ValueError, or it declares a document type.
    """
    try:
        for piece in pieces:
            parser.Parse(piece, False)  # noqa: FBT003 - expat takes it by position
        parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, ValueError) as error:
        raise UnchangeableError(WorkbookMarksText.PART_NOT_XML(part=name, reason=str(error))) from error
    except _DoctypeError:
        raise UnchangeableError(WorkbookMarksText.PART_HAS_DTD(part=name)) from None


def _refuse_doctype(*_: object) -> NoReturn:
    raise _DoctypeError


# ---------------------------------------------------------------- xml part

_TAG: Final = re.compile(rb"""<[^"'>]*(?:(?:"[^"]*"|'[^']*')[^"'>]*)*>""")
_ATTRIBUTE: Final = re.compile(rb"""([^\s=/>"'<]+)\s*=\s*("[^"]*"|'[^']*')""")
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(slots=True)
class XmlElement:
    """An element and its offsets in the bytes of its part.

    Attributes:
        name: its local name, after its namespace and a blank unless that is the part's main one.
        attributes: by name, in the same way; those without a prefix by their names alone.
        start, end: of the whole element.
        inner, inner_end: of its content.
        text: all character data in it, of its children, too.
    """

    name: str
    attributes: Mapping[str, str]
    start: int
    inner: int = 0
    inner_end: int = 0
    end: int = 0
    text: str = ""
    children: list[XmlElement] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether it is written as one tag."""
        return self.inner_end == self.inner == self.end

    def child(self, name: str) -> XmlElement | None:
        """The first child of a name."""
        return next(self.children_named(name), None)

    def children_named(self, name: str) -> Iterator[XmlElement]:
        """All children of a name."""
        return (one for one in self.children if one.name == name)

    def below(self, name: str) -> Iterator[XmlElement]:
        """All elements of a name below it, at any depth."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.below(name)


@dataclass(frozen=True, slots=True)
class Splice:
    """Bytes to replace; an insertion if start and end are equal."""

    start: int
    end: int
    by: bytes


def tag_end(data: bytes, start: int) -> int:
    """The offset after the tag that begins there."""
    found = _TAG.match(data, start)
    if found is None:
        raise ValueError(start)  # expat has found a tag there
    return found.end()


def read_elements(name: str, data: bytes, main: str, *, skip: Collection[str] = ()) -> XmlElement:
    """Parse a part and return its root element.

    Args:
        name: the part's, for errors.
        main: its main namespace.
        skip: elements whose content is not wanted.

    Raises:
        UnchangeableError: it is not well-formed, or declares a document type.
    """
    reader = _ElementReader(data, main, frozenset(skip))
    parse_part(reader.parser, name, [data])
    if reader.root is None:
        raise UnchangeableError(WorkbookMarksText.PART_NOT_XML(part=name, reason="no element"))
    return reader.root


class _ElementReader:
    """Handlers of expat that make elements."""

    def __init__(self, data: bytes, main: str, skip: frozenset[str]) -> None:
        self.root: XmlElement | None = None
        self._data = data
        self._main = f"{main} "
        self._skip = skip
        self._open: list[XmlElement] = []
        self._texts: list[list[str]] = []
        self._skipped = ""
        self._text = False
        parser = self.parser = new_parser("utf-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        start = self.parser.CurrentByteIndex
        short = name.removeprefix(self._main)
        element = XmlElement(short, attributes, start, inner=tag_end(self._data, start))
        if self._open:
            self._open[-1].children.append(element)
        elif self.root is None:
            self.root = element
        self._open.append(element)
        self._texts.append([])
        if short in self._skip:
            self._skipped = name
            self.parser.StartElementHandler = None
            self.parser.CharacterDataHandler = None

    def _end(self, name: str) -> None:
        if self._skipped:
            if name != self._skipped:
                return
            self._skipped = ""
            self.parser.StartElementHandler = self._start
            self.parser.CharacterDataHandler = self._characters
        element = self._open.pop()
        text = "".join(self._texts.pop())
        element.text = text
        if self._texts:
            self._texts[-1].append(text)
        at = self.parser.CurrentByteIndex
        # The end of an element that is one tag is found where that tag begins.
        if at == element.start or self._data[element.inner - 2 : element.inner] == b"/>":
            element.inner_end = element.end = element.inner
        else:
            element.inner_end = at
            element.end = tag_end(self._data, at)

    def _characters(self, text: str) -> None:
        self._texts[-1].append(text)


class XmlPart:
    """A part that is being changed: its elements, and the splices so far.

    All offsets are those of the unchanged bytes. What is appended at one place stands there in the order of appending.
    """

    def __init__(self, name: str, data: bytes, main: str, *, skip: Collection[str] = ()) -> None:
        self.name = name
        self.data = data
        self.root = read_elements(name, data, main, skip=skip)
        tag = data[self.root.start : self.root.inner].split(None, 1)[0].strip(b"</>")
        self.prefix = tag.rpartition(b":")[0].decode() + ":" if b":" in tag else ""
        self._splices: list[Splice] = []
        self._removed: list[XmlElement] = []
        self._appended: dict[int, tuple[XmlElement, list[bytes]]] = {}
        self._attributes: dict[tuple[int, str], Splice] = {}

    def tag(self, name: str) -> str:
        """A name of the main namespace as this part writes it."""
        return self.prefix + name

    def splice(self, start: int, end: int, by: bytes = b"") -> None:
        """Replace bytes."""
        self._splices.append(Splice(start, end, by))

    def remove(self, element: XmlElement) -> None:
        """Remove an element, and with it whatever was changed in it."""
        self._removed.append(element)

    def append(self, element: XmlElement, markup: str) -> None:
        """Add markup at the end of an element's content."""
        self._appended.setdefault(element.start, (element, []))[1].append(markup.encode())

    def insert(self, parent: XmlElement, name: str, order: Sequence[str], markup: str) -> None:
        """Add a child where the order of a parent's children wants it: after all that come before it.

        Children that the order does not know count as later ones.
        """
        earlier = frozenset(order[: order.index(name)])
        before = [child for child in parent.children if child.name in earlier]
        if before:
            self.splice(before[-1].end, before[-1].end, markup.encode())
        elif parent.is_empty:
            self.append(parent, markup)
        else:
            self.splice(parent.inner, parent.inner, markup.encode())

    def set_attribute(self, element: XmlElement, name: str, value: str) -> None:
        """Set an attribute that has no prefix."""
        by = _quote(value)
        for found in self._found_attributes(element):
            if found.group(1) == name.encode():
                self._attributes[element.start, name] = Splice(found.start(2), found.end(2), by)
                return
        end = element.inner - (2 if self.data[element.inner - 2 : element.inner] == b"/>" else 1)
        self._attributes[element.start, name] = Splice(end, end, b" " + name.encode() + b"=" + by)

    def remove_attribute(self, element: XmlElement, name: str) -> None:
        """Remove an attribute that has no prefix."""
        for found in self._found_attributes(element):
            if found.group(1) == name.encode():
                start = found.start()
                while self.data[start - 1 : start].isspace():
                    start -= 1
                self._attributes[element.start, name] = Splice(start, found.end(), b"")

    def _found_attributes(self, element: XmlElement) -> Iterator[re.Match[bytes]]:
        # The name of the element is none: no equals sign follows it.
        return _ATTRIBUTE.finditer(self.data, element.start + 1, element.inner)

    def splices(self) -> list[Splice]:
        """All changes, by place."""
        every = [*self._splices, *self._attributes.values()]
        for element, markup in self._appended.values():
            added = b"".join(markup)
            if element.is_empty:
                name = self.data[element.start : element.inner].split(None, 1)[0].strip(b"</>")
                every.append(Splice(element.inner - 2, element.inner, b">" + added + b"</" + name + b">"))
            else:
                every.append(Splice(element.inner_end, element.inner_end, added))
        removed = self._outermost_removed()
        if removed:
            starts = [start for start, _ in removed]
            every = [one for one in every if not _lies_in(one, removed, starts)]
            every += [Splice(start, end, b"") for start, end in removed]
        return sorted(every, key=lambda one: (one.start, one.end))  # stable: insertions in their order

    def _outermost_removed(self) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for start, end in sorted({(one.start, one.end) for one in self._removed}, key=lambda one: (one[0], -one[1])):
            if not found or start >= found[-1][1]:
                found.append((start, end))
        return found


def _lies_in(splice: Splice, removed: Sequence[tuple[int, int]], starts: Sequence[int]) -> bool:
    """Whether a change lies inside an element that is removed; an insertion before or after it does not."""
    at = bisect_right(starts, splice.start) - 1
    return at >= 0 and removed[at][0] < splice.start < removed[at][1]


def number_of(element: XmlElement, name: str) -> int | None:
    """A whole number of at most nine digits in an attribute, None if there is none."""
    text = element.attributes.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def attribute_text(value: str) -> str:
    """A value as an attribute in double quotation marks holds it."""
    return _quote(value).decode()[1:-1]


def _quote(value: str) -> bytes:
    text = escape(_NOT_IN_XML.sub("\ufffd", value), {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
    return b'"' + text.encode() + b'"'


def element_text(value: str) -> str:
    r"""A value as the text of a cell or note holds it: characters that XML lacks are written as Office does.

    >>> element_text("a<b \x01 _x000D_")
    'a&lt;b _x0001_ _x005F_x000D_'
    """
    if "_x" in value:
        value = _LIKE_ESCAPE.sub("_x005F_", value)
    if not value.replace("\n", "").isprintable():  # most texts, also of several lines
        value = _NOT_IN_XML.sub(lambda found: f"_x{ord(found.group()):04X}_", value.replace("\r", "_x000D_"))
    return escape(value)


# ---------------------------------------------------------------- workbook package

MAX_PACKAGE_BYTES: Final = 256 * 1024**2
"""A workbook as a file."""
MAX_UNPACKED_BYTES: Final = 1024**3
"""All parts of a workbook that are read, unpacked."""
_FREE_BYTES: Final = 16 * 1024**2
_MAX_RATIO: Final = 200
"""The factor by which a part may grow above its first 16 MiB: sheets of empty formatted rows grow by 100."""

_MAX_PARTS: Final = 50_000
_COMPOUND_FILE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of .xls, and of an .xlsx with a password."""
_LEVEL: Final = 6
_LARGE_BYTES: Final = 4 * 1024**2
_LEVEL_OF_LARGE: Final = 3
"""Takes a third of the time for the notes and the list of a large workbook, and a quarter more bytes."""
_PIECE: Final = 16 * 1024
"""Packed bytes that are unpacked at a time."""
_NEW_DATE: Final = (1980, 1, 1, 0, 0, 0)
_ENCRYPTED_FLAG: Final = 0x1
_UTF8_FLAG: Final = 0x800
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")


@dataclass(slots=True)
class _Entry:
    """A part as it is written: its heading, and its packed bytes."""

    info: zipfile.ZipInfo
    packed: Sequence[bytes | memoryview]


class WorkbookPackage:
    """The parts of a workbook, and changes to them that are not yet written."""

    def __init__(self, data: bytes) -> None:
        """Open a package.

        Raises:
            UnchangeableError: it is none, too large, or has a password.
        """
        if data.startswith(_COMPOUND_FILE):
            raise UnchangeableError(WorkbookMarksText.PACKAGE_ENCRYPTED())
        if len(data) > MAX_PACKAGE_BYTES:
            raise UnchangeableError(WorkbookMarksText.PACKAGE_TOO_LARGE(limit=MAX_PACKAGE_BYTES // 1024**2))
        self._data = data
        self._infos = _list_parts(data)
        self._changed: dict[str, bytes | Sequence[bytes | memoryview] | None] = {}
        self._read: dict[str, bytes] = {}
        self._budget = MAX_UNPACKED_BYTES
        self._names: dict[str, str] = {}
        for name in self._infos:
            if name.lower() in self._names:
                raise UnchangeableError(WorkbookMarksText.PART_TWICE(part=name))
            self._names[name.lower()] = name

    def find(self, name: str) -> str | None:
        """The name of a part as the package writes it, None if there is none; case does not matter."""
        found = self._names.get(name.lower())
        return None if found is None or self._changed.get(found, b"") is None else found

    def names(self) -> list[str]:
        """Names of all parts, in their order."""
        return [name for name in self._names.values() if self.find(name) is not None]

    @property
    def has_macros(self) -> bool:
        """Whether it has macros of Visual Basic, or sheets of macros."""
        return any(name.lower().endswith("vbaproject.bin") or "/macrosheets/" in name.lower() for name in self.names())

    def read(self, name: str) -> bytes:
        """The bytes of a part, with its changes so far.

        Raises:
            UnchangeableError: there is no such part, or it is damaged or too large.
        """
        found = self.find(name)
        if found is None:
            raise UnchangeableError(WorkbookMarksText.PART_MISSING(part=name))
        changed = self._changed.get(found)
        if changed is not None:
            if not isinstance(changed, bytes):
                changed = self._changed[found] = b"".join(changed)
            return changed
        if found not in self._read:
            data = _unpack(self._data, self._infos[found], self._budget)
            self._budget -= len(data)
            self._read[found] = data
        return self._read[found]

    def replace(self, name: str, data: bytes) -> None:
        """Change a part, or add one."""
        found = self._names.setdefault(name.lower(), name)
        is_old = found in self._infos and self._read.get(found) == data
        if is_old:
            self._changed.pop(found, None)
        else:
            self._changed[found] = data

    def replace_by_pieces(self, name: str, pieces: Sequence[bytes | memoryview]) -> None:
        """Change a part, or add one; it is put together only if it is read again.

        A large sheet of which little changes is in memory once.
        """
        self._changed[self._names.setdefault(name.lower(), name)] = pieces

    def remove(self, name: str) -> None:
        """Remove a part."""
        found = self.find(name)
        if found is None:
            return
        if found in self._infos:
            self._changed[found] = None
        else:
            del self._changed[found]
            del self._names[found.lower()]

    def write(self, out: BinaryIO) -> None:
        """Write the package: parts in their order, new ones last, in the order of their names."""
        headings: list[tuple[bytes, int, zipfile.ZipInfo]] = []
        added = sorted(name for name in self._changed if name not in self._infos)
        at = 0
        for name in (*self._infos, *added):
            if name in self._changed and self._changed[name] is None:
                continue
            entry = self._entry(name)
            raw, flags = _encoded_name(name)
            info = entry.info
            head = _LOCAL.pack(b"PK\3\4", 20, flags, info.compress_type, *_dos_time(info), info.CRC,
                               info.compress_size, info.file_size, len(raw), 0)  # fmt: skip
            for piece in (head, raw, *entry.packed):
                out.write(piece)
            headings.append((raw, at, info))
            at += len(head) + len(raw) + info.compress_size
        size = 0
        for raw, offset, info in headings:
            head = _CENTRAL.pack(b"PK\1\2", info.create_system << 8 | 20, 20, _encoded_name(info.filename)[1],
                                 info.compress_type, *_dos_time(info), info.CRC, info.compress_size, info.file_size,
                                 len(raw), 0, 0, 0, info.internal_attr, info.external_attr, offset)  # fmt: skip
            out.write(head + raw)
            size += len(head) + len(raw)
        out.write(_END.pack(b"PK\5\6", 0, 0, len(headings), len(headings), size, at, 0))

    def _entry(self, name: str) -> _Entry:
        data = self._changed.get(name)
        old = self._infos.get(name)
        if data is None and old is not None:
            return _Entry(old, [_packed_bytes(self._data, old)])
        if data is None:
            raise UnchangeableError(WorkbookMarksText.PART_MISSING(part=name))
        info = zipfile.ZipInfo(name, _NEW_DATE if old is None else old.date_time)
        if old is not None:
            info.external_attr, info.internal_attr, info.create_system = (
                old.external_attr, old.internal_attr, old.create_system)  # fmt: skip
        else:
            info.create_system = 0
        pieces = (data,) if isinstance(data, bytes) else data
        level = _LEVEL if sum(map(len, pieces)) < _LARGE_BYTES else _LEVEL_OF_LARGE
        packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed, size, checksum = list[bytes](), 0, 0
        for piece in pieces:
            packed.append(packer.compress(piece))
            size += len(piece)
            checksum = zlib.crc32(piece, checksum)
        packed.append(packer.flush())
        info.compress_type = zipfile.ZIP_DEFLATED
        info.CRC, info.file_size, info.compress_size = checksum, size, sum(map(len, packed))
        return _Entry(info, packed)


def _list_parts(data: bytes) -> Mapping[str, zipfile.ZipInfo]:
    """All parts by name, folders aside."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError) as error:
        raise UnchangeableError(WorkbookMarksText.PACKAGE_NOT_ZIP()) from error
    if len(infos) > _MAX_PARTS:
        raise UnchangeableError(WorkbookMarksText.PACKAGE_DAMAGED())
    found: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        if info.is_dir():
            continue
        if ".." in info.filename.replace("\\", "/").split("/") or info.filename.startswith(("/", "\\")):
            # Some program that unpacks the copy would write it elsewhere.
            raise UnchangeableError(WorkbookMarksText.PART_ELSEWHERE(part=info.filename))
        if info.filename in found:
            raise UnchangeableError(WorkbookMarksText.PART_TWICE(part=info.filename))
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise UnchangeableError(WorkbookMarksText.PACKAGE_ENCRYPTED())
        found[info.filename] = info
    return found


def _packed_bytes(data: bytes, info: zipfile.ZipInfo) -> memoryview:
    """The bytes of an entry as they are packed."""
    at = info.header_offset
    if info.compress_type not in {zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED} or data[at : at + 4] != b"PK\3\4":
        raise UnchangeableError(WorkbookMarksText.PART_DAMAGED(part=info.filename))
    head = data[at : at + _LOCAL.size]
    if len(head) < _LOCAL.size:
        raise UnchangeableError(WorkbookMarksText.PART_DAMAGED(part=info.filename))
    *_, name_length, extra_length = _LOCAL.unpack(head)
    start = at + _LOCAL.size + name_length + extra_length
    packed = memoryview(data)[start : start + info.compress_size]
    if len(packed) != info.compress_size:
        raise UnchangeableError(WorkbookMarksText.PART_DAMAGED(part=info.filename))
    return packed


def _unpack(data: bytes, info: zipfile.ZipInfo, budget: int) -> bytes:
    """The bytes of an entry, never more than its limits."""
    packed = _packed_bytes(data, info)
    limit = min(budget, _FREE_BYTES + _MAX_RATIO * len(packed))
    if info.compress_type == zipfile.ZIP_STORED:
        unpacked = bytes(packed)
    else:
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        out = BytesIO()  # by pieces and into its size: at once, zlib holds twice as much
        out.seek(min(info.file_size, limit))
        out.write(b"\0")
        out.seek(0)
        try:
            for start in range(0, len(packed), _PIECE):
                if out.tell() <= limit:
                    out.write(unpacker.decompress(packed[start : start + _PIECE], limit + 1 - out.tell()))
        except zlib.error as error:
            raise UnchangeableError(WorkbookMarksText.PART_DAMAGED(part=info.filename)) from error
        out.truncate()
        unpacked = out.getvalue()
        if len(unpacked) <= limit and not unpacker.eof:
            raise UnchangeableError(WorkbookMarksText.PART_DAMAGED(part=info.filename))
    if len(unpacked) > limit:
        raise UnchangeableError(WorkbookMarksText.PART_TOO_LARGE(part=info.filename))
    if len(unpacked) != info.file_size or zlib.crc32(unpacked) != info.CRC:
        raise UnchangeableError(WorkbookMarksText.PART_DAMAGED(part=info.filename))
    return unpacked


def _encoded_name(name: str) -> tuple[bytes, int]:
    try:
        return name.encode("ascii"), 0
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogatepass"), _UTF8_FLAG


def _dos_time(info: zipfile.ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = info.date_time
    year = min(max(year, 1980), 2107)
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day
