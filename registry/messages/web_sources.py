"""Messages about sources on the web, and about the way that their documents came."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = ["BASE_MOVED", "CHARSET_OTHER", "MEDIA_TYPE_OTHER", "NO_DOOR"]

NO_DOOR: Final = message(
    "web-no-door", "{location} is on the web, and only harvest and source check go there; download it and read the file"
)

# Findings.
MEDIA_TYPE_OTHER: Final = message(
    "web-media-type", "The server says that the document is {declared}, but it is {found}, and was read as that."
)
CHARSET_OTHER: Final = message(
    "web-charset",
    "The server says that the document is encoded in {declared}, but it is in {found}, and was read as that.",
)
BASE_MOVED: Final = message(
    "web-base-moved",
    "The document is now at {url}; its relative IRIs are still resolved against {base}, so that they stay the same.",
)
