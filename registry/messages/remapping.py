"""Messages about mapping records once more from the stored bytes of their documents."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class RemappingText(Messages, prefix="remap"):
    KIND_UNMAPPED = message("the source {name!r} is of the kind {kind}, which has no mapping that can be run again")
    ORIGINALS_ABSENT = message(
        "the bytes that the source {name!r} gave in its last complete run are not stored; harvest it instead: danhmuc"
        " harvest {name}",
    )
    ORIGINALS_OLDER = message(
        "run {run} of the source {name!r} was not complete, so the bytes that are stored of the last complete one "
        "may be older than its records; harvest it instead: danhmuc harvest {name}",
    )
