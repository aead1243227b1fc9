"""Texts, names and addresses in CSVW metadata: natural language, prefixed names, relative addresses.

Source: Metadata Vocabulary for Tabular Data, 5.1, 6.1 and 6.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Final
from urllib.parse import quote, urljoin

from danhmuc.vocab.comparison_form import comparison_form
from danhmuc.vocab.reading.language_tags import is_tag

from ...messages.schema_reading import SchemaReadingText
from ...record.table_draft import NO_LANGUAGE
from .own_terms import CODE_LIST, UNIT
from .schema_json import child, json_text
from .schema_notes import SchemaNotes

CSVW_CONTEXT: Final = "http://www.w3.org/ns/csvw"
Texts = tuple[tuple[str, str], ...]

PREFIXES: Final[Mapping[str, str]] = {
    "adms": "http://www.w3.org/ns/adms#",
    "cc": "http://creativecommons.org/ns#",
    "csvw": "http://www.w3.org/ns/csvw#",
    "ctag": "http://commontag.org/ns#",
    "dc": "http://purl.org/dc/terms/",
    "dc11": "http://purl.org/dc/elements/1.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "gr": "http://purl.org/goodrelations/v1#",
    "grddl": "http://www.w3.org/2003/g/data-view#",
    "ical": "http://www.w3.org/2002/12/cal/icaltzd#",
    "ma": "http://www.w3.org/ns/ma-ont#",
    "oa": "http://www.w3.org/ns/oa#",
    "og": "http://ogp.me/ns#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfa": "http://www.w3.org/ns/rdfa#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rev": "http://purl.org/stuff/rev#",
    "rif": "http://www.w3.org/2007/rif#",
    "rr": "http://www.w3.org/ns/r2rml#",
    "schema": "http://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sioc": "http://rdfs.org/sioc/ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "v": "http://rdf.data-vocabulary.org/#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "wdr": "http://www.w3.org/2007/05/powder#",
    "wdrs": "http://www.w3.org/2007/05/powder-s#",
    "xhv": "http://www.w3.org/1999/xhtml/vocab#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes that metadata may use: those of the initial context of RDFa, and adms."""
_SDMX_UNIT: Final = "http://purl.org/linked-data/sdmx/2009/attribute#unitMeasure"
_QUDT_UNIT: Final = "http://qudt.org/schema/qudt/unit"
DESCRIPTIONS: Final = ("dc:description", "dc11:description", "rdfs:comment", "schema:description", "skos:definition")
TITLES: Final = ("dc:title", "rdfs:label", "schema:name", "skos:prefLabel", "dc11:title")
UNITS: Final = (UNIT, _SDMX_UNIT, _QUDT_UNIT, "schema:unitCode", "schema:unitText")
CODE_LISTS: Final = (CODE_LIST, "qb:codeList")

_LETTER: Final = r"(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})"
_NAME: Final = re.compile(rf"(?!_){_LETTER}+(?:\.{_LETTER}+)*")
_IRI: Final = re.compile(r"(?:https?://|urn:)[^\s<>\"{}|\\^`]+", re.IGNORECASE)
_SOMEWHERE: Final = "http://here.invalid/1/2/3/4/5/6/7/8/"
"""A place for addresses that are relative to the document, deep enough to lead out of its folder."""
_OWN_NAME: Final = re.compile(r"\{(#?)_name\}")
_LONGEST_LANGUAGE: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvwContext:
    """The context of a document.

    Attributes:
        language: of texts that say none.
        base: against which addresses are resolved; "" if none is given.
    """

    language: str = NO_LANGUAGE
    base: str = ""

    def absolute(self, address: str) -> str:
        """The address, resolved against the base."""
        try:
            return urljoin(self.base, address) if self.base else address
        except ValueError:
            return address

    def beside(self, address: str) -> str:
        """The address as it is relative to the document; a base elsewhere does not move what is held beside it."""
        return address if _IRI.match(self.base) else self.absolute(address)

    def comparable(self, address: str) -> str:
        """The address in the one form of all its spellings, to compare it with another.

        Source: RFC 3986, 6.2.2 and 6.2.3, as 6.3 of the Metadata Vocabulary asks for.

        >>> CsvwContext().comparable("HTTP://So.example.vn:80/a/./%7eb")
        'http://so.example.vn/a/~b'
        """
        try:
            return comparison_form(urljoin(_SOMEWHERE, self.absolute(address)))
        except ValueError:
            return address

    def iri(self, address: object) -> str | None:
        """The IRI that an address is, with its prefix resolved; None if it is none, or relative to nothing."""
        if not isinstance(address, str):
            return None
        prefix, sign, rest = address.partition(":")
        if sign and not rest.startswith("//") and prefix in PREFIXES:
            return PREFIXES[prefix] + rest
        found = self.absolute(address)
        return found if _IRI.fullmatch(found) else None


def read_texts(value: object, context: CsvwContext, notes: SchemaNotes, place: str, name: str) -> Texts:
    """The texts of a property of natural language: a text, several, or by language."""
    if value is None:
        return ()
    found: list[tuple[str, str]] = []
    if isinstance(value, Mapping):
        for tag, texts in value.items():
            if not is_language(str(tag)):
                _note_value(notes, child(place, str(tag)), name, str(tag))
                continue
            found += [(str(tag), text) for text in _strings(texts, notes, child(place, str(tag)), name)]
    else:
        found += [(context.language, text) for text in _strings(value, notes, place, name)]
    return tuple(dict.fromkeys(found))


def _strings(value: object, notes: SchemaNotes, place: str, name: str) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            if one.strip():
                yield one
        else:
            _note_value(notes, place, name, json_text(one))


def _note_value(notes: SchemaNotes, place: str, name: str, value: str) -> None:
    notes.note(
        "value",
        SchemaReadingText.SCHEMA_VALUE_REFUSED(name=name, wanted='"…" | ["…"] | {"vi": "…"}'),
        place,
        value=value,
    )


def read_common_texts(node: Mapping[str, object], names: Iterable[str], context: CsvwContext) -> Texts:
    """The texts of the first of these common properties that has any, under its prefixed name or its IRI."""
    for name in names:
        found = tuple(dict.fromkeys(pair for value in _common(node, name) for pair in _read_tagged(value, context)))
        if found:
            return found
    return ()


def read_first_common(node: Mapping[str, object], names: Iterable[str], context: CsvwContext) -> str | None:
    """The first value of the first of these common properties that has one: a text, or an IRI."""
    for name in names:
        for value in _common(node, name):
            if isinstance(value, Mapping) and isinstance(value.get("@id"), str):
                address = str(value["@id"])
                return context.iri(address) or address
            for _, text in _read_tagged(value, context):
                return text
    return None


def _common(node: Mapping[str, object], name: str) -> Iterator[object]:
    prefix, _, rest = name.partition(":")
    spellings = [name]
    if prefix in PREFIXES:
        spellings += [PREFIXES[prefix] + rest]
        spellings += [
            f"{other}:{rest}" for other, iri in PREFIXES.items() if iri == PREFIXES[prefix] and other != prefix
        ]
    for spelling in spellings:
        value = node.get(spelling)
        yield from value if isinstance(value, list) else [] if value is None else [value]


def _read_tagged(value: object, context: CsvwContext) -> Iterator[tuple[str, str]]:
    if isinstance(value, str) and value.strip():
        yield context.language, value
    elif isinstance(value, Mapping):
        text, tag = value.get("@value"), value.get("@language")
        if isinstance(text, str) and text.strip():
            yield tag if isinstance(tag, str) and is_language(tag) else NO_LANGUAGE, text


def is_language(tag: str) -> bool:
    """Whether a text is a language tag, as far as that can be told without the list of all languages.

    No language has a code of more than three letters, and of the extensions only t and u are registered.

    >>> is_language("vi-VN"), is_language("invalid-language"), is_language("not-a-language")
    (True, False, False)
    """
    if not is_tag(tag):
        return False
    first, *others = tag.lower().split("-")
    before_private = takewhile(lambda part: part != "x", others)
    return first == "x" or (
        len(first) <= _LONGEST_LANGUAGE and all(len(one) > 1 or one in "tu" for one in before_private)
    )


def is_name(text: str) -> bool:
    """Whether a text may be the name of a column."""
    return _NAME.fullmatch(text) is not None


def name_of_title(title: str) -> str:
    """The name of a column that has only a title: the title, percent-encoded."""
    return quote(title, safe="").replace("-", "%2D").replace("~", "%7E")


def column_iri(template: object, name: str, table: str, context: CsvwContext) -> str | None:
    """The IRI of the property of a column; None if it differs from row to row, or is none."""
    if not isinstance(template, str):
        return None
    expanded = _OWN_NAME.sub(lambda found: found[1] + name, template)
    if "{" in expanded:
        return None
    prefix, sign, rest = expanded.partition(":")
    if sign and not rest.startswith("//") and prefix in PREFIXES:
        return PREFIXES[prefix] + rest
    try:
        expanded = urljoin(context.absolute(table), expanded)
    except ValueError:
        return None
    return expanded if _IRI.fullmatch(expanded) else None
