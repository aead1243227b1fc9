"""Event streams keep the contract of sources."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from danhmuc.registry.testing import SourceContract

from ..registry.event_streams.stream_web import activity, dataset, page
from .test_rdf_source import TestRdfOnWeb as _OnWeb


def members(titles: Mapping[str, str], secret: str = "") -> dict[str, str]:
    """An activity for each dataset, by key."""
    marks = {key: ' ; dmv:secrecy "MAT"' if key == secret else "" for key in titles}
    return {
        key: activity(key, "Create", key, number, dataset(key, title, more=marks[key]))
        for number, (key, title) in enumerate(titles.items())
    }


class TestLdesFolder(SourceContract):
    """A page for each dataset."""

    kind = "ldes"

    def publish(self, folder: Path, titles: Mapping[str, str]) -> str:
        """A folder of pages."""
        return self._publish(folder, titles)

    def break_off(self, location: str) -> None:
        """One of the pages, cut off."""
        path = Path(location) / "two.trig"
        path.write_bytes(path.read_bytes()[:-9])

    def mark_secret(self, folder: Path, titles: Mapping[str, str], key: str) -> str:
        """A folder of pages."""
        folder.mkdir(exist_ok=True)
        return self._publish(folder, titles, secret=key)

    def _publish(self, folder: Path, titles: Mapping[str, str], secret: str = "") -> str:
        feed = folder / "feed"
        feed.mkdir(exist_ok=True)
        for path in feed.iterdir():
            path.unlink()
        for key, member in members(titles, secret).items():
            (feed / f"{key}.trig").write_text(page(member), encoding="utf-8")
        return str(feed)


class TestLdesOnWeb(_OnWeb):
    """One page of a stream, with an activity for each dataset."""

    kind = "ldes"

    def publish(self, folder: Path, titles: Mapping[str, str]) -> str:
        """The page on the server."""
        return self._publish(folder, titles)

    def mark_secret(self, folder: Path, titles: Mapping[str, str], key: str) -> str:
        """The page on the server."""
        folder.mkdir(exist_ok=True)
        return self._publish(folder, titles, secret=key)

    def _publish(self, folder: Path, titles: Mapping[str, str], secret: str = "") -> str:
        path = folder / "stream.trig"
        path.write_text(page(*members(titles, secret).values()), encoding="utf-8")
        return self._put(str(path))
