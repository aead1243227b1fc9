"""The sheets of the new workbook that tell what went where, and what no column takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from danhmuc.vocab.messages import Message, MessageTemplate

from ..messages.workbooks import ForeignWorkbooksText
from ..record.locations import MOVED_TITLES, UNPLACED_TITLES
from ..workbook_marks.cell_marks import MAX_TEXT
from .foreign_rows import ForeignRows, NewRow, Placement, TextKind, UnplacedRow, writable_text
from .sheet_shapes import ColumnShape, SheetShape, text_in
from .template import HEADING_ROW, PlainRow, PlainSheet

FIXED_COLUMNS: Final = 7
"""Columns of the sheet of what was not placed that stand before the values."""
_HOW: Final[Mapping[str, MessageTemplate]] = {
    "name": ForeignWorkbooksText.HOW_NAME,
    "other-name": ForeignWorkbooksText.HOW_OTHER_NAME,
    "words": ForeignWorkbooksText.HOW_WORDS,
    "several": ForeignWorkbooksText.HOW_SEVERAL,
    "none": ForeignWorkbooksText.HOW_NONE,
    "number": ForeignWorkbooksText.HOW_NUMBER,
    "repeated": ForeignWorkbooksText.HOW_REPEATED,
}
_KINDS: Final[Mapping[TextKind, MessageTemplate]] = {
    "above": ForeignWorkbooksText.KIND_ABOVE,
    "below": ForeignWorkbooksText.KIND_BELOW,
    "formula": ForeignWorkbooksText.KIND_FORMULA,
    "group": ForeignWorkbooksText.KIND_GROUP,
    "head": ForeignWorkbooksText.KIND_HEAD,
    "total": ForeignWorkbooksText.KIND_TOTAL,
    "units": ForeignWorkbooksText.KIND_UNITS,
}


def how_words(placement: Placement) -> Message:
    """Words for the way in which a column was found."""
    return _HOW[placement.how]()


def moved_sheet(found: ForeignRows, notes: Sequence[Message], name: str, language: str) -> PlainSheet:
    """The sheet that tells what went where.

    Args:
        notes: sentences above the tables.
        name: of the old book.
    """
    rows = [PlainRow((ForeignWorkbooksText.MOVED_TITLE(name=name).render(language),), "title")]
    rows += [PlainRow((writable_text(one.render(language)),), "note") for one in notes]
    rows += _columns(found, language)
    rows += _proposals(found, language)
    rows += _refused_rows(found, language)
    rows += _texts(found, language)
    return PlainSheet(title=MOVED_TITLES[language], widths=(22, 10, 36, 16, 34, 12, 40), rows=rows)


def _columns(found: ForeignRows, language: str) -> Iterator[PlainRow]:
    if not found.placements:
        return
    yield from _section(
        language,
        ForeignWorkbooksText.SECTION_COLUMNS,
        ForeignWorkbooksText.HEAD_OLD_SHEET,
        ForeignWorkbooksText.HEAD_CELL,
        ForeignWorkbooksText.HEAD_HEADING,
        ForeignWorkbooksText.HEAD_SHEET,
        ForeignWorkbooksText.HEAD_COLUMN,
        ForeignWorkbooksText.HEAD_VALUES,
        ForeignWorkbooksText.HEAD_HOW,
    )
    for one in found.placements:
        if not one.heading and not one.values:
            continue
        sheet, column = title_of(one.sheet, language), heading_of(one.column, language)
        if one.column is None:
            sheet = UNPLACED_TITLES[language] if one.values else ""
        more = [how_words(one)]
        if one.changed:
            more.append(ForeignWorkbooksText.VALUES_CHANGED(count=one.changed))
        if one.filled:
            more.append(ForeignWorkbooksText.VALUES_FILLED(count=one.filled))
        how = "; ".join(each.render(language) for each in more)
        yield _row(one.table, f"{one.place}{one.row}", one.heading, sheet, column, str(one.values), how)


def _proposals(found: ForeignRows, language: str) -> Iterator[PlainRow]:
    given = [one for one in found.proposals if one.count]
    if not given:
        return
    yield from _section(
        language,
        ForeignWorkbooksText.SECTION_PROPOSALS,
        ForeignWorkbooksText.HEAD_OLD_SHEET,
        ForeignWorkbooksText.HEAD_OLD_ROW,
        ForeignWorkbooksText.HEAD_BASIS,
        ForeignWorkbooksText.HEAD_SHEET,
        ForeignWorkbooksText.HEAD_COLUMN,
        ForeignWorkbooksText.HEAD_VALUES,
        ForeignWorkbooksText.HEAD_VALUE,
    )
    for one in given:
        rows = f"{one.rows[0]}–{one.rows[1]}"
        sheet, column = title_of(one.sheet, language), heading_of(one.column, language)
        yield _row(one.table, rows, one.basis, sheet, column, str(one.count), one.value)


def _refused_rows(found: ForeignRows, language: str) -> Iterator[PlainRow]:
    if found.refused:
        yield from _section(
            language,
            ForeignWorkbooksText.SECTION_REFUSED,
            ForeignWorkbooksText.HEAD_OLD_SHEET,
            ForeignWorkbooksText.HEAD_OLD_ROW,
        )
        for table, row in found.refused:
            yield _row(table, str(row))


def _texts(found: ForeignRows, language: str) -> Iterator[PlainRow]:
    if not found.listed:
        return
    yield from _section(
        language,
        ForeignWorkbooksText.SECTION_TEXTS,
        ForeignWorkbooksText.HEAD_OLD_SHEET,
        ForeignWorkbooksText.HEAD_CELL,
        ForeignWorkbooksText.HEAD_TEXT,
        ForeignWorkbooksText.HEAD_KIND,
    )
    for one in found.listed:
        kind = _KINDS[one.kind]().render(language)
        for number, piece in enumerate(_pieces(one.text)):
            yield _row(one.table, one.cell, piece, kind) if number == 0 else _row("", "", piece, "")


def _section(language: str, title: MessageTemplate, *heads: MessageTemplate) -> Iterator[PlainRow]:
    yield PlainRow(())
    yield PlainRow((title().render(language),), "title")
    yield PlainRow(tuple(one().render(language) for one in heads), "head")


def _row(*texts: str) -> PlainRow:
    return PlainRow(tuple(map(writable_text, texts)))


# ---------------------------------------------------------------- what was not placed


def unplaced_headings(found: ForeignRows) -> list[str]:
    """The headings of values that no column takes; each once, in order."""
    return list(dict.fromkeys(heading for one in found.unplaced for heading, _ in one.values))


def unplaced_sheet(found: ForeignRows, language: str) -> PlainSheet | None:
    """The sheet of values that no column takes, beside their rows; None if there are none."""
    if not found.unplaced:
        return None
    headings = unplaced_headings(found)
    numbers = {id(row): number for rows in found.rows.values() for number, row in enumerate(rows, HEADING_ROW + 1)}
    heads = (
        ForeignWorkbooksText.HEAD_OLD_SHEET,
        ForeignWorkbooksText.HEAD_OLD_ROW,
        ForeignWorkbooksText.HEAD_NUMBER,
        ForeignWorkbooksText.HEAD_GROUP,
        ForeignWorkbooksText.HEAD_CODE,
        ForeignWorkbooksText.HEAD_NAME,
        ForeignWorkbooksText.HEAD_NEW_ROWS,
    )
    fixed = tuple(one().render(language) for one in heads)
    rows = [
        PlainRow((ForeignWorkbooksText.UNPLACED_NOTE().render(language),), "note"),
        PlainRow((*fixed, *map(writable_text, headings)), "head"),
    ]
    for one in found.unplaced:
        rows += _unplaced_rows(one, headings, numbers, language)
    widths = (18, 9, 7, 22, 14, 32, 22, *(24,) * min(len(headings), 20))
    return PlainSheet(title=UNPLACED_TITLES[language], widths=widths, rows=rows, frozen=2)


def _unplaced_rows(
    one: UnplacedRow, headings: Sequence[str], numbers: Mapping[int, int], language: str
) -> Iterator[PlainRow]:
    """The row; a further one for texts that are longer than a cell holds, or of a second column of one heading."""
    made = "; ".join(f"{title_of(row.sheet, language)} {numbers[id(row)]}" for row in one.new_rows)
    fixed = (one.table, str(one.row), one.number, one.group, _code(one), one.name, made)
    stacks: dict[str, list[str]] = {}
    for heading, text in one.values:
        stacks.setdefault(heading, []).extend(_pieces(text))
    for number in range(max((len(stack) for stack in stacks.values()), default=1)):
        cells = (stack[number] if len(stack := stacks.get(heading, [])) > number else "" for heading in headings)
        yield PlainRow(tuple(map(writable_text, (*(piece[:MAX_TEXT] for piece in fixed), *cells))))


def _code(one: UnplacedRow) -> str:
    """The code of the record, which may have been made by now."""
    first: NewRow | None = next(iter(one.new_rows), None)
    code = None if first is None else first.sheet.code
    return one.code if first is None or code is None else first.cells.get(code.iri, "")


def _pieces(text: str) -> list[str]:
    """The text in pieces that a cell can hold, also when characters are written in a longer notation."""
    size = MAX_TEXT if len(writable_text(text)) <= MAX_TEXT else MAX_TEXT // 7
    return [text[at : at + size] for at in range(0, len(text), size)] or [""]


def title_of(sheet: SheetShape | None, language: str) -> str:
    """The title of a sheet; empty if there is none."""
    return "" if sheet is None else text_in(sheet.title, language)


def heading_of(column: ColumnShape | None, language: str) -> str:
    """The heading of a column; empty if there is none."""
    return "" if column is None else text_in(column.heading, language)
