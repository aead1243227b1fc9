"""check(): a damaged registry says what is wrong; reading a damaged graph is one line, no trace."""

from __future__ import annotations

import re
import tracemalloc
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text

from danhmuc.registry import Registry, source_at
from danhmuc.vocab.errors import RegistryError

if TYPE_CHECKING:
    from .conftest import Agency

PREFIXES = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> ."
ONE = '<1> a dcat:Dataset ; dct:title "Một"@vi . [] dct:title "rest" .'


@pytest.fixture
def damage(agency: Agency, database_url: str) -> Callable[..., None]:
    """Publishes a record and changes the database behind the registry's back."""
    agency.publish(ONE)

    def run(statement: str, **values: object) -> None:
        engine = create_engine(database_url)
        with engine.begin() as connection:
            connection.execute(text(statement), values)
        engine.dispose()

    return run


def test_check__counts_what_is_there(agency: Agency) -> None:
    agency.publish(ONE)
    report = agency.registry.upkeep.check()
    assert (report.sources, report.records, report.versions, report.graphs, report.runs, report.problems) == (
        1,
        1,
        1,
        1,
        1,
        (),
    )


@pytest.mark.parametrize("table", ["graphs", "rests"])
def test_check__finds_a_body_that_cannot_be_unpacked(
    damage: Callable[..., None], registry: Registry, table: str
) -> None:
    damage(f"UPDATE {table} SET body = :body", body=b"\x00damaged")
    (problem,) = registry.upkeep.check().problems
    assert "cannot be unpacked" in str(problem)


@pytest.mark.parametrize("table", ["graphs", "rests"])
def test_check__finds_a_body_that_is_another(damage: Callable[..., None], registry: Registry, table: str) -> None:
    damage(f"UPDATE {table} SET body = :body", body=zlib.compress(b"<x> <y> <z> .\n"))
    (problem,) = registry.upkeep.check().problems
    assert "its content is not what its digest says" in str(problem)


def test_check__finds_a_wrong_number_of_triples(damage: Callable[..., None], registry: Registry) -> None:
    damage("UPDATE graphs SET triples = 7")
    (problem,) = registry.upkeep.check().problems
    assert str(problem).endswith(": 7 triples recorded, 2 found")


def test_check__finds_a_wrong_digest(damage: Callable[..., None], registry: Registry) -> None:
    damage("UPDATE records SET digest = 'rdfc10:other'")
    (problem,) = registry.upkeep.check().problems
    assert str(problem).startswith("record https://e.vn/1: newest version rdfc10:other recorded, rdfc10:")


def test_check__finds_a_newest_version_that_is_not_there(damage: Callable[..., None], registry: Registry) -> None:
    damage("UPDATE records SET version_id = 99")
    problem, ledger = registry.upkeep.check().problems
    assert str(problem).endswith(", none found")
    assert "newest row of changes" in str(ledger)


def test_check__finds_a_newest_version_of_another_record(agency: Agency, damage: Callable[..., None]) -> None:
    agency.publish(ONE + "<2> a dcat:Dataset .")
    damage("UPDATE records SET version_id = 1, digest = (SELECT digest FROM versions WHERE id = 1)")
    problem, ledger = agency.registry.upkeep.check().problems
    assert str(problem) == "record https://e.vn/2: its newest version belongs to another record"
    assert str(ledger).startswith("record https://e.vn/2: the registry shows it otherwise")


def test_check__finds_a_text_that_is_another(agency: Agency, damage: Callable[..., None]) -> None:
    agency.harvest("dcat-ap")
    damage("UPDATE texts SET body = '{}' WHERE id = 1")
    (problem,) = agency.registry.upkeep.check().problems
    assert re.fullmatch("text sha256:[0-9a-f]{64}: its content is not what its digest says", str(problem))


def test_check__finds_a_text_that_a_message_names_and_that_is_not_there(
    agency: Agency, damage: Callable[..., None]
) -> None:
    agency.break_off("broken.ttl")
    report = agency.harvest()
    message = '{"id": "earlier-text", "facts": {"text": {"texts": 99}}}'
    damage("UPDATE findings SET message = :message WHERE run_id = :run", message=message, run=report.run)
    assert list(map(str, agency.registry.upkeep.check().problems)) == [
        "table findings: a row refers to one that is not there"
    ]
    with pytest.raises(RegistryError, match="text 99 is not there; `danhmuc registry check` lists what is wrong"):
        agency.registry.harvests.run_findings(report.run or 0)


def test_get__a_damaged_graph_is_told_in_one_line(damage: Callable[..., None], registry: Registry) -> None:
    damage("UPDATE graphs SET body = :body", body=b"\x00damaged")
    with pytest.raises(RegistryError, match=r"^graph rdfc10:\w+ is damaged \(.+\); `danhmuc registry check` lists all"):
        registry.get("https://e.vn/1")


def test_export__a_damaged_graph_is_told_in_one_line(damage: Callable[..., None], registry: Registry) -> None:
    damage("UPDATE graphs SET body = :body", body=b"\x00damaged")
    with pytest.raises(RegistryError, match="is damaged"):
        registry.export("nt", BytesIO())


@pytest.mark.soak
@pytest.mark.usefixtures("usual_collection")
def test_check__memory_grows_by_less_than_a_hundred_bytes_a_record(tmp_path: Path) -> None:
    peaks: list[int] = []
    sizes = (2_000, 6_000)
    for size in sizes:
        path = tmp_path / f"{size}.ttl"
        lines = (f'<https://e.vn/{n}> a dcat:Dataset ; dct:title "{n}" .' for n in range(size))
        path.write_text("\n".join([PREFIXES, *lines]), encoding="utf-8")
        with Registry.open(f"sqlite:///{tmp_path}/{size}.db") as registry:
            registry.harvest(source_at(str(path)), profile="none")
            registry.upkeep.check()
            tracemalloc.start()
            report = registry.upkeep.check()
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        assert (report.records, report.problems) == (size, ())
    assert peaks[1] - peaks[0] < 100 * (sizes[1] - sizes[0])


@pytest.mark.parametrize(
    ("table", "column"),
    [
        *(("runs", column) for column in ("state", "counts", "started_at", "ended_at")),
        *(("sources", "created_at"), ("versions", "places"), ("versions", "created_at")),
        *(("moments", "newest"), ("changes", "at"), ("records", "presence_at")),
    ],
)
def test_check__names_a_value_that_has_rotted(
    agency: Agency, damage: Callable[..., None], registry: Registry, table: str, column: str
) -> None:
    damage(f"UPDATE {table} SET {column} = substr({column}, 2)")
    said = f"{column} has another form than its values have"
    assert [
        one for one in map(str, registry.upkeep.check().problems) if one.startswith(f"{table}, row ") and said in one
    ]
