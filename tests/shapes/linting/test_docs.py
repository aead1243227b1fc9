"""The pages about ``danhmuc shapes`` list the checks as the table has them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from danhmuc.registry.reporting.tally import severity_word
from danhmuc.shapes.linting import CHECKS

DOCS = Path(__file__).resolve().parents[3] / "docs"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_page__lists_every_check_and_no_other(language: str) -> None:
    page = (DOCS / language / "commands" / "shapes.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`lint:.*) \|$", page, flags=re.MULTILINE)
    assert rows == [
        " | ".join(
            (
                f"`{check.code}`",
                (severity_word(check.severity, "vi") if language == "vi" else check.severity) + "*" * check.of_profiles,
                check.title.render(language),
            )
        )
        for check in CHECKS.values()
    ]
