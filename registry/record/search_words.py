"""The words of a record and of a query, as the search compares them.

Words of a record in four fields, and the values of its facets, taken from its own graph.

A database makes its index from the fields; what is here knows none. Words of labels are not among them: a code stands
as a word of its own (`code_word`), and a query asks for the codes whose labels have its words.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.words import cut_text, cut_words, fold, whole_word

from ..messages.store import SearchText

# ---------------------------------------------------------------- search words

FIELDS: Final = ("title", "named", "described", "other")
"""Titles; keywords, codes and columns; descriptions; identifiers. In the order of their weight."""
GAP: Final = "_"
"""Stands where no word of a query can: between two values, and for repetitions of a word that are too many."""

_MOST_WORDS: Final = 2_500
"""Words of one field that are found: PostgreSQL knows positions up to 16,383 in all four."""
_MOST_CHARACTERS: Final = 50_000
"""Characters of one field that are found: PostgreSQL's list of words holds a megabyte."""
_REPEATED: Final = 50
"""Occurrences of one word in one field that are found: PostgreSQL knows 255 in all four."""
_MOST_VALUES: Final = 100
"""Values of one facet of a record."""
_LONGEST_VALUE: Final = 200
_BOUNDARY: Final = "\x7f"
"""Between two texts of a field, and where it stands in a text."""
_BLANK: Final = "\N{NO-BREAK SPACE}"
"""Stands for a blank inside a value, since values stand between blanks."""


@dataclass(frozen=True, slots=True)
class WordFields:
    """Words of one record while they are collected, by field."""

    title: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    described: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)

    def add_text(self, name: str, texts: Sequence[str]) -> None:
        """Add texts to a field; the codes in them can be found whole, too."""
        longest = 4 * _MOST_CHARACTERS
        words: list[str] = getattr(self, name)
        for text in _BOUNDARY.join([text[:longest] for text in sorted(texts)]).split(_BOUNDARY):
            cut = cut_text(text)
            words.extend(cut.words)
            words.append(GAP)
            self.other.extend(cut.codes)

    def add_identifier(self, text: str) -> None:
        """Add an identifier: its parts between blanks whole, and the words of one that has any blank."""
        parts = text.split()
        self.other.extend([*map(whole_word, parts), GAP])
        if len(parts) > 1:
            self.other.extend([*cut_words(text), GAP])

    def add_iri(self, iri: str) -> None:
        """Add the IRI of the record, whole and by its last part."""
        self.other.extend([whole_word(iri), whole_word(iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2]), GAP])

    def add_codes(self, iris: Iterable[str]) -> None:
        """Add codes: by their IRIs, for queries that find their labels, and as people write them."""
        for iri in iris:
            self.named.extend(_words_of_code(iri))

    def pack(self) -> str:
        """One line for each field, with its words between blanks."""
        return "\n".join([_line(getattr(self, name)) for name in FIELDS])


def packed_fields(packed: str) -> tuple[str, ...]:
    """The fields of what `WordFields.pack` made."""
    return tuple(packed.split("\n"))


def _line(words: Sequence[str]) -> str:
    if not words:
        return ""
    # Only a word that stands so often again can be one too many.
    if len(words) > _REPEATED and (len(words) > _MOST_WORDS or len(words) - len(set(words)) >= _REPEATED):
        words = list(_bound_words(words))
    line = " ".join(filter(None, words))
    if len(line) > _MOST_CHARACTERS:
        line = " ".join(_bound_words(list(filter(None, words))))
    return line.removesuffix(f" {GAP}")


def _bound_words(words: Sequence[str]) -> Iterable[str]:
    seen: dict[str, int] = {}
    characters = 0
    for word in words[:_MOST_WORDS]:
        characters += len(word) + 1
        if characters > _MOST_CHARACTERS:
            return
        seen[word] = number = seen.get(word, 0) + 1
        yield word if number <= _REPEATED else GAP


@lru_cache(8_192)
def _words_of_code(iri: str) -> tuple[str, ...]:
    return code_word(iri), whole_word(code_of(iri)), GAP


def code_of(iri: str) -> str:
    """The last part of a coded value's IRI, which is how people name it."""
    return iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2] or iri


def code_word(iri: str) -> str:
    """The word by which a code is known that has that IRI; no word of a query begins like it."""
    return "=" + hashlib.blake2b(fold(iri).encode(errors="replace"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValues:
    """Values of the facets of a record that its other columns do not have.

    Attributes:
        formats: of its distributions, each between blanks, as `pack_values` writes them.
        licences: IRIs, of itself and its distributions, likewise.
        year: in which it was issued, else modified; None if it does not say.
    """

    formats: str = ""
    licences: str = ""
    year: int | None = None


def format_name(written: str) -> str:
    """The name of a format: a code in capitals, or a media type as it is."""
    return written if "/" in written else written.upper()


def pack_values(values: Iterable[str]) -> str:
    """Some values in one column, sorted, each once and between blanks; those beyond a hundred are left out."""
    found = sorted({_remembered(value) if len(value) <= _LONGEST_VALUE else _pack(value) for value in values} - {""})
    return f" {' '.join(found[:_MOST_VALUES])} " if found else ""


def _pack(value: str) -> str:
    return _BLANK.join(value.split())[:_LONGEST_VALUE]


_remembered = lru_cache(4_096)(_pack)


def unpack_values(packed: str) -> tuple[str, ...]:
    """The values in what `pack_values` made."""
    return tuple(value.replace(_BLANK, " ") for value in packed.split(" ") if value)


# ---------------------------------------------------------------- search query
# Read the query of a person: words, beginnings (``dat*``), phrases (``"đất đai"``), exclusions (``-giá``).
#
# A query is a value; no character of it is ever a sign of a database's query language.

MOST_WORDS: Final = 100
"""Words of one query."""

_QUOTES: Final = str.maketrans("“”„«»", '"""""')
_PART: Final = re.compile(r'(-?)"([^"]*)"(\*?)|(\S+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryTerm:
    """One thing to find in a record: any of its alternatives.

    Attributes:
        words: that follow each other; none if only the whole word can be found.
        is_prefix: whether the last word, and the whole one, need only begin so.
        whole: a code or an IRI as one word; None if it is the same as `words`, or a phrase.
        codes: words of codes that are alternatives, too.
    """

    words: tuple[str, ...]
    is_prefix: bool = False
    whole: str | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """A query: it finds records with all terms, and none of those excluded."""

    terms: tuple[QueryTerm, ...]
    excluded: tuple[QueryTerm, ...] = ()


def read_query(text: str) -> SearchQuery:
    """The query that a text means.

    Raises:
        UsageError: a quotation mark is open, or there is no word to find, or there are too many.
    """
    straight = text.translate(_QUOTES).replace("\0", " ")
    if straight.count('"') % 2:
        raise UsageError(SearchText.QUOTE_OPEN(text=text))
    found: list[QueryTerm] = []
    excluded: list[QueryTerm] = []
    for minus, phrase, star, word in _PART.findall(_apart(straight)):
        is_excluded = bool(minus) or (len(word) > 1 and word.startswith("-"))
        term = _phrase(phrase, is_prefix=bool(star)) if not word else _word(word[1:] if is_excluded else word)
        if term is not None:
            (excluded if is_excluded else found).append(term)
    count = sum(max(len(term.words), 1) for term in (*found, *excluded))
    if count > MOST_WORDS:
        raise UsageError(SearchText.QUERY_TOO_LONG(count=count, most=MOST_WORDS))
    if not found:
        raise UsageError((SearchText.QUERY_ONLY_EXCLUDES if excluded else SearchText.QUERY_WITHOUT_WORDS)(text=text))
    return SearchQuery(terms=tuple(found), excluded=tuple(excluded))


def _apart(text: str) -> str:
    """The text with blanks around its phrases, so that a quotation mark within a word begins one."""
    pieces = text.split('"')
    for number in range(0, len(pieces) - 1, 2):
        # A minus before a phrase belongs to it only at the beginning of a word.
        before = pieces[number]
        if not (before == "-" or before.endswith((" -", "\t-", "\n-"))):
            pieces[number] = before + " "
    for number in range(2, len(pieces), 2):
        if not pieces[number].startswith("*"):
            pieces[number] = " " + pieces[number]
    return '"'.join(pieces)


def _phrase(text: str, *, is_prefix: bool) -> QueryTerm | None:
    if len(text.split()) == 1:  # a code or an IRI between quotation marks is found as without them
        return _word(text.strip().rstrip("*") + "*" * is_prefix)
    words = tuple(cut_words(text))
    return QueryTerm(words=words, is_prefix=is_prefix) if words else None


def _word(text: str) -> QueryTerm | None:
    is_prefix = text.endswith("*")
    words, whole = tuple(cut_words(text)), whole_word(text.rstrip("*"))
    if not words:
        return None
    is_simple = words == (whole,)
    is_iri = not is_prefix and ":" in text
    # A whole word that ends in a mark begins codes, such as h57. in h57.06.
    return QueryTerm(
        words=words,
        is_prefix=is_prefix,
        whole=None if is_simple or not whole else whole,
        codes=(code_word(fold(text)),) if is_iri else (),
    )
