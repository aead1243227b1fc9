"""Find the place of a fault in RDF/XML, which the parser does not tell.

The parser asks for more bytes only when it has used up those it has, so bytes given one by one show where it stopped.
"""

from __future__ import annotations

import io
from collections import deque
from typing import IO, Final, NamedTuple, cast

from pyoxigraph import RdfFormat, parse

from ..text import shorten

_LONGEST: Final = 100


class XmlFault(NamedTuple):
    """The last tag that was read before a fault.

    Attributes:
        tag: as it is written, shortened.
        line, column: its 1-based position.
    """

    tag: str
    line: int
    column: int


def find_fault(data: bytes, base: str) -> XmlFault | None:
    """The last tag before the fault of a document, which is parsed twice again; None if it has none."""
    end = _fault_end(data, base, len(data))
    if end is None:
        return None
    # The "<" of the next tag is read together with the text before it.
    start = data.rfind(b"<", 0, (_fault_end(data, base, max(end - _Reader.piece, 0)) or end) - 1)
    if start < 0:
        return None
    stop = data.find(b">", start) + 1
    line_start = data.rfind(b"\n", 0, start) + 1
    return XmlFault(
        tag=shorten(" ".join(data[start:stop].decode(errors="replace").split()), _LONGEST),
        line=data.count(b"\n", 0, start) + 1,
        column=len(data[line_start:start].decode(errors="replace")) + 1,
    )


def _fault_end(data: bytes, base: str, slow_from: int) -> int | None:
    """Number of bytes that the parser has taken when it stops; None if it reads them all without a fault."""
    reader = _Reader(data, slow_from)
    try:
        deque(parse(cast("IO[bytes]", reader), RdfFormat.RDF_XML, base_iri=base, lenient=True), maxlen=0)
    except SyntaxError:
        return reader.tell()
    return None


class _Reader(io.BytesIO):
    """Bytes in small pieces, and from some place on one by one."""

    piece: Final = 1 << 11

    def __init__(self, data: bytes, slow_from: int) -> None:
        super().__init__(data)
        self._slow_from = slow_from

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes, at most `size`."""
        before = self._slow_from - self.tell()
        most = 1 if before <= 0 else min(self.piece, before)
        return super().read(most if size is None or size < 0 else min(size, most))
