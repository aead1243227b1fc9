"""Count what a format could not express: triples of records that were written, and whole records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

from pyoxigraph import RdfFormat, parse

from ..json_values import json_members
from ..lines import line_chunks
from ..prefixes import abbreviate
from ..reading.iris import is_tag, repair_tag
from ..terms import RDF
from ..valid_iris import are_valid_iris, escape_iri

# ---------------------------------------------------------------- unwritten

EXAMPLES: Final = 5
"""The number of triples shown as examples."""

LANGUAGE_END: Final = "/rdf:language"
"""The end of the path of a text's language, which is a part of a triple and no triple."""

RefusedWhy = Literal["class", "duplicate", "missing", "topic", "table"]
"""Why a format cannot hold a record: it has no such class, its identifier is another record's, it lacks what the
format requires, the record that it is about was left out, or it has no table, in a format of tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRecord:
    """A record that a format cannot hold as a whole.

    Attributes:
        fields: the fields that it lacks, as the format names them, with dots between a field and one within it; the
            class, if the format has none like it.
        triples: the number of its triples.
        role: its role among the records that leave.
        source: the name of the source that it comes from, if that is known.
    """

    iri: str
    why: RefusedWhy
    fields: tuple[str, ...]
    triples: int
    role: str = "record"
    source: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The record as JSON has it."""
        return json_members(self, ("iri", "source", "why", "fields"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalCount:
    """The number of records that a format cannot hold for one reason.

    Attributes:
        field: the field that they lack or repeat, or their class; see `RefusedRecord.fields`.
    """

    why: RefusedWhy
    field: str
    records: int

    def as_dict(self) -> dict[str, object]:
        """The members as JSON has them."""
        return json_members(self, self.__slots__)


class RefusedRecords(Protocol):
    """Records that a format cannot hold: a list, or something that holds more than memory should."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[RefusedRecord]: ...
    def __getitem__(self, number: int, /) -> RefusedRecord: ...
    def append(self, record: RefusedRecord, /) -> object:
        """Add one."""
        ...


@dataclass(slots=True)
class Unwritten:
    """Everything left out because the format cannot express it.

    Attributes:
        count: the number of triples, without those of records that were refused.
        examples: the first of them, as N-Quads without the full stop.
        by_record: what each record lost: numbers by property, as prefixed names with a slash between a property and one
            of its value; ``rdf:language`` at the end for the language of a text that was written without it.
        refused: the records that the format cannot hold at all, in the order of the export.
        contacts_given: the number of records that were written with the contact of their catalogue, since the format
            requires one and they have none that it can hold.
        nodes: the number of node records of which the format holds nothing but the IRI.
        record: the IRI of the record being written; where it is not known, triples are counted for their subjects.
    """

    count: int = 0
    examples: list[str] = field(default_factory=list)
    by_record: MutableMapping[str, Mapping[str, int]] = field(default_factory=dict)
    refused: RefusedRecords = field(default_factory=list[RefusedRecord])
    nodes: int = 0
    record: str = ""
    contacts_given: int = 0
    _alike: dict[frozenset[tuple[str, int]], Mapping[str, int]] = field(default_factory=dict, repr=False)

    def add(self, triple: str, path: str | None = None) -> None:
        """Count a triple of the current record.

        Args:
            path: the path to its property, if it is not the record's own.
        """
        self.add_example(triple)
        subject, predicate = triple.split(" ", 2)[:2]
        self.add_parts(self.record or _plain(subject), {path or abbreviate(_plain(predicate)): 1})

    def add_example(self, triple: str) -> None:
        """Count a triple without telling whose it is; `add_parts` tells that of several at once."""
        self.count += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(triple)

    def add_parts(self, record: str, numbers: Mapping[str, int]) -> None:
        """Add numbers by path to what a record lost, without counting them as triples."""
        found = dict(sorted((Counter(self.by_record.get(record, {})) + Counter(numbers)).items()))
        if found:
            # Most records lose the same: one object for all of them.
            self.by_record[record] = self._alike.setdefault(frozenset(found.items()), found)

    def include(self, other: Unwritten) -> None:
        """Add what something else lost."""
        self.count += other.count
        self.nodes += other.nodes
        self.contacts_given += other.contacts_given
        self.examples += other.examples[: EXAMPLES - len(self.examples)]
        for one in other.refused:
            self.refused.append(one)
        for record, numbers in other.by_record.items():
            self.add_parts(record, numbers)

    def triples_of(self, record: str) -> int:
        """The number of triples that a record lost."""
        numbers = self.by_record.get(record, {})
        return sum(number for path, number in numbers.items() if not path.endswith(LANGUAGE_END))

    def take_back(self, record: str) -> None:
        """Forget what a record lost, since it is left out as a whole, or loses less."""
        self.count -= self.triples_of(record)
        self.by_record.pop(record, None)
        self.examples = [one for one in self.examples if not one.startswith(f"<{record}> ")]

    def by_property(self) -> dict[str, int]:
        """The sum over all records by path, the largest first."""
        total: Counter[str] = Counter()
        for numbers in self.by_record.values():
            total.update(numbers)
        return dict(sorted(total.items(), key=lambda one: (-one[1], one[0])))


def _plain(term: str) -> str:
    return term[1:-1] if term[:1] == "<" else term


# ---------------------------------------------------------------- repairing
# Repair the terms of stored graphs that strict readers refuse, before they are written.
#
# The reader repairs them, too; these are of graphs that an earlier version stored. One such term makes
# a whole file unreadable, so nothing leaves that has not been seen to be valid.

_IRI: Final = re.compile(rb"<([^>]*)>")
_TAG: Final = re.compile(rb'"@([^ ]*) \.\n')
_END: Final = " .\n"
_TEXT_TYPES: Final = frozenset({RDF.langString.value, RDF.dirLangString.value})
_TEXT_TYPE_NAMES: Final = frozenset(map(str.encode, _TEXT_TYPES))
_MOST_REMEMBERED: Final = 1 << 14


class TermRepair:
    """Repairs one graph after another.

    Attributes:
        repaired: triples that leave with a repaired IRI or language tag, as they were.
        left_out: triples that no repair makes valid.
    """

    def __init__(self) -> None:
        self.repaired = Unwritten()
        self.left_out = Unwritten()
        self._valid: set[bytes] = set()

    def repair(self, nquads: bytes) -> bytes:
        """The graph with valid terms only, its lines sorted; the same object if all are valid.

        Args:
            nquads: lines of N-Quads in the default graph as pyoxigraph writes them.
        """
        if self._are_valid(nquads):
            return nquads
        lines = [line for line in nquads.decode().split(_END) if line]
        repaired = {fixed for line in lines if (fixed := self._repair_line(line)) is not None}
        return "".join(sorted(fixed + _END for fixed in repaired)).encode()

    def _are_valid(self, nquads: bytes) -> bool:
        """Whether all terms are valid; what only looks like a term, within a text, may make it say no.

        A text with ``<`` may hide the beginning of an IRI, but then the match contains a quotation mark.
        """
        return all(map(self._are_valid_lines, line_chunks(nquads)))

    def _are_valid_lines(self, nquads: bytes) -> bool:
        fresh = set(_IRI.findall(nquads)) - self._valid
        if fresh:
            if not fresh.isdisjoint(_TEXT_TYPE_NAMES) or not are_valid_iris(map(bytes.decode, fresh)):
                return False
            if len(self._valid) > _MOST_REMEMBERED:
                self._valid.clear()
            self._valid |= fresh
        return all(is_tag(tag.decode()) for tag in set(_TAG.findall(nquads)))

    def _repair_line(self, line: str) -> str | None:
        subject, predicate, value = line.split(" ", 2)
        try:
            repaired = f"{_repair_node(subject)} {_repair_node(predicate)} {_repair_value(value)}"
            for _ in parse(repaired + _END, RdfFormat.N_QUADS):
                pass
        except (ValueError, SyntaxError):
            self.left_out.add(line)
            return None
        if repaired != line:
            self.repaired.add(line)
        return repaired


def _repair_node(node: str) -> str:
    """Raise ValueError for an IRI without scheme."""
    return f"<{escape_iri(node[1:-1])}>" if node[0] == "<" else node


def _repair_value(value: str) -> str:
    if value[0] != '"':
        return _repair_node(value)
    end = value.rindex('"') + 1
    text, rest = value[:end], value[end:]
    if rest[:1] == "@":
        tag = rest[1:].partition("--")[0]
        return f"{text}@{tag if is_tag(tag) else repair_tag(tag)}"
    if rest[:3] == "^^<":
        return text if rest[3:-1] in _TEXT_TYPES else f"{text}^^{_repair_node(rest[2:])}"
    return value
