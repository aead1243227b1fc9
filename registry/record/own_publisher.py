"""The name of a publisher that has no IRI: it stands in the graph of the record alone."""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import BlankNode, Literal

from danhmuc.vocab.terms import DCT, FOAF, SKOS, VCARD

from .record import quads_of

_NAMES: Final = (FOAF.name, DCT.title, SKOS.prefLabel, VCARD.fn)
"""Properties that name an agent, the usual one first."""
_LANGUAGES: Final = ("vi", None, "en")
_LINES: Final = re.compile(
    rb"^[^ ]+ (?:" + b"|".join(re.escape(str(one).encode()) for one in (DCT.publisher, *_NAMES)) + rb") .*\n?",
    re.MULTILINE,
)


def own_publisher_name(iri: str, nquads: bytes) -> str | None:
    """The name that the publisher has in the graph of the record `iri`, in canonical N-Quads; None if it has none.

    >>> own_publisher_name("x:1", b'<x:1> <http://purl.org/dc/terms/publisher> "EPA" .')
    'EPA'
    """
    agents: set[BlankNode] = set()
    named: list[tuple[BlankNode, int, Literal]] = []
    texts: list[str] = []
    for given, predicate, value, _ in quads_of(b"".join(_LINES.findall(nquads))):
        if predicate == DCT.publisher and given.value == iri:
            if isinstance(value, BlankNode):
                agents.add(value)
            elif isinstance(value, Literal):
                texts.append(value.value)
        elif isinstance(given, BlankNode) and isinstance(value, Literal):
            named.append((given, _NAMES.index(predicate) if predicate in _NAMES else len(_NAMES), value))
    found = [
        (_rank(value.language), rank, value.value)
        for given, rank, value in named
        if given in agents and rank < len(_NAMES)
    ]
    names = [name for *_, name in sorted(found)] or sorted(texts)
    return next((name for name in names if name.strip()), None)


def _rank(language: str | None) -> int:
    primary = None if language is None else language.partition("-")[0]
    return _LANGUAGES.index(primary) if primary in _LANGUAGES else len(_LANGUAGES)
