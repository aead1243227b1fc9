"""``danhmuc list``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "HELP",
    "LIMIT",
    "MIN_STATUS",
    "NODES",
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
]

HELP: Final = message(
    "help-list",
    "List records; TEXT is searched in titles, descriptions, keywords and identifiers, with or without diacritics.",
)
THEME: Final = message("help-list-theme", "Only this theme, such as ENVI.")
STATE: Final = message("help-list-state", "Only this state: present, missing, withdrawn or withheld.")
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
PUBLISHER: Final = message("help-list-publisher", "Only records of the publisher with this IRI.")
SINCE: Final = message(
    "help-list-since",
    "Only what changed since WHEN: last (24 hours ago), a day, time or run, or row:N of the ledger.",
)
RUN: Final = message("help-list-run", "Only what this run changed.")
SORT: Final = message("help-list-sort", "By title, or by violations, most first.")
