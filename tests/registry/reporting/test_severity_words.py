"""The words for what findings count as."""

from __future__ import annotations

from pathlib import Path

import pytest

from danhmuc.registry.reporting.tally import severities_text, severity_word
from danhmuc.vocab.findings import REPORTED_SEVERITIES

IN_GLOSSARY = {"violation": "sh:Violation", "warning": "sh:Warning", "info": "sh:Info"}


def test_words__are_those_of_the_glossary(root: Path) -> None:
    rows = (line.split("|") for line in (root / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines())
    words = {cells[3].strip().replace("`", ""): cells[2].strip() for cells in rows if len(cells) > 4}
    for severity in REPORTED_SEVERITIES:
        assert words[IN_GLOSSARY.get(severity, severity)] == severity_word(severity, "vi")


@pytest.mark.parametrize(
    ("number", "vi", "en"),
    [
        (
            1,
            "1 vi phạm, 1 cảnh báo, 1 gợi ý, 1 chưa kiểm chứng được",
            "1 violation, 1 warning, 1 info, 1 that cannot be verified",
        ),
        (
            1234,
            "1.234 vi phạm, 1.234 cảnh báo, 1.234 gợi ý, 1.234 chưa kiểm chứng được",
            "1,234 violations, 1,234 warnings, 1,234 info, 1,234 that cannot be verified",
        ),
        (0, "không có phát hiện", "no findings"),
    ],
)
def test_told__all_standings(number: int, vi: str, en: str) -> None:
    counts = dict.fromkeys(REPORTED_SEVERITIES, number)
    assert (severities_text(counts, "vi"), severities_text(counts, "en")) == (vi, en)


def test_told__gravest_first_and_only_what_there_is() -> None:
    assert severities_text({"info": 2, "warning": 0, "violation": 1}, "en") == "1 violation, 2 info"
