"""A feed is whole to portals of others: each takes the same records, once, by its own rules."""

from __future__ import annotations

from collections import Counter

import pytest
from pyoxigraph import RdfFormat

from .conftest import large_in_soak
from .consumers import DCAT, require_swedish_catalog, take_as_ckan, take_as_europe, take_as_udata
from .feed_site import BASE, SYNTAXES, BuiltFeed

pytestmark = pytest.mark.filterwarnings("ignore:.*(ConjunctiveGraph|is deprecated).*:DeprecationWarning")

FORMATS = {"ttl": RdfFormat.TURTLE, "rdf": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD}


def iris_of(feed: BuiltFeed, *names: str) -> list[str]:
    """IRIs of the records of some classes, as the registry has them."""
    return sorted(iri for iri, class_name in feed.classes().items() if class_name in {DCAT + name for name in names})


@pytest.mark.soak
@pytest.mark.parametrize("ending", SYNTAXES)
def test_ckan__takes_each_dataset_once(feed: BuiltFeed, ending: str) -> None:
    taken = take_as_ckan(f"{BASE}catalog.{ending}", SYNTAXES[ending], feed.fetch)
    assert sorted(taken) == iris_of(feed, "Dataset")


@pytest.mark.soak
@pytest.mark.parametrize("old", [False, True], ids=["next", "nextPage"])
def test_udata__takes_each_dataset_series_and_service_once(feed: BuiltFeed, *, old: bool) -> None:
    taken = take_as_udata(f"{BASE}catalog.rdf", "xml", feed.fetch, old=old)
    assert sorted(taken.datasets) == iris_of(feed, "Dataset", "DatasetSeries")
    others = {iri for iri in taken.services if iri.startswith(f"{BASE}record/")}
    assert sorted(iri for iri in taken.services if iri not in others) == iris_of(feed, "DataService")
    assert {iri for iri, number in Counter(taken.services).items() if number > 1} == set()


@pytest.mark.soak
@pytest.mark.parametrize("ending", SYNTAXES)
def test_europe__knows_each_dataset_by_an_identifier_of_its_own(feed: BuiltFeed, ending: str) -> None:
    taken = take_as_europe(f"{BASE}catalog.{ending}", FORMATS[ending], feed.fetch)
    assert sorted(taken.values()) == iris_of(feed, "Dataset")


@large_in_soak
def test_europe__finds_as_many_datasets_in_each_agency_s_file(feed: BuiltFeed) -> None:
    agencies = {one.agency for one in feed.entries().values() if one.agency is not None}
    taken = [
        iri
        for code in agencies
        for iri in take_as_europe(f"{BASE}agency/{code}/catalog.rdf", RdfFormat.RDF_XML, feed.fetch).values()
    ]
    with_agency = {iri for iri, one in feed.entries().items() if one.agency is not None}
    assert sorted(taken) == [iri for iri in iris_of(feed, "Dataset") if iri in with_agency]


def test_sweden__takes_the_file_of_each_agency(feed: BuiltFeed) -> None:
    for path in [*feed.agency_files("rdf"), *feed.whole_files()]:
        require_swedish_catalog(path.read_bytes())
