"""A clock that goes wrong between two nights removes nothing too early, and puts no change before an earlier one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from shutil import copyfile
from typing import Final, NamedTuple

import pytest

from danhmuc.registry import HarvestReport, Registry, source_at
from danhmuc.registry.store import clock
from danhmuc.vocab.errors import RegistryError

PREFIXES: Final = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"
START: Final = datetime(2026, 3, 1, 2, 15, tzinfo=UTC)
ALL: Final = frozenset(range(30))
LESS: Final = ALL - {0}
DAY: Final = 24.0
YEARS: Final = 24.0 * 3650


class Night(NamedTuple):
    """The time by the clock of the machine, in hours after the first night, and what is published then."""

    hours: float
    names: frozenset[int]


CLOCKS: Final[dict[str, tuple[list[Night], str]]] = {
    "two nights in one second": ([Night(0, ALL), Night(0, LESS), Night(0, LESS)], "missing"),
    "half an hour back": ([Night(0, ALL), Night(-0.5, LESS), Night(-0.4, LESS)], "missing"),
    "back after it was missing": ([Night(0, ALL), Night(1, LESS), Night(0.2, LESS)], "missing"),
    "an hour back, as summer time ends": ([Night(0, ALL), Night(20, LESS), Night(19.01, LESS)], "missing"),
    "nineteen hours, not twenty": ([Night(0, ALL), Night(1, LESS), Night(20.9, LESS)], "missing"),
    "twenty-one hours": ([Night(0, ALL), Night(1, LESS), Night(22, LESS)], "withdrawn"),
    "the first night ten years ago": ([Night(-YEARS, ALL), Night(0, LESS), Night(0.1, LESS)], "missing"),
    "a night's break of ten years": ([Night(0, ALL), Night(YEARS, LESS)], "missing"),
    "a day ahead while nothing changes": ([Night(0, ALL), Night(DAY, ALL), Night(0.1, LESS)], "missing"),
    "a day ahead while something changes": ([Night(0, ALL), Night(DAY, ALL | {31}), Night(0.1, LESS)], "refused"),
    "ten years ahead, then right": ([Night(YEARS, ALL), Night(0, LESS)], "refused"),
    "back by two hours": ([Night(0, ALL), Night(-2, LESS)], "refused"),
}
"""Nights, and what the dataset becomes that is published in the first alone; refused if nothing may be written."""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty registry, which each test copies: making one takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "r.db"
    Registry.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def url(empty: Path, tmp_path: Path) -> str:
    copyfile(empty, tmp_path / "r.db")
    return f"sqlite:///{tmp_path / 'r.db'}"


@pytest.fixture
def harvest(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Night], HarvestReport]:
    """Harvest what a night publishes, at its time."""

    def at(night: Night) -> HarvestReport:
        class Clock(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
                return (START + timedelta(hours=night.hours)).astimezone(tz)

        monkeypatch.setattr(clock, "datetime", Clock)
        text = "".join(f'<https://e.vn/{name}> a dcat:Dataset ; dct:title "t" .\n' for name in sorted(night.names))
        (tmp_path / "a.ttl").write_text(PREFIXES + text, encoding="utf-8")
        with Registry.open(url) as registry:
            return registry.harvest(source_at(str(tmp_path / "a.ttl")), profile="none")

    return at


@pytest.mark.soak
@pytest.mark.parametrize("name", CLOCKS)
def test_harvest__by_a_clock_that_goes_wrong(harvest: Callable[[Night], HarvestReport], url: str, name: str) -> None:
    nights, becomes = CLOCKS[name]
    for night in nights[:-1]:
        assert harvest(night).state == "complete"
    if becomes == "refused":
        with pytest.raises(RegistryError, match=r"^the clock of this machine says .*; set the clock right$"):
            harvest(nights[-1])
    else:
        report = harvest(nights[-1])
        assert report.state == "complete"
        assert all(seconds >= 0 for seconds in report.seconds.values())
    with Registry.open(url) as registry:
        (row,) = [row for row in registry.records() if row.iri == "https://e.vn/0"]
        assert row.presence == ("present" if becomes == "refused" else becomes)
        assert len(registry.harvests.runs()) == len(nights) - (becomes == "refused")
        times = [change.at for change in registry.ledger.changes()]
        assert times == sorted(times)
        assert registry.upkeep.check().problems == ()
