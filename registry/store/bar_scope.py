"""The scope of bars that are asked for: all, or those of some IRIs and of all other names of what these name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select

from danhmuc.vocab.valid_iris import spellings_of, valid_or_same

from ..record.bars import iri_digest
from .reading import slices

__all__ = ["BarScope"]


class BarScope:
    """Some IRIs, or all.

    Attributes:
        names: the IRIs in their valid form, with all that name the same; None for all.
        spellings: these, and whatever records may have been stored under that is the same when it is valid.
    """

    def __init__(self, iris: Collection[str] | None, equal: Mapping[str, frozenset[str]]) -> None:
        """
        Args:
            equal: by IRI in its valid form, all IRIs that name the same thing, itself included.
        """
        self.names: frozenset[str] | None = None
        self.spellings: frozenset[str] | None = None
        if iris is None:
            return
        valid = frozenset(map(valid_or_same, iris))
        names = valid.union(*(equal[iri] for iri in valid & equal.keys()))
        found: set[str] = set()
        for iri in names:
            if (some := spellings_of(iri)) is None:
                # It may be the valid form of so many texts that no query can name them.
                return
            found |= some
        self.names, self.spellings = names, frozenset(found.union(iris))

    def digests(self, salt: str | None) -> frozenset[str] | None:
        """The digests of the names; None for all."""
        if self.names is None or salt is None:
            return None
        return frozenset(iri_digest(salt, iri) for iri in self.names)

    def rows(
        self, connection: Connection, query: Select[Any], column: ColumnElement[Any], values: Collection[str] | None
    ) -> Iterator[Row[Any]]:
        """The rows of a query that have one of some values in a column, or all if these are None."""
        if values is None:
            yield from connection.execute(query)
            return
        for some in slices(sorted(values)):
            yield from connection.execute(query.where(column.in_(some)))
