"""Proposals for wrong values that can be made without guessing.

For a misspelt code the nearest one, for a text the code with that name, for a date or a size its standard form, for the
tag vn the tag vi, for joined keywords each of them. Codes of agencies and territories have no nearest one, because each
number is as likely as the next; a letter in lower case and the name of a province are certain.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab import concepts
from danhmuc.vocab.near_codes import near_code
from danhmuc.vocab.terms import ADMS, DCAT, DCATAP, DCT, DMV, SPDX

from .typed_values import as_date, as_number

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Term

    from ..profiles.rules import Rule


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
