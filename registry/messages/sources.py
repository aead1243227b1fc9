"""Messages about sources themselves: the file that lists them, and what is changed of them."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "AT_LEAST",
    "CREDENTIAL_NO_NAME",
    "FILE_EMPTY",
    "FILE_NO_SOURCE_TABLE",
    "FILE_TOO_LARGE",
    "FILE_UNREADABLE",
    "GUARD_NEEDS_REASON",
    "IN_SOURCES_FILE",
    "KEY_MISSING",
    "KEY_UNKNOWN",
    "KEY_UNKNOWN_NEAR",
    "LIST_MOVED",
    "LOCATION_OF_ANOTHER",
    "LOCATION_RELATIVE",
    "LOCATION_SECRET",
    "LOCATION_TWICE",
    "NAME_INVALID",
    "NAME_TWICE",
    "ONE_LINE",
    "REMOVAL_NEEDS_REASON",
    "SHARE",
    "SOURCE_ALREADY_REMOVED",
    "SOURCE_AT_HOME",
    "SOURCE_EXISTS",
    "SOURCE_NUMBER",
    "SOURCE_OF_PROGRAMS",
    "SOURCE_REMOVED",
    "TOP_KEY_UNKNOWN",
    "TRUE_OR_FALSE",
    "VALUE_REFUSED",
    "WHOLE_NUMBER",
]

# The file of sources as a whole.
FILE_UNREADABLE: Final = message("sources-file-unreadable", "{file} is no TOML: {reason}")
FILE_TOO_LARGE: Final = message(
    "sources-file-too-large", "{file} is larger than {limit} bytes and cannot be a list of sources"
)
FILE_EMPTY: Final = message("sources-file-empty", "{file} lists no source; each begins with [[source]]")
FILE_NO_SOURCE_TABLE: Final = message("sources-file-no-table", "{file}: each source must be a table, [[source]]")
TOP_KEY_UNKNOWN: Final = message(
    "sources-file-top-key", "{file}: unknown key {key!r} outside of all sources; a source begins with [[source]]"
)
IN_SOURCES_FILE: Final = message("in-sources-file", "{file}, source {source}: {reason}")
SOURCE_NUMBER: Final = message("sources-file-number", "number {number}")
"""A source of the file that has no name."""

# One source of it.
KEY_MISSING: Final = message("source-key-missing", "the key {key!r} is missing")
KEY_UNKNOWN: Final = message("source-key-unknown", "unknown key {key!r}; known: {known}")
KEY_UNKNOWN_NEAR: Final = message("source-key-unknown-near", "unknown key {key!r}; did you mean {near!r}?")
VALUE_REFUSED: Final = message("source-value-refused", "{key!r} must be {wanted}; found {found}")
ONE_LINE: Final = message("source-value-text", "a text of one line, up to {most} letters, in quotation marks")
WHOLE_NUMBER: Final = message("source-value-whole", "a whole number from {least} to {most}")
AT_LEAST: Final = message("source-value-number", "a number from 0 to {most}")
SHARE: Final = message("source-value-share", "a share above 0, up to 1")
TRUE_OR_FALSE: Final = message("source-value-bool", "true or false")
CREDENTIAL_NO_NAME: Final = message(
    "source-credential-no-name",
    "'credential_variable' must be the name of an environment variable (capitals, digits and _), never the secret",
)
GUARD_NEEDS_REASON: Final = message("source-guard-reason", "'guard' needs the key 'reason': why it is changed")
NAME_INVALID: Final = message(
    "source-name-invalid",
    "{name!r} cannot name a source: 1 to 100 letters without /, line breaks or blanks at the ends, and not 'local'",
)
NAME_TWICE: Final = message("source-name-twice", "another source has the same name")
LOCATION_TWICE: Final = message("source-location-twice", "{location} is the location of source {other!r}, too")
LOCATION_RELATIVE: Final = message("source-location-relative", "{location} is neither absolute nor an address")
LOCATION_SECRET: Final = message(
    "source-location-secret", "{location} holds a password; name the variable that holds it in 'credential_variable'"
)
LOCATION_OF_ANOTHER: Final = message(
    "source-location-of-another",
    "source {declared!r} cannot be at {location}, which is the location of source {name!r} in the registry; a source"
    " keeps its name",
)

# Changes of the sources of a registry.
LIST_MOVED: Final = message(
    "source-list-moved", "the sources of the registry have changed since they were compared; load the file again"
)
REMOVAL_NEEDS_REASON: Final = message(
    "source-removal-reason", "sources that the file does not list can only be removed with a reason (--reason)"
)
SOURCE_EXISTS: Final = message("source-exists", "{location} is already the source {name!r}")
SOURCE_AT_HOME: Final = message("source-at-home", "the source {name!r} is already at {location}")
SOURCE_OF_PROGRAMS: Final = message(
    "source-of-programs-fixed", "the source {name!r} holds what programs put; it has no location and cannot be changed"
)
SOURCE_REMOVED: Final = message(
    "source-removed",
    "the source {name!r} at {location} was removed; `danhmuc source add` with its location takes it back",
)
SOURCE_ALREADY_REMOVED: Final = message("source-already-removed", "the source {name!r} was removed before")
