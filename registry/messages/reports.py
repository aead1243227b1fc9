"""The words of reports: terminal, HTML page, CSV table and JUnit; from docs/glossary.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural

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
