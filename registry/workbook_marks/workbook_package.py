"""The package of a workbook: parts by name, of which those that do not change are copied as they are.

Reads no more than its limits allow, whatever a package says of its sizes. Knows zip and no XML.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, Final

from ..messages.workbook_marks import WorkbookMarksText
from .xml_part import UnchangeableError

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
