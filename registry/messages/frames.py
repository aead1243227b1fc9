"""Messages about data frames."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class FramesText(Messages):
    FRAME_LIBRARY_ABSENT = message("a data frame of {library} needs it: pip install 'danhmuc[{library}]'")
    FRAME_LIBRARY_UNKNOWN = message("no library for data frames: {library!r}; known: {known}")
