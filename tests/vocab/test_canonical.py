"""Equal graphs have equal digests, whatever they are called and in whatever order they come; none takes long."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Iterator
from itertools import count, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
    serialize,
)

from danhmuc.vocab.canonical import WORK_BOUND, CanonicalGraph, canonicalize, canonicalize_lines

Edge = tuple[object, int, object]
P = [NamedNode(f"https://e.vn/p{number}") for number in range(3)]
XSD = "http://www.w3.org/2001/XMLSchema#"
EMPTY = "rdfc10:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def quads_of(turtle: str) -> list[Quad]:
    text = f"@base <https://e.vn/> . @prefix : <https://e.vn/> . @prefix xsd: <{XSD}> . {turtle}"
    return list(parse(text, format=RdfFormat.TURTLE, lenient=True, rename_blank_nodes=True))


def form(turtle: str) -> CanonicalGraph:
    return canonicalize(quads_of(turtle))


def lines(turtle: str) -> list[str]:
    return form(turtle).nquads.decode().splitlines()


def graph(edges: Iterable[Edge]) -> list[Quad]:
    """Blank nodes tied by numbered predicates."""
    return [Quad(BlankNode(f"n{start}"), P[way], BlankNode(f"n{end}")) for start, way, end in edges]


def renamed(quads: Iterable[Quad]) -> list[Quad]:
    """The same graph, all blank nodes called otherwise."""
    text = serialize(quads, format=RdfFormat.N_QUADS)
    return list(parse(text or b"", format=RdfFormat.N_QUADS, rename_blank_nodes=True))


def by_pyoxigraph(quads: Iterable[Quad]) -> bytes:
    """RDFC-1.0 as pyoxigraph has it."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return b"".join(sorted((serialize(dataset, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)))


# ---------------------------------------------------------------- what a digest is


def test_canonicalize__digest_is_of_the_sorted_lines() -> None:
    found = form("<a> :p [ :q 1.50 ] , <b> .")
    assert found.digest == "rdfc10:" + hashlib.sha256(found.nquads).hexdigest()
    assert found.nquads == b"".join(sorted(found.nquads.splitlines(keepends=True)))


def test_canonicalize__nothing_has_the_digest_of_nothing() -> None:
    assert form("") == CanonicalGraph(EMPTY, b"", 0)


def test_canonicalize__triples_are_counted_once() -> None:
    assert form("<a> :p <b> , <b> , [ :q 1 ] . <a> :p <b> .").triples == 3


def test_canonicalize__a_blank_triple_again_counts_once() -> None:
    assert form("_:a :p _:b . _:a :p _:b .") == form("_:a :p _:b .")


def test_canonicalize__string_and_plain_literal_are_equal() -> None:
    assert form('<a> :p "x"^^xsd:string .') == form('<a> :p "x" .')


@pytest.mark.parametrize("literal", ["1.50", "01", '"1.0"^^xsd:float', '" x "', '"2024-1-1"^^xsd:date', '"x"@vi-vn'])
def test_canonicalize__literals_stay_as_written(literal: str) -> None:
    assert lines(f"<a> :p {literal} .") == [f"{quads_of(f'<a> :p {literal} .')[0]} ."]
    assert literal.partition("^")[0].strip('"') in lines(f"<a> :p {literal} .")[0]


@pytest.mark.parametrize(("one", "other"), [("1.5", "1.50"), ("1", "01"), ('"x"', '"x"@vi'), ('"x"', '"x "')])
def test_canonicalize__other_literals_are_another_graph(one: str, other: str) -> None:
    assert form(f"<a> :p {one} .").digest != form(f"<a> :p {other} .").digest


def test_canonicalize__a_blank_node_is_not_an_iri() -> None:
    assert form("<a> :p [] .").digest != form("<a> :p <b> .").digest


@pytest.mark.parametrize(
    "text",
    ["_:b0", "x _:b0", 'x" _:b0', "a _:b0 .", "\\n _:b0", "\u0085 _:b0", "\u2028_:b0", "_:b0@vi", "_:b0\\u0000"],
)
def test_canonicalize__text_that_looks_like_a_blank_node_is_text(text: str) -> None:
    quads = [Quad(BlankNode("b0"), P[0], Literal(text)), Quad(BlankNode("b0"), P[1], Literal(text, language="vi"))]
    assert canonicalize(quads).nquads == by_pyoxigraph(quads)


def test_canonicalize__an_iri_that_looks_like_a_blank_node_is_an_iri() -> None:
    assert lines("<a> :p <_:b> , <x\\u0020_:b> .") == [
        "<https://e.vn/a> <https://e.vn/p> <https://e.vn/_:b> .",
        "<https://e.vn/a> <https://e.vn/p> <https://e.vn/x _:b> .",
    ]


def test_canonicalize__any_iterable_of_quads_will_do() -> None:
    quads = quads_of("<a> :p [ :q 1 ] .")
    assert canonicalize(iter(quads)) == canonicalize(quads)


def test_canonicalize_lines__text_gives_what_terms_give() -> None:
    quads = quads_of('<a> :p [ :q "Tiếng\\nViệt"@vi , "\\u0007" ] , "\\u0085" .')
    assert canonicalize_lines(f"{quad} ." for quad in quads) == canonicalize(quads)


# ---------------------------------------------------------------- what it does not depend on

names = st.integers(0, 6)
literals = st.builds(Literal, st.text(st.characters(exclude_categories=["Cs"]), max_size=4))
blanks = st.builds(BlankNode, st.builds("b{}".format, names))
terms = st.one_of(blanks, literals, st.sampled_from(P))
graphs = st.lists(st.builds(Quad, st.one_of(blanks, st.sampled_from(P)), st.sampled_from(P), terms), max_size=12)


@given(st.data(), graphs)
def test_canonicalize__neither_order_nor_names_matter(data: st.DataObject, quads: list[Quad]) -> None:
    assert canonicalize(renamed(data.draw(st.permutations(quads)))) == canonicalize(quads)


@given(graphs)
def test_canonicalize__gives_what_pyoxigraph_gives(quads: list[Quad]) -> None:
    found = canonicalize(quads)
    assert not found.is_exact or found.nquads == by_pyoxigraph(quads)


@given(graphs)
def test_canonicalize__is_its_own_canonical_form(quads: list[Quad]) -> None:
    found = canonicalize(quads)
    assert canonicalize(parse(found.nquads, format=RdfFormat.N_QUADS)) == found


# ---------------------------------------------------------------- symmetry


def tree(root: str, depth: int, breadth: int) -> Iterator[Edge]:
    number = count()
    above = [root]
    for _ in range(depth):
        edges: list[Edge] = [(node, 0, f"{root}x{next(number)}") for node in above for _ in range(breadth)]
        yield from edges
        above = [str(end) for _, _, end in edges]


def clique(size: int) -> list[Edge]:
    return [(start, 0, end) for start, end in permutations(range(size), 2)]


def cycle(size: int) -> list[Edge]:
    return [(at, 0, (at + 1) % size) for at in range(size)]


def chain(size: int, name: str = "") -> list[Edge]:
    return [(f"{name}{at}", 0, f"{name}{at + 1}") for at in range(size)]


def bipartite(left: int, right: int) -> list[Edge]:
    return [(f"l{start}", 0, f"r{end}") for start in range(left) for end in range(right)]


def star(name: str, points: int) -> list[Edge]:
    return [(name, 0, f"{name}p{at}") for at in range(points)]


def layers(width: int, depth: int) -> list[Edge]:
    """Each layer tied to the next by a predicate that only two others share, and the last to the first."""
    return [
        (f"{layer}a{start}", layer % 3, f"{(layer + 1) % depth}a{end}")
        for layer in range(depth)
        for start in range(width)
        for end in range(width)
    ]


MONSTERS = {
    "clique of 8": clique(8),
    "clique of 30": clique(30),
    "cycle of 400": cycle(400),
    "chain of 600": chain(600),
    "tree of depth 3, breadth 5": [*tree("a", 3, 5)],
    "tree of depth 2, breadth 10": [*tree("a", 2, 10)],
    "two trees of depth 3, breadth 5": [*tree("a", 3, 5), *tree("b", 3, 5)],
    "two wide stars": star("a", 1_000) + star("b", 1_000),
    "bipartite of 8 and 8": bipartite(8, 8),
    "layers": layers(6, 6),
}
QUICK = {
    "clique of 5": clique(5),
    "cycle of 50": cycle(50),
    "chain of 50": chain(50),
    "tree of depth 2, breadth 4": [*tree("a", 2, 4)],
    "tree of depth 5, breadth 2": [*tree("a", 5, 2)],
    "one wide star": star("a", 1_000),
    "pairs tied both ways": [edge for at in range(500) for edge in ((f"a{at}", 0, f"b{at}"), (f"b{at}", 1, f"a{at}"))],
    "bipartite of 3 and 3": bipartite(3, 3),
    "20 alike between two that are not": [edge for at in range(20) for edge in (("h", 0, at), (at, 1, "g"))],
}


@pytest.mark.parametrize("edges", MONSTERS.values(), ids=MONSTERS.keys())
def test_canonicalize__says_when_it_may_depend_on_order(edges: list[Edge]) -> None:
    found = canonicalize(graph(edges))
    assert not found.is_exact
    assert found.digest == "ordered:" + hashlib.sha256(found.nquads).hexdigest()


@pytest.mark.parametrize("edges", QUICK.values(), ids=QUICK.keys())
def test_canonicalize__moderate_symmetry_is_exact(edges: list[Edge]) -> None:
    quads = graph(edges)
    assert canonicalize(quads).digest == "rdfc10:" + hashlib.sha256(by_pyoxigraph(quads)).hexdigest()


def test_canonicalize__many_alike_under_one_subject_are_exact() -> None:
    alike = [BlankNode(f"b{number}") for number in range(3_000)]
    quads = [Quad(P[0], P[1], node) for node in alike] + [Quad(node, P[2], Literal("như nhau")) for node in alike]
    assert canonicalize(quads).is_exact


def test_canonicalize__many_small_trees_are_exact() -> None:
    edges = [edge for number in range(200) for edge in tree(f"t{number}-", 2, 2)]
    assert canonicalize(graph(edges)).is_exact


@pytest.mark.soak
def test_canonicalize__a_long_chain_does_not_overflow_the_stack() -> None:
    # Two alike, of which only the first nodes are tried: little work, but 20,000 calls deep.
    tails = [Quad(BlankNode(f"n{name}0"), P[1], Literal("đầu")) for name in "ab"]
    assert not canonicalize(graph(chain(20_000, "a") + chain(20_000, "b")) + tails).is_exact


@pytest.mark.parametrize("edges", MONSTERS.values(), ids=MONSTERS.keys())
def test_canonicalize__monsters_do_not_depend_on_order_either(edges: list[Edge]) -> None:
    """In rings, trees and cliques, whichever of those alike comes first, the result is the same."""
    shuffled = random.Random(1).sample(edges, len(edges))
    assert canonicalize(renamed(graph(shuffled))) == canonicalize(graph(edges))


@pytest.mark.parametrize("edges", MONSTERS.values(), ids=MONSTERS.keys())
def test_canonicalize__too_symmetric_is_the_same_graph(edges: list[Edge]) -> None:
    found = canonicalize(graph(edges))
    assert found.triples == len(set(edges))
    assert len({line.split()[0] for line in found.nquads.splitlines()}) == len({start for start, _, _ in edges})


def test_canonicalize__other_monsters_differ() -> None:
    assert canonicalize(graph(clique(8))).digest != canonicalize(graph(clique(9))).digest


symmetric = st.builds(
    lambda size, steps, both: [
        edge
        for at in range(size)
        for way, step in steps
        for edge in [(at, way, (at + step) % size), ((at + step) % size, way, at)][: 1 + both]
    ],
    st.integers(2, 14),
    st.lists(st.tuples(st.integers(0, 2), st.integers(1, 13)), min_size=1, max_size=4),
    st.booleans(),
)
loose = st.lists(st.tuples(st.integers(0, 13), st.integers(0, 2), st.integers(0, 13)), max_size=60)


@given(st.one_of(symmetric, loose))
def test_canonicalize__what_is_exact_was_quick(edges: list[Edge]) -> None:
    """RDFC-1.0, counted step by step, keeps to the bound wherever we let it run."""
    quads = graph(edges)
    if canonicalize(quads).is_exact:
        assert Rdfc10(quads).looks <= WORK_BOUND


class Rdfc10:
    """RDFC-1.0 by the letter of its text, slowly; it counts how often it hashes a node with all that is around it.

    Source: https://www.w3.org/TR/rdf-canon/#canon-algorithm, sections 4.4 to 4.8.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.looks = 0
        self.quads = set(quads)
        self.issued: dict[BlankNode, str] = {}
        nodes = {term for quad in self.quads for term in (quad.subject, quad.object) if isinstance(term, BlankNode)}
        self.of = {node: [quad for quad in self.quads if node in (quad.subject, quad.object)] for node in nodes}
        self.first = {node: self.first_degree(node) for node in nodes}
        by_hash = {hashed: [node for node in nodes if self.first[node] == hashed] for hashed in self.first.values()}
        for hashed in sorted(by_hash):
            if len(by_hash[hashed]) == 1:
                self.issue(self.issued, "c14n", by_hash[hashed][0])
        for hashed in sorted(by_hash):
            paths = [self.n_degree(node, {node: "b0"}) for node in by_hash[hashed] if node not in self.issued]
            for _, issuer in sorted(paths, key=lambda path: path[0]):
                for node in issuer:
                    self.issue(self.issued, "c14n", node)

    def issue(self, issuer: dict[BlankNode, str], prefix: str, node: BlankNode) -> str:
        return issuer.setdefault(node, f"{prefix}{len(issuer)}")

    def first_degree(self, node: BlankNode) -> str:
        def seen(term: object) -> str:
            return str(term) if not isinstance(term, BlankNode) else "_:a" if term == node else "_:z"

        written = sorted(f"{seen(quad.subject)} {quad.predicate} {seen(quad.object)} .\n" for quad in self.of[node])
        return hashlib.sha256("".join(written).encode()).hexdigest()

    def n_degree(self, node: BlankNode, issuer: dict[BlankNode, str]) -> tuple[str, dict[BlankNode, str]]:
        self.looks += 1
        related: dict[str, set[BlankNode]] = {}
        for quad in self.of[node]:
            for position, term in (("s", quad.subject), ("o", quad.object)):
                if isinstance(term, BlankNode) and term != node:
                    name = self.issued.get(term) or issuer.get(term)
                    text = position + str(quad.predicate) + (f"_:{name}" if name else self.first[term])
                    related.setdefault(hashlib.sha256(text.encode()).hexdigest(), set()).add(term)
        data = ""
        for hashed in sorted(related):
            best: tuple[str, dict[BlankNode, str]] | None = None
            for order in permutations(related[hashed]):
                found = self.path(order, dict(issuer), best[0] if best else "")
                if found is not None and (best is None or found[0] < best[0]):
                    best = found
            assert best is not None
            data += hashed + best[0]
            issuer = best[1]
        return hashlib.sha256(data.encode()).hexdigest(), issuer

    def path(
        self, order: Iterable[BlankNode], issuer: dict[BlankNode, str], best: str
    ) -> tuple[str, dict[BlankNode, str]] | None:
        path = ""
        further = []
        for node in order:
            if node in self.issued:
                path += f"_:{self.issued[node]}"
            else:
                if node not in issuer:
                    further.append(node)
                path += f"_:{self.issue(issuer, 'b', node)}"
            if best and len(path) >= len(best) and path > best:
                return None
        for node in further:
            hashed, found = self.n_degree(node, issuer)
            path += f"_:{self.issue(issuer, 'b', node)}<{hashed}>"
            issuer = found
            if best and len(path) >= len(best) and path > best:
                return None
        return path, issuer

    def lines(self) -> list[str]:
        def name(term: object) -> str:
            return f"_:{self.issued[term]}" if isinstance(term, BlankNode) else str(term)

        return sorted(f"{name(quad.subject)} {quad.predicate} {name(quad.object)} ." for quad in self.quads)


@given(graphs)
def test_canonicalize__gives_what_the_recommendation_says(quads: list[Quad]) -> None:
    found = canonicalize(quads)
    assert not found.is_exact or found.nquads.decode().split("\n")[:-1] == Rdfc10(quads).lines()
