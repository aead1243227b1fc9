"""Messages about copies, backups and what is pruned."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class CopiesText(Messages):
    COPY_OF_PRIVATE = message(
        "a registry in memory can be neither copied nor the target of a copy; use one in a file or on a server",
    )
    COPY_OF_ANOTHER = message("{url} has an unfinished copy of another registry; delete it, or name another database")
    COPY_OUTDATED = message(
        "{url} has an unfinished copy, and the registry was changed since: row {row:d} of its ledger was the newest, "
        "now it is {newest:d}; delete that copy, and copy again",
    )
    COPY_TAKEN_OVER = message("another process copies into {url}; this one stopped")
    COPY_DIFFERS = message("table {table} of {url} is not as in the registry; delete that copy, and copy again")
    COPY_EXPORT_DIFFERS = message(
        "the export of {url} is not that of the registry, although all rows are equal; the copy is not released for "
        "use",
    )
    COPY_UNSOUND = message(
        "the registry is damaged, and so is its copy {url}, which is not released for use: {problem}; "
        "`danhmuc registry check` lists all problems",
    )
    BACKUP_ONTO_ANOTHER = message("{file} is no backup of this registry, so it is not replaced; name another file")
    BACKUP_UNWRITABLE = message("{file} cannot be written: {reason}")
    BACKUP_BY_NEWER = message(
        "{file} is a backup made by a newer danhmuc (schema {schema}, this one knows {head}), so it is not replaced; "
        "name another file",
    )
    MIGRATION_BACKUP = message("its state before cannot be kept in a backup: {reason}")
    BACKUP_UNREADABLE = message("{file} cannot be read: {reason}")
    BACKUP_DAMAGED = message("{file} is damaged: {reason}")
    NOT_A_BACKUP = message(
        "{file} is no backup; `danhmuc registry backup` makes one, also of an old copy of a registry"
    )
    RESTORE_OF_ANOTHER = message("{url} is not the registry of which {file} is a backup; nothing was changed")
    RESTORE_OTHER_SALT = message(
        "{url} and {file} know marks of secrecy by different digests, so that none can be taken over; nothing was "
        "changed",
    )
    RESTORE_PART_PURGED = message(
        "{iri} was purged since the backup, where it is a part of {record}; nothing was changed: purge {record} in the "
        "registry that is replaced, and restore again",
    )
    RESTORE_UNSOUND = message("the backup is damaged, and was not restored: {problem}")
    RESTORE_UNWRITABLE = message("no working copy of the backup can be written beside {file}: {reason}")
