"""Decisions about identity and losses in the store, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from danhmuc.registry import HarvestReport, Registry, source_at
from danhmuc.registry.store.decisions import SAME_AS
from danhmuc.registry.store.identity_rows import declined_pairs, drop_proposals, equal_iris, open_proposals
from danhmuc.registry.store.tombstones import known_losses, waiting_losses

E = "https://e.vn/"
PREFIXES = """
@base <https://e.vn/> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
"""
Publish = Callable[..., HarvestReport]


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    with Registry.open(database_url) as opened:
        yield opened


@pytest.fixture
def publish(registry: Registry, tmp_path: Path) -> Publish:
    def run(*names: str, without_files: int = 0) -> HarvestReport:
        path = tmp_path / "a.ttl"
        lines = [
            f"<{name}> a dcat:Dataset ; dct:title '{name[0]}'@vi"
            + ("" if number < without_files else " ; dcat:distribution [ dcat:downloadURL <f> ]")
            for number, name in enumerate(names)
        ]
        path.write_text(PREFIXES + " .\n".join([*lines, ""]), encoding="utf-8")
        return registry.harvest(source_at(str(path)), profile="none")

    return run


def test_same_as__is_said_ended_and_forgotten(registry: Registry, publish: Publish) -> None:
    publish("a", "b", "c")
    for first, second in (("a", "b"), ("c", "b")):
        registry.identities.same_as(E + first, E + second, by="officer", reason="một")
    registry.identities.end_same_as(E + "b", E + "c", by="officer", reason="hai")
    with registry._database.writing() as connection:
        assert equal_iris(connection) == dict.fromkeys((E + "a", E + "b"), frozenset({E + "a", E + "b"}))
        SAME_AS.forget(connection, [E + "b"])
    told = [(one.first, one.reason, one.until is None) for one in registry.identities.same_as_statements(ended=True)]
    assert told == [(E + "a", None, True), (E + "c", None, False)]


def test_proposals__are_stored_once_declined_and_dropped(registry: Registry, publish: Publish) -> None:
    publish("x", "y", "z", "a", "b")
    for _ in range(2):
        publish("x", "y", "z", "a2", "b2")
    with registry._database.reading() as connection:
        assert [(one.new, one.run) for one in open_proposals(connection)] == [(E + "a2", 2), (E + "b2", 2)]
        assert open_proposals(connection, source_id=2) == []
    registry.identities.decline_rename(E + "a", E + "a2", by="officer", reason="r")
    with registry._database.writing() as connection:
        assert declined_pairs(connection, 1) == {(E + "a", E + "a2")}
        drop_proposals(connection, [E + "b"])
        assert open_proposals(connection) == []


def test_losses__wait_are_allowed_and_over(registry: Registry, publish: Publish) -> None:
    publish("a", "b", "c")
    for _ in range(2):
        assert publish("a", "b", "c", without_files=2).losses_waiting == 2
    with registry._database.reading() as connection:
        known = known_losses(connection, 1)
        assert (len(known.waiting), known.allowed, known.recent, waiting_losses(connection)) == (
            2,
            set(),
            set(),
            {1: 2},
        )
    assert registry.harvests.accept_missing("a", by="officer", reason="r").losses == 2
    assert publish("a", "b", "c", without_files=2).losses == 2
    with registry._database.reading() as connection:
        known = known_losses(connection, 1)
        assert (known.waiting, known.allowed, known.recent) == (set(), set(), set())
    assert registry.upkeep.check().problems == ()
