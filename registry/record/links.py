"""Outgoing links of a record, by the properties that rules follow backwards, from its canonical N-Quads."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from danhmuc.vocab.record_terms import LINKS

from .record import Link, SourceRecord

_PREDICATES: Final = tuple((f" {term} <".encode(), term.value) for term in sorted(LINKS, key=str))
_END: Final = b"> ."
_NAMES: Final = {term: term.value for term in LINKS}


def links_of(iri: str, nquads: bytes) -> tuple[Link, ...]:
    """The links in the graph of a record, sorted, each once."""
    found = {
        Link(iri, predicate, line[line.rfind(wanted) + len(wanted) : -len(_END)].decode())
        for wanted, predicate in _PREDICATES
        if wanted in nquads
        for line in nquads.split(b"\n")
        # A literal that quotes such a triple ends otherwise, or has a datatype behind its quotation mark.
        if line.endswith(_END) and wanted in line and b'"' not in line
    }
    return tuple(sorted(found))


def links_of_record(record: SourceRecord) -> tuple[Link, ...]:
    """The same as `links_of` its graph, from its terms."""
    terms = record.terms
    linking = LINKS.intersection(terms.used[0])
    if not linking:
        return ()
    iri = record.iri
    if not terms.are_made:
        return links_of(iri, record.canonical.nquads)
    found = {
        Link(iri, _NAMES[predicate], value.value)
        for properties in terms.by_subject.values()
        for predicate in linking.intersection(set(properties))
        for value in properties[predicate]
        if type(value) is NamedNode
    }
    return tuple(sorted(found))
