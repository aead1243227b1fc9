"""Answers of a search, as values, and the keys of their pages."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from danhmuc.vocab.errors import UsageError

from ..messages.store import SearchText
from ..store.record_conditions import RecordConditions, RecordOrder, SortKey
from ..store.searching import RecordRow
from ..store.verdict_rows import is_storable

# ---------------------------------------------------------------- page keys
# Keys of pages: where a page ended, as a text that belongs to one search.

_DIGEST_LETTERS = 8


def page_key(last: SortKey, asked: RecordConditions, sort: RecordOrder) -> str:
    """The key of the page after the row that is sorted by some values."""
    body = json.dumps([_digest(asked, sort), *last], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(body.encode()).decode().rstrip("=")


def read_page_key(key: str, asked: RecordConditions, sort: RecordOrder) -> SortKey:
    """The values by which the row before the page is sorted.

    Raises:
        UsageError: it is no key, or that of another search.
    """
    try:
        digest, *values = json.loads(base64.b64decode(f"{key}{'=' * (-len(key) % 4)}", b"-_", validate=True))
    except (binascii.Error, ValueError, TypeError, RecursionError) as error:
        raise UsageError(SearchText.KEY_OF_ANOTHER_SEARCH(key=key)) from error
    kinds = tuple(map(type, values))
    if digest != _digest(asked, sort) or kinds != _kinds(asked, sort) or not all(map(_is_comparable, values)):
        raise UsageError(SearchText.KEY_OF_ANOTHER_SEARCH(key=key))
    return tuple(values)


def _kinds(asked: RecordConditions, sort: RecordOrder) -> tuple[type, ...]:
    """The types of the values by which such a search sorts."""
    numbers = (sort == "violations") + (asked.words is not None) + 1
    return (*[int] * numbers, str, str, int)


def _is_comparable(value: object) -> bool:
    """Whether a database can compare a value: what it cannot, no row has."""
    if isinstance(value, str):
        return is_storable(value)
    return isinstance(value, int) and abs(value) < 2**63


def _digest(asked: RecordConditions, sort: RecordOrder) -> str:
    # The day may change between two pages.
    names = [field.name for field in fields(asked) if field.name != "day"]
    parts = [sort, *((name, repr(getattr(asked, name))) for name in names)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:_DIGEST_LETTERS]


# ---------------------------------------------------------------- found


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
