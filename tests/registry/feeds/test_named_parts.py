"""IRIs for blank nodes, of graphs of any shape."""

from __future__ import annotations

import re
from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.registry.feeds import federated_form as named_parts
from danhmuc.registry.feeds.federated_form import Triple, name_parts
from danhmuc.vocab.canonical import canonicalize_lines
from danhmuc.vocab.terms import DCT, FOAF, PROV, RDF

HOLDER: Final = "https://e.vn/feed/record/mau/1"
PROPERTIES: Final = tuple(map(str, (DCT.publisher, FOAF.knows, PROV.agent)))
AGENT: Final = str(FOAF.Agent)
NAMES: Final = tuple(f"_:n{number}" for number in range(6))


@st.composite
def graphs(draw: st.DrawFn) -> list[Triple]:
    """Blank nodes below one IRI, linked at random, some of them agents."""
    subjects = st.sampled_from(("<https://e.vn/d>", *NAMES))
    link = st.builds(Triple, subjects, st.sampled_from(PROPERTIES), st.sampled_from(NAMES))
    said = st.builds(
        Triple,
        st.sampled_from(NAMES),
        st.sampled_from((str(RDF.type), str(FOAF.name))),
        st.sampled_from((AGENT, '"a"', '"b"')),
    )
    return draw(st.lists(st.one_of(link, said), min_size=1, max_size=14, unique=True))


def with_names(triples: list[Triple], names: dict[str, str]) -> list[Triple]:
    return [
        Triple(names.get(one.subject, one.subject), one.predicate, names.get(one.value, one.value)) for one in triples
    ]


def named(triples: list[Triple]) -> str:
    """The graph with IRIs for its parts, in canonical form."""
    found = name_parts(triples, HOLDER)
    assert len(set(found.values())) == len(found)
    lines = (f"{one.subject} {one.predicate} {one.value} ." for one in with_names(triples, found))
    return canonicalize_lines(lines).nquads.decode()


@given(graphs(), st.integers(0, 1_000))
def test_name_parts__do_not_depend_on_names_or_order(triples: list[Triple], seed: int) -> None:
    others = [f"_:m{number}" for number in range(len(NAMES))]
    Random(seed).shuffle(others)
    renamed = with_names(triples, dict(zip(NAMES, others, strict=True)))
    Random(seed).shuffle(renamed)
    assert named(renamed) == named(triples)


@given(graphs())
def test_name_parts__nobody_is_left_without_a_name(triples: list[Triple]) -> None:
    found = name_parts(triples, HOLDER)
    for one in triples:
        if one.predicate == PROPERTIES[0]:
            assert one.value in found
        if one.predicate == str(RDF.type) and one.value == AGENT:
            assert one.subject in found
    assert all(re.fullmatch(rf"<{HOLDER}#[A-Za-z]+-[0-9a-f]{{16}}(-[0-9]+)?>", iri) for iri in found.values())


def test_name_parts__a_large_circle_costs_few_canonical_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def counted(lines: object) -> object:
        calls.append(1)
        return canonicalize_lines(lines)  # type: ignore[arg-type]

    monkeypatch.setattr(named_parts, "canonicalize_lines", counted)
    size = 40
    triples = [Triple(f"_:c{at}", str(FOAF.knows), f"_:c{(at + 1) % size}") for at in range(size)]
    triples += [Triple(f"_:c{at}", str(RDF.type), AGENT) for at in range(size)]
    assert len(name_parts(triples, HOLDER)) == size
    assert len(calls) <= 8
