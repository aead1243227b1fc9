"""Messages of the errors of danhmuc, into which their reasons are inserted."""

from __future__ import annotations

from .values import Messages, message, plural


class ErrorsText(Messages):
    ARGUMENT_REFUSED = message("{name} has to be {wanted}, not {given}")
    ARGUMENT_EMPTY = message("{name} has no words; name who acts")
    ARGUMENT_UNSTORABLE = message(
        "{name} has a letter that no database stores (U+0000, or half of a surrogate pair): {value}"
    )
    PROFILE_UNKNOWN = message("unknown profile {name!r}; known: {known}")
    FORMAT_UNKNOWN = message("unknown format {name!r}; known: {known}")
    SOURCE_UNKNOWN = message("unknown source {name!r}; known: {known}")
    SOURCE_KIND_UNKNOWN = message("unknown kind of source {name!r}; known: {known}")
    ENGINE_UNKNOWN = message("unknown engine {name!r}; known: {known}")
    LIST_UNKNOWN = message("unknown code list {name!r}; known: {known}")
    LIST_VERSION_UNKNOWN = message("unknown version of code list {token} {name!r}; known: {known}")
    PUBLISHER_UNKNOWN = message("unknown publisher {name!r}; known: {known}")
    PUBLISHER_AMBIGUOUS = message("several publishers have the code {name!r}: {known}; name one of them by its IRI")
    THEME_UNKNOWN = message("unknown theme {name!r}; known: {known}")
    NONE_KNOWN = message("none")
    """In place of an empty list of known names."""

    CODE_UNKNOWN = message(
        "no code {code!r} in code list {token} (version {version}); `danhmuc vocab show {token}` lists its codes",
    )
    CODE_UNKNOWN_KNOWN = message("no code {code!r} in code list {token} (version {version}); its codes: {known}")
    CODE_UNKNOWN_NEAR = message("no code {code!r} in code list {token} (version {version}); near it: {near}")
    TERM_UNKNOWN = message("{namespace} has no term {name!r}; list({namespace}) gives all {number}")
    TERM_UNKNOWN_NEAR = message("{namespace} has no term {name!r}; did you mean {nearest}?")
    FIELD_REFUSED = message("{noun}.{field} {reason}")
    UNWRITABLE = plural(
        "{format} cannot hold {count} of the triples: {examples}; turtle, trig, nt and nq hold all",
        "{format} cannot hold {count} of the triples: {examples}; turtle, trig, nt and nq hold all",
    )
    CANNOT_OPEN = message("cannot open {location}: {reason}")
    PLACE_AND_REASON = message("{place}: {reason}")
    """A document or a record, and what is wrong with it."""
    REGISTRY_UNUSABLE = message("cannot use registry {url}: {reason}")
