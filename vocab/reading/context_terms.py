"""The terms of JSON-LD contexts: how deep they build on each other, and how often a document makes a parser copy them.

pyoxigraph defines a term inside the definition of the one before, and ten thousand such steps crash the process. It
copies all terms for each node that has a context of its own, or a class or property with one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ..messages.reading import ReadingText
from .limits import MAX_CONTEXT_WORK, MAX_DEPTH
from .notes import Notes

_FREE_WORK: Final = 1_000_000
_SMALL: Final = 100
"""Terms of a context that count only once: hundreds of nodes have each a small one."""


def refuse_long_chains(terms: Mapping[str, object], notes: Notes) -> None:
    """Refuse a context whose terms build on each other too deep.

    Raises:
        DocumentError: it is so, or many terms build on each other in a circle.
    """
    if len(terms) <= MAX_DEPTH:
        return
    depths: dict[str, int] = {}
    for first in terms:
        if first in depths:
            continue
        path = {first: _bases(first, terms)}
        while path:
            name, bases = next(reversed(path.items()))
            base = next(bases, None)
            if base is None:
                del path[name]
                depths[name] = 1 + max((depths[one] for one in _bases(name, terms)), default=0)
                if depths[name] > MAX_DEPTH:
                    raise notes.refusal("read:too-deep", ReadingText.CONTEXT_TOO_DEEP(limit=MAX_DEPTH))
            elif base in path:
                raise notes.refusal("read:too-deep", ReadingText.CONTEXT_TOO_DEEP(limit=MAX_DEPTH))
            elif base not in depths:
                path[base] = _bases(base, terms)


def _bases(name: str, terms: Mapping[str, object]) -> Iterator[str]:
    """The terms of the same context that the definition of a term may need."""
    value = terms[name]
    texts = [name, *(value.values() if isinstance(value, Mapping) else [value])]
    for text in texts:
        if isinstance(text, str):
            for base in {text, text.partition(":")[0]}:
                if base != name and base in terms:
                    yield base


@dataclass(slots=True)
class ContextCost:
    """The cost of the contexts that a document declares itself.

    Attributes:
        applied: how many times one is declared or, if a class or property may have one, may be applied.
    """

    applied: int = 0
    _large: int = 0
    _small: int = 0
    _is_scoped: bool = False

    @property
    def terms(self) -> int:
        """The largest number of terms that may apply to one node."""
        return self._large + self._small

    def add(self, value: object) -> None:
        """Add a context that was not yet added."""
        number = 0
        todo = [value]
        while todo:
            one = todo.pop()
            if isinstance(one, list):
                todo += one
            elif isinstance(one, Mapping):
                number += len(one)
                scoped = [term["@context"] for term in one.values() if isinstance(term, Mapping) and "@context" in term]
                self._is_scoped = self._is_scoped or bool(scoped)
                todo += scoped
        if number > _SMALL:
            self._large += number
        else:
            self._small = max(self._small, number)

    def is_too_high(self, data: bytes) -> bool:
        """Whether the document costs far more than others of its size."""
        if self._is_scoped:
            self.applied += data.count(b"{")
        return self.terms * self.applied > _FREE_WORK + MAX_CONTEXT_WORK * len(data)
