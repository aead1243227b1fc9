"""Terms give the canonical form that their lines give, and the index that parsing it gives."""

from __future__ import annotations

import runpy
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from danhmuc.shapes.engine import index_nquads
from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.canonical_terms import canonicalize_terms
from danhmuc.vocab.reading import Descriptions

graphs: st.SearchStrategy[list[Quad]] = runpy.run_path(str(Path(__file__).with_name("test_canonical.py")))["graphs"]


def described(quads: Iterable[Quad]) -> Descriptions:
    found: Descriptions = {}
    for subject, predicate, value, _ in quads:
        found.setdefault(subject, []).append((predicate, value))
    return found


def rows(index: Mapping[object, Mapping[NamedNode, Sequence[object]]]) -> list[object]:
    """All that an index has, in its order."""
    return [
        (subject, [(name, list(values)) for name, values in properties.items()])
        for subject, properties in index.items()
    ]


@given(graphs)
def test_canonicalize_terms__gives_the_form_of_the_lines_and_the_index_of_the_form(quads: list[Quad]) -> None:
    grouped = described(quads)
    form, index = canonicalize_terms(grouped.items())
    in_order = [Quad(subject, *pair) for subject, pairs in grouped.items() for pair in pairs]
    assert form == canonicalize(in_order)
    assert index is None or rows(index) == rows(index_nquads(form.nquads))


@given(graphs)
def test_canonicalize_terms__there_is_an_index_unless_blank_nodes_are_alike(quads: list[Quad]) -> None:
    _, index = canonicalize_terms(described(quad for quad in quads if "_:" not in str(quad)).items())
    assert index is not None


def test_canonicalize_terms__one_property_as_two_objects_is_one_property() -> None:
    pairs = [(NamedNode("https://e.vn/p"), Literal(text)) for text in ("b", "a", "b")]
    _, index = canonicalize_terms([(NamedNode("https://e.vn/a"), pairs)])
    assert index == {NamedNode("https://e.vn/a"): {NamedNode("https://e.vn/p"): [Literal("a"), Literal("b")]}}
