"""Language tags that are not tags: how to mend one, and where parsed literals still hold one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain
from operator import itemgetter
from typing import Final

from pyoxigraph import Literal, RdfFormat, parse

from .descriptions import Descriptions, Term

__all__ = ["is_tag", "mend_literals", "mended_tag"]

_TAG: Final = re.compile(r"[A-Za-z]+(?:-[A-Za-z0-9]+)*")
"""What Turtle calls a tag. Longer subtags than BCP 47 allows are kept: every parser takes them."""
_WORD: Final = re.compile(r"[A-Za-z0-9]+")
_UNDETERMINED: Final = "und"


def is_tag(text: str) -> bool:
    """Whether Turtle would take it for a language tag."""
    return _TAG.fullmatch(text) is not None


def mended_tag(tag: str) -> str:
    """The nearest tag of BCP 47, lower-case; ``und`` where nothing in it is a language.

    >>> mended_tag("en_US"), mended_tag("vi_VN@utf8"), mended_tag("123")
    ('en-us', 'vi-vn', 'und')
    """
    words = _WORD.findall(tag.lower()) if tag.isascii() else []
    while words:
        candidate = "-".join(words)
        try:
            Literal("", language=candidate)
        except ValueError:
            words.pop()
        else:
            return candidate
    return _UNDETERMINED


def mend_literals(descriptions: Descriptions) -> Mapping[str, str]:
    """Mend the tags of literals in place; what was ill-formed and what became of it, in document order.

    For RDF/XML and JSON-LD, whose parser takes any text for a tag. An empty tag means no language, as XML
    says, and becomes ``""`` here; capitals become small without being told.
    """
    terms: Iterable[Term] = map(itemgetter(1), chain.from_iterable(descriptions.values()))
    found = dict.fromkeys(term.language for term in terms if type(term) is Literal)
    changes: dict[str, str] = {}
    for tag in found:
        if tag is not None and not (tag.islower() and is_tag(tag)):
            changes[tag] = tag.lower() if is_tag(tag) else mended_tag(tag) if tag else ""
    if changes:
        for pairs in descriptions.values():
            pairs[:] = [(predicate, _mended(term, changes)) for predicate, term in pairs]
    return {old: new for old, new in changes.items() if old.lower() != new or not old}


def _mended(term: Term, changes: Mapping[str, str]) -> Term:
    if type(term) is not Literal or term.language is None or term.language not in changes:
        return term
    tag = changes[term.language]
    if not tag:
        return Literal(term.value)
    try:
        return Literal(term.value, language=tag, direction=term.direction)
    except ValueError:
        # A tag that the parser takes and the constructor refuses; str() writes the text as N-Triples does.
        line = f"<x:s> <x:p> {Literal(term.value)}@{tag} ."
        quad = next(iter(parse(line, RdfFormat.N_TRIPLES, lenient=True)))
        return quad.object if isinstance(quad.object, Literal) else term
