"""The codes whose labels have the words of a query, in the code lists in force.

Records are indexed by their codes alone, so that no record is written anew when a list changes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from danhmuc.vocab.concepts import CodeList, ListedConcept
from danhmuc.vocab.words import cut_words

from ..record.search_query import QueryTerm, SearchQuery
from ..record.search_words import code_word

_AFTER_ALL: Final = "\U0010ffff"
_NONE: Final[frozenset[int]] = frozenset()


class LabelCodes:
    """Labels of codes by their words."""

    def __init__(self, lists: Iterable[CodeList]) -> None:
        self._labels: list[tuple[str, tuple[str, ...]]] = [
            (concept.iri, tuple(cut_words(label)))
            for code_list in lists
            for concept in code_list
            for label in _labels(concept)
        ]
        places: defaultdict[str, set[int]] = defaultdict(set)
        for number, (_, words) in enumerate(self._labels):
            for word in words:
                places[word].add(number)
        self._places = {word: frozenset(numbers) for word, numbers in places.items()}
        self._words = sorted(places)

    def expand(self, query: SearchQuery) -> SearchQuery:
        """The query, each term of which also finds the codes with a label that has it."""
        return SearchQuery(
            terms=tuple(map(self._expand, query.terms)), excluded=tuple(map(self._expand, query.excluded))
        )

    def _expand(self, term: QueryTerm) -> QueryTerm:
        return replace(term, codes=tuple(sorted({*term.codes, *self._codes(term)})))

    def _codes(self, term: QueryTerm) -> Iterator[str]:
        *first, last = term.words
        found = [self._places.get(word, _NONE) for word in first]
        ends = self._beginning_with(last) if term.is_prefix else self._places.get(last, _NONE)
        for number in ends.intersection(*found):
            iri, words = self._labels[number]
            if _has_phrase(words, term):
                yield code_word(iri)

    def _beginning_with(self, beginning: str) -> frozenset[int]:
        start, end = bisect_left(self._words, beginning), bisect_left(self._words, beginning + _AFTER_ALL)
        return _NONE.union(*(self._places[word] for word in self._words[start:end]))


def _labels(concept: ListedConcept) -> Iterator[str]:
    yield from concept.labels.values()
    for labels in concept.alt_labels.values():
        yield from labels
    yield from concept.hidden_labels


def _has_phrase(words: tuple[str, ...], term: QueryTerm) -> bool:
    length = len(term.words)
    for start in range(len(words) - length + 1):
        *first, last = words[start : start + length]
        if tuple(first) == term.words[:-1] and (
            last.startswith(term.words[-1]) if term.is_prefix else last == term.words[-1]
        ):
            return True
    return False
