"""Write N-Triples: one triple a line."""

from __future__ import annotations

import re
from typing import Final

from .unwritten import Unwritten

# ---------------------------------------------------------------- escaping
# Escape space-like characters, valid in IRIs, that rdflib refuses raw in the N-Triples family, as ``\uXXXX``.
#
# The escape means the same character in IRIs and in literals of N-Triples, N-Quads, Turtle and TriG, so it can replace
# the character everywhere in them.

_SPACES: Final = re.compile("[\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_LEADS: Final = (b"\xc2\x85", b"\xc2\xa0", b"\xe1\x9a\x80", b"\xe2\x80", b"\xe2\x81\x9f", b"\xe3\x80\x80")
"""The beginnings of their UTF-8; plain searches are many times quicker than the expression."""


def escape_spaces(text: str) -> str:
    """Escape space-like characters beyond ASCII; the RDF stays the same."""
    if text.isascii():
        return text
    return _SPACES.sub(lambda found: f"\\u{ord(found.group()):04X}", text)


def escape_spaces_in_bytes(data: bytes) -> bytes:
    """Escape space-like characters in UTF-8; see `escape_spaces`."""
    return escape_spaces(data.decode()).encode() if may_have_spaces(data) else data


def may_have_spaces(data: bytes) -> bool:
    """Whether UTF-8 may contain such characters; False if it contains none."""
    for lead in _LEADS:  # noqa: SIM110 - twice as quick as any()
        if lead in data:
            return True
    return False


def encode_spaces(iri: str) -> str:
    """Percent-encode such characters in an IRI, for readers that take it for a relative one; it is another IRI then.

    >>> encode_spaces("https://e.vn/a\u00a0b")
    'https://e.vn/a%C2%A0b'
    """
    if iri.isascii():
        return iri
    return _SPACES.sub(lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), iri)


# ---------------------------------------------------------------- ntriples


class NTriplesWriter:
    """Writes lines unchanged.

    Attributes:
        unwritten: nothing, since N-Triples can express all of RDF.
    """

    def __init__(self) -> None:
        self.unwritten = Unwritten()

    def head(self, *, used: bool) -> bytes:  # noqa: ARG002 - as the others
        """Nothing."""
        return b""

    def graph(self, nquads: bytes) -> bytes:
        """The lines."""
        return escape_spaces_in_bytes(nquads)

    def tail(self) -> bytes:
        """Nothing."""
        return b""
