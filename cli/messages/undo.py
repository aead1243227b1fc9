"""``danhmuc undo``."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class UndoCommandText(Messages, prefix="undo"):
    HELP = message(
        "help-undo",
        "Undo a run, or the newest change of a record: the records get their former content as new versions, and are "
        "present, missing or withdrawn as before.\n\nWhat the source says otherwise is held: it is not applied again "
        "until the source says something else, or until --release. What is held is exported as any other record, "
        "unless the source says that less may be public. An undo is a run of its own, and can be undone.\n\nExit "
        "codes: 0 done; 1 some records were left as they are, because they were changed later.",
    )
    BATCH = message("help-undo-batch", "Undo all runs of batch N, which one call of `danhmuc harvest` has made.")
    SOURCE = message("help-undo-source", "The source of the record, if several describe IRI.")
    RELEASE = message(
        "help-undo-release", "Hold nothing of RUN or IRI any more: the next harvest applies what the source says."
    )
    FORCE = message("help-undo-force", "Put back also what was changed later.")
    REASON = message("help-undo-reason", "Reason, kept with the run and with what is held.")
    NOT_ALONE = message("undo needs one of RUN, IRI and --batch N; `danhmuc status` lists runs")
    NOT_WITH_RELEASE = message("{option} cannot be given with --release")
    UNDONE = message("{source}: run {undoes:d} is undone by run {run:d}")
    UNDONE_CHANGE = message("{source}: the newest change is undone by run {run:d}")
    UNDONE_RECORDS = message(
        "undo-records",
        "records: {restored} with their former content, {withdrawn} new ones withdrawn, {presence} present or "
        "missing as before; {held} held",
    )
    NODES = message("node records and catalogue records: {number}; {held} held")
    ELEMENTS = message("data elements and table schemas: {number}; {held} held")
    MEMBERSHIPS = message("memberships of catalogues: {number}")
    PROFILE = message("profile: {profile}")
    LEFT = message("left as they are, because they were changed later or are purged: {number}")
    LEFT_NEXT = message(
        "To put back what was changed later, too: danhmuc undo {run:d}, and then undo again with --force"
    )
    LEFT_BY_RUN = message("{iri}  run {run:d}")
    LEFT_BY_EDIT = message("{iri}  by {by}")
    LEFT_PURGED = message("{iri}  purged")
    LEFT_MORE = message("and {number} more")
    NARROWED = plural(
        "{count} of them is not exported, because its source says that less may be public",
        "{count} of them are not exported, because their source says that less may be public",
    )
    KEPT_BACK = message(
        "kept back by a person, which undoing does not end (danhmuc registry release IRI does): {number}"
    )
    KEPT_BACK_ONE = message("{iri}  {cause}")
    WHAT_NEXT = message("Held until the source says something else, or: danhmuc undo --release {what}")
    RELEASED = message("{number} released; the next harvest applies what the source says")
