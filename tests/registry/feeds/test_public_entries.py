"""The public part of some records, which does not depend on what else is looked at."""

from __future__ import annotations

from dataclasses import replace

from pyoxigraph import RdfFormat, parse, serialize

from danhmuc.registry.export.closure import ClosedSet
from danhmuc.registry.export.public_policy import NOT_STATED, PublicPolicy
from danhmuc.registry.feeds.gathering import PublicEntries
from danhmuc.registry.record.exported import ExportedRecord, RecordFacts
from danhmuc.registry.record.record import Role

from .public_words import PREFIXES

OPEN = frozenset({NOT_STATED})
POLICY = PublicPolicy(access_rights=OPEN, sharing_nature=OPEN, personal_data=OPEN, importance=OPEN)
FACTS = RecordFacts(
    source="a", created_at="", changed_at="", profile="none", verdict="not-validated", local="a/0123456789abcdef"
)


def record(name: str, turtle: str, role: Role = "record", reached: tuple[ExportedRecord, ...] = ()) -> ExportedRecord:
    """A record of this graph."""
    lines = serialize(parse((PREFIXES + turtle).encode(), format=RdfFormat.TURTLE), format=RdfFormat.N_QUADS)
    assert lines is not None
    nquads = b"".join(sorted(lines.splitlines(keepends=True)))
    graphs = {one.iri: one.nquads for one in reached}
    return ExportedRecord(iri=f"https://e.vn/{name}", nquads=nquads, role=role, reached=graphs, facts=FACTS)


def test_of__whose_contact_leaves_does_not_depend_on_other_records() -> None:
    office = record("office", "<office> a vcard:Kind ; vcard:hasEmail <mailto:office@e.vn> .", "node")
    one = record("one", "<one> dcat:contactPoint <office> .", reached=(office,))
    other = record("other", "<other> dcat:contactPoint <office> . <office> a vcard:Group .", reached=(office,))
    found = []
    for some in ((one,), (one, other)):
        public = PublicEntries(POLICY)
        records, _ = public.of(ClosedSet(records=some, catalog_records=(), nodes=(office,)))
        found.append(records[0])
        assert set(public.touched) == {"https://e.vn/office"}
    assert found[0] == found[1]
    assert b"mailto" not in b"".join(found[0].reached.values())


def test_of__node_records_of_a_source_that_stays_are_led_to_by_nothing() -> None:
    policy = replace(POLICY, sources=frozenset({"drafts"}))
    node = record("node", '<node> a foaf:Agent ; foaf:name "n" .', "node")
    hidden = replace(node, facts=replace(FACTS, source="drafts"))
    one = record("one", '<one> dct:creator <node> ; dct:title "t" .', reached=(node,))
    records, _ = PublicEntries(policy).of(ClosedSet(records=(one,), catalog_records=(), nodes=(hidden,)))
    assert b"node" not in records[0].nquads
    assert records[0].reached == {}


def test_of__a_catalogue_record_stays_with_any_of_its_topics() -> None:
    open_one = record("one", '<one> a dcat:Dataset ; dct:title "t" .')
    inside = record("two", "<two> a dcat:Dataset ; dct:accessRights access:NON_PUBLIC .")
    about = "<entry> a dcat:CatalogRecord ; foaf:primaryTopic <one>"
    for said, leaves in ((f"{about} .", True), (f"{about}, <two> .", False)):
        entry = record("entry", said, "catalog-record")
        closed = ClosedSet(records=(open_one, inside), catalog_records=(entry,), nodes=())
        records, catalog_records = PublicEntries(POLICY).of(closed)
        assert [one.iri for one in records] == ["https://e.vn/one"]
        assert bool(catalog_records) == leaves
