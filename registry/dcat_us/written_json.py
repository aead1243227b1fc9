"""JSON on its way out, and JSON texts that records have kept: strictly read, of bounded depth."""

from __future__ import annotations

import json
from typing import Final

from danhmuc.vocab.reading.limits import MAX_DEPTH

from ..json_records.json_values import Json, JsonNumber, JsonObject, depth_of, without_unstorable_letters

Written = bool | str | list["Written"] | dict[str, "Written"] | int | float | None
"""A value as `json` writes it."""

_LARGEST: Final = 1e308


def parse_json(text: str) -> Json | None:
    """A JSON text with numbers as they are written; None if it is none, or nested too deeply to be written."""
    try:
        found: Json = _decoder().decode(text)
    except (ValueError, RecursionError):
        return None
    return None if depth_of(found) > MAX_DEPTH else without_unstorable_letters(found)


def decoded_json(value: Written) -> Json:
    """A value that is to be written, as the reader of documents decodes it."""
    if isinstance(value, str):
        return value
    found: Json = _decoder().decode(json.dumps(value))
    return found


def plain_json(value: Json) -> Written:
    """A value that was read, as `json` writes it; of a key that occurs twice, the first."""
    if isinstance(value, JsonNumber):
        return _number(value)
    if isinstance(value, JsonObject):
        return {key: plain_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain_json(one) for one in value]
    return value


def _number(text: str) -> int | float | str:
    """A number; the text of one that Python cannot hold."""
    try:
        number = json.loads(text)
    except ValueError:
        return text
    return number if isinstance(number, int) or abs(number) < _LARGEST else text


def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(
        object_pairs_hook=JsonObject, parse_float=JsonNumber, parse_int=JsonNumber, parse_constant=_refuse_constant
    )


def _refuse_constant(name: str) -> float:
    """Raise ValueError for NaN and infinities, which Python reads and JSON does not have."""
    raise ValueError(name)
