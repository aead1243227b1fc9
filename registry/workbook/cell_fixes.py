"""Certain fixes of findings, as values of cells.

A fix is taken if the cell, with the fix in it, is read as what the fix says and as nothing else, without a finding of
the reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.reading import Term
from danhmuc.vocab.terms import XSD

from ..json_records.value_terms import quoted_value
from .book_reading import BookReading
from .cell_values import find_concept, split_values, term_text
from .row_mapping import BookRow, CellText
from .sheet_shapes import ColumnShape

_PREFIX: Final = f"@prefix xsd: <{XSD.string.value.removesuffix('string')}> . <urn:x:s> <urn:x:p> "
_SCHEMES: Final = ("http://", "https://", "ftp://", "mailto:", "tel:", "urn:")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFix:
    """The value that a cell gets.

    Attributes:
        document: book and sheet.
        row, column: from 1.
        before: the text so far.
        finding: the first of those that it mends.
    """

    document: str
    row: int
    column: int
    value: str | int | date
    before: str
    heading: str
    finding: Finding

    @property
    def value_text(self) -> str:
        """The value as people write it."""
        return f"{self.value:%d/%m/%Y}" if isinstance(self.value, date) else str(self.value)


def find_fixes(reading: BookReading, findings: Iterable[Finding]) -> list[CellFix]:
    """The fixes that are certain, one for each cell, in the order of the cells.

    Args:
        findings: with their cells.
    """
    by_cell: dict[tuple[str, int, int], list[Finding]] = {}
    for one in findings:
        if one.fix is not None and one.document is not None and one.line is not None and one.column is not None:
            by_cell.setdefault((one.document, one.line, one.column), []).append(one)
    fixes = []
    for (document, number, place), found in sorted(by_cell.items(), key=lambda pair: pair[0]):
        where = reading.cell_at(document, number, place)
        fix = None if where is None else _Cell(reading, *where).fix(found)
        if fix is not None:
            fixes.append(fix)
    return fixes


class _Cell:
    """A cell that is to be fixed, value by value."""

    def __init__(self, reading: BookReading, row: BookRow, column: ColumnShape, cell: CellText) -> None:
        self._reading, self._row, self._column, self._cell = reading, row, column, cell
        self._parts = split_values(cell.text) if column.is_list else [cell.text]

    def fix(self, findings: Sequence[Finding]) -> CellFix | None:
        """The fix; None if none is certain."""
        fixed: dict[int, list[Term]] = {}
        mended: list[Finding] = []
        for one in findings:
            at = [number for number, part in enumerate(self._parts) if self._is_about(part, one)]
            terms = self._terms(one.fix or "")
            if len(at) != 1 or not terms or (len(terms) > 1 and not self._column.is_list):
                continue
            if fixed.setdefault(at[0], terms) != terms:
                return None  # two rules want it in two ways
            mended.append(one)
        texts: list[str] = []
        wanted: list[Term] = []
        for number, part in enumerate(self._parts):
            terms = fixed.get(number) or self._read(part)[0]
            found = [self._text(one) for one in terms] if number in fixed else [part]
            texts += [one for one in found if one is not None]
            wanted += terms
        text = ("\n" if "\n" in self._cell.text and ";" not in self._cell.text else "; ").join(dict.fromkeys(texts))
        terms, is_clean = self._read(text)
        if not mended or not is_clean or terms != list(dict.fromkeys(wanted)):
            return None
        return CellFix(
            document=self._row.document,
            row=self._row.number,
            column=self._cell.column,
            value=self._value(terms, text),
            before=self._cell.text,
            heading=self._row.names.heading(self._column),
            finding=mended[0],
        )

    def _is_about(self, part: str, finding: Finding) -> bool:
        """Whether a finding is about one of the values of the cell."""
        terms = [one.value for one in self._read(part)[0] if isinstance(one, Literal | NamedNode)]
        return finding.value in (part, quoted_value(part), *terms)

    def _read(self, text: str) -> tuple[list[Term], bool]:
        """The terms that a text would be read as, and whether without a finding of the reader."""
        row = BookRow(self._row.sheet, self._row.document, self._row.number, {})
        cell = CellText(text, text, self._cell.column)
        return list(self._reading.mapper.terms(row, self._column, cell)), not row.findings

    def _terms(self, fix: str) -> list[Term]:
        """The terms that a fix says; none if it is not understood."""
        if fix.startswith('"'):
            try:
                quads = list(parse(f"{_PREFIX}{fix} .", format=RdfFormat.TURTLE))
            except SyntaxError:
                return []
            return [one.object for one in quads if isinstance(one.object, Literal)]
        if self._column.kind == "concept" and not fix.startswith(_SCHEMES):
            lists = self._reading.lists
            found = (find_concept(lists[iri], fix) for iri in self._column.code_lists if iri in lists)
            concept = next((one for one in found if one is not None), None)
            return [] if concept is None else [NamedNode(concept.iri)]
        if fix.startswith(_SCHEMES):
            return [NamedNode(fix)]
        # A day of the reader, or a code.
        return [Literal(fix, datatype=XSD.date)] if self._column.kind == "date" else [Literal(fix)]

    def _text(self, term: Term) -> str | None:
        return term_text(self._column, self._reading.lists, term)

    def _value(self, terms: Sequence[Term], text: str) -> str | int | date:
        """The value of the cell: a day as a date, a size as a number, all else as text."""
        if len(terms) == 1 and isinstance(terms[0], Literal):
            term = terms[0]
            if term.datatype == XSD.date:
                return date.fromisoformat(term.value)
            if term.datatype == XSD.nonNegativeInteger and len(term.value) < 16:
                return int(term.value)
        return text
