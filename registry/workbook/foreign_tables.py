"""Tables on the sheets of a foreign book, and their cells: where the head stands, which rows are data.

Tables on the sheets of a foreign book: where the head stands, which rows are data, and what stands around them.

A head is known by its headings. Rows below it are data, unless they name a group, number the columns, repeat the head,
add up, or stand below the last one that is surely data; nothing is left out, each row is of one kind.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from danhmuc.vocab.concepts.legal_acts import words_of

from ..record.secrecy import is_mark_name
from .cell_values import cell_text, clean_text
from .foreign_headings import LONGEST_HEADING, ColumnMatch, SheetNames, heading_words, is_key, is_phrase_in
from .opened_book import BookSheet, CellValue
from .sheet_shapes import SheetShape

# ---------------------------------------------------------------- foreign cells
# The cells of a sheet that has no known form, by row and column, with what is merged and what has no value.

_MOST_MERGED: Final = 1_000_000
"""Cells within merged areas that are looked at; of further areas the first cell counts alone."""

Place: TypeAlias = tuple[int, int]
"""A row and a column, from 1."""
Area: TypeAlias = tuple[int, int, int, int]
"""First row and column, last row and column."""


@dataclass(slots=True)
class ForeignCells:
    """The cells of one sheet.

    Attributes:
        name: of the sheet.
        texts: of cells that are not empty, by place.
        values: of the same cells, as the file has them.
        rows: columns of the cells of each row, by its number; in order.
        tops: the first cell of the merged area that covers a place, by that place; of areas of several cells alone.
        areas: merged areas by their first row: first row and column, last row and column.
        without_value: cells with a formula whose result is not stored, or with an error.
        hidden: numbers of hidden rows.
        is_hidden: whether the sheet is.
    """

    name: str
    texts: dict[Place, str] = field(default_factory=dict)
    values: dict[Place, CellValue] = field(default_factory=dict)
    rows: dict[int, list[int]] = field(default_factory=dict)
    tops: dict[Place, Place] = field(default_factory=dict)
    areas: dict[int, list[Area]] = field(default_factory=dict)
    without_value: list[Place] = field(default_factory=list)
    hidden: frozenset[int] = frozenset()
    is_hidden: bool = False

    def at(self, row: int, column: int) -> str:
        """The text of a cell; of a merged one, of its area; empty if there is none."""
        place = (row, column)
        return self.texts.get(place) or self.texts.get(self.tops.get(place, place), "")

    def own(self, row: int, column: int) -> str:
        """The text that stands in a cell itself."""
        return self.texts.get((row, column), "")

    def areas_of(self, rows: Iterable[int]) -> Iterator[Area]:
        """The merged areas that begin in some rows."""
        for row in rows:
            yield from self.areas.get(row, ())

    def row_texts(self, row: int) -> list[str]:
        """The texts of a row from left to right."""
        return [self.texts[row, column] for column in self.rows.get(row, ())]


def read_cells(sheet: BookSheet) -> ForeignCells:
    """Read the cells of a sheet that are not blank."""
    facts = sheet.facts
    found = ForeignCells(sheet.name, hidden=frozenset(facts.hidden), is_hidden=sheet.is_hidden)
    for row, cells in sheet.rows:
        for column, value in enumerate(cells, 1):
            text = clean_text(cell_text(value)) if value != "" else ""
            width = facts.zeros.get((row, column))
            if width is not None and text.isdigit():
                text = text.zfill(width)
            if text:
                found.texts[row, column] = text
                found.values[row, column] = value
                found.rows.setdefault(row, []).append(column)
    last = max(found.rows, default=0)
    width = max((columns[-1] for columns in found.rows.values()), default=0)
    covered = 0
    for first_row, first_column, last_row, last_column in sheet.merged:
        # An area may reach over all rows that a sheet can have.
        area = (first_row, first_column, min(last_row, last), min(last_column, width))
        covers = (area[2] - area[0] + 1) * (area[3] - area[1] + 1)
        if (first_row, first_column) in found.texts and covers > 1 and covered + covers <= _MOST_MERGED:
            covered += covers
            found.areas.setdefault(area[0], []).append(area)
            for row in range(area[0], area[2] + 1):
                for column in range(area[1], area[3] + 1):
                    found.tops[row, column] = area[:2]
    found.without_value = sorted({*facts.unsaved, *facts.errors})
    return found


# ---------------------------------------------------------------- foreign tables

RowKind = Literal["data", "group", "total", "units", "head", "below", "nameless"]
"""Kinds of rows below a head; a nameless one may be data, but says neither code nor name."""

MAX_TABLES: Final = 500
"""Tables on one sheet."""
_HEAD_ROWS: Final = 3
_LABELLED: Final = 2
"""Cells of a row that is a label and its value."""
_TITLE_ROWS: Final = 12
"""Rows above a head that may be its title."""
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)*[.)]?")
_UNIT: Final = re.compile(r"\(?\[?(?:[0-9]{1,2}|[A-Za-z])\]?\)?(?: ?= ?[0-9()+\-*/ ]+)?")
_GROUP_NUMBER: Final = re.compile(r"(?:[IVXLC]+|[A-ZĐ])[.)\-–:]?")
_GROUP: Final = re.compile(r"(?:[IVXLC]+|[A-ZĐ])\s*[.)\-–:/]\s*\S.*", re.DOTALL)
_TOTAL: Final = frozenset({"tong", "tong cong", "tong so", "cong", "total", "tong cong so"})
_AMOUNT: Final = re.compile(r"[0-9][0-9 .,]*\w{0,12}")


@dataclass(frozen=True, slots=True)
class ForeignColumn:
    """One column of a table.

    Attributes:
        place: its number, from 1.
        levels: texts of its heading from top to bottom; empty if it has none.
    """

    place: int
    levels: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The heading as one line."""
        return " / ".join(" ".join(one.split()) for one in self.levels)


@dataclass(slots=True)
class ForeignTable:
    """One table.

    Attributes:
        cells: of its sheet.
        head: numbers of the rows of its head.
        columns: from left to right.
        numbers: place of the column that counts its rows; None if there is none.
        titles: texts above it, and the name of the sheet.
        sheet: the sheet of the workbook that its rows belong to; None if that is not clear.
        matches: what its headings mean on that sheet, by place.
        rows: kind of each row below the head, by number.
        groups: text of the group of each row, by number.
    """

    cells: ForeignCells
    head: list[int]
    columns: list[ForeignColumn]
    numbers: int | None
    titles: list[str] = field(default_factory=list)
    sheet: SheetShape | None = None
    matches: dict[int, ColumnMatch] = field(default_factory=dict)
    rows: dict[int, RowKind] = field(default_factory=dict)
    groups: dict[int, str] = field(default_factory=dict)

    @property
    def keys(self) -> list[int]:
        """The places of the columns that tell which record a row is."""
        found = [
            place
            for place, match in self.matches.items()
            if self.sheet is not None and match.column is not None and is_key(self.sheet, match.column)
        ]
        others = [one.place for one in self.columns if one.place != self.numbers]
        return found or others[:1]


class TableFinder:
    """Finds the tables of sheets.

    Args:
        names: those of all sheets of the workbook.
        number_keys: keys of the headings of row numbers.
    """

    def __init__(self, names: Sequence[SheetNames], number_keys: frozenset[str]) -> None:
        self._names, self._number_keys = names, number_keys

    def tables(self, cells: ForeignCells) -> list[ForeignTable]:
        """The tables of a sheet, from top to bottom; one more than `MAX_TABLES` if there are too many."""
        found: list[ForeignTable] = []
        numbers = list(cells.rows)
        at = 0
        while at < len(numbers):
            row = numbers[at]
            current = found[-1] if found else None
            if not self._is_head(cells, row, current):
                at += 1
                continue
            head = self._head_rows(cells, row, 0 if current is None else current.head[-1])
            table = self._table(cells, head)
            if current is not None and [one.levels for one in table.columns] == [one.levels for one in current.columns]:
                # The head of a further printed page.
                current.rows.update(dict.fromkeys(head, "head"))
            else:
                found.append(table)
                if len(found) > MAX_TABLES:
                    break
            while at < len(numbers) and numbers[at] <= head[-1]:
                at += 1
        for number, table in enumerate(found):
            end = found[number + 1].head[0] if number + 1 < len(found) else numbers[-1] + 1
            start = found[number - 1].head[-1] if number else 0
            self._choose_sheet(table, numbers[bisect_right(numbers, start) : bisect_left(numbers, table.head[0])])
            self._sort_rows(table, numbers[bisect_right(numbers, table.head[-1]) : bisect_left(numbers, end)])
        return found

    # ------------------------------------------------------------ heads

    def _is_head(self, cells: ForeignCells, row: int, current: ForeignTable | None) -> bool:
        """Whether a row has headings of one sheet, at least two, of which row numbers may be one."""
        texts = cells.row_texts(row)
        if max(map(len, texts)) > LONGEST_HEADING:
            return False
        if current is not None and current.numbers is not None and _NUMBER.fullmatch(cells.own(row, current.numbers)):
            return False
        counted = any(self._is_number_heading(one) for one in texts)
        for names in self._names:
            found = {match.column.iri for one in texts if (match := names.find_equal(one)).column is not None}
            if found and len(found) + counted >= 2:
                return True
        return False

    def _is_number_heading(self, text: str) -> bool:
        return len(text) <= LONGEST_HEADING and heading_words(text) in self._number_keys

    def _head_rows(self, cells: ForeignCells, row: int, after: int) -> list[int]:
        """The rows of the head around one of them."""
        head = [row]
        left, right = cells.rows[row][0], cells.rows[row][-1]
        while len(head) < _HEAD_ROWS and head[0] - 1 > after:
            if not self._is_upper(cells, head[0] - 1, head[0], left, right):
                break
            head.insert(0, head[0] - 1)
        while len(head) < _HEAD_ROWS and self._is_lower(cells, head, head[-1] + 1):
            head.append(head[-1] + 1)
        return head

    def _is_upper(self, cells: ForeignCells, row: int, below: int, left: int, right: int) -> bool:
        """Whether a row has headings of several columns of the row below it each, or reaches down into it."""
        columns = cells.rows.get(row)
        texts = cells.row_texts(row) if columns is not None else []
        # "Đơn vị tính: hộ" says something of the table, and is no heading.
        if columns is None or max(map(len, texts)) > LONGEST_HEADING or any(":" in one for one in texts):
            return False
        if len(texts) == _LABELLED and is_mark_name(texts[0]):
            return False
        for _, first_column, last_row, last_column in cells.areas_of(range(row - _HEAD_ROWS + 1, row + 1)):
            if row <= last_row <= below + 1:
                # A title may be merged over most of the table.
                is_title = len(columns) == 1 and (last_column - first_column + 1) * 2 >= right - left + 1
                if not is_title and (last_column > first_column or last_row >= below):
                    return True
        if cells.areas:
            return False
        # In a file without merged cells: texts that span blanks to their right, which have texts below them.
        inside = all(left <= one <= right and cells.own(below, one) for one in columns)
        spans = {one for one in columns if not cells.own(row, one + 1) and cells.own(below, one + 1)}
        known = {one for one in columns if self._names_column(cells.own(row, one))}
        # One text alone is a title rather than a heading, unless it is known as one.
        is_heading = len(columns) > 1 or (columns[0] > left and columns[0] in known)
        return inside and bool(spans) and spans | known == set(columns) and is_heading

    def _names_column(self, text: str) -> bool:
        return any(names.find_equal(text).how != "none" for names in self._names)

    def _is_lower(self, cells: ForeignCells, head: list[int], row: int) -> bool:
        """Whether a row says more about headings above it."""
        columns, last = cells.rows.get(row), head[-1]
        if columns is None or max(map(len, cells.row_texts(row))) > LONGEST_HEADING:
            return False
        if _is_unit_row(cells, row, is_first=True):
            return False
        if any(last_row >= row for _, _, last_row, _ in cells.areas_of(head)):
            return True
        for _, first_column, last_row, last_column in cells.areas_of([last]):
            if last_row == last and last_column > first_column:
                under = [one for one in columns if first_column <= one <= last_column]
                if len(under) > 1 and len(under) == len(columns):
                    return True
        if cells.areas:
            return False
        # A head of several rows in a file without merged cells: texts stand below blanks and below what spans them.
        blanks = {one for one in columns if not cells.own(last, one)}
        spans = {one - 1 for one in blanks} & set(columns)
        return bool(spans) and set(columns) <= blanks | spans

    def _table(self, cells: ForeignCells, head: list[int]) -> ForeignTable:
        places = {column for row in head for column in cells.rows.get(row, ())}
        for _, first_column, _, last_column in cells.areas_of(head):
            places.update(range(first_column, last_column + 1))
        columns = [ForeignColumn(place, _levels(cells, head, place)) for place in range(min(places), max(places) + 1)]
        numbers = next((one.place for one in columns if self._is_number_heading(" ".join(one.levels))), None)
        return ForeignTable(cells, head, columns, numbers)

    # ------------------------------------------------------------ sheets

    def _choose_sheet(self, table: ForeignTable, above: Sequence[int]) -> None:
        """Choose the sheet whose names the headings have, if it is clear."""
        close = [row for row in above if row >= table.head[0] - _TITLE_ROWS]
        table.titles = [table.cells.name, *(text for row in close for text in table.cells.row_texts(row))]
        headings = [one.levels for one in table.columns if one.levels and one.place != table.numbers]
        scored: list[tuple[int, SheetNames, frozenset[str]]] = []
        for names in self._names:
            keys = _keys_among(names, headings)
            if keys:
                scored.append((_count_equal(names, headings), names, keys))
        titled = [one for one in scored if "title" in {key.partition(" ")[0] for key in one[2]}]
        scored = titled or scored
        chosen = self._choose(table, scored)
        if chosen is None:
            return
        table.sheet = chosen.sheet
        taken: set[str] = set()
        for column in table.columns:
            match = chosen.find(column.levels)
            if column.place == table.numbers or match.column is None:
                continue
            if match.column.iri not in taken:
                taken.add(match.column.iri)
                table.matches[column.place] = match

    def _choose(self, table: ForeignTable, scored: list[tuple[int, SheetNames, frozenset[str]]]) -> SheetNames | None:
        most = max((count for count, _, _ in scored), default=0)
        best = [one for one in scored if one[0] == most]
        if len(best) == 1:
            others = {key for one in scored if one is not best[0] for key in one[2]}
            # The code of a record is the same on each sheet, but a name may be that of anything.
            if not all(key.startswith("title ") for key in best[0][2]) or not best[0][2] <= others:
                return best[0][1]
        # One heading may mean the key of several sheets: then a title has to say which.
        named = [
            (len(words_of(title)), number)
            for number, (_, names, _) in enumerate(scored)
            for title in (*names.sheet.title.values(), *names.sheet.other_titles)
            if any(is_phrase_in(title, text) for text in table.titles)
        ]
        longest = max((length for length, _ in named), default=0)
        found = {number for length, number in named if length == longest}
        return scored[found.pop()][1] if len(found) == 1 else None

    # ------------------------------------------------------------ rows

    def _sort_rows(self, table: ForeignTable, rows: Sequence[int]) -> None:
        """Tell of each row below the head what it is."""
        kinds = self._plain_kinds(table, rows)
        rows = [row for row in rows if row not in kinds and row not in table.rows]
        is_counted = any(_number_of(table, row) for row in rows)
        before = {row: number for number, row in pairwise([table.head[-1], *sorted({*rows, *kinds, *table.rows})])}
        gaps = {row for row, number in before.items() if row > number + 1}
        sure = {row for row in rows if _is_surely_data(table, row, is_counted=is_counted, has_gap=row in gaps)}
        sure |= {row for row in rows if _goes_on(table, row, sure)}
        last, ended = max(sure, default=0), False
        for row in rows:
            has_key = any(table.cells.at(row, place) for place in table.keys)
            if row > last:
                # What stands below a note is no data either.
                ended = ended or row in gaps or not has_key or is_counted
            kinds[row] = "below" if ended else "data" if has_key else "nameless"
        group = ""
        for row in sorted(kinds):
            if kinds[row] == "group":
                group = " ".join(table.cells.row_texts(row))
            elif group and kinds[row] in ("data", "nameless"):
                table.groups[row] = group
        table.rows.update(kinds)

    def _plain_kinds(self, table: ForeignTable, rows: Sequence[int]) -> dict[int, RowKind]:
        """The rows that are plainly something else than data."""
        kinds: dict[int, RowKind] = {}
        is_first = True
        for row in rows:
            if row in table.rows:
                is_first = True
            elif _is_unit_row(table.cells, row, is_first=is_first):
                kinds[row] = "units"
            elif _is_total(table, row):
                kinds[row] = "total"
            elif _is_group(table, row):
                kinds[row] = "group"
            else:
                is_first = False
        return kinds


def _is_unit_row(cells: ForeignCells, row: int, *, is_first: bool) -> bool:
    """Whether a row numbers the columns, as ``(1) (2) (3)``, or, right below the head, ``A B 1 2``."""
    texts = cells.row_texts(row)
    if len(texts) < 2 or not all(_UNIT.fullmatch(one) for one in texts):
        return False
    counted = [int(found[0]) for one in texts if (found := re.match(r"[0-9]+", one.lstrip("([")))]
    bracketed = all(one.startswith(("(", "[")) for one in texts)
    steps = bool(counted) and all(second - first == 1 for first, second in pairwise(counted))
    is_counting = is_first and len(texts) >= 3 and counted[:2] == [1, 2] and len(counted) * 2 > len(texts) - 1
    return steps and (bracketed or is_counting)


def _number_of(table: ForeignTable, row: int) -> bool:
    """Whether a row is counted."""
    return table.numbers is not None and _NUMBER.fullmatch(table.cells.own(row, table.numbers)) is not None


def _goes_on(table: ForeignTable, row: int, sure: Collection[int]) -> bool:
    """Whether a row goes on with a record above it: the cell of its code or name is merged with that one's."""
    tops = (table.cells.tops.get((row, place)) for place in table.keys)
    return any(top is not None and top[0] < row and top[0] in sure for top in tops)


def _is_surely_data(table: ForeignTable, row: int, *, is_counted: bool, has_gap: bool) -> bool:
    """Whether a row is counted, as others are, or fills in enough of the columns."""
    cells = table.cells
    filled = [one.place for one in table.columns if one.place != table.numbers and cells.own(row, one.place)]
    if not filled:
        return False
    if is_counted and _number_of(table, row):
        return True
    width = sum(bool(one.levels) for one in table.columns) - (table.numbers is not None)
    has_key = any(cells.at(row, place) for place in table.keys)
    if is_counted:
        return has_key and not has_gap and len(filled) > max(2, width // 2)
    return has_key and len(filled) >= min(3, max(2, width))


def _levels(cells: ForeignCells, head: Sequence[int], place: int) -> tuple[str, ...]:
    """The texts above a column; each once."""
    texts: list[str] = []
    for number, row in enumerate(head):
        text = cells.at(row, place)
        if not text and not cells.areas and number + 1 < len(head) and cells.own(head[number + 1], place):
            # Without merged cells, a text spans the blanks to its right that have texts below them.
            left = place - 1
            while left > 0 and not cells.own(row, left) and cells.own(head[number + 1], left):
                left -= 1
            text = cells.own(row, left) if cells.own(head[number + 1], left) else ""
        if text and text not in texts:
            texts.append(text)
    return tuple(texts)


def _count_equal(names: SheetNames, headings: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]) -> int:
    """The number of columns that headings name by one of their names."""
    matches = (names.find_named(one) for one in headings)
    return len({one.column.iri for one in matches if one.column is not None})


def _keys_among(names: SheetNames, headings: Sequence[tuple[str, ...]]) -> frozenset[str]:
    """Headings that mean a key of the sheet, each with the word code or title before it."""
    found: set[str] = set()
    for levels in headings:
        match = names.find_named(levels)
        if match.column is not None and is_key(names.sheet, match.column):
            found.add(("title " if match.column.language else "code ") + " ".join(levels))
    return frozenset(found)


def _is_total(table: ForeignTable, row: int) -> bool:
    """Whether a row adds up: it says so, and has numbers besides."""
    texts = table.cells.row_texts(row)
    labels = [one for one in texts if not _AMOUNT.fullmatch(one)]
    return len(labels) == 1 and " ".join(words_of(labels[0])) in _TOTAL


def _is_group(table: ForeignTable, row: int) -> bool:
    """Whether a row names a group: one text alone, numbered by letters or merged over most of the columns."""
    cells = table.cells
    texts = {place: cells.own(row, place) for place in cells.rows[row]}
    number = texts.get(table.numbers or 0, "")
    if table.numbers is not None and _GROUP_NUMBER.fullmatch(number) and len(texts) == 2:
        return True
    if len(texts) != 1:
        return False
    ((place, text),) = texts.items()
    if _NUMBER.fullmatch(text) or len(text) > LONGEST_HEADING:
        return False
    if _GROUP.fullmatch(text) and (place == table.numbers or place == table.columns[0].place or place in table.keys):
        return True
    width = next((last - first + 1 for _, first, _, last in cells.areas_of([row]) if first == place), 1)
    return width * 2 > len(table.columns)
