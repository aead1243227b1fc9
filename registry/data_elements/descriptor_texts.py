"""The 25 descriptors of a data element as texts, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.concepts import concept_at
from danhmuc.vocab.terms import DMV, FOAF, RDFS, SKOS

from ..record.described_elements import describe_element
from ..record.element_graph import ElementGraph
from ..record.table_draft import ValueDomainDraft
from .descriptors import DESCRIPTORS, Descriptor

__all__ = ["datatype_names", "descriptor_texts", "domain_limits", "domain_range"]

_LABELS: Final = (SKOS.prefLabel, FOAF.name, RDFS.label)
_LANGUAGES: Final = ("vi", "en", "und")


def descriptor_texts(iri: str, nquads: bytes, *, lang: str = "vi") -> Iterator[tuple[Descriptor, tuple[str, ...]]]:
    """The descriptors that a data element has, each with its texts, in `lang` or the next language."""
    graph = ElementGraph.of(nquads)
    node = NamedNode(iri)
    domain = describe_element(iri, nquads).domain
    for descriptor in DESCRIPTORS:
        if descriptor.kind == "domain":
            found = tuple(_domain_texts(descriptor.key, domain, graph, node))
        else:
            found = tuple(_texts(graph, node, descriptor, lang))
        if found:
            yield descriptor, found


def _texts(graph: ElementGraph, node: NamedNode, descriptor: Descriptor, lang: str) -> Iterator[str]:
    for term in descriptor.terms:
        values = graph.of_node(node, term)
        literals = [value for value in values if isinstance(value, Literal)]
        if descriptor.kind == "texts":
            yield from _in_language(literals, lang)
            continue
        yield from sorted({value.value for value in literals})
        things = sorted((value for value in values if not isinstance(value, Literal)), key=str)
        for value in things:
            labels = [one for prop in _LABELS for one in graph.of_node(value, prop) if isinstance(one, Literal)]
            if labels:
                yield from _in_language(labels, lang)
            elif isinstance(value, NamedNode):
                listed = concept_at(value.value)
                yield value.value if listed is None else listed.label(lang)


def _in_language(literals: Iterable[Literal], lang: str) -> list[str]:
    """The texts in a language, else in the next that there are any in."""
    by_language: dict[str, list[str]] = {}
    for value in literals:
        by_language.setdefault(value.language or "und", []).append(value.value)
    for wanted in (lang, *_LANGUAGES, *sorted(by_language)):
        if wanted in by_language:
            return sorted(by_language[wanted])
    return []


def _domain_texts(key: str, domain: ValueDomainDraft, graph: ElementGraph, node: NamedNode) -> Iterator[str]:
    """The texts of a descriptor of the value domain."""
    if key == "datatype":
        yield from datatype_names(domain)
    elif key == "format":
        yield from domain_limits(domain)
    elif key == "value-list":
        if domain.code_list is not None:
            yield domain.code_list
        yield from (value if label is None else f"{value}: {label}" for value, label in domain.codes)
    else:
        bounds = domain_range(domain)
        if bounds is not None:
            yield bounds
        owners: list[NamedNode | BlankNode | Literal] = [node, *graph.of_node(node, DMV.valueDomain)]
        yield from (text for owner in owners for text in graph.texts(owner, DMV.validRange))


def datatype_names(domain: ValueDomainDraft) -> Iterator[str]:
    """The name of the datatype, and that which the schema of origin gives it."""
    names = (None if domain.datatype is None else domain.datatype.rpartition("#")[2], domain.native_type)
    yield from (name for name in dict.fromkeys(names) if name is not None)


def domain_range(domain: ValueDomainDraft) -> str | None:
    """The bounds of a value domain, without words; None if it has none."""
    if domain.minimum is None and domain.maximum is None:
        return None
    opening = "]" if domain.minimum_is_exclusive else "["
    closing = "[" if domain.maximum_is_exclusive else "]"
    return f"{opening}{domain.minimum or ''}; {domain.maximum or ''}{closing}"


def domain_limits(domain: ValueDomainDraft) -> Iterator[str]:
    """Lengths, digits, format and unit of a value domain, without words."""
    if domain.min_length is not None or domain.max_length is not None:
        same = domain.min_length == domain.max_length
        yield str(domain.max_length) if same else f"{domain.min_length or 0}–{domain.max_length or ''}"
    if domain.precision is not None:
        yield str(domain.precision) if domain.scale is None else f"{domain.precision},{domain.scale}"
    if domain.format is not None:
        yield domain.format
    if domain.unit is not None:
        yield domain.unit
