"""A kind of source of another agency keeps the contract of sources."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

import pytest

from danhmuc.registry import Registry, sources
from danhmuc.registry.testing import SourceContract

HERE = Path(__file__).parent


class TestStationSheet(SourceContract):
    """Tables of stations."""

    kind = "stations"

    @pytest.fixture(autouse=True)
    def _installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The agency's package stands beside this file; installed, it would have this entry point."""
        monkeypatch.syspath_prepend(HERE)
        point = metadata.EntryPoint("stations", "agency.sheets:StationSheet", "danhmuc.sources")

        def entry_points(*, group: str, name: str | None = None) -> list[metadata.EntryPoint]:
            return [point] if group == "danhmuc.sources" and name in (None, "stations") else []

        monkeypatch.setattr(sources, "entry_points", entry_points)

    def publish(self, folder: Path, titles: Mapping[str, str]) -> str:
        """A table with its last row."""
        path = folder / "stations.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("code", "name"), *titles.items(), ("end",)])
        return str(path)

    def break_off(self, location: str) -> None:
        """The table without its last rows."""
        path = Path(location)
        path.write_bytes(path.read_bytes()[:30])

    def test_source_bytes__are_its_rows(self, tmp_path: Path) -> None:
        """Each record is kept with the row that it was made of."""
        location = self.publish(tmp_path, {"HU1": "Hùng Vương"})
        with Registry.open("sqlite://") as registry:
            registry.harvest(self.source(location), profile="none")
            given = registry.ledger.source_bytes("https://env.example.vn/id/station/HU1")
        assert given is not None
        assert (given.media_type, given.data.decode()) == ("text/csv", "HU1,Hùng Vương")
