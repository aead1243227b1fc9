"""What a feed is known by to be unchanged: what it notices, what it trusts, and for how many days."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from importlib.metadata import distribution
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import pytest
from sqlalchemy import Engine, event

from danhmuc.registry import FeedReport, Registry
from danhmuc.registry.feeds import last_feed as feed_basis
from danhmuc.registry.feeds.last_feed import FeedBasis, read_basis
from danhmuc.registry.feeds.manifest import MANIFEST

from ...contracts.conftest import PROFILE
from .public_words import BASE, SETTINGS, bytes_by_path, dataset, harvest

E: Final = "https://e.vn/"
DAY: Final = date(2026, 8, 15)


@pytest.fixture
def registry(sqlite_url: str, tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(sqlite_url) as opened:
        harvest(opened, tmp_path, "a", "".join(map(dataset, "123")))
        yield opened


def build(registry: Registry, folder: Path, options: str = "", **more: Any) -> FeedReport:
    file = folder / "settings.toml"
    file.write_text(options + SETTINGS, encoding="utf-8")
    return registry.export_feed(folder / "feed", base=BASE, settings=file, **{"today": DAY, **more})


def basis(folder: Path) -> FeedBasis:
    found = read_basis(folder / "feed")
    assert found is not None
    return found


def served(folder: Path) -> dict[str, bytes]:
    """All that is served but the manifest, which has the times."""
    files = bytes_by_path(folder / "feed" / "current")
    del files[MANIFEST]
    return files


def page(folder: Path) -> Path:
    return folder / "feed" / "current" / "catalog.ttl"


def test_feed__of_nothing_new_reads_no_record(registry: Registry, tmp_path: Path) -> None:
    first = build(registry, tmp_path)
    statements: list[str] = []

    def note(*given: Any) -> None:
        statements.append(given[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        again = build(registry, tmp_path)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert (first.is_unchanged, again.is_unchanged) == (False, True)
    assert not [one for one in statements if "graphs" in one or ("FROM records" in one and "LIMIT" not in one)]
    said, known = first.as_dict(), again.as_dict()
    assert said.keys() - known.keys() == {"inside", "rejected", "not_validated", "unmatched_publishers", "invalid"}
    assert {name for name in known if known[name] != said[name]} == {
        *("created", "files_changed", "bytes_changed", "begins_anew", "is_unchanged")
    }


@pytest.mark.parametrize("option", [{"check_all": True}, {"left_out": "left.csv"}, {"losses": "losses.csv"}])
def test_feed__reads_everything_where_more_is_asked_for(
    registry: Registry, tmp_path: Path, option: dict[str, Any]
) -> None:
    for _ in range(2):
        more = {name: tmp_path / value if isinstance(value, str) else value for name, value in option.items()}
        assert not build(registry, tmp_path, **more).is_unchanged
    assert build(registry, tmp_path).is_unchanged


def alter(file: Path, *, after: float = 0, more: bytes = b"", size: int | None = None) -> None:
    """Alter a byte of a file, its time, and its size."""
    status, data = file.stat(), file.read_bytes()
    file.write_bytes((data.replace(b"kin", b"KIN", 1) + more)[:size])
    os.utime(file, (status.st_atime, status.st_mtime + after))


@pytest.mark.parametrize(
    ("damage", "is_noticed"),
    [
        (lambda file: alter(file, after=1), True),
        (lambda file: alter(file, more=b"\n"), True),
        (lambda file: file.unlink(), True),
        (lambda file: file.with_suffix(".bak").touch(), True),
        (lambda file: alter(file.with_name("catalog.ttl.gz"), size=-9), True),
        (lambda file: alter(file), False),  # names, sizes and times are trusted
    ],
    ids=["time", "size", "gone", "more", "size packed", "neither"],
)
def test_feed__trusts_names_sizes_and_times(
    registry: Registry, tmp_path: Path, damage: Callable[[Path], None], *, is_noticed: bool
) -> None:
    build(registry, tmp_path)
    before = served(tmp_path)
    damage(page(tmp_path))
    assert build(registry, tmp_path).is_unchanged is not is_noticed
    assert (served(tmp_path) == before) is is_noticed
    build(registry, tmp_path, check_all=True)
    assert served(tmp_path) == before


@pytest.mark.parametrize("text", [b"", b"{}", b"[]", b'{"sha256": 1}'])
def test_feed__reads_everything_where_its_basis_is_lost_or_damaged(
    registry: Registry, tmp_path: Path, text: bytes
) -> None:
    build(registry, tmp_path)
    file = tmp_path / "feed" / ".builds" / "basis.json"
    assert file.stat().st_mode & 0o077 == 0
    file.write_bytes(text or file.read_bytes().replace(b"1", b"2", 1))
    assert not build(registry, tmp_path).is_unchanged
    assert build(registry, tmp_path).is_unchanged


def test_feed__notices_another_registry_file_of_the_same_length(
    registry: Registry, sqlite_url: str, tmp_path: Path
) -> None:
    registry.close()
    file, copy = Path(sqlite_url.removeprefix("sqlite:///")), tmp_path / "copy.db"
    shutil.copy(file, copy)
    for reason in ("one", "other"):
        with Registry.open(sqlite_url) as opened:
            opened.withhold(f"{E}1", by="officer", reason=reason)
            assert not build(opened, tmp_path).is_unchanged
            assert build(opened, tmp_path).is_unchanged
        shutil.copy(copy, file)


def test_feed__notices_an_edited_profile_and_its_parents(registry: Registry, tmp_path: Path) -> None:
    profile, parent = tmp_path / "own.ttl", tmp_path / "parent.ttl"
    parent.write_text(PROFILE.format(token="parent", path="dct:title"), encoding="utf-8")
    text = '<https://e.vn/own> a prof:Profile ; prof:hasToken "own" ; prof:isProfileOf <https://e.vn/shapes/parent> .'
    profile.write_text(f"@prefix prof: <http://www.w3.org/ns/dx/prof/> . {text}", encoding="utf-8")
    harvest(registry, tmp_path, "b", dataset("9"), profile=str(profile))
    assert build(registry, tmp_path).records == 4
    assert build(registry, tmp_path).is_unchanged
    parent.write_text(PROFILE.format(token="parent", path="dct:issued"), encoding="utf-8")
    report = build(registry, tmp_path, accept_drop="of the test")
    assert (report.is_unchanged, report.records) == (False, 3)


def test_feed__notices_another_profile_of_its_own_whatever_file_has_it(registry: Registry, tmp_path: Path) -> None:
    for name, path in (("one.shapes", "dct:title"), ("two.shapes", "dct:issued")):
        (tmp_path / name).write_text(PROFILE.format(token="own", path=path), encoding="utf-8")
    one, two = (f'profile = "{name}.shapes"\n' for name in ("one", "two"))
    assert (build(registry, tmp_path, one).records, build(registry, tmp_path, one).is_unchanged) == (3, True)
    assert build(registry, tmp_path, two, accept_drop="of the test").records == 0
    (tmp_path / "two.shapes").write_text(PROFILE.format(token="own", path="dct:title"), encoding="utf-8")
    assert build(registry, tmp_path, two).records == 3


def test_feed__notices_another_danhmuc_of_the_same_version(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(registry, tmp_path)
    record = distribution("danhmuc").read_text("RECORD")
    assert record is not None
    assert "danhmuc/registry/feeds/last_feed.py,sha256=" in record
    other = SimpleNamespace(read_text=lambda name: f"{record}more,," if name == "RECORD" else None)
    monkeypatch.setattr(feed_basis, "distribution", lambda name: {"danhmuc": other}[name])
    assert not build(registry, tmp_path).is_unchanged


def test_feed__is_known_until_a_registration_begins_or_ends(registry: Registry, tmp_path: Path) -> None:
    build(registry, tmp_path)
    assert (basis(tmp_path).day, basis(tmp_path).until) == ("2026-08-15", None)
    assert build(registry, tmp_path, today=date(2027, 8, 15)).is_unchanged
    assert not build(registry, tmp_path, today=date(2026, 8, 14)).is_unchanged
    registry.registrations.set_authority(f"{E}authority", by="admin")
    registry.registrations.register(
        f"{E}1", "candidate", effective_from=date(2026, 9, 1), effective_until=date(2026, 9, 30), by="a", reason="r"
    )
    for day, until in ((DAY, "2026-08-31"), (date(2026, 9, 1), "2026-09-30"), (date(2026, 10, 1), None)):
        assert not build(registry, tmp_path, today=day).is_unchanged
        assert basis(tmp_path).until == until
    assert build(registry, tmp_path, today=date(2026, 10, 2)).is_unchanged


def test_feed__of_a_least_state_is_known_as_long_as_its_verdicts_hold(registry: Registry, tmp_path: Path) -> None:
    dated = dataset(
        "8",
        "dct:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/ANNUAL>",
        'dct:modified "2026-06-01"^^xsd:date',
    )
    harvest(registry, tmp_path, "d", dated, profile="vn")
    build(registry, tmp_path)
    assert basis(tmp_path).until is None, "dated rules never gate"
    build(registry, tmp_path, '[filters]\nmin_status = "recorded"\n', accept_drop="of the test")
    until = basis(tmp_path).until
    assert until is not None
    assert DAY.isoformat() <= until < "2028"
