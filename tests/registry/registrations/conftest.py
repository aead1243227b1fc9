"""A registry on each database with records of three kinds of verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from danhmuc.registry import HarvestReport, Registry, source_at

E = "https://e.vn/"
AUTHORITY = "https://e.vn/authority"
PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
"""

Harvest = Callable[..., HarvestReport]


def dataset(name: str, more: str = "") -> str:
    """A dataset that DCAT-AP accepts with warnings."""
    return f'<{name}> a dcat:Dataset ; dct:title "t {name}"@vi ; dct:description "d"@vi {more} .\n'


def faulty(name: str) -> str:
    """A dataset that DCAT-AP does not accept."""
    return f'<{name}> a dcat:Dataset ; dct:title "t {name}"@vi .\n'


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    """A registry that registers in the name of an authority."""
    with Registry.open(database_url) as opened:
        opened.registrations.set_authority(AUTHORITY, by="admin")
        yield opened


@pytest.fixture
def harvest(registry: Registry, tmp_path: Path) -> Harvest:
    """Harvests a source of one file."""

    def run(turtle: str, source: str = "a", profile: str | None = None) -> HarvestReport:
        path = tmp_path / f"{source}.ttl"
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        return registry.harvest(source_at(str(path)), name=source, profile=profile)

    return run
