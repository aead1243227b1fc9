"""Proposals for wrong values that can be made without guessing.

For a misspelt code the nearest one, for a text the code with that name, for a date its standard form. Codes of agencies
and territories have none, because each number is as likely as the next.
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

__all__ = ["fix_of"]

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
_CACHED: Final = 4_096


def fix_of(rule: Rule, value: Term) -> str | None:
    """The value to use instead; None if nothing is certain.

    For a rule on a deprecated or differently spelt term: its replacement. For an IRI below a list: the nearest code.
    For a text instead of a code or an IRI: the IRI. For a date or a number: the same in Turtle, with its datatype.
    """
    return _fix(rule.path or "", rule.replaced_by, value)


@lru_cache(maxsize=_CACHED)
def _fix(path: str, replaced_by: str | None, value: Term) -> str | None:
    token = _LISTS.get(path)
    if isinstance(value, Literal):
        return _of_literal(path, token, value)
    if token is not None and isinstance(value, NamedNode):
        # The replacement of a whole list is less specific than a code.
        return _of_iri(token, value.value)
    return replaced_by


def _of_literal(path: str, token: str | None, value: Literal) -> str | None:
    text = value.value.strip()
    if token is not None:
        found = concepts.load(token).find(text)
        return found[0].iri if len(found) == 1 else None
    if path in _DATES:
        return as_date(value)
    number = as_number(path, value)
    if number is not None:
        return number
    return text if _IRI.fullmatch(text) else None


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
