"""Values that the title of a table or the number of an annex proposes for a column; they are filled in only if asked.

Which columns have proposals, and by which list of annexes, is stated in the profile (``dmv:proposedBy``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from danhmuc.vocab.concepts import CodeList, ListedConcept, scheme_at

from .concept_names import shown_name
from .foreign_headings import is_phrase_in
from .foreign_new_rows import NewRow
from .foreign_tables import ForeignTable
from .sheet_shapes import ColumnShape, SheetShape


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
