"""The choice of an export: the records of a publisher, those of a theme.

Read from a record's own graph in the version that leaves, since columns are those of the newest.
"""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from typing import Final

from danhmuc.vocab.errors import UnknownNameError
from danhmuc.vocab.messages.errors import PUBLISHER_UNKNOWN, THEME_UNKNOWN
from danhmuc.vocab.terms import DCAT, DCT

from ..record.summary import code_of

__all__ = ["RecordChoice", "as_collection", "values_of"]

_PUBLISHER: Final = DCT.publisher.value
_THEME: Final = DCAT.theme.value
_SHOWN: Final = 20
"""Number of known names that an error lists."""


class RecordChoice:
    """Records that have one of these publishers and one of these themes, if any are named."""

    def __init__(self, *, publishers: Collection[str], themes: Collection[str]) -> None:
        """`publishers` by IRI; `themes` by code in any case, or by IRI."""
        self._publishers = frozenset(publishers)
        self._themes = frozenset(theme.casefold() for theme in themes)
        self._named = {**dict.fromkeys(publishers, "publisher"), **dict.fromkeys(themes, "theme")}
        self._known: dict[str, set[str]] = {"publisher": set(), "theme": set()}

    @classmethod
    def of(cls, publisher: str | Collection[str] | None, theme: str | Collection[str] | None) -> RecordChoice | None:
        """The choice that the arguments of an export mean; None if they leave it open."""
        if publisher is None and theme is None:
            return None
        return cls(publishers=as_collection(publisher), themes=as_collection(theme))

    def fits(self, iri: str, nquads: bytes) -> bool:
        """Whether the record of `iri` is chosen."""
        publishers, themes = values_of(iri, _PUBLISHER, nquads), values_of(iri, _THEME, nquads)
        codes = {code_of(theme) for theme in themes}
        self._known["publisher"] |= publishers
        self._known["theme"] |= codes
        names = {name.casefold() for name in (*codes, *themes)}
        return (not self._publishers or not self._publishers.isdisjoint(publishers)) and (
            not self._themes or not self._themes.isdisjoint(names)
        )

    def require(self) -> None:
        """Raise an error if a publisher or theme was not found in any record looked at.

        Raises:
            UnknownNameError: no record at all has that publisher or theme, so the name is likely mistaken.
        """
        for name, noun in self._named.items():
            known = self._known[noun]
            is_there = name in known if noun == "publisher" else code_of(name).casefold() in map(str.casefold, known)
            if not is_there:
                template = PUBLISHER_UNKNOWN if noun == "publisher" else THEME_UNKNOWN
                raise UnknownNameError(template, name, _names_to_list(name, known))


def _names_to_list(name: str, known: set[str]) -> list[str]:
    """The known names that an error lists: all if they are few, else the most similar ones."""
    if len(known) <= _SHOWN:
        return sorted(known)
    return [*(get_close_matches(name, known, 3) or sorted(known)[:_SHOWN]), "…"]


def values_of(iri: str, prop: str, nquads: bytes) -> set[str]:
    """The IRIs that are its values, read from canonical lines."""
    start = f"<{iri}> <{prop}> <".encode()
    if start not in nquads:
        return set()
    ends = (line[len(start) :] for line in nquads.split(b"\n") if line.startswith(start))
    return {end.removesuffix(b"> .").decode() for end in ends}


def as_collection(names: str | Collection[str] | None) -> Collection[str]:
    """The names that an argument means, which may be one or none."""
    return () if names is None else (names,) if isinstance(names, str) else names
