"""Texts, with a language or without."""

from __future__ import annotations

from typing import Self

from danhmuc.vocab.datatypes.grammar import LANG_STRING, STRING


class Text(str):
    """A text with its language and datatype; otherwise a `str`.

    Attributes:
        language: lower-case tag, such as ``vi``; None if it has none.
        datatype: IRI of the datatype.
    """

    __slots__ = ("datatype", "language")
    language: str | None
    datatype: str

    def __new__(cls, text: str, language: str | None = None, datatype: str | None = None) -> Self:
        """Make a text; a language makes it an ``rdf:langString``."""
        made = str.__new__(cls, text)
        made.language = None if language is None else language.lower()
        made.datatype = datatype or (STRING if language is None else LANG_STRING)
        return made

    def __repr__(self) -> str:
        """The text as Python writes it, with the language after it as in Turtle."""
        return repr(str(self)) if self.language is None else f"{str(self)!r}@{self.language}"

    def __reduce__(self) -> tuple[type[Self], tuple[str, str | None, str]]:
        """Copy language and datatype, too."""
        return type(self), (str(self), self.language, self.datatype)
