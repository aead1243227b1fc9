"""Read a portal of CKAN with danhmuc: packages mapped to RDF, split, with digests, findings and originals.

The door gives the one answer that a file has, so that no network is measured.

python danhmuc_ckan_reading.py WARM-UP FILE [ANSWER]
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from clock import timed

from danhmuc.registry import source_at
from danhmuc.registry.record.door import Visit
from danhmuc.registry.record.record import IriSpace, SourceRecord

PORTAL = "https://portal.example/"


nodes: list[SourceRecord] = []
"""What the last reading described beside records."""


class Answer:
    """The answer to any question."""

    status, media_type, charset, path, has_length, etag, last_modified = (
        200,
        "application/json",
        None,
        None,
        True,
        "",
        "",
    )

    def __init__(self, url: str, data: bytes) -> None:
        self.url, self.data, self.digest = url, data, "sha256:" + hashlib.sha256(data).hexdigest()

    def read(self) -> bytes:
        return self.data

    def close(self) -> None:
        pass


class Door:
    """A door that leads to one answer."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def fetch(self, url: str, **asked: object) -> Answer:
        return Answer(url, self.data)


def read(data: bytes) -> list[SourceRecord]:
    contents = source_at(PORTAL, "ckan").contents(IriSpace(source="portal"), visit=Visit(door=Door(data)))
    assert contents.failed is None, contents.failed
    assert contents.incomplete is None, contents.incomplete
    try:
        made = [one.make() for one in contents.records]
    finally:
        contents.close()
    nodes[:] = [one for one in made if one.role == "node"]
    return [one for one in made if one.role == "record"]


def written(records: Iterable[SourceRecord]) -> str:
    """The triples of each record, with those of all node records."""
    around = "".join(one.canonical.nquads.decode() for one in nodes)
    return json.dumps([one.canonical.nquads.decode() + around for one in records])


if __name__ == "__main__":
    timed(Path.read_bytes, read, written)
