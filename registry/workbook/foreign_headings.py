"""Which column a heading of a foreign table means, by the names that the profile gives its columns.

Headings are compared without diacritics and punctuation. A name that is equal counts first; else the one column that
shares enough words. Where two columns could be meant, none is taken: a wrong place is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from danhmuc.vocab.concepts import CodeList
from danhmuc.vocab.concepts.legal_acts import exact_key, words_of
from danhmuc.vocab.terms import DCT

from .cell_values import find_concept
from .sheet_shapes import ColumnShape, SheetShape, WorkbookShape

How = Literal["name", "other-name", "words", "several", "none"]
"""Ways in which a column was found: by its own heading, by another name, by words alone; or several could be meant, or
none."""

LONGEST_HEADING: Final = 200
"""Characters of a heading; a longer text is none."""
_FILLERS: Final = frozenset(
    words_of(
        "các cho có của được hoặc nếu những thể theo trong và về bắt buộc cụ ghi rõ đầy đủ dd mm yyyy"
        " of the and or if any"
    )
)
"""Words without which a heading means the same, folded."""
_ALL_NAMES: Final = ("name", "other-name")
_SHORT_TITLE: Final = 4
"""Words of a title that only says what a row is."""
_IN_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_VALUES: Final = re.compile(r"[,;/|]| hoặc | hoac ")


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """The meaning of a heading on a sheet.

    Attributes:
        column: None if it means none, or could mean several.
        how: the way in which it was found.
    """

    column: ColumnShape | None
    how: How


class SheetNames:
    """The names of the columns of a sheet.

    Args:
        lists: code lists by IRI: a heading may list the values of its column in brackets.
    """

    def __init__(self, sheet: SheetShape, lists: Mapping[str, CodeList]) -> None:
        self.sheet, self._lists = sheet, lists
        self._own: dict[str, list[ColumnShape]] = {}
        self._other: dict[str, list[ColumnShape]] = {}
        self._worded: list[tuple[frozenset[str], ColumnShape]] = []
        for column in sheet.columns:
            for text in column.heading.values():
                self._own.setdefault(heading_words(text), []).append(column)
            for text in column.other_headings:
                self._other.setdefault(heading_words(text), []).append(column)
            if column.kind != "literal" or not column.datatype.value.endswith(("nonNegativeInteger", "boolean")):
                names = (*column.heading.values(), *column.other_headings)
                self._worded += [(bare_words(text), column) for text in names]
        titles = [words_of(one) for one in (*sheet.title.values(), *sheet.other_titles)]
        self._neutral = _FILLERS.union(*titles)
        # A longer title says more than what a row is, such as that the data is open.
        self._neutral_words = _FILLERS.union(*(one for one in titles if len(one) <= _SHORT_TITLE))
        self._known: dict[tuple[str, ...], ColumnMatch] = {}

    def find(self, levels: Sequence[str]) -> ColumnMatch:
        """The column that a heading means.

        Args:
            levels: texts of the heading from top to bottom, where a head has several rows.
        """
        key = tuple(levels)
        if key not in self._known:
            self._known[key] = self._find(key)
        return self._known[key]

    def find_named(self, levels: Sequence[str]) -> ColumnMatch:
        """The column whose name a heading is."""
        if not levels:
            return ColumnMatch(None, "none")
        found = self._find_equal(" ".join(levels))
        if found.how == "none" and len(levels) > 1 and self._is_neutral(levels[:-1]):
            found = self._find_equal(levels[-1])
        return found

    def _find(self, levels: tuple[str, ...]) -> ColumnMatch:
        found = self.find_named(levels)
        if found.how == "none" and levels:
            found = self._find_by_words(" ".join(levels))
        if found.how == "none" and len(levels) > 1 and self._is_neutral(levels[:-1]):
            found = self._find_by_words(levels[-1])
        return found

    def _is_neutral(self, levels: Sequence[str]) -> bool:
        """Whether the upper levels say nothing that changes what the last one means."""
        return all(self._neutral.issuperset(words_of(one)) for one in levels)

    def find_equal(self, text: str) -> ColumnMatch:
        """The column of which a text is a name."""
        return self._find_equal(text) if self.may_name(text) else ColumnMatch(None, "none")

    def may_name(self, text: str) -> bool:
        """Whether it is worth a closer look whether a text is a name of a column; quick, for cells of data."""
        if len(text) > LONGEST_HEADING:
            return False
        keys = {heading_words(text), heading_words(text.partition("(")[0].partition("[")[0])}
        return any(key in self._own or key in self._other for key in keys)

    def _find_equal(self, text: str) -> ColumnMatch:
        for bare in dict.fromkeys((text, self._without_hint(text))):
            key = heading_words(bare)
            for names, how in ((self._own, _ALL_NAMES[0]), (self._other, _ALL_NAMES[1])):
                columns = {one.iri: one for one in names.get(key, ())}
                if len(columns) == 1:
                    return ColumnMatch(next(iter(columns.values())), "name" if how == "name" else "other-name")
                if columns:
                    return ColumnMatch(None, "several")
        return ColumnMatch(None, "none")

    def _find_by_words(self, text: str) -> ColumnMatch:
        """The one column whose name has the same words but for words without a meaning, or most of its words."""
        words = frozenset(words_of(self._without_hint(text)))
        bare = words - _FILLERS
        if len(bare) < 2:
            return ColumnMatch(None, "none")
        found: dict[str, ColumnShape] = {}
        touched: dict[str, ColumnShape] = {}
        for name, column in self._worded:
            if not name:
                continue
            # A name such as "Bộ dữ liệu" says only what a row is.
            is_longer = name <= words and len(name) > 1 and not name <= self._neutral_words
            if is_longer or bare <= name:
                touched[column.iri] = column
            if (bare <= name and len(bare) * 2 > len(name)) or (is_longer and words - name <= self._neutral_words):
                found[column.iri] = column
        if len(touched) > 1:
            return ColumnMatch(None, "several")
        return ColumnMatch(next(iter(found.values())), "words") if found else ColumnMatch(None, "none")

    def _without_hint(self, text: str) -> str:
        """The heading without brackets that say what a cell may hold, or nothing."""

        def shorten(found: re.Match[str]) -> str:
            inner = found[1]
            if _FILLERS.issuperset(words_of(inner)):
                return " "
            column = self._find_outer(text[: found.start()] + " " + text[found.end() :])
            lists = [self._lists[iri] for iri in column.code_lists if iri in self._lists] if column is not None else []
            values = [one.strip() for one in _VALUES.split(inner)]
            is_of_values = lists and all(any(find_concept(one, value) for one in lists) for value in values)
            return " " if is_of_values else found[0]

        return _IN_BRACKETS.sub(shorten, text)

    def _find_outer(self, text: str) -> ColumnShape | None:
        key = heading_words(_IN_BRACKETS.sub(" ", text))
        columns = [*self._own.get(key, ()), *self._other.get(key, ())]
        return columns[0] if len({one.iri for one in columns}) == 1 else None


def bare_words(text: str) -> frozenset[str]:
    """The words of a name that have a meaning."""
    return frozenset(words_of(text)) - _FILLERS


def is_key(sheet: SheetShape, column: ColumnShape) -> bool:
    """Whether a column tells which record a row is: its code, its title, or the code of the record it is a part of."""
    if column.joins:
        return True
    return sheet.is_of_records and (
        column.path == (DCT.identifier,) or (column.path == (DCT.title,) and column.language == "vi")
    )


def is_phrase_in(phrase: str, text: str) -> bool:
    """Whether a phrase stands in a text; diacritics count, unless the text has none.

    >>> is_phrase_in("Dữ liệu mở", "DANH MỤC DỮ LIỆU MỞ"), is_phrase_in("Dữ liệu mở", "Dữ liệu mỏ khoáng sản")
    (True, False)
    >>> is_phrase_in("Dữ liệu mở", "Danh muc du lieu mo 2026")
    True
    """
    if text.isascii():
        looked, given = words_of(phrase), words_of(text)
    else:
        looked, given = re.findall(r"\w+", exact_key(phrase)), re.findall(r"\w+", exact_key(text))
    return bool(looked) and f" {' '.join(looked)} " in f" {' '.join(given)} "


def names_of(shape: WorkbookShape, lists: Mapping[str, CodeList]) -> list[SheetNames]:
    """The names of all sheets."""
    return [SheetNames(one, lists) for one in shape.sheets]


def row_number_keys(shape: WorkbookShape) -> frozenset[str]:
    """Keys of the headings of row numbers; see `heading_words`."""
    return frozenset(map(heading_words, shape.row_number_headings))


@lru_cache(maxsize=10_000)
def heading_words(text: str) -> str:
    """A key that is equal for headings with the same words, whatever stands between them."""
    return " ".join(words_of(text.replace("*", " ")))
