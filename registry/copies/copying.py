"""Copy a registry into another database, of the same kind or the other, and prove that it is the same.

Source of the rules: docs/decisions/0078-copies.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import RawIOBase
from typing import Final

from danhmuc.vocab.errors import RegistryError, UsageError
from danhmuc.vocab.json_values import json_members

from ..export.writing import export
from ..messages.store import CopiesText
from ..record.contents import Progress
from ..store.database import Connection, RegistryDatabase
from ..store.integrity import check_integrity
from ..store.opening import database_file, is_in_memory, open_marked
from ..store.registry_copies import CopiedRows, copy_into, count_all_rows, finish_copy
from ..store.runs import refuse_any_lease
from ..store.stored_rows import declared_sources
from ..store.target import refuse_targets
from .stages import counting

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
    export(connection, _FORMAT, sink, progress=progress)  # type: ignore[arg-type]
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
