"""The stored records of a source, as far as a delta needs them: the cost is that of the delta, not of the source."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from danhmuc.shapes import Context

from ..record.contents import SourceContents
from ..record.stored import StoredGraph, StoredSource, StoredTotals, StoredVersion
from ..store.database import RegistryDatabase
from ..store.raw_bytes import digests_of_versions
from ..store.source_state import seen_counts, source_state
from ..store.stored_rows import RegisteredSource, newest_versions
from ..store.version_index import VersionsOnDemand
from ..verdicts.context import add_context


def stored_around(
    database: RegistryDatabase, stored: StoredSource, source: RegisteredSource, contents: SourceContents
) -> StoredSource:
    """The stored records of a source, read as a delta asks for them.

    Args:
        stored: the same without versions.
        source: with the profile of the run.
    """
    around = _Around(database, source)
    versions = VersionsOnDemand(around.versions)
    named = {one.iri for one in contents.records} | {one.iri for one in contents.deletions}
    return replace(
        stored,
        versions=versions,
        fetch=versions.fetch,
        held=named.intersection(stored.held or ()),
        source_bytes=lambda: around.source_bytes(versions.version_ids()),
        add_around=around.add_context,
        totals=around.totals,
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """The questions that a delta has, each in a transaction of its own."""

    database: RegistryDatabase
    source: RegisteredSource

    def versions(self, iris: Collection[str] | None) -> Mapping[str, StoredVersion]:
        with self.database.reading(words="planning") as connection:
            return newest_versions(connection, self.source.id, self.source.profile, iris)

    def source_bytes(self, version_ids: Sequence[int]) -> Mapping[int, str]:
        with self.database.reading(words="planning") as connection:
            return digests_of_versions(connection, version_ids)

    def add_context(self, context: Context, graphs: Sequence[StoredGraph], without: Collection[str]) -> None:
        with self.database.reading(words="planning") as connection:
            add_context(context, connection, self.source, graphs, without=without)

    def totals(self) -> StoredTotals:
        is_dated = self.source.settings.expectations.days is not None
        with self.database.reading(words="planning") as connection:
            seen = seen_counts(connection, self.source.id)["record"].seen
            state = source_state(connection, self.source.id, self.source.profile, dated=is_dated)
        return StoredTotals(records=seen, modified=state.modified)
