"""Write tables as metadata of CSV on the Web, with its patterns of days and times.

Source: Metadata Vocabulary for Tabular Data, W3C Recommendation of 2015-12-17.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import quote

from danhmuc.vocab.folding import fold
from danhmuc.vocab.terms import CSVW, DMV, SKOS, XSD

from ..record.table_draft import ColumnDraft, ValueDomainDraft, type_family
from .exported_tables import ExportedTable

# ---------------------------------------------------------------- date patterns
# Patterns of days and times: those of Unicode, as CSVW has them, and how Table Schema and people write the same.
#
# Source: Unicode Technical Standard 35, part 4; the directives of strptime, which Table Schema takes.

_DIRECTIVES: Final[Mapping[str, str]] = {
    "%Y": "yyyy",
    "%m": "MM",
    "%d": "dd",
    "%H": "HH",
    "%M": "mm",
    "%S": "ss",
}
_FIELDS: Final = {pattern: directive for directive, pattern in _DIRECTIVES.items()}
_BETWEEN: Final = re.compile(r"[-/.: T]*")
_DIRECTIVE: Final = re.compile(r"(%.)")
_FIELD: Final = re.compile(r"([A-Za-z])\1*")
_WORD: Final = re.compile(r"[a-z]+(?:24)?|[^a-z]+")
_OF_WORDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("dd", "ngay"), "dd"),
    "thang": "MM",
    **dict.fromkeys(("yyyy", "nam"), "yyyy"),
    **dict.fromkeys(("hh", "hh24", "gio"), "HH"),
    **dict.fromkeys(("mi", "phut"), "mm"),
    **dict.fromkeys(("ss", "giay"), "ss"),
    "t": "T",
}


def pattern_of_directives(text: str) -> str | None:
    """The pattern of directives; None if one of them has none.

    >>> pattern_of_directives("%d/%m/%Y"), pattern_of_directives("%d %b %Y")
    ('dd/MM/yyyy', None)
    """
    parts = _DIRECTIVE.split(text)
    if not all(_BETWEEN.fullmatch(one) for one in parts[::2]) or not all(one in _DIRECTIVES for one in parts[1::2]):
        return None
    return "".join(_DIRECTIVES.get(one, one) for one in parts) if len(parts) > 1 else None


def directives_of_pattern(text: str) -> str | None:
    """The directives of a pattern; None if a field of it has none.

    >>> directives_of_pattern("dd/MM/yyyy"), directives_of_pattern("d MMM yyyy")
    ('%d/%m/%Y', None)
    """
    written = _FIELD.sub(lambda found: found[0] if found[0] == "T" else _FIELDS.get(found[0], "?"), text)
    return written if "%" in written and pattern_of_directives(written) == text else None


def pattern_of_words(text: str) -> str | None:
    """The pattern of a day or time as people write it; None if it is not plain.

    >>> pattern_of_words("DD/MM/YYYY"), pattern_of_words("ngày/tháng/năm"), pattern_of_words("dd-mm-yyyy hh:mm")
    ('dd/MM/yyyy', 'dd/MM/yyyy', 'dd-MM-yyyy HH:mm')
    """
    found: list[str] = []
    for word in _WORD.findall(fold(text)):
        if word == "mm":
            # Minutes stand behind hours, months before.
            found.append("mm" if "HH" in found else "MM")
        elif word in _OF_WORDS:
            found.append(_OF_WORDS[word])
        elif _BETWEEN.fullmatch(word):
            found.append(word)
        else:
            return None
    fields = [one for one in found if one in _FIELDS]
    return "".join(found) if len(fields) > 1 and len(set(fields)) == len(fields) else None


# ---------------------------------------------------------------- csvw writer

_LETTER: Final = r"(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})"
_NAME: Final = re.compile(rf"(?!_){_LETTER}+(?:\.{_LETTER}+)*")
_NUMBER_FORMAT: Final = re.compile(r"(?:[#0@.,;E+%‰ -]|'[^']*')+")
_NOT_BUILT_IN: Final = frozenset({XSD.NOTATION.value, XSD.anyType.value, XSD.anySimpleType.value})
_MARKUP: Final = frozenset({"html", "json", "xml"})
"""Datatypes of CSVW that XML Schema does not have."""
_PARTS_OF_DATES: Final = frozenset(
    term.value for term in (XSD.gYear, XSD.gYearMonth, XSD.gMonth, XSD.gMonthDay, XSD.gDay)
)
_BOUNDED: Final = frozenset({"integer", "number", "date", "datetime", "time", "duration"})
"""Families whose values have an order that bounds may be given in."""


def csvw_tables(tables: Iterable[ExportedTable]) -> Iterator[dict[str, Any]]:
    """The metadata of tables, each with an address of its own: a second table of one address has its name behind."""
    addresses: set[str] = set()
    for table in tables:
        address, number = table.url, 1
        while address in addresses:
            number += 1
            name = table.schema.name or f"table-{number}"
            address = f"{table.url.partition('#')[0]}#{quote(name if number == 2 else f'{name}-{number}', safe='')}"
        addresses.add(address)
        yield csvw_table(replace(table, url=address))


def csvw_table(table: ExportedTable) -> dict[str, Any]:
    """The metadata of one table."""
    schema = table.schema
    found: dict[str, Any] = {"url": table.url}
    if titles := _by_language(schema.titles or table.titles):
        found["dc:title"] = titles
    if descriptions := _by_language(schema.descriptions):
        found["dc:description"] = descriptions
    columns = [_column(one) for one in schema.columns]
    _part_names(columns)
    own = ((CSVW.name, schema.name or None), (DMV.schemaName, schema.schema))
    made: dict[str, Any] = {
        **({} if schema.iri is None else {"@id": schema.iri}),
        **{term.value: text for term, text in own if text is not None},
        "columns": columns,
    }
    names = {one.name: column["name"] for one, column in zip(schema.columns, columns, strict=True) if one.name}
    keys = [names[key] for key in schema.primary_key if key in names]
    if keys and len(keys) == len(schema.primary_key):
        made["primaryKey"] = keys if len(keys) > 1 else keys[0]
    found["tableSchema"] = made
    return found


def _column(field: ColumnDraft) -> dict[str, Any]:
    name = field.name or f"_col.{field.number}"
    # A header of the file is compared with the titles.
    titles: dict[str, list[str]] = {"und": [name]} if name != f"_col.{field.number}" else {}
    for language, text in field.titles:
        if text not in titles.setdefault(language, []):
            titles[language].append(text)
    found: dict[str, Any] = {"name": _column_name(name, field.number)}
    if titles:
        found["titles"] = {key: texts if len(texts) > 1 else texts[0] for key, texts in sorted(titles.items())}
    if descriptions := _by_language(field.descriptions):
        found["dc:description"] = descriptions
    datatype = _datatype(field.value_domain)
    if datatype is not None:
        found["datatype"] = datatype
    if field.is_required:
        found["required"] = True
    if field.default is not None:
        found["default"] = field.default
    if field.null_values:
        found["null"] = list(field.null_values)
    if field.separator:
        found["separator"] = field.separator
    if field.element is not None:
        found["propertyUrl"] = field.element
    found |= _further(field)
    if field.name and found["name"] != field.name:
        found[CSVW.name.value] = field.name
    return found


def _part_names(columns: Iterable[dict[str, Any]]) -> None:
    """Give a column another name if an earlier one has the same: two names may be encoded alike."""
    seen: set[str] = set()
    for number, column in enumerate(columns, 1):
        if column["name"] in seen:
            column["name"] = f"c{number}.{number}"
        seen.add(column["name"])


def _column_name(name: str, number: int) -> str:
    """A name as templates of addresses can have it; in one that is none, other letters are percent-encoded."""
    if _NAME.fullmatch(name):
        return name
    encoded = quote(name, safe="").replace("-", "%2D").replace("~", "%7E")
    return encoded if _NAME.fullmatch(encoded) else f"c{number}"


def _datatype(domain: ValueDomainDraft) -> str | dict[str, Any] | None:
    """The datatype: its name, or an object with what narrows it."""
    is_built_in = domain.datatype is not None and domain.datatype not in _NOT_BUILT_IN
    base = domain.datatype.removeprefix(XSD.iri) if domain.datatype is not None and is_built_in else "string"
    if domain.datatype is None and domain.native_type in _MARKUP:
        base, is_built_in = domain.native_type, True
    family = type_family(domain.datatype) if domain.datatype is not None and is_built_in else "text"
    is_part = domain.datatype in _PARTS_OF_DATES
    facets: dict[str, Any] = {}
    written = None if domain.format is None else _format(family, domain.format)
    if written is not None:
        facets["format"] = written
    if family in ("text", "binary") and not is_part and domain.datatype != XSD.QName.value:
        if domain.min_length is not None and domain.min_length == domain.max_length:
            facets["length"] = domain.max_length
        else:
            facets |= {
                name: size
                for name, size in (("minLength", domain.min_length), ("maxLength", domain.max_length))
                if size is not None
            }
    if family in _BOUNDED or is_part:
        if domain.minimum is not None:
            facets["minExclusive" if domain.minimum_is_exclusive else "minimum"] = domain.minimum
        if domain.maximum is not None:
            facets["maxExclusive" if domain.maximum_is_exclusive else "maximum"] = domain.maximum
    if facets:
        return {"base": base, **facets}
    # A text is what a column has without a datatype; to name it would be to say how its schema writes it.
    return base if is_built_in and (base != "string" or domain.native_type is not None) else None


def _format(family: str | None, written: str) -> str | dict[str, str] | None:
    """A format as CSVW has it, if it means the same there.

    It is a pattern of numbers, alone or with marks of its own, two words for true and false, a pattern of dates, or
    else a regular expression.
    """
    if family in ("integer", "number"):
        if _NUMBER_FORMAT.fullmatch(written) is not None:
            return written
        return _number_marks(written)
    return None if family == "boolean" and written.count("|") != 1 else written


def _number_marks(written: str) -> dict[str, str] | None:
    """The pattern of a number with the marks that it has in place of point and comma, which is kept as JSON."""
    try:
        found = json.loads(written)
    except (ValueError, RecursionError):
        return None
    is_format = isinstance(found, dict) and set(found) <= {"decimalChar", "groupChar", "pattern"}
    return found if is_format and all(isinstance(one, str) for one in found.values()) else None


def _further(field: ColumnDraft) -> dict[str, Any]:
    """Values that CSVW has no word for, by the IRIs of properties."""
    domain = field.value_domain
    found: dict[str, Any] = {}
    for term, text in ((DMV.unit, domain.unit), (DMV.codeList, domain.code_list)):
        if text is not None:
            found[term.value] = {"@id": text} if "://" in text else text
    for term, text in ((DMV.nativeType, domain.native_type), (DMV.references, field.references)):
        if text is not None:
            found[term.value] = text
    flags = ((DMV.isUnique, field.is_unique), (DMV.isRepeated, field.is_repeated and not field.separator))
    found |= {term.value: True for term, is_so in flags if is_so}
    digits = ((XSD.totalDigits, domain.precision), (XSD.fractionDigits, domain.scale))
    found |= {term.value: number for term, number in digits if number is not None}
    if domain.codes:
        found[DMV.allowedValue.value] = [
            {SKOS.notation.value: value, **({} if label is None else {SKOS.prefLabel.value: label})}
            for value, label in domain.codes
        ]
    return found


def _by_language(texts: Iterable[tuple[str, str]]) -> list[dict[str, str] | str] | dict[str, str] | str | None:
    """Texts as common properties have them: one without language, such as a comment of a database, is a plain one."""
    found = [{"@value": text, "@language": lang} if lang != "und" else text for lang, text in texts]
    return found if len(found) > 1 else found[0] if found else None
