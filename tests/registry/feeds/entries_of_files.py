"""Entries of a feed from files of RDF, as a registry without history would give them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from danhmuc.registry import parse_records
from danhmuc.registry.feeds.catalog_records import profile_iri
from danhmuc.registry.feeds.federated_form import EntryRecords, FederatedForm
from danhmuc.registry.feeds.feed_settings import CatalogSettings, Contact, Publisher
from danhmuc.registry.feeds.root_catalog import RootCatalog
from danhmuc.registry.record.exported import ExportedRecord, RecordFacts
from danhmuc.registry.record.record import SourceRecord
from danhmuc.vocab.lines import iri_values, with_blank_names

BASE: Final = "https://dulieu.example.vn/feed/"
PREFIXES: Final = """
@prefix adms: <http://www.w3.org/ns/adms#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://e.vn/> .
"""
PROFILES: Final[Mapping[str, str]] = {
    token: iri for token in ("dcat-ap", "vn") if (iri := profile_iri(token)) is not None
}


CITY: Final = "https://dulieu.example.vn/id/agent/H57"
SETTINGS: Final = CatalogSettings(
    title={"vi": "Danh mục dữ liệu thành phố Huế", "en": "Data inventory of Huế City"},
    description={"vi": "Các tập dữ liệu của thành phố.", "en": "The datasets of the city."},
    publisher=Publisher(iri=CITY, name={"vi": "Ủy ban nhân dân thành phố Huế"}),
    contact=Contact(name={"vi": "Trung tâm Dữ liệu"}, email="dulieu@example.vn", telephone="+84-234-000-0000"),
    licence="http://creativecommons.org/publicdomain/zero/1.0/",
    homepage="https://dulieu.example.vn/",
    languages=("http://publications.europa.eu/resource/authority/language/VIE",),
    issued=date(2026, 1, 1),
)


def root(base: str = BASE, publisher: bytes | None = None) -> RootCatalog:
    """The root catalogue of the city's feed."""
    return RootCatalog(settings=SETTINGS, base=base, publisher=publisher)


def facts(iri: str, *, source: str = "mau", is_missing: bool = False) -> RecordFacts:
    """The facts of a record that was accepted under dcat-ap when it came."""
    return RecordFacts(
        source=source,
        created_at="2026-08-01T03:00:00.000000+00:00",
        changed_at="2026-08-02T03:00:00.000000+00:00",
        profile="dcat-ap",
        verdict="accepted",
        local=f"{source}/{hashlib.sha256(iri.encode()).hexdigest()[:16]}",
        is_missing=is_missing,
    )


def scoped(iri: str, nquads: bytes) -> bytes:
    """The same graph with blank nodes that no other has."""
    return with_blank_names(nquads, b"b" + hashlib.sha256(iri.encode()).hexdigest()[:16].encode())


def entries_of(documents: Iterable[bytes]) -> list[EntryRecords]:
    """The entries of documents, by IRI; each document is a source of its own, and of one IRI the first counts."""
    entries: dict[str, EntryRecords] = {}
    for number, document in enumerate(documents):
        records = list(parse_records(document))
        nodes = {one.iri: scoped(one.iri, one.canonical.nquads) for one in records if one.role == "node"}
        about: defaultdict[str | None, list[ExportedRecord]] = defaultdict(list)
        for one in records:
            if one.role == "catalog-record":
                about[one.topic].append(_exported(one, nodes, f"nguon-{number}"))
        for one in records:
            if one.role == "record":
                exported = _exported(one, nodes, f"nguon-{number}")
                entry = EntryRecords(record=exported, catalog_records=tuple(about[one.iri]))
                entries.setdefault(one.iri, entry)
    return [entries[iri] for iri in sorted(entries)]


def entry_of(text: str) -> EntryRecords:
    """The only entry of a document in Turtle."""
    (entry,) = entries_of([f"{PREFIXES}{text}".encode()])
    return entry


def form(catalogs: Iterable[str] = ()) -> FederatedForm:
    """The form of a feed at `BASE`."""
    return FederatedForm(BASE, profiles=PROFILES, catalogs=tuple(catalogs))


def _exported(one: SourceRecord, nodes: Mapping[str, bytes], source: str) -> ExportedRecord:
    nquads = scoped(one.iri, one.canonical.nquads)
    reached: dict[str, bytes] = {}
    todo = [nquads]
    while todo:
        for iri in sorted(iri_values(todo.pop()) & nodes.keys() - reached.keys()):
            reached[iri] = nodes[iri]
            todo.append(nodes[iri])
    return ExportedRecord(
        iri=one.iri,
        nquads=nquads,
        role=one.role,
        main_class=one.types[0] if one.types else None,
        reached=reached,
        facts=facts(one.iri, source=source),
    )


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """The addresses of a page and of others."""

    own: str
    first: str
    next: str | None = None
    previous: str | None = None
    last: str | None = None
    total: int | None = None
    items_per_page: int = 100


def page_addresses(count: int, total: int, *, base: str = BASE, ending: str = "ttl") -> list[Addresses]:
    """The addresses of that many pages; only the first has the total and leads to the last one."""
    paths = [f"{base}{'catalog' if number == 0 else f'page/{number}'}.{ending}" for number in range(count)]
    return [
        Addresses(
            own=path,
            first=paths[0],
            previous=paths[number - 1] if number else None,
            next=paths[number + 1] if number + 1 < count else None,
            last=None if number else paths[-1],
            total=None if number else total,
        )
        for number, path in enumerate(paths)
    ]
