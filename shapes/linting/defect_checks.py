"""Checks of parts that are unreadable or refused: defects, unknown parameters, scripts, queries, imports.

The reader of shapes returns skipped parts as values; here each becomes a finding of a check.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import OWL, SH

from ..engine.node_names import SH_VALUES, rename_nodes
from ..messages.shapes_graph import ShapesGraphText
from .documents import REFUSED, LintNotice, ShapesDocument

if TYPE_CHECKING:
    from ..engine.defect import Defect


_IMPORTS: Final = OWL.imports
_ENTAILMENT: Final = SH.entailment
_QUERIES: Final = (SH.select, SH.ask, SH.construct)
_OLD_NAMES: Final = {
    "constraint": SH.sparql,
    "maxOccurs": SH.maxCount,
    "minOccurs": SH.minCount,
    "predicate": SH.path,
    "scopeClass": SH.targetClass,
    "scopeNode": SH.targetNode,
    "shape": SH.node,
    "valueClass": SH["class"],
    "valueShape": SH.node,
    "valueType": SH.datatype,
}
"""Terms in drafts of SHACL, and common misnomers."""
_ADVANCED: Final = frozenset(
    (
        *(SH.rule, SH.expression, SH.filterShape, SH.nodes, SH_VALUES, SH.condition, SH.labelTemplate, SH.parameter),
        *(SH.prefixes, SH.declare, SH.validator, SH.nodeValidator, SH.propertyValidator, SH.shapesGraph),
        *(SH.suggestedShapesGraph, SH.optional, SH.ask, SH.select, SH.construct, SH.namespace, SH.prefix),
        *(SH.intersection, SH.union),
    )
)
"""Terms of SHACL outside its core that are allowed on a shape."""
_OF_PARAMETERS: Final = frozenset(
    (
        ShapesGraphText.PARAMETER_UNKNOWN.id,
        ShapesGraphText.PARAMETER_UNKNOWN_NEAR.id,
        ShapesGraphText.PARAMETER_UNUSED.id,
        ShapesGraphText.OWN_PARAMETER_UNKNOWN.id,
    )
)
"""Defects that are an unknown parameter."""


def notice(document: ShapesDocument) -> Iterator[LintNotice]:
    """Report parts of a file that are not read as intended."""
    # A profile may consist only of changes to the rules that it builds on.
    has_terms = any(
        predicate.value.startswith(SH.iri) for properties in document.index.values() for predicate in properties
    )
    if not document.shapes and not has_terms:
        yield LintNotice(code="no-shapes")
    yield from _refusals(document)
    yield from _defects(document)


def _refusals(document: ShapesDocument) -> Iterator[LintNotice]:
    """Report requests for imports, scripts and entailment, which danhmuc does not support."""
    has_queries = False
    for node, properties in document.index.items():
        for value in properties.get(_IMPORTS, ()):
            yield LintNotice(code="imports", node=node, term=value)
        for value in properties.get(_ENTAILMENT, ()):
            yield LintNotice(code="entailment", node=node, term=value)
        for predicate in properties:
            if predicate in REFUSED and predicate != _ENTAILMENT:
                yield LintNotice(code="script", node=node, term=predicate)
        has_queries = has_queries or not properties.keys().isdisjoint(_QUERIES)
    if has_queries:
        yield from _queries(document)
    if document.unread is not None:
        yield LintNotice(code="passed-over", facts={"defect": rename_nodes(document.unread, partial(_name, document))})


def _queries(document: ShapesDocument) -> Iterator[LintNotice]:
    from ..sparql.guard import query_faults  # imports rdflib

    for one in query_faults(document.index):
        yield LintNotice(code="query", node=one.node, facts={"fault": one.fault})


def _defects(document: ShapesDocument) -> Iterator[LintNotice]:
    """Report parts that the reader skipped."""
    for defect in (*document.defects, *document.defects_of_overridden):
        if defect.template.id in _OF_PARAMETERS:
            yield from _parameter(defect)
        elif not (
            defect.template.id == ShapesGraphText.OTHER_UNDESCRIBED.id and defect.other in document.described_below
        ):
            message = defect.message(document.name_of)
            yield LintNotice(code="passed-over", node=defect.node, facts={"defect": message})


def _parameter(defect: Defect) -> Iterator[LintNotice]:
    assert defect.parameter is not None
    iri, near = defect.parameter.value, defect.near
    if iri.startswith(SH.iri):
        if defect.parameter in _ADVANCED:
            return
        current = _OLD_NAMES.get(iri.removeprefix(SH.iri))
        near = near if current is None else abbreviate(current.value)
    yield LintNotice(code="unknown-parameter", node=defect.node, term=defect.parameter, near=near)


def _name(document: ShapesDocument, text: str) -> str:
    """The name of a node that an error has in N-Triples."""
    node = next((node for node in document.index if str(node) == text), None)
    return text if node is None else document.name(node)
