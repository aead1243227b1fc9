"""The form in which an entry is federated."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

import pytest
from pyoxigraph import RdfFormat, parse

from danhmuc.registry.feeds.federated_form import EntryRecords, FederatedEntry, FederatedForm, FormChanges
from danhmuc.registry.record.exported import ExportedRecord
from danhmuc.vocab.terms import DCAT, DCT, FOAF, RDF, VCARD

from .entries_of_files import BASE, PROFILES, entry_of, facts, form, scoped

IDENTIFIER = str(DCT.identifier)
MAIN = {str(one) for one in (DCAT.Catalog, DCAT.Dataset, DCAT.DatasetSeries, DCAT.Distribution, DCAT.DataService)}
MAIN |= {str(FOAF.Agent), str(FOAF.Organization), str(VCARD.Kind), str(VCARD.Organization)}


def federated(text: str, *, catalogs: tuple[str, ...] = ()) -> FederatedEntry:
    """The form of the only entry of a document."""
    return form(catalogs).federate(entry_of(text))


def lines(nquads: bytes) -> list[str]:
    return nquads.decode().splitlines()


def parts(entry: FederatedEntry) -> list[str]:
    """The IRIs that the form gave to parts, without the holder, sorted."""
    holder = re.escape(entry.local_iri)
    return sorted(set(re.findall(f"<{holder}#([^>]+)>", entry.nquads.decode())))


# ---------------------------------------------------------------- real entries


def test_form__of_real_entries_has_what_consumers_need(entries: list[EntryRecords]) -> None:
    made = form()
    for entry in entries:
        found = made.federate(entry)
        text = b"".join((*found.graphs, *found.nodes.values()))
        quads = list(parse(text, format=RdfFormat.N_QUADS))
        typed = {(str(one.subject), str(one.object)) for one in quads if one.predicate == RDF.type}
        assert not any(subject[0] == "_" and type_ in MAIN for subject, type_ in typed)
        assert {subject for subject, type_ in typed if type_ == str(DCAT.Dataset)} <= {f"<{found.iri}>"}
        own = [line for line in lines(found.nquads) if line.startswith(f"<{found.iri}> {IDENTIFIER} ")]
        assert own


def test_form__leaves_everything_else_as_it_is_stored(entries: list[EntryRecords]) -> None:
    made = form()
    for entry in entries:
        found = made.federate(entry)
        stored, left = lines(entry.record.nquads), lines(found.nquads)
        assert left == sorted(left)
        assert len(left) == len(stored) + found.changes.identifiers
        if found.changes.repaired == 0:
            plain = {line for line in stored if "_:" not in line}
            assert plain <= set(left)


def test_form__of_the_form_is_the_form(samples: list[EntryRecords]) -> None:
    made = form()
    for entry in samples:
        once = made.federate(entry)
        again = made.federate(
            EntryRecords(record=replace(entry.record, nquads=once.nquads, reached=once.nodes), catalog_records=())
        )
        assert (again.nquads, again.nodes) == (once.nquads, once.nodes)


# ---------------------------------------------------------------- identifiers


def test_identifier__is_added_from_the_iri() -> None:
    found = federated(':d a dcat:Dataset ; dct:title "Đất"@vi .')
    assert f'<https://e.vn/d> {IDENTIFIER} "https://e.vn/d" .' in lines(found.nquads)
    assert found.changes == FormChanges(identifiers=1)


@pytest.mark.parametrize("identifier", ['"d-1"', '""', "<https://id.e.vn/1>", '"a" , "b"'])
def test_identifier__is_never_a_second_one(identifier: str) -> None:
    entry = entry_of(f":d a dcat:Dataset ; dct:identifier {identifier} .")
    assert form().federate(entry).nquads == entry.record.nquads


def test_identifier__of_a_distribution_is_not_that_of_its_dataset() -> None:
    found = federated(':d a dcat:Dataset ; dcat:distribution :f . :f a dcat:Distribution ; dct:identifier "f" .')
    assert found.changes.identifiers == 1


# ---------------------------------------------------------------- blank nodes

NESTED = """
:d a dcat:Dataset ; dct:identifier "d" ;
    dct:publisher [ a foaf:Organization ; foaf:name "Sở"@vi ] ;
    dct:creator [ foaf:name "Sở"@vi ] ;
    dcat:contactPoint [ a vcard:Kind ; vcard:fn "Tổ"@vi ; vcard:hasAddress [ vcard:locality "Huế" ] ] ;
    dcat:inSeries [ a dcat:DatasetSeries ; dct:title "Chuỗi"@vi ] ;
    prov:qualifiedAttribution [ a prov:Attribution ; prov:agent [ a foaf:Agent ; foaf:name "Phòng"@vi ] ] ;
    dct:temporal [ a dct:PeriodOfTime ; dcat:startDate "2026-01-01"^^xsd:date ] ;
    dcat:distribution [ a dcat:Distribution ; dcat:accessURL <https://e.vn/1> ;
        dcat:accessService [ a dcat:DataService ; dct:title "API"@en ;
            dct:publisher [ a foaf:Organization ; foaf:name "Sở"@vi ] ] ] .
"""


def test_blank_nodes__of_main_classes_get_an_iri_at_any_depth() -> None:
    found = federated(NESTED)
    words = [part.rpartition("-")[0] for part in parts(found)]
    wanted = ["accessService", "agent", "contactPoint", "creator", "distribution", "inSeries", "publisher", "publisher"]
    assert words == wanted
    assert found.changes.named == len(wanted)
    assert all(re.fullmatch(r"[A-Za-z]+-[0-9a-f]{16}", part) for part in parts(found))


def test_blank_nodes__of_other_classes_stay() -> None:
    blank = {line.split()[0] for line in lines(federated(NESTED).nquads) if line.startswith("_:")}
    assert len(blank) == 3  # address, attribution, period


def renamed(entry: EntryRecords, seed: int) -> EntryRecords:
    """The same record with other names of blank nodes, in another order."""
    nquads = entry.record.nquads.decode()
    names = sorted(set(re.findall(r"_:b\w+", nquads)))
    others = [f"_:n{number}" for number in range(len(names))]
    Random(seed).shuffle(others)
    new = dict(zip(names, others, strict=True))
    changed = re.sub(r"_:b\w+", lambda found: new[found.group()], nquads)
    return replace(entry, record=replace(entry.record, nquads="".join(sorted(changed.splitlines(True))).encode()))


ALIKE = ":d a dcat:Dataset ; dcat:distribution [ dcat:accessURL :x ] , [ dcat:accessURL :x ] , [ dcat:accessURL :y ] ."
TWO_HOLDERS = """
:d a dcat:Dataset ; dcat:distribution [ dct:title "a" ; dcat:accessService _:s ] ,
    [ dct:title "b" ; dcat:accessService _:s ] .
_:s a dcat:DataService ; dct:title "API" .
"""
SHARED_BELOW = """
:d a dcat:Dataset ; dcat:distribution [ dct:rights _:r ] , [ dct:rights _:r ] , [ dct:rights _:t ] .
_:r dct:title "x" . _:t dct:title "x" .
"""
CIRCLE = """
:d a dcat:Dataset ; dct:publisher _:a . _:a a foaf:Agent ; foaf:knows _:b ; foaf:name "a" .
_:b a foaf:Agent ; foaf:knows _:c . _:c a foaf:Agent ; foaf:knows _:a .
"""
SYMMETRIC = """
:d a dcat:Dataset ; dct:publisher _:a , _:b . _:a a foaf:Agent ; foaf:knows _:b . _:b a foaf:Agent ; foaf:knows _:a .
"""


@pytest.mark.parametrize(
    ("text", "count"),
    [(NESTED, 8), (ALIKE, 3), (TWO_HOLDERS, 3), (SHARED_BELOW, 3), (CIRCLE, 3), (SYMMETRIC, 2)],
)
def test_blank_nodes__have_the_same_iri_whatever_they_are_called(text: str, count: int) -> None:
    entry = entry_of(text)
    found = form().federate(entry)
    assert len(parts(found)) == found.changes.named == count
    others = [form().federate(renamed(entry, seed)).nquads for seed in range(8)]
    blank = re.compile(rb"_:\w+")
    assert {b"\n".join(sorted(blank.sub(b"_:", one).split(b"\n"))) for one in (found.nquads, *others)} == {
        b"\n".join(sorted(blank.sub(b"_:", found.nquads).split(b"\n")))
    }


def test_blank_nodes__a_long_chain_is_named_without_recursion() -> None:
    length = 1_500
    chain = "".join(f"_:n{at} a foaf:Agent ; foaf:knows _:n{at + 1} .\n" for at in range(length))
    nquads = "".join(
        f"{one.subject} {one.predicate} {one.object} .\n"
        for one in parse(
            f"@prefix foaf: <{FOAF.iri}> . <https://e.vn/d> foaf:maker _:n0 . {chain}", format=RdfFormat.TURTLE
        )
    )
    record = ExportedRecord(iri="https://e.vn/d", nquads=scoped("d", nquads.encode()), facts=facts("https://e.vn/d"))
    found = form().federate(EntryRecords(record=record))
    assert found.changes.named == length
    assert found.nquads.count(b"_:") == 1  # the last is no agent


def test_blank_nodes__an_iri_changes_with_what_the_node_says_and_with_nothing_else() -> None:
    before = federated(':d a dcat:Dataset ; dct:publisher [ foaf:name "a" ] .')
    beside = federated(':d a dcat:Dataset ; dct:title "mới"@vi ; dct:publisher [ foaf:name "a" ] .')
    changed = federated(':d a dcat:Dataset ; dct:publisher [ foaf:name "b" ] .')
    assert parts(before) == parts(beside) != parts(changed)


def test_blank_nodes__in_a_node_record_get_the_same_iri_from_every_entry() -> None:
    text = ':{} a dcat:Dataset ; dct:publisher :o . :o a foaf:Agent ; dct:creator [ a foaf:Agent ; foaf:name "x" ] .'
    first, second = (federated(text.format(name)) for name in "ab")
    assert first.nodes == second.nodes
    (node,) = first.nodes.values()
    assert b"_:" not in node
    assert f"<{BASE}node/".encode() in node
    assert form().federate_node("https://e.vn/o", entry_of(text.format("a")).record.reached["https://e.vn/o"]) == node


# ---------------------------------------------------------------- types


@pytest.mark.parametrize(
    ("both", "listed_by"),
    [
        ("dcat:Catalog", DCAT.catalog),
        ("dcat:DatasetSeries", DCAT.dataset),
        ("dmv:Database", DCAT.resource),
    ],
)
def test_types__a_catalogue_series_or_database_is_no_dataset(both: str, listed_by: object) -> None:
    found = federated(f':x a dcat:Dataset , {both} ; dct:identifier "x" .')
    assert str(DCAT.Dataset) not in found.nquads.decode()
    assert (found.listed_by, found.changes) == (listed_by.value, FormChanges(types=1))  # type: ignore[attr-defined]


def test_types__an_entry_that_is_a_dataset_stays_one() -> None:
    found = federated(':x a dcat:Dataset , dcat:Resource ; dct:identifier "x" .')
    assert (found.listed_by, found.changes) == (DCAT.dataset.value, FormChanges())


def test_types__what_is_named_by_an_entry_is_no_dataset() -> None:
    found = federated(':x a dcat:Dataset ; dct:identifier "x" ; dct:source [ a dcat:Dataset ; dct:title "khác"@vi ] .')
    assert found.changes == FormChanges(named=1, types=1)
    assert [line.split()[0][:2] for line in lines(found.nquads) if str(DCAT.Resource) in line] == ["<h"]


# ---------------------------------------------------------------- catalogues, IRIs


def test_catalogues__do_not_nest_in_the_feed() -> None:
    text = ':c a dcat:Catalog ; dct:identifier "c" ; dcat:catalog :inner ; dct:hasPart :inner , :c , :other .'
    found = federated(text, catalogs=("https://e.vn/c", "https://e.vn/inner"))
    assert found.changes == FormChanges(nested_catalogs=3)
    assert [line for line in lines(found.nquads) if "hasPart" in line or "catalog>" in line] == [
        f"<https://e.vn/c> {DCT.hasPart} <https://e.vn/other> ."
    ]


def test_iris__of_a_stored_record_are_repaired_and_agree() -> None:
    nquads = (
        f'<https://e.vn/a[1]> {RDF.type} {DCAT.Dataset} .\n<https://e.vn/a[1]> {DCT.title} "a b"@vi .\n'
        f"<https://e.vn/a[1]> {DCAT.landingPage} <https://e.vn/\u00a0x> .\n"
    )
    record = ExportedRecord(iri="https://e.vn/a[1]", nquads=nquads.encode(), facts=facts("https://e.vn/a[1]"))
    found = form().federate(EntryRecords(record=record))
    assert found.iri == "https://e.vn/a%5B1%5D"
    assert f"<{found.iri}> {DCAT.landingPage} <https://e.vn/%C2%A0x> ." in lines(found.nquads)
    assert f"<{found.local_iri}> {FOAF.primaryTopic} <{found.iri}> ." in lines(found.catalog_record)
    assert found.changes == FormChanges(identifiers=1, repaired=4)


def test_iris__depend_on_the_base_of_the_feed_alone() -> None:
    entry = entry_of(NESTED)
    other = FederatedForm("https://khac.vn/", profiles=PROFILES).federate(entry)
    here = form().federate(entry)
    assert sorted(lines(other.nquads)) == sorted(lines(here.nquads.replace(BASE.encode(), b"https://khac.vn/")))
