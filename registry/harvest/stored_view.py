"""The stored side of a harvest: all that a reading is compared with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial as bound

from danhmuc.shapes import Profile
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.valid_iris import are_valid_iris, valid_or_same

from ..record.contents import SourceContents
from ..record.record import Link, Membership
from ..record.spellings import OtherSpelling
from ..record.stored import StoredActivity, StoredSource, StoredVersion
from ..store.activities import last_activities, stored_activities
from ..store.cell_findings import cell_violations
from ..store.database import Connection, RegistryDatabase
from ..store.raw_bytes import source_digests
from ..store.reading import graph_bodies, places_of
from ..store.reading_basis import StoredIdentity, recent_records
from ..store.stored_bars import read_bars
from ..store.stored_documents import documents_with
from ..store.stored_findings import stored_per_source
from ..store.stored_iris import has_noted_spellings, other_spellings
from ..store.stored_rows import RegisteredSource, current_memberships, held_iris_of, stored_links
from ..store.version_index import all_versions
from .stored_around import stored_around


@dataclass(frozen=True, slots=True)
class StoredView:
    """The records of one registry, looked up as far as a harvest asks; each question is a transaction of its own."""

    database: RegistryDatabase

    def source(
        self,
        connection: Connection,
        stored: RegisteredSource | None,
        profile: str,
        identity: StoredIdentity,
        delta: SourceContents | None,
    ) -> StoredSource:
        """The stored records of a source, to compare a reading with; `delta` is that reading, if it is one."""
        bars = read_bars(connection)
        if stored is None:
            others = bound(self.other_spellings, None)
            return StoredSource({}, self.graphs, self.places, bars=bars, other_spellings=others)
        held = held_iris_of(connection, stored.id)
        found = StoredSource(
            {} if delta is not None else _by_valid_iri(all_versions(connection, stored.id, profile)),
            self.graphs,
            self.places,
            bars=bars,
            links=bound(self.links, stored.id),
            memberships=bound(self.memberships, stored.id),
            redirects=identity.redirects,
            proposals=identity.proposals,
            declined=identity.declined,
            recent=bound(self.recent_records, stored.id),
            losses=identity.losses,
            source_bytes=bound(self.source_digests, stored.id),
            held={spelling for iri in held for spelling in (iri, valid_or_same(iri))},
            activities=bound(self.activities, stored.id),
            per_source_findings=bound(self.per_source_findings, stored.id),
            cell_violations=self.cell_violations,
            other_spellings=bound(self.other_spellings, stored.id),
            has_noted_spellings=bound(self.has_noted_spellings, stored.id),
        )
        if delta is None:
            return found
        return stored_around(self.database, found, replace(stored, profile=profile), delta)

    def graphs(self, version_ids: Sequence[int]) -> Mapping[int, bytes]:
        """The graphs of some stored versions, by their keys."""
        with self.database.reading(words="planning") as connection:
            return graph_bodies(connection, version_ids)

    def cell_violations(self, version_ids: Sequence[int]) -> Mapping[int, tuple[Finding, ...]]:
        """The violations that the reader found in cells of some stored versions, by their keys."""
        with self.database.reading() as connection:
            return cell_violations(connection, version_ids)

    def places(self, version_id: int) -> tuple[str, ...]:
        """The documents that a version was read from."""
        with self.database.reading(words="planning") as connection:
            return places_of(connection, version_id)

    def links(self, source_id: int, states: Collection[str]) -> list[Link]:
        """The links of the records of a source that are in some states."""
        with self.database.reading(words="planning") as connection:
            return stored_links(connection, source_id, states)

    def memberships(self, source_id: int) -> list[Membership]:
        """The memberships that the catalogues of a source list."""
        with self.database.reading(words="planning") as connection:
            return current_memberships(connection, source_id)

    def recent_records(self, source_id: int) -> set[str]:
        """The IRIs of the records of a source that came since its last complete run."""
        with self.database.reading(words="planning") as connection:
            return recent_records(connection, source_id)

    def source_digests(self, source_id: int) -> Mapping[int, str]:
        """The digests of what a source gave for the newest versions of its records, by the keys of these."""
        with self.database.reading(words="planning") as connection:
            return source_digests(connection, source_id)

    def per_source_findings(
        self, source_id: int, profile: Profile, without: Collection[str]
    ) -> Mapping[str, Sequence[Finding]]:
        """The stored findings that are one for the source, by the IRI of the record; see `StoredSource`."""
        with self.database.reading(words="planning") as connection:
            return stored_per_source(connection, source_id, profile, without)

    def other_spellings(self, source_id: int | None, iris: Collection[str]) -> list[OtherSpelling]:
        """The records of other sources under other spellings of some IRIs."""
        with self.database.reading(words="planning") as connection:
            return list(other_spellings(connection, iris, source_id))

    def has_noted_spellings(self, source_id: int) -> bool:
        """Whether the last run of a source found records of other sources under other spellings."""
        with self.database.reading(words="planning") as connection:
            return has_noted_spellings(connection, source_id)

    def activities(self, source_id: int, iris: Collection[str]) -> Mapping[str, StoredActivity]:
        """The newest activities that were applied to some records of a source."""
        with self.database.reading(words="planning") as connection:
            return stored_activities(connection, source_id, iris)

    def last_activities(self, source_id: int, iris: Collection[str]) -> Mapping[str, str]:
        """The times of these; see `Visit.last_activities`."""
        with self.database.reading(words="planning") as connection:
            return last_activities(connection, source_id, iris)

    def documents_with(self, source_id: int, iris: Collection[str]) -> Collection[str]:
        """The places of the documents of a source that may mention some IRIs; see `Visit.documents_with`."""
        with self.database.reading(words="planning") as connection:
            return documents_with(connection, source_id, iris)


def _by_valid_iri(versions: Mapping[str, StoredVersion]) -> Mapping[str, StoredVersion]:
    """Stored versions by the IRIs that the reader gives them now, so that records keep history and state.

    Earlier versions of danhmuc stored IRIs that the reader repairs today; writing a new version renames the record.
    """
    if are_valid_iris(versions):
        return versions
    renamed: dict[str, StoredVersion] = {}
    for iri, version in versions.items():
        valid = valid_or_same(iri)
        renamed[iri if valid in versions or valid in renamed else valid] = version
    return renamed
