"""JSON Schema, drafts 4 to 2020-12: objects as tables, their properties as columns with value domains.

Nested objects become columns with dotted names, and the members of an array repeated columns. What another document
of a folder describes, which is a table of its own, is one column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from danhmuc.vocab.datatypes.grammar import XSD
from danhmuc.vocab.reading.notes import MAX_DEPTH

from ...messages.elements import SchemaReadingText
from ...record.described_elements import NO_LANGUAGE, ColumnDraft, TableDraft, ValueDomainDraft
from .json_schema_parts import DEFINITIONS, SchemaPart, SchemaParts, table_name
from .schema_json import json_text, plain_text, read_json, whole_number
from .schema_reading import ColumnBudget, ColumnList, FoundSchema, SchemaDocument, SchemaNotes

# ---------------------------------------------------------------- json schema domains
# The value domain of a value that JSON Schema describes in one or several parts, which all hold.

JSON_TYPES: Final[Mapping[str, str | None]] = {
    "boolean": XSD.boolean,
    "integer": XSD.integer,
    "number": XSD.decimal,
    "string": XSD.string,
    "array": None,
    "null": None,
    "object": None,
}
"""Types of JSON, and the datatypes of XML Schema that they are."""
JSON_FORMATS: Final[Mapping[str, str]] = {
    "date": XSD.date,
    "date-time": XSD.dateTime,
    "duration": XSD.duration,
    "iri": XSD.anyURI,
    "iri-reference": XSD.anyURI,
    "time": XSD.time,
    "uri": XSD.anyURI,
    "uri-reference": XSD.anyURI,
}
"""Formats of texts that are a datatype of their own; others are texts."""
_ENCODINGS: Final = {"base64": XSD.base64Binary, "base16": XSD.hexBinary}
Codes = tuple[tuple[str, str | None], ...]


def types_of(parts: Iterable[SchemaPart], notes: SchemaNotes) -> frozenset[str] | None:
    """The types that all parts allow; None if none says any. One unknown type is none of JSON's and is reported."""
    found: frozenset[str] | None = None
    for part in parts:
        given = part.keywords.get("type")
        if given is None:
            continue
        names = frozenset(one if isinstance(one, str) else json_text(one) for one in _as_list(given))
        for name in sorted(names - JSON_TYPES.keys()):
            notes.note(
                "datatype", SchemaReadingText.SCHEMA_DATATYPE_UNKNOWN(name=name), f"{part.place}/type", value=name
            )
        found = names if found is None else _both(found, names)
    return found


def _both(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    both = one & other
    # All whole numbers are numbers.
    return both | {"integer"} if {"integer", "number"} <= one | other and "integer" not in one & other else both


def texts_of(parts: Iterable[SchemaPart], keyword: str) -> tuple[tuple[str, str], ...]:
    """The first title or description of the parts, whose language no schema says."""
    for part in parts:
        text = plain_text(part.keywords.get(keyword))
        if text is not None:
            return ((NO_LANGUAGE, text),)
    return ()


def read_domain(
    parts: Sequence[SchemaPart], types: frozenset[str] | None, codes: Codes | None, name: str, notes: SchemaNotes
) -> ValueDomainDraft:
    """The value domain.

    Args:
        types: that are allowed, besides null; None if the parts say none.
        codes: enumerated values; None if there are none.
    """
    bounds = _Bounds(parts, notes)
    minimum, minimum_is_exclusive = bounds.read_bound("minimum", "exclusiveMinimum", is_lower=True)
    maximum, maximum_is_exclusive = bounds.read_bound("maximum", "exclusiveMaximum", is_lower=False)
    return ValueDomainDraft(
        datatype=_datatype(parts, types),
        native_type=_native_type(parts, types),
        unit=_first_text(parts, "unit"),
        format=_pattern(parts, name, notes),
        min_length=bounds.length("minLength", is_lower=True),
        max_length=bounds.length("maxLength", is_lower=False),
        minimum=minimum,
        minimum_is_exclusive=minimum_is_exclusive,
        maximum=maximum,
        maximum_is_exclusive=maximum_is_exclusive,
        codes=codes or (),
        scale=_scale(parts),
    )


def _datatype(parts: Sequence[SchemaPart], types: frozenset[str] | None) -> str | None:
    if types is None or len(types) != 1:
        return None
    (name,) = types
    if name == "string":
        for part in parts:
            encoding, format_ = part.keywords.get("contentEncoding"), part.keywords.get("format")
            if isinstance(encoding, str) and encoding.lower() in _ENCODINGS:
                return _ENCODINGS[encoding.lower()]
            if isinstance(format_, str) and format_ in JSON_FORMATS:
                return JSON_FORMATS[format_]
    return JSON_TYPES.get(name)


def _native_type(parts: Sequence[SchemaPart], types: frozenset[str] | None) -> str | None:
    if types is None:
        return None
    whole = "|".join(sorted(types)) or "null"
    format_ = _first_text(parts, "format") or _first_text(parts, "contentEncoding")
    return whole if format_ is None else f"{whole}/{format_}"


def _first_text(parts: Iterable[SchemaPart], keyword: str) -> str | None:
    return next((text for part in parts if (text := plain_text(part.keywords.get(keyword))) is not None), None)


def _pattern(parts: Sequence[SchemaPart], name: str, notes: SchemaNotes) -> str | None:
    found = dict.fromkeys(text for part in parts if (text := plain_text(part.keywords.get("pattern"))) is not None)
    if len(found) > 1:
        notes.note(
            "patterns", SchemaReadingText.SCHEMA_PATTERNS_SEVERAL(name=name), parts[0].place, value="; ".join(found)
        )
    return next(iter(found), None)


def _scale(parts: Iterable[SchemaPart]) -> int | None:
    """The number of decimal places, if values have to be multiples of a power of ten."""
    for part in parts:
        step = part.keywords.get("multipleOf")
        if isinstance(step, int | Decimal) and not isinstance(step, bool) and step > 0:
            normal = Decimal(step).normalize()
            digits, exponent = normal.as_tuple().digits, normal.as_tuple().exponent
            if digits == (1,) and isinstance(exponent, int) and exponent <= 0:
                return -exponent
    return None


class _Bounds:
    """The narrowest bounds of all parts."""

    def __init__(self, parts: Sequence[SchemaPart], notes: SchemaNotes) -> None:
        self._parts, self._notes = parts, notes

    def length(self, keyword: str, *, is_lower: bool) -> int | None:
        """The narrowest length."""
        found = []
        for part in self._parts:
            given = part.keywords.get(keyword)
            if given is None:
                continue
            number = whole_number(given)
            if number is None:
                self._leave_out(part, keyword, given)
            else:
                found.append(number)
        return (max if is_lower else min)(found, default=None)

    def read_bound(self, inclusive: str, exclusive: str, *, is_lower: bool) -> tuple[str | None, bool]:
        """The narrowest bound, and whether it is exclusive."""
        found: list[tuple[Decimal, bool, str]] = []
        for part in self._parts:
            plain, strict = part.keywords.get(inclusive), part.keywords.get(exclusive)
            # In draft 4 the exclusive bound is a mark on the other one.
            is_marked = isinstance(strict, bool)
            for keyword, value, is_exclusive in (
                (inclusive, plain, is_marked and strict is True),
                (exclusive, None if is_marked else strict, True),
            ):
                if value is None:
                    continue
                if isinstance(value, int | Decimal) and not isinstance(value, bool):
                    found.append((Decimal(value), is_exclusive, json_text(value)))
                else:
                    self._leave_out(part, keyword, value)
        if not found:
            return None, False
        best = max(found, key=lambda one: (one[0] if is_lower else -one[0], one[1]))
        return best[2], best[1]

    def _leave_out(self, part: SchemaPart, keyword: str, value: Any) -> None:
        text = json_text(value)
        message = SchemaReadingText.SCHEMA_BOUND_UNREADABLE(name=keyword, value=text)
        self._notes.note("facet", message, f"{part.place}/{keyword}", value=text)


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


# ---------------------------------------------------------------- json schema

_SHAPING: Final = ("properties", "$defs", "definitions", "items", "allOf", "anyOf", "oneOf", "$ref")
_NO_COLUMNS: Final = (
    "patternProperties",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "if",
    "then",
    "else",
    "not",
    "unevaluatedProperties",
)
"""Keywords of objects that say something of columns that cannot be values_but_null as columns."""
_OF_ARRAYS: Final = ("minItems", "maxItems", "uniqueItems", "contains")
"""Keywords that limit how many values a repeated column has, and which."""
_UNIONS: Final = ("oneOf", "anyOf")
_NO_NULL: Final = frozenset({"null"})


def read_json_schema(document: SchemaDocument, notes: SchemaNotes) -> FoundSchema:
    """The tables of a document.

    Raises:
        DocumentError: it is no JSON Schema, or its dialect is unknown.
    """
    value = read_json(document.data, notes)
    if not isinstance(value, Mapping) or not any(one in value for one in (*_SHAPING, "$schema", "type")):
        wanted = SchemaReadingText.SCHEMA_MISPLACED(name="properties", wanted="{…}")
        raise notes.refuse("not-json-schema", SchemaReadingText.SCHEMA_KIND_MISSED(kind="json-schema", reason=wanted))
    budget = ColumnBudget(notes, len(document.data))
    reader = _Reader(SchemaParts(value, document, notes, budget), document, notes, budget)
    try:
        return FoundSchema(tables=tuple(reader.tables()))
    except RecursionError:
        raise notes.refuse("too-deep", SchemaReadingText.SCHEMA_TOO_DEEP(limit=MAX_DEPTH)) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """The way from the root of a table to a value.

    Attributes:
        name: dotted; "" for the root.
        is_required: whether each step has to be there.
        is_repeated: whether one is within an array.
        above: the objects that it leads through, by the identity of their schemas.
    """

    name: str = ""
    is_required: bool = True
    is_repeated: bool = False
    above: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """A value by all of its parts.

    Attributes:
        parts: that all hold.
        types: that are allowed besides null; None if the parts say none.
        codes: enumerated values; None if there are none.
        branches: alternatives, each with all of its parts; empty if there is one way only.
        is_nullable: whether null is allowed.
    """

    parts: Sequence[SchemaPart]
    types: frozenset[str] | None
    codes: Codes | None
    branches: Sequence[Sequence[SchemaPart]]
    is_nullable: bool


class _Reader:
    """Reads the tables of one document."""

    def __init__(
        self, schemas: SchemaParts, document: SchemaDocument, notes: SchemaNotes, budget: ColumnBudget
    ) -> None:
        self._schemas, self._document = schemas, document
        self._notes, self._budget = notes, budget
        self._reached: set[int] = set()

    def tables(self) -> Iterator[TableDraft]:
        """The table of the root, if that is an object or an array of objects; then
        definitions that it does not reach.
        """
        root = self._schemas.root
        table = self._table(table_name(self._schemas.iri or self._document.name), root, self._schemas.iri)
        if table is not None:
            yield table
        for keyword in DEFINITIONS:
            given = root.keywords.get(keyword)
            for name, one in given.items() if isinstance(given, Mapping) else ():
                if isinstance(one, Mapping) and id(one) not in self._reached:
                    found = self._table(str(name), self._schemas.within(root, one, keyword, str(name)), None)
                    if found is not None:
                        yield found

    def _table(self, name: str, part: SchemaPart, iri: str | None) -> TableDraft | None:
        columns = ColumnList(name, self._notes, self._budget)
        value = self._value(part)
        way = _Way()
        items = self._items(value)
        if not self._has_properties(value) and items is not None:
            value, way = self._value(items), replace(way, is_repeated=False)
        if not self._has_properties(value):
            return None
        self._add_object(value, way, columns)
        if not len(columns):
            return None
        return TableDraft(
            name=name,
            titles=texts_of([part, *value.parts], "title"),
            descriptions=texts_of([part, *value.parts], "description"),
            columns=columns.columns(),
            place=part.place,
            iri=iri,
        )

    # ------------------------------------------------------------ what a value is

    def _value(self, part: SchemaPart) -> _Value:
        """The value of a schema, with the one branch that is left of a union beside null."""
        parts = self._schemas.parts(part)
        self._reached.update(id(one.keywords) for one in parts)
        is_nullable = any(one.keywords.get("nullable") is True for one in parts)
        codes: Codes | None = None
        branches: list[Sequence[SchemaPart]] = []
        for one in list(parts):
            for keyword in _UNIONS:
                given = one.keywords.get(keyword)
                if not isinstance(given, list):
                    continue
                found = [
                    self._schemas.parts(self._schemas.within(one, each, keyword, number))
                    for number, each in enumerate(given)
                    if isinstance(each, Mapping)
                ]
                left = [each for each in found if not self._is_null(each)]
                is_nullable = is_nullable or len(left) < len(found)
                listed = _listed_codes(left)
                if listed is not None:
                    codes = listed if codes is None else tuple(code for code in codes if code[0] in dict(listed))
                elif len(left) == 1:
                    parts += [each for each in left[0] if all(each.keywords is not other.keywords for other in parts)]
                else:
                    branches += left
        types = types_of(parts, self._notes)
        for one in parts:
            enumerated = _own_codes(one)
            if enumerated is not None:
                values, kinds, has_null = enumerated
                is_nullable = is_nullable or has_null
                codes = values if codes is None else tuple(code for code in codes if code[0] in dict(values)) or values
                types = kinds if types is None else types
        if types is not None:
            is_nullable = is_nullable or ("null" in types)
            types = types - _NO_NULL
        elif codes is not None:
            types = _kinds_of_branches(parts)
        return _Value(parts=parts, types=types, codes=codes, branches=branches, is_nullable=is_nullable)

    def _is_null(self, parts: Sequence[SchemaPart]) -> bool:
        return any(
            one.keywords.get("type") in ("null", ["null"])
            or ("const" in one.keywords and one.keywords["const"] is None)
            for one in parts
        )

    def _has_properties(self, value: _Value) -> bool:
        return any(
            isinstance(one.keywords.get("properties"), Mapping) and one.keywords["properties"]
            for parts in (value.parts, *value.branches)
            for one in parts
        )

    def _table_of(self, value: _Value) -> str | None:
        """The type of a value that is a row of another table, or of one of several; None if it is none."""
        if not self._has_properties(value):
            return None
        name = self._schemas.table_of(value.parts)
        if name is not None or not value.branches or any(one.keywords.get("properties") for one in value.parts):
            return name
        names: list[str] = []
        for branch in value.branches:
            table = self._schemas.table_of(branch)
            if table is None and any(one.keywords.get("properties") for one in branch):
                return None
            names.append(table or "|".join(sorted(types_of(branch, self._notes) or ())))
        return "|".join(dict.fromkeys(filter(None, names)))

    def _items(self, value: _Value) -> SchemaPart | None:
        """The schema of the members of an array; None if there is none for all of them."""
        for one in value.parts:
            items = one.keywords.get("items")
            if isinstance(items, Mapping):
                return self._schemas.within(one, items, "items")
        return None

    # ------------------------------------------------------------ columns

    def _add_object(self, value: _Value, way: _Way, columns: ColumnList) -> None:
        """Add the properties of an object, also those of its alternatives, which are not required."""
        way = replace(way, above=way.above | {id(one.keywords) for one in value.parts})
        self._add_properties(value.parts, way, columns)
        for branch in value.branches:
            self._reached.update(id(one.keywords) for one in branch)
            self._add_properties(
                branch, replace(way, is_required=False, above=way.above | {id(one.keywords) for one in branch}), columns
            )

    def _note_unread(self, parts: Sequence[SchemaPart], keywords: Iterable[str]) -> None:
        """Report keywords that limit something and become nothing."""
        for one in parts:
            for keyword in keywords:
                value = one.keywords.get(keyword)
                # True is a schema that allows everything, except where it is a switch.
                if value and (value is not True or keyword in _OF_ARRAYS):
                    message = SchemaReadingText.SCHEMA_PART_UNREAD(part=keyword)
                    self._notes.note("part-unread", message, one.place, severity="info", value=keyword)

    def _add_properties(self, parts: Sequence[SchemaPart], way: _Way, columns: ColumnList) -> None:
        self._note_unread(parts, _NO_COLUMNS)
        required = {str(name) for one in parts for name in _names(one.keywords.get("required"))}
        given: dict[str, list[SchemaPart]] = {}
        for one in parts:
            properties = one.keywords.get("properties")
            for name, schema in properties.items() if isinstance(properties, Mapping) else ():
                if schema is False:
                    continue  # no object may have it
                keywords = schema if isinstance(schema, Mapping) else {}
                given.setdefault(str(name), []).append(self._schemas.within(one, keywords, "properties", str(name)))
        for name, schemas in given.items():
            # One name in several parts: all of them hold.
            part = schemas[0] if len(schemas) == 1 else self._join(schemas)
            dotted = f"{way.name}.{name}" if way.name else name
            is_new = dotted not in columns or not way.name
            if is_new or way.is_required:
                self._add(part, replace(way, name=dotted, is_required=way.is_required and name in required), columns)

    def _join(self, schemas: Sequence[SchemaPart]) -> SchemaPart:
        return replace(schemas[0], keywords={"allOf": [one.keywords for one in schemas]})

    def _add(self, part: SchemaPart, way: _Way, columns: ColumnList) -> None:
        """Add the columns of a property: one, or those of the object that it is."""
        value = self._value(part)
        if any(id(one.keywords) in way.above for one in value.parts):
            self._notes.note(
                "recursive",
                SchemaReadingText.SCHEMA_RECURSIVE(name=way.name),
                part.place,
                severity="info",
                value=way.name,
            )
            self._add_column(value, ValueDomainDraft(native_type="object"), way, columns, part.place)
            return
        row = self._table_of(value)
        if row is not None:
            self._add_column(value, ValueDomainDraft(native_type=row), way, columns, part.place)
            return
        if self._has_properties(value):
            self._add_object(value, replace(way, is_required=way.is_required and not value.is_nullable), columns)
            return
        items = self._items(value)
        self._note_unread(value.parts, _OF_ARRAYS)
        if items is not None:
            self._add_array(value, items, way, columns, part.place)
            return
        if value.branches:
            self._add_column(value, self._union(value, way, part.place), way, columns, part.place)
            return
        domain = read_domain(value.parts, value.types, value.codes, way.name, self._notes)
        is_array = value.types == frozenset({"array"})
        self._add_column(value, domain, replace(way, is_repeated=way.is_repeated or is_array), columns, part.place)

    def _add_array(self, value: _Value, items: SchemaPart, way: _Way, columns: ColumnList, place: str) -> None:
        inner = replace(way, is_repeated=True, above=way.above | {id(one.keywords) for one in value.parts})
        members = self._value(items)
        if self._has_properties(members) or self._items(members) is not None:
            lasting = replace(inner, is_required=way.is_required and not value.is_nullable)
            self._add(items, lasting, columns)
            return
        domain = self._union(members, way, place) if members.branches else None
        domain = domain or read_domain(members.parts, members.types, members.codes, way.name, self._notes)
        native = f"array of {domain.native_type}" if domain.native_type else "array"
        own = replace(value, parts=[*value.parts, *members.parts])
        self._add_column(own, replace(domain, native_type=native), inner, columns, place)

    def _union(self, value: _Value, way: _Way, place: str) -> ValueDomainDraft:
        """The value domain of alternatives: their datatype, if they have the same, and no bounds."""
        domains = []
        for branch in value.branches:
            types = types_of([*value.parts, *branch], self._notes)
            domains.append(read_domain([*value.parts, *branch], types, None, way.name, self._notes))
        datatypes = {one.datatype for one in domains}
        native = "|".join(dict.fromkeys(one.native_type for one in domains if one.native_type)) or None
        if len(datatypes) == 1:
            return ValueDomainDraft(datatype=domains[0].datatype, native_type=native)
        self._notes.note("union", SchemaReadingText.SCHEMA_UNION(name=way.name), place, severity="info", value=native)
        return ValueDomainDraft(native_type=native)

    def _add_column(self, value: _Value, domain: ValueDomainDraft, way: _Way, columns: ColumnList, place: str) -> None:
        default = next((one.keywords["default"] for one in value.parts if "default" in one.keywords), None)
        columns.add(
            ColumnDraft(
                name=way.name,
                number=columns.next_number,
                titles=texts_of(value.parts, "title"),
                descriptions=texts_of(value.parts, "description"),
                value_domain=domain,
                is_required=way.is_required and not value.is_nullable,
                default=None if default is None else json_text(default),
                is_repeated=way.is_repeated,
            ),
            place,
        )


def _names(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _own_codes(part: SchemaPart) -> tuple[Codes, frozenset[str] | None, bool] | None:
    """The values that a part enumerates, their types, and whether null is one of them."""
    if "const" in part.keywords:
        values = [part.keywords["const"]]
    elif isinstance(part.keywords.get("enum"), list):
        values = part.keywords["enum"]
    else:
        return None
    values_but_null = [one for one in values if one is not None]
    kinds = frozenset(_kind(one) for one in values_but_null)
    codes = tuple((text, None) for text in dict.fromkeys(map(json_text, values_but_null)))
    return codes, kinds or None, len(values_but_null) < len(values)


def _listed_codes(branches: Sequence[Sequence[SchemaPart]]) -> Codes | None:
    """The values of alternatives that are each a constant or enumerate values; None if one does not."""
    found: dict[str, str | None] = {}
    for branch in branches:
        own = [codes for one in branch if (codes := _own_codes(one)) is not None]
        if not own or any(len(one.keywords.get("properties", ())) for one in branch):
            return None
        label = texts_of(branch, "title") or texts_of(branch, "description")
        for text, _ in own[0][0]:
            found.setdefault(text, label[0][1] if label and len(own[0][0]) == 1 else None)
    return tuple(found.items()) or None


def _kinds_of_branches(parts: Sequence[SchemaPart]) -> frozenset[str] | None:
    """The types of constants in alternatives."""
    kinds = {
        _kind(each["const"])
        for one in parts
        for keyword in _UNIONS
        for each in _names(one.keywords.get(keyword))
        if isinstance(each, Mapping) and each.get("const") is not None
    }
    return frozenset(kinds) or None


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    if isinstance(value, Mapping):
        return "object"
    if isinstance(value, list):
        return "array"
    return "integer" if isinstance(value, int) else "number"
