"""Technical names by one convention, after ISO/IEC 11179-5: how they are written, and that none names two things."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from danhmuc.vocab.json_values import json_members

from ..store.elements import FieldRow

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
