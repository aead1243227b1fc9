"""The bundled code lists: Turtle files in ``vocab/schemes/``, each read once and when first used."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

from ..errors import UnknownNameError
from ..messages.errors import ErrorsText
from .schemes import CodeList, ListedConcept

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


_ENDING: Final = ".ttl"
_CONCEPT_LINE: Final = re.compile(rb"^<([^>\s]+)> a skos:Concept\s", re.MULTILINE)
_SCHEME_LINE: Final = re.compile(rb"^<([^>\s]+)> a skos:ConceptScheme\b", re.MULTILINE)


def tokens() -> tuple[str, ...]:
    """The tokens of the bundled lists, in order."""
    return tuple(_files())


def load(token: str) -> CodeList:
    """Load the bundled list of a token; the same object every time.

    Raises:
        UnknownNameError: there is none; the error has all tokens.
    """
    if token not in _files():
        raise UnknownNameError(ErrorsText.LIST_UNKNOWN, token, tokens())
    return _load(token)


def load_all() -> tuple[CodeList, ...]:
    """Load all bundled lists, in order of their tokens."""
    return tuple(map(_load, _files()))


def scheme_at(iri: str) -> CodeList | None:
    """The bundled list of an IRI; no other list is read."""
    token = _tokens_by_iri().get(iri)
    return None if token is None else _load(token)


def concept_at(iri: str, *, without: Collection[str] = ()) -> ListedConcept | None:
    """The concept of an IRI in any bundled list; no list without it is read.

    Args:
        without: tokens of lists to ignore.
    """
    # Their concepts are below their own IRI, or spelled out in their files.
    below = [token for scheme, token in _tokens_by_iri().items() if iri.startswith(f"{scheme}/")]
    spelled = [token for token in _files() if token not in below and iri.encode() in _spelled_iris(token)]
    found = (_load(token).at(iri) for token in (*below, *spelled) if token not in without)
    return next((concept for concept in found if concept is not None), None)


@cache
def file_digests() -> Mapping[str, str]:
    """The digest of each list's file by token, without parsing: a hundredth of the time."""
    import hashlib  # costs as much as the rest of this module

    return {token: f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}" for token, file in _files().items()}


def file_bytes(token: str) -> bytes:
    """The file of a list as it is."""
    return _files()[token].read_bytes()


@cache
def _load(token: str) -> CodeList:
    from pyoxigraph import RdfFormat, parse  # not needed before the first list

    from ..reading.descriptions import Descriptions
    from ..reading.parsing import paused_collection
    from .skos import schemes_of

    descriptions: Descriptions = {}
    with paused_collection():
        # Our own files need no guard, and each list delays the start of a command.
        for subject, predicate, value, _ in parse(_files()[token].read_bytes(), RdfFormat.TURTLE, lenient=True):
            descriptions.setdefault(subject, []).append((predicate, value))
        (scheme,) = schemes_of(descriptions, f"{token}{_ENDING}")
    return scheme


@cache
def _spelled_iris(token: str) -> frozenset[bytes]:
    """The IRIs of a list's concepts that are written without a prefix, without parsing."""
    return frozenset(_CONCEPT_LINE.findall(_files()[token].read_bytes()))


@cache
def _files() -> dict[str, Traversable]:
    from importlib.resources import files  # costs more than the rest of this module

    folder = files("danhmuc.vocab") / "schemes"
    found = folder.iterdir() if folder.is_dir() else ()
    return dict(sorted((file.name.removesuffix(_ENDING), file) for file in found if file.name.endswith(_ENDING)))


@cache
def _tokens_by_iri() -> dict[str, str]:
    """IRI of each list to its token, without parsing."""
    return {
        found[1].decode(): token
        for token, file in _files().items()
        if (found := _SCHEME_LINE.search(file.read_bytes())) is not None
    }
