"""Readings of files that have to end before all is read: incomplete with a reason, and nothing of it is missing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from danhmuc.registry import HarvestReport, Registry, source_at
from danhmuc.registry.document_reading import reader

RDF = '<https://e.vn/{key}> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> "{title}" .\n'


def rdf(*keys: str, title: str = "T") -> str:
    return "".join(RDF.format(key=key, title=title) for key in keys)


def data_json(*keys: str, title: str = "T") -> str:
    records = [{"identifier": f"https://e.vn/{key}", "title": title, "accessLevel": "public"} for key in keys]
    return json.dumps({"conformsTo": "https://project-open-data.cio.gov/v1.1/schema", "dataset": records})


KINDS = pytest.mark.parametrize(("kind", "ending", "text"), [("rdf", "ttl", rdf), ("data-json", "json", data_json)])
Text = Callable[..., str]


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    with Registry.open(sqlite_url) as opened:
        yield opened


class Clock:
    """A clock that says 0 so many times, and then that the time is over."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = 0
        monkeypatch.setattr(reader, "time", SimpleNamespace(monotonic=self.now))

    def now(self) -> float:
        self.left -= 1
        return 0.0 if self.left >= 0 else 2.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def publish(folder: Path, ending: str, text: Text, title: str = "T") -> Path:
    folder.mkdir(exist_ok=True)
    for key in ("a", "b", "c"):
        (folder / f"{key}.{ending}").write_text(text(key, title=title), encoding="utf-8")
    return folder


def harvest(registry: Registry, path: Path, kind: str, *, limited: bool = False) -> HarvestReport:
    return registry.harvest(source_at(str(path), kind), name="s", profile="none", deadline=1.0 if limited else None)


def datasets(registry: Registry) -> dict[str, str]:
    return {row.iri[-1]: row.presence for row in registry.records() if row.iri.startswith("https://e.vn/")}


@KINDS
def test_folder__what_is_read_in_time_counts_and_nothing_is_missing(
    registry: Registry, tmp_path: Path, clock: Clock, kind: str, ending: str, text: Text
) -> None:
    folder = publish(tmp_path / "feed", ending, text)
    harvest(registry, folder, kind)
    publish(folder, ending, text, "New")
    clock.left = 1 if kind == "rdf" else 3  # data.json asks before each entry, too
    report = harvest(registry, folder, kind, limited=True)
    assert (report.state, report.documents, report.records.updated, report.records.missing) == ("incomplete", 1, 1, 0)
    assert str(report.why) == "time limit over: 2 of 3 documents not read, the first of them " + f"b.{ending}"
    assert datasets(registry) == dict.fromkeys("abc", "present")
    whole = harvest(registry, folder, kind)
    assert (whole.state, whole.records.updated) == ("complete", 2)


@KINDS
def test_folder__of_which_nothing_is_read_in_time_is_a_failed_run(
    registry: Registry, tmp_path: Path, clock: Clock, kind: str, ending: str, text: Text
) -> None:
    folder = publish(tmp_path / "feed", ending, text)
    harvest(registry, folder, kind)
    publish(folder, ending, text, "New")
    report = harvest(registry, folder, kind, limited=True)
    assert (report.state, report.unopened, report.run is not None) == ("failed", False, True)
    assert str(report.why).startswith("time limit over: 3 of 3 documents")
    assert datasets(registry) == dict.fromkeys("abc", "present")


@KINDS
def test_folder__that_did_not_move_needs_no_time(
    registry: Registry, tmp_path: Path, clock: Clock, kind: str, ending: str, text: Text
) -> None:
    folder = publish(tmp_path / "feed", ending, text)
    harvest(registry, folder, kind)
    assert harvest(registry, folder, kind, limited=True).state == "complete"
    assert clock.left == 0


@KINDS
def test_file__that_is_too_large_for_the_time_is_left_as_it_was(
    registry: Registry,
    tmp_path: Path,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    ending: str,
    text: Text,
) -> None:
    path = tmp_path / f"all.{ending}"
    path.write_text(text("a", "b", "c"), encoding="utf-8")
    harvest(registry, path, kind)
    monkeypatch.setattr(reader, "is_spooled", lambda *_, **__: True)
    path.write_text(text("a", "b", title="New"), encoding="utf-8")
    clock.left = 1 if kind == "rdf" else 3
    report = harvest(registry, path, kind, limited=True)
    assert (report.state, report.records.updated, report.records.missing) == ("failed", 0, 0)
    assert "time limit over: 1 of 1 documents" in str(report.why)
    assert datasets(registry) == dict.fromkeys("abc", "present")
    assert harvest(registry, path, kind).records.updated == 2


@KINDS
def test_folder__what_is_new_waits_for_the_documents_that_may_mark_it(
    registry: Registry, tmp_path: Path, clock: Clock, kind: str, ending: str, text: Text
) -> None:
    folder = publish(tmp_path / "feed", ending, text)
    (folder / f"b.{ending}").unlink()
    (folder / f"c.{ending}").unlink()
    harvest(registry, folder, kind)
    publish(folder, ending, text)
    (folder / f"a.{ending}").write_text(text("a", "new"), encoding="utf-8")
    clock.left = 1 if kind == "rdf" else 4
    report = harvest(registry, folder, kind, limited=True)
    assert (report.state, report.records.created) == ("incomplete", 0)
    assert report.run is not None
    codes = [one.code for one in registry.harvests.run_findings(report.run)]
    assert codes.count("read:late") == 1
    assert datasets(registry) == {"a": "present"}
    assert harvest(registry, folder, kind).records.created >= 3
    assert set(datasets(registry)) == {"a", "b", "c", "w"}
