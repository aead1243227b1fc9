"""``danhmuc export``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import MessageTemplate, message, plural

__all__ = [
    "ACCEPT_DROP",
    "ADDRESSES_LEFT_OUT",
    "BARE_NODE",
    "BARE_NODES",
    "BARRED",
    "BARRED_PART",
    "CATALOG",
    "CATALOG_RECORDS_LEFT_OUT",
    "CHECK_ALL",
    "DROP_REASON",
    "FAULTY_NODE",
    "FEED_AGENCIES",
    "FEED_ANEW",
    "FEED_BASE",
    "FEED_CHANGES",
    "FEED_CONTACTS_GIVEN",
    "FEED_CONTACT_WITHOUT_EMAIL",
    "FEED_DROP",
    "FEED_DROP_OF_AGENCY",
    "FEED_DROP_RETIRED",
    "FEED_DROP_RETIRED_OF_AGENCY",
    "FEED_FILES",
    "FEED_IDENTIFIERS",
    "FEED_INSIDE",
    "FEED_INVALID",
    "FEED_LEFT_OUT_NAMED",
    "FEED_LOSSES_NAMED",
    "FEED_NEEDS",
    "FEED_NOT_VALIDATED",
    "FEED_OF_TODAY",
    "FEED_PAGES",
    "FEED_PERSONS_UNSTATED",
    "FEED_POLICY",
    "FEED_REBUILT",
    "FEED_REFUSED",
    "FEED_REFUSED_RECORD",
    "FEED_REFUSED_WHY",
    "FEED_REJECTED",
    "FEED_REMOVED",
    "FEED_REMOVED_WHY",
    "FEED_SETTINGS",
    "FEED_TEXTS",
    "FEED_UNCHANGED",
    "FEED_UNMATCHED",
    "FEED_UNWRITTEN",
    "FEED_VALIDATED",
    "FEED_WRITTEN",
    "HELP",
    "LANGUAGES_LOST",
    "LEFT_OUT",
    "LEFT_OUT_FILE",
    "LEFT_OUT_NAMED",
    "LOSSES_FILE",
    "LOSSES_NAMED",
    "MIN_STATUS",
    "MISSING",
    "NAMED_NODE",
    "NODES_LEFT_OUT",
    "NOT_OF_FEED",
    "ONLY_OF_FEED",
    "ONLY_PRESENT",
    "OTHER_REGISTRY",
    "PARTIAL_NODES",
    "PARTS_LEFT_OUT",
    "PUBLISHER",
    "REASONS",
    "REFUSED",
    "REPAIRED",
    "STILL_LISTED",
    "THEME",
    "TITLE",
    "UNNAMED",
    "UNWRITTEN",
    "UNWRITTEN_PROPERTIES",
    "WITHOUT_POLICY",
    "WRITTEN",
]

HELP: Final = message(
    "help-export",
    "Export the inventory to TARGET (a file, packed if it ends in .gz, or - for stdout) as FORMAT: turtle, "
    "xml (RDF/XML), json-ld, nt, nq, trig, dcat-us (3.0), dcat-us-1.1 (data.json), csvw, table-schema and"
    " dictionary (.xlsx) (the tables of datasets with a table schema), skos (the data elements of these).\n\n"
    "Each record is exported in its newest accepted version; the same registry gives the same bytes.\n\n"
    "danhmuc export feed DIR builds a folder that a web server serves: DCAT in pages and whole, by agency, and as a "
    "stream of changes. The root of the server is DIR/current.",
)
PUBLISHER: Final = message(
    "help-export-publisher",
    "Only records of the publisher with this IRI or code; may be given several times.",
)
THEME: Final = message("help-export-theme", "Only this theme, such as ENVI; may be given several times.")
LEFT_OUT_FILE: Final = message(
    "help-export-left-out",
    "Write IRI, source and reason of each record that is not exported to FILE, as CSV if it ends in .csv, else as JSON"
    " lines.",
)
LOSSES_FILE: Final = message(
    "help-export-losses",
    "Write what FORMAT cannot hold of each record to FILE, a row for each record and property, as CSV if it ends in"
    " .csv, else as JSON lines. Of a feed: what it or one of its formats does not have of each record.",
)
MIN_STATUS: Final = message(
    "help-export-min-status", "Only records in at least this state of registration, such as recorded or standard."
)
ONLY_PRESENT: Final = message("help-export-state", "Leave out the records that are missing from their source.")
CATALOG: Final = message(
    "help-export-catalog",
    "Export all under one root catalogue, which this TOML file describes, with a catalogue record of each record; "
    "needs --base.",
)
FEED_BASE: Final = message(
    "help-export-feed-base",
    "Of a feed: the address under which DIR/current is served; of --catalog, that below which its catalogue records "
    "are. It ends with a slash.",
)
FEED_SETTINGS: Final = message(
    "help-export-feed-settings",
    "Of a feed: the TOML file with title, publisher, licence and contact of the catalogue, and with what is in it: "
    "profile, filters, languages.",
)
FEED_POLICY: Final = message(
    "help-export-feed-policy", "Of a feed: the TOML file that says what may be public; without it all that leaves is."
)
WITHOUT_POLICY: Final = message(
    "help-export-feed-without-policy", "Of a feed that was built with a policy: build it without one."
)
OTHER_REGISTRY: Final = message(
    "help-export-feed-other-registry", "Of a feed that was built from another registry: build it from this one."
)
ACCEPT_DROP: Final = message(
    "help-export-feed-accept-drop", "Of a feed: build it although more than a tenth of the records are gone."
)
DROP_REASON: Final = message(
    "help-export-feed-reason",
    "Why they may be gone; needed with --accept-drop. With --as-known-then: why it has to be as it was known then.",
)
CHECK_ALL: Final = message(
    "help-export-feed-check-all",
    "Read all records and files again although nothing has changed, and let rdflib read back all pages that are "
    "written, which takes as long as all else, and not one entry of twenty.",
)
ONLY_OF_FEED: Final = message("export-only-of-feed", "{option} is for feeds alone: danhmuc export feed DIR")
NOT_OF_FEED: Final = message("export-not-of-feed", "a feed takes no {option}; its catalogue is that of its settings")
FEED_OF_TODAY: Final = message("export-feed-of-today", "a feed takes no {option}; it is always of today")
FEED_NEEDS: Final = message("export-feed-needs", "a feed needs {option}")
FEED_WRITTEN: Final = message("export-feed-written", "{folder}: {records}, {nodes}; {pages}, {agencies}")
FEED_PAGES: Final = plural("export-feed-pages", "{count} page", "{count} pages")
FEED_AGENCIES: Final = plural("export-feed-agencies", "{count} agency", "{count} agencies")
FEED_CHANGES: Final = message("export-feed-changes", "{created:d} new, {changed:d} changed, {gone:d} gone")
FEED_FILES: Final = plural(
    "export-feed-files",
    "of {files} files, {count} is new or changed ({size} bytes)",
    "of {files} files, {count} are new or changed ({size} bytes)",
)
FEED_ANEW: Final = message(
    "export-feed-anew", "the stream begins anew: there was no feed before, or what it last said could not be read"
)
FEED_REBUILT: Final = message(
    "export-feed-rebuilt",
    "the manifest of the last feed was lost or damaged, and was made anew from its pages, server files and stream",
)
FEED_UNCHANGED: Final = message(
    "export-feed-unchanged",
    "nothing has changed since the last build, so its files were not read again, and this is what that build said; "
    "--check-all reads them, and names what is left out",
)
FEED_VALIDATED: Final = plural(
    "export-feed-validated",
    "validated {count} description, whose verdict was not of today",
    "validated {count} descriptions, whose verdicts were not of today",
)
FEED_REJECTED: Final = plural(
    "export-feed-rejected", "{iri} of {source}: {count} violation", "{iri} of {source}: {count} violations"
)
FEED_NOT_VALIDATED: Final = message("export-feed-not-validated", "nothing of {source} leaves: {reason}")
FEED_TEXTS: Final = plural(
    "export-feed-texts",
    "left out {count} text of {records}, in another language than those of the feed",
    "left out {count} texts of {records}, in other languages than those of the feed",
)
FEED_LEFT_OUT_NAMED: Final = message(
    "export-feed-left-out-named", "{file} names the records left out, except state secrets"
)
FEED_LOSSES_NAMED: Final = plural(
    "export-feed-losses-told",
    "{file} tells what the feed or its formats do not have of {count} record or node record",
    "{file} tells what the feed or its formats do not have of {count} records and node records",
)
ADDRESSES_LEFT_OUT: Final = message(
    "export-addresses-left-out",
    "left out {triples} with relative addresses that nobody can follow; let the owner write them in full, or declare a "
    "base in the document",
)
FEED_INSIDE: Final = message("export-feed-inside", "the policy keeps {records} inside: {why}")
FEED_UNMATCHED: Final = message(
    "export-feed-unmatched",
    "the policy keeps no record of the publisher {iri} inside; if it has another IRI now, name that one, too",
)
FEED_REMOVED: Final = plural(
    "export-feed-removed", "the policy removed {count} triple: {why}", "the policy removed {count} triples: {why}"
)
FEED_INVALID: Final = message("export-feed-invalid", "left out since no syntax can write it: {iri}")
FEED_IDENTIFIERS: Final = message(
    "export-feed-identifiers", "identifiers added: {identifiers:d}; blank nodes that got an IRI: {named:d}"
)
FEED_UNWRITTEN: Final = message("export-feed-unwritten", "{format} cannot hold {triples}")
FEED_REFUSED: Final = message("export-feed-refused", "{format} leaves out {records}, which it cannot hold")
FEED_REFUSED_WHY: Final[Mapping[str, MessageTemplate]] = {
    "missing": plural(
        "export-feed-refused-missing", "{format}: {count} record lacks {what}", "{format}: {count} records lack {what}"
    ),
    "class": plural(
        "export-feed-refused-class",
        "{format}: {count} record is of a class that it does not have: {what}",
        "{format}: {count} records are of a class that it does not have: {what}",
    ),
    "table": plural(
        "export-feed-refused-table",
        "{format}: {count} record has no table ({what})",
        "{format}: {count} records have no table ({what})",
    ),
    "duplicate": plural(
        "export-feed-refused-duplicate",
        "{format}: {count} record has the {what} of a record before it",
        "{format}: {count} records have the {what} of a record before them",
    ),
    "topic": plural(
        "export-feed-refused-topic",
        "{format}: the {what} of {count} catalogue record is left out",
        "{format}: the {what} of {count} catalogue records is left out",
    ),
}
"""Why a format leaves records out, by the name of the reason."""
FEED_REFUSED_RECORD: Final = message("export-feed-refused-record", "{format}: {iri} lacks {fields}")
FEED_CONTACTS_GIVEN: Final = plural(
    "export-feed-contacts-given",
    "{format} has the contact of the settings for {count} record, which has none with an e-mail address that may leave",
    "{format} has the contact of the settings for {count} records, which have none with an e-mail address that may "
    "leave",
)
FEED_CONTACT_WITHOUT_EMAIL: Final = message(
    "export-feed-contact-without-email",
    "give the contact in the settings an e-mail address: DCAT-US then has it for records that lack contactPoint",
)
FEED_DROP: Final = message("export-feed-drop", "accepted: {gone:d} of {before:d} records are gone")
FEED_DROP_OF_AGENCY: Final = message(
    "export-feed-drop-of-agency", "accepted: {gone:d} of {before:d} records of {agency} are gone"
)
FEED_DROP_RETIRED: Final = message(
    "export-feed-drop-retired",
    "accepted: {gone:d} of {before:d} records are gone, which their sources retire by the status WITHDRAWN",
)
FEED_DROP_RETIRED_OF_AGENCY: Final = message(
    "export-feed-drop-retired-of-agency",
    "accepted: {gone:d} of {before:d} records of {agency} are gone, which their sources retire by the status WITHDRAWN",
)
FEED_REMOVED_WHY: Final[Mapping[str, MessageTemplate]] = {
    "property": message("export-feed-removed-property", "of properties that stay inside"),
    "part": message("export-feed-removed-part", "of parts that may not be public"),
    "key": message("export-feed-removed-key", "keys in addresses, such as api_key and token"),
    "person": message("export-feed-removed-person", "names of persons"),
    "contact": message("export-feed-removed-contact", "phone numbers and e-mail addresses"),
    "text": message("export-feed-removed-text", "texts in which such are masked"),
}
FEED_PERSONS_UNSTATED: Final = message(
    "export-feed-persons-unstated",
    'names of persons leave, since the policy does not say; write persons = "names" or persons = "none" in it',
)
TITLE: Final = message("export-title", "export")
LEFT_OUT_NAMED: Final = plural(
    "export-left-out-named", "{file} names {count} record left out", "{file} names {count} records left out"
)
UNNAMED: Final = plural(
    "export-left-out-unnamed",
    "{count} record marked as a state secret is not named there",
    "{count} records marked as state secrets are not named there",
)
WRITTEN: Final = message("export-written", "{target}: {records}, {nodes}, {triples}")
LEFT_OUT: Final = message("export-left-out", "left out {records}: {reason}")
BARRED: Final = message("export-barred", "{iri} of {source} is kept back by {by}")
BARRED_PART: Final = message(
    "export-barred-part", "{iri} of {source} is kept back because of {part}, which is kept back in {by}"
)
PARTS_LEFT_OUT: Final = plural(
    "export-parts-left-out",
    "left out {count} description within a record, since its IRI is described elsewhere, too",
    "left out {count} descriptions within records, since their IRIs are described elsewhere, too",
)
NODES_LEFT_OUT: Final = plural(
    "export-nodes-left-out",
    "left out {count} node record that no exported record reaches",
    "left out {count} node records that no exported record reaches",
)
BARE_NODES: Final = plural(
    "export-bare-nodes",
    "{count} node record left as a bare IRI, without an accepted version that may leave",
    "{count} node records left as bare IRIs, without an accepted version that may leave",
)
BARE_NODE: Final = message("export-bare-node", "{iri} of {source}, named by {records}")
PARTIAL_NODES: Final = plural(
    "export-partial-nodes",
    "{count} node record left without the values that violations name",
    "{count} node records left without the values that violations name",
)
FAULTY_NODE: Final = message("export-faulty-node", "{node}: {faults}")
NAMED_NODE: Final = message("export-named-node", "{name}, {node}")
CATALOG_RECORDS_LEFT_OUT: Final = plural(
    "export-catalog-records-left-out",
    "left out {count} catalogue record without an accepted version that may leave",
    "left out {count} catalogue records without an accepted version that may leave",
)
REPAIRED: Final = message(
    "export-repaired",
    "{triples} with an IRI or a language tag that strict readers refuse left repaired, for example: {example}",
)
UNWRITTEN: Final = message("export-unwritten", "{format} cannot hold {triples}, for example: {example}")
UNWRITTEN_PROPERTIES: Final = message("export-unwritten-properties", "most of them: {properties}")
LANGUAGES_LOST: Final = plural(
    "export-languages-lost",
    "{format} has no place for the language of {count} text",
    "{format} has no place for the language of {count} texts",
)
LOSSES_NAMED: Final = plural(
    "export-losses-named",
    "{file} tells what the export does not have of {count} record or node record",
    "{file} tells what the export does not have of {count} records and node records",
)
REFUSED: Final = message("export-refused", "{iri} lacks {fields}")
MISSING: Final = plural(
    "export-missing",
    "of the records written, {count} is missing from their source",
    "of the records written, {count} are missing from their source",
)
STILL_LISTED: Final = plural(
    "export-still-listed",
    "catalogues go on listing what is missing and exported: {count} link that the source no longer has",
    "catalogues go on listing what is missing and exported: {count} links that the source no longer has",
)

REASONS: Final[Mapping[str, MessageTemplate]] = {
    "missing": message("left-out-missing", "missing from their source"),
    "invalid": message("left-out-invalid", "no syntax can write them"),
    "never-accepted": message("left-out-never-accepted", "never had an accepted version"),
    "not-validated": message("left-out-not-validated", "their source cannot be validated"),
    "filtered-source": message("left-out-filtered-source", "of none of the sources asked for"),
    "filtered-publisher": message("left-out-filtered-publisher", "of none of the publishers asked for"),
    "filtered-class": message("left-out-filtered-class", "of none of the classes asked for"),
    "filtered-theme": message("left-out-filtered-theme", "of none of the themes asked for"),
    "filtered-status": message("left-out-filtered-status", "below the state of registration asked for"),
    "no-public-access": message("left-out-no-public-access", "databases without a public distribution or service"),
    "narrowed": message("left-out-narrowed", "newest version makes less public"),
    "retired": message("left-out-retired", "retired by the status WITHDRAWN"),
    "other-source": message("left-out-other-source", "another source, which goes first, describes the same IRI"),
    "withdrawn": message("left-out-withdrawn", "withdrawn"),
    "withheld": message("left-out-withheld", "withheld"),
    "held": message("left-out-held", "held"),
    "purged": message("left-out-purged", "purged"),
    "unclear-secrecy": message("left-out-unclear-secrecy", "the mark of secrecy is not understood"),
    "within-record": message("left-out-within-record", "the source describes it within another record by now"),
    "internal": message("left-out-internal", "their source is internal"),
    "barred": message("left-out-barred", "another source keeps it back"),
    "same-as": message("left-out-same-as", "the same thing is exported under another IRI"),
    "barred-same-as": message("left-out-barred-same-as", "the same thing is kept back under another IRI"),
    "not-approved": message(
        "left-out-not-approved", "what is said or agreed about data is exported only as far as it is approved"
    ),
    "without-dataset": message("left-out-without-dataset", "no dataset of the table schema is exported"),
    "topic-left-out": message("left-out-topic", "the record that it is about is not exported"),
    "format-class": message("left-out-format-class", "the format has no class for them"),
    "format-missing": message("left-out-format-missing", "they lack what the format requires"),
    "format-duplicate": message("left-out-format-duplicate", "a record before them has the same identifier"),
    "format-table": message("left-out-format-table", "they have no table: no table schema describes them"),
    "format-topic": message("left-out-format-topic", "the record that they are about is not in the file"),
}
"""Why records are not exported, by the name of the reason."""
