"""Registries that were made by harvesting many sources, a tenth thrice, and what commands take on them."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from national_databases import Database
from national_sources import EACH, NationalSources
from processes import Usage, danhmuc

__all__ = ["NationalRegistry", "Taken", "make_registry", "timed"]

EDITIONS = 3


@dataclass(frozen=True, slots=True)
class Taken:
    """What a command took.

    Attributes:
        cpu_seconds: of the command and of the server.
        server_seconds: of it the server.
        seconds: by the clock.
        peak_mib: the most memory of the command or of one of its workers.
    """

    cpu_seconds: float
    server_seconds: float
    seconds: float
    peak_mib: float


def timed(database: Database, step: Callable[[], Usage]) -> tuple[Taken, str]:
    """What a command took, and what it answered."""
    served, begun = database.cpu_seconds(), time.perf_counter()
    usage = step()
    seconds = time.perf_counter() - begun
    server = database.cpu_seconds() - served
    return Taken(usage.cpu_seconds + server, server, seconds, usage.peak_mib), usage.answer


@dataclass(frozen=True, slots=True)
class NationalRegistry:
    """A registry and the sources that it was harvested from."""

    database: Database
    name: str
    sources: NationalSources
    made: Taken

    @property
    def url(self) -> str:
        """Its URL."""
        return self.database.url(self.name)

    @property
    def records(self) -> int:
        """How many datasets it has."""
        return len(self.sources.files) * EACH

    def run(self, *arguments: str | Path, exit_code: int = 0) -> Taken:
        """What a command takes on this registry."""
        step = partial(danhmuc, *arguments, "--registry", self.url, exit_code=exit_code)
        return timed(self.database, step)[0]

    def harvest_changed(self) -> Taken:
        """Harvest one source, of which a hundredth has changed."""
        path = self.sources.change(0)
        step = partial(danhmuc, "harvest", path, "--registry", self.url, "--json")
        taken, answer = timed(self.database, step)
        assert json.loads(answer)[0]["records"]["updated"] == EACH // 100
        return taken


def make_registry(database: Database, folder: Path, name: str, number: int) -> NationalRegistry:
    """A registry of so many sources, with a tenth of the datasets changed twice; or the one that is there already."""
    told = folder / f"{name}.json"
    if told.exists():
        made = Taken(**json.loads(told.read_text(encoding="utf-8")))
        return NationalRegistry(database, name, NationalSources(folder / name, number), made)
    shutil.rmtree(folder / name, ignore_errors=True)
    sources = NationalSources(folder / name, number)
    url = database.url(name)
    nights = [_night(database, url, sources.files, "created", number * (EACH + 1))]
    nights += (
        _night(database, url, sources.publish(edition), "updated", number * EACH // 10)
        for edition in range(2, EDITIONS + 1)
    )
    made = Taken(
        sum(one.cpu_seconds for one in nights),
        sum(one.server_seconds for one in nights),
        sum(one.seconds for one in nights),
        max(one.peak_mib for one in nights),
    )
    told.write_text(json.dumps(asdict(made)), encoding="utf-8")
    return NationalRegistry(database, name, sources, made)


def _night(database: Database, url: str, files: list[Path], key: str, number: int) -> Taken:
    step = partial(danhmuc, "harvest", *files, "--workers", "2", "--registry", url, "--json")
    taken, answer = timed(database, step)
    assert sum(one["records"][key] for one in json.loads(answer)) == number
    return taken
