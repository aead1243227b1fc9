"""Terms that DCAT-US 3.0 adds to DCAT, those in use.

Source: the JSON Schemas of DCAT-US 3.0, and the draft's JSON-LD context for the names that these leave without IRI.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _DCAT_US(ClosedNamespace[Term], iri="http://data.resources.gov/ontology/dcat-us#"):
    # Classes.
    AccessRestriction: Term
    CUIRestriction: Term
    GeographicBoundingBox: Term
    Investment: Term
    LiabilityStatement: Term
    Program: Term
    UseRestriction: Term

    # Properties.
    accessRestriction: Term
    applicableLegislation: Term
    cuiBannerMarking: Term
    cuiRestriction: Term
    describedBy: Term
    designationIndicator: Term
    eastBoundingLongitude: Term
    geographicBoundingBox: Term
    investment: Term
    liabilityStatement: Term
    metadataDistribution: Term
    northBoundingLatitude: Term
    program: Term
    purpose: Term
    requiredIndicatorPerAuthority: Term
    restrictionNote: Term
    restrictionStatus: Term
    southBoundingLatitude: Term
    specificRestriction: Term
    useRestriction: Term
    westBoundingLongitude: Term


DCAT_US: Final = _DCAT_US(uri_ref)
