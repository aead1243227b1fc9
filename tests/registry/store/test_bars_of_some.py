"""Bars say what records, causes and marks say; those of some IRIs alone what those of all say of them."""

from __future__ import annotations

import random
from itertools import product
from typing import Any

import pytest
from sqlalchemy import Connection, delete, func, select, update

from danhmuc.registry.record.bars import Bars, mark_digest
from danhmuc.registry.record.causes import hold_of, pack_causes, presence_of
from danhmuc.registry.record.summary import is_narrower
from danhmuc.registry.store import stored_bars
from danhmuc.registry.store.identity_rows import write_spellings
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.stored_bars import SALT, read_bars
from danhmuc.registry.store.tables import (
    bars,
    causes,
    graphs,
    records,
    redirects,
    same_as,
    settings,
    sources,
    spellings,
    versions,
)
from danhmuc.vocab.valid_iris import valid_or_same

NOW = "2026-01-01T00:00:00+00:00"
DIGESTS = ["rdfc10:" + digit * 64 for digit in "01"]
SOURCES = {1: "a", 2: "b", 3: "c"}
NAMES = ["http://e.vn/1", "http://e.vn/2", "http://e.vn/3", "http://e.vn/a%20b", "http://e.vn/a b", "http://e.vn/100%"]
NAMES += ["http://e.vn/100%25", "http://e.vn/%C4%90", "http://e.vn:x/y", "http://e.vn%3Ax/y", "plain text", "urn:x:1"]
NAMES += [
    "HTTP://E.vn:80/1",
    "http://e.vn/x/../1",
    "http://e.vn/%7e1",
    "http://e.vn/~1",
    "http://e.vn/Đ",
    "http://đ.vn/",
]
NAMES += ["http://xn--fea.vn", "http://e.vn/D\u0335", "http://e.vn/%c4%90"]
PUBLICITY = ["0000", "0000", "0100", "1000", "2000", "00001", "0000?", "1000?"]


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(3))
def test_bars__of_some_iris_are_those_of_all(database_url: str, seed: int) -> None:
    drawn = random.Random(seed)
    with open_database(database_url) as database:
        for _ in range(12):
            with database.writing() as connection:
                empty(connection)
                fill(connection, drawn)
                write_spellings(database, connection, NAMES)
            with database.reading() as connection:
                every = read_bars(connection)
                for asked in (*([one] for one in NAMES), drawn.sample(NAMES, 4)):
                    some = read_bars(connection, asked)
                    for iri in asked:
                        assert said(some, iri) == said(every, iri), (iri, asked)


def test_bars__of_some_iris_do_not_say_that_there_are_none_of_others(database_url: str) -> None:
    with open_database(database_url) as database, database.reading() as connection:
        some = read_bars(connection, [NAMES[0]])
        assert not some.names(NAMES[0])
        with pytest.raises(LookupError, match="/2"):
            some.of(NAMES[1], "0000", source="a")


def test_bars__publicity_is_what_the_newest_version_of_each_source_states(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored_bars, "_MOST_IN_A_LIST", 2)
    stored_bars._not_public.cache_clear()
    drawn = random.Random(4)
    with open_database(database_url) as database:
        for _ in range(12):
            with database.writing() as connection:
                empty(connection)
                fill(connection, drawn)
                # What is held says more than its newest version.
                connection.execute(update(records).values(causes=func.replace(records.c.causes, "held ", "")))
            with database.reading() as connection:
                assert read_bars(connection).publicity == stated(connection)
    stored_bars._not_public.cache_clear()


def stated(connection: Connection) -> dict[str, dict[str, str]]:
    """By IRI the narrowest that a source states of it, unless all is public; read row by row."""
    newest = select(records.c.iri, records.c.source_id, versions.c.publicity)
    newest = newest.join(versions, versions.c.id == records.c.version_id)
    found: dict[str, dict[str, str]] = {}
    for iri, source, publicity in connection.execute(newest):
        known = publicity[:4] if publicity.endswith("?") else publicity
        by_source = found.setdefault(valid_or_same(iri), {})
        before = by_source.get(SOURCES[source], "0000")
        by_source[SOURCES[source]] = known if is_narrower(known, before) else before
    without = {iri: {source: one for source, one in said.items() if one > "0000"} for iri, said in found.items()}
    return {iri: said for iri, said in without.items() if said}


def said(found: Bars, iri: str) -> list[Any]:
    """All that bars say of an IRI."""
    asked = product(SOURCES.values(), PUBLICITY)
    return [
        found.names(iri),
        found.is_retired(iri),
        sorted(found.of_any_version(iri)),
        valid_or_same(iri) in found.holds,
        valid_or_same(iri) in found.purged,
        *((found.of(iri, how, source=name), sorted(found.all_of(iri, how, source=name))) for name, how in asked),
    ]


def empty(connection: Connection) -> None:
    for table in (bars, causes, spellings, redirects, same_as, settings, versions, records, graphs, sources):
        where = [table.c.name == SALT] if table is settings else []
        connection.execute(delete(table).where(*where))


def fill(connection: Connection, drawn: random.Random) -> None:
    fixed = {"kind": "rdf", "profile": "none", "created_at": NOW, "priority": 100, "settings": "{}"}
    rows = [{"id": key, "name": name, "location": f"/{name}", **fixed} for key, name in SOURCES.items()]
    connection.execute(sources.insert(), rows)
    connection.execute(graphs.insert(), [{"digest": one, "triples": 1, "body": b""} for one in DIGESTS])
    pairs = drawn.sample(list(product(SOURCES, NAMES)), drawn.randrange(1, 12))
    for key, (source, iri) in enumerate(pairs, 1):
        connection.execute(records.insert(), [record(key, source, iri, drawn)])
        connection.execute(versions.insert(), [version(key, number, drawn) for number in (0, 1)])
    for key in range(drawn.randrange(4)):
        connection.execute(causes.insert(), [cause(key, drawn)])
    for key in range(drawn.randrange(3)):
        first, second = drawn.sample(NAMES, 2)
        row = {"id": key, "since": NOW, "by": "x", "until": drawn.choice([None, NOW])}
        connection.execute(redirects.insert(), [{**row, "source_id": 1, "old": first, "new": second}])
        connection.execute(same_as.insert(), [{**row, "first": second, "second": drawn.choice(NAMES)}])
    if marked := drawn.sample(NAMES, drawn.randrange(3)):
        connection.execute(settings.insert(), [{"name": SALT, "value": "salt"}])
        for key, iri in enumerate({valid_or_same(one) for one in marked}):
            kind, until = drawn.choice(["secret", "unclear"]), drawn.choice([None, None, NOW])
            row = {
                "id": key,
                "source_id": drawn.choice([*SOURCES]),
                "kind": kind,
                "since": NOW,
                "by": "x",
                "until": until,
            }
            connection.execute(bars.insert(), [{**row, **mark_digest("salt", iri)._asdict()}])


def record(key: int, source: int, iri: str, drawn: random.Random) -> dict[str, Any]:
    packed = pack_causes(
        drawn.sample(
            ["purged", "withdrawn", "withheld", "secret", "absent", "missing", "held"], k=drawn.choice([0, 0, 1, 1, 2])
        )
    )
    return {
        "id": key,
        "source_id": source,
        "iri": iri,
        "role": "record",
        "causes": packed,
        "presence": presence_of(packed),
        "presence_at": NOW,
        "presence_by": "x",
        "version_id": 2 * key,
        "digest": DIGESTS[0],
        "source_digest": drawn.choice(DIGESTS),
        "themes": "",
        "hold": hold_of(packed),
        "local": f"{key}",
    }


def version(key: int, number: int, drawn: random.Random) -> dict[str, Any]:
    return {
        "id": 2 * key + number,
        "record_id": key,
        "number": number + 1,
        "digest": DIGESTS[number],
        "by": "x",
        "created_at": NOW,
        "places": "[]",
        "publicity": drawn.choice(PUBLICITY),
        "role": "record",
    }


def cause(key: int, drawn: random.Random) -> dict[str, Any]:
    return {
        "id": key,
        "iri": valid_or_same(drawn.choice(NAMES)),
        "source_id": drawn.choice([None, *SOURCES]),
        "kind": drawn.choice(["withheld", "purged", "held", "secret", "absent"]),
        "digest": drawn.choice(DIGESTS),
        "by": "x",
        "since": NOW,
        "until": drawn.choice([None, None, NOW]),
    }
