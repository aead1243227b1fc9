"""A feed of accepted records keeps the rules of DCAT-AP, by SEMIC's own shapes, pySHACL, and an engine in Rust.

Some of these shapes contradict the specification: `MISTAKEN` lists what they refuse of records that it allows.
The engine in Rust cannot be installed beside danhmuc; its environment is that of `make bench-shacl`, or named in
``DANHMUC_SHACL``.
"""

from __future__ import annotations

import gzip
import importlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from pyshacl import validate
from rdflib.namespace import DCTERMS, FOAF, RDF, SH

from danhmuc.registry import Registry, source_at
from danhmuc.shapes import Validator

from ...registry.feeds.public_words import POLICY
from .conftest import BELGIAN_PAGES, feed_named, under_policy
from .feed_site import BuiltFeed

ENVIRONMENT = Path(os.environ.get("DANHMUC_SHACL") or f"{sys.prefix}-shacl")
PYTHON = ENVIRONMENT / "bin" / "python"
NATIVE = pytest.mark.skipif(
    not PYTHON.exists(), reason=f"no shacl at {ENVIRONMENT}; make bench-shacl installs it there"
)
DCAT = "http://www.w3.org/ns/dcat#"
GENERATED = 500
MANY = 10_000
MISTAKEN_FOR_FAULTS = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @base <https://e.vn/> .
<c> a dcat:Catalog ; dct:title "c"@vi ; dct:description "d"@vi ; dct:publisher <a> ; dct:rights <r1>, <r2> ;
    dcat:dataset <d> ; dcat:record <e> .
<e> a dcat:CatalogRecord ; foaf:primaryTopic <d> ; dct:modified "2026-01-01"^^xsd:date ; dct:conformsTo <s1>, <s2> .
<d> a dcat:Dataset ; dct:title "t"@vi ; dct:description "d"@vi ; dct:publisher <a> ;
    dcat:spatialResolutionInMeters 1.0, 2.0 ; dcat:distribution <f> .
<f> a dcat:Distribution ; dcat:accessURL <data> ; dct:rights <r1>, <r2> .
<a> a foaf:Agent ; foaf:name "a"@vi .
<r1> a dct:RightsStatement . <r2> a dct:RightsStatement . <s1> a dct:Standard . <s2> a dct:Standard .
"""
"""Records that DCAT-AP 3.0.1 allows as its text has it, and shapes.ttl does not."""
MISTAKEN = [
    ("MaxCountConstraintComponent", str(DCTERMS.conformsTo)),
    ("MaxCountConstraintComponent", str(DCTERMS.rights)),
    ("MaxCountConstraintComponent", str(DCTERMS.rights)),
    ("MaxCountConstraintComponent", f"{DCAT}spatialResolutionInMeters"),
]
"""What shapes.ttl refuses of them, although the specification allows several values of each of these properties."""


@pytest.fixture(scope="module")
def shapes(test_data: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(test_data / "dcat-ap-3.0.1" / "shapes.ttl")


@pytest.fixture(scope="module")
def accepted_belgian_feed(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltFeed:
    """The feed of those Belgian records that DCAT-AP accepts."""
    folder = tmp_path_factory.mktemp("accepted")
    (folder / "pages").mkdir()
    for page in BELGIAN_PAGES:
        shutil.copy(test_data / "belgium" / page, folder / "pages")
    return harvested(folder, folder / "pages")


@pytest.fixture(scope="module")
def generated_feed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltFeed:
    """The feed of generated records."""
    return generated(GENERATED, root, tmp_path_factory.mktemp("generated"))


def generated(size: int, root: Path, folder: Path) -> BuiltFeed:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [str(root / "tests" / "bench"), *sys.path])
        catalogues = importlib.import_module("catalogues")
    path = catalogues.write(catalogues.Catalogue(size, clean=True), "turtle", folder / "generated.ttl")
    return harvested(folder, path)


def harvested(folder: Path, location: Path) -> BuiltFeed:
    feed = BuiltFeed(f"sqlite:///{folder / 'danhmuc.db'}", folder / "feed", records_per_page=100)
    with Registry.open(feed.url) as registry:
        registry.harvest(source_at(str(location)), profile="dcat-ap")
    return replace(feed, report=feed.build())


def violations(data: rdflib.Graph, shapes: rdflib.Graph) -> Iterator[tuple[str, str]]:
    """The component and the path of each violation."""
    # Nothing is added to the data without inference, so it need not be copied first.
    _, found, _ = validate(data, shacl_graph=shapes, inference="none", inplace=True)
    assert isinstance(found, rdflib.Graph), found
    for one in found.subjects(SH.resultSeverity, SH.Violation):
        component = str(found.value(one, SH.sourceConstraintComponent)).rpartition("#")[2]
        yield component, str(found.value(one, SH.resultPath))


def native_violations(dump: Path, test_data: Path, folder: Path) -> list[tuple[str, str]]:
    """The same of a packed dump by the engine in Rust, sorted."""
    plain = folder / "all.nt"
    plain.write_bytes(gzip.decompress(dump.read_bytes()))
    script = Path(__file__).with_name("shacl_judging.py")
    command = [PYTHON, script, test_data / "dcat-ap-3.0.1" / "shapes.ttl", plain]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return sorted((component, path) for component, path, _ in json.loads(done.stdout))


def read(path: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(path, format="xml")


@pytest.mark.parametrize("name", ["demo", "public", pytest.param("strict", marks=pytest.mark.soak)])
def test_feed__of_the_demo_has_no_violation(request: pytest.FixtureRequest, shapes: rdflib.Graph, name: str) -> None:
    data = read(feed_named(request, name).current / "all.rdf")
    assert sorted(violations(data, shapes)) == []
    for dataset in data.subjects(RDF.type, rdflib.URIRef(f"{DCAT}Dataset")):
        data.remove((dataset, DCTERMS.title, None))
    assert set(violations(data, shapes)) == {("MinCountConstraintComponent", str(DCTERMS.title))}


@pytest.mark.parametrize("name", ["demo", *(pytest.param(one, marks=pytest.mark.soak) for one in ("public", "strict"))])
def test_page__of_the_demo_has_no_violation(request: pytest.FixtureRequest, shapes: rdflib.Graph, name: str) -> None:
    feed = feed_named(request, name)
    for path in [*feed.pages("rdf"), *feed.agency_files("rdf")]:
        assert sorted(violations(read(path), shapes)) == [], path.name


@pytest.mark.soak
@pytest.mark.parametrize("policy", [None, POLICY], ids=["everything", "public"])
@pytest.mark.parametrize("name", ["accepted_belgian", "generated"])
def test_feed__of_accepted_records_has_no_violation(
    request: pytest.FixtureRequest, shapes: rdflib.Graph, name: str, policy: str | None
) -> None:
    feed = feed_named(request, name)
    if policy is not None:
        feed = under_policy(feed, "public", policy)
    assert len(feed.entries()) > 100
    assert sorted(violations(read(feed.current / "all.rdf"), shapes)) == []


@pytest.mark.soak
def test_feed__with_node_records_in_part_has_no_violation(
    shapes: rdflib.Graph, test_data: Path, tmp_path: Path
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    shutil.copy(test_data / "belgium" / "page-940.trig", pages)
    page = (pages / "page-940.trig").read_bytes()
    agents = [
        one.subject.value for one in parse(page, RdfFormat.TRIG, lenient=True) if str(one.object) == FOAF.Agent.n3()
    ]
    said = f'a <{DCAT}Dataset> ; <{DCTERMS.title}> "t" ; <{DCTERMS.description}> "d" ; <{DCTERMS.publisher}>'
    text = "".join(f"<https://e.vn/{number}> {said} <{iri}> .\n" for number, iri in enumerate(sorted(set(agents))))
    (pages / "datasets.ttl").write_text(text, encoding="utf-8")
    feed = harvested(tmp_path, pages)
    report, again = feed.report, feed.build()
    assert report is not None
    assert (len(report.partial_nodes) > 0, all(one.name for one in report.partial_nodes)) == (True, True)
    assert again.is_unchanged
    assert [one.iri for one in again.partial_nodes] == [one.iri for one in report.partial_nodes]
    assert not any(one.name for one in (*again.partial_nodes, *again.bare_nodes))
    assert all(one.faults for one in (*report.partial_nodes, *report.bare_nodes))
    assert sorted(violations(read(feed.current / "all.rdf"), shapes)) == []
    dump = tmp_path / "all.nt"
    dump.write_bytes(gzip.decompress((feed.current / "all.nt.gz").read_bytes()))
    found = list(Validator("dcat-ap").validate_all(source_at(str(dump)).records()))
    assert (len(found) >= len(feed.entries()), all(one.accepted for one in found)) == (True, True)


@NATIVE
@pytest.mark.parametrize(
    "name", ["demo", *(pytest.param(one, marks=pytest.mark.soak) for one in ("public", "strict", "accepted_belgian"))]
)
def test_feed__has_no_violation_by_another_engine(
    request: pytest.FixtureRequest, tmp_path: Path, test_data: Path, name: str
) -> None:
    feed = feed_named(request, name)
    assert native_violations(feed.current / "all.nt.gz", test_data, tmp_path) == []


@pytest.mark.soak
@NATIVE
def test_feed__of_many_accepted_records_has_no_violation_by_another_engine(
    root: Path, tmp_path: Path, test_data: Path
) -> None:
    feed = generated(MANY, root, tmp_path)
    assert len(feed.entries()) > MANY
    assert native_violations(feed.current / "all.nt.gz", test_data, tmp_path) == []


@pytest.mark.parametrize("engine", ["pySHACL", pytest.param("shacl", marks=NATIVE)])
def test_feed__has_the_violations_of_mistaken_shapes_alone(
    tmp_path: Path, test_data: Path, shapes: rdflib.Graph, engine: str
) -> None:
    (tmp_path / "mistaken.ttl").write_text(MISTAKEN_FOR_FAULTS, encoding="utf-8")
    feed = harvested(tmp_path, tmp_path / "mistaken.ttl")
    assert len(feed.entries()) == 2
    if engine == "shacl":
        assert native_violations(feed.current / "all.nt.gz", test_data, tmp_path) == MISTAKEN
    else:
        assert sorted(violations(read(feed.current / "all.rdf"), shapes)) == MISTAKEN
