"""Words of `danhmuc registry` and the commands below it.

``danhmuc registry``.
"""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import Messages, message, plural

# ---------------------------------------------------------------- registry


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


# ---------------------------------------------------------------- registry copies
# ``danhmuc registry copy``, ``backup`` and ``restore``.


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


# ---------------------------------------------------------------- registry identity
# ``danhmuc registry rename`` and ``danhmuc registry same-as``.


class RegistryIdentityText(Messages, prefix="help-registry-rename"):
    RENAME_HELP = message(
        "help-registry-rename",
        "Make the missing record OLD and the record NEW of the same source one record, with one history, under the "
        "IRI NEW.\n\nOLD then leads to it. That cannot be taken apart again; --end only lets a new record have the "
        "IRI OLD. Proposed renames: danhmuc status SOURCE.",
    )
    RENAME_BRIEF = message("brief-registry-rename", "Make a missing record and a new one one record")
    END = message("rename-end", "Let OLD lead nowhere any more; NEW is not given.")
    DECLINE = message("Answer that a proposed rename is none.")
    SOURCE = message("Source of both records, if several sources describe them.")
    NEW_MISSING = message("rename-new-missing", "name the new IRI, too: danhmuc registry rename OLD NEW")
    NEW_UNWANTED = message("rename-new-unwanted", "--end takes the old IRI alone; leave out {new}")
    ONE_OF_THE_TWO = message("rename-undo-or-decline", "--end and --decline exclude each other; keep one")
    RENAMED = message("record-renamed-by", "renamed by {by}: {old} is {new} of {source} from now on")
    DECLINED = message("rename-declined-by", "declined by {by}: {new} is not {old} of {source}")
    REDIRECT_ENDED = message(
        "redirect-ended-by", "ended by {by}: {old} no longer leads to {new} of {source}; a new record may have it"
    )
    PROPOSALS = plural(
        "renames-proposed",
        "{count} proposed rename; accept it with danhmuc registry rename OLD NEW --reason TEXT, or add --decline:",
        "{count} proposed renames; accept each with danhmuc registry rename OLD NEW --reason TEXT, or add --decline:",
    )
    PROPOSAL = message("rename-proposed-pair", "{old} → {new}: {evidence}")
    ALL_PROPOSALS = plural(
        "renames-proposed-more",
        "… and {count} more; danhmuc status {source} --json has all",
        "… and {count} more; danhmuc status {source} --json has all",
    )
    SAME_AS_HELP = message(
        "help-registry-same-as",
        "Say that two IRIs, of one source or of two, name one thing, so that one description of it is exported.\n\n"
        "That of the source with the smaller priority goes first, then the older source, then the older record. What "
        "keeps one of the two from being exported keeps both.",
    )
    SAME_AS_BRIEF = message("brief-registry-same-as", "Say that two IRIs name one thing")
    SAME_AS_END = message("help-registry-same-as-not", "They are two things; ends what was said before.")
    SAID_SAME = message("same-as-said-by", "one thing, by {by}: {first} and {second}; one description is exported")
    SAME_ENDED = message("same-as-ended-by", "two things, by {by}: {first} and {second}; each is exported by itself")


# ---------------------------------------------------------------- registry setting
# ``danhmuc registry setting``.


class RegistrySettingText(Messages, prefix="registry-naming"):
    HELP = message(
        "help-registry-setting",
        "Show a setting of the registry, or set it to VALUE.\n\nauthority is the registration authority, an IRI or a "
        "name: states of the registry, as in list and in feeds, are those that it decided. naming is the convention of "
        "technical names: snake_case, UPPER_SNAKE_CASE, camelCase, PascalCase or none; columns and data elements with "
        "other names are listed by danhmuc elements list names, and nothing is refused for its name.",
    )
    BRIEF = message("brief-registry-setting", "Show or set the registration authority or the naming convention")
    SET = message("naming convention: {name}")
    NOT_SET = message("the registry has no naming convention; danhmuc registry setting naming CONVENTION sets one")


# ---------------------------------------------------------------- registry prune
# ``danhmuc registry prune``.


class RegistryPruneText(Messages, prefix="option"):
    OLDER_THAN = message(
        "option-prune-older-than",
        "Of history: the first day, or time, that can still be asked about, in Viet Nam unless it has a zone. Of "
        "bodies: days for which nothing has needed what goes.",
    )
    MAX_BYTES = message("Of bodies: delete the oldest until at most so many raw bytes are left, such as 500MB or 2GiB.")
    DRY_RUN = message("option-dry-run-prune", "Delete nothing; print what would be deleted.")
    PRUNED = message(
        "bodies-pruned",
        "deleted: {size} bytes (documents: {documents}, originals of older versions: {originals}); left: {left} bytes",
    )
    WOULD_PRUNE = message(
        "bodies-prunable",
        "would delete: {size} bytes (documents: {documents}, originals of older versions: {originals}); left: {left} "
        "bytes",
    )
    NEEDED = plural(
        "bodies-needed",
        "{count} of these documents is of the last good run; the next harvest asks for it without conditions: "
        "{sources}",
        "{count} of these documents are of last good runs; the next harvest asks for them without conditions: "
        "{sources}",
    )
    PRUNE_HELP = message(
        "help-registry-prune",
        "Delete what no moment since DAY needs: graphs and findings of versions that had been replaced by then, "
        "findings of verdicts that were over, findings of old runs.\n\nExports stay the same. What leaves, what is "
        "held and what is registered stays, and so do the numbers, times and counts of all versions, verdicts and "
        "runs, and the ledger. Days before DAY cannot be asked about any more, and runs that began before it cannot "
        "be undone.\n\nprune bodies: delete raw bytes that are not needed any more: documents as they were found, and "
        "what sources gave for older versions of records. Documents of the last good run of a source stay, unless "
        "--max-bytes forces it; the next harvest then asks for them without conditions. Without options the limits of "
        "the environment hold, which are those after each harvest: DANHMUC_BODIES_DAYS, by default 30, and "
        "DANHMUC_BODIES_MAX_BYTES.",
    )
    PRUNE_BRIEF = message("brief-registry-prune", "Delete history, or raw bytes, that nothing needs any more")
    DAY_MISSING = message("prune-needs-day", "prune needs --older-than DAY")
    DAYS_REFUSED = message("prune-bodies-days", "--older-than of prune bodies is a number of days; found {text!r}")
    ONLY_OF_BODIES = message("prune-history-bytes", "--max-bytes is an option of prune bodies")
    PRUNE_TITLE = message("title-prune", "Prune")
    HISTORY_PRUNED = message(
        "history-pruned",
        "pruned before {before}: versions: {versions}, graphs: {graphs}, findings: {findings}, rests of documents: "
        "{rests}",
    )
    WOULD_PRUNE_HISTORY = message(
        "history-prunable",
        "would prune before {before}: versions: {versions}, graphs: {graphs}, findings: {findings}, rests of "
        "documents: {rests}",
    )


# ---------------------------------------------------------------- disclosures
# ``danhmuc report disclosures``.


class DisclosuresText(Messages, prefix="disclosure"):
    HELP = message(
        "help-report-disclosures",
        "List each time that something was exported or reported with --as-known-then, which lets leave what is kept "
        "back by now: when, by whom, as of which moment, and why. It was recorded before anything was shown.",
    )
    BRIEF = message("brief-report-disclosures", "List what left with --as-known-then, by whom and why")
    AT = message("at")
    BY = message("by")
    MOMENT = message("as known at")
    REASON = message("reason")
    COUNTED = plural("disclosures-counted", "{count} disclosure", "{count} disclosures")


# ---------------------------------------------------------------- registrations
# ``danhmuc registry register`` and ``authority``, and what ``show`` and ``report`` tell of registrations.


class RegistrationsCommandText(Messages, prefix="help-register"):
    REGISTER_HELP = message(
        "help-registry-register",
        "Register the record with this IRI at a version, as a registration authority decides: candidate, standard, "
        "preferred-standard, superseded, retired, historical or standardized-elsewhere.\n\nA later registration by "
        "the same authority ends this one, and the history keeps both. Harvests never change it: a newer version of "
        "the record keeps the state and is marked as changed since. Incomplete, recorded and qualified are found "
        "from the verdict.",
    )
    REGISTER_BRIEF = message("brief-registry-register", "Register a record, or end that")
    END = message("End the registration instead.")
    FROM = message("First day on which it holds; today by default.")
    UNTIL = message("Last day on which it holds; without an end by default.")
    AUTHORITY = message("Registration authority, by IRI or name; that of the registry by default.")
    VERSION = message("Version of the record; the newest by default.")
    SUPERSEDED_BY = message("IRI of what takes its place, of superseded alone.")
    DETAIL = message(
        "help-register-detail",
        "note=TEXT for whoever may see the record; administrative-note, change-description, submitter, steward or "
        "registrar for those who keep the registry, which never leave. May be repeated.",
    )
    DETAIL_REFUSED = message("register-detail-refused", "write --detail NAME=TEXT, not {text!r}; known: {known}")
    PUBLIC_NOTE = message("The note may leave with the registration.")
    SOURCE = message("The record of this source, if several describe the IRI.")
    STATE_MISSING = message("register-state-missing", "as what? Name one of {known}, or --end to end the registration")
    STATE_BOTH = message("register-state-both", "STATE and --end exclude each other; keep one")
    END_NOT_WITH = message("register-end-not-with", "{option} says nothing of a registration that ends; leave it out")
    SPAN = message("registration-span", "from {first} to {last}")
    SPAN_OPEN = message("registration-span-open", "from {first}")
    REGISTERED = message("registered", "registered as {state} by {authority}, {span}: {iri}, version {version:d}")
    ENDED = message("registration-ended", "registration as {state} by {authority} ended, by {by}: {iri}")
    IRDI = message("registration-irdi", "identifier (IRDI): {irdi}")
    AUTHORITY_SET = message("authority-set", "the registration authority is {authority} now, by {by}")
    AUTHORITY_IS = message("authority-is", "{authority}, by {by}, {at}")
    AUTHORITY_NONE = message(
        "authority-none", "the registry has no registration authority; danhmuc registry setting authority NAME sets one"
    )
    REGISTERED_IN_FORCE = message(
        "show-registered", "registration: {state} by {authority}, {span}, version {version:d}"
    )
    HISTORY_LINE = message(
        "show-registration-ended", "registration until {until}: {state} by {authority}, {span}, version {version:d}"
    )
    CHANGED_SINCE = message("show-registration-changed", "changed since version {version:d}, due for review")
    ENDS = message("show-registration-over", "its last day was {last}: it holds no more")
    SUPERSEDED_LINE = message("show-superseded-by", "superseded by {iri}")
    NOTE_LINE = message("show-registration-note", "note: {note}")
    COMPUTED = message("show-registration-computed", "registration: {state}, found from the verdict")
    NOT_COMPUTED = message(
        "show-registration-not-computed", "registration: none, and no state is found without a verdict"
    )
    REPORT_HELP = message(
        "help-report-registration",
        "Report the registrations that need attention: their last day is over or near, a new meaning of a Standard "
        "element waits for a decision, the registered version was undone, the record is retired by its status, has "
        "changed since, is missing or not accepted, or what takes its place is not there.",
    )
    REPORT_BRIEF = message("brief-report-registration", "Report the registrations that need attention")
    REPORT_WITHIN = message("help-report-registration-within", "Days in which a registration that ends is due; 30.")
    REPORT_AUTHORITY = message("help-report-registration-authority", "Only registrations by this authority.")
    REPORT_ONLY = message("help-report-registration-only", "Only what needs attention for this reason.")
    REPORT_OUTPUT = message(
        "help-report-registration-output", "Write to FILE (.json, .csv or .html) instead of stdout."
    )
    REVIEW_NEXT = message(
        "registration-review-next",
        "next: register the newest version again by danhmuc registry register IRI STATE --reason TEXT, or end the"
        " registration by --end",
    )
    NEITHER = plural(
        "report-registration-none",
        "{count} registration is in force; it needs no attention",
        "{count} registrations are in force; none needs attention",
    )
