"""One pass of changes to the parts of a workbook: its sheets, relationships and content types.

Every change is a splice or a whole part, so that the pass can tell how it is reversed. Knows how Office packages hang
together, and nothing of cells, notes or marks.

Source of its rules: ECMA-376, parts 1 (SpreadsheetML) and 2 (Open Packaging Conventions).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from ..messages.workbook_marks import WorkbookMarksText
from .workbook_package import WorkbookPackage
from .xml_part import UnchangeableError, XmlElement, XmlPart, attribute_text

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_PACKAGE_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_CONTENT_TYPES: Final = "[Content_Types].xml"
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_SUFFIXES: Final = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": ".xlsx",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": ".xlsm",
}
_BINARY: Final = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
_ENCODING: Final = re.compile(rb"""^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
WORKBOOK_ORDER: Final = (
    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups"),
    *("externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches"),
)
"""Children of a workbook as far as the pass adds any of them."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part, its target as the name of a part."""

    id: str
    kind: str
    target: str
    element: XmlElement


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of the workbook, in its place.

    Attributes:
        part: the name of its part.
        is_cells: whether it has cells; a sheet that is a chart has none.
        state: ``visible``, ``hidden`` or ``veryHidden``.
    """

    name: str
    part: str
    is_cells: bool
    state: str
    index: int
    element: XmlElement


@dataclass(frozen=True, slots=True)
class PartChange:
    """A changed part, and how it is reversed.

    Attributes:
        digest: SHA-256 of the changed bytes.
        splices: offset in the changed bytes, length there, and the bytes that were there; by offset.
        encoding: the encoding that it had, empty if it was UTF-8.
    """

    digest: str
    splices: tuple[tuple[int, int, bytes], ...]
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """All changes of one pass.

    Attributes:
        changed: by the name of the part.
        added: SHA-256 of parts that were not there, by name.
        is_any: whether any part was changed, added or removed.
    """

    changed: dict[str, PartChange]
    added: dict[str, str]
    is_any: bool


class WorkbookEditor:
    """The parts of a workbook while they are changed; nothing is in the package before `finish`.

    Attributes:
        suffix: ``.xlsx`` or ``.xlsm``, by what the package says of itself.
        workbook: the part that lists the sheets.
        sheets: all of them, in order.
    """

    def __init__(self, package: WorkbookPackage) -> None:
        """Read how a package hangs together.

        Raises:
            UnchangeableError: it is no workbook, or one that must not be changed.
        """
        self.package = package
        self._parts: dict[str, XmlPart] = {}
        self._encodings: dict[str, str] = {}
        self._recoded: dict[str, tuple[int, int, bytes]] = {}
        self._defaults: set[str] = set()
        self._related = 0
        self._sheets_added = 0
        self._names = ""
        self._added: dict[str, bytes] = {}
        self._removed: set[str] = set()
        self._replaced: dict[str, tuple[bytes, list[tuple[int, int, bytes]], list[bytes | memoryview]]] = {}
        self._types = self.part(_CONTENT_TYPES, _TYPES)
        name = self._main_part()
        self.workbook_name = name
        self.suffix = self._suffix(name)
        self.workbook = self.part(name)
        if self.workbook.root.name.startswith(_STRICT):
            raise UnchangeableError(WorkbookMarksText.BOOK_IS_STRICT())
        if self.workbook.root.name != "workbook":
            raise UnchangeableError(WorkbookMarksText.BOOK_NOT_SPREADSHEET())
        if any(one.kind.endswith("/revisionHeaders") for one in self.relations(name)):
            raise UnchangeableError(WorkbookMarksText.BOOK_IS_SHARED())
        self.sheets = list(self._list_sheets())

    # ---------------------------------------------------------------- parts

    def part(self, name: str, main: str = MAIN, *, skip: tuple[str, ...] = ()) -> XmlPart:
        """A part to change, parsed once.

        Raises:
            UnchangeableError: there is none, or it is damaged.
        """
        found = self.package.find(name) or name
        if found not in self._parts:
            data, encoding = _to_utf8(found, self.package.read(found))
            self._parts[found] = XmlPart(found, data, main, skip=skip)
            declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
            if encoding and declared:
                shift = 3 if data.startswith(b"\xef\xbb\xbf") else 0
                self._recoded[found] = (declared.start(1) + shift, declared.end(1) + shift, b"UTF-8")
            if encoding:
                self._encodings[found] = encoding
        return self._parts[found]

    def sheet_part(self, sheet: SheetPart) -> XmlPart:
        """The part of a sheet, with elements of everything but its cells.

        Raises:
            UnchangeableError: there is none, or it is damaged.
        """
        return self.part(sheet.part, skip=("sheetData",))

    def splice_bytes(self, name: str, change: Callable[[bytes], list[tuple[int, int, bytes]]]) -> None:
        """Change a part that need not be well-formed XML.

        Args:
            change: from the bytes of the part to the splices: start, end and new bytes, by start, none over another.
        """
        found = self.package.find(name) or name
        data = self.package.read(found)
        splices = change(data)
        if splices:
            self._replaced[found] = (data, splices, _apply(data, splices))

    def add(self, name: str, data: bytes, content_type: str) -> None:
        """Add a part with a content type of its own."""
        self._added[name] = data
        self._types.append(
            self._types.root,
            f'<{self._types.tag("Override")} PartName="/{attribute_text(name)}" '
            f'ContentType="{attribute_text(content_type)}"/>',
        )

    def add_default(self, name: str, data: bytes, content_type: str) -> None:
        """Add a part whose content type goes by the ending of its name."""
        self._added[name] = data
        ending = name.rpartition(".")[2].lower()
        declared = {one.attributes.get("Extension", "").lower() for one in self._types.root.children_named("Default")}
        if ending not in declared | self._defaults:
            self._defaults.add(ending)
            self._types.append(
                self._types.root,
                f'<{self._types.tag("Default")} Extension="{ending}" ContentType="{attribute_text(content_type)}"/>',
            )

    def free_name(self, pattern: str) -> str:
        """A name that no part has, with a number in place of ``{}``."""
        number = 1
        while pattern.format(number) in self._added or self.package.find(pattern.format(number)) is not None:
            number += 1
        return pattern.format(number)

    def remove(self, name: str) -> None:
        """Remove a part, its relationships and its content type."""
        found = self.package.find(name)
        if found is None:
            return
        self._removed |= {found, self.package.find(_relations_name(found)) or found}
        for one in self._types.root.children_named("Override"):
            if one.attributes.get("PartName", "").lower() == f"/{found}".lower():
                self._types.remove(one)

    # ---------------------------------------------------------------- relationships

    def relations(self, name: str) -> list[Relation]:
        """The relationships of a part within the package."""
        relations = self.package.find(_relations_name(name))
        if relations is None or relations in self._removed:
            return []
        folder = posixpath.dirname(name)
        return [
            Relation(
                one.attributes.get("Id", ""),
                one.attributes.get("Type", ""),
                posixpath.normpath(posixpath.join("/", folder, one.attributes.get("Target", ""))).lstrip("/"),
                one,
            )
            for one in self.part(relations, _PACKAGE_RELATIONS).root.children_named("Relationship")
            if one.attributes.get("TargetMode") != "External"
        ]

    def relate(self, name: str, kind: str, target: str) -> str:
        """Add a relationship from a part to another, and return its id."""
        relations = _relations_name(name)
        written = f'Type="{RELATIONS}/{kind}" Target="/{attribute_text(target)}"'
        found = self.package.find(relations)
        if found is None:
            held = self._added.setdefault(
                relations,
                f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
                f'<Relationships xmlns="{_PACKAGE_RELATIONS}"></Relationships>'.encode(),
            )
            id_ = f"rIdDanhmuc{held.count(b'<Relationship ') + 1}"
            self._added[relations] = held.replace(
                b"</Relationships>", f'<Relationship Id="{id_}" {written}/></Relationships>'.encode()
            )
            return id_
        part = self.part(found, _PACKAGE_RELATIONS)
        taken = {one.attributes.get("Id", "") for one in part.root.children_named("Relationship")}
        self._related += 1
        while f"rIdDanhmuc{self._related}" in taken:
            self._related += 1
        part.append(part.root, f'<{part.tag("Relationship")} Id="rIdDanhmuc{self._related}" {written}/>')
        return f"rIdDanhmuc{self._related}"

    def unrelate(self, name: str, relation: Relation) -> None:
        """Remove a relationship."""
        self.part(_relations_name(name), _PACKAGE_RELATIONS).remove(relation.element)

    # ---------------------------------------------------------------- sheets

    def sheet(self, name: str) -> SheetPart | None:
        """The sheet of a name, None if there is none; case matters only if two names differ by nothing else."""
        exact = next((one for one in self.sheets if one.name == name), None)
        return exact or next((one for one in self.sheets if one.name.casefold() == name.casefold()), None)

    def add_sheet(self, name: str, data: bytes, *, state: str = "visible") -> int:
        """Add a sheet behind all others, and return its place."""
        part = self.free_name("xl/worksheets/danhmuc{}.xml")
        self.add(part, data, _SHEET_TYPE)
        id_ = self.relate(self.workbook_name, "worksheet", part)
        sheets = self.workbook.root.child("sheets")
        if sheets is None:
            raise UnchangeableError(WorkbookMarksText.BOOK_WITHOUT_SHEETS())
        used = [int(one.element.attributes.get("sheetId", "0")) for one in self.sheets]
        self._sheets_added += 1
        number = max(used, default=0) + self._sheets_added
        hidden = "" if state == "visible" else f' state="{state}"'
        self.workbook.append(
            sheets,
            f'<{self.workbook.tag("sheet")} xmlns:r="{RELATIONS}" name="{attribute_text(name)}" sheetId="{number}"'
            f'{hidden} r:id="{id_}"/>',
        )
        return len(self.sheets) + self._sheets_added - 1

    def define_name(self, name: str, reference: str, attributes: str = "") -> None:
        """Add a defined name."""
        book = self.workbook
        names = book.root.child("definedNames")
        text = reference.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        tag = book.tag("definedName")
        markup = f'<{tag} name="{name}"{attributes}>{text}</{tag}>'
        if names is not None:
            book.append(names, markup)
        else:
            self._names += markup

    def _insert_names(self) -> None:
        if self._names:
            tag = self.workbook.tag("definedNames")
            markup = f"<{tag}>{self._names}</{tag}>"
            self.workbook.insert(self.workbook.root, "definedNames", WORKBOOK_ORDER, markup)
            self._names = ""

    # ---------------------------------------------------------------- the end

    def finish(self) -> Passed:
        """Write all changes into the package, and tell how they are reversed."""
        self._insert_names()
        changed: dict[str, PartChange] = {}
        for name, part in self._parts.items():
            splices = [
                (one.start, one.end, one.by) for one in part.splices() if part.data[one.start : one.end] != one.by
            ]
            if splices and name in self._recoded:
                splices.insert(0, self._recoded[name])  # the declaration stands before all else
            if splices and name not in self._removed:
                changed[name] = self._put(name, part.data, splices, _apply(part.data, splices))
        for name, (data, splices, new) in self._replaced.items():
            if name not in self._removed:
                changed[name] = self._put(name, data, splices, new)
        for name in self._removed:
            self.package.remove(name)
        for name, data in self._added.items():
            self.package.replace(name, data)
        added = {name: sha256(data).hexdigest() for name, data in self._added.items()}
        return Passed(changed, added, is_any=bool(changed or added or self._removed))

    def _put(
        self, name: str, data: bytes, splices: list[tuple[int, int, bytes]], new: list[bytes | memoryview]
    ) -> PartChange:
        self.package.replace_by_pieces(name, new)
        digest = sha256()
        for piece in new:
            digest.update(piece)
        shift, reverse = 0, []
        for start, end, by in splices:
            reverse.append((start + shift, len(by), data[start:end]))
            shift += len(by) - (end - start)
        return PartChange(digest.hexdigest(), tuple(reverse), self._encodings.get(name, ""))

    # ---------------------------------------------------------------- what the package says of itself

    def _main_part(self) -> str:
        kinds = {one.kind: one.target for one in self.relations("")}
        if any(kind.endswith("/digital-signature/origin") for kind in kinds) or any(
            name.lower().startswith("_xmlsignatures/") for name in self.package.names()
        ):
            raise UnchangeableError(WorkbookMarksText.BOOK_IS_SIGNED())
        main = kinds.get(f"{RELATIONS}/officeDocument")
        if main is None and any(kind.startswith(_STRICT) for kind in kinds):
            raise UnchangeableError(WorkbookMarksText.BOOK_IS_STRICT())
        if main is None:
            raise UnchangeableError(WorkbookMarksText.BOOK_NOT_SPREADSHEET())
        return self.package.find(main) or main

    def _suffix(self, name: str) -> str:
        declared = next(
            (
                one.attributes.get("ContentType", "")
                for one in self._types.root.children_named("Override")
                if one.attributes.get("PartName", "").lower() == f"/{name}".lower()
            ),
            None,
        )
        if declared is None:
            ending = name.rpartition(".")[2].lower()
            declared = next(
                (
                    one.attributes.get("ContentType", "")
                    for one in self._types.root.children_named("Default")
                    if one.attributes.get("Extension", "").lower() == ending
                ),
                "",
            )
        if declared == _BINARY:
            raise UnchangeableError(WorkbookMarksText.BOOK_IS_BINARY())
        if declared not in _SUFFIXES:
            raise UnchangeableError(WorkbookMarksText.BOOK_NOT_SPREADSHEET())
        return _SUFFIXES[declared]

    def _list_sheets(self) -> Iterator[SheetPart]:
        listed = self.workbook.root.child("sheets")
        if listed is None:
            raise UnchangeableError(WorkbookMarksText.BOOK_WITHOUT_SHEETS())
        relations = {one.id: one for one in self.relations(self.workbook_name)}
        for index, element in enumerate(listed.children_named("sheet")):
            relation = relations.get(element.attributes.get(f"{RELATIONS} id", ""))
            name = element.attributes.get("name", "")
            if relation is None or self.package.find(relation.target) is None:
                raise UnchangeableError(
                    WorkbookMarksText.PART_MISSING(part=name if relation is None else relation.target)
                )
            if not element.attributes.get("sheetId", "").isascii() or not element.attributes["sheetId"].isdigit():
                raise UnchangeableError(WorkbookMarksText.PART_MISSING(part=name))
            yield SheetPart(
                name,
                self.package.find(relation.target) or relation.target,
                relation.kind == f"{RELATIONS}/worksheet",
                element.attributes.get("state", "visible"),
                index,
                element,
            )


def _relations_name(name: str) -> str:
    folder, _, last = name.rpartition("/")
    return f"{folder}/_rels/{last}.rels" if folder else f"_rels/{last}.rels"


def _apply(data: bytes, splices: list[tuple[int, int, bytes]]) -> list[bytes | memoryview]:
    held = memoryview(data)  # so that no piece is a copy
    pieces: list[bytes | memoryview] = []
    at = 0
    for start, end, by in splices:
        if start < at:
            raise ValueError("two changes of one place")
        pieces += [held[at:start], by]
        at = end
    return [*pieces, held[at:]]


_BOMS: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_UTF16: Final = {b"<\x00?\x00": "utf-16-le", b"\x00<\x00?": "utf-16-be"}


def _to_utf8(name: str, data: bytes) -> tuple[bytes, str]:
    """The bytes of a part in UTF-8, and the encoding that they had, empty if it was that.

    Raises:
        UnchangeableError: the encoding is not known, or not all of it can be read.
    """
    encoding = _BOMS.get(data[:2]) or _UTF16.get(data[:4], "")
    if not encoding:
        declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
        encoding = "" if declared is None else declared.group(1).decode("ascii").lower()
        if encoding in {"", "utf-8"}:
            return data, ""
        if encoding not in {"ascii", "us-ascii", "iso-8859-1", "windows-1252"}:
            raise UnchangeableError(WorkbookMarksText.PART_ENCODING_UNKNOWN(part=name, encoding=encoding))
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise UnchangeableError(WorkbookMarksText.PART_ENCODING_UNKNOWN(part=name, encoding=encoding)) from None
    return text.encode(), encoding
