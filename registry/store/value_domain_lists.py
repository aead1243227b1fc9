"""The code lists of conceptual domains: those that value domains of each are bound to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from pyoxigraph import BlankNode, NamedNode
from sqlalchemy import Connection, select

from danhmuc.vocab.terms import DMV

from ..record.element_graph import ElementGraph
from .reading import graph_bodies, slices
from .secret_words import is_secret
from .tables import records, shown_state, versions
from .waiting_elements import ShownVersions

__all__ = ["DomainList", "lists_of_domains", "lists_of_versions"]

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


def lists_of_domains(connection: Connection, shown: ShownVersions) -> list[DomainList]:
    """The code lists of conceptual domains as the versions of elements that are shown say, sorted."""
    query = select(versions.c.id, records.c.iri).select_from(records).join(versions, shown.is_shown(records, versions))
    rows = connection.execute(query.where(shown.is_element(records), shown_state.in_(_SHOWN), ~is_secret()))
    return _read_lists(connection, {row[0]: row[1] for row in rows})


def lists_of_versions(connection: Connection, version_ids: Collection[int]) -> list[DomainList]:
    """The code lists of conceptual domains as some versions say, sorted; without who says so."""
    return _read_lists(connection, dict.fromkeys(version_ids, ""))


def _read_lists(connection: Connection, owners: Mapping[int, str]) -> list[DomainList]:
    found: set[DomainList] = set()
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
