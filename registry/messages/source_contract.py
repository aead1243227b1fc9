"""Messages about kinds of sources that do not keep the contract of sources."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = ["KIND_OUTDATED", "SETTLED_LATE", "UNMOVED_UNKNOWN"]

KIND_OUTDATED: Final = message(
    "source-kind-outdated",
    "the kind of source {kind!r} is written for an earlier danhmuc; its author has to change {name} so that it can be"
    " called as {call}",
)
UNMOVED_UNKNOWN: Final = message(
    "source-unmoved-unknown",
    "the source says that nothing has moved, but was given no documents to compare with; its author has to read it",
)
SETTLED_LATE: Final = message(
    "source-settled-late",
    "the source found only after its last record that this reading is not the whole source: {reason}",
)
