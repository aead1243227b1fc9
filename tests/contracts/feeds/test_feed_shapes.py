"""A feed of accepted records keeps the rules of DCAT-AP, by SEMIC's own shapes and pySHACL.

These files have rules that contradict the specification, or can never be met; no feed meets one of those.
"""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from pyshacl import validate
from rdflib.namespace import DCTERMS, RDF, SH

from danhmuc.registry import Registry, source_at

from .conftest import BELGIAN_PAGES
from .feed_site import BuiltFeed

GENERATED = 500


@pytest.fixture(scope="module")
def shapes(test_data: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(test_data / "dcat-ap-3.0.1" / "shapes.ttl")


@pytest.fixture
def accepted_belgian_feed(test_data: Path, tmp_path: Path) -> BuiltFeed:
    """The feed of those Belgian records that DCAT-AP accepts."""
    (tmp_path / "pages").mkdir()
    for page in BELGIAN_PAGES:
        shutil.copy(test_data / "belgium" / page, tmp_path / "pages")
    return harvested(tmp_path, tmp_path / "pages")


@pytest.fixture
def generated_feed(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BuiltFeed:
    """The feed of generated records."""
    monkeypatch.setattr(sys, "path", [str(root / "tests" / "bench"), *sys.path])
    catalogues = importlib.import_module("catalogues")
    path = catalogues.write(catalogues.Catalogue(GENERATED, clean=True), "turtle", tmp_path / "generated.ttl")
    return harvested(tmp_path, path)


def harvested(folder: Path, location: Path) -> BuiltFeed:
    feed = BuiltFeed(f"sqlite:///{folder / 'danhmuc.db'}", folder / "feed", records_per_page=100)
    with Registry.open(feed.url) as registry:
        registry.harvest(source_at(str(location)), profile="dcat-ap")
    feed.build()
    return feed


def violations(data: rdflib.Graph, shapes: rdflib.Graph) -> Iterator[tuple[str, str]]:
    """The component and the path of each violation."""
    # Nothing is added to the data without inference, so it need not be copied first.
    _, found, _ = validate(data, shacl_graph=shapes, inference="none", inplace=True)
    assert isinstance(found, rdflib.Graph), found
    for one in found.subjects(SH.resultSeverity, SH.Violation):
        component = str(found.value(one, SH.sourceConstraintComponent)).rpartition("#")[2]
        yield component, str(found.value(one, SH.resultPath))


def read(path: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(path, format="xml")


def test_feed__of_the_demo_has_no_violation(demo_feed: BuiltFeed, shapes: rdflib.Graph) -> None:
    data = read(demo_feed.current / "all.rdf")
    assert sorted(violations(data, shapes)) == []
    for dataset in data.subjects(RDF.type, rdflib.URIRef("http://www.w3.org/ns/dcat#Dataset")):
        data.remove((dataset, DCTERMS.title, None))
    assert set(violations(data, shapes)) == {("MinCountConstraintComponent", str(DCTERMS.title))}


def test_page__of_the_demo_has_no_violation(demo_feed: BuiltFeed, shapes: rdflib.Graph) -> None:
    for path in [*demo_feed.pages("rdf"), *demo_feed.agency_files("rdf")]:
        assert sorted(violations(read(path), shapes)) == [], path.name


@pytest.mark.soak
@pytest.mark.parametrize("name", ["accepted_belgian", "generated"])
def test_feed__of_accepted_records_has_no_violation(
    request: pytest.FixtureRequest, shapes: rdflib.Graph, name: str
) -> None:
    feed: BuiltFeed = request.getfixturevalue(f"{name}_feed")
    assert len(feed.entries()) > 100
    assert sorted(violations(read(feed.current / "all.rdf"), shapes)) == []
