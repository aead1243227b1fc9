"""The rows of a foreign book as rows of the workbook, with where each of its cells went.

The rows of a foreign book as rows of the workbook, with where each of its cells went; none is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final, Literal

from danhmuc.vocab.concepts import CodeList, ListedConcept, scheme_at
from danhmuc.vocab.terms import DCT

from ..workbook_marks.cell_marks import MAX_TEXT, cell_name, column_name
from .cell_values import day_of_number, find_agency, find_concept, shown_name, split_values
from .foreign_headings import ColumnMatch, How, SheetNames, is_phrase_in
from .foreign_tables import ForeignCells, ForeignColumn, ForeignTable, Place, RowKind
from .opened_book import CellValue
from .sheet_shapes import ColumnShape, SheetShape

# ---------------------------------------------------------------- foreign new rows
# Rows of the workbook that are made of a foreign one.


@dataclass(slots=True)
class NewRow:
    """A row of the workbook.

    Attributes:
        sheet: its sheet.
        cells: texts by IRI of the column.
        origin: sheet and row of the old book.
        holder: the row that it is a part of; None if it is a record.
        proposed: IRIs of the columns whose value was made by danhmuc because that was asked for.
    """

    sheet: SheetShape
    cells: dict[str, str]
    origin: tuple[str, int]
    holder: NewRow | None = None
    proposed: set[str] = field(default_factory=set)


# ---------------------------------------------------------------- foreign values
# Values of a foreign book as the new workbook has them: as they are, except where reading would understand them alike.
#
# A name, a code or an IRI of a code list becomes the name that the drop-down shows, a day the form that Vietnam writes,
# the full name of one agency in force its code. Anything else stays text, so that `validate` finds it.

_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


class ForeignValues:
    """Renders values for the columns of the workbook.

    Args:
        lists: the code lists by their IRIs.
        is_1904: whether the days of the book are counted from 1904.
    """

    def __init__(self, lists: Mapping[str, CodeList], language: str, *, is_1904: bool) -> None:
        self._lists, self._language, self._is_1904 = lists, language, is_1904
        self._names: dict[tuple[tuple[str, ...], str], str | None] = {}

    def render(self, column: ColumnShape, value: CellValue, text: str) -> str:
        """The text of a cell of the new workbook."""
        if column.kind == "date":
            return self._day(value) or text
        if column.kind == "concept":
            return "; ".join(self._concept(column.code_lists, one) or one for one in split_values(text))
        if column.kind == "agency":
            return self._agencies(column, text)
        return text

    def _agencies(self, column: ColumnShape, text: str) -> str:
        """The codes of agencies, of each where a column takes several; a name that has a comma or an "and" is one."""
        names = split_values(text) if column.is_list else [text]
        return "; ".join(self._agency(column.code_lists, one) or one for one in names)

    def _agency(self, lists: tuple[str, ...], name: str) -> str | None:
        if (lists, name) not in self._names:
            found = {
                one.iri: one.code for iri in lists if iri in self._lists if (one := find_agency(self._lists[iri], name))
            }
            self._names[lists, name] = next(iter(found.values())) if len(found) == 1 else None
        return self._names[lists, name]

    def _day(self, value: CellValue) -> str | None:
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = day_of_number(value, is_1904=self._is_1904) or value
        if isinstance(value, datetime) and value.time() == time():
            value = value.date()
        if not isinstance(value, date) or isinstance(value, datetime):
            return None
        return f"{value.day:02}/{value.month:02}/{value.year}"

    def _concept(self, lists: tuple[str, ...], text: str) -> str | None:
        if (lists, text) not in self._names:
            found = (find_concept(self._lists[iri], text) for iri in lists if iri in self._lists)
            concept = next((one for one in found if one is not None), None)
            self._names[lists, text] = None if concept is None else shown_name(concept, self._language)
        return self._names[lists, text]


def writable_text(text: str) -> str:
    r"""The text with characters that no workbook can hold in the notation of Office Open XML.

    >>> writable_text("a\x0bb"), writable_text("_x000B_")
    ('a_x000B_b', '_x005F_x000B_')
    """
    return _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


# ---------------------------------------------------------------- foreign proposals
# Values that the title of a table or the number of an annex proposes for a column; they are filled in only if asked.
#
# Which columns have proposals, and by which list of annexes, is stated in the profile (``dmv:proposedBy``).


@dataclass(slots=True)
class Proposal:
    """A value that a title proposes.

    Attributes:
        table: name of the sheet of the old book.
        rows: numbers of the first and the last row below the head.
        sheet, column: of the workbook.
        value: as the drop-down shows it.
        basis: the text of the title, or the annex with its name, that says so.
        count: number of rows that it is proposed for, since they have no value.
    """

    table: str
    rows: tuple[int, int]
    sheet: SheetShape
    column: ColumnShape
    value: str
    basis: str
    count: int = 0


def find_proposals(table: ForeignTable, lists: Mapping[str, CodeList], language: str) -> Iterator[Proposal]:
    """The values that the titles of a table propose."""
    if table.sheet is None or not table.rows:
        return
    for column in table.sheet.columns:
        annexes = None if column.proposed_by is None else scheme_at(column.proposed_by)
        if annexes is None:
            continue
        concepts = [one for iri in column.code_lists if iri in lists for one in lists[iri]]
        found = _find_proposed(concepts, annexes, table.titles)
        if found is not None:
            concept, basis = found
            span = (min(table.rows), max(table.rows))
            yield Proposal(table.cells.name, span, table.sheet, column, shown_name(concept, language), basis)


def fill_proposals(proposals: Sequence[Proposal], rows: Mapping[str, Sequence[NewRow]], *, fill: bool) -> None:
    """Count the rows that lack the value, and fill it in if that is asked for; rows keep the values that they have."""
    for one in proposals:
        for row in rows.get(one.sheet.iri, ()):
            name, number = row.origin
            is_of_table = name == one.table and one.rows[0] <= number <= one.rows[1]
            if is_of_table and one.column.iri not in row.cells:
                one.count += 1
                if fill:
                    row.cells[one.column.iri] = one.value
                    row.proposed.add(one.column.iri)


def _find_proposed(
    concepts: Sequence[ListedConcept], annexes: CodeList, titles: Sequence[str]
) -> tuple[ListedConcept, str] | None:
    """The one concept that the titles name, and the text that does; else the one that the name of the annex does."""
    named = _find_named(concepts, titles)
    numbered = [one for one in annexes if any(_names_annex(one, text) for text in titles)]
    by_annex = None
    # Some number their annexes otherwise: then the title counts, which names another one.
    titled = {one.code for one, _ in _find_named(list(annexes), titles)}
    if len(numbered) == 1 and (not titled or numbered[0].code in titled):
        label = numbered[0].label("vi")
        found = _find_named(concepts, [label])
        if len(found) == 1:
            by_annex = (found[0][0], f"{numbered[0].code}: {label}")
    return named[0] if len(named) == 1 else by_annex


def _find_named(concepts: Sequence[ListedConcept], texts: Sequence[str]) -> list[tuple[ListedConcept, str]]:
    """The concepts whose names stand in texts, without those whose name is only a part of a longer one there."""
    found: dict[str, tuple[ListedConcept, str]] = {}
    for text in texts:
        names = [(one, one.label("vi")) for one in concepts if is_phrase_in(one.label("vi"), text)]
        for one, name in names:
            is_part = any(other != name and is_phrase_in(name, other) for _, other in names)
            if not is_part:
                found.setdefault(one.iri, (one, text))
    return list(found.values())


def _names_annex(annex: ListedConcept, text: str) -> bool:
    return is_phrase_in(annex.code, text) or any(is_phrase_in(name, text) for name in annex.alt_labels.get("vi", ()))


# ---------------------------------------------------------------- foreign rows

TextKind = Literal["above", "below", "group", "total", "units", "head", "formula"]
"""Kinds of texts that are listed alone: above and below tables, names of groups, totals, numbers of columns, repeated
heads, and formulas without a stored result or with an error."""
BETWEEN: Final = " | "
"""Between the texts of several cells."""
_KINDS: Final[Mapping[RowKind, TextKind]] = {
    "below": "below",
    "group": "group",
    "head": "head",
    "total": "total",
    "units": "units",
}


@dataclass(slots=True)
class Placement:
    """The place that a column of a table got.

    Attributes:
        table: name of the sheet of the old book.
        row: that of the heading.
        place: of the column in the old book, in letters.
        heading: its text; empty if it has none.
        sheet, column: of the workbook; None if the column was not placed.
        how: the way in which the column was found; "number" for one that counts the rows, "repeated" for a second one
            of the same meaning.
        values: number of cells below it that were taken.
        changed: how many of them got the name of their code or the form of a day.
        filled: how many more cells got a value from merged cells.
    """

    table: str
    row: int
    place: str
    heading: str
    sheet: SheetShape | None
    column: ColumnShape | None
    how: How | Literal["number", "repeated"]
    values: int = 0
    changed: int = 0
    filled: int = 0


@dataclass(slots=True)
class UnplacedRow:
    """The values of a row of the old book that no column took.

    Attributes:
        table, row: sheet and row of the old book.
        number: its number in the table; empty if it has none.
        group: the group that it stands in; empty if there is none.
        code, name: of the record.
        new_rows: the rows that were made of it.
        values: texts by heading.
    """

    table: str
    row: int
    number: str = ""
    group: str = ""
    code: str = ""
    name: str = ""
    new_rows: list[NewRow] = field(default_factory=list)
    values: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ListedText:
    """The texts of a row that are no values, from its first cell on; or a cell without a value.

    Attributes:
        table: name of the sheet of the old book.
        cells: number of the cells; 0 if there is no text.
    """

    table: str
    cell: str
    kind: TextKind
    text: str
    cells: int


@dataclass(slots=True)
class ForeignRows:
    """All cells of a book, by the place that they got.

    Attributes:
        rows: of each sheet of the workbook, by its IRI.
        placements: of all columns of all tables.
        unplaced: rows that have more than the columns took.
        listed: texts around tables.
        proposals: of values that titles name.
        refused: rows that are, or may be, marked as a state secret: sheet and number.
        cells: number of cells that are not blank.
        headings, placed, beside, refused_cells: how many of them are headings, in a column of the workbook, on the
            sheet of what was not placed, and in refused rows; the others are listed.
        hidden: number of hidden rows, by sheet.
    """

    rows: dict[str, list[NewRow]] = field(default_factory=dict)
    placements: list[Placement] = field(default_factory=list)
    unplaced: list[UnplacedRow] = field(default_factory=list)
    listed: list[ListedText] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    refused: list[tuple[str, int]] = field(default_factory=list)
    cells: int = 0
    headings: int = 0
    placed: int = 0
    beside: int = 0
    refused_cells: int = 0
    hidden: dict[str, int] = field(default_factory=dict)


class RowPlacer:
    """Places the rows of the sheets of one book.

    Args:
        names: those of all sheets of the workbook.
    """

    def __init__(self, names: Sequence[SheetNames], values: ForeignValues) -> None:
        self._names, self._values = names, values
        self.found = ForeignRows()

    def place(self, cells: ForeignCells, tables: Sequence[ForeignTable], refused: set[int]) -> None:
        """Place the cells of a sheet.

        Args:
            refused: numbers of rows of which nothing is taken.
        """
        found = self.found
        found.cells += len(cells.texts)
        if cells.hidden & cells.rows.keys():
            found.hidden[cells.name] = len(cells.hidden & cells.rows.keys())
        left = set(cells.texts)
        for row in sorted(refused):
            found.refused.append((cells.name, row))
            gone = {(row, column) for column in cells.rows[row]}
            found.refused_cells += len(gone)
            left -= gone
        for table in tables:
            heads = left & {(row, column) for row in table.head for column in cells.rows.get(row, ())}
            found.headings += len(heads)
            left -= heads
            left -= _TablePlacer(self, table, refused).place()
        self._list_rest(cells, tables, left)

    def _list_rest(self, cells: ForeignCells, tables: Sequence[ForeignTable], left: set[Place]) -> None:
        """List the texts that are left, and cells without a value."""
        kinds = {row: _KINDS[kind] for table in tables for row, kind in table.rows.items() if kind in _KINDS}
        first = min((table.head[0] for table in tables), default=max(cells.rows, default=0) + 1)
        by_row: dict[int, list[int]] = {}
        for row, column in sorted(left):
            by_row.setdefault(row, []).append(column)
        for row, columns in by_row.items():
            kind = kinds.get(row, "above" if row < first else "below")
            text = BETWEEN.join(cells.texts[row, column] for column in columns)
            self.found.listed.append(ListedText(cells.name, cell_name(row, columns[0]), kind, text, len(columns)))
        for place in cells.without_value:
            self.found.listed.append(ListedText(cells.name, cell_name(*place), "formula", "", 0))

    def parts_of(self, sheet: SheetShape) -> Iterator[SheetNames]:
        """The sheets whose rows are parts of the rows of a sheet."""
        for names in self._names:
            join = names.sheet.join
            if join is not None and join.of_sheet == sheet.iri:
                yield names

    def names_of(self, sheet: SheetShape) -> SheetNames:
        """The names of a sheet."""
        return next(one for one in self._names if one.sheet.iri == sheet.iri)

    def value(self, column: ColumnShape, cells: ForeignCells, place: Place) -> str:
        """The value of a cell for a column."""
        return self._values.render(column, cells.values[place], cells.texts[place])


class _TablePlacer:
    """Places the rows of one table."""

    def __init__(self, placer: RowPlacer, table: ForeignTable, refused: set[int]) -> None:
        self._placer, self._table, self._found, self._refused = placer, table, placer.found, refused
        self._columns: dict[int, Placement] = {}
        widest = max((one.place for one in table.columns), default=0)
        beyond = {column for row in table.rows for column in table.cells.rows[row] if column > widest}
        before = {column for row in table.rows for column in table.cells.rows[row] if column < table.columns[0].place}
        others = [ForeignColumn(place, ()) for place in sorted(before | beyond)]
        for column in sorted([*table.columns, *others], key=lambda one: one.place):
            self._columns[column.place] = self._placement(column)

    def _placement(self, column: ForeignColumn) -> Placement:
        table = self._table
        sheet, match = self._meaning(column)
        how: How | Literal["number", "repeated"] = match.how
        if column.place == table.numbers:
            how = "number"
        elif match.column is not None and any(one.column == match.column for one in self._columns.values()):
            sheet, match, how = None, ColumnMatch(None, "none"), "repeated"
        return Placement(
            table=table.cells.name,
            row=table.head[0],
            place=column_name(column.place),
            heading=column.heading,
            sheet=sheet if match.column is not None else None,
            column=match.column,
            how=how,
        )

    def _meaning(self, column: ForeignColumn) -> tuple[SheetShape | None, ColumnMatch]:
        """The sheet and the column that a heading means: of the table's own sheet, else of one of its parts."""
        table = self._table
        if table.sheet is None or not column.levels or column.place == table.numbers:
            return None, ColumnMatch(None, "none")
        own = self._placer.names_of(table.sheet).find(column.levels)
        if own.how in ("name", "other-name"):
            return table.sheet, own
        parts = [(names.sheet, names.find(column.levels)) for names in self._placer.parts_of(table.sheet)]
        exact = [one for one in parts if one[1].column is not None and one[1].how in ("name", "other-name")]
        exact = [one for one in exact if one[1].column is not None and not one[1].column.joins]
        if exact:
            return exact[0] if len(exact) == 1 else (None, ColumnMatch(None, "several"))
        return table.sheet, own

    # ------------------------------------------------------------ rows

    def place(self) -> set[Place]:
        """Place the rows; returns the places of the cells that were taken."""
        table, cells = self._table, self._table.cells
        taken: set[Place] = set()
        above: dict[Place, NewRow] = {}
        for row in sorted(table.rows):
            if row in self._refused or table.rows[row] not in ("data", "nameless"):
                continue
            taken |= {(row, column) for column in cells.rows[row]}
            beside = UnplacedRow(cells.name, row, group=table.groups.get(row, ""))
            tops = {cells.tops[row, key] for key in table.keys if (row, key) in cells.tops}
            continued = next((above[top] for top in tops if top in above and top[0] < row), None)
            if table.rows[row] == "data" and table.sheet is not None:
                new = continued or self._new_row(table.sheet, row)
                above.update(dict.fromkeys((top for top in tops if top[0] == row), new))
                self._fill(new, row, beside, goes_on=continued is not None)
            else:
                self._put_beside(row, beside)
            if beside.values or beside.number or beside.group or self._lacks_code(beside):
                self._found.unplaced.append(beside)
        self._found.placements += self._columns.values()
        return taken

    def _new_row(self, sheet: SheetShape, row: int, holder: NewRow | None = None) -> NewRow:
        new = NewRow(sheet, {}, (self._table.cells.name, row), holder)
        self._found.rows.setdefault(sheet.iri, []).append(new)
        return new

    def _fill(self, new: NewRow, row: int, beside: UnplacedRow, *, goes_on: bool) -> None:
        """Fill in a row and the rows of its parts; what has no place stands beside it."""
        cells = self._table.cells
        beside.new_rows.append(new)
        parts: dict[str, NewRow] = {}
        for place, placement in self._columns.items():
            source = self._source(row, place, goes_on=goes_on)
            if source is None:
                continue
            text, column, sheet = cells.texts[source], placement.column, placement.sheet
            is_own = source == (row, place)
            if column is None or sheet is None:
                self._put_value(beside, placement, text, is_own=is_own)
                continue
            target = new
            if sheet.iri != new.sheet.iri:
                if sheet.iri not in parts:
                    parts[sheet.iri] = self._new_row(sheet, row, new)
                    beside.new_rows.append(parts[sheet.iri])
                target = parts[sheet.iri]
            value = self._placer.value(column, cells, source)
            old = target.cells.get(column.iri)
            if old is not None and column.is_list and value != old:
                value = "; ".join(dict.fromkeys((*split_values(old), *split_values(value))))
            elif old is not None and value != old:
                self._put_value(beside, placement, text, is_own=is_own)
                continue
            if len(value) > MAX_TEXT:
                self._put_value(beside, placement, text, is_own=is_own)
                continue
            target.cells[column.iri] = value
            placement.changed += is_own and value != text
            placement.values += is_own
            placement.filled += not is_own
            self._found.placed += is_own
        beside.code = new.cells.get(new.sheet.code.iri, "") if new.sheet.code is not None else ""
        title = next((one for one in new.sheet.columns if one.path == (DCT.title,)), None)
        beside.name = new.cells.get(title.iri, "") if title is not None else ""

    def _source(self, row: int, place: int, *, goes_on: bool) -> Place | None:
        """The cell that a row has its value from: its own, or the first one of cells merged below each other."""
        cells = self._table.cells
        if (row, place) in cells.texts:
            return row, place
        top = cells.tops.get((row, place))
        if top is None or goes_on or top[1] != place or top[0] >= row or top[0] in self._refused:
            return None
        return top if top[0] in self._table.rows else None

    def _put_beside(self, row: int, beside: UnplacedRow) -> None:
        for place, placement in self._columns.items():
            if (row, place) in self._table.cells.texts:
                self._put_value(beside, placement, self._table.cells.texts[row, place], is_own=True)

    def _put_value(self, beside: UnplacedRow, placement: Placement, text: str, *, is_own: bool) -> None:
        if placement.how == "number":
            beside.number = text
        else:
            beside.values.append((placement.heading or placement.place, text))
        self._found.beside += is_own
        if placement.column is None:
            placement.values += is_own

    def _lacks_code(self, beside: UnplacedRow) -> bool:
        return bool(beside.new_rows) and beside.new_rows[0].sheet.code is not None and not beside.code
