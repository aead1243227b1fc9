"""The registry: where an inventory is kept, and all that is done with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Literal, Self, cast

from danhmuc.shapes import NO_PROFILE, Context, Validator
from danhmuc.vocab.canonical import CanonicalGraph
from danhmuc.vocab.errors import RecordError, UnknownNameError, UsageError
from danhmuc.vocab.findings import Finding
from sqlalchemy import Connection, insert, select, update

from .contents import HarvestSource, Progress, SourceContents
from .distributions import described_distributions
from .exporters import ExportedGraph, exporter_named
from .exporting import ExportReport, export
from .pipeline import Harvested, Memory, compare, harvest
from .plan import HarvestPlan, HarvestReport, PlannedChange
from .records import DEFAULT_BASE, IriSpace, SourceRecord
from .secrecy import is_state_secret
from .store import searching, tables
from .store.database import Database
from .store.integrity import IntegrityReport, check_integrity
from .store.known import KnownRecord, KnownSource, find_source, graph_body, known_records, sources_of
from .store.opening import open_database
from .store.runs import add_source, beat, close_run, newest_run, now, open_run
from .store.searching import RecordRow, RunRow, SourceRow, VersionRow
from .store.selecting import bodies_of
from .store.writing import BATCH, Stamp, write_batch

if TYPE_CHECKING:
    import rdflib

__all__ = ["DEFAULT_PROFILE", "LOCAL", "Change", "Registry", "StoredRecord"]

DEFAULT_PROFILE: Final = "dcat-ap"
"""The profile of a source that names none."""
LOCAL: Final = "local"
"""The source that `Registry.put` writes to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one description.

    Attributes:
        kind: created, updated, unchanged, reappeared or withdrawn.
        version: number of its newest version.
        added, removed: canonical N-Quads lines that the newest version has and the one before had not, and the
            other way round; blank nodes may be named anew.
        findings: of the newest version, gravest first.
    """

    iri: str
    kind: Literal["created", "updated", "unchanged", "reappeared", "withdrawn"]
    digest: str
    version: int
    verdict: str | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRecord:
    """One description with its newest graph.

    Attributes:
        row: what lists show of it.
        nquads: the graph of its newest version, canonical.
        findings: of that version, gravest first.
    """

    row: RecordRow
    nquads: bytes
    findings: tuple[Finding, ...]

    @property
    def iri(self) -> str:
        """What it describes."""
        return self.row.iri

    @property
    def graph(self) -> rdflib.Graph:
        """The newest graph, fresh on every call, literals as they were written."""
        from danhmuc.vocab.rdflib_graphs import graph_of  # noqa: PLC0415 - rdflib costs 70 ms and is rarely needed

        return graph_of(self.nquads)

    def turtle(self) -> str:
        """The newest graph as Turtle."""
        out = BytesIO()
        exporter_named("turtle").write([ExportedGraph(self.row.iri, self.nquads)], out)
        return out.getvalue().decode()

    def __str__(self) -> str:
        """Its title and IRI."""
        return f"{self.row.title or '–'} <{self.row.iri}>"


class Registry:
    """An open registry; a context manager that closes it.

    Open one with `Registry.open`, pass it on, close it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._validators: dict[str, Validator] = {}
        with database.reading() as connection:
            query = select(tables.settings.c.value).where(tables.settings.c.name == "base")
            self._base = connection.execute(query).scalar() or DEFAULT_BASE

    @classmethod
    def open(cls, url: str, *, create: bool = True, base: str | None = None) -> Self:
        """The registry at a database URL, ``sqlite:///file.db`` or ``postgresql+psycopg://…``.

        Args:
            create: make one where there is none.
            base: where IRIs minted in a new registry begin; an existing one keeps its own.

        Raises:
            UsageError: no such kind of database, or `base` is not the registry's.
            RegistryUnavailableError: it cannot be opened; the message says why.
        """
        if base is not None and ("://" not in base or not base.endswith(("/", "#"))):
            raise UsageError(f"base {base!r} must be an absolute IRI that ends in / or #")
        database = open_database(url, create=create)
        if create:
            _settle_base(database, base)
        return cls(database)

    @property
    def url(self) -> str:
        """Its database URL, a password left out."""
        return self._database.url

    @property
    def base(self) -> str:
        """Where minted IRIs begin."""
        return self._base

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def plan(
        self,
        source: HarvestSource,
        *,
        name: str | None = None,
        profile: str | None = None,
        partial: str | None = None,
        progress: Progress | None = None,
    ) -> HarvestPlan:
        """Read a source, judge it, and tell what applying would change; nothing is written yet.

        Args:
            name: what to call a new source; else the one it has, else the last part of its location.
            profile: token or path; else the source's own, else ``dcat-ap``.
            partial: why this reading is not the whole source; nothing is then missing.

        Raises:
            RegistryError: the name is taken by another location.
            UnknownNameError, ShapesError: the profile cannot be used.
        """
        with self._database.reading() as connection:
            stored = find_source(connection, location=source.location)
            called = self._name_for(sources_of(connection), source, stored, name)
            token = profile or (stored.profile if stored is not None else DEFAULT_PROFILE)
            validator = self._validator(token)
            basis = newest_run(connection, stored.id) if stored is not None else 0
            known = known_records(connection, stored.id, token) if stored is not None else {}
        space = IriSpace(source=called, base=self._base)
        contents = source.contents(space, progress=progress)
        harvested = harvest(
            contents,
            Memory(known, self._distributions),
            validator,
            source=called,
            partial=partial,
            progress=progress,
        )
        return self._planned(source, token, basis, contents, harvested)

    def put(self, record: SourceRecord, *, by: str, profile: str | None = None) -> Change:
        """Keep one description in the source ``local`` and tell what changed.

        The whole graph is kept, unknown terms included; equal graphs count as unchanged.

        Raises:
            RegistryError: the registry refused; nothing of this record was kept.
        """
        if is_state_secret(record):
            raise RecordError(record.iri, "it is marked a state secret and cannot be kept (Decree 47/2020/NĐ-CP, Art. 1.2)")
        with self._database.writing() as connection:
            source = self._local(connection, profile)
            known = known_records(connection, source.id, source.profile)
            before = known.get(record.iri)
            validator = self._validator(source.profile)
            change = compare(record, before, validator, _context(connection, known) if validator else Context())
            old = graph_body(connection, before.version_id) if before is not None else b""
            stamp = Stamp(source_id=source.id, run_id=None, by=by, now=now(), profile=source.profile)
            if change.writes:
                write_batch(self._database, connection, [change], stamp)
            return _told(connection, change, old, record.canonical.nquads)

    def withdraw(self, iri: str, *, by: str, source: str = LOCAL) -> Change:
        """Turn a description into a tombstone: it stays with its history and no longer leaves.

        Raises:
            UsageError: nothing in that source describes that IRI.
        """
        with self._database.writing() as connection:
            row = _one(list(searching.record_rows(connection, iri=iri, source=source, role=None)), iri, source)
            connection.execute(
                update(tables.records)
                .where(tables.records.c.version_id == row.version_id)
                .values(state="withdrawn", state_at=now(), state_by=by, missing_since=None)
            )
            return Change(iri=iri, kind="withdrawn", digest=row.digest, version=row.version, verdict=row.verdict)

    def get(self, iri: str, *, source: str | None = None) -> StoredRecord:
        """The description of an IRI, of the oldest source that has one unless a source is named.

        Raises:
            UsageError: nothing describes that IRI.
        """
        with self._database.reading() as connection:
            rows = list(searching.record_rows(connection, iri=iri, source=source, role=None))
            row = _one(rows, iri, source)
            return StoredRecord(
                row=row,
                nquads=graph_body(connection, row.version_id),
                findings=tuple(searching.findings_of_version(connection, row.version_id)),
            )

    def history(self, iri: str, *, source: str | None = None) -> list[VersionRow]:
        """All versions of the description that `get` gives, newest first, each with what it changed.

        Raises:
            UsageError: nothing describes that IRI.
        """
        with self._database.reading() as connection:
            rows = list(searching.record_rows(connection, iri=iri, source=source, role=None))
            versions = searching.version_rows(connection, iri, _one(rows, iri, source).source)
            graphs = bodies_of(connection, [version.id for version in versions])
        lines = [frozenset(graphs[version.id].decode().splitlines()) for version in versions]
        before = [*lines[1:], frozenset[str]()]
        return [
            replace(version, added=tuple(sorted(new - old)), removed=tuple(sorted(old - new)))
            for version, new, old in zip(versions, lines, before, strict=True)
        ]

    def records(
        self,
        *,
        text: str | None = None,
        source: str | None = None,
        theme: str | None = None,
        publisher: str | None = None,
        state: str | None = None,
        role: str | None = "record",
        limit: int | None = None,
    ) -> Iterator[RecordRow]:
        """Descriptions that fit all that is asked for, by title.

        Args:
            text: words to find in titles, descriptions, keywords and identifiers, with or without diacritics.
            theme: code of a theme, such as ``ENVI``.
            publisher: IRI of the publisher.
            role: ``record``, ``node``, ``catalog-record``, or None for all.
        """
        with self._database.reading() as connection:
            yield from searching.record_rows(
                connection,
                text=text,
                source=source,
                theme=theme,
                publisher=publisher,
                state=state,
                role=role,
                limit=limit,
            )

    def sources(self) -> list[SourceRow]:
        """All sources, oldest first."""
        with self._database.reading() as connection:
            return searching.source_rows(connection)

    def runs(self, source: str | None = None, *, limit: int | None = None) -> list[RunRow]:
        """Runs, newest first."""
        with self._database.reading() as connection:
            return searching.run_rows(connection, source, limit)

    def run_findings(self, run: int) -> list[Finding]:
        """What was noticed about the documents of a run and the run itself, gravest first."""
        with self._database.reading() as connection:
            return searching.run_findings(connection, run)

    def rest(self, source: str | None = None) -> dict[str, int]:
        """Number of triples that belong to no record, by document."""
        with self._database.reading() as connection:
            return searching.rest_count(connection, source)

    def export(
        self,
        format: str,  # noqa: A002 - the word users know
        target: str | Path | BinaryIO,
        *,
        source: str | None = None,
        progress: Progress | None = None,
    ) -> ExportReport:
        """Write what may leave, of one source or of all; the same registry gives the same bytes.

        Raises:
            UnknownNameError: no such format or source.
            UsageError: the target cannot be written.
        """
        with self._database.reading() as connection:
            source_id = None
            if source is not None:
                found = find_source(connection, name=source)
                if found is None:
                    raise UnknownNameError("source", source, (known.name for known in sources_of(connection)))
                source_id = found.id
            return export(connection, format, target, source_id=source_id, progress=progress)

    def check(self) -> IntegrityReport:
        """Whether the registry is whole; every stored graph is hashed again."""
        with self._database.reading() as connection:
            return check_integrity(connection)

    def _planned(
        self, source: HarvestSource, profile: str, basis: int, contents: SourceContents, harvested: Harvested
    ) -> HarvestPlan:
        failed = harvested.report.state == "failed"
        memberships = () if failed else tuple(contents.memberships)
        documents = contents.documents
        if harvested.secret_places:
            documents = tuple(
                replace(document, body=None) if document.place in harvested.secret_places else document
                for document in documents
            )
            memberships = tuple(member for member in memberships if member.target not in harvested.secret_iris)
        return HarvestPlan(
            source=harvested.report.source,
            location=source.location,
            kind=source.kind,
            profile=profile,
            basis=basis,
            report=harvested.report,
            changes=harvested.changes,
            withhold=harvested.withhold,
            memberships=memberships,
            rest=harvested.rest,
            documents=documents,
            quarantined=contents.quarantined,
            findings=harvested.findings,
            apply_with=self._apply,
        )

    def _apply(self, plan: HarvestPlan, by: str) -> HarvestReport:
        with self._database.writing() as connection:
            source = find_source(connection, location=plan.location)
            if source is None and plan.report.unopened:
                # A location that was never there is a slip of the pen, not a source.
                return plan.report
            if source is None:
                source = add_source(
                    self._database,
                    connection,
                    name=plan.source,
                    location=plan.location,
                    kind=plan.kind,
                    profile=plan.profile,
                )
            stamp = open_run(self._database, connection, plan, source, by)
        writes = [change for change in plan.changes if change.writes]
        for start in range(0, len(writes), BATCH):
            with self._database.writing() as connection:
                write_batch(self._database, connection, writes[start : start + BATCH], stamp)
                beat(connection, stamp)
        report = replace(plan.report, run=stamp.run_id)
        with self._database.writing() as connection:
            close_run(self._database, connection, plan, stamp, report.as_dict())
        return report

    def _validator(self, profile: str) -> Validator | None:
        if profile == NO_PROFILE:
            return None
        if profile not in self._validators:
            self._validators[profile] = Validator(profile)
        return self._validators[profile]

    def _distributions(self, version_id: int) -> int:
        with self._database.reading() as connection:
            return described_distributions(graph_body(connection, version_id))

    def _name_for(
        self, known: list[KnownSource], source: HarvestSource, stored: KnownSource | None, name: str | None
    ) -> str:
        if stored is not None:
            if name is not None and name != stored.name:
                raise UsageError(f"{source.location} is already the source {stored.name!r}; --name cannot rename it")
            return stored.name
        called = name or source.name
        for other in known:
            if other.name == called:
                raise UsageError(
                    f"the name {called!r} is taken by the source at {other.location}; choose another with --name"
                )
        if called == LOCAL:
            raise UsageError(f"the name {LOCAL!r} is kept for records put by programs; choose another with --name")
        return called

    def _local(self, connection: Connection, profile: str | None) -> KnownSource:
        """The source of records put by programs; a profile named here is its profile from now on."""
        source = find_source(connection, name=LOCAL)
        if source is None:
            return add_source(
                self._database,
                connection,
                name=LOCAL,
                location="local:",
                kind="local",
                profile=profile or DEFAULT_PROFILE,
            )
        if profile is not None and profile != source.profile:
            connection.execute(
                update(tables.sources).where(tables.sources.c.id == source.id).values(profile=profile)
            )
            return replace(source, profile=profile)
        return source


def _context(connection: Connection, known: Mapping[str, KnownRecord]) -> Context:
    """The node records of a source, read from the registry."""
    nodes = {known_as.version_id: iri for iri, known_as in known.items() if known_as.role == "node"}
    keys = list(nodes)
    found: dict[str, CanonicalGraph] = {}
    for start in range(0, len(keys), 500):
        for key, nquads in bodies_of(connection, keys[start : start + 500]).items():
            iri = nodes[key]
            found[iri] = CanonicalGraph(known[iri].digest, nquads, nquads.count(b"\n"))
    return Context(found)


def _told(connection: Connection, change: PlannedChange, old: bytes, new: bytes) -> Change:
    """What a change says to the one who asked for it."""
    (row,) = searching.record_rows(connection, iri=change.iri, source=LOCAL, role=None)
    before, after = set(old.decode().splitlines()), set(new.decode().splitlines())
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


def _one(rows: list[RecordRow], iri: str, source: str | None) -> RecordRow:
    """The first of the rows; they come oldest source first for one IRI."""
    if not rows:
        where = f"source {source!r}" if source is not None else "the registry"
        raise UsageError(f"nothing in {where} describes {iri}; list shows what is there")
    return rows[0]


def _settle_base(database: Database, base: str | None) -> None:
    """Write the base of a new registry once, and hold an existing one to its own."""
    with database.writing() as connection:
        query = select(tables.settings.c.value).where(tables.settings.c.name == "base")
        kept = connection.execute(query).scalar()
        if kept is None:
            kept = base or DEFAULT_BASE
            connection.execute(insert(tables.settings), [{"name": "base", "value": kept}])
    if base is not None and base != kept:
        raise UsageError(f"this registry mints under {kept}; its base cannot become {base}")
