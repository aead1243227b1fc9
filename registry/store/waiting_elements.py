"""Standard elements whose newest version means something else: it takes effect when a person has decided about it.

Until then the version that was registered is the one that is shown, matched and exported. The code lists of conceptual
domains are those to which value domains of the versions that are shown are bound.

Source of the rules: docs/decisions/0079-standard-elements.md.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from pyoxigraph import BlankNode, NamedNode
from sqlalchemy import ColumnElement, Connection, Integer, Row, Select, and_, bindparam, false, or_, select

from danhmuc.shapes.validation.reference_date import today_in_vietnam
from danhmuc.vocab.terms import DMV

from ..record.described_elements import MEANING_PARTS, ElementGraph, MeaningPart, changed_parts
from ..record.registration import RAISING_STATES
from .reading import graph_bodies, read_in, slices, value_from_row
from .secret_words import is_secret, with_words
from .states_of_records import DecidedStates, decided_states
from .tables import ELEMENT_ROLE, records, shown_state, versions

_PAGE: Final = 200
_NEWEST: Final = versions.alias("newest")
"""Made once: an alias copies all columns of its table, which costs more than the rest of a statement."""


class WaitingElement(NamedTuple):
    """An element whose newest version waits for a decision.

    Attributes:
        version_id, number: of the version that was registered.
        newest: number of the newest version.
        parts: in which the two differ.
        suspended: keys of the versions that do not leave until then: all after the one that was registered, but for
            those of its content; if the newest is of another class, all there are.
    """

    record_id: int
    source_id: int
    version_id: int
    number: int
    newest: int
    state: str
    parts: tuple[MeaningPart, ...]
    suspended: tuple[int, ...]


def waiting_elements(connection: Connection, day: date | None = None) -> dict[int, WaitingElement]:
    """The elements that are Standard or Preferred Standard on a day and wait for a decision, by key of the record.

    Args:
        day: None for today in Viet Nam.

    Raises:
        RegistryError: a graph is damaged.
    """
    decided = decided_states(today_in_vietnam() if day is None else day)
    rows = connection.execute(_registered_otherwise(decided)).all()
    found: dict[int, WaitingElement] = {}
    for start in range(0, len(rows), _PAGE):
        page = rows[start : start + _PAGE]
        changed = _changed_parts(connection, page)
        waiting = {row.record_id: row for row in page if changed[row.record_id]}
        suspended = _suspended_versions(connection, waiting)
        for key, row in waiting.items():
            found[key] = value_from_row(WaitingElement, row._mapping, parts=changed[key], suspended=suspended[key])
    return found


def _registered_otherwise(decided: DecidedStates) -> Select[Any]:
    """The query of elements whose newest version is another one than that which raised their state."""
    newest = _NEWEST
    # Of another class, it would be exported by other rules than the version that was registered.
    is_other = or_(records.c.role != "element", records.c["class"].is_distinct_from(versions.c["class"]))
    return (
        select(
            records.c.id.label("record_id"),
            records.c.source_id,
            records.c.iri,
            records.c.version_id.label("newest_id"),
            newest.c.number.label("newest"),
            versions.c.id.label("version_id"),
            versions.c.number,
            versions.c.digest,
            versions.c.pruned,
            decided.table.c.state,
            is_other.label("is_other"),
        )
        .select_from(records)
        .join(decided.table, decided.is_of_record)
        .join(versions, and_(versions.c.record_id == records.c.id, versions.c.number == decided.table.c.number))
        .join(newest, newest.c.id == records.c.version_id)
        .where(
            versions.c.role == "element",
            decided.table.c.state.in_(RAISING_STATES),
            decided.table.c.is_in_force,
            versions.c.digest != newest.c.digest,
            or_(records.c.hold.is_(None), records.c.hold != "purged"),
        )
        .order_by(records.c.id)
    )


def _changed_parts(connection: Connection, rows: Sequence[Row[Any]]) -> dict[int, tuple[MeaningPart, ...]]:
    """The parts in which the newest version of each record differs from the one that was registered."""
    readable = [row for row in rows if row.pruned is None]
    graphs = graph_bodies(
        with_words(connection, "deciding"), [key for row in readable for key in (row.version_id, row.newest_id)]
    )
    # What cannot be compared differs in everything.
    found: dict[int, tuple[MeaningPart, ...]] = {row.record_id: MEANING_PARTS for row in rows}
    for row in readable:
        parts = changed_parts((row.iri, graphs[row.version_id]), (row.iri, graphs[row.newest_id]))
        found[row.record_id] = ("class", *parts) if row.is_other else parts
    return found


def _suspended_versions(connection: Connection, waiting: Mapping[int, Row[Any]]) -> dict[int, tuple[int, ...]]:
    """The keys of the versions that do not leave of some records that wait, by the keys of the records."""
    found: dict[int, tuple[int, ...]] = dict.fromkeys(waiting, ())
    columns = (versions.c.record_id, versions.c.id, versions.c.number, versions.c.digest)
    query = select(*columns).order_by(versions.c.id)
    for record_id, key, number, digest in read_in(connection, query, versions.c.record_id, waiting):
        row = waiting[record_id]
        if row.is_other or (number > row.number and digest != row.digest):
            found[record_id] += (key,)
    return found


class ShownVersions:
    """The versions that are shown and matched: of what waits for a decision the registered one, else the newest.

    Attributes:
        waiting: what waits, by key of the record.
    """

    def __init__(self, waiting: Mapping[int, WaitingElement]) -> None:
        self.waiting = waiting

    @classmethod
    def read(cls, connection: Connection) -> ShownVersions:
        """The versions that are shown today."""
        return cls(waiting_elements(connection))

    def is_shown(self, of: Any, version: Any) -> ColumnElement[bool]:
        """The condition that a version is the one that is shown of a record: records have no index by version."""
        is_newest = of.c.version_id == version.c.id
        if self.waiting:
            registered = [one.version_id for one in self.waiting.values()]
            is_newest = or_(
                and_(is_newest, ~is_one_of(of.c.id, self.waiting)),
                is_one_of(version.c.id, registered),
            )
        return and_(of.c.id == version.c.record_id, is_newest)

    def is_element(self, of: Any) -> ColumnElement[bool]:
        """The condition that what is shown of a record is an element."""
        is_element: ColumnElement[bool] = of.c.role == ELEMENT_ROLE
        return or_(is_element, is_one_of(of.c.id, self.waiting)) if self.waiting else is_element


def is_one_of(column: ColumnElement[Any], keys: Any) -> ColumnElement[bool]:
    """The condition that a column has one of some keys, which are written into the statement: they may be many."""
    some = sorted(keys)
    if not some:
        return false()
    return column.in_(bindparam(None, some, Integer, expanding=True, literal_execute=True))


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
