"""Messages of the errors of danhmuc, into which their reasons are inserted."""

from __future__ import annotations

from typing import Final

from .values import message, plural

__all__ = [
    "ARGUMENT_EMPTY",
    "ARGUMENT_REFUSED",
    "ARGUMENT_UNSTORABLE",
    "CANNOT_OPEN",
    "CODE_UNKNOWN",
    "CODE_UNKNOWN_KNOWN",
    "CODE_UNKNOWN_NEAR",
    "ENGINE_UNKNOWN",
    "FIELD_REFUSED",
    "FORMAT_UNKNOWN",
    "LIST_UNKNOWN",
    "LIST_VERSION_UNKNOWN",
    "NONE_KNOWN",
    "PLACE_AND_REASON",
    "PROFILE_UNKNOWN",
    "PUBLISHER_AMBIGUOUS",
    "PUBLISHER_UNKNOWN",
    "REGISTRY_UNUSABLE",
    "SOURCE_KIND_UNKNOWN",
    "SOURCE_UNKNOWN",
    "TERM_UNKNOWN",
    "TERM_UNKNOWN_NEAR",
    "THEME_UNKNOWN",
    "UNWRITABLE",
]

ARGUMENT_REFUSED: Final = message("argument-refused", "{name} has to be {wanted}, not {given}")
ARGUMENT_EMPTY: Final = message("argument-empty", "{name} has no words; name who acts")
ARGUMENT_UNSTORABLE: Final = message(
    "argument-unstorable", "{name} has a letter that no database stores (U+0000, or half of a surrogate pair): {value}"
)
PROFILE_UNKNOWN: Final = message("profile-unknown", "unknown profile {name!r}; known: {known}")
FORMAT_UNKNOWN: Final = message("format-unknown", "unknown format {name!r}; known: {known}")
SOURCE_UNKNOWN: Final = message("source-unknown", "unknown source {name!r}; known: {known}")
SOURCE_KIND_UNKNOWN: Final = message("source-kind-unknown", "unknown kind of source {name!r}; known: {known}")
ENGINE_UNKNOWN: Final = message("engine-unknown", "unknown engine {name!r}; known: {known}")
LIST_UNKNOWN: Final = message("list-unknown", "unknown code list {name!r}; known: {known}")
LIST_VERSION_UNKNOWN: Final = message(
    "list-version-unknown", "unknown version of code list {token} {name!r}; known: {known}"
)
PUBLISHER_UNKNOWN: Final = message("publisher-unknown", "unknown publisher {name!r}; known: {known}")
PUBLISHER_AMBIGUOUS: Final = message(
    "publisher-ambiguous", "several publishers have the code {name!r}: {known}; name one of them by its IRI"
)
THEME_UNKNOWN: Final = message("theme-unknown", "unknown theme {name!r}; known: {known}")
NONE_KNOWN: Final = message("none-known", "none")
"""In place of an empty list of known names."""

CODE_UNKNOWN: Final = message(
    "code-unknown",
    "no code {code!r} in code list {token} (version {version}); `danhmuc vocab show {token}` lists its codes",
)
CODE_UNKNOWN_KNOWN: Final = message(
    "code-unknown-known", "no code {code!r} in code list {token} (version {version}); its codes: {known}"
)
CODE_UNKNOWN_NEAR: Final = message(
    "code-unknown-near", "no code {code!r} in code list {token} (version {version}); near it: {near}"
)
TERM_UNKNOWN: Final = message("term-unknown", "{namespace} has no term {name!r}; list({namespace}) gives all {number}")
TERM_UNKNOWN_NEAR: Final = message("term-unknown-near", "{namespace} has no term {name!r}; did you mean {nearest}?")
FIELD_REFUSED: Final = message("field-refused", "{noun}.{field} {reason}")
UNWRITABLE: Final = plural(
    "unwritable",
    "{format} cannot hold {count} of the triples: {examples}; turtle, trig, nt and nq hold all",
    "{format} cannot hold {count} of the triples: {examples}; turtle, trig, nt and nq hold all",
)
CANNOT_OPEN: Final = message("cannot-open", "cannot open {location}: {reason}")
PLACE_AND_REASON: Final = message("place-and-reason", "{place}: {reason}")
"""A document or a record, and what is wrong with it."""
REGISTRY_UNUSABLE: Final = message("registry-unusable", "cannot use registry {url}: {reason}")
