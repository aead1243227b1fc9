"""Values of fields that are elsewhere: looked at as any other, and loaded only then."""

from __future__ import annotations

import pickle
from dataclasses import dataclass

import pytest

from danhmuc.registry.record.spools import (
    SpilledValue,
    has_value,
    held_value,
    let_spill,
    replace_unloaded,
    with_loaded,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing with two large values."""

    name: str
    text: str | None = None
    body: bytes | None = None


let_spill(Thing, "text", "body")


class Elsewhere(SpilledValue):
    """Values that count how often they are loaded."""

    def __init__(self, values: dict[str, object], *, together: bool = False) -> None:
        self.values, self.together, self.loaded = values, together, 0

    def load_value(self, name: str) -> object:
        self.loaded += 1
        return self.values[name]

    def load_values(self) -> dict[str, object]:
        self.loaded += 1
        return dict(self.values) if self.together else {}


def spilled(*, together: bool = False) -> tuple[Thing, Elsewhere]:
    there = Elsewhere({"text": "long", "body": b"large"}, together=together)
    return Thing(name="a", text=there, body=there), there  # type: ignore[arg-type]


def test_field__is_loaded_when_it_is_looked_at() -> None:
    thing, there = spilled()
    assert (there.loaded, thing.text, thing.body, there.loaded) == (0, "long", b"large", 2)
    assert thing == Thing(name="a", text="long", body=b"large")
    assert pickle.loads(pickle.dumps(thing)) == thing


@pytest.mark.parametrize(("name", "has"), [("text", True), ("body", False)])
def test_has_value__loads_nothing(name: str, *, has: bool) -> None:
    there = Elsewhere({"text": "long"})
    thing = Thing(name="a", text=there)  # type: ignore[arg-type]
    assert (has_value(thing, name), there.loaded) == (has, 0)


def test_replace_unloaded__leaves_what_is_elsewhere_there() -> None:
    thing, there = spilled()
    other = replace_unloaded(thing, name="b", body=b"new")
    assert (other.name, other.body, held_value(other, "text"), there.loaded) == ("b", b"new", there, 0)
    assert (thing.name, thing.body) == ("a", b"large")


@pytest.mark.parametrize(("together", "times"), [(True, 1), (False, 3)])
def test_with_loaded__has_all_values_in_memory(*, together: bool, times: int) -> None:
    thing, there = spilled(together=together)
    loaded = with_loaded(thing)
    assert (held_value(loaded, "text"), held_value(loaded, "body"), there.loaded) == ("long", b"large", times)


def test_with_loaded__of_what_is_in_memory_is_the_same_object() -> None:
    thing = Thing(name="a", text="short")
    assert with_loaded(thing) is thing
