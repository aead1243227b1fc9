"""The ten pages of a national inventory as the stream that they are: the same records as from the folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from danhmuc.registry import IriSpace, SourceContents, Visit, source_at
from danhmuc.registry.fetch import DoorSettings, WebDoor
from danhmuc.registry.record.source_settings import SourceSettings

from ..registry.event_streams.stream_web import without_proxies
from ..registry.fetch.loopback import AGENCY, Asked, LoopbackNetwork, RawServer, StillClock, http

SPACE = IriSpace(source="belgium")
NEXT = re.compile(rb"<\.\./[^>]*_(\d+)/index\.trig>")


@pytest.fixture(scope="module")
def pages(test_data: Path) -> dict[str, bytes]:
    """The pages by address; each leads to the next one that there is, the last one to the first."""
    texts = {int(path.stem.split("-")[1]): path.read_bytes() for path in (test_data / "belgium").glob("*.trig")}
    numbers = sorted(texts)
    following = dict(zip(numbers, [*numbers[1:], numbers[0]], strict=True))
    return {
        f"/feed/root/node_{number}/index.trig": NEXT.sub(f"<../node_{following[number]}/index.trig>".encode(), text)
        for number, text in texts.items()
    }


@pytest.fixture
def door(pages: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> Iterator[WebDoor]:
    without_proxies(monkeypatch)

    def answer(asked: Asked) -> bytes:
        return http(pages[asked.target], "200 OK", "Content-Type: application/trig")

    network = LoopbackNetwork()
    with RawServer(answer) as server, WebDoor(DoorSettings(), clock=StillClock(), network=network) as made:
        network.put("agency.example", server)
        yield made


def facts(contents: SourceContents) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """The role, digest and classes of each record, by IRI."""
    assert (contents.failed, contents.incomplete) == (None, None)
    made = [pending.make() for pending in contents.records]
    return {record.iri: (record.role, record.digest, record.types) for record in made}


@pytest.mark.soak
def test_stream__has_the_records_of_the_folder(door: WebDoor, test_data: Path, pages: dict[str, bytes]) -> None:
    source = source_at(f"{AGENCY}/feed/root/node_1/index.trig", "ldes")
    visit = Visit(door=door.for_source(source.location, SourceSettings()))
    contents = source.contents(SPACE, visit=visit)
    found = facts(contents)
    assert found == facts(source_at(str(test_data / "belgium")).contents(SPACE))
    assert (len(found), len(contents.documents), contents.deletions) == (900, len(pages), ())
