"""Values of a foreign book as the new workbook has them: as they are, except where reading would understand them alike.

A name, a code or an IRI of a code list becomes the name that the drop-down shows, a day the form that Vietnam writes,
the full name of one agency in force its code. Anything else stays text, so that `validate` finds it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Final

from danhmuc.vocab.concepts import CodeList

from .cell_values import day_of_number, split_values
from .concept_names import find_agency, find_concept, shown_name
from .opened_book import CellValue
from .sheet_shapes import ColumnShape

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
