"""Back up a registry into one file while it is in use.

Source of the rules: docs/decisions/0078-copies.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from danhmuc.vocab.json_values import json_members

from ..record.contents import Progress
from ..store.database import RegistryDatabase
from ..store.migrations import HEAD, tables_of
from ..store.opening import open_as_found
from ..store.registry_copies import count_all_rows, read_backup, replacing_backup, write_backup
from ..store.settings import registry_fingerprint
from ..store.stored_rows import declared_sources
from ..store.target import refuse_targets
from .stages import counting


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """A backup that is complete.

    Attributes:
        at: when it was made, UTC; what was decided later is not in it.
        schema: name of the schema of its tables.
        size: number of its bytes.
    """

    file: str
    at: str
    schema: str
    size: int

    def as_dict(self) -> dict[str, object]:
        """The backup as JSON has it."""
        return json_members(self, self.__slots__)


def make_backup(url: str, file: str | Path, *, progress: Progress | None = None) -> BackupReport:
    """Back up the registry at a URL as `Upkeep.back_up` does; one of an older schema is backed up as it is.

    Raises:
        UsageError: there is something else under that name, or it cannot be written.
        RegistryUnavailableError: there is no registry, or it cannot be read.
        RegistryError: it is damaged.
    """
    database, schema = open_as_found(url)
    with database:
        return back_up(database, Path(file), schema=schema, progress=progress)


def back_up(
    database: RegistryDatabase, file: Path, *, schema: str = HEAD, progress: Progress | None = None
) -> BackupReport:
    """Write one state of the registry into a file, in place of an older backup of it; see `Upkeep.back_up`."""
    with database.reading(words="copying") as connection:
        refuse_targets(file, registry=database.path, sources=declared_sources(connection), kind="database")
        registry = registry_fingerprint(connection) or ""
        total = None if database.is_sqlite else count_all_rows(connection, tables_of(schema))
    with replacing_backup(file, registry) as fresh:
        if progress is not None:
            progress("copy", 0, total)
        write_backup(
            database,
            fresh,
            schema=schema,
            copied=counting(progress, "copy", total),
            compared=counting(progress, "compare-rows", total),
        )
    facts = read_backup(file)
    return BackupReport(file=str(file), at=facts.at, schema=facts.schema, size=facts.size)
