"""Messages about copies, backups and what is pruned."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "BACKUP_BY_NEWER",
    "BACKUP_DAMAGED",
    "BACKUP_ONTO_ANOTHER",
    "BACKUP_UNREADABLE",
    "BACKUP_UNWRITABLE",
    "COPY_DIFFERS",
    "COPY_EXPORT_DIFFERS",
    "COPY_OF_ANOTHER",
    "COPY_OF_PRIVATE",
    "COPY_OUTDATED",
    "COPY_TAKEN_OVER",
    "COPY_UNSOUND",
    "MIGRATION_BACKUP",
    "NOT_A_BACKUP",
    "RESTORE_OF_ANOTHER",
    "RESTORE_OTHER_SALT",
    "RESTORE_PART_PURGED",
    "RESTORE_UNSOUND",
    "RESTORE_UNWRITABLE",
]

COPY_OF_PRIVATE: Final = message(
    "copy-of-private",
    "a registry in memory can be neither copied nor the target of a copy; use one in a file or on a server",
)
COPY_OF_ANOTHER: Final = message(
    "copy-of-another", "{url} has an unfinished copy of another registry; delete it, or name another database"
)
COPY_OUTDATED: Final = message(
    "copy-outdated",
    "{url} has an unfinished copy, and the registry was changed since: row {row:d} of its ledger was the newest, now "
    "it is {newest:d}; delete that copy, and copy again",
)
COPY_TAKEN_OVER: Final = message("copy-taken-over", "another process copies into {url}; this one stopped")
COPY_DIFFERS: Final = message(
    "copy-differs", "table {table} of {url} is not as in the registry; delete that copy, and copy again"
)
COPY_EXPORT_DIFFERS: Final = message(
    "copy-export-differs",
    "the export of {url} is not that of the registry, although all rows are equal; the copy is not released for use",
)
COPY_UNSOUND: Final = message(
    "copy-unsound",
    "the registry is damaged, and so is its copy {url}, which is not released for use: {problem}; "
    "`danhmuc registry check` lists all problems",
)
BACKUP_ONTO_ANOTHER: Final = message(
    "backup-onto-another", "{file} is no backup of this registry, so it is not replaced; name another file"
)
BACKUP_UNWRITABLE: Final = message("backup-unwritable", "{file} cannot be written: {reason}")
BACKUP_BY_NEWER: Final = message(
    "backup-by-newer",
    "{file} is a backup made by a newer danhmuc (schema {schema}, this one knows {head}), so it is not replaced; "
    "name another file",
)
MIGRATION_BACKUP: Final = message("migration-backup", "its state before cannot be kept in a backup: {reason}")
BACKUP_UNREADABLE: Final = message("backup-unreadable", "{file} cannot be read: {reason}")
BACKUP_DAMAGED: Final = message("backup-damaged", "{file} is damaged: {reason}")
NOT_A_BACKUP: Final = message(
    "not-a-backup", "{file} is no backup; `danhmuc registry backup` makes one, also of an old copy of a registry"
)
RESTORE_OF_ANOTHER: Final = message(
    "restore-of-another", "{url} is not the registry of which {file} is a backup; nothing was changed"
)
RESTORE_OTHER_SALT: Final = message(
    "restore-other-salt",
    "{url} and {file} know marks of secrecy by different digests, so that none can be taken over; nothing was changed",
)
RESTORE_PART_PURGED: Final = message(
    "restore-part-purged",
    "{iri} was purged since the backup, where it is a part of {record}; nothing was changed: purge {record} in the "
    "registry that is replaced, and restore again",
)
RESTORE_UNSOUND: Final = message("restore-unsound", "the backup is damaged, and was not restored: {problem}")
RESTORE_UNWRITABLE: Final = message(
    "restore-unwritable", "no working copy of the backup can be written beside {file}: {reason}"
)
