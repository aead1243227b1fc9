"""Documents of sources, and their raw bytes: each once, as long as any document has them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from danhmuc.registry import HarvestReport, Registry, source_at
from danhmuc.registry.store.stored_documents import body_sizes

DATASET = '<https://e.vn/{}> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> "{}" .'
Rows = Callable[[str], list[dict[str, object]]]


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    with Registry.open(database_url) as registry:
        yield registry


@pytest.fixture
def rows(database_url: str, registry: Registry) -> Rows:
    """Reads a table by its name."""

    def read(table: str) -> list[dict[str, object]]:
        engine = create_engine(database_url)
        with engine.connect() as connection:
            found = [dict(row) for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY 1")).mappings()]
        engine.dispose()
        return found

    return read


def publish(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, turtle in texts.items():
        (folder / f"{name}.ttl").write_text(turtle, encoding="utf-8")
    return folder


def harvest(registry: Registry, folder: Path) -> HarvestReport:
    return registry.harvest(source_at(str(folder)), profile="none")


def digest_of(turtle: str) -> str:
    return "sha256:" + hashlib.sha256(turtle.encode()).hexdigest()


def test_bodies__the_same_bytes_are_stored_once(registry: Registry, rows: Rows, tmp_path: Path) -> None:
    one, two = DATASET.format(1, "Một"), DATASET.format(2, "Hai")
    harvest(registry, publish(tmp_path / "first", a=one, b=one, c=two))
    harvest(registry, publish(tmp_path / "second", a=one))
    assert [(row["place"], row["digest"]) for row in rows("documents")] == [
        ("a.ttl", digest_of(one)), ("b.ttl", digest_of(one)), ("c.ttl", digest_of(two)), ("a.ttl", digest_of(one)),
    ]  # fmt: skip
    assert sorted((row["digest"], row["size"]) for row in rows("bodies")) == sorted(
        (digest_of(turtle), len(turtle.encode())) for turtle in (one, two)
    )
    with registry._database.reading() as connection:
        assert body_sizes(connection) == len((one + two).encode())


def test_bodies__go_with_the_last_document_that_has_them(registry: Registry, rows: Rows, tmp_path: Path) -> None:
    one, two = DATASET.format(1, "Một"), DATASET.format(1, "Hai")
    harvest(registry, publish(tmp_path / "first", a=one))
    harvest(registry, publish(tmp_path / "second", a=one))
    harvest(registry, publish(tmp_path / "first", a=two))
    assert {row["digest"] for row in rows("bodies")} == {digest_of(one), digest_of(two)}
    harvest(registry, publish(tmp_path / "second", a=two))
    assert [row["digest"] for row in rows("bodies")] == [digest_of(two)]


def test_documents__keep_the_good_bytes_beside_those_that_cannot_be_read(
    registry: Registry, rows: Rows, tmp_path: Path
) -> None:
    good, bad = DATASET.format(1, "Một"), "<https://e.vn/1> a <"
    harvest(registry, publish(tmp_path / "first", a=good))
    harvest(registry, publish(tmp_path / "first", a=bad, b=DATASET.format(2, "Hai")))
    (row,) = rows("documents")
    assert (row["digest"], row["run_id"]) == (digest_of(good), 1)
    assert (row["unread_digest"], row["unread_run"]) == (digest_of(bad), 2)
    harvest(registry, publish(tmp_path / "first", a=good))
    assert [row["unread_digest"] for row in rows("documents")] == [None, None]
    assert len(rows("bodies")) == 2


def test_purge__bytes_that_two_sources_have_are_gone_from_both(registry: Registry, rows: Rows, tmp_path: Path) -> None:
    turtle, other = DATASET.format(1, "Quagmire"), DATASET.format(2, "Hai")
    harvest(registry, publish(tmp_path / "first", a=turtle, b=other))
    harvest(registry, publish(tmp_path / "second", x=turtle))
    registry.purge("https://e.vn/1", by="officer", reason="a court says so")
    assert [row["place"] for row in rows("documents")] == ["b.ttl"]
    assert [row["digest"] for row in rows("bodies")] == [digest_of(other)]


def test_raw_documents__are_those_of_the_last_complete_run(registry: Registry, tmp_path: Path) -> None:
    turtle = DATASET.format(1, "Một")
    harvest(registry, publish(tmp_path / "first", a=turtle))
    assert registry.harvests.raw_documents("first") == {"a.ttl": turtle.encode()}
