"""Rows of bytes in a temporary file come back as they were added, whether they are on the disk yet or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.registry.record import spools as spool_file
from danhmuc.registry.record.spools import SpoolFile


@given(st.lists(st.binary(max_size=40)), st.integers(0, 60))
def test_rows__are_read_as_they_were_added(rows: list[bytes], limit: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool_file, "_PENDING_BYTES", limit)
        patch.setattr(spool_file, "_READ_BYTES", limit)
        file = SpoolFile()
        assert [file.append(row) for row in rows] == list(range(len(rows)))
        assert [file[number] for number in range(len(rows))] == rows
        assert (list(file.rows()), len(file)) == (rows, len(rows))
        file.append(b"more")
        assert file[len(rows)] == b"more"


@pytest.mark.parametrize("number", [-1, 1])
def test_row__that_is_not_there_is_an_error(number: int) -> None:
    file = SpoolFile()
    file.append(b"one")
    with pytest.raises(IndexError):
        file[number]
