"""Datatypes of CSVW: names, and descriptions with facets.

Source: Metadata Vocabulary for Tabular Data, 5.11; Model for Tabular Data and Metadata on the Web, 4.6 and 6.4.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from danhmuc.vocab.datatypes.lexical import is_well_typed
from danhmuc.vocab.datatypes.names import XSD
from danhmuc.vocab.datatypes.numbers import NUMERIC
from danhmuc.vocab.datatypes.order import comparable, is_less
from danhmuc.vocab.findings import Severity

from ...messages.schema_reading import SchemaReadingText
from ...record.table_draft import ValueDomainDraft
from .csvw_formats import is_csvw_format
from .schema_json import child, json_text, plain_text, whole_number
from .schema_notes import SchemaNotes

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
