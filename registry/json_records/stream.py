"""Read JSON text from a file piece by piece, values as they are written.

Read JSON text from a file piece by piece, one value at a time.

No more is held than one value. The standard library decodes the values: it keeps digits, half surrogate pairs
and repeated keys, and says line and column of what is no JSON, none of which a push parser does.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NoReturn, TypeAlias, TypeGuard

from danhmuc.vocab.messages import FOREIGN_WORDS
from danhmuc.vocab.messages.reading import ReadingText
from danhmuc.vocab.reading.notes import MAX_DEPTH, Notes

from ..messages.sources import DcatUsText

# ---------------------------------------------------------------- json values
# JSON values as they are written: numbers keep their digits, objects remember keys that occur twice.
#
# Knows nothing of DCAT.

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
"""What stands for half a surrogate pair and for U+0000, which neither UTF-8 nor PostgreSQL can hold."""


class JsonNumber(str):
    """A number as it is written, such as ``1.50`` or ``1e400``."""

    __slots__ = ()


class JsonObject(dict[str, "Json"]):
    """An object; of a key that occurs more than once it holds the first value.

    Attributes:
        repeated: the keys that occur again, each with its further value, in order.
    """

    __slots__ = ("repeated",)

    def __init__(self, pairs: Sequence[tuple[str, Json]] = ()) -> None:
        super().__init__(pairs)
        self.repeated: tuple[tuple[str, Json], ...] = ()
        if len(self) < len(pairs):
            self.clear()
            again: list[tuple[str, Json]] = []
            for key, value in pairs:
                if key in self:
                    again.append((key, value))
                else:
                    self[key] = value
            self.repeated = tuple(again)


Json: TypeAlias = "bool | str | JsonNumber | list[Json] | JsonObject | None"

_TYPES: Final = {bool: "boolean", str: "string", JsonNumber: "number", list: "array", JsonObject: "object"}


def type_name(value: Json) -> str:
    """The name that JSON has for the type of a value."""
    return "null" if value is None else _TYPES[type(value)]


def is_list(value: Json) -> TypeGuard[list[Json]]:
    """Whether a value is an array."""
    return isinstance(value, list)


def child_pointer(pointer: str, key: str | int) -> str:
    """The JSON pointer of a member or item.

    >>> child_pointer("/dataset/0", "a/b~c")
    '/dataset/0/a~1b~0c'

    Source: RFC 6901.
    """
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"


def json_text(value: Json) -> str:
    """The value as JSON, compact; objects keep the order and the repetitions of their keys."""
    if isinstance(value, JsonNumber):
        return str(value)
    if isinstance(value, JsonObject):
        members = [*value.items(), *value.repeated]
        return "{" + ",".join(f"{json_text(key)}:{json_text(one)}" for key, one in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(json_text, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def depth_of(value: Json) -> int:
    """The number of arrays and objects that stand in each other; 0 for anything else."""
    deepest = 0
    todo = [(value, 1)]
    while todo:
        one, depth = todo.pop()
        within: list[Json] | None = None
        if isinstance(one, JsonObject):
            within = [*one.values(), *(again for _, again in one.repeated)]
        elif isinstance(one, list):
            within = one
        if within is not None:
            deepest = max(deepest, depth)
            todo.extend((inner, depth + 1) for inner in within)
    return deepest


def without_unstorable_letters(value: Json) -> Json:
    """The value with `REPLACEMENT` for letters that cannot be stored; its depth is known to be small."""
    if isinstance(value, JsonObject):
        return _clean_object(value)
    if isinstance(value, list):
        return [without_unstorable_letters(one) for one in value]
    return _clean_text(value) if type(value) is str else value


def _clean_object(value: JsonObject) -> JsonObject:
    pairs = [(_clean_text(key), without_unstorable_letters(one)) for key, one in _members(value)]
    return JsonObject(pairs)


def _members(value: JsonObject) -> Iterator[tuple[str, Json]]:
    yield from value.items()
    yield from value.repeated


def _clean_text(text: str) -> str:
    return "".join(REPLACEMENT if "\ud800" <= one <= "\udfff" or one == "\0" else one for one in text)


# ---------------------------------------------------------------- stream

MAX_VALUE: Final = 64_000_000
"""Characters of one record, or of one field of a catalogue; a bbox or a long description has some thousand."""
_PIECE: Final = 1 << 18
_SLACK: Final = 16
"""Characters that the rest of a number, a word or an escape may have."""
_SPACE: Final = re.compile(r"[ \t\n\r]*")
_ODD: Final = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)")
_UNFINISHED: Final = ("Unterminated string", "Expecting", "Invalid \\uXXXX", "Invalid \\escape")


class JsonValue:
    """A decoded value.

    Attributes:
        line: of its first letter, from 1.
        text: as it was written.
        has_lost_letters: whether letters in it could not be stored.
    """

    __slots__ = ("has_lost_letters", "line", "text", "value")

    def __init__(self, value: Json, line: int, text: str, *, has_lost_letters: bool) -> None:
        self.value, self.line, self.text, self.has_lost_letters = value, line, text, has_lost_letters


class JsonText:
    """The text of a document, read forward once.

    Every method raises DocumentError if the text is not JSON or ends too early, and OSError if it cannot be read.
    """

    def __init__(self, read: Callable[[int], bytes], encoding: str, notes: Notes) -> None:
        self._read = read
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._notes = notes
        self._text = ""
        self._at = 0
        self._line = 1
        self._column = 1
        self._bytes = 0
        self._ended = False
        self._decode = json.JSONDecoder(
            object_pairs_hook=JsonObject, parse_float=JsonNumber, parse_int=JsonNumber, parse_constant=_refuse_constant
        ).raw_decode

    @property
    def line(self) -> int:
        """The line of the next letter, from 1."""
        return self._line

    def peek(self) -> str:
        """The next letter that is no space; empty at the end of the document."""
        while True:
            found = _SPACE.match(self._text, self._at)
            assert found is not None
            self._move(found.end())
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._fill():
                return ""

    def take(self, wanted: str) -> bool:
        """Pass over the next letter if it is the wanted one, and tell whether it was."""
        if self.peek() != wanted:
            return False
        self._move(self._at + 1)
        return True

    def expect(self, wanted: str) -> None:
        """Pass over the next letter, which must be the wanted one."""
        if not self.take(wanted):
            self.refuse(f"Expecting '{wanted}'")

    def value(self) -> JsonValue:
        """The next value."""
        self.peek()
        while True:
            try:
                value, end = self._decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._ended or not self._may_go_on(error):
                    self._move(error.pos)
                    self.refuse(error.msg)
            except RecursionError:
                raise self._notes.refusal(
                    "read:too-deep", ReadingText.JSON_TOO_DEEP(limit=MAX_DEPTH), line=self._line
                ) from None
            except _ConstantError as error:
                self.refuse(f"{error.args[0]} is no JSON")
            else:
                # A number at the very end may go on in the next piece.
                if end < len(self._text) or self._ended:
                    return self._json_value(value, end)
            self._fill()

    def members(self) -> Iterator[str]:
        """The keys of the object that begins here; after each, its value must be read."""
        self.expect("{")
        if self.take("}"):
            return
        while True:
            if self.peek() != '"':
                self.refuse("Expecting property name enclosed in double quotes")
            key = self.value().value
            self.expect(":")
            yield str(key)
            if self.take("}"):
                return
            self.expect(",")

    def items(self) -> Iterator[int]:
        """The numbers of the items of the array that begins here, from 0; after each, its value must be read."""
        self.expect("[")
        if self.take("]"):
            return
        number = 0
        while True:
            yield number
            number += 1
            if self.take("]"):
                return
            self.expect(",")

    def expect_end(self) -> None:
        """Make sure that nothing follows, and read to the end."""
        if self.peek():
            self.refuse("Extra data")

    def refuse(self, words: str) -> NoReturn:
        """Raise the error of text that is not JSON here."""
        raise self._notes.refusal("read:syntax", FOREIGN_WORDS(words=words), line=self._line, column=self._column)

    def _json_value(self, value: Json, end: int) -> JsonValue:
        text = self._text[self._at : end]
        line = self._line
        if depth_of(value) > MAX_DEPTH:
            raise self._notes.refusal("read:too-deep", ReadingText.JSON_TOO_DEEP(limit=MAX_DEPTH), line=line)
        clean = value
        if "\\" in text and _ODD.search(text):
            clean = without_unstorable_letters(value)
        self._move(end)
        return JsonValue(clean, line, text, has_lost_letters=clean != value)

    def _may_go_on(self, error: json.JSONDecodeError) -> bool:
        """Whether the fault may only be that the text is not all there yet."""
        if error.msg.startswith("Unterminated string"):
            return True
        return error.pos >= len(self._text) - _SLACK and error.msg.startswith(_UNFINISHED)

    def _move(self, end: int) -> None:
        passed = self._text[self._at : end]
        lines = passed.count("\n")
        if lines:
            self._line += lines
            self._column = len(passed) - passed.rfind("\n")
        else:
            self._column += len(passed)
        self._at = end

    def _fill(self) -> bool:
        """Read more, and tell whether there was more; text before the next letter is forgotten."""
        if self._ended:
            return False
        held = len(self._text) - self._at
        if held > MAX_VALUE:
            raise self._notes.refusal("read:too-large", DcatUsText.VALUE_TOO_LARGE(limit=MAX_VALUE), line=self._line)
        # As much again as is held, so that a long value is not tried once for each small piece.
        data = self._read(max(_PIECE, held))
        more = self._decode_piece(data)
        self._ended = not data
        self._text = self._text[self._at :] + more
        self._at = 0
        return bool(data)

    def _decode_piece(self, data: bytes) -> str:
        pending = len(self._decoder.getstate()[0])
        try:
            more = self._decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            at = self._bytes - pending + error.start
            reason = ReadingText.BYTE_NOT_IN_ENCODING(
                byte=f"0x{error.object[error.start]:02X}", position=at, encoding=self._encoding.upper()
            )
            raise self._notes.refusal("read:encoding", reason) from error
        self._bytes += len(data)
        return more


class _ConstantError(Exception):
    """NaN or Infinity."""


def _refuse_constant(name: str) -> NoReturn:
    raise _ConstantError(name)
