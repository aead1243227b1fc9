"""Passwords and keys in the addresses of a graph: found, and masked where the graph leaves.

A user without a password, such as ``anonymous@``, is no secret, and an empty password is none.
Source of the rules: docs/decisions/0090-passwords-in-addresses.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from .text import is_secret_name, mask_address_passwords

_KEY: Final = re.compile(rb"([?&;#])([\w.%-]+)=([^\s&;#\"<>\\]+)")
_MASK: Final = b"***"


class SecretAddress(NamedTuple):
    """A triple whose value has a password or a key in an address.

    Attributes:
        value: as N-Quads have it, with a mask.
        is_password: whether it is a password of a user; else a key among the parameters.
    """

    subject: str
    predicate: str
    value: str
    is_password: bool

    @property
    def shown(self) -> str:
        """The IRI or text, as findings have it."""
        return self.value[1:-1] if self.value.startswith("<") else self.value[1 : self.value.rindex('"')]


def secret_addresses(nquads: bytes) -> Iterator[SecretAddress]:
    """The triples of some lines whose values have a password or a key in an address."""
    if mask_address_passwords(nquads) == nquads and not (b"=" in nquads and any(map(_is_key, _KEY.finditer(nquads)))):
        return
    for line in nquads.splitlines():
        subject, prop, value = line.removesuffix(b" .").split(b" ", 2)
        masked = mask_address_passwords(value)
        without_keys = mask_address_keys(masked)
        if without_keys != value:
            yield SecretAddress(subject.decode(), prop[1:-1].decode(), without_keys.decode(), masked != value)


def mask_address_keys(text: bytes) -> bytes:
    """The same text with three asterisks for each key among the parameters of an address.

    >>> mask_address_keys(b"<https://e.vn/a?api_key=s3cret&x=1>")
    b'<https://e.vn/a?api_key=***&x=1>'
    """
    return _KEY.sub(_mask_key, text) if b"=" in text and b"://" in text else text


def _mask_key(found: re.Match[bytes]) -> bytes:
    return b"%b%b=%b" % (found[1], found[2], _MASK) if _is_key(found) else found[0]


def _is_key(found: re.Match[bytes]) -> bool:
    return found[3] != _MASK and is_secret_name(found[2].decode("utf-8", "replace"))
