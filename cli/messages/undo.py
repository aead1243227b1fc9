"""``danhmuc undo``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "BATCH",
    "ELEMENTS",
    "FORCE",
    "HELP",
    "KEPT_BACK",
    "KEPT_BACK_ONE",
    "LEFT",
    "LEFT_BY_EDIT",
    "LEFT_BY_RUN",
    "LEFT_MORE",
    "LEFT_NEXT",
    "LEFT_PURGED",
    "MEMBERSHIPS",
    "NARROWED",
    "NODES",
    "NOT_ALONE",
    "NOT_WITH_RELEASE",
    "PROFILE",
    "REASON",
    "RELEASE",
    "RELEASED",
    "SOURCE",
    "UNDONE",
    "UNDONE_CHANGE",
    "UNDONE_RECORDS",
    "WHAT_NEXT",
]

HELP: Final = message(
    "help-undo",
    "Undo a run, or the newest change of a record: the records get their former content as new versions, and are "
    "present, missing or withdrawn as before.\n\n"
    "What the source says otherwise is held: it is not applied again until the source says something else, or until "
    "--release. What is held is exported as any other record, unless the source says that less may be public. An undo "
    "is a run of its own, and can be undone.\n\n"
    "Exit codes: 0 done; 1 some records were left as they are, because they were changed later.",
)
BATCH: Final = message("help-undo-batch", "Undo all runs of batch N, which one call of `danhmuc harvest` has made.")
SOURCE: Final = message("help-undo-source", "The source of the record, if several describe IRI.")
RELEASE: Final = message(
    "help-undo-release", "Hold nothing of RUN or IRI any more: the next harvest applies what the source says."
)
FORCE: Final = message("help-undo-force", "Put back also what was changed later.")
REASON: Final = message("help-undo-reason", "Reason, kept with the run and with what is held.")
NOT_ALONE: Final = message("undo-not-alone", "undo needs one of RUN, IRI and --batch N; `danhmuc status` lists runs")
NOT_WITH_RELEASE: Final = message("undo-not-with-release", "{option} cannot be given with --release")
UNDONE: Final = message("undo-undone", "{source}: run {undoes:d} is undone by run {run:d}")
UNDONE_CHANGE: Final = message("undo-undone-change", "{source}: the newest change is undone by run {run:d}")
UNDONE_RECORDS: Final = message(
    "undo-records",
    "records: {restored} with their former content, {withdrawn} new ones withdrawn, {presence} present or missing as "
    "before; {held} held",
)
NODES: Final = message("undo-nodes", "node records and catalogue records: {number}; {held} held")
ELEMENTS: Final = message("undo-elements", "data elements and table schemas: {number}; {held} held")
MEMBERSHIPS: Final = message("undo-memberships", "memberships of catalogues: {number}")
PROFILE: Final = message("undo-profile", "profile: {profile}")
LEFT: Final = message("undo-left", "left as they are, because they were changed later or are purged: {number}")
LEFT_NEXT: Final = message(
    "undo-left-next", "To put back what was changed later, too: danhmuc undo {run:d}, and then undo again with --force"
)
LEFT_BY_RUN: Final = message("undo-left-by-run", "{iri}  run {run:d}")
LEFT_BY_EDIT: Final = message("undo-left-by-edit", "{iri}  by {by}")
LEFT_PURGED: Final = message("undo-left-purged", "{iri}  purged")
LEFT_MORE: Final = message("undo-left-more", "and {number} more")
NARROWED: Final = plural(
    "undo-narrowed",
    "{count} of them is not exported, because its source says that less may be public",
    "{count} of them are not exported, because their source says that less may be public",
)
KEPT_BACK: Final = message(
    "undo-kept-back", "kept back by a person, which undoing does not end (danhmuc registry release IRI does): {number}"
)
KEPT_BACK_ONE: Final = message("undo-kept-back-one", "{iri}  {cause}")
WHAT_NEXT: Final = message(
    "undo-what-next", "Held until the source says something else, or: danhmuc undo --release {what}"
)
RELEASED: Final = message("undo-released", "{number} released; the next harvest applies what the source says")
