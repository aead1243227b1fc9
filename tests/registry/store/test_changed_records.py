"""What changed since a moment, and counts of it that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from danhmuc.registry import Registry, parse_records, source_at
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.tables import changes, runs
from danhmuc.vocab.errors import UsageError

if TYPE_CHECKING:
    from ...conftest import Fill, RegistryCopy

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""


def dataset(number: int, title: str = "t", publisher: str = "p") -> str:
    text = f'<{number}> a dcat:Dataset ; dct:title "{title}"@vi ; dct:publisher <{publisher}>'
    return f'{text} ; dct:description "d"@vi .\n'


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    with Registry.open(database_url, create=True) as opened:
        yield opened


def harvest(registry: Registry, path: Path, content: str) -> None:
    path.write_text(PREFIXES + content, encoding="utf-8")
    registry.plan(source_at(str(path)), profile="dcat-ap").apply(by="test")


def fill(registry: Registry, folder: Path) -> None:
    """Runs 1 and 2 of two sources, run 3 that changes nothing, run 4 that changes much, and two edits."""
    agent = '<p> a foaf:Agent ; foaf:name "Sở A"@vi .\n'
    a, b = folder / "a.ttl", folder / "b.ttl"
    whole = agent + dataset(1) + dataset(2) + dataset(3, publisher="q")
    harvest(registry, a, whole)
    harvest(registry, b, dataset(4) + '<5> a dcat:Dataset ; dct:title "5"@vi .')
    harvest(registry, a, whole)
    harvest(registry, a, agent + dataset(1, "u") + '<3> a dcat:Dataset ; dct:title "3"@vi .' + dataset(6))
    registry.withhold("https://e.vn/4", by="officer", reason="Nhầm")
    registry.release("https://e.vn/4", by="officer")


def fill_new(url: str, folder: Path) -> None:
    with Registry.open(url) as opened:
        fill(opened, folder)


@pytest.fixture
def copied(copy_registry: Callable[[Fill], RegistryCopy]) -> RegistryCopy:
    return copy_registry(fill_new)


@pytest.fixture
def filled(copied: RegistryCopy) -> Iterator[Registry]:
    """A registry in which all that has happened."""
    with Registry.open(copied.url) as opened:
        yield opened


def listed(registry: Registry, since: str, **chosen: str) -> list[tuple[str, str, str | None]]:
    counts = registry.ledger.count_changes(since, **chosen)
    rows = registry.ledger.changed_records(after=counts.since.row, until=counts.until, **chosen)  # type: ignore[arg-type]
    return [(one.iri.rpartition("/")[2], one.kind, one.became) for one in rows]


def test_changed_records__since_a_run_with_that_run(filled: Registry) -> None:
    since_run = listed(filled, "4")
    assert sorted(since_run[:4]) == [
        ("1", "updated", None),
        ("2", "missing", None),
        ("3", "updated", "submitted"),
        ("6", "created", "accepted"),
    ]
    assert since_run[4:] == [("4", "withheld", None), ("4", "released", None)]
    assert listed(filled, "run:4") == since_run
    # Run 3 changed nothing, so what came after it is the same.
    assert listed(filled, "3") == since_run


def test_changed_records__after_a_row(filled: Registry) -> None:
    newest = filled.ledger.count_changes("1").until
    assert listed(filled, f"row:{newest - 1}") == [("4", "released", None)]
    assert listed(filled, f"row:{newest}") == []
    assert len(listed(filled, "row:0")) == filled.ledger.count_changes("1").changes


def test_changed_records__since_a_day_or_time_in_viet_nam(filled: Registry, copied: RegistryCopy) -> None:
    database = open_database(copied.url, create=False)
    with database.writing() as connection:
        # 20:00 UTC is the next day in Viet Nam.
        connection.execute(update(changes).where(changes.c.run_id <= 2).values(at="2025-06-30T16:59:59+00:00"))
        connection.execute(update(changes).where(changes.c.run_id == 4).values(at="2025-06-30T20:00:00+00:00"))
        connection.execute(update(runs).values(started_at="2025-06-30T16:00:00+00:00"))
    database.close()
    assert len(listed(filled, "2025-07-01")) == len(listed(filled, "01/07/2025")) == 6
    assert len(listed(filled, "2025-06-30")) == 11
    assert len(listed(filled, "2025-07-01T03:00")) == 6
    assert len(listed(filled, "2025-07-01 03:01")) == len(listed(filled, "2025-06-30T20:00:01Z")) == 2
    assert [kind for _, kind, _ in listed(filled, "last")] == ["withheld", "released"]


@pytest.mark.parametrize(
    "text", ["", "gần đây", "31/02/2025", "2025-07-01T25:00", "0001-01-01", "run:", "row:-1", "5", "run:5"]
)
def test_find_moment__what_is_none_is_refused(filled: Registry, text: str) -> None:
    with pytest.raises(UsageError):
        filled.ledger.count_changes(text)


@pytest.mark.parametrize("chosen", [{}, {"source": "a"}, {"publisher": "https://e.vn/p"}, {"source": "local"}])
def test_count_changes__sums_add_up(filled: Registry, chosen: dict[str, str]) -> None:
    counts = filled.ledger.count_changes("row:0", **chosen)
    rows = filled.ledger.changed_records(after=0, until=counts.until, **chosen)  # type: ignore[arg-type]
    assert counts.changes == len(rows)
    assert counts.records == len({(one.source, one.iri) for one in rows})
    assert counts.by_kind() == Counter(one.kind for one in rows)
    for groups in (counts.by_source().values(), counts.by_publisher().values()):
        total: Counter[str] = Counter()
        for kinds in groups:
            total.update(kinds)
        assert total == counts.by_kind()
    for verdict in ("accepted", "submitted"):
        assert counts.became(verdict) == sum(one.became == verdict for one in rows)  # type: ignore[arg-type]
    if not chosen:
        assert counts.changes + counts.others == len(filled.ledger.changes())
        assert counts.others > 0


def test_count_changes__names_publishers(filled: Registry) -> None:
    answer = filled.ledger.count_changes("1").as_dict()
    assert answer["by_publisher"] == [
        {
            "publisher": "https://e.vn/p",
            "name": "Sở A",
            "created": 4,
            "updated": 1,
            "missing": 1,
            "withheld": 1,
            "released": 1,
        },
        {"publisher": None, "name": None, "created": 2, "updated": 1},
    ]


def test_changed_records__by_page(filled: Registry) -> None:
    until = filled.ledger.count_changes("1").until
    rows = filled.ledger.changed_records(after=0, until=until)
    first = filled.ledger.changed_records(after=0, until=until, limit=3)
    assert rows == [*first, *filled.ledger.changed_records(after=first[-1].row, until=until)]
    assert {one.role for one in filled.ledger.changed_records(after=0, until=until, role="node")} == {"node"}


def test_changed_records__before_anything_was_stored(registry: Registry) -> None:
    (record,) = parse_records(PREFIXES + dataset(1))
    assert registry.ledger.count_changes().changes == 0
    registry.put(record, by="writer", profile="none")
    assert registry.ledger.count_changes().by_kind() == {"created": 1}
