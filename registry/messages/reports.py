"""Messages of reports on findings, harvests and changes.

The words of reports: terminal, HTML page, CSV table and JUnit; from docs/glossary.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.findings import ReportedSeverity
from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural

# ---------------------------------------------------------------- reports

# Words of a report.


class ReportsText(Messages):
    PASS = message("report-pass", "pass")
    FAIL = message("report-fail", "fail")
    NO_VIOLATIONS = message("report-no-violations", "no violations")
    NO_VIOLATIONS_NO_WARNINGS = message("report-no-violations-no-warnings", "no violations and no warnings")
    SOURCE_INCOMPLETE = message("report-source-incomplete", "the source is incomplete ({reason})")
    VERDICT_AND_COUNTS = message("report-verdict-and-counts", ": {reasons}: {counts}")
    VERDICT_BARE = message("report-verdict-bare", ": {reasons}")
    VERDICT_PASSED = message("report-verdict-passed", ", {reasons}: {counts}")
    VERDICT_FAILED = message("report-verdict-failed", " because of {reasons}: {counts}")
    RECORDS = plural("report-records", "{count} record", "{count} records")
    CATALOGUES = plural("report-catalogues", "{count} catalogue", "{count} catalogues")
    ACCEPTED = plural("report-accepted", "{count} accepted", "{count} accepted")
    UNVERIFIED = plural(
        "report-unverified", "{count} finding that cannot be verified", "{count} findings that cannot be verified"
    )
    SOURCE_AND_PROFILE = message("report-source-and-profile", "{source}  profile {profile}")
    BY_RULE = message("report-by-rule", "By rule")
    BY_PUBLISHER = message("report-by-publisher", "By publisher")
    EXAMPLE = message("report-example", "example: {example}")
    FIX_DONE = message("report-fix-done", "now: {value}")
    FIX_WANTED = message("report-fix-wanted", "write: {value}")
    FIX_DONE_HEADING = message("report-fix-done-heading", "Now")
    FIX_WANTED_HEADING = message("report-fix-wanted-heading", "Write")
    BASIS = message("report-basis", "basis: {basis}")
    VALUE = message("report-value", "value: {value}")
    LAYER = message("report-layer", "layer: {layer}")
    MORE_PUBLISHERS_ELSEWHERE = plural(
        "report-more-publishers-elsewhere",
        "… and {count} more; the html and csv reports have all",
        "… and {count} more; the html and csv reports have all",
    )
    SOURCE_FAILED = message("report-source-failed", "The source could not be validated: {reason}.")
    SOURCE_NOT_WHOLE = message("report-source-not-whole", "The source was not validated completely: {reason}.")

    # Layers of rules, kinds of records, the word for a missing publisher, columns of the CSV table.

    LAYER_SPEC = message("specification")
    LAYER_RECOMMENDED = message("recommended")
    LAYER_VOCABULARY = message("vocabulary")
    LAYER_NATIONAL = message("national")
    LAYER_HOUSE = message("house")
    LAYER_REPAIRED = message("repaired")
    LAYER_CANNOT_VERIFY = message("cannot be verified")
    ROLE_RECORD = message("record")
    ROLE_CATALOG = message("catalogue")
    ROLE_ELEMENT = message("data element or table schema")
    ROLE_NODE = message("node record")
    ROLE_CATALOG_RECORD = message("catalogue record")
    ROLE_DOCUMENT = message("document")
    GROUP_NONE = message("No publisher given")
    GROUP_SHARED = message("Node and catalogue records")
    GROUP_DOCUMENTS = message("Documents of the source")
    GROUP_OTHERS = message("Other publishers")
    COLUMN_SOURCE = message("Source")
    COLUMN_STANDING = message("Severity")
    COLUMN_TITLE = message("Title of the record")
    COLUMN_RECORD = message("IRI of the record")
    COLUMN_ROLE = message("Kind of record")
    COLUMN_PUBLISHER_NAME = message("Publisher")
    COLUMN_PUBLISHER = message("IRI of the publisher")
    COLUMN_LABEL = message("Field")
    COLUMN_PATH = message("Property")
    COLUMN_VALUE = message("Value")
    COLUMN_MESSAGE = message("Finding")
    COLUMN_FIX = message("Fix")
    COLUMN_ABOUT = message("Part of the record")
    COLUMN_FOCUS = message("Node validated")
    COLUMN_PLACE = message("Place")
    COLUMN_CODE = message("Rule code")
    COLUMN_LAYER = message("Layer")
    COLUMN_BASIS = message("Basis")
    COLUMN_LINK = message("Link to the basis")
    COLUMN_RULE = message("Page of the rule")
    COLUMN_LINE = message("Line")
    COLUMN_COLUMN = message("Column")

    # The HTML page.

    PAGE_TITLE = message("Catalogue validation report")
    PAGE_SOURCE = message("Source")
    PAGE_PROFILE = message("Profile")
    PAGE_DATE = message("Date")
    PAGE_VERDICT = message("Verdict")
    PAGE_PASS = message("Pass")
    PAGE_FAIL = message("Fail")
    PAGE_TOTALS = message("Totals")
    PAGE_RECORDS = message("Records")
    PAGE_ACCEPTED = message("Accepted")
    PAGE_CATALOGUES = message("Catalogues")
    PAGE_OTHERS = message("Node and catalogue records")
    PAGE_FINDINGS = message("Findings")
    PAGE_BY_SOURCE = message("By source")
    PAGE_BY_SEVERITY = message("By severity")
    PAGE_SEVERITIES_EXPLAINED = message(
        "Violation: the record is kept, but not published. Warning: published, and the publisher "
        "should fix it. Info: good to know. Cannot be verified: neither right nor wrong by what is "
        "known here.",
    )
    PAGE_ONLY_THIS_RULE = message("Show these only")
    PAGE_RULE = message("Rule")
    PAGE_FIELD = message("Field")
    PAGE_HOW_TO_FIX = message("How to fix")
    PAGE_BASIS = message("Basis")
    PAGE_EXAMPLE = message("Example")
    PAGE_DETAILS = message("Record by record")
    PAGE_FILTER = message("Filter by title, IRI, publisher, rule code, value…")
    PAGE_SHOWN = message("{} findings shown.")
    PAGE_NO_TITLE = message("(no title)")
    PAGE_DOCUMENTS = message("Documents of the source")
    PAGE_VALUE = message("Value")
    PAGE_FOUND_AT = message("Found at")
    PAGE_PLACE = message("Place")
    PAGE_FOOTER = message("Made by danhmuc. Its Vietnamese profile is the project's own and not a national standard.")
    PAGE_ACCEPTED_CATALOGUES = plural("{count} accepted", "{count} accepted")
    PAGE_WHY = message("Why: {reason}.")
    PAGE_IN_RECORDS = plural("in {count} record", "in {count} records")
    PAGE_USE_INSTEAD = message("Use {term} instead")
    PAGE_MORE_RULES = plural("{count} more rule; see the CSV report.", "{count} more rules; see the CSV report.")
    PAGE_MORE_PUBLISHERS = plural(
        "{count} more publisher; see the CSV report.",
        "{count} more publishers; see the CSV report.",
    )
    PAGE_SHOWS_SOME = message(
        "This page shows {shown} of {all} findings, at most {most} of each rule. All of them are in "
        "the CSV table, which {command} makes.",
    )
    PAGE_PUBLISHER = message("publisher")
    PAGE_OF_SOURCE = message("source")
    PAGE_DOCUMENT = message("document")

    LAYERS: Final[Mapping[str, MessageTemplate]] = {
        "spec": LAYER_SPEC,
        "recommended": LAYER_RECOMMENDED,
        "vocabulary": LAYER_VOCABULARY,
        "national": LAYER_NATIONAL,
        "house": LAYER_HOUSE,
        "repaired": LAYER_REPAIRED,
        "cannot-verify": LAYER_CANNOT_VERIFY,
    }

    ROLES: Final[Mapping[str, MessageTemplate]] = {
        "record": ROLE_RECORD,
        "catalog": ROLE_CATALOG,
        "node": ROLE_NODE,
        "element": ROLE_ELEMENT,
        "catalog-record": ROLE_CATALOG_RECORD,
        "document": ROLE_DOCUMENT,
    }

    GROUPS: Final[Mapping[str, MessageTemplate]] = {
        "none": GROUP_NONE,
        "shared": GROUP_SHARED,
        "documents": GROUP_DOCUMENTS,
        "others": GROUP_OTHERS,
    }

    COLUMNS: Final[Mapping[str, MessageTemplate]] = {
        "source": COLUMN_SOURCE,
        "standing": COLUMN_STANDING,
        "title": COLUMN_TITLE,
        "record": COLUMN_RECORD,
        "role": COLUMN_ROLE,
        "publisher_name": COLUMN_PUBLISHER_NAME,
        "publisher": COLUMN_PUBLISHER,
        "label": COLUMN_LABEL,
        "path": COLUMN_PATH,
        "value": COLUMN_VALUE,
        "message": COLUMN_MESSAGE,
        "fix": COLUMN_FIX,
        "about": COLUMN_ABOUT,
        "focus": COLUMN_FOCUS,
        "place": COLUMN_PLACE,
        "code": COLUMN_CODE,
        "layer": COLUMN_LAYER,
        "basis": COLUMN_BASIS,
        "link": COLUMN_LINK,
        "line": COLUMN_LINE,
        "column": COLUMN_COLUMN,
        "rule": COLUMN_RULE,
    }


# ---------------------------------------------------------------- harvest reports
# The words of the report of a harvest, in every format.


class HarvestReportsText(Messages, prefix="runs-report"):
    # Requests.
    BATCH_UNKNOWN = message("batch-unknown", "unknown batch {batch:d}; the newest batch is {newest:d}")
    RUNS_OR_BATCH = message(
        "runs-or-batch", "runs ({runs}) and batch {batch:d} were both asked for; name runs or a batch"
    )
    NO_RUN = message("the registry has no run to report on yet; harvest a source first")
    NO_RUN_OF_SOURCE = message("source {source!r} has no run among those asked for; leave --source out to see them")
    REPORT_ENDING = message(
        "runs-report-ending", "no report has a name such as {name}; its ending gives the format: {known}"
    )

    # The headline: what is worst, then how much changed.
    WORST: Final[Mapping[str, MessageTemplate]] = {
        "failed": plural(
            "runs-report-worst-failed",
            "{count} of {total} sources failed ({names})",
            "{count} of {total} sources failed ({names})",
        ),
        "incomplete": plural(
            "runs-report-worst-incomplete",
            "{count} of {total} sources is incomplete ({names})",
            "{count} of {total} sources are incomplete ({names})",
        ),
        "attention": plural(
            "runs-report-worst-attention",
            "{count} of {total} sources needs attention ({names})",
            "{count} of {total} sources need attention ({names})",
        ),
        "complete": plural("runs-report-worst-none", "{count} source harvested", "all {count} sources harvested"),
    }
    NO_SOURCE = message("no source was harvested")
    WORST_ONE: Final[Mapping[str, MessageTemplate]] = {
        "failed": message("runs-report-one-failed", "source {name} failed"),
        "incomplete": message("runs-report-one-incomplete", "source {name} is incomplete"),
        "attention": message("runs-report-one-attention", "source {name} needs attention"),
    }
    """The same of a single source."""
    CHANGED_RECORDS = plural("runs-report-changed", "{count} change", "{count} changes")
    CHANGED_ELEMENTS = plural(
        "{count} data element or table schema changed",
        "{count} data elements and table schemas changed",
    )
    NOTHING_CHANGED = message("no record changed")
    SUMMARY = message("{worst}; {changed}")
    SUMMARY_SUBMITTED = message("{worst}; {changed}, {submitted}")
    NEWLY_SUBMITTED = plural("{count} newly submitted", "{count} newly submitted")
    SPAN = message("{began} to {ended}")
    SPAN_AND_BATCH = message("{began} to {ended}, batch {batch:d}")
    NOT_HARVESTED = message("{source}: not harvested ({reason})")
    MORE_SOURCES = plural(
        "… and {count} more source that needs attention",
        "… and {count} more sources that need attention",
    )
    FULL_REPORT = message("runs-report-full", "All of it: {command}")

    # One run.
    RUN = message("{source}, run {run:d}, profile {profile}: {state}")
    RUN_AND_REASON = message("{source}, run {run:d}, profile {profile}: {state} ({reason})")
    UNDOES = message("undoes run {run:d}")
    SEEN = message("{seen} seen ({kinds})")
    NOTHING_SEEN = message("0 seen")
    RECORDS: Final[Mapping[str, MessageTemplate]] = {
        "record": message("runs-report-records", "records: {counts}"),
        "node": message("runs-report-nodes", "node records: {counts}"),
        "element": message("runs-report-elements", "data elements and table schemas: {counts}"),
        "catalog-record": message("runs-report-catalog-records", "catalogue records: {counts}"),
    }
    DELETED = plural(
        "{count} of these is missing because its source says that it deleted it",
        "{count} of these are missing because their source says that it deleted them",
    )
    DELETIONS_UNKNOWN = plural(
        "the source also deleted {count} record that was never stored",
        "the source also deleted {count} records that were never stored",
    )
    VERDICTS = message("verdicts: {verdicts}")
    TURNED = message("changed verdicts: {turned}")
    FINDINGS = message("findings: {findings}")
    WAITING = plural(
        "{count} missing record waits for a person, because withdrawing it leaves too little of the source; if it is "
        "gone: danhmuc registry accept-missing {source} --reason TEXT",
        "{count} missing records wait for a person, because they are too many to be usual; if they are gone: "
        "danhmuc registry accept-missing {source} --reason TEXT",
    )
    LOSSES_WAITING = plural(
        "{count} record has lost every distribution and waits for a person, because that leaves too little of the "
        "source; if it is right: danhmuc registry accept-missing {source} --reason TEXT",
        "{count} records have lost every distribution and wait for a person, because they are too many to be usual; "
        "if it is right: danhmuc registry accept-missing {source} --reason TEXT",
    )
    RENAMES = plural(
        "{count} proposed rename waits for an answer; danhmuc status {source} shows it",
        "{count} proposed renames wait for an answer; danhmuc status {source} shows them",
    )
    AWAITING_RELEASE = plural(
        "{count} record is withheld, although no source marks it as a state secret any more; danhmuc status {source} "
        "names it",
        "{count} records are withheld, although no source marks them as state secrets any more; danhmuc status "
        "{source} names them",
    )
    BECAME: Final[Mapping[str, MessageTemplate]] = {
        "accepted": message("runs-report-became-accepted", "newly accepted"),
        "submitted": message("runs-report-became-submitted", "newly submitted"),
    }
    SECONDS = message("time: {stages}")
    STAGES: Final[Mapping[str, MessageTemplate]] = {
        "reading": message("runs-report-stage-reading", "reading {seconds} s"),
        "comparing": message("runs-report-stage-comparing", "comparing and validating {seconds} s"),
        "writing": message("runs-report-stage-writing", "writing {seconds} s"),
    }
    LISTED = message("{kind}: {number}")
    AND_MORE = plural("… and {count} more", "… and {count} more")
    HELD_AS_UNDONE = plural(
        "{count} stays as an undone run left it, until it is released",
        "{count} stay as an undone run left them, until they are released",
    )
    MISSING_BEFORE = plural("{count} was missing before this run", "{count} were missing before this run")
    NAMELESS = plural(
        "{count} is not named, because of a mark of secrecy or because the document could not be read",
        "{count} are not named, because of a mark of secrecy or because the document could not be read",
    )
    UNNAMED_FINDINGS = plural(
        "{count} finding is not shown, because it names what is marked as a state secret",
        "{count} findings are not shown, because they name what is marked as a state secret",
    )

    # Why a record is in the report.
    MISSING_WAITS = message(
        "not in the source; withdrawn only if a complete run at least 20 hours later does not find it either",
    )
    CHANGED_PROPERTIES = message("changed: {properties}")
    DELETION_WAITS = message("its source says that it deleted it; still exported, because too many are missing")
    WITHDRAWN_SINCE = message("missing since run {run:d}, and again in this one")
    HELD_BECAUSE = message("{state}: {reason}")
    HELD_BY = message("{state} by {by}")
    SECRET = message("marked as a state secret, so it is not named")
    MORE_VIOLATIONS = plural("and {count} more violation", "and {count} more violations")

    # The page and the table.
    PAGE_TITLE = message("Harvest report")
    PAGE_SOURCES = message("Sources")
    PAGE_TOTAL = message("Total")
    PAGE_CHANGES = message("What changed, and why")
    PAGE_SEEN = message("seen")

    COLUMNS: Final[Mapping[str, MessageTemplate]] = {
        "source": message("runs-report-column-source", "source"),
        "run": message("runs-report-column-run", "run"),
        "role": message("runs-report-column-role", "role"),
        "change": message("runs-report-column-change", "outcome"),
        "count": message("runs-report-column-count", "count"),
        "title": message("runs-report-column-title", "title"),
        "iri": message("runs-report-column-iri", "IRI"),
        "publisher": message("runs-report-column-publisher", "publisher"),
        "verdict": message("runs-report-column-verdict", "verdict"),
        "properties": message("runs-report-column-properties", "changed properties"),
        "why": message("runs-report-column-why", "why"),
        "at": message("runs-report-column-at", "time (Viet Nam)"),
        "reading": message("runs-report-column-reading", "reading (s)"),
        "comparing": message("runs-report-column-comparing", "comparing and validating (s)"),
        "writing": message("runs-report-column-writing", "writing (s)"),
    }
    ROLE_RUN = message("run")


# ---------------------------------------------------------------- change reports
# The words of the report of changes, in every format.


class ChangeReportsText(Messages, prefix="changes-report"):
    PAGE_TITLE = message("changes-report-title", "What changed")
    SPAN = message("From {since} to {until}")
    OF_RUN = message("run {run:d}")
    SPAN_ROW = message("row {row:d} of the ledger")
    SPAN_RUN = message("run {run:d} ({at})")
    CHANGED = plural("{count} change of {records}", "{count} changes of {records}")
    RECORDS = plural("{count} record", "{count} records")
    NOTHING_CHANGED = message("changes-report-nothing", "nothing changed")
    BY_MONTH = message("By month")
    BY_SOURCE = message("By source")
    BY_PUBLISHER = message("By publisher")
    NO_PUBLISHER = message("(no publisher)")
    OTHERS = plural(
        "not counted here: {count} change of node records, catalogue records and data elements",
        "not counted here: {count} changes of node records, catalogue records and data elements",
    )
    TOTAL = message("all")
    PAGE_CHANGES = message("changes-report-changes", "Changes")
    SECRET = message("(state secret)")
    MORE = plural(
        "… and {count} more; the table in CSV has all",
        "… and {count} more; the table in CSV has all",
    )
    MONTH = message("Month")
    COLUMNS: Final[Mapping[str, MessageTemplate]] = {
        "at": message("changes-report-column-at", "Time (Viet Nam)"),
        "kind": message("changes-report-column-kind", "Change"),
        "title": message("changes-report-column-title", "Title"),
        "iri": message("changes-report-column-iri", "IRI"),
        "publisher": message("changes-report-column-publisher", "Publisher"),
        "source": message("changes-report-column-source", "Source"),
        "run": message("changes-report-column-run", "Run"),
        "by": message("changes-report-column-by", "By"),
        "version": message("changes-report-column-version", "Version"),
        "verdict": message("changes-report-column-verdict", "Verdict"),
        "reason": message("changes-report-column-reason", "Reason"),
        "row": message("changes-report-column-row", "Row of the ledger"),
    }


# ---------------------------------------------------------------- severities
# The words of severities.


class SeveritiesText(Messages):
    WORDS: Final[Mapping[ReportedSeverity, MessageTemplate]] = {
        "violation": message("severity-violation", "violation"),
        "warning": message("severity-warning", "warning"),
        "info": message("severity-info", "info"),
        "cannot-verify": message("severity-cannot-verify", "cannot be verified"),
    }
    """The word for one finding."""
    COUNTED: Final[Mapping[ReportedSeverity, MessageTemplate]] = {
        "violation": plural("violations-counted", "{count} violation", "{count} violations"),
        "warning": plural("warnings-counted", "{count} warning", "{count} warnings"),
        "info": plural("infos-counted", "{count} info", "{count} info"),
        "cannot-verify": plural(
            "unverified-counted", "{count} that cannot be verified", "{count} that cannot be verified"
        ),
    }
    """The words for a number of findings."""
    NO_FINDINGS = message("no findings")


# ---------------------------------------------------------------- acts
# The status of legal acts, and the bases of rules.


class ActsText(Messages):
    ACT_IN_FORCE = message("in force")
    ACT_IN_FORCE_FROM = message("in force from {first}")
    ACT_IN_FORCE_UNTIL = message("in force until {last}")
    ACT_ENDED = message("ended")
    ACT_ENDED_FROM = message("ended from {day}")
    ACT_REPORTED_ENDED = message("reported ended, not verified")
    ACT_REPORTED_ENDED_FROM = message("reported ended from {day}, not verified")
    ACT_UNKNOWN = message("not known whether in force")
    ACT_SEEN = message("{status} (seen {day})")
    AFTER_ACT_OURS = message("basis-after-act-ours", "danhmuc's profile {profile}, after {act}: {status}")
    AFTER_ACT = message("basis-after-act", "profile {profile}, after {act}: {status}")

    ACT_STATUSES: Final[Mapping[str, MessageTemplate]] = {
        "in-force": ACT_IN_FORCE,
        "ended": ACT_ENDED,
        "reported-ended": ACT_REPORTED_ENDED,
        "unknown": ACT_UNKNOWN,
    }
    """The word for the status of a legal act."""


# ---------------------------------------------------------------- frames
# Messages about data frames.


class FramesText(Messages):
    FRAME_LIBRARY_ABSENT = message("a data frame of {library} needs it: pip install 'danhmuc[{library}]'")
    FRAME_LIBRARY_UNKNOWN = message("no library for data frames: {library!r}; known: {known}")
