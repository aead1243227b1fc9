"""Write drafts of tables and elements as graphs: CSVW and SKOS, and danhmuc's vocabulary for what these lack."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from danhmuc.vocab.concepts import load, tokens
from danhmuc.vocab.terms import CSVW, DCT, DMV, FOAF, RDF, SKOS, XSD

from ..record.record import IriSpace, SourceRecord, quads_of
from ..record.table_draft import NO_LANGUAGE, ColumnDraft, ElementDraft, TableDraft, ValueDomainDraft
from .descriptors import Descriptor, descriptor_by_key

_Term: TypeAlias = NamedNode | BlankNode | Literal
_TRUE: Final = Literal("true", datatype=XSD.boolean)
_LABELLED: Final = {DMV.objectClass: DMV.ObjectClass}
"""The class of things that are given by a label; others are concepts."""


def table_iri(draft: TableDraft, space: IriSpace) -> str:
    """The IRI of a table schema: its own, else one minted from the names of schema and table."""
    return draft.iri or _mint(space, "table", draft.schema or "", draft.name)


def element_iri(draft: ElementDraft, space: IriSpace) -> str:
    """The IRI of a data element: its identifier if that is one, else minted from it."""
    if _node(draft.identifier) is not None:
        return draft.identifier
    return _mint(space, "element", draft.identifier)


def _mint(space: IriSpace, *key: str) -> str:
    return space.minted_iri(hashlib.sha256("\n".join(("element", *key)).encode()).hexdigest())


def table_record(draft: TableDraft, space: IriSpace) -> SourceRecord:
    """The record of a table schema."""
    iri = table_iri(draft, space)
    quads = list(quads_of(draft.graph) if draft.graph else _table_quads(NamedNode(iri), draft))
    quads += _mark_quads(iri, draft.marks)
    return SourceRecord.of(iri, quads, role="element", types=(CSVW.Schema.value,), places=_places(draft.place))


def element_record(draft: ElementDraft, space: IriSpace) -> SourceRecord:
    """The record of a data element."""
    iri = element_iri(draft, space)
    quads = [*_element_quads(NamedNode(iri), draft), *_mark_quads(iri, draft.marks)]
    return SourceRecord.of(iri, quads, role="element", types=(DMV.DataElement.value,), places=_places(draft.place))


def _mark_quads(iri: str, marks: Iterable[str]) -> Iterator[Quad]:
    return (Quad(NamedNode(iri), DMV.secrecy, Literal(mark)) for mark in dict.fromkeys(marks))


def _places(place: str) -> tuple[str, ...]:
    """The document of a place, which may have a pointer behind a number sign."""
    return (place.partition("#")[0],) if place else ()


def _table_quads(node: NamedNode, draft: TableDraft) -> Iterator[Quad]:
    yield Quad(node, RDF.type, CSVW.Schema)
    yield Quad(node, CSVW.name, Literal(draft.name))
    if draft.schema is not None:
        yield Quad(node, DMV.schemaName, Literal(draft.schema))
    yield from _texts(node, DCT.title, draft.titles)
    yield from _texts(node, DCT.description, draft.descriptions)
    keys = draft.primary_key or tuple(one.name for one in draft.columns if one.is_primary_key)
    for name in dict.fromkeys(keys):
        yield Quad(node, CSVW.primaryKey, Literal(name))
    for key in draft.unique_keys:
        blank = BlankNode()
        yield Quad(node, DMV.uniqueKey, blank)
        for name in dict.fromkeys(key):
            yield Quad(blank, CSVW.columnReference, Literal(name))
    for name, condition in draft.checks:
        blank = BlankNode()
        yield Quad(node, DMV.checkedBy, blank)
        yield Quad(blank, DCT.title, Literal(name))
        yield Quad(blank, RDF.value, Literal(condition))
    head: NamedNode | BlankNode = node
    prop = CSVW.column
    for column in sorted(draft.columns, key=lambda one: one.number):
        cell, blank = BlankNode(), BlankNode()
        yield Quad(head, prop, cell)
        yield Quad(cell, RDF.first, blank)
        yield from _column_quads(blank, column)
        head, prop = cell, RDF.rest
    yield Quad(head, prop, RDF.nil)


def _column_quads(node: BlankNode, draft: ColumnDraft) -> Iterator[Quad]:
    yield Quad(node, RDF.type, CSVW.Column)
    yield Quad(node, CSVW.name, Literal(draft.name))
    yield from _texts(node, CSVW.title, draft.titles)
    yield from _texts(node, DCT.description, draft.descriptions)
    flags = ((CSVW.required, draft.is_required), (DMV.isUnique, draft.is_unique))
    for prop, is_so in (*flags, (DMV.isRepeated, draft.is_repeated and draft.separator is None)):
        if is_so:
            yield Quad(node, prop, _TRUE)
    texts = ((DMV.references, draft.references), (CSVW.default, draft.default), (CSVW.separator, draft.separator))
    for prop, text in (*texts, *((CSVW.null, one) for one in dict.fromkeys(draft.null_values))):
        if text is not None:
            yield Quad(node, prop, Literal(text))
    if draft.element is not None and (element := _node(draft.element)) is not None:
        yield Quad(node, DMV.dataElement, element)
    yield from _datatype_quads(node, draft.value_domain)
    rest = list(_domain_quads(blank := BlankNode(), draft.value_domain))
    if rest:
        yield Quad(node, DMV.valueDomain, blank)
        yield Quad(blank, RDF.type, DMV.ValueDomain)
        yield from rest


def _datatype_quads(node: BlankNode, domain: ValueDomainDraft) -> Iterator[Quad]:
    """The datatype with its format and bounds: its IRI alone if it has none."""
    facets = list(_facets(domain))
    if not facets:
        if domain.datatype is not None:
            yield Quad(node, CSVW.datatype, NamedNode(domain.datatype))
        return
    blank = BlankNode()
    yield Quad(node, CSVW.datatype, blank)
    yield Quad(blank, RDF.type, CSVW.Datatype)
    if domain.datatype is not None:
        yield Quad(blank, CSVW.base, Literal(domain.datatype.removeprefix(XSD.iri)))
    for prop, value in facets:
        yield Quad(blank, prop, value)


def _facets(domain: ValueDomainDraft) -> Iterator[tuple[NamedNode, Literal]]:
    if domain.format is not None:
        yield CSVW.format, Literal(domain.format)
    numbers = ((CSVW.minLength, domain.min_length), (CSVW.maxLength, domain.max_length))
    for prop, number in (*numbers, (XSD.totalDigits, domain.precision), (XSD.fractionDigits, domain.scale)):
        if number is not None:
            yield prop, Literal(str(number), datatype=XSD.nonNegativeInteger)
    if domain.minimum is not None:
        yield CSVW.minExclusive if domain.minimum_is_exclusive else CSVW.minInclusive, Literal(domain.minimum)
    if domain.maximum is not None:
        yield CSVW.maxExclusive if domain.maximum_is_exclusive else CSVW.maxInclusive, Literal(domain.maximum)


def _domain_quads(node: BlankNode, domain: ValueDomainDraft) -> Iterator[Quad]:
    """The triples of a value domain that CSVW has no word for."""
    if domain.native_type is not None:
        yield Quad(node, DMV.nativeType, Literal(domain.native_type))
    if domain.unit is not None:
        yield Quad(node, DMV.unit, _node(domain.unit) or Literal(domain.unit))
    if domain.code_list is not None:
        yield Quad(node, DMV.codeList, _node(domain.code_list) or _list_node(domain.code_list))
    for value, label in dict(domain.codes).items():
        blank = BlankNode()
        yield Quad(node, DMV.allowedValue, blank)
        yield Quad(blank, RDF.type, SKOS.Concept)
        yield Quad(blank, SKOS.notation, Literal(value))
        if label is not None:
            yield Quad(blank, SKOS.prefLabel, Literal(label))


def _list_node(token: str) -> _Term:
    """The list that comes with danhmuc under a token, else the token."""
    return NamedNode(load(token).iri) if token in tokens() else Literal(token)


def _element_quads(node: NamedNode, draft: ElementDraft) -> Iterator[Quad]:
    yield Quad(node, RDF.type, DMV.DataElement)
    yield Quad(node, DCT.identifier, Literal(draft.identifier))
    yield from _texts(node, SKOS.prefLabel, draft.titles)
    yield from _texts(node, SKOS.definition, draft.definitions)
    domain = BlankNode()
    yield Quad(node, DMV.valueDomain, domain)
    yield Quad(domain, RDF.type, DMV.ValueDomain)
    yield from _datatype_quads(domain, draft.value_domain)
    yield from _domain_quads(domain, draft.value_domain)
    for key, text in draft.values:
        descriptor = descriptor_by_key(key)
        if descriptor is None:
            # Nothing that a dictionary says is lost, even if its key is none of the 25.
            yield Quad(node, SKOS.note, Literal(f"{key}: {text}"))
        elif descriptor.kind == "domain":
            # What its text says beyond the parts of the value domain that could be read.
            yield Quad(domain, descriptor.terms[-1] if key == "valid-range" else SKOS.note, Literal(text))
        elif descriptor.kind in ("texts", "identifier"):
            yield Quad(node, descriptor.terms[0], Literal(text))
        else:
            yield from _value_quads(node, descriptor, text)


def _value_quads(node: NamedNode, descriptor: Descriptor, text: str) -> Iterator[Quad]:
    """The value of a descriptor: a text, a thing by its IRI, or one that has the text as its name."""
    prop = descriptor.terms[0]
    named = _node(text)
    if descriptor.kind == "text":
        is_address = descriptor.key == "api" and named is not None
        yield Quad(node, prop, named if is_address and named is not None else Literal(text))
    elif named is not None:
        yield Quad(node, prop, named)
    else:
        blank = BlankNode()
        is_agent = descriptor.kind == "agent"
        yield Quad(node, prop, blank)
        yield Quad(blank, RDF.type, FOAF.Agent if is_agent else _LABELLED.get(prop, SKOS.Concept))
        yield Quad(blank, FOAF.name if is_agent else SKOS.prefLabel, Literal(text))


def _texts(node: NamedNode | BlankNode, prop: NamedNode, texts: Iterable[tuple[str, str]]) -> Iterator[Quad]:
    for language, text in dict.fromkeys(texts):
        is_tagged = language not in ("", NO_LANGUAGE)
        yield Quad(node, prop, Literal(text, language=language) if is_tagged else Literal(text))


def _node(text: str) -> NamedNode | None:
    """The node of a text that is an absolute IRI."""
    if ":" not in text or any(letter.isspace() for letter in text):
        return None
    scheme, _, rest = text.partition(":")
    if scheme.lower() not in ("http", "https", "urn") or not rest:
        return None
    try:
        return NamedNode(text)
    except ValueError:
        return None
