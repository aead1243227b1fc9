"""The tables of an export: each dataset that leaves, with the table schemas that it or its distributions have."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.lines import written_values
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import CSVW, DCAT, DCT, DMV, RDF, SKOS, XSD
from danhmuc.vocab.words import fold
from danhmuc.vocab.writing import Unwritten
from danhmuc.vocab.writing.unwritten import RefusedRecord

from ..record.described_elements import (
    ColumnDraft,
    ElementGraph,
    ElementTerm,
    TableDraft,
    TypeFamily,
    ValueDomainDraft,
    describe_inner_tables,
    describe_table,
    type_family,
)
from ..record.exported import ExportedRecord

# ---------------------------------------------------------------- exported tables

_IS_SCHEMA: Final = f" {RDF.type} {CSVW.Schema} .\n".encode()
_TABLE: Final = f" {CSVW.tableSchema} ".encode()
_ADDRESSES: Final = (DCAT.downloadURL, DCAT.accessURL)
_WRITTEN: Final = frozenset(
    str(term) for term in (DCT.conformsTo, DCT.title, CSVW.tableSchema, *_ADDRESSES, DCAT.distribution, RDF.type)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedTable:
    """One table of a dataset.

    Attributes:
        dataset: IRI.
        titles: of the dataset, by language.
        url: address of the file that has the table; the IRI of the dataset if it has none, or several.
        has_file: whether it is the address of a file.
        codes: identifiers of the dataset.
        nquads: lines that describe the schema.
        node: of the schema in these lines: its IRI, or a blank node.
    """

    dataset: str
    titles: tuple[tuple[str, str], ...]
    url: str
    has_file: bool
    codes: tuple[str, ...]
    schema: TableDraft
    nquads: bytes
    node: str


def exported_tables(records: Iterable[ExportedRecord], lost: Unwritten) -> Iterator[ExportedTable]:
    """The tables of records that leave, in their order; what is no table is counted as lost."""
    for record in records:
        if record.role == "element":
            continue  # it is written with each dataset that has it
        if record.role == "node":
            lost.nodes += 1
            continue
        tables = list(tables_of(record)) if record.role == "record" else []
        if tables:
            _count_lost(record, lost, b"".join(one.nquads for one in tables if one.schema.iri not in record.reached))
            yield from tables
            continue
        is_catalog = record.role == "catalog-record" or record.main_class == DCAT.Catalog.value
        shown = abbreviate(record.main_class or DCAT.CatalogRecord.value)
        lost.refused.append(
            RefusedRecord(
                iri=record.iri,
                why="class" if is_catalog else "table",
                fields=(shown,) if is_catalog else ("dct:conformsTo",),
                triples=record.nquads.count(b"\n"),
                role=record.role,
                source=None if record.facts is None else record.facts.source,
            )
        )


def tables_of(record: ExportedRecord) -> Iterator[ExportedTable]:
    """The tables of one dataset that leaves: records by the IRIs of their schemas, then those within its own graph."""
    named = {value.decode() for value in written_values(record.nquads)}
    schemas = {iri: nquads for iri, nquads in record.reached.items() if iri in named and _IS_SCHEMA in nquads}
    if not schemas and _TABLE not in record.nquads and _IS_SCHEMA not in record.nquads:
        return
    graph = ElementGraph.of(record.nquads)
    root = NamedNode(record.iri)
    distributions = [one for one in graph.of_node(root, DCAT.distribution) if not isinstance(one, Literal)]
    titles = graph.by_language(root, DCT.title)
    codes = tuple(graph.texts(root, DCT.identifier))

    def table(own: Sequence[ElementTerm], schema: TableDraft, nquads: bytes, node: str) -> ExportedTable:
        addresses = {url for one in own or distributions if (url := _address(graph, one)) is not None}
        return ExportedTable(
            dataset=record.iri,
            titles=titles,
            url=next(iter(addresses)) if len(addresses) == 1 else record.iri,
            has_file=len(addresses) == 1,
            codes=codes,
            schema=schema,
            nquads=nquads,
            node=node,
        )

    for iri, nquads in sorted(schemas.items()):
        node = NamedNode(iri)
        own = [one for one in distributions if node in graph.of_node(one, DCT.conformsTo)]
        if own or node in graph.of_node(root, DCT.conformsTo):
            yield table(own, describe_table(iri, nquads), nquads, str(node))
    for inner in describe_inner_tables(graph, record.iri):
        if inner.table.iri not in schemas:
            subjects = {str(one).encode() for one in graph.tree(inner.node)}
            lines = record.nquads.splitlines(keepends=True)
            own_lines = b"".join(line for line in lines if line.partition(b" ")[0] in subjects)
            holders = [one for one in inner.holders if one != root]
            yield table(holders, inner.table, own_lines, str(inner.node))


def _address(graph: ElementGraph, node: object) -> str | None:
    """The address of a distribution: of its file, else of a page that leads there."""
    if isinstance(node, Literal):
        return None
    for prop in _ADDRESSES:
        found = sorted(one.value for one in graph.of_node(node, prop) if isinstance(one, NamedNode))  # type: ignore[arg-type]
        if found:
            return found[0]
    return None


def _count_lost(record: ExportedRecord, lost: Unwritten, of_tables: bytes) -> None:
    """Count the triples of a dataset of which a list of tables has nothing, but not those of its own tables."""
    lost.record = record.iri
    written = set(of_tables.decode().splitlines())
    for line in record.nquads.decode().splitlines():
        if line not in written and line.split(" ", 2)[1] not in _WRITTEN:
            lost.add(line.removesuffix(" ."))


# ---------------------------------------------------------------- date patterns
# Patterns of days and times: those of Unicode, as CSVW has them, and how Table Schema and people write the same.
#
# Source: Unicode Technical Standard 35, part 4; the directives of strptime, which Table Schema takes.

_DIRECTIVES: Final[Mapping[str, str]] = {
    "%Y": "yyyy",
    "%m": "MM",
    "%d": "dd",
    "%H": "HH",
    "%M": "mm",
    "%S": "ss",
}
_FIELDS: Final = {pattern: directive for directive, pattern in _DIRECTIVES.items()}
_BETWEEN: Final = re.compile(r"[-/.: T]*")
_DIRECTIVE: Final = re.compile(r"(%.)")
_FIELD: Final = re.compile(r"([A-Za-z])\1*")
_WORD: Final = re.compile(r"[a-z]+(?:24)?|[^a-z]+")
_OF_WORDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("dd", "ngay"), "dd"),
    "thang": "MM",
    **dict.fromkeys(("yyyy", "nam"), "yyyy"),
    **dict.fromkeys(("hh", "hh24", "gio"), "HH"),
    **dict.fromkeys(("mi", "phut"), "mm"),
    **dict.fromkeys(("ss", "giay"), "ss"),
    "t": "T",
}


def pattern_of_directives(text: str) -> str | None:
    """The pattern of directives; None if one of them has none.

    >>> pattern_of_directives("%d/%m/%Y"), pattern_of_directives("%d %b %Y")
    ('dd/MM/yyyy', None)
    """
    parts = _DIRECTIVE.split(text)
    if not all(_BETWEEN.fullmatch(one) for one in parts[::2]) or not all(one in _DIRECTIVES for one in parts[1::2]):
        return None
    return "".join(_DIRECTIVES.get(one, one) for one in parts) if len(parts) > 1 else None


def directives_of_pattern(text: str) -> str | None:
    """The directives of a pattern; None if a field of it has none.

    >>> directives_of_pattern("dd/MM/yyyy"), directives_of_pattern("d MMM yyyy")
    ('%d/%m/%Y', None)
    """
    written = _FIELD.sub(lambda found: found[0] if found[0] == "T" else _FIELDS.get(found[0], "?"), text)
    return written if "%" in written and pattern_of_directives(written) == text else None


def pattern_of_words(text: str) -> str | None:
    """The pattern of a day or time as people write it; None if it is not plain.

    >>> pattern_of_words("DD/MM/YYYY"), pattern_of_words("ngày/tháng/năm"), pattern_of_words("dd-mm-yyyy hh:mm")
    ('dd/MM/yyyy', 'dd/MM/yyyy', 'dd-MM-yyyy HH:mm')
    """
    found: list[str] = []
    for word in _WORD.findall(fold(text)):
        if word == "mm":
            # Minutes stand behind hours, months before.
            found.append("mm" if "HH" in found else "MM")
        elif word in _OF_WORDS:
            found.append(_OF_WORDS[word])
        elif _BETWEEN.fullmatch(word):
            found.append(word)
        else:
            return None
    fields = [one for one in found if one in _FIELDS]
    return "".join(found) if len(fields) > 1 and len(set(fields)) == len(fields) else None


# ---------------------------------------------------------------- csvw writer

_LETTER: Final = r"(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})"
_NAME: Final = re.compile(rf"(?!_){_LETTER}+(?:\.{_LETTER}+)*")
_NUMBER_FORMAT: Final = re.compile(r"(?:[#0@.,;E+%‰ -]|'[^']*')+")
_NOT_BUILT_IN: Final = frozenset({XSD.NOTATION.value, XSD.anyType.value, XSD.anySimpleType.value})
_MARKUP: Final = frozenset({"html", "json", "xml"})
"""Datatypes of CSVW that XML Schema does not have."""
_PARTS_OF_DATES: Final = frozenset(
    term.value for term in (XSD.gYear, XSD.gYearMonth, XSD.gMonth, XSD.gMonthDay, XSD.gDay)
)
_BOUNDED: Final = frozenset({"integer", "number", "date", "datetime", "time", "duration"})
"""Families whose values have an order that bounds may be given in."""


def csvw_tables(tables: Iterable[ExportedTable]) -> Iterator[dict[str, Any]]:
    """The metadata of tables, each with an address of its own: a second table of one address has its name behind."""
    addresses: set[str] = set()
    for table in tables:
        address, number = table.url, 1
        while address in addresses:
            number += 1
            name = table.schema.name or f"table-{number}"
            address = f"{table.url.partition('#')[0]}#{quote(name if number == 2 else f'{name}-{number}', safe='')}"
        addresses.add(address)
        yield csvw_table(replace(table, url=address))


def csvw_table(table: ExportedTable) -> dict[str, Any]:
    """The metadata of one table."""
    schema = table.schema
    found: dict[str, Any] = {"url": table.url}
    if titles := _by_language(schema.titles or table.titles):
        found["dc:title"] = titles
    if descriptions := _by_language(schema.descriptions):
        found["dc:description"] = descriptions
    columns = [_column(one) for one in schema.columns]
    _part_names(columns)
    own = ((CSVW.name, schema.name or None), (DMV.schemaName, schema.schema))
    made: dict[str, Any] = {
        **({} if schema.iri is None else {"@id": schema.iri}),
        **{term.value: text for term, text in own if text is not None},
        "columns": columns,
    }
    names = {one.name: column["name"] for one, column in zip(schema.columns, columns, strict=True) if one.name}
    keys = [names[key] for key in schema.primary_key if key in names]
    if keys and len(keys) == len(schema.primary_key):
        made["primaryKey"] = keys if len(keys) > 1 else keys[0]
    found["tableSchema"] = made
    return found


def _column(field: ColumnDraft) -> dict[str, Any]:
    name = field.name or f"_col.{field.number}"
    # A header of the file is compared with the titles.
    titles: dict[str, list[str]] = {"und": [name]} if name != f"_col.{field.number}" else {}
    for language, text in field.titles:
        if text not in titles.setdefault(language, []):
            titles[language].append(text)
    found: dict[str, Any] = {"name": _column_name(name, field.number)}
    if titles:
        found["titles"] = {key: texts if len(texts) > 1 else texts[0] for key, texts in sorted(titles.items())}
    if descriptions := _by_language(field.descriptions):
        found["dc:description"] = descriptions
    datatype = _datatype(field.value_domain)
    if datatype is not None:
        found["datatype"] = datatype
    if field.is_required:
        found["required"] = True
    if field.default is not None:
        found["default"] = field.default
    if field.null_values:
        found["null"] = list(field.null_values)
    if field.separator:
        found["separator"] = field.separator
    if field.element is not None:
        found["propertyUrl"] = field.element
    found |= _further(field)
    if field.name and found["name"] != field.name:
        found[CSVW.name.value] = field.name
    return found


def _part_names(columns: Iterable[dict[str, Any]]) -> None:
    """Give a column another name if an earlier one has the same: two names may be encoded alike."""
    seen: set[str] = set()
    for number, column in enumerate(columns, 1):
        if column["name"] in seen:
            column["name"] = f"c{number}.{number}"
        seen.add(column["name"])


def _column_name(name: str, number: int) -> str:
    """A name as templates of addresses can have it; in one that is none, other letters are percent-encoded."""
    if _NAME.fullmatch(name):
        return name
    encoded = quote(name, safe="").replace("-", "%2D").replace("~", "%7E")
    return encoded if _NAME.fullmatch(encoded) else f"c{number}"


def _datatype(domain: ValueDomainDraft) -> str | dict[str, Any] | None:
    """The datatype: its name, or an object with what narrows it."""
    is_built_in = domain.datatype is not None and domain.datatype not in _NOT_BUILT_IN
    base = domain.datatype.removeprefix(XSD.iri) if domain.datatype is not None and is_built_in else "string"
    if domain.datatype is None and domain.native_type in _MARKUP:
        base, is_built_in = domain.native_type, True
    family = type_family(domain.datatype) if domain.datatype is not None and is_built_in else "text"
    is_part = domain.datatype in _PARTS_OF_DATES
    facets: dict[str, Any] = {}
    written = None if domain.format is None else _format(family, domain.format)
    if written is not None:
        facets["format"] = written
    if family in ("text", "binary") and not is_part and domain.datatype != XSD.QName.value:
        if domain.min_length is not None and domain.min_length == domain.max_length:
            facets["length"] = domain.max_length
        else:
            facets |= {
                name: size
                for name, size in (("minLength", domain.min_length), ("maxLength", domain.max_length))
                if size is not None
            }
    if family in _BOUNDED or is_part:
        if domain.minimum is not None:
            facets["minExclusive" if domain.minimum_is_exclusive else "minimum"] = domain.minimum
        if domain.maximum is not None:
            facets["maxExclusive" if domain.maximum_is_exclusive else "maximum"] = domain.maximum
    if facets:
        return {"base": base, **facets}
    # A text is what a column has without a datatype; to name it would be to say how its schema writes it.
    return base if is_built_in and (base != "string" or domain.native_type is not None) else None


def _format(family: str | None, written: str) -> str | dict[str, str] | None:
    """A format as CSVW has it, if it means the same there.

    It is a pattern of numbers, alone or with marks of its own, two words for true and false, a pattern of dates, or
    else a regular expression.
    """
    if family in ("integer", "number"):
        if _NUMBER_FORMAT.fullmatch(written) is not None:
            return written
        return _number_marks(written)
    return None if family == "boolean" and written.count("|") != 1 else written


def _number_marks(written: str) -> dict[str, str] | None:
    """The pattern of a number with the marks that it has in place of point and comma, which is kept as JSON."""
    try:
        found = json.loads(written)
    except (ValueError, RecursionError):
        return None
    is_format = isinstance(found, dict) and set(found) <= {"decimalChar", "groupChar", "pattern"}
    return found if is_format and all(isinstance(one, str) for one in found.values()) else None


def _further(field: ColumnDraft) -> dict[str, Any]:
    """Values that CSVW has no word for, by the IRIs of properties."""
    domain = field.value_domain
    found: dict[str, Any] = {}
    for term, text in ((DMV.unit, domain.unit), (DMV.codeList, domain.code_list)):
        if text is not None:
            found[term.value] = {"@id": text} if "://" in text else text
    for term, text in ((DMV.nativeType, domain.native_type), (DMV.references, field.references)):
        if text is not None:
            found[term.value] = text
    flags = ((DMV.isUnique, field.is_unique), (DMV.isRepeated, field.is_repeated and not field.separator))
    found |= {term.value: True for term, is_so in flags if is_so}
    digits = ((XSD.totalDigits, domain.precision), (XSD.fractionDigits, domain.scale))
    found |= {term.value: number for term, number in digits if number is not None}
    if domain.codes:
        found[DMV.allowedValue.value] = [
            {SKOS.notation.value: value, **({} if label is None else {SKOS.prefLabel.value: label})}
            for value, label in domain.codes
        ]
    return found


def _by_language(texts: Iterable[tuple[str, str]]) -> list[dict[str, str] | str] | dict[str, str] | str | None:
    """Texts as common properties have them: one without language, such as a comment of a database, is a plain one."""
    found = [{"@value": text, "@language": lang} if lang != "und" else text for lang, text in texts]
    return found if len(found) > 1 else found[0] if found else None


# ---------------------------------------------------------------- table schema writer
# Write tables as a Data Package of Table Schemas.
#
# Source: Data Package 1 and Table Schema 1 of the Frictionless specifications.

_TYPES: Final[dict[TypeFamily, str]] = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "datetime": "datetime",
    "time": "time",
    "duration": "duration",
    "binary": "string",
}
_OWN_TYPES: Final = {XSD.gYear.value: "year", XSD.gYearMonth.value: "yearmonth"}
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,15}")
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_WITH_PATTERN: Final = frozenset({"date", "datetime", "time"})
_BOUNDED_TYPES: Final = frozenset({"integer", "number", "date", "datetime", "time", "year", "yearmonth"})


def package_resources(tables: Iterable[ExportedTable]) -> Iterator[dict[str, Any]]:
    """The resources of a Data Package, each with its Table Schema; their names are unique."""
    names: set[str] = set()
    for table in tables:
        name = _resource_name(table, names)
        found: dict[str, Any] = {"name": name}
        if title := _text(table.schema.titles or table.titles):
            found["title"] = title
        if description := _text(table.schema.descriptions):
            found["description"] = description
        if table.has_file and table.url.startswith(("http://", "https://")):
            found["path"] = table.url
        else:
            found["data"] = []
        found["schema"] = table_schema(table)
        found["sources"] = [{"title": _text(table.titles) or table.dataset, "path": table.dataset}]
        yield found


def table_schema(table: ExportedTable) -> dict[str, Any]:
    """The Table Schema of one table."""
    fields = [_field(one) for one in table.schema.columns]
    found: dict[str, Any] = {"fields": fields}
    names = {one["name"] for one in fields}
    if table.schema.primary_key and names.issuperset(table.schema.primary_key):
        found["primaryKey"] = list(table.schema.primary_key)
    keys = [list(key) for key in table.schema.unique_keys if names.issuperset(key)]
    if keys:
        found["uniqueKeys"] = keys
    values = sorted({value for one in table.schema.columns for value in one.null_values})
    if values:
        found["missingValues"] = values
    return found


def _field(field: ColumnDraft) -> dict[str, Any]:
    domain = field.value_domain
    kind = _type(domain)
    found: dict[str, Any] = {"name": field.name or f"column_{field.number}", "type": kind}
    for key, texts in (("title", field.titles), ("description", field.descriptions)):
        if text := _text(texts):
            found[key] = text
    if domain.datatype == XSD.anyURI.value:
        found["format"] = "uri"
    elif domain.family == "binary":
        found["format"] = "binary"
    elif kind in _WITH_PATTERN and domain.format is not None:
        written = directives_of_pattern(domain.format)
        if written is not None or "%" in domain.format:
            found["format"] = written or domain.format
    if field.element is not None:
        found["rdfType"] = field.element
    constraints = _constraints(field, kind)
    if constraints:
        found["constraints"] = constraints
    labels = dict(domain.codes)
    if "enum" in constraints and any(label is not None for label in labels.values()):
        found["categories"] = [
            {"value": _value(value, kind), **({} if label is None else {"label": label})}
            for value, label in labels.items()
        ]
    further = (
        *((DMV.unit, domain.unit), (DMV.codeList, domain.code_list)),
        *((DMV.nativeType, domain.native_type), (DMV.references, field.references)),
    )
    found |= {term.value: text for term, text in further if text is not None}
    return found


def _type(domain: ValueDomainDraft) -> str:
    if domain.datatype in _OWN_TYPES:
        return _OWN_TYPES[domain.datatype]
    family = domain.family
    return "any" if family is None else _TYPES[family]


def _constraints(field: ColumnDraft, kind: str) -> dict[str, Any]:
    domain = field.value_domain
    found: dict[str, Any] = {}
    if field.is_required:
        found["required"] = True
    if field.is_unique:
        found["unique"] = True
    if kind == "string":
        sizes = (("minLength", domain.min_length), ("maxLength", domain.max_length))
        found |= {name: size for name, size in sizes if size is not None}
        if domain.format is not None:
            found["pattern"] = domain.format
    if kind in _BOUNDED_TYPES:
        # Table Schema 1 has bounds that are values themselves, and no others.
        bounds = (
            ("minimum", domain.minimum, domain.minimum_is_exclusive),
            ("maximum", domain.maximum, domain.maximum_is_exclusive),
        )
        for name, bound, is_exclusive in bounds:
            if bound is not None and not is_exclusive and (value := _value(bound, kind)) is not None:
                found[name] = value
    codes = [_value(value, kind) for value, _ in domain.codes]
    if codes and None not in codes and kind in ("string", "integer", "number"):
        found["enum"] = codes
    return found


def _value(text: str, kind: str) -> str | int | float | None:
    """A lexical form as JSON has a value of a type; None for one that it is none of."""
    if kind == "integer":
        return int(text) if _INTEGER.fullmatch(text) else None
    if kind == "number":
        if _INTEGER.fullmatch(text):
            return int(text)
        # A text where a number of JSON would be another one.
        found = float(text) if _NUMBER.fullmatch(text) else None
        return text if found is not None and Decimal(repr(found)) != Decimal(text) else found
    return text


def _text(texts: Iterable[tuple[str, str]]) -> str | None:
    """The Vietnamese text, else English, else any."""
    by_language = dict(texts)
    return next((by_language[one] for one in ("vi", "en", *sorted(by_language)) if one in by_language), None)


def _resource_name(table: ExportedTable, names: set[str]) -> str:
    """A name of lower-case letters, digits, hyphens and underscores that no table before has."""
    words = re.sub(r"[^a-z0-9_]+", "-", fold(table.schema.name or _text(table.schema.titles) or "table")).strip("-")
    name = words or "table"
    number = 2
    while name in names:
        name = f"{words or 'table'}-{number}"
        number += 1
    names.add(name)
    return name


# ---------------------------------------------------------------- skos writer
# Write data elements and what they are made of as concepts of SKOS, one scheme for each class.
#
# What SKOS has a word for is written; value domains, units and owners are not, and are counted as lost.

_CONCEPTS: Final = {
    DMV.ConceptualDomain.value: "conceptual-domain",
    DMV.DataElement.value: "data-element",
    DMV.DataElementConcept.value: "data-element-concept",
    DMV.ObjectClass.value: "object-class",
    DMV.Property.value: "property",
}
"""The classes that are concepts, with the last part of the IRI of their scheme."""
_SCHEMES: Final = "https://w3id.org/danhmuc/id/dictionary/"
_COPIED: Final = (
    SKOS.prefLabel,
    SKOS.altLabel,
    SKOS.definition,
    SKOS.scopeNote,
    SKOS.note,
    SKOS.exactMatch,
    SKOS.closeMatch,
    SKOS.broadMatch,
    SKOS.narrowMatch,
    SKOS.relatedMatch,
    SKOS.related,
    SKOS.broader,
)
_RELATED: Final = (DMV.dataElementConcept, DMV.objectClass, DMV.elementProperty, DMV.conceptualDomain)
"""Links between parts of a dictionary, which SKOS has as *related*."""


def skos_lines(records: Iterable[ExportedRecord], lost: Unwritten) -> Iterator[str]:
    """The triples of concepts as N-Triples lines with their line ends, in the order of the records."""
    schemes: set[str] = set()
    for record in records:
        name = _CONCEPTS.get(record.main_class or "")
        if record.role != "element" or name is None:
            lost.nodes += record.role in ("node", "element")
            if record.role not in ("node", "element"):
                # A dictionary has no datasets: they are what its concepts are about.
                lost.record = record.iri
                for line in record.nquads.decode().splitlines():
                    lost.add(line.removesuffix(" ."))
            continue
        scheme = NamedNode(_SCHEMES + name)
        if name not in schemes:
            schemes.add(name)
            yield f"{scheme} {RDF.type} {SKOS.ConceptScheme} .\n"
        yield from _concept_lines(record, scheme, lost)
        yield from record.matched_codes.decode().splitlines(keepends=True)


def _concept_lines(record: ExportedRecord, scheme: NamedNode, lost: Unwritten) -> Iterator[str]:
    graph = ElementGraph.of(record.nquads)
    node = NamedNode(record.iri)
    lines = {f"{node} {RDF.type} {SKOS.Concept} .\n", f"{node} {SKOS.inScheme} {scheme} .\n"}
    written = {str(RDF.type), str(DCT.identifier)}
    for text in graph.texts(node, DCT.identifier):
        lines.add(f"{node} {SKOS.notation} {Literal(text)} .\n")
    for prop in _COPIED:
        written.add(str(prop))
        lines.update(f"{node} {prop} {value} .\n" for value in graph.of_node(node, prop) if _is_own(value))
    for prop in _RELATED:
        written.add(str(prop))
        for value in graph.of_node(node, prop):
            if isinstance(value, NamedNode):
                lines.add(f"{node} {SKOS.related} {value} .\n")
    lost.record = record.iri
    for line in record.nquads.decode().splitlines():
        if line.split(" ", 2)[1] not in written:
            lost.add(line.removesuffix(" ."))
    yield from sorted(lines)


def _is_own(value: object) -> bool:
    """Whether a value can stand without its own description."""
    return not isinstance(value, BlankNode)
