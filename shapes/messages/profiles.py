"""Faults of profiles, and parts of them that are skipped."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class ProfilesText(Messages, prefix="profile"):
    PROFILE_UNREADABLE = message("profile-unreadable", "profile {place}: cannot be read: {reason}")
    PROFILE_NO_RDF = message("profile-no-rdf", "profile {place}: {reason}")
    PROFILE_NOT_ONE = plural(
        "profile-not-one",
        "profile {place}: needs exactly one prof:Profile with one prof:hasToken, found {count} profile",
        "profile {place}: needs exactly one prof:Profile with one prof:hasToken, found {count} profiles",
    )
    TOKENS_NOT_ONE = plural(
        "profile {place}: needs exactly one prof:Profile with one prof:hasToken, found a profile with {count} token",
        "profile {place}: needs exactly one prof:Profile with one prof:hasToken, found a profile with {count} tokens",
    )
    PROFILE_NAMELESS = message("profile-nameless", "profile {place}: {token!r} is a blank node; give it an IRI")
    TOKEN_REFUSED = message(
        "profile {place}: {token!r} cannot be a token; use letters, digits, - . _, and not 'none'",
    )
    TOKEN_IS_BUNDLED = message(
        "profile {place}: its token {token!r} is that of a profile that danhmuc brings; give it another, and name ours"
        " with prof:isProfileOf",
    )
    IRI_IS_BUNDLED = message(
        "profile {place}: its IRI {iri} is that of a profile that danhmuc brings; give it another, and name ours"
        " with prof:isProfileOf",
    )
    PROFILES_CIRCULAR = message(
        "profiles-circular",
        "profile {place}: profiles build on one another in a circle, {circle}; take one prof:isProfileOf out",
    )
    PARENT_ABSENT = message(
        "profile {place}: {token!r} builds on {iri}, which is not available; ours are {known}, and another file has to"
        " stand beside it",
    )
    TOKEN_TWICE = message("profile {place}: its token {token!r} is also that of {other}; give each its own")
    IRI_TWICE = message("profile {place}: {iri} is the IRI of two files, {one} and {other}; give each its own")

    IMPORT_NOT_FETCHED = message("owl:imports {iri} in {place} is not fetched")
    RULE_NOT_THERE = message("{place} speaks of {profile}:{name}, which {profile!r} does not have")
    RULE_NOT_THERE_NEAR = message(
        "{place} speaks of {profile}:{name}, which {profile!r} does not have; near it: {near}",
    )
    SEVERITY_UNKNOWN = message(
        "{rule} has sh:severity {severity}, which counts as sh:Violation; use one of sh:Violation, sh:Warning, sh:Info",
    )
    PART_UNREAD = plural(
        "profile {place}: {count} part of it was not read, so no record can pass by it: {part}; correct or remove it",
        "profile {place}: {count} parts of it were not read, so no record can pass by it; the first: {part}; correct or"
        " remove them: `danhmuc shapes lint` lists all",
    )
