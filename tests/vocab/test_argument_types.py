"""Arguments of wrong types are refused at the door."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from danhmuc.vocab.argument_types import refuse_wrong_types
from danhmuc.vocab.errors import UsageError


@refuse_wrong_types
def act(
    name: str,
    number: int | None = None,
    *,
    day: date | None = None,
    when: str | int | date | datetime = "",
    things: list[str] | None = None,
    by: str = "an",
    text: str = "",
) -> tuple[object, ...]:
    """Return what was given."""
    return (name, number, day, when, things, by)


def test_call__of_the_right_types_is_made() -> None:
    day, time = date(2026, 7, 1), datetime(2026, 7, 1)
    assert act("a", 1, day=day, when=time, by="x") == ("a", 1, day, time, None, "x")
    assert act("a", text="\0")
    assert act(name="a", things=[]) == ("a", None, None, "", [], "an")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": None}, "name has to be str, not NoneType"),
        ({"name": b"a"}, "name has to be str, not bytes"),
        ({"name": "a", "number": "1"}, r"number has to be int \| None, not str"),
        ({"name": "a", "number": True}, r"number has to be int \| None, not bool"),
        ({"name": "a", "day": "2026-07-01"}, r"day has to be date \| None, not str"),
        ({"name": "a", "day": datetime(2026, 7, 1)}, r"day has to be date \| None, not datetime"),
        ({"name": "a", "when": 1.5}, "when has to be"),
        ({"name": "a", "by": " "}, "by has no words"),
        ({"name": "a\0"}, r"name has a letter that no database stores \(.*\): a\\u0000$"),
        ({"name": "\ud800"}, "name has a letter that no database stores"),
    ],
)
def test_call__of_a_wrong_type_is_one_line(given: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=f"^{told}"):
        act(**given)
    assert act.__doc__ == "Return what was given."


def test_call__takes_as_many_as_there_are() -> None:
    @refuse_wrong_types
    def act_on(*paths: str, number: int = 0) -> int:
        return len(paths) + number

    assert act_on("a", "b", number=1) == 3
    with pytest.raises(UsageError, match=r"^number has to be int, not str"):
        act_on("a", number="1")  # type: ignore[arg-type]


def test_class__all_public_methods_refuse() -> None:
    @refuse_wrong_types
    class Door:
        limit = 5

        def act(self, name: str) -> str:
            return self._act(name)

        def _act(self, name: str) -> str:
            return name

        @property
        def name(self) -> str:
            return self._act(5)  # type: ignore[arg-type]

    door = Door()
    assert (door.act("a"), door.limit) == ("a", 5)
    assert door.name == 5
    with pytest.raises(UsageError, match=r"^name has to be str, not int"):
        door.act(5)  # type: ignore[arg-type]
