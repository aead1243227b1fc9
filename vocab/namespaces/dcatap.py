"""What DCAT-AP adds to DCAT, and its annex on high-value datasets, complete.

Source: DCAT-AP 3.0.1 and DCAT-AP HVD 3.0.0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["DCATAP"]


class _DCATAP(ClosedNamespace, iri="http://data.europa.eu/r5r/"):
    # Properties.
    applicableLegislation: URIRef
    availability: URIRef
    hvdCategory: URIRef


DCATAP: Final = _DCATAP()
