"""The base of numbers, dates, spans and truth values."""

from __future__ import annotations

from typing import Self

from danhmuc.vocab.datatypes.grammar import STRING


class TypedLiteral:
    """A literal with a Python value if there is one; it then equals that value.

    Attributes:
        lexical: the text as it was written.
        datatype: IRI of the datatype as it was written.
    """

    __slots__ = ("__dict__", "datatype", "lexical")
    lexical: str
    datatype: str

    def __init__(self, lexical: str, datatype: str = STRING) -> None:
        object.__setattr__(self, "lexical", lexical)
        object.__setattr__(self, "datatype", datatype)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: literals never change."""
        raise AttributeError(f"a {type(self).__name__} never changes; make another one")

    def __delattr__(self, name: str) -> None:
        """Refuse: literals never change."""
        raise AttributeError(f"a {type(self).__name__} never changes; make another one")

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """Copy by a constructor call: attributes cannot be set later."""
        return type(self), (self.lexical, self.datatype)

    @property
    def python(self) -> object:
        """The Python value; None if there is none."""
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        """Compare by value if there is one, else by text and datatype."""
        mine = self.python
        if isinstance(other, TypedLiteral):
            theirs = other.python
            if mine is None or theirs is None:
                return mine is theirs and (self.lexical, self.datatype) == (other.lexical, other.datatype)
            return mine == theirs
        return mine is not None and mine == other

    def __hash__(self) -> int:
        """Hash of the Python value, if the literal has one; else of text and datatype."""
        mine = self.python
        return hash((self.lexical, self.datatype)) if mine is None else hash(mine)

    def __str__(self) -> str:
        """The text as it was written."""
        return self.lexical

    def __repr__(self) -> str:
        """The class and the text."""
        return f"{type(self).__name__}({self.lexical!r})"
