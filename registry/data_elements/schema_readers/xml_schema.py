"""XML Schema: complex types as tables, their elements and attributes as columns.

A global element with a type of its own is a table, too. Elements within an element without a named type become columns
with dotted names; one of a named complex type is one column, since that type is a table.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import XMLParser, fromstring

from danhmuc.vocab.messages import FOREIGN_WORDS
from danhmuc.vocab.reading.limits import MAX_DEPTH
from danhmuc.vocab.text import one_line, shorten

from ...messages.schema_reading import SchemaReadingText
from ...record.table_draft import ColumnDraft, TableDraft, ValueDomainDraft
from .column_list import ColumnList
from .schema_marks import marks_in_xml
from .schema_notes import ColumnBudget, SchemaNotes
from .schema_reading import FoundSchema, SchemaDocument
from .xml_schema_documents import XSD_NAMESPACE, XmlSchemaCopies, copy_documents
from .xml_schema_models import refuse_large_models
from .xml_schema_types import read_annotation, read_simple_type, read_written_type

if TYPE_CHECKING:
    from xmlschema import XMLSchema10, XMLSchema11


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
