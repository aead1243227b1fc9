"""Taking marks off a workbook, also after another program has saved it.

If nobody has saved it since, every part becomes again what it was, byte for byte. Else what is ours is found by its
signs: rules by their condition, notes by their text, sheets by hidden names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from .cell_colours import remove_colours
from .cell_notes import remove_notes
from .cell_places import cell_name, quote_sheet
from .mark_record import RECORD_NAME, MarkRecord, read_record
from .results_sheet import CHANGES_NAME, RESULTS_NAME
from .workbook_editor import PartChange, SheetPart, WorkbookEditor
from .workbook_package import WorkbookPackage
from .xml_part import number_of

_OUR_NAMES = frozenset([RESULTS_NAME, CHANGES_NAME, RECORD_NAME])


@dataclass(frozen=True, slots=True)
class RemovedMarks:
    """The outcome of taking marks off.

    Attributes:
        was_marked: whether there were any.
        left_notes: notes that were left because somebody has changed them.
        is_exact: whether nobody has saved the workbook since it was marked.
        editor: the workbook as it was read, if nothing in it was changed.
    """

    was_marked: bool
    left_notes: tuple[str, ...] = ()
    is_exact: bool = False
    editor: WorkbookEditor | None = None


def remove_marks(package: WorkbookPackage) -> RemovedMarks:
    """Take the marks of last time off.

    Raises:
        UnchangeableError: the package is no workbook, or damaged.
    """
    editor = WorkbookEditor(package)
    sheets = our_sheets(editor)
    holder = sheets.get(RECORD_NAME)
    record = None if holder is None else read_record(editor, holder)
    if holder is not None and record is not None and _reverse(package, record, holder.part):
        return RemovedMarks(was_marked=True, is_exact=True)
    record = record or MarkRecord()
    ours = {sheet.index for sheet in sheets.values()}
    was_marked, left = bool(ours), list[str]()
    for sheet in editor.sheets:
        if sheet.index in ours or not sheet.is_cells:
            continue
        was_marked = remove_colours(editor.sheet_part(sheet)) or was_marked
        cells = remove_notes(editor, sheet, record.notes)
        left += [f"{quote_sheet(sheet.name)}!{cell_name(*cell)}" for cell in cells]
    _remove_sheets(editor, [sheet for sheet in editor.sheets if sheet.index in ours], record.active)
    is_changed = editor.finish().is_any
    return RemovedMarks(was_marked, tuple(left), editor=None if is_changed else editor)


# ---------------------------------------------------------------- exactly


def _reverse(package: WorkbookPackage, record: MarkRecord, holder: str) -> bool:
    """Reverse the pass that marked; False, and nothing done, if any of its parts is another by now."""
    restored: dict[str, bytes] = {}
    for name, change in record.changed.items():
        if package.find(name) != name:
            return False
        data = package.read(name)
        if sha256(data).hexdigest() != change.digest:
            return False
        before = _unsplice(data, change)
        if before is None:
            return False
        restored[name] = before
    if holder not in record.added:
        return False
    for name, digest in record.added.items():
        if package.find(name) != name or name in restored:
            return False
        if name != holder and sha256(package.read(name)).hexdigest() != digest:
            return False
    for name in record.added:
        package.remove(name)
    for name, data in restored.items():
        package.replace(name, data)
    return True


def _unsplice(data: bytes, change: PartChange) -> bytes | None:
    pieces, at = [], 0
    for start, length, by in change.splices:
        if not at <= start <= start + length <= len(data):
            return None
        pieces += [data[at:start], by]
        at = start + length
    before = b"".join([*pieces, data[at:]])
    if not change.encoding:
        return before
    try:
        return before.decode().encode(change.encoding)
    except (UnicodeError, LookupError):
        return None


# ---------------------------------------------------------------- by signs


def our_sheets(editor: WorkbookEditor) -> Mapping[str, SheetPart]:
    """Our own sheets by the hidden name that refers to each, whatever they are called by now."""
    names = editor.workbook.root.child("definedNames")
    found: dict[str, SheetPart] = {}
    for one in () if names is None else names.children_named("definedName"):
        if one.attributes.get("name") in _OUR_NAMES and "localSheetId" not in one.attributes:
            called = _sheet_of(one.text)
            sheet = None if called is None else next((it for it in editor.sheets if it.name == called), None)
            if sheet is not None and sheet.is_cells:
                found[one.attributes["name"]] = sheet
    return found


def _sheet_of(reference: str) -> str | None:
    """The sheet of a reference to all of its cells, None if it refers to anything else."""
    sheet, mark, cells = reference.strip().rpartition("!")
    # A name that refers to a few cells moves with them onto other sheets.
    if not mark or cells.replace("$", "") not in {"1:1048576", "A1:XFD1048576", "A:XFD"}:
        return None
    sheet = sheet.removeprefix("$")
    return sheet[1:-1].replace("''", "'") if len(sheet) > 1 and sheet[0] == sheet[-1] == "'" else sheet


def _remove_sheets(editor: WorkbookEditor, sheets: Sequence[SheetPart], active: str) -> None:
    names = editor.workbook.root.child("definedNames")
    gone = {sheet.index for sheet in sheets}
    dropped = 0
    for one in () if names is None else names.children_named("definedName"):
        place = number_of(one, "localSheetId")
        if place in gone or (place is None and one.attributes.get("name") in _OUR_NAMES):
            editor.workbook.remove(one)
            dropped += 1
        elif place is not None and gone:
            editor.workbook.set_attribute(one, "localSheetId", str(place - sum(index < place for index in gone)))
    if names is not None and dropped and dropped == len(names.children):
        editor.workbook.remove(names)
    if not sheets:
        return
    for relation in editor.relations(editor.workbook_name):
        if any(relation.target.lower() == sheet.part.lower() for sheet in sheets):
            editor.unrelate(editor.workbook_name, relation)
    for sheet in sheets:
        editor.workbook.remove(sheet.element)
        editor.remove(sheet.part)
    _show_another(editor, gone, active)


def _show_another(editor: WorkbookEditor, gone: set[int], active: str) -> None:
    """Show the sheet that was shown before ours was, else the first."""
    remaining = [sheet for sheet in editor.sheets if sheet.index not in gone]
    if not remaining:
        return
    views = editor.workbook.root.child("bookViews")
    shown = remaining[0]
    shown = next((sheet for sheet in remaining if sheet.state == "visible"), shown)
    shown = next((sheet for sheet in remaining if sheet.name == active), shown)
    for view in () if views is None else views.children_named("workbookView"):
        tab = number_of(view, "activeTab") or 0
        if tab not in gone:
            shown = next((sheet for sheet in remaining if sheet.index == tab), shown)
        editor.workbook.set_attribute(view, "activeTab", str(remaining.index(shown)))
        first = number_of(view, "firstSheet")
        if first is not None and first >= len(remaining):
            editor.workbook.remove_attribute(view, "firstSheet")
    part = editor.sheet_part(shown)
    listed = part.root.child("sheetViews")
    for sheet_view in () if listed is None else listed.children_named("sheetView"):
        part.set_attribute(sheet_view, "tabSelected", "1")
