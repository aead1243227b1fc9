"""Several sources at once: as one after another, and none touches another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

import pytest

from danhmuc.registry import Registry, SourceContents, source_at
from danhmuc.registry.harvest.workers import HarvestedSource
from danhmuc.registry.record.record import IriSpace
from danhmuc.registry.store.runs import take_lease
from danhmuc.vocab.errors import DanhmucError, UsageError

from .conftest import PREFIXES

SOURCES = 5
OTHERWISE = {"run": 0, "seconds": {}}
"""What two harvests of the same never share."""


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Catalogues of some datasets each; every second names no title."""
    paths = []
    for number in range(SOURCES):
        title = "" if number % 2 else '; dct:title "x"@vi'
        lines = [f"<{number}-{one}> a dcat:Dataset {title} ; dct:publisher <org> ." for one in range(3 + number)]
        paths.append(tmp_path / f"source-{number}.ttl")
        paths[-1].write_text(PREFIXES + "\n".join([*lines, "<org> dct:title 'org' ."]), encoding="utf-8")
    return paths


@pytest.fixture
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool


@pytest.fixture(scope="module")
def processes() -> Iterator[Executor]:
    """Two that go on from one registry to the next, since each takes most of a second to start."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        yield pool


@pytest.fixture(params=["threads", "processes"])
def executor(request: pytest.FixtureRequest) -> Executor:
    found: Executor = request.getfixturevalue(request.param)
    return found


def outcomes(registry: Registry, paths: list[Path], executor: Executor) -> list[HarvestedSource]:
    return list(registry.harvests.each([source_at(str(path)) for path in paths], executor, profile="dcat-ap"))


@pytest.mark.soak
def test_harvest_each__is_as_one_after_another(
    registry: Registry, files: list[Path], executor: Executor, sqlite_url: str, tmp_path: Path
) -> None:
    found = outcomes(registry, files, executor)
    with Registry.open(sqlite_url + ".other") as other:
        reports = [other.harvest(source_at(str(path)), profile="dcat-ap") for path in files]
        for number, each in enumerate((registry, other)):
            each.export("nt", tmp_path / f"{number}.nt")
    assert [one.location for one in found] == [str(path) for path in files]
    for one, report in zip(found, reports, strict=True):
        assert one.report is not None
        assert one.report.as_dict() | OTHERWISE == report.as_dict() | OTHERWISE
    assert (tmp_path / "0.nt").read_bytes() == (tmp_path / "1.nt").read_bytes()
    assert registry.upkeep.check().problems == ()


def test_harvest_each__gives_all_runs_one_number(registry: Registry, files: list[Path], threads: Executor) -> None:
    outcomes(registry, files, threads)
    outcomes(registry, files, threads)
    batches = [run.batch for run in registry.harvests.runs()]
    assert batches == [batches[0]] * SOURCES + [batches[-1]] * SOURCES
    assert batches[0] != batches[-1]


class Exploding:
    """A source whose kind has a bug."""

    kind = "rdf"
    name = "exploding"

    def __init__(self, location: str) -> None:
        self.location = location

    def contents(self, space: IriSpace, **_: object) -> SourceContents:
        raise ZeroDivisionError(space.source)

    def records(self) -> Iterator[object]:
        return iter(())


def test_harvest_each__one_that_fails_touches_no_other(
    registry: Registry, files: list[Path], threads: Executor, tmp_path: Path
) -> None:
    files[1].write_text("x")
    with registry._database.writing() as connection:
        take_lease(connection, "source-3")
    sources = [source_at(str(path)) for path in (*files, tmp_path / "gone.ttl")]
    sources.insert(2, Exploding(str(tmp_path / "exploding")))  # type: ignore[arg-type]
    told = []
    for outcome in registry.harvests.each(sources, threads, profile="none"):
        report = outcome.report
        told.append("error" if report is None else "unopened" if report.unopened else report.state)
    assert told == ["complete", "failed", "failed", "complete", "error", "complete", "unopened"]
    assert registry.upkeep.check().problems == ()


def test_harvest_each__an_error_of_a_source_is_its_own(
    registry: Registry, files: list[Path], executor: Executor
) -> None:
    with registry._database.writing() as connection:
        take_lease(connection, "source-0")
    first, *others = outcomes(registry, files, executor)
    assert (first.report, isinstance(first.error, DanhmucError)) == (None, True)
    assert str(first.error).startswith("source 'source-0' is being harvested by ")
    assert [one.error for one in others] == [None] * (SOURCES - 1)


def test_harvest_each__tells_what_profiles_cannot_do(
    registry: Registry, files: list[Path], threads: Executor, profile: Callable[..., str]
) -> None:
    path = Path(profile())
    path.write_text(path.read_text(encoding="utf-8") + ":Dataset sh:severity :Odd .", encoding="utf-8")
    found = list(registry.harvests.each([source_at(str(one)) for one in files], threads, profile=str(path)))
    assert all(len(warnings) == 1 for one in found for warnings in one.profile_warnings.values())
    assert all(one.profile_warnings for one in found)


class Broken(Executor):
    """An executor whose processes have died."""

    def submit(self, *_: object, **__: object) -> Future[object]:  # type: ignore[override]
        raise BrokenProcessPool


def test_harvest_each__by_a_broken_executor_can_be_tried_again(
    registry: Registry, files: list[Path], threads: Executor
) -> None:
    assert all(isinstance(one.error, BrokenProcessPool) for one in outcomes(registry, files, Broken()))
    assert all(one.error is None for one in outcomes(registry, files, threads))


def test_harvest_each__of_a_registry_in_memory_is_refused(files: list[Path], threads: Executor) -> None:
    with (
        Registry.open("sqlite://") as registry,
        pytest.raises(UsageError, match="a registry in memory can be used by one process only"),
    ):
        outcomes(registry, files, threads)
