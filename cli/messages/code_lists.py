"""``danhmuc vocab``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import MessageTemplate, message, plural

__all__ = [
    "ACTS_BUNDLED",
    "ADD_BRIEF",
    "ADD_HELP",
    "AGAINST",
    "BELONGS_TO",
    "BUNDLED",
    "CHANGED_LIST",
    "CODE",
    "CODES_HEADING",
    "CODES_NOT_VALID",
    "CODE_NOT_VALID",
    "CODE_NOT_VALID_REPLACED",
    "COMPLETE",
    "COMPLETE_LIST",
    "DATE",
    "EVERY_VERSION",
    "FROM_HEADING",
    "GRADE",
    "HELP",
    "ISSUER",
    "KIND",
    "LIST_BRIEF",
    "LIST_HEADING",
    "LIST_HELP",
    "LOADED",
    "NOT_FOUND",
    "NOT_FOUND_NEAR",
    "NOT_IN_FORCE",
    "ON",
    "PARENTS",
    "REPLACED_BY",
    "SEEN_ON",
    "SHOW_BRIEF",
    "SHOW_HELP",
    "SNAPSHOT",
    "SOME_CODES",
    "SOURCE",
    "SOURCE_OF_CODE",
    "STATUS",
    "STATUSES",
    "TITLE",
    "TOKEN",
    "UNREAD",
    "USE_BRIEF",
    "USE_HELP",
    "VALID",
    "VALID_FROM",
    "VALID_UNTIL",
    "VERSION_OF_LIST",
]

HELP: Final = message("help-vocab", "The code lists.")
LIST_HELP: Final = message("help-vocab-list", "List the code lists, each with the version in force; needs no registry.")
LIST_BRIEF: Final = message("brief-vocab-list", "List the code lists, each with the version in force")
EVERY_VERSION: Final = message("help-vocab-all", "Versions not in force, too.")
SHOW_HELP: Final = message(
    "help-vocab-show",
    "Show the code list TOKEN; with TEXT look up a code, name or IRI, with or without diacritics.\n\n"
    "Where no code or name is TEXT, those that contain all its words are listed.",
)
SHOW_BRIEF: Final = message("brief-vocab-show", "Show the code list TOKEN")
ON: Final = message("help-vocab-on", "Only codes valid on that day, such as 2025-07-01 or 01/07/2025.")
ADD_HELP: Final = message(
    "help-vocab-add",
    "Load the code list in FILE (SKOS, or CSV with columns code and name) into the registry.\n\n"
    "A loaded code list replaces the bundled one of the same name, in this registry only.",
)
ADD_BRIEF: Final = message("brief-vocab-add", "Load the code list in FILE")
TOKEN: Final = message(
    "help-vocab-token", "Short name of the code list; by default what the file says, or made from its name."
)
TITLE: Final = message("help-vocab-title", "Full name of the code list.")
COMPLETE: Final = message("help-vocab-complete", "The code list holds every code: one that is not in it is wrong.")
DATE: Final = message("help-vocab-date", "Day of the snapshot, such as 2026-11-25.")
PARENTS: Final = message(
    "help-vocab-parents", "Code list with the parents of a CSV file, where they are not in the file."
)
USE_HELP: Final = message(
    "help-vocab-use",
    "Put a version of the code list TOKEN in force that was loaded before; without VERSION the bundled one.",
)
USE_BRIEF: Final = message("brief-vocab-use", "Put a version of the code list TOKEN in force that was loaded before")
LIST_HEADING: Final = message("lists-list", "list")
CODES_HEADING: Final = message("lists-codes", "codes")
KIND: Final = message("lists-kind", "kind")
FROM_HEADING: Final = message("lists-from", "from")
COMPLETE_LIST: Final = message("list-complete", "complete")
SNAPSHOT: Final = message("list-snapshot", "snapshot")
NOT_IN_FORCE: Final = message("list-not-in-force", "{origin}, not in force")
BUNDLED: Final = message("list-bundled", "bundled")
LOADED: Final = message("list-loaded", "loaded {moment}")
VERSION_OF_LIST: Final = message("list-version", "{token}: {codes}, version {version}, {origin}")
CHANGED_LIST: Final = message("list-changed", "{token}: {change}, {codes}, version {version}, {origin}")
SOME_CODES: Final = plural("codes-shown", "{shown}/{count} code", "{shown}/{count} codes")
AGAINST: Final = message(
    "list-against", "against version {version} ({origin}): {added} added, {removed} removed, {changed} changed"
)
UNREAD: Final = message("list-columns-unread", "columns not read: {columns}")
CODE: Final = message("codes-code", "code")
BELONGS_TO: Final = message("codes-belongs-to", "belongs to")
STATUS: Final = message("codes-status", "status")
VALID: Final = message("codes-valid", "valid")
REPLACED_BY: Final = message("codes-replaced-by", "replaced by")
NOT_FOUND: Final = message("code-not-found", "no code, name or IRI is {text!r}")
NOT_FOUND_NEAR: Final = message("code-not-found-near", "no code, name or IRI is {text!r}; near it: {near}")
CODES_NOT_VALID: Final = plural(
    "codes-not-valid", "{count} code not valid on {day}", "{count} codes not valid on {day}"
)
CODE_NOT_VALID: Final = message("code-not-valid", "{code} {name}: not valid on {day}")
CODE_NOT_VALID_REPLACED: Final = message(
    "code-not-valid-replaced", "{code} {name}: not valid on {day}; replaced by {successors}"
)
SOURCE_OF_CODE: Final = message("code-source", "source of {code}: {source}")
VALID_FROM: Final = message("code-valid-from", "from {day}")
VALID_UNTIL: Final = message("code-valid-until", "until {day}")

ISSUER: Final = message("acts-issuer", "issued by")
GRADE: Final = message("acts-grade", "grade")
SEEN_ON: Final = message("acts-seen", "seen on")
SOURCE: Final = message("acts-source", "source")
ACTS_BUNDLED: Final = message(
    "acts-bundled", "the status of legal acts is that of the bundled list, since the registry cannot be used: {reason}"
)

STATUSES: Final[Mapping[str, MessageTemplate]] = {
    "active": message("code-active", "active"),
    "closed": message("code-closed", "closed"),
    "deprecated": message("code-deprecated", "deprecated"),
}
"""The word for the status of a code."""
