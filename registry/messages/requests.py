"""Messages about requests to the registry that cannot be fulfilled."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


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
