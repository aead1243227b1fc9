"""XML Schema: complex types as tables, their elements and attributes as columns.

A global element with a type of its own is a table, too. Elements within an element without a named type become columns
with dotted names; one of a named complex type is one column, since that type is a table.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import Element, XMLParser, fromstring

from danhmuc.vocab.datatypes.grammar import XSD
from danhmuc.vocab.messages import FOREIGN_WORDS
from danhmuc.vocab.reading.notes import MAX_DEPTH
from danhmuc.vocab.text import one_line, shorten

from ...messages.elements import SchemaReadingText
from ...record.described_elements import NO_LANGUAGE, ColumnDraft, TableDraft, ValueDomainDraft
from .schema_reading import ColumnBudget, ColumnList, FoundSchema, SchemaDocument, SchemaNotes, marks_in_xml
from .xml_schema_documents import WRITTEN_PATTERN, XSD_NAMESPACE, XmlSchemaCopies, copy_documents, refuse_large_models

if TYPE_CHECKING:
    from xmlschema import XMLSchema10, XMLSchema11

# ---------------------------------------------------------------- xml schema types
# Simple types of XML Schema as value domains, and annotations as descriptions.

Texts = tuple[tuple[str, str], ...]
_XSD: Final = f"{{{XSD_NAMESPACE}}}"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_NO_DATATYPE: Final = frozenset({"anyType", "anySimpleType", "anyAtomicType", "error", "untypedAtomic"})


def read_annotation(component: Any) -> Texts:
    """The documentation of a component, by language."""
    annotation = component.annotation
    if annotation is None:
        return ()
    own = getattr(annotation, "elem", None)
    return () if own is None else tuple(dict.fromkeys(_documentation(own)))


def _documentation(annotation: Element) -> Iterator[tuple[str, str]]:
    for one in annotation:
        if one.tag == f"{_XSD}documentation":
            text = " ".join("".join(one.itertext()).split())
            if text:
                yield one.get(_LANGUAGE) or annotation.get(_LANGUAGE) or NO_LANGUAGE, text


def read_written_type(element: Any) -> str | None:
    """The type of an element as the schema writes it."""
    own = element.elem
    written = None if own is None else own.get("type") or own.get("ref")
    return written or (None if element.type.name is None else str(element.type.prefixed_name))


def read_simple_type(kind: Any, notes: SchemaNotes, place: str, *, written: str | None = None) -> ValueDomainDraft:
    """The value domain of a simple type: of its nearest type of XML Schema, with the facets between them."""
    native = written or _name(kind)
    variety = _variety(kind)
    if hasattr(variety, "item_type"):
        item = read_simple_type(variety.item_type, notes, place)
        return _with_native(item, f"list of {item.native_type or _name(variety.item_type)}")
    if hasattr(variety, "member_types"):
        found = _union(variety, native, notes, place)
        codes = _Facets(kind, notes, place).codes()
        return replace(found, codes=codes) if codes else found
    facets = _Facets(kind, notes, place)
    minimum, minimum_is_exclusive = facets.read_bound("minInclusive", "minExclusive")
    maximum, maximum_is_exclusive = facets.read_bound("maxInclusive", "maxExclusive")
    exact = facets.number("length")
    return ValueDomainDraft(
        datatype=facets.datatype,
        native_type=native,
        format=facets.pattern(),
        min_length=facets.number("minLength") if exact is None else exact,
        max_length=facets.number("maxLength") if exact is None else exact,
        minimum=minimum,
        minimum_is_exclusive=minimum_is_exclusive,
        maximum=maximum,
        maximum_is_exclusive=maximum_is_exclusive,
        codes=facets.codes(),
        precision=facets.number("totalDigits"),
        scale=facets.number("fractionDigits"),
    )


def _variety(kind: Any) -> Any:
    """The list or union that a type is or restricts; the type itself, if it is neither."""
    one = kind
    while one is not None and not hasattr(one, "item_type") and not hasattr(one, "member_types"):
        one = one.base_type
    return kind if one is None else one


def _union(kind: Any, native: str | None, notes: SchemaNotes, place: str) -> ValueDomainDraft:
    """The values of all members of a union; a datatype, if they have the same and enumerate their values or not."""
    members = [read_simple_type(one, notes, place) for one in kind.member_types or ()]
    datatypes = {one.datatype for one in members}
    whole = native or "|".join(one.native_type for one in members if one.native_type) or None
    if len(datatypes) != 1:
        return ValueDomainDraft(native_type=whole)
    codes: dict[str, str | None] = {}
    if all(one.codes for one in members):
        for one in members:
            codes |= dict(one.codes)
    return ValueDomainDraft(datatype=members[0].datatype, native_type=whole, codes=tuple(codes.items()))


def _with_native(domain: ValueDomainDraft, native: str) -> ValueDomainDraft:
    # Facets of a list count its members, those of the item their characters.
    return ValueDomainDraft(datatype=domain.datatype, native_type=native, codes=domain.codes, format=domain.format)


def _name(kind: Any) -> str | None:
    return None if kind is None or kind.name is None else str(kind.prefixed_name)


def _facet_elements(own: Element, name: str) -> list[Element]:
    """The elements of a facet of a type itself, not of a type within it."""
    holder = own if own.tag == f"{_XSD}restriction" else own.find(f"{_XSD}restriction")
    if holder is None:
        holder = own.find(f"{_XSD}simpleContent/{_XSD}restriction")
    return [] if holder is None else holder.findall(f"{_XSD}{name}")


class _Facets:
    """The facets of a simple type, from itself up to the type of XML Schema that it restricts."""

    def __init__(self, kind: Any, notes: SchemaNotes, place: str) -> None:
        self._notes, self._place, self._kind = notes, place, kind
        self._levels: list[Mapping[str, Any]] = []
        self._elements: list[Element] = []
        self.datatype: str | None = None
        while kind is not None:
            name = kind.name or ""
            if name.startswith(_XSD):
                local = name.removeprefix(_XSD)
                self.datatype = None if local in _NO_DATATYPE else getattr(XSD, local)
                break
            self._levels.append(getattr(kind, "facets", {}))
            if kind.elem is not None:
                self._elements.append(kind.elem)
            kind = kind.base_type

    def _nearest(self, name: str) -> Any:
        return next((level[f"{_XSD}{name}"] for level in self._levels if level.get(f"{_XSD}{name}") is not None), None)

    def number(self, name: str) -> int | None:
        """The value of a facet that is a number."""
        facet = self._nearest(name)
        value = None if facet is None else facet.value
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def read_bound(self, inclusive: str, exclusive: str) -> tuple[str | None, bool]:
        """The nearest bound of one side, as the schema writes it."""
        for level in self._levels:
            for name, is_exclusive in ((inclusive, False), (exclusive, True)):
                facet = level.get(f"{_XSD}{name}")
                if facet is None:
                    continue
                own = getattr(facet, "elem", None)
                text = None if own is None else own.get("value")
                if text is not None:
                    return text, is_exclusive
                message = SchemaReadingText.SCHEMA_BOUND_UNREADABLE(name=name, value=str(facet.value))
                self._notes.note("facet", message, self._place, value=str(facet.value))
        return None, False

    def _find_written(self, name: str) -> Iterator[list[Element]]:
        """The elements of a facet, level by level; of one level they are alternatives."""
        for own in self._elements:
            found = [one for one in _facet_elements(own, name) if one.get("value") is not None]
            if found:
                yield found

    def pattern(self) -> str | None:
        """The pattern: alternatives of one level as one; those of a second level hold, too, and are reported."""
        levels = list(self._find_written("pattern"))
        if not levels:
            return None
        if len(levels) > 1:
            name = _name(self._kind) or "pattern"
            self._notes.note("patterns", SchemaReadingText.SCHEMA_PATTERNS_SEVERAL(name=name), self._place, value=name)
        texts = [one.get(WRITTEN_PATTERN) or "" for one in levels[0]]
        return texts[0] if len(texts) == 1 else "|".join(f"({one})" for one in texts)

    def codes(self) -> tuple[tuple[str, str | None], ...]:
        """The enumerated values of the nearest level that has any, with their labels."""
        for found in self._find_written("enumeration"):
            codes: dict[str, str | None] = {}
            for one in found:
                annotation = one.find(f"{_XSD}annotation")
                label = None if annotation is None else next((text for _, text in _documentation(annotation)), None)
                codes.setdefault(str(one.get("value")), label)
            return tuple(codes.items())
        return ()


# ---------------------------------------------------------------- xml schema

_LONGEST: Final = 300


def read_xml_schema(document: SchemaDocument, notes: SchemaNotes) -> FoundSchema:
    """The tables of a document, and of those that it includes.

    Raises:
        DocumentError: it is no XML Schema, or not safe to read, or the library for it is not installed.
    """
    try:
        import xmlschema  # noqa: F401 - tells early whether it is there
    except ImportError:
        raise notes.refuse("library", SchemaReadingText.SCHEMA_LIBRARY_MISSING(extra="xsd")) from None
    budget = ColumnBudget(notes, len(document.data))
    copies = copy_documents(document, notes, budget)
    refuse_large_models(copies, notes)
    for data in copies.files.values():
        # Entities were refused when the documents were copied.
        notes.mark(marks_in_xml(fromstring(data, XMLParser(encoding="utf-8"))))  # noqa: S314
    with TemporaryDirectory(prefix="danhmuc-xsd-") as folder:
        for name, data in copies.files.items():
            (Path(folder) / name).write_bytes(data)
        schema = _open(Path(folder), copies, notes)
        reader = _Reader(schema, copies, notes, budget)
        try:
            return FoundSchema(tables=tuple(reader.tables()))
        except RecursionError:
            raise notes.refuse("too-deep", SchemaReadingText.SCHEMA_TOO_DEEP(limit=MAX_DEPTH)) from None


def _open(folder: Path, copies: XmlSchemaCopies, notes: SchemaNotes) -> XMLSchema10 | XMLSchema11:
    """The schema as the library has it; its faults become findings.

    Raises:
        DocumentError: the library cannot use it.
    """
    from xml.etree.ElementTree import ParseError

    from xmlschema import XMLSchema10, XMLSchema11, XMLSchemaException

    kind: type[XMLSchema10] | type[XMLSchema11] = XMLSchema11 if copies.is_1_1 else XMLSchema10
    first = folder / next(iter(copies.files))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            schema: XMLSchema10 | XMLSchema11 = kind(
                str(first),
                base_url=str(folder),
                allow="sandbox",
                defuse="always",
                validation="lax",
                use_fallback=False,
                loglevel=logging.CRITICAL,
            )
    except (XMLSchemaException, ParseError, OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        words = shorten(one_line(_without_folder(getattr(error, "message", None) or str(error), folder)), _LONGEST)
        raise notes.refuse("xml", SchemaReadingText.SCHEMA_XML_REFUSED(reason=FOREIGN_WORDS(words=words))) from None
    for fault in schema.all_errors:
        words = shorten(one_line(_without_folder(str(fault.message), folder)), _LONGEST)
        notes.note("xml", SchemaReadingText.SCHEMA_XML_FAULT(reason=FOREIGN_WORDS(words=words)), value=words)
    return schema


def _without_folder(words: str, folder: Path) -> str:
    return words.replace(f"file://{folder}/", "").replace(f"{folder}/", "").replace(str(folder), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """The way from a complex type to an element.

    Attributes:
        name: dotted; "" for the type itself.
        groups: that it leads through, by their identity.
    """

    name: str = ""
    is_required: bool = True
    is_repeated: bool = False
    groups: frozenset[int] = frozenset()

    def step(self, name: str) -> str:
        return f"{self.name}.{name}" if self.name else name


class _Reader:
    """Reads the tables of a schema."""

    def __init__(
        self, schema: XMLSchema10 | XMLSchema11, copies: XmlSchemaCopies, notes: SchemaNotes, budget: ColumnBudget
    ) -> None:
        self._schema, self._copies = schema, copies
        self._notes, self._budget = notes, budget

    def tables(self) -> Iterator[TableDraft]:
        """The tables: named complex types, then global elements with a type of their own."""
        for component in (*self._schema.maps.types.values(), *self._schema.maps.elements.values()):
            if not self._is_own(component):
                continue
            kind: Any = getattr(component, "type", component)
            is_element = kind is not component
            if kind.is_complex() and (not is_element or kind.name is None):
                table = self._table(component, kind)
                if table is not None:
                    yield table

    def _is_own(self, component: Any) -> bool:
        """Whether a component is of the schema, and not one that every schema has."""
        return component.name is not None and self._document(component) is not None

    def _document(self, component: Any) -> str | None:
        return self._copies.names.get(str(component.schema.url or "").rpartition("/")[2])

    def _table(self, component: Any, kind: Any) -> TableDraft | None:
        name = component.local_name
        columns = ColumnList(name, self._notes, self._budget)
        place = f"{self._document(component)}#{name}"
        if kind.has_simple_content() or kind.mixed:
            self._add_text(kind, _Way(name=name), columns, place)
        self._add_content(kind, _Way(), columns, place)
        if getattr(component, "identities", None):
            message = SchemaReadingText.SCHEMA_PART_UNREAD(part="key, unique, keyref")
            self._notes.note("part-unread", message, place, severity="info")
        if not len(columns):
            return None
        return TableDraft(
            name=name,
            schema=component.target_namespace or None,
            descriptions=read_annotation(component) or read_annotation(kind),
            columns=columns.columns(),
            place=place,
        )

    def _add_text(self, kind: Any, way: _Way, columns: ColumnList, place: str) -> None:
        """Add the text that a type has beside its attributes or elements."""
        domain = read_simple_type(kind.content, self._notes, place) if kind.has_simple_content() else None
        self._add_column(
            way,
            domain or ValueDomainDraft(native_type="mixed"),
            columns,
            place,
            descriptions=(),
            is_required=False if domain is None else way.is_required,
        )

    def _add_content(self, kind: Any, way: _Way, columns: ColumnList, place: str) -> None:
        """Add the elements and attributes of a complex type."""
        if not kind.has_simple_content():
            self._add_group(kind.content, way, columns, place)
        for attribute in kind.attributes.values():
            if attribute.name is None:
                self._note_wildcard("anyAttribute", place)
                continue
            if attribute.use == "prohibited":
                continue
            name = way.step(attribute.local_name)
            self._add_column(
                # An element of the same name comes first.
                replace(way, name=way.step(f"@{attribute.local_name}") if name in columns else name),
                read_simple_type(attribute.type, self._notes, place),
                columns,
                place,
                descriptions=read_annotation(attribute),
                is_required=way.is_required and attribute.use == "required",
                default=attribute.default,
                fixed=attribute.fixed,
                is_unique=_is_id(attribute.type),
            )

    def _add_group(self, group: Any, way: _Way, columns: ColumnList, place: str) -> None:
        if id(group) in way.groups:
            message = SchemaReadingText.SCHEMA_RECURSIVE(name=str(group.local_name))
            self._notes.note("recursive", message, place, severity="info", value=group.local_name)
            return
        way = replace(way, groups=way.groups | {id(group)})
        members = list(group)
        is_choice = group.model == "choice" and len(members) > 1
        way = replace(
            way,
            is_required=way.is_required and group.min_occurs > 0 and not is_choice,
            is_repeated=way.is_repeated or _is_many(group),
        )
        for member in members:
            if hasattr(member, "model"):
                self._add_group(member, way, columns, place)
            elif member.name is None:
                self._note_wildcard("any", place)
            else:
                self._add_element(member, way, columns, place)

    def _add_element(self, element: Any, way: _Way, columns: ColumnList, place: str) -> None:
        kind, name = element.type, way.step(element.local_name)
        own = replace(
            way,
            name=name,
            is_required=way.is_required and element.min_occurs > 0 and not element.nillable,
            is_repeated=way.is_repeated or _is_many(element),
        )
        if name in columns:
            # The same element in several alternatives, or a second time in a sequence.
            return
        descriptions = read_annotation(element) or (read_annotation(kind) if kind.name is None else ())
        if kind.is_simple():
            self._add_column(
                own,
                read_simple_type(kind, self._notes, place, written=read_written_type(element)),
                columns,
                place,
                descriptions=descriptions or read_annotation(kind),
                is_required=own.is_required,
                default=element.default,
                fixed=element.fixed,
                is_unique=_is_id(kind),
            )
        elif kind.name is None and element.ref is None:
            if kind.has_simple_content() or kind.mixed:
                self._add_text(kind, own, columns, place)
            self._add_content(kind, own, columns, place)
        else:
            # A table of its own, or a type that is not held.
            written = read_written_type(element)
            domain = read_simple_type(kind.content, self._notes, place) if kind.has_simple_content() else None
            self._add_column(
                own,
                ValueDomainDraft(native_type=written) if domain is None else replace(domain, native_type=written),
                columns,
                place,
                descriptions=descriptions,
                is_required=own.is_required,
            )

    def _add_column(
        self,
        way: _Way,
        domain: ValueDomainDraft,
        columns: ColumnList,
        place: str,
        *,
        descriptions: tuple[tuple[str, str], ...],
        is_required: bool,
        default: str | None = None,
        fixed: str | None = None,
        is_unique: bool = False,
    ) -> None:
        if fixed is not None:  # the one value that there may be, given where there is none
            domain, default = replace(domain, codes=((fixed, dict(domain.codes).get(fixed)),)), fixed
        is_list = domain.native_type is not None and domain.native_type.startswith("list of ")
        columns.add(
            ColumnDraft(
                name=way.name,
                number=columns.next_number,
                descriptions=descriptions,
                value_domain=domain,
                is_required=is_required,
                is_unique=is_unique,
                default=default,
                is_repeated=way.is_repeated or is_list,
                separator=" " if is_list else None,
            ),
            place,
        )

    def _note_wildcard(self, part: str, place: str) -> None:
        self._notes.note(
            "part-unread", SchemaReadingText.SCHEMA_PART_UNREAD(part=part), place, severity="info", value=part
        )


def _is_many(particle: Any) -> bool:
    return particle.max_occurs is None or particle.max_occurs > 1


def _is_id(kind: Any) -> bool:
    """Whether values of a type are unique in their document."""
    while kind is not None:
        if kind.name == f"{{{XSD_NAMESPACE}}}ID":
            return True
        kind = kind.base_type
    return False
