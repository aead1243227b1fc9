"""The cells that findings of rules are about, and what they are called there.

A rule speaks of properties; whoever fills in a workbook sees headings. What reading noticed about a cell and left to
the rule that looks at it becomes the message of that rule's finding: severity and code are the rule's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import NamedNode

from danhmuc.shapes.messages.validating import AdviceText
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Message, Sentence
from danhmuc.vocab.reading import Subject
from danhmuc.vocab.terms import DCAT

from ..messages.workbooks import WorkbooksText
from .row_mapping import BookRow
from .sheet_shapes import ColumnShape

_MISSING: Final = {
    "violation": WorkbooksText.CELL_MISSING,
    "warning": WorkbooksText.CELL_ADVISED,
    "info": WorkbooksText.CELL_ADVISED,
}


@dataclass(frozen=True, slots=True)
class _Taken:
    """A row that became a node."""

    row: BookRow
    node: str


@dataclass(frozen=True, slots=True)
class _Naming:
    """A row that names an agency, and the column in which it does."""

    row: BookRow
    column: ColumnShape


class CellPlaces:
    """The rows that describe each record, so that findings of rules get their cell."""

    def __init__(self) -> None:
        self._rows: dict[str, list[_Taken]] = {}
        self._agencies: dict[str, _Naming] = {}

    def add(self, record: str, row: BookRow, node: Subject) -> None:
        """Note that a row describes a record or a part of it."""
        self._rows.setdefault(record, []).append(_Taken(row, node.value))

    def add_agency(self, agency: str, row: BookRow, column: ColumnShape) -> None:
        """Note that a row names an agency: the first one, or better that of the catalogue, which describes it."""
        known = self._agencies.get(agency)
        if known is None or (row.sheet.row_class == DCAT.Catalog != known.row.sheet.row_class):
            self._agencies[agency] = _Naming(row, column)

    def has_row(self, record: str) -> bool:
        """Whether a row describes a record; an agency is only named."""
        return record in self._rows

    def place_finding(self, record: str, finding: Finding) -> Finding | None:
        """The finding with the cell that it is about, in words of the workbook; else with the row alone.

        None where a finding of the reading in that cell is the reason: for one that cannot be verified, and for a
        value that is missing because it could not be read, if that is graver.
        """
        if finding.document is not None:
            return finding
        taken = self._rows.get(record)
        if taken is None:
            named = self._agencies.get(record)
            return finding if named is None else _in_naming(named, finding)
        own = next((one for one in taken if one.node == finding.focus), None)
        # What cannot be told of a node within a record may be in any of its rows, first in those of parts.
        rows = [own.row] if own is not None else [one.row for one in taken]
        for row in rows:
            fields = row.sheet.fields.get(finding.code, ())
            column = _column(row, finding, fields, is_own=own is not None)
            if column is not None:
                return _in_cell(row, column, finding, is_one_field=len(fields) < 2)
        return replace(finding, document=rows[0].document, line=rows[0].number)


def _in_naming(named: _Naming, finding: Finding) -> Finding:
    """The finding about an agency in the cell that says what it is about, else in the cell of its code."""
    row, code = named.row, named.column
    beside = [one for one in row.sheet.columns if one.path[:-1] == code.path[:-1] and one.iri in row.places]
    column = next((one for one in beside if one.path[-1].value == finding.path), code)
    return replace(finding, document=row.document, line=row.number, column=row.places[column.iri])


def _column(row: BookRow, finding: Finding, fields: tuple[NamedNode, ...], *, is_own: bool) -> ColumnShape | None:
    """The column of a row that a finding is about."""
    if finding.path is None:
        return None
    columns = [one for one in row.sheet.columns if not one.joins and one.iri in row.places]
    if is_own:
        found = [one for one in columns if one.path[0].value == finding.path]
        inner = [one for field in fields for one in found if field in one.path[1:]]
        return next((one for one in inner if one.iri in row.cells), None) or next(iter([*inner, *found]), None)
    return next(_inner_columns(row, columns, finding.path), None)


def _inner_columns(row: BookRow, columns: list[ColumnShape], path: str) -> Iterator[ColumnShape]:
    """The columns of a node within the row: those that are filled in, then those beside one that is."""
    filled = [one for one in columns if one.iri in row.cells]
    yield from (one for one in filled if path in [step.value for step in one.path[1:]] or one.path[-1].value == path)
    for one in columns:
        for number, step in enumerate(one.path[1:], 1):
            if step.value == path and any(other.path[:number] == one.path[:number] for other in filled):
                yield one


def _in_cell(row: BookRow, column: ColumnShape, finding: Finding, *, is_one_field: bool) -> Finding | None:
    """The finding in its cell, with what reading noticed there."""
    place = row.places[column.iri]
    seen = [one for one in row.findings if one.column == place and one.layer != "repaired"]
    if seen and finding.layer == "cannot-verify":
        return None
    is_read = column.iri in row.cells
    if not is_read and finding.severity != "violation" and any(one.severity == "violation" for one in seen):
        return None
    placed = replace(finding, document=row.document, line=row.number, column=place)
    if finding.layer == "cannot-verify":
        return placed
    value = None if finding.has_blank_value else finding.value
    note = row.note_at(place, value)
    if note is not None:
        placed = replace(placed, message=_sentence(note, finding), fix=finding.fix or note.fix)
        if value is None:
            placed = replace(placed, value=note.value, value_language=None, value_datatype=None, value_about=None)
        return placed
    is_whole = is_one_field and (
        finding.has_blank_value
        or finding.path != column.path[0].value
        or sum(one.path[0] == column.path[0] for one in row.sheet.columns) == 1
        or len(column.path) == 1
    )
    if column.iri not in row.cells and value is None and is_whole:
        message = _MISSING[finding.severity](heading=row.names.heading(column))
        return replace(placed, message=message, value=None, value_about=None)
    return placed


def _sentence(note: Finding, finding: Finding) -> Sentence:
    """The sentence of the note, with the numbers of which the rule does not know which one is meant."""
    given = finding.message
    if isinstance(given, Message) and given.id == AdviceText.SIZE_UNCERTAIN.id and isinstance(note.message, Message):
        return AdviceText.SIZE_UNCERTAIN(**{**given.facts, "sentence": note.message})
    return note.message
