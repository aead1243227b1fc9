"""Mark a workbook, correct a copy of it, and take marks off again.

Given are a workbook and marks; where marks come from is not known here.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from filecmp import cmp
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from danhmuc.vocab.errors import SourceUnavailableError, UsageError
from danhmuc.vocab.findings import REPORTED_SEVERITIES, ReportedSeverity
from danhmuc.vocab.messages import Message, MessageTemplate, Sentence, system_reason
from danhmuc.vocab.text import one_line, shorten

from ..messages.reports import SeveritiesText
from ..messages.workbook_marks import WorkbookMarksText
from .cell_corrections import change_cells
from .cell_marks import (
    MAX_COLUMNS,
    MAX_ROWS,
    CellArea,
    CellChange,
    CellMark,
    ClearedWorkbook,
    CorrectedWorkbook,
    MarkedWorkbook,
    UnmarkedCell,
    WorkbookResults,
    area_of,
    cell_name,
    quote_sheet,
)
from .cell_notes import add_colours, add_notes, free_blocks, remove_colours, remove_notes
from .mark_record import RECORD_NAME, MarkRecord, read_record, record_reference, record_sheet_data
from .results_sheet import CHANGES_NAME, RESULTS_NAME, AddedSheet, add_changes_sheet, add_results_sheet
from .sheet_values import CSV_ENDINGS, csv_sheet_name, make_workbook, read_sheets
from .workbook_editor import (
    WORKBOOK_ORDER,
    PartChange,
    SheetPart,
    WorkbookEditor,
    add_severity_formats,
    add_sheet_formats,
    find_styles,
)
from .workbook_package import UnchangeableError, WorkbookPackage, number_of

# ---------------------------------------------------------------- marks removal
# Taking marks off a workbook, also after another program has saved it.
#
# If nobody has saved it since, every part becomes again what it was, byte for byte. Else what is ours is found by its
# signs: rules by their condition, notes by their text, sheets by hidden names.

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


# ---------------------------------------------------------------- marking

_IN_PLACE: Final = frozenset([".xlsx", ".xlsm"])
_RECORD_SHEET: Final = "danhmuc"
_LONGEST_LINE: Final = 1_000
_LONGEST_NOTE: Final = 8_000
_REASONS_SHOWN: Final = 5
MarkedState: TypeAlias = Literal["untouched", "touched", "unmarked"]
"""Of a file: ours as it was written, ours but saved by somebody since, or none of ours."""
_MARK: Final = "\ue000"
"""Stands for a text in a message that is rendered once: a letter for private use."""


def mark_workbook(
    source: Path, marks: Iterable[CellMark], results: WorkbookResults, target: Path, *, lang: str = "vi"
) -> MarkedWorkbook:
    """Write a copy of a workbook with its cells marked, and tell what became of the marks.

    Marked cells are coloured by their worst severity and have a note; a sheet lists all marks. Marks of last time are
    taken off first. Whatever else the workbook holds stays as it is. A workbook that cannot be changed in place, for
    its format or for a reason that is told, stays untouched, and the marks are in a new one, with its values if it is
    an ``.ods``, ``.xls`` or CSV file. The same workbook and marks give the same bytes.

    Args:
        target: the file to write; one that is there is replaced. Its ending becomes that of the format written.
        lang: language of what is written.

    Raises:
        SourceUnavailableError: the workbook cannot be read.
        UsageError: the target is the workbook itself, or cannot be written.
    """
    data = _read(source)
    listed = list(marks)
    try:
        package = _open_in_place(source, data, WorkbookMarksText.FORMAT_COPIED)
        removed = remove_marks(package)
        done = _mark(package, listed, results, [], removed, lang)
        because = None
    except UnchangeableError as error:
        because = error.reason
        package, done, because = _mark_copy(source, data, listed, results, because, lang)
    path = _write(package, target, done.suffix, source)
    return MarkedWorkbook(
        path=path,
        copied_because=because,
        has_macros=package.has_macros,
        coloured=done.coloured,
        noted=done.noted,
        unmarked=tuple(UnmarkedCell(listed[number], reason) for number, reason in sorted(done.unmarked.items())),
        left_notes=done.left_notes,
    )


def correct_workbook(
    source: Path, changes: Iterable[CellChange], target: Path, *, lang: str = "vi"
) -> CorrectedWorkbook:
    """Write a copy of a workbook with values of cells changed and a sheet that lists the changes.

    Cells keep their formats. One with a formula is never changed, nor one that a table, array or pivot table depends
    on; each is told. Marks of last time are taken off.

    Raises:
        SourceUnavailableError: the workbook cannot be read.
        UsageError: the target is the workbook itself, or cannot be written.
    """
    data = _read(source)
    listed = list(changes)
    try:
        package = _open_in_place(source, data, WorkbookMarksText.FORMAT_NOT_CORRECTED)
        removed = remove_marks(package)
        editor = WorkbookEditor(package)
        changed, unchanged = change_cells(editor, listed)
        editor.finish()
        editor = WorkbookEditor(package)
        formats = add_sheet_formats(find_styles(editor))
        notes = [
            _left_notes(removed),
            WorkbookMarksText.CHANGES_ONLY_LISTED(count=len(unchanged)) if unchanged else None,
        ]
        sheet = add_changes_sheet(editor, changed, unchanged, [one for one in notes if one is not None], formats, lang)
        _finish(editor, sheet, set())
    except UnchangeableError as error:
        return CorrectedWorkbook(path=None, refused_because=error.reason)
    path = _write(package, target, editor.suffix, source)
    return CorrectedWorkbook(path=path, changed=changed, unchanged=unchanged, left_notes=removed.left_notes)


def list_marks(
    marks: Iterable[CellMark], results: WorkbookResults, because: Message, target: Path, *, lang: str = "vi"
) -> MarkedWorkbook:
    """Write a new workbook that only lists marks, for one of which no copy is made.

    Args:
        because: the reason, which is written on top.

    Raises:
        UsageError: the target cannot be written.
    """
    listed = list(marks)
    copy = _list_alone(listed, results, because, lang)
    path = _write(copy.package, target, copy.done.suffix, None)
    return MarkedWorkbook(
        path=path,
        copied_because=because,
        unmarked=tuple(UnmarkedCell(mark, because) for mark in listed if mark.column is not None),
    )


def added_sheets(data: bytes) -> frozenset[str]:
    """Names of the sheets that danhmuc has added to a workbook; none if it is no ``.xlsx`` that can be changed."""
    try:
        return frozenset(sheet.name for sheet in our_sheets(WorkbookEditor(WorkbookPackage(data))).values())
    except UnchangeableError:
        return frozenset()


def marked_state(data: bytes) -> MarkedState:
    """Whether a file is a marked or corrected copy that danhmuc has written, and whether it is as it was written."""
    try:
        package = WorkbookPackage(data)
        return "unmarked" if not our_sheets(WorkbookEditor(package)) else _state_of(package)
    except UnchangeableError:
        return "unmarked"


def _state_of(package: WorkbookPackage) -> MarkedState:
    return "untouched" if remove_marks(package).is_exact else "touched"


def is_marked_copy(data: bytes, book: bytes) -> bool:
    """Whether a file is a copy of a workbook, as that is now, which danhmuc has written and nobody has changed."""
    try:
        copy, original = WorkbookPackage(data), WorkbookPackage(book)
        if not our_sheets(WorkbookEditor(copy)) or not remove_marks(copy).is_exact:
            return False
        remove_marks(original)
        names = copy.names()
        return names == original.names() and all(copy.read(name) == original.read(name) for name in names)
    except UnchangeableError:
        return False


def clear_marks(source: Path, target: Path) -> ClearedWorkbook:
    """Write a copy of a workbook without marks; if it had none, the same bytes.

    Raises:
        SourceUnavailableError: the workbook cannot be read, or is none that can be marked.
        UsageError: the target is the workbook itself, or cannot be written.
    """
    data = _read(source)
    try:
        package = WorkbookPackage(data)
        removed = remove_marks(package)
        suffix = WorkbookEditor(package).suffix
    except UnchangeableError as error:
        raise SourceUnavailableError(str(source), error.reason) from error
    path = _write(package if removed.was_marked else data, target, suffix, source)
    return ClearedWorkbook(path=path, was_marked=removed.was_marked, left_notes=removed.left_notes)


# ---------------------------------------------------------------- marking


@dataclass(slots=True)
class _Done:
    """The outcome of marking, by numbers of marks."""

    suffix: str = ".xlsx"
    coloured: int = 0
    noted: int = 0
    unmarked: dict[int, Message] = field(default_factory=dict)
    left_notes: tuple[str, ...] = ()


class _Copy(NamedTuple):
    """A new workbook, what became of the marks in it, and why it is one."""

    package: WorkbookPackage
    done: _Done
    because: Message


def _mark(
    package: WorkbookPackage,
    marks: Sequence[CellMark],
    results: WorkbookResults,
    notes: Sequence[Message],
    removed: RemovedMarks,
    lang: str,
) -> _Done:
    editor = removed.editor or WorkbookEditor(package)
    done = _Done(editor.suffix, left_notes=removed.left_notes)
    by_sheet = _group(editor, marks, done)
    styles = find_styles(editor)
    formats = add_severity_formats(styles, [
        one for one in REPORTED_SEVERITIES if any(mark.severity == one for mark in marks)
    ])  # fmt: skip
    blocks = free_blocks(editor)
    digests: set[str] = set()
    writer = _NoteWriter(lang)
    for sheet in editor.sheets:
        cells = by_sheet.get(sheet.index, {})
        if not cells:
            continue
        worst = {cell: _worst(marks, numbers) for cell, numbers in cells.items()}
        coloured: dict[ReportedSeverity, list[tuple[int, int]]] = {}
        for cell, severity in worst.items():
            coloured.setdefault(severity, []).append(cell)
        add_colours(editor.sheet_part(sheet), coloured, formats)
        texts = {cell: writer.text([marks[number] for number in numbers]) for cell, numbers in cells.items()}
        noted = add_notes(editor, sheet, texts, blocks)
        for cell, error in noted.refused.items():
            done.unmarked |= dict.fromkeys(cells[cell], error.reason)
        done.coloured += len(cells)
        done.noted += len(noted.cells)
        digests |= noted.digests
    # A workbook without sheets is one without values, which has said why.
    said = [*notes, *(_summary(done, removed) if editor.sheets else ())]
    added = add_results_sheet(editor, marks, results, said, add_sheet_formats(styles), lang)
    _finish(editor, added, digests)
    return done


def _mark_copy(
    source: Path, data: bytes, marks: Sequence[CellMark], results: WorkbookResults, because: Message, lang: str
) -> _Copy:
    """A new workbook with the marks, and the values of the old one where those can be read."""
    unmarked = RemovedMarks(was_marked=False)
    if source.suffix.lower() not in _IN_PLACE:
        try:
            made = make_workbook(read_sheets(source, data))
        except UnchangeableError as error:
            because = error.reason
        else:
            if source.suffix.lower() in CSV_ENDINGS:
                name = csv_sheet_name(source)
                marks = [mark if mark.sheet is None else replace(mark, sheet=name) for mark in marks]
            notes = [because, WorkbookMarksText.TEXTS_CUT(count=made.cut)] if made.cut else [because]
            return _Copy(made.package, _mark(made.package, marks, results, notes, unmarked, lang), because)
    return _list_alone(marks, results, because, lang)


def _list_alone(marks: Sequence[CellMark], results: WorkbookResults, because: Message, lang: str) -> _Copy:
    """A new workbook that lists the marks."""
    package = make_workbook({}).package
    unmarked = RemovedMarks(was_marked=False)
    done = _mark(package, marks, results, [because, WorkbookMarksText.FINDINGS_ALONE()], unmarked, lang)
    done.unmarked = {number: because for number, mark in enumerate(marks) if mark.column is not None}
    return _Copy(package, done, because)


def _group(
    editor: WorkbookEditor, marks: Sequence[CellMark], done: _Done
) -> dict[int, dict[tuple[int, int], list[int]]]:
    """Numbers of marks by sheet and cell, each at the cell that is shown there."""
    sheets = _MarkedSheets(editor)
    found: dict[int, dict[tuple[int, int], list[int]]] = {}
    for number, mark in enumerate(marks):
        if mark.sheet is None or mark.row is None or mark.column is None:
            continue
        row, column = mark.row, mark.column
        sheet, areas = sheets.find(mark.sheet)
        if sheet is None:
            done.unmarked[number] = WorkbookMarksText.SHEET_UNKNOWN(sheet=mark.sheet)
        elif not sheet.is_cells:
            done.unmarked[number] = WorkbookMarksText.SHEET_WITHOUT_CELLS(sheet=sheet.name)
        elif not (1 <= row <= MAX_ROWS and 1 <= column <= MAX_COLUMNS):
            done.unmarked[number] = WorkbookMarksText.CELL_OUTSIDE(row=row, column=column)
        else:
            area = next((one for one in areas if one.holds(row, column)), None) if areas else None
            cell = (row, column) if area is None else (area.row, area.column)
            found.setdefault(sheet.index, {}).setdefault(cell, []).append(number)
    return found


class _MarkedSheets:
    """The sheets that marks name, each looked for once, with its merged areas."""

    def __init__(self, editor: WorkbookEditor) -> None:
        self._editor = editor
        self._found: dict[str, tuple[SheetPart | None, list[CellArea]]] = {}

    def find(self, name: str) -> tuple[SheetPart | None, list[CellArea]]:
        found = self._found.get(name)
        if found is None:
            sheet = self._editor.sheet(name)
            areas = [] if sheet is None or not sheet.is_cells else _merged_areas(self._editor, sheet)
            found = self._found[name] = (sheet, areas)
        return found


def _merged_areas(editor: WorkbookEditor, sheet: SheetPart) -> list[CellArea]:
    held = editor.sheet_part(sheet).root.child("mergeCells")
    areas = (
        area_of(one.attributes.get("ref", "")) for one in (() if held is None else held.children_named("mergeCell"))
    )
    return [area for area in areas if area is not None]


def _worst(marks: Sequence[CellMark], numbers: Sequence[int]) -> ReportedSeverity:
    return min((marks[number].severity for number in numbers), key=REPORTED_SEVERITIES.index)


def _summary(done: _Done, removed: RemovedMarks) -> list[Message]:
    """Further lines for the sheet of results."""
    said: list[Message] = []
    if done.unmarked:
        reasons = list(dict.fromkeys(done.unmarked.values()))
        said.append(
            WorkbookMarksText.MARKS_ONLY_LISTED(count=len(done.unmarked), reasons=tuple(reasons[:_REASONS_SHOWN]))
        )
    left = _left_notes(removed)
    return said if left is None else [*said, left]


def _left_notes(removed: RemovedMarks) -> Message | None:
    if not removed.left_notes:
        return None
    shown = removed.left_notes[:_REASONS_SHOWN]
    more = ("…",) if len(removed.left_notes) > len(shown) else ()
    return WorkbookMarksText.NOTES_LEFT(count=len(removed.left_notes), cells=(*shown, *more))


class _NoteWriter:
    """Makes texts of notes, those that repeat once."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        # By the id of the sentence: marks are held meanwhile.
        self._known: dict[str, dict[int, str]] = {}
        # Rendered once, with a mark for what differs from cell to cell.
        self._heads = {
            severity: WorkbookMarksText.NOTE_LINE(severity=word(), message=_MARK).render(lang)
            for severity, word in SeveritiesText.WORDS.items()
        }
        self._fix = WorkbookMarksText.NOTE_FIX(fix=_MARK).render(lang)

    def text(self, marks: Sequence[CellMark]) -> str:
        """The text of the note that says all marks of a cell, the worst first."""
        if len(marks) == 1:
            return self._lines(marks[0])
        ordered = sorted(marks, key=lambda mark: REPORTED_SEVERITIES.index(mark.severity))
        return shorten("\n".join(dict.fromkeys(map(self._lines, ordered))), _LONGEST_NOTE)

    def _lines(self, mark: CellMark) -> str:
        line = self._line(mark.message, self._heads[mark.severity])
        return line if mark.fix is None else f"{line}\n{self._line(mark.fix, self._fix)}"

    def _line(self, sentence: Sentence, head: str) -> str:
        known = self._known.setdefault(head, {})
        line = known.get(id(sentence))
        if line is None:
            short = shorten(one_line(sentence.render(self._lang)), _LONGEST_LINE)
            line = known[id(sentence)] = head.replace(_MARK, short, 1)
        return line


# ---------------------------------------------------------------- the end


def _finish(editor: WorkbookEditor, shown: AddedSheet, digests: set[str]) -> None:
    """Show our sheet, and keep the record by which all of it is reversed."""
    views = editor.workbook.root.child("bookViews")
    active = 0
    for view in () if views is None else views.children_named("workbookView"):
        active = number_of(view, "activeTab") or 0
        editor.workbook.set_attribute(view, "activeTab", str(shown.index))
    if views is None:
        outer, inner = editor.workbook.tag("bookViews"), editor.workbook.tag("workbookView")
        markup = f'<{outer}><{inner} activeTab="{shown.index}"/></{outer}>'
        editor.workbook.insert(editor.workbook.root, "bookViews", WORKBOOK_ORDER, markup)
    for sheet in editor.sheets:
        _unselect(editor, sheet)
    name = _free_record_name(editor)
    part = editor.free_name("xl/worksheets/danhmuc{}.xml")
    editor.add_sheet(name, b"", state="veryHidden")
    editor.define_name(RECORD_NAME, record_reference(name), ' hidden="1"')
    passed = editor.finish()
    shown_before = editor.sheets[active].name if active < len(editor.sheets) else ""
    record = MarkRecord(notes=digests, active=shown_before, changed=passed.changed, added=passed.added)
    editor.package.replace(part, record_sheet_data(record.to_text()))


def _unselect(editor: WorkbookEditor, sheet: SheetPart) -> None:
    """Take a sheet out of the selected ones: what is typed on one goes to all of them."""
    part = editor.sheet_part(sheet)
    views = part.root.child("sheetViews")
    for view in () if views is None else views.children_named("sheetView"):
        if view.attributes.get("tabSelected") in {"1", "true"}:
            part.remove_attribute(view, "tabSelected")


def _free_record_name(editor: WorkbookEditor) -> str:
    taken = {sheet.name.casefold() for sheet in editor.sheets}
    name, number = _RECORD_SHEET, 1
    while name in taken:
        number += 1
        name = f"{_RECORD_SHEET} ({number})"
    return name


def _open_in_place(source: Path, data: bytes, otherwise: MessageTemplate) -> WorkbookPackage:
    """The package of a workbook whose format can be changed in place."""
    if source.suffix.lower() not in _IN_PLACE:
        raise UnchangeableError(otherwise(ending=source.suffix.lower() or source.name))
    return WorkbookPackage(data)


def _read(source: Path) -> bytes:
    try:
        return source.read_bytes()
    except OSError as error:
        raise SourceUnavailableError(str(source), system_reason(error)) from error


def _write(package: WorkbookPackage | bytes, target: Path, suffix: str, source: Path | None) -> Path:
    """Write the file whole or not at all, with the ending of its format; its owner alone may read it."""
    path = target if target.suffix.lower() == suffix else target.with_suffix(suffix)
    try:
        if source is not None and path.exists() and path.samefile(source):
            raise UsageError(WorkbookMarksText.MARKED_ONTO_SOURCE(target=str(path)))
        fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            with open(fresh, "xb", opener=partial(os.open, mode=0o600)) as out:
                if isinstance(package, bytes):
                    out.write(package)
                else:
                    package.write(out)
            # What is the same is not written anew, so that nobody fetches it again.
            if not (path.exists() and cmp(fresh, path, shallow=False)):
                fresh.replace(path)
            path.chmod(0o600)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(
            WorkbookMarksText.WORKBOOK_UNWRITABLE(target=str(path), reason=system_reason(error))
        ) from error
    return path
