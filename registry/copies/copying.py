"""Copy a registry into another database, of the same kind or the other, and prove that it is the same.

Source of the rules: docs/decisions/0078-copies.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import RawIOBase
from pathlib import Path
from typing import Final

from danhmuc.vocab.errors import RegistryError, UsageError
from danhmuc.vocab.json_values import json_members

from ..export.writing import ExportOrder, export
from ..messages.store import CopiesText
from ..record.contents import Progress
from ..store.database import Connection, RegistryDatabase
from ..store.integrity import check_integrity
from ..store.migrations import HEAD, tables_of
from ..store.opening import database_file, is_in_memory, open_as_found, open_marked
from ..store.registry_copies import (
    CopiedRows,
    copy_into,
    count_all_rows,
    finish_copy,
    read_backup,
    replacing_backup,
    write_backup,
)
from ..store.runs import refuse_any_lease
from ..store.settings import registry_fingerprint
from ..store.stored_rows import declared_sources
from ..store.target import refuse_targets

# ---------------------------------------------------------------- stages
# Progress of copies as stages that count rows.


def counting(progress: Progress | None, stage: str, total: int | None) -> Callable[[int], None]:
    """A function that adds to the number of rows done in a stage, and reports it."""
    done = 0

    def add(rows: int) -> None:
        nonlocal done
        done += rows
        if progress is not None and rows:
            progress(stage, done, total)

    return add


# ---------------------------------------------------------------- copying

_FORMAT: Final = "nt"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyReport:
    """A copy of a registry that is proven to be the same.

    Attributes:
        target: URL of the copy, without its password.
        rows: number of rows by table.
        digests: digest of the rows by table, the same in both.
        resumed: number of rows that were there from a copy that was broken off.
        export: SHA-256 of the export as N-Quads, the same of both.
    """

    target: str
    rows: Mapping[str, int] = field(repr=False)
    digests: Mapping[str, str] = field(repr=False)
    resumed: int
    export: str

    @property
    def row_count(self) -> int:
        """The number of rows of all tables."""
        return sum(self.rows.values())

    def as_dict(self) -> dict[str, object]:
        """The copy as JSON has it."""
        tables = {name: {"rows": rows, "digest": self.digests[name]} for name, rows in self.rows.items()}
        return {**json_members(self, ("target", "resumed", "export")), "rows": self.row_count, "tables": tables}


def copy_registry(database: RegistryDatabase, url: str, *, progress: Progress | None = None) -> CopyReport:
    """Copy a registry into an empty database, or finish a copy; nobody writes to the registry meanwhile.

    The copy can be opened only when it is complete, its rows, its integrity and its export proven.

    Raises:
        UsageError: the URL is none of a database, that of a file that something else is made from, or the registry is
            in memory.
        RegistryUnavailableError: one of them cannot be used, or there is a registry already.
        RegistryError: a source is being harvested, the registry has changed since the copy was begun, it is damaged,
            or the copy is not equal.
    """
    if database.is_private or is_in_memory(url):
        raise UsageError(CopiesText.COPY_OF_PRIVATE())
    # Writers wait as for any other, and then say that it is locked; readers go on.
    with database.writing() as source:
        refuse_any_lease(source)
        if (path := database_file(url)) is not None:
            refuse_targets(path, registry=database.path, sources=declared_sources(source), kind="database")
        with open_marked(url, "copying", create=True) as target:
            total = count_all_rows(source)
            copied = copy_into(
                source,
                target,
                copied=counting(progress, "copy", total),
                compared=counting(progress, "compare-rows", total),
            )
            digest = _require_same(source, target, progress)
            finish_copy(target)
            return _report_of(target, copied, digest)


def _report_of(target: RegistryDatabase, copied: CopiedRows, digest: str) -> CopyReport:
    return CopyReport(
        target=target.url, rows=copied.rows, digests=copied.digests, resumed=copied.resumed, export=digest
    )


def _require_same(source: Connection, target: RegistryDatabase, progress: Progress | None) -> str:
    """The digest of the export of both.

    Raises:
        RegistryError: the copy is damaged, or exports something else.
    """
    with target.reading(words="copying") as connection:
        require_sound(connection, target)
        of_target = export_digest(connection, progress)
    of_source = export_digest(source, progress)
    if of_source != of_target:
        raise RegistryError(CopiesText.COPY_EXPORT_DIFFERS(url=target.url))
    return of_source


def require_sound(connection: Connection, target: RegistryDatabase) -> None:
    """See that a copy has no problems that `check` finds.

    Raises:
        RegistryError: it has one, and so has the registry, since all rows are equal.
    """
    for problem in check_integrity(connection).problems:
        raise RegistryError(CopiesText.COPY_UNSOUND(url=target.url, problem=problem))


def export_digest(connection: Connection, progress: Progress | None = None) -> str:
    """The SHA-256 of all that leaves by stored verdicts."""
    sink = _Digest()
    export(connection, _FORMAT, sink, ExportOrder(progress=progress))  # type: ignore[arg-type]
    return f"sha256:{sink.sum.hexdigest()}"


class _Digest(RawIOBase):
    """A file that keeps nothing but the digest of what is written to it."""

    def __init__(self) -> None:
        super().__init__()
        self.sum = hashlib.sha256()

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Add some bytes."""
        self.sum.update(data)
        return len(data)


# ---------------------------------------------------------------- backups
# Back up a registry into one file while it is in use.
#
# Source of the rules: docs/decisions/0078-copies.md.


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
