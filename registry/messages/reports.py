"""The words of reports: terminal, HTML page, CSV table and JUnit; from docs/glossary.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import MessageTemplate, message, plural

__all__ = [
    "ACCEPTED",
    "BASIS",
    "BY_PUBLISHER",
    "BY_RULE",
    "CATALOGUES",
    "COLUMNS",
    "COLUMN_ABOUT",
    "COLUMN_BASIS",
    "COLUMN_CODE",
    "COLUMN_COLUMN",
    "COLUMN_FIX",
    "COLUMN_FOCUS",
    "COLUMN_LABEL",
    "COLUMN_LAYER",
    "COLUMN_LINE",
    "COLUMN_LINK",
    "COLUMN_MESSAGE",
    "COLUMN_PATH",
    "COLUMN_PLACE",
    "COLUMN_PUBLISHER",
    "COLUMN_PUBLISHER_NAME",
    "COLUMN_RECORD",
    "COLUMN_ROLE",
    "COLUMN_RULE",
    "COLUMN_SOURCE",
    "COLUMN_STANDING",
    "COLUMN_TITLE",
    "COLUMN_VALUE",
    "EXAMPLE",
    "FAIL",
    "FIX_DONE",
    "FIX_DONE_HEADING",
    "FIX_WANTED",
    "FIX_WANTED_HEADING",
    "GROUPS",
    "GROUP_DOCUMENTS",
    "GROUP_NONE",
    "GROUP_OTHERS",
    "GROUP_SHARED",
    "LAYER",
    "LAYERS",
    "LAYER_CANNOT_VERIFY",
    "LAYER_HOUSE",
    "LAYER_NATIONAL",
    "LAYER_RECOMMENDED",
    "LAYER_REPAIRED",
    "LAYER_SPEC",
    "LAYER_VOCABULARY",
    "MORE_PUBLISHERS_ELSEWHERE",
    "NO_VIOLATIONS",
    "NO_VIOLATIONS_NO_WARNINGS",
    "PAGE_ACCEPTED",
    "PAGE_ACCEPTED_CATALOGUES",
    "PAGE_BASIS",
    "PAGE_BY_SEVERITY",
    "PAGE_BY_SOURCE",
    "PAGE_CATALOGUES",
    "PAGE_DATE",
    "PAGE_DETAILS",
    "PAGE_DOCUMENT",
    "PAGE_DOCUMENTS",
    "PAGE_EXAMPLE",
    "PAGE_FAIL",
    "PAGE_FIELD",
    "PAGE_FILTER",
    "PAGE_FINDINGS",
    "PAGE_FOOTER",
    "PAGE_FOUND_AT",
    "PAGE_HOW_TO_FIX",
    "PAGE_IN_RECORDS",
    "PAGE_MORE_PUBLISHERS",
    "PAGE_MORE_RULES",
    "PAGE_NO_TITLE",
    "PAGE_OF_SOURCE",
    "PAGE_ONLY_THIS_RULE",
    "PAGE_OTHERS",
    "PAGE_PASS",
    "PAGE_PLACE",
    "PAGE_PROFILE",
    "PAGE_PUBLISHER",
    "PAGE_RECORDS",
    "PAGE_RULE",
    "PAGE_SEVERITIES_EXPLAINED",
    "PAGE_SHOWN",
    "PAGE_SHOWS_SOME",
    "PAGE_SOURCE",
    "PAGE_TITLE",
    "PAGE_TOTALS",
    "PAGE_USE_INSTEAD",
    "PAGE_VALUE",
    "PAGE_VERDICT",
    "PAGE_WHY",
    "PASS",
    "RECORDS",
    "ROLES",
    "ROLE_CATALOG",
    "ROLE_CATALOG_RECORD",
    "ROLE_DOCUMENT",
    "ROLE_ELEMENT",
    "ROLE_NODE",
    "ROLE_RECORD",
    "SOURCE_AND_PROFILE",
    "SOURCE_FAILED",
    "SOURCE_INCOMPLETE",
    "SOURCE_NOT_WHOLE",
    "UNVERIFIED",
    "VALUE",
    "VERDICT_AND_COUNTS",
    "VERDICT_BARE",
    "VERDICT_FAILED",
    "VERDICT_PASSED",
]

# Words of a report.

PASS: Final = message("report-pass", "pass")
FAIL: Final = message("report-fail", "fail")
NO_VIOLATIONS: Final = message("report-no-violations", "no violations")
NO_VIOLATIONS_NO_WARNINGS: Final = message("report-no-violations-no-warnings", "no violations and no warnings")
SOURCE_INCOMPLETE: Final = message("report-source-incomplete", "the source is incomplete ({reason})")
VERDICT_AND_COUNTS: Final = message("report-verdict-and-counts", ": {reasons}: {counts}")
VERDICT_BARE: Final = message("report-verdict-bare", ": {reasons}")
VERDICT_PASSED: Final = message("report-verdict-passed", ", {reasons}: {counts}")
VERDICT_FAILED: Final = message("report-verdict-failed", " because of {reasons}: {counts}")
RECORDS: Final = plural("report-records", "{count} record", "{count} records")
CATALOGUES: Final = plural("report-catalogues", "{count} catalogue", "{count} catalogues")
ACCEPTED: Final = plural("report-accepted", "{count} accepted", "{count} accepted")
UNVERIFIED: Final = plural(
    "report-unverified", "{count} finding that cannot be verified", "{count} findings that cannot be verified"
)
SOURCE_AND_PROFILE: Final = message("report-source-and-profile", "{source}  profile {profile}")
BY_RULE: Final = message("report-by-rule", "By rule")
BY_PUBLISHER: Final = message("report-by-publisher", "By publisher")
EXAMPLE: Final = message("report-example", "example: {example}")
FIX_DONE: Final = message("report-fix-done", "now: {value}")
FIX_WANTED: Final = message("report-fix-wanted", "write: {value}")
FIX_DONE_HEADING: Final = message("report-fix-done-heading", "Now")
FIX_WANTED_HEADING: Final = message("report-fix-wanted-heading", "Write")
BASIS: Final = message("report-basis", "basis: {basis}")
VALUE: Final = message("report-value", "value: {value}")
LAYER: Final = message("report-layer", "layer: {layer}")
MORE_PUBLISHERS_ELSEWHERE: Final = plural(
    "report-more-publishers-elsewhere",
    "… and {count} more; the html and csv reports have all",
    "… and {count} more; the html and csv reports have all",
)
SOURCE_FAILED: Final = message("report-source-failed", "The source could not be validated: {reason}.")
SOURCE_NOT_WHOLE: Final = message("report-source-not-whole", "The source was not validated completely: {reason}.")

# Layers of rules, kinds of records, the word for a missing publisher, columns of the CSV table.

LAYER_SPEC: Final = message("layer-spec", "specification")
LAYER_RECOMMENDED: Final = message("layer-recommended", "recommended")
LAYER_VOCABULARY: Final = message("layer-vocabulary", "vocabulary")
LAYER_NATIONAL: Final = message("layer-national", "national")
LAYER_HOUSE: Final = message("layer-house", "house")
LAYER_REPAIRED: Final = message("layer-repaired", "repaired")
LAYER_CANNOT_VERIFY: Final = message("layer-cannot-verify", "cannot be verified")
ROLE_RECORD: Final = message("role-record", "record")
ROLE_CATALOG: Final = message("role-catalog", "catalogue")
ROLE_ELEMENT: Final = message("role-element", "data element or table schema")
ROLE_NODE: Final = message("role-node", "node record")
ROLE_CATALOG_RECORD: Final = message("role-catalog-record", "catalogue record")
ROLE_DOCUMENT: Final = message("role-document", "document")
GROUP_NONE: Final = message("group-none", "No publisher given")
GROUP_SHARED: Final = message("group-shared", "Node and catalogue records")
GROUP_DOCUMENTS: Final = message("group-documents", "Documents of the source")
GROUP_OTHERS: Final = message("group-others", "Other publishers")
COLUMN_SOURCE: Final = message("column-source", "Source")
COLUMN_STANDING: Final = message("column-standing", "Severity")
COLUMN_TITLE: Final = message("column-title", "Title of the record")
COLUMN_RECORD: Final = message("column-record", "IRI of the record")
COLUMN_ROLE: Final = message("column-role", "Kind of record")
COLUMN_PUBLISHER_NAME: Final = message("column-publisher-name", "Publisher")
COLUMN_PUBLISHER: Final = message("column-publisher", "IRI of the publisher")
COLUMN_LABEL: Final = message("column-label", "Field")
COLUMN_PATH: Final = message("column-path", "Property")
COLUMN_VALUE: Final = message("column-value", "Value")
COLUMN_MESSAGE: Final = message("column-message", "Finding")
COLUMN_FIX: Final = message("column-fix", "Fix")
COLUMN_ABOUT: Final = message("column-about", "Part of the record")
COLUMN_FOCUS: Final = message("column-focus", "Node validated")
COLUMN_PLACE: Final = message("column-place", "Place")
COLUMN_CODE: Final = message("column-code", "Rule code")
COLUMN_LAYER: Final = message("column-layer", "Layer")
COLUMN_BASIS: Final = message("column-basis", "Basis")
COLUMN_LINK: Final = message("column-link", "Link to the basis")
COLUMN_RULE: Final = message("column-rule", "Page of the rule")
COLUMN_LINE: Final = message("column-line", "Line")
COLUMN_COLUMN: Final = message("column-column", "Column")

# The HTML page.

PAGE_TITLE: Final = message("page-title", "Catalogue validation report")
PAGE_SOURCE: Final = message("page-source", "Source")
PAGE_PROFILE: Final = message("page-profile", "Profile")
PAGE_DATE: Final = message("page-date", "Date")
PAGE_VERDICT: Final = message("page-verdict", "Verdict")
PAGE_PASS: Final = message("page-pass", "Pass")
PAGE_FAIL: Final = message("page-fail", "Fail")
PAGE_TOTALS: Final = message("page-totals", "Totals")
PAGE_RECORDS: Final = message("page-records", "Records")
PAGE_ACCEPTED: Final = message("page-accepted", "Accepted")
PAGE_CATALOGUES: Final = message("page-catalogues", "Catalogues")
PAGE_OTHERS: Final = message("page-others", "Node and catalogue records")
PAGE_FINDINGS: Final = message("page-findings", "Findings")
PAGE_BY_SOURCE: Final = message("page-by-source", "By source")
PAGE_BY_SEVERITY: Final = message("page-by-severity", "By severity")
PAGE_SEVERITIES_EXPLAINED: Final = message(
    "page-severities-explained",
    "Violation: the record is kept, but not published. Warning: published, and the publisher "
    "should fix it. Info: good to know. Cannot be verified: neither right nor wrong by what is "
    "known here.",
)
PAGE_ONLY_THIS_RULE: Final = message("page-only-this-rule", "Show these only")
PAGE_RULE: Final = message("page-rule", "Rule")
PAGE_FIELD: Final = message("page-field", "Field")
PAGE_HOW_TO_FIX: Final = message("page-how-to-fix", "How to fix")
PAGE_BASIS: Final = message("page-basis", "Basis")
PAGE_EXAMPLE: Final = message("page-example", "Example")
PAGE_DETAILS: Final = message("page-details", "Record by record")
PAGE_FILTER: Final = message("page-filter", "Filter by title, IRI, publisher, rule code, value…")
PAGE_SHOWN: Final = message("page-shown", "{} findings shown.")
PAGE_NO_TITLE: Final = message("page-no-title", "(no title)")
PAGE_DOCUMENTS: Final = message("page-documents", "Documents of the source")
PAGE_VALUE: Final = message("page-value", "Value")
PAGE_FOUND_AT: Final = message("page-found-at", "Found at")
PAGE_PLACE: Final = message("page-place", "Place")
PAGE_FOOTER: Final = message(
    "page-footer", "Made by danhmuc. Its Vietnamese profile is the project's own and not a national standard."
)
PAGE_ACCEPTED_CATALOGUES: Final = plural("page-accepted-catalogues", "{count} accepted", "{count} accepted")
PAGE_WHY: Final = message("page-why", "Why: {reason}.")
PAGE_IN_RECORDS: Final = plural("page-in-records", "in {count} record", "in {count} records")
PAGE_USE_INSTEAD: Final = message("page-use-instead", "Use {term} instead")
PAGE_MORE_RULES: Final = plural(
    "page-more-rules", "{count} more rule; see the CSV report.", "{count} more rules; see the CSV report."
)
PAGE_MORE_PUBLISHERS: Final = plural(
    "page-more-publishers",
    "{count} more publisher; see the CSV report.",
    "{count} more publishers; see the CSV report.",
)
PAGE_SHOWS_SOME: Final = message(
    "page-shows-some",
    "This page shows {shown} of {all} findings, at most {most} of each rule. All of them are in "
    "the CSV table, which {command} makes.",
)
PAGE_PUBLISHER: Final = message("page-publisher", "publisher")
PAGE_OF_SOURCE: Final = message("page-of-source", "source")
PAGE_DOCUMENT: Final = message("page-document", "document")

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
