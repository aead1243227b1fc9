"""Messages of undoing runs."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "NOTHING_HELD",
    "NOTHING_TO_UNDO",
    "RUN_UNDONE_ALREADY",
    "UNDO_BATCH_UNKNOWN",
    "UNDO_OF_DECISION",
    "UNDO_OF_PURGED",
    "UNDO_OF_RENAMED",
    "UNDO_SEVERAL_SOURCES",
]

RUN_UNDONE_ALREADY: Final = message(
    "run-undone-already", "run {run} is undone already, by run {by}; undo run {by} to have it again"
)
UNDO_BATCH_UNKNOWN: Final = message("undo-batch-unknown", "no run of batch {batch}; `danhmuc status` lists runs")
UNDO_SEVERAL_SOURCES: Final = message(
    "undo-several-sources", "{iri}: several sources describe it; name one of them with --source; known: {known}"
)
UNDO_OF_DECISION: Final = message(
    "undo-of-decision",
    "{iri} was withdrawn or released last, by a decision of a person, which another decision ends: danhmuc registry "
    "release {iri}, or withdraw",
)
UNDO_OF_PURGED: Final = message("undo-of-purged", "{iri}: purged, so that nothing of it is left to put back")
UNDO_OF_RENAMED: Final = message(
    "undo-of-renamed",
    "{iri}: renamed since its content changed last; undo the run that changed it, with --force",
)
NOTHING_TO_UNDO: Final = message("nothing-to-undo", "{iri}: nothing of it was ever changed")
NOTHING_HELD: Final = message("nothing-held", "{what}: nothing of it is held after an undone run")
