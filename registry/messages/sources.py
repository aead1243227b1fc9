"""Messages about sources themselves: the file that lists them, and what is changed of them."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class SourcesText(Messages, prefix="source"):
    # The file of sources as a whole.
    FILE_UNREADABLE = message("sources-file-unreadable", "{file} is no TOML: {reason}")
    FILE_TOO_LARGE = message(
        "sources-file-too-large", "{file} is larger than {limit} bytes and cannot be a list of sources"
    )
    FILE_EMPTY = message("sources-file-empty", "{file} lists no source; each begins with [[source]]")
    FILE_NO_SOURCE_TABLE = message("sources-file-no-table", "{file}: each source must be a table, [[source]]")
    TOP_KEY_UNKNOWN = message(
        "sources-file-top-key", "{file}: unknown key {key!r} outside of all sources; a source begins with [[source]]"
    )
    IN_SOURCES_FILE = message("in-sources-file", "{file}, source {source}: {reason}")
    SOURCE_NUMBER = message("sources-file-number", "number {number}")
    """A source of the file that has no name."""

    # One source of it.
    KEY_MISSING = message("the key {key!r} is missing")
    KEY_UNKNOWN = message("unknown key {key!r}; known: {known}")
    KEY_UNKNOWN_NEAR = message("unknown key {key!r}; did you mean {near!r}?")
    VALUE_REFUSED = message("{key!r} must be {wanted}; found {found}")
    ONE_LINE = message("source-value-text", "a text of one line, up to {most} letters, in quotation marks")
    WHOLE_NUMBER = message("source-value-whole", "a whole number from {least} to {most}")
    AT_LEAST = message("source-value-number", "a number from 0 to {most}")
    SHARE = message("source-value-share", "a share above 0, up to 1")
    TRUE_OR_FALSE = message("source-value-bool", "true or false")
    CREDENTIAL_NO_NAME = message(
        "'credential_variable' must be the name of an environment variable (capitals, digits and _), never the secret",
    )
    GUARD_NEEDS_REASON = message("source-guard-reason", "'guard' needs the key 'reason': why it is changed")
    NAME_INVALID = message(
        "{name!r} cannot name a source: 1 to 100 letters without /, line breaks or blanks at the ends, and not 'local'",
    )
    NAME_TWICE = message("another source has the same name")
    LOCATION_TWICE = message("{location} is the location of source {other!r}, too")
    LOCATION_RELATIVE = message("{location} is neither absolute nor an address")
    LOCATION_SECRET = message("{location} holds a password; name the variable that holds it in 'credential_variable'")
    LOCATION_OF_ANOTHER = message(
        "source {declared!r} cannot be at {location}, which is the location of source {name!r} in the registry; a "
        "source keeps its name",
    )

    # Changes of the sources of a registry.
    LIST_MOVED = message("the sources of the registry have changed since they were compared; load the file again")
    REMOVAL_NEEDS_REASON = message(
        "source-removal-reason", "sources that the file does not list can only be removed with a reason (--reason)"
    )
    SOURCE_EXISTS = message("source-exists", "{location} is already the source {name!r}")
    SOURCE_AT_HOME = message("source-at-home", "the source {name!r} is already at {location}")
    SOURCE_OF_PROGRAMS = message(
        "source-of-programs-fixed",
        "the source {name!r} holds what programs put; it has no location and cannot be changed",
    )
    SOURCE_REMOVED = message(
        "source-removed",
        "the source {name!r} at {location} was removed; `danhmuc source add` with its location takes it back",
    )
    SOURCE_ALREADY_REMOVED = message("source-already-removed", "the source {name!r} was removed before")
