"""Messages about sources on the web, and about the way that their documents came."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "BASE_MOVED",
    "CHARSET_OTHER",
    "END_UNCERTAIN",
    "KIND_OF_URL",
    "KIND_OTHER",
    "LETTER",
    "MEDIA_TYPE_OTHER",
    "NO_DOOR",
    "SOURCE_OF_KIND",
    "TRAFFIC",
]

NO_DOOR: Final = message(
    "web-no-door", "{location} is on the web, and only harvest and source check go there; download it and read the file"
)

END_UNCERTAIN: Final = message(
    "web-end-uncertain",
    "the server does not say how long the document is, and it was another when it was asked for again, so that one of"
    " the two may have been cut off",
)

KIND_OTHER: Final = message(
    "web-kind-other",
    "the document at {url} is of the kind {kind}, and the source is of another one; if that is right, change it:"
    " danhmuc source move {source!r} {url!r} --kind {kind} --reason TEXT (and in the list of sources, if there is one)",
)

KIND_OF_URL: Final = message(
    "web-kind-of-url", "the document at {url} is of the kind {kind}; leave out --kind, or give --kind {kind}"
)

SOURCE_OF_KIND: Final = message(
    "source-of-kind",
    "the source {name!r} is of the kind {known}, not {kind}; to change that:"
    " danhmuc source move {name!r} {location!r} --kind {kind} --reason TEXT",
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

# Reports.
TRAFFIC: Final = plural(
    "web-traffic",
    "network: {host}: {count} request, {size} bytes in {seconds} s; not modified: {unmodified}, retries: {retries},"
    " waits: {waits} ({waited} s)",
    "network: {host}: {count} requests, {size} bytes in {seconds} s; not modified: {unmodified}, retries: {retries},"
    " waits: {waits} ({waited} s)",
)
LETTER: Final = message("web-letter", "text to send to those who run the server:")
