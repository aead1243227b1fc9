"""The meaning of a data element or table schema: what its definition and its value domain say, part by part.

Graphs of equal parts mean the same, whatever their blank nodes are called. What is not understood within a value domain
is a part of it, so that a change of it is a change.

Source of the rules: docs/decisions/0079-standard-elements.md.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, Literal, TypeAlias

from pyoxigraph import BlankNode, NamedNode
from pyoxigraph import Literal as LiteralTerm

from danhmuc.vocab.terms import CSVW, DCT, DMV, RDF, SKOS, XSD

from .element_graph import ElementGraph

MeaningPart: TypeAlias = Literal[
    "class", "definition", "concept", "datatype", "unit", "format", "bounds", "codes", "value-domain", "columns"
]
MEANING_PARTS: Final[tuple[MeaningPart, ...]] = (
    "class",
    "definition",
    "concept",
    "datatype",
    "unit",
    "format",
    "bounds",
    "codes",
    "value-domain",
    "columns",
)
"""All parts, in the order in which they are told."""

_VALUE_DOMAIN: Final = frozenset({DMV.valueDomain, CSVW.datatype})
"""Properties of which the value may be described by a blank node that has parts of its own."""
_PARTS: Final[Mapping[NamedNode, MeaningPart]] = {
    SKOS.definition: "definition",
    DCT.description: "definition",
    DMV.dataElementConcept: "concept",
    DMV.objectClass: "concept",
    DMV.elementProperty: "concept",
    DMV.conceptualDomain: "concept",
    CSVW.datatype: "datatype",
    CSVW.base: "datatype",
    DMV.nativeType: "datatype",
    DMV.unit: "unit",
    CSVW.format: "format",
    CSVW.length: "format",
    CSVW.minLength: "format",
    CSVW.maxLength: "format",
    XSD.totalDigits: "format",
    XSD.fractionDigits: "format",
    CSVW.minInclusive: "bounds",
    CSVW.maxInclusive: "bounds",
    CSVW.minExclusive: "bounds",
    CSVW.maxExclusive: "bounds",
    DMV.validRange: "bounds",
    DMV.codeList: "codes",
    DMV.allowedValue: "codes",
    DMV.valueDomain: "value-domain",
}
_NAMES: Final = frozenset({RDF.type, SKOS.prefLabel, SKOS.altLabel, CSVW.title})
"""What only names a value domain, a datatype or a column."""
_DEEPEST: Final = 12
"""Blank nodes within blank nodes that are compared one by one; below, the graph as a whole counts."""
_Term: TypeAlias = NamedNode | BlankNode | LiteralTerm


def changed_parts(before: tuple[str, bytes], after: tuple[str, bytes]) -> tuple[MeaningPart, ...]:
    """The parts of the meaning in which two versions of a data element or table schema differ.

    Args:
        before, after: the IRI that each describes, and its graph as canonical N-Quads.
    """
    old, new = (_Meaning(*one).parts() for one in (before, after))
    return tuple(part for part in MEANING_PARTS if old.get(part) != new.get(part))


class _Meaning:
    """The statements of a graph that make the meaning of what an IRI names."""

    def __init__(self, iri: str, nquads: bytes) -> None:
        self._root = NamedNode(iri)
        self._graph = ElementGraph.of(nquads)
        self._whole = hashlib.sha256(nquads).hexdigest()
        self._digests: dict[tuple[_Term, int], str] = {}

    def parts(self) -> Mapping[MeaningPart, frozenset[str]]:
        """A text for each statement, by part; a part that nothing states is not there."""
        found: defaultdict[MeaningPart, set[str]] = defaultdict(set)
        for part, statement in self._statements(self._root, 0):
            found[part].add(statement)
        for number, column in enumerate(self._graph.members(self._root, CSVW.column)):
            found["columns"].add(f"{number} {self._digest_of(column, 0)}")
        return {part: frozenset(texts) for part, texts in found.items()}

    def _statements(self, node: _Term, depth: int) -> Iterator[tuple[MeaningPart, str]]:
        for prop, values in self._graph.values.get(node, {}).items():
            part = _PARTS.get(prop)
            if part is None and depth and prop not in _NAMES:
                part = "value-domain"
            if part is None:
                continue
            for value in values:
                if prop in _VALUE_DOMAIN and isinstance(value, BlankNode) and depth < _DEEPEST:
                    yield from self._statements(value, depth + 1)
                else:
                    yield part, f"{prop} {self._digest_of(value, depth)}"

    def _digest_of(self, term: _Term, depth: int) -> str:
        """A text that is equal for equal terms, and for blank nodes of which the same is said."""
        if not isinstance(term, BlankNode):
            return str(term)
        if depth > _DEEPEST:
            return self._whole
        if (term, depth) not in self._digests:
            said = sorted(
                f"{prop} {self._digest_of(value, depth + 1)}"
                for prop, values in self._graph.values.get(term, {}).items()
                if prop != CSVW.title
                for value in values
            )
            self._digests[term, depth] = hashlib.sha256("\n".join(said).encode()).hexdigest()
        return self._digests[term, depth]
