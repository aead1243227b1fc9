"""How blank nodes are reached, told briefly however deep they stand."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from pyoxigraph import BlankNode, NamedNode

from danhmuc.shapes.engine import Index
from danhmuc.shapes.engine.holders import Holders

START = NamedNode("http://e.vn/a")
P = NamedNode("http://e.vn/p")
TITLE = NamedNode("http://purl.org/dc/terms/title")


def chain(length: int) -> Index:
    """An IRI, and so many blank nodes, each held by the one before."""
    nodes = [START, *(BlankNode(f"n{number}") for number in range(length))]
    return {one: {P if one == START else TITLE: [other]} for one, other in pairwise(nodes)}


def test_way__is_an_iri_and_the_properties_from_there_on() -> None:
    holders = Holders(chain(3))
    assert holders.way_to(BlankNode("n0")) == "http://e.vn/a → http://e.vn/p"
    assert holders.way_to(BlankNode("n2")) == "http://e.vn/a → http://e.vn/p → dct:title → dct:title"


def test_way__of_a_node_that_no_iri_leads_to_is_none() -> None:
    x, y, z = (BlankNode(name) for name in "xyz")
    holders = Holders({x: {P: [y]}, y: {P: [x, z]}})
    assert [holders.way_to(one) for one in (x, y, z, BlankNode("else"))] == [None] * 4


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (7, "http://e.vn/a → http://e.vn/p" + 7 * " → dct:title"),
        (8, "http://e.vn/a → http://e.vn/p → dct:title → dct:title → … 3 … → dct:title → dct:title → dct:title"),
        (99, "http://e.vn/a → http://e.vn/p → dct:title → dct:title → … 94 … → dct:title → dct:title → dct:title"),
    ],
)
def test_way__that_is_long_is_told_by_its_ends(number: int, told: str) -> None:
    nodes = [BlankNode(f"n{one}") for one in range(100)]
    assert Holders(chain(100)).way_to(nodes[number]) == told
    # Whoever was asked for before.
    holders = Holders(chain(100))
    assert [holders.way_to(one) for one in reversed(nodes)][99 - number] == told


@pytest.mark.soak
def test_way__of_all_nodes_of_a_long_chain_costs_no_square_of_them() -> None:
    holders = Holders(chain(30_000))
    before = time.process_time()
    told = [holders.way_to(BlankNode(f"n{number}")) for number in range(30_000)]
    assert time.process_time() - before < 5
    assert max(map(len, filter(None, told))) < 150
