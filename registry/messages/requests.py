"""Messages about requests to the registry that cannot be fulfilled."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "BASE_FIXED",
    "BASE_INVALID",
    "FILE_NAME_GIVEN",
    "HOLD_NEEDS_IRI",
    "MOMENTS_REVERSED",
    "MOMENT_REFUSED",
    "NOTHING_MISSING",
    "NOTHING_TAKEN_BACK",
    "OBJECT_EMPTY",
    "OBJECT_NESTED",
    "PURGED",
    "PURGED_AND_LEFT",
    "PURGED_IN_PAGES",
    "PURGE_OF_PART",
    "PUT_TAKES",
    "REASON_EMPTY",
    "RECORDS_SEVERAL",
    "RECORD_ABSENT",
    "REGISTRY_PRIVATE",
    "RELEASE_OF_ABSENT",
    "RELEASE_OF_ALL",
    "RELEASE_OF_UNDONE",
    "ROW_LOST",
    "ROW_UNKNOWN",
    "RULE_UNKNOWN",
    "RUN_LOST",
    "RUN_UNKNOWN",
    "SAMPLES_UNWRITABLE",
    "STATE_SECRET",
    "STILL_MARKED",
    "TERM_UNUSABLE",
    "VERSION_UNKNOWN",
    "WITHHELD",
]

REASON_EMPTY: Final = message("reason-empty", "the reason is empty; say why, as somebody will ask later")
BASE_INVALID: Final = message("base-invalid", "base {base!r} must be an absolute IRI that ends in / or #")
REGISTRY_PRIVATE: Final = message(
    "registry-private", "a registry in memory can be used by one process only; open one in a file to harvest by workers"
)
BASE_FIXED: Final = message("base-fixed", "this registry mints under {known}; its base cannot become {base}")
PUT_TAKES: Final = message("put-takes", "put takes a typed object such as a Dataset, or a SourceRecord; found {found}")
OBJECT_NESTED: Final = message(
    "object-nested", "{noun} without IRI is stored only within what holds it; give it an IRI"
)
OBJECT_EMPTY: Final = message("object-empty", "{noun} without any values cannot be stored; give it fields")
STATE_SECRET: Final = message("state-secret", "it is marked a state secret and cannot be stored")
TERM_UNUSABLE: Final = message("term-unusable", "it has an IRI that nothing can repair: {example}")
VERSION_UNKNOWN: Final = message("version-unknown", "{iri} has no version {version:d}; its newest is {newest:d}")
WITHHELD: Final = message("record-withheld", "{iri} is withheld and never leaves; it cannot be withdrawn")
STILL_MARKED: Final = message(
    "record-still-marked",
    "source {source!r} marks {iri} as a state secret, or in a way that is not understood; it must correct the mark and"
    " be harvested again before the record can be released",
)
NOTHING_MISSING: Final = message(
    "nothing-missing", "no record of source {source!r} is missing; there is nothing to accept"
)
RELEASE_OF_ABSENT: Final = message(
    "release-of-absent",
    "{iri} is withdrawn because source {source!r} no longer has it, and nobody keeps it back; it returns when the "
    "source describes it again, or by danhmuc undo {iri}",
)
RELEASE_OF_UNDONE: Final = message(
    "release-of-undone",
    "{iri} is withdrawn because the run of source {source!r} that created it is undone, and nobody keeps it back; "
    "danhmuc undo {iri} --release lets the next harvest bring it again",
)
RELEASE_OF_ALL: Final = message(
    "release-of-all", "{iri} is kept back in all sources, not in {source!r} alone; release it without a source"
)
NOTHING_TAKEN_BACK: Final = message(
    "nothing-taken-back", "{iri} is neither withdrawn nor withheld; there is nothing to release"
)
PURGE_OF_PART: Final = message(
    "purge-of-part", "{iri} is no record of its own, but described within {record}; purge that record"
)
PURGED: Final = message("record-purged", "it was purged, and nothing of it is stored until it is released")
RECORD_ABSENT: Final = message(
    "record-absent", "asked for one record in {name}, found none; parse_records() takes any number"
)
RECORDS_SEVERAL: Final = plural(
    "records-several",
    "asked for one record in {name}, found {count} record; parse_records() takes any number",
    "asked for one record in {name}, found {count} records; parse_records() takes any number",
)
FILE_NAME_GIVEN: Final = message(
    "file-name-given", "{call} takes a document, not the name of a file; to read the file use {instead}"
)
SAMPLES_UNWRITABLE: Final = message("samples-unwritable", "cannot write samples to {folder}: {reason}")
MOMENT_REFUSED: Final = message(
    "moment-refused",
    "{text!r} is no moment; write last (the last 24 hours), a day or time such as 2025-07-01 or 2025-07-01T02:15, the"
    " number of a run, or row:345 for a row of the ledger",
)
MOMENTS_REVERSED: Final = message(
    "moments-reversed", "{since} is after {until}, so nothing is between them; name the earlier moment first"
)
ROW_UNKNOWN: Final = message(
    "row-unknown", "unknown row {row:d} of the ledger; the newest is {newest:d}, so it is of another registry or time"
)
ROW_LOST: Final = message(
    "row-lost",
    "row {row:d} of the ledger was lost when a backup was restored; what has been read up to it may be out of date, so"
    " begin anew, with row:0; the newest is {newest:d}",
)
PURGED_IN_PAGES: Final = message(
    "purged-in-pages",
    "{iri} is purged, but its words may still be in free pages ({reason}); purge it again when nobody else uses it",
)
PURGED_AND_LEFT: Final = message(
    "purged-and-left", "{purged}. Still stored, since only the purged record named them: {iris}; purge these, too"
)
HOLD_NEEDS_IRI: Final = message(
    "hold-needs-iri",
    "{iri!r} is no absolute IRI, and no record has it, so nothing is kept back; write it as danhmuc list shows it",
)
RUN_UNKNOWN: Final = message("run-unknown", "unknown run {run:d}; the newest run is {newest:d}")
RUN_LOST: Final = message("run-lost", "run {run:d} was lost when a backup was restored; the newest run is {newest:d}")
RULE_UNKNOWN: Final = message("finding-rule-unknown", "no stored finding is of rule {name!r}; known: {known}")
