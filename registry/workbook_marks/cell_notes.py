"""Notes and colours of marked cells.

Notes of marked cells: a comment of the sheet, and the drawing that shows it.

A cell that has a note keeps it, and ours is appended. The drawing is VML, which need not be well-formed XML: it is
changed before its last tag, and by patterns. Threaded comments are left as they are.

Source of its rules: ECMA-376 part 1, 18.7; part 4, 19.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from typing import Final

from danhmuc.vocab.findings import REPORTED_SEVERITIES, ReportedSeverity

from ..messages.workbook_marks import WorkbookMarksText
from .cell_marks import MAX_COLUMNS, MAX_TEXT, areas_text, cell_name, cell_of
from .workbook_editor import RELATIONS, Relation, SheetPart, WorkbookEditor
from .workbook_package import UnchangeableError, XmlElement, XmlPart, element_text, number_of

# ---------------------------------------------------------------- cell colours
# Colours of marked cells: rules of conditional formatting, which leave the cells' own formats as they are.
#
# Rows that are inserted later carry them along, and taking them off is removing the rules.

CONDITION: Final = '"danhmuc"="danhmuc"'
"""The expression of our rules: always true, and nobody else's."""
SHEET_ORDER: Final = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors"),
    *("smartTags", "drawing", "legacyDrawing", "legacyDrawingHF"),
)
"""Children of a sheet, in their order, as far as anything is added."""
_X14_RULE: Final = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main cfRule"
_AREAS_EACH: Final = 500
"""Areas of one element: programs do not take lists of any length."""


def add_colours(
    part: XmlPart, cells: Mapping[ReportedSeverity, Sequence[tuple[int, int]]], formats: Mapping[ReportedSeverity, int]
) -> None:
    """Colour cells of a sheet.

    Args:
        cells: row and column by severity, each cell once.
        formats: the differential format of each severity.
    """
    blocks = [
        (severity, areas[at : at + _AREAS_EACH])
        for severity in REPORTED_SEVERITIES
        if (areas := areas_text(cells.get(severity, ())))
        for at in range(0, len(areas), _AREAS_EACH)
    ]
    if not blocks:
        return
    rules = list(_rules(part.root))
    first = 1
    if any(_is_true(rule.attributes.get("pivot", "")) for rule in rules):
        # Pivot tables find their rules by priority, so that no number may move.
        first = max((number_of(rule, "priority") or 0 for rule in rules), default=0) + 1
    else:
        for rule in rules:
            priority = number_of(rule, "priority")
            if priority is not None:
                part.set_attribute(rule, "priority", str(priority + len(blocks)))
    outer, inner, formula = part.tag("conditionalFormatting"), part.tag("cfRule"), part.tag("formula")
    markup = "".join(
        f'<{outer} sqref="{" ".join(areas)}"><{inner} type="expression" dxfId="{formats[severity]}" '
        f'priority="{first + number}"><{formula}>{CONDITION}</{formula}></{inner}></{outer}>'
        for number, (severity, areas) in enumerate(blocks)
    )
    part.insert(part.root, "conditionalFormatting", SHEET_ORDER, markup)


def remove_colours(part: XmlPart) -> bool:
    """Remove our rules from a sheet, and tell whether there were any."""
    removed = False
    for block in part.root.children_named("conditionalFormatting"):
        rules = list(block.children_named("cfRule"))
        ours = [rule for rule in rules if _is_ours(rule)]
        removed = removed or bool(ours)
        if ours and len(ours) == len(rules):
            part.remove(block)
        else:
            for rule in ours:
                part.remove(rule)
    return removed


def _is_ours(rule: XmlElement) -> bool:
    formula = rule.child("formula")
    return formula is not None and "".join(formula.text.split()) == CONDITION


def _rules(root: XmlElement) -> Iterator[XmlElement]:
    for block in root.children_named("conditionalFormatting"):
        yield from block.children_named("cfRule")
    for extension in root.children_named("extLst"):
        yield from extension.below(_X14_RULE)


def _is_true(text: str) -> bool:
    return text in {"1", "true"}


# ---------------------------------------------------------------- cell notes

AUTHOR: Final = "danhmuc"
_MARK: Final = f"{AUTHOR}\n"
"""The first line of what is ours in a note."""
_BETWEEN: Final = "\n\n"
"""Between a note that was there and ours."""
_MAX_BLOCKS: Final = 4_000
_COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_THREADS: Final = "/relationships/threadedComment"
_SPACES: Final = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_DECLARED: Final = "".join(f' xmlns:{prefix}="{space}"' for prefix, space in _SPACES.items())
_BOX: Final = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"{spaces}>'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE: Final = (
    '<v:shape id="_x0000_s{}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"{spaces}><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{}</x:Row><x:Column>{}</x:Column></x:ClientData></v:shape>"
)
_LINE_ENDS: Final = re.compile("\r\n?|_x000[aA]_|_x000[dD]_(?:_x000[aA]_|\n)?")
_SHAPES: Final = re.compile(rb"<(\w+:)?shape\b[^>]*>.*?</(?:\w+:)?shape\s*>", re.DOTALL)
_IDS: Final = re.compile(rb"_x0000_s(\d{1,9})\b")
_IDMAP: Final = re.compile(rb"""<\w+:idmap\b[^>]*?\sdata\s*=\s*["']([\d,\s]*)["']""")
_BLOCK: Final = 1024
"""Numbers of shapes come in blocks of so many; each drawing lists its blocks."""


@dataclass(slots=True)
class NotedCells:
    """Cells that have a note of ours now, digests of what was written, and cells that could have none, with reasons."""

    cells: set[tuple[int, int]]
    digests: set[str]
    refused: dict[tuple[int, int], UnchangeableError]


def note_digest(text: str) -> str:
    """A digest of the text of a note, by which it is known again."""
    return sha256(_with_plain_ends(text).strip().encode("utf-8", "replace")).hexdigest()[:16]


def _with_plain_ends(text: str) -> str:
    """The text with each end of a line as one character, however a program has written it."""
    return _LINE_ENDS.sub("\n", text) if "\r" in text or "_x000" in text else text


def add_notes(
    editor: WorkbookEditor, sheet: SheetPart, texts: Mapping[tuple[int, int], str], blocks: Callable[[], int]
) -> NotedCells:
    """Add notes to cells of a sheet.

    Args:
        texts: by row and column.
        blocks: a number for a block of shapes that no drawing has, each time another.
    """
    noted = NotedCells(set(), set(), {})
    if not texts:
        return noted
    comments, drawing = _find(editor, sheet, "comments"), _find_drawing(editor, sheet)
    threads = any(one.kind.endswith(_THREADS) for one in editor.relations(sheet.part))
    part = None if comments is None else editor.part(comments.target)
    held = {} if part is None else _comments(part)
    authors = {} if part is None else _authors(part)
    new: dict[tuple[int, int], str] = {}
    for cell, text in sorted(texts.items()):
        whole = _MARK + text
        comment = held.get(cell)
        if comment is None or part is None:
            new[cell] = whole
            continue
        if threads and authors.get(comment.attributes.get("authorId", ""), "").startswith("tc="):
            noted.refused[cell] = UnchangeableError(WorkbookMarksText.CELL_HAS_THREAD())
        elif len(_note_text(comment)) + len(whole) + len(_BETWEEN) > MAX_TEXT:
            noted.refused[cell] = UnchangeableError(WorkbookMarksText.NOTE_TOO_LONG())
        else:
            _append_to_note(part, comment, _BETWEEN + whole)
            noted.cells.add(cell)
            noted.digests.add(note_digest(whole))
    if new:
        try:
            _draw(editor, sheet, drawing, new, blocks)
        except UnchangeableError as error:
            noted.refused |= dict.fromkeys(new, error)
            return noted
        _write_notes(editor, sheet, part, new)
        noted.cells |= new.keys()
        noted.digests |= {note_digest(text) for text in set(new.values())}
    return noted


# ---------------------------------------------------------------- comments


def _find(editor: WorkbookEditor, sheet: SheetPart, kind: str) -> Relation | None:
    return next((one for one in editor.relations(sheet.part) if one.kind == f"{RELATIONS}/{kind}"), None)


def _find_drawing(editor: WorkbookEditor, sheet: SheetPart) -> Relation | None:
    element = editor.sheet_part(sheet).root.child("legacyDrawing")
    if element is None:
        return None
    id_ = element.attributes.get(f"{RELATIONS} id", "")
    found = next((one for one in editor.relations(sheet.part) if one.id == id_), None)
    return Relation(id_, "", "", element) if found is None else found


def _comments(part: XmlPart) -> dict[tuple[int, int], XmlElement]:
    listed = part.root.child("commentList")
    found = {}
    for comment in () if listed is None else listed.children_named("comment"):
        cell = cell_of(comment.attributes.get("ref", ""))
        if cell is not None:
            found[cell] = comment
    return found


def _note_text(comment: XmlElement) -> str:
    """The text of a note; other programs put more into a comment."""
    holder = comment.child("text")
    pieces = [] if holder is None else [_run_text(one) for one in holder.children if one.name in {"t", "r"}]
    return "".join(pieces)


def _run_text(run: XmlElement) -> str:
    text = run.text if run.name == "t" else "".join(one.text for one in run.children_named("t"))
    return _with_plain_ends(text)


def _authors(part: XmlPart) -> dict[str, str]:
    listed = part.root.child("authors")
    return {} if listed is None else {str(at): one.text for at, one in enumerate(listed.children_named("author"))}


def _run(tag: Callable[[str], str]) -> tuple[str, str]:
    """The markup of a run of text, before the text and behind it."""
    run, properties, size, font, inner = map(tag, ("r", "rPr", "sz", "rFont", "t"))
    head = f'<{run}><{properties}><{size} val="9"/><{font} val="Tahoma"/></{properties}><{inner} xml:space="preserve">'
    return head, f"</{inner}></{run}>"


def _plain_tag(name: str) -> str:
    return name


def _append_to_note(part: XmlPart, comment: XmlElement, text: str) -> None:
    holder = comment.child("text")
    if holder is None:
        raise UnchangeableError(WorkbookMarksText.NOTES_UNCHANGEABLE())
    before, behind = _run(part.tag)
    part.insert(holder, "rPh", ("t", "r", "rPh"), f"{before}{element_text(text)}{behind}")


def _write_notes(
    editor: WorkbookEditor, sheet: SheetPart, part: XmlPart | None, texts: Mapping[tuple[int, int], str]
) -> None:
    author, tag = 0, _plain_tag if part is None else part.tag
    if part is not None:
        authors, listed = part.root.child("authors"), part.root.child("commentList")
        if authors is None or listed is None:
            raise UnchangeableError(WorkbookMarksText.NOTES_UNCHANGEABLE())
        author = len(list(authors.children_named("author")))
        part.append(authors, f"<{tag('author')}>{AUTHOR}</{tag('author')}>")
    comment, text_tag = tag("comment"), tag("text")
    before, behind = _run(tag)
    head = f'" authorId="{author}"><{text_tag}>{before}'
    tail = f"{behind}</{text_tag}></{comment}>"
    pieces = [
        f'<{comment} ref="{cell_name(row, column)}{head}{element_text(text)}{tail}'
        for (row, column), text in texts.items()
    ]
    if part is not None:
        listed = part.root.child("commentList")
        assert listed is not None
        part.append(listed, "".join(pieces))
        return
    name = editor.free_name("xl/commentsDanhmuc{}.xml")
    editor.add(
        name,
        (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"<authors><author>{AUTHOR}</author></authors><commentList>{''.join(pieces)}</commentList></comments>"
        ).encode(),
        _COMMENTS_TYPE,
    )
    editor.relate(sheet.part, "comments", name)


# ---------------------------------------------------------------- their drawing


def _draw(
    editor: WorkbookEditor,
    sheet: SheetPart,
    drawing: Relation | None,
    texts: Mapping[tuple[int, int], str],
    blocks: Callable[[], int],
) -> None:
    taken = [blocks() for _ in range(-(-len(texts) // (_BLOCK - 1)))]
    if drawing is None:
        name = editor.free_name("xl/drawings/vmlDrawingDanhmuc{}.vml")
        head = (
            f'<xml{_DECLARED}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{",".join(map(str, taken))}"/>'
            f"</o:shapelayout>{_BOX.format(spaces='')}"
        )
        data = head + "".join(_shapes(texts, taken, "")) + "</xml>"
        editor.add_default(name, data.encode(), _VML_TYPE)
        id_ = editor.relate(sheet.part, "vmlDrawing", name)
        part = editor.sheet_part(sheet)
        part.insert(
            part.root,
            "legacyDrawing",
            SHEET_ORDER,
            f'<{part.tag("legacyDrawing")} xmlns:r="{RELATIONS}" r:id="{id_}"/>',
        )
        return
    if editor.package.find(drawing.target) is None:
        raise UnchangeableError(WorkbookMarksText.NOTES_UNCHANGEABLE())

    def splices(data: bytes) -> list[tuple[int, int, bytes]]:
        end = data.rfind(b"</xml>")
        if end < 0 or b"\0" in data:
            raise UnchangeableError(WorkbookMarksText.NOTES_UNCHANGEABLE())
        head = data[: data.find(b">")]
        is_declared = all(f'xmlns:{prefix}="{space}"'.encode() in head for prefix, space in _SPACES.items())
        spaces = "" if is_declared else _DECLARED
        box = "" if b'"_x0000_t202"' in data else _BOX.format(spaces=spaces)
        found: list[tuple[int, int, bytes]] = []
        listed = _IDMAP.search(data, 0, end)
        if listed is not None:
            more = ",".join(map(str, taken))
            written = ("," if listed.group(1).strip() else "") + more
            found.append((listed.end(1), listed.end(1), written.encode()))
        found.append((end, end, (box + "".join(_shapes(texts, taken, spaces))).encode()))
        return found

    editor.splice_bytes(drawing.target, splices)


def _shapes(texts: Mapping[tuple[int, int], str], taken: Sequence[int], spaces: str) -> list[str]:
    numbers = (block * _BLOCK + at for block in taken for at in range(1, _BLOCK))
    shape, anchor, at_row, at_column, end = _SHAPE.replace("{spaces}", spaces).split("{}")
    return [
        f"{shape}{id_}{anchor}{_anchor(row, column, text)}{at_row}{row - 1}{at_column}{column - 1}{end}"
        for id_, ((row, column), text) in zip(numbers, texts.items(), strict=False)
    ]


def _anchor(row: int, column: int, text: str) -> str:
    """The box of a note beside its cell, as high as its text needs."""
    lines = sum([1 + len(line) // 48 for line in text.split("\n")])
    left, top = min(column, MAX_COLUMNS - 4), max(row - 2, 0)
    return f"{left}, 12, {top}, 8, {left + 4}, 24, {top + max(lines, 3) + 1}, 4"


def free_blocks(editor: WorkbookEditor) -> Callable[[], int]:
    """A source of numbers for blocks of shapes that no drawing of the workbook has."""
    highest = 0
    for name in editor.package.names():
        if name.lower().endswith(".vml"):
            data = editor.package.read(name)
            for found in _IDMAP.finditer(data):
                highest = max([highest, *(int(one) for one in found.group(1).split(b",") if one.strip().isdigit())])
            for found in _IDS.finditer(data):
                highest = max(highest, int(found.group(1)) // _BLOCK)
    numbers = count(highest + 1 if highest < _MAX_BLOCKS else 1)
    return lambda: next(numbers)


# ---------------------------------------------------------------- taking them off


def remove_notes(editor: WorkbookEditor, sheet: SheetPart, digests: set[str]) -> list[tuple[int, int]]:
    """Remove our notes from a sheet, and return the cells whose note somebody has changed, which are left."""
    comments = _find(editor, sheet, "comments")
    if comments is None or editor.package.find(comments.target) is None:
        return []
    part = editor.part(comments.target)
    left: list[tuple[int, int]] = []
    gone: set[tuple[int, int]] = set()
    held = _comments(part)
    for cell, comment in held.items():
        text = _note_text(comment)
        at = text.rfind(_MARK)
        if at < 0 or (at and text[at - 1] != "\n"):
            continue
        if note_digest(text[at:]) not in digests:
            left.append(cell)
        elif text[:at].strip():
            _cut_note(part, comment, text[:at].removesuffix(_BETWEEN))
        else:
            part.remove(comment)
            gone.add(cell)
    drawing = _find_drawing(editor, sheet)
    if gone and drawing is not None and editor.package.find(drawing.target) is not None:
        _erase(editor, sheet, drawing, gone)
    if gone and gone == held.keys():
        editor.remove(comments.target)
        editor.unrelate(sheet.part, comments)
    return left


def _cut_note(part: XmlPart, comment: XmlElement, kept: str) -> None:
    """Shorten a note to its beginning; runs that lie whole in it stay as they are."""
    holder = comment.child("text")
    runs = [] if holder is None else [one for one in holder.children if one.name in {"t", "r"}]
    at = 0
    for run in runs:
        text = _run_text(run)
        if at >= len(kept):
            part.remove(run)
        elif at + len(text) > len(kept):
            inner = run if run.name == "t" else run.child("t")
            if inner is not None:
                cut = element_text(text[: len(kept) - at])
                tag = part.tag("t")
                part.splice(inner.start, inner.end, f'<{tag} xml:space="preserve">{cut}</{tag}>'.encode())
        at += len(text)


def _erase(editor: WorkbookEditor, sheet: SheetPart, drawing: Relation, gone: set[tuple[int, int]]) -> None:
    """Remove the boxes of notes, and the whole drawing if nothing else is in it."""
    remaining = 0

    def splices(data: bytes) -> list[tuple[int, int, bytes]]:
        nonlocal remaining
        found = []
        for shape in _SHAPES.finditer(data):
            if _noted_cell(shape.group()) in gone:
                found.append((shape.start(), shape.end(), b""))
            else:
                remaining += 1
        return found

    editor.splice_bytes(drawing.target, splices)
    if not remaining and not re.search(rb"<\w+:(?:group|image|rect|oval|line)\b", editor.package.read(drawing.target)):
        editor.remove(drawing.target)
        editor.unrelate(sheet.part, drawing)
        part = editor.sheet_part(sheet)
        for element in part.root.children_named("legacyDrawing"):
            part.remove(element)


def _noted_cell(shape: bytes) -> tuple[int, int] | None:
    row = re.search(rb"<\w+:Row>\s*(\d{1,7})\s*</", shape)
    column = re.search(rb"<\w+:Column>\s*(\d{1,5})\s*</", shape)
    if b"Note" not in shape or row is None or column is None:
        return None
    return int(row.group(1)) + 1, int(column.group(1)) + 1
