"""The source boundary: whatever happens in one source is its failed run, and the next is tried."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.registry import HarvestSource, Registry, SourceContents, source_at
from danhmuc.registry.harvest.before_reading import isolate
from danhmuc.registry.record.record import IriSpace
from danhmuc.registry.sources.rdf import RdfSource
from danhmuc.vocab.errors import (
    RegistryError,
    ShapesError,
    SourceFailedError,
    SourceUnavailableError,
    UsageError,
)

Run = Callable[..., CompletedProcess[str]]

DATASET = "<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> ."
ODD = [MemoryError(), RecursionError("too deep"), OverflowError("too large"), SourceUnavailableError("x", "down")]


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    with Registry.open(sqlite_url) as registry:
        yield registry


def source(tmp_path: Path) -> HarvestSource:
    (tmp_path / "a.ttl").write_text(DATASET, encoding="utf-8")
    return source_at(str(tmp_path / "a.ttl"))


def fail(error: BaseException) -> Callable[..., object]:
    def work(*_: object, **__: object) -> object:
        raise error

    return work


@pytest.mark.parametrize("error", [RegistryError("x"), ShapesError("x"), UsageError("x"), KeyboardInterrupt()])
def test_isolate__what_is_no_fault_of_the_source_passes(error: BaseException) -> None:
    with pytest.raises(type(error)):
        isolate("a", fail(error))


def test_isolate__the_trace_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(SourceFailedError, match=r"a\.ttl: unexpected MemoryError"):
        isolate("a.ttl", fail(MemoryError()))
    assert [(record.levelname, record.exc_info is not None) for record in caplog.records] == [("ERROR", True)]


@pytest.mark.parametrize("error", ODD, ids=repr)
def test_plan__an_error_while_reading_is_a_failed_run(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    registry.plan(source(tmp_path), profile="none").apply()
    monkeypatch.setattr(RdfSource, "contents", fail(error))
    report = registry.plan(source(tmp_path)).apply()
    assert (report.state, report.run, report.unopened) == ("failed", 2, isinstance(error, SourceUnavailableError))
    assert sorted((run.id, run.state) for run in registry.harvests.runs()) == [(1, "complete"), (2, "failed")]
    assert [row.state for row in registry.records()] == ["present"]


def test_plan__an_error_while_records_are_listed_is_a_failed_run(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def contents(_: RdfSource, space: IriSpace, **__: object) -> SourceContents:
        return SourceContents(records=iter(fail(MemoryError()), None))  # type: ignore[arg-type]

    monkeypatch.setattr(RdfSource, "contents", contents)
    report = registry.plan(source(tmp_path), profile="none").apply()
    assert (report.state, str(report.why)) == (
        "failed",
        "unexpected MemoryError (); run danhmuc --verbose … for the details",
    )


def test_apply__an_error_while_writing_is_a_failed_run_with_its_reason(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = registry.plan(source(tmp_path), profile="none")
    monkeypatch.setattr("danhmuc.registry.harvest.apply.write_batch", fail(OverflowError("too large")))
    report = plan.apply()
    (run,) = registry.harvests.runs()
    assert (report.state, report.records.created, run.state) == ("failed", 0, "failed")
    why = "unexpected OverflowError (too large); run danhmuc --verbose … for the details"
    assert str(report.why) == str(run.why) == why
    monkeypatch.undo()
    assert registry.plan(source(tmp_path)).apply().records.created == 1


@pytest.mark.parametrize("command", ["harvest", "validate"])
def test_commands__one_source_does_not_end_the_night(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], command: str
) -> None:
    from danhmuc.cli.main import run

    for name in "abc":
        (tmp_path / f"{name}.ttl").write_text(DATASET, encoding="utf-8")
    plain = RdfSource.contents

    def contents(self: RdfSource, space: IriSpace, **more: object) -> SourceContents:
        if self.name == "b":
            raise MemoryError
        return plain(self, space, **more)  # type: ignore[arg-type]

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(RdfSource, "contents", contents)
    code = run([command, "a.ttl", "b.ttl", "c.ttl", "--lang", "en"])
    answer = capfd.readouterr()
    assert code == 1
    assert all(f"{name}" in answer.out for name in "ac")
    assert "unexpected MemoryError" in answer.out + answer.err
    assert "b.ttl" in answer.err or "b  run 2" in answer.out


# ---------------------------------------------------------------- what is not read


def test_plan__a_pipe_is_not_waited_for(registry: Registry, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    report = registry.plan(source_at(str(tmp_path / "pipe"))).apply()
    assert (report.state, report.unopened, registry.sources()) == ("failed", True, [])
    assert str(report.why) == (
        "1 of 1 documents unread; pipe: cannot be opened: it is a pipe or a device; name a file or a folder"
    )


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/stdin"])
def test_plan__a_device_is_not_read(registry: Registry, device: str) -> None:
    if Path(device).is_file():
        pytest.skip("it is a file here")
    assert registry.plan(source_at(device)).report.unopened


def test_plan__a_file_that_is_too_large_is_not_read(registry: Registry, tmp_path: Path) -> None:
    source(tmp_path)
    with (tmp_path / "b.ttl").open("wb") as large:
        large.truncate(20_000_000_000)
    report = registry.plan(source_at(str(tmp_path)), profile="none").apply()
    # It may mark what the other document describes.
    assert (report.state, report.records.created, report.records.quarantined) == ("incomplete", 0, 1)
    assert str(report.why) == (
        "1 of 2 documents unread; b.ttl: cannot be opened: Most of the file is a hole, in which nothing is written"
    )
