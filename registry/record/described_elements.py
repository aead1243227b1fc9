"""Tables, columns and data elements as their graphs describe them.

What a graph does not say is None or empty; a value that is not understood is left out, so that it never counts as
equal to another one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from pyoxigraph import BlankNode, NamedNode
from pyoxigraph import Literal as LiteralTerm

from danhmuc.vocab.folding import fold
from danhmuc.vocab.terms import CSVW, DCAT, DCT, DMV, RDF, SKOS, XSD

from .element_graph import ElementGraph, TextsByLanguage

__all__ = [
    "DescribedDomain",
    "DescribedElement",
    "DescribedField",
    "DescribedTable",
    "TypeFamily",
    "describe_element",
    "describe_inner_tables",
    "describe_table",
    "name_key",
    "type_family",
]

TypeFamily = Literal["text", "integer", "number", "boolean", "date", "datetime", "time", "duration", "binary"]
"""Datatypes that hold the same kind of values."""
_FAMILIES: Final[Mapping[TypeFamily, tuple[NamedNode, ...]]] = {
    "text": (
        XSD.string,
        XSD.normalizedString,
        XSD.token,
        XSD.language,
        XSD.Name,
        XSD.NMTOKEN,
        XSD.anyURI,
        XSD.QName,
        XSD.NOTATION,
        XSD.gYear,
        XSD.gYearMonth,
        XSD.gMonth,
        XSD.gDay,
        XSD.gMonthDay,
    ),
    "integer": (
        XSD.integer,
        XSD.int,
        XSD.long,
        XSD.short,
        XSD.byte,
        XSD.nonNegativeInteger,
        XSD.positiveInteger,
        XSD.nonPositiveInteger,
        XSD.negativeInteger,
        XSD.unsignedLong,
        XSD.unsignedInt,
        XSD.unsignedShort,
        XSD.unsignedByte,
    ),
    "number": (
        XSD.decimal,
        XSD.double,
        XSD.float,
    ),
    "boolean": (XSD.boolean,),
    "date": (XSD.date,),
    "datetime": (
        XSD.dateTime,
        XSD.dateTimeStamp,
    ),
    "time": (XSD.time,),
    "duration": (
        XSD.duration,
        XSD.dayTimeDuration,
        XSD.yearMonthDuration,
    ),
    "binary": (
        XSD.base64Binary,
        XSD.hexBinary,
    ),
}
_FAMILY_OF: Final[Mapping[str, TypeFamily]] = {
    term.value: family for family, terms in _FAMILIES.items() for term in terms
}
_CSVW_NAMES: Final[Mapping[str, str]] = {
    "number": "double",
    "binary": "base64Binary",
    "datetime": "dateTime",
    "any": "anyAtomicType",
}
"""Names that CSVW gives built-in datatypes, where XML Schema has others."""
_LONGEST_KEY: Final = 200
_Term: TypeAlias = NamedNode | BlankNode | LiteralTerm


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedDomain:
    """The values that a column or a data element may have.

    Attributes:
        datatype: IRI of a datatype of XML Schema; None if it is not stated, or is none of these.
        native_type: as the schema of origin writes it.
        unit: an IRI, or a symbol as written.
        codes: enumerated values with their labels, by value.
        code_list: IRI or token of a list.
        precision, scale: largest number of digits, and of those behind the decimal point.
    """

    datatype: str | None = None
    native_type: str | None = None
    unit: str | None = None
    format: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    minimum: str | None = None
    maximum: str | None = None
    minimum_is_exclusive: bool = False
    maximum_is_exclusive: bool = False
    codes: tuple[tuple[str, str | None], ...] = ()
    code_list: str | None = None
    precision: int | None = None
    scale: int | None = None

    @property
    def family(self) -> TypeFamily | None:
        """The family of its datatype; None if that is not known."""
        return type_family(self.datatype)

    @property
    def key(self) -> str | None:
        """A digest that is equal for equal value domains; None if it is as wide as a datatype, with or without length.

        The datatype is not part of it, since one value domain may be written by several.
        """
        bounds = (self.minimum, self.minimum_is_exclusive, self.maximum, self.maximum_is_exclusive)
        codes = sorted({value.strip() for value, _ in self.codes})
        if not (codes or self.code_list or self.unit or self.format or self.minimum or self.maximum):
            return None
        parts = [self.code_list, None if self.unit is None else fold(self.unit), self.format, *bounds, codes]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedField:
    """One column of a table.

    Attributes:
        number: 1 for the first.
        name: technical name; empty if it has none.
        titles, descriptions: language and text, sorted.
        references: ``table.column`` that a foreign key leads to.
        element: IRI of the data element that it says it uses.
        separator: between several values of one cell.
    """

    number: int
    name: str
    titles: TextsByLanguage = ()
    descriptions: TextsByLanguage = ()
    domain: DescribedDomain = field(default_factory=DescribedDomain)
    is_required: bool = False
    is_unique: bool = False
    is_primary_key: bool = False
    references: str | None = None
    element: str | None = None
    default: str | None = None
    null_values: tuple[str, ...] = ()
    is_repeated: bool = False
    separator: str | None = None

    @property
    def name_keys(self) -> frozenset[str]:
        """The keys of its names."""
        return _keys((self.name, *(text for _, text in self.titles)))


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedTable:
    """One table schema.

    Attributes:
        name: technical name of the table; empty if it has none.
        schema: of the database, or the namespace.
        datasets: IRIs of the datasets that it says it is the schema of.
        unique_keys: columns that together are unique, beside the primary key.
        checks: name and condition of the constraints of a database.
    """

    iri: str
    name: str
    schema: str | None = None
    titles: TextsByLanguage = ()
    descriptions: TextsByLanguage = ()
    fields: tuple[DescribedField, ...] = ()
    primary_key: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()
    checks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedElement:
    """One data element.

    Attributes:
        identifier: the first of its identifiers in the alphabet; empty if it has none.
        titles, definitions, synonyms: language and text, sorted.
        technical_name: its name in tables.
        domain: of its value domain, if that stands in its own graph.
        value_domain: IRI of a value domain that is described elsewhere.
    """

    iri: str
    identifier: str
    titles: TextsByLanguage = ()
    definitions: TextsByLanguage = ()
    synonyms: TextsByLanguage = ()
    technical_name: str = ""
    domain: DescribedDomain = field(default_factory=DescribedDomain)
    value_domain: str | None = None

    @property
    def name_keys(self) -> frozenset[str]:
        """The keys of its names and synonyms."""
        return _keys((self.technical_name, *(text for _, text in (*self.titles, *self.synonyms))))


def type_family(datatype: str | None) -> TypeFamily | None:
    """The family of a datatype by its IRI; None for one that is not known."""
    return None if datatype is None else _FAMILY_OF.get(datatype)


def name_key(name: str) -> str:
    """A name without case, marks and what stands between words, so that spellings of one name are equal.

    >>> name_key("Ngày sinh"), name_key("NGAY_SINH"), name_key("ngaySinh")
    ('ngaysinh', 'ngaysinh', 'ngaysinh')
    """
    return "".join(letter for letter in fold(name) if letter.isalnum())[:_LONGEST_KEY]


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(key for name in names if (key := name_key(name)))


def describe_table(iri: str, nquads: bytes) -> DescribedTable:
    """The table schema of an IRI in its own graph."""
    return _table(ElementGraph.of(nquads), NamedNode(iri), iri)


def describe_inner_tables(iri: str, nquads: bytes) -> tuple[DescribedTable, ...]:
    """The table schemas that stand within the graph of a dataset, as a workbook gives them; by name and title.

    The IRI of one that has none is empty.
    """
    graph = ElementGraph.of(nquads)
    root = NamedNode(iri)
    holders: list[_Term] = [root, *graph.of_node(root, DCAT.distribution)]
    nodes = [one for holder in holders for one in graph.of_node(holder, CSVW.tableSchema)]
    nodes += [one for holder in holders for one in graph.of_node(holder, DCT.conformsTo) if _is_schema(graph, one)]
    described = [
        _table(graph, one, one.value if isinstance(one, NamedNode) else "")
        for one in dict.fromkeys(nodes)
        if graph.of_node(one, CSVW.column) or _is_schema(graph, one)
    ]
    return tuple(
        sorted(described, key=lambda one: (one.iri, one.name, one.titles, [field.name for field in one.fields]))
    )


def _is_schema(graph: ElementGraph, node: _Term) -> bool:
    return CSVW.Schema in graph.of_node(node, RDF.type)


def _table(graph: ElementGraph, node: _Term, iri: str) -> DescribedTable:
    primary = graph.texts(node, CSVW.primaryKey)
    columns = graph.members(node, CSVW.column)
    fields = tuple(_field(graph, one, number, primary) for number, one in enumerate(columns, 1))
    names = [one.name for one in fields]
    checks = [
        (graph.text(one, DCT.title) or "", graph.text(one, RDF.value)) for one in graph.of_node(node, DMV.checkedBy)
    ]
    return DescribedTable(
        iri=iri,
        name=graph.text(node, CSVW.name) or "",
        schema=graph.text(node, DMV.schemaName),
        titles=graph.by_language(node, DCT.title),
        descriptions=graph.by_language(node, DCT.description),
        fields=fields,
        primary_key=tuple(sorted(primary, key=lambda name: names.index(name) if name in names else len(names))),
        datasets=tuple(sorted(one.value for one in graph.of_node(node, DMV.isSchemaOf) if isinstance(one, NamedNode))),
        unique_keys=tuple(
            sorted(tuple(graph.texts(one, CSVW.columnReference)) for one in graph.of_node(node, DMV.uniqueKey))
        ),
        checks=tuple(sorted((name, condition) for name, condition in checks if condition is not None)),
    )


def describe_element(iri: str, nquads: bytes) -> DescribedElement:
    """The data element of an IRI in its own graph."""
    graph = ElementGraph.of(nquads)
    node = NamedNode(iri)
    domains = graph.of_node(node, DMV.valueDomain)
    elsewhere = sorted(one.value for one in domains if isinstance(one, NamedNode) and one not in graph.values)
    return DescribedElement(
        iri=iri,
        identifier=graph.text(node, DCT.identifier) or "",
        titles=graph.by_language(node, SKOS.prefLabel),
        definitions=graph.by_language(node, SKOS.definition),
        synonyms=graph.by_language(node, SKOS.altLabel),
        technical_name=graph.text(node, CSVW.name) or "",
        domain=_domain(graph, node),
        value_domain=elsewhere[0] if elsewhere else None,
    )


def _field(graph: ElementGraph, node: _Term, number: int, primary: Iterable[str]) -> DescribedField:
    name = graph.text(node, CSVW.name) or ""
    elements = sorted(one.value for one in graph.of_node(node, DMV.dataElement) if isinstance(one, NamedNode))
    separator = graph.text(node, CSVW.separator)
    return DescribedField(
        number=number,
        name=name,
        titles=graph.by_language(node, CSVW.title),
        descriptions=graph.by_language(node, DCT.description),
        domain=_domain(graph, node),
        is_required=graph.flag(node, CSVW.required),
        is_unique=graph.flag(node, DMV.isUnique),
        is_primary_key=name in primary,
        references=graph.text(node, DMV.references),
        element=elements[0] if elements else None,
        default=graph.text(node, CSVW.default),
        null_values=tuple(graph.texts(node, CSVW.null)),
        is_repeated=separator is not None or graph.flag(node, DMV.isRepeated),
        separator=separator,
    )


def _domain(graph: ElementGraph, node: _Term) -> DescribedDomain:
    """The value domain of a column or data element, stated by itself and by the value domains within its graph."""
    nodes = [node, *graph.of_node(node, DMV.valueDomain)]
    datatypes = [one for owner in nodes for one in graph.of_node(owner, CSVW.datatype)]
    facets = [*datatypes, *nodes]
    exclusive_minimum = graph.first(facets, CSVW.minExclusive)
    exclusive_maximum = graph.first(facets, CSVW.maxExclusive)
    length = graph.number(facets, CSVW.length)
    lists = [one.value for owner in nodes for one in graph.of_node(owner, DMV.codeList)]
    units = [one.value for owner in nodes for one in graph.of_node(owner, DMV.unit) if not isinstance(one, BlankNode)]
    return DescribedDomain(
        datatype=_datatype(graph, datatypes),
        native_type=graph.first(nodes, DMV.nativeType) or _datatype_words(datatypes),
        unit=min(units, default=None),
        format=graph.first(facets, CSVW.format),
        min_length=length if length is not None else graph.number(facets, CSVW.minLength),
        max_length=length if length is not None else graph.number(facets, CSVW.maxLength),
        minimum=exclusive_minimum or graph.first(facets, CSVW.minInclusive),
        maximum=exclusive_maximum or graph.first(facets, CSVW.maxInclusive),
        minimum_is_exclusive=exclusive_minimum is not None,
        maximum_is_exclusive=exclusive_maximum is not None,
        codes=_codes(graph, nodes),
        code_list=min(lists, default=None),
        precision=graph.number(facets, XSD.totalDigits),
        scale=graph.number(facets, XSD.fractionDigits),
    )


def _datatype(graph: ElementGraph, nodes: Iterable[_Term]) -> str | None:
    """The IRI of a datatype of XML Schema: stated itself, or as the base of a narrower one."""
    for node in nodes:
        for one in (node, *graph.of_node(node, CSVW.base)):
            if isinstance(one, BlankNode):
                continue
            name = one.value.removeprefix(XSD.iri) if isinstance(one, NamedNode) else one.value
            name = _CSVW_NAMES.get(name, name)
            if name in _TYPES:
                return _TYPES[name]
    return None


def _datatype_words(nodes: Iterable[_Term]) -> str | None:
    """A datatype that is written in words, as in a workbook, and is none of XML Schema."""
    words = sorted(
        one.value
        for one in nodes
        if isinstance(one, LiteralTerm) and _CSVW_NAMES.get(one.value, one.value) not in _TYPES
    )
    return words[0] if words else None


_TYPES: Final = {
    iri.rpartition("#")[2]: iri
    for iri in (*_FAMILY_OF, XSD.anyAtomicType.value, XSD.anyType.value, XSD.anySimpleType.value)
}
"""The datatypes by their names."""


def _codes(graph: ElementGraph, nodes: Iterable[_Term]) -> tuple[tuple[str, str | None], ...]:
    found: dict[str, str | None] = {}
    for node in nodes:
        for one in graph.of_node(node, DMV.allowedValue):
            if isinstance(one, LiteralTerm):
                found.setdefault(one.value)
                continue
            labels = graph.by_language(one, SKOS.prefLabel)
            for value in graph.texts(one, SKOS.notation):
                found[value] = _best(labels)
    return tuple(sorted(found.items(), key=lambda pair: pair[0]))


def _best(texts: TextsByLanguage) -> str | None:
    """The Vietnamese text, else English, else the first."""
    by_language = dict(texts)
    for language in ("vi", "en"):
        if language in by_language:
            return by_language[language]
    return texts[0][1] if texts else None
