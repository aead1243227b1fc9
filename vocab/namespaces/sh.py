"""SHACL: Core, SPARQL, and the advanced and JavaScript notes.

Source: W3C recommendation of 2017; without the parameters' own IRIs, such as ``sh:ClassConstraintComponent-class``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["SH"]


class _SH(ClosedNamespace, iri="http://www.w3.org/ns/shacl#", items=("and", "class", "in", "not", "or")):
    # Classes.
    AbstractResult: URIRef
    AndConstraintComponent: URIRef
    BlankNode: URIRef
    BlankNodeOrIRI: URIRef
    BlankNodeOrLiteral: URIRef
    ClassConstraintComponent: URIRef
    ClosedConstraintComponent: URIRef
    ConstraintComponent: URIRef
    DatatypeConstraintComponent: URIRef
    DisjointConstraintComponent: URIRef
    EqualsConstraintComponent: URIRef
    ExpressionConstraintComponent: URIRef
    Function: URIRef
    HasValueConstraintComponent: URIRef
    IRI: URIRef
    IRIOrLiteral: URIRef
    InConstraintComponent: URIRef
    Info: URIRef
    JSConstraint: URIRef
    JSConstraintComponent: URIRef
    JSExecutable: URIRef
    JSFunction: URIRef
    JSLibrary: URIRef
    JSRule: URIRef
    JSTarget: URIRef
    JSTargetType: URIRef
    JSValidator: URIRef
    LanguageInConstraintComponent: URIRef
    LessThanConstraintComponent: URIRef
    LessThanOrEqualsConstraintComponent: URIRef
    Literal: URIRef
    MaxCountConstraintComponent: URIRef
    MaxExclusiveConstraintComponent: URIRef
    MaxInclusiveConstraintComponent: URIRef
    MaxLengthConstraintComponent: URIRef
    MinCountConstraintComponent: URIRef
    MinExclusiveConstraintComponent: URIRef
    MinInclusiveConstraintComponent: URIRef
    MinLengthConstraintComponent: URIRef
    NodeConstraintComponent: URIRef
    NodeKind: URIRef
    NodeKindConstraintComponent: URIRef
    NodeShape: URIRef
    NotConstraintComponent: URIRef
    OrConstraintComponent: URIRef
    Parameter: URIRef
    Parameterizable: URIRef
    PatternConstraintComponent: URIRef
    PrefixDeclaration: URIRef
    PropertyConstraintComponent: URIRef
    PropertyGroup: URIRef
    PropertyShape: URIRef
    QualifiedMaxCountConstraintComponent: URIRef
    QualifiedMinCountConstraintComponent: URIRef
    ResultAnnotation: URIRef
    Rule: URIRef
    SPARQLAskExecutable: URIRef
    SPARQLAskValidator: URIRef
    SPARQLConstraint: URIRef
    SPARQLConstraintComponent: URIRef
    SPARQLConstructExecutable: URIRef
    SPARQLExecutable: URIRef
    SPARQLFunction: URIRef
    SPARQLRule: URIRef
    SPARQLSelectExecutable: URIRef
    SPARQLSelectValidator: URIRef
    SPARQLTarget: URIRef
    SPARQLTargetType: URIRef
    SPARQLUpdateExecutable: URIRef
    Severity: URIRef
    Shape: URIRef
    Target: URIRef
    TargetType: URIRef
    TripleRule: URIRef
    UniqueLangConstraintComponent: URIRef
    ValidationReport: URIRef
    ValidationResult: URIRef
    Validator: URIRef
    Violation: URIRef
    Warning: URIRef
    XoneConstraintComponent: URIRef

    # Properties.
    alternativePath: URIRef
    annotationProperty: URIRef
    annotationValue: URIRef
    annotationVarName: URIRef
    ask: URIRef
    closed: URIRef
    condition: URIRef
    conforms: URIRef
    construct: URIRef
    datatype: URIRef
    deactivated: URIRef
    declare: URIRef
    defaultValue: URIRef
    description: URIRef
    detail: URIRef
    disjoint: URIRef
    entailment: URIRef
    equals: URIRef
    expression: URIRef
    filterShape: URIRef
    flags: URIRef
    focusNode: URIRef
    group: URIRef
    hasValue: URIRef
    ignoredProperties: URIRef
    intersection: URIRef
    inversePath: URIRef
    js: URIRef
    jsFunctionName: URIRef
    jsLibrary: URIRef
    jsLibraryURL: URIRef
    labelTemplate: URIRef
    languageIn: URIRef
    lessThan: URIRef
    lessThanOrEquals: URIRef
    maxCount: URIRef
    maxExclusive: URIRef
    maxInclusive: URIRef
    maxLength: URIRef
    message: URIRef
    minCount: URIRef
    minExclusive: URIRef
    minInclusive: URIRef
    minLength: URIRef
    name: URIRef
    namespace: URIRef
    node: URIRef
    nodeKind: URIRef
    nodeValidator: URIRef
    nodes: URIRef
    object: URIRef
    oneOrMorePath: URIRef
    optional: URIRef
    order: URIRef
    parameter: URIRef
    path: URIRef
    pattern: URIRef
    predicate: URIRef
    prefix: URIRef
    prefixes: URIRef
    property: URIRef
    propertyValidator: URIRef
    qualifiedMaxCount: URIRef
    qualifiedMinCount: URIRef
    qualifiedValueShape: URIRef
    qualifiedValueShapesDisjoint: URIRef
    result: URIRef
    resultAnnotation: URIRef
    resultMessage: URIRef
    resultPath: URIRef
    resultSeverity: URIRef
    returnType: URIRef
    rule: URIRef
    select: URIRef
    severity: URIRef
    shapesGraph: URIRef
    shapesGraphWellFormed: URIRef
    sourceConstraint: URIRef
    sourceConstraintComponent: URIRef
    sourceShape: URIRef
    sparql: URIRef
    subject: URIRef
    suggestedShapesGraph: URIRef
    target: URIRef
    targetClass: URIRef
    targetNode: URIRef
    targetObjectsOf: URIRef
    targetSubjectsOf: URIRef
    this: URIRef
    union: URIRef
    uniqueLang: URIRef
    update: URIRef
    validator: URIRef
    value: URIRef
    xone: URIRef
    zeroOrMorePath: URIRef
    zeroOrOnePath: URIRef


SH: Final = _SH()
