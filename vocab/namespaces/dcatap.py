"""Terms that DCAT-AP and its annex on high-value datasets add to DCAT, complete.

Source: DCAT-AP 3.0.1 and DCAT-AP HVD 3.0.0.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _DCATAP(ClosedNamespace[Term], iri="http://data.europa.eu/r5r/"):
    # Properties.
    applicableLegislation: Term
    availability: Term
    hvdCategory: Term


DCATAP: Final = _DCATAP(uri_ref)
