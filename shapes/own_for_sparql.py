"""Our own components for an engine that only knows SPARQL: their declarations, the reference date, what lists say.

Such an engine asks graphs and nothing else, so what danhmuc looks up is written out for it. All in N-Quads, to be
added to what it is given; nothing of it describes anything that a shape could judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from danhmuc.vocab import concepts
from danhmuc.vocab.lines import iri_subjects, iri_values
from danhmuc.vocab.terms import DMV

from .engine import indexed_nquads
from .engine.own_components import OWN_COMPONENTS

if TYPE_CHECKING:
    from .engine import Index

__all__ = ["declarations_for", "lookups_for"]

_PARAMETERS: Final = frozenset(one.parameter(one.parameters[0]) for one in OWN_COMPONENTS)
_COMPONENTS: Final = frozenset(NamedNode(one.iri) for one in OWN_COMPONENTS)
_ON_DATE: Final = NamedNode(DMV + "onDate")
_LONGEST_SPAN: Final = NamedNode(DMV + "longestSpan")
_DATE: Final = "http://www.w3.org/2001/XMLSchema#date"
_SCHEMA: Final = "http://schema.org/"
_STATUS: Final = "http://www.w3.org/ns/adms#status"


def declarations_for(shapes: bytes, today: date | None) -> bytes:
    """What to add to a shapes graph: the declarations, and the reference date for each shape without one of its own.

    Empty where no shape uses our components. A graph that declares them already is left to its own declarations.
    """
    index = indexed_nquads(shapes)
    dated = [(node, said) for node, said in index.items() if not _PARAMETERS.isdisjoint(said)]
    if not dated:
        return b""
    lines = [_file("dated.ttl")] if _COMPONENTS.isdisjoint(index) else []
    if today is not None:
        lines += [
            f'{node} {_ON_DATE} "{today.isoformat()}"^^<{_DATE}> .\n'.encode()
            for node, said in dated
            if _ON_DATE not in said
        ]
    return b"".join(lines)


def lookups_for(shapes: bytes, data: bytes) -> bytes:
    """What to add to a data graph: the spans of frequencies, and the dates of codes that stand in bundled lists.

    Empty where no shape asks for them. Of a frequency whose span the data says, and of a code that nobody names,
    nothing is added.
    """
    index = indexed_nquads(shapes)
    lines = list(_spans_beside(data)) if _uses(index, "maxAgeBy") else []
    if _uses(index, "validCode"):
        named = iri_values(data) | iri_subjects(data) | iri_values(shapes)
        lines += [line.encode() for iri in sorted(named) for line in _life_of(iri)]
    return b"".join(lines)


def _spans_beside(data: bytes) -> Iterator[bytes]:
    told = {str(node).encode() for node, said in indexed_nquads(data).items() if _LONGEST_SPAN in said}
    for line in _file("frequency-spans.ttl").splitlines(keepends=True):
        if line.split(b" ", 1)[0] not in told:
            yield line


def _uses(index: Index, parameter: str) -> bool:
    wanted = NamedNode(DMV + parameter)
    return any(wanted in said for said in index.values())


def _life_of(iri: str) -> Iterator[str]:
    concept = concepts.concept_at(iri)
    if concept is None:
        return
    if concept.valid_from is not None:
        yield f'<{iri}> <{_SCHEMA}validFrom> "{concept.valid_from.isoformat()}"^^<{_DATE}> .\n'
    if concept.valid_until is not None:
        yield f'<{iri}> <{_SCHEMA}validThrough> "{concept.valid_until.isoformat()}"^^<{_DATE}> .\n'
    yield f'<{iri}> <{_STATUS}> "{concept.status}" .\n'


@cache
def _file(name: str) -> bytes:
    """A file of declarations, as N-Quads."""
    text = (files("danhmuc.shapes") / "components" / name).read_bytes()
    triples = parse(text, format=RdfFormat.TURTLE)
    return serialize((Quad(*list(one)[:3]) for one in triples), format=RdfFormat.N_QUADS) or b""
