"""Find concepts by the text that a user types.

Knows neither files nor RDF: it searches the concepts that it is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, Generic, Protocol, TypeVar

from .legal_acts import bare_name, exact_key, folded_key, spell_out, words_of

_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_NUMBER: Final = re.compile(r"\d")
_TERRITORIAL: Final = 0.9
"""Share of names with a kind of territory above which a list is one of territories; ``Xã hội`` is not a commune."""


class NamedConcept(Protocol):
    """A concept that can be found by its names."""

    @property
    def code(self) -> str:
        """Code, as in forms."""

    @property
    def labels(self) -> Mapping[str, str]:
        """Names by language tag."""

    @property
    def alt_labels(self) -> Mapping[str, tuple[str, ...]]:
        """Other names by language tag."""

    @property
    def hidden_labels(self) -> tuple[str, ...]:
        """Further words."""


_N = TypeVar("_N", bound=NamedConcept)


class Lookup(Generic[_N]):
    """The concepts of one scheme by all their names; each index is made when it is first used."""

    def __init__(self, concepts: Sequence[_N]) -> None:
        self._concepts = concepts
        self._names = [sorted({exact_key(name) for name in _names(concept)}) for concept in concepts]
        kinds = sum(any(bare_name(name) for name in names) for names in self._names)
        self._is_territorial = kinds > 0 and kinds >= _TERRITORIAL * len(concepts)
        if self._is_territorial:
            self._names = [sorted({*names, *map(spell_out, names)}) for names in self._names]
        self._indexes: dict[str, Mapping[str, tuple[int, ...]]] = {}
        self._words: list[frozenset[str]] | None = None

    def find(self, text: str) -> tuple[_N, ...]:
        """The concepts with that name, by the closest kind of match that finds any."""
        key = exact_key(text)
        if not key:
            return ()
        if self._is_territorial:
            key = spell_out(key)
        exact, bare = ("exact", key, self._exact_names), ("bare", key, self._bare_names)
        folded = ("folded", folded_key(key), self._folded_names)
        folded_bare = ("folded bare", folded_key(key), self._folded_bare_names)
        # A text without diacritics matches all names that are equal without them, names without diacritics first.
        ways = (
            ((exact, folded), (bare, folded_bare)) if key.isascii() else ((exact,), (bare,), (folded,), (folded_bare,))
        )
        for way in ways:
            numbers = dict.fromkeys(
                number for name, asked, entries in way for number in self._index(name, entries).get(asked, ())
            )
            if numbers:
                return tuple(self._concepts[number] for number in numbers)
        return ()

    def search(self, text: str) -> tuple[_N, ...]:
        """The concepts that have all words of the text, each as the beginning of one of their words."""
        asked = words_of(text)
        if self._words is None:
            self._words = [frozenset(chain.from_iterable(map(words_of, names))) for names in self._names]
        return tuple(
            concept
            for concept, words in zip(self._concepts, self._words, strict=True)
            if all(any(word.startswith(begun) for word in words) for begun in asked)
        )

    def alike(self, text: str) -> tuple[_N, ...]:
        """Up to three concepts with a similar name, nearest first; names with numbers are never similar."""
        from difflib import get_close_matches  # only needed for errors

        key = folded_key(exact_key(text))
        if _NUMBER.search(key):
            return ()
        names = {
            name: number
            for index in (
                self._index("folded", self._folded_names),
                self._index("folded bare", self._folded_bare_names),
            )
            for name, number in index.items()
            if not _NUMBER.search(name)
        }
        found = dict.fromkeys(number for name in get_close_matches(key, names, 3) for number in names[name])
        return tuple(self._concepts[number] for number in found)[:3]

    def _index(self, name: str, entries: Callable[[], Iterator[tuple[str, int]]]) -> Mapping[str, tuple[int, ...]]:
        if name not in self._indexes:
            numbers: dict[str, dict[int, None]] = {}
            for key, number in entries():
                numbers.setdefault(key, {})[number] = None
            self._indexes[name] = {key: tuple(found) for key, found in numbers.items()}
        return self._indexes[name]

    def _exact_names(self) -> Iterator[tuple[str, int]]:
        return ((name, number) for number, names in enumerate(self._names) for name in names)

    def _bare_names(self) -> Iterator[tuple[str, int]]:
        if not self._is_territorial:
            return
        for name, number in self._exact_names():
            bare = bare_name(name)
            if bare is not None:
                yield bare, number

    def _folded_names(self) -> Iterator[tuple[str, int]]:
        return ((folded_key(name), number) for name, number in self._exact_names())

    def _folded_bare_names(self) -> Iterator[tuple[str, int]]:
        return ((folded_key(name), number) for name, number in self._bare_names())


def is_iri(text: str) -> bool:
    """Whether a text has the form of an IRI."""
    return _IRI.fullmatch(text) is not None


def other_spellings(iri: str) -> Iterator[str]:
    """The IRI itself, then with http and https swapped, then both with the slash at the end removed or added."""
    scheme, _, rest = iri.partition(":")
    other = {"http": "https", "https": "http"}.get(scheme.lower())
    wholes = [iri] if other is None else [iri, f"{scheme.lower()}:{rest}", f"{other}:{rest}"]
    yield from wholes
    for whole in wholes:
        yield whole.rstrip("/") if whole.endswith("/") else f"{whole}/"


def _names(concept: NamedConcept) -> Iterator[str]:
    yield concept.code
    yield from concept.labels.values()
    for names in concept.alt_labels.values():
        yield from names
    yield from concept.hidden_labels
