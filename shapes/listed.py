"""What the code lists at hand know of an IRI: its class and its list, so far as they go.

A list says less of its items than their owner does, so what it does not say is not known.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from danhmuc.vocab import concepts
from danhmuc.vocab.prefixes import expand
from danhmuc.vocab.terms import RDF_TYPE, SKOS

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Subject

    from .engine.data import Said

__all__ = ["Listed"]

_CONCEPT: Final = NamedNode(SKOS + "Concept")
_IN_SCHEME: Final = NamedNode(SKOS + "inScheme")
_CLASSES: Final = {
    "access-right": "dct:RightsStatement",
    "checksum-algorithm": "spdx:ChecksumAlgorithm",
    "commune": "dct:Location",
    "file-type": "dct:FileFormat",
    "frequency": "dct:Frequency",
    "language": "dct:LinguisticSystem",
    "licence": "dct:LicenseDocument",
    "media-type": "dct:MediaType",
    "province": "dct:Location",
}
"""What the items of a list are beside concepts."""


class Listed:
    """The bundled lists, looked up item by item."""

    is_whole = False
    has_classes = False

    def said(self, node: Subject) -> Said | None:
        """What the lists know of an item."""
        return _said(node.value) if type(node) is NamedNode else None


@lru_cache(maxsize=20_000)
def _said(iri: str) -> Said | None:
    item = concepts.concept_at(iri)
    if item is None:
        return None
    special = _CLASSES.get(item.scheme.token)
    classes = (_CONCEPT,) if special is None else (_CONCEPT, NamedNode(expand(special)))
    return {RDF_TYPE: classes, _IN_SCHEME: (NamedNode(item.scheme.iri),)}
