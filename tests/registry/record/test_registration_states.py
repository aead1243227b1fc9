"""The states in code are those of the concept scheme, in its order, and a ladder of some of them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from danhmuc.registry.record.registration import (
    COMPUTED_STATES,
    DECIDED_STATES,
    LADDER,
    RAISING_STATES,
    REGISTRATION_STATES,
    code_of_state,
    concept_iri,
    meets,
    require_minimum,
    require_state,
    state_labels,
    state_word,
)
from danhmuc.vocab import concepts
from danhmuc.vocab.errors import UnknownNameError, UsageError

TYPE = pyoxigraph.NamedNode("http://purl.org/dc/terms/type")


def test_states__are_those_of_the_scheme_in_its_order() -> None:
    listed = list(concepts.load("registration-status"))
    assert [one.code for one in listed] == list(map(code_of_state, REGISTRATION_STATES))
    assert [one.iri for one in listed] == list(map(concept_iri, REGISTRATION_STATES))
    assert all(one.definitions.keys() == {"vi", "en"} for one in listed)


def test_states__are_computed_or_decided() -> None:
    assert sorted((*COMPUTED_STATES, *DECIDED_STATES)) == sorted(REGISTRATION_STATES)
    assert set(RAISING_STATES) < set(DECIDED_STATES) & LADDER.keys()


def test_ladder__has_no_state_that_only_documents(root: Path) -> None:
    quads = pyoxigraph.parse((root / "vocab/schemes/registration-status.ttl").read_bytes(), pyoxigraph.RdfFormat.TURTLE)
    kinds = {quad.subject.value: quad.object.value for quad in quads if quad.predicate == TYPE}
    documents = {iri for iri, kind in kinds.items() if kind == "documentation"}
    assert documents == {concept_iri("historical"), concept_iri("standardized-elsewhere")}
    assert documents.isdisjoint(map(concept_iri, LADDER))
    assert list(LADDER) == sorted(LADDER, key=lambda state: LADDER[state])


@pytest.mark.parametrize("minimum", LADDER)
def test_meets__nothing_but_what_stands_as_high(minimum: str) -> None:
    states = [None, "", "unknown", *REGISTRATION_STATES]
    found = [state for state in states if meets(state, require_minimum(minimum))]
    assert found == list(LADDER)[list(LADDER).index(require_minimum(minimum)) :]


def test_require__refuses_what_is_no_state_or_no_minimum() -> None:
    with pytest.raises(UnknownNameError, match="unknown registration state 'standart'; known: "):
        require_state("standart")
    with pytest.raises(UsageError, match="'retired' is no minimum"):
        require_minimum("retired")


def test_words__are_those_of_the_scheme() -> None:
    assert state_word("superseded", "vi") == "Đã được thay thế"
    assert (state_word(None, "en"), state_word("odd", "en"), state_labels("odd")) == ("–", "odd", {})
