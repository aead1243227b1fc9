"""The datasets that hold a data element."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..store import element_queries as queries
from ..store.element_queries import decisions, outcomes_of
from .dictionary_rows import HoldingDataset, UseBasis
from .shown_elements import ShownElements

if TYPE_CHECKING:
    from ..store.database import Connection


def datasets_holding(connection: Connection, view: ShownElements, element: str) -> Iterator[HoldingDataset]:
    """The datasets that hold a data element: a column uses it, as its schema states or a person accepted."""
    decided = decisions(connection, "match", iri=element)
    outcomes = outcomes_of(decided)
    uses: dict[tuple[str, str], UseBasis] = {}
    for row in queries.fields_using(connection, view.shown, element):
        if outcomes.get((row.iri, row.name, element)) != "rejected" and view.shows_field(row):
            uses[row.iri, row.name] = "stated"
    accepted = {(one.schema, one.column) for one in decided if one.outcome == "accepted" and one.target == element}
    # A column that its schema has no more uses nothing.
    for row in queries.fields_of_schemas(connection, view.shown, {schema for schema, _ in accepted}):
        if (row.iri, row.name) in accepted and view.shows_field(row):
            uses.setdefault((row.iri, row.name), "accepted")
    datasets = view.datasets({schema for schema, _ in uses})
    for (schema, column), basis in sorted(uses.items()):
        named = [one for one in datasets.get(schema, ()) if not view.is_kept_back(one)]
        for one in named:
            yield HoldingDataset(
                dataset=one.dataset,
                title=one.title,
                source=one.source,
                state=one.state,
                schema=schema,
                column=column,
                basis=basis,
            )
        if not named:
            yield HoldingDataset(
                dataset=None, title=None, source=None, state=None, schema=schema, column=column, basis=basis
            )
