"""Texts, names, addresses, datatypes and formats in CSVW metadata.

Texts, names and addresses in CSVW metadata: natural language, prefixed names, relative addresses.

Source: Metadata Vocabulary for Tabular Data, 5.1, 6.1 and 6.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import takewhile
from typing import Final
from urllib.parse import quote, urljoin

from danhmuc.vocab.comparison_form import comparison_form
from danhmuc.vocab.datatypes.grammar import NUMERIC, XSD
from danhmuc.vocab.datatypes.order import comparable, is_less, is_well_typed
from danhmuc.vocab.findings import Severity
from danhmuc.vocab.reading.iris import is_tag

from ...messages.elements import SchemaReadingText
from ...record.described_elements import NO_LANGUAGE, ValueDomainDraft
from .schema_json import CODE_LIST, UNIT, child, json_text, plain_text, whole_number
from .schema_reading import SchemaNotes

# ---------------------------------------------------------------- csvw formats
# Formats of CSVW: whether one is of the kind that its datatype has.
#
# Formats of numbers and dates may use more of Unicode's patterns than the standard names, and regular expressions are
# written in several dialects. So only what is no format in any of them is refused: without a digit, with a letter that
# no date has, with brackets that do not match.
#
# Source: Model for Tabular Data and Metadata on the Web, 6.4; Unicode Technical Standard 35, parts 3 and 4.

_DATES: Final = frozenset(
    {
        *(XSD.date, XSD.dateTime, XSD.dateTimeStamp, XSD.time),
        *(XSD.gDay, XSD.gMonth, XSD.gMonthDay, XSD.gYear, XSD.gYearMonth),
    }
)
_NUMBER_MARKS: Final = frozenset({"decimalChar", "groupChar", "pattern"})
_DIGIT: Final = re.compile(r"[#0-9@]")
_QUOTED: Final = re.compile(r"'[^']*'")
_FIELDS: Final = "GyYuUrQqMLlwWdDFgEecabBhHKkjJCmsSAzZOvVXx"
"""Letters of fields of dates and times; T is written between them as it is."""
_FIELD: Final = re.compile(f"[{_FIELDS}]")
_OTHER_LETTER: Final = re.compile(f"(?![{_FIELDS}T])[A-Za-z']")
_TOKEN: Final = re.compile(
    r"(?P<atom>\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:[A-Za-z-]+|P=\w+)\))"
    r"|(?P<open>\((?:\?(?:[:=!>]|<[=!]|P?<\w+>|[a-z-]+:))?)"
    r"|(?P<close>\))"
    r"|(?P<repeat>[*+?]|\{\d+(?:,\d*)?\})"
    r"|(?P<bar>\|)"
    r"|(?P<broken>\\|\[)"
    r"|.",
    re.DOTALL,
)


def is_csvw_format(given: object, datatype: str | None) -> bool:
    """Whether a value is a format that a datatype may have.

    >>> is_csvw_format("#,##0.00", XSD.decimal), is_csvw_format("+", XSD.decimal)
    (True, False)
    """
    if datatype in NUMERIC:
        return _is_number_format(given)
    if not isinstance(given, str):
        return False
    if datatype == XSD.boolean:
        return given.count("|") == 1
    return _is_date_format(given) if datatype in _DATES else _is_expression(given)


def _is_number_format(given: object) -> bool:
    marks = given if isinstance(given, Mapping) else {"pattern": given}
    if not marks or set(marks) - _NUMBER_MARKS or not all(isinstance(one, str) for one in marks.values()):
        return False
    return "pattern" not in marks or _DIGIT.search(str(marks["pattern"])) is not None


def _is_date_format(given: str) -> bool:
    plain = _QUOTED.sub("", given)
    return _FIELD.search(plain) is not None and _OTHER_LETTER.search(plain) is None


def _is_expression(given: str) -> bool:
    r"""Whether a text may be a regular expression: brackets match, and nothing is repeated that is not there.

    >>> _is_expression(r"[A-Z]{3}(-\d+)?"), _is_expression("+"), _is_expression("(a"), _is_expression("[a")
    (True, False, False, False)
    """
    depth = 0
    before = "bar"
    for found in _TOKEN.finditer(given):
        kind = found.lastgroup or "atom"
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        elif kind == "repeat":
            if before == "repeat" and found[0] in "?+":
                kind = "manner"  # as few as possible, or without going back
            elif before in ("bar", "open", "repeat", "manner"):
                return False
        if kind == "broken" or depth < 0:
            return False
        before = kind
    return depth == 0


# ---------------------------------------------------------------- csvw terms

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


# ---------------------------------------------------------------- csvw datatypes
# Datatypes of CSVW: names, and descriptions with facets.
#
# Source: Metadata Vocabulary for Tabular Data, 5.11; Model for Tabular Data and Metadata on the Web, 4.6 and 6.4.

_SAME_NAME: Final = (
    "anyAtomicType", "anyURI", "base64Binary", "boolean", "byte", "date", "dateTime", "dateTimeStamp",
    "dayTimeDuration", "decimal", "double", "duration", "float", "gDay", "gMonth", "gMonthDay", "gYear", "gYearMonth",
    "hexBinary", "int", "integer", "language", "long", "Name", "negativeInteger", "NMTOKEN", "nonNegativeInteger",
    "nonPositiveInteger", "normalizedString", "positiveInteger", "QName", "short", "string", "time", "token",
    "unsignedByte", "unsignedInt", "unsignedLong", "unsignedShort", "yearMonthDuration",
)  # fmt: skip
CSVW_DATATYPES: Final[Mapping[str, str | None]] = {
    **{name: getattr(XSD, name) for name in _SAME_NAME},
    "any": XSD.anyAtomicType,
    "binary": XSD.base64Binary,
    "datetime": XSD.dateTime,
    "number": XSD.double,
    # Texts in another language of markup: XML Schema has no datatype of that meaning.
    "html": None,
    "json": None,
    "xml": None,
}
"""Names of datatypes in CSVW and the datatypes of XML Schema that they are."""

_TEXTS: Final = frozenset(
    {
        *(XSD.string, XSD.normalizedString, XSD.token, XSD.language, XSD.Name, XSD.NMTOKEN, XSD.anyURI),
        *(XSD.base64Binary, XSD.hexBinary),
    }
)
_TEXT_NAMES: Final = frozenset({"html", "json", "xml"})
_UNORDERED: Final = frozenset({*_TEXTS, XSD.boolean, XSD.QName, XSD.anyAtomicType})
_NOT_A_NUMBER: Final = "NaN"
_MINIMA: Final = (("minimum", False), ("minInclusive", False), ("minExclusive", True))
_MAXIMA: Final = (("maximum", False), ("maxInclusive", False), ("maxExclusive", True))


def read_csvw_datatype(value: object, notes: SchemaNotes, place: str) -> ValueDomainDraft:
    """The value domain of a datatype; that of texts if none is given."""
    if value is None:
        return ValueDomainDraft(datatype=XSD.string)
    if isinstance(value, str):
        return ValueDomainDraft(datatype=_base(value, notes, place), native_type=value)
    if not isinstance(value, Mapping):
        message = SchemaReadingText.SCHEMA_VALUE_REFUSED(name="datatype", wanted=_WANTED)
        notes.note("value", message, place, value=json_text(value))
        return ValueDomainDraft(native_type=json_text(value))
    given = value.get("base", "string")
    base = given if isinstance(given, str) else json_text(given)
    datatype = _base(base, notes, child(place, "base"))
    facets = _Facets(value, base, datatype, notes, place)
    shortest, longest = facets.lengths()
    minimum, minimum_is_exclusive = facets.read_bound(_MINIMA)
    maximum, maximum_is_exclusive = facets.read_bound(_MAXIMA)
    # That one and the same value bounds both sides is an error only if it belongs to one of them.
    if facets.are_crossed(minimum, maximum, is_exclusive=minimum_is_exclusive != maximum_is_exclusive):
        minimum, maximum, minimum_is_exclusive, maximum_is_exclusive = None, None, False, False
    return ValueDomainDraft(
        datatype=datatype,
        native_type=facets.native_type(),
        format=facets.format(),
        min_length=shortest,
        max_length=longest,
        minimum=minimum,
        minimum_is_exclusive=minimum_is_exclusive,
        maximum=maximum,
        maximum_is_exclusive=maximum_is_exclusive,
    )


_WANTED: Final = '"string" | {"base": "string"}'


def _base(name: str, notes: SchemaNotes, place: str) -> str | None:
    if name not in CSVW_DATATYPES:
        notes.note("datatype", SchemaReadingText.SCHEMA_DATATYPE_UNKNOWN(name=name), place, value=name)
        return None
    return CSVW_DATATYPES[name]


class _Facets:
    """The facets of a datatype; those that do not fit it are reported and left out."""

    def __init__(
        self, given: Mapping[str, object], base: str, datatype: str | None, notes: SchemaNotes, place: str
    ) -> None:
        self._given, self._base, self._datatype = given, base, datatype
        self._notes, self._place = notes, place

    def native_type(self) -> str:
        """The name of its base, with the IRI or name that it has itself."""
        own = plain_text(self._given.get("@id")) or plain_text(self._given.get("name"))
        return self._base if own is None else f"{self._base} ({own})"

    def format(self) -> str | None:
        """The format as one text; of a number with marks of its own, all of them as JSON."""
        given = self._given.get("format")
        if given is None:
            return None
        if not is_csvw_format(given, self._datatype):
            # To go on without it is what the standard asks for.
            self._leave_out("format", severity="warning")
            return None
        if isinstance(given, Mapping) and set(given) == {"pattern"}:
            given = given["pattern"]
        return json_text(given)

    def lengths(self) -> tuple[int | None, int | None]:
        """The least and the greatest length."""
        exact, least, most = (self._length(name) for name in ("length", "minLength", "maxLength"))
        if exact is not None:
            if (least is not None and least > exact) or (most is not None and most < exact):
                self._leave_out("length")
            else:
                return exact, exact
        if least is not None and most is not None and least > most:
            self._leave_out("minLength")
            self._leave_out("maxLength")
            return None, None
        return least, most

    def _length(self, name: str) -> int | None:
        given = self._given.get(name)
        if given is None:
            return None
        number = whole_number(given)
        if number is None or not (self._datatype in _TEXTS or self._base in _TEXT_NAMES):
            self._leave_out(name)
            return None
        return number

    def read_bound(self, names: tuple[tuple[str, bool], ...]) -> tuple[str | None, bool]:
        """The bound under the first of these names that has one; two of one side that differ are none."""
        given = [(name, is_exclusive) for name, is_exclusive in names if self._given.get(name) is not None]
        if (
            len({is_exclusive for _, is_exclusive in given}) > 1
            or any(self._given[name] != self._given[given[0][0]] for name, _ in given)
            or self._datatype is None
            or self._datatype in _UNORDERED
        ):
            for name, _ in given:
                self._leave_out(name)
            return None, False
        for name, is_exclusive in given:
            if self._is_value(self._given[name]):
                return json_text(self._given[name]), is_exclusive
            self._leave_out(name)
        return None, False

    def _is_value(self, value: object) -> bool:
        """Whether a bound is a value of the datatype: a number as JSON has it, or a text as XML Schema has it."""
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal) or self._datatype is None:
            return False
        if value == _NOT_A_NUMBER:
            return False  # it has no order
        is_number = not isinstance(value, str) and self._datatype in NUMERIC
        return is_number or is_well_typed(json_text(value), self._datatype)

    def are_crossed(self, minimum: str | None, maximum: str | None, *, is_exclusive: bool) -> bool:
        """Whether no value is between two bounds, which is noted."""
        if minimum is None or maximum is None:
            return False
        if self._are_in_order(minimum, maximum, is_exclusive=is_exclusive) is not False:
            return False
        for name, _ in (*_MINIMA, *_MAXIMA):
            if self._given.get(name) is not None:
                self._leave_out(name)
        return True

    def _are_in_order(self, minimum: str, maximum: str, *, is_exclusive: bool) -> bool | None:
        """Whether a value may be between two bounds; None if they have no order."""
        assert self._datatype is not None  # else there are no bounds
        least, most = comparable(minimum, self._datatype), comparable(maximum, self._datatype)
        if least is not None and most is not None:
            return is_less(least, most, or_equal=not is_exclusive)
        try:
            # JSON writes numbers as no decimal of XML Schema is written: 1e3.
            lower, upper = Decimal(minimum), Decimal(maximum)
        except InvalidOperation:
            return None
        return lower < upper or (lower == upper and not is_exclusive)

    def _leave_out(self, name: str, *, severity: Severity = "violation") -> None:
        value = json_text(self._given.get(name))
        message = SchemaReadingText.SCHEMA_BOUND_UNREADABLE(name=name, value=value)
        self._notes.note("facet", message, child(self._place, name), severity=severity, value=value)
