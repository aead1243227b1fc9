"""Messages of exports and feeds."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import Messages, message, plural

# ---------------------------------------------------------------- feed builds
# Messages about builds of a feed.


class FeedBuildsText(Messages):
    FEED_BASE_INVALID = message(
        "{base} cannot be the base of a feed; give the http or https address under which the folder is served, such as "
        "https://data.example.vn/feed/",
    )
    FEED_CHECK_FAILED = message(
        "{path} of the new feed cannot be read back: {reason}; the last feed is served unchanged"
    )
    FEED_OTHER_TRIPLES = message("it was to have {wanted} triples, and other ones are read ({found})")
    FEED_LINK_BROKEN = message("it leads to {address}, which is not in the feed")
    FEED_PAGES_UNREACHED = plural(
        "its links do not lead to the {count} record",
        "its links do not lead to all {count} records",
    )
    FEED_DROP = message(
        "the feed would lose {gone} of {before} records; the last feed is served unchanged; see what is left out and "
        "why with --left-out left-out.csv, or accept it with --accept drop --reason",
    )
    FEED_DROP_OF_AGENCY = message(
        "the feed would lose {gone} of {before} records of the agency {agency}; the last feed is served unchanged; see "
        "what is left out and why with --left-out left-out.csv, or accept it with --accept drop --reason",
    )
    FEED_DROP_RETIRED = message(
        "the feed would lose {gone} of {before} records, which their sources retire by the status WITHDRAWN; the "
        "last feed is served unchanged; see which with --left-out left-out.csv, and undo the run or accept it with "
        "--accept drop --reason",
    )
    FEED_DROP_RETIRED_OF_AGENCY = message(
        "the feed would lose {gone} of {before} records of the agency {agency}, which their sources retire by the "
        "status WITHDRAWN; the last feed is served unchanged; see which with --left-out left-out.csv, and undo the "
        "run or accept it with --accept drop --reason",
    )
    FEED_STILL_SERVED = message(
        "{refusal}; until then it still serves records that must not be public any more, {count} of them",
    )
    FEED_MAY_STILL_SERVE = message("{refusal}; until then it may still serve what must not be public any more")
    FEED_DROP_BY_FILTERS = message("{refusal}; records that the filters of the feed leave out now: {filters}")
    FEED_DROP_NOT_VALIDATED = plural(
        "{refusal}; {count} record is left out since the profile of its source cannot be used; see danhmuc validate",
        "{refusal}; {count} records are left out since the profiles of their sources cannot be used; see danhmuc "
        "validate",
    )
    FEED_DROP_REASON_MISSING = message("--accept drop needs --reason, which the manifest of the feed keeps")
    FEED_POLICY_MISSING = message(
        "the feed in {folder} was built with a policy of what may be public; name it with --policy, or publish all "
        "that leaves with --policy none",
    )
    FEED_POLICY_UNKNOWN = message(
        "the manifest of the feed in {folder} is lost or damaged, and nothing says whether it was built with a "
        "policy of what may be public; name it with --policy, or publish all that leaves with --policy none",
    )
    FEED_LAST_UNKNOWN = message(
        "the manifest of the feed in {folder} is lost or damaged, and {path} cannot be read, so nobody can say how "
        "many records the feed would lose; the last feed is served unchanged; restore one of the two, or accept it "
        "with --accept drop --reason",
    )
    FEED_OF_OTHER_REGISTRY = message(
        "the feed in {folder} was built from another registry; the last feed is served unchanged; name the right one "
        "with --registry, or let the feed come from this one with --accept other-registry",
    )


# ---------------------------------------------------------------- feed folders
# Messages about the folder of a feed: what it cannot be built on, and what stops a build.


class FeedFoldersText(Messages):
    FEED_UNWRITABLE = message("cannot build the feed in {folder}: {reason}; what was served before is unchanged")
    FEED_FOLDER_INVALID = message(
        "{folder} cannot be the folder of a feed, which has many files; name a folder of its own, such as "
        "/srv/www/feed",
    )
    FEED_REMAINS = message(
        "the new feed in {folder} is served, but an older build could not be removed ({reason}); remove it from "
        "{path}, since it holds what must not be public any more",
    )
    FEED_BUSY = message("the feed in {folder} is being built by {process}; wait until that build has ended")
    FEED_LOCK_FOREIGN = message(
        "cannot build the feed in {folder}: its lock {path} is a link to another file, or no file; delete it",
    )
    FEED_FOREIGN = message(
        "cannot build the feed in {folder}: {path} is not a link to one of its builds; move it away, or name another "
        "folder",
    )
    FEED_MANIFEST_DAMAGED = message("{path} is damaged ({reason}); begin the feed anew, or restore that file")
    DAMAGE_NO_JSON = message("feed-damage-no-json", "it is not JSON")
    DAMAGE_FIELD = message("feed-damage-field", "the value of {field} is missing, or cannot be that")
    DAMAGE_BYTES = message("feed-damage-bytes", "it is not as it was written")
    DAMAGE_OF_FILE = message("feed-damage-of-file", "{path} is not as it was written")
    FEED_MANIFEST_NEWER = message(
        "{path} was written by a newer version of danhmuc (format {found}; this one reads {known}); update danhmuc, or "
        "name another folder",
    )
    FEED_MANIFEST_OF_OTHER_BASE = message(
        "{path} is that of a feed at {found}, not at {base}; correct the base, or name another folder",
    )


# ---------------------------------------------------------------- feed forms
# Messages of feeds: the words of a verdict in a catalogue record, and reasons why settings of a feed are refused.


class FeedFormsText(Messages, prefix="feed-value"):
    # Our catalogue record of a record.
    RECORD_ACCEPTED = message("feed-record-accepted", "The description meets the profile of its source.")
    RECORD_ACCEPTED_BY_FEED = message("feed-record-accepted-by-feed", "The description meets the profile of this feed.")
    RECORD_NOT_VALIDATED = message(
        "feed-record-not-validated", "The description was not validated, since its source has no profile."
    )
    RECORD_MISSING = message("feed-record-missing", "The source no longer has it.")

    # The file of settings.
    FEED_SETTINGS_NO_TOML = message("feed-settings-no-toml", "{file} is no TOML: {reason}")
    FEED_SETTINGS_TOO_LARGE = message(
        "feed-settings-too-large", "{file} is larger than {limit} bytes and cannot be the settings of a feed"
    )
    IN_FEED_SETTINGS = message("in-feed-settings", "{file}: {reason}")
    FEED_KEY_MISSING = message("feed-key-missing", "the key {key!r} is missing; a feed is not built without it")
    CONTACT_UNREACHABLE = message(
        "feed-contact-unreachable", "'catalog.contact' needs one of the keys 'email', 'telephone' and 'url'"
    )

    # What a key may have.
    TABLE = message("a table")
    TEXTS_BY_LANGUAGE = message("feed-value-texts", 'a table of texts by language, such as vi = "…"')
    HTTP_IRI = message("feed-value-iri", "an absolute IRI that begins with http:// or https://")
    EMAIL = message("an e-mail address")
    TELEPHONE = message("a telephone number with + and country code, such as +84-24-1234567")
    DAY = message("a day without quotation marks, such as 2026-03-31")
    LIST_OF = message("feed-value-list", "a list in brackets, each value {wanted}")
    CODE_OF_LANGUAGE = message("feed-value-language", "the tag or code of a language, such as vi or VIE")
    LANGUAGE_TAG = message("a language tag, such as vi or en-GB")
    ONE_OF = message("one of {values}")
    TOKEN_OR_PROFILE = message(
        "feed-value-profile", "the token of a profile that validates, such as dcat-ap, or the file of one"
    )


# ---------------------------------------------------------------- feed index
# The words of a feed's page for people.


class FeedIndexText(Messages, prefix="feed"):
    INDEX_LANGUAGE = message("English")
    """The name of the language itself."""
    INDEX_RECORDS = plural("{count} record", "{count} records")
    INDEX_RECORDS_HEADING = message("Records")
    INDEX_AGENCIES = message("Agencies")
    INDEX_AGENCY = message("Agency")
    INDEX_HARVESTED = message("Last harvest that succeeded")
    INDEX_HARVEST_FAILS = message("the newest harvest failed")
    INDEX_NEVER = message("never")
    INDEX_CHANGES = message("What changed")
    INDEX_DAY = message("Day")
    INDEX_CREATED = message("New")
    INDEX_CHANGED = message("Changed")
    INDEX_GONE = message("Gone")
    INDEX_DOWNLOADS = message("Files")
    INDEX_FILE = message("File")
    INDEX_FORMAT = message("What it is")
    INDEX_SIZE = message("Size")
    INDEX_TERMS = message("Terms")
    INDEX_LICENCE = message("Licence")
    INDEX_PUBLISHER = message("Publisher")
    INDEX_CONTACT = message("Contact")
    INDEX_ADDRESS = message("Address")
    INDEX_SETTINGS = message("How to harvest this feed")
    INDEX_CKAN = message("CKAN with ckanext-dcat: a source of the type “Generic DCAT RDF Harvester”")
    INDEX_UDATA = message("udata: a harvester with the backend “DCAT”")
    INDEX_DATA_GOV = message("data.gov: a source of the type “data.json”, without pages")
    INDEX_SWEDEN = message("dataportal.se, and whoever follows no pages: one RDF/XML document")
    INDEX_DANHMUC = message("danhmuc: all pages, or the stream of changes")

    CLASSES: Final = {
        "dcat:Dataset": plural("feed-index-datasets", "{count} dataset", "{count} datasets"),
        "dcat:DatasetSeries": plural("feed-index-series", "{count} dataset series", "{count} dataset series"),
        "dcat:DataService": plural("feed-index-services", "{count} data service", "{count} data services"),
        "dcat:Catalog": plural("feed-index-catalogues", "{count} catalogue", "{count} catalogues"),
        "dmv:Database": plural("feed-index-databases", "{count} database", "{count} databases"),
    }
    """Words for numbers of records by their class."""

    DOWNLOADS: Final = {
        "pages": message("feed-index-download-pages", "DCAT in pages; each names the next one"),
        "whole": message("feed-index-download-whole", "DCAT, all records in one document"),
        "stream": message("feed-index-download-stream", "stream of changes (LDES)"),
        "dcat-us": message("feed-index-download-dcat-us", "DCAT-US 3.0"),
        "data-json": message("feed-index-download-data-json", "data.json (DCAT-US 1.1)"),
        "manifest": message("feed-index-download-manifest", "digests of all files"),
    }
    """Words for the kinds of files."""


# ---------------------------------------------------------------- public policy
# Reasons why a policy of a public export is refused.


class PublicPolicyText(Messages):
    POLICY_TOO_LARGE = message("{file} is larger than {limit} bytes and cannot be the policy of a public export")
    POLICY_NOT_TOML = message("{file} is no TOML: {reason}")
    POLICY_NO_TABLE = message("{file}: {key!r} must be a table, [{key}]")
    POLICY_KEY_MISSING = message("{file}: the key {key!r} is missing; a policy says it of everything that may leave")
    POLICY_KEY_UNKNOWN = message("{file}: unknown key {key!r}; known: {known}")
    POLICY_VALUE_REFUSED = message("{file}: {key!r} must be {wanted}; found {found}")
    POLICY_CODES_WANTED = message("a list of some of {codes}")
    POLICY_STATE_WANTED = message("a state of registration, one of {values}")
    POLICY_CONTACTS_WANTED = message("one of {values}")
    POLICY_IRIS_WANTED = message("a list of IRIs")
    POLICY_NAMES_WANTED = message("a list of names of sources")
    POLICY_PROPERTIES_WANTED = message("a list of properties, such as dcat:contactPoint or their IRIs")


# ---------------------------------------------------------------- export
# Reasons why an export cannot be written.


class ExportText(Messages):
    DICTIONARY_TOO_LARGE = message(
        "the tables have more columns than a sheet has rows ({limit}); choose some with --publisher, --theme or "
        "--source",
    )
    EXPORT_ONTO_REGISTRY = message("cannot write {target}: that is a file of the registry itself; name another file")
    EXPORT_ONTO_SQLITE = message("cannot write {target}: that is a file of a SQLite database; name another file")
    EXPORT_ONTO_SOURCE = message("cannot write {target}: the source {name!r} is read from it; name another file")
    EXPORT_ONTO_FEED = message(
        "cannot write {target}: that is in a build of a feed, which is served; name another file"
    )
    EXPORT_ONTO_LOCK = message(
        "cannot write {target}: by a file of that name a program holds another one; name another file"
    )
    EXPORT_ONTO_NAMED = message("cannot write {target}: it was given for something else, too; name another file")
    EXPORT_UNWRITABLE = message("cannot write {target}: {reason}")
    EXPORT_UNASKED = message(
        "{reason}; so it is not known whether a source is read from {target}, which would be replaced: name a new "
        "file, or another registry by DANHMUC_REGISTRY",
    )
    EXPORT_CATALOG_NEEDS_BASE = message(
        "--catalog and --base are given together: the catalogue, and the address below which its own records are",
    )
    EXPORT_CATALOG_IS_OF_ALL = message(
        "--catalog takes all that leaves; leave out --source, --publisher and --theme",
    )
    EXPORT_STATE_UNKNOWN = message("unknown state {name!r}; known: {known}")
