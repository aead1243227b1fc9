"""The number of statements that small acts need: each costs the same however small the source is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from danhmuc.registry import Registry, source_at

PREFIXES = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> ."
CATALOG = """@base <https://e.vn/> . <c> a dcat:Catalog ; dct:title "C"@en ; dcat:dataset <1> , <2> .
<1> a dcat:Dataset ; dct:title "One"@en ; dct:publisher <p> ; dcat:distribution [ dcat:accessURL <1.csv> ] ."""


@contextmanager
def counted(statements: list[str]) -> Iterator[None]:
    """Collect the statements that any engine executes, beginnings of transactions included."""

    def note(*given: object) -> None:
        statements.append(" ".join(str(given[2]).split()))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_statements__small_acts_need_few(database_url: str, tmp_path: Path) -> None:
    source = tmp_path / "a.ttl"

    def publish(title: str) -> None:
        source.write_text(f'{PREFIXES} {CATALOG} <2> a dcat:Dataset ; dct:title "{title}"@en .', encoding="utf-8")

    def needed(act: Callable[[], object]) -> int:
        statements: list[str] = []
        with counted(statements):
            act()
        return len(statements)

    publish("Two")
    with Registry.open(database_url) as registry:
        # Each writing transaction looks whether anything is marked as a state secret; a new name is compared with all.
        assert needed(lambda: registry.harvest(source_at(str(source)))) <= 111
        assert needed(lambda: registry.harvest(source_at(str(source)))) <= 68
        publish("Three")
        assert needed(lambda: registry.harvest(source_at(str(source)))) <= 123
        # Feedback, schemas, elements that wait, settings of the planner.
        assert needed(lambda: registry.export("turtle", str(tmp_path / "out.ttl"))) <= 25
        assert needed(lambda: list(registry.records())) <= 6  # marks, and names that records had before
    assert needed(lambda: Registry.open(database_url).close()) <= 10


@pytest.mark.parametrize("run", ["first", "second"])
def test_statements__none_is_asked_twice_of_one_state(database_url: str, tmp_path: Path, run: str) -> None:
    source = tmp_path / "a.ttl"
    source.write_text(f'{PREFIXES} {CATALOG} <2> a dcat:Dataset ; dct:title "Two"@en .', encoding="utf-8")
    statements: list[str] = []
    with Registry.open(database_url) as registry:
        if run == "second":
            registry.harvest(source_at(str(source)))
        with counted(statements):
            registry.harvest(source_at(str(source)))
    state = [one for one in statements if "losses_waiting_number" in one]
    assert len(state) == {"first": 2, "second": 3}[run]  # when it is read, when the run begins, and when it ends
