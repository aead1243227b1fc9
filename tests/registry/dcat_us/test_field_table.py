"""The table of fields, and the page that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danhmuc.registry.dcat_us.field_table import CLASSES, KEPT, JsonField, mapping_digest
from danhmuc.registry.dcat_us.value_kinds import KINDS, OBJECT_KINDS
from danhmuc.vocab.prefixes import abbreviate

SHOWN = ("Catalog", "Dataset", "Distribution", "DatasetSeries", "DataService", "CatalogRecord", "Organization", "Kind")
READ_ELSEWHERE = {"node", "access-level", "access-rights", "checkbox"}


def rows(fields: tuple[JsonField, ...]) -> Iterator[str]:
    for field in fields:
        is_kept = field.term is None or field.term.value.startswith(KEPT)
        name = "–" if is_kept or field.term is None else abbreviate(field.term.value)
        yield f"| `{field.key}` | {name} | {field.v11 or '–'} | {field.v30 or '–'} |"


@pytest.mark.parametrize("language", ["en", "vi"])
def test_page__shows_the_table(language: str) -> None:
    page = (Path(__file__).parents[3] / "docs" / language / "data-json.md").read_text(encoding="utf-8")
    for name in SHOWN:
        assert "\n".join([f"### {name}", ""]) in page
        section = page.partition(f"### {name}\n")[2].partition("\n### ")[0]
        assert [line for line in section.splitlines() if line.startswith("| `")] == list(rows(CLASSES[name].fields))


def test_classes__every_target_is_a_class_and_every_kind_is_read() -> None:
    fields = [field for one in CLASSES.values() for field in one.fields]
    assert {field.target for field in fields} - {""} <= CLASSES.keys()
    assert {field.kind for field in fields} <= KINDS.keys() | OBJECT_KINDS.keys() | READ_ELSEWHERE


def test_classes__a_field_has_one_reading_in_a_version() -> None:
    for one in CLASSES.values():
        for version in ("1.1", "3.0"):
            keys = [field.key for field in one.fields if field.occurrence(version)]  # type: ignore[arg-type]
            assert len(keys) == len(set(keys)), (one.name, version)


def test_classes__names_of_types_are_no_two_classes() -> None:
    names = [name for one in CLASSES.values() for name in one.names]
    assert len(names) == len(set(names))


def test_mapping_digest__changes_with_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    before = mapping_digest()
    monkeypatch.setattr("danhmuc.registry.dcat_us.field_table._REVISION", 99)
    mapping_digest.cache_clear()
    assert before.startswith("sha256:")
    assert mapping_digest() != before
    mapping_digest.cache_clear()
