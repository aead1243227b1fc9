"""One pass of changes to the parts of a workbook: its sheets, relationships and content types.

Every change is a splice or a whole part, so that the pass can tell how it is reversed. Knows how Office packages hang
together, and nothing of cells, notes or marks.

Source of its rules: ECMA-376, parts 1 (SpreadsheetML) and 2 (Open Packaging Conventions).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from danhmuc.vocab.findings import ReportedSeverity

from ..messages.workbook_marks import WorkbookMarksText
from .workbook_package import UnchangeableError, WorkbookPackage, XmlElement, XmlPart, attribute_text

# ---------------------------------------------------------------- workbook editor

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


# ---------------------------------------------------------------- mark styles
# Formats that marks need: a differential one for each severity, and those of the cells of our own sheets.
#
# They are appended to those of the workbook, so that no number of its own formats moves.

FILLS: Final[Mapping[ReportedSeverity, str]] = {
    "violation": "FFFFC7CF",
    "warning": "FFFFEB9D",
    "info": "FFDDEBF8",
    "cannot-verify": "FFE4DFED",
}
_STYLES_ORDER: Final = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles"),
    *("colors", "extLst"),
)
_STYLES_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
MINIMAL_STYLES: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<styleSheet xmlns="{MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    "</fills>"
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="{count}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>{formats}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
"""A part of styles for a workbook without one; the places are for more formats of cells."""


@dataclass(frozen=True, slots=True)
class SheetFormats:
    """Numbers of the formats of cells on our own sheets."""

    title: int
    passed: int
    failed: int
    line: int
    head: int
    text: int
    link: int
    severities: Mapping[ReportedSeverity, int]


def find_styles(editor: WorkbookEditor) -> XmlPart:
    """The part of styles.

    Raises:
        UnchangeableError: the workbook has none.
    """
    for relation in editor.relations(editor.workbook_name):
        if relation.kind == f"{RELATIONS}/styles":
            return editor.part(relation.target)
    raise UnchangeableError(WorkbookMarksText.BOOK_WITHOUT_STYLES())


def add_severity_formats(styles: XmlPart, severities: Iterable[ReportedSeverity]) -> dict[ReportedSeverity, int]:
    """Numbers of the differential formats of severities; one that is there already is used again."""
    held = styles.root.child("dxfs")
    known = {} if held is None else {_fill_of(one): number for number, one in enumerate(held.children)}
    found: dict[ReportedSeverity, int] = {}
    new: list[str] = []
    for severity in severities:
        number = known.get(FILLS[severity])
        if number is None:
            number = (0 if held is None else len(held.children)) + len(new)
            new.append(_prefix_tags(styles, f'<fill><patternFill patternType="solid"><fgColor rgb="{FILLS[severity]}"/>'
                                 f'<bgColor rgb="{FILLS[severity]}"/></patternFill></fill>', "dxf"))  # fmt: skip
        found[severity] = number
    _append(styles, "dxfs", new)
    return found


def add_sheet_formats(styles: XmlPart) -> SheetFormats:
    """Add the formats of cells that our own sheets use."""
    size, name = _default_font(styles)
    face = f'<name val="{attribute_text(name)}"/><family val="2"/>'
    fonts = _append(styles, "fonts", [
        _prefix_tags(styles, f'<b/><sz val="{size + 3}"/>{face}', "font"),
        _prefix_tags(styles, f'<b/><sz val="{size}"/>{face}', "font"),
        _prefix_tags(styles, f'<sz val="{size}"/>{face}', "font"),
        _prefix_tags(styles, f'<u/><sz val="{size}"/><color rgb="FF0563C1"/>{face}', "font"),
    ])  # fmt: skip
    colours = ("FFC6EFCD", "FFFFC7CF", "FFD9D9DA", *FILLS.values())
    fills = _append(styles, "fills", [
        _prefix_tags(styles, f'<patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/>'
                  "</patternFill>", "fill")
        for colour in colours
    ])  # fmt: skip
    side = '<{0} style="thin"><color rgb="FF969696"/></{0}>'
    sides = "".join(side.format(edge) for edge in ("left", "right", "top", "bottom")) + "<diagonal/>"
    border = _append(styles, "borders", [_prefix_tags(styles, sides, "border")])
    none = 0
    wanted = [
        (fonts, none, none),
        (fonts + 1, fills, none),
        (fonts + 1, fills + 1, none),
        (fonts + 2, none, none),
        (fonts + 1, fills + 2, border),
        (fonts + 2, none, border),
        (fonts + 3, none, border),
        *((fonts + 2, fills + 3 + number, border) for number in range(len(FILLS))),
    ]
    first = _append(styles, "cellXfs", [
        _format_markup(styles, *numbers) for numbers in wanted
    ])  # fmt: skip
    severities = {severity: first + 7 + number for number, severity in enumerate(FILLS)}
    title, passed, failed, line, head, text, link = range(first, first + 7)
    return SheetFormats(
        title=title, passed=passed, failed=failed, line=line, head=head, text=text, link=link, severities=severities
    )


def _format_markup(styles: XmlPart, font: int, fill: int, border: int) -> str:
    # Text (49), so that what is typed into a cell later stays text, too.
    attributes = (
        f'numFmtId="49" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyNumberFormat="1" '
        'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
    )
    return _prefix_tags(styles, '<alignment vertical="top" wrapText="1"/>', "xf", f" {attributes}")


def _append(styles: XmlPart, name: str, items: list[str]) -> int:
    """Add items to a collection of the styles, and return the number of the first."""
    held = styles.root.child(name)
    if not items:
        return 0 if held is None else len(held.children)
    if held is None:
        tag = styles.tag(name)
        markup = f'<{tag} count="{len(items)}">{"".join(items)}</{tag}>'
        styles.insert(styles.root, name, _STYLES_ORDER, markup)
        return 0
    first = len(held.children)
    styles.append(held, "".join(items))
    if "count" in held.attributes:
        styles.set_attribute(held, "count", str(first + len(items)))
    return first


def _prefix_tags(styles: XmlPart, content: str, name: str, attributes: str = "") -> str:
    """An element with the prefix of the part on all of its tags."""
    if styles.prefix:
        content = content.replace("</", "\0").replace("<", f"<{styles.prefix}").replace("\0", f"</{styles.prefix}")
    tag = styles.tag(name)
    return f"<{tag}{attributes}>{content}</{tag}>"


def _fill_of(element: XmlElement) -> str | None:
    """The colour of a differential format that is a fill and nothing else."""
    if [one.name for one in element.children] != ["fill"]:
        return None
    return next((one.attributes.get("rgb") for one in element.below("bgColor")), None)


def _default_font(styles: XmlPart) -> tuple[int, str]:
    fonts = styles.root.child("fonts")
    font = None if fonts is None else fonts.child("font")
    size = None if font is None else font.child("sz")
    name = None if font is None else font.child("name")
    try:
        points = 11 if size is None else round(float(size.attributes.get("val", "11")))
    except (ValueError, OverflowError):
        points = 11
    return min(max(points, 8), 16), "Calibri" if name is None else name.attributes.get("val", "Calibri")
