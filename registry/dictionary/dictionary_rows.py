"""Answers about data elements and columns, as lists and JSON show them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import MessageTemplate
from danhmuc.vocab.terms import CSVW, DMV

from ..data_elements.descriptors import descriptor_texts
from ..record.bars import Bars
from ..record.described_elements import DescribedElement, MeaningPart, TableDraft, ValueDomainDraft
from ..record.stored import BARRED_STATES
from ..store import elements as queries
from ..store.elements import DecisionOutcome, ElementRow, FieldRow, SchemaDataset, decisions
from ..store.stored_bars import read_bars
from ..store.waiting_elements import ShownVersions

if TYPE_CHECKING:
    from ..store.database import Connection

# ---------------------------------------------------------------- dictionary rows

MatchReason = Literal["same-name", "same-domain", "same-type", "compatible-type", "type-unknown"]
"""Why a column may use a data element; an unknown type is told, and proves nothing."""
CodeMatchReason = Literal["same-notation", "same-label"]
"""Why two codes may mean the same."""
BindingReason = Literal["name", "codes"]
"""By what a column seems to use a shared list: its name, or its enumerated values."""
UseBasis = Literal["stated", "accepted"]
"""Ground on which a column uses a data element: its schema states it, or a person accepted it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedElement:
    """A data element, a table schema, or what they are made of, in a list.

    Attributes:
        kind: name of its class, such as ``DataElement``; ``TableSchema`` for a csvw:Schema.
        accepted: by the profile of its source; None if it was not validated.
        columns: number of columns of a table schema; of a data element, of those that use it.
        version: number of the version that is shown.
        waiting_version: number of the newest version, if that waits for a decision.
        changed_parts: what it changes of the definition and value domain.
        name: technical name of what has no title; None for all else.
    """

    iri: str
    kind: str
    title: str | None
    source: str
    state: str
    accepted: bool | None
    columns: int
    version: int
    waiting_version: int | None = None
    changed_parts: tuple[MeaningPart, ...] = ()
    name: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The row as JSON has it."""
        return json_members(self, self.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingDataset:
    """A dataset with a column that uses a data element.

    Attributes:
        dataset: IRI; None where the table schema has no dataset.
        state: of its record; None if there is none.
    """

    dataset: str | None
    title: str | None
    source: str | None
    state: str | None
    schema: str
    column: str
    basis: UseBasis

    def as_dict(self) -> dict[str, object]:
        """The row as JSON has it."""
        return json_members(self, self.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementMatch:
    """A column that looks like a data element.

    Attributes:
        reasons: why, the strongest first.
        decision: of a person; None if nobody decided.
    """

    schema: str
    schema_title: str | None
    column: str
    column_title: str | None
    datatype: str | None
    element: str
    element_title: str | None
    reasons: tuple[MatchReason, ...]
    decision: DecisionOutcome | None = None

    def as_dict(self) -> dict[str, object]:
        """The match as JSON has it."""
        return json_members(self, self.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMatch:
    """Two codes of lists of one conceptual domain that may mean the same.

    Attributes:
        domain: IRI of the conceptual domain.
        code_list, other_list: short names of the lists.
        reasons: why, the strongest first.
        decision: of a person; None if nobody decided.
    """

    domain: str
    code_list: str
    code: str
    label: str | None
    other_list: str
    other_code: str
    other_label: str | None
    reasons: tuple[CodeMatchReason, ...]
    decision: DecisionOutcome | None = None

    def as_dict(self) -> dict[str, object]:
        """The match as JSON has it."""
        return json_members(self, self.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnboundField:
    """A column, or a data element, that seems to use a shared list and is not bound to it.

    Attributes:
        owner: IRI of the table schema, or of the data element.
        column: its name; empty for a data element.
        list_token: short name of the list.
        shared: number of enumerated values that are codes of the list; 0 if there are none.
    """

    owner: str
    column: str
    title: str | None
    list_token: str
    list_iri: str
    reasons: tuple[BindingReason, ...]
    shared: int

    def as_dict(self) -> dict[str, object]:
        """The row as JSON has it."""
        return json_members(self, self.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferingElement:
    """One of several data elements of one name.

    Attributes:
        values: what limits its values, and the codes of its value list, as text without words.
        domain: its value domain.
    """

    iri: str
    source: str
    title: str | None
    datatype: str | None
    unit: str | None
    values: str
    definition: str | None
    domain: ValueDomainDraft

    def as_dict(self) -> dict[str, object]:
        """The element as JSON has it."""
        return json_members(self, self.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferingElements:
    """Data elements of one name that are not the same, side by side.

    Attributes:
        key: the name without case, marks and separators.
        differences: the members of `DifferingElement` in which they differ.
    """

    key: str
    differences: tuple[str, ...]
    elements: tuple[DifferingElement, ...]

    def as_dict(self) -> dict[str, object]:
        """The group as JSON has it."""
        elements = [one.as_dict() for one in self.elements]
        return {"key": self.key, "differences": list(self.differences), "elements": elements}


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedField:
    """A column, or a data element, that a changed code touches.

    Attributes:
        column: its name; empty for a data element.
        is_bound: whether it is bound to the list; else the code is among its enumerated values.
        datasets: IRIs of the datasets of its table schema, or of the columns that use the data element.
    """

    owner: str
    column: str
    title: str | None
    is_bound: bool
    datasets: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """The row as JSON has it."""
        return json_members(self, self.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class DescriptorTexts:
    """One descriptor of a data element.

    Attributes:
        key: its name in JSON.
        heading: its name for people.
    """

    key: str
    heading: MessageTemplate
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementDetails:
    """One data element as one source describes it, with its columns.

    Attributes:
        described: what its graph says.
        nquads: its graph.
    """

    listed: ListedElement
    described: DescribedElement
    nquads: bytes
    holding: tuple[HoldingDataset, ...]

    def descriptors(self, lang: str) -> list[DescriptorTexts]:
        """The descriptors that it has of the 25, in their order, in a language or the next."""
        return [
            DescriptorTexts(key=descriptor.key, heading=descriptor.heading, texts=texts)
            for descriptor, texts in descriptor_texts(self.listed.iri, self.nquads, lang=lang)
        ]

    def as_dict(self) -> dict[str, object]:
        """The element as JSON has it."""
        return {
            **self.listed.as_dict(),
            "descriptors": {
                one.key: list(texts)
                for one, texts in descriptor_texts(self.listed.iri, self.nquads, lang="vi", has_words=False)
            },
            "holding": [one.as_dict() for one in self.holding],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaDetails:
    """One table schema as one source describes it, with the datasets that have it.

    Attributes:
        rejected: names of the columns of which it states a data element that a person rejected, with who did.
        accepted: data elements that a person accepted for a column and it does not state, with who did, by its name.
        element_titles: titles of the data elements of its columns, by IRI, of those that the registry has.
    """

    listed: ListedElement
    described: TableDraft
    nquads: bytes
    datasets: tuple[str, ...]
    rejected: Mapping[str, str] = field(default_factory=dict)
    accepted: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    element_titles: Mapping[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, object]:
        """The schema as JSON has it."""
        fields = [
            {
                "number": one.number,
                "name": one.name,
                "titles": dict(one.titles),
                "descriptions": dict(one.descriptions),
                "datatype": one.value_domain.datatype,
                "value_domain": one.value_domain.as_dict(),
                "element": one.element,
                "rejected_by": self.rejected.get(one.name),
                "accepted": [{"element": element, "by": by} for element, by in self.accepted.get(one.name, {}).items()],
                "required": one.is_required,
                "unique": one.is_unique,
                "primary_key": one.is_primary_key,
                "references": one.references,
                "default": one.default,
                "repeated": one.is_repeated,
            }
            for one in self.described.columns
        ]
        return {**self.listed.as_dict(), "datasets": list(self.datasets), "fields": fields}


# ---------------------------------------------------------------- naming rules
# Technical names by one convention, after ISO/IEC 11179-5: how they are written, and that none names two things.

CONVENTIONS: Final[Mapping[str, re.Pattern[str]]] = {
    "snake_case": re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*"),
    "UPPER_SNAKE_CASE": re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*"),
    "camelCase": re.compile(r"[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)*"),
    "PascalCase": re.compile(r"[A-Z][a-z0-9]*(?:[A-Z][a-z0-9]*)*"),
}
"""The conventions by name."""
NamingFault = Literal["convention", "repeated", "missing"]
"""It is not written by the convention; another column of the table, or element of the source, has it; there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFault:
    """A technical name that breaks a rule.

    Attributes:
        owner: IRI of the table schema or data element.
        number: of the column; 0 for a data element.
        name: empty if it has none.
    """

    owner: str
    number: int
    name: str
    source: str
    fault: NamingFault

    def as_dict(self) -> dict[str, object]:
        """The fault as JSON has it."""
        return json_members(self, self.__slots__)


def name_faults(rows: Iterable[FieldRow], convention: str | None) -> Iterator[NameFault]:
    """The faults of technical names, in the order of the rows; without a convention, only those that need none."""
    seen: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    pattern = None if convention is None else CONVENTIONS[convention]
    for row in rows:
        # Names of columns are unique within their table, those of elements within their dictionary.
        space = (row.source, row.iri if row.number else "")
        if not row.name:
            # A data element may go without, a column may not.
            if row.number:
                yield _fault(row, "missing")
            continue
        if row.name in seen[space]:
            yield _fault(row, "repeated")
        seen[space].add(row.name)
        if pattern is not None and pattern.fullmatch(row.name) is None:
            yield _fault(row, "convention")


def _fault(row: FieldRow, fault: NamingFault) -> NameFault:
    return NameFault(owner=row.iri, number=row.number, name=row.name, source=row.source, fault=fault)


# ---------------------------------------------------------------- shown elements
# The descriptions of a data dictionary that are shown.
#
# What is withheld, purged, withdrawn or marked as a state secret is not, and neither are the columns of a table schema
# all of whose datasets are so.

SCHEMA: Final = CSVW.Schema.value
ELEMENT: Final = DMV.DataElement.value


class ShownElements:
    """Bars, and the table schemas that are not shown because all of their datasets are kept back.

    Attributes:
        shown: the versions that are shown.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._bars: Bars = read_bars(connection)
        self._hidden: dict[str, bool] = {}
        self._assigned = decisions(connection, "dataset")
        self.shown = ShownVersions.read(connection)

    def rows(self, iri: str, main_class: str) -> list[ElementRow]:
        """The descriptions of an IRI of a class, by source."""
        found = queries.element_rows(self._connection, self.shown, [iri])
        return [row for row in found if row.main_class == main_class and self.shows(row)]

    def titles(self, elements: Collection[str]) -> dict[str, str]:
        """The titles of some data elements by IRI, of those that are shown and have one."""
        found = queries.element_rows(self._connection, self.shown, sorted(elements)) if elements else []
        return {row.iri: row.title for row in reversed(found) if row.title is not None and self.shows(row)}

    def shows(self, row: ElementRow) -> bool:
        """Whether a record of a data dictionary is shown."""
        if self._bars.of_any_version(row.iri):
            return False
        return row.main_class != SCHEMA or row.iri not in self.hidden([row.iri])

    def shows_field(self, row: FieldRow) -> bool:
        """Whether a column or data element is shown."""
        if self._bars.of_any_version(row.iri):
            return False
        return not row.number or row.iri not in self.hidden([row.iri])

    def shown_fields(self, rows: Iterable[FieldRow]) -> list[FieldRow]:
        """The columns and data elements among some that are shown, in their order."""
        found = list(rows)
        self.hidden(row.iri for row in found if row.number)
        return [row for row in found if self.shows_field(row)]

    def hidden(self, schemas: Iterable[str]) -> set[str]:
        """The table schemas among some that nothing shows: barred, or each of their datasets is kept back."""
        wanted = set(schemas)
        unknown = wanted - self._hidden.keys()
        if unknown:
            datasets = self.datasets(unknown)
            for iri in unknown:
                named = datasets.get(iri, ())
                is_barred = bool(self._bars.of_any_version(iri))
                self._hidden[iri] = is_barred or (bool(named) and all(map(self.is_kept_back, named)))
        return {iri for iri in wanted if self._hidden[iri]}

    def is_kept_back(self, one: SchemaDataset) -> bool:
        """Whether a dataset is withheld, purged, withdrawn, or kept from leaving by a mark of secrecy of any source."""
        return one.state in BARRED_STATES or bool(self._bars.of_any_version(one.dataset))

    def datasets(self, schemas: Iterable[str]) -> dict[str, list[SchemaDataset]]:
        """The datasets of some table schemas: as graphs say, and as persons decided."""
        wanted = set(schemas)
        if not wanted:
            return {}
        found: dict[str, list[SchemaDataset]] = {}
        for one in queries.datasets_of_schemas(self._connection, self.shown, wanted):
            found.setdefault(one.schema, []).append(one)
        assigned = [one for one in self._assigned if one.schema in wanted]
        records = queries.dataset_records(self._connection, {one.target for one in assigned})
        for decision in assigned:
            named = {one.dataset for one in found.get(decision.schema, ())}
            if decision.target in named:
                continue
            unknown = SchemaDataset(decision.schema, decision.target, None, None, None, None)
            rows = records.get(decision.target, [unknown])
            found.setdefault(decision.schema, []).extend(one._replace(schema=decision.schema) for one in rows)
        return found
