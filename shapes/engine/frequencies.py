"""The longest span between two updates that a declared frequency allows.

The spans are in ``shapes/components/frequency-spans.ttl``, also for SPARQL engines; data may state ``dmv:longestSpan``
of its own frequencies.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from danhmuc.vocab import concepts
from danhmuc.vocab.terms import DMV

from .days import Span, read_span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from danhmuc.vocab.reading import Term

    from .data import Data


LISTS: Final = ("frequency", "update-frequency", "iso-frequency")
"""The bundled lists of frequencies."""
_LONGEST_SPAN: Final = DMV.longestSpan


def longest_spans(frequency: Term, data: Data) -> tuple[Span | None, ...]:
    """The spans that a frequency allows, None for an unknown one; empty if it promises no date."""
    properties = data.objects_with_context(frequency, _LONGEST_SPAN)
    if properties:
        return tuple(read_span(one.value) if isinstance(one, Literal) else None for one in properties)
    spans = listed_spans(frequency)
    if spans == (None,) and data.properties_of(frequency) is not None and data.is_described(frequency):
        return ()
    return spans


def listed_spans(frequency: Term) -> tuple[Span | None, ...]:
    """The spans that a frequency of the bundled lists allows; as for `longest_spans`."""
    iri = frequency.value if isinstance(frequency, NamedNode) else ""
    span = bundled_spans().get(iri)
    if span is not None:
        return (span,)
    return () if iri in _bundled_frequencies() else (None,)


@cache
def bundled_spans() -> Mapping[str, Span]:
    """The bundled spans by IRI of the frequency."""
    found: dict[str, Span] = {}
    text = (files("danhmuc.shapes") / "components" / "frequency-spans.ttl").read_bytes()
    for frequency, _, value, _ in parse(text, format=RdfFormat.TURTLE):
        span = read_span(value.value) if isinstance(value, Literal) else None
        assert span is not None, frequency
        assert isinstance(frequency, NamedNode)
        found[frequency.value] = span
    return found


@cache
def _bundled_frequencies() -> frozenset[str]:
    return frozenset(concept.iri for token in LISTS for concept in concepts.load(token))
