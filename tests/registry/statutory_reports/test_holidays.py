"""Lists of holidays from TOML."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from danhmuc.registry.statutory_reports.holidays import calendar_note, read_holidays
from danhmuc.vocab.datatypes.dates import WEEKENDS_ONLY
from danhmuc.vocab.errors import SourceUnavailableError, UsageError


def refusal(document: str) -> str:
    with pytest.raises(UsageError) as caught:
        read_holidays(document.encode(), name="le.toml")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_read_holidays__days_ranges_and_worked_saturdays(tmp_path: Path) -> None:
    file = tmp_path / "le.toml"
    file.write_text(
        """holidays = [
    "01/01/2026",
    "14/02/2026 .. 16/02/2026",  # Tết
    "30/4/2026 đến 01/05/2026", "2026-09-01 – 2026-09-02", 2026-12-31,
]
working_days = ["22/08/2026"]
""",
        encoding="utf-8",
    )
    calendar = read_holidays(file)
    assert calendar.holidays == {
        date(2026, 1, 1),
        *(date(2026, 2, day) for day in (14, 15, 16)),
        date(2026, 4, 30),
        date(2026, 5, 1),
        date(2026, 9, 1),
        date(2026, 9, 2),
        date(2026, 12, 31),
    }
    assert calendar.worked == {date(2026, 8, 22)}
    assert "2026" in calendar_note(calendar).render("en")


@pytest.mark.parametrize(
    ("document", "wanted"),
    [
        ('holidays = [\n  "01/01/2026",\n  "31/02/2026",\n]', "le.toml, line 3: 31/02/2026 is no day"),
        ('# 12/25/2026\nholidays = ["12/25/2026"]', "le.toml, line 2: 12/25/2026 is no day"),
        ('holidays = ["2026"]', "le.toml, line 1: 2026 is no day"),
        ("holidays = [\n7]", "le.toml, line 2: 7 is no day"),
        ("holidays = [2026-01-01T00:00:00]", "le.toml, line 1: 2026-01-01 00:00:00 is no day"),
        ('holidays = ["01/01/2026 .. 02/01/2026 .. 03/01/2026"]', "le.toml, line 1: 01/01/2026 .. 02/01/2026"),
        ('holidays = ["05/01/2026 .. 02/01/2026"]', "le.toml, line 1: 05/01/2026 .. 02/01/2026 ends before it begins"),
        ('holidays = ["01/01/2026 .. 01/01/2027"]', "le.toml, line 1: 01/01/2026 .. 01/01/2027 has 366 days"),
        ('\nworking_days = ["21/08/2026"]', "le.toml, line 2: 21/08/2026 is no Saturday or Sunday"),
        (
            'holidays = ["22/08/2026"]\nworking_days = ["2026-08-22"]',
            "le.toml, line 2: 2026-08-22 is in both",
        ),
        ('holidays = "01/01/2026"', "le.toml, line 1: 'holidays' must be a list of days"),
        ("\n\nholiday = []", "le.toml, line 3: unknown key 'holiday'; known:"),
        ("holidays = [", "le.toml is no TOML"),
    ],
)
def test_read_holidays__a_mistake_is_one_line_with_its_place(document: str, wanted: str) -> None:
    assert refusal(document).startswith(wanted)


def test_read_holidays__that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailableError):
        read_holidays(tmp_path / "none.toml")


def test_calendar_note__without_a_list_says_so() -> None:
    assert "only Saturdays and Sundays" in calendar_note(WEEKENDS_ONLY).render("en")
