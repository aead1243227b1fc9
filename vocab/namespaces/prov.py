"""The PROV Ontology and its notes (access, dictionaries, links), complete.

Source: W3C recommendation of 2013 and the file at its namespace.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _PROV(ClosedNamespace[Term], iri="http://www.w3.org/ns/prov#"):
    # Classes.
    Accept: Term
    Activity: Term
    ActivityInfluence: Term
    Agent: Term
    AgentInfluence: Term
    Association: Term
    Attribution: Term
    Bundle: Term
    Collection: Term
    Communication: Term
    Contribute: Term
    Contributor: Term
    Copyright: Term
    Create: Term
    Creator: Term
    Delegation: Term
    Derivation: Term
    Dictionary: Term
    DirectQueryService: Term
    EmptyCollection: Term
    EmptyDictionary: Term
    End: Term
    Entity: Term
    EntityInfluence: Term
    Generation: Term
    Influence: Term
    Insertion: Term
    InstantaneousEvent: Term
    Invalidation: Term
    KeyEntityPair: Term
    Location: Term
    Modify: Term
    Organization: Term
    Person: Term
    Plan: Term
    PrimarySource: Term
    Publish: Term
    Publisher: Term
    Quotation: Term
    Removal: Term
    Replace: Term
    Revision: Term
    RightsAssignment: Term
    RightsHolder: Term
    Role: Term
    ServiceDescription: Term
    SoftwareAgent: Term
    Start: Term
    Submit: Term
    Usage: Term

    # Properties.
    actedOnBehalfOf: Term
    activity: Term
    activityOfInfluence: Term
    agent: Term
    agentOfInfluence: Term
    alternateOf: Term
    asInBundle: Term
    atLocation: Term
    atTime: Term
    contributed: Term
    derivedByInsertionFrom: Term
    derivedByRemovalFrom: Term
    describesService: Term
    dictionary: Term
    ended: Term
    endedAtTime: Term
    entity: Term
    entityOfInfluence: Term
    generalizationOf: Term
    generated: Term
    generatedAsDerivation: Term
    generatedAtTime: Term
    hadActivity: Term
    hadDelegate: Term
    hadDerivation: Term
    hadDictionaryMember: Term
    hadGeneration: Term
    hadInfluence: Term
    hadMember: Term
    hadPlan: Term
    hadPrimarySource: Term
    hadRevision: Term
    hadRole: Term
    hadUsage: Term
    has_anchor: Term
    has_provenance: Term
    has_query_service: Term
    influenced: Term
    influencer: Term
    informed: Term
    insertedKeyEntityPair: Term
    invalidated: Term
    invalidatedAtTime: Term
    locationOf: Term
    mentionOf: Term
    pairEntity: Term
    pairKey: Term
    pingback: Term
    provenanceUriTemplate: Term
    qualifiedAssociation: Term
    qualifiedAssociationOf: Term
    qualifiedAttribution: Term
    qualifiedAttributionOf: Term
    qualifiedCommunication: Term
    qualifiedCommunicationOf: Term
    qualifiedDelegation: Term
    qualifiedDelegationOf: Term
    qualifiedDerivation: Term
    qualifiedDerivationOf: Term
    qualifiedEnd: Term
    qualifiedEndOf: Term
    qualifiedGeneration: Term
    qualifiedGenerationOf: Term
    qualifiedInfluence: Term
    qualifiedInfluenceOf: Term
    qualifiedInsertion: Term
    qualifiedInvalidation: Term
    qualifiedInvalidationOf: Term
    qualifiedPrimarySource: Term
    qualifiedQuotation: Term
    qualifiedQuotationOf: Term
    qualifiedRemoval: Term
    qualifiedRevision: Term
    qualifiedSourceOf: Term
    qualifiedStart: Term
    qualifiedStartOf: Term
    qualifiedUsage: Term
    qualifiedUsingActivity: Term
    quotedAs: Term
    removedKey: Term
    revisedEntity: Term
    specializationOf: Term
    started: Term
    startedAtTime: Term
    used: Term
    value: Term
    wasActivityOfInfluence: Term
    wasAssociateFor: Term
    wasAssociatedWith: Term
    wasAttributedTo: Term
    wasDerivedFrom: Term
    wasEndedBy: Term
    wasGeneratedBy: Term
    wasInfluencedBy: Term
    wasInformedBy: Term
    wasInvalidatedBy: Term
    wasMemberOf: Term
    wasPlanOf: Term
    wasPrimarySourceOf: Term
    wasQuotedFrom: Term
    wasRevisionOf: Term
    wasRoleIn: Term
    wasStartedBy: Term
    wasUsedBy: Term
    wasUsedInDerivation: Term

    # What the ontology says of itself.
    aq: Term
    category: Term
    component: Term
    constraints: Term
    definition: Term
    dm: Term
    editorialNote: Term
    editorsDefinition: Term
    inverse: Term
    n: Term
    order: Term
    qualifiedForm: Term
    sharesDefinitionWith: Term
    todo: Term
    unqualifiedForm: Term


PROV: Final = _PROV(uri_ref)
