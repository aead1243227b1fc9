"""Messages about identity: renames, IRIs that name one thing, values that records share."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import Messages, message, plural


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
        "danhmuc registry rename --undo ends the rename.",
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
        "{old} was renamed to {new} already; rename {new}, or end that with danhmuc registry rename --undo",
    )
    RENAME_TO_OLD = message(
        "{iri} was renamed to {new}, so nothing can be renamed to it; first end that with danhmuc registry rename "
        "--undo",
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
