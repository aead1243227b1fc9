"""Messages of harvests and validation: about documents, records, runs, and locations of sources."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


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
