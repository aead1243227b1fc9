"""Messages of decisions: identity, corrections, code lists, feedback."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import Messages, message, plural

# ---------------------------------------------------------------- identity
# Messages about identity: renames, IRIs that name one thing, values that records share.


class IdentityText(Messages):
    EVIDENCE: Final = {
        "content": message("evidence-content", "the same content"),
        "downloads": message("evidence-downloads", "the same title and downloads"),
        "identifier": message("evidence-identifier", "the same identifier (dct:identifier)"),
    }
    """What a missing record and a new one have in common."""

    # Findings of a run.
    RENAME_PROPOSED = message(
        "harvest-rename-proposed",
        "This is probably {old} under a new IRI, since it has {evidence}; accept or decline that with danhmuc registry "
        "rename.",
    )
    RENAME_AMBIGUOUS = message(
        "harvest-rename-ambiguous",
        "Missing records and new ones have {evidence}, so no rename is proposed: missing {old}; new {new}.",
    )
    RENAMED_IN_SOURCE = message(
        "harvest-renamed-iri",
        "The source still describes this IRI, which was renamed to {new}; that is not stored. If both are to exist, "
        "danhmuc registry rename --end ends the rename.",
    )
    SPELT_ELSEWHERE = message(
        "harvest-spelt-elsewhere",
        "Source {source!r} has {iri}, source {elsewhere!r} has {other}: one IRI in two spellings, stored as two "
        "records; agree on one spelling.",
    )
    MORE_SPELT_ELSEWHERE = plural(
        "harvest-more-spelt-elsewhere",
        "{count} more record has another spelling of its IRI in another source.",
        "{count} more records have other spellings of their IRIs in other sources.",
    )
    SHARED_IDENTIFIERS = plural(
        "harvest-shared-identifiers",
        "{count} identifier (dct:identifier) stands in more than one record: {examples}; each record needs its own.",
        "{count} identifiers (dct:identifier) stand in more than one record: {examples}; each record needs its own.",
    )
    SHARED_DOWNLOADS = plural(
        "harvest-shared-downloads",
        "{count} download (dcat:downloadURL) stands in more than one record: {examples}; see whether they are one "
        "dataset.",
        "{count} downloads (dcat:downloadURL) stand in more than one record: {examples}; see whether they are one "
        "dataset.",
    )
    DISTRIBUTIONS_LOST = plural(
        "harvest-distributions-lost",
        "{count} record has lost every distribution, which is too much at once, and stays as it is stored: {iris}.",
        "{count} records have lost every distribution, which is too much at once, and stay as they are stored: {iris}.",
    )

    # Why a run is not whole.
    ANNOUNCED = plural(
        "run-announced",
        "the source announces {announced} entries, but lists {count}",
        "the source announces {announced} entries, but lists {count}",
    )
    ANNOUNCED_NO_NUMBER = message(
        "run-announced-no-number", "the source announces its entries (hydra:totalItems) by something that is no number"
    )

    # Errors.
    RENAME_INTO_ITSELF = message("{iri} cannot be renamed to itself; name another IRI")
    RENAME_OF_RENAMED = message(
        "{old} was renamed to {new} already; rename {new}, or end that with danhmuc registry rename --end",
    )
    RENAME_TO_OLD = message(
        "{iri} was renamed to {new}, so nothing can be renamed to it; first end that with danhmuc registry rename "
        "--end",
    )
    RENAME_SOURCES_DIFFER = message(
        "no source describes both {old} and {new}; a rename is of two records of one source; for two sources use "
        "danhmuc registry same-as",
    )
    RENAME_SEVERAL = message("several sources describe both {old} and {new}: {sources}; name one with --source")
    RENAME_ROLE = message("{iri} of source {source!r} is no record, such as a dataset; only records can be renamed")
    RENAME_OF_PRESENT = message(
        "source {source!r} still has {old}; rename it once it is missing; for two IRIs of one thing use danhmuc "
        "registry same-as",
    )
    RENAME_OF_PURGED = message("{iri} was purged; what is purged cannot be renamed")
    RENAME_NOT_PROPOSED = message("no rename of {old} to {new} is proposed; danhmuc status lists those that are")
    NEVER_RENAMED = message("{iri} was not renamed; there is nothing to undo")
    PUT_RENAMED = message("it was renamed to {new}; put that, or end the rename first")
    SAME_AS_ITSELF = message("{iri} is the same as itself; name two IRIs")
    SAME_AS_KNOWN = message("{first} and {second} are known as one thing already")
    SAME_AS_UNKNOWN = message("nobody has said that {first} and {second} are one thing; there is nothing to end")


# ---------------------------------------------------------------- corrections
# Messages about the defaults and corrections of a source: mistakes in them, and findings on their use.


class CorrectionsText(Messages, prefix="source"):
    # Findings.
    CORRECTED = message(
        "harvest-corrected", "{property} was {found} and is now {to}, by a correction in the list of sources: {reason}."
    )
    CORRECTED_MISSING = message(
        "harvest-corrected-missing",
        "{property} was missing and is now {to}, by a correction in the list of sources: {reason}.",
    )
    CORRECTED_AWAY = message(
        "harvest-corrected-away",
        "{property} was {found} and is taken away by a correction in the list of sources: {reason}.",
    )
    NO_VALUE = message("harvest-correction-no-value", "no value")
    DEFAULTED = message(
        "harvest-defaulted", "{property} was missing and is now {to}, which is the default of the source."
    )
    CORRECTION_WIDENS = plural(
        "harvest-correction-widens",
        "{count} record is not corrected to {to} ({property}), which is more public; correct it at the source: {iris}.",
        "{count} records are not corrected to {to} ({property}), which is more public; correct them at the source: "
        "{iris}.",
    )
    CORRECTION_UNUSED = message(
        "harvest-correction-unused",
        "No record needs the correction of {property} to {to} ({reason}); remove it from the list of sources.",
    )
    NESTED_VALUE = message("harvest-nested-value", "a description without IRI")

    # Mistakes.
    IN_CORRECTION = message("source-correction", "correction {number}: {reason}")
    OF_FIELD = message("source-correction-field", "{key!r} of {field}: {reason}")
    DEFAULTS_WANTED = message("a table, [source.defaults]")
    CORRECTIONS_WANTED = message("tables, each [[source.corrections]]")
    NODE_WANTED = message("an IRI, or a table with 'iri', 'name' and others")
    TEXTS_WANTED = message("texts by language, such as name.vi")
    IRI_WANTED = message("an absolute IRI")
    LITERAL_WANTED = message("a text, a number or a date, not an IRI")
    TERM_WANTED = message("a text, an IRI such as <https://…>, or a text with its language such as '\"…\"@vi'")
    TERM_AMBIGUOUS = message("either an IRI, written <…>, or a text, written '\"…\"'; {found} may be both")
    FIELD_UNKNOWN = message(
        "unknown field {field!r}; known: the fields of the model such as {known}, and properties such as dct:license",
    )
    FIELD_OF_CONTENTS = message(
        "{field} cannot be corrected, since it decides what is a record and what belongs to it; correct it at the "
        "source",
    )
    FIELD_OF_ACCESS = message(
        "{field} cannot be corrected, since it says who may know; `danhmuc registry withhold` keeps a record back",
    )
    FIELD_NO_CODE = message("{field} can only be corrected to one of its codes: {codes}; found {found}")
    FIELD_UNCLEAR = message(
        "{found} is not understood as {field} and counts as less public than any code; correct it at the source",
    )
    FIELD_WIDENS = message(
        "{field} cannot be corrected from {found} to {to}, which is more public; correct it at the source",
    )
    CORRECTION_OF_PURGED = message("{record} was purged, so nothing that would correct it is stored; take it out")
    REMOVAL_NEEDS_FROM = message("'remove' needs the key 'from': the value that is taken away")
    REMOVAL_OR_TO = message("'remove' and 'to' exclude each other; keep one")
    REMOVAL_WANTED = message("true, if the value is taken away")
    CORRECTION_CHANGES_NOTHING = message("source-correction-same", "'from' and 'to' are the same")


# ---------------------------------------------------------------- code lists
# Reasons why a code list cannot be loaded or put in force, and problems of loaded ones.


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


# ---------------------------------------------------------------- feedback
# Messages about feedback in files.


class FeedbackText(Messages):
    FEEDBACK_NO_FILE = message(
        "feedback is imported from a file, and {location} is an address; download the file first"
    )
    FEEDBACK_OTHER_KIND = message(
        "{location} is the source {name!r} of the kind {kind} already, and its feedback comes with it: danhmuc harvest"
        " {name}",
    )
    FEEDBACK_NONE = message(
        "{location} has no feedback: no row of the sheet of feedback, and in RDF no IRI of the class"
        " dqv:UserQualityFeedback, duv:UserFeedback or duv:RatingFeedback",
    )
