r"""Regular expressions of SHACL, with a time limit for each match.

SPARQL's ``regex`` is that of XPath, and XPath's differs from the one of Python: ``$`` is the very end, ``\w`` has no
underscore, classes can be subtracted, ``#`` begins no comment. A pattern is therefore read piece by piece and rewritten
for `regex`, which supports Unicode's categories and time limits. Syntax that XPath lacks and nearly everybody uses
(``\b``, ``(?:…)``, ``(?=…)``) has its usual meaning.
Source: XQuery 1.0 and XPath 2.0 Functions and Operators, section 7.6; XML Schema 1.1 part 2, appendix G.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, Protocol

import regex

from danhmuc.vocab.datatypes.grammar import NAME_CHARACTERS, NAME_START
from danhmuc.vocab.errors import ShapesError
from danhmuc.vocab.messages import FOREIGN_WORDS, Message, MessageTemplate
from danhmuc.vocab.text import shorten

from ..messages.shapes_graph import EngineText
from .outcomes import UNCOMPUTED, Outcome

SECONDS: Final = 1.0
"""Time limit of one match, in processor time."""
BRIEF_SECONDS: Final = 0.002
"""Time limit for a pattern that has timed out before: enough for any value that was not made to slow it down."""
_SECONDS_PER_CHARACTER: Final = 1e-6
"""What each character of a text adds to that, so that a long text is no slow one."""
_LARGEST: Final = 50_000
"""Maximum characters of a pattern with its repetitions expanded; larger ones take too long to compile."""
_FLAGS: Final = {"i": regex.IGNORECASE, "s": regex.DOTALL}
_KNOWN_FLAGS: Final = "imsxq"
_SHOWN: Final = 200
_DIGITS: Final = 9
_BLANK: Final = " \t\n\r"
_LINE_START: Final = r"(?:\A|(?<=\n)(?!\Z))"
_LINE_END: Final = r"(?:(?=\n)|(?<!\n)\Z)"
_INSIDE: Final = {
    "s": r" \t\n\r",
    "d": r"\p{Nd}",
    "i": f":{NAME_START}",
    "c": f":{NAME_CHARACTERS}",
}
"""Escapes that are classes, in the form inside brackets; the capital letter is the complement."""
_NO_WORD: Final = r"\p{P}\p{Z}\p{C}"
_SAME: Final = frozenset("nrt")
_OPENED: Final = re.compile(r"\[\^?\Z")
"""The beginning of a class, where a closing bracket is a character like others."""
_LENIENT: Final = frozenset("bBAZfv")
_GROUP: Final = re.compile(
    r"\?(?:[:=!>]|<[=!]|P?<[A-Za-z_]\w*>|P=[A-Za-z_]\w*\)|[is]+[:)])|[^?*]|\Z", re.ASCII | re.DOTALL
)
"""Allowed beginnings of a group; others that `regex` accepts, such as recursion, have no limit."""
_CASELESS: Final = re.compile(r"\(\?s*i")
"""The flag i within a pattern."""
_DEEPEST: Final = 50


class Matches(Protocol):
    """A compiled pattern."""

    def __call__(self, text: str, seconds: float | None = None) -> Outcome:
        """Whether a text has a match; `seconds` is the time limit, by default `SECONDS`."""
        ...


def brief_seconds(text: str) -> float:
    """Time limit for a text and a pattern that has timed out before."""
    return min(SECONDS, BRIEF_SECONDS + len(text) * _SECONDS_PER_CHARACTER)


def matcher(pattern: str, flags: str, where: str) -> Matches:
    """Compile a pattern; a match that takes too much time or memory is not computed.

    Raises:
        ShapesError: the pattern or a flag is not valid.
    """
    search = compile_pattern(pattern, flags, where).search

    def matches(text: str, seconds: float | None = None) -> Outcome:
        try:
            return search(text, timeout=SECONDS if seconds is None else seconds) is not None
        except (TimeoutError, MemoryError):
            return UNCOMPUTED

    return matches


def compile_pattern(pattern: str, flags: str, where: str) -> regex.Pattern[str]:
    """Compile a pattern of XPath, for matches with a time limit of their own.

    Raises:
        ShapesError: the pattern or a flag is not valid.
    """
    unknown = set(flags) - set(_KNOWN_FLAGS)
    if unknown:
        raise ShapesError(EngineText.FLAGS_UNKNOWN(shape=where, flags="".join(sorted(unknown)), known=_KNOWN_FLAGS))
    options = regex.V0
    for flag in flags:
        options |= _FLAGS.get(flag, 0)
    try:
        return regex.compile(_rewrite(pattern, flags), options)
    except (_PatternError, regex.error, OverflowError, RecursionError) as error:
        reason = error.reason if isinstance(error, _PatternError) else FOREIGN_WORDS(words=_on_one_line(str(error)))
        raise ShapesError(
            EngineText.PATTERN_WRONG(shape=where, pattern=shorten(pattern, _SHOWN + 1), reason=reason)
        ) from error


def overrun_messages(overruns: Mapping[str, int]) -> Iterator[Message]:
    """A message for each pattern that took too long.

    >>> for warning in overrun_messages({"(a+)+$": 2}):
    ...     print(warning)
    sh:pattern '(a+)+$' takes too long on some values, which do not conform; write it without nested repetitions
    """
    for pattern in overruns:
        yield EngineText.PATTERN_SLOW(pattern=shorten(pattern, _SHOWN + 1))


def _on_one_line(text: str) -> str:
    """A text that may quote the pattern, with line breaks and control characters as escapes."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


def _rewrite(pattern: str, flags: str) -> str:
    if len(pattern) > _LARGEST:
        raise _PatternError(EngineText.PATTERN_TOO_LARGE(most=_LARGEST))
    return regex.escape(pattern, special_only=True) if "q" in flags else _Writer(pattern, flags).rewrite()


def _without_blanks(pattern: str) -> str:
    """A pattern without its blanks, but those in classes: the flag x takes them out before anything else is read."""
    made: list[str] = []
    depth = 0
    rest = iter(pattern)
    for sign in rest:
        if not depth and sign in _BLANK:
            continue
        if sign == "\\":
            made.append(sign)
            sign = next((one for one in rest if depth or one not in _BLANK), "")
        elif sign == "[":
            depth += 1
        elif sign == "]" and depth and not _OPENED.search("".join(made[-2:])):
            depth -= 1
        made.append(sign)
    return "".join(made)


class _PatternError(Exception):
    """A fault of a pattern."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


class _Writer:
    """Rewrites a pattern of XPath for `regex`, in one pass from left to right."""

    def __init__(self, pattern: str, flags: str) -> None:
        self._rest = _without_blanks(pattern) if "x" in flags else pattern
        self._at = 0
        self._is_caseless = "i" in flags or _CASELESS.search(self._rest) is not None
        self._start = _LINE_START if "m" in flags else r"\A"
        self._end = _LINE_END if "m" in flags else r"\Z"
        # Size of each open group so far, and of the last piece.
        self._sizes = [0]
        self._last = 0

    def rewrite(self) -> str:
        """Rewrite the pattern."""
        return "".join(iter(self._piece, None))

    def _add(self, size: int) -> None:
        self._last = size
        self._sizes[-1] += size
        if self._sizes[-1] > _LARGEST:
            raise _PatternError(EngineText.PATTERN_TOO_LARGE(most=_LARGEST))

    def _piece(self) -> str | None:
        sign = self._next()
        match sign:
            case "{":
                return self._count()
            case "(":
                return self._open()
            case ")":
                return self._close()
            case "*" | "+" | "?" | None:
                return sign
        self._add(1)
        match sign:
            case "^":
                return self._start
            case "$":
                return self._end
            case "[":
                return self._class(0)
            case "\\":
                return self._escape()
        return sign

    def _open(self) -> str:
        found = _GROUP.match(self._rest, self._at)
        if found is None:
            raise _PatternError(
                EngineText.PATTERN_MEANINGLESS(part=_on_one_line(f"({self._rest[self._at : self._at + 2]}"))
            )
        if len(self._sizes) > _DEEPEST:
            raise _PatternError(EngineText.PATTERN_GROUPS_TOO_DEEP())
        self._sizes.append(0)
        return "("

    def _close(self) -> str:
        if len(self._sizes) > 1:
            self._add(self._sizes.pop())
        return ")"

    def _next(self) -> str | None:
        if self._at >= len(self._rest):
            return None
        self._at += 1
        return self._rest[self._at - 1]

    def _need(self, lacking: MessageTemplate) -> str:
        sign = self._next()
        if sign is None:
            raise _PatternError(lacking())
        return sign

    def _is_ahead(self, text: str) -> bool:
        return self._rest.startswith(text, self._at)

    def _count(self) -> str:
        """A repetition; anything else in braces is an error, because `regex` has fuzzy matching there."""
        end = self._rest.find("}", self._at)
        inside = self._rest[self._at : max(end, self._at)]
        least, comma, most = inside.partition(",")
        if not (_is_number(least) and (not most or _is_number(most)) and (comma or not most)):
            raise _PatternError(EngineText.PATTERN_COUNT_WRONG())
        self._at = end + 1
        self._add(self._last * max(int(least[:_DIGITS]) - 1, 0))
        return f"{{{inside}}}"

    def _escape(self) -> str:
        sign = self._need(EngineText.PATTERN_ESCAPE_UNCLOSED)
        whole = self._whole_class(sign)
        if whole is not None:
            return whole
        # A group number must not merge with a digit after it.
        return f"(?:\\{sign})" if sign in "123456789" else self._single(sign)

    def _whole_class(self, sign: str) -> str | None:
        """The class that an escape stands for; None for an escape of one character."""
        if sign == "w":
            found = f"[^{_NO_WORD}]"
        elif sign == "W":
            found = f"[{_NO_WORD}]"
        elif sign in "pP":
            found = self._category(sign)
        elif sign.lower() in _INSIDE:
            found = f"[{'^' if sign.isupper() else ''}{_INSIDE[sign.lower()]}]"
        else:
            return None
        # The flag i changes characters and ranges, and nothing else.
        return f"(?-i:{found})" if self._is_caseless else found

    def _single(self, sign: str) -> str:
        if sign in _SAME or sign in _LENIENT:
            return f"\\{sign}"
        if sign.isascii() and sign.isalnum():
            raise _PatternError(EngineText.PATTERN_MEANINGLESS(part=f"\\{sign}"))
        return regex.escape(sign, special_only=False)

    def _category(self, sign: str) -> str:
        end = self._rest.find("}", self._at)
        if not self._is_ahead("{") or end < 0:
            raise _PatternError(EngineText.PATTERN_CATEGORY_MISSING(part=f"\\{sign}"))
        name = self._rest[self._at + 1 : end]
        self._at = end + 1
        if not name.isascii() or not name.replace("-", "").isalnum():
            raise _PatternError(EngineText.PATTERN_CATEGORY_UNKNOWN(part=_on_one_line(f"\\{sign}{{{name}}}")))
        # The block IsThai of XML Schema is InThai elsewhere, where IsThai is a script.
        return f"\\{sign}{{{'In' + name[2:] if name.startswith('Is') else name}}}"

    def _class(self, depth: int) -> str:
        """A class in brackets; subtraction becomes a lookahead, and special characters of `regex` are escaped."""
        if depth > _DEEPEST:
            raise _PatternError(EngineText.PATTERN_CLASS_TOO_DEEP())
        is_not = self._is_ahead("^")
        if is_not:
            self._at += 1
        inside: list[str] = []
        wholes: list[str] = []  # classes that cannot stand in these brackets: complements, and all with the flag i
        without = ""
        while True:
            sign = self._need(EngineText.PATTERN_CLASS_UNCLOSED)
            if sign == "]" and (inside or wholes):
                break
            if sign == "-" and self._is_ahead("["):
                self._at += 1
                without = f"(?!{self._class(depth + 1)})"
                if self._need(EngineText.PATTERN_CLASS_UNCLOSED) != "]":
                    raise _PatternError(EngineText.PATTERN_CLASS_GOES_ON())
                break
            if sign == "[":
                raise _PatternError(EngineText.PATTERN_CLASS_OPENS())
            if sign == "\\":
                self._escape_inside(inside, wholes)
            else:
                inside.append(self._range_sign(sign, inside))
        return _class(inside, wholes, without, is_not=is_not)

    def _range_sign(self, sign: str, inside: list[str]) -> str:
        """A character; a hyphen that makes no range and special characters of `regex` are escaped."""
        if sign != "-":
            return sign if sign.isalnum() else regex.escape(sign, special_only=False)
        return "-" if inside and inside[-1] != "-" and not self._is_ahead("]") and not self._is_ahead("-[") else r"\-"

    def _escape_inside(self, inside: list[str], wholes: list[str]) -> None:
        sign = self._need(EngineText.PATTERN_CLASS_UNCLOSED)
        if sign in _INSIDE and not self._is_caseless:
            inside.append(_INSIDE[sign])
        elif sign == "W" and not self._is_caseless:
            inside.append(_NO_WORD)
        elif sign in "pP" and not self._is_caseless:
            inside.append(self._category(sign))
        elif (whole := self._whole_class(sign)) is not None:
            wholes.append(whole)
        elif sign in _SAME:
            inside.append(f"\\{sign}")
        else:
            inside.append(self._single(sign))


def _class(inside: list[str], wholes: list[str], without: str, *, is_not: bool) -> str:
    alternatives = [f"[{''.join(inside)}]", *wholes] if inside else wholes
    if is_not:
        ahead = without + "".join(f"(?!{one})" for one in wholes)
        whole = f"[^{''.join(inside)}]" if inside else r"[\s\S]"
        return f"(?:{ahead}{whole})" if ahead else whole
    whole = alternatives[0] if len(alternatives) == 1 else f"(?:{'|'.join(alternatives)})"
    return f"(?:{without}{whole})" if without else whole


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
