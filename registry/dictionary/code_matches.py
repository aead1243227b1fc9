"""Codes of two lists of one conceptual domain that may mean the same, found by notation and label.

No pair is looked at that shares neither: codes are found by the keys of both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from danhmuc.vocab.concepts import CodeList, ListedConcept

from ..record.table_draft import name_key
from ..store import element_queries as queries
from ..store.element_queries import DecisionOutcome
from ..store.waiting_elements import lists_of_domains
from .dictionary_rows import CodeMatch, CodeMatchReason
from .shared_lists import SharedLists
from .shown_elements import ShownElements

if TYPE_CHECKING:
    from ..store.database import Connection


DecidedCodes = Mapping[tuple[str, str, str], DecisionOutcome]
"""Outcomes by first concept, lists and second concept, as decisions have them."""


def pair_of(one: ListedConcept, other: ListedConcept) -> tuple[str, str, str]:
    """The names of two codes in a decision, in whichever order they are given: concept, both lists, concept."""
    first, second = sorted((one, other), key=lambda concept: (concept.scheme.iri, concept.iri))
    return first.iri, f"{first.scheme.iri} {second.scheme.iri}", second.iri


def find_code_matches(
    domain: str, lists: Iterable[CodeList], outcomes: DecidedCodes, *, decided: bool
) -> Iterator[CodeMatch]:
    """The codes of some lists of one conceptual domain that share a notation or a label, each pair once.

    Args:
        decided: also those about which somebody decided; what a list states itself never is a question.
    """
    found: defaultdict[tuple[CodeMatchReason, str], list[ListedConcept]] = defaultdict(list)
    for one in lists:
        for concept in one:
            if concept.status != "active":
                continue
            found["same-notation", name_key(concept.code)].append(concept)
            others = (text for texts in concept.alt_labels.values() for text in texts)
            for key in {name_key(text) for text in (*concept.labels.values(), *others)}:
                found["same-label", key].append(concept)
    reasons: defaultdict[tuple[str, str, str], set[CodeMatchReason]] = defaultdict(set)
    pairs: dict[tuple[str, str, str], tuple[ListedConcept, ListedConcept]] = {}
    for (reason, key), concepts in found.items():
        for first, second in combinations(concepts, 2) if key else ():
            if first.scheme.iri != second.scheme.iri and not _is_stated(first, second):
                names = pair_of(first, second)
                pairs[names] = (first, second) if names[0] == first.iri else (second, first)
                reasons[names].add(reason)
    for names, (first, second) in sorted(pairs.items(), key=lambda pair: pair[0]):
        decision = outcomes.get(names)
        if decision is None or decided:
            yield CodeMatch(
                domain=domain,
                code_list=first.scheme.token,
                code=first.code,
                label=_label(first),
                other_list=second.scheme.token,
                other_code=second.code,
                other_label=_label(second),
                reasons=tuple(sorted(reasons[names], reverse=True)),
                decision=decision,
            )


def shown_lists_of_domains(connection: Connection, shared: SharedLists) -> dict[str, set[str]]:
    """The tokens of the lists of each conceptual domain, as value domains that are shown say."""
    view = ShownElements(connection)
    stated = lists_of_domains(connection, view.shown)
    rows = queries.element_rows(connection, view.shown, [one.owner for one in stated])
    shown = {row.iri for row in rows if view.shows(row)}
    found: dict[str, set[str]] = {}
    for one in stated:
        token = shared.token_of(one.code_list)
        if token is not None and one.owner in shown:
            found.setdefault(one.domain, set()).add(token)
    return found


def _is_stated(one: ListedConcept, other: ListedConcept) -> bool:
    """Whether either list says itself how the two are related."""
    return any(other.iri in iris for iris in one.matches.values()) or any(
        one.iri in iris for iris in other.matches.values()
    )


def _label(concept: ListedConcept) -> str | None:
    labels = concept.labels
    return labels.get("vi", labels.get("en", next(iter(labels.values()), None)))
