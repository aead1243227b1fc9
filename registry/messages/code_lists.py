"""Reasons why a code list cannot be loaded or put in force, and problems of loaded ones."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class CodeListsText(Messages):
    LIST_UNNAMED = message("{place} has no name that a code list could have; give its list a token")
    LISTS_SEVERAL = message(
        "{place} holds {number} code lists ({lists}); a token, title or date can be given to one only",
    )
    LISTS_TWINS = message(
        "{place} holds two code lists called {token} ({one} and {other}); give each a file of its own",
    )
    LIST_NAME_TAKEN = message(
        "the name {token} belongs to code list {known}, this one is {iri}; "
        "name a token: another one, or the same to replace that list",
    )
    LIST_NOT_BUNDLED = message("code list {token!r} does not come with danhmuc; name the version to use: {known}")
    LIST_DAMAGED = message("code list {token} is damaged ({reason}); load it again with `danhmuc vocab add`")
    LIST_ALTERED = message("code list {token} {digest}: its content is not what its digest says")
    LIST_IN_FORCE_MISSING = message("code list {token}: version {digest} is in force and not there")
