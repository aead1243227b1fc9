"""The 25 descriptors of a dictionary term: the property that has each, and its text.

The 25 descriptors of a dictionary term, each with the property that has it.

Source: the national data architecture of Decision 2439/QĐ-TTg as it is taught; the decision itself was not seen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from pyoxigraph import BlankNode, NamedNode, Quad
from pyoxigraph import Literal as RdfLiteral

from danhmuc.vocab.concepts import concept_at, load, tokens
from danhmuc.vocab.messages import Message, MessageTemplate
from danhmuc.vocab.terms import ADMS, CSVW, DCAT, DCT, DMV, FOAF, RDF, RDFS, SKOS, XSD

from ..messages.elements import ElementsText
from ..messages.statutory_reports import DictionaryReportText
from ..record.described_elements import (
    NO_LANGUAGE,
    ColumnDraft,
    ElementDraft,
    ElementGraph,
    TableDraft,
    ValueDomainDraft,
    describe_element,
)
from ..record.record import IriSpace, SourceRecord, quads_of

# ---------------------------------------------------------------- descriptors

DescriptorKind = Literal["identifier", "texts", "text", "thing", "agent", "domain"]
"""How a value is written.

An identifier as it is; *texts* by language; a text; a *thing* by its IRI, or a blank node with the text as its label;
an agent so by its name; *domain* within the value domain.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptor:
    """One descriptor.

    Attributes:
        number: its place among the 25.
        key: its name in drafts and JSON.
        terms: the properties, the first of which is written; of a value domain those of its node.
        field: the field of `DataElement`, or of `ValueDomain`, that shows it.
    """

    number: int
    key: str
    kind: DescriptorKind
    terms: tuple[NamedNode, ...]
    field: str
    heading: MessageTemplate


def _descriptors() -> tuple[Descriptor, ...]:
    bounds = (CSVW.minInclusive, CSVW.maxInclusive, CSVW.minExclusive, CSVW.maxExclusive, DMV.validRange)
    sizes = (CSVW.format, CSVW.minLength, CSVW.maxLength)
    rows: tuple[tuple[str, DescriptorKind, tuple[NamedNode, ...], str], ...] = (
        ("identifier", "identifier", (DCT.identifier,), "identifier"),
        ("name", "texts", (SKOS.prefLabel,), "preferred_label"),
        ("definition", "texts", (SKOS.definition,), "definition"),
        ("usage-context", "text", (SKOS.scopeNote,), "scope_note"),
        ("group", "thing", (DCT.subject,), "subjects"),
        ("entity", "thing", (DMV.objectClass,), "object_class"),
        ("creator", "agent", (DCT.creator,), "creators"),
        ("owner", "agent", (DCT.rightsHolder,), "rights_holders"),
        ("language", "text", (DCT.language,), "languages"),
        ("version", "text", (DCAT.version, ADMS.status), "version"),
        ("documents", "thing", (DCT.references,), "references"),
        ("synonyms", "text", (SKOS.altLabel,), "alternative_labels"),
        ("related-terms", "thing", (SKOS.related,), "related"),
        ("business-attributes", "text", (DMV.businessAttributes,), "business_attributes"),
        ("technical-name", "text", (CSVW.name,), "technical_name"),
        ("datatype", "domain", (CSVW.datatype, DMV.nativeType), "datatype"),
        ("format", "domain", sizes, "datatype"),
        ("rdf-type", "text", (DCT.type,), "type"),
        ("field-relations", "text", (DMV.fieldRelations,), "field_relations"),
        ("technical-attributes", "text", (DMV.technicalAttributes,), "technical_attributes"),
        ("value-list", "domain", (DMV.codeList, DMV.allowedValue), "code_list"),
        ("normalisation", "text", (DMV.normalisation,), "normalisation"),
        ("api", "text", (DCAT.endpointURL,), "endpoint_url"),
        ("mapping", "thing", (SKOS.exactMatch,), "exact_matches"),
        ("valid-range", "domain", bounds, "valid_range"),
    )
    return tuple(
        Descriptor(number=number, key=key, kind=kind, terms=terms, field=field, heading=ElementsText.DESCRIPTORS[key])
        for number, (key, kind, terms, field) in enumerate(rows, 1)
    )


DESCRIPTORS: Final = _descriptors()
"""All 25, in their order."""
_BY_KEY: Final = {one.key: one for one in DESCRIPTORS}


def descriptor_by_key(key: str) -> Descriptor | None:
    """The descriptor with a key."""
    return _BY_KEY.get(key)


# ---------------------------------------------------------------- descriptor texts
# The 25 descriptors of a data element as texts, in their order.

_LABELS: Final = (SKOS.prefLabel, FOAF.name, RDFS.label)
_LANGUAGES: Final = ("vi", "en", "und")


def descriptor_texts(
    iri: str, nquads: bytes, *, lang: str = "vi", has_words: bool = True
) -> Iterator[tuple[Descriptor, tuple[str, ...]]]:
    """The descriptors that a data element has, each with its texts, in `lang` or the next language.

    Args:
        has_words: whether lengths and digits have their unit in words, as people read them; JSON has them without.
    """
    graph = ElementGraph.of(nquads)
    node = NamedNode(iri)
    domain = describe_element(iri, nquads).domain
    for descriptor in DESCRIPTORS:
        if descriptor.kind == "domain":
            found = tuple(_domain_texts(descriptor.key, domain, graph, node, lang if has_words else None))
        else:
            found = tuple(_texts(graph, node, descriptor, lang))
        if found:
            yield descriptor, found


def _texts(graph: ElementGraph, node: NamedNode, descriptor: Descriptor, lang: str) -> Iterator[str]:
    for term in descriptor.terms:
        values = graph.of_node(node, term)
        literals = [value for value in values if isinstance(value, RdfLiteral)]
        if descriptor.kind == "texts":
            yield from _in_language(literals, lang)
            continue
        yield from sorted({value.value for value in literals})
        things = sorted((value for value in values if not isinstance(value, RdfLiteral)), key=str)
        for value in things:
            labels = [one for prop in _LABELS for one in graph.of_node(value, prop) if isinstance(one, RdfLiteral)]
            if labels:
                yield from _in_language(labels, lang)
            elif isinstance(value, NamedNode):
                listed = concept_at(value.value)
                yield value.value if listed is None else listed.label(lang)


def _in_language(literals: Iterable[RdfLiteral], lang: str) -> list[str]:
    """The texts in a language, else in the next that there are any in."""
    by_language: dict[str, list[str]] = {}
    for value in literals:
        by_language.setdefault(value.language or "und", []).append(value.value)
    for wanted in (lang, *_LANGUAGES, *sorted(by_language)):
        if wanted in by_language:
            return sorted(by_language[wanted])
    return []


def _domain_texts(
    key: str, domain: ValueDomainDraft, graph: ElementGraph, node: NamedNode, lang: str | None
) -> Iterator[str]:
    """The texts of a descriptor of the value domain."""
    if key == "datatype":
        yield from datatype_names(domain, lang)
    elif key == "format":
        yield from domain_limits(domain, lang)
    elif key == "value-list":
        if domain.code_list is not None:
            yield domain.code_list
        yield from (value if label is None else f"{value}: {label}" for value, label in domain.codes)
    else:
        bounds = domain_range(domain)
        owners: list[NamedNode | BlankNode | RdfLiteral] = [node, *graph.of_node(node, DMV.valueDomain)]
        written = [text for owner in owners for text in graph.texts(owner, DMV.validRange)]
        yield from dict.fromkeys((*([] if bounds is None else [bounds]), *written))


def datatype_names(domain: ValueDomainDraft, lang: str | None) -> Iterator[str]:
    """The name of the datatype, and that which the schema of origin gives it.

    Args:
        lang: the language of the name; None for that of XML Schema.
    """
    local = None if domain.datatype is None else domain.datatype.rpartition("#")[2]
    word = None if local is None or lang is None else ElementsText.DATATYPES.get(local)
    name = local if word is None else word().render(lang or "")
    if name is not None:
        yield name
    known = {one.casefold() for one in (local, name) if one is not None}
    if domain.native_type is not None and domain.native_type.casefold() not in known:
        yield domain.native_type


def domain_range(domain: ValueDomainDraft) -> str | None:
    """The bounds of a value domain, without words; None if it has none.

    >>> domain_range(ValueDomainDraft(minimum="0", maximum="150")), domain_range(ValueDomainDraft(minimum="0"))
    ('[0; 150]', '≥ 0')
    """
    least, most = domain.minimum, domain.maximum
    if least is not None and most is not None and not (domain.minimum_is_exclusive or domain.maximum_is_exclusive):
        return f"[{least}; {most}]"
    sides = (
        None if least is None else f"{'>' if domain.minimum_is_exclusive else '≥'} {least}",
        None if most is None else f"{'<' if domain.maximum_is_exclusive else '≤'} {most}",
    )
    return "; ".join(one for one in sides if one is not None) or None


def domain_limits(domain: ValueDomainDraft, lang: str | None) -> Iterator[str]:
    """Lengths, digits, format and unit of a value domain, in the words of a language; None for without words.

    >>> list(domain_limits(ValueDomainDraft(max_length=20), "vi"))
    ['tối đa 20 ký tự']
    """
    if domain.min_length is not None or domain.max_length is not None:
        yield _length(domain) if lang is None else _length_in_words(domain).render(lang)
    if domain.precision is not None or domain.scale is not None:
        if lang is not None:
            yield _digits_in_words(domain).render(lang)
        elif domain.precision is not None:
            yield str(domain.precision) if domain.scale is None else f"{domain.precision},{domain.scale}"
    if domain.format is not None:
        yield domain.format
    if domain.unit is not None:
        yield domain.unit


def _length(domain: ValueDomainDraft) -> str:
    if domain.min_length == domain.max_length:
        return str(domain.max_length)
    return f"{domain.min_length or 0}–{'' if domain.max_length is None else domain.max_length}"


def _length_in_words(domain: ValueDomainDraft) -> Message:
    counted = ElementsText.BYTES if domain.family == "binary" else ElementsText.CHARACTERS
    least, most = domain.min_length, domain.max_length
    if most is None:
        return ElementsText.AT_LEAST(length=counted(count=least or 0))
    if least == most:
        return counted(count=most)
    return (
        ElementsText.AT_MOST(length=counted(count=most))
        if not least
        else ElementsText.BETWEEN(least=least, most=counted(count=most))
    )


def _digits_in_words(domain: ValueDomainDraft) -> Message:
    decimals = None if domain.scale is None else ElementsText.DECIMALS(count=domain.scale)
    if domain.precision is None:
        return ElementsText.AT_MOST(length=decimals or ElementsText.DECIMALS(count=0))
    digits = ElementsText.DIGITS(count=domain.precision)
    return ElementsText.AT_MOST(
        length=digits if decimals is None else ElementsText.DIGITS_AND_DECIMALS(digits=digits, decimals=decimals)
    )


# ---------------------------------------------------------------- field texts
# Texts of what limits the values of a column: its lengths, bounds and codes, and whether it is required or a key.

_CODES_SHOWN: Final = 30
"""Enumerated codes that are listed; of the others the number is."""


def field_conditions(field: ColumnDraft, lang: str) -> Iterator[str]:
    """The conditions for a value beside its value domain: key, required, unique, reference."""
    if field.is_primary_key:
        yield DictionaryReportText.PRIMARY_KEY().render(lang)
    if field.is_required:
        yield DictionaryReportText.REQUIRED().render(lang)
    if field.is_unique:
        yield DictionaryReportText.UNIQUE().render(lang)
    if field.references is not None:
        yield DictionaryReportText.REFERS_TO(target=field.references).render(lang)


def domain_texts(domain: ValueDomainDraft, lang: str) -> Iterator[str]:
    """Lengths, digits, format, unit and bounds, then the list and the codes."""
    yield from limit_texts(domain, lang)
    if domain.code_list is not None:
        yield domain.code_list
    yield from code_texts(domain, lang)


def limit_texts(domain: ValueDomainDraft, lang: str | None) -> Iterator[str]:
    """Lengths, digits, format, unit and bounds, in the words of a language; None for without words."""
    yield from domain_limits(domain, lang)
    bounds = domain_range(domain)
    if bounds is not None:
        yield bounds


def code_texts(domain: ValueDomainDraft, lang: str) -> Iterator[str]:
    """The first enumerated codes with their labels, and the number of the others."""
    for value, label in domain.codes[:_CODES_SHOWN]:
        yield value if label is None else f"{value}: {label}"
    if len(domain.codes) > _CODES_SHOWN:
        yield DictionaryReportText.CODES_MORE(count=len(domain.codes) - _CODES_SHOWN).render(lang)


# ---------------------------------------------------------------- draft graphs
# Write drafts of tables and elements as graphs: CSVW and SKOS, and danhmuc's vocabulary for what these lack.

_Term: TypeAlias = NamedNode | BlankNode | RdfLiteral
_TRUE: Final = RdfLiteral("true", datatype=XSD.boolean)
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
    return (Quad(NamedNode(iri), DMV.secrecy, RdfLiteral(mark)) for mark in dict.fromkeys(marks))


def _places(place: str) -> tuple[str, ...]:
    """The document of a place, which may have a pointer behind a number sign."""
    return (place.partition("#")[0],) if place else ()


def _table_quads(node: NamedNode, draft: TableDraft) -> Iterator[Quad]:
    yield Quad(node, RDF.type, CSVW.Schema)
    yield Quad(node, CSVW.name, RdfLiteral(draft.name))
    if draft.schema is not None:
        yield Quad(node, DMV.schemaName, RdfLiteral(draft.schema))
    yield from _draft_texts(node, DCT.title, draft.titles)
    yield from _draft_texts(node, DCT.description, draft.descriptions)
    keys = draft.primary_key or tuple(one.name for one in draft.columns if one.is_primary_key)
    for name in dict.fromkeys(keys):
        yield Quad(node, CSVW.primaryKey, RdfLiteral(name))
    for key in draft.unique_keys:
        blank = BlankNode()
        yield Quad(node, DMV.uniqueKey, blank)
        for name in dict.fromkeys(key):
            yield Quad(blank, CSVW.columnReference, RdfLiteral(name))
    for name, condition in draft.checks:
        blank = BlankNode()
        yield Quad(node, DMV.checkedBy, blank)
        yield Quad(blank, DCT.title, RdfLiteral(name))
        yield Quad(blank, RDF.value, RdfLiteral(condition))
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
    yield Quad(node, CSVW.name, RdfLiteral(draft.name))
    yield from _draft_texts(node, CSVW.title, draft.titles)
    yield from _draft_texts(node, DCT.description, draft.descriptions)
    flags = ((CSVW.required, draft.is_required), (DMV.isUnique, draft.is_unique))
    for prop, is_so in (*flags, (DMV.isRepeated, draft.is_repeated and draft.separator is None)):
        if is_so:
            yield Quad(node, prop, _TRUE)
    texts = ((DMV.references, draft.references), (CSVW.default, draft.default), (CSVW.separator, draft.separator))
    for prop, text in (*texts, *((CSVW.null, one) for one in dict.fromkeys(draft.null_values))):
        if text is not None:
            yield Quad(node, prop, RdfLiteral(text))
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
        yield Quad(blank, CSVW.base, RdfLiteral(domain.datatype.removeprefix(XSD.iri)))
    for prop, value in facets:
        yield Quad(blank, prop, value)


def _facets(domain: ValueDomainDraft) -> Iterator[tuple[NamedNode, RdfLiteral]]:
    if domain.format is not None:
        yield CSVW.format, RdfLiteral(domain.format)
    numbers = ((CSVW.minLength, domain.min_length), (CSVW.maxLength, domain.max_length))
    for prop, number in (*numbers, (XSD.totalDigits, domain.precision), (XSD.fractionDigits, domain.scale)):
        if number is not None:
            yield prop, RdfLiteral(str(number), datatype=XSD.nonNegativeInteger)
    if domain.minimum is not None:
        yield CSVW.minExclusive if domain.minimum_is_exclusive else CSVW.minInclusive, RdfLiteral(domain.minimum)
    if domain.maximum is not None:
        yield CSVW.maxExclusive if domain.maximum_is_exclusive else CSVW.maxInclusive, RdfLiteral(domain.maximum)


def _domain_quads(node: BlankNode, domain: ValueDomainDraft) -> Iterator[Quad]:
    """The triples of a value domain that CSVW has no word for."""
    if domain.native_type is not None:
        yield Quad(node, DMV.nativeType, RdfLiteral(domain.native_type))
    if domain.unit is not None:
        yield Quad(node, DMV.unit, _node(domain.unit) or RdfLiteral(domain.unit))
    if domain.code_list is not None:
        yield Quad(node, DMV.codeList, _node(domain.code_list) or _list_node(domain.code_list))
    for value, label in dict(domain.codes).items():
        blank = BlankNode()
        yield Quad(node, DMV.allowedValue, blank)
        yield Quad(blank, RDF.type, SKOS.Concept)
        yield Quad(blank, SKOS.notation, RdfLiteral(value))
        if label is not None:
            yield Quad(blank, SKOS.prefLabel, RdfLiteral(label))


def _list_node(token: str) -> _Term:
    """The list that comes with danhmuc under a token, else the token."""
    return NamedNode(load(token).iri) if token in tokens() else RdfLiteral(token)


def _element_quads(node: NamedNode, draft: ElementDraft) -> Iterator[Quad]:
    yield Quad(node, RDF.type, DMV.DataElement)
    yield Quad(node, DCT.identifier, RdfLiteral(draft.identifier))
    yield from _draft_texts(node, SKOS.prefLabel, draft.titles)
    yield from _draft_texts(node, SKOS.definition, draft.definitions)
    domain = BlankNode()
    yield Quad(node, DMV.valueDomain, domain)
    yield Quad(domain, RDF.type, DMV.ValueDomain)
    yield from _datatype_quads(domain, draft.value_domain)
    yield from _domain_quads(domain, draft.value_domain)
    for key, text in draft.values:
        descriptor = descriptor_by_key(key)
        if descriptor is None:
            # Nothing that a dictionary says is lost, even if its key is none of the 25.
            yield Quad(node, SKOS.note, RdfLiteral(f"{key}: {text}"))
        elif descriptor.kind == "domain":
            # What its text says beyond the parts of the value domain that could be read.
            yield Quad(domain, descriptor.terms[-1] if key == "valid-range" else SKOS.note, RdfLiteral(text))
        elif descriptor.kind in ("texts", "identifier"):
            yield Quad(node, descriptor.terms[0], RdfLiteral(text))
        else:
            yield from _value_quads(node, descriptor, text)


def _value_quads(node: NamedNode, descriptor: Descriptor, text: str) -> Iterator[Quad]:
    """The value of a descriptor: a text, a thing by its IRI, or one that has the text as its name."""
    prop = descriptor.terms[0]
    named = _node(text)
    if descriptor.kind == "text":
        is_address = descriptor.key == "api" and named is not None
        yield Quad(node, prop, named if is_address and named is not None else RdfLiteral(text))
    elif named is not None:
        yield Quad(node, prop, named)
    else:
        blank = BlankNode()
        is_agent = descriptor.kind == "agent"
        yield Quad(node, prop, blank)
        yield Quad(blank, RDF.type, FOAF.Agent if is_agent else _LABELLED.get(prop, SKOS.Concept))
        yield Quad(blank, FOAF.name if is_agent else SKOS.prefLabel, RdfLiteral(text))


def _draft_texts(node: NamedNode | BlankNode, prop: NamedNode, texts: Iterable[tuple[str, str]]) -> Iterator[Quad]:
    for language, text in dict.fromkeys(texts):
        is_tagged = language not in ("", NO_LANGUAGE)
        yield Quad(node, prop, RdfLiteral(text, language=language) if is_tagged else RdfLiteral(text))


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
