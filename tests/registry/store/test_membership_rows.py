"""What catalogues list, written row by row."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from danhmuc.registry import Registry, source_at
from danhmuc.registry.store import stored_rows as membership_rows

PREFIXES = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"


@pytest.mark.parametrize("rows", [1, 2, 3, 5_000])
def test_write_memberships__in_portions_of_any_size(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr(membership_rows, "_ROWS", rows)
    listed = [f"<https://e.vn/{number}>" for number in range(3)]
    datasets = "".join(f'{iri} a dcat:Dataset ; dct:title "a" .\n' for iri in listed)
    file = tmp_path / "a.ttl"
    file.write_text(
        f"{PREFIXES}<https://e.vn/c> a dcat:Catalog ; dcat:dataset {', '.join(listed)} .\n{datasets}", encoding="utf-8"
    )
    with Registry.open(sqlite_url) as registry:
        registry.harvest(source_at(str(file)), profile="none")
    engine = create_engine(sqlite_url)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT id, target FROM memberships ORDER BY id")).all()
    engine.dispose()
    assert [tuple(row) for row in found] == [(number + 1, f"https://e.vn/{number}") for number in range(3)]
