"""OWL 2, complete.

Source: W3C recommendation of 2012.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["OWL"]


class _OWL(ClosedNamespace, iri="http://www.w3.org/2002/07/owl#"):
    # Classes.
    AllDifferent: URIRef
    AllDisjointClasses: URIRef
    AllDisjointProperties: URIRef
    Annotation: URIRef
    AnnotationProperty: URIRef
    AsymmetricProperty: URIRef
    Axiom: URIRef
    Class: URIRef
    DataRange: URIRef
    DatatypeProperty: URIRef
    DeprecatedClass: URIRef
    DeprecatedProperty: URIRef
    FunctionalProperty: URIRef
    InverseFunctionalProperty: URIRef
    IrreflexiveProperty: URIRef
    NamedIndividual: URIRef
    NegativePropertyAssertion: URIRef
    Nothing: URIRef
    ObjectProperty: URIRef
    Ontology: URIRef
    OntologyProperty: URIRef
    ReflexiveProperty: URIRef
    Restriction: URIRef
    SymmetricProperty: URIRef
    Thing: URIRef
    TransitiveProperty: URIRef

    # Properties.
    allValuesFrom: URIRef
    annotatedProperty: URIRef
    annotatedSource: URIRef
    annotatedTarget: URIRef
    assertionProperty: URIRef
    backwardCompatibleWith: URIRef
    bottomDataProperty: URIRef
    bottomObjectProperty: URIRef
    cardinality: URIRef
    complementOf: URIRef
    datatypeComplementOf: URIRef
    deprecated: URIRef
    differentFrom: URIRef
    disjointUnionOf: URIRef
    disjointWith: URIRef
    distinctMembers: URIRef
    equivalentClass: URIRef
    equivalentProperty: URIRef
    hasKey: URIRef
    hasSelf: URIRef
    hasValue: URIRef
    imports: URIRef
    incompatibleWith: URIRef
    intersectionOf: URIRef
    inverseOf: URIRef
    maxCardinality: URIRef
    maxQualifiedCardinality: URIRef
    members: URIRef
    minCardinality: URIRef
    minQualifiedCardinality: URIRef
    onClass: URIRef
    onDataRange: URIRef
    onDatatype: URIRef
    onProperties: URIRef
    onProperty: URIRef
    oneOf: URIRef
    priorVersion: URIRef
    propertyChainAxiom: URIRef
    propertyDisjointWith: URIRef
    qualifiedCardinality: URIRef
    rational: URIRef
    real: URIRef
    sameAs: URIRef
    someValuesFrom: URIRef
    sourceIndividual: URIRef
    targetIndividual: URIRef
    targetValue: URIRef
    topDataProperty: URIRef
    topObjectProperty: URIRef
    unionOf: URIRef
    versionIRI: URIRef
    versionInfo: URIRef
    withRestrictions: URIRef


OWL: Final = _OWL()
