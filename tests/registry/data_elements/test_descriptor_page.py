"""The pages about data elements have the table of descriptors as the code has it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from danhmuc.registry.data_elements.descriptors import DESCRIPTORS
from danhmuc.vocab.prefixes import abbreviate


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_page__has_the_descriptors_of_the_code(root: Path, lang: str) -> None:
    page = (root / "docs" / lang / "data-elements.md").read_text(encoding="utf-8")
    between = page.partition("<!-- descriptors -->")[2].partition("<!-- end of descriptors -->")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in between.splitlines() if line[:3] != "|--"]
    found = [row for row in rows if row[0].isdigit()]
    told = [(int(row[0]), row[2].strip("`"), re.findall(r"`([^`]+)`", row[3]), row[4].strip("`")) for row in found]
    assert told == [
        (
            one.number,
            one.key,
            [abbreviate(term.value) for term in one.terms],
            one.field if one.kind != "domain" else f"value_domain.{one.field}",
        )
        for one in DESCRIPTORS
    ]
    if lang == "en":
        assert [row[1] for row in found] == [one.heading().render("en") for one in DESCRIPTORS]
