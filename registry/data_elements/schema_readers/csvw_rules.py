"""Rules of CSVW on the properties of its objects: which there are, of what form, and what common properties may hold.

Source: Metadata Vocabulary for Tabular Data, 3, 5 and 6; the numbers in the tests are those of the W3C's test suite.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Final, Literal

from danhmuc.vocab.findings import Severity

from ...messages.elements import SchemaReadingText
from .csvw_terms import CSVW_CONTEXT, CSVW_DATATYPES, PREFIXES, is_language
from .schema_json import child, json_text, whole_number
from .schema_reading import SchemaNotes

CsvwObject = Literal[
    "TableGroup", "Table", "Schema", "Column", "Datatype", "Dialect", "Transformation", "ForeignKey", "Reference"
]

_INHERITED: Final = frozenset(
    {"aboutUrl", "datatype", "default", "lang", "null", "ordered", "propertyUrl", "required", "separator"}
    | {"textDirection", "valueUrl"}
)
_KEYWORDS: Final = frozenset({"@id", "@type"})
_TABLES: Final = frozenset({"dialect", "notes", "tableDirection", "tableSchema", "transformations"}) | {"@context"}
_PROPERTIES: Final[Mapping[CsvwObject, frozenset[str]]] = {
    "TableGroup": _INHERITED | _KEYWORDS | _TABLES | {"tables"},
    "Table": _INHERITED | _KEYWORDS | _TABLES | {"suppressOutput", "url"},
    "Schema": _INHERITED | _KEYWORDS | {"@context", "columns", "foreignKeys", "primaryKey", "rowTitles"},
    "Column": _INHERITED | _KEYWORDS | {"name", "suppressOutput", "titles", "virtual"},
    "Datatype": _KEYWORDS
    | {"base", "format", "length", "maxExclusive", "maxInclusive", "maxLength", "maximum", "minExclusive"}
    | {"minInclusive", "minLength", "minimum", "name"},
    "Dialect": _KEYWORDS
    | {"commentPrefix", "delimiter", "doubleQuote", "encoding", "header", "headerColumnCount", "headerRowCount"}
    | {"lineTerminators", "quoteChar", "skipBlankRows", "skipColumns", "skipInitialSpace", "skipRows", "trim"},
    "Transformation": _KEYWORDS | {"scriptFormat", "source", "targetFormat", "titles", "url"},
    "ForeignKey": frozenset({"columnReference", "reference"}),
    "Reference": frozenset({"columnReference", "resource", "schemaReference"}),
}
"""The properties of each object; any other is a common property with a prefix, or means nothing."""

_CLASSES: Final = frozenset(
    {"Cell", "Column", "Datatype", "Dialect", "Direction", "ForeignKey", "JSON", "NumericFormat", "Row", "Schema"}
    | {"Table", "TableGroup", "TableReference", "Transformation"}
)
"""Classes that are terms of the context."""


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_list(value: object) -> bool:
    return isinstance(value, list)


def _is_source(value: object) -> bool:
    return value in ("json", "rdf")


def _is_direction(value: object) -> bool:
    return value in ("ltr", "rtl", "auto")


def _is_text_direction(value: object) -> bool:
    return value == "inherit" or _is_direction(value)


def _is_language(value: object) -> bool:
    return isinstance(value, str) and is_language(value)


def _is_key(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))


def _is_character(value: object) -> bool:
    return isinstance(value, str) and len(value) == 1


def _is_encoding(value: object) -> bool:
    try:
        return isinstance(value, str) and codecs.lookup(value) is not None
    except (LookupError, ValueError):
        return False


def _is_count(value: object) -> bool:
    return whole_number(value) is not None


def _is_trim(value: object) -> bool:
    return isinstance(value, bool) or value in ("true", "false", "start", "end")


_FORMS: Final[Mapping[str, tuple[Callable[[object], bool], str]]] = {
    "@id": (_is_text, '"https://…"'),
    "aboutUrl": (_is_text, '"…"'),
    "commentPrefix": (_is_character, '"#"'),
    "delimiter": (_is_character, '","'),
    "doubleQuote": (_is_flag, "true | false"),
    "encoding": (_is_encoding, '"utf-8"'),
    "header": (_is_flag, "true | false"),
    "headerColumnCount": (_is_count, "0"),
    "headerRowCount": (_is_count, "1"),
    "lang": (_is_language, '"vi"'),
    "lineTerminators": (_is_key, '"…" | ["…"]'),
    "notes": (_is_list, "[{…}]"),
    "ordered": (_is_flag, "true | false"),
    "primaryKey": (_is_key, '"…" | ["…"]'),
    "propertyUrl": (_is_text, '"…"'),
    "quoteChar": (_is_character, "'\"'"),
    "rowTitles": (_is_key, '"…" | ["…"]'),
    "scriptFormat": (_is_text, '"https://…"'),
    "skipBlankRows": (_is_flag, "true | false"),
    "skipColumns": (_is_count, "0"),
    "skipInitialSpace": (_is_flag, "true | false"),
    "skipRows": (_is_count, "0"),
    "source": (_is_source, '"json" | "rdf"'),
    "suppressOutput": (_is_flag, "true | false"),
    "tableDirection": (_is_direction, '"ltr" | "rtl" | "auto"'),
    "targetFormat": (_is_text, '"https://…"'),
    "textDirection": (_is_text_direction, '"ltr" | "rtl" | "auto" | "inherit"'),
    "trim": (_is_trim, 'true | false | "start" | "end"'),
    "valueUrl": (_is_text, '"…"'),
    "virtual": (_is_flag, "true | false"),
}
"""Forms of values that no reader of a value looks at, and how they are written."""


def note_context_faults(given: object, notes: SchemaNotes, at: str) -> None:
    """Note a context other than that of CSVW, members that it may not have, and a language that is none.

    Args:
        at: the place of the object that has the context.
    """
    for context in given if isinstance(given, list) else [given]:
        if not isinstance(context, Mapping):
            if context != CSVW_CONTEXT:
                wanted = f'["{CSVW_CONTEXT}", {{"@language": "vi"}}]'
                _note_value("@context", wanted, context, child(at, "@context"), notes, severity="violation")
            continue
        for name, value in context.items():
            place = child(at, "@context", name)
            if name not in ("@language", "@base"):
                _note_unknown(name, place, notes, severity="violation")
            elif not (_is_language(value) if name == "@language" else _is_text(value)):
                _note_value(name, '"vi"' if name == "@language" else '"https://…"', value, place, notes)


def note_csvw_faults(node: Mapping[str, object], kind: CsvwObject, notes: SchemaNotes, place: str) -> None:
    """Note properties of an object that have no meaning, or a value of another form."""
    known = _PROPERTIES[kind]
    for name, value in node.items():
        at = child(place, name)
        if name in known:
            if name == "@type":
                if value != kind:
                    _note_value(name, f'"{kind}"', value, at, notes, severity="violation")
            elif name == "@id" and isinstance(value, str) and _is_refused_id(value, kind):
                _note_value(name, '"https://…"', value, at, notes, severity="violation")
            elif name in _FORMS and value is not None and not _FORMS[name][0](value):
                _note_value(name, _FORMS[name][1], value, at, notes)
            elif name == "dialect":
                _note_dialect_faults(value, at, notes)
            elif name == "transformations":
                _note_transformation_faults(value, at, notes)
        elif kind in ("ForeignKey", "Reference"):
            _note_unknown(name, at, notes, severity="violation")
        elif ":" in name:
            for fault in _common_faults(value):
                _note_value(name, fault, value, at, notes, severity="violation")
                break
        else:
            _note_unknown(name, at, notes)


def _note_dialect_faults(value: object, at: str, notes: SchemaNotes) -> None:
    """Note faults of a dialect, which says how a file is written; one at an address is left alone: no file is read."""
    if isinstance(value, Mapping):
        note_csvw_faults(value, "Dialect", notes, at)
    elif value is not None and not isinstance(value, str):
        _note_value("dialect", '{…} | "…"', value, at, notes)


def _note_transformation_faults(value: object, at: str, notes: SchemaNotes) -> None:
    wanted = '[{"url": …, "targetFormat": …, "scriptFormat": …}]'
    if not isinstance(value, list):
        if value is not None:
            _note_value("transformations", wanted, value, at, notes)
        return
    for number, one in enumerate(value):
        if isinstance(one, Mapping):
            note_csvw_faults(one, "Transformation", notes, child(at, number))
        else:
            _note_value("transformations", wanted, one, child(at, number), notes)


def _is_refused_id(value: str, kind: CsvwObject) -> bool:
    """Whether an IRI is a blank node, or that of a datatype that is built in."""
    return value.startswith("_:") or (kind == "Datatype" and value in CSVW_DATATYPES.values())


def _common_faults(value: object) -> Iterator[str]:
    """The forms that a value of a common property should have, for each that it does not have.

    Lists and sets of JSON-LD, contexts and blank nodes by name are not allowed.
    """
    if isinstance(value, list):
        for one in value:
            yield from _common_faults(one)
        return
    if not isinstance(value, Mapping):
        return
    keywords = {name for name in value if name.startswith("@")}
    if "@value" in value:
        literal = value["@value"]
        is_plain = isinstance(literal, str | int | Decimal)
        if not is_plain or len(value) > 2 or set(value) - {"@value", "@language", "@type"}:
            yield '{"@value": "…", "@language": "vi"}'
    elif "@language" in value or keywords - {"@id", "@type"}:
        yield '{"@id": "…"} | {"@value": "…"}'
    if value.get("@language") is not None and not _is_language(value["@language"]):
        yield '{"@value": "…", "@language": "vi"}'
    identifier = value.get("@id", "")
    if not isinstance(identifier, str) or identifier.startswith("_:"):
        yield '{"@id": "https://…"}'
    given = value.get("@type", [])
    if not all(map(_is_type, given if isinstance(given, list) else [given])):
        yield '{"@type": "https://…"}'
    for name, one in value.items():
        if not name.startswith("@"):
            yield from _common_faults(one)


def _is_type(value: object) -> bool:
    """Whether a value of @type is a term of CSVW, a name with a known prefix, or an address."""
    if not isinstance(value, str) or value.startswith("_:"):
        return False
    prefix, sign, _ = value.partition(":")
    if not sign:
        return value in CSVW_DATATYPES or value in _CLASSES
    return prefix in PREFIXES or "//" in value or prefix == "urn"


def _note_value(
    name: str, wanted: str, value: object, place: str, notes: SchemaNotes, *, severity: Severity = "warning"
) -> None:
    message = SchemaReadingText.SCHEMA_VALUE_REFUSED(name=name, wanted=wanted)
    if severity == "violation":
        message = SchemaReadingText.SCHEMA_MISPLACED(name=name, wanted=wanted)
    notes.note("value", message, place, severity=severity, value=json_text(value))


def _note_unknown(name: str, place: str, notes: SchemaNotes, *, severity: Severity = "warning") -> None:
    notes.note(
        "property-unknown", SchemaReadingText.SCHEMA_PROPERTY_UNKNOWN(name=name), place, severity=severity, value=name
    )
