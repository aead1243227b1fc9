"""Event streams keep the contract of sources."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..registry.event_streams.stream_web import activity, dataset, page
from .test_rdf_source import TestRdfOnWeb as _OnWeb


class TestLdes(_OnWeb):
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
        marks = {key: ' ; dmv:secrecy "MAT"' if key == secret else "" for key in titles}
        members = [
            activity(key, "Create", key, number, dataset(key, title, more=marks[key]))
            for number, (key, title) in enumerate(titles.items())
        ]
        path = folder / "stream.trig"
        path.write_text(page(*members), encoding="utf-8")
        return self._put(str(path))
