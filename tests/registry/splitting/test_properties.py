"""What holds of every split: nothing is lost, and neither order nor repetition nor paging changes the result."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import assume, currently_in_test_context, given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from danhmuc.registry.record.record import IriSpace
from danhmuc.registry.splitting import Split, assemble, split
from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.reading import Document, read_document

SPACE = IriSpace(source="test")
MINTED = SPACE.minted_iri("")
PREFIXES = """
    @base <https://e.vn/> .
    @prefix as: <https://www.w3.org/ns/activitystreams#> .
    @prefix dcat: <http://www.w3.org/ns/dcat#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix dmv: <https://w3id.org/danhmuc/def#> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    @prefix hydra: <http://www.w3.org/ns/hydra/core#> .
    @prefix ldes: <https://w3id.org/ldes#> .
    @prefix tree: <https://w3id.org/tree#> .
    @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
"""
MOTIFS = {
    "a contact that two datasets share": """
        <d1> a dcat:Dataset ; dcat:contactPoint _:c . <d2> a dcat:Dataset ; dcat:contactPoint _:c .
        _:c a vcard:Kind ; vcard:fn "Hộp thư" .""",
    "a distribution that two records name": """
        <d1> a dcat:Dataset ; dcat:distribution <x1> . <d2> a dcat:Dataset ; dcat:distribution <x1> .
        <x1> a dcat:Distribution ; dct:license [ dct:title "Giấy phép" ] .""",
    "a distribution that one record names": """
        <d3> a dcat:Dataset ; dcat:distribution <x3> . <x3> a dcat:Distribution ; dct:rights [ dct:title "R" ] .""",
    "a distribution that nobody names": "<x2> a dcat:Distribution ; dcat:downloadURL <x2.csv> .",
    "a blank dataset in a catalogue": """
        <k1> a dcat:Catalog ; dcat:dataset _:d . _:d a dcat:Dataset ; dct:title "Không tên" .""",
    "a blank service in a distribution": """
        <d1> dcat:distribution _:x . _:x a dcat:Distribution ; dcat:accessService _:s . _:s a dcat:DataService .""",
    "a blank catalog record": """
        <k1> a dcat:Catalog ; dcat:record _:r . _:r a dcat:CatalogRecord ; foaf:primaryTopic <d1> .
        <d1> a dcat:Dataset .""",
    "a catalog record of nothing known": "<r1> a dcat:CatalogRecord ; foaf:primaryTopic <elsewhere> .",
    "blank nodes nested three deep": '<d2> dct:provenance [ dct:source [ dct:creator [ foaf:name "Sâu" ] ] ] .',
    "a blank cycle that is reached": "<d1> dct:relation _:o1 . _:o1 dct:relation _:o2 . _:o2 dct:relation _:o1 .",
    "a blank cycle that is not": "_:u1 dct:relation _:u2 . _:u2 dct:relation _:u1 . _:u1 dct:title 'u' .",
    "a blank cycle that leads into a record": """
        _:v1 dct:relation _:v2 . _:v2 dct:relation _:v1 , _:c . <d1> a dcat:Dataset ; dcat:contactPoint _:c .""",
    "literals where datasets belong": '<k1> a dcat:Catalog ; dcat:dataset "d9", "d10"@vi .',
    "a blank node without class where datasets belong": '<k1> a dcat:Catalog ; dcat:dataset [ dct:title "?" ] .',
    "two record classes": "<k2> a dcat:Catalog , dcat:Dataset ; dcat:dataset <d1> ; dcat:distribution <x1> .",
    "a blank dataset as source": '<d2> a dcat:Dataset ; dct:source [ a dcat:Dataset ; dct:title "Nguồn" ] .',
    "a catalogue in a catalogue": "<k1> a dcat:Catalog ; dcat:catalog <k2> . <k2> a dcat:Catalog ; dcat:service <s1> .",
    "a blank catalogue with a blank dataset": """
        _:k a dcat:Catalog ; dcat:dataset _:kd . _:kd a dcat:Dataset ; dct:identifier "kd" .""",
    "a database": "<b1> a dmv:Database ; dct:title 'CSDL' ; dct:isPartOf _:db . _:db a dmv:Database .",
    "a page": "<p1> a tree:Node ; tree:relation [ a tree:Relation ; tree:node <p2> ] .",
    "an activity of a stream": "<#1> a as:Create ; as:object <d1> . <d1> a dcat:Dataset .",
    "a page that leads into a record": """
        <p1> a tree:Node ; tree:member _:c . <d2> a dcat:Dataset ; dcat:contactPoint _:c .""",
    "a catalogue in pages": """
        <k1> a dcat:Catalog , hydra:Collection ; hydra:view [ a hydra:PartialCollectionView ; hydra:next <p2> ] .""",
    "a blank catalogue in pages": "_:k a dcat:Catalog ; hydra:view [ hydra:next <p2> ] ; foaf:page [ a tree:Node ] .",
    "a dataset that is a stream": "<d3> a dcat:Dataset , ldes:EventStream ; tree:view <p1> .",
    "a page that shows a blank dataset": "<p1> hydra:member _:d . _:d a dcat:Dataset ; tree:view _:u1 .",
    "a blank tree that nothing reaches": '[] a foaf:Agent ; foaf:account [ foaf:name "?" ] ; foaf:knows <a1> .',
    "an annotation of a blank distribution": "[] dct:subject _:x . <d1> a dcat:Dataset ; dcat:distribution _:x .",
    "two datasets with one identifier": """
        <k1> a dcat:Catalog ; dcat:dataset _:t1 , _:t2 .
        _:t1 a dcat:Dataset ; dct:identifier "7" . _:t2 a dcat:Dataset ; dct:identifier "7" ; dct:title "Hai" .""",
    "an agent": '<a1> a foaf:Agent ; foaf:name "Sở" ; vcard:hasAddress [ vcard:locality "Huế" ] .',
}
NODES = [
    *("<d1>", "<d2>", "<d3>", "<k1>", "<k2>", "<x1>", "<x2>", "<x3>", "<r1>", "<b1>", "<p1>", "<a1>", "<s1>"),
    *("_:c", "_:d", "_:x", "_:s", "_:r", "_:o1", "_:u1", "_:v2", "_:k", "_:kd", "_:t1", "_:t2", "_:db"),
]
PROPERTIES = [
    *("dcat:dataset", "dcat:service", "dcat:catalog", "dcat:record", "dcat:distribution", "dcat:contactPoint"),
    *("dct:source", "dct:relation", "dct:publisher", "foaf:primaryTopic", "foaf:isPrimaryTopicOf", "tree:member"),
    *("hydra:view", "hydra:member", "tree:view"),
]
PAGING = re.compile(b"tree#|ldes#|hydra/core#")
STREAM = re.compile(b"tree#|ldes#|hydra/core#|activitystreams#")
NO_RECORD = re.compile(b"tree#Node>|ldes#EventStream>")
CLASSES = [
    *("dcat:Dataset", "dcat:Catalog", "dcat:DataService", "dcat:DatasetSeries", "dcat:Distribution"),
    *(
        "dcat:CatalogRecord",
        "dmv:Database",
        "foaf:Agent",
        "tree:Node",
        "as:Create",
        "hydra:Collection",
        "ldes:EventStream",
    ),
]
LITERALS = ['"1"', '"01"^^<http://www.w3.org/2001/XMLSchema#integer>', '"một"@vi', '"a\\nb"', '"_:c ."']

nodes = st.sampled_from(NODES)
links = st.builds("{} {} {} .".format, nodes, st.sampled_from(PROPERTIES), nodes)
classes = st.builds("{} a {} .".format, nodes, st.sampled_from(CLASSES))
texts = st.builds(
    "{} {} {} .".format, nodes, st.sampled_from(["dct:title", "dct:identifier"]), st.sampled_from(LITERALS)
)
motifs = st.lists(st.sampled_from(list(MOTIFS.values())), min_size=1, max_size=6, unique=True)
additions = st.lists(st.one_of(links, classes, texts), max_size=8)
turtle = st.builds(lambda chosen, more: "\n".join([PREFIXES, *chosen, *more]), motifs, additions)


def triples(text: str) -> list[str]:
    """The lines of N-Triples that a Turtle text says."""
    quads = parse(text, format=RdfFormat.TURTLE)
    return [f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in quads]


def document(lines: Iterable[str], place: str = "feed.nt") -> Document:
    return read_document("".join(lines).encode(), place=place, base=SPACE.document(place), format="nt")


def parts_of(*documents: Document) -> Split:
    return split(assemble(documents), SPACE)


def without_minted(quads: Iterable[Quad]) -> list[Quad]:
    """Blank nodes again where IRIs were minted."""

    def again(term: NamedNode | BlankNode) -> NamedNode | BlankNode:
        minted = isinstance(term, NamedNode) and term.value.startswith(MINTED)
        return BlankNode("minted" + term.value.removeprefix(MINTED)) if minted else term

    return [Quad(again(subject), predicate, again(value)) for subject, predicate, value, _ in quads]


def union(parts: Split) -> list[Quad]:
    """The triples of all parts; blank nodes of two parts are two."""
    graphs = [pending.make().canonical.nquads for pending in parts.records()]
    graphs += [rest.canonical.nquads for rest in parts.rest()]
    listed = [
        Quad(NamedNode(row.catalog), NamedNode(row.property), NamedNode(row.target)) for row in parts.memberships()
    ]
    read = [
        quad
        for graph in graphs
        for quad in parse(graph, format=RdfFormat.N_QUADS, rename_blank_nodes=True, lenient=True)
    ]
    return without_minted([*read, *listed])


def canonical(quads: Iterable[Quad]) -> bytes:
    form = canonicalize(quads)
    if currently_in_test_context():
        assume(form.is_exact)
    return form.nquads


def whole(parts: Split) -> bytes:
    return canonical(union(parts))


def exact(parts: Split) -> set[tuple[str, str, str]]:
    """Each description whose digest does not depend on an order."""
    made = (pending.make() for pending in parts.records())
    return {(record.iri, record.role, record.digest) for record in made if record.canonical.is_exact}


@given(turtle)
def test_split__union_of_all_parts_is_the_input(text: str) -> None:
    lines = triples(text)
    given_triples = parse("".join(lines), format=RdfFormat.N_TRIPLES)
    assert whole(parts_of(document(lines))) == canonical(given_triples)


@pytest.mark.parametrize("motif", MOTIFS.values(), ids=MOTIFS.keys())
def test_split__union_of_all_parts_is_the_input_of_each_kind(motif: str) -> None:
    lines = triples(PREFIXES + motif)
    given_triples = parse("".join(lines), format=RdfFormat.N_TRIPLES)
    assert whole(parts_of(document(lines))) == canonical(given_triples)


@given(turtle)
def test_split__each_iri_once(text: str) -> None:
    iris = [pending.iri for pending in parts_of(document(triples(text))).records()]
    assert len(iris) == len(set(iris))


@given(turtle)
def test_split__each_described_iri_stands_in_one_part(text: str) -> None:
    lines = triples(text)
    parts = parts_of(document(lines))
    graphs = [pending.make().canonical.nquads for pending in parts.records()]
    found = [subject for graph in graphs for subject in {line.split()[0] for line in graph.splitlines()}]
    # The paging triples of a record are rest, the record is not.
    found += {line.split()[0] for rest in parts.rest() for line in rest.canonical.nquads.splitlines()} - {*found}
    named = Counter(subject for subject in found if subject.startswith(b"<https://e.vn/"))
    assert named == Counter({line.split()[0].encode() for line in lines if line.startswith("<")})


@given(turtle)
def test_split__only_pages_and_streams_are_iris_of_the_rest(text: str) -> None:
    rests = [rest.canonical.nquads for rest in parts_of(document(triples(text))).rest()]
    about = [line.split() for graph in rests for line in graph.splitlines() if line.startswith(b"<")]
    for subject, way, value, *_ in about:
        is_blank = value.startswith((b"_:", f"<{MINTED}".encode()))
        if PAGING.search(way) or is_blank or (way.endswith(b"#type>") and PAGING.search(value)):
            continue  # paging, whoever states it
        classes = [value for node, way, value, *_ in about if node == subject and way.endswith(b"#type>")]
        assert classes
        assert all(map(STREAM.search, classes)) or any(map(NO_RECORD.search, classes))


@given(turtle)
def test_split__quads_are_the_canonical_graph(text: str) -> None:
    for pending in parts_of(document(triples(text))).records():
        record = pending.make()
        assert canonicalize(list(record.quads)) == record.canonical


@given(st.data(), turtle)
def test_split__order_of_triples_does_not_matter(data: st.DataObject, text: str) -> None:
    lines = triples(text)
    other = data.draw(st.permutations(lines))
    assert exact(parts_of(document(other))) == exact(parts_of(document(lines)))


def closures(lines: Sequence[str]) -> list[list[str]]:
    """The lines in groups that share neither a subject nor a blank node; blank nodes without a holder in one."""
    quads = list(parse("".join(lines), format=RdfFormat.N_TRIPLES))
    group: dict[object, int] = {}
    entered = {quad.object for quad in quads if isinstance(quad.subject, NamedNode)}
    for quad in [*quads, *quads[::-1]] * len(quads):
        tied = [term for term in (quad.subject, quad.object) if term == quad.subject or isinstance(term, BlankNode)]
        least = min(group.setdefault(term, number) for number, term in enumerate(tied, len(group) + 1))
        group.update(dict.fromkeys(tied, least))
        entered.update(term for term in tied if quad.subject in entered)
    held = {group[quad.subject] for quad in quads if isinstance(quad.subject, NamedNode)}
    grouped: dict[int, list[str]] = {}
    for line, quad in zip(lines, quads, strict=True):
        number = group[quad.subject]
        grouped.setdefault(number if number in held else 0, []).append(line)
    return list(grouped.values())


@given(st.data(), turtle)
def test_split__paging_does_not_matter(data: st.DataObject, text: str) -> None:
    lines = triples(text)
    groups = closures(lines)
    pages = data.draw(st.lists(st.integers(0, 3), min_size=len(groups), max_size=len(groups)))
    documents = [
        document(
            [line for page, group in zip(pages, groups, strict=True) if page == number for line in group],
            f"{number}.nt",
        )
        for number in range(4)
        if number in pages
    ]
    assert exact(parts_of(*documents)) == exact(parts_of(document(lines)))
    assert whole(parts_of(*documents)) == whole(parts_of(document(lines)))


@given(st.data(), turtle)
def test_split__a_document_again_changes_nothing(data: st.DataObject, text: str) -> None:
    lines = triples(text)
    again = data.draw(st.permutations(lines))
    twice = parts_of(document(lines), document(again, "again.nt"))
    assert whole(twice) == whole(parts_of(document(lines)))
    assert exact(twice) == exact(parts_of(document(lines)))
