"""Drafts of tables, elements and value domains, as readers of schemas find them; no RDF terms, no SQL.

A text whose schema does not say its language has the language ``und``.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["NO_LANGUAGE", "ColumnDraft", "ElementDraft", "TableDraft", "ValueDomainDraft"]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnDraft:
    """One column, field or property.

    Attributes:
        name: technical name.
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
    value_domain: ValueDomainDraft
    is_required: bool = False
    is_unique: bool = False
    is_primary_key: bool = False
    references: str | None = None
    element: str | None = None
    default: str | None = None
    null_values: tuple[str, ...] = ()
    is_repeated: bool = False
    separator: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDraft:
    """One table.

    Attributes:
        schema: schema of a database, or a namespace.
        place: document and pointer that it was read from.
        unique_keys: columns that together are unique, beside the primary key.
        checks: constraints of a database: name and condition, as it writes them.
    """

    name: str
    schema: str | None = None
    titles: tuple[tuple[str, str], ...] = ()
    descriptions: tuple[tuple[str, str], ...] = ()
    columns: tuple[ColumnDraft, ...]
    primary_key: tuple[str, ...] = ()
    place: str
    iri: str | None = None
    unique_keys: tuple[tuple[str, ...], ...] = ()
    checks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementDraft:
    """One term of a dictionary by the 25 descriptors.

    Attributes:
        titles, definitions: language and text.
        values: key of a descriptor, such as ``usage-context``, and its text, for the others of the 25.
    """

    identifier: str
    titles: tuple[tuple[str, str], ...]
    definitions: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, str], ...]
    value_domain: ValueDomainDraft
    place: str
