"""What DCAT-US 3.0 adds to DCAT: the terms in use.

Source: the JSON Schemas of DCAT-US 3.0, and the draft's JSON-LD context for the names that these leave without IRI.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["DCAT_US"]


class _DCAT_US(ClosedNamespace, iri="http://data.resources.gov/ontology/dcat-us#"):
    # Classes.
    AccessRestriction: URIRef
    CUIRestriction: URIRef
    GeographicBoundingBox: URIRef
    Investment: URIRef
    LiabilityStatement: URIRef
    Program: URIRef
    UseRestriction: URIRef

    # Properties.
    accessRestriction: URIRef
    applicableLegislation: URIRef
    cuiBannerMarking: URIRef
    cuiRestriction: URIRef
    describedBy: URIRef
    designationIndicator: URIRef
    eastBoundingLongitude: URIRef
    geographicBoundingBox: URIRef
    investment: URIRef
    liabilityStatement: URIRef
    metadataDistribution: URIRef
    northBoundingLatitude: URIRef
    program: URIRef
    purpose: URIRef
    requiredIndicatorPerAuthority: URIRef
    restrictionNote: URIRef
    restrictionStatus: URIRef
    southBoundingLatitude: URIRef
    specificRestriction: URIRef
    useRestriction: URIRef
    westBoundingLongitude: URIRef


DCAT_US: Final = _DCAT_US()
