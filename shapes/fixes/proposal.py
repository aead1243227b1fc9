"""Proposals for wrong values that can be made without guessing.

For a misspelt code the nearest one, for a text the code with that name, for a date or a size its standard form, for the
tag vn the tag vi, for joined keywords each of them. Codes of agencies and territories have no nearest one, because each
number is as likely as the next; a letter in lower case and the name of a province are certain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab import concepts
from danhmuc.vocab.datatypes.grammar import XSD
from danhmuc.vocab.datatypes.order import is_well_typed
from danhmuc.vocab.near_terms import near_code
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import ADMS, DCAT, DCATAP, DCT, DMV, SPDX

from ..messages.validating import AdviceText

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Sentence
    from danhmuc.vocab.reading import Term

    from ..profiles.rules import Rule

# ---------------------------------------------------------------- byte sizes
# Sizes that people write with a unit, such as ``2,5 MB``, as numbers of bytes.
#
# A comma or a dot before three digits may separate thousands, and MB is a million bytes to some and 2^20 to others: of
# such a size there is no certain number.

_SIZE: Final = re.compile(r"(\d[\d.,\s]*?)\s*([A-Za-z]*)", re.ASCII)
_UNITS: Final[Mapping[str, tuple[int, ...]]] = {
    **dict.fromkeys(("b", "byte", "bytes"), (1,)),
    **{f"{letter}ib": (1024**power,) for power, letter in enumerate("kmgt", 1)},
    **{f"{letter}b": (1000**power, 1024**power) for power, letter in enumerate("kmgt", 1)},
}
"""What each unit may stand for."""
_GROUPED: Final = re.compile(r"\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*")
_DECIMAL: Final = re.compile(r"(\d+)[.,](\d+)")
_BOTH: Final = (
    (re.compile(r"\d{1,3}(?:\.\d{3})+,\d+"), ".", ","),
    (re.compile(r"\d{1,3}(?:,\d{3})+\.\d+"), ",", "."),
)


def byte_sizes(text: str) -> tuple[int, ...]:
    """The numbers of bytes that a size with a unit may mean, least first; one if it is certain, none if it is unread.

    >>> byte_sizes("2,5 MiB"), byte_sizes("2,5 MB"), byte_sizes("một ít")
    ((2621440,), (2500000, 2621440), ())
    """
    found = _SIZE.fullmatch(text.replace("\N{NO-BREAK SPACE}", " ").strip())
    units = () if found is None else _UNITS.get(found[2].lower(), ())
    if found is None or not units:
        return ()
    sizes = {number * unit for number in _numbers(found[1].strip()) for unit in units}
    return tuple(sorted(int(size) for size in sizes)) if all(size.denominator == 1 for size in sizes) else ()


def _numbers(text: str) -> tuple[Fraction, ...]:
    """The numbers that a text may mean."""
    if text.isdigit():
        return (Fraction(text),)
    for pattern, thousands, decimal in _BOTH:
        if pattern.fullmatch(text):
            return (Fraction(text.replace(thousands, "").replace(decimal, ".")),)
    grouped = _GROUPED.fullmatch(text)
    numbers = [] if grouped is None else [Fraction(re.sub(r"\D", "", text))]
    decimal_number = _DECIMAL.fullmatch(text)
    if decimal_number is not None:
        numbers.append(Fraction(f"{decimal_number[1]}.{decimal_number[2]}"))
    return tuple(numbers)


# ---------------------------------------------------------------- typed values
# Dates, numbers and durations that people write, as typed literals in Turtle.
#
# Nothing is invented: a year gets no day, a time no date, and a number whose dot may separate thousands has no
# proposal.

_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (re.compile(r"(\d{4})", re.ASCII), lambda found: found[1]),
    (re.compile(r"(\d{4})[-/.](\d{1,2})", re.ASCII), lambda found: f"{found[1]}-{found[2]:0>2}"),
    (re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII), lambda found: f"{found[2]}-{found[1]:0>2}"),
    (
        re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII),
        lambda found: f"{found[1]}-{found[3]:0>2}-{found[4]:0>2}",
    ),
    (
        re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII),
        lambda found: f"{found[4]}-{found[3]:0>2}-{found[1]:0>2}",
    ),
    (
        re.compile(r"tháng ([0-9]{1,2}) năm ([0-9]{4})", re.IGNORECASE),
        lambda found: f"{found[2]}-{found[1]:0>2}",
    ),
    (
        re.compile(r"(?:ngày )?([0-9]{1,2}) tháng ([0-9]{1,2}) năm ([0-9]{4})", re.IGNORECASE),
        lambda found: f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}",
    ),
    (re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)", re.ASCII), lambda found: f"{found[1]}-{found[2]}-{found[3]}"),
    (
        re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?", re.ASCII),
        lambda found: f"{found[1]}T{found[2]}{found[3] or ':00'}{found[4] or ''}",
    ),
)
"""Forms in which people write a year, month, day or time, and those of XML Schema; days come before months."""
_DATE_TYPES: Final = (XSD.gYear, XSD.gYearMonth, XSD.date, XSD.dateTime)
_NUMBERS: Final = {
    DCAT.byteSize.value: (XSD.nonNegativeInteger, re.compile(r"\d+", re.ASCII)),
    # Three digits after a dot may be thousands.
    DCAT.spatialResolutionInMeters.value: (XSD.decimal, re.compile(r"\d+(?:\.\d{1,2})?", re.ASCII)),
    DCAT.temporalResolution.value: (XSD.duration, re.compile(r"P.*", re.ASCII)),
}


def as_date(value: Literal) -> str | None:
    """The same year, month, day or time in Turtle; None if the value is none of these, or is correct.

    >>> as_date(Literal("31/3/2026")), as_date(Literal("2026"))
    ('"2026-03-31"^^xsd:date', '"2026"^^xsd:gYear')
    """
    text = value.value.strip()
    for pattern, form in _FORMS:
        found = pattern.fullmatch(text)
        if found is not None:
            fixes = (_typed_text(form(found), datatype, value) for datatype in _DATE_TYPES)
            return next((fix for fix in fixes if fix is not None), None)
    return None


def as_number(path: str, value: Literal) -> str | None:
    """The number or duration in Turtle, for a property that has one; None if the value is neither, or is correct.

    >>> as_number("http://www.w3.org/ns/dcat#byteSize", Literal("12"))
    '"12"^^xsd:nonNegativeInteger'
    """
    datatype, pattern = _NUMBERS.get(path, (None, None))
    text = value.value.strip()
    if path == DCAT.byteSize.value and len(sizes := byte_sizes(text)) == 1:
        text = str(sizes[0])
    if datatype is None or pattern is None or not pattern.fullmatch(text):
        return None
    return _typed_text(text, datatype, value)


def _typed_text(text: str, datatype: str, value: Literal) -> str | None:
    """The text with a datatype; None if it is not valid for the datatype, or is the value itself."""
    is_same = (value.value, value.datatype.value) == (text, datatype)
    return f'"{text}"^^{abbreviate(datatype)}' if is_well_typed(text, datatype) and not is_same else None


# ---------------------------------------------------------------- proposal

_LISTS: Final = {
    ADMS.status.value: "distribution-status",
    DCAT.compressFormat.value: "media-type",
    DCAT.mediaType.value: "media-type",
    DCAT.packageFormat.value: "media-type",
    DCAT.theme.value: "data-theme",
    DCATAP.availability.value: "planned-availability",
    DCATAP.hvdCategory.value: "hvd-category",
    DCT.accessRights.value: "access-right",
    DCT.accrualPeriodicity.value: "frequency",
    DCT.format.value: "file-type",
    DCT.language.value: "language",
    DCT.license.value: "licence",
    SPDX.algorithm.value: "checksum-algorithm",
    DMV.importance.value: "importance",
    DMV.personalData.value: "personal-data",
    DMV.sharingForm.value: "sharing-form",
    DMV.sharingMethod.value: "sharing-method",
    DMV.sharingNature.value: "sharing-nature",
}
"""The code list of each property."""
_DATES: Final = frozenset(
    term.value for term in (DCT.issued, DCT.modified, DCT.available, DCAT.startDate, DCAT.endDate, DMV.reviewedOn)
)
_PROVINCES: Final = ("province", "province-2004")
"""The lists of provinces, the one in force first."""
_AGENCY_CODE: Final = re.compile(r"[A-Y]\d{2}(?:\.[0-9A-Z]+)*", re.ASCII)
_SEPARATOR: Final = re.compile(r"[;\uFF1B\n]")
_ENTITY: Final = re.compile(r"&#?\w+;")
_IRI: Final = re.compile(r"(?:https?|ftp)://[^\s<>\"{}|\\^`]+|(?:mailto|tel|urn):[^\s<>\"{}|\\^`]+")
_FORMER: Final = {
    "completed": "COMPLETED",
    "underdevelopment": "DEVELOP",
    "deprecated": "DEPRECATED",
    "withdrawn": "WITHDRAWN",
    "available": "AVAILABLE",
    "experimental": "EXPERIMENTAL",
    "stable": "STABLE",
    "temporary": "TEMPORARY",
}
"""Codes of former lists, by the last word of their IRIs. Source: DCAT-AP 3.0."""
_OPEN: Final = frozenset({"file-type", "language", "licence"})
"""Lists that do not have all codes of their kind, so a code that is similar to theirs may be another valid code."""
_FORM_OF_AGENCY_CODE: Final = "-publisher-pattern"
_OF_SEPARATOR: Final = "-keyword-separator"
"""Ends of codes of rules whose property alone does not tell what is wrong with a value."""
_CACHED: Final = 4_096


def list_of(path: str) -> str | None:
    """The token of the code list of a property; None if it has none, or one that depends on the class."""
    if path == DCT.spatial.value:
        return _PROVINCES[0]
    return None if path == ADMS.status.value else _LISTS.get(path)


def fix_of(rule: Rule, value: Term) -> str | None:
    """The value to use instead; None if nothing is certain.

    For a rule on a deprecated or differently spelt term: its replacement. For an IRI below a list: the nearest code.
    For a text instead of a code or an IRI: the IRI. For a date or a number: the same in Turtle, with its datatype. For
    texts that are tagged or joined wrongly: the texts in Turtle.
    """
    if isinstance(value, Literal) and rule.code.endswith(_FORM_OF_AGENCY_CODE):
        code = value.value.strip().upper()
        return code if code != value.value and _AGENCY_CODE.fullmatch(code) else None
    return _fix(rule.path or "", rule.replaced_by, value, rule.code.endswith(_OF_SEPARATOR))


@lru_cache(maxsize=_CACHED)
def _fix(path: str, replaced_by: str | None, value: Term, is_joined: bool) -> str | None:  # noqa: FBT001 - cached
    token = _LISTS.get(path)
    if isinstance(value, Literal):
        return _of_literal(path, token, value, is_joined=is_joined)
    if token is not None and isinstance(value, NamedNode):
        # The replacement of a whole list is less specific than a code.
        return _of_iri(token, value.value)
    return replaced_by


def _of_literal(path: str, token: str | None, value: Literal, *, is_joined: bool) -> str | None:
    text = value.value.strip()
    if token is not None:
        return _only_named(token, text)
    if path == DCT.spatial.value:
        return _province(text)
    language = _tag_of_vietnamese(value.language)
    if is_joined or language != value.language:
        texts = [text] if _ENTITY.search(text) else filter(None, map(str.strip, _SEPARATOR.split(text)))
        return " , ".join(dict.fromkeys(str(Literal(one, language=language)) for one in texts)) if text else None
    if path in _DATES:
        return as_date(value)
    number = as_number(path, value)
    if number is not None:
        return number
    return text if _IRI.fullmatch(text) else None


def _only_named(token: str, text: str) -> str | None:
    """The only concept of a list with that name."""
    scheme = concepts.load(token)
    # Shop signs of licences differ by hyphens: CC-BY-4.0.
    found = scheme.find(text) or scheme.find(text.replace("-", " "))
    return found[0].iri if len(found) == 1 else None


def _province(text: str) -> str | None:
    """The province in force with that name, unless its number was another one, or a commune has the name, too."""
    found, former = (concepts.load(token).find(text) for token in _PROVINCES)
    if len(found) != 1 or any(one.code != found[0].code for one in former):
        return None
    return None if concepts.load("commune").find(text) else found[0].iri


def _tag_of_vietnamese(language: str | None) -> str | None:
    """A language tag with the code of the language in place of that of the country."""
    main, dash, region = (language or "").partition("-")
    return f"vi{dash}{region}" if main == "vn" else language


def _of_iri(token: str, iri: str) -> str | None:
    """The intended IRI of the list: another spelling of the same, or the nearest code."""
    scheme = concepts.load(token)
    same = scheme.canonical(iri)
    if same is not None:
        return None if same.iri == iri else same.iri
    base, _, code = iri.rstrip("/").rpartition("/")
    if base.partition(":")[2] != scheme.iri.rstrip("/").partition(":")[2]:
        former = _FORMER.get(code.lower())
        return scheme[former].iri if former is not None and former in scheme else None
    named = scheme.find(code)
    if named:
        return named[0].iri if len(named) == 1 else None
    near = near_code(code, (concept.code for concept in scheme), is_open=token in _OPEN)
    return None if near is None else scheme[near].iri


# ---------------------------------------------------------------- advice
# Advice on a wrong value that has no certain fix: which list has the codes, which codes or sizes it may mean.

_FEW: Final = 4
"""Codes that are named; where a name is that of more, the list is."""


def with_advice(sentence: Sentence, rule: Rule, value: Term) -> Sentence:
    """The requirement of a rule with advice on a value without a fix; the requirement alone if there is none."""
    if rule.is_of_node or rule.path is None or not isinstance(value, Literal | NamedNode):
        return sentence
    if rule.path == DCAT.byteSize.value:
        sizes = byte_sizes(value.value)
        return AdviceText.SIZE_UNCERTAIN(sentence=sentence, sizes=sizes) if len(sizes) > 1 else sentence
    token = list_of(rule.path)
    if token is None:
        return sentence
    found = concepts.load(token).find(value.value.strip()) if isinstance(value, Literal) else ()
    if 1 < len(found) <= _FEW:
        return AdviceText.SEVERAL_CODES(sentence=sentence, codes=tuple(one.code for one in found))
    return AdviceText.SEE_LIST(sentence=sentence, token=token)
