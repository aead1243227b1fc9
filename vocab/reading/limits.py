"""Limits on the size and depth of documents."""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 2 * 1024**3
"""A document after decompression, unless the caller sets another limit."""

MAX_JSON_BYTES: Final = 200_000_000
"""A JSON-LD document: it is not streamed, and its parser needs ten times its size in memory."""

MAX_TOKEN_BYTES: Final = 16_000_000
"""One text, IRI or comment in N-Quads: pyoxigraph reads none of more than 16 MiB, also of stored graphs."""

MAX_JSON_TOKEN_BYTES: Final = 8_000_000
"""One text in JSON-LD: there pyoxigraph's limit is 8 MiB."""

MAX_DEPTH: Final = 200
"""Nesting in JSON, XML and terms of contexts: pyoxigraph recurses, and a few thousand levels crash the process."""

MAX_XML_NAMES: Final = 10_000
"""Attributes of an XML element, and namespaces declared around it: pyoxigraph compares each with all others."""

MAX_ENTITY_BYTES: Final = 4 * 1024
"""Names and texts of all XML entities of a document."""

MAX_EXPANSION: Final = 10
"""The factor by which an XML document may grow when its entities are expanded, above the first MiB."""

MAX_CONTEXT_WORK: Final = 10
"""Terms of JSON-LD contexts that are copied for nodes, for each byte of the document, above the first million."""

MAX_GZIP_RATIO: Final = 100
"""The factor by which a gzipped document may grow, above the first 16 MiB; feeds grow by 10 to 50."""

MIN_BYTES_PER_TRIPLE: Final = 8
"""Bytes for each triple after the first 50,000; lists and blank nodes can have a triple in one byte, feeds have 25."""
