"""What should stand in place of a wrong value, where that can be told without guessing.

A code that is misspelt has its nearest one, a text has the code that it names, a date its standard form. Codes of
agencies and territories have none: each number is as likely as the next.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab import concepts
from danhmuc.vocab.concepts.dates import read_day
from danhmuc.vocab.prefixes import expand

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Term

    from .rules import Rule

__all__ = ["fix_of"]

_LISTS: Final = {
    expand(path): token
    for path, token in (
        ("adms:status", "distribution-status"),
        ("dcat:compressFormat", "media-type"),
        ("dcat:mediaType", "media-type"),
        ("dcat:packageFormat", "media-type"),
        ("dcat:theme", "data-theme"),
        ("dcatap:availability", "planned-availability"),
        ("dct:accessRights", "access-right"),
        ("dct:accrualPeriodicity", "frequency"),
        ("dct:format", "file-type"),
        ("dct:language", "language"),
        ("dct:license", "licence"),
        ("spdx:algorithm", "checksum-algorithm"),
        ("dmv:importance", "importance"),
        ("dmv:personalData", "personal-data"),
        ("dmv:sharingForm", "sharing-form"),
        ("dmv:sharingMethod", "sharing-method"),
        ("dmv:sharingNature", "sharing-nature"),
    )
}
"""The list whose codes a property takes."""
_DATES: Final = frozenset(
    map(expand, ("dct:issued", "dct:modified", "dct:available", "dcat:startDate", "dcat:endDate", "dmv:reviewedOn"))
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
"""Codes of earlier lists, by the last word of their IRIs. Source: DCAT-AP 3.0."""
_CLOSE: Final = 0.8
"""How much alike two codes are of which one is taken for a misspelling of the other."""
_CACHED: Final = 4_096


def fix_of(rule: Rule, value: Term) -> str | None:
    """The value to use instead; None where nothing can be told for sure.

    Of a rule on what is deprecated or written otherwise: its replacement. Of an IRI below a list: the nearest code.
    Of a text in place of a code or an IRI: the IRI. Of a date: year, month and day.
    """
    return _fix(rule.path or "", rule.replaced_by, value)


@lru_cache(maxsize=_CACHED)
def _fix(path: str, replaced_by: str | None, value: Term) -> str | None:
    token = _LISTS.get(path)
    if isinstance(value, Literal):
        return _of_text(path, token, value.value.strip())
    if token is not None and isinstance(value, NamedNode):
        # What replaces a whole list says less than the code itself.
        return _of_iri(token, value.value)
    return replaced_by


def _of_text(path: str, token: str | None, text: str) -> str | None:
    if token is not None:
        found = concepts.load(token).find(text)
        return found[0].iri if len(found) == 1 else None
    if path in _DATES:
        day = read_day(text)
        # Of a month or a year nobody knows the day.
        is_whole = day is not None and day == read_day(text, last=True)
        return day.isoformat() if day is not None and is_whole and day.isoformat() != text else None
    return text if _IRI.fullmatch(text) else None


def _of_iri(token: str, iri: str) -> str | None:
    """The IRI of the list that is meant: the same written otherwise, or the nearest code."""
    scheme = concepts.load(token)
    same = scheme.canonical(iri)
    if same is not None:
        return None if same.iri == iri else same.iri
    base, _, code = iri.rstrip("/").rpartition("/")
    if base.partition(":")[2] != scheme.iri.rstrip("/").partition(":")[2]:
        former = _FORMER.get(code.lower())
        return scheme[former].iri if former is not None and former in scheme else None
    near = scheme.near(code)
    is_close = near and SequenceMatcher(None, code.upper(), near[0].upper()).ratio() >= _CLOSE
    return scheme[near[0]].iri if is_close else None
