"""Messages of sources, in files and on the web.

Messages about sources themselves: the file that lists them, and what is changed of them.
"""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural

# ---------------------------------------------------------------- sources


class SourcesText(Messages, prefix="source"):
    # The file of sources as a whole.
    FILE_UNREADABLE = message("sources-file-unreadable", "{file} is no TOML: {reason}")
    FILE_TOO_LARGE = message(
        "sources-file-too-large", "{file} is larger than {limit} bytes and cannot be a list of sources"
    )
    FILE_EMPTY = message("sources-file-empty", "{file} lists no source; each begins with [[source]]")
    FILE_NO_SOURCE_TABLE = message("sources-file-no-table", "{file}: each source must be a table, [[source]]")
    TOP_KEY_UNKNOWN = message(
        "sources-file-top-key", "{file}: unknown key {key!r} outside of all sources; a source begins with [[source]]"
    )
    IN_SOURCES_FILE = message("in-sources-file", "{file}, source {source}: {reason}")
    SOURCE_NUMBER = message("sources-file-number", "number {number}")
    """A source of the file that has no name."""

    # One source of it.
    KEY_MISSING = message("the key {key!r} is missing")
    KEY_UNKNOWN = message("unknown key {key!r}; known: {known}")
    KEY_UNKNOWN_NEAR = message("unknown key {key!r}; did you mean {near!r}?")
    VALUE_REFUSED = message("{key!r} must be {wanted}; found {found}")
    ONE_LINE = message("source-value-text", "a text of one line, up to {most} letters, in quotation marks")
    WHOLE_NUMBER = message("source-value-whole", "a whole number from {least} to {most}")
    AT_LEAST = message("source-value-number", "a number from 0 to {most}")
    SHARE = message("source-value-share", "a share above 0, up to 1")
    TRUE_OR_FALSE = message("source-value-bool", "true or false")
    CREDENTIAL_NO_NAME = message(
        "'credential_variable' must be the name of an environment variable (capitals, digits and _), never the secret",
    )
    GUARD_NEEDS_REASON = message("source-guard-reason", "'guard' needs the key 'reason': why it is changed")
    NAME_INVALID = message(
        "{name!r} cannot name a source: 1 to 100 letters without /, line breaks or blanks at the ends, and not 'local'",
    )
    NAME_TWICE = message("another source has the same name")
    LOCATION_TWICE = message("{location} is the location of source {other!r}, too")
    LOCATION_RELATIVE = message("{location} is neither absolute nor an address")
    LOCATION_SECRET = message("{location} holds a password; name the variable that holds it in 'credential_variable'")
    LOCATION_OF_ANOTHER = message(
        "source {declared!r} cannot be at {location}, which is the location of source {name!r} in the registry; a "
        "source keeps its name",
    )

    # Changes of the sources of a registry.
    LIST_MOVED = message("the sources of the registry have changed since they were compared; load the file again")
    REMOVAL_NEEDS_REASON = message(
        "source-removal-reason", "sources that the file does not list can only be removed with a reason (--reason)"
    )
    SOURCE_EXISTS = message("source-exists", "{location} is already the source {name!r}")
    SOURCE_AT_HOME = message("source-at-home", "the source {name!r} is already at {location}")
    SOURCE_OF_PROGRAMS = message(
        "source-of-programs-fixed",
        "the source {name!r} holds what programs put; it has no location and cannot be changed",
    )
    SOURCE_REMOVED = message(
        "source-removed",
        "the source {name!r} at {location} was removed; `danhmuc source add` with its location takes it back",
    )
    SOURCE_ALREADY_REMOVED = message("source-already-removed", "the source {name!r} was removed before")


# ---------------------------------------------------------------- web sources
# Messages about sources on the web, and about the way that their documents came.


class WebSourcesText(Messages, prefix="web"):
    NO_DOOR = message(
        "{location} is on the web, and only harvest and source check go there; download it and read the file"
    )

    END_UNCERTAIN = message(
        "the server does not say how long the document is, and it was another when it was asked for again, so that "
        "one of the two may have been cut off",
    )

    KIND_OTHER = message(
        "the document at {url} is of the kind {kind}, and the source is of another one; if that is right, change it: "
        "danhmuc source move {source!r} {url!r} --kind {kind} --reason TEXT (and in the list of sources, if there is "
        "one)",
    )

    KIND_OF_URL = message("the document at {url} is of the kind {kind}; leave out --kind, or give --kind {kind}")

    SOURCE_OF_KIND = message(
        "source-of-kind",
        "the source {name!r} is of the kind {known}, not {kind}; to change that:"
        " danhmuc source move {name!r} {location!r} --kind {kind} --reason TEXT",
    )

    # Findings.
    MEDIA_TYPE_OTHER = message(
        "web-media-type", "The server says that the document is {declared}, but it is {found}, and was read as that."
    )
    CHARSET_OTHER = message(
        "web-charset",
        "The server says that the document is encoded in {declared}, but it is in {found}, and was read as that.",
    )
    BASE_MOVED = message(
        "The document is now at {url}; its relative IRIs are still resolved against {base}, so that they stay the "
        "same.",
    )

    # Reports.
    TRAFFIC = plural(
        "network: {host}: {count} request, {size} bytes in {seconds} s; not modified: {unmodified}, retries: {retries},"
        " waits: {waits} ({waited} s)",
        "network: {host}: {count} requests, {size} bytes in {seconds} s; not modified: {unmodified}, retries: "
        "{retries}, waits: {waits} ({waited} s)",
    )
    LETTER = message("text to send to those who run the server:")


# ---------------------------------------------------------------- web pages
# Messages about sources on the web that come page by page: why their reading is not whole, and what was seen.


class WebPagesText(Messages):
    # Why a reading is not whole.
    PAGE_UNREAD = message("page {number} could not be read: {reason}")
    PAGES_OVER_TIME = plural(
        "the time for this visit was over after {count} page",
        "the time for this visit was over after {count} pages",
    )
    PAGES_LEFT = plural(
        "only the first {count} page was visited; there are more",
        "only the first {count} pages were visited; there are more",
    )
    PAGES_TOO_MANY = plural(
        "{count} page was read, the most that is read of this source, and there are more; max_pages sets another limit",
        "{count} pages were read, the most that are read of this source, and there are more; max_pages sets another "
        "limit",
    )
    PAGES_TOO_LARGE = plural(
        "{count} page has more than {limit} bytes, the most that danhmuc reads of one source, and there are more",
        "{count} pages have more than {limit} bytes, the most that danhmuc reads of one source, and there are more",
    )
    NEXT_NO_ADDRESS = message("page-next-no-address", "the next page of {page} is no address: {value}")
    NEXT_SEVERAL = message("page-next-several", "{page} names several next pages: {first}, {second}")
    NEXT_REFUSED = message("page-next-refused", "the next page of {page} cannot be asked for: {reason}")
    NEXT_TO_HTTP = message(
        "page-next-to-http", "the next page of {page} is not encrypted and was not asked for: {target}"
    )
    PAGES_LOOP = message("{page} leads back to a page that was read, and no number of items says that none is left out")
    PAGES_END_UNSTATED = message("{page} does not say whether it is the last page, and no number of items says so")
    PAGE_UNREACHED = message("{page} names the page {target}, and no page leads there")
    TOTALS_DIFFER = message("pages-totals-differ", "the pages announce several numbers of items: {first}, {second}")
    FIRST_PAGE_CHANGED = message(
        "pages-first-changed",
        "the first page changed while the others were read, so that they may not belong together; the next harvest "
        "reads them again",
    )
    STREAM_PAGE = message(
        "page-of-stream",
        "{page} is a page of an event stream (LDES, TREE), of which only the kind ldes reads all pages",
    )

    # Reports.
    PAGES_READ = message("pages: {count} asked for, {unmodified} not modified")


# ---------------------------------------------------------------- ckan portals
# Messages about portals with the action API of CKAN: their pages, their packages, and fields that are malformed.


class CkanPortalsText(Messages, prefix="ckan"):
    # Fields of packages.
    TYPE_WRONG = message("The field {field} needs a value of the JSON type {expected}, not {found}; it is not used.")
    FORM_WRONG = message("The value of {field} does not have the form {form}; it is not used.")
    CODE_UNKNOWN = message("The value of {field} is neither an IRI nor a code of the list {scheme}; it is not used.")
    ACCESS_UNCLEAR = message(
        "The access right in {field} is not understood and counts as the narrowest; it needs one of {known}.",
    )
    EXTRA_REPEATED = message("The field {field} occurs more than once; the first value counts.")
    LETTERS_LOST = message(
        "The text has half a surrogate pair or U+0000, which cannot be stored; U+FFFD stands in its place.",
    )
    RESOURCE_LEFT_OUT = message("The resource is private, or its state is not understood; it was left out.")
    URL_MISSING = message("The resource has no valid address; it needs url, access_url or download_url.")
    ACCESS_URL_ADDED = message(
        "The resource has no address of access; its download_url is used instead (dcat:accessURL).",
    )
    DESCRIBED_AGAIN = message("The package {package} describes the same IRI differently; the first description counts.")

    # Counts of a portal.
    FIELD_UNKNOWN = plural(
        "{count} package has the field {field}, which is not mapped; its value is kept in the original record.",
        "{count} packages have the field {field}, which is not mapped; its values are kept in the original records.",
    )
    FIELDS_UNKNOWN = plural(
        "{count} further field is not mapped; its values are kept in the original records.",
        "{count} further fields are not mapped; their values are kept in the original records.",
    )
    LEFT_OUT_PRIVATE = plural(
        "{count} package is private and was left out.",
        "{count} packages are private and were left out.",
    )
    LEFT_OUT_DRAFT = plural(
        "{count} package is a draft and was left out.",
        "{count} packages are drafts and were left out.",
    )
    LEFT_OUT_DELETED = plural(
        "{count} package is deleted and was left out.",
        "{count} packages are deleted and were left out.",
    )
    LEFT_OUT_OTHER = plural(
        "{count} package describes no dataset, such as a harvest source or a showcase, and was left out.",
        "{count} packages describe no datasets, such as harvest sources and showcases, and were left out.",
    )

    # Why a run is incomplete or has failed.
    PAGE_UNREAD = message("the packages from number {start} on could not be read: {reason}")
    PACKAGES_UNREAD = plural(
        "{count} listed package could not be read, {package}: {reason}",
        "{count} listed packages could not be read, the first is {package}: {reason}",
    )
    PAGES_ENDLESS = message(
        "{limit} pages were read, the most that are read of this portal, and there are more; max_pages sets another "
        "limit",
    )
    OTHER_PACKAGE = message("the portal answered with another package")
    LIST_UNREAD = message("the list of packages could not be read again: {reason}")
    COUNTS_DIFFER = message(
        "the portal counts {first} packages at the beginning and {last} at the end, and gave {given}",
    )
    STATES_UNKNOWN = plural(
        "{count} package has an unknown state and was not read, {package}: {state!r}",
        "{count} packages have unknown states and were not read, the first is {package}: {state!r}",
    )
    VISIBILITY_UNKNOWN = plural(
        "{count} package does not say plainly whether it is private and was not read, {package}",
        "{count} packages do not say plainly whether they are private and were not read, the first is {package}",
    )
    NO_PACKAGES = plural(
        "{count} entry has no id and was not read",
        "{count} entries have no id and were not read",
    )
    UNSORTED = message(
        "the portal does not sort its packages by id and has no list of them, so that one may be missing between two "
        "pages",
    )
    ACTION_FAILED = message("the action {action} failed: {words}")
    ACTION_FAILED_SILENTLY = message("the action {action} failed without a reason")
    ANSWER_IS_HTML = message(
        "ckan-html",
        "an HTML page, not an answer of the CKAN action API; the portal may be down, need a login, or have its API at "
        "another address",
    )
    ANSWER_CUT = message(
        "the answer is cut off: its JSON ends after {size:d} bytes before it is complete; harvest again"
    )
    NO_ANSWER_OF_API = message(
        "ckan-no-answer", "not an answer of the CKAN action API, which is a JSON object with success and result"
    )
    TOO_MANY_VALUES = message("the answer has more than {limit} values, the most that danhmuc reads at once")
    NO_PACKAGE = message("the result of {action} is not a list of packages with a count")
    PORTAL_EMPTY = message("the portal says that it has no packages at all; its search index may be being rebuilt")
    NO_ACTION_API = message(
        "neither package_search nor package_list answers at {location}; check the address, or harvest the portal's"
        " data.json or DCAT instead",
    )

    # Usage.
    FILTERED = message(
        "the address selects some packages ({name}), but a source of the kind ckan is a whole portal; use {portal}",
    )


# ---------------------------------------------------------------- dcat us
# Messages about data.json: fields that are missing or malformed, and how the mapping reads what is not plain.


class DcatUsText(Messages, prefix="data-json"):
    # Fields, named by their JSON pointers.
    FIELD_MISSING = message("The field {field} is missing; DCAT-US {version} requires it.")
    ONE_OF_MISSING = message("At least one of the fields {known} is needed; DCAT-US {version} requires it.")
    FIELD_EMPTY = message("The field {field} is empty; it needs a value.")
    FIELD_UNKNOWN = message("DCAT-US {version} has no such field; it is kept as it is written.")
    TYPE_WRONG = message("The field {field} needs a value of the JSON type {expected}, not {found}.")
    FORM_WRONG = message("The value of {field} does not have the form {form}; it is kept as it is written.")
    CODE_UNKNOWN = message("The value of {field} is none of {known}; it is kept as it is written.")
    TEXT_LONG = message("The text of {field} is too long; DCAT-US {version} allows {limit} characters.")
    KEY_REPEATED = message(
        "The field occurs more than once in an object; the first value counts, the others are kept.",
    )
    ITEM_REPEATED = message("An item of {field} occurs before in the same array; it counts once.")
    REDACTED = message("A value is redacted; the record counts as restricted at least.")
    LETTERS_LOST = message(
        "The text has half a surrogate pair or U+0000, which cannot be stored; U+FFFD stands in its place.",
    )
    EMAIL_COMPLETED = message("The e-mail address of {field} needs mailto: before it, which was added.")
    URL_MISSING = message("The distribution has neither accessURL nor downloadURL; it needs one of them.")
    ACCESS_URL_ADDED = message(
        "The distribution has no accessURL; its downloadURL stands in for it (dcat:accessURL).",
    )

    # Access.
    ACCESS_MISSING = message(
        "The field {field} is missing, so the record counts as non-public; it needs one of {known}.",
    )
    ACCESS_UNCLEAR = message(
        "The level of access is not understood and counts as the narrowest; {field} needs one of {known}.",
    )
    ACCESS_NARROWED = message(
        "Parts of the record are redacted or restricted, so it counts as restricted and not as public.",
    )

    # Entries of a catalogue.
    ENTRY_NO_OBJECT = message("The entry is of the JSON type {found} and no object; it is not read.")
    ENTRY_EMPTY = message("The entry is null and is skipped.")
    ENTRIES_UNREAD = plural(
        "{count} entry is no JSON object and was not read, {pointer}",
        "{count} entries are no JSON objects and were not read, the first is {pointer}",
    )
    DESCRIBED_AGAIN = message(
        "The record is described again and differently at {pointer}; the description at {first} counts.",
    )
    DESCRIBED_AGAIN_ALIKE = message("The record is described again at {pointer} in the same words; it counts once.")
    IRI_TAKEN = message("The record has no identifier and the name of another one; its IRI is made from its content.")
    CATALOG_UNNAMED = message("The catalogue has no @id and was given an IRI of its source; it should have one.")
    VERSION_UNKNOWN = message("conformsTo names neither DCAT-US 1.1 nor 3.0; the catalogue is read as {version}.")

    # Documents.
    VALUE_TOO_LARGE = message("a record or a text of more than {limit} characters")
    NO_DATA_JSON = message(
        "data-json-none", "no data.json: a JSON object with an array dataset, datasetSeries, service, record or catalog"
    )
    NO_JSON_FILE = message("data-json-no-file", "no JSON file in {location}")
    NO_JSON_FILE_OTHERS = plural(
        "data-json-no-file-others",
        "no JSON file in {location}, only {count} file with another ending",
        "no JSON file in {location}, only {count} files with other endings",
    )


# ---------------------------------------------------------------- event streams
# Messages about event streams.


class EventStreamsText(Messages, prefix="stream"):
    NO_STREAM = message(
        "stream-none",
        "{location} is no event stream: it has neither members (tree:member) nor relations (tree:relation) nor a view"
        " (tree:view)",
    )
    NOT_OVERWRITTEN = plural(
        "{count} description has no time that is understood, and a newer one of the same thing may be stored: {iri}",
        "{count} descriptions have no time that is understood, and newer ones of the same things may be stored: "
        "{iri}, …",
    )

    # Findings.
    NO_TIME = plural(
        "{count} activity of this page has no time that is understood; it deletes nothing and replaces nothing with a"
        " time.",
        "{count} activities of this page have no time that is understood; they delete nothing and replace nothing "
        "with a time.",
    )
    UNCLEAR = plural(
        "Of {count} activity of this page it is not clear what it does, or to which one thing; it was ignored.",
        "Of {count} activities of this page it is not clear what they do, or to which one thing; they were ignored.",
    )
    NOT_DESCRIBED = plural(
        "{count} activity of this page says that something was created or updated, but does not describe it; it was"
        " ignored.",
        "{count} activities of this page say that something was created or updated, but do not describe it; they were"
        " ignored.",
    )
    SAME_TIME = plural(
        "Of {count} thing on this page there are several activities with the same time; one that deletes nothing "
        "counts.",
        "Of {count} things on this page there are several activities with the same time; one that deletes nothing "
        "counts.",
    )
