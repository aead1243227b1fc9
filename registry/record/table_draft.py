"""Tables, columns, elements and value domains as values: read from schemas, or from the graphs of a registry.

A text whose schema does not say its language has the language ``und``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from pyoxigraph import NamedNode

from danhmuc.vocab.folding import fold
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.terms import XSD

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
