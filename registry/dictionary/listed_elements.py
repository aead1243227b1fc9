"""Rows of the lists of data elements and table schemas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from danhmuc.vocab.terms import CSVW

from ..record.element_graph import ElementGraph
from ..store import element_queries as queries
from ..store.element_queries import ElementRow, decisions, outcomes_of
from ..store.reading import graph_bodies
from .dictionary_rows import ListedElement
from .shown_elements import SCHEMA, ShownElements

if TYPE_CHECKING:
    from ..store.database import Connection


_PAGE: Final = 500


def used_elements(connection: Connection, view: ShownElements, hidden: Collection[str]) -> Mapping[str, int]:
    """The number of columns that use each data element, by its IRI: as their schema states or a person accepted.

    Args:
        hidden: table schemas that are not shown, whose columns are not counted.
    """
    used = Counter(queries.used_elements(connection, view.shown))
    used.subtract(one.element for one in queries.fields_of_schemas(connection, view.shown, hidden) if one.element)
    outcomes = outcomes_of(decisions(connection, "match"))
    decided = {schema for schema, _, _ in outcomes} - set(hidden)
    stated = {(one.iri, one.name): one.element for one in queries.fields_of_schemas(connection, view.shown, decided)}
    for (schema, name, element), outcome in outcomes.items():
        # A column that its schema has no more uses nothing.
        if (schema, name) in stated and (stated[schema, name] == element) == (outcome == "rejected"):
            used[element] += -1 if outcome == "rejected" else 1
    return used


def technical_names(connection: Connection, rows: Sequence[ElementRow]) -> dict[int, str]:
    """The technical names of some elements that have one, by version."""
    found: dict[int, str] = {}
    for start in range(0, len(rows), _PAGE):
        page = {row.version_id: row.iri for row in rows[start : start + _PAGE]}
        for key, nquads in graph_bodies(connection, list(page)).items():
            begin = f"<{page[key]}> {CSVW.name} ".encode()
            own = b"".join(line for line in nquads.splitlines(keepends=True) if line.startswith(begin))
            name = ElementGraph.of(own).text(NamedNode(page[key]), CSVW.name)
            if name:
                found[key] = name
    return found


def list_row(row: ElementRow, used: Mapping[str, int], technical_name: str | None = None) -> ListedElement:
    name = (row.main_class or "").rpartition("#")[2]
    is_schema = row.main_class == SCHEMA
    return ListedElement(
        iri=row.iri,
        kind="TableSchema" if is_schema else name,
        title=row.title,
        source=row.source,
        state=row.state,
        accepted=row.accepted,
        columns=row.fields if is_schema else used.get(row.iri, 0),
        version=row.version,
        waiting_version=None if row.waiting is None else row.waiting.newest,
        changed_parts=() if row.waiting is None else row.waiting.parts,
        name=technical_name,
    )
