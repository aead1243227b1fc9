"""The table of fields, and the pages that show it."""

from __future__ import annotations

from pathlib import Path

import pytest

from danhmuc.registry.ckan import package_values
from danhmuc.registry.ckan.package_fields import TABLES, mapping_digest
from danhmuc.vocab.prefixes import abbreviate

READ_AS_TEXTS = {"text", "keyword", "statement", "access", "publicity"}


@pytest.mark.parametrize("language", ["en", "vi"])
def test_page__shows_the_table(language: str) -> None:
    page = (Path(__file__).parents[3] / "docs" / language / "ckan.md").read_text(encoding="utf-8")
    for name, fields in TABLES.items():
        section = page.partition(f"### {name}\n")[2].partition("\n### ")[0].partition("\n## ")[0]
        rows = [f"| {', '.join(f'`{key}`' for key in one.keys)} | {abbreviate(one.term.value)} |" for one in fields]
        assert [line for line in section.splitlines() if line.startswith("| `")] == rows


def test_tables__every_kind_is_read_and_every_code_has_a_list() -> None:
    for one in (field for fields in TABLES.values() for field in fields):
        assert one.kind in package_values._READERS.keys() | READ_AS_TEXTS
        assert bool(one.scheme) == (one.kind == "code")
        assert one.target is not None or one.kind not in ("label", "statement", "access")


def test_tables__a_key_is_read_once_in_each() -> None:
    for name, fields in TABLES.items():
        keys = [key for one in fields for key in one.keys]
        assert len(keys) == len(set(keys)), name


def test_mapping_digest__changes_with_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    before = mapping_digest()
    monkeypatch.setattr("danhmuc.registry.ckan.package_fields._REVISION", 99)
    mapping_digest.cache_clear()
    assert mapping_digest() != before
    mapping_digest.cache_clear()
