"""Reasons why a registry cannot be opened or used, and errors of its database."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class OpeningText(Messages):
    REGISTRY_URL_UNKNOWN = message(
        "not a registry's URL: {url!r}; use sqlite:///inventory.db or postgresql+psycopg://user@host/database",
    )
    REGISTRY_OPTION_UNKNOWN = message("unknown option in registry URL {url!r}; known: mode=ro")
    REGISTRY_PSYCOPG_ABSENT = message("PostgreSQL needs psycopg: pip install 'danhmuc[postgresql]'")
    REGISTRY_ABSENT = message("there is no registry; `danhmuc harvest` creates one")
    REGISTRY_FOLDER_ABSENT = message("there is no folder {folder}; create it first")
    REGISTRY_IS_FOLDER = message("that is a folder, not a file")
    REGISTRY_IS_NO_FILE = message("that is a device, a pipe or a socket, not a file")
    REGISTRY_FOREIGN_TABLES = message("its tables are not a registry's; it was left as it is")
    REGISTRY_NEWER = message("made by a newer danhmuc (schema {schema}, this one knows {head}); update danhmuc")
    REGISTRY_TOO_OLD = message(
        "schema {schema} is from before danhmuc 0.1.0, and this one reads {oldest} or newer; nothing was changed; "
        "upgrade it with danhmuc 0.1.0 first: danhmuc registry migrate",
    )
    BACKUP_TOO_OLD = message(
        "schema {schema} is from before danhmuc 0.1.0, and this one reads {oldest} or newer; nothing was changed; "
        "restore it with danhmuc 0.1.0 first",
    )
    REGISTRY_OUTDATED = message("schema {schema} must be upgraded to {head} before it can be read: {reason}")
    REGISTRY_NOT_MIGRATED = message(
        "schema {schema} is older than {head}, which this danhmuc reads; nothing was changed; to upgrade it: "
        "danhmuc registry migrate",
    )
    REGISTRY_NOT_UTF8 = message("its database is encoded in {encoding}; a registry needs UTF8")
    REGISTRY_CHANGED = message("changed while it was read; try again")
    REGISTRY_IN_USE = message("another process reads it")
    REGISTRY_LOCKED = message("locked by another process that writes; try again later")
    REGISTRY_READ_ONLY = message("read-only; writing needs a file and a folder, or a server and a user, that allow it")
    REGISTRY_UNOPENABLE = message(
        "its file, or one that SQLite keeps beside it, cannot be opened with the rights of this process",
    )
    REGISTRY_DAMAGED = message("damaged ({said}); restore it from a backup")
    REGISTRY_WITHOUT_FTS5 = message(
        "SQLite {version} of this Python was built without FTS5, which searches need; use another Python, or "
        "PostgreSQL",
    )
    REGISTRY_EMPTY = message("damaged: the file is empty; restore it from a backup, or delete it to begin a new one")
    REGISTRY_NOT_SQLITE = message("not a SQLite database, or its beginning is damaged")
    REGISTRY_DISK_FAILS = message("its disk fails ({said})")
    REGISTRY_DISK_FULL = message("its disk is full ({said}); free some space, and try again")
    REGISTRY_FORBIDDEN = message("its user may not do this ({said})")
    REGISTRY_CONNECTIONS_USED = message("all connections of this process are in use")
    REGISTRY_NO_CONNECTION = message("no connection ({said})")
    REGISTRY_REFUSED = message("registry {url} refused: {said}")
    REGISTRY_COPY_UNFINISHED = message(
        "a copy of a registry that is not finished; run the same `danhmuc registry copy` or `restore` again, or "
        "delete it",
    )
    REGISTRY_IS_BACKUP = message(
        "a backup, which may have what was purged or withheld since; use `danhmuc registry restore`"
    )
    REGISTRY_NOT_EMPTY = message("there is a registry already; name an empty database")
