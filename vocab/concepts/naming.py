"""Tokens of code lists, and IRIs made of them."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from ..errors import UsageError
from ..folding import fold
from ..messages.code_lists import VocabCodeListsText

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
