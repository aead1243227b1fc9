r"""Space-like characters, legal in IRIs, that rdflib refuses raw in the N-Triples family: written as ``\uXXXX``.

The escape means the same character in IRIs and in literals of N-Triples, N-Quads, Turtle and TriG, so it may be
put wherever the character stands in one of them.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["escape_spaces"]

_SPACES: Final = re.compile(rb"\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80")
"""UTF-8 of U+0085, U+00A0, U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F and U+3000."""


def escape_spaces(data: bytes) -> bytes:
    """The same RDF without raw space-like characters beyond ASCII."""
    return _SPACES.sub(lambda found: b"\\u%04X" % ord(found.group().decode()), data)
