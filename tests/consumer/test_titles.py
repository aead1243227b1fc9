"""A format of another agency names publishers and sources, which are in no graph of a record."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest

from danhmuc.registry import Agent, Dataset, Registry, exporters

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The agency's package stands beside this file; installed, it would have this entry point."""
    monkeypatch.syspath_prepend(HERE)
    point = metadata.EntryPoint("titles", "agency.titles:TitleList", "danhmuc.exporters")

    def entry_points(*, group: str, name: str | None = None) -> list[metadata.EntryPoint]:
        return [point] if group == "danhmuc.exporters" and name in (None, "titles") else []

    monkeypatch.setattr(exporters, "entry_points", entry_points)


def test_titles__with_publisher_and_source(tmp_path: Path) -> None:
    agency = Agent("https://e.vn/agency", name={"vi": "Sở Y tế"})
    with Registry.open("sqlite://") as registry:
        registry.put(Dataset("https://e.vn/1", title={"vi": "Bệnh viện"}, publisher=agency), by="test", profile="none")
        registry.export("titles", tmp_path / "titles.csv")
    assert (tmp_path / "titles.csv").read_text(encoding="utf-8") == "Bệnh viện,Sở Y tế,local,not-validated\n"
