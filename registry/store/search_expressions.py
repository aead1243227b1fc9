"""A query in the language of each database: FTS5's expressions, PostgreSQL's ``tsquery``.

Every word stands between quotation marks that none of its characters can end, and all signs are ours, so that no text
of a person is ever read as an operator.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Protocol

from ..record.search_query import QueryTerm, SearchQuery
from .finding_rows import storable_text

__all__ = ["RANKS", "MatchExpressions", "match_expressions"]

RANKS: Final = (("title",), ("title", "named"), ())
"""The fields that have all words, best first; none means any field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchExpressions:
    """Expressions that are matched with the index.

    Attributes:
        by_rank: what the query finds in each of `RANKS`, so that the last one is all that it finds.
        apart: the same without what a better rank has.
        wanted: what is found anywhere, without regard to what is excluded.
    """

    by_rank: tuple[str, ...]
    apart: tuple[str, ...]
    wanted: str

    @property
    def anywhere(self) -> str:
        """All that the query finds."""
        return self.by_rank[-1]


class _Language(Protocol):
    def term(self, term: QueryTerm, fields: Sequence[str]) -> str: ...

    def all_of(self, parts: Sequence[str]) -> str: ...

    def without(self, wanted: str, unwanted: str) -> str: ...


class _Fts5:
    """Source: https://sqlite.org/fts5.html#full_text_query_syntax"""

    def term(self, term: QueryTerm, fields: Sequence[str]) -> str:
        star = " *" if term.is_prefix else ""
        options = [f"{self._quote(' '.join(term.words))}{star}"]
        options += [f"{self._quote(term.whole)}{star}"] if term.whole is not None else []
        options += map(self._quote, term.codes if _may_have_codes(fields) else ())
        within = f"{{{' '.join(fields)}}} : " if fields else ""
        return f"{within}({' OR '.join(options)})"

    def all_of(self, parts: Sequence[str]) -> str:
        return f"({' AND '.join(parts)})"

    def without(self, wanted: str, unwanted: str) -> str:
        return f"({wanted} NOT {unwanted})"

    @staticmethod
    def _quote(word: str) -> str:
        doubled = word.replace('"', '""')
        return f'"{doubled}"'


class _TsQuery:
    """Source: PostgreSQL, section 8.11.2"""

    _WEIGHTS: Final = {"title": "A", "named": "B", "described": "C", "other": "D"}

    def term(self, term: QueryTerm, fields: Sequence[str]) -> str:
        weights = "".join(self._WEIGHTS[name] for name in fields)
        star = "*" if term.is_prefix else ""
        *first, last = term.words
        phrase = [*(self._lexeme(word, weights) for word in first), self._lexeme(last, star + weights)]
        options = [" <-> ".join(phrase)]
        options += [self._lexeme(term.whole, star + weights)] if term.whole is not None else []
        options += (self._lexeme(code, weights) for code in term.codes if _may_have_codes(fields))
        return f"({' | '.join(options)})"

    def all_of(self, parts: Sequence[str]) -> str:
        return f"({' & '.join(parts)})"

    def without(self, wanted: str, unwanted: str) -> str:
        return f"({wanted} & !{unwanted})"

    @staticmethod
    def _lexeme(word: str, flags: str) -> str:
        doubled = word.replace("\\", "\\\\").replace("'", "''")
        return f"'{doubled}'{':' if flags else ''}{flags}"


_LANGUAGES: Final[dict[str, _Language]] = {"sqlite": _Fts5(), "postgresql": _TsQuery()}


def match_expressions(query: SearchQuery, dialect: str) -> MatchExpressions:
    """The expressions of a query for a database."""
    language = _LANGUAGES[dialect]

    def find_all_in(fields: Sequence[str]) -> str:
        return language.all_of([language.term(_storable(term), fields) for term in query.terms])

    def exclude_from(expression: str) -> str:
        for term in query.excluded:
            expression = language.without(expression, language.term(_storable(term), ()))
        return expression

    found = [find_all_in(fields) for fields in RANKS]
    apart = [found[0], *(language.without(own, better) for better, own in pairwise(found))]
    return MatchExpressions(
        by_rank=tuple(map(exclude_from, found)), apart=tuple(map(exclude_from, apart)), wanted=found[-1]
    )


def _may_have_codes(fields: Sequence[str]) -> bool:
    """Whether some fields, or if there are none any field, may have the word of a code; a title has none."""
    return not fields or "named" in fields


def _storable(term: QueryTerm) -> QueryTerm:
    """The term as the index has its words: without what databases do not accept."""
    return QueryTerm(
        words=tuple(storable_text(word) or "" for word in term.words),
        is_prefix=term.is_prefix,
        whole=storable_text(term.whole),
        codes=term.codes,
    )
