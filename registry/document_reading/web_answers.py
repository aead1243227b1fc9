"""Documents as servers answer with them: what may be stored of the headers, and whether one may have been cut off."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from danhmuc.vocab.reading.sniffing import sniff

from ..record.door import DoorAnswer

__all__ = ["NOT_MODIFIED", "is_whole", "plain_header"]

NOT_MODIFIED: Final = 304
_HEAD: Final = 1 << 16
_LONGEST_HEADER: Final = 500


def plain_header(header: str | None) -> str | None:
    """The value of a header that can be stored and sent again; None for any other."""
    is_plain = header is not None and header.isascii() and header.isprintable() and len(header) <= _LONGEST_HEADER
    return header if is_plain else None


def is_whole(answer: DoorAnswer) -> bool:
    """Whether a document cannot have been cut off: its server says where it ends, or its format does."""
    if answer.has_length:
        return True
    with BytesIO(answer.read()) if answer.path is None else answer.path.open("rb") as stream:
        return sniff(stream.read(_HEAD), "") in ("xml", "json-ld")
