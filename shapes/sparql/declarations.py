"""Our own components for a SPARQL engine: their declarations, the reference date, data from code lists.

Such an engine queries only graphs, so the lookups of danhmuc are written out for it, as N-Quads to be added to its
input; they describe no node that a shape could validate.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from danhmuc.vocab import concepts
from danhmuc.vocab.lines import iri_subjects, iri_values
from danhmuc.vocab.terms import ADMS, DMV, SCHEMA, SKOS, XSD

from ..engine import index_nquads
from ..engine.own_components import OWN_COMPONENTS

if TYPE_CHECKING:
    from danhmuc.vocab.concepts import CodeList

    from ..engine import Index


_PARAMETERS: Final = frozenset(one.parameter(one.parameters[0]) for one in OWN_COMPONENTS)
_COMPONENTS: Final = frozenset(NamedNode(one.iri) for one in OWN_COMPONENTS)
_ON_DATE: Final = DMV.onDate
_DAYS: Final = frozenset({_ON_DATE, DMV.onDateOf})
_CODE_LIST: Final = DMV.codeList
_LONGEST_SPAN: Final = DMV.longestSpan
_DATE: Final = XSD.date.value
_STATUS: Final = ADMS.status.value


def declarations_for(shapes: bytes, today: date | None) -> bytes:
    """Additions to a shapes graph: the declarations, and the reference date for each shape without one of its own.

    Empty if no shape uses our components. A graph that declares them itself keeps its own declarations.
    """
    index = index_nquads(shapes)
    dated = [(node, properties) for node, properties in index.items() if not _PARAMETERS.isdisjoint(properties)]
    if not dated:
        return b""
    lines = [_file("dated.ttl")] if _COMPONENTS.isdisjoint(index) else []
    if today is not None:
        lines += [
            f'{node} {_ON_DATE} "{today.isoformat()}"^^<{_DATE}> .\n'.encode()
            for node, properties in dated
            if _ON_DATE not in properties
        ]
    return b"".join(lines)


def asks_about_today(shapes: Index) -> bool:
    """Whether a shape uses one of our components without a day of its own."""
    return any(
        not _PARAMETERS.isdisjoint(properties) and _DAYS.isdisjoint(properties) for properties in shapes.values()
    )


def lookups_for(shapes: bytes, data: bytes) -> bytes:
    """Additions to a data graph: the spans of frequencies, and the dates of codes in bundled lists.

    Empty if no shape needs them. Nothing is added for a frequency whose span is in the data, nor for a code that
    nothing names.
    """
    index = index_nquads(shapes)
    lines = list(_spans_beside(data)) if _uses(index, DMV.maxAgeBy) else []
    if _uses(index, DMV.validCode):
        named = iri_values(data) | iri_subjects(data) | iri_values(shapes)
        lines += [line.encode() for iri in sorted(named) for line in _life_of(iri)]
        texts = _texts_of(index, data)
        lines += [line.encode() for one in _code_lists(index) for line in _codes_of(one, texts)]
    return b"".join(lines)


def _code_lists(shapes: Index) -> Iterator[CodeList]:
    """Bundled lists in which shapes look up texts."""
    named = {
        value.value
        for properties in shapes.values()
        for value in properties.get(_CODE_LIST, ())
        if type(value) is NamedNode
    }
    found = (concepts.scheme_at(iri) for iri in sorted(named))
    return (one for one in found if one is not None)


def _texts_of(shapes: Index, data: bytes) -> set[str]:
    """Texts in the data, if a shape looks up any in a list."""
    if not _uses(shapes, DMV.codeList):
        return set()
    properties = index_nquads(data).values()
    return {one.value for each in properties for values in each.values() for one in values if type(one) is Literal}


def _codes_of(scheme: CodeList, texts: set[str]) -> Iterator[str]:
    """Data of a list on texts that are its codes, and on its completeness."""
    completeness = "complete" if scheme.is_complete else "snapshot"
    yield f'<{scheme.iri}> {DMV.completeness} "{completeness}" .\n'
    for text in sorted(texts):
        concept = scheme.get(text)
        if concept is not None:
            yield f"<{concept.iri}> {SKOS.inScheme} <{scheme.iri}> .\n"
            yield f"<{concept.iri}> {SKOS.notation} {Literal(text)} .\n"
            yield from _life_of(concept.iri)


def _spans_beside(data: bytes) -> Iterator[bytes]:
    described = {str(node).encode() for node, properties in index_nquads(data).items() if _LONGEST_SPAN in properties}
    for line in _file("frequency-spans.ttl").splitlines(keepends=True):
        if line.split(b" ", 1)[0] not in described:
            yield line


def _uses(index: Index, parameter: NamedNode) -> bool:
    return any(parameter in properties for properties in index.values())


@lru_cache(maxsize=4096)
def _life_of(iri: str) -> tuple[str, ...]:
    concept = concepts.concept_at(iri)
    if concept is None:
        return ()
    days = ((SCHEMA.validFrom, concept.valid_from), (SCHEMA.validThrough, concept.valid_until))
    return (
        *(f'<{iri}> {term} "{day.isoformat()}"^^<{_DATE}> .\n' for term, day in days if day is not None),
        f'<{iri}> <{_STATUS}> "{concept.status}" .\n',
    )


@cache
def _file(name: str) -> bytes:
    """A file of declarations, as N-Quads."""
    text = (files("danhmuc.shapes") / "components" / name).read_bytes()
    triples = parse(text, format=RdfFormat.TURTLE)
    return serialize((Quad(*list(one)[:3]) for one in triples), format=RdfFormat.N_QUADS) or b""
