"""Put single descriptions into the registry, and withdraw them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from sqlalchemy import Connection, update

from danhmuc.shapes import Context, Validator
from danhmuc.vocab.errors import RecordError, UsageError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.lines import iri_values

from .comparing import KnownRecord, StoredGraph, compare, judged, standing
from .harvesting import DEFAULT_PROFILE, LOCAL
from .plan import PlannedChange
from .secrecy import is_state_secret
from .source_records import SourceRecord
from .store import searching, tables
from .store.database import Database
from .store.known import KnownSource, find_source, known_records
from .store.reading import graph_bodies, graph_body
from .store.runs import add_source, now, set_profile
from .store.writing import BATCH, Stamp, write_batch

__all__ = ["Change", "Puts", "surroundings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one description.

    Attributes:
        kind: created, updated, unchanged, reappeared or withdrawn.
        version: number of its newest version.
        added, removed: canonical N-Quads lines that the newest version has and the one before had not, and the
            other way round; blank nodes may be named anew.
        findings: of the newest version, gravest first.
        left_aside: number of triples of a typed object that belong to no description and were not kept.
    """

    iri: str
    kind: Literal["created", "updated", "unchanged", "reappeared", "withdrawn"]
    digest: str
    version: int
    verdict: str | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    left_aside: int = 0


@dataclass(frozen=True, slots=True)
class Puts:
    """What programs put into one registry.

    Attributes:
        validator: makes a profile ready, None where nothing is judged.
    """

    database: Database
    validator: Callable[[str], Validator | None]

    def put(self, record: SourceRecord, *, by: str, profile: str | None, others: Sequence[SourceRecord] = ()) -> Change:
        """As `Registry.put`; `others` are kept before the record, all or none."""
        for one in (record, *others):
            if is_state_secret(one):
                self._withhold(one.iri, by)
                raise RecordError(
                    one.iri, "it is marked a state secret and cannot be kept (Decree 47/2020/NĐ-CP, Art. 1.2)"
                )
        with self.database.writing() as connection:
            source, switched = self._local(connection, profile)
            validator = self.validator(source.profile)
            stamp = Stamp(source_id=source.id, run_id=None, by=by, now=now(), profile=source.profile)
            renews = switched
            for one in (*others, record):
                before = known_records(connection, source.id, source.profile, [one.iri]).get(one.iri)
                change = compare(one, before)
                if validator is not None:
                    context = _context(connection, source, [StoredGraph(one.iri, one.canonical)])
                    change = judged(change, one, before, validator, context)
                old = graph_body(connection, before.version_id) if before is not None else b""
                if change.writes:
                    write_batch(self.database, connection, [change], stamp)
                renews = renews or (one.role == "node" and change.body is not None)
            if validator is not None and renews:
                _renew(connection, self.database, validator, stamp)
            return _told(connection, change, old, record.canonical.nquads)

    def withdraw(self, iri: str, *, by: str, source: str) -> Change:
        """As `Registry.withdraw`."""
        with self.database.writing() as connection:
            row = searching.record_of(connection, iri, source)
            if row.state == "withheld":
                raise UsageError(f"{iri} is withheld and never leaves; it cannot be withdrawn")
            _set_state(connection, row.version_id, "withdrawn", by)
            return Change(iri=iri, kind="withdrawn", digest=row.digest, version=row.version, verdict=row.verdict)

    def _withhold(self, iri: str, by: str) -> None:
        """See that what was kept under an IRI that is secret now never leaves any more."""
        with self.database.writing() as connection:
            for row in searching.record_rows(connection, iri=iri, source=LOCAL, role=None):
                _set_state(connection, row.version_id, "withheld", by)

    def _local(self, connection: Connection, profile: str | None) -> tuple[KnownSource, bool]:
        """The source of records put by programs, and whether it has another profile from now on."""
        source = find_source(connection, name=LOCAL)
        if source is None:
            wanted = profile or DEFAULT_PROFILE
            names = {"name": LOCAL, "location": "local:", "kind": "local"}
            return add_source(self.database, connection, **names, profile=wanted), False
        if profile is None or profile == source.profile:
            return source, False
        set_profile(connection, source.id, profile)
        return replace(source, profile=profile), True


def _renew(connection: Connection, database: Database, validator: Validator, stamp: Stamp) -> None:
    """Judge again whatever a new profile or a changed node record touches."""
    known = known_records(connection, stamp.source_id, stamp.profile)
    nodes = {graph.iri: graph.canonical for graph in _graphs(connection, _nodes(known))}
    context = Context(nodes, _classes(known))
    iris = sorted(known)
    for start in range(0, len(iris), BATCH):
        page = {iri: known[iri] for iri in iris[start : start + BATCH]}
        changes = [
            judged(standing(graph.iri, page[graph.iri], kind="unchanged"), graph, page[graph.iri], validator, context)
            for graph in _graphs(connection, page)
        ]
        write_batch(database, connection, [change for change in changes if change.report is not None], stamp)


def _graphs(connection: Connection, known: Mapping[str, KnownRecord]) -> list[StoredGraph]:
    bodies = graph_bodies(connection, [one.version_id for one in known.values()])
    return [StoredGraph.of(iri, one.digest, bodies[one.version_id]) for iri, one in known.items()]


def surroundings(connection: Connection, source: KnownSource, roots: Iterable[StoredGraph]) -> Iterator[StoredGraph]:
    """The node records that the roots reach, fetched ring by ring."""
    seen: set[str] = set()
    ring = list(roots)
    while ring:
        named = {iri for graph in ring for iri in iri_values(graph.canonical.nquads)} - seen
        seen |= named
        known = known_records(connection, source.id, source.profile, named)
        ring = _graphs(connection, _nodes(known))
        yield from ring


def _context(connection: Connection, source: KnownSource, roots: Sequence[StoredGraph]) -> Context:
    context = Context()
    named: set[str] = set()
    for graph in surroundings(connection, source, roots):
        context.add(graph)
    for graph in roots:
        named |= iri_values(graph.canonical.nquads)
    for iri, main_class in _classes(known_records(connection, source.id, source.profile, named)).items():
        context.add_class(iri, main_class)
    return context


def _classes(known: Mapping[str, KnownRecord]) -> dict[str, str]:
    """Of what class the records among them are."""
    return {
        iri: one.main_class
        for iri, one in known.items()
        if one.role == "record" and one.state == "present" and one.main_class is not None
    }


def _nodes(known: Mapping[str, KnownRecord]) -> dict[str, KnownRecord]:
    return {iri: one for iri, one in known.items() if one.role == "node" and one.state == "present"}


def _set_state(connection: Connection, version_id: int, state: str, by: str) -> None:
    """Put the description of a newest version into a state."""
    connection.execute(
        update(tables.records)
        .where(tables.records.c.version_id == version_id)
        .values(state=state, state_at=now(), state_by=by, missing_since=None)
    )


def _told(connection: Connection, change: PlannedChange, old: bytes, new: bytes) -> Change:
    """What a change says to the one who asked for it."""
    row = searching.record_of(connection, change.iri, LOCAL)
    before, after = set(old.decode().split("\n")), set(new.decode().split("\n"))
    return Change(
        iri=change.iri,
        kind=cast('Literal["created", "updated", "unchanged", "reappeared"]', change.kind),
        digest=row.digest,
        version=row.version,
        verdict=row.verdict,
        added=tuple(sorted(after - before)),
        removed=tuple(sorted(before - after)),
        findings=tuple(searching.findings_of_version(connection, row.version_id)),
    )
