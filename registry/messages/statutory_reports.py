"""Statutory reports: their frame, and what all of them say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural


class StatutoryReportsText(Messages, prefix="statutory"):
    REPORT_UNKNOWN = message("unknown report {name!r}; known: {known}")
    FORMAT_UNKNOWN = message(
        "statutory-report-format", "the name of a report ends in one of {known}; {name!r} does not"
    )

    ANNEX = message("ANNEX {number}")
    ANNEX_OF = message("(Issued with Decision No. ........./QĐ-......... of ....../....../............ of .........)")
    AGENCY = message("Agency: {name}")
    AGENCY_CODED = message("{name} ({code})")
    AGENCY_ALL = message("Agencies: all that the registry has")
    AGENCY_BELOW = message("With the agencies below it: {codes}")
    STATE = message("State of the registry: run {run:d}, row {row:d} of the ledger")
    MADE_ON = message("Day of the report: {day}")
    WHICH_VERSION = message(
        "Each record is listed in its newest accepted version, as an export has it; what is not listed is counted by"
        " reason.",
    )
    WITHOUT_PUBLISHER = plural(
        "{count} record of the registry names no publisher by an IRI, and is in the list of no agency.",
        "{count} records of the registry name no publisher by an IRI, and are in the list of no agency.",
    )
    CHANGE_STATUS = message("as changed by {number}: {status}")
    BASES = message("Basis")
    BASIS = message("{title} ({number}), {clause}: {status}")
    BASIS_NONE = message("no act prescribes this form; it is made of what the registry has")
    ARTICLE = message("Article {article}")
    ARTICLES = message("Articles {articles}")
    ARTICLE_CLAUSE = message("Article {article}({clause})")
    ARTICLE_UNSEEN = message("Article {article} (its text was not seen)")

    ORDINAL = message("No.")
    NO_ROWS = message("(none)")
    PAGE_OF = message("Page {page} of {pages}")
    PLACE_AND_DAY = message("................, ....../....../............")
    POSITION = message("HEAD OF THE AGENCY")
    SIGN_AND_SEAL = message("(Signature, seal and full name)")
    ADDRESSES_MORE = plural("and {count} more", "and {count} more")

    CLASS_OPEN = message("Open data")
    CLASS_CONDITIONAL = message("Conditionally open data")
    CLASS_SHARED = message("Shared data")
    CLASS_INTERNAL = message("Internal-use data")
    CLASS_UNCLEAR = message("Not stated or not understood")
    SHARING_CLASSES: Final[Mapping[str, MessageTemplate]] = {
        "open": CLASS_OPEN,
        "conditional": CLASS_CONDITIONAL,
        "shared": CLASS_SHARED,
        "internal": CLASS_INTERNAL,
        "unclear": CLASS_UNCLEAR,
    }
    """The classes of datasets by sharing nature; each dataset is in one."""
    SHARING_NOT_STATED = message("no sharing nature is stated")
    SHARING_SEVERAL = message("several sharing natures are stated: {values}")
    SHARING_UNKNOWN = message("the sharing nature is not understood: {value}")
    SHARING_CONTRADICTS = message("the sharing nature is {nature}, which does not go with {property}: {value}")

    SHARING_PROPERTIES: Final[Mapping[str, MessageTemplate]] = {
        "accessRights": message("statutory-access-rights", "access rights"),
        "personalData": message("statutory-personal-data", "personal data"),
        "importance": message("statutory-importance", "importance"),
    }
    """What may contradict a sharing nature, by the last part of its IRI."""

    ALL_RECORDS = message("All in the registry")
    LISTED = message("Listed")
    LISTED_MISSING = message("of these, no longer in their source")
    LISTED_EARLIER = message("of these, in an earlier version, since the newest is not accepted")
    LISTED_UNVALIDATED = message("of these, not validated, since their source has no profile")
    UNLISTED = message("Not listed ({reason})")
    UNLISTED_OTHER = message("other reasons")
    UNLISTED_REASONS: Final[Mapping[str, MessageTemplate]] = {
        "never-accepted": message("statutory-unlisted-never-accepted", "no version was accepted"),
        "not-validated": message("statutory-unlisted-not-validated", "the source cannot be validated"),
        "narrowed": message("statutory-unlisted-narrowed", "the newest version makes less public and is not accepted"),
        "retired": message("statutory-unlisted-retired", "retired by the status WITHDRAWN"),
        "other-source": message("statutory-unlisted-other-source", "listed as another source describes it"),
        "same-as": message("statutory-unlisted-same-as", "listed under another IRI of the same thing"),
        "barred-same-as": message("statutory-unlisted-barred-same-as", "kept back under another IRI of the same thing"),
        "within-record": message("statutory-unlisted-within-record", "part of another record by now"),
        "withheld": message("statutory-unlisted-withheld", "withheld"),
        "barred": message("statutory-unlisted-barred", "kept back by another source"),
        "unclear-secrecy": message("statutory-unlisted-unclear-secrecy", "the mark of secrecy is not understood"),
        "internal": message("statutory-unlisted-internal", "the source is internal"),
    }
    """Why records are not listed, by the names that exports give the reasons."""
