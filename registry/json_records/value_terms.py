"""The terms in RDF of single values that are texts, and how findings quote them.

The terms in RDF of single values that are texts: dates, media types, frequencies, languages, boxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab import concepts
from danhmuc.vocab.datatypes.order import is_well_typed
from danhmuc.vocab.findings import Severity
from danhmuc.vocab.messages import Message
from danhmuc.vocab.messages.reading import ReadingText
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.reading.iris import canonical_iri, make_absolute
from danhmuc.vocab.terms import DMV, RDF, SPDX, XSD
from danhmuc.vocab.text import shorten
from danhmuc.vocab.valid_iris import escape_iri

from ..record.secrecy import names_mark, quotes_mark
from ..record.source_bytes import SourceBytes
from .stream import Json, JsonObject, is_list, json_text

# ---------------------------------------------------------------- quoting
# Values as findings quote them, and what is kept of the text of a record.

_LONGEST_VALUE: Final = 500
"""Characters of a value that a finding quotes."""


def quoted_value(value: Json) -> str | None:
    """The text of a value for a finding; None if there is none, or if it may describe a secret."""
    text = None if value is None else value if type(value) is str else json_text(value)
    if text is None or names_mark(text.encode(errors="replace")):
        return None
    return shorten(text, _LONGEST_VALUE)


def source_bytes_of(text: str) -> SourceBytes | None:
    """The text of a record as the source gave it; None if it has a mark, which may be of a record within it."""
    data = text.encode(errors="replace")
    return None if names_mark(data) or quotes_mark(data) else SourceBytes(media_type="application/json", data=data)


# ---------------------------------------------------------------- iri texts
# IRIs that are written as texts, repaired where strict readers need it; each repair has its finding.

REPAIRS: Final[Mapping[str, Severity]] = MappingProxyType(
    {"read:canonical-iri": "info", "read:iri-escaped": "info", "read:relative-iri": "warning"}
)
"""Severities of what is repaired, by the codes of the findings."""
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S")
_RELATIVE: Final = re.compile(r"(?:/(?!/)|\.\.?/)\S*")
_WEB: Final = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class IriReading:
    """The IRI that a text is.

    Attributes:
        repairs: codes and messages of what was repaired in it.
    """

    term: NamedNode
    repairs: tuple[tuple[str, Message], ...]


def resource_iri(text: str) -> NamedNode | None:
    """The IRI that an identifier is: one of http or https, with what IRIs may not contain encoded."""
    bare = text.strip()
    return NamedNode(escape_iri(bare)) if _WEB.match(bare) else None


def read_iri(text: str, base: str) -> IriReading | None:
    """The IRI that a text is; None if it is none.

    Args:
        base: relative ones are resolved against it.
    """
    repairs: list[tuple[str, Message]] = []
    absolute = text.strip()
    if _RELATIVE.fullmatch(absolute):
        absolute = make_absolute(escape_iri("x:" + absolute)[2:], base)
        repairs.append(("read:relative-iri", ReadingText.IRI_RELATIVE()))
    elif _SCHEME.match(absolute) is None or (" " in absolute and not _WEB.match(absolute)):
        return None
    valid = escape_iri(absolute)
    if valid != absolute:
        repairs.append(("read:iri-escaped", ReadingText.IRI_ESCAPED()))
    owned = canonical_iri(valid)
    if owned != valid:
        repairs.append(("read:canonical-iri", ReadingText.IRI_NOT_CANONICAL()))
    return IriReading(NamedNode(owned), tuple(repairs))


# ---------------------------------------------------------------- value terms

_AUTHORITY: Final = "http://publications.europa.eu/resource/authority/"
MEDIA_TYPES: Final = "http://www.iana.org/assignments/media-types/"
WKT: Final = NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral")
GEO_JSON: Final = NamedNode("http://www.opengis.net/ont/geosparql#geoJSONLiteral")

ACCESS_RIGHTS: Final = tuple(
    NamedNode(f"{_AUTHORITY}access-right/{code}") for code in ("PUBLIC", "RESTRICTED", "NON_PUBLIC")
)
"""The most public first."""
_ACCESS_WORDS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "public": 0,
        "restricted public": 1,
        "restricted": 1,
        "non-public": 2,
        "non public": 2,
        "nonpublic": 2,
    }
)
FREQUENCIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "R/P10Y": "DECENNIAL",
        "R/P4Y": "QUADRENNIAL",
        "R/P3Y": "TRIENNIAL",
        "R/P2Y": "BIENNIAL",
        "R/P1Y": "ANNUAL",
        "R/P6M": "ANNUAL_2",
        "R/P4M": "ANNUAL_3",
        "R/P3M": "QUARTERLY",
        "R/P2M": "BIMONTHLY",
        "R/P1M": "MONTHLY",
        "R/P0.5M": "MONTHLY_2",
        "R/P0.33M": "MONTHLY_3",
        "R/P2W": "BIWEEKLY",
        "R/P1W": "WEEKLY",
        "R/P3.5D": "WEEKLY_2",
        "R/P0.33W": "WEEKLY_3",
        "R/P1D": "DAILY",
        "R/PT12H": "DAILY_2",
        "R/PT1S": "UPDATE_CONT",
        "irregular": "IRREG",
        "asNeeded": "AS_NEEDED",
        "notPlanned": "NOT_PLANNED",
        "unknown": "UNKNOWN",
    }
)
"""Codes of the EU's list of frequencies, by the text that means them; each code stands once."""
FREQUENCY_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "R/P0.5Y": "ANNUAL_2",
        "R/P0.33Y": "ANNUAL_3",
        "R/P7D": "WEEKLY",
        "R/P12M": "ANNUAL",
        "continual": "UPDATE_CONT",
        "continuous": "UPDATE_CONT",
        "daily": "DAILY",
        "weekly": "WEEKLY",
        "fortnightly": "BIWEEKLY",
        "biweekly": "BIWEEKLY",
        "monthly": "MONTHLY",
        "quarterly": "QUARTERLY",
        "biannually": "ANNUAL_2",
        "semiannual": "ANNUAL_2",
        "annually": "ANNUAL",
        "annual": "ANNUAL",
        "triennial": "TRIENNIAL",
        "biennial": "BIENNIAL",
        "threeTimesAYear": "ANNUAL_3",
        "bimonthly": "BIMONTHLY",
        "semimonthly": "MONTHLY_2",
        "threeTimesAMonth": "MONTHLY_3",
        "semiweekly": "WEEKLY_2",
        "threeTimesAWeek": "WEEKLY_3",
    }
)
"""Further texts that mean a code."""

_FOUR_DIGITS: Final = re.compile(r"\d{4}(?!\d)")
_DATE_TYPES: Final = (XSD.date, XSD.dateTime, XSD.gYear, XSD.gYearMonth)
_MEDIA_TYPE: Final = re.compile(r"[-\w]+/[-\w]+(?:\.[-\w]+)*(?:[+][-\w]+)?", re.ASCII)
_NUMBER: Final = r"\s*([+-]?\d+(?:\.\d+)?)\s*"
_BBOX: Final = re.compile(",".join([_NUMBER] * 4))
_IS_WKT: Final = re.compile(
    r"\s*(?:<[^>]*>\s*)?(?:MULTI)?(?:POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION|ENVELOPE)\s*(?:Z\s*|M\s*)?\(", re.I
)
_NOT_LETTER: Final = re.compile(r"[^a-z0-9]")


def access_rank(text: str) -> int | None:
    """The position in `ACCESS_RIGHTS` of the one that a text means, by IRI, code or word; None if it means none.

    >>> access_rank("restricted public"), access_rank("open")
    (1, None)
    """
    for rank, term in enumerate(ACCESS_RIGHTS):
        if text in (term.value, term.value.rpartition("/")[2]):
            return rank
    return _ACCESS_WORDS.get(text.strip().lower())


def date_term(text: str) -> Literal | None:
    """The literal of a date, a time, a year or a month; None if it is none of XML Schema's."""
    if _FOUR_DIGITS.match(text) is None:
        # XML Schema has longer years, but nobody means the year 20,260,101.
        return None
    for datatype in _DATE_TYPES:
        if is_well_typed(text, datatype.value):
            return Literal(text, datatype=datatype)
    return None


def frequency_term(text: str) -> NamedNode | None:
    """The EU's frequency that a text means."""
    code = FREQUENCIES.get(text) or FREQUENCY_WORDS.get(text)
    return None if code is None else NamedNode(f"{_AUTHORITY}frequency/{code}")


def frequency_text(iri: str) -> str | None:
    """The text that means one of the EU's frequencies; None if none does.

    >>> frequency_text("http://publications.europa.eu/resource/authority/frequency/ANNUAL")
    'R/P1Y'
    """
    authority, _, code = iri.rpartition("/")
    return _frequency_texts().get(code) if authority == f"{_AUTHORITY}frequency" else None


@lru_cache(maxsize=1)
def _frequency_texts() -> Mapping[str, str]:
    return {code: text for text, code in FREQUENCIES.items()}


def media_type_text(iri: str) -> str | None:
    """The media type that an IRI of IANA's list names; None if it names none."""
    text = iri.removeprefix(MEDIA_TYPES)
    return text if text != iri and _MEDIA_TYPE.fullmatch(text) else None


def media_type_term(text: str) -> NamedNode | None:
    """The IRI of a media type; None if the text has not the form of one."""
    return NamedNode(MEDIA_TYPES + text) if _MEDIA_TYPE.fullmatch(text) else None


def file_format_term(text: str) -> NamedNode | None:
    """The EU's file type of that code, in whatever case."""
    return _file_types().get(text.upper())


def file_format_code(iri: str) -> str | None:
    """The code of one of the EU's file types; None if the IRI is none of them."""
    listed = concepts.load("file-type").at(iri)
    return None if listed is None else listed.code


@lru_cache(maxsize=1)
def _file_types() -> Mapping[str, NamedNode]:
    return {one.code: NamedNode(one.iri) for one in concepts.load("file-type")}


def language_term(tag: str) -> NamedNode | None:
    """The EU's language of the first part of a language tag."""
    return _languages().get(tag.partition("-")[0].lower())


def language_code(iri: str) -> str | None:
    """The code of one of the EU's languages, of two letters if there is one; None if the IRI is none of them."""
    listed = concepts.load("language").at(iri)
    if listed is None:
        return None
    return min((word.lower() for word in (listed.code, *listed.hidden_labels)), key=lambda word: (len(word), word))


@lru_cache(maxsize=1)
def _languages() -> Mapping[str, NamedNode]:
    found: dict[str, NamedNode] = {}
    for one in concepts.load("language"):
        for word in (one.code, *one.hidden_labels):
            found.setdefault(word.lower(), NamedNode(one.iri))
    return found


def algorithm_term(text: str) -> NamedNode | None:
    """The checksum algorithm of SPDX that a text names."""
    wanted = _NOT_LETTER.sub("", text.lower().rpartition("algorithm_")[2])
    return _algorithms().get(wanted)


@lru_cache(maxsize=1)
def _algorithms() -> Mapping[str, NamedNode]:
    found: dict[str, NamedNode] = {}
    for term in SPDX:
        _, begins, name = term.value.partition("checksumAlgorithm_")
        if begins:
            found[_NOT_LETTER.sub("", name.lower())] = term
    return found


def bbox_term(text: str) -> Literal | None:
    """The box of four numbers, west, south, east and north; None if the text is no such thing.

    >>> bbox_term("-125, 24, -66, 50").value
    'POLYGON((-125 24,-66 24,-66 50,-125 50,-125 24))'
    """
    found = _BBOX.fullmatch(text)
    if found is None:
        return None
    west, south, east, north = found.groups()
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return Literal(f"POLYGON(({','.join(f'{x} {y}' for x, y in corners)}))", datatype=WKT)


def is_wkt(text: str) -> bool:
    """Whether a text begins as a geometry of WKT."""
    return _IS_WKT.match(text) is not None


# ---------------------------------------------------------------- secrecy marks
# Marks of secrecy among the keys of JSON, and the terms that state them in RDF.
#
# Other spellings that can only mean one are found later, by the same functions as in RDF.

_KEYS: Final = frozenset({"secrecy", abbreviate(DMV.secrecy.value), DMV.secrecy.value.lower()})

_KEY_NAMES: Final = frozenset({"key", "name"})
"""Members under which an object has the key that its value belongs to."""


def marks_secrecy(key: str) -> bool:
    """Whether a key marks state secrets."""
    return key.lower() in _KEYS


def mark_terms(value: Json) -> Iterator[Literal]:
    """The marks that a value states; what is no text is a mark that is not understood."""
    for mark in value if is_list(value) else [value]:
        yield Literal(mark) if type(mark) is str else Literal(json_text(mark), datatype=RDF.JSON)


def members_within(value: Json) -> Iterator[tuple[str, Json]]:
    """The members of all objects within a value, however deep; an object of a key and a value is a member, too."""
    if isinstance(value, JsonObject):
        members = (*value.items(), *value.repeated)
        yield from _stated_member(members)
        for key, one in members:
            yield key, one
            yield from members_within(one)
    elif isinstance(value, list):
        for one in value:
            yield from members_within(one)


def _stated_member(members: Iterable[tuple[str, Json]]) -> Iterator[tuple[str, Json]]:
    """The member that an object is which has its key under ``key`` and its value under ``value``, as extras of CKAN."""
    keys: list[str] = []
    values: list[Json] = []
    for key, one in members:
        if key.lower() == "value":
            values.append(one)
        elif key.lower() in _KEY_NAMES and type(one) is str:
            keys.append(one)
    for key in keys:
        for one in values:
            yield key, one
