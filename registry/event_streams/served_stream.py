"""Whether a document on the web is a page of an event stream."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.paging_terms import is_paging_term
from danhmuc.vocab.reading.large_documents import may_be_large, open_large
from danhmuc.vocab.terms import HYDRA, RDF, TREE

from ..record.door import DoorAnswer
from .stream_page import ACTIVITIES, read_page

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
    if answer.path is not None and may_be_large(answer.path, answer.url):
        return _is_large_stream(answer.path, answer.url)
    try:
        page = read_page(answer.read(), place=answer.url, base=answer.url)
    except DocumentError:
        return False
    if page.links or page.views:
        return True
    predicates = {predicate.value for pairs in page.outside.values() for predicate, _ in pairs}
    return bool(page.members) and page.is_tree and not any(one.startswith(_HYDRA) for one in predicates)


def _is_large_stream(path: Path, url: str) -> bool:
    """The same of a document that is too large for memory, read no further than it takes to know."""
    seen: set[NamedNode] = set()
    has_activities = False
    try:
        with open_large(path, place=url, base=url) as document:
            for piece in document.pieces():
                for pairs in piece.values():
                    for predicate, value in pairs:
                        seen.add(predicate)
                        has_activities = has_activities or (predicate == RDF.type and value in ACTIVITIES)
                if TREE.view in seen or (TREE.relation in seen and TREE.node in seen):
                    return True
    except DocumentError:
        return False
    named = {predicate.value for predicate in seen}
    has_members = has_activities or TREE.member in seen
    return has_members and any(map(is_paging_term, named)) and not any(one.startswith(_HYDRA) for one in named)


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
