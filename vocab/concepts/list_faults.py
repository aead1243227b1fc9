"""Faults that make a code list unusable: a code twice, a circle of parents, a validity that ends before it begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import quote

from ..errors import UsageError
from ..messages import Message
from ..messages.code_lists import VocabCodeListsText
from ..words import fold
from .schemes import Draft

# ---------------------------------------------------------------- list faults


def fault_of(drafts: Sequence[Draft]) -> Message | None:
    """The first fault in the concepts of one scheme, with what to do; None if there is none."""
    codes: dict[str, str] = {}
    for draft in drafts:
        other = codes.setdefault(draft.code, draft.iri)
        if other != draft.iri:
            return VocabCodeListsText.CODE_SHARED(code=draft.code, first=other, second=draft.iri)
        if draft.valid_from is not None and draft.valid_until is not None and draft.valid_until < draft.valid_from:
            return VocabCodeListsText.CODE_ENDS_BEFORE_IT_BEGINS(
                code=draft.code, ends=draft.valid_until, begins=draft.valid_from
            )
    iris = {draft.iri: draft.code for draft in drafts}
    circle = parent_circle({draft.iri: [iri for iri in draft.broader_iris if iri in iris] for draft in drafts})
    return None if circle is None else circle_message([iris[iri] for iri in circle])


def circle_message(codes: Sequence[str]) -> Message:
    """The message for a circle of parents, with its first code repeated at its end."""
    return VocabCodeListsText.CODE_PARENTS_CIRCULAR(code=codes[0], circle=" → ".join(map(repr, codes)))


def parent_circle(parents: Mapping[str, Iterable[str]]) -> list[str] | None:
    """One circle of children and parents, with its first member repeated at its end; None if there is none."""
    safe: set[str] = set()
    for start in parents:
        path: dict[str, Iterable[str]] = {}
        waiting = [(start, iter(parents[start]))] if start not in safe else []
        while waiting:
            child, others = waiting[-1]
            path[child] = ()
            parent = next(others, None)
            if parent is None:
                waiting.pop()
                del path[child]
                safe.add(child)
            elif parent in path:
                members = list(path)
                return [*members[members.index(parent) :], parent]
            elif parent not in safe:
                waiting.append((parent, iter(parents.get(parent, ()))))
    return None


# ---------------------------------------------------------------- naming
# Tokens of code lists, and IRIs made of them.

OUR_BASE: Final = "https://w3id.org/danhmuc/concept/"
"""The base of the IRIs of our own lists."""
_TOKEN: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST: Final = 64


def check_token(token: str) -> str:
    """Return a valid token.

    Raises:
        UsageError: it is not valid.
    """
    if len(token) > _LONGEST or _TOKEN.fullmatch(token) is None:
        raise UsageError(VocabCodeListsText.LIST_TOKEN_UNUSABLE(token=token, limit=_LONGEST))
    return token


def token_of(text: str) -> str:
    """A token made of a name: without diacritics, hyphens between its words; empty if it has no letters.

    >>> token_of("Danh mục Dân tộc_2026")
    'danh-muc-dan-toc-2026'
    """
    return "-".join(re.findall("[a-z0-9]+", fold(text)))[:_LONGEST].strip("-")


def concept_iri(scheme_iri: str, code: str) -> str:
    """The IRI for a code that has none of its own."""
    return f"{scheme_iri.rstrip('/')}/{quote(code, safe='')}"
