"""The two JSON files of a feed: GSA's schemas accept them, data.gov takes each record once, danhmuc has the same.

The same are the datasets of the dump, by their identifiers.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse
from rdflib import DCTERMS, URIRef

from danhmuc.registry.dcat_us.field_table import Version
from danhmuc.vocab.terms import DCAT, RDF

from ...registry.dcat_us.gsa_schemas import GsaSchemas
from ...registry.dcat_us.written_back import entries
from .conftest import feed_named, large_in_soak
from .consumers import DCAT as DCAT_NAMES
from .consumers import take_as_data_gov
from .feed_site import BASE, BuiltFeed, reader_of

FILES: dict[str, Version] = {"data.json": "1.1", "dcat-us.json": "3.0"}
FORMATS = {"data.json": "dcat-us-1.1", "dcat-us.json": "dcat-us"}
CLASSES = {"data.json": ("Dataset",), "dcat-us.json": ("Dataset", "DatasetSeries", "DataService")}
"""The classes of which a file has records."""


def records_of(feed: BuiltFeed, *names: str) -> set[str]:
    return {iri for iri, name in feed.classes().items() if name in {DCAT_NAMES + one for one in names}}


@pytest.mark.parametrize("name", FILES)
def test_json__schemas_accept_it(feed: BuiltFeed, test_data: Path, name: str) -> None:
    whole = json.loads((feed.current / name).read_bytes())
    assert [*entries(whole, "dataset")]
    assert GsaSchemas(test_data).faults(whole, FILES[name]) == []


@pytest.mark.parametrize("name", FILES)
def test_json__data_gov_takes_each_record_once(feed: BuiltFeed, name: str) -> None:
    taken = take_as_data_gov((feed.current / name).read_bytes())
    assert feed.report is not None
    missing = len(records_of(feed, *CLASSES[name])) - len(taken)
    assert 0 <= missing <= feed.report.refused.get(FORMATS[name], 0)


@large_in_soak
@pytest.mark.parametrize("name", FILES)
def test_json__danhmuc_harvests_the_datasets_of_the_dump(feed: BuiltFeed, sqlite_url: str, name: str) -> None:
    whole = json.loads((feed.current / name).read_bytes())
    kinds = ("dataset", "datasetSeries", "service", "catalog")
    # An identifier that is the IRI is not said twice.
    stated = {one.get("@id", one["identifier"]) for kind in kinds for one in entries(whole, kind)}
    with reader_of(feed, sqlite_url) as reader:
        assert reader.harvest(name).state == "complete"
        assert {row.iri for row in reader.registry.records()} - {f"{BASE}catalog"} == stated
        found = {
            row.iri: {*map(str, reader.registry.get(row.iri).graph.objects(URIRef(row.iri), DCTERMS.identifier))}
            for row in reader.registry.records()
            if row.main_class == f"{DCAT_NAMES}Dataset"
        }
    assert stated <= feed.entries().keys()
    dump = datasets_of_the_dump(feed)
    # Of several identifiers, DCAT-US has one.
    assert {iri: ids for iri, ids in found.items() if not ids or not ids <= dump.get(iri, set())} == {}
    assert feed.report is not None
    why = feed.report.refused_why.get(FORMATS[name], ())
    left_out = sum(one.records for one in why if one.why in {"missing", "duplicate"})
    assert len(dump.keys() - found.keys()) <= left_out


def datasets_of_the_dump(feed: BuiltFeed) -> dict[str, set[str]]:
    """The identifiers of each dataset, by its IRI."""
    found: dict[str, set[str]] = {}
    types: set[str] = set()
    with gzip.open(feed.current / "all.nt.gz") as file:
        for quad in parse(file.read(), format=RdfFormat.N_TRIPLES):
            assert isinstance(quad.subject, NamedNode | BlankNode)
            if quad.predicate == NamedNode(str(DCTERMS.identifier)) and isinstance(quad.object, Literal):
                found.setdefault(quad.subject.value, set()).add(quad.object.value)
            elif quad.predicate == RDF.type and quad.object == NamedNode(f"{DCAT_NAMES}Dataset"):
                types.add(quad.subject.value)
    return {iri: found.get(iri, set()) for iri in types}


@pytest.mark.parametrize("name", ["demo", pytest.param("public", marks=pytest.mark.soak)])
def test_json__catalogues_of_owners_have_their_records(request: pytest.FixtureRequest, name: str) -> None:
    feed = feed_named(request, name)
    root = json.loads((feed.current / "dcat-us.json").read_bytes())
    kinds = ("dataset", "datasetSeries", "service")
    found = {
        (catalog["@id"], one.get("@id", one["identifier"]))
        for catalog in root["catalog"]
        for kind in kinds
        for one in catalog.get(kind, [])
    }
    written = {iri for _, iri in found} | {one["@id"] for kind in kinds for one in root.get(kind, [])}
    with gzip.open(feed.current / "all.nt.gz") as file:
        listed = {
            (quad.subject.value, quad.object.value)
            for quad in parse(file.read(), format=RdfFormat.N_TRIPLES)
            if isinstance(quad.object, NamedNode) and quad.predicate in (DCAT.dataset, DCAT.service)
        }
    assert {(catalog, iri) for catalog, iri in listed if catalog != f"{BASE}catalog" and iri in written} == found
    assert len(found) > 5
