"""Classify IRIs by the known vocabularies: a term, a near miss, or unrelated.

An unknown namespace is not a fault.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from functools import cache
from typing import Final

from danhmuc.vocab import namespaces
from danhmuc.vocab.errors import UnknownTermError
from danhmuc.vocab.namespaces import ClosedNamespace
from danhmuc.vocab.prefixes import PREFIXES

_CLOSED: Final[tuple[ClosedNamespace, ...]] = tuple(
    getattr(namespaces, name) for name in namespaces.__all__ if name != "ClosedNamespace"
)
_IN_PART: Final = frozenset(
    PREFIXES[prefix] for prefix in ("as", "dcat-us", "eli", "hydra", "ldes", "odrl", "schema", "spdx", "tree")
)
"""Vocabularies of which only the terms in use are bundled; see docs/en/namespaces.md."""
_BOTH_WAYS: Final = frozenset({namespaces.SCHEMA.iri})
"""Namespaces that are valid with http and with https."""
_ALIKE: Final = 0.9
"""Minimum similarity for a typing error in a term of a vocabulary that is bundled in part."""
_NUMBERED: Final = re.compile(re.escape(namespaces.RDF.iri) + r"_[1-9]\d*")
_HEAD: Final = re.compile(r"https?://(?:www\.)?")


class TermStatus(Enum):
    """The relation of an IRI to the known vocabularies."""

    OTHER = "of no vocabulary that is known"
    KNOWN = "a term"
    UNLISTED = "like a term of a vocabulary that is known in part"
    UNKNOWN = "no term of its vocabulary"
    NEAR = "in a namespace that is nearly a known one"


@dataclass(frozen=True, slots=True)
class ClassifiedTerm:
    """The status of an IRI, and the IRI that may have been intended."""

    status: TermStatus
    near: str | None = None


@cache
def classify_term(iri: str) -> ClassifiedTerm:
    """Classify an IRI by the known vocabularies."""
    namespace = known_namespace(iri)
    if namespace is None:
        near = _nearly(iri)
        return ClassifiedTerm(TermStatus.OTHER) if near is None else ClassifiedTerm(TermStatus.NEAR, near)
    if iri in namespace or _NUMBERED.fullmatch(iri):
        return ClassifiedTerm(TermStatus.KNOWN)
    name = iri.removeprefix(namespace.iri)
    near = _near_term(name, namespace)
    if namespace.iri not in _IN_PART:
        return ClassifiedTerm(TermStatus.UNKNOWN, near)
    if near is None or _likeness(near.removeprefix(namespace.iri), name) < _ALIKE:
        return ClassifiedTerm(TermStatus.OTHER)
    return ClassifiedTerm(TermStatus.UNLISTED, near)


def known_namespace(iri: str) -> ClosedNamespace | None:
    """The vocabulary with an IRI of this form: its namespace and a name."""
    for namespace in _CLOSED:
        if iri.startswith(namespace.iri):
            name = iri.removeprefix(namespace.iri)
            return namespace if name and not re.search("[/#]", name) else None
    return None


def canonical_namespace(beginning: str) -> str | None:
    """The namespace of an IRI's beginning after exchanging http and https."""
    for namespace in PREFIXES.values():
        if namespace not in _BOTH_WAYS and _other_scheme(beginning).startswith(namespace[:-1]):
            return namespace
    return None


def near_namespace(iri: str) -> str | None:
    """The namespace that differs from an IRI only in http or https, www, or the final / or #."""
    if iri in PREFIXES.values():
        return None
    bare = _HEAD.sub("", iri).rstrip("/#")
    found = (namespace for namespace in PREFIXES.values() if _HEAD.sub("", namespace).rstrip("/#") == bare)
    namespace = next(found, None)
    is_other_way = namespace in _BOTH_WAYS and _other_scheme(iri) == namespace
    return None if is_other_way else namespace


def _near_term(name: str, namespace: ClosedNamespace) -> str | None:
    """The same name in other case, else the same in another vocabulary, else the nearest in this one."""
    try:
        return str(namespace[name])
    except UnknownTermError as error:
        folded = next((term for term in error.known if term.lower() == name.lower()), None)
        nearest = error.nearest
    if folded is None:
        # Terms that moved to another vocabulary kept their names: dct:theme is dcat:theme.
        for other in _CLOSED:
            if other.iri not in _IN_PART and name in other:
                return other.iri + name
    found = folded or nearest
    return None if found is None else namespace.iri + found


def _nearly(iri: str) -> str | None:
    """The IRI in the right namespace, if this one is in none and differs only by scheme, www or separator."""
    head = _HEAD.match(iri)
    if head is None or any(iri.startswith(namespace) for namespace in PREFIXES.values()):
        return None
    for namespace in _CLOSED:
        stem = _HEAD.sub("", namespace.iri)
        rest = iri[head.end() :].removeprefix(stem[:-1])
        if rest == iri[head.end() :] or not rest:
            continue
        name = rest.lstrip("/#")
        if not name or re.search("[/#]", name):
            continue
        is_whole = rest[0] == stem[-1] and len(rest) == len(name) + 1
        if is_whole and namespace.iri in _BOTH_WAYS:
            return None
        if is_whole or name in namespace:
            return namespace.iri + name
    return None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.lower(), other.lower(), autojunk=False).ratio()


def _other_scheme(iri: str) -> str:
    return "http" + iri[5:] if iri.startswith("https:") else iri.replace("http:", "https:", 1)
