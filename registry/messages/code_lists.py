"""Reasons why a code list cannot be loaded or put in force, and problems of loaded ones."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "LISTS_SEVERAL",
    "LISTS_TWINS",
    "LIST_ALTERED",
    "LIST_DAMAGED",
    "LIST_IN_FORCE_MISSING",
    "LIST_NAME_TAKEN",
    "LIST_NOT_BUNDLED",
    "LIST_UNNAMED",
]

LIST_UNNAMED: Final = message("list-unnamed", "{place} has no name that a code list could have; give its list a token")
LISTS_SEVERAL: Final = message(
    "lists-several",
    "{place} holds {number} code lists ({lists}); a token, title or date can be given to one only",
)
LISTS_TWINS: Final = message(
    "lists-twins",
    "{place} holds two code lists called {token} ({one} and {other}); give each a file of its own",
)
LIST_NAME_TAKEN: Final = message(
    "list-name-taken",
    "the name {token} belongs to code list {known}, this one is {iri}; "
    "name a token: another one, or the same to replace that list",
)
LIST_NOT_BUNDLED: Final = message(
    "list-not-bundled", "code list {token!r} does not come with danhmuc; name the version to use: {known}"
)
LIST_DAMAGED: Final = message(
    "list-damaged", "code list {token} is damaged ({reason}); load it again with `danhmuc vocab add`"
)
LIST_ALTERED: Final = message("list-altered", "code list {token} {digest}: its content is not what its digest says")
LIST_IN_FORCE_MISSING: Final = message(
    "list-in-force-missing", "code list {token}: version {digest} is in force and not there"
)
