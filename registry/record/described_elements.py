"""Tables, columns and data elements as their graphs describe them, and what they mean.

What a graph does not say is None or empty; a value that is not understood is left out, so that it never counts as
equal to another one.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from pyoxigraph import BlankNode, NamedNode
from pyoxigraph import Literal as LiteralTerm

from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.terms import CSVW, DCAT, DCT, DMV, RDF, SKOS, XSD
from danhmuc.vocab.words import fold

from .record import quads_of

# ---------------------------------------------------------------- table draft
# Tables, columns, elements and value domains as values: read from schemas, or from the graphs of a registry.
#
# A text whose schema does not say its language has the language ``und``.

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
DATATYPES: Final[Mapping[str, TypeFamily]] = {
    term.value: family for family, terms in _FAMILIES.items() for term in terms
}
"""The family of each datatype of XML Schema that is known, by its IRI."""
_LONGEST_KEY: Final = 200
NO_LANGUAGE = "und"
"""The language of a text that says none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueDomainDraft:
    """The values that a column may have.

    Attributes:
        datatype: IRI of a datatype of XML Schema, or None where it cannot be told.
        native_type: as the schema writes it: ``VARCHAR(20)``, ``string/date-time``.
        unit: as written: the IRI of a unit, or its symbol.
        format: a regular expression or the format of a date, as written.
        minimum, maximum: in their lexical form.
        codes: enumerated values with their labels.
        code_list: IRI or token of a shared list that it is bound to.
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

    def as_dict(self) -> dict[str, object]:
        """The value domain as JSON has it."""
        return json_members(self, self.__slots__)

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
class ColumnDraft:
    """One column, field or property.

    Attributes:
        name: technical name; empty if it has none.
        number: 1 for the first column.
        titles, descriptions: language and text.
        references: ``table.column`` of a foreign key.
        element: IRI of the data element that it says it uses.
        null_values: texts in a cell that mean that there is no value.
        is_repeated: whether one row may have several values in it.
        separator: between the values of one cell.
    """

    name: str
    number: int
    titles: tuple[tuple[str, str], ...] = ()
    descriptions: tuple[tuple[str, str], ...] = ()
    value_domain: ValueDomainDraft = field(default_factory=ValueDomainDraft)
    is_required: bool = False
    is_unique: bool = False
    is_primary_key: bool = False
    references: str | None = None
    element: str | None = None
    default: str | None = None
    null_values: tuple[str, ...] = ()
    is_repeated: bool = False
    separator: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The column as JSON has it."""
        return json_members(self, self.__slots__)

    @property
    def name_keys(self) -> frozenset[str]:
        """The keys of its names."""
        return keys_of((self.name, *(text for _, text in self.titles)))


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDraft:
    """One table.

    Attributes:
        name: technical name; empty if it has none.
        schema: schema of a database, or a namespace.
        place: document and pointer that it was read from; empty where it was read from its graph.
        unique_keys: columns that together are unique, beside the primary key.
        checks: constraints of a database: name and condition, as it writes them.
        datasets: IRIs of the datasets that its graph says it is the schema of.
        graph: its N-Quads, if a document has them as danhmuc wrote them; they say more than the other fields.
        marks: what marks it as a state secret, or may.
    """

    name: str
    schema: str | None = None
    titles: tuple[tuple[str, str], ...] = ()
    descriptions: tuple[tuple[str, str], ...] = ()
    columns: tuple[ColumnDraft, ...] = ()
    primary_key: tuple[str, ...] = ()
    place: str = ""
    iri: str | None = None
    unique_keys: tuple[tuple[str, ...], ...] = ()
    checks: tuple[tuple[str, str], ...] = ()
    datasets: tuple[str, ...] = ()
    graph: bytes = field(default=b"", repr=False)
    marks: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The table as JSON has it, without its graph."""
        return json_members(self, [name for name in self.__slots__ if name != "graph"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementDraft:
    """One term of a dictionary by the 25 descriptors.

    Attributes:
        titles, definitions: language and text.
        values: key of a descriptor, such as ``usage-context``, and its text, for the others of the 25.
        marks: what marks it as a state secret, or may.
    """

    identifier: str
    titles: tuple[tuple[str, str], ...]
    definitions: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, str], ...]
    value_domain: ValueDomainDraft
    place: str
    marks: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The term as JSON has it."""
        return json_members(self, self.__slots__)


def type_family(datatype: str | None) -> TypeFamily | None:
    """The family of a datatype by its IRI; None for one that is not known."""
    return None if datatype is None else DATATYPES.get(datatype)


def name_key(name: str) -> str:
    """A name without case, marks and what stands between words, so that spellings of one name are equal.

    >>> name_key("Ngày sinh"), name_key("NGAY_SINH"), name_key("ngaySinh")
    ('ngaysinh', 'ngaysinh', 'ngaysinh')
    """
    return "".join(letter for letter in fold(name) if letter.isalnum())[:_LONGEST_KEY]


def keys_of(names: Iterable[str]) -> frozenset[str]:
    """The keys of some names."""
    return frozenset(key for name in names if (key := name_key(name)))


# ---------------------------------------------------------------- element graph
# The graph of a table schema or data element, by node and property.

ElementTerm: TypeAlias = NamedNode | BlankNode | LiteralTerm
TextsByLanguage: TypeAlias = tuple[tuple[str, str], ...]
"""Language and text, ``und`` for no language."""


@dataclass(frozen=True, slots=True)
class ElementGraph:
    """The values of each node by property."""

    values: Mapping[ElementTerm, Mapping[NamedNode, list[ElementTerm]]]

    @classmethod
    def of(cls, nquads: bytes) -> ElementGraph:
        """The graph of canonical N-Quads."""
        found: dict[ElementTerm, dict[NamedNode, list[ElementTerm]]] = {}
        for quad in quads_of(nquads):
            if isinstance(quad.subject, NamedNode | BlankNode) and isinstance(
                quad.object, NamedNode | BlankNode | LiteralTerm
            ):
                found.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
        return cls(found)

    def of_node(self, node: ElementTerm, prop: NamedNode) -> list[ElementTerm]:
        """The values of a property."""
        values = self.values.get(node)
        return [] if values is None else values.get(prop, [])

    def texts(self, node: ElementTerm, prop: NamedNode) -> list[str]:
        """The literals of a property, sorted."""
        return sorted(one.value for one in self.of_node(node, prop) if isinstance(one, LiteralTerm))

    def text(self, node: ElementTerm, prop: NamedNode) -> str | None:
        """The first literal of a property."""
        return min((one.value for one in self.of_node(node, prop) if isinstance(one, LiteralTerm)), default=None)

    def by_language(self, node: ElementTerm, prop: NamedNode) -> TextsByLanguage:
        """The literals of a property with their languages, ``und`` for none."""
        values = (one for one in self.of_node(node, prop) if isinstance(one, LiteralTerm))
        return tuple(sorted({(one.language or "und", one.value) for one in values}))

    def first(self, nodes: Iterable[ElementTerm], prop: NamedNode) -> str | None:
        """The first literal of a property of the first node that has one."""
        return next((found for node in nodes if (found := self.text(node, prop)) is not None), None)

    def number(self, nodes: Iterable[ElementTerm], prop: NamedNode) -> int | None:
        """The same as a whole number; None if it is none."""
        text = self.first(nodes, prop)
        return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else None

    def flag(self, node: ElementTerm, prop: NamedNode) -> bool:
        """Whether a property is true."""
        return any(text in ("true", "1") for text in self.texts(node, prop))

    def tree(self, node: ElementTerm) -> set[ElementTerm]:
        """The node, and all blank nodes that its values lead to."""
        found: set[ElementTerm] = {node}
        waiting = [node]
        while waiting:
            for values in self.values.get(waiting.pop(), {}).values():
                fresh = [one for one in values if isinstance(one, BlankNode) and one not in found]
                found.update(fresh)
                waiting += fresh
        return found

    def members(self, node: ElementTerm, prop: NamedNode) -> list[ElementTerm]:
        """The values of a property in order: of a list its members, else sorted by name."""
        values = self.of_node(node, prop)
        heads = sorted((one for one in values if one == RDF.nil or self.of_node(one, RDF.first)), key=str)
        if heads:
            return list(self._walk(heads[0]))
        return sorted(values, key=lambda one: (self.text(one, CSVW.name) or "", str(one)))

    def _walk(self, head: ElementTerm) -> Iterator[ElementTerm]:
        seen: set[ElementTerm] = set()
        while head not in seen and self.of_node(head, RDF.first):
            seen.add(head)
            yield self.of_node(head, RDF.first)[0]
            head = next(iter(self.of_node(head, RDF.rest)), RDF.nil)


# ---------------------------------------------------------------- element meaning
# The meaning of a data element or table schema: what its definition and its value domain say, part by part.
#
# Graphs of equal parts mean the same, whatever their blank nodes are called. What is not understood within a value
# domain is a part of it, so that a change of it is a change.
#
# Source of the rules: docs/decisions/0079-standard-elements.md.

MeaningPart: TypeAlias = Literal[
    "class", "definition", "concept", "datatype", "unit", "format", "bounds", "codes", "value-domain", "columns"
]
MEANING_PARTS: Final[tuple[MeaningPart, ...]] = (
    "class",
    "definition",
    "concept",
    "datatype",
    "unit",
    "format",
    "bounds",
    "codes",
    "value-domain",
    "columns",
)
"""All parts, in the order in which they are told."""

_VALUE_DOMAIN: Final = frozenset({DMV.valueDomain, CSVW.datatype})
"""Properties of which the value may be described by a blank node that has parts of its own."""
_PARTS: Final[Mapping[NamedNode, MeaningPart]] = {
    SKOS.definition: "definition",
    DCT.description: "definition",
    DMV.dataElementConcept: "concept",
    DMV.objectClass: "concept",
    DMV.elementProperty: "concept",
    DMV.conceptualDomain: "concept",
    CSVW.datatype: "datatype",
    CSVW.base: "datatype",
    DMV.nativeType: "datatype",
    DMV.unit: "unit",
    CSVW.format: "format",
    CSVW.length: "format",
    CSVW.minLength: "format",
    CSVW.maxLength: "format",
    XSD.totalDigits: "format",
    XSD.fractionDigits: "format",
    CSVW.minInclusive: "bounds",
    CSVW.maxInclusive: "bounds",
    CSVW.minExclusive: "bounds",
    CSVW.maxExclusive: "bounds",
    DMV.validRange: "bounds",
    DMV.codeList: "codes",
    DMV.allowedValue: "codes",
    DMV.valueDomain: "value-domain",
}
_NAMES: Final = frozenset({RDF.type, SKOS.prefLabel, SKOS.altLabel, CSVW.title})
"""What only names a value domain, a datatype or a column."""
_DEEPEST: Final = 12
"""Blank nodes within blank nodes that are compared one by one; below, the graph as a whole counts."""
_Term: TypeAlias = NamedNode | BlankNode | LiteralTerm


def changed_parts(before: tuple[str, bytes], after: tuple[str, bytes]) -> tuple[MeaningPart, ...]:
    """The parts of the meaning in which two versions of a data element or table schema differ.

    Args:
        before, after: the IRI that each describes, and its graph as canonical N-Quads.
    """
    old, new = (_Meaning(*one).parts() for one in (before, after))
    return tuple(part for part in MEANING_PARTS if old.get(part) != new.get(part))


class _Meaning:
    """The statements of a graph that make the meaning of what an IRI names."""

    def __init__(self, iri: str, nquads: bytes) -> None:
        self._root = NamedNode(iri)
        self._graph = ElementGraph.of(nquads)
        self._whole = hashlib.sha256(nquads).hexdigest()
        self._digests: dict[tuple[_Term, int], str] = {}

    def parts(self) -> Mapping[MeaningPart, frozenset[str]]:
        """A text for each statement, by part; a part that nothing states is not there."""
        found: defaultdict[MeaningPart, set[str]] = defaultdict(set)
        for part, statement in self._statements(self._root, 0):
            found[part].add(statement)
        for number, column in enumerate(self._graph.members(self._root, CSVW.column)):
            found["columns"].add(f"{number} {self._digest_of(column, 0)}")
        return {part: frozenset(texts) for part, texts in found.items()}

    def _statements(self, node: _Term, depth: int) -> Iterator[tuple[MeaningPart, str]]:
        for prop, values in self._graph.values.get(node, {}).items():
            part = _PARTS.get(prop)
            if part is None and depth and prop not in _NAMES:
                part = "value-domain"
            if part is None:
                continue
            for value in values:
                if prop in _VALUE_DOMAIN and isinstance(value, BlankNode) and depth < _DEEPEST:
                    yield from self._statements(value, depth + 1)
                else:
                    yield part, f"{prop} {self._digest_of(value, depth)}"

    def _digest_of(self, term: _Term, depth: int) -> str:
        """A text that is equal for equal terms, and for blank nodes of which the same is said."""
        if not isinstance(term, BlankNode):
            return str(term)
        if depth > _DEEPEST:
            return self._whole
        if (term, depth) not in self._digests:
            said = sorted(
                f"{prop} {self._digest_of(value, depth + 1)}"
                for prop, values in self._graph.values.get(term, {}).items()
                if prop != CSVW.title
                for value in values
            )
            self._digests[term, depth] = hashlib.sha256("\n".join(said).encode()).hexdigest()
        return self._digests[term, depth]


# ---------------------------------------------------------------- described elements

_CSVW_NAMES: Final[Mapping[str, str]] = {
    "number": "double",
    "binary": "base64Binary",
    "datetime": "dateTime",
    "any": "anyAtomicType",
}
"""Names that CSVW gives built-in datatypes, where XML Schema has others."""
_LONGEST_NUMBER: Final = 18
"""The most digits of a code that is ordered as a number."""


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
    domain: ValueDomainDraft = field(default_factory=ValueDomainDraft)
    value_domain: str | None = None

    @property
    def name_keys(self) -> frozenset[str]:
        """The keys of its names and synonyms."""
        return keys_of((self.technical_name, *(text for _, text in (*self.titles, *self.synonyms))))


def describe_table(iri: str, nquads: bytes) -> TableDraft:
    """The table schema of an IRI in its own graph."""
    return _table(ElementGraph.of(nquads), NamedNode(iri), iri)


@dataclass(frozen=True, slots=True, kw_only=True)
class InnerTable:
    """A table schema that stands within the graph of a dataset, as a workbook gives it.

    Attributes:
        node: of the schema.
        holders: the dataset and its distributions that have it.
    """

    node: ElementTerm
    holders: tuple[ElementTerm, ...]
    table: TableDraft


def describe_inner_tables(graph: ElementGraph, iri: str) -> tuple[InnerTable, ...]:
    """The table schemas within the graph of a dataset, by name and title."""
    root = NamedNode(iri)
    found: dict[ElementTerm, list[ElementTerm]] = {}
    for holder in (root, *graph.of_node(root, DCAT.distribution)):
        named = [one for one in graph.of_node(holder, DCT.conformsTo) if _is_schema(graph, one)]
        for node in (*graph.of_node(holder, CSVW.tableSchema), *named):
            if graph.of_node(node, CSVW.column) or _is_schema(graph, node):
                found.setdefault(node, []).append(holder)
    described = [
        InnerTable(
            node=node,
            holders=tuple(holders),
            table=_table(graph, node, node.value if isinstance(node, NamedNode) else None),
        )
        for node, holders in found.items()
    ]
    return tuple(sorted(described, key=lambda one: _order(one.table)))


def _order(table: TableDraft) -> tuple[object, ...]:
    return (table.iri or "", table.name, table.titles, [one.name for one in table.columns])


def _is_schema(graph: ElementGraph, node: ElementTerm) -> bool:
    return CSVW.Schema in graph.of_node(node, RDF.type)


def _table(graph: ElementGraph, node: ElementTerm, iri: str | None) -> TableDraft:
    primary = graph.texts(node, CSVW.primaryKey)
    nodes = graph.members(node, CSVW.column)
    columns = tuple(_field(graph, one, number, primary) for number, one in enumerate(nodes, 1))
    names = [one.name for one in columns]
    checks = [
        (graph.text(one, DCT.title) or "", graph.text(one, RDF.value)) for one in graph.of_node(node, DMV.checkedBy)
    ]
    return TableDraft(
        iri=iri,
        name=graph.text(node, CSVW.name) or "",
        schema=graph.text(node, DMV.schemaName),
        titles=graph.by_language(node, DCT.title),
        descriptions=graph.by_language(node, DCT.description),
        columns=columns,
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


def _field(graph: ElementGraph, node: ElementTerm, number: int, primary: Iterable[str]) -> ColumnDraft:
    name = graph.text(node, CSVW.name) or ""
    elements = sorted(one.value for one in graph.of_node(node, DMV.dataElement) if isinstance(one, NamedNode))
    separator = graph.text(node, CSVW.separator)
    return ColumnDraft(
        number=number,
        name=name,
        titles=graph.by_language(node, CSVW.title),
        descriptions=graph.by_language(node, DCT.description),
        value_domain=_domain(graph, node),
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


def _domain(graph: ElementGraph, node: ElementTerm) -> ValueDomainDraft:
    """The value domain of a column or data element, stated by itself and by the value domains within its graph."""
    nodes = [node, *graph.of_node(node, DMV.valueDomain)]
    datatypes = [one for owner in nodes for one in graph.of_node(owner, CSVW.datatype)]
    facets = [*datatypes, *nodes]
    exclusive_minimum = graph.first(facets, CSVW.minExclusive)
    exclusive_maximum = graph.first(facets, CSVW.maxExclusive)
    length = graph.number(facets, CSVW.length)
    lists = [one.value for owner in nodes for one in graph.of_node(owner, DMV.codeList)]
    units = [one.value for owner in nodes for one in graph.of_node(owner, DMV.unit) if not isinstance(one, BlankNode)]
    return ValueDomainDraft(
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


def _datatype(graph: ElementGraph, nodes: Iterable[ElementTerm]) -> str | None:
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


def _datatype_words(nodes: Iterable[ElementTerm]) -> str | None:
    """A datatype that is written in words, as in a workbook, and is none of XML Schema."""
    words = sorted(
        one.value
        for one in nodes
        if isinstance(one, LiteralTerm) and _CSVW_NAMES.get(one.value, one.value) not in _TYPES
    )
    return words[0] if words else None


_TYPES: Final = {
    iri.rpartition("#")[2]: iri
    for iri in (*DATATYPES, XSD.anyAtomicType.value, XSD.anyType.value, XSD.anySimpleType.value)
}
"""The datatypes by their names."""


def _codes(graph: ElementGraph, nodes: Iterable[ElementTerm]) -> tuple[tuple[str, str | None], ...]:
    found: dict[str, str | None] = {}
    for node in nodes:
        for one in graph.of_node(node, DMV.allowedValue):
            if isinstance(one, LiteralTerm):
                found.setdefault(one.value)
                continue
            labels = graph.by_language(one, SKOS.prefLabel)
            for value in graph.texts(one, SKOS.notation):
                found[value] = _best(labels)
    return tuple(sorted(found.items(), key=lambda pair: _code_order(pair[0])))


def _code_order(code: str) -> tuple[bool, int, str]:
    """Numbers by their value, 2 before 10, then all else."""
    is_number = code.isascii() and code.isdecimal() and len(code) <= _LONGEST_NUMBER
    return not is_number, int(code) if is_number else 0, code


def _best(texts: TextsByLanguage) -> str | None:
    """The Vietnamese text, else English, else the first."""
    by_language = dict(texts)
    for language in ("vi", "en"):
        if language in by_language:
            return by_language[language]
    return texts[0][1] if texts else None
