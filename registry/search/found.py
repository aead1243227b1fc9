"""Answers of a search, as values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..store.searching import RecordRow


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """One value of a facet.

    Attributes:
        value: a code, an IRI, a year, or a name; None stands for records that have none.
        count: number of the records found that have it.
        labels: its names by language, those of a publisher without one; empty if none is known.
    """

    value: str | None
    count: int
    labels: Mapping[str, str]

    def as_dict(self) -> dict[str, object]:
        """The value as JSON has it."""
        return {"value": self.value, "count": self.count, "labels": dict(self.labels)}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRecords:
    """One page of the records that a search finds.

    Attributes:
        rows: the records of the page, best first.
        total: number of all records found.
        facets: values of each facet asked for, most records first.
        next_key: what to give as `after` for the next page; None on the last one.
    """

    rows: tuple[RecordRow, ...]
    total: int
    facets: Mapping[str, tuple[FacetValue, ...]]
    next_key: str | None = None

    def __iter__(self) -> Iterator[RecordRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def as_dict(self) -> dict[str, object]:
        """The page as JSON has it."""
        return {
            "total": self.total,
            "records": [row.as_dict() for row in self.rows],
            "facets": {name: [value.as_dict() for value in values] for name, values in self.facets.items()},
            "next": self.next_key,
        }
