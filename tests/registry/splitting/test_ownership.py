"""A record's own graph: how far it reaches, whose a distribution is, and what two parts share."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse

from danhmuc.registry.record.record import IriSpace, SourceRecord
from danhmuc.registry.splitting import Split, assemble, split
from danhmuc.vocab.reading import read_document

PREFIXES = """
    @base <https://e.vn/> .
    @prefix dcat: <http://www.w3.org/ns/dcat#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    @prefix tree: <https://w3id.org/tree#> .
    @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
"""


def parts(turtle: str, place: str = "feed.ttl") -> Split:
    data = (PREFIXES + turtle).encode()
    return split(assemble([read_document(data, place=place, base="https://e.vn/")]), IriSpace(source="test"))


def records(turtle: str) -> dict[str, SourceRecord]:
    """Descriptions by the end of their IRI; minted ones by ``minted``, ``minted 2``, in order of the parts."""
    found: dict[str, SourceRecord] = {}
    for pending in parts(turtle).records():
        minted = [name for name in found if name.startswith("minted")]
        name = pending.iri.removeprefix("https://e.vn/")
        if "/id/test/" in name:
            name = f"minted {len(minted) + 1}" if minted else "minted"
        found[name] = pending.make()
    return found


def described(record: SourceRecord) -> set[str]:
    """Subjects of its own graph; blank nodes as ``_``."""
    quads = parse(record.canonical.nquads, format=RdfFormat.N_QUADS)
    subjects = {quad.subject for quad in quads}
    return {node.value.removeprefix("https://e.vn/") if isinstance(node, NamedNode) else "_" for node in subjects}


def codes(records: Iterable[SourceRecord]) -> list[str]:
    return [finding.code for record in records for finding in record.findings]


# ---------------------------------------------------------------- how far it reaches


def test_claim__own_graph_stops_at_other_iris() -> None:
    found = records('<d> a dcat:Dataset ; dct:publisher <a> . <a> a foaf:Agent ; foaf:name "Sở" .')
    assert described(found["d"]) == {"d"}
    assert described(found["a"]) == {"a"}


def test_claim__own_graph_has_all_blank_nodes_reached() -> None:
    found = records('<d> a dcat:Dataset ; dct:provenance [ dct:source [ dct:creator [ foaf:name "Sâu" ] ] ] .')
    assert found["d"].canonical.triples == 5


def test_claim__own_graph_stops_at_iris_behind_blank_nodes() -> None:
    found = records('<d> a dcat:Dataset ; dct:provenance [ dct:creator <a> ] . <a> foaf:name "Sở" .')
    assert found["d"].canonical.triples == 3


def test_claim__a_blank_cycle_is_gone_round_once() -> None:
    found = records("<d> a dcat:Dataset ; dct:relation _:a . _:a dct:relation _:b . _:b dct:relation _:a .")
    assert found["d"].canonical.triples == 4


def test_claim__a_node_record_has_its_blank_nodes() -> None:
    found = records('<a> a foaf:Agent ; vcard:hasAddress [ vcard:locality "Huế" ] .')
    assert found["a"].canonical.triples == 3


def test_claim__a_blank_dataset_as_source_stays_with_its_holder() -> None:
    found = records('<d> a dcat:Dataset ; dct:source [ a dcat:Dataset ; dct:title "Nguồn" ] .')
    assert list(found) == ["d"]
    assert found["d"].canonical.triples == 4


def test_claim__a_blank_service_stays_with_its_distribution() -> None:
    found = records("""<d> a dcat:Dataset ; dcat:distribution <x> .
        <x> a dcat:Distribution ; dcat:accessService [ a dcat:DataService ; dcat:endpointURL <api> ] .""")
    assert described(found["d"]) == {"d", "x", "_"}


def test_claim__a_blank_distribution_is_inside() -> None:
    found = records("<d> a dcat:Dataset ; dcat:distribution [ a dcat:Distribution ; dcat:downloadURL <x.csv> ] .")
    assert found["d"].canonical.triples == 4


def test_claim__another_record_is_named_and_no_more() -> None:
    found = records('<d> a dcat:Dataset ; dcat:inSeries <s> . <s> a dcat:DatasetSeries ; dct:title "Chuỗi" .')
    assert described(found["d"]) == {"d"}


# ---------------------------------------------------------------- distributions


def test_claim__a_distribution_that_one_record_names_is_inside() -> None:
    found = records(
        "<d> a dcat:Dataset ; dcat:distribution <x> . <x> a dcat:Distribution ; dct:rights [ dct:title 'R' ] ."
    )
    assert described(found["d"]) == {"d", "x", "_"}
    assert "x" not in found


def test_claim__a_distribution_without_class_is_inside_too() -> None:
    found = records("<d> a dcat:Dataset ; dcat:distribution <x> . <x> dcat:downloadURL <x.csv> .")
    assert described(found["d"]) == {"d", "x"}


def test_claim__a_distribution_that_one_record_names_twice_is_inside() -> None:
    found = records("""<d> a dcat:Dataset ; dcat:distribution <x> , <x> ; dct:relation [ dcat:distribution <x> ] .
        <x> a dcat:Distribution .""")
    assert described(found["d"]) == {"d", "x", "_"}


def test_claim__a_distribution_that_two_records_name_is_a_node_record() -> None:
    found = records("""<d> a dcat:Dataset ; dcat:distribution <x> . <e> a dcat:Dataset ; dcat:distribution <x> .
        <x> a dcat:Distribution ; dct:rights [ dct:title "R" ] .""")
    assert described(found["d"]) == {"d"}
    assert described(found["e"]) == {"e"}
    assert found["x"].role == "node"
    assert found["x"].canonical.triples == 3


def test_claim__a_distribution_that_a_catalogue_names_too_is_a_node_record() -> None:
    found = records("""<d> a dcat:Dataset ; dcat:distribution <x> . <k> a dcat:Catalog ; dcat:distribution <x> .
        <x> a dcat:Distribution .""")
    assert found["x"].role == "node"


def test_claim__a_distribution_that_nobody_names_is_a_node_record() -> None:
    assert records("<x> a dcat:Distribution ; dcat:downloadURL <x.csv> .")["x"].role == "node"


def test_claim__a_distribution_that_no_record_names_is_a_node_record() -> None:
    found = records("<a> a foaf:Agent ; dcat:distribution <x> . <x> a dcat:Distribution .")
    assert described(found["a"]) == {"a"}
    assert found["x"].role == "node"


def test_claim__a_distribution_that_one_record_and_a_node_name_is_inside() -> None:
    found = records("""<d> a dcat:Dataset ; dcat:distribution <x> . <a> a foaf:Agent ; dcat:distribution <x> .
        <x> a dcat:Distribution .""")
    assert described(found["d"]) == {"d", "x"}


def test_claim__a_distribution_that_is_a_record_stays_one() -> None:
    found = records("<d> a dcat:Dataset ; dcat:distribution <x> . <x> a dcat:Distribution , dcat:Dataset .")
    assert described(found["d"]) == {"d"}
    assert found["x"].role == "record"


def test_claim__a_page_that_no_record_owns_as_distribution_is_rest() -> None:
    found = parts("<a> dcat:distribution <p> . <p> a tree:Node .")
    assert [pending.iri for pending in found.records()] == ["https://e.vn/a"]
    assert [rest.canonical.triples for rest in found.rest()] == [1]


def test_claim__a_distribution_named_from_a_shared_blank_node_is_a_node_record() -> None:
    found = records("""<d> a dcat:Dataset ; dct:source _:s . <e> a dcat:Dataset ; dct:source _:s .
        _:s dcat:distribution <x> . <x> a dcat:Distribution .""")
    assert found["x"].role == "node"


def test_claim__a_distribution_named_from_a_node_that_a_page_shares_is_a_node_record() -> None:
    found = records("""<d> a dcat:Dataset ; dct:source _:s . _:s dcat:distribution <x> . <x> a dcat:Distribution .
        <p> a tree:Node ; tree:member _:s .""")
    assert found["x"].role == "node"


@pytest.mark.parametrize(
    "named", ["", "<d> a dcat:Dataset ; dcat:distribution <x> . <e> a dcat:Dataset ; dcat:distribution <x> ."]
)
def test_claim__a_distribution_apart_is_reported(named: str) -> None:
    found = records(named + "<x> a dcat:Distribution .")
    assert codes(found.values()) == ["split:distribution-apart"]
    assert found["x"].findings[0].focus == "https://e.vn/x"


def test_claim__a_distribution_inside_is_not_reported() -> None:
    assert codes(records("<d> a dcat:Dataset ; dcat:distribution <x> . <x> a dcat:Distribution .").values()) == []


# ---------------------------------------------------------------- what two parts reach

SHARED = """<d> a dcat:Dataset ; dcat:contactPoint _:c . <e> a dcat:Dataset ; dcat:contactPoint _:c .
    _:c a vcard:Kind ; vcard:fn "Hộp thư" ; vcard:hasAddress [ vcard:locality "Huế" ] ."""


def test_claim__a_blank_node_that_two_records_reach_is_a_node_record() -> None:
    found = records(SHARED)
    assert found["minted"].role == "node"
    assert found["minted"].canonical.triples == 4


def test_claim__those_that_share_a_blank_node_name_its_new_iri() -> None:
    found = records(SHARED)
    for name in ("d", "e"):
        assert f"<{found['minted'].iri}> .".encode() in found[name].canonical.nquads


def test_claim__a_shared_blank_node_is_reported() -> None:
    found = records(SHARED)
    assert codes([found["minted"]]) == ["split:shared-blank-node"]
    assert codes([found["d"], found["e"]]) == []


@pytest.mark.parametrize(
    "other",
    [
        "<a> a foaf:Agent ; foaf:knows _:c .",
        "<k> a dcat:Catalog ; dcat:dataset [ a dcat:Dataset ; dcat:contactPoint _:c ] .",
        "<r> a dcat:CatalogRecord ; foaf:primaryTopic <d> ; dct:creator _:c .",
        "<p> a tree:Node ; tree:member _:c .",
        "[] foaf:knows _:c .",
        "_:u foaf:knows _:v . _:v foaf:knows _:u , _:c .",
    ],
    ids=["node", "blank record", "catalog record", "page", "blank tree", "blank cycle"],
)
def test_claim__any_two_parts_can_share_a_blank_node(other: str) -> None:
    shared = [
        record
        for record in records(SHARED.replace("<e> a dcat:Dataset ; dcat:contactPoint _:c .", other)).values()
        if "split:shared-blank-node" in codes([record])
    ]
    assert [record.types for record in shared] == [("http://www.w3.org/2006/vcard/ns#Kind",)]


def test_claim__what_one_record_reaches_twice_is_not_shared() -> None:
    found = records("<d> a dcat:Dataset ; dcat:contactPoint _:c ; dct:publisher _:c . _:c vcard:fn 'Hộp thư' .")
    assert list(found) == ["d"]


def test_claim__what_hangs_below_a_shared_node_stays_with_it() -> None:
    """Both datasets reach the address, but only through the contact."""
    assert list(records(SHARED)) == ["minted", "d", "e"]


def test_claim__what_a_shared_node_and_a_record_reach_is_shared_again() -> None:
    found = records(
        SHARED.replace("[ vcard:locality", "_:x . _:x vcard:locality").replace("] .", ".")
        + "<f> a dcat:Dataset ; dct:spatial _:x ."
    )
    assert [name for name in found if name.startswith("minted")] == ["minted", "minted 2"]


def test_claim__two_datasets_on_one_blank_cycle_share_where_each_enters() -> None:
    found = records("""<d> a dcat:Dataset ; dct:relation _:a . <e> a dcat:Dataset ; dct:relation _:b .
        _:a dct:relation _:b . _:b dct:relation _:a .""")
    assert [record.canonical.triples for record in found.values()] == [1, 1, 2, 2]


def test_claim__a_blank_node_without_description_can_be_shared() -> None:
    found = records("<d> a dcat:Dataset ; dct:publisher _:p . <e> a dcat:Dataset ; dct:publisher _:p .")
    assert found["minted"].canonical.triples == 0


def test_claim__blank_trees_that_nothing_reaches_share_without_minting() -> None:
    found = parts("[] foaf:knows _:c . [] foaf:knows _:c . _:c foaf:name 'Chung' .")
    assert list(found.records()) == []
    assert [rest.canonical.triples for rest in found.rest()] == [3]


def test_claim__many_that_share_settle_in_one_node_each() -> None:
    turtle = "".join(
        f"<d{number}> a dcat:Dataset ; dcat:contactPoint _:c{box} . _:c{box} vcard:fn 'Hộp {box}' ."
        for number in range(30)
        for box in [number % 3]
    )
    shared = [record for record in records(turtle).values() if record.role == "node"]
    assert [record.canonical.triples for record in shared] == [1, 1, 1]


def test_claim__a_long_chain_of_sharing_settles() -> None:
    """Each next node is known to be shared only once the one before has been set apart."""
    turtle = "".join(
        f"<d{number}> a dcat:Dataset ; dct:relation _:b{number} . _:b{number} dct:relation _:b{number + 1} ."
        for number in range(60)
    )
    nodes = [record for record in records(turtle).values() if record.role == "node"]
    assert len(nodes) == 59


def test_claim__shared_nodes_stand_in_order_of_reading() -> None:
    text = """<d> a dcat:Dataset ; dct:creator _:b , _:a . <e> a dcat:Dataset ; dct:creator _:a , _:b .
        _:b foaf:name "B" . <z> a foaf:Agent . _:a foaf:name "A" ."""
    nodes = [record.canonical.nquads for record in records(text).values() if record.role == "node"]
    assert [b'"B"' in nodes[0], b"Agent" in nodes[1], b'"A"' in nodes[2]] == [True, True, True]


def test_claim__input_is_not_changed() -> None:
    document = read_document((PREFIXES + SHARED).encode(), place="feed.ttl", base="https://e.vn/")
    before = {subject: list(pairs) for subject, pairs in document.descriptions.items()}
    list(split(assemble([document]), IriSpace(source="test")).records())
    assert document.descriptions == before
    assert any(isinstance(subject, BlankNode) for subject in before)
