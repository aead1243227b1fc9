"""The Asset Description Metadata Schema, complete.

Source: SEMIC's ADMS vocabulary of 2026, whose terms are those of the W3C note of 2013.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["ADMS"]


class _ADMS(ClosedNamespace, iri="http://www.w3.org/ns/adms#"):
    # Classes.
    Asset: URIRef
    AssetDistribution: URIRef
    AssetRepository: URIRef
    Identifier: URIRef

    # Properties.
    identifier: URIRef
    includedAsset: URIRef
    interoperabilityLevel: URIRef
    last: URIRef
    next: URIRef
    prev: URIRef
    representationTechnique: URIRef
    sample: URIRef
    schemaAgency: URIRef
    status: URIRef
    supportedSchema: URIRef
    translation: URIRef
    versionNotes: URIRef


ADMS: Final = _ADMS()
