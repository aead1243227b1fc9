"""Messages about sources on the web, and about the way that their documents came."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class WebSourcesText(Messages, prefix="web"):
    NO_DOOR = message(
        "{location} is on the web, and only harvest and source check go there; download it and read the file"
    )

    END_UNCERTAIN = message(
        "the server does not say how long the document is, and it was another when it was asked for again, so that "
        "one of the two may have been cut off",
    )

    KIND_OTHER = message(
        "the document at {url} is of the kind {kind}, and the source is of another one; if that is right, change it: "
        "danhmuc source move {source!r} {url!r} --kind {kind} --reason TEXT (and in the list of sources, if there is "
        "one)",
    )

    KIND_OF_URL = message("the document at {url} is of the kind {kind}; leave out --kind, or give --kind {kind}")

    SOURCE_OF_KIND = message(
        "source-of-kind",
        "the source {name!r} is of the kind {known}, not {kind}; to change that:"
        " danhmuc source move {name!r} {location!r} --kind {kind} --reason TEXT",
    )

    # Findings.
    MEDIA_TYPE_OTHER = message(
        "web-media-type", "The server says that the document is {declared}, but it is {found}, and was read as that."
    )
    CHARSET_OTHER = message(
        "web-charset",
        "The server says that the document is encoded in {declared}, but it is in {found}, and was read as that.",
    )
    BASE_MOVED = message(
        "The document is now at {url}; its relative IRIs are still resolved against {base}, so that they stay the "
        "same.",
    )

    # Reports.
    TRAFFIC = plural(
        "network: {host}: {count} request, {size} bytes in {seconds} s; not modified: {unmodified}, retries: {retries},"
        " waits: {waits} ({waited} s)",
        "network: {host}: {count} requests, {size} bytes in {seconds} s; not modified: {unmodified}, retries: "
        "{retries}, waits: {waits} ({waited} s)",
    )
    LETTER = message("text to send to those who run the server:")
