"""Write a value by its kind, as `value_kinds` reads it, and JSON on its way out.

Write a value by its kind, as `value_kinds` reads it: the JSON that means a term, None if there is none.

What a node without IRI says is held as far as its text says it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.reading import Subject, Term
from danhmuc.vocab.reading.limits import MAX_DEPTH
from danhmuc.vocab.terms import DCAT, DCT, DMV, LOCN, RDF, RDFS, SKOS

from ..json_records.stream import Json, JsonNumber, JsonObject, depth_of, without_unstorable_letters
from ..json_records.value_terms import (
    ACCESS_RIGHTS,
    GEO_JSON,
    access_rank,
    file_format_code,
    frequency_text,
    language_code,
    language_term,
    media_type_text,
)
from ..record.summary import publicity_level
from .entry_draft import kept_name
from .field_table import JsonField, Kind
from .record_graph import RecordGraph
from .schema_forms import without_zone
from .value_kinds import ACCESS_LEVELS

# ---------------------------------------------------------------- written json
# JSON on its way out, and JSON texts that records have kept: strictly read, of bounded depth.

Written = bool | str | list["Written"] | dict[str, "Written"] | int | float | None
"""A value as `json` writes it."""

_LARGEST: Final = 1e308


def parse_json(text: str) -> Json | None:
    """A JSON text with numbers as they are written; None if it is none, or nested too deeply to be written."""
    try:
        found: Json = _decoder().decode(text)
    except (ValueError, RecursionError):
        return None
    return None if depth_of(found) > MAX_DEPTH else without_unstorable_letters(found)


def decoded_json(value: Written) -> Json:
    """A value that is to be written, as the reader of documents decodes it."""
    if isinstance(value, str):
        return value
    found: Json = _decoder().decode(json.dumps(value))
    return found


def plain_json(value: Json) -> Written:
    """A value that was read, as `json` writes it; of a key that occurs twice, the first."""
    if isinstance(value, JsonNumber):
        return _number(value)
    if isinstance(value, JsonObject):
        return {key: plain_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain_json(one) for one in value]
    return value


def _number(text: str) -> int | float | str:
    """A number; the text of one that Python cannot hold."""
    try:
        number = json.loads(text)
    except ValueError:
        return text
    return number if isinstance(number, int) or abs(number) < _LARGEST else text


def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(
        object_pairs_hook=JsonObject, parse_float=JsonNumber, parse_int=JsonNumber, parse_constant=_refuse_constant
    )


def _refuse_constant(name: str) -> float:
    """Raise ValueError for NaN and infinities, which Python reads and JSON does not have."""
    raise ValueError(name)


# ---------------------------------------------------------------- written values

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


# ---------------------------------------------------------------- written access
# Write the access to a record: the narrowest that it states, never wider than what is understood.

_UNKNOWN: Final = 9
_SHARING_RANKS: Final[Mapping[int, int]] = MappingProxyType({0: 0, 1: 1, 2: 1, 3: 2})
"""The position in `ACCESS_RIGHTS` of what a sharing nature allows at most, by its position among its codes."""


def write_access_field(graph: RecordGraph, node: Subject, field: JsonField, kept: Literal | None) -> Written:
    """The value of ``accessLevel`` or ``accessRights``; None if nothing is stated, or nothing that the field can say.

    Args:
        kept: what data.json said, which is written if it means the same.
    """
    terms = graph.values(node, DCT.accessRights)
    ranks = [_rank(one) for one in terms]
    rank = max((*ranks, _sharing_rank(graph, node)))
    if not ranks and rank == 0:
        # That data may be shared openly does not say that they are public.
        return None
    written: Written
    if rank == _UNKNOWN:
        terms = [one for one, number in zip(terms, ranks, strict=True) if number == _UNKNOWN][:1]
        if field.kind == "access-level" or not terms:
            return None
        written = VALUE_WRITERS["statement"](graph, terms[0])
    else:
        written = ACCESS_LEVELS[rank] if field.kind == "access-level" else ACCESS_RIGHTS[rank].value.rpartition("/")[2]
    for term in terms:
        graph.hold(node, DCT.accessRights, term)
    if kept is not None and kept.datatype != RDF.JSON and (kept.value == written or access_rank(kept.value) == rank):
        graph.hold(node, kept_name(field.key), kept)
        return kept.value if field.kind == "access-rights" or kept.value in ACCESS_LEVELS else written
    return written


def _sharing_rank(graph: RecordGraph, node: Subject) -> int:
    levels = [publicity_level(DMV.sharingNature, one) for one in graph.values(node, DMV.sharingNature)]
    return max((_SHARING_RANKS.get(one, _UNKNOWN) for one in levels), default=0)


def _rank(term: Term) -> int:
    rank = None if isinstance(term, BlankNode) else access_rank(term.value)
    return _UNKNOWN if rank is None else rank
