"""Messages of the registry itself: opening, asking, searching, earlier moments, copies.

Messages of the store: reasons why it refuses, and problems of a registry.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural

# ---------------------------------------------------------------- store


class StoreText(Messages, prefix="registry"):
    SOURCE_MOVED = message("source-moved", "source {name!r} was harvested since this plan was made; plan again")
    SOURCE_BUSY = message(
        "source-busy",
        "source {name!r} is being harvested by {process} since {since}, last heartbeat {heartbeat}; wait for it, or "
        "end it with danhmuc source release {name!r}",
    )
    LEASE_LOST = message(
        "lease-lost",
        "this harvest of source {name!r} lost its lease, which was released or taken over after a silence, and wrote "
        "nothing more; harvest again",
    )
    LEASE_ABSENT = message("lease-absent", "source {name!r} is not being harvested; there is nothing to release")
    RUN_TAKEN_FOR_DEAD = message(
        "run-taken-for-dead", "run {run:d} was taken for dead and closed by another process; plan again"
    )
    CLOCK_BEHIND = message(
        "clock-behind",
        "the clock of this machine says {now}, but the newest change in the registry is of {newest}; set the clock "
        "right",
    )
    IRI_UNDESCRIBED = message("iri-undescribed", "nothing in the registry describes {iri}; list shows what is there")
    IRI_UNDESCRIBED_IN_SOURCE = message(
        "iri-undescribed-in-source", "nothing in source {source!r} describes {iri}; list shows what is there"
    )
    VERDICT_UNKNOWN = message("verdict-unknown", "unknown verdict {name!r}; known: {known}")
    GRAPH_DAMAGED = message("graph-damaged", "graph {digest} is damaged ({reason}); `danhmuc registry check` lists all")
    GRAPH_MISSING = message(
        "graph-missing", "version {version:d} has no graph; `danhmuc registry check` lists what is wrong"
    )
    TEXT_MISSING = message("text-missing", "text {key:d} is not there; `danhmuc registry check` lists what is wrong")

    # Problems that `danhmuc registry check` finds.
    FILE_DAMAGED = message("database file: {reason}")
    VALUE_UNREADABLE = message("value-unreadable", "{table}, row {row}: {column} has another form than its values have")
    TABLE_UNREADABLE = message("table {table}: cannot be read to its end ({reason}); restore a backup")
    ROW_DANGLING = message("table {table}: a row refers to one that is not there")
    GRAPH_PACKED_BADLY = message("graph {digest}: cannot be unpacked ({reason})")
    REST_PACKED_BADLY = message("rest {digest}: cannot be unpacked ({reason})")
    GRAPH_ALTERED = message("graph {digest}: its content is not what its digest says")
    REST_ALTERED = message("rest {digest}: its content is not what its digest says")
    TEXT_ALTERED = message("text {digest}: its content is not what its digest says")
    GRAPH_MISCOUNTED = message("graph {digest}: {recorded} triples recorded, {found} found")
    REST_MISCOUNTED = message("rest {digest}: {recorded} triples recorded, {found} found")
    VERSION_ANOTHER = message("record {iri}: newest version {recorded} recorded, {found} found")
    VERSION_MISSING = message("record {iri}: newest version {recorded} recorded, none found")
    LOCAL_IRI_MISSING = message("record {iri}: it has no local IRI, by which a feed would name it")
    VERSION_OF_ANOTHER_RECORD = message("record {iri}: its newest version belongs to another record")
    VERSION_DESCRIBED_OTHERWISE = message(
        "record {iri}: its class, title, publisher, themes or date are not those of its newest version",
    )
    SAID_OTHERWISE = message(
        "record {iri}: {recorded} recorded as what its source said last, but its newest version was made from {found}",
    )
    PROFILE_DAMAGED = message("stored profile {token} is damaged ({reason})")
    REDIRECT_DIFFERS = message("IRI {iri}: its record was renamed, but it has one of its own, or leads to none")
    CAUSES_DIFFER = message("record {iri}: its presence or hold is not what the table of causes says")
    DECISION_HALF_ENDED = message("table {table}, row {key}: it says that it ended or by whom, and not the other")
    SECRET_SHOWN = message("IRI {iri}: a source marks it as a state secret, but its words are not hidden")
    SECRET_UNMARKED = message("IRI {iri}: its words are hidden, but no source marks it as a state secret")
    SPELLING_MISSING = message("IRI {iri}: what keeps it from leaving does not find it under another spelling")
    SOURCE_UNREADABLE = message("source-unreadable", "source {source!r}: its settings cannot be read")
    SOURCE_DIFFERS = message("source-differs", "source {source!r}: {field!r} is not what the newest change of it says")
    LEDGER_DIFFERS = message("record {iri}: the registry shows it otherwise than its newest row of changes says")
    MOMENT_TIME_BACK = message("moment {moment:d}: its time {at} is before {before}, the time of an earlier moment")
    MOMENT_MISSING = message("table {table}: it has former rows of moment {moment:d}, which there is not")
    LEDGER_TIME_BACK = message("change {row:d}: its time {at} is before {before}, the time of an earlier change")


# ---------------------------------------------------------------- opening
# Reasons why a registry cannot be opened or used, and errors of its database.


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


# ---------------------------------------------------------------- copies
# Messages about copies, backups and what is pruned.


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


# ---------------------------------------------------------------- requests
# Messages about requests to the registry that cannot be fulfilled.


class RequestsText(Messages):
    REASON_EMPTY = message("the reason is empty; say why, as somebody will ask later")
    BASE_INVALID = message("base {base!r} must be an absolute IRI that ends in / or #")
    REGISTRY_PRIVATE = message(
        "a registry in memory can be used by one process only; open one in a file to harvest by workers"
    )
    BASE_FIXED = message("this registry mints under {known}; its base cannot become {base}")
    PUT_TAKES = message("put takes a typed object such as a Dataset, or a SourceRecord; found {found}")
    OBJECT_NESTED = message("{noun} without IRI is stored only within what holds it; give it an IRI")
    OBJECT_EMPTY = message("{noun} without any values cannot be stored; give it fields")
    STATE_SECRET = message("it is marked a state secret and cannot be stored")
    TERM_UNUSABLE = message("it has an IRI that nothing can repair: {example}")
    VERSION_UNKNOWN = message("{iri} has no version {version:d}; its newest is {newest:d}")
    WITHHELD = message("record-withheld", "{iri} is withheld and never leaves; it cannot be withdrawn")
    STILL_MARKED = message(
        "record-still-marked",
        "source {source!r} marks {iri} as a state secret, or in a way that is not understood; it must correct the "
        "mark and be harvested again before the record can be released",
    )
    NOTHING_MISSING = message("no record of source {source!r} is missing; there is nothing to accept")
    RELEASE_OF_ABSENT = message(
        "{iri} is withdrawn because source {source!r} no longer has it, and nobody keeps it back; it returns when the "
        "source describes it again, or by danhmuc undo {iri}",
    )
    RELEASE_OF_UNDONE = message(
        "{iri} is withdrawn because the run of source {source!r} that created it is undone, and nobody keeps it back; "
        "danhmuc undo {iri} --release lets the next harvest bring it again",
    )
    RELEASE_OF_ALL = message("{iri} is kept back in all sources, not in {source!r} alone; release it without a source")
    NOTHING_TAKEN_BACK = message("{iri} is neither withdrawn nor withheld; there is nothing to release")
    PURGE_OF_PART = message("{iri} is no record of its own, but described within {record}; purge that record")
    PURGED = message("record-purged", "it was purged, and nothing of it is stored until it is released")
    RECORD_ABSENT = message("asked for one record in {name}, found none; parse_records() takes any number")
    RECORDS_SEVERAL = plural(
        "asked for one record in {name}, found {count} record; parse_records() takes any number",
        "asked for one record in {name}, found {count} records; parse_records() takes any number",
    )
    FILE_NAME_GIVEN = message("{call} takes a document, not the name of a file; to read the file use {instead}")
    SAMPLES_UNWRITABLE = message("cannot write samples to {folder}: {reason}")
    MOMENT_REFUSED = message(
        "{text!r} is no moment; write last (the last 24 hours), a day or time such as 2025-07-01 or "
        "2025-07-01T02:15, the number of a run, or row:345 for a row of the ledger",
    )
    MOMENTS_REVERSED = message("{since} is after {until}, so nothing is between them; name the earlier moment first")
    ROW_UNKNOWN = message(
        "unknown row {row:d} of the ledger; the newest is {newest:d}, so it is of another registry or time"
    )
    ROW_LOST = message(
        "row {row:d} of the ledger was lost when a backup was restored; what has been read up to it may be out of "
        "date, so begin anew, with row:0; the newest is {newest:d}",
    )
    PURGED_IN_PAGES = message(
        "{iri} is purged, but its words may still be in free pages ({reason}); purge it again when nobody else uses it",
    )
    PURGED_AND_LEFT = message(
        "{purged}. Still stored, since only the purged record named them: {iris}; purge these, too"
    )
    HOLD_NEEDS_IRI = message(
        "{iri!r} is no absolute IRI, and no record has it, so nothing is kept back; write it as danhmuc list shows it",
    )
    RUN_UNKNOWN = message("unknown run {run:d}; the newest run is {newest:d}")
    RUN_LOST = message("run {run:d} was lost when a backup was restored; the newest run is {newest:d}")
    RULE_UNKNOWN = message("finding-rule-unknown", "no stored finding is of rule {name!r}; known: {known}")


# ---------------------------------------------------------------- search
# Messages of the search: what of a query cannot be read.


class SearchText(Messages, prefix="search"):
    QUOTE_OPEN = message('quotation mark not closed in {text!r}; a phrase is written "đất đai"')
    QUERY_ONLY_EXCLUDES = message("search-only-excludes", "{text!r} only excludes words; add at least one word to find")
    QUERY_WITHOUT_WORDS = message("search-without-words", "{text!r} has no letters or digits to search for")
    QUERY_TOO_LONG = message("search-too-long", "the search has {count} words; at most {most} are allowed")
    FACET_UNKNOWN = message("unknown facet {name!r}; known: {known}")
    KEY_OF_ANOTHER_SEARCH = message(
        "search-key-of-another", "{key!r} is not a key of this search; take the key that the same search gave"
    )
    LIMIT_NEGATIVE = message("{limit:d} rows cannot be given; ask for 0 or more")
    SEARCH_INDEX_MISSING = message(
        "search-index-missing",
        "record {iri!r} is not in the search index; Registry.upkeep.renew_search_index() fills it again",
    )
    SEARCH_INDEX_DIFFERS = message(
        "search-index-differs", "the search index or the facets of record {iri!r} do not match its newest version"
    )
    SEARCH_INDEX_ORPHANED = message(
        "search-index-orphaned", "the search index has an entry for a record that has no content: key {key:d}"
    )


# ---------------------------------------------------------------- as of
# Messages about asking for the registry as of an earlier moment.


class AsOfText(Messages):
    AS_OF_MOMENT_REFUSED = message(
        "{text!r} is no moment to show the registry as of; write a day or time such as 2026-06-30 or "
        "2026-06-30T17:00, or the number of a run",
    )
    AS_OF_FUTURE = message("{text} is in the future; the registry can be shown up to now")
    AS_OF_BEFORE_HORIZON = message("the registry cannot be shown as of {text}; the earliest moment known is {earliest}")
    AS_OF_LOST = message(
        "the registry cannot be shown as of {text}; its backup of {since} was restored at {until}, and what it had "
        "between is lost",
    )
    AS_OF_EMPTY = message("the registry cannot be shown as of {text}; nothing has been stored in it yet")
    AS_OF_RUN_OPEN = message("run {run:d} has not ended; the registry is shown as of its end")
    AS_OF_NO_RUN = message("no run to report on had ended by {at}")
    AS_OF_RUN_LATER = message("run {run:d} had not ended by {at}; leave out --as-of to report it")
    AS_OF_RUN_TOO_EARLY = message(
        "the registry cannot be shown as of run {run:d}; the earliest moment known is {earliest}"
    )
    AS_OF_SEARCH = message("words are searched in today's records only; leave out the words or the earlier moment")
    AS_OF_SOURCE = message(
        "only source {source!r} is shown as of this moment; ask for it, or for the moment without a source"
    )
    AS_OF_UNDESCRIBED = message("as of {text}, no source described {iri}")
    VIEW_CLOSED = message(
        "this view of the registry was closed at the end of its with block; read it inside of the block"
    )


# ---------------------------------------------------------------- causes
# The words for causes: why a record is not there, does not leave, or keeps its content.


class CausesText(Messages):
    CAUSES: Final[Mapping[str, MessageTemplate]] = {
        "missing": message("cause-missing", "missing: a run did not see it"),
        "absent": message("cause-absent", "withdrawn: missing for too long, or a person accepted that"),
        "deleted": message("cause-deleted", "withdrawn: its source deleted it"),
        "undone": message("cause-undone", "withdrawn: the run that created it is undone"),
        "held": message("cause-held", "held: its content is as before an undone run"),
        "withdrawn": message("cause-withdrawn", "withdrawn by a person"),
        "withheld": message("cause-withheld", "withheld by a person"),
        "secret": message(
            "cause-secret", "withheld: a source marked it as a state secret, or in a way that is not understood"
        ),
        "purged": message("cause-purged", "purged"),
    }
    """The words for each kind."""
    CAUSE_OF_ALL = message("{cause}, in all sources")
    CAUSE_SET = message("{cause}; since {since}, by {by}")
    CAUSE_GIVEN = message("{cause}; since {since}, by {by}: {reason}")


# ---------------------------------------------------------------- states
# The words for states, outcomes and verdicts.


class StatesText(Messages, prefix="state"):
    COUNTED = message("{number} {state}")

    STATES: Final[Mapping[str, MessageTemplate]] = {
        "created": message("state-created", "created"),
        "updated": message("state-updated", "updated"),
        "unchanged": message("state-unchanged", "unchanged"),
        "reappeared": message("state-reappeared", "reappeared"),
        "missing": message("state-missing", "missing"),
        "quarantined": message("state-quarantined", "quarantined"),
        "present": message("state-present", "present"),
        "withdrawn": message("state-withdrawn", "withdrawn"),
        "deleted": message("state-deleted", "deleted by its source"),
        "withheld": message("state-withheld", "withheld"),
        "held": message("state-held", "held"),
        "retired": message("state-retired", "retired by its status"),
        "purged": message("state-purged", "purged"),
        "released": message("state-released", "released"),
        "renamed": message("state-renamed", "renamed"),
        "verdict": message("state-verdict-changed", "verdict changed"),
        "recorded": message("state-recorded", "recorded"),
        "complete": message("state-complete", "complete"),
        "incomplete": message("state-incomplete", "incomplete"),
        "failed": message("state-failed", "failed"),
        "undone": message("state-undone", "undone"),
        "running": message("state-running", "running"),
        "accepted": message("state-accepted", "accepted"),
        "submitted": message("state-submitted", "submitted"),
    }
    """The word for each, by its name."""
