from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from danhmuc.vocab.json_values import json_members, json_value
from danhmuc.vocab.messages.errors import ErrorsText


@dataclass(frozen=True, slots=True)
class Row:
    day: date | None
    codes: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        return json_members(self, ("day", "codes"))


def test_json_value__of_what_json_has_itself_is_the_same() -> None:
    for value in (None, True, 3, 0.5, "Huế"):
        assert json_value(value) is value


def test_json_value__goes_into_rows_lists_and_mappings() -> None:
    value = json_value({"rows": (Row(date(2026, 3, 31), ("a",)), Row(None, ())), "ids": {7}})
    assert value == {"rows": [{"day": "2026-03-31", "codes": ["a"]}, {"day": None, "codes": []}], "ids": [7]}
    assert json.loads(json.dumps(value)) == value


def test_json_value__of_a_moment_is_iso() -> None:
    assert json_value(datetime(2026, 3, 31, 8, tzinfo=UTC)) == "2026-03-31T08:00:00+00:00"


def test_json_value__of_a_message_is_english() -> None:
    assert json_value(ErrorsText.SOURCE_UNKNOWN(name="x", known=("a", "b"))) == "unknown source 'x'; known: a, b"


@pytest.mark.parametrize("value", [b"bytes", object(), json_value])
def test_json_value__of_anything_else_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="nothing that JSON has"):
        json_value({"deep": [value]})
