"""The Organization Ontology.

Source: W3C recommendation of 2014, complete.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _ORG(ClosedNamespace[Term], iri="http://www.w3.org/ns/org#"):
    # Classes.
    ChangeEvent: Term
    FormalOrganization: Term
    Head: Term
    Membership: Term
    Organization: Term
    OrganizationalCollaboration: Term
    OrganizationalUnit: Term
    Post: Term
    Role: Term
    Site: Term

    # Properties.
    basedAt: Term
    changedBy: Term
    classification: Term
    hasMember: Term
    hasMembership: Term
    hasPost: Term
    hasPrimarySite: Term
    hasRegisteredSite: Term
    hasSite: Term
    hasSubOrganization: Term
    hasUnit: Term
    headOf: Term
    heldBy: Term
    holds: Term
    identifier: Term
    linkedTo: Term
    location: Term
    member: Term
    memberDuring: Term
    memberOf: Term
    organization: Term
    originalOrganization: Term
    postIn: Term
    purpose: Term
    remuneration: Term
    reportsTo: Term
    resultedFrom: Term
    resultingOrganization: Term
    role: Term
    roleProperty: Term
    siteAddress: Term
    siteOf: Term
    subOrganizationOf: Term
    transitiveSubOrganizationOf: Term
    unitOf: Term


ORG: Final = _ORG(uri_ref)
