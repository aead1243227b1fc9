"""Statements about where data are from."""

from __future__ import annotations

from .fields import Translated
from .resource import Resource

__all__ = ["ProvenanceStatement"]


class ProvenanceStatement(Resource):
    """How data are collected and kept up to date.

    Source: DCAT-AP 3.0.1, class Provenance Statement; Decree 47/2020/NĐ-CP, Art. 11.4.
    """

    __slots__ = ()

    label: Translated = Translated("rdfs:label", "0..*", "What it says. Source: RDF Schema.")
    description: Translated = Translated(
        "dct:description", "0..*", "What it says, at length. Source: DCMI Metadata Terms."
    )
