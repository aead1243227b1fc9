"""The scope of bars that are asked for: all, or those of some IRIs and of all other names of what these name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, or_

from danhmuc.vocab.comparison_form import comparison_form
from danhmuc.vocab.valid_iris import spellings_of, valid_or_same

from ..record.bars import iri_digest
from .reading import slices


class BarScope:
    """Some IRIs, or all.

    Attributes:
        names: the IRIs in their valid form, with all that name the same; None for all.
        spellings: these, and whatever records may have been stored under that is the same when it is valid.
    """

    def __init__(
        self,
        iris: Collection[str] | None,
        equal: Mapping[str, frozenset[str]],
        find_spellings: Callable[[Collection[str]], Collection[str]],
    ) -> None:
        """
        Args:
            equal: by IRI in its valid form, all IRIs that name the same thing, itself included, as `with_spellings`
                returns them.
            find_spellings: returns the IRIs of records and holds whose comparison form is one of some, and that are not
                in that form.
        """
        self.names: frozenset[str] | None = None
        self.spellings: frozenset[str] | None = None
        if iris is None:
            return
        names: set[str] = set()
        fresh = set(map(valid_or_same, iris))
        while fresh:
            names |= fresh
            forms = set(map(comparison_form, fresh))
            others = [equal[iri] for iri in (fresh | forms) & equal.keys()]
            fresh = forms.union(find_spellings(forms), *others) - names
        found: set[str] = set()
        for iri in names:
            if (some := spellings_of(iri)) is None:
                # It may be the valid form of so many texts that no query can name them.
                return
            found |= some
        self.names, self.spellings = frozenset(names), frozenset(found.union(iris))

    def digests(self, salt: str | None) -> frozenset[str] | None:
        """The digests of the names; None for all."""
        if self.names is None or salt is None:
            return None
        return frozenset(iri_digest(salt, iri) for iri in self.names)

    def rows(
        self, connection: Connection, query: Select[Any], values: Collection[str] | None, *columns: ColumnElement[Any]
    ) -> Iterator[Row[Any]]:
        """The rows of a query that have one of some values in one of some columns, or all if these are None.

        A row with a value in each of two columns may come twice.
        """
        if values is None:
            yield from connection.execute(query)
            return
        for some in slices(sorted(values)):
            yield from connection.execute(query.where(or_(*(column.in_(some) for column in columns))))
