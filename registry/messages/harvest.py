"""Messages of harvests, plans, undone runs and pruning.

Messages of harvests and validation: about documents, records, runs, and locations of sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural

# ---------------------------------------------------------------- harvest


class HarvestText(Messages):
    # Findings.
    DOCUMENT_SKIPPED = message(
        "harvest-document-skipped", "The document could not be read and was skipped; fix it at the source: {reason}."
    )
    RECORD_SKIPPED = message("harvest-record-skipped", "The record could not be taken and was skipped: {reason}.")
    HELD_AS_UNDONE = message(
        "harvest-held-as-undone",
        "A run that had taken this over was undone, so that it is neither stored nor validated until it is changed, "
        "or an operator releases it.",
    )
    HELD_BACK = message(
        "harvest-held-back", "The run is incomplete and the record might lose content, so its stored version is kept."
    )
    DIGEST_ORDERED = message(
        "Blank nodes are so alike that the digest depends on the document's order; give them IRIs."
    )
    SECRECY_IN_TEXT = message(
        "harvest-secrecy-in-text",
        "This looks like a mark of secrecy, so the record is not exported; change it at the source, or the operator "
        "answers by: danhmuc registry release {iri} --reason …",
    )
    SECRECY_REACHED = message(
        "harvest-secrecy-reached",
        "What this record refers to has a mark of secrecy, so it is not exported; change that at the source, or the"
        " operator answers by: danhmuc registry release {iri} --reason …",
    )
    SECRECY_UNCLEAR = message(
        "harvest-secrecy-unclear",
        "The secrecy (dmv:secrecy) is unclear, so the record is not exported; use KHONG, MAT, TOI_MAT or TUYET_MAT.",
    )
    BARRED_ELSEWHERE = message(
        "harvest-barred-elsewhere",
        "The source {source!r} keeps back what has this IRI, so it is not exported; settle which source is right.",
    )
    BARRED_PART = message(
        "harvest-barred-part",
        "It describes {part}, which is kept back in the source {source!r}, so it is not exported; "
        "release that IRI, or let the source give this part another one.",
    )
    RECORD_SLIPPED = plural(
        "harvest-record-slipped",
        "{count} record counts as missing, since the source describes it with another class: {iris} as {classes}.",
        "{count} records count as missing, since the source describes them with another class: {iris} as {classes}.",
    )
    RECORD_IN_RECORD = plural(
        "harvest-record-in-record",
        "{count} record counts as missing, since the source describes it as part of another: {iris} in {holders}.",
        "{count} records count as missing, since the source describes them as parts of others: {iris} in {holders}.",
    )
    SLIPPED_NARROWER = message(
        "harvest-slipped-narrower",
        "What is no longer a record by its class is now less public, so it is not exported; correct its class.",
    )
    STATUS_UNKNOWN = message(
        "harvest-status-unknown",
        "The status is none of {codes}; the record stays as public as it was. Write one of these codes, or no status.",
    )
    SOURCE_SHRUNKEN = message(
        "harvest-shrunken",
        "Of {present} records, {missing} are missing since this run and stay exported; see whether it is whole.",
    )
    EXPECTED_RECORDS = plural(
        "harvest-expected-records",
        "At least {expected} records are expected, but {count} record was found; see whether the source is whole.",
        "At least {expected} records are expected, but {count} records were found; see whether the source is whole.",
    )
    EXPECTED_DAYS = message(
        "harvest-expected-days",
        "The newest record is expected to be at most {expected} days old, but is {found} days old ({day}); see "
        "whether the source is kept up to date.",
    )
    EXPECTED_DATED = message(
        "harvest-expected-dated",
        "The newest record is expected to be at most {expected} days old, but no record says when it was modified"
        " (dct:modified), or all say it wrongly.",
    )
    CLASS_MISSPELT = message("{term} is no class of its vocabulary; {meant} was probably meant.")
    PROPERTY_MISSPELT = message("{term} is no property of its vocabulary; {meant} was probably meant.")
    STATE_SECRET = message(
        "harvest-state-secret",
        "This record is marked as a state secret, so it is refused and not stored; remove it from the source.",
    )
    MARKS_UNREAD = plural(
        "harvest-marks-unread",
        "{count} new record was not taken, since an unread document may mark it as secret; see to that document first.",
        "{count} new records were not taken, since an unread document may mark them as secret; see to that document "
        "first.",
    )

    NO_CLASS = message("something without a class")

    # Why a document or a record is left out.
    DOCUMENT_UNOPENED = message("cannot be opened: {reason}")
    DOCUMENT_SECRET = message("it may hold state secrets, so neither it nor the fault is kept")
    IRI_TAKEN = message("record-iri-taken", "its IRI was already given to another description of this source")
    IRI_TOO_LONG = message("record-iri-too-long", "an IRI of {length} bytes cannot be kept, only {most}")

    # Why a run is not whole.
    DOCUMENTS_UNREAD = message("{count} of {total} documents unread")
    DOCUMENTS_UNREAD_FIRST = message("{count} of {total} documents unread; {place}: {reason}")
    NO_RDF_FILE = message("no RDF file in {location}")
    NO_RDF_FILE_OTHERS = plural(
        "no RDF file in {location}; {count} other file skipped",
        "no RDF file in {location}; {count} other files skipped",
    )
    NO_RECORD = message("no record found, only {classes}")
    ONLY_FEEDBACK = message(
        "nothing to validate, only feedback, requests or agreements on data; danhmuc harvest stores them as they "
        "are. To have data validated, add a dataset, database, service or catalogue",
    )
    CLASS_MEANT = message("{term} ({meant} was probably meant)")
    NO_DCAT = message("no DCAT resource found in {documents}")
    NO_DCAT_MORE = message("no DCAT resource found in {documents} and {more} more")
    RUN_PARTIAL = message("only a part, by --partial")
    RUN_REASONS = message("{first}; {second}")
    RUN_INTERRUPTED = message("interrupted")
    RUN_RELEASED = message("ended by {by}: {reason}")
    SOURCE_UNEXPECTED = message("unexpected {kind} ({error}); run danhmuc --verbose … for the details")
    CHECK_LOST = message("the process that validated it ended early")

    # Errors.
    LOCATION_EMPTY = message("cannot harvest an empty location; name a file or a folder")
    LOCATION_REMOTE = message(
        "cannot harvest {location}: a source is a file, a folder, or an address of http or https; download it first",
    )
    NAME_FIXED = message("source-name-fixed", "{location} is already the source {name!r}; --name cannot rename it")
    NAME_REFUSED = message(
        "source-name-refused",
        "{name!r} cannot name a source: 1 to 100 letters without /, line breaks or blanks at the ends; "
        "choose another with --name",
    )
    NAME_TAKEN = message(
        "source-name-taken",
        "{asked}: the name {name!r} is taken by the source at {location}; choose another with --name NAME",
    )
    NAME_ALIKE = message(
        "source-name-alike",
        "{asked}: the name {name!r} differs from that of source {other!r} in capitals or the composition of letters "
        "alone; choose another with --name NAME",
    )
    NAME_TAKEN_BEFORE_FEEDBACK = message(
        "feedback-name-taken",
        "{asked}: the name {name!r} is taken by the source at {location}; choose another: danhmuc feedback import "
        "{asked} --name NAME",
    )
    SOURCE_NOR_FILE = message(
        "there is neither a source {name!r} nor a file or folder {location}; known sources: {known}"
    )
    SOURCE_OF_PROGRAMS = message(
        "source {name!r} holds records put by programs and cannot be harvested; ./{name} is a file or folder of that "
        "name",
    )
    NAME_RESERVED = message(
        "source-name-reserved",
        "the name {name!r} is reserved for records put by programs; choose another with --name",
    )
    SPOOL_FULL = message(
        "cannot spool {place}: {reason}; free space for temporary files, or name a folder with more in TMPDIR",
    )


# ---------------------------------------------------------------- plans
# Messages of plans that are saved and applied later.


class PlansText(Messages):
    # Files.
    PLAN_FOREIGN = message("{path} is no plan; danhmuc harvest --plan FILE writes one")
    PLAN_OLDER = message(
        "{path} was written by an older danhmuc (format {version:d}, known: {known:d}); plan again with danhmuc "
        "harvest --plan FILE",
    )
    PLAN_NEWER = message(
        "{path} was written by a newer danhmuc (format {version:d}, known: {known:d}); update danhmuc, or plan again",
    )
    PLAN_DAMAGED = message("{path} cannot be used: {reason}; plan again")
    PLAN_DIGEST = message("it is incomplete or was edited")
    PLAN_LINE = message("line {line:d} is none that a plan has")
    PLAN_FIELD = message("{field} in line {line:d} is not what a plan has there")
    PLAN_ENDS_EARLY = message("its end is missing")
    PLAN_LINE_TOO_LONG = message("a line is longer than {most:d} MiB")
    PLAN_TARGET = message("{path} exists and is no plan; it is not overwritten, give another FILE")
    PLAN_UNWRITABLE = message("{path} cannot be written: {reason}")
    PLAN_SAVED_ALREADY = message("this plan was read from a file; copy the file")

    # Registries.
    PLAN_OTHER_BASE = message(
        "the plan of source {name!r} was made with a registry whose base of IRIs is {base}; here it is {known}; plan "
        "again",
    )
    PLAN_OTHER_REGISTRY = message(
        "the plan of source {name!r} refers to marks of secrecy of another registry; apply it there, or plan again",
    )
    PLAN_SOURCE_ELSEWHERE = message(
        "source {name!r} was read at {planned} for this plan, and is at {location} now; plan again",
    )
    PLAN_SOURCE_ABSENT = message(
        "the registry has no source {name!r}, which this plan changes; apply it where it was made"
    )
    PLAN_CORRECTIONS = message(
        "the defaults or corrections of source {name!r} have changed since this plan was made; nothing was applied, "
        "plan again",
    )
    PLAN_GUARD = message(
        "the guard of source {name!r} has changed since this plan was made, and records lose every distribution by it; "
        "nothing was applied, plan again",
    )
    PLAN_MOVED = plural(
        "the registry has changed since the plan of source {name!r} was made, in {count} record: {example}; nothing "
        "was applied, plan again",
        "the registry has changed since the plan of source {name!r} was made, in {count} records: {example}; nothing "
        "was applied, plan again",
    )
    PLAN_PURGED = message(
        "the plan of source {name!r} contains {iri}, which was purged; nothing was applied; delete the file and plan "
        "again",
    )
    PLAN_PURGED_SINCE = message(
        "something was purged since the plan of source {name!r} was made, and the plan ends memberships; nothing was "
        "applied, plan again",
    )
    PLAN_MARKED = message(
        "the plan of source {name!r} contains what the source has marked as a state secret since; nothing was applied; "
        "delete the file and plan again",
    )
    PLAN_READ_SINCE = message(
        "the plan of source {name!r} lifts marks of secrecy, and the source was harvested since; nothing was "
        "applied, plan again",
    )
    RECORD_CREATED_SINCE = message("plan-record-created", "{iri} exists already")
    RECORD_GONE = message("plan-record-gone", "{iri} is not there")
    RECORD_VERSION_CHANGED = message("plan-record-version", "{iri} has another version")
    RECORD_PRESENCE_CHANGED: Final[Mapping[str, MessageTemplate]] = {
        "present": message("plan-record-is-present", "{iri} is present again"),
        "missing": message("plan-record-is-missing", "{iri} has become missing"),
        "withdrawn": message("plan-record-is-withdrawn", "{iri} has become withdrawn"),
    }
    RECORD_HOLD_CHANGED = message("plan-record-hold", "{iri} has another hold")
    WITHHELD_CHANGED = message("plan-withheld-changed", "a record that is to be withheld has another version")

    # The page on a plan.
    PLAN_PAGE_TITLE = message("Plan of a harvest")
    PLAN_PAGE_NOTHING = message("Nothing changes.")
    PLAN_PAGE_LEFT = plural(
        "{count} more change is in danhmuc apply FILE --dry-run --json.",
        "{count} more changes are in danhmuc apply FILE --dry-run --json.",
    )
    PLAN_PAGE_CLAIMS = message("In other sources, too")
    PLAN_PAGE_FINDINGS = message("Findings about documents and the run")
    PLAN_PAGE_COUNTS: Final[Mapping[str, MessageTemplate]] = {
        "record": message("plan-page-records", "Records"),
        "catalog-record": message("plan-page-catalog-records", "Catalogue records"),
        "node": message("plan-page-nodes", "Node records"),
        "element": message("plan-page-elements", "Data elements and table schemas"),
    }
    PLAN_PAGE_KINDS: Final[Mapping[str, MessageTemplate]] = {
        "created": message("plan-page-created", "Created"),
        "updated": message("plan-page-updated", "Updated"),
        "unchanged": message("plan-page-unchanged", "Unchanged"),
        "reappeared": message("plan-page-reappeared", "Reappeared"),
        "held": message("plan-page-held", "Held"),
        "missing": message("plan-page-missing", "Missing"),
        "deleted": message("plan-page-deleted", "Deleted by the source"),
        "quarantined": message("plan-page-quarantined", "Quarantined"),
        "withdrawn": message("plan-page-withdrawn", "To be withdrawn"),
        "waiting": message("plan-page-waiting", "Waiting for a person"),
    }


# ---------------------------------------------------------------- remapping
# Messages about mapping records once more from the stored bytes of their documents.


class RemappingText(Messages, prefix="remap"):
    KIND_UNMAPPED = message("the source {name!r} is of the kind {kind}, which has no mapping that can be run again")
    ORIGINALS_ABSENT = message(
        "the bytes that the source {name!r} gave in its last complete run are not stored; harvest it instead: danhmuc"
        " harvest {name}",
    )
    ORIGINALS_OLDER = message(
        "run {run} of the source {name!r} was not complete, so the bytes that are stored of the last complete one "
        "may be older than its records; harvest it instead: danhmuc harvest {name}",
    )


# ---------------------------------------------------------------- undo
# Messages of undoing runs.


class UndoText(Messages):
    RUN_UNDONE_ALREADY = message("run {run} is undone already, by run {by}; undo run {by} to have it again")
    UNDO_BATCH_UNKNOWN = message("no run of batch {batch}; `danhmuc status` lists runs")
    UNDO_SEVERAL_SOURCES = message("{iri}: several sources describe it; name one of them with --source; known: {known}")
    UNDO_OF_DECISION = message(
        "{iri} was withdrawn or released last, by a decision of a person, which another decision ends: danhmuc "
        "registry release {iri}, or withdraw",
    )
    UNDO_OF_PURGED = message("{iri}: purged, so that nothing of it is left to put back")
    UNDO_OF_RENAMED = message(
        "{iri}: renamed since its content changed last; undo the run that changed it, with --force",
    )
    NOTHING_TO_UNDO = message("{iri}: nothing of it was ever changed")
    NOTHING_HELD = message("{what}: nothing of it is held after an undone run")


# ---------------------------------------------------------------- deadlines
# Messages about readings that have to end at some time.


class DeadlinesText(Messages):
    DOCUMENT_LATE = message("The document was not read, since the time limit was over; the next harvest reads it.")
    DOCUMENTS_LATE = message("time limit over: {count} of {total} documents not read, the first of them {place}")


# ---------------------------------------------------------------- source contract
# Messages about kinds of sources that do not keep the contract of sources.


class SourceContractText(Messages, prefix="source"):
    KIND_OUTDATED = message(
        "the kind of source {kind!r} is written for an earlier danhmuc; its author has to change {name} so that it "
        "can be called as {call}",
    )
    UNMOVED_UNKNOWN = message(
        "the source says that nothing has moved, but was given no documents to compare with; its author has to read it",
    )
    SETTLED_LATE = message(
        "the source found only after its last record that this reading is not the whole source: {reason}",
    )


# ---------------------------------------------------------------- source findings
# Messages about what many records of one source have in common.


class SourceFindingsText(Messages, prefix="harvest"):
    ONE_FOR_SOURCE = plural(
        "source-finding-once",
        "{sentence} {count} record: {iris}; value: {values}.",
        "{sentence} {count} records, such as {iris}; values: {values}.",
    )
    """In place of a finding for each record; ``sentence`` is that of a record."""
    SAME_NAME = message(
        "{count:d} records have the name {title!r} and the same publisher: {iris}; see whether they are one.",
    )
    MORE_SAME_NAMES = plural(
        "{count} more name stands in several records of one publisher.",
        "{count} more names stand in several records of one publisher each.",
    )


# ---------------------------------------------------------------- page workers
# Messages about workers that validate pages of records.


class PageWorkersText(Messages):
    WORKERS_ENDED = message(
        "the processes that validate its records ended twice, perhaps for want of memory; use fewer workers",
    )
    WORKERS_UNGUARDED = message(
        "this script starts processes, and each of them runs it again; put what starts them under "
        'if __name__ == "__main__"',
    )


# ---------------------------------------------------------------- pruned
# Messages about history that was pruned.


class PrunedText(Messages):
    VERSION_PRUNED = message("{iri}: the graph of an older version was pruned, so that it cannot be shown or put back")
    UNDO_OF_PRUNED = message(
        "run {run} began before {before}, and what was there before it is pruned; it cannot be undone"
    )
    PRUNE_NEEDS_TIME = message("{text!r} is no day or time before which history can be pruned; use 2026-01-31")
    PRUNE_IN_FUTURE = message("{text} is in the future; name a day of the past, or today")


# ---------------------------------------------------------------- pruning
# Messages about raw bytes that are pruned.


class PruningText(Messages):
    BODY_DAYS_UNUSABLE = message("DANHMUC_BODIES_DAYS is {text!r}; it must be a whole number of days, such as 30")
    BODY_SIZE_UNUSABLE = message("{text!r} is no number of bytes; write one such as 500MB, 2GB or 1GiB")


# ---------------------------------------------------------------- splitting
# Messages of the splitter about resources without an IRI, one for each source of a minted IRI.


class SplittingText(Messages):
    MINTED: Final[Mapping[str, MessageTemplate]] = {
        "identifier": message(
            "minted-from-identifier",
            "The resource has no IRI and was given one from its identifier; it should have a lasting one.",
        ),
        "topic": message(
            "minted-from-topic",
            "The resource has no IRI and was given one from its topic; it should have a lasting one.",
        ),
        "landing page": message(
            "minted-from-landing-page",
            "The resource has no IRI and was given one from its landing page; it should have a lasting one.",
        ),
        "download": message(
            "minted-from-download",
            "The resource has no IRI and was given one from its download; it should have a lasting one.",
        ),
        "title": message(
            "minted-from-title",
            "The resource has no IRI and was given one from its title; it should have a lasting one.",
        ),
        "content": message(
            "minted-from-content",
            "The resource has no IRI and was given one from its content; it should have a lasting one.",
        ),
    }
    """By what the IRI was made from; see `Minted.source`."""
    MINTED_SHARED = message(
        "Several records share this description without an IRI, so it was given one; it should have one of its own.",
    )
    COLLISION: Final[Mapping[str, MessageTemplate]] = {
        "identifier": message(
            "minted-alike-identifier",
            "Two resources without IRI have the same identifier; each should have a lasting IRI.",
        ),
        "topic": message(
            "minted-alike-topic", "Two resources without IRI have the same topic; each should have a lasting IRI."
        ),
        "landing page": message(
            "minted-alike-landing-page",
            "Two resources without IRI have the same landing page; each should have a lasting IRI.",
        ),
        "download": message(
            "minted-alike-download", "Two resources without IRI have the same download; each should have a lasting IRI."
        ),
        "title": message(
            "minted-alike-title", "Two resources without IRI have the same title; each should have a lasting IRI."
        ),
        "content": message(
            "minted-alike-content", "Two resources without IRI have the same content; each should have a lasting IRI."
        ),
    }
    DISTRIBUTION_APART = message("No single record names this distribution, so it is kept as a node record.")
