"""``danhmuc list``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import Messages, message, plural


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
