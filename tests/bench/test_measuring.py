"""The measurements themselves can be trusted."""

from __future__ import annotations

import pytest
from processes import python
from reporting import Table, fill, spread


def test_run__does_not_count_what_the_measurer_holds() -> None:
    ballast = bytearray(b"x") * (300 * 1024 * 1024)
    assert python("-c", "pass").peak_mib < 50
    assert len(ballast) > 0


def test_run__counts_what_the_process_holds_and_does() -> None:
    usage = python("-c", "held = bytearray(b'x') * (200 * 1024 * 1024); print(len(held))")
    assert 200 < usage.peak_mib < 250
    assert usage.cpu_seconds > 0
    assert usage.answer == "209715200\n"


def test_run__a_command_that_fails_ends_the_measurement() -> None:
    with pytest.raises(AssertionError, match="ended with 3: why"):
        python("-c", "import sys; sys.stderr.write('why'); sys.exit(3)")


def test_spread__is_the_median_and_the_range() -> None:
    assert spread([3.0, 1.0, 2.0], 1) == "2.0 (1.0–3.0)"
    assert spread([1.25], 2) == "1.25"


def test_fill__replaces_what_stands_between_the_marks() -> None:
    page = "a\n<!-- bench:x -->\nold\n<!-- /bench:x -->\nb\n"
    table = Table(["what", "s"], rows=[["this", r"\1"]]).markdown()
    assert fill(page, "x", table) == f"a\n<!-- bench:x -->\n{table}<!-- /bench:x -->\nb\n"


def test_fill__a_page_without_the_marks_is_an_error() -> None:
    with pytest.raises(LookupError, match="0 places called 'x'"):
        fill("page\n", "x", "table\n")
