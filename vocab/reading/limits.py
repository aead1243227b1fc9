"""How large and how deep a document may be."""

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
"""A document after decompression, unless the caller says otherwise."""

MAX_JSON_BYTES: Final = 200_000_000
"""A JSON-LD document: it is not streamed, its parser takes ten times its size in memory."""

MAX_TOKEN_BYTES: Final = 16_000_000
"""One text, IRI or comment, as N-Quads writes it: pyoxigraph reads none of more than 16 MiB, and nor would readers of
what is kept and exported."""

MAX_JSON_TOKEN_BYTES: Final = 8_000_000
"""One text in JSON-LD: there pyoxigraph's limit is 8 MiB."""

MAX_DEPTH: Final = 200
"""Nesting in JSON and XML: pyoxigraph recurses in both, a few thousand levels end the process."""

MAX_ENTITY_BYTES: Final = 4 * 1024
"""Names and texts of all XML entities that a document declares."""

MAX_EXPANSION: Final = 10
"""How many times its own size an XML document may become when its entities are put in, above the first MiB."""
