"""Statutory reports: their frame, and what all of them say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import MessageTemplate, message, plural

__all__ = [
    "ADDRESSES_MORE",
    "AGENCY",
    "AGENCY_ALL",
    "AGENCY_BELOW",
    "AGENCY_CODED",
    "ALL_RECORDS",
    "ANNEX",
    "ANNEX_OF",
    "ARTICLE",
    "ARTICLES",
    "ARTICLE_CLAUSE",
    "ARTICLE_UNSEEN",
    "BASES",
    "BASIS",
    "BASIS_NONE",
    "CHANGE_STATUS",
    "CLASS_CONDITIONAL",
    "CLASS_INTERNAL",
    "CLASS_OPEN",
    "CLASS_SHARED",
    "CLASS_UNCLEAR",
    "FORMAT_UNKNOWN",
    "LISTED",
    "LISTED_EARLIER",
    "LISTED_MISSING",
    "LISTED_UNVALIDATED",
    "MADE_ON",
    "NO_ROWS",
    "ORDINAL",
    "PAGE_OF",
    "PLACE_AND_DAY",
    "POSITION",
    "REPORT_UNKNOWN",
    "SHARING_CLASSES",
    "SHARING_CONTRADICTS",
    "SHARING_NOT_STATED",
    "SHARING_PROPERTIES",
    "SHARING_SEVERAL",
    "SHARING_UNKNOWN",
    "SIGN_AND_SEAL",
    "STATE",
    "UNLISTED",
    "UNLISTED_OTHER",
    "UNLISTED_REASONS",
    "WHICH_VERSION",
    "WITHOUT_PUBLISHER",
]

REPORT_UNKNOWN: Final = message("statutory-report-unknown", "unknown report {name!r}; known: {known}")
FORMAT_UNKNOWN: Final = message(
    "statutory-report-format", "the name of a report ends in one of {known}; {name!r} does not"
)

ANNEX: Final = message("statutory-annex", "ANNEX {number}")
ANNEX_OF: Final = message(
    "statutory-annex-of", "(Issued with Decision No. ........./QĐ-......... of ....../....../............ of .........)"
)
AGENCY: Final = message("statutory-agency", "Agency: {name}")
AGENCY_CODED: Final = message("statutory-agency-coded", "{name} ({code})")
AGENCY_ALL: Final = message("statutory-agency-all", "Agencies: all that the registry has")
AGENCY_BELOW: Final = message("statutory-agency-below", "With the agencies below it: {codes}")
STATE: Final = message("statutory-state", "State of the registry: run {run:d}, row {row:d} of the ledger")
MADE_ON: Final = message("statutory-made-on", "Day of the report: {day}")
WHICH_VERSION: Final = message(
    "statutory-which-version",
    "Each record is listed in its newest accepted version, as an export has it; what is not listed is counted by"
    " reason.",
)
WITHOUT_PUBLISHER: Final = plural(
    "statutory-without-publisher",
    "{count} record of the registry names no publisher by an IRI, and is in the list of no agency.",
    "{count} records of the registry name no publisher by an IRI, and are in the list of no agency.",
)
CHANGE_STATUS: Final = message("statutory-change-status", "as changed by {number}: {status}")
BASES: Final = message("statutory-bases", "Basis")
BASIS: Final = message("statutory-basis", "{title} ({number}), {clause}: {status}")
BASIS_NONE: Final = message("statutory-basis-none", "no act prescribes this form; it is made of what the registry has")
ARTICLE: Final = message("statutory-article", "Article {article}")
ARTICLES: Final = message("statutory-articles", "Articles {articles}")
ARTICLE_CLAUSE: Final = message("statutory-article-clause", "Article {article}({clause})")
ARTICLE_UNSEEN: Final = message("statutory-article-unseen", "Article {article} (its text was not seen)")

ORDINAL: Final = message("statutory-ordinal", "No.")
NO_ROWS: Final = message("statutory-no-rows", "(none)")
PAGE_OF: Final = message("statutory-page-of", "Page {page} of {pages}")
PLACE_AND_DAY: Final = message("statutory-place-and-day", "................, ....../....../............")
POSITION: Final = message("statutory-position", "HEAD OF THE AGENCY")
SIGN_AND_SEAL: Final = message("statutory-sign-and-seal", "(Signature, seal and full name)")
ADDRESSES_MORE: Final = plural("statutory-addresses-more", "and {count} more", "and {count} more")

CLASS_OPEN: Final = message("statutory-class-open", "Open data")
CLASS_CONDITIONAL: Final = message("statutory-class-conditional", "Conditionally open data")
CLASS_SHARED: Final = message("statutory-class-shared", "Shared data")
CLASS_INTERNAL: Final = message("statutory-class-internal", "Internal-use data")
CLASS_UNCLEAR: Final = message("statutory-class-unclear", "Not stated or not understood")
SHARING_CLASSES: Final[Mapping[str, MessageTemplate]] = {
    "open": CLASS_OPEN,
    "conditional": CLASS_CONDITIONAL,
    "shared": CLASS_SHARED,
    "internal": CLASS_INTERNAL,
    "unclear": CLASS_UNCLEAR,
}
"""The classes of datasets by sharing nature; each dataset is in one."""
SHARING_NOT_STATED: Final = message("statutory-sharing-not-stated", "no sharing nature is stated")
SHARING_SEVERAL: Final = message("statutory-sharing-several", "several sharing natures are stated: {values}")
SHARING_UNKNOWN: Final = message("statutory-sharing-unknown", "the sharing nature is not understood: {value}")
SHARING_CONTRADICTS: Final = message(
    "statutory-sharing-contradicts", "the sharing nature is {nature}, which does not go with {property}: {value}"
)

SHARING_PROPERTIES: Final[Mapping[str, MessageTemplate]] = {
    "accessRights": message("statutory-access-rights", "access rights"),
    "personalData": message("statutory-personal-data", "personal data"),
    "importance": message("statutory-importance", "importance"),
}
"""What may contradict a sharing nature, by the last part of its IRI."""

ALL_RECORDS: Final = message("statutory-all-records", "All in the registry")
LISTED: Final = message("statutory-listed", "Listed")
LISTED_MISSING: Final = message("statutory-listed-missing", "of these, no longer in their source")
LISTED_EARLIER: Final = message(
    "statutory-listed-earlier", "of these, in an earlier version, since the newest is not accepted"
)
LISTED_UNVALIDATED: Final = message(
    "statutory-listed-unvalidated", "of these, not validated, since their source has no profile"
)
UNLISTED: Final = message("statutory-unlisted", "Not listed ({reason})")
UNLISTED_OTHER: Final = message("statutory-unlisted-other", "other reasons")
UNLISTED_REASONS: Final[Mapping[str, MessageTemplate]] = {
    "never-accepted": message("statutory-unlisted-never-accepted", "no version was accepted"),
    "not-validated": message("statutory-unlisted-not-validated", "the source cannot be validated"),
    "narrowed": message("statutory-unlisted-narrowed", "the newest version makes less public and is not accepted"),
    "retired": message("statutory-unlisted-retired", "retired by the status WITHDRAWN"),
    "other-source": message("statutory-unlisted-other-source", "listed as another source describes it"),
    "same-as": message("statutory-unlisted-same-as", "listed under another IRI of the same thing"),
    "barred-same-as": message("statutory-unlisted-barred-same-as", "kept back under another IRI of the same thing"),
    "within-record": message("statutory-unlisted-within-record", "part of another record by now"),
    "withheld": message("statutory-unlisted-withheld", "withheld"),
    "barred": message("statutory-unlisted-barred", "kept back by another source"),
    "unclear-secrecy": message("statutory-unlisted-unclear-secrecy", "the mark of secrecy is not understood"),
    "internal": message("statutory-unlisted-internal", "the source is internal"),
}
"""Why records are not listed, by the names that exports give the reasons."""
