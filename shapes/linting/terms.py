"""Checks of the terms in a shapes file: unknown, misspelt, of the wrong kind, replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab import namespaces
from danhmuc.vocab.errors import UnknownTermError
from danhmuc.vocab.namespaces import ClosedNamespace
from danhmuc.vocab.prefixes import PREFIXES, abbreviate
from danhmuc.vocab.terms import (
    ADMS,
    DCAT,
    DCATAP,
    DCT,
    FOAF,
    LOCN,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SH,
    SKOS,
    VCARD,
    XSD,
)

from ..messages.linting import LintingText
from .documents import LintNotice, ShapesDocument, term_name

if TYPE_CHECKING:
    from danhmuc.vocab.messages import MessageTemplate
    from danhmuc.vocab.reading import Subject, Term

    from ..engine.shape_model import Shape

# ---------------------------------------------------------------- vocabularies
# Classify IRIs by the known vocabularies: a term, a near miss, or unrelated.
#
# An unknown namespace is not a fault.

_CLOSED: Final[tuple[ClosedNamespace, ...]] = tuple(
    getattr(namespaces, name) for name in namespaces.__all__ if name != "ClosedNamespace"
)
_IN_PART: Final = frozenset(
    PREFIXES[prefix] for prefix in ("as", "dcat-us", "eli", "hydra", "ldes", "odrl", "schema", "spdx", "tree")
)
"""Vocabularies of which only the terms in use are bundled; see docs/en/namespaces.md."""
_BOTH_WAYS: Final = frozenset({namespaces.SCHEMA.iri})
"""Namespaces that are valid with http and with https."""
_ALIKE: Final = 0.9
"""Minimum similarity for a typing error in a term of a vocabulary that is bundled in part."""
_NUMBERED: Final = re.compile(re.escape(namespaces.RDF.iri) + r"_[1-9]\d*")
_HEAD: Final = re.compile(r"https?://(?:www\.)?")


class TermStatus(Enum):
    """The relation of an IRI to the known vocabularies."""

    OTHER = "of no vocabulary that is known"
    KNOWN = "a term"
    UNLISTED = "like a term of a vocabulary that is known in part"
    UNKNOWN = "no term of its vocabulary"
    NEAR = "in a namespace that is nearly a known one"


@dataclass(frozen=True, slots=True)
class ClassifiedTerm:
    """The status of an IRI, and the IRI that may have been intended."""

    status: TermStatus
    near: str | None = None


@cache
def classify_term(iri: str) -> ClassifiedTerm:
    """Classify an IRI by the known vocabularies."""
    namespace = known_namespace(iri)
    if namespace is None:
        near = _nearly(iri)
        return ClassifiedTerm(TermStatus.OTHER) if near is None else ClassifiedTerm(TermStatus.NEAR, near)
    if iri in namespace or _NUMBERED.fullmatch(iri):
        return ClassifiedTerm(TermStatus.KNOWN)
    name = iri.removeprefix(namespace.iri)
    near = _near_term(name, namespace)
    if namespace.iri not in _IN_PART:
        return ClassifiedTerm(TermStatus.UNKNOWN, near)
    if near is None or _likeness(near.removeprefix(namespace.iri), name) < _ALIKE:
        return ClassifiedTerm(TermStatus.OTHER)
    return ClassifiedTerm(TermStatus.UNLISTED, near)


def known_namespace(iri: str) -> ClosedNamespace | None:
    """The vocabulary with an IRI of this form: its namespace and a name."""
    for namespace in _CLOSED:
        if iri.startswith(namespace.iri):
            name = iri.removeprefix(namespace.iri)
            return namespace if name and not re.search("[/#]", name) else None
    return None


def canonical_namespace(beginning: str) -> str | None:
    """The namespace of an IRI's beginning after exchanging http and https."""
    for namespace in PREFIXES.values():
        if namespace not in _BOTH_WAYS and _other_scheme(beginning).startswith(namespace[:-1]):
            return namespace
    return None


def near_namespace(iri: str) -> str | None:
    """The namespace that differs from an IRI only in http or https, www, or the final / or #."""
    if iri in PREFIXES.values():
        return None
    bare = _HEAD.sub("", iri).rstrip("/#")
    found = (namespace for namespace in PREFIXES.values() if _HEAD.sub("", namespace).rstrip("/#") == bare)
    namespace = next(found, None)
    is_other_way = namespace in _BOTH_WAYS and _other_scheme(iri) == namespace
    return None if is_other_way else namespace


def _near_term(name: str, namespace: ClosedNamespace) -> str | None:
    """The same name in other case, else the same in another vocabulary, else the nearest in this one."""
    try:
        return str(namespace[name])
    except UnknownTermError as error:
        folded = next((term for term in error.known if term.lower() == name.lower()), None)
        nearest = error.nearest
    if folded is None:
        # Terms that moved to another vocabulary kept their names: dct:theme is dcat:theme.
        for other in _CLOSED:
            if other.iri not in _IN_PART and name in other:
                return other.iri + name
    found = folded or nearest
    return None if found is None else namespace.iri + found


def _nearly(iri: str) -> str | None:
    """The IRI in the right namespace, if this one is in none and differs only by scheme, www or separator."""
    head = _HEAD.match(iri)
    if head is None or any(iri.startswith(namespace) for namespace in PREFIXES.values()):
        return None
    for namespace in _CLOSED:
        stem = _HEAD.sub("", namespace.iri)
        rest = iri[head.end() :].removeprefix(stem[:-1])
        if rest == iri[head.end() :] or not rest:
            continue
        name = rest.lstrip("/#")
        if not name or re.search("[/#]", name):
            continue
        is_whole = rest[0] == stem[-1] and len(rest) == len(name) + 1
        if is_whole and namespace.iri in _BOTH_WAYS:
            return None
        if is_whole or name in namespace:
            return namespace.iri + name
    return None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.lower(), other.lower(), autojunk=False).ratio()


def _other_scheme(iri: str) -> str:
    return "http" + iri[5:] if iri.startswith("https:") else iri.replace("http:", "https:", 1)


# ---------------------------------------------------------------- terms

_PATH: Final = SH.path
_PATH_KINDS: Final = frozenset(
    {SH.inversePath, SH.alternativePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath}
)
_LISTS: Final = frozenset({SH["in"], SH.ignoredProperties})
_NODE_KIND: Final = SH.nodeKind
_NAMESPACE: Final = SH.namespace
_CODES: Final = {
    TermStatus.UNKNOWN: "unknown-term",
    TermStatus.UNLISTED: "unlisted-term",
    TermStatus.NEAR: "near-namespace",
}
_PROPERTIES: Final = frozenset(
    {SH.path, SH.targetSubjectsOf, SH.targetObjectsOf, SH.equals, SH.disjoint, SH.lessThan, SH.lessThanOrEquals}
)
_CLASSES: Final = frozenset({SH["class"], SH.targetClass})
_WITHOUT_DATATYPES: Final = frozenset(
    namespace.iri for namespace in (ADMS, DCAT, DCATAP, FOAF, LOCN, ORG, PROV, RDFS, SH, SKOS, VCARD)
)
"""Vocabularies with classes and no datatypes."""
_LITERAL_CLASS: Final = RDFS.Literal.value
_DATASETS: Final = frozenset({DCAT.Catalog, DCAT.Dataset, DCAT.DatasetSeries, DCAT.Distribution})
_PERIODS: Final = frozenset({DCT.PeriodOfTime})
_REPLACED: Final = {
    DCT.hasVersion: (DCAT.hasVersion, _DATASETS),
    DCT.isVersionOf: (DCAT.isVersionOf, _DATASETS),
    OWL.versionInfo: (DCAT.version, _DATASETS),
    SCHEMA.startDate: (DCAT.startDate, _PERIODS),
    SCHEMA.endDate: (DCAT.endDate, _PERIODS),
}
"""Replacements in DCAT 3 by property, with the classes for which they apply."""


def notice(document: ShapesDocument) -> Iterator[LintNotice]:
    """Report faults of the terms in a file."""
    shapes = _within_shapes(document)
    for node, properties in document.index.items():
        shape = shapes.get(node)
        if shape is not None and document.is_about_faults(shape):
            continue
        if shape is not None and isinstance(node, NamedNode) and node == shape.node and _is_class(document, node):
            yield from _term_notices(document, node, node, shape)
        for predicate, values in properties.items():
            if not _is_parameter(predicate, document, node):
                yield from _term_notices(document, node, predicate, shape)
            for value in values:
                yield from _value(document, node, predicate, value, shape)
    for shape in document.shapes.values():
        yield from _kinds(document, shape)
        if not (shape.is_deactivated or document.is_about_faults(shape) or document.forbids(shape)):
            yield from _superseded_terms(document, shape)


def _within_shapes(document: ShapesDocument) -> dict[Term, Shape]:
    """Shapes by their nodes and the nodes of their paths and lists."""
    shapes = {**document.overridden, **document.shapes}
    found: dict[Term, Shape] = {node: shape for node, shape in shapes.items()}  # noqa: C416 - a wider key
    todo: list[Term] = list(found)
    while todo:
        node = todo.pop()
        for predicate, values in document.properties_of(node).items():
            if predicate in _PATH_KINDS or predicate in _LISTS or predicate in (_PATH, RDF.first, RDF.rest):
                new = [value for value in values if value not in found and value in document.index]
                found.update(dict.fromkeys(new, found[node]))
                todo += new
    return found


def _is_class(document: ShapesDocument, node: Subject) -> bool:
    shape = document.shapes.get(node)
    return shape is not None and any(target.kind == "class" and target.node == node for target in shape.targets)


def _is_parameter(predicate: NamedNode, document: ShapesDocument, node: Subject) -> bool:
    """Whether a term is a parameter, which another check covers."""
    return (node in document.shapes or node in document.overridden) and predicate.value.startswith(SH.iri)


def _value(
    document: ShapesDocument, node: Subject, predicate: NamedNode, value: Term, shape: Shape | None
) -> Iterator[LintNotice]:
    if isinstance(value, NamedNode):
        # sh:nodeKind has a check of its own.
        if predicate != _NODE_KIND:
            yield from _term_notices(document, node, value, shape if _is_of_rule(predicate) else None)
    elif isinstance(value, Literal):
        if predicate == _NAMESPACE:
            near = near_namespace(value.value)
            if near is not None:
                yield LintNotice(code="near-namespace", node=node, term=value, near=f"<{near}>")
        yield from _term_notices(document, node, value.datatype, shape)


def _is_of_rule(predicate: NamedNode) -> bool:
    """Whether the value of a property is part of the rule, not an annotation."""
    return predicate.value.startswith(SH.iri) or predicate in (RDF.first, RDF.rest)


def _term_notices(document: ShapesDocument, node: Subject, iri: NamedNode, shape: Shape | None) -> Iterator[LintNotice]:
    """Report a faulty term of a rule, or of another description."""
    verdict = classify_term(iri.value)
    code = _CODES.get(verdict.status)
    if code is None or _describes(document, iri):
        return
    if shape is None:
        if code == "unlisted-term":
            return
        code = "unknown-term-elsewhere"
    elif document.forbids(shape):
        if verdict.near is not None and document.names(shape, verdict.near):
            return
        code = "unknown-term-forbidden"
    near = None if verdict.near is None else term_name(NamedNode(verdict.near))
    yield LintNotice(code=code, node=node, term=iri, near=near)


def _describes(document: ShapesDocument, iri: NamedNode) -> bool:
    """Whether the file itself describes the term."""
    if iri in document.shapes:
        return not _is_class(document, iri)
    return iri in document.index


def _kinds(document: ShapesDocument, shape: Shape) -> Iterator[LintNotice]:
    """Report classes, properties and datatypes of known vocabularies in each other's place, by their first letter."""
    properties = document.properties_of(shape.node)
    for predicate, values in properties.items():
        for value in _path_iris(document, values) if predicate == _PATH else values:
            if isinstance(value, NamedNode):
                wanted = _kind_message(predicate, value)
                if wanted is not None:
                    yield LintNotice(
                        code="wrong-kind-of-term",
                        node=shape.node,
                        term=value,
                        message=wanted,
                        facts={"parameter": term_name(predicate)},
                    )


def _kind_message(predicate: NamedNode, value: NamedNode) -> MessageTemplate | None:
    """The message on the kind of term that a parameter needs; None if the term is of this kind."""
    namespace = known_namespace(value.value)
    if namespace is None or value.value not in namespace:
        return None
    is_capital = value.value.removeprefix(namespace.iri)[0].isupper()
    if predicate in _PROPERTIES:
        return LintingText.WRONG_KIND_NO_PROPERTY if is_capital or namespace.iri == XSD.iri else None
    if predicate in _CLASSES:
        return LintingText.WRONG_KIND_NO_CLASS if not is_capital or value.value == _LITERAL_CLASS else None
    if predicate == SH.datatype:
        return LintingText.WRONG_KIND_NO_DATATYPE if namespace.iri in _WITHOUT_DATATYPES else None
    return None


def _path_iris(document: ShapesDocument, values: object) -> Iterator[Term]:
    todo: list[Term] = list(values)  # type: ignore[call-overload]
    seen: set[Term] = set()
    while todo:
        term = todo.pop()
        if term in seen:
            continue
        seen.add(term)
        if isinstance(term, NamedNode):
            yield term
        for predicate, inner in document.properties_of(term).items():
            if not isinstance(term, NamedNode) and (predicate in _PATH_KINDS or predicate in (RDF.first, RDF.rest)):
                todo += (one for one in inner if one != RDF.nil)


def _superseded_terms(document: ShapesDocument, shape: Shape) -> Iterator[LintNotice]:
    path = shape.path_node
    if not isinstance(path, NamedNode) or path not in _REPLACED:
        return
    current, classes = _REPLACED[path]
    is_meant = any(target.node in classes for target in document.targets(shape) if target.kind == "class")
    if is_meant and not document.names(shape, current.value):
        yield LintNotice(code="superseded-term", node=shape.node, term=path, near=abbreviate(current.value))
