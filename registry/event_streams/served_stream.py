"""Whether a document on the web is a page of an event stream."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.terms import HYDRA, TREE

from ..record.door import DoorAnswer
from .stream_page import read_page

__all__ = ["is_served_stream"]

_MARK: Final = TREE.iri.partition("://")[2].encode()
"""Part of every page: the vocabulary of members and relations, however the rest of its address is written."""
_HYDRA: Final = (HYDRA.iri, "https://www.w3.org/ns/hydra/core#")
_PIECE: Final = 1 << 20


def is_served_stream(answer: DoorAnswer) -> bool:
    """Whether the bytes of an answer are a page with members, or one that leads to such pages.

    Pages that lead to one another by Hydra alone are none, whatever is on them: nobody would follow them.
    """
    if not _has_mark(answer):
        return False
    try:
        page = read_page(answer.read(), place=answer.url, base=answer.url)
    except DocumentError:
        return False
    if page.links or page.views:
        return True
    predicates = {predicate.value for pairs in page.outside.values() for predicate, _ in pairs}
    return bool(page.members) and page.is_tree and not any(one.startswith(_HYDRA) for one in predicates)


def _has_mark(answer: DoorAnswer) -> bool:
    if answer.path is None:
        return _MARK in answer.read()
    carried = b""
    with answer.path.open("rb") as file:
        while piece := file.read(_PIECE):
            if _MARK in carried + piece:
                return True
            carried = piece[-len(_MARK) :]
    return False
