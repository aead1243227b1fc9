"""Texts, with a language or without."""

from __future__ import annotations

from typing import Self

from danhmuc.vocab.datatypes.names import LANG_STRING, STRING

__all__ = ["Text"]


class Text(str):
    """A text with its language and datatype; else a `str` like any other.

    Attributes:
        language: lower-case tag, such as ``vi``; None where it has none.
        datatype: IRI of the datatype.
    """

    __slots__ = ("datatype", "language")
    language: str | None
    datatype: str

    def __new__(cls, text: str, language: str | None = None, datatype: str | None = None) -> Self:
        """A text; a language makes it an ``rdf:langString``."""
        made = str.__new__(cls, text)
        made.language = None if language is None else language.lower()
        made.datatype = datatype or (STRING if language is None else LANG_STRING)
        return made

    def __repr__(self) -> str:
        """As Python writes it, the language behind it as Turtle has it."""
        return repr(str(self)) if self.language is None else f"{str(self)!r}@{self.language}"

    def __reduce__(self) -> tuple[type[Self], tuple[str, str | None, str]]:
        """Language and datatype are kept in copies."""
        return type(self), (str(self), self.language, self.datatype)
