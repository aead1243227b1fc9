"""The code lists of conceptual domains: those that value domains of each are bound to."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

from pyoxigraph import BlankNode, NamedNode
from sqlalchemy import Connection, select

from danhmuc.vocab.terms import DMV

from ..record.element_graph import ElementGraph
from .reading import graph_bodies, slices
from .tables import records, shown_state

__all__ = ["DomainList", "lists_of_domains"]

_DOMAIN: Final = str(DMV.conceptualDomain).encode()
_SHOWN: Final = ("present", "missing")


class DomainList(NamedTuple):
    """A code list of a conceptual domain, as a value domain says it.

    Attributes:
        code_list: IRI or token of the list.
        owner: IRI of the record that says so.
    """

    domain: str
    code_list: str
    owner: str


def lists_of_domains(connection: Connection, version_ids: Collection[int] | None = None) -> list[DomainList]:
    """The code lists of conceptual domains as newest versions of elements say, or some versions, sorted."""
    found: set[DomainList] = set()
    if version_ids is None:
        query = select(records.c.version_id, records.c.iri).where(records.c.role == "element")
        rows = connection.execute(query.where(shown_state.in_(_SHOWN), records.c.version_id.is_not(None)))
        owners = {row[0]: row[1] for row in rows}
    else:
        owners = dict.fromkeys(version_ids, "")
    for some in slices(sorted(owners)):
        for key, nquads in graph_bodies(connection, some).items():
            if _DOMAIN in nquads:
                found |= {one._replace(owner=owners[key]) for one in _lists_in(nquads)}
    return sorted(found)


def _lists_in(nquads: bytes) -> set[DomainList]:
    graph = ElementGraph.of(nquads)
    return {
        DomainList(domain.value, listed.value, "")
        for node in graph.values
        for domain in graph.of_node(node, DMV.conceptualDomain)
        if isinstance(domain, NamedNode)
        for listed in graph.of_node(node, DMV.codeList)
        if not isinstance(listed, BlankNode)
    }
