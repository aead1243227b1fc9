"""``danhmuc list``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "AFTER",
    "FACETS",
    "FACET_NAMES",
    "FILE_FORMAT",
    "HELP",
    "LICENCE",
    "LIMIT",
    "MIN_STATUS",
    "MORE_VALUES",
    "NEXT_PAGE",
    "NODES",
    "NONE_CHOSEN",
    "NOT_STATED",
    "NUMBER",
    "PUBLISHER",
    "REGISTRATION",
    "REGISTRATION_CHANGED",
    "REGISTRATION_HEADING",
    "RUN",
    "SINCE",
    "SORT",
    "STATE",
    "THEME",
    "VERDICT",
    "YEAR",
]

HELP: Final = message(
    "help-list",
    "List records; with TEXT, those that have all its words in title, keywords, labels of codes, description or "
    "identifier, with or without diacritics. Also: dat* (beginnings), '\"dat dai\"' (phrases), -gia (excluded words).",
)
THEME: Final = message("help-list-theme", "Only this theme, such as ENVI.")
STATE: Final = message(
    "help-list-state",
    "Only this state: present, missing, withdrawn or withheld; or retired by the status WITHDRAWN.",
)
VERDICT: Final = message(
    "help-list-verdict", "Only this verdict: accepted, submitted (violations to fix), or none (not validated)."
)
REGISTRATION: Final = message(
    "help-list-registration", "Only this state of registration, decided by the authority of the registry or found."
)
MIN_STATUS: Final = message(
    "help-list-min-status", "Only at least this state of registration: incomplete up to preferred-standard."
)
REGISTRATION_HEADING: Final = message("list-registration", "registration")
REGISTRATION_CHANGED: Final = message("list-registration-changed", "{state}, changed since")
NODES: Final = message("help-list-nodes", "List node records instead.")
LIMIT: Final = message("help-list-limit", "At most N rows.")
PUBLISHER: Final = message(
    "help-list-publisher", "Only records of the publisher with this IRI or code, such as H57.05."
)
SINCE: Final = message(
    "help-list-since",
    "Only what changed since WHEN: last (24 hours ago), a day, time or run, or row:N of the ledger.",
)
RUN: Final = message("help-list-run", "Only what this run changed.")
SORT: Final = message("help-list-sort", "By title, or by violations, most first.")
FILE_FORMAT: Final = message("help-list-file-format", "Only records with a distribution in this format, such as CSV.")
LICENCE: Final = message("help-list-licence", "Only records, or with a distribution, under the licence with this IRI.")
YEAR: Final = message("help-list-year", "Only records issued in this year, or modified where no issue date is given.")
FACETS: Final = message(
    "help-list-facets",
    "Also count what is found by theme, publisher, format, licence, state, verdict, registration, year; names separated"
    " by commas.",
)
AFTER: Final = message("help-list-after", "The page after KEY, which the page before gave; empty for the first page.")
NONE_CHOSEN: Final = message(
    "list-none-chosen", "values that records have, with their numbers: danhmuc list --facets {facets}"
)
NEXT_PAGE: Final = plural(
    "list-next-page",
    "{count} record found in all; next page: --after {key}",
    "{count} records found in all; next page: --after {key}",
)
NUMBER: Final = message("row-number-of-records", "records")
NOT_STATED: Final = message("facet-not-stated", "(not stated)")
MORE_VALUES: Final = plural(
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
