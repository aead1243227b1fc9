"""Reasons why a registry cannot be opened or used, and errors of its database."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "REGISTRY_ABSENT",
    "REGISTRY_CHANGED",
    "REGISTRY_CONNECTIONS_USED",
    "REGISTRY_COPY_UNFINISHED",
    "REGISTRY_DAMAGED",
    "REGISTRY_DISK_FAILS",
    "REGISTRY_DISK_FULL",
    "REGISTRY_EMPTY",
    "REGISTRY_FOLDER_ABSENT",
    "REGISTRY_FORBIDDEN",
    "REGISTRY_FOREIGN_TABLES",
    "REGISTRY_IN_USE",
    "REGISTRY_IS_BACKUP",
    "REGISTRY_IS_FOLDER",
    "REGISTRY_IS_NO_FILE",
    "REGISTRY_LOCKED",
    "REGISTRY_NEWER",
    "REGISTRY_NOT_EMPTY",
    "REGISTRY_NOT_MIGRATED",
    "REGISTRY_NOT_SQLITE",
    "REGISTRY_NOT_UTF8",
    "REGISTRY_NO_CONNECTION",
    "REGISTRY_OPTION_UNKNOWN",
    "REGISTRY_OUTDATED",
    "REGISTRY_PSYCOPG_ABSENT",
    "REGISTRY_READ_ONLY",
    "REGISTRY_REFUSED",
    "REGISTRY_UNOPENABLE",
    "REGISTRY_URL_UNKNOWN",
    "REGISTRY_WITHOUT_FTS5",
]

REGISTRY_URL_UNKNOWN: Final = message(
    "registry-url-unknown",
    "not a registry's URL: {url!r}; use sqlite:///inventory.db or postgresql+psycopg://user@host/database",
)
REGISTRY_OPTION_UNKNOWN: Final = message(
    "registry-option-unknown", "unknown option in registry URL {url!r}; known: mode=ro"
)
REGISTRY_PSYCOPG_ABSENT: Final = message(
    "registry-psycopg-absent", "PostgreSQL needs psycopg: pip install 'danhmuc[postgresql]'"
)
REGISTRY_ABSENT: Final = message("registry-absent", "there is no registry; `danhmuc harvest` creates one")
REGISTRY_FOLDER_ABSENT: Final = message("registry-folder-absent", "there is no folder {folder}; create it first")
REGISTRY_IS_FOLDER: Final = message("registry-is-folder", "that is a folder, not a file")
REGISTRY_IS_NO_FILE: Final = message("registry-is-no-file", "that is a device, a pipe or a socket, not a file")
REGISTRY_FOREIGN_TABLES: Final = message(
    "registry-foreign-tables", "its tables are not a registry's; it was left as it is"
)
REGISTRY_NEWER: Final = message(
    "registry-newer", "made by a newer danhmuc (schema {schema}, this one knows {head}); update danhmuc"
)
REGISTRY_OUTDATED: Final = message(
    "registry-outdated", "schema {schema} must be upgraded to {head} before it can be read: {reason}"
)
REGISTRY_NOT_MIGRATED: Final = message(
    "registry-not-migrated",
    "schema {schema} is older than {head}, which this danhmuc reads; nothing was changed; to upgrade it: "
    "danhmuc registry migrate",
)
REGISTRY_NOT_UTF8: Final = message("registry-not-utf8", "its database is encoded in {encoding}; a registry needs UTF8")
REGISTRY_CHANGED: Final = message("registry-changed", "changed while it was read; try again")
REGISTRY_IN_USE: Final = message("registry-in-use", "another process reads it")
REGISTRY_LOCKED: Final = message("registry-locked", "locked by another process that writes; try again later")
REGISTRY_READ_ONLY: Final = message(
    "registry-read-only", "read-only; writing needs a file and a folder, or a server and a user, that allow it"
)
REGISTRY_UNOPENABLE: Final = message(
    "registry-unopenable",
    "its file, or one that SQLite keeps beside it, cannot be opened with the rights of this process",
)
REGISTRY_DAMAGED: Final = message("registry-damaged", "damaged ({said}); restore it from a backup")
REGISTRY_WITHOUT_FTS5: Final = message(
    "registry-without-fts5",
    "SQLite {version} of this Python was built without FTS5, which searches need; use another Python, or PostgreSQL",
)
REGISTRY_EMPTY: Final = message(
    "registry-empty", "damaged: the file is empty; restore it from a backup, or delete it to begin a new one"
)
REGISTRY_NOT_SQLITE: Final = message("registry-not-sqlite", "not a SQLite database, or its beginning is damaged")
REGISTRY_DISK_FAILS: Final = message("registry-disk-fails", "its disk fails ({said})")
REGISTRY_DISK_FULL: Final = message("registry-disk-full", "its disk is full ({said}); free some space, and try again")
REGISTRY_FORBIDDEN: Final = message("registry-forbidden", "its user may not do this ({said})")
REGISTRY_CONNECTIONS_USED: Final = message("registry-connections-used", "all connections of this process are in use")
REGISTRY_NO_CONNECTION: Final = message("registry-no-connection", "no connection ({said})")
REGISTRY_REFUSED: Final = message("registry-refused", "registry {url} refused: {said}")
REGISTRY_COPY_UNFINISHED: Final = message(
    "registry-copy-unfinished",
    "a copy of a registry that is not finished; run the same `danhmuc registry copy` or `restore` again, or delete it",
)
REGISTRY_IS_BACKUP: Final = message(
    "registry-is-backup", "a backup, which may have what was purged or withheld since; use `danhmuc registry restore`"
)
REGISTRY_NOT_EMPTY: Final = message("registry-not-empty", "there is a registry already; name an empty database")
