"""The context of stored records: node records they reach, what reaches them, classes, incoming links.

The context of stored records: node records they reach, classes of what they name, and incoming links.

Read ring by ring, for several records at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from danhmuc.shapes import NO_PROFILE, Context, Validator, today_in_vietnam
from danhmuc.shapes.validation.code_lists import CodeListIndex, CodeListLike
from danhmuc.vocab.lines import iri_subjects, iri_values
from danhmuc.vocab.messages import Message

from ..record.record import NODE_ROLES, Membership
from ..record.rules import Rules
from ..record.stored import BARRED_STATES, VALIDATED_STATES, StoredGraph, StoredVersion, context_class
from ..store.batches import cell_violations
from ..store.database import Connection, RegistryDatabase
from ..store.identity_rows import current_iris
from ..store.reading import graph_bodies
from ..store.selecting import leaving_versions
from ..store.stored_rows import RegisteredSource, has_links, links_to, members_of, memberships_of, newest_versions

# ---------------------------------------------------------------- listed members
# Memberships of catalogues by the IRIs that records have now, as an export gives them.
#
# Source of the rules: docs/decisions/0033-identity.md.


def listed_members(connection: Connection, source: RegisteredSource, catalogs: Collection[str]) -> list[Membership]:
    """Memberships of some catalogues, without members in barred states."""
    found = list(members_of(connection, source.id, catalogs, BARRED_STATES))
    renamed = _current_targets(connection, source, (member.target for member in found))
    if not renamed:
        return found
    known = newest_versions(connection, source.id, source.profile, set(renamed.values()))
    barred = {iri for iri, one in known.items() if one.state in BARRED_STATES}
    return [one for one in _with_targets(found, renamed) if one.target not in barred]


def memberships_in(
    connection: Connection, source: RegisteredSource, targets: Collection[str], states: Collection[str]
) -> Iterator[Membership]:
    """Memberships of some IRIs, also under those that their records had, in catalogues that are in some states."""
    wanted = set(targets)
    renamed = {old: new for old, new in current_iris(connection, source.id).items() if new in wanted}
    return _with_targets(memberships_of(connection, source.id, wanted | renamed.keys(), states), renamed)


def _current_targets(connection: Connection, source: RegisteredSource, targets: Iterable[str]) -> dict[str, str]:
    """The IRIs that renamed records have now, by each of some that they had."""
    redirects = current_iris(connection, source.id)
    return {target: redirects[target] for target in targets if target in redirects} if redirects else {}


def _with_targets(members: Iterable[Membership], renamed: dict[str, str]) -> Iterator[Membership]:
    return (replace(one, target=renamed.get(one.target, one.target)) for one in members)


# ---------------------------------------------------------------- reaching
# The records whose verdicts depend on some node records: those that reach them, through other node records or not.


def records_reaching(connection: Connection, source: RegisteredSource, nodes: Collection[str]) -> set[int]:
    """Keys of the records of a source of which a version that may leave reaches one of some node records.

    Every graph is read, none is validated: a tenth of what validating them takes.
    """
    named = [
        (one.record_id, one.iri, names)
        for page in leaving_versions(connection, source, VALIDATED_STATES, nodes=True)
        for one, names in zip(page, _names(connection, [one.version_id for one in page]), strict=True)
    ]
    reached, found = set(nodes), set[int]()
    grows = True
    while grows:
        before = len(reached)
        for key, iri, names in named:
            if not reached.isdisjoint(names):
                found.add(key)
                reached.add(iri)
        grows = len(reached) > before
    for page in leaving_versions(connection, source, VALIDATED_STATES, nodes=False):
        for one, names in zip(page, _names(connection, [one.version_id for one in page]), strict=True):
            if not reached.isdisjoint(names):
                found.add(one.record_id)
    catalogs = {member.catalog for member in memberships_of(connection, source.id, reached, VALIDATED_STATES)}
    return found | {one.id for one in newest_versions(connection, source.id, source.profile, catalogs).values()}


def _names(connection: Connection, version_ids: list[int]) -> list[set[str]]:
    """The IRIs that the graphs of some versions name."""
    bodies = graph_bodies(connection, version_ids)
    return [iri_values(bodies[key]) for key in version_ids]


# ---------------------------------------------------------------- context

_PRESENT: Final = ("present",)


def context_of(
    connection: Connection,
    source: RegisteredSource,
    roots: Sequence[StoredGraph],
    *,
    states: Collection[str] = _PRESENT,
    barred: Collection[str] = (),
) -> Context:
    """The context of some records of a source; records in other states than these are left out.

    Args:
        barred: those of the records that do not leave: no catalogue lists them, and they list nothing.
    """
    context = Context(knows_links=True)
    add_context(context, connection, source, roots, states=states, barred=barred)
    return context


def add_context(
    context: Context,
    connection: Connection,
    source: RegisteredSource,
    roots: Sequence[StoredGraph],
    *,
    states: Collection[str] = _PRESENT,
    barred: Collection[str] = (),
    without: Collection[str] = (),
) -> None:
    """Add the context of some records to one that has other descriptions already.

    Args:
        without: IRIs whose stored descriptions do not count, because there are newer ones.
    """
    iris = {root.iri for root in roots}
    leaving = iris.difference(barred)
    members: set[str] = set()
    for member in listed_members(connection, source, leaving):
        context.add_member(member.catalog, member.property, member.target)
        members.add(member.target)
    if has_links(connection, source.id):
        subjects = {iri for root in roots for iri in iri_subjects(root.canonical.nquads)}
        for link in links_to(connection, source.id, subjects, states):
            if link.subject not in without:
                context.add_link(*link)
    for member in memberships_in(connection, source, leaving, states):
        if member.catalog not in leaving:
            context.add_member(member.catalog, member.property, member.target)
    for number, ring in enumerate(_rings(connection, source, roots, states, members, without)):
        for graph in ring.nodes:
            context.add(graph)
        if number == 0:
            # Only classes of what a record itself names are part of its context.
            for iri, one in ring.known.items():
                named = context_class(one.role, one.main_class)
                if named is not None and one.state in states:
                    context.add_class(iri, named)


def reached_nodes(
    connection: Connection, source: RegisteredSource, roots: Iterable[StoredGraph]
) -> Iterator[StoredGraph]:
    """The present node records that the roots reach."""
    for ring in _rings(connection, source, roots, _PRESENT):
        yield from ring.nodes


def graphs_in_context(
    connection: Connection, source: RegisteredSource, page: Mapping[str, StoredVersion]
) -> Iterator[tuple[list[StoredGraph], Context]]:
    """The graphs of a page of versions with their context, first of those present, then of those missing.

    The context of present records has present ones; that of missing records has missing node records, too.
    """
    for state, seen in (("present", _PRESENT), ("missing", VALIDATED_STATES)):
        graphs = stored_graphs(connection, {iri: one for iri, one in page.items() if one.state == state})
        yield graphs, context_of(connection, source, graphs, states=seen)


def stored_graphs(connection: Connection, known: Mapping[str, StoredVersion]) -> list[StoredGraph]:
    """The graphs of some stored versions, ready to be validated."""
    cells = cell_violations(connection, [one.version_id for one in known.values()])
    return [
        replace(graph, cell_violations=cells.get(known[graph.iri].version_id, ()))
        for graph in _graphs_around(connection, known)
    ]


def _graphs_around(connection: Connection, known: Mapping[str, StoredVersion]) -> list[StoredGraph]:
    """The graphs of some stored versions, as context of others."""
    bodies = graph_bodies(connection, [one.version_id for one in known.values()])
    return [StoredGraph.of(iri, one.digest, bodies[one.version_id]) for iri, one in known.items()]


@dataclass(frozen=True, slots=True)
class _Ring:
    """IRIs that the ring before names for the first time.

    Attributes:
        known: the stored records among them.
        nodes: the graphs of the node records among these.
    """

    known: Mapping[str, StoredVersion]
    nodes: list[StoredGraph]


def _rings(
    connection: Connection,
    source: RegisteredSource,
    roots: Iterable[StoredGraph],
    states: Collection[str],
    members: Collection[str] = (),
    without: Collection[str] = (),
) -> Iterator[_Ring]:
    """Yield the rings around some records, from the inside out.

    Args:
        members: IRIs that the roots name outside their graphs.
        without: IRIs whose stored descriptions do not count.
    """
    seen: set[str] = set()
    graphs = list(roots)
    named = set(members)
    while graphs:
        named |= {iri for graph in graphs for iri in iri_values(graph.canonical.nquads)} - seen
        seen |= named
        known = newest_versions(connection, source.id, source.profile, named.difference(without))
        nodes = {iri: one for iri, one in known.items() if one.role in NODE_ROLES and one.state in states}
        graphs = _graphs_around(connection, nodes)
        yield _Ring(known, graphs)
        named = set()


# ---------------------------------------------------------------- validators
# The validators of an open registry: one per profile, made anew when the day or a code list in force has changed.


class Validators:
    """Gives the validator of a profile; called as a function."""

    def __init__(
        self, database: RegistryDatabase, lists_in_force: Callable[[Connection], Mapping[str, CodeListLike]]
    ) -> None:
        self._database = database
        self._lists_in_force = lists_in_force
        self._made: dict[str, Validator] = {}

    def __call__(self, connection: Connection, profile: str, today: date | None = None) -> Validator | None:
        """The validator of a profile, for a day and the code lists in force; None for ``none``."""
        if profile == NO_PROFILE:
            return None
        day = today_in_vietnam() if today is None else today
        lists = self._lists_in_force(connection)
        known = self._made.get(profile)
        in_force = CodeListIndex(lists)
        if known is None or (known.today, known.lists_digest) != (day, in_force.digest):
            known = self._made[profile] = Validator(profile, today=day, lists=lists)
            rules = known.profile
            self._database.rules[rules.digest, known.lists_digest] = Rules(
                token=rules.token,
                digest=rules.digest,
                nquads=rules.nquads,
                lists_digest=known.lists_digest,
                lists=in_force.digests,
            )
        return known

    def warnings(self) -> dict[str, tuple[Message, ...]]:
        """The warnings about each profile; those without one are left out."""
        return {profile: validator.warnings for profile, validator in self._made.items() if validator.warnings}

    def forget(self) -> None:
        """Make each validator anew, as a new process would."""
        self._made.clear()
