"""Messages about mapping records once more from the stored bytes of their documents."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = ["KIND_UNMAPPED", "ORIGINALS_ABSENT"]

KIND_UNMAPPED: Final = message(
    "remap-kind-unmapped", "the source {name!r} is of the kind {kind}, which has no mapping that can be run again"
)
ORIGINALS_ABSENT: Final = message(
    "remap-originals-absent",
    "the bytes that the source {name!r} gave in its last complete run are not stored; harvest it instead: danhmuc"
    " harvest {name}",
)
