"""``danhmuc registry``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import Messages, message, plural


class RegistryText(Messages, prefix="registry"):
    HELP = message("help-registry", "The registry itself.")
    CHECK_HELP = message("help-registry-check", "Check that the registry is whole; exit code 1 if it is not.")
    CHECK_BRIEF = message("brief-registry-check", "Check that the registry is whole")
    WHOLE = message("whole")
    NOT_WHOLE = message("not whole")
    CHECKED = message("{registry}: {verdict}; {sources}, {records} (node records included), {versions}")
    SOURCES = plural("sources-counted", "{count} source", "{count} sources")
    VERSIONS = plural("versions-counted", "{count} version", "{count} versions")
    MIGRATE_HELP = message(
        "help-registry-migrate",
        "Upgrade the schema of a registry that an older danhmuc made.\n\nCommands that write do so by themselves, "
        "and those that only read refuse. Beside a file of SQLite its state before is kept in a backup, which "
        "danhmuc registry restore puts back; of a PostgreSQL server, make a backup first.",
    )
    MIGRATE_BRIEF = message("brief-registry-migrate", "Upgrade a registry that an older danhmuc made")
    MIGRATED = message("{registry}: upgraded from schema {schema} to {head}")
    MIGRATED_WITH_BACKUP = message(
        "{registry}: upgraded from schema {schema} to {head}; its state before is in the backup {file}",
    )
    UP_TO_DATE = message("{registry}: schema {schema}, which this danhmuc reads and writes")
    WITHDRAW_HELP = message(
        "help-registry-withdraw",
        "Withdraw the record with this IRI: it keeps its history, and is no longer exported although its source "
        "lists it.",
    )
    WITHDRAW_BRIEF = message("brief-registry-withdraw", "Withdraw a record from what is exported")
    WITHHOLD_HELP = message(
        "help-registry-withhold",
        "Withhold what any source describes under this IRI: it is not exported until it is released.",
    )
    WITHHOLD_BRIEF = message("brief-registry-withhold", "Keep a record from being exported for now")
    RELEASE_HELP = message(
        "help-registry-release",
        "Release what was withdrawn or withheld under this IRI: it is exported again like any other record. Not "
        "possible while a source marks it as a state secret. What only looks like a mark is answered so, with "
        "--reason.",
    )
    RELEASE_BRIEF = message("brief-registry-release", "Export again what was withdrawn or withheld")
    OF_SOURCE = message("option-of-source", "Only the record of this source.")
    STATE_CHANGED: Final = {
        "withdrawn": message(
            "record-withdrawn-by", "withdrawn by {by}: {title}, {iri} of {source}; not exported any more"
        ),
        "withheld": message(
            "record-withheld-by", "withheld by {by}: {title}, {iri} of {source}; not exported until released"
        ),
        "purged": message("record-purged-by", "purged by {by}: {iri} of {source}; every word of it is deleted"),
        "released": message(
            "record-released-by", "released by {by}: {title}, {iri} of {source}; exported like any other"
        ),
    }
    RELEASED_IN_PART = message(
        "record-released-in-part", "released by {by}: {title}, {iri} of {source}; what else keeps it back stays"
    )
    RELEASED_ALONE = message("record-released", "released: {title}, {iri} of {source}")
    STAYS = message("cause-stays", "{iri} of {source}: {cause}")
    ACCEPT_MISSING_HELP = message(
        "help-registry-accept-missing",
        "Withdraw all that is missing from SOURCE, and let records lose their distributions.\n\nA harvest withdraws "
        "what two complete runs, 20 hours apart, have missed. If with what was withdrawn in seven days that is more "
        "than a tenth of the records of the source and at least two, or all of them, it waits for this. So do "
        "records that lose every distribution they had, if they are as many; the next harvest then updates them.",
    )
    ACCEPT_MISSING_BRIEF = message("brief-registry-accept-missing", "Withdraw all that is missing from SOURCE")
    ACCEPTED_MISSING = plural(
        "missing-accepted",
        "{source}: {count} missing record withdrawn by {by}; not exported any more",
        "{source}: {count} missing records withdrawn by {by}; not exported any more",
    )
    ACCEPTED_LOSSES = plural(
        "losses-accepted",
        "{source}: {count} record may lose its distributions, by {by}; the next harvest updates it",
        "{source}: {count} records may lose their distributions, by {by}; the next harvest updates them",
    )
    PURGE_HELP = message(
        "help-registry-purge",
        "Delete every word of what sources describe under IRI.\n\nGraphs of all versions, findings, links, titles "
        "and raw documents are gone, and the database is written anew without them. What a source goes on saying of "
        "it is not stored until the IRI is released. The same thing under another IRI or spelling is kept back, but "
        "not deleted; the answer names it. Backups are yours to purge.",
    )
    PURGE_BRIEF = message("brief-registry-purge", "Delete every word of what sources describe under IRI")
    IRI_PURGED = message("iri-purged", "purged: {iri}; the registry had no record of it, and stores none")
    SAME_STORED = message(
        "purge-same-stored",
        "still stored, and kept back: {iri} of {source}, which names the same thing; to delete it, purge that IRI",
    )
    NODE_LEFT = message(
        "purge-node-left",
        "still stored, and named by nothing else: {iri} of {source}; to delete it: danhmuc registry purge {iri}",
    )
    MORE_NODES_LEFT = plural(
        "purge-nodes-left-more",
        "and {count} more such node record, which --json names",
        "and {count} more such node records, which --json names",
    )
    IRI_WITHHELD = message(
        "iri-withheld",
        "withheld: {iri}; the registry has no record of it, and none is exported under it until it is released",
    )
    ALREADY_SO = message("state-already", "{iri}: nothing was changed, since it is so already")
    PURGE_COPIES = message(
        "purge-copies", "Copies are yours to delete: backups of the registry, saved plans, exports and reports."
    )
    PURGE_BACKUP = message("purge-backup", "still with its words: the backup {file}, kept before an upgrade; delete it")
    PURGE_ON_SERVER = message(
        "purge-on-server",
        "The log of the PostgreSQL server, its archives (WAL) and replicas keep the words until they are recycled.",
    )
    IRI_RELEASED = message("iri-released", "released: {iri}; the registry has no record of it")
