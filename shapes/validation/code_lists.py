"""Classes and lists of IRIs by the code lists in force.

A list says less about its items than their publisher does, so what it does not say counts as unknown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final, Protocol

from pyoxigraph import NamedNode

from danhmuc.vocab import concepts
from danhmuc.vocab.terms import DCAT, DCT, DMV, FOAF, ODRL, ORG, PROV, RDF, SKOS, SPDX, VCARD

if TYPE_CHECKING:
    from danhmuc.vocab.concepts import ListedConcept
    from danhmuc.vocab.reading import Subject
    from danhmuc.vocab.reading.indexed_documents import Properties

# ---------------------------------------------------------------- code lists

_CONCEPT: Final = SKOS.Concept
_IN_SCHEME: Final = SKOS.inScheme
_CLASSES: Final = {
    "access-right": DCT.RightsStatement,
    "checksum-algorithm": SPDX.ChecksumAlgorithm,
    "commune": DCT.Location,
    "file-type": DCT.FileFormat,
    "frequency": DCT.Frequency,
    "language": DCT.LinguisticSystem,
    "licence": DCT.LicenseDocument,
    "media-type": DCT.MediaType,
    "province": DCT.Location,
}
"""The class that items of a list have in addition to skos:Concept."""


_DIGEST_LETTERS: Final = 16
_CACHED: Final = 20_000


class CodeListLike(Protocol):
    """A list in force: a `CodeList`, or an object that loads one on first use.

    Attributes:
        digest: changes whenever the content of the list changes.
    """

    @property
    def digest(self) -> str: ...
    @property
    def iri(self) -> str: ...
    @property
    def is_complete(self) -> bool: ...
    def at(self, iri: str) -> ListedConcept | None:
        """The concept of exactly that IRI."""
        ...

    def get(self, code: str) -> ListedConcept | None:
        """The concept of exactly that code."""
        ...


class CodeListIndex:
    """The code lists in force, looked up item by item.

    Args:
        lists: by token; replace the bundled list of that token, or add to the bundled ones.

    Attributes:
        concept_at: the concept of an IRI in any list in force.
    """

    is_whole = False
    has_classes = False

    def __init__(self, lists: Mapping[str, CodeListLike] | None = None) -> None:
        self._lists: Mapping[str, CodeListLike] = dict(lists or {})
        self.concept_at: Callable[[str], ListedConcept | None] = _bundled_concept_at
        self._find_properties: Callable[[str], Properties | None] = _bundled_properties
        if lists:
            self.concept_at = lru_cache(_CACHED)(partial(_concept_at, self._lists))
            self._find_properties = lru_cache(_CACHED)(partial(_properties_of, self.concept_at))

    def code_list_at(self, iri: str) -> CodeListLike | None:
        """The list in force that replaces the bundled one with that IRI, else the list with that IRI."""
        bundled = concepts.scheme_at(iri)
        if bundled is not None:
            return self._lists.get(bundled.token, bundled)
        return next((one for one in self._lists.values() if one.iri == iri), None)

    @property
    def digests(self) -> Mapping[str, str]:
        """The digest of each list in force by its token; no list is read for it."""
        return {**concepts.file_digests(), **{token: one.digest for token, one in self._lists.items()}}

    @property
    def digest(self) -> str:
        """A short digest of all lists in force; no list is read for it."""
        text = "".join(f"{token} {digest}\n" for token, digest in sorted(self.digests.items()))
        return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST_LETTERS]

    def properties_of(self, node: Subject) -> Properties | None:
        """The class and list of an item; None for an IRI in no list."""
        return self._find_properties(node.value) if type(node) is NamedNode else None


def _concept_at(lists: Mapping[str, CodeListLike], iri: str) -> ListedConcept | None:
    found = (one.at(iri) for one in lists.values())
    concept = next((concept for concept in found if concept is not None), None)
    return concept if concept is not None else concepts.concept_at(iri, without=lists.keys())


def _properties_of(concept_at: Callable[[str], ListedConcept | None], iri: str) -> Properties | None:
    item = concept_at(iri)
    if item is None:
        return None
    special = _CLASSES.get(item.scheme.token)
    classes = (_CONCEPT,) if special is None else (_CONCEPT, special)
    return {RDF.type: classes, _IN_SCHEME: (NamedNode(item.scheme.iri),)}


_bundled_concept_at: Final = lru_cache(_CACHED)(partial(_concept_at, {}))
_bundled_properties: Final = lru_cache(_CACHED)(partial(_properties_of, _bundled_concept_at))


# ---------------------------------------------------------------- hierarchy
# Built-in class hierarchy, as far as values in catalogues need it.
#
# Real feeds type a contact only as ``vcard:Organization`` and never state that this is a ``vcard:Kind``.
# Source: the vocabularies themselves; DCAT 3, section 6.

HIERARCHY: Final[Mapping[NamedNode, tuple[NamedNode, ...]]] = {
    VCARD.Kind: (VCARD.Group, VCARD.Individual, VCARD.Location, VCARD.Organization),
    FOAF.Agent: (DCT.Agent, FOAF.Group, FOAF.Organization, FOAF.Person, ORG.Organization, PROV.Agent),
    ORG.Organization: (ORG.FormalOrganization, ORG.OrganizationalUnit),
    PROV.Agent: (PROV.Organization, PROV.Person, PROV.SoftwareAgent),
    DCAT.Resource: (DCAT.DataService, DCAT.Dataset, DMV.Database),
    DCAT.Dataset: (DCAT.Catalog, DCAT.DatasetSeries),
    DCT.MediaTypeOrExtent: (DCT.FileFormat, DCT.MediaType, DCT.SizeOrDuration),
    DCT.RightsStatement: (DCT.LicenseDocument,),
    ODRL.Policy: (ODRL.Agreement, ODRL.Offer, ODRL.Set),
    FOAF.Document: (FOAF.Image,),
}
"""Direct subclasses by class."""
