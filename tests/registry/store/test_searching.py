"""Lists of records: chosen and sorted by the database, the same on both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.vocab.errors import UsageError

if TYPE_CHECKING:
    from ...conftest import Fill, RegistryCopy

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
"""
GOOD = '; dct:title "{}"@vi ; dct:description "d"@vi'


def fill(url: str, folder: Path) -> None:
    """Source ``a`` with records of zero, two and one violation, one of which run 3 changed; ``b`` is not validated."""
    first = f'<1> a dcat:Dataset {GOOD.format("b")} . <2> a dcat:Dataset . <3> a dcat:Dataset ; dct:title "a"@vi .'
    second = first.replace('"b"', '"c"')
    third = f"<4> a dcat:Dataset {GOOD.format('a')} ."
    with Registry.open(url, create=True) as opened:
        for name, content, profile in (("a", first, "dcat-ap"), ("b", third, "none"), ("a", second, "dcat-ap")):
            path = folder / f"{name}.ttl"
            path.write_text(PREFIXES + content, encoding="utf-8")
            opened.plan(source_at(str(path)), profile=profile).apply(by="test")


@pytest.fixture
def registry(copy_registry: Callable[[Fill], RegistryCopy]) -> Iterator[Registry]:
    with Registry.open(copy_registry(fill).url) as opened:
        yield opened


@pytest.mark.parametrize(
    ("chosen", "numbers"),
    [
        ({}, "3 4 1 2"),
        ({"sort": "violations"}, "2 3 4 1"),
        ({"sort": "violations", "limit": 2}, "2 3"),
        ({"verdict": "none"}, "4"),
        ({"verdict": "submitted"}, "3 2"),
        ({"since": "2"}, "4 1"),
        ({"since": "3"}, "1"),
        ({"run": 1}, "3 1 2"),
        ({"run": 3}, "1"),
        ({"since": "3", "run": 1}, "1"),
    ],
)
def test_records__chosen_and_sorted(registry: Registry, chosen: dict[str, str], numbers: str) -> None:
    found = registry.records(**chosen)  # type: ignore[arg-type]
    assert [row.iri.rpartition("/")[2] for row in found] == numbers.split()


@pytest.mark.parametrize("chosen", [{"since": "x"}, {"since": "4"}, {"run": 4}])
def test_records__of_no_moment_or_run_are_refused(registry: Registry, chosen: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        registry.records(**chosen)  # type: ignore[arg-type]
