"""Words of `danhmuc list`, `show` and `status`.

``danhmuc list``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural

# ---------------------------------------------------------------- listing


class ListingText(Messages, prefix="help-list"):
    HELP = message(
        "help-list",
        "List records; with TEXT, those that have all its words in title, keywords, labels of codes, description or "
        "identifier, with or without diacritics. Also: dat* (beginnings), '\"dat dai\"' (phrases), -gia (excluded "
        "words).",
    )
    THEME = message("Only this theme, such as ENVI.")
    STATE = message(
        "Only this state: present, missing, withdrawn or withheld; or retired by the status WITHDRAWN.",
    )
    VERDICT = message("Only this verdict: accepted, submitted (violations to fix), or none (not validated).")
    REGISTRATION = message("Only this state of registration, decided by the authority of the registry or found.")
    MIN_STATUS = message("Only at least this state of registration: incomplete up to preferred-standard.")
    REGISTRATION_HEADING = message("list-registration", "registration")
    REGISTRATION_CHANGED = message("list-registration-changed", "{state}, changed since")
    NODES = message("List node records instead.")
    LIMIT = message("At most N rows.")
    PUBLISHER = message("Only records of the publisher with this IRI or code, such as H57.05.")
    SINCE = message(
        "Only what changed since WHEN: last (24 hours ago), a day, time or run, or row:N of the ledger.",
    )
    RUN = message("Only what this run changed.")
    SORT = message("By title, or by violations, most first.")
    FILE_FORMAT = message("Only records with a distribution in this format, such as CSV.")
    LICENCE = message("Only records, or with a distribution, under the licence with this IRI.")
    YEAR = message("Only records issued in this year, or modified where no issue date is given.")
    FACETS = message(
        "Also count what is found by theme, publisher, format, licence, state, verdict, registration, year; names "
        "separated by commas.",
    )
    AFTER = message("The page after KEY, which the page before gave; empty for the first page.")
    NONE_CHOSEN = message(
        "list-none-chosen", "values that records have, with their numbers: danhmuc list --facets {facets}"
    )
    NEXT_PAGE = plural(
        "list-next-page",
        "{count} record found in all; next page: --after {key}",
        "{count} records found in all; next page: --after {key}",
    )
    NUMBER = message("row-number-of-records", "records")
    NOT_STATED = message("facet-not-stated", "(not stated)")
    MORE_VALUES = plural(
        "facet-more-values", "… and {count} more; --json has all", "… and {count} more; --json has all"
    )
    FACET_NAMES: Final = {
        "theme": message("facet-theme", "theme"),
        "publisher": message("facet-publisher", "publisher"),
        "format": message("facet-format", "format"),
        "licence": message("facet-licence", "licence"),
        "state": message("facet-state", "state"),
        "verdict": message("facet-verdict", "verdict"),
        "registration": REGISTRATION_HEADING,
        "year": message("facet-year", "year"),
    }
    """What a list may be counted by."""


# ---------------------------------------------------------------- show
# ``danhmuc show``.


class ShowText(Messages, prefix="show"):
    HELP = message(
        "help-show",
        "Show the record with this IRI: its content and findings, with --history its versions, or with --diff what a"
        " version changed, property by property.",
    )
    HISTORY = message("help-show-history", "All versions and what changed, newest first.")
    ORIGINAL = message(
        "help-show-original", "Also what the source says of a record that corrections or defaults have changed."
    )
    CORRECTED = message("corrected: what the source says is not what is published; --original shows both")
    NOT_CORRECTED = message("not corrected: what the source says is what is published")
    SOURCE_GRAPH = message("what the source says:")
    PUBLISHED_GRAPH = message("what is published:")
    DIFF = message(
        "help-show-diff",
        "What changed, property by property: in the newest version, from VERSION to the newest, or from one VERSION to"
        " another. A DAY or time stands for the version that was the newest then.",
    )
    DIFF_NOT_WITH = message("--diff and --history exclude each other; keep one")
    VERSIONS_NEED_DIFF = message("versions ({versions}) say nothing without --diff; add it")
    VERSIONS_SEVERAL = message("--diff compares two versions, but {number} were given; leave some out")
    DIFFERENCE = message("from version {before:d} ({began}) to version {after:d} ({ended})")
    DIFFERENCE_FIRST = message("version {after:d} ({ended}), the first one")
    NO_DIFFERENCE = message("both versions have the same content")
    SOURCE = message("help-show-source", "As this source describes it.")
    RECORD_CLASS = message("show-class", "class: {word}")
    PUBLISHER = message("publisher: {name}")
    RECORD_SOURCE = message("show-source", "source: {name}")
    STATE = message("state: {word}")
    HELD = message(
        "held: as an undone run left it; danhmuc undo --release {iri} lets the next harvest apply what its source says",
    )
    VERDICT = message("verdict: {word}")
    VERSION = message("version: {number:d}  {digest}")
    RUN = message("run {number:d}")
    LEAVES = message("export: exported")
    LEAVES_OLDER = message("export: exported in an older version, the newest accepted one")
    LEAVES_WITH_OTHERS = message("export: exported together with exported records that lead to it")
    LEFT_OUT = message("export: not exported ({reason})")
    INSTEAD_OTHER = message("export: not exported (source {source}, which goes first, describes the same IRI)")
    INSTEAD_OF = message("export: not exported (it is the same as {iri} of {source}, which goes first)")
    RENAMED = message("renamed: {old} is {new} since {at}, by {by}: {reason}")
    SAME_AS = message("same as: {iri}, by {by}: {reason}")
    KEPT_BACK_BY = message("export: not exported (source {source} keeps it back)")
    PRUNED_VERSION = message("history-version-pruned", "(pruned: what it said is not known any more)")


# ---------------------------------------------------------------- states
# The words for states that only the command line shows; the others are in ``registry.messages.states``.


class StatesCommandText(Messages, prefix="state"):
    UNVALIDATED = message("not validated")


# ---------------------------------------------------------------- status
# ``danhmuc status``.


class StatusText(Messages, prefix="status"):
    NO_AS_OF = message(
        "status is about what needs attention today; use danhmuc report harvest --as-of WHEN, or list --as-of WHEN",
    )
    NO_AS_OF_HELP = message("help-status-as-of", "Refused: status is about today; see report harvest --as-of.")
    HELP = message(
        "help-status",
        "Show which source needs attention, or with --since what changed.\n\nEach source, or SOURCE, with its "
        "records, its last runs, and since when it fails; exit code 1 if one needs attention.",
    )
    SINCE = message(
        "help-status-since",
        "What changed since WHEN, by source and publisher: last (24 hours ago; also without WHEN), a day or time (in "
        "Viet Nam), the number of a run (which is counted, too), or row:N, after that row of the ledger.",
    )
    PUBLISHER = message("help-status-publisher", "With --since: only records of the publisher with this IRI or code.")
    NODES = message("help-status-nodes", "With --since: list node records instead of records.")
    LIMIT = message("help-status-limit", "With --since: show at most N rows of each table; in text 20 by default.")
    QUIET = message("help-status-quiet", "Show only sources that need attention.")
    FORMAT = message(
        "help-status-format",
        "Format: text by default, json, or letter: one to the agency of SOURCE, what fails since when, and what to do.",
    )
    OPTION_NEEDS_SINCE = message("option-needs-since", "{option} says nothing without --since; add it")
    OPTION_NOT_WITH_SINCE = message("option-not-with-since", "{option} and --since exclude each other; keep one")

    # Sources.
    LAST_GOOD = message("last complete run")
    FAILING_SINCE = message("failing since")
    TREND = message("last 30 runs")
    ATTENTION: Final[Mapping[str, MessageTemplate]] = {
        "failing": message("status-attention-failing", "{source} fails since {since}: {reason}"),
        "incomplete": message("status-attention-incomplete", "{source} is incomplete since {since}: {reason}"),
        "silent": message(
            "status-attention-silent",
            "{source}: run {run:d} has not been heard of for over an hour; if no process is left, harvest again",
        ),
        "unusual": message(
            "status-attention-unusual",
            "{source} needs attention since run {run:d}: {counts}; danhmuc status {source} --letter writes to its "
            "agency",
        ),
        "unmet": message(
            "status-attention-unmet",
            "{source} is not as expected: run {run:d} has fewer or older records; danhmuc status {source} --letter "
            "writes to its agency",
        ),
        "undecided": message(
            "status-attention-undecided",
            "{source} waits for decisions: {decisions}; danhmuc status {source} shows what to do",
        ),
    }
    COUNTED: Final[Mapping[str, MessageTemplate]] = {
        "quarantined_documents": plural(
            "status-documents-skipped", "{count} document skipped", "{count} documents skipped"
        ),
        "quarantined": plural("status-records-skipped", "{count} record skipped", "{count} records skipped"),
        "refused": plural(
            "status-refused",
            "{count} row marked as a state secret and refused",
            "{count} rows marked as state secrets and refused",
        ),
        "unclear": plural(
            "status-unclear",
            "{count} record with an unclear mark of secrecy",
            "{count} records with an unclear mark of secrecy",
        ),
        "barred": plural(
            "status-barred", "{count} record kept back by another source", "{count} records kept back by other sources"
        ),
        "slipped": plural(
            "status-slipped",
            "{count} record described with another class",
            "{count} records described with another class",
        ),
        "newly_missing": plural(
            "status-newly-missing", "{count} record newly missing", "{count} records newly missing"
        ),
        "ambiguous_renames": plural(
            "status-renames-ambiguous",
            "{count} possible rename that is not certain",
            "{count} possible renames that are not certain",
        ),
        "unmet": plural("status-unmet", "{count} expectation not met", "{count} expectations not met"),
        "renames": plural("status-renames", "{count} proposed rename", "{count} proposed renames"),
        "waiting": plural(
            "status-deletions", "{count} missing record to withdraw", "{count} missing records to withdraw"
        ),
        "losses_waiting": plural(
            "status-losses",
            "{count} record that lost every distribution",
            "{count} records that lost every distribution",
        ),
        "awaiting_release": plural(
            "status-releases-counted",
            "{count} record that is withheld without a mark of secrecy",
            "{count} records that are withheld without a mark of secrecy",
        ),
    }
    """What needs attention, by its name in `HarvestReport.attention_counts`."""
    RELEASES = plural(
        "{count} record is withheld, because it was marked as a state secret; no source marks it any more: danhmuc "
        "registry release IRI, or danhmuc registry withhold IRI --reason TEXT if it is to stay so",
        "{count} records are withheld, because they were marked as state secrets; no source marks them any more: "
        "danhmuc registry release IRI, or danhmuc registry withhold IRI --reason TEXT if they are to stay so",
    )
    LOCATION_AND_PROFILE = message("{location}  profile {profile}")
    CONTACT = message("contact: {contact}")
    RECORD_COUNTS = message("records: {counts}")
    NEVER_GOOD = message("no run was complete")
    NO_RUNS = message("no runs")
    RUNS = message("runs, newest first:")
    RUN = message("run {number:d}")

    # Changes.
    SINCE_TIME = message("changes-since-time", "since {at} (after row {row:d} of the ledger, up to row {until:d})")
    SINCE_ROW = message("changes-since-row", "after row {row:d} of the ledger, up to row {until:d}")
    NOTHING_CHANGED = message("changes-none", "nothing changed")
    CHANGED = plural("changes-counted", "{count} change of {records}: {kinds}", "{count} changes of {records}: {kinds}")
    CHANGED_NODES = plural(
        "changes-others",
        "{count} change of node records and catalogue records; --nodes lists those of node records",
        "{count} changes of node records and catalogue records; --nodes lists those of node records",
    )
    BECAME: Final[Mapping[str, MessageTemplate]] = {
        "accepted": plural("changes-became-accepted", "{count} newly accepted", "{count} newly accepted"),
        "submitted": plural("changes-became-submitted", "{count} newly submitted", "{count} newly submitted"),
    }
    BY_SOURCE = message("changes-by-source", "By source")
    BY_PUBLISHER = message("changes-by-publisher", "By publisher")
    NO_PUBLISHER = message("changes-no-publisher", "(no publisher)")
    CHANGES = message("changes-heading", "changes")
    KIND = message("changes-kind", "change")
    MORE = plural(
        "changes-more",
        "… and {count} more; --limit or --json shows it",
        "… and {count} more; --limit or --json shows them",
    )


# ---------------------------------------------------------------- status letter
# ``danhmuc status SOURCE --letter``: a letter to the agency whose source fails.


class StatusLetterText(Messages, prefix="letter"):
    NEEDS_SOURCE = message("--letter needs the name of a source; known: {known}")
    NOT_FAILING = message(
        "source {name!r} needs nothing of its agency; there is nothing to write",
    )
    SUBJECT: Final[Mapping[str, MessageTemplate]] = {
        "failing": message("letter-subject-failing", "Subject: catalogue {source} could not be read since {since}"),
        "incomplete": message(
            "letter-subject-incomplete", "Subject: catalogue {source} could not be read completely since {since}"
        ),
        "unusual": message(
            "letter-subject-unusual", "Subject: catalogue {source}: please look at what has changed in it"
        ),
        "unmet": message(
            "letter-subject-unmet", "Subject: catalogue {source} has fewer or older records than expected"
        ),
        "undecided": message(
            "letter-subject-undecided", "Subject: catalogue {source}: please tell us whether these changes are meant"
        ),
    }
    TO = message("To: {contact}")
    GREETING = message("Dear colleagues,")
    LAST_GOOD = message("Your catalogue at {location} was last read completely on {at} (run {run:d}).")
    NEVER_GOOD = message("Your catalogue at {location} has never been read completely.")
    SINCE = plural(
        "Since {since} we have tried {count} time without reading all of it.",
        "Since {since} we have tried {count} times without reading all of it.",
    )
    NEWEST = message("The newest attempt, on {at} (run {run:d}): {reason}.")
    DOCUMENTS = message("What we found in it:")
    MORE_FINDINGS = plural("… and {count} more", "… and {count} more")
    NOTHING_DELETED = plural(
        "Nothing was deleted because of this: {count} record of yours is in the inventory, as it was read last.",
        "Nothing was deleted because of this: {count} records of yours are in the inventory, as they were read last.",
    )
    PLEASE: Final[Mapping[str, MessageTemplate]] = {
        "failing": message(
            "letter-please-failing",
            "Please check that the catalogue is there, that we may read it, and that it is a whole RDF document; "
            "then tell us, and we read it again.",
        ),
        "incomplete": message(
            "letter-please-incomplete",
            "Please correct what is named above and provide the whole catalogue again; then tell us, and we read it "
            "again.",
        ),
        "unusual": message(
            "letter-please-unusual",
            "Please correct what is wrong and provide the whole catalogue again, or tell us that it is right so.",
        ),
        "unmet": message(
            "letter-please-unmet",
            "Please check that the catalogue is whole and up to date; then tell us, and we read it again. If it is "
            "right so, tell us, too.",
        ),
        "undecided": message(
            "letter-please-undecided",
            "Please tell us whether this is meant, so that we can decide; if not, please correct the catalogue.",
        ),
    }
    CLOSING = message("Kind regards")


# ---------------------------------------------------------------- classes
# The words for what a record is.


class ClassesText(Messages, prefix="class"):
    AGENT = message("agent")
    WORD_AND_NAME = message("{word} ({name})")

    CLASSES: Final[Mapping[str, MessageTemplate]] = {
        "csvw:Schema": message("class-table-schema", "table schema"),
        "dcat:Catalog": message("class-catalog", "catalogue"),
        "dcat:CatalogRecord": message("class-catalog-record", "catalogue record"),
        "dcat:DataService": message("class-data-service", "data service"),
        "dcat:Dataset": message("class-dataset", "dataset"),
        "dcat:DatasetSeries": message("class-dataset-series", "dataset series"),
        "dcat:Distribution": message("class-distribution", "distribution"),
        "dct:LicenseDocument": message("class-licence", "licence document"),
        "dct:Location": message("class-location", "location"),
        "dmv:ConceptualDomain": message("class-conceptual-domain", "conceptual domain"),
        "dmv:DataElement": message("class-data-element", "data element"),
        "dmv:DataElementConcept": message("class-data-element-concept", "data element concept"),
        "dmv:Database": message("class-database", "database"),
        "dmv:ObjectClass": message("class-object-class", "object class"),
        "dmv:Property": message("class-property", "property"),
        "dmv:ValueDomain": message("class-value-domain", "value domain"),
        "foaf:Agent": AGENT,
        "foaf:Organization": AGENT,
        "foaf:Person": AGENT,
        "org:Organization": AGENT,
    }
    """The word for each class, by its short name."""
