"""UTF-8 as text with one character per octet, the form in which writers work.

They mostly split, compare and join, and only ASCII characters have a meaning to them. Python's strings are quicker if
no character needs more than one octet, and nothing has to be decoded and encoded again. Sorted, such text has the order
of its code points. `text_of_octets` returns the characters beyond ASCII.
"""

from __future__ import annotations


def octets_of_bytes(data: bytes) -> str:
    """Convert bytes of UTF-8 to octets."""
    return data.decode("latin-1")


def bytes_of_octets(text: str) -> bytes:
    """Convert octets to bytes of UTF-8."""
    return text.encode("latin-1")


def text_of_octets(text: str) -> str:
    """Convert octets to text."""
    return text if text.isascii() else text.encode("latin-1").decode()


def octets_of_text(text: str) -> str:
    """Convert text to octets."""
    return text if text.isascii() else text.encode().decode("latin-1")
