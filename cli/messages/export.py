"""``danhmuc export``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural


class ExportCommandText(Messages, prefix="export"):
    HELP = message(
        "help-export",
        "Export the inventory to TARGET (a file, packed if it ends in .gz, or - for stdout) as FORMAT: turtle, xml "
        "(RDF/XML), json-ld, nt, nq, trig, dcat-us (3.0), dcat-us-1.1 (data.json), csvw, table-schema and dictionary "
        "(.xlsx) (the tables of datasets with a table schema), skos (the data elements of these).\n\nEach record is "
        "exported in its newest accepted version; the same registry gives the same bytes.\n\ndanhmuc export feed DIR "
        "builds a folder that a web server serves; danhmuc export feed --help has its options.",
    )
    FEED_HELP = message(
        "help-export-feed",
        "Build the folder TARGET that a web server serves: DCAT in pages and whole, by agency, and as a stream of "
        "changes. The root of the server is TARGET/current.\n\nA feed needs --base and --settings.",
    )
    FEED_BRIEF = message("brief-export-feed", "A folder that a web server serves, with options of its own")
    PUBLISHER = message(
        "help-export-publisher",
        "Only records of the publisher with this IRI or code; may be given several times.",
    )
    THEME = message("help-export-theme", "Only this theme, such as ENVI; may be given several times.")
    LEFT_OUT_FILE = message(
        "help-export-left-out",
        "Write IRI, source and reason of each record that is not exported to FILE, as CSV if it ends in .csv, else "
        "as JSON lines.",
    )
    LOSSES_FILE = message(
        "help-export-losses",
        "Write what FORMAT cannot hold of each record to FILE, a row for each record and property, as CSV if it ends in"
        " .csv, else as JSON lines. Of a feed: what it or one of its formats does not have of each record.",
    )
    MIN_STATUS = message(
        "help-export-min-status", "Only records in at least this state of registration, such as recorded or standard."
    )
    ONLY_PRESENT = message("help-export-state", "Leave out the records that are missing from their source.")
    CATALOG = message(
        "help-export-catalog",
        "Export all under one root catalogue, which this TOML file describes, with a catalogue record of each record; "
        "needs --base.",
    )
    FEED_BASE = message(
        "help-export-feed-base",
        "Of a feed: the address under which DIR/current is served; of --catalog, that below which its catalogue "
        "records are. It ends with a slash.",
    )
    FEED_SETTINGS = message(
        "help-export-feed-settings",
        "Of a feed: the TOML file with title, publisher, licence and contact of the catalogue, and with what is in it: "
        "profile, filters, languages.",
    )
    FEED_POLICY = message(
        "help-export-feed-policy",
        "Of a feed: the TOML file that says what may be public; without it all that leaves is. none: build a feed "
        "without one that was built with one.",
    )
    ACCEPT = message(
        "help-export-feed-accept",
        "Of a feed, build it although: drop, more than a tenth of the records are gone (needs --reason); "
        "other-registry, it was built from another registry.",
    )
    DROP_REASON = message(
        "help-export-feed-reason",
        "Why they may be gone; needed with --accept drop. With --as-known-then: why it has to be as it was known then.",
    )
    CHECK_ALL = message(
        "help-export-feed-check-all",
        "Read all records and files again although nothing has changed, and let rdflib read back all pages that are "
        "written, which takes as long as all else, and not one entry of twenty.",
    )
    ONLY_OF_FEED = message("{option} is for feeds alone: danhmuc export feed DIR")
    NOT_OF_FEED = message("a feed takes no {option}; its catalogue is that of its settings")
    FEED_OF_TODAY = message("a feed takes no {option}; it is always of today")
    FEED_NEEDS = message("a feed needs {option}")
    FEED_WRITTEN = message("{folder}: {records}, {nodes}; {pages}, {agencies}")
    FEED_PAGES = plural("{count} page", "{count} pages")
    FEED_AGENCIES = plural("{count} agency", "{count} agencies")
    FEED_CHANGES = message("{created:d} new, {changed:d} changed, {gone:d} gone")
    FEED_FILES = plural(
        "of {files} files, {count} is new or changed ({size} bytes)",
        "of {files} files, {count} are new or changed ({size} bytes)",
    )
    FEED_ANEW = message("the stream begins anew: there was no feed before, or what it last said could not be read")
    FEED_REBUILT = message(
        "the manifest of the last feed was lost or damaged, and was made anew from its pages, server files and stream",
    )
    FEED_UNCHANGED = message(
        "nothing has changed since the last build, so its files were not read again, and this is what that build said; "
        "--check-all reads them, and names what is left out",
    )
    FEED_VALIDATED = plural(
        "validated {count} description, whose verdict was not of today",
        "validated {count} descriptions, whose verdicts were not of today",
    )
    FEED_REJECTED = plural("{iri} of {source}: {count} violation", "{iri} of {source}: {count} violations")
    FEED_NOT_VALIDATED = message("nothing of {source} leaves: {reason}")
    FEED_TEXTS = plural(
        "left out {count} text of {records}, in another language than those of the feed",
        "left out {count} texts of {records}, in other languages than those of the feed",
    )
    FEED_LEFT_OUT_NAMED = message("{file} names the records left out, except state secrets")
    FEED_LOSSES_NAMED = plural(
        "export-feed-losses-told",
        "{file} tells what the feed or its formats do not have of {count} record or node record",
        "{file} tells what the feed or its formats do not have of {count} records and node records",
    )
    ADDRESSES_LEFT_OUT = message(
        "left out {triples} with relative addresses that nobody can follow; let the owner write them in full, or "
        "declare a base in the document",
    )
    FEED_INSIDE = message("the policy keeps {records} inside: {why}")
    FEED_UNMATCHED = message(
        "the policy keeps no record of the publisher {iri} inside; if it has another IRI now, name that one, too",
    )
    FEED_REMOVED = plural("the policy removed {count} triple: {why}", "the policy removed {count} triples: {why}")
    FEED_INVALID = message("left out since no syntax can write it: {iri}")
    FEED_IDENTIFIERS = message("identifiers added: {identifiers:d}; blank nodes that got an IRI: {named:d}")
    FEED_UNWRITTEN = message("{format} cannot hold {triples}")
    FEED_REFUSED = message("{format} leaves out {records}, which it cannot hold")
    FEED_REFUSED_WHY: Final[Mapping[str, MessageTemplate]] = {
        "missing": plural(
            "export-feed-refused-missing",
            "{format}: {count} record lacks {what}",
            "{format}: {count} records lack {what}",
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
    FEED_REFUSED_RECORD = message("{format}: {iri} lacks {fields}")
    FEED_CONTACTS_GIVEN = plural(
        "{format} has the contact of the settings for {count} record, which has none with an e-mail address that may "
        "leave",
        "{format} has the contact of the settings for {count} records, which have none with an e-mail address that may "
        "leave",
    )
    FEED_CONTACT_WITHOUT_EMAIL = message(
        "give the contact in the settings an e-mail address: DCAT-US then has it for records that lack contactPoint",
    )
    FEED_DROP = message("accepted: {gone:d} of {before:d} records are gone")
    FEED_DROP_OF_AGENCY = message("accepted: {gone:d} of {before:d} records of {agency} are gone")
    FEED_DROP_RETIRED = message(
        "accepted: {gone:d} of {before:d} records are gone, which their sources retire by the status WITHDRAWN",
    )
    FEED_DROP_RETIRED_OF_AGENCY = message(
        "accepted: {gone:d} of {before:d} records of {agency} are gone, which their sources retire by the status "
        "WITHDRAWN",
    )
    FEED_REMOVED_WHY: Final[Mapping[str, MessageTemplate]] = {
        "property": message("export-feed-removed-property", "of properties that stay inside"),
        "part": message("export-feed-removed-part", "of parts that may not be public"),
        "key": message("export-feed-removed-key", "keys in addresses, such as api_key and token"),
        "person": message("export-feed-removed-person", "names of persons"),
        "contact": message("export-feed-removed-contact", "phone numbers and e-mail addresses"),
        "text": message("export-feed-removed-text", "texts in which such are masked"),
    }
    FEED_PERSONS_UNSTATED = message(
        'names of persons leave, since the policy does not say; write persons = "names" or persons = "none" in it',
    )
    TITLE = message("export")
    LEFT_OUT_NAMED = plural("{file} names {count} record left out", "{file} names {count} records left out")
    UNNAMED = plural(
        "export-left-out-unnamed",
        "{count} record marked as a state secret is not named there",
        "{count} records marked as state secrets are not named there",
    )
    WRITTEN = message("{target}: {records}, {nodes}, {triples}")
    LEFT_OUT = message("left out {records}: {reason}")
    BARRED = message("{iri} of {source} is kept back by {by}")
    BARRED_PART = message("{iri} of {source} is kept back because of {part}, which is kept back in {by}")
    PARTS_LEFT_OUT = plural(
        "left out {count} description within a record, since its IRI is described elsewhere, too",
        "left out {count} descriptions within records, since their IRIs are described elsewhere, too",
    )
    NODES_LEFT_OUT = plural(
        "left out {count} node record that no exported record reaches",
        "left out {count} node records that no exported record reaches",
    )
    BARE_NODES = plural(
        "{count} node record left as a bare IRI, without an accepted version that may leave",
        "{count} node records left as bare IRIs, without an accepted version that may leave",
    )
    BARE_NODE = message("{iri} of {source}, named by {records}")
    PARTIAL_NODES = plural(
        "{count} node record left without the values that violations name",
        "{count} node records left without the values that violations name",
    )
    FAULTY_NODE = message("{node}: {faults}")
    NAMED_NODE = message("{name}, {node}")
    CATALOG_RECORDS_LEFT_OUT = plural(
        "left out {count} catalogue record without an accepted version that may leave",
        "left out {count} catalogue records without an accepted version that may leave",
    )
    REPAIRED = message(
        "{triples} with an IRI or a language tag that strict readers refuse left repaired, for example: {example}",
    )
    UNWRITTEN = message("{format} cannot hold {triples}, for example: {example}")
    UNWRITTEN_PROPERTIES = message("most of them: {properties}")
    LANGUAGES_LOST = plural(
        "{format} has no place for the language of {count} text",
        "{format} has no place for the language of {count} texts",
    )
    LOSSES_NAMED = plural(
        "{file} tells what the export does not have of {count} record or node record",
        "{file} tells what the export does not have of {count} records and node records",
    )
    REFUSED = message("{iri} lacks {fields}")
    MISSING = plural(
        "of the records written, {count} is missing from their source",
        "of the records written, {count} are missing from their source",
    )
    STILL_LISTED = plural(
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
