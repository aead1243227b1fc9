"""Write a value by its kind, as `value_kinds` reads it: the JSON that means a term, None if there is none.

What a node without IRI says is held as far as its text says it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.reading import Subject, Term
from danhmuc.vocab.terms import DCAT, DCT, LOCN, RDF, RDFS, SKOS

from ..json_records.json_values import JsonObject
from ..json_records.value_terms import (
    GEO_JSON,
    file_format_code,
    frequency_text,
    language_code,
    language_term,
    media_type_text,
)
from .field_table import Kind
from .record_graph import RecordGraph
from .schema_forms import without_zone
from .written_json import Written, parse_json, plain_json

ValueWriter = Callable[[RecordGraph, Term], Written]

_LABELS: Final = (RDFS.label, SKOS.prefLabel, DCT.title)
_LABELLED: Final = (DCT.LicenseDocument, DCT.ProvenanceStatement, DCT.RightsStatement)
"""The classes of nodes that a text stands for."""


def _text(_: RecordGraph, term: Term) -> Written:
    return term.value if isinstance(term, Literal) else None


def _date(_: RecordGraph, term: Term) -> Written:
    return without_zone(term.value) if isinstance(term, Literal) else None


def _any_text(graph: RecordGraph, term: Term) -> Written:
    return label_of(graph, term) if isinstance(term, BlankNode) else term.value


def _email(_: RecordGraph, term: Term) -> Written:
    if isinstance(term, BlankNode):
        return None
    return term.value if term.value.startswith("mailto:") else f"mailto:{term.value.strip()}"


def _interval(graph: RecordGraph, term: Term) -> Written:
    if isinstance(term, Literal):
        return None
    ends: list[str] = []
    for prop in (DCAT.startDate, DCAT.endDate):
        dates = [one for one in graph.values(term, prop) if isinstance(one, Literal)]
        if not dates:
            return None
        graph.hold(term, prop, dates[0])
        ends.append(without_zone(dates[0].value))
    graph.hold(term, RDF.type, DCT.PeriodOfTime)
    return "/".join(ends)


def _frequency(graph: RecordGraph, term: Term) -> Written:
    return frequency_text(term.value) if isinstance(term, NamedNode) else _any_text(graph, term)


def _language(_: RecordGraph, term: Term) -> Written:
    if isinstance(term, NamedNode):
        return language_code(term.value)
    return term.value if isinstance(term, Literal) and language_term(term.value) is not None else None


def _media_type(_: RecordGraph, term: Term) -> Written:
    return media_type_of(term)


def media_type_of(term: Term) -> str | None:
    """The media type that a term names."""
    if isinstance(term, NamedNode):
        return media_type_text(term.value)
    return term.value if isinstance(term, Literal) else None


def _file_format(graph: RecordGraph, term: Term) -> Written:
    if isinstance(term, NamedNode):
        return file_format_code(term.value) or media_type_text(term.value) or term.value
    return _any_text(graph, term)


def _described_by(graph: RecordGraph, term: Term) -> Written:
    if isinstance(term, Literal):
        return None
    for prop in (DCAT.accessURL, DCAT.downloadURL):
        for address in graph.values(term, prop):
            if isinstance(address, NamedNode):
                graph.hold(term, prop, address)
                graph.hold(term, RDF.type, DCAT.Distribution)
                return address.value
    return term.value if isinstance(term, NamedNode) else None


def _spatial(graph: RecordGraph, term: Term) -> Written:
    if not isinstance(term, BlankNode):
        return term.value
    for prop in (SKOS.prefLabel, LOCN.geometry, DCAT.bbox, DCAT.centroid):
        for value in graph.values(term, prop):
            if isinstance(value, Literal):
                graph.hold(term, prop, value)
                graph.hold(term, RDF.type, DCT.Location)
                return value.value
    return None


def _geometry(_: RecordGraph, term: Term) -> Written:
    if not isinstance(term, Literal):
        return None
    if term.datatype == GEO_JSON:
        found = parse_json(term.value)
        return plain_json(found) if isinstance(found, JsonObject) else None
    return term.value


def _iri(_: RecordGraph, term: Term) -> Written:
    return None if isinstance(term, BlankNode) else term.value


def label_of(graph: RecordGraph, node: Subject) -> str | None:
    """The name of a node in one language, which is held with the class that a text stands for."""
    for prop in _LABELS:
        for label in graph.values(node, prop):
            if isinstance(label, Literal):
                graph.hold(node, prop, label)
                for main in _LABELLED:
                    graph.hold(node, RDF.type, main)
                return label.value
    return None


VALUE_WRITERS: Final[Mapping[Kind, ValueWriter]] = MappingProxyType(
    {
        "text": _text,
        "literal": _text,
        "date": _date,
        "iri": _iri,
        "iri-or-text": _any_text,
        "email": _email,
        "decimal": _text,
        "size": _text,
        "duration": _text,
        "interval": _interval,
        "frequency": _frequency,
        "language": _language,
        "media-type": _media_type,
        "file-format": _file_format,
        "statement": _any_text,
        "license": _any_text,
        "provenance": _any_text,
        "described-by": _described_by,
        "spatial": _spatial,
        "geometry": _geometry,
        "bbox": _geometry,
        "point": _geometry,
        "identifier": _text,
        "parent": _iri,
        "topic": _iri,
        "hash": _text,
        "algorithm": _iri,
    }
)
"""How each kind of a single value is written; nodes and levels of access are written by `object_writer`."""
