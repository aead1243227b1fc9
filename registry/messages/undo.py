"""Messages of undoing runs."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class UndoText(Messages):
    RUN_UNDONE_ALREADY = message("run {run} is undone already, by run {by}; undo run {by} to have it again")
    UNDO_BATCH_UNKNOWN = message("no run of batch {batch}; `danhmuc status` lists runs")
    UNDO_SEVERAL_SOURCES = message("{iri}: several sources describe it; name one of them with --source; known: {known}")
    UNDO_OF_DECISION = message(
        "{iri} was withdrawn or released last, by a decision of a person, which another decision ends: danhmuc "
        "registry release {iri}, or withdraw",
    )
    UNDO_OF_PURGED = message("{iri}: purged, so that nothing of it is left to put back")
    UNDO_OF_RENAMED = message(
        "{iri}: renamed since its content changed last; undo the run that changed it, with --force",
    )
    NOTHING_TO_UNDO = message("{iri}: nothing of it was ever changed")
    NOTHING_HELD = message("{what}: nothing of it is held after an undone run")
