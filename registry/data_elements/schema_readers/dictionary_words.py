"""Words of dictionaries for people: data types, lengths, lists, ranges.

Only forms that are plain are understood; the words themselves are kept beside them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Final

from danhmuc.vocab.datatypes.grammar import XSD
from danhmuc.vocab.words import fold

from ...record.described_elements import ValueDomainDraft
from ..exported_tables import pattern_of_words
from .inspected_database import read_sql_type

TYPE_WORDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("chu", "chuoi", "chuoi ky tu", "ky tu", "van ban", "string", "text"), XSD.string),
    **dict.fromkeys(("so nguyen", "integer", "whole number"), XSD.integer),
    **dict.fromkeys(("so thap phan", "decimal"), XSD.decimal),
    **dict.fromkeys(("so thuc", "double", "float"), XSD.double),
    **dict.fromkeys(("ngay", "date", "ngay thang", "ngay thang nam"), XSD.date),
    **dict.fromkeys(("ngay gio", "thoi diem", "datetime", "date time", "timestamp"), XSD.dateTime),
    **dict.fromkeys(("gio", "time"), XSD.time),
    **dict.fromkeys(("nam", "year"), XSD.gYear),
    **dict.fromkeys(("thang nam", "thang va nam", "year month"), XSD.gYearMonth),
    **dict.fromkeys(("logic", "dung/sai", "dung sai", "co/khong", "co khong", "boolean", "yes/no"), XSD.boolean),
    **dict.fromkeys(("duong dan", "dia chi web", "uri", "url", "iri", "anyuri"), XSD.anyURI),
}
"""Words for data types, folded; a bare “số” may be whole or not, and is none of them."""
_XSD_NAME: Final = re.compile(r"(?:xsd?:|http://www\.w3\.org/2001/XMLSchema#)([A-Za-z0-9]+)")
_LENGTH: Final = re.compile(
    r"(?:(?:do dai|toi da|length|max|maximum)[ :]*)*(\d{1,9})(?: ?(?:ky tu|characters?|chars?|chu so|digits?))?"
)
_SPAN: Final = re.compile(r"(?:(?:tu|from) )?(\d{1,9}) ?(?:-|–|den|to) ?(\d{1,9}) ?(?:ky tu|characters?|chars?)?")
_RANGE: Final = re.compile(r"(?:tu |from |between )?(\S+?)(?: ?\.\. ?| den | to | - | – | and )(\S+)", re.IGNORECASE)
_ONE_SIDE: Final = re.compile(r"(>=|≥|<=|≤|>|<) ?(\S+)")
_CODE: Final = re.compile(r"(\S{1,64}?)\s*[:=–]\s+?(\S.*)|(\S{1,64}?)\s+-\s+(\S.*)|(\S{1,64}?)[=:](\S.*)", re.DOTALL)
_SEPARATORS: Final = re.compile(r"[;\n\r]+")


def read_type_words(text: str) -> ValueDomainDraft:
    """The value domain of a data type in words, a name of XML Schema, or a type of SQL.

    >>> {read_type_words(one).datatype for one in ("Số nguyên", "xsd:integer", "INT")} == {XSD.integer}
    True
    """
    if not text:
        return ValueDomainDraft()
    word = TYPE_WORDS.get(fold(text))
    if word is not None:
        return ValueDomainDraft(datatype=word, native_type=text)
    named = _XSD_NAME.fullmatch(text.strip())
    if named is not None:
        return ValueDomainDraft(datatype=_find_named(named[1]), native_type=text)
    return read_sql_type(text)


def _find_named(local: str) -> str | None:
    from danhmuc.vocab.errors import UnknownTermError

    try:
        found = getattr(XSD, local)
    except UnknownTermError:
        return None
    return found if isinstance(found, str) else None


def read_length(domain: ValueDomainDraft, text: str) -> ValueDomainDraft:
    """The value domain with a length or a format; what is no length is a format.

    >>> read_length(ValueDomainDraft(), "tối đa 20 ký tự").max_length
    20
    """
    if not text:
        return domain
    folded = fold(text)
    span = _SPAN.fullmatch(folded)
    if span is not None and int(span[1]) <= int(span[2]) and domain.datatype in (None, XSD.string):
        return replace(domain, min_length=int(span[1]), max_length=int(span[2]))
    length = _LENGTH.fullmatch(folded)
    if length is not None and domain.datatype in (XSD.integer, XSD.decimal):
        return replace(domain, precision=int(length[1]))
    if length is not None:
        return replace(domain, max_length=int(length[1]))
    precision = re.fullmatch(r"\(?(\d{1,4}) ?[,;] ?(\d{1,4})\)?", folded)
    if precision is not None and domain.datatype == XSD.decimal:
        return replace(domain, precision=int(precision[1]), scale=int(precision[2]))
    pattern = pattern_of_words(text) if domain.family in ("date", "datetime", "time") else None
    return replace(domain, format=pattern or text)


def read_range(domain: ValueDomainDraft, text: str) -> ValueDomainDraft:
    """The value domain with its bounds, if the text gives two numbers, or one with a sign.

    >>> read_range(ValueDomainDraft(), "từ 0 đến 100").maximum
    '100'
    """
    folded = fold(text)
    both = _RANGE.fullmatch(folded)
    if both is not None and _is_number(both[1]) and _is_number(both[2]):
        return replace(domain, minimum=both[1], maximum=both[2])
    side = _ONE_SIDE.fullmatch(folded)
    if side is not None and _is_number(side[2]):
        is_exclusive = side[1] in "<>"
        if side[1] in (">", ">=", "≥"):
            return replace(domain, minimum=side[2], minimum_is_exclusive=is_exclusive)
        return replace(domain, maximum=side[2], maximum_is_exclusive=is_exclusive)
    return domain


def _is_number(text: str) -> bool:
    # A comma or a second dot may separate thousands or decimals: nobody can tell.
    try:
        return "," not in text and Decimal(text).is_finite()
    except InvalidOperation:
        return False


def read_codes(domain: ValueDomainDraft, text: str) -> ValueDomainDraft:
    """The value domain with enumerated values, or with the address of the list.

    >>> read_codes(ValueDomainDraft(), "1: Nam; 2: Nữ").codes
    (('1', 'Nam'), ('2', 'Nữ'))
    """
    parts = [one.strip() for one in _SEPARATORS.split(text) if one.strip()]
    if len(parts) == 1 and "://" in parts[0] and " " not in parts[0]:
        return replace(domain, code_list=parts[0])
    if len(parts) < 2:
        return domain
    codes: dict[str, str | None] = {}
    for part in parts:
        found = _CODE.fullmatch(part)
        groups = [one for one in found.groups() if one is not None] if found is not None else []
        code, label = (groups[0], groups[1].strip()) if len(groups) == 2 else (part, None)
        codes.setdefault(code, label)
    return replace(domain, codes=tuple(codes.items()))
