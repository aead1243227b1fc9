"""Repair ill-formed language tags, also in literals that are already parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Final

from pyoxigraph import Literal

from .descriptions import Descriptions, Term

_WORD: Final = re.compile(r"[A-Za-z0-9]+")
_UNDETERMINED: Final = "und"


@lru_cache(maxsize=1024)
def is_tag(tag: str) -> bool:
    """Whether it is a language tag of BCP 47, in any case: only these are read by all parsers."""
    try:
        Literal("", language=tag)
    except ValueError:
        return False
    return tag.isascii()


def repair_tag(tag: str) -> str:
    """Repair a tag to the nearest one of BCP 47, in lower case; ``und`` if nothing in it is a language.

    >>> repair_tag("en_US"), repair_tag("vi_VN@utf8"), repair_tag("123")
    ('en-us', 'vi-vn', 'und')
    """
    words = _WORD.findall(tag.lower()) if tag.isascii() else []
    while words:
        candidate = "-".join(words)
        if is_tag(candidate):
            return candidate
        words.pop()
    return _UNDETERMINED


def repair_literals(descriptions: Descriptions) -> Mapping[str, str]:
    """Repair the tags of literals in place, and return ill-formed tags with their repairs, in document order.

    For RDF/XML and JSON-LD, whose parser accepts any text as a tag. An empty tag means no language, as in XML, and
    becomes ``""`` here; capitals become small letters without a report.
    """
    terms: Iterable[Term] = map(itemgetter(1), chain.from_iterable(descriptions.values()))
    found = dict.fromkeys(term.language for term in terms if type(term) is Literal)
    changes: dict[str, str] = {}
    for tag in found:
        if tag is not None and not (tag.islower() and is_tag(tag)):
            changes[tag] = tag.lower() if is_tag(tag) else repair_tag(tag) if tag else ""
    if changes:
        for pairs in descriptions.values():
            pairs[:] = [(predicate, _repair_literal(term, changes)) for predicate, term in pairs]
    return {old: new for old, new in changes.items() if old.lower() != new or not old}


def _repair_literal(term: Term, changes: Mapping[str, str]) -> Term:
    if type(term) is not Literal or term.language is None or term.language not in changes:
        return term
    tag = changes[term.language]
    if not tag:
        return Literal(term.value)
    return Literal(term.value, language=tag, direction=term.direction)
