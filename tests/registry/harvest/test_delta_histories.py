"""Random nights of a stream: whatever is cut off or undone between, the registry ends with what the stream says."""

from __future__ import annotations

from random import Random

import pytest

from danhmuc.registry import (
    OFFLINE,
    DeclaredSource,
    IriSpace,
    Progress,
    Registry,
    SourceContents,
    SourceSettings,
    Visit,
)
from danhmuc.registry.record.source_settings import DeletionGuard

from .feed import Feed, dataset, deletion, page

ROWS = 4
"""Activities on a page; a full page never changes."""


class Stream(Feed):
    """Activities in their order: number, name and title, or None where it was deleted."""

    def __init__(self) -> None:
        super().__init__()
        self.activities: list[tuple[int, str, str | None]] = []
        self.is_cut_off = False

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """All of it where nothing is known, else what the documents that moved have and was not applied."""
        parts = [self.activities[start : start + ROWS] for start in range(0, len(self.activities), ROWS)]
        pages = [page(f"{number:03}", repr(part), immutable=len(part) == ROWS) for number, part in enumerate(parts)]
        known = {place: one.digest for place, one in visit.known.items()}
        moved = [number for number, one in enumerate(pages) if known.get(one.place) != one.digest]
        if known and not moved:
            return self.gives_nothing_new().next
        read = moved[:-1] if self.is_cut_off else moved
        newest = {name: (at, title) for number in read for at, name, title in parts[number]}
        if known:
            last = visit.last_activities([f"https://e.vn/{name}" for name in newest])
            times = {name: last.get(f"https://e.vn/{name}", "") for name in newest}
            newest = {
                name: (at, title) for name, (at, title) in newest.items() if times[name] < str(deletion(name, at).at)
            }
        return self.gives(
            *(dataset(name, title, at) for name, (at, title) in newest.items() if title is not None),
            deletions=[deletion(name, at) for name, (at, title) in newest.items() if title is None],
            delta=bool(known),
            pages=[pages[number] for number in read],
            incomplete="a page did not come" if self.is_cut_off else None,
        ).next


@pytest.mark.parametrize("seed", range(4))
def test_harvest__after_any_nights_the_registry_has_what_the_stream_says(seed: int) -> None:
    random = Random(seed)
    stream = Stream()
    settings = SourceSettings(guard=DeletionGuard(off=True, reason="a test"))
    declared = DeclaredSource(name="feed", location=stream.location, kind="feed", profile="none", settings=settings)
    extents = set()
    with Registry.open("sqlite://") as registry:
        registry.source_list.plan([declared]).apply(by="test", reason="r")
        for _ in range(10):
            for _ in range(random.randint(0, 4)):
                title = None if random.random() < 0.3 else f"Tên {random.randint(0, 9)}"
                stream.activities.append((len(stream.activities) + 1, str(random.randint(0, 6)), title))
            stream.is_cut_off = random.random() < 0.25
            report = registry.harvest(stream, profile="none")
            extents.add(report.extent if report.state == "complete" else report.state)
            if random.random() < 0.2 and report.run is not None and report.records.created + report.records.updated:
                registry.undo(report.run, by="test")
                registry.harvests.release_undone(report.run, by="test")
        stream.is_cut_off = False
        registry.harvest(stream, profile="none")
        newest = {name: title for _, name, title in stream.activities}
        rows = {row.iri.rpartition("/")[2]: row for row in registry.records()}
        assert {name: row.title for name, row in rows.items() if row.state == "present"} == {
            name: title for name, title in newest.items() if title is not None
        }
        assert {row.state for row in rows.values()} <= {"present", "withdrawn", "missing"}
        assert registry.upkeep.check().problems == ()
    assert "delta" in extents
