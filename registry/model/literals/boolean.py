"""Truth values."""

from __future__ import annotations

from danhmuc.vocab.datatypes.grammar import BOOLEANS

from .typed_literal import TypedLiteral


class Boolean(TypedLiteral):
    """True or false.

    >>> from danhmuc.registry.model.literals import XSD
    >>> Boolean("0", XSD.boolean) == False
    True
    """

    __slots__ = ()

    @property
    def python(self) -> bool | None:
        """The value; None for anything but ``true``, ``false``, ``1`` and ``0``."""
        return BOOLEANS.get(self.lexical)

    def __bool__(self) -> bool:
        """Whether it is true."""
        return self.python is True
