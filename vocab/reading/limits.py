"""Limits on the size and depth of documents."""

from __future__ import annotations

from typing import Final

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_ENTITY_BYTES",
    "MAX_EXPANSION",
    "MAX_JSON_BYTES",
    "MAX_JSON_TOKEN_BYTES",
    "MAX_TOKEN_BYTES",
]

MAX_BYTES: Final = 2 * 1024**3
"""A document after decompression, unless the caller sets another limit."""

MAX_JSON_BYTES: Final = 200_000_000
"""A JSON-LD document: it is not streamed, and its parser needs ten times its size in memory."""

MAX_TOKEN_BYTES: Final = 16_000_000
"""One text, IRI or comment in N-Quads: pyoxigraph reads none of more than 16 MiB, also of stored graphs."""

MAX_JSON_TOKEN_BYTES: Final = 8_000_000
"""One text in JSON-LD: there pyoxigraph's limit is 8 MiB."""

MAX_DEPTH: Final = 200
"""Nesting in JSON and XML: pyoxigraph recurses in both, and a few thousand levels crash the process."""

MAX_ENTITY_BYTES: Final = 4 * 1024
"""Names and texts of all XML entities of a document."""

MAX_EXPANSION: Final = 10
"""The factor by which an XML document may grow when its entities are expanded, above the first MiB."""
