"""The two JSON files of a feed: GSA's schemas accept them, data.gov takes each record once, danhmuc has the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from danhmuc.registry.dcat_us.field_table import Version

from ...registry.dcat_us.gsa_schemas import GsaSchemas
from .consumers import DCAT, take_as_data_gov
from .feed_site import BASE, BuiltFeed, reader_of

FILES: dict[str, Version] = {"data.json": "1.1", "dcat-us.json": "3.0"}
FORMATS = {"data.json": "dcat-us-1.1", "dcat-us.json": "dcat-us"}
CLASSES = {"data.json": ("Dataset",), "dcat-us.json": ("Dataset", "DatasetSeries", "DataService")}
"""The classes of which a file has records."""


def records_of(feed: BuiltFeed, *names: str) -> set[str]:
    return {iri for iri, name in feed.classes().items() if name in {DCAT + one for one in names}}


@pytest.mark.parametrize("name", FILES)
def test_json__schemas_accept_it(feed: BuiltFeed, test_data: Path, name: str) -> None:
    whole = json.loads((feed.current / name).read_bytes())
    assert whole["dataset"]
    assert GsaSchemas(test_data).faults(whole, FILES[name]) == []


@pytest.mark.parametrize("name", FILES)
def test_json__data_gov_takes_each_record_once(feed: BuiltFeed, name: str) -> None:
    taken = take_as_data_gov((feed.current / name).read_bytes())
    assert feed.report is not None
    missing = len(records_of(feed, *CLASSES[name])) - len(taken)
    assert 0 <= missing <= feed.report.refused.get(FORMATS[name], 0)


@pytest.mark.parametrize("name", FILES)
def test_json__danhmuc_harvests_the_records_that_it_has(feed: BuiltFeed, sqlite_url: str, name: str) -> None:
    whole = json.loads((feed.current / name).read_bytes())
    kinds = ("dataset", "datasetSeries", "service", "catalog")
    # An identifier that is the IRI is not said twice.
    stated = {one.get("@id", one["identifier"]) for kind in kinds for one in whole.get(kind, [])}
    with reader_of(feed, sqlite_url) as reader:
        assert reader.harvest(name).state == "complete"
        assert {row.iri for row in reader.registry.records()} - {f"{BASE}catalog"} == stated
    assert stated <= feed.entries().keys()
