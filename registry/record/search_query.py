"""Read the query of a person: words, beginnings (``dat*``), phrases (``"đất đai"``), exclusions (``-giá``).

A query is a value; no character of it is ever a sign of a database's query language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.folding import fold
from danhmuc.vocab.words import cut_words, whole_word

from ..messages.search import SearchText
from .search_words import code_word

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
