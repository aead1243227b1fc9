"""Formats that marks need: a differential one for each severity, and those of the cells of our own sheets.

They are appended to those of the workbook, so that no number of its own formats moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from danhmuc.vocab.findings import ReportedSeverity

from ..messages.workbook_marks import WorkbookMarksText
from .workbook_editor import MAIN, RELATIONS, WorkbookEditor
from .xml_part import UnchangeableError, XmlElement, XmlPart, attribute_text

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
