"""Faults of profiles, and parts of them that are skipped."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "IMPORT_NOT_FETCHED",
    "IRI_IS_BUNDLED",
    "IRI_TWICE",
    "PARENT_ABSENT",
    "PART_UNREAD",
    "PROFILES_CIRCULAR",
    "PROFILE_NAMELESS",
    "PROFILE_NOT_ONE",
    "PROFILE_NO_RDF",
    "PROFILE_UNREADABLE",
    "RULE_NOT_THERE",
    "RULE_NOT_THERE_NEAR",
    "SEVERITY_UNKNOWN",
    "TOKENS_NOT_ONE",
    "TOKEN_IS_BUNDLED",
    "TOKEN_REFUSED",
    "TOKEN_TWICE",
]

PROFILE_UNREADABLE: Final = message("profile-unreadable", "profile {place}: cannot be read: {reason}")
PROFILE_NO_RDF: Final = message("profile-no-rdf", "profile {place}: {reason}")
PROFILE_NOT_ONE: Final = plural(
    "profile-not-one",
    "profile {place}: needs exactly one prof:Profile with one prof:hasToken, found {count} profile",
    "profile {place}: needs exactly one prof:Profile with one prof:hasToken, found {count} profiles",
)
TOKENS_NOT_ONE: Final = plural(
    "profile-tokens-not-one",
    "profile {place}: needs exactly one prof:Profile with one prof:hasToken, found a profile with {count} token",
    "profile {place}: needs exactly one prof:Profile with one prof:hasToken, found a profile with {count} tokens",
)
PROFILE_NAMELESS: Final = message("profile-nameless", "profile {place}: {token!r} is a blank node; give it an IRI")
TOKEN_REFUSED: Final = message(
    "profile-token-refused",
    "profile {place}: {token!r} cannot be a token; use letters, digits, - . _, and not 'none'",
)
TOKEN_IS_BUNDLED: Final = message(
    "profile-token-is-bundled",
    "profile {place}: its token {token!r} is that of a profile that danhmuc brings; give it another, and name ours"
    " with prof:isProfileOf",
)
IRI_IS_BUNDLED: Final = message(
    "profile-iri-is-bundled",
    "profile {place}: its IRI {iri} is that of a profile that danhmuc brings; give it another, and name ours"
    " with prof:isProfileOf",
)
PROFILES_CIRCULAR: Final = message(
    "profiles-circular",
    "profile {place}: profiles build on one another in a circle, {circle}; take one prof:isProfileOf out",
)
PARENT_ABSENT: Final = message(
    "profile-parent-absent",
    "profile {place}: {token!r} builds on {iri}, which is not available; ours are {known}, and another file has to"
    " stand beside it",
)
TOKEN_TWICE: Final = message(
    "profile-token-twice", "profile {place}: its token {token!r} is also that of {other}; give each its own"
)
IRI_TWICE: Final = message(
    "profile-iri-twice", "profile {place}: {iri} is the IRI of two files, {one} and {other}; give each its own"
)

IMPORT_NOT_FETCHED: Final = message("profile-import-not-fetched", "owl:imports {iri} in {place} is not fetched")
RULE_NOT_THERE: Final = message(
    "profile-rule-not-there", "{place} speaks of {profile}:{name}, which {profile!r} does not have"
)
RULE_NOT_THERE_NEAR: Final = message(
    "profile-rule-not-there-near",
    "{place} speaks of {profile}:{name}, which {profile!r} does not have; near it: {near}",
)
SEVERITY_UNKNOWN: Final = message(
    "profile-severity-unknown",
    "{rule} has sh:severity {severity}, which counts as sh:Violation; use one of sh:Violation, sh:Warning, sh:Info",
)
PART_UNREAD: Final = plural(
    "profile-part-unread",
    "profile {place}: {count} part of it was not read, so no record can pass by it: {part}; correct or remove it",
    "profile {place}: {count} parts of it were not read, so no record can pass by it; the first: {part}; correct or"
    " remove them: `danhmuc shapes lint` lists all",
)
