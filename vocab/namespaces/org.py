"""The Organization Ontology.

Source: W3C recommendation of 2014, complete.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["ORG"]


class _ORG(ClosedNamespace, iri="http://www.w3.org/ns/org#"):
    # Classes.
    ChangeEvent: URIRef
    FormalOrganization: URIRef
    Head: URIRef
    Membership: URIRef
    Organization: URIRef
    OrganizationalCollaboration: URIRef
    OrganizationalUnit: URIRef
    Post: URIRef
    Role: URIRef
    Site: URIRef

    # Properties.
    basedAt: URIRef
    changedBy: URIRef
    classification: URIRef
    hasMember: URIRef
    hasMembership: URIRef
    hasPost: URIRef
    hasPrimarySite: URIRef
    hasRegisteredSite: URIRef
    hasSite: URIRef
    hasSubOrganization: URIRef
    hasUnit: URIRef
    headOf: URIRef
    heldBy: URIRef
    holds: URIRef
    identifier: URIRef
    linkedTo: URIRef
    location: URIRef
    member: URIRef
    memberDuring: URIRef
    memberOf: URIRef
    organization: URIRef
    originalOrganization: URIRef
    postIn: URIRef
    purpose: URIRef
    remuneration: URIRef
    reportsTo: URIRef
    resultedFrom: URIRef
    resultingOrganization: URIRef
    role: URIRef
    roleProperty: URIRef
    siteAddress: URIRef
    siteOf: URIRef
    subOrganizationOf: URIRef
    transitiveSubOrganizationOf: URIRef
    unitOf: URIRef


ORG: Final = _ORG()
