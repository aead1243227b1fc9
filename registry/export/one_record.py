"""Whether one record leaves, asked without selecting all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danhmuc.vocab.valid_iris import valid_or_same

from ..store.element_decisions import decisions
from ..store.element_queries import stated_schema_links
from ..store.same_as import equal_iris
from ..store.selecting import candidates
from ..store.waiting_elements import waiting_elements
from .leaving import LeavingRecord
from .selection import Selection

if TYPE_CHECKING:
    from ..store.database import Connection

__all__ = ["leaving_record"]


def leaving_record(connection: Connection, iri: str, source: str) -> LeavingRecord:
    """Whether the record of a source leaves by an export of everything, and if not, why; by the rules of exports.

    Raises:
        RegistryError: a graph is damaged.
    """
    waiting = waiting_elements(connection)
    (candidate,) = (one for one in candidates(connection, None, [iri], waiting=waiting) if one.source == source)
    datasets = _datasets_of(connection, iri) if candidate.role == "element" else set()
    others = candidates(connection, None, datasets, waiting=waiting) if datasets else ()
    if any(one.state == "missing" for one in (candidate, *others)):
        # Any record may describe it as a part by now.
        return Selection(connection, names_left_out=True, waiting=waiting).leaving_as(candidate)
    names = {iri, *datasets}
    valid = set(map(valid_or_same, names))
    equal = equal_iris(connection)
    iris = names.union(valid, *(equal[one] for one in valid & equal.keys()))
    if candidate.topic is not None:
        iris.add(candidate.topic)
    return Selection(connection, iris=iris, names_left_out=True, waiting=waiting).leaving_as(candidate)


def _datasets_of(connection: Connection, schema: str) -> set[str]:
    """The IRIs of the datasets with which a table schema may leave."""
    stated = {link.dataset for link in stated_schema_links(connection, [schema])}
    return stated | {one.target for one in decisions(connection, "dataset", iri=schema) if one.schema == schema}
