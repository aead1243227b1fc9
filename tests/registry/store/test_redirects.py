"""Renames in the store: replayed, and with the IRIs of then."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select, update

from danhmuc.registry import Registry, source_at
from danhmuc.registry.store.identity_rows import current_iris, names_of
from danhmuc.registry.store.ledger import RecordedState, recorded_descriptions, recorded_states
from danhmuc.registry.store.tables import changes, records, redirects

PREFIXES = (
    "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @base <https://e.vn/> .\n"
)


def shown(registry: Registry) -> dict[tuple[int, str], RecordedState]:
    with registry._database.reading() as connection:
        rows = connection.execute(select(records)).all()
    return {(row.source_id, row.iri): RecordedState(row.presence, row.version_id, None, row.hold) for row in rows}


@pytest.mark.soak
def test_recorded_descriptions__replays_every_moment_around_renames(database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    with Registry.open(database_url) as registry:

        def publish(*names: str) -> None:
            listed = "".join(f"<{name}> a dcat:Dataset ; dct:title '{name[0]}'@vi .\n" for name in names)
            path.write_text(PREFIXES + listed, encoding="utf-8")
            registry.harvest(source_at(str(path)), profile="none")

        def rename(old: str, new: str) -> None:
            registry.identities.rename(f"https://e.vn/{old}", f"https://e.vn/{new}", by="officer", reason="r")

        moments = {}
        steps = [
            lambda: publish("x", "y", "z", "a"),
            lambda: publish("x", "y", "z", "b"),
            lambda: publish("x", "y", "z", "c"),
            lambda: rename("b", "c"),
            lambda: registry.withhold("https://e.vn/b", by="officer", reason="r"),
            lambda: rename("a", "c"),
            lambda: publish("x", "y", "z", "c", "a"),
            lambda: publish("x", "y", "z", "d"),
            lambda: registry.release("https://e.vn/a", by="officer"),
            lambda: rename("c", "d"),
            lambda: registry.identities.end_redirect("https://e.vn/a", by="officer", reason="r"),
            lambda: publish("x", "y", "z", "d", "a"),
        ]
        for step in steps:
            step()
            with registry._database.reading() as connection:
                newest = connection.execute(select(changes.c.id).order_by(changes.c.id.desc()).limit(1)).scalar_one()
            moments[newest] = shown(registry)
            assert registry.upkeep.check().problems == ()
        with registry._database.reading() as connection:
            for row, state in moments.items():
                assert recorded_descriptions(connection, until=row) == state
            assert len(recorded_states(connection)) == 5
            assert current_iris(connection) == {"https://e.vn/b": "https://e.vn/d", "https://e.vn/c": "https://e.vn/d"}
            assert names_of(connection, "https://e.vn/b") == {f"https://e.vn/{name}" for name in "bcd"}
        assert [one.number for one in registry.ledger.history("https://e.vn/d")] == [4, 3, 2, 1]


@pytest.mark.parametrize(("old", "new"), [("x", "b"), ("a", "gone")])
def test_check__finds_redirects_that_lead_nowhere(sqlite_url: str, tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "a.ttl"
    with Registry.open(sqlite_url) as registry:
        for name in "ab":
            path.write_text(PREFIXES + f"<x> a dcat:Dataset . <{name}> a dcat:Dataset .", encoding="utf-8")
            registry.harvest(source_at(str(path)), profile="none")
        registry.identities.rename("https://e.vn/a", "https://e.vn/b", by="officer", reason="r")
        with registry._database.writing() as connection:
            values = {"old": f"https://e.vn/{old}", "new": f"https://e.vn/{new}"}
            connection.execute(update(redirects).values(values))
        (problem,) = registry.upkeep.check().problems
        assert str(problem).startswith(f"IRI https://e.vn/{old}: its record was renamed")
