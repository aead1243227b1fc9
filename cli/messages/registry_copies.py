"""``danhmuc registry copy``, ``backup`` and ``restore``."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class RegistryCopiesText(Messages, prefix="restore"):
    COPY_BRIEF = message("brief-registry-copy", "Copy the registry into another database, SQLite or PostgreSQL")
    COPY_HELP = message(
        "help-registry-copy",
        "Copy the registry at FROM into the empty database TO, each SQLite or PostgreSQL.\n\nNobody can write to "
        "FROM meanwhile; whoever tries waits, and then is told that it is locked. All rows are compared, TO is "
        "checked, and both are exported: the copy can be used only if all is equal. If it is broken off, run it "
        "again: it goes on, unless FROM was changed since.",
    )
    BACKUP_BRIEF = message("brief-registry-backup", "Back up the registry into one file, while it is in use")
    BACKUP_HELP = message(
        "help-registry-backup",
        "Write one state of the registry into FILE, a SQLite file that only its owner can read, also while sources "
        "are harvested. It has a name, and never goes to stdout.\n\nFILE is replaced when the backup is complete, "
        "and only if it is an older backup of the same registry. No command opens it but registry restore: it may "
        "have what is purged or withheld later.",
    )
    RESTORE_BRIEF = message("brief-registry-restore", "Put a backup in the place of the registry")
    RESTORE_HELP = message(
        "help-registry-restore",
        "Put the backup FILE in the place of the registry at TO, or make it where there is none.\n\n"
        "What was purged or withheld, or became less public, since the backup was made is taken over from the registry "
        "that is replaced, or from that at --newer. If there is neither, nobody knows of it, and the exit code is 1. A "
        "registry that cannot be read is never replaced: move it away first.",
    )
    NEWER = message(
        "option-newer", "Another state of the same registry, from which later decisions are taken over, too."
    )
    TITLE_COPY = message("title-copy", "Copy")
    TITLE_BACKUP = message("title-backup", "Backup")
    TITLE_RESTORE = message("title-restore", "Restore")
    COPIED = message(
        "registry-copied",
        "copied to {target}: {rows} rows in {tables} tables; rows and exports are equal, and the copy is whole",
    )
    RESUMED = plural(
        "copy-resumed",
        "{count} row was there from a copy that was broken off",
        "{count} rows were there from a copy that was broken off",
    )
    BACKED_UP = message("registry-backed-up", "backed up to {file}: {size} bytes, as of {at}")
    RESTORED = message("registry-restored", "restored to {target}: the registry as of {at}")
    KEPT = message("the registry that was replaced had an older schema; its state is kept in the backup {file}")
    LOST = plural(
        "{count} later change of a record is lost; harvest again",
        "{count} later changes of records are lost; harvest again",
    )
    TAKEN_OVER = message("taken over: purges: {purged}, holds: {withheld}, marks of secrecy: {marked}")
    BARRED = message("withheld, because it did not leave or was less public before: {iri}")
    INTERNAL = message("internal, as since the backup: nothing of {source} leaves")
    SOURCES = message(
        "sources as in the backup: {names}; that they were added, moved, removed or changed since is lost: do it again "
        "before you harvest",
    )
    ELEMENTS_DECIDED = plural(
        "taken over: {count} decision about data elements that was made or revoked since",
        "taken over: {count} decisions about data elements that were made or revoked since",
    )
    EQUAL = plural(
        "taken over: {count} statement that two IRIs name one thing",
        "taken over: {count} statements that two IRIs name one thing",
    )
    RENAMED = plural(
        "{count} rename since the backup is kept as a statement that both IRIs name one thing; rename again after "
        "the next harvest",
        "{count} renames since the backup are kept as statements that both IRIs name one thing; rename again after the "
        "next harvest",
    )
    AGAIN = plural(
        "restore-identity-again",
        "{count} rename or statement of one thing that was ended since the backup holds again",
        "{count} renames or statements of one thing that were ended since the backup hold again",
    )
    CODE_LISTS = plural(
        "taken over: {count} change of code lists",
        "taken over: {count} changes of code lists",
    )
    DISCLOSED = plural(
        "restore-disclosures",
        "taken over: {count} time that something left as it was known then",
        "taken over: {count} times that something left as it was known then",
    )
    CONVENTION = message("taken over: naming convention: {name}")
    NO_CONVENTION = message("taken over: the registry has no naming convention since the backup")
    REGISTERED = plural(
        "taken over: {count} registration that was made or ended since",
        "taken over: {count} registrations that were made or ended since",
    )
    REGISTRATION_LOST = message(
        "lost, since the backup has no such version: {iri} registered as {state} by {authority}; register it again "
        "after the next harvest",
    )
    UNKNOWN_SINCE = message(
        "What was purged, withheld or registered after {at} cannot be known, since no newer state of the registry was "
        "given. Find these decisions, and make them again, before you export.",
    )
