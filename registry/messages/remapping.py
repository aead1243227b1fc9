"""Messages about mapping records once more from the stored bytes of their documents."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = ["KIND_UNMAPPED", "ORIGINALS_ABSENT", "ORIGINALS_OLDER"]

KIND_UNMAPPED: Final = message(
    "remap-kind-unmapped", "the source {name!r} is of the kind {kind}, which has no mapping that can be run again"
)
ORIGINALS_ABSENT: Final = message(
    "remap-originals-absent",
    "the bytes that the source {name!r} gave in its last complete run are not stored; harvest it instead: danhmuc"
    " harvest {name}",
)
ORIGINALS_OLDER: Final = message(
    "remap-originals-older",
    "run {run} of the source {name!r} was not complete, so the bytes that are stored of the last complete one may be"
    " older than its records; harvest it instead: danhmuc harvest {name}",
)
