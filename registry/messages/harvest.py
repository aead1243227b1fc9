"""Messages of harvests and validation: about documents, records, runs, and locations of sources."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "BARRED_ELSEWHERE",
    "BARRED_PART",
    "CHECK_LOST",
    "CLASS_MEANT",
    "CLASS_MISSPELT",
    "DIGEST_ORDERED",
    "DOCUMENTS_UNREAD",
    "DOCUMENTS_UNREAD_FIRST",
    "DOCUMENT_SECRET",
    "DOCUMENT_SKIPPED",
    "DOCUMENT_UNOPENED",
    "EXPECTED_DATED",
    "EXPECTED_DAYS",
    "EXPECTED_RECORDS",
    "HELD_AS_UNDONE",
    "HELD_BACK",
    "IRI_TAKEN",
    "IRI_TOO_LONG",
    "LOCATION_EMPTY",
    "LOCATION_REMOTE",
    "MARKS_UNREAD",
    "NAME_ALIKE",
    "NAME_FIXED",
    "NAME_REFUSED",
    "NAME_RESERVED",
    "NAME_TAKEN",
    "NAME_TAKEN_BEFORE_FEEDBACK",
    "NO_CLASS",
    "NO_DCAT",
    "NO_DCAT_MORE",
    "NO_RDF_FILE",
    "NO_RDF_FILE_OTHERS",
    "NO_RECORD",
    "ONLY_FEEDBACK",
    "PROPERTY_MISSPELT",
    "RECORD_IN_RECORD",
    "RECORD_SKIPPED",
    "RECORD_SLIPPED",
    "RUN_INTERRUPTED",
    "RUN_PARTIAL",
    "RUN_REASONS",
    "RUN_RELEASED",
    "SECRECY_IN_TEXT",
    "SECRECY_REACHED",
    "SECRECY_UNCLEAR",
    "SLIPPED_NARROWER",
    "SOURCE_NOR_FILE",
    "SOURCE_OF_PROGRAMS",
    "SOURCE_SHRUNKEN",
    "SOURCE_UNEXPECTED",
    "SPOOL_FULL",
    "STATE_SECRET",
    "STATUS_UNKNOWN",
]

# Findings.
DOCUMENT_SKIPPED: Final = message(
    "harvest-document-skipped", "The document could not be read and was skipped; fix it at the source: {reason}."
)
RECORD_SKIPPED: Final = message("harvest-record-skipped", "The record could not be taken and was skipped: {reason}.")
HELD_AS_UNDONE: Final = message(
    "harvest-held-as-undone",
    "A run that had taken this over was undone, so that it is neither stored nor validated until it is changed, or an "
    "operator releases it.",
)
HELD_BACK: Final = message(
    "harvest-held-back", "The run is incomplete and the record might lose content, so its stored version is kept."
)
DIGEST_ORDERED: Final = message(
    "digest-ordered", "Blank nodes are so alike that the digest depends on the document's order; give them IRIs."
)
SECRECY_IN_TEXT: Final = message(
    "harvest-secrecy-in-text",
    "This looks like a mark of secrecy, so the record is not exported; change it at the source, or the operator answers"
    " by: danhmuc registry release {iri} --reason …",
)
SECRECY_REACHED: Final = message(
    "harvest-secrecy-reached",
    "What this record refers to has a mark of secrecy, so it is not exported; change that at the source, or the"
    " operator answers by: danhmuc registry release {iri} --reason …",
)
SECRECY_UNCLEAR: Final = message(
    "harvest-secrecy-unclear",
    "The secrecy (dmv:secrecy) is unclear, so the record is not exported; use KHONG, MAT, TOI_MAT or TUYET_MAT.",
)
BARRED_ELSEWHERE: Final = message(
    "harvest-barred-elsewhere",
    "The source {source!r} keeps back what has this IRI, so it is not exported; settle which source is right.",
)
BARRED_PART: Final = message(
    "harvest-barred-part",
    "It describes {part}, which is kept back in the source {source!r}, so it is not exported; "
    "release that IRI, or let the source give this part another one.",
)
RECORD_SLIPPED: Final = plural(
    "harvest-record-slipped",
    "{count} record counts as missing, since the source describes it with another class: {iris} as {classes}.",
    "{count} records count as missing, since the source describes them with another class: {iris} as {classes}.",
)
RECORD_IN_RECORD: Final = plural(
    "harvest-record-in-record",
    "{count} record counts as missing, since the source describes it as part of another: {iris} in {holders}.",
    "{count} records count as missing, since the source describes them as parts of others: {iris} in {holders}.",
)
SLIPPED_NARROWER: Final = message(
    "harvest-slipped-narrower",
    "What is no longer a record by its class is now less public, so it is not exported; correct its class.",
)
STATUS_UNKNOWN: Final = message(
    "harvest-status-unknown",
    "The status is none of {codes}; the record stays as public as it was. Write one of these codes, or no status.",
)
SOURCE_SHRUNKEN: Final = message(
    "harvest-shrunken",
    "Of {present} records, {missing} are missing since this run and stay exported; see whether it is whole.",
)
EXPECTED_RECORDS: Final = plural(
    "harvest-expected-records",
    "At least {expected} records are expected, but {count} record was found; see whether the source is whole.",
    "At least {expected} records are expected, but {count} records were found; see whether the source is whole.",
)
EXPECTED_DAYS: Final = message(
    "harvest-expected-days",
    "The newest record is expected to be at most {expected} days old, but is {found} days old ({day}); see whether the"
    " source is kept up to date.",
)
EXPECTED_DATED: Final = message(
    "harvest-expected-dated",
    "The newest record is expected to be at most {expected} days old, but no record says when it was modified"
    " (dct:modified), or all say it wrongly.",
)
CLASS_MISSPELT: Final = message("class-misspelt", "{term} is no class of its vocabulary; {meant} was probably meant.")
PROPERTY_MISSPELT: Final = message(
    "property-misspelt", "{term} is no property of its vocabulary; {meant} was probably meant."
)
STATE_SECRET: Final = message(
    "harvest-state-secret",
    "This record is marked as a state secret, so it is refused and not stored; remove it from the source.",
)
MARKS_UNREAD: Final = plural(
    "harvest-marks-unread",
    "{count} new record was not taken, since an unread document may mark it as secret; see to that document first.",
    "{count} new records were not taken, since an unread document may mark them as secret; see to that document first.",
)

NO_CLASS: Final = message("no-class", "something without a class")

# Why a document or a record is left out.
DOCUMENT_UNOPENED: Final = message("document-unopened", "cannot be opened: {reason}")
DOCUMENT_SECRET: Final = message("document-secret", "it may hold state secrets, so neither it nor the fault is kept")
IRI_TAKEN: Final = message("record-iri-taken", "its IRI was already given to another description of this source")
IRI_TOO_LONG: Final = message("record-iri-too-long", "an IRI of {length} bytes cannot be kept, only {most}")

# Why a run is not whole.
DOCUMENTS_UNREAD: Final = message("documents-unread", "{count} of {total} documents unread")
DOCUMENTS_UNREAD_FIRST: Final = message(
    "documents-unread-first", "{count} of {total} documents unread; {place}: {reason}"
)
NO_RDF_FILE: Final = message("no-rdf-file", "no RDF file in {location}")
NO_RDF_FILE_OTHERS: Final = plural(
    "no-rdf-file-others",
    "no RDF file in {location}; {count} other file skipped",
    "no RDF file in {location}; {count} other files skipped",
)
NO_RECORD: Final = message("no-record", "no record found, only {classes}")
ONLY_FEEDBACK: Final = message(
    "only-feedback",
    "nothing to validate, only feedback, requests or agreements on data; danhmuc harvest stores them as they are. To "
    "have data validated, add a dataset, database, service or catalogue",
)
CLASS_MEANT: Final = message("class-meant", "{term} ({meant} was probably meant)")
NO_DCAT: Final = message("no-dcat", "no DCAT resource found in {documents}")
NO_DCAT_MORE: Final = message("no-dcat-more", "no DCAT resource found in {documents} and {more} more")
RUN_PARTIAL: Final = message("run-partial", "only a part, by --partial")
RUN_REASONS: Final = message("run-reasons", "{first}; {second}")
RUN_INTERRUPTED: Final = message("run-interrupted", "interrupted")
RUN_RELEASED: Final = message("run-released", "ended by {by}: {reason}")
SOURCE_UNEXPECTED: Final = message(
    "source-unexpected", "unexpected {kind} ({error}); run danhmuc --verbose … for the details"
)
CHECK_LOST: Final = message("check-lost", "the process that validated it ended early")

# Errors.
LOCATION_EMPTY: Final = message("location-empty", "cannot harvest an empty location; name a file or a folder")
LOCATION_REMOTE: Final = message(
    "location-remote",
    "cannot harvest {location}: a source is a file, a folder, or an address of http or https; download it first",
)
NAME_FIXED: Final = message("source-name-fixed", "{location} is already the source {name!r}; --name cannot rename it")
NAME_REFUSED: Final = message(
    "source-name-refused",
    "{name!r} cannot name a source: 1 to 100 letters without /, line breaks or blanks at the ends; "
    "choose another with --name",
)
NAME_TAKEN: Final = message(
    "source-name-taken",
    "{asked}: the name {name!r} is taken by the source at {location}; choose another with --name NAME",
)
NAME_ALIKE: Final = message(
    "source-name-alike",
    "{asked}: the name {name!r} differs from that of source {other!r} in capitals or the composition of letters alone; "
    "choose another with --name NAME",
)
NAME_TAKEN_BEFORE_FEEDBACK: Final = message(
    "feedback-name-taken",
    "{asked}: the name {name!r} is taken by the source at {location}; choose another: danhmuc feedback import "
    "{asked} --name NAME",
)
SOURCE_NOR_FILE: Final = message(
    "source-nor-file", "there is neither a source {name!r} nor a file or folder {location}; known sources: {known}"
)
SOURCE_OF_PROGRAMS: Final = message(
    "source-of-programs",
    "source {name!r} holds records put by programs and cannot be harvested; ./{name} is a file or folder of that name",
)
NAME_RESERVED: Final = message(
    "source-name-reserved",
    "the name {name!r} is reserved for records put by programs; choose another with --name",
)
SPOOL_FULL: Final = message(
    "spool-full",
    "cannot spool {place}: {reason}; free space for temporary files, or name a folder with more in TMPDIR",
)
