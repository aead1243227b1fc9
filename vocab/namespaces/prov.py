"""The PROV Ontology and its notes (access, dictionaries, links), complete.

Source: W3C recommendation of 2013 and the file at its namespace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["PROV"]


class _PROV(ClosedNamespace, iri="http://www.w3.org/ns/prov#"):
    # Classes.
    Accept: URIRef
    Activity: URIRef
    ActivityInfluence: URIRef
    Agent: URIRef
    AgentInfluence: URIRef
    Association: URIRef
    Attribution: URIRef
    Bundle: URIRef
    Collection: URIRef
    Communication: URIRef
    Contribute: URIRef
    Contributor: URIRef
    Copyright: URIRef
    Create: URIRef
    Creator: URIRef
    Delegation: URIRef
    Derivation: URIRef
    Dictionary: URIRef
    DirectQueryService: URIRef
    EmptyCollection: URIRef
    EmptyDictionary: URIRef
    End: URIRef
    Entity: URIRef
    EntityInfluence: URIRef
    Generation: URIRef
    Influence: URIRef
    Insertion: URIRef
    InstantaneousEvent: URIRef
    Invalidation: URIRef
    KeyEntityPair: URIRef
    Location: URIRef
    Modify: URIRef
    Organization: URIRef
    Person: URIRef
    Plan: URIRef
    PrimarySource: URIRef
    Publish: URIRef
    Publisher: URIRef
    Quotation: URIRef
    Removal: URIRef
    Replace: URIRef
    Revision: URIRef
    RightsAssignment: URIRef
    RightsHolder: URIRef
    Role: URIRef
    ServiceDescription: URIRef
    SoftwareAgent: URIRef
    Start: URIRef
    Submit: URIRef
    Usage: URIRef

    # Properties.
    actedOnBehalfOf: URIRef
    activity: URIRef
    activityOfInfluence: URIRef
    agent: URIRef
    agentOfInfluence: URIRef
    alternateOf: URIRef
    asInBundle: URIRef
    atLocation: URIRef
    atTime: URIRef
    contributed: URIRef
    derivedByInsertionFrom: URIRef
    derivedByRemovalFrom: URIRef
    describesService: URIRef
    dictionary: URIRef
    ended: URIRef
    endedAtTime: URIRef
    entity: URIRef
    entityOfInfluence: URIRef
    generalizationOf: URIRef
    generated: URIRef
    generatedAsDerivation: URIRef
    generatedAtTime: URIRef
    hadActivity: URIRef
    hadDelegate: URIRef
    hadDerivation: URIRef
    hadDictionaryMember: URIRef
    hadGeneration: URIRef
    hadInfluence: URIRef
    hadMember: URIRef
    hadPlan: URIRef
    hadPrimarySource: URIRef
    hadRevision: URIRef
    hadRole: URIRef
    hadUsage: URIRef
    has_anchor: URIRef
    has_provenance: URIRef
    has_query_service: URIRef
    influenced: URIRef
    influencer: URIRef
    informed: URIRef
    insertedKeyEntityPair: URIRef
    invalidated: URIRef
    invalidatedAtTime: URIRef
    locationOf: URIRef
    mentionOf: URIRef
    pairEntity: URIRef
    pairKey: URIRef
    pingback: URIRef
    provenanceUriTemplate: URIRef
    qualifiedAssociation: URIRef
    qualifiedAssociationOf: URIRef
    qualifiedAttribution: URIRef
    qualifiedAttributionOf: URIRef
    qualifiedCommunication: URIRef
    qualifiedCommunicationOf: URIRef
    qualifiedDelegation: URIRef
    qualifiedDelegationOf: URIRef
    qualifiedDerivation: URIRef
    qualifiedDerivationOf: URIRef
    qualifiedEnd: URIRef
    qualifiedEndOf: URIRef
    qualifiedGeneration: URIRef
    qualifiedGenerationOf: URIRef
    qualifiedInfluence: URIRef
    qualifiedInfluenceOf: URIRef
    qualifiedInsertion: URIRef
    qualifiedInvalidation: URIRef
    qualifiedInvalidationOf: URIRef
    qualifiedPrimarySource: URIRef
    qualifiedQuotation: URIRef
    qualifiedQuotationOf: URIRef
    qualifiedRemoval: URIRef
    qualifiedRevision: URIRef
    qualifiedSourceOf: URIRef
    qualifiedStart: URIRef
    qualifiedStartOf: URIRef
    qualifiedUsage: URIRef
    qualifiedUsingActivity: URIRef
    quotedAs: URIRef
    removedKey: URIRef
    revisedEntity: URIRef
    specializationOf: URIRef
    started: URIRef
    startedAtTime: URIRef
    used: URIRef
    value: URIRef
    wasActivityOfInfluence: URIRef
    wasAssociateFor: URIRef
    wasAssociatedWith: URIRef
    wasAttributedTo: URIRef
    wasDerivedFrom: URIRef
    wasEndedBy: URIRef
    wasGeneratedBy: URIRef
    wasInfluencedBy: URIRef
    wasInformedBy: URIRef
    wasInvalidatedBy: URIRef
    wasMemberOf: URIRef
    wasPlanOf: URIRef
    wasPrimarySourceOf: URIRef
    wasQuotedFrom: URIRef
    wasRevisionOf: URIRef
    wasRoleIn: URIRef
    wasStartedBy: URIRef
    wasUsedBy: URIRef
    wasUsedInDerivation: URIRef

    # What the ontology says of itself.
    aq: URIRef
    category: URIRef
    component: URIRef
    constraints: URIRef
    definition: URIRef
    dm: URIRef
    editorialNote: URIRef
    editorsDefinition: URIRef
    inverse: URIRef
    n: URIRef
    order: URIRef
    qualifiedForm: URIRef
    sharesDefinitionWith: URIRef
    todo: URIRef
    unqualifiedForm: URIRef


PROV: Final = _PROV()
