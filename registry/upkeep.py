"""The upkeep of a registry: what was upgraded, backups and copies, pruning, integrity."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from danhmuc.vocab.argument_types import refuse_wrong_types

from .record.source_bytes import PruningLimits
from .store.database import RegistryDatabase

if TYPE_CHECKING:
    from .copies.copying import BackupReport, CopyReport
    from .edits.history_pruning import PrunedHistory
    from .harvest.holding import PrunedBodies
    from .record.contents import Progress
    from .store.database import Migration
    from .store.integrity import IntegrityReport


@refuse_wrong_types
class Upkeep:
    """The upkeep of a registry; to be had from `Registry.upkeep`.

    Attributes:
        base: beginning of minted IRIs.
    """

    def __init__(self, database: RegistryDatabase, base: str, limits: PruningLimits) -> None:
        self.base = base
        self._database = database
        self._limits = limits

    @property
    def migration(self) -> Migration | None:
        """The migration of its schema that opening it did, with the backup of its state before; None if it did none."""
        return self._database.migration

    def kept_backups(self) -> list[Path]:
        """The backups beside its file that were kept before upgrades; they have what was purged since."""
        from .store.registry_copies import kept_backups

        return kept_backups(self._database)

    def check(self) -> IntegrityReport:
        """Check the integrity of the registry; every stored graph is hashed again."""
        from .store.integrity import check_integrity

        with self._database.reading(words="checking") as connection:
            report = check_integrity(connection)
            # In a damaged file not even a transaction that changed nothing can be committed.
            connection.rollback()
            return report

    def renew_search_index(self) -> None:
        """Fill the search index and the facets again from the newest versions, in one transaction.

        Needed only where `check` says that they differ, or after rows were copied by other means than danhmuc's.
        """
        from .store.search_index import renew_search_index

        with self._database.writing() as connection:
            renew_search_index(connection)

    def back_up(self, file: str | Path, *, progress: Progress | None = None) -> BackupReport:
        """Write one state of the registry into a SQLite file, for its owner alone, while harvests go on.

        It takes the place of an older backup of this registry when it is complete; `restore_backup` puts it back.

        Raises:
            UsageError: there is something else under that name, or it cannot be written.
            RegistryError: the registry cannot be read, or is damaged.
        """
        from .copies.copying import back_up

        return back_up(self._database, Path(file), progress=progress)

    def copy_to(self, url: str, *, progress: Progress | None = None) -> CopyReport:
        """Copy the registry into an empty database of either kind, or finish a copy that was broken off.

        Nobody writes to the registry meanwhile: writers wait, and then say that it is locked. Rows, integrity and
        export are compared; until then the copy cannot be opened.

        Raises:
            UsageError: the URL is none of a database, or this registry is in memory.
            RegistryUnavailableError: one of both cannot be used, or there is a registry already.
            RegistryError: a source is being harvested, the registry has changed since the copy was begun, it is
                damaged, or the copy is not equal.
        """
        from .copies.copying import copy_registry

        return copy_registry(self._database, url, progress=progress)

    def prune_bodies(
        self, *, older_than: int | None = None, max_bytes: int | None = None, dry_run: bool = False
    ) -> PrunedBodies:
        """Delete raw bytes that are not needed any more; records, versions and findings stay.

        Raw documents are kept for the last good run of each source in use, and what sources gave of records for the
        newest version of each. The rest goes once nothing has needed it for some days. Where a size forces it, the rest
        goes whatever its age, the oldest first, and then documents of last good runs: these are asked for without
        conditions by the next harvest. What sources gave for newest versions always stays.

        Args:
            older_than: days for which nothing has needed what goes.
            max_bytes: number of raw bytes that are left at most, each counted once. Without both, the limits of the
                registry hold.
            dry_run: whether nothing is deleted.

        Raises:
            ValueError: a limit is below 0.
        """
        from .harvest.holding import prune_bodies

        if min(older_than or 0, max_bytes or 0) < 0:
            raise ValueError("limits must not be below 0")
        limits = PruningLimits(days=older_than, max_bytes=max_bytes)
        if older_than is None and max_bytes is None:
            limits = self._limits
        return prune_bodies(self._database, limits, dry_run=dry_run)

    def prune_history(self, *, before: str, dry_run: bool = False, progress: Progress | None = None) -> PrunedHistory:
        """Delete the history that no moment since a time needs; earlier days cannot be asked about from then on.

        Gone are the graphs, findings, links and source bytes of versions that had been replaced by then and do not
        leave, findings of verdicts that were over, findings of runs that nothing shows any more, and rests of
        documents. Rows of versions, verdicts, runs and the ledger stay, with their numbers and counts. Runs that began
        before that time cannot be undone any more. Exports are the same as before.

        Args:
            before: a day or a time, in Viet Nam unless it has a zone; not later than now.
            dry_run: whether nothing is deleted.

        Raises:
            UsageError: `before` is none of these, or it is in the future.
            RegistryError: a source is being harvested; what was pruned by then stays so, and running again goes on.
        """
        from .edits.history_pruning import prune_history

        return prune_history(self._database, before, dry_run=dry_run, progress=progress)
