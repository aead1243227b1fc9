"""OWL 2, complete.

Source: W3C recommendation of 2012.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _OWL(ClosedNamespace[Term], iri="http://www.w3.org/2002/07/owl#"):
    # Classes.
    AllDifferent: Term
    AllDisjointClasses: Term
    AllDisjointProperties: Term
    Annotation: Term
    AnnotationProperty: Term
    AsymmetricProperty: Term
    Axiom: Term
    Class: Term
    DataRange: Term
    DatatypeProperty: Term
    DeprecatedClass: Term
    DeprecatedProperty: Term
    FunctionalProperty: Term
    InverseFunctionalProperty: Term
    IrreflexiveProperty: Term
    NamedIndividual: Term
    NegativePropertyAssertion: Term
    Nothing: Term
    ObjectProperty: Term
    Ontology: Term
    OntologyProperty: Term
    ReflexiveProperty: Term
    Restriction: Term
    SymmetricProperty: Term
    Thing: Term
    TransitiveProperty: Term

    # Properties.
    allValuesFrom: Term
    annotatedProperty: Term
    annotatedSource: Term
    annotatedTarget: Term
    assertionProperty: Term
    backwardCompatibleWith: Term
    bottomDataProperty: Term
    bottomObjectProperty: Term
    cardinality: Term
    complementOf: Term
    datatypeComplementOf: Term
    deprecated: Term
    differentFrom: Term
    disjointUnionOf: Term
    disjointWith: Term
    distinctMembers: Term
    equivalentClass: Term
    equivalentProperty: Term
    hasKey: Term
    hasSelf: Term
    hasValue: Term
    imports: Term
    incompatibleWith: Term
    intersectionOf: Term
    inverseOf: Term
    maxCardinality: Term
    maxQualifiedCardinality: Term
    members: Term
    minCardinality: Term
    minQualifiedCardinality: Term
    onClass: Term
    onDataRange: Term
    onDatatype: Term
    onProperties: Term
    onProperty: Term
    oneOf: Term
    priorVersion: Term
    propertyChainAxiom: Term
    propertyDisjointWith: Term
    qualifiedCardinality: Term
    rational: Term
    real: Term
    sameAs: Term
    someValuesFrom: Term
    sourceIndividual: Term
    targetIndividual: Term
    targetValue: Term
    topDataProperty: Term
    topObjectProperty: Term
    unionOf: Term
    versionIRI: Term
    versionInfo: Term
    withRestrictions: Term


OWL: Final = _OWL(uri_ref)
