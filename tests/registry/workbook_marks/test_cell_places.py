"""Names of cells and areas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.registry.workbook_marks.cell_marks import area_of, areas_text, cell_name, cell_of

CELLS = st.sets(st.tuples(st.integers(1, 12), st.integers(1, 9)))


@given(CELLS)
def test_areas__cover_the_cells_and_no_others_and_each_once(cells: set[tuple[int, int]]) -> None:
    covered = [
        (row, column)
        for area in map(area_of, areas_text(cells))
        if area is not None
        for row in range(area.row, area.last_row + 1)
        for column in range(area.column, area.last_column + 1)
    ]
    assert sorted(covered) == sorted(cells)


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_names__lead_back(row: int, column: int) -> None:
    assert cell_of(cell_name(row, column)) == (row, column)


@pytest.mark.parametrize("name", ["", "A", "1", "A0", "XFE1", "A1048577", "A1:B2", "R1C1", "AAAA1", "A1 "])
def test_cell_of__knows_what_is_none(name: str) -> None:
    assert cell_of(name) is None
