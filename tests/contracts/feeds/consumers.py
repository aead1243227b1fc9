"""Readers that take a feed as its consumers do: each keeps the rules of one, and refuses what that one refuses.

Source of the rules: the code of ckanext-dcat, udata and datagov-harvester, the manual of data.europa.eu, the DCAT
specification of Sweden.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse
from rdflib import RDF, Graph, URIRef

Fetch = Callable[[str], bytes]
"""The body of the answer from an address."""

DCAT: Final = "http://www.w3.org/ns/dcat#"
DCT: Final = "http://purl.org/dc/terms/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
HYDRA: Final = "http://www.w3.org/ns/hydra/core#"
TYPE: Final = str(RDF.type)
DATE: Final = "http://www.w3.org/2001/XMLSchema#date"
MOST_BYTES: Final = 50_000_000
MAIN_CLASSES: Final = frozenset(
    (
        *(f"{DCAT}{name}" for name in ("Catalog", "Dataset", "DatasetSeries", "DataService", "Distribution")),
        *(f"{FOAF}{name}" for name in ("Agent", "Person", "Organization", "Group")),
        *(f"http://www.w3.org/2006/vcard/ns#{name}" for name in ("Kind", "Individual", "Organization", "Group")),
    )
)
CREATIVE_COMMONS: Final = re.compile(r"http://creativecommons\.org/(?:licenses|publicdomain)/[a-z-]+/[0-9.]+/")

Said = Mapping[str, Mapping[str, tuple[str, ...]]]


# ---------------------------------------------------------------- CKAN


def take_as_ckan(first: str, syntax: str, fetch: Fetch) -> list[str]:
    """The identifiers of the packages that ckanext-dcat makes, page by page.

    Links are taken as texts; a page with the digest of the last one ends the paging.
    """
    found: list[str] = []
    seen: list[str] = []
    address: str | None = first
    while address is not None:
        body = fetch(address)
        assert len(body) <= MOST_BYTES
        digest = hashlib.md5(body, usedforsecurity=False).hexdigest()
        assert digest not in seen, "two pages are equal: the paging ends early, or never"
        seen.append(digest)
        graph = Graph().parse(data=body, format=syntax)
        for dataset in graph.subjects(RDF.type, URIRef(f"{DCAT}Dataset")):
            identifier = graph.value(dataset, URIRef(f"{DCT}identifier"))
            found.append(str(dataset) if isinstance(dataset, URIRef) else str(identifier))
        address = _ckan_next(graph)
    return found


def _ckan_next(graph: Graph) -> str | None:
    for name in ("PartialCollectionView", "PagedCollection"):
        for view in graph.subjects(RDF.type, URIRef(f"{HYDRA}{name}")):
            for link in ("next", "nextPage"):
                value = graph.value(view, URIRef(HYDRA + link))
                if value is not None:
                    return _absolute(str(value))
            return None
    return None


# ---------------------------------------------------------------- udata


@dataclass(frozen=True, slots=True)
class UdataHarvest:
    """What udata takes: identifiers of datasets and series, and of services, one for each time it meets one."""

    datasets: list[str]
    services: list[str]


def take_as_udata(first: str, syntax: str, fetch: Fetch, *, old: bool) -> UdataHarvest:
    """The items of a feed.

    Args:
        old: whether the pages are followed as PagedCollection, with the property of its own, or as
            PartialCollectionView.
    """
    kind, link = ("PagedCollection", "nextPage") if old else ("PartialCollectionView", "next")
    taken = UdataHarvest([], [])
    address: str | None = first
    while address is not None:
        graph = Graph().parse(data=fetch(address), format=syntax)
        (view,) = graph.subjects(RDF.type, URIRef(HYDRA + kind))
        for names, items in ((("Dataset", "DatasetSeries"), taken.datasets), (("DataService",), taken.services)):
            for name in names:
                for node in graph.subjects(RDF.type, URIRef(DCAT + name)):
                    if graph.value(node, URIRef(f"{DCT}title")) is None:
                        continue  # a dataset of others, which is only named
                    identifiers = list(graph.objects(node, URIRef(f"{DCT}identifier")))
                    assert identifiers, f"{node} has no identifier"
                    items.append(str(node))
        following = graph.value(view, URIRef(HYDRA + link))
        address = None if following is None else _absolute(str(following))
    return taken


# ---------------------------------------------------------------- data.europa.eu


def take_as_europe(first: str, syntax: RdfFormat, fetch: Fetch) -> dict[str, str]:
    """The datasets by the identifier by which data.europa.eu knows them.

    Every node typed dcat:Dataset counts, once in the whole run; nested catalogues are taken away with all that they
    say; dates must be of ISO 8601.
    """
    found: dict[str, str] = {}
    address: str | None = first
    while address is not None:
        said = read_triples(fetch(address), syntax)
        for subject, properties in said.items():
            if f"{DCAT}Dataset" not in properties.get(TYPE, ()):
                continue
            assert f"{DCAT}Catalog" not in properties[TYPE], f"{subject} would be taken away with nested catalogues"
            identifier = min(properties[f"{DCT}identifier"])
            assert identifier not in found, f"{subject} has the identifier of {found[identifier]}"
            found[identifier] = subject
        views = [one for one in said.values() if f"{HYDRA}PartialCollectionView" in one.get(TYPE, ())]
        links = [link for view in views for link in view.get(f"{HYDRA}next", view.get(f"{HYDRA}nextPage", ()))]
        address = _absolute(links[0]) if links else None
    return found


# ---------------------------------------------------------------- data.gov


def take_as_data_gov(body: bytes) -> dict[str, str]:
    """The digest of each dataset, series and service of a data.json file, by its identifier.

    Catalogues within catalogues are gone through. Datasets that stand within services and series are taken out of
    them; one that the file has for itself, too, is that one. Two records of one identifier are a fault.
    """
    found: dict[str, str] = {}
    lifted: list[dict[str, Any]] = []
    catalogs = [json.loads(body)]
    while catalogs:
        catalog = catalogs.pop()
        catalogs += catalog.get("catalog", [])
        for kind in ("dataset", "datasetSeries", "service"):
            for record in catalog.get(kind, []):
                # Series have no identifier.
                named = _data_gov_identifier(record["@id"] if kind == "datasetSeries" else record["identifier"])
                assert named not in found, f"two records have the identifier {named}"
                found[named] = hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()
                if kind != "dataset":
                    for key in ("servesDataset", "seriesMember", "first", "last"):
                        value = record.get(key, [])
                        lifted += value if isinstance(value, list) else [value]
    others = {_data_gov_identifier(one["identifier"]) for one in lifted} - found.keys()
    assert others == set(), "data.gov takes them for records of their own, of which it has nothing but names"
    return found


def _data_gov_identifier(identifier: object) -> str:
    named = identifier.get("@id") if isinstance(identifier, dict) else identifier
    assert isinstance(named, str), f"data.gov takes no {identifier}"
    assert named.strip()
    return named


# ---------------------------------------------------------------- Sweden


def require_swedish_catalog(body: bytes) -> None:
    """See that dataportal.se takes a document.

    It is RDF/XML with absolute IRIs; no blank node has one of the main classes; parts of catalogues are described in
    it, one level deep; each publisher is described once, with a name; licences of Creative Commons have the form that
    is compared as text.
    """
    said = read_triples(body, RdfFormat.RDF_XML)
    for subject, properties in said.items():
        types = set(properties.get(TYPE, ()))
        assert not (subject.startswith("_:") and types & MAIN_CLASSES), f"a blank node is a {types}"
        for name in ("publisher", "creator"):
            for agent in properties.get(DCT + name, ()):
                assert not agent.startswith("_:"), f"{subject} has a blank {name}"
        for contact in properties.get(f"{DCAT}contactPoint", ()):
            assert not contact.startswith("_:"), f"{subject} has a blank contact"
    licences = {one for properties in said.values() for one in properties.get(f"{DCT}license", ())}
    wrong = {one for one in licences if "creativecommons.org/" in one and not CREATIVE_COMMONS.fullmatch(one)}
    assert wrong == set()
    catalogs = {subject for subject, properties in said.items() if f"{DCAT}Catalog" in properties.get(TYPE, ())}
    parts = {subject: {*said[subject].get(f"{DCT}hasPart", ())} & catalogs for subject in catalogs}
    roots = catalogs - {part for several in parts.values() for part in several}
    assert len(roots) == 1, f"one catalogue must hold all others, not {sorted(roots)}"
    (root,) = roots
    assert catalogs == {root, *parts[root]}, "parts have parts"
    for catalog in catalogs:
        assert f"{DCT}title" in said[catalog], f"{catalog} is bare, so it would be fetched"
    publishers = {one for properties in said.values() for one in properties.get(f"{DCT}publisher", ())}
    (of_root,) = said[root][f"{DCT}publisher"]
    assert said[of_root][f"{FOAF}name"]
    names = Counter(name for one in publishers for name in {*said.get(one, {}).get(f"{FOAF}name", ())})
    assert {name for name, number in names.items() if number > 1} == set(), "a publisher is described twice"


# ---------------------------------------------------------------- reading


def read_triples(body: bytes, syntax: RdfFormat) -> Said:
    """What is said of each subject, read strictly and without a base; IRIs must be absolute."""
    said: dict[str, dict[str, tuple[str, ...]]] = {}
    for quad in parse(body, format=syntax):
        for term in (quad.subject, quad.predicate, quad.object):
            if isinstance(term, NamedNode):
                _absolute(term.value)
        if isinstance(quad.object, Literal) and quad.object.datatype.value in (DATE, f"{DATE}Time"):
            _require_date(quad.object.value)
        properties = said.setdefault(_text(quad.subject), {})
        properties[quad.predicate.value] = (*properties.get(quad.predicate.value, ()), _text(quad.object))
    return said


def _text(term: object) -> str:
    return str(term) if isinstance(term, BlankNode) else term.value  # type: ignore[attr-defined,no-any-return]


def _absolute(iri: str) -> str:
    parts = urlsplit(iri)
    assert parts.scheme, f"{iri} is not absolute"
    assert not set(iri) & set(' <>"{}|\\^`'), f"{iri} is no IRI"
    assert all(ord(one) > 0x20 and one != "\u00a0" for one in iri), f"{iri} has blanks"
    return iri


def _require_date(text: str) -> None:
    assert datetime.fromisoformat(text) or date.fromisoformat(text)
