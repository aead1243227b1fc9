"""Messages about data frames."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = ["FRAME_LIBRARY_ABSENT", "FRAME_LIBRARY_UNKNOWN"]

FRAME_LIBRARY_ABSENT: Final = message(
    "frame-library-absent", "a data frame of {library} needs it: pip install 'danhmuc[{library}]'"
)
FRAME_LIBRARY_UNKNOWN: Final = message(
    "frame-library-unknown", "no library for data frames: {library!r}; known: {known}"
)
