"""danhmuc harvests its own feed in each of the ways in which the feed can be taken, and has the same records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import pytest

from .conftest import large_in_soak
from .feed_site import BASE, BuiltFeed, reader_of

ROOT = f"{BASE}catalog"
WAYS = {
    "catalog.ttl": None,
    "catalog.rdf": None,
    "catalog.jsonld": None,
    "all.nt.gz": None,
    "all.ttl.gz": None,
    "all.rdf": None,
    "stream.trig": "ldes",
}
"""The kind of source by the address where it begins."""
DUMP = "all.nt.gz"

Digests = Mapping[tuple[str, str], str]
Harvest = Callable[[BuiltFeed, str], Digests]


@pytest.fixture(scope="module")
def harvest(tmp_path_factory: pytest.TempPathFactory) -> Harvest:
    """Harvests a feed from an address, once: the digest of each record by its role and IRI."""

    @cache
    def digests(feed: BuiltFeed, path: str) -> Digests:
        with reader_of(feed, f"sqlite:///{tmp_path_factory.mktemp('reader') / 'registry.db'}") as reader:
            report = reader.harvest(path, WAYS[path])
            assert report.run is not None
            assert report.state == "complete"
            # One of the samples has a relative address planted in it.
            assert {one.code for one in reader.registry.harvests.run_findings(report.run)} <= {"read:relative-iri"}
            return reader.digests()

    return digests


@large_in_soak
@pytest.mark.parametrize("path", WAYS)
def test_harvest__has_the_records_of_the_manifest(feed: BuiltFeed, harvest: Harvest, path: str) -> None:
    found = {iri: digest for (role, iri), digest in harvest(feed, path).items() if role == "record"}
    entries = feed.entries()
    assert {iri: found.get(iri) for iri in entries} == {iri: one.digest for iri, one in entries.items()}
    others = found.keys() - entries.keys()
    # Services and series that stood within another record are records of their own, which no catalogue lists.
    assert {iri for iri in others if not iri.startswith(f"{BASE}record/") or "#" not in iri} == {ROOT}


@large_in_soak
@pytest.mark.parametrize("path", [path for path in WAYS if path != DUMP])
def test_harvest__has_what_that_of_the_dump_has(feed: BuiltFeed, harvest: Harvest, path: str) -> None:
    assert harvest(feed, path) == harvest(feed, DUMP)
