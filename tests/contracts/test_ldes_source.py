"""Event streams keep the contract of sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from danhmuc.registry.testing import DeltaContract, PublishedActivity

from ..registry.event_streams.stream_web import activity, dataset, page
from .test_rdf_source import TestRdfOnWeb as _OnWeb


def members(titles: Mapping[str, str], secret: str = "") -> dict[str, str]:
    """An activity for each dataset, by key."""
    marks = {key: ' ; dmv:secrecy "MAT"' if key == secret else "" for key in titles}
    return {
        key: activity(key, "Create", key, number, dataset(key, title, more=marks[key]))
        for number, (key, title) in enumerate(titles.items())
    }


def said(activities: Sequence[PublishedActivity]) -> list[str]:
    """The same activities as members."""
    return [
        activity(
            f"a{one.number}",
            "Delete" if one.title is None else "Update",
            one.key,
            f'"{one.at}"^^xsd:dateTime',
            "" if one.title is None else dataset(one.key, one.title),
        )
        for one in activities
    ]


class TestLdesFolder(DeltaContract):
    """A page for each dataset."""

    kind = "ldes"

    def publish(self, folder: Path, titles: Mapping[str, str]) -> str:
        """A folder of pages."""
        return self._publish(folder, titles)

    def publish_activities(self, folder: Path, activities: Sequence[PublishedActivity]) -> str:
        """A folder with one page."""
        (folder / "feed").mkdir(exist_ok=True, parents=True)
        (folder / "feed" / "1.trig").write_text(page(*said(activities)), encoding="utf-8")
        return str(folder / "feed")

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


class TestLdesOnWeb(_OnWeb, DeltaContract):
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

    def publish_activities(self, folder: Path, activities: Sequence[PublishedActivity]) -> str:
        """The page on the server."""
        folder.mkdir(exist_ok=True)
        path = folder / "stream.trig"
        path.write_text(page(*said(activities)), encoding="utf-8")
        return self._put(str(path))
