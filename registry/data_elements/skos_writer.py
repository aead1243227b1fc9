"""Write data elements and what they are made of as concepts of SKOS, one scheme for each class.

What SKOS has a word for is written; value domains, units and owners are not, and are counted as lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.terms import DCT, DMV, RDF, SKOS
from danhmuc.vocab.writing import Unwritten

from ..record.described_elements import ElementGraph
from ..record.exported import ExportedRecord

_CONCEPTS: Final = {
    DMV.ConceptualDomain.value: "conceptual-domain",
    DMV.DataElement.value: "data-element",
    DMV.DataElementConcept.value: "data-element-concept",
    DMV.ObjectClass.value: "object-class",
    DMV.Property.value: "property",
}
"""The classes that are concepts, with the last part of the IRI of their scheme."""
_SCHEMES: Final = "https://w3id.org/danhmuc/id/dictionary/"
_COPIED: Final = (
    SKOS.prefLabel,
    SKOS.altLabel,
    SKOS.definition,
    SKOS.scopeNote,
    SKOS.note,
    SKOS.exactMatch,
    SKOS.closeMatch,
    SKOS.broadMatch,
    SKOS.narrowMatch,
    SKOS.relatedMatch,
    SKOS.related,
    SKOS.broader,
)
_RELATED: Final = (DMV.dataElementConcept, DMV.objectClass, DMV.elementProperty, DMV.conceptualDomain)
"""Links between parts of a dictionary, which SKOS has as *related*."""


def skos_lines(records: Iterable[ExportedRecord], lost: Unwritten) -> Iterator[str]:
    """The triples of concepts as N-Triples lines with their line ends, in the order of the records."""
    schemes: set[str] = set()
    for record in records:
        name = _CONCEPTS.get(record.main_class or "")
        if record.role != "element" or name is None:
            lost.nodes += record.role in ("node", "element")
            if record.role not in ("node", "element"):
                # A dictionary has no datasets: they are what its concepts are about.
                lost.record = record.iri
                for line in record.nquads.decode().splitlines():
                    lost.add(line.removesuffix(" ."))
            continue
        scheme = NamedNode(_SCHEMES + name)
        if name not in schemes:
            schemes.add(name)
            yield f"{scheme} {RDF.type} {SKOS.ConceptScheme} .\n"
        yield from _concept_lines(record, scheme, lost)
        yield from record.matched_codes.decode().splitlines(keepends=True)


def _concept_lines(record: ExportedRecord, scheme: NamedNode, lost: Unwritten) -> Iterator[str]:
    graph = ElementGraph.of(record.nquads)
    node = NamedNode(record.iri)
    lines = {f"{node} {RDF.type} {SKOS.Concept} .\n", f"{node} {SKOS.inScheme} {scheme} .\n"}
    written = {str(RDF.type), str(DCT.identifier)}
    for text in graph.texts(node, DCT.identifier):
        lines.add(f"{node} {SKOS.notation} {Literal(text)} .\n")
    for prop in _COPIED:
        written.add(str(prop))
        lines.update(f"{node} {prop} {value} .\n" for value in graph.of_node(node, prop) if _is_own(value))
    for prop in _RELATED:
        written.add(str(prop))
        for value in graph.of_node(node, prop):
            if isinstance(value, NamedNode):
                lines.add(f"{node} {SKOS.related} {value} .\n")
    lost.record = record.iri
    for line in record.nquads.decode().splitlines():
        if line.split(" ", 2)[1] not in written:
            lost.add(line.removesuffix(" ."))
    yield from sorted(lines)


def _is_own(value: object) -> bool:
    """Whether a value can stand without its own description."""
    return not isinstance(value, BlankNode)
