"""The Asset Description Metadata Schema, complete.

Source: SEMIC's ADMS vocabulary of 2026, whose terms are those of the W3C note of 2013.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _ADMS(ClosedNamespace[Term], iri="http://www.w3.org/ns/adms#"):
    # Classes.
    Asset: Term
    AssetDistribution: Term
    AssetRepository: Term
    Identifier: Term

    # Properties.
    identifier: Term
    includedAsset: Term
    interoperabilityLevel: Term
    last: Term
    next: Term
    prev: Term
    representationTechnique: Term
    sample: Term
    schemaAgency: Term
    status: Term
    supportedSchema: Term
    translation: Term
    versionNotes: Term


ADMS: Final = _ADMS(uri_ref)
