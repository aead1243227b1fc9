"""Write a value by its kind, as `value_kinds` reads it, and JSON on its way out.

Write a value by its kind, as `value_kinds` reads it: the JSON that means a term, None if there is none.

What a node without IRI says is held as far as its text says it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.reading import Subject, Term
from danhmuc.vocab.reading.notes import MAX_DEPTH
from danhmuc.vocab.terms import DCAT, DCT, DMV, LOCN, RDF, RDFS, SKOS

from ..json_records.stream import Json, JsonNumber, JsonObject, depth_of, is_list, without_unstorable_letters
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
from .field_table import JsonField, Kind, Version
from .record_graph import Description, RecordGraph, Traces
from .value_kinds import ACCESS_LEVELS, is_11_date, is_11_interval, is_11_rhythm, is_redacted

# ---------------------------------------------------------------- schema forms
# The forms in which GSA's JSON Schemas are narrower than the reader of data.json, as their expressions have them.
#
# What is written has to fit both.

_EMAIL: Final = re.compile(r"mailto:[\w~!$&'()*+,;=:.-]+@[\w.-]+\.[\w.-]+")
_DATE_30: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?)?)?)?")
_MIDNIGHT: Final = re.compile(r"[T\s]24")
_ODD_DAY: Final = re.compile(r"[+-]?\d{4}-?(?:W53|3(?:60|6[6-9])(?!\d))")
_REDACTION: Final = re.compile(r"\[\[REDACTED.*\]\]")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?")
_ZONE: Final = re.compile(r"(\d{4}(?:-\d{2}){0,2})(?:Z|[+-]\d{2}:\d{2})")
_DATE_PARTS: Final = re.compile(r"[+-]?\d{4}(?P<day>-?)\d{2}(?:(?P=day)\d{2})?(?:[T\s]\d{2}(?P<minute>:?)\d{2})?")
_DAY: Final = re.compile(r"[+-]?\d{4}-?\d{2}-?\d{2}")
_SECOND: Final = re.compile(r"[T\s]\d{2}:?\d{2}:?\d{2}")


def fits_schema(field: JsonField, value: Json, version: Version) -> bool:
    """Whether the schema of a version takes a value that the reader has no fault to find with."""
    if is_list(value):
        return all(fits_schema(field, one, version) for one in value)
    if isinstance(value, JsonObject):
        return _fits_as_object(field, value)
    if type(value) is not str:
        return True
    if is_redacted(value):
        is_any_text = field.kind == "text" and field.occurrence(version) in ("1", "!")
        return is_any_text or _REDACTION.fullmatch(value) is not None
    if field.kind == "language" and version == "1.1":
        return _LANGUAGE.fullmatch(value) is not None
    if field.kind == "date":
        return _fits_as_date(value, version)
    if field.kind == "interval":
        return is_11_interval(value) and is_11_schema_interval(value)
    return field.kind != "email" or _EMAIL.fullmatch(value) is not None


def without_zone(date: str) -> str:
    """A day, month or year of XML Schema without its time zone, which JSON Schema does not know.

    >>> without_zone("2026-01-31+07:00"), without_zone("2026-01-31T10:00:00+07:00")
    ('2026-01-31', '2026-01-31T10:00:00+07:00')
    """
    found = _ZONE.fullmatch(date)
    return date if found is None else found[1]


def is_11_schema_interval(text: str) -> bool:
    """Whether the schema of 1.1 takes an interval for one, whose second date must be written as the first one.

    Its expression for the second date refers to the separators of the first.

    >>> is_11_schema_interval("2025-01/2026-01-31"), is_11_schema_interval("2025/2026-01-31")
    (True, False)
    """
    parts = text.split("/")
    if len(parts) != 2 or not all(map(is_11_date, parts)):
        return True
    first, second = (_DATE_PARTS.match(part) for part in parts)
    if second is None:
        return True
    if _DAY.match(parts[1]) and (first is None or first["day"] != second["day"]):
        return False
    return _SECOND.search(parts[1]) is None or (first is not None and first["minute"] == second["minute"])


def _fits_as_date(text: str, version: Version) -> bool:
    if _MIDNIGHT.search(text):
        return False
    if version == "3.0":
        return _DATE_30.fullmatch(text) is not None
    return (is_11_date(text) or is_11_rhythm(text)) and _ODD_DAY.match(text) is None


def _fits_as_object(field: JsonField, value: JsonObject) -> bool:
    """Whether GeoJSON is as the schema of its field has it."""
    rows = value.get("coordinates")
    if field.kind == "point":
        return is_list(rows) and len(rows) == 2 and _are_numbers(rows)
    if field.kind == "spatial":
        # 1.1 knows rows of numbers only.
        return is_list(rows) and all(is_list(row) and _are_numbers(row) for row in rows)
    return True


def _are_numbers(values: list[Json]) -> bool:
    return all(isinstance(one, JsonNumber) for one in values)


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


# ---------------------------------------------------------------- writer memory
# The memory of the writer of one file, from record to record: most publishers, places and texts occur in many.

_MOST_TEXTS: Final = 1 << 13
_MOST_TRIPLES: Final = 1 << 16
_SHORT: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenNode:
    """A node as the value of a field, or what keeps it from being one.

    Attributes:
        value: None if it cannot be written.
        missing: the required fields that it lacks then.
    """

    value: Written
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _KnownNode:
    """A node that was written once, and all that this depended on and left behind."""

    written: WrittenNode
    asked: Mapping[Subject, Description]
    traces: Traces


class WriterMemory:
    """The nodes and texts of the records before, in one version of DCAT-US; its answers are those of writing again."""

    def __init__(self) -> None:
        self._valid: dict[tuple[int, str], bool] = {}
        self._nodes: dict[tuple[int, NamedNode, int], _KnownNode] = {}
        self._triples = 0

    def is_valid(self, field: JsonField, text: str, validate: Callable[[JsonField, str], bool]) -> bool:
        """Whether a text can be the value of a field."""
        if len(text) > _SHORT:
            return validate(field, text)
        key = (id(field), text)  # fields are those of the table, for as long as the process lives
        found = self._valid.get(key)
        if found is None:
            if len(self._valid) >= _MOST_TEXTS:
                self._valid.clear()
            found = self._valid[key] = validate(field, text)
        return found

    def node(
        self, graph: RecordGraph, field: JsonField, node: NamedNode, above: Collection[Subject]
    ) -> WrittenNode | None:
        """A node as it was written before, if the record says the same of all that it consists of.

        Args:
            above: the nodes within which it stands; none of them may be within it.
        """
        known = self._nodes.get((id(field), node, len(above)))
        if known is None or not known.asked.keys().isdisjoint(above) or not graph.would_answer(known.asked):
            return None
        graph.repeat(known.traces)
        return known.written

    def keep_node(
        self,
        field: JsonField,
        node: NamedNode,
        depth: int,
        written: WrittenNode,
        asked: Mapping[Subject, Description],
        traces: Traces,
    ) -> None:
        """Remember a node.

        Args:
            depth: number of nodes within which it stands.
            asked: the descriptions that were read for it, in order.
            traces: what it left behind in the record.
        """
        self._triples += sum(map(len, asked.values()))
        if self._triples > _MOST_TRIPLES:
            self._nodes.clear()
            self._triples = 0
        self._nodes[id(field), node, depth] = _KnownNode(written, asked, traces)
