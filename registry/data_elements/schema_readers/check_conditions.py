"""Conditions of check constraints that say what a column may hold: values, bounds, lengths.

Only conditions that are understood as a whole count; of any other nothing is taken over but its text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from danhmuc.vocab.datatypes.grammar import XSD

from ...record.described_elements import ValueDomainDraft

_TOKEN: Final = re.compile(
    r"""\s*(?:
        (?P<text>'(?:[^']|'')*')
      | (?P<number>-?\d+(?:\.\d+)?)
      | (?P<name>"(?:[^"]|"")+"|[A-Za-z_\u0080-\uffff][\w$]*)
      | (?P<sign>::|<=|>=|<>|!=|[()\[\],=<>])
    )""",
    re.VERBOSE,
)
_CAST: Final = frozenset(
    {"text", "character", "varying", "varchar", "bpchar", "numeric", "integer", "bigint", "smallint", "double",
     "precision", "real", "date", "timestamp", "without", "with", "time", "zone", "char"}
)  # fmt: skip
_LENGTH: Final = frozenset({"length", "char_length", "character_length"})
_FLIPPED: Final = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "="}


@dataclass(slots=True)
class _Facets:
    """Facets of one column by a condition."""

    codes: tuple[str, ...] | None = None
    lower: list[tuple[str, bool]] = field(default_factory=list)
    upper: list[tuple[str, bool]] = field(default_factory=list)
    longest: list[int] = field(default_factory=list)
    shortest: list[int] = field(default_factory=list)


class _NotUnderstoodError(Exception):
    pass


def apply_checks(
    domains: Mapping[str, ValueDomainDraft], checks: tuple[tuple[str, str], ...]
) -> dict[str, ValueDomainDraft]:
    """The value domains of columns, with what conditions say of them."""
    found = dict(domains)
    lowered = {name.lower(): name for name in domains}
    for _, condition in checks:
        try:
            parser = _Parser(condition, lowered)
            facets = parser.condition()
            parser.require_end()
        except _NotUnderstoodError:
            continue
        for column, one in facets.items():
            found[column] = _narrow(found[column], one)
    return found


def _narrow(domain: ValueDomainDraft, facets: _Facets) -> ValueDomainDraft:
    if facets.codes is not None:
        kept = dict(domain.codes)
        codes = [code for code in facets.codes if not kept or code in kept]
        domain = replace(domain, codes=tuple((code, kept.get(code)) for code in codes))
    if domain.datatype in (None, XSD.string):
        # Texts are compared by the rules of a language, which no bound of ours has.
        facets.lower, facets.upper = [], []
    for value, is_exclusive in facets.lower:
        if _is_narrower(value, domain.minimum, is_lower=True):
            domain = replace(domain, minimum=value, minimum_is_exclusive=is_exclusive)
    for value, is_exclusive in facets.upper:
        if _is_narrower(value, domain.maximum, is_lower=False):
            domain = replace(domain, maximum=value, maximum_is_exclusive=is_exclusive)
    if facets.longest:
        domain = replace(domain, max_length=min([*facets.longest, *_some(domain.max_length)]))
    if facets.shortest:
        domain = replace(domain, min_length=max([*facets.shortest, *_some(domain.min_length)]))
    return domain


def _some(value: int | None) -> list[int]:
    return [] if value is None else [value]


def _is_narrower(value: str, other: str | None, *, is_lower: bool) -> bool:
    if other is None:
        return True
    try:
        return Decimal(value) > Decimal(other) if is_lower else Decimal(value) < Decimal(other)
    except ArithmeticError:
        return False


class _Parser:
    """Reads conditions joined by AND: column IN (…), = ANY (ARRAY[…]), comparisons, BETWEEN, lengths."""

    def __init__(self, condition: str, columns: Mapping[str, str]) -> None:
        self._columns = columns
        self._tokens: list[tuple[str, str]] = []
        at, text = 0, condition.strip()
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None or found.lastgroup is None:
                raise _NotUnderstoodError
            self._tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()
        self._at = 0
        self._depth = 0

    def require_end(self) -> None:
        if self._at < len(self._tokens):
            raise _NotUnderstoodError

    def condition(self) -> dict[str, _Facets]:
        """Conditions joined by AND; one of another kind is not understood."""
        facets = self._single()
        while self._take_word("and"):
            for column, one in self._single().items():
                before = facets.setdefault(column, _Facets())
                if one.codes is not None:
                    before.codes = (
                        one.codes if before.codes is None else tuple(code for code in before.codes if code in one.codes)
                    )
                before.lower += one.lower
                before.upper += one.upper
                before.longest += one.longest
                before.shortest += one.shortest
        return facets

    def _single(self) -> dict[str, _Facets]:
        if self._peek() == ("sign", "("):
            before = self._at
            try:
                # Parentheses around a whole condition, or only around its column.
                return self._group()
            except _NotUnderstoodError:
                self._at = before
        return self._comparison()

    def _group(self) -> dict[str, _Facets]:
        self._depth += 1
        if self._depth > 20:
            raise _NotUnderstoodError
        try:
            self._require("(")
            facets = self.condition()
            self._require(")")
        finally:
            self._depth -= 1
        return facets

    def _comparison(self) -> dict[str, _Facets]:
        if self._peek()[0] in ("text", "number"):
            value, (_, sign) = self._value(), self._next()
            column, is_length = self._subject()
            if sign not in _FLIPPED:
                raise _NotUnderstoodError
            return {column: _read_comparison(_FLIPPED[sign], value, is_length=is_length)}
        column, is_length = self._subject()
        if self._take_word("between"):
            low = self._value()
            self._require_word("and")
            facets = _read_comparison(">=", low, is_length=is_length)
            high = _read_comparison("<=", self._value(), is_length=is_length)
            facets.upper, facets.longest = high.upper, high.longest
            return {column: facets}
        if self._take_word("in"):
            return {column: _read_list(self._list("(", ")"), is_length=is_length)}
        kind, sign = self._next()
        if kind != "sign":
            raise _NotUnderstoodError
        if sign == "=" and self._take_word("any"):
            self._require("(")
            values = self._array()
            self._require(")")
            return {column: _read_list(values, is_length=is_length)}
        return {column: _read_comparison(sign, self._value(), is_length=is_length)}

    def _array(self) -> tuple[str, ...]:
        if self._peek() == ("sign", "("):
            self._next()
            values = self._array()
            self._require(")")
        else:
            self._require_word("array")
            values = self._list("[", "]")
        self._skip_cast()
        return values

    def _subject(self) -> tuple[str, bool]:
        """The column that is compared, and whether its length is."""
        kind, text = self._next()
        if (kind, text) == ("sign", "("):
            found = self._subject()
            self._require(")")
        elif kind == "name" and text.lower() in _LENGTH and self._peek() == ("sign", "("):
            self._next()
            found = (self._subject()[0], True)
            self._require(")")
        elif kind == "name":
            bare = text[1:-1].replace('""', '"') if text.startswith('"') else text
            column = bare if bare in self._columns.values() else self._columns.get(bare.lower())
            if column is None:
                raise _NotUnderstoodError
            found = (column, False)
        else:
            raise _NotUnderstoodError
        self._skip_cast()
        return found

    def _value(self) -> str:
        kind, text = self._next()
        if (kind, text) == ("sign", "("):
            value = self._value()
            self._require(")")
        elif kind == "text":
            value = text[1:-1].replace("''", "'")
        elif kind == "number":
            value = text
        else:
            raise _NotUnderstoodError
        self._skip_cast()
        return value

    def _list(self, opening: str, closing: str) -> tuple[str, ...]:
        self._require(opening)
        values = [self._value()]
        while self._peek() == ("sign", ","):
            self._next()
            values.append(self._value())
        self._require(closing)
        return tuple(dict.fromkeys(values))

    def _skip_cast(self) -> None:
        """Pass over ``::character varying[]``, which PostgreSQL adds."""
        while self._peek() == ("sign", "::"):
            self._next()
            if self._peek()[1].lower() not in _CAST:
                raise _NotUnderstoodError
            while self._peek()[0] == "name" and self._peek()[1].lower() in _CAST:
                self._next()
            if self._peek() == ("sign", "("):
                self._list("(", ")")
            if self._peek() == ("sign", "["):
                self._next()
                self._require("]")

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

    def _next(self) -> tuple[str, str]:
        found = self._peek()
        self._at += 1
        return found

    def _require(self, sign: str) -> None:
        if self._next() != ("sign", sign):
            raise _NotUnderstoodError

    def _take_word(self, word: str) -> bool:
        kind, text = self._peek()
        if kind != "name" or text.lower() != word:
            return False
        self._at += 1
        return True

    def _require_word(self, word: str) -> None:
        if not self._take_word(word):
            raise _NotUnderstoodError


def _read_comparison(sign: str, value: str, *, is_length: bool) -> _Facets:
    facets = _Facets()
    if is_length:
        if not value.isdigit():
            raise _NotUnderstoodError
        number = int(value)
        facets.longest = {"<=": [number], "<": [number - 1], "=": [number]}.get(sign, [])
        facets.shortest = {">=": [number], ">": [number + 1], "=": [number]}.get(sign, [])
        if sign not in _FLIPPED:
            raise _NotUnderstoodError
        return facets
    if sign == "=":
        facets.codes = (value,)
    elif sign in (">", ">="):
        facets.lower = [(value, sign == ">")]
    elif sign in ("<", "<="):
        facets.upper = [(value, sign == "<")]
    else:
        raise _NotUnderstoodError
    return facets


def _read_list(values: tuple[str, ...], *, is_length: bool) -> _Facets:
    if is_length:
        raise _NotUnderstoodError
    return _Facets(codes=values)
