"""The closure of any records is what an export of everything writes of them: their graphs and what they reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.registry.export import closure, descriptions_within, selection, writing
from danhmuc.registry.export.closure import Closure
from danhmuc.registry.export.selection import Selection
from danhmuc.registry.exporters import exporter_named
from danhmuc.registry.record.exported import ExportedRecord
from danhmuc.registry.record.local_iri import entry_key, local_part
from danhmuc.registry.store.opening import open_database

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ...conftest import Fill, RegistryCopy

E = "https://e.vn/"
PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
"""
DATASETS = "".join(
    f'<d{number}> a dcat:Dataset ; dct:title "d{number}"@vi ; dct:publisher <agent{number % 4}> ;\n'
    f'    dcat:contactPoint [ vcard:fn "A" ] ; dcat:distribution <d{number}-csv> .\n'
    f"<d{number}-csv> a dcat:Distribution ; dcat:accessURL <files/{number}> .\n"
    for number in range(12)
)
AGENTS = """
<agent0> a foaf:Agent ; foaf:name "0"@vi ; dct:isPartOf <agent1> . <agent1> a foaf:Agent ; foaf:name "1"@vi .
<agent2> a foaf:Agent ; foaf:name "2"@vi ; dct:isPartOf <agent3> .
<agent3> a foaf:Agent ; foaf:name "3"@vi ; dct:isPartOf <agent2> . <nobody> a foaf:Agent ; foaf:name "?"@vi .
"""
CATALOG = """
<c> a dcat:Catalog ; dct:title "c"@vi ; dcat:dataset <d0>, <d1>, <d2>, <elsewhere> ; dcat:record <r0> .
<r0> a dcat:CatalogRecord ; foaf:primaryTopic <d0> ; dct:creator <agent2> .
"""
LATER = """
<d1> a dcat:Dataset ; dct:title "d1 again"@vi .
<other> a dcat:Dataset ; dct:title "other"@vi ; dct:publisher <agent1> .
<third> a dcat:Dataset ; dct:title "third"@vi ; dcat:distribution <shared> .
<shared> a dcat:Distribution ; dcat:accessURL <files/shared> .
"""


def fill(url: str, folder: Path) -> None:
    with Registry.open(url, create=True) as registry:
        first = "<other> a dcat:Dataset ; dcat:distribution <shared> ." + LATER
        for name, content in (("a", DATASETS + AGENTS + CATALOG), ("b", first), ("b", LATER)):
            path = folder / f"{name}.ttl"
            path.write_text(PREFIXES + content, encoding="utf-8")
            registry.harvest(source_at(str(path)), profile="none", name=name)


@pytest.fixture
def url(copy_registry: Callable[[Fill], RegistryCopy]) -> str:
    return copy_registry(fill).url


@contextmanager
def opened(url: str) -> Iterator[tuple[Selection, Closure]]:
    with open_database(url) as database, database.reading() as connection:
        selected = Selection(connection)
        yield selected, Closure(connection, selected)


def in_full(url: str) -> dict[str, bytes]:
    """The graphs of an export of everything, by IRI."""
    with opened(url) as (_, found):
        return {one.iri: one.nquads for one in found.everything(graphs_only=True)}


@pytest.mark.parametrize("size", [1, 5, 100])
def test_pages__are_together_what_an_export_writes(url: str, size: int) -> None:
    records: dict[str, bytes] = {}
    nodes: dict[str, bytes] = {}
    with opened(url) as (selected, found):
        for page in selected.pages(size):
            closed = found.of(one.iri for one in page)
            assert [one.iri for one in closed.records] == [one.iri for one in page]
            records |= {one.iri: one.nquads for one in (*closed.records, *closed.catalog_records)}
            nodes |= {one.iri: one.nquads for one in closed.nodes}
    assert not records.keys() & nodes.keys()
    assert E + "r0" in records
    assert {iri for iri in nodes if "agent" in iri} == {E + f"agent{number}" for number in range(4)}
    assert not nodes.keys() & {E + "nobody", E + "shared"}
    assert {**records, **nodes} == in_full(url)


def test_of__reaches_through_nodes_and_for_each_its_own(url: str) -> None:
    with opened(url) as (_, found):
        closed = found.of([E + "d2", E + "d4", E + "d0"])
    reached = {one.iri.removeprefix(E): {iri.removeprefix(E) for iri in one.reached} for one in closed.records}
    assert reached == {"d2": {"agent2", "agent3"}, "d4": {"agent0", "agent1"}, "d0": {"agent0", "agent1"}}
    (catalog_record,) = closed.catalog_records
    assert (catalog_record.iri, catalog_record.role, set(catalog_record.reached)) == (
        E + "r0",
        "catalog-record",
        {E + "agent2", E + "agent3"},
    )
    assert [one.iri for one in closed.nodes] == [E + f"agent{number}" for number in range(4)]
    for one in closed.nodes:
        assert next(graph[one.iri] for graph in (r.reached for r in closed.records) if one.iri in graph) == one.nquads


def test_of__facts_are_those_of_the_record(url: str) -> None:
    with opened(url) as (_, found):
        (record,) = found.of([E + "d3"]).records
    assert record.facts is not None
    assert (record.facts.source, record.facts.profile, record.facts.verdict) == ("a", "none", "not-validated")
    assert record.facts.local == local_part("a", E + "d3")
    assert record.facts.created_at == record.facts.changed_at
    assert not record.facts.is_missing


def test_of__a_catalogue_lists_what_it_is_asked_for(url: str) -> None:
    with opened(url) as (_, found):
        (whole,) = found.of([E + "c"]).records
        (part,) = found.of([E + "c"], listed={E + "d1", E + "elsewhere"}).records
        (none,) = found.of([E + "c"], listed=()).records
    listed = [
        {name for name in ("d0", "d1", "d2", "elsewhere", "r0") if f"<{E}{name}> .".encode() in one.nquads}
        for one in (whole, part, none)
    ]
    assert listed == [{"d0", "d1", "d2", "elsewhere", "r0"}, {"d1", "elsewhere"}, set()]


def test_of__what_does_not_leave_has_none(url: str) -> None:
    with opened(url) as (_, found), pytest.raises(KeyError, match="nobody"):
        found.of([E + "d0", E + "nobody"])


def test_in_key_order__by_source_then_by_hash(url: str) -> None:
    with opened(url) as (selected, _):
        found = list(selected.in_key_order())
    assert found == sorted(found)
    by_key = {one.iri: one.key for one in found}
    assert by_key[E + "d3"] == entry_key(1, local_part("a", E + "d3"))
    assert by_key[E + "third"] == entry_key(2, local_part("b", E + "third"))
    assert by_key.keys() == {E + name for name in ("c", "other", "third", *(f"d{number}" for number in range(12)))}


def exported(url: str) -> tuple[bytes, dict[str, object]]:
    out = BytesIO()
    with Registry.open(url) as registry:
        report = registry.export("nt", out)
    return out.getvalue(), report.as_dict()


def test_export__small_pages_give_the_same_bytes(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is read at once, and however few hashes there are."""
    before = exported(url)
    for module in (selection, descriptions_within, closure):
        monkeypatch.setattr(module, "PAGE", 2)
    for module in (descriptions_within,):
        monkeypatch.setattr(module, "hash", len, raising=False)
    assert exported(url) == before
    # It was a node record, and is within the graph of a record by now.
    assert before[0].count(b"files/shared> .") == 1


class Kept:
    """Keeps what it is given."""

    media_type = "text/plain"

    def __init__(self) -> None:
        self.records: list[ExportedRecord] = []

    def write(self, records: Iterable[ExportedRecord], out: BinaryIO) -> None:
        out.write(b"")
        self.records += records


def test_export__gives_all_to_an_exporter_unless_it_wants_graphs_only(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    full, bare = Kept(), Kept()
    bare.writes_graphs_only = True  # type: ignore[attr-defined]
    for exporter in (full, bare):
        monkeypatch.setattr(writing, "exporter_named", lambda _, exporter=exporter: exporter)
        with Registry.open(url) as registry:
            registry.export("any", BytesIO())
    assert [one.nquads for one in full.records] == [one.nquads for one in bare.records]
    assert all(one.facts is not None for one in full.records)
    assert all(one.facts is None and not one.reached for one in bare.records)
    by_iri = {one.iri: one for one in full.records}
    assert set(by_iri[E + "d2"].reached) == {E + "agent2", E + "agent3"}
    assert by_iri[E + "d2"].reached[E + "agent3"] == by_iri[E + "agent3"].nquads
    assert (by_iri[E + "d2"].role, by_iri[E + "agent3"].role) == ("record", "node")
    assert getattr(exporter_named("turtle"), "writes_graphs_only", False)
