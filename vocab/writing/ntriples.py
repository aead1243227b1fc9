"""Write N-Triples: one triple a line."""

from __future__ import annotations

from .escaping import escape_spaces_in_bytes
from .unwritten import Unwritten


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
