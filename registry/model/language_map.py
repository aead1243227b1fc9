"""A text in several languages, with one or more values in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from .literals import Text

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
        """The texts of a language, else of one of its regions; ``""`` finds those without one."""
        wanted = _find_tag(self.languages, language)
        return tuple(str(text) for text in self if (text.language or _UNTAGGED) == wanted)

    def best(self, *languages: str) -> tuple[str, ...]:
        """The texts of the first language that has any, else those without one, else of the first that occurs."""
        return self.all(_best_tag(self.languages, languages)) if self else ()


class LanguageMap(Mapping[str, str]):
    """Language to text; of several texts in one language, the first.

    Two are equal when they hold the same texts in the same languages, in any order.

    >>> title = LanguageMap([Text("Không khí", "vi"), Text("Air", "en"), Text("Air quality", "en")])
    >>> title["vi"], title.all("en"), title.best("fr", "en")
    ('Không khí', ('Air', 'Air quality'), 'Air')
    """

    __slots__ = ("texts",)
    texts: Texts

    def __init__(self, texts: Iterable[Text] = ()) -> None:
        self.texts = Texts(texts)

    def __getitem__(self, language: str) -> str:
        """The first text of a language, ignoring the case of the tag; ``vi`` also finds ``vi-VN``.

        ``""`` finds one without language.
        """
        for text in self.all(language):
            return text
        raise KeyError(language)

    def __iter__(self) -> Iterator[str]:
        """The languages, in order."""
        return iter(self.texts.languages)

    def __len__(self) -> int:
        """Number of languages."""
        return len(self.texts.languages)

    def all(self, language: str) -> tuple[str, ...]:
        """All texts of a language, else of one of its regions."""
        return self.texts.all(language)

    def best(self, *languages: str) -> str | None:
        """The first text of the first of these languages that has one.

        Else one without language, else the first there is; None if there is no text at all. ``vi`` also finds
        ``vi-VN``, and ``vi-t-en``, which was translated, if there is nothing else.
        """
        return self.texts.best(*languages)[0] if self.texts else None

    def __str__(self) -> str:
        """The Vietnamese text, else the English one, else any; empty if there is none."""
        return self.best("vi", "en") or ""

    def __eq__(self, other: object) -> bool:
        """Whether the texts and languages are the same; also compares with a plain mapping."""
        if isinstance(other, LanguageMap):
            return _sorted_pairs(self.texts) == _sorted_pairs(other.texts)
        if isinstance(other, Mapping):
            theirs = {str(language).lower(): given for language, given in other.items()}
            return theirs.keys() == set(self) and all(_are_same(self.all(tag), given) for tag, given in theirs.items())
        return NotImplemented

    def __hash__(self) -> int:
        """Hash of the texts."""
        return hash(tuple(_sorted_pairs(self.texts)))

    def __repr__(self) -> str:
        """A dict, with lists for several texts of a language; a single text without language is written as a text."""
        if self.texts and self.texts.languages == (_UNTAGGED,) and len(self.texts) == 1:
            return repr(str(self.texts[0]))
        return repr({each: self[each] if len(self.all(each)) == 1 else list(self.all(each)) for each in self})


def _sorted_pairs(texts: Texts) -> list[tuple[str, str]]:
    return sorted((text.language or _UNTAGGED, str(text)) for text in texts)


def _are_same(texts: tuple[str, ...], given: object) -> bool:
    """Whether a plain mapping has these texts, in any order."""
    several = given if isinstance(given, list | tuple) else (given,)
    return len(texts) == len(several) and all(texts.count(text) == several.count(text) for text in texts)


def _best_tag(present: tuple[str, ...], wanted: tuple[str, ...]) -> str:
    found = (_find_tag(present, language) for language in wanted)
    last = _UNTAGGED if _UNTAGGED in present else present[0]
    return next((language for language in found if language is not None), last)


def _find_tag(present: tuple[str, ...], language: str) -> str | None:
    """Find the tag itself, else that of one of its regions, a translated one last; None if there is neither."""
    wanted = language.lower()
    if wanted in present:
        return wanted
    return min([tag for tag in present if tag.startswith(f"{wanted}-")], key=_is_translated, default=None)


def _is_translated(tag: str) -> bool:
    """Whether the tag says that the text was translated from another language: RFC 6497."""
    return "-t-" in tag.partition("-x-")[0]
