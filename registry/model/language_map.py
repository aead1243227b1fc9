"""A text in several languages, with as many values per language as were given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from .literals import Text

__all__ = ["LanguageMap", "Texts"]

_UNTAGGED: Final = ""


class Texts(tuple[Text, ...]):
    """Texts in their order, each with its language.

    >>> words = Texts([Text("không khí", "vi"), Text("air", "en")])
    >>> "air" in words, words.all("vi"), words.best("fr", "en")
    (True, ('không khí',), ('air',))
    """

    __slots__ = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that occur, each once, in order; ``""`` stands for texts without one."""
        return tuple(dict.fromkeys(text.language or _UNTAGGED for text in self))

    def all(self, language: str) -> tuple[str, ...]:
        """The texts of a language; ``""`` asks for those without one."""
        wanted = language.lower()
        return tuple(str(text) for text in self if (text.language or _UNTAGGED) == wanted)

    def best(self, *languages: str) -> tuple[str, ...]:
        """The texts of the first language that has any, else those without one, else of the first that occurs."""
        return self.all(_best(self.languages, languages)) if self else ()


class LanguageMap(Mapping[str, str]):
    """Language to text; of several texts in one language, the first.

    Two are equal when they hold the same texts in the same languages, in whatever order.

    >>> title = LanguageMap([Text("Không khí", "vi"), Text("Air", "en"), Text("Air quality", "en")])
    >>> title["vi"], title.all("en"), title.best("fr", "en")
    ('Không khí', ('Air', 'Air quality'), 'Air')
    """

    __slots__ = ("texts",)
    texts: Texts

    def __init__(self, texts: Iterable[Text] = ()) -> None:
        self.texts = Texts(texts)

    def __getitem__(self, language: str) -> str:
        """The first text of a language, whatever the case of the tag; ``""`` asks for one without language."""
        for text in self.all(language):
            return text
        raise KeyError(language)

    def __iter__(self) -> Iterator[str]:
        """The languages, in order."""
        return iter(self.texts.languages)

    def __len__(self) -> int:
        """How many languages there are."""
        return len(self.texts.languages)

    def all(self, language: str) -> tuple[str, ...]:
        """All texts of a language."""
        return self.texts.all(language)

    def best(self, *languages: str) -> str | None:
        """The first text of the first of these languages that has one.

        Else one without language, else the first there is; None where there is no text at all. ``vi`` also finds
        ``vi-VN``.
        """
        return self.texts.best(*languages)[0] if self.texts else None

    def __str__(self) -> str:
        """The Vietnamese text, else the English one, else any; empty where there is none."""
        return self.best("vi", "en") or ""

    def __eq__(self, other: object) -> bool:
        """The same texts in the same languages; also beside a plain mapping."""
        if isinstance(other, LanguageMap):
            return _counted(self.texts) == _counted(other.texts)
        if isinstance(other, Mapping):
            return {language: self.all(language) for language in self} == {
                str(language).lower(): (given,) if not isinstance(given, list | tuple) else tuple(given)
                for language, given in other.items()
            }
        return NotImplemented

    def __hash__(self) -> int:
        """By the texts."""
        return hash(tuple(_counted(self.texts)))

    def __repr__(self) -> str:
        """As a dict, several texts of a language as a list, a single text without language as itself."""
        if self.texts and self.texts.languages == (_UNTAGGED,) and len(self.texts) == 1:
            return repr(str(self.texts[0]))
        return repr({each: self[each] if len(self.all(each)) == 1 else list(self.all(each)) for each in self})


def _counted(texts: Texts) -> list[tuple[str, str]]:
    return sorted((text.language or _UNTAGGED, str(text)) for text in texts)


def _best(present: tuple[str, ...], wanted: tuple[str, ...]) -> str:
    for language in (each.lower() for each in wanted):
        if language in present:
            return language
        for found in present:
            if found.startswith(language + "-"):
                return found
    return _UNTAGGED if _UNTAGGED in present else present[0]
