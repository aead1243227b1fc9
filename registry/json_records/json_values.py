"""JSON values as they are written: numbers keep their digits, objects remember keys that occur twice.

Knows nothing of DCAT.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias, TypeGuard

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
