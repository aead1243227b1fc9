"""The longest span between two updates that a declared frequency allows.

The spans stand in ``shapes/components/frequency-spans.ttl``, where a SPARQL engine finds them, too; data may say
``dmv:longestSpan`` of frequencies of its own.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, RdfFormat, parse

from danhmuc.vocab import concepts
from danhmuc.vocab.terms import DMV

from .days import Span, read_span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from danhmuc.vocab.reading import Term

    from .data import Data

__all__ = ["LISTS", "UNKNOWN", "bundled_spans", "longest_spans"]

LISTS: Final = ("frequency", "update-frequency", "iso-frequency")
"""The bundled lists of frequencies."""
UNKNOWN: Final = None
"""Stands for a span that nobody tells."""
_LONGEST_SPAN: Final = NamedNode(DMV + "longestSpan")


def longest_spans(frequency: Term, data: Data) -> tuple[Span | None, ...]:
    """The spans that a frequency allows; empty where it promises no date, `UNKNOWN` where nobody tells what it is."""
    said = data.objects_around(frequency, _LONGEST_SPAN)
    if said:
        return tuple(read_span(one.value) for one in said)
    span = bundled_spans().get(frequency.value)
    if span is not None:
        return (span,)
    if _is_listed(frequency.value) or (data.said(frequency) is not None and data.is_described(frequency)):
        return ()
    return (UNKNOWN,)


@cache
def bundled_spans() -> Mapping[str, Span]:
    """The spans that come with danhmuc, by IRI of the frequency."""
    found: dict[str, Span] = {}
    text = (files("danhmuc.shapes") / "components" / "frequency-spans.ttl").read_bytes()
    for frequency, _, value, _ in parse(text, format=RdfFormat.TURTLE):
        span = read_span(value.value)  # type: ignore[union-attr]
        assert span is not None, frequency
        found[frequency.value] = span  # type: ignore[union-attr]
    return found


@cache
def _listed() -> frozenset[str]:
    return frozenset(concept.iri for token in LISTS for concept in concepts.load(token))


def _is_listed(iri: str) -> bool:
    return iri in _listed()
