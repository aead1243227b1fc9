"""Licences by the addresses that data names them by, such as that of a deed, where the list in force matches these."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

from danhmuc.vocab import concepts
from danhmuc.vocab.reading.canonical_iris import canonical_iri

if TYPE_CHECKING:
    from danhmuc.vocab.concepts import ListedConcept

    from ..code_lists.code_lists import LoadedList


_LIST: Final = "licence"


def with_matched_licences(
    concept_at: Callable[[str], ListedConcept | None], lists: Mapping[str, LoadedList]
) -> Callable[[str], ListedConcept | None]:
    """A function that returns the concept of an IRI in any list, else the one licence that exactly matches it.

    Args:
        lists: the loaded lists by token.
    """

    @cache
    def by_address() -> Mapping[str, ListedConcept]:
        loaded = lists.get(_LIST)
        found: dict[str, list[ListedConcept]] = {}
        for concept in concepts.load(_LIST) if loaded is None else loaded.load():
            for iri in concept.exact_matches:
                found.setdefault(canonical_iri(iri), []).append(concept)
        return {iri: matched[0] for iri, matched in found.items() if len(matched) == 1}

    def named_at(iri: str) -> ListedConcept | None:
        concept = concept_at(iri)
        return by_address().get(canonical_iri(iri)) if concept is None else concept

    return named_at
