"""UTF-8 held as text, one character an octet: what writers work on.

Most of what they do is to cut, compare and join; only ASCII has a meaning of its own in it. Python's strings do that
quicker when no character needs more than one octet, and nothing has to be decoded and encoded again. Sorted, such
text stands in the order of its code points. Where a character beyond ASCII matters, `readable` gives it.
"""

from __future__ import annotations

__all__ = ["octets", "readable", "sealed", "unsealed"]


def unsealed(data: bytes) -> str:
    """Bytes of UTF-8 as such text."""
    return data.decode("latin-1")


def sealed(text: str) -> bytes:
    """Such text as bytes of UTF-8."""
    return text.encode("latin-1")


def readable(text: str) -> str:
    """What such text says."""
    return text if text.isascii() else text.encode("latin-1").decode()


def octets(text: str) -> str:
    """The other way round."""
    return text if text.isascii() else text.encode().decode("latin-1")
