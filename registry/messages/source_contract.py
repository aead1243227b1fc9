"""Messages about kinds of sources that do not keep the contract of sources."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class SourceContractText(Messages, prefix="source"):
    KIND_OUTDATED = message(
        "the kind of source {kind!r} is written for an earlier danhmuc; its author has to change {name} so that it "
        "can be called as {call}",
    )
    UNMOVED_UNKNOWN = message(
        "the source says that nothing has moved, but was given no documents to compare with; its author has to read it",
    )
    SETTLED_LATE = message(
        "the source found only after its last record that this reading is not the whole source: {reason}",
    )
