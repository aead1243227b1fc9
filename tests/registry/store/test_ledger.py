"""The ledger: replayed up to any moment of a history, it gives what the registry showed then."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from danhmuc.registry import Registry, parse_records, source_at
from danhmuc.registry.store.ledger import RecordedState, recorded_states
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.tables import changes, records
from danhmuc.vocab.errors import RegistryError, UsageError

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
"""


def dataset(number: int, title: str = "t", more: str = "") -> str:
    return f'<{number}> a dcat:Dataset ; dct:title "{title}"@vi ; dct:description "d"@vi {more} .\n'


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    with Registry.open(database_url, create=True) as opened:
        yield opened


@pytest.fixture
def document(tmp_path: Path) -> Path:
    return tmp_path / "a.ttl"


def harvest(registry: Registry, document: Path, content: str, profile: str | None = None) -> None:
    document.write_text(PREFIXES + content, encoding="utf-8")
    registry.plan(source_at(str(document)), profile=profile).apply(by="test")


def put(registry: Registry, content: str, profile: str = "none") -> None:
    (record,) = parse_records(PREFIXES + content)
    registry.put(record, by="writer", profile=profile)


def kinds(registry: Registry, **chosen: object) -> list[tuple[str, str]]:
    return [(change.iri.rpartition("/")[2], change.kind) for change in registry.ledger.changes(**chosen)]  # type: ignore[arg-type]


def shown(registry: Registry) -> dict[tuple[str, str], tuple[str, int, bool | None]]:
    accepted = {"accepted": True, "submitted": False, None: None}
    return {
        (row.source, row.iri): (row.state, row.version, accepted[row.verdict])
        for role in ("record", "node", "catalog-record")
        for row in registry.records(role=role)
    }


def replayed(registry: Registry, until: int) -> dict[tuple[str, str], tuple[str, int, bool | None]]:
    states = {}
    for change in registry.ledger.changes():
        if change.id <= until:
            states[change.source, change.iri] = (change.hold or change.presence, change.version, change.accepted)
    return states


# ---------------------------------------------------------------- one row per change


def test_changes__one_row_each_none_for_the_unchanged(registry: Registry, document: Path) -> None:
    harvest(registry, document, dataset(1) + dataset(2), "none")
    assert kinds(registry) == [("1", "created"), ("2", "created")]
    harvest(registry, document, dataset(1) + dataset(2))
    assert kinds(registry, run=2) == []
    harvest(registry, document, dataset(1, "u"))
    harvest(registry, document, dataset(1, "u"))
    harvest(registry, document, dataset(1, "u") + dataset(2))
    assert kinds(registry, after=2) == [("1", "updated"), ("2", "missing"), ("2", "reappeared")]
    assert [change.run for change in registry.ledger.changes(after=2)] == [3, 3, 5]
    assert [change.id for change in registry.ledger.changes()] == [1, 2, 3, 4, 5]


def test_changes__another_profile_changes_verdicts_only_when_it_is_the_sources(
    registry: Registry, document: Path
) -> None:
    harvest(registry, document, dataset(1) + "<2> a dcat:Dataset .", "dcat-ap")
    assert [(change.kind, change.accepted) for change in registry.ledger.changes()] == [
        ("created", True),
        ("created", False),
    ]
    harvest(registry, document, dataset(1) + "<2> a dcat:Dataset .", "none")
    assert [(change.kind, change.accepted) for change in registry.ledger.changes(run=2)] == [("verdict", None)] * 2


def test_changes__withdrawn_with_who_and_why(registry: Registry) -> None:
    put(registry, dataset(1))
    registry.withdraw("https://e.vn/1", by="officer", reason="Công bố nhầm")
    put(registry, dataset(1))
    found = [
        (change.kind, change.by, change.reason, change.run) for change in registry.ledger.changes(iri="https://e.vn/1")
    ]
    assert found == [
        ("created", "writer", None, None),
        ("withdrawn", "officer", "Công bố nhầm", None),
        ("reappeared", "writer", None, None),
    ]


def test_changes__secrets_are_withheld(registry: Registry, document: Path) -> None:
    harvest(registry, document, dataset(1) + dataset(2), "none")
    harvest(registry, document, dataset(1, more='; dmv:secrecy "TOI_MAT"') + dataset(2))
    assert kinds(registry, run=2) == [("1", "withheld")]


def test_changes__chosen(registry: Registry, document: Path) -> None:
    harvest(registry, document, dataset(1) + dataset(2) + dataset(3), "none")
    put(registry, dataset(1))
    assert kinds(registry, source="a", limit=2) == [("1", "created"), ("2", "created")]
    assert kinds(registry, source="local") == [("1", "created")]
    assert kinds(registry, iri="https://e.vn/1") == [("1", "created"), ("1", "created")]
    assert kinds(registry, limit=2**63) == kinds(registry)
    row = registry.ledger.changes(source="local")[0]
    assert row.as_dict() | {"at": ""} == {
        "id": 4,
        "iri": "https://e.vn/1",
        "source": "local",
        "run": None,
        "at": "",
        "by": "writer",
        "kind": "created",
        "presence": "present",
        "version": 1,
        "accepted": None,
        "reason": None,
        "hold": None,
        "iri_then": None,
        "former_iri": None,
    }


# ---------------------------------------------------------------- replayed


@pytest.mark.soak
def test_changes__replayed_give_any_moment_of_a_random_history(registry: Registry, document: Path) -> None:
    chance = random.Random(20)
    titles: dict[int, str] = {}
    moments: list[tuple[int, dict[tuple[str, str], tuple[str, int, bool | None]]]] = []
    for step in range(40):
        for number in chance.sample(range(8), 2):
            titles[number] = chance.choice(["t", "u", ""])
        for number in chance.sample(range(8), 2):
            titles.pop(number, None)
        content = "".join(
            f"<{number}> a dcat:Dataset ; dct:publisher <p> ." if title == "" else dataset(number, title)
            for number, title in titles.items()
        )
        _make_step(registry, document, content, step, chance)
        newest = registry.ledger.changes()
        moments.append((newest[-1].id if newest else 0, shown(registry)))
    assert len({until for until, _ in moments}) > 20, "a history in which much changes"
    seen = {change.kind for change in registry.ledger.changes()}
    assert seen >= {"created", "updated", "missing", "reappeared", "withdrawn", "withheld", "released", "verdict"}
    for until, states in moments:
        assert replayed(registry, until) == states
    assert not registry.upkeep.check().problems


def _make_step(registry: Registry, document: Path, content: str, step: int, chance: random.Random) -> None:
    iri = f"https://e.vn/{chance.randrange(9)}"
    with suppress(UsageError):  # no such record, nothing to release, or a mark that still stands
        match chance.randrange(10):
            case 0:
                harvest(registry, document, "not Turtle")
            case 1:
                harvest(registry, document, content + dataset(9, more='; dmv:secrecy "TOI_MAT"'))
            case 2:
                harvest(registry, document, content + dataset(9), chance.choice(["none", "dcat-ap"]))
            case 3:
                registry.withdraw(iri, by="officer", source="a")
            case 4:
                put(registry, dataset(step % 3, "v"), chance.choice(["none", "dcat-ap"]))
            case 5:
                registry.revalidate(everything=True)
            case 6:
                registry.withhold(iri, by="officer", reason="r", source=chance.choice([None, "a"]))
            case 7:
                registry.release(iri, by="officer")
            case _:
                harvest(registry, document, content + "<p> a <http://xmlns.com/foaf/0.1/Agent> .", None)


def test_recorded_states__up_to_a_row(registry: Registry, database_url: str, document: Path) -> None:
    harvest(registry, document, dataset(1), "none")
    harvest(registry, document, dataset(2))
    with open_database(database_url) as database, database.reading() as connection:
        query = select(records.c.id, records.c.version_id).where(records.c.iri == "https://e.vn/1")
        key, version = connection.execute(query).one()
        assert recorded_states(connection, until=1) == {key: RecordedState("present", version, None, None)}
        assert recorded_states(connection)[key] == RecordedState("missing", version, None, None)


# ---------------------------------------------------------------- check


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records SET presence = 'missing'",
        "DELETE FROM changes",
        "UPDATE changes SET presence = 'withdrawn'",
        "UPDATE changes SET accepted = true",
        "UPDATE changes SET hold = 'withheld'",
    ],
)
def test_check__finds_a_ledger_that_says_otherwise(
    registry: Registry, database_url: str, document: Path, statement: str
) -> None:
    harvest(registry, document, dataset(1), "none")
    with open_database(database_url) as database, database.writing() as connection:
        connection.execute(text(statement))
    said = "record https://e.vn/1: the registry shows it otherwise than its newest row of changes says"
    assert said in map(str, registry.upkeep.check().problems)


def test_check__finds_times_that_go_back(registry: Registry, database_url: str, document: Path) -> None:
    harvest(registry, document, dataset(1) + dataset(2), "none")
    with open_database(database_url) as database, database.writing() as connection:
        connection.execute(update(changes).where(changes.c.id == 1).values(at="2999-01-01T00:00:00+00:00"))
    (problem,) = registry.upkeep.check().problems
    assert "change 2: its time" in str(problem)


# ---------------------------------------------------------------- clocks


def in_hours(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).isoformat(timespec="seconds")


@pytest.mark.parametrize("ahead", [0.5, 0.99])
def test_clock__slightly_behind_times_never_go_back(
    registry: Registry, database_url: str, document: Path, ahead: float
) -> None:
    harvest(registry, document, dataset(1), "none")
    newest = in_hours(ahead)
    with open_database(database_url) as database, database.writing() as connection:
        connection.execute(update(changes).values(at=newest))
    harvest(registry, document, dataset(1) + dataset(2))
    assert [change.at for change in registry.ledger.changes()] == [newest, newest]
    assert not registry.upkeep.check().problems


def test_clock__over_an_hour_behind_nothing_is_written(registry: Registry, database_url: str, document: Path) -> None:
    harvest(registry, document, dataset(1), "none")
    with open_database(database_url) as database, database.writing() as connection:
        connection.execute(update(changes).values(at=in_hours(1.1)))
    with pytest.raises(RegistryError, match=r"^the clock of this machine says .*; set the clock right$"):
        harvest(registry, document, dataset(1) + dataset(2))
    with pytest.raises(RegistryError, match="clock"):
        put(registry, dataset(3))
    with pytest.raises(RegistryError, match="clock"):
        registry.withdraw("https://e.vn/1", by="officer", source="a")
    assert [row.state for row in registry.records()] == ["present"]
    assert len(registry.harvests.runs()) == 1


# ---------------------------------------------------------------- what was there before
