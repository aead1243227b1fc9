"""The order in which the values of one property are shown. RDF keeps none, so it is made of what they say.

Equal objects show the same, whatever the order of their documents and the names of their blank nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Descriptions, Subject, Term

__all__ = ["in_order"]

_LANGUAGES: Final = {"vi": "", "en": " "}
"""What stands for the tags that come before all others."""
_DEPTH: Final = 8
"""How many things away two blank nodes must differ to be told apart."""
_iri: Final = attrgetter("value")


def in_order(values: Sequence[Term], descriptions: Descriptions) -> list[Term]:
    """The values sorted: things by IRI, texts by language and text, things without IRI by what is said of them.

    Texts in Vietnamese come first, then those in English, other languages by tag, texts without language last.
    """
    kind = type(values[0]) if values else None
    for value in values:  # a third of the time that all(…) takes
        if type(value) is not kind:
            return sorted(values, key=_any(descriptions))
    if kind is NamedNode:
        return sorted(values, key=_iri)
    return sorted(values, key=_literal if kind is Literal else _any(descriptions))  # type: ignore[arg-type]


def _literal(term: Literal) -> tuple[str, str, str]:
    language = term.language
    if language is None:  # behind every tag
        return "~", term.value, term.datatype.value
    return _LANGUAGES.get(language, language), term.value, ""


def _any(descriptions: Descriptions) -> Callable[[Term], tuple[Any, ...]]:
    told = _Told(descriptions)
    return lambda term: (2, told.lines(term, _DEPTH)) if isinstance(term, BlankNode) else told.key(term, 0)


class _Told:
    """What is said of blank nodes and of those they lead to, without their names."""

    def __init__(self, descriptions: Descriptions) -> None:
        self._descriptions = descriptions
        self._known: dict[tuple[BlankNode, int], str] = {}

    def lines(self, node: Subject, depth: int) -> list[tuple[str, int, tuple[str, ...]]]:
        """Each statement once, sorted."""
        pairs = self._descriptions.get(node, ())
        return sorted({(predicate.value, *self.key(value, depth)) for predicate, value in pairs})

    def key(self, value: Term, depth: int) -> tuple[int, tuple[str, ...]]:
        """What a value is sorted by."""
        if isinstance(value, Literal):
            return 1, _literal(value)
        if not isinstance(value, BlankNode):
            return 0, (str(value).removeprefix("<").removesuffix(">"),)
        # Written out, things that lead to each other in many ways would be longer than any memory.
        if (value, depth) not in self._known:
            said = repr(self.lines(value, depth - 1)) if depth else ""
            self._known[value, depth] = sha256(said.encode()).hexdigest()
        return 2, (self._known[value, depth],)
