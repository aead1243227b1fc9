"""A kind of source of another agency that reads what changed keeps the contract of such sources."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path

import pytest

from danhmuc.registry import sources
from danhmuc.registry.testing import DeltaContract, PublishedActivity

HERE = Path(__file__).parent


class TestStationJournal(DeltaContract):
    """Journals of stations."""

    kind = "journal"

    @pytest.fixture(autouse=True)
    def _installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The agency's package stands beside this file; installed, it would have this entry point."""
        monkeypatch.syspath_prepend(HERE)
        point = metadata.EntryPoint("journal", "agency.journal:StationJournal", "danhmuc.sources")

        def entry_points(*, group: str, name: str | None = None) -> list[metadata.EntryPoint]:
            return [point] if group == "danhmuc.sources" and name in (None, "journal") else []

        monkeypatch.setattr(sources, "entry_points", entry_points)

    def publish(self, folder: Path, titles: Mapping[str, str]) -> str:
        """Write what is different from what was published before."""
        before = self._published.setdefault(folder, {})
        now = len(self._written.setdefault(folder, []))
        changed = [(key, title) for key, title in titles.items() if before.get(key) != title]
        gone = [(key, None) for key in before if key not in titles]
        self._published[folder] = dict(titles)
        new = [PublishedActivity(key, title, now + number) for number, (key, title) in enumerate([*changed, *gone])]
        return self.publish_activities(folder, [*self._written[folder], *new])

    def publish_activities(self, folder: Path, activities: Sequence[PublishedActivity]) -> str:
        """Pages of four rows."""
        self._written[folder] = list(activities)
        pages = folder / "journal"
        pages.mkdir(exist_ok=True)
        for start in range(0, len(activities), 4):
            with (pages / f"{start:04}.csv").open("w", encoding="utf-8", newline="") as file:
                rows = [(one.at, one.key, one.title or "") for one in activities[start : start + 4]]
                csv.writer(file).writerows([*rows, ("end",)])
        return str(pages)

    def break_off(self, location: str) -> None:
        """The newest page without its last row."""
        newest = sorted(Path(location).glob("*.csv"))[-1]
        newest.write_bytes(newest.read_bytes()[:-8])

    @pytest.fixture(autouse=True)
    def _nothing_written(self) -> None:
        self._published: dict[Path, dict[str, str]] = {}
        self._written: dict[Path, list[PublishedActivity]] = {}
