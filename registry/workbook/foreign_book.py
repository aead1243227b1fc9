"""Make a workbook of danhmuc out of a table or a workbook of any form, and tell what went where."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from danhmuc.vocab.concepts import CodeList
from danhmuc.vocab.errors import SourceUnavailableError, UsageError
from danhmuc.vocab.messages import IS_STREAM, Message, system_reason
from danhmuc.vocab.reading.notes import Notes

from ..messages.workbooks import ForeignWorkbooksText, WorkbooksText
from ..record.locations import MOVED_TITLES, UNPLACED_TITLES
from ..record.secrecy import (
    is_heading_stamp,
    is_mark,
    is_mark_name,
    is_table_stamp,
    mark_in_name,
    names_state_secrets,
    reading_of_text,
)
from ..store.target import refuse_targets
from ..workbook_marks.cell_marks import cell_name
from .book_reading import code_lists_of
from .foreign_headings import names_of, row_number_keys
from .foreign_rows import (
    ForeignRows,
    ForeignValues,
    NewRow,
    Placement,
    Proposal,
    RowPlacer,
    fill_proposals,
    find_proposals,
    writable_text,
)
from .foreign_sheets import (
    FIXED_COLUMNS,
    heading_of,
    how_words,
    moved_sheet,
    title_of,
    unplaced_headings,
    unplaced_sheet,
)
from .foreign_tables import MAX_TABLES, ForeignCells, ForeignTable, Place, RowKind, TableFinder, read_cells
from .headings import ABOUT_SHEET, HIDDEN_SHEETS
from .opened_book import MAX_PACKED, MAX_PARTS, OpenedBook, open_book
from .sheet_shapes import DEFAULT_PROFILE, WorkbookShape, workbook_shape
from .template import TemplateOptions, WrittenTemplate, write_template

# ---------------------------------------------------------------- foreign secrecy
# Marks of secrecy in a foreign book: such rows are refused, and a book that bears a level itself is refused whole.
#
# What is not understood counts as a mark: a row passes only where its mark is empty or plainly denies that there is a
# secret. Source: docs/decisions/0006-state-secrets.md.

_LONGEST_MARK: Final = 40
"""Letters of a mark or of its heading; a longer text is neither."""
_DATA: Final[Collection[RowKind]] = ("data", "nameless")


def secret_rows(cells: ForeignCells, tables: Sequence[ForeignTable], *, sees_merged: bool) -> set[int]:
    """Numbers of the rows of a sheet that are, or may be, marked as a state secret.

    Args:
        sees_merged: whether merged cells are known; if not, a blank mark may be that of the row above.
    """
    kinds: dict[int, RowKind] = {row: kind for table in tables for row, kind in table.rows.items()}
    heads = {row for table in tables for row in table.head} | {row for row, kind in kinds.items() if kind == "head"}
    starts = {table.head[0]: table for table in tables}
    found: set[int] = set()
    columns: list[int] = []
    is_secret = False
    for row, places in cells.rows.items():
        if row in starts:
            columns, is_secret = _mark_columns(starts[row]), False
        if row in heads:
            continue
        texts = {place: cells.texts[row, place] for place in places}
        if kinds.get(row) in _DATA and any(len(text) <= _LONGEST_MARK and is_mark(text) for text in texts.values()):
            found.add(row)
        marks = [mark for column in columns if (mark := cells.at(row, column)) and not is_mark_name(mark)]
        if marks:
            is_secret = any(reading_of_text(mark) != "none" for mark in marks)
        if is_secret and (marks or (not sees_merged and kinds.get(row, "data") in _DATA)):
            found.add(row)
        # Headings of a table of no known form; a row that is refused has none.
        names = texts.items() if row not in found else ()
        new = [place for place, text in names if len(text) <= _LONGEST_MARK and is_mark_name(text)]
        columns = sorted({*columns, *new}) if new else columns
    for table in tables:
        _add_related(table, found)
    return found


def _mark_columns(table: ForeignTable) -> list[int]:
    """The columns of a table whose heading can only mean secrecy."""
    return [one.place for one in table.columns if any(map(_is_heading, (*one.levels, " ".join(one.levels))))]


def _add_related(table: ForeignTable, found: set[int]) -> None:
    """Add the rows of groups of secrets, and those that go on with a secret row."""
    cells, in_group, before = table.cells, False, 0
    for row in sorted(table.rows):
        kind = table.rows[row]
        if kind == "group":
            in_group = any(is_mark(text) or names_state_secrets(text) for text in cells.row_texts(row))
        tops = {cells.tops[row, place][0] for place in table.keys if (row, place) in cells.tops}
        follows = before in found and (kind == "nameless" or (kind == "below" and row == before + 1))
        if in_group or follows or tops & found:
            found.add(row)
        before = row


def book_marks(cells: ForeignCells, tables: Sequence[ForeignTable], refused: Collection[int]) -> list[Place]:
    """Cells outside of rows of data that mark the whole sheet as a state secret, as a stamp does; also in headings.

    Args:
        refused: numbers of the rows that are refused for themselves.
    """
    inside = {row for table in tables for row in (*table.head, *table.rows) if table.rows.get(row) != "below"}
    heads = {row for table in tables for row in table.head}
    found = [
        (row, column)
        for row in sorted(heads)
        for column in cells.rows.get(row, ())
        if is_heading_stamp(cells.texts[row, column])
    ]
    for row, columns in cells.rows.items():
        if row not in inside and row not in refused:
            texts = cells.row_texts(row)
            found += [(row, column) for column in columns if is_table_stamp(cells.texts[row, column])]
            if len(texts) == 2 and is_table_stamp(": ".join(texts)):
                found.append((row, columns[0]))
    is_named = is_table_stamp(cells.name) or names_state_secrets(cells.name)
    return found if found or not is_named else [(1, 1)]


def _is_heading(text: str) -> bool:
    return is_mark_name(text) or is_mark(text)


# ---------------------------------------------------------------- foreign book

_MAX_CELLS: Final = 1_000_000
_MAX_COLUMNS: Final = 16_384
_MERGED_UNSEEN: Final = (".csv", ".ods")
_PREFIX: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,39})")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedColumn:
    """The place of a column of the old workbook in the new one.

    Attributes:
        old_sheet, cell: where its heading stands.
        heading: empty if it has none.
        sheet, column: headings of the new workbook; None if it was not placed.
        how: ``name``, ``other-name``, ``words``; if it was not placed ``several``, ``none``, ``repeated``, or
            ``number`` for row numbers.
        how_words: the same for people.
        values: number of its values.
        changed: how many of them are written as a code list or the calendar writes them.
        filled: how many cells more have a value of merged cells.
    """

    old_sheet: str
    cell: str
    heading: str
    sheet: str | None
    column: str | None
    how: str
    how_words: Message
    values: int
    changed: int
    filled: int

    def as_dict(self) -> dict[str, object]:
        """The same as JSON has it."""
        names = ("old_sheet", "cell", "heading", "sheet", "column", "how", "values", "changed", "filled")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedValue:
    """A value that a title proposes for the rows of a table.

    Attributes:
        old_sheet: name of the old sheet.
        sheet, column: headings of the new workbook.
        value: as the drop-down shows it.
        basis: the text that names it.
        rows: number of rows that have no value.
        is_filled: whether it was filled in.
    """

    old_sheet: str
    sheet: str
    column: str
    value: str
    basis: str
    rows: int
    is_filled: bool

    def as_dict(self) -> dict[str, object]:
        """The same as JSON has it."""
        names = ("old_sheet", "sheet", "column", "value", "basis", "rows", "is_filled")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertedWorkbook:
    """A workbook that was made of an old one.

    Attributes:
        template: the file that was written.
        source: the old workbook.
        columns: where each column went, in order.
        proposals: values that titles propose.
        refused: sheet and number of the rows that are, or may be, marked as state secrets; nothing of them was taken.
        cells: number of cells of the old workbook that are filled in; the sum of the next five.
        placed: of those in columns.
        beside: of those on the sheet of what was not placed.
        headings: of those in heads of tables.
        listed: of those that are listed as texts: titles, notes, groups, totals, signatures.
        refused_cells: of those in refused rows.
        without_code: number of rows without a code.
        numbered: number of rows that got one.
        notes: what a person should know, in order.
    """

    template: WrittenTemplate
    source: str
    columns: tuple[PlacedColumn, ...]
    proposals: tuple[ProposedValue, ...]
    refused: tuple[tuple[str, int], ...]
    cells: int
    placed: int
    beside: int
    headings: int
    listed: int
    refused_cells: int
    without_code: int
    numbered: int
    notes: tuple[Message, ...]

    def as_dict(self) -> dict[str, object]:
        """The same as JSON has it."""
        counts = ("placed", "beside", "headings", "listed", "refused_cells")
        return {
            **self.template.as_dict(),
            "source": self.source,
            "columns": [one.as_dict() for one in self.columns],
            "proposals": [one.as_dict() for one in self.proposals],
            "refused": [{"sheet": sheet, "row": row} for sheet, row in self.refused],
            "cells": {"all": self.cells, **{name: getattr(self, name) for name in counts}},
            "without_code": self.without_code,
            "numbered": self.numbered,
            "notes": [one.by_language() for one in self.notes],
        }


def convert_workbook(
    source: str | Path,
    target: str | Path,
    options: TemplateOptions | None = None,
    *,
    profile: str = DEFAULT_PROFILE,
    number_prefix: str = "",
    fill_proposed: bool = False,
    overwrite: bool = False,
    readable: bool = False,
) -> ConvertedWorkbook:
    """Write a workbook with what an old one has, of whatever form, and tell what went where; nothing is left out.

    Columns are known by the names that the profile gives them. What cannot be placed stands on a sheet of its own, and
    titles, notes and signatures are listed. The same input gives the same bytes.

    Args:
        source: path of an .xlsx, .xlsm, .ods, .xls or .csv.
        target: path of an .xlsx.
        options: agency and language; rows are those of the source.
        profile: token or path of the profile that describes the sheets.
        number_prefix: what codes begin with that rows without a code get; empty to leave those cells blank.
        fill_proposed: fill in what titles propose, such as that the rows of an annex are open data.
        overwrite: replace a file that is there.
        readable: whether others may read it, and not its owner alone.

    Raises:
        SourceUnavailableError: the source cannot be opened.
        DocumentError: it cannot be read: damaged, protected by a password, too large, or it bears a mark of secrecy.
        UsageError: it is a workbook of danhmuc already, or the target itself; or as `write_template`.
    """
    chosen = TemplateOptions() if options is None else options
    if number_prefix and not _PREFIX.fullmatch(number_prefix):
        raise UsageError(ForeignWorkbooksText.NUMBER_PREFIX_REFUSED(prefix=number_prefix))
    path = Path(source)
    refuse_targets(target, named=[path])
    shape = workbook_shape(profile)
    lists = code_lists_of(shape)
    notes = Notes(path.name)
    if mark_in_name(path.name) is not None:
        # The new book has another name, and so would lose the mark.
        raise notes.refusal("read:state-secret", ForeignWorkbooksText.BOOK_NAMED_MARK(name=path.name))
    book = open_book(_read_bytes(path, notes), path.name, notes)
    if any(one.name == ABOUT_SHEET for one in book.sheets):
        raise UsageError(ForeignWorkbooksText.BOOK_IS_OURS(name=path.name))
    found = place_cells(book, shape, lists, chosen.language, notes)
    fill_proposals(found.proposals, found.rows, fill=fill_proposed)
    numbered = _number_rows(found, number_prefix) if number_prefix else 0
    _join_parts(found)
    without_code = sum(_lacks_code(row) for row in _records(found))
    messages = (
        *_notes_on_cells(found, UNPLACED_TITLES[chosen.language], MOVED_TITLES[chosen.language]),
        *_notes_on_codes(numbered, without_code, number_prefix),
        *_notes_on_proposals(found, fill=fill_proposed),
        *_notes_on_book(found, book),
        *(one.message for one in notes.findings if isinstance(one.message, Message)),
    )
    more = [moved_sheet(found, messages, path.name, chosen.language)]
    beside = unplaced_sheet(found, chosen.language)
    if beside is not None:
        more.append(beside)
    written = write_template(
        target,
        replace(chosen, rows=_texts(found), coloured=_find_coloured(found), more=more),
        profile=profile,
        overwrite=overwrite,
        readable=readable,
    )
    return ConvertedWorkbook(
        template=written,
        source=str(source),
        columns=tuple(_placed_column(one, chosen.language) for one in found.placements if one.heading or one.values),
        proposals=tuple(
            _proposed_value(one, chosen.language, fill=fill_proposed) for one in found.proposals if one.count
        ),
        refused=tuple(found.refused),
        cells=found.cells,
        placed=found.placed,
        beside=found.beside,
        headings=found.headings,
        listed=_count_listed(found),
        refused_cells=found.refused_cells,
        without_code=without_code,
        numbered=numbered,
        notes=messages,
    )


def _read_bytes(path: Path, notes: Notes) -> bytes:
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise SourceUnavailableError(str(path), IS_STREAM())
        if size > MAX_PACKED:
            raise notes.refusal("read:too-large", WorkbooksText.BOOK_LARGE(limit=MAX_PACKED, parts=MAX_PARTS))
        with path.open("rb") as file:
            return file.read(MAX_PACKED + 1)
    except OSError as error:
        raise SourceUnavailableError(str(path), system_reason(error)) from error


def place_cells(
    book: OpenedBook, shape: WorkbookShape, lists: Mapping[str, CodeList], language: str, notes: Notes
) -> ForeignRows:
    """Place the cells of all sheets.

    Raises:
        DocumentError: the book is too large, blank, or bears a mark of secrecy.
    """
    names = names_of(shape, lists)
    finder = TableFinder(names, row_number_keys(shape))
    placer = RowPlacer(names, ForeignValues(lists, language, is_1904=book.is_1904))
    count = 0
    for sheet in book.sheets:
        if sheet.name in HIDDEN_SHEETS or sheet.name in book.added:
            continue
        cells = read_cells(sheet)
        count += len(cells.texts)
        if count > _MAX_CELLS:
            raise notes.refusal("read:too-large", ForeignWorkbooksText.BOOK_TOO_MANY_CELLS(limit=_MAX_CELLS))
        tables = finder.tables(cells)
        if len(tables) > MAX_TABLES:
            raise notes.refusal(
                "read:too-large", ForeignWorkbooksText.BOOK_TOO_MANY_TABLES(sheet=cells.name, limit=MAX_TABLES)
            )
        refused = secret_rows(cells, tables, sees_merged=book.ending not in _MERGED_UNSEEN)
        for row, column in book_marks(cells, tables, refused):
            cell = cell_name(row, column)
            raise notes.refusal("read:state-secret", ForeignWorkbooksText.BOOK_BEARS_MARK(sheet=cells.name, cell=cell))
        placer.place(cells, tables, refused)
        for table in tables:
            placer.found.proposals += find_proposals(table, lists, language)
    found = placer.found
    if not found.cells:
        raise notes.refusal("read:workbook", ForeignWorkbooksText.BOOK_HAS_NO_TEXT(name=notes.document))
    headings = len(unplaced_headings(found)) + FIXED_COLUMNS
    if headings > _MAX_COLUMNS:
        raise notes.refusal(
            "read:too-large", ForeignWorkbooksText.BOOK_TOO_MANY_COLUMNS(count=headings, limit=_MAX_COLUMNS)
        )
    return found


def _lacks_code(row: NewRow) -> bool:
    return row.sheet.code is not None and row.sheet.code.iri not in row.cells


def _records(found: ForeignRows) -> Iterator[NewRow]:
    for rows in found.rows.values():
        yield from (row for row in rows if row.holder is None)


def _number_rows(found: ForeignRows, prefix: str) -> int:
    """Give rows without a code one that no row has; returns their number."""
    codes = {row.cells.get(row.sheet.code.iri) for row in _records(found) if row.sheet.code is not None}
    number = count = 0
    for row in _records(found):
        if row.sheet.code is None or not _lacks_code(row):
            continue
        number += 1
        while f"{prefix}-{number:03}" in codes:
            number += 1
        row.cells[row.sheet.code.iri] = f"{prefix}-{number:03}"
        row.proposed.add(row.sheet.code.iri)
        count += 1
    return count


def _join_parts(found: ForeignRows) -> None:
    """Give the rows of parts the code of their record."""
    for rows in found.rows.values():
        for row in rows:
            join, holder = row.sheet.join, row.holder
            if join is not None and holder is not None and holder.sheet.code is not None:
                code = holder.cells.get(holder.sheet.code.iri)
                if code is not None:
                    row.cells[join.iri] = code
                    row.proposed |= {join.iri} if holder.sheet.code.iri in holder.proposed else set()


def _texts(found: ForeignRows) -> dict[str, list[dict[str, str]]]:
    return {
        sheet: [{iri: writable_text(text) for iri, text in row.cells.items()} for row in rows]
        for sheet, rows in found.rows.items()
    }


def _find_coloured(found: ForeignRows) -> frozenset[tuple[str, int, str]]:
    """The cells of codes that are missing, and of values that danhmuc made."""
    cells: set[tuple[str, int, str]] = set()
    for sheet, rows in found.rows.items():
        for number, row in enumerate(rows):
            code = row.sheet.join or row.sheet.code
            if code is not None and code.iri not in row.cells:
                cells.add((sheet, number, code.iri))
            cells |= {(sheet, number, iri) for iri in row.proposed}
    return frozenset(cells)


def _count_listed(found: ForeignRows) -> int:
    return sum(one.cells for one in found.listed)


def _notes_on_cells(found: ForeignRows, unplaced: str, moved: str) -> Iterator[Message]:
    yield ForeignWorkbooksText.CELLS_COUNTED(
        cells=found.cells,
        placed=found.placed,
        beside=found.beside,
        sheet=unplaced,
        told=moved,
        headings=found.headings,
        listed=_count_listed(found),
        refused=found.refused_cells,
    )
    if not found.rows:
        yield ForeignWorkbooksText.TABLES_NONE(sheet=moved)
    if found.refused:
        yield ForeignWorkbooksText.ROWS_REFUSED(count=len(found.refused))
    columns = [one for one in found.placements if one.column is None and one.how != "number" and one.values]
    if columns:
        yield ForeignWorkbooksText.COLUMNS_UNPLACED(count=len(columns), sheet=unplaced)


def _notes_on_codes(numbered: int, missing: int, prefix: str) -> Iterator[Message]:
    if numbered:
        yield ForeignWorkbooksText.CODES_MADE(count=numbered, prefix=prefix)
    if missing:
        yield ForeignWorkbooksText.CODES_MISSING(count=missing)


def _notes_on_proposals(found: ForeignRows, *, fill: bool) -> Iterator[Message]:
    proposed = sum(one.count for one in found.proposals)
    if proposed:
        yield (
            ForeignWorkbooksText.PROPOSALS_FILLED(count=proposed)
            if fill
            else ForeignWorkbooksText.PROPOSALS_OPEN(count=proposed)
        )


def _notes_on_book(found: ForeignRows, book: OpenedBook) -> Iterator[Message]:
    """Sentences about the file that a person should know."""
    formulas = sum(one.kind == "formula" for one in found.listed)
    if formulas:
        yield ForeignWorkbooksText.FORMULAS_EMPTY(count=formulas)
    for sheet, count in found.hidden.items():
        yield ForeignWorkbooksText.ROWS_HIDDEN_MOVED(count=count, sheet=sheet)
    for one in book.sheets:
        if one.is_hidden and one.rows and one.name not in HIDDEN_SHEETS:
            yield ForeignWorkbooksText.SHEET_HIDDEN_MOVED(sheet=one.name)
    if book.has_macros:
        yield WorkbooksText.MACROS_IGNORED()
    if not book.sees_formats and book.ending != ".csv":
        yield WorkbooksText.FORMATS_UNSEEN()
    if book.ending == ".ods":
        yield ForeignWorkbooksText.MERGED_UNSEEN()


def _placed_column(one: Placement, language: str) -> PlacedColumn:
    return PlacedColumn(
        old_sheet=one.table,
        cell=f"{one.place}{one.row}",
        heading=one.heading,
        sheet=None if one.sheet is None else title_of(one.sheet, language),
        column=None if one.column is None else heading_of(one.column, language),
        how=one.how,
        how_words=how_words(one),
        values=one.values,
        changed=one.changed,
        filled=one.filled,
    )


def _proposed_value(one: Proposal, language: str, *, fill: bool) -> ProposedValue:
    return ProposedValue(
        old_sheet=one.table,
        sheet=title_of(one.sheet, language),
        column=heading_of(one.column, language),
        value=one.value,
        basis=one.basis,
        rows=one.count,
        is_filled=fill,
    )
