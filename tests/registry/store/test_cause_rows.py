"""Holds by IRI: what is held does not leave, whatever its sources do meanwhile, and known or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy import text

import danhmuc.registry
from danhmuc.registry import Registry, parse_record, source_at
from danhmuc.registry.record.causes import ENDED_BY, Act, CauseKind
from danhmuc.registry.store.cause_rows import add_causes, causes_on, end_causes
from danhmuc.registry.store.opening import open_database
from danhmuc.vocab.errors import UnknownNameError, UsageError

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
"""
ONE = "https://e.vn/1"
PACKAGE = Path(danhmuc.registry.__file__).parent


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    with Registry.open(database_url) as opened:
        yield opened


def harvest(registry: Registry, path: Path, *names: str, more: str = "") -> None:
    listed = "".join(f'<{name}> a dcat:Dataset ; dct:title "t {name}" {more} .' for name in names)
    path.write_text(PREFIXES + listed, encoding="utf-8")
    registry.plan(source_at(str(path)), profile="none").apply(by="test")


def states(registry: Registry) -> dict[tuple[str, str], tuple[str, str]]:
    return {(row.source, row.iri.rpartition("/")[2]): (row.state, row.presence) for row in registry.records()}


def leaving(registry: Registry) -> set[str]:
    out = BytesIO()
    registry.export("nt", out)
    return {name for name in "123" if f"<https://e.vn/{name}> <http://purl".encode() in out.getvalue()}


def test_withhold__an_iri_that_no_source_describes_yet(registry: Registry, tmp_path: Path) -> None:
    assert registry.withhold(ONE, by="officer", reason="r") == ()
    harvest(registry, tmp_path / "a.ttl", "1", "2")
    assert states(registry) == {("a", "1"): ("withheld", "present"), ("a", "2"): ("present", "present")}
    assert leaving(registry) == {"2"}
    (released,) = registry.release(ONE, by="officer")
    assert (released.kind, leaving(registry)) == ("released", {"1", "2"})
    assert [(change.kind, change.hold) for change in registry.ledger.changes(iri=ONE)] == [
        ("created", "withheld"),
        ("released", None),
    ]


def test_withhold__what_its_source_drops_is_missing_too(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path / "a.ttl", "1", "2")
    registry.withhold(ONE, by="officer", reason="r")
    harvest(registry, tmp_path / "a.ttl", "2")
    assert states(registry)["a", "1"] == ("withheld", "missing")
    registry.release(ONE, by="officer")
    assert states(registry)["a", "1"] == ("missing", "missing")
    harvest(registry, tmp_path / "a.ttl", "1", "2")
    assert states(registry)["a", "1"] == ("present", "present")


def test_withhold__in_one_source_it_is_barred_in_the_other_and_free_with_it(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path / "a.ttl", "1")
    harvest(registry, tmp_path / "b.ttl", "1", "2")
    registry.withhold(ONE, by="officer", source="b", reason="r")
    assert states(registry)["a", "1"] == ("present", "present")
    assert leaving(registry) == {"2"}
    with pytest.raises(UsageError):
        registry.release(ONE, by="officer", source="a")
    registry.release(ONE, by="officer", source="b")
    assert leaving(registry) == {"1", "2"}


def test_withhold__in_a_source_that_is_not_there(registry: Registry) -> None:
    with pytest.raises(UnknownNameError, match=r"nowhere"):
        registry.withhold(ONE, by="officer", source="nowhere", reason="r")


def test_release__a_mark_that_was_a_mistake(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path / "a.ttl", "1")
    harvest(registry, tmp_path / "a.ttl", "1", more='; dmv:secrecy "MAT"')
    assert states(registry)["a", "1"] == ("withheld", "present")
    with pytest.raises(UsageError, match="as a state secret"):
        registry.release(ONE, by="officer")
    harvest(registry, tmp_path / "a.ttl", "1")
    assert states(registry)["a", "1"] == ("withheld", "present"), "only a person releases it"
    registry.release(ONE, by="officer", reason="the mark was a mistake")
    assert leaving(registry) == {"1"}


def test_release__twice(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path / "a.ttl", "1")
    registry.withhold(ONE, by="officer", reason="r")
    registry.withhold(ONE, by="another", reason="again")
    registry.release(ONE, by="officer")
    with pytest.raises(UsageError, match=ONE):
        registry.release(ONE, by="officer")


@pytest.mark.parametrize(
    "statement", ["UPDATE records SET hold = 'withheld'", "UPDATE causes SET until = 'x', ended_by = 'y'"]
)
def test_check__finds_a_hold_that_is_not_on_the_record(
    registry: Registry, database_url: str, tmp_path: Path, statement: str
) -> None:
    harvest(registry, tmp_path / "a.ttl", "1", "2")
    registry.withhold("https://e.vn/2", by="officer", reason="r")
    with open_database(database_url) as database, database.writing() as connection:
        connection.execute(text(statement))
    assert any("table of causes" in str(problem) for problem in registry.upkeep.check().problems)


@pytest.mark.parametrize("source", [None, "a"])
def test_withhold__what_is_only_described_within_another_record(
    registry: Registry, tmp_path: Path, source: str | None
) -> None:
    part = "; dcat:distribution <f> . <f> a dcat:Distribution ; dct:title 'file'"
    harvest(registry, tmp_path / "a.ttl", "1", more=part)
    harvest(registry, tmp_path / "b.ttl", "2", more=part.replace("<f>", "<g>"))
    registry.withhold("https://e.vn/f", by="officer", source=source, reason="r")
    registry.withhold("https://e.vn/g", by="officer", source=source, reason="r")
    assert leaving(registry) == set()
    registry.release("https://e.vn/f", by="officer")
    assert leaving(registry) == {"1"}


def test_withhold__a_person_who_decided_is_not_asked_each_night(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path / "a.ttl", "1", "2")
    registry.withhold(ONE, by="officer", reason="r")
    report = registry.plan(source_at(str(tmp_path / "a.ttl"))).apply(by="test")
    assert (report.barred, report.needs_attention) == (0, False)


# ---------------------------------------------------------------- what ends causes


@pytest.mark.parametrize("act", get_args(Act))
def test_act__ends_the_causes_that_the_table_names_and_no_other(database_url: str, act: Act) -> None:
    with Registry.open(database_url) as registry:
        registry.put(parse_record(f'{PREFIXES}<1> a dcat:Dataset ; dct:title "t"@vi .'), by="test", profile="none")
    with open_database(database_url) as database:
        with database.writing() as connection:
            for kind in get_args(CauseKind):
                add_causes(database, connection, [ONE], kind, source_id=1, by="test")
            ended = {one.kind for one in end_causes(connection, [ONE], act, source_id=1, by="test")}
        with database.reading() as connection:
            left = {one.kind for one in causes_on(connection, [ONE])}
    assert ended == {kind for kind in ENDED_BY if act in ENDED_BY[kind]}
    assert left == ENDED_BY.keys() - ended


def test_code__ends_causes_in_one_place() -> None:
    ends = [
        line.strip() for path in PACKAGE.rglob("*.py") for line in path.read_text().splitlines() if "CAUSES.end" in line
    ]
    assert ends == ["CAUSES.end(connection, _may_end(act), column.in_(some), *conditions, **ends)"]
    writes = re.compile(r"\b(?:insert|update|delete)\(causes\)|\bcauses\.(?:insert|update|delete)\(")
    assert [path.name for path in PACKAGE.rglob("*.py") if writes.search(path.read_text())] == []
