"""Search the registry: read the query, expand it by the labels of codes, find, count, name what was counted."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.words import cut_words

from ..messages.store import SearchText
from ..record.search_words import QueryTerm, SearchQuery, code_word, read_query
from ..store.database import Connection
from ..store.found_records import found_and_counted, found_page, found_rows, refuse_unknown_facets
from ..store.reading import plan_searches, row_limit
from ..store.search_index import without_absent_codes
from ..store.searching import RecordConditions, RecordOrder, RecordRow, SortKey
from ..store.verdict_rows import is_storable

if TYPE_CHECKING:
    from danhmuc.vocab.concepts import CodeList, ListedConcept

    from ..code_lists.code_lists import CodeListsView, LoadedList

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


# ---------------------------------------------------------------- label codes
# The codes whose labels have the words of a query, in the code lists in force.
#
# Records are indexed by their codes alone, so that no record is written anew when a list changes.

_AFTER_ALL: Final = "\U0010ffff"
_NONE: Final[frozenset[int]] = frozenset()


class LabelCodes:
    """Labels of codes by their words."""

    def __init__(self, lists: Iterable[CodeList]) -> None:
        self._labels: list[tuple[str, tuple[str, ...]]] = [
            (concept.iri, tuple(cut_words(label)))
            for code_list in lists
            for concept in code_list
            for label in _labels(concept)
        ]
        places: defaultdict[str, set[int]] = defaultdict(set)
        for number, (_, words) in enumerate(self._labels):
            for word in words:
                places[word].add(number)
        self._places = {word: frozenset(numbers) for word, numbers in places.items()}
        self._words = sorted(places)

    def expand(self, query: SearchQuery) -> SearchQuery:
        """The query, each term of which also finds the codes with a label that has it."""
        return SearchQuery(
            terms=tuple(map(self._expand, query.terms)), excluded=tuple(map(self._expand, query.excluded))
        )

    def _expand(self, term: QueryTerm) -> QueryTerm:
        return replace(term, codes=tuple(sorted({*term.codes, *self._codes(term)})))

    def _codes(self, term: QueryTerm) -> Iterator[str]:
        *first, last = term.words
        found = [self._places.get(word, _NONE) for word in first]
        ends = self._beginning_with(last) if term.is_prefix else self._places.get(last, _NONE)
        for number in ends.intersection(*found):
            iri, words = self._labels[number]
            if _has_phrase(words, term):
                yield code_word(iri)

    def _beginning_with(self, beginning: str) -> frozenset[int]:
        start, end = bisect_left(self._words, beginning), bisect_left(self._words, beginning + _AFTER_ALL)
        return _NONE.union(*(self._places[word] for word in self._words[start:end]))


def _labels(concept: ListedConcept) -> Iterator[str]:
    yield from concept.labels.values()
    for labels in concept.alt_labels.values():
        yield from labels
    yield from concept.hidden_labels


def _has_phrase(words: tuple[str, ...], term: QueryTerm) -> bool:
    length = len(term.words)
    for start in range(len(words) - length + 1):
        *first, last = words[start : start + length]
        if tuple(first) == term.words[:-1] and (
            last.startswith(term.words[-1]) if term.is_prefix else last == term.words[-1]
        ):
            return True
    return False


# ---------------------------------------------------------------- record search

_NAMED_LISTS = {"theme": ("data-theme", "theme"), "format": ("file-type",)}
"""Lists whose codes stand for values of a facet; of others the IRI is known."""
_UNSEARCHED_LISTS = frozenset({"media-type"})
"""Lists whose labels are their codes."""


@dataclass(slots=True)
class RecordSearch:
    """Searches in one registry, with the labels of the code lists in force.

    Attributes:
        code_lists: of the registry.
    """

    code_lists: CodeListsView
    _labels: dict[str, LabelCodes] = field(default_factory=dict)

    def rows(
        self,
        connection: Connection,
        text: str | None,
        conditions: RecordConditions,
        *,
        sort: RecordOrder,
        limit: int | None,
    ) -> list[RecordRow]:
        """The records that a text and some conditions find; see `Registry.records`."""
        chosen, _ = self._with_words(connection, text, conditions)
        return list(found_page(connection, chosen, sort=sort, limit=row_limit(limit)).rows)

    def iterate(
        self, connection: Connection, text: str | None, conditions: RecordConditions, *, sort: RecordOrder
    ) -> Iterator[RecordRow]:
        """The same without a limit, as they are read; see `Registry.iter_records`."""
        chosen, _ = self._with_words(connection, text, conditions)
        return found_rows(connection, chosen, sort=sort)

    def search(
        self,
        connection: Connection,
        text: str | None,
        conditions: RecordConditions,
        *,
        facets: Sequence[str],
        sort: RecordOrder,
        after: str | None,
        limit: int | None,
    ) -> FoundRecords:
        """One page of the records that a text and some conditions find; see `Registry.search`."""
        refuse_unknown_facets(facets)
        limit = row_limit(limit)
        chosen, asked = self._with_words(connection, text, conditions)
        begin = None if after is None else read_page_key(after, asked, sort)
        names = list(dict.fromkeys(facets))
        page, counts = found_and_counted(connection, chosen, names, sort=sort, after=begin, limit=limit)
        return FoundRecords(
            rows=page.rows,
            total=counts.total,
            facets={name: self._values(connection, name, found) for name, found in counts.by_facet.items()},
            next_key=None if page.last is None else page_key(page.last, asked, sort),
        )

    def _with_words(
        self, connection: Connection, text: str | None, conditions: RecordConditions
    ) -> tuple[RecordConditions, RecordConditions]:
        """The conditions with the query that a text means: with the codes of labels, and as it was asked."""
        if text is None or not text.strip():
            return conditions, conditions
        query = read_query(text)
        plan_searches(connection)
        expanded = without_absent_codes(connection, self._label_codes(connection).expand(query))
        return replace(conditions, words=expanded), replace(conditions, words=query)

    def _label_codes(self, connection: Connection) -> LabelCodes:
        """The labels of the lists in force, read when they have changed."""
        from danhmuc.shapes.validation.code_lists import CodeListIndex

        loaded = self.code_lists.in_force(connection)
        digest = CodeListIndex(loaded).digest
        if digest not in self._labels:
            self._labels.clear()
            self._labels[digest] = LabelCodes(_lists_in_force(loaded))
        return self._labels[digest]

    def _values(self, connection: Connection, name: str, counted: Mapping[str | None, int]) -> tuple[FacetValue, ...]:
        values = [value for value in counted if value is not None]
        labels = self._facet_labels(connection, name, values)
        return tuple(
            FacetValue(value=value, count=count, labels={} if value is None else labels.get(value, {}))
            for value, count in counted.items()
        )

    def _facet_labels(
        self, connection: Connection, name: str, values: Collection[str]
    ) -> Mapping[str, Mapping[str, str]]:
        """Names of the values of a facet by language, as far as code lists or sources have any."""
        from danhmuc.shapes.validation.code_lists import CodeListIndex

        from ..store.publishers import names_of_agents

        if name not in ("theme", "format", "licence", "publisher"):
            return {}
        loaded = self.code_lists.in_force(connection)
        index = CodeListIndex(loaded)
        found: dict[str, Mapping[str, str]] = {}
        for value in values:
            concept = index.concept_at(value) or _concept_of_code(loaded, _NAMED_LISTS.get(name, ()), value)
            if concept is not None:
                found[value] = concept.labels
        if name == "publisher":
            found |= {iri: {"": title} for iri, title in names_of_agents(connection, values).items()}
        return found


def _lists_in_force(loaded: Mapping[str, LoadedList]) -> list[CodeList]:
    from danhmuc.vocab import concepts

    bundled = [concepts.load(token) for token in concepts.tokens() if token not in loaded]
    return [one for one in (*bundled, *(own.load() for own in loaded.values())) if one.token not in _UNSEARCHED_LISTS]


def _concept_of_code(loaded: Mapping[str, LoadedList], tokens: Sequence[str], code: str) -> ListedConcept | None:
    from danhmuc.vocab import concepts

    for token in tokens:
        code_list = loaded[token].load() if token in loaded else concepts.load(token)
        if (concept := code_list.get(code)) is not None:
            return concept
    return None
