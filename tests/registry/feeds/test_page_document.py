"""Pages of a feed, read by other people's parsers and by our own sources."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from xml.parsers import expat

import pyld.jsonld
import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

from danhmuc.registry.feeds.documents import page_graphs, write_page
from danhmuc.registry.feeds.federated_form import EntryRecords, FederatedEntry, FederatedForm
from danhmuc.registry.sources.rdf import RdfSource
from danhmuc.registry.validation.source import validate_source
from danhmuc.shapes import ShaclValidator, Validator
from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.lines import iri_subjects
from danhmuc.vocab.terms import DCAT, DCT, FOAF, HYDRA, RDF

from ..fetch.loopback import AGENCY, Asked, http
from ..sources.test_rdf_on_web import Web
from .entries_of_files import BASE, CITY, PROFILES, Addresses, entry_of, form, page_addresses, root

# rdflib's own parsers use them.
pytestmark = pytest.mark.filterwarnings("ignore:.*(ConjunctiveGraph|is deprecated, use Dataset).*:DeprecationWarning")

FORMATS: Final = {"turtle": RdfFormat.TURTLE, "xml": RdfFormat.RDF_XML, "json-ld": RdfFormat.JSON_LD}
TYPES: Final = {"ttl": "text/turtle", "rdf": "application/rdf+xml", "jsonld": "application/ld+json"}
ENDINGS: Final = {"turtle": "ttl", "xml": "rdf", "json-ld": "jsonld"}


def federated(entries: Sequence[EntryRecords], base: str = BASE) -> list[FederatedEntry]:
    catalogs = [one.record.iri for one in entries if one.record.main_class == DCAT.Catalog.value]
    made = FederatedForm(base, profiles=PROFILES, catalogs=catalogs)
    return [made.federate(entry) for entry in entries]


def some(entries: Sequence[EntryRecords]) -> list[EntryRecords]:
    """Few of the entries, those with an unusual character in an IRI among them: rdflib and PyLD are slow."""
    return [one for number, one in enumerate(entries) if number % 8 == 0 or "\u00a0" in one.record.nquads.decode()]


def canonical(graphs: Iterator[tuple[str, bytes]]) -> str:
    text = b"".join(nquads for _, nquads in graphs)
    return canonicalize(parse(text, format=RdfFormat.N_QUADS)).nquads.decode()


# ---------------------------------------------------------------- syntaxes


@pytest.mark.parametrize("format_name", FORMATS)
def test_page__says_the_same_to_every_parser(entries: list[EntryRecords], format_name: str) -> None:
    (links,) = page_addresses(1, 9)
    chosen = federated(some(entries))
    page = write_page(format_name, root(), chosen, links)
    wanted = canonical(page_graphs(root(), chosen, links))
    # Strict: it refuses what a lenient reader repairs.
    assert canonicalize(parse(page.data, format=FORMATS[format_name])).nquads.decode() == wanted
    assert (page.unwritten, page.triples) == ({}, wanted.count("\n"))
    rdflib.NORMALIZE_LITERALS, before = False, rdflib.NORMALIZE_LITERALS
    try:
        graph = rdflib.Graph().parse(data=page.data, format=format_name)
    finally:
        rdflib.NORMALIZE_LITERALS = before
    assert canonicalize(parse(graph.serialize(format="nt"), format=RdfFormat.N_TRIPLES)).nquads.decode() == wanted
    if format_name == "json-ld":
        lines = pyld.jsonld.to_rdf(json.loads(page.data), {"format": "application/n-quads"})
        assert canonicalize(parse(lines, format=RdfFormat.N_QUADS)).nquads.decode() == wanted
    if format_name == "xml":
        expat.ParserCreate(namespace_separator=" ").Parse(page.data, True)


@pytest.mark.parametrize("format_name", FORMATS)
def test_page__has_the_same_bytes_whatever_blank_nodes_are_called(
    samples: list[EntryRecords], format_name: str
) -> None:
    (links,) = page_addresses(1, 9)
    first = federated(samples[:20])
    other = [
        FederatedEntry(
            iri=one.iri,
            main_class=one.main_class,
            nquads=one.nquads.replace(b"_:b", b"_:z"),
            local_iri=one.local_iri,
            catalog_record=one.catalog_record,
            nodes={iri: graph.replace(b"_:b", b"_:z") for iri, graph in reversed(one.nodes.items())},
        )
        for one in first
    ]
    assert write_page(format_name, root(), first, links).data == write_page(format_name, root(), other, links).data


def test_page__tells_what_a_syntax_cannot_hold() -> None:
    entry = entry_of(':d a dcat:Dataset ; dct:identifier "d" ; <https://e.vn/p/> "x" , "y" .')
    chosen = [form().federate(entry)]
    (links,) = page_addresses(1, 1)
    lost = write_page("xml", root(), chosen, links).unwritten
    assert {iri: one.count for iri, one in lost.items()} == {"https://e.vn/d": 2}
    assert write_page("turtle", root(), chosen, links).unwritten == {}


# ---------------------------------------------------------------- content


def test_page__has_its_own_members_alone_and_each_node_once(samples: list[EntryRecords]) -> None:
    entries = federated(samples)
    for number, links in enumerate(page_addresses(4, len(entries))):
        chosen = entries[number * 20 : (number + 1) * 20]
        graphs = list(page_graphs(root(), chosen, links))
        names = Counter(iri for iri, _ in graphs)
        assert {iri for iri, count in names.items() if count > 1} <= {entry.iri for entry in chosen}
        text = b"".join(nquads for _, nquads in graphs).decode()
        quads = list(parse(text, format=RdfFormat.N_QUADS))
        listed = {
            one.object.value  # type: ignore[union-attr]
            for one in quads
            if str(one.subject) == f"<{BASE}catalog>" and one.predicate in (DCAT.dataset, DCAT.service, DCAT.catalog)
        }
        assert listed == {entry.iri for entry in chosen}
        records = {
            one.object.value  # type: ignore[union-attr]
            for one in quads
            if str(one.subject) == f"<{BASE}catalog>" and one.predicate == DCAT.record
        }
        assert records == {one.subject.value for one in quads if one.object == DCAT.CatalogRecord}  # type: ignore[union-attr]
        # What a record names is described on its page, if anybody describes it.
        described = set().union(*(iri_subjects(nquads) for _, nquads in graphs))
        assert {iri for entry in chosen for iri in entry.nodes} <= described


def test_page__describes_the_publisher_once() -> None:
    (links,) = page_addresses(1, 1)
    text = f':d a dcat:Dataset ; dct:publisher <{CITY}> . <{CITY}> a foaf:Agent ; foaf:name "Huế"@vi .'
    entry = form().federate(entry_of(text))
    for catalog in (root(), root(publisher=entry.nodes[CITY])):
        graphs = dict(page_graphs(catalog, [entry], links))
        assert graphs[CITY] == entry.nodes[CITY]
    alone = dict(page_graphs(root(), [], links))[CITY]
    assert f'<{CITY}> {FOAF.name} "Ủy ban nhân dân thành phố Huế"@vi .' in alone.decode()
    assert dict(page_graphs(root(publisher=entry.nodes[CITY]), [], links))[CITY] == entry.nodes[CITY]


# ---------------------------------------------------------------- controls


def controls(links: Addresses) -> dict[str, list[str]]:
    """The Hydra properties of a page, and its classes."""
    graphs = b"".join(nquads for _, nquads in page_graphs(root(), [], links))
    found: dict[str, list[str]] = {}
    for one in parse(graphs, format=RdfFormat.N_QUADS):
        if str(one.subject) == f"<{links.own}>":
            name = "a" if one.predicate == RDF.type else one.predicate.value.removeprefix(HYDRA.iri)
            found.setdefault(name, []).append(one.object.value.removeprefix(HYDRA.iri))  # type: ignore[union-attr]
    return {name: sorted(values) for name, values in found.items()}


def test_controls__are_of_both_vocabularies() -> None:
    first, middle, last = page_addresses(3, 250)
    assert controls(first) == {
        "a": ["PagedCollection", "PartialCollectionView"],
        **{key: [f"{BASE}catalog.ttl"] for key in ("first", "firstPage")},
        **{key: [f"{BASE}page/1.ttl"] for key in ("next", "nextPage")},
        **{key: [f"{BASE}page/2.ttl"] for key in ("last", "lastPage")},
        "itemsPerPage": ["100"],
        "totalItems": ["250"],
    }
    assert controls(middle).keys() == {
        *("a", "first", "firstPage", "itemsPerPage"),
        *("previous", "previousPage", "next", "nextPage"),
    }
    assert not {"next", "nextPage"} & controls(last).keys()


# ---------------------------------------------------------------- our own sources


@pytest.fixture
def web(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    made = Web(sqlite_url)
    yield made
    made.close()


@pytest.mark.parametrize("format_name", FORMATS)
def test_harvest__of_the_pages_has_the_same_records(samples: list[EntryRecords], web: Web, format_name: str) -> None:
    database = entry_of(':csdl a dmv:Database ; dct:title "Cơ sở dữ liệu"@vi .')
    base, ending = f"{AGENCY}/", ENDINGS[format_name]
    entries = federated([*samples[::3], database], base)
    pages = page_addresses(3, len(entries), base=base, ending=ending)
    size = -(-len(entries) // 3)
    bodies = {
        links.own.removeprefix(AGENCY): write_page(
            format_name, root(base), entries[number * size : (number + 1) * size], links
        ).data
        for number, links in enumerate(pages)
    }
    web.serve(lambda asked: answer(bodies, asked, TYPES[ending]))
    report = web.harvest(pages[0].own)
    assert (report.state, report.documents) == ("complete", 3)
    wanted = {one.iri: one.harvested_digest() for one in entries}
    found = {row.iri: row.digest for row in web.registry.records()}
    assert {iri: digest for iri, digest in found.items() if iri != f"{base}catalog"} == wanted
    assert f"{base}catalog" in found


def answer(bodies: dict[str, bytes], asked: Asked, media_type: str) -> bytes:
    body = bodies.get(asked.target)
    return http(b"", "404 Not Found") if body is None else http(body, "200 OK", f"Content-Type: {media_type}")


# ---------------------------------------------------------------- rules


def violations(path: Path) -> set[tuple[str, str]]:
    """Code and record of each violation under dcat-ap."""
    check = validate_source(RdfSource(str(path)), Validator("dcat-ap"))
    assert check.failed is None
    return {
        (finding.code, record.iri)
        for record in check.records
        for finding in record.all_findings
        if finding.severity == "violation"
    }


def test_rules__the_form_breaks_none_that_the_record_met(entries: list[EntryRecords], tmp_path: Path) -> None:
    stored = b"".join(
        graph
        for entry in entries
        for one in (entry.record, *entry.catalog_records)
        for graph in (one.nquads, *one.reached.values())
    )
    (tmp_path / "stored.nt").write_bytes(stored)
    (links,) = page_addresses(1, len(entries))
    (tmp_path / "page.ttl").write_bytes(write_page("turtle", root(), federated(entries), links).data)
    before, after = violations(tmp_path / "stored.nt"), violations(tmp_path / "page.ttl")
    assert after - before == set()
    assert before != set()  # so that the rules did look


def test_rules__ours_meet_the_published_shapes(samples: list[EntryRecords], test_data: Path) -> None:
    (links,) = page_addresses(1, len(samples))
    entries = federated([one for one in samples if "/H57.90/" not in one.record.iri])
    page = write_page("turtle", root(), entries, links)
    shapes = test_data / "dcat-ap-3.0.1" / "shapes.ttl"
    report = ShaclValidator(shapes).validate(page.data)
    ours = {f"{BASE}catalog", CITY, *(entry.local_iri for entry in entries)}
    assert [one for one in report.results if one.is_known and one.focus in ours] == []
    assert sum(str(DCT.conformsTo) in entry.catalog_record.decode() for entry in entries) == len(entries)
