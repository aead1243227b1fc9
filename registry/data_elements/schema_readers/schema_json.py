"""Read JSON as schemas need it: numbers as they are written, no key twice, nothing that cannot be stored."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final, NoReturn

from danhmuc.vocab.messages import FOREIGN_WORDS, Message
from danhmuc.vocab.reading.decoding import decode
from danhmuc.vocab.reading.json_guard import is_deeper
from danhmuc.vocab.reading.limits import MAX_DEPTH
from danhmuc.vocab.reading.refusing import refuse_binary, refuse_empty, refuse_html
from danhmuc.vocab.text import shorten

from ...messages.elements import SchemaReadingText
from .schema_reading import MAX_SCHEMA_BYTES, SchemaNotes, marks_in_json

_LONGEST_NUMBER: Final = 1_000
_SHOWN: Final = 40
_ODD: Final = re.compile(rb"\\u(?:0000|[dD][89abAB])")
"""Escapes of U+0000, and of the first half of a pair."""


def read_json(data: bytes, notes: SchemaNotes) -> object:
    """The value of a document: objects as dict, arrays as list, numbers as int or Decimal.

    Raises:
        DocumentError: it is too large or too deep, no JSON, or has a key twice in one object.
    """
    if len(data) > MAX_SCHEMA_BYTES:
        raise notes.refuse("too-large", SchemaReadingText.SCHEMA_TOO_LARGE(size=len(data), limit=MAX_SCHEMA_BYTES))
    refuse_empty(data, notes)
    refuse_binary(data, notes)
    refuse_html(data, notes)
    plain = decode(data, notes)
    if is_deeper(plain, MAX_DEPTH):
        raise notes.refuse("too-deep", SchemaReadingText.SCHEMA_TOO_DEEP(limit=MAX_DEPTH))
    try:
        value: object = json.loads(
            plain,
            object_pairs_hook=_members,
            parse_int=_number,
            parse_float=_number,
            parse_constant=_refuse_constant,
        )
    except _RefusedError as error:
        raise notes.refuse(error.code, error.reason) from None
    except json.JSONDecodeError as error:
        reason = SchemaReadingText.SCHEMA_JSON_BROKEN(reason=FOREIGN_WORDS(words=error.msg))
        raise notes.refuse("not-json", reason, line=error.lineno, column=error.colno) from None
    except (ValueError, RecursionError) as error:
        raise notes.refuse(
            "not-json", SchemaReadingText.SCHEMA_JSON_BROKEN(reason=FOREIGN_WORDS(words=str(error)))
        ) from None
    if b"\0" in plain or (_ODD.search(plain) and _has_odd_character(value)):
        raise notes.refuse("character", SchemaReadingText.SCHEMA_CHARACTER_REFUSED())
    notes.mark(marks_in_json(value))
    return value


class _RefusedError(Exception):
    def __init__(self, code: str, reason: Message) -> None:
        super().__init__(code)
        self.code, self.reason = code, reason


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise _RefusedError("key-repeated", SchemaReadingText.SCHEMA_KEY_REPEATED(name=name))
            seen.add(name)
    return found


def _number(text: str) -> int | Decimal:
    if len(text) > _LONGEST_NUMBER:
        raise _RefusedError("number", SchemaReadingText.SCHEMA_NUMBER_REFUSED(number=shorten(text, _SHOWN)))
    if text.lstrip("-").isdigit():
        return int(text)
    try:
        return Decimal(text)
    except InvalidOperation:
        raise _RefusedError("number", SchemaReadingText.SCHEMA_NUMBER_REFUSED(number=shorten(text, _SHOWN))) from None


def _refuse_constant(text: str) -> NoReturn:
    raise _RefusedError("number", SchemaReadingText.SCHEMA_NUMBER_REFUSED(number=text))


def _has_odd_character(value: object) -> bool:
    if isinstance(value, str):
        return "\0" in value or any("\ud800" <= one <= "\udfff" for one in value)
    if isinstance(value, Mapping):
        return any(_has_odd_character(name) or _has_odd_character(one) for name, one in value.items())
    return isinstance(value, list) and any(map(_has_odd_character, value))


def json_text(value: object) -> str:
    """The text of a value: of a text itself, of a number as it is written, of all else its JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(str(k), ensure_ascii=False)}: {_quote(v)}" for k, v in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(_quote, value)) + "]"
    return str(value)


def _quote(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else json_text(value)


def plain_text(value: object) -> str | None:
    """The value if it is a text with something in it, else None."""
    return value if isinstance(value, str) and value.strip() else None


def whole_number(value: object) -> int | None:
    """The value if it is a whole number that is not negative, else None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, Decimal) and value == value.to_integral_value() and abs(value) < 1 << 63:
        value = int(value)
    return value if isinstance(value, int) and 0 <= value < 1 << 63 else None


def child(pointer: str, *steps: str | int) -> str:
    """The JSON pointer of a member, as a fragment.

    >>> child("#", "tables", 0, "a/b")
    '#/tables/0/a~1b'
    """
    return pointer + "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
