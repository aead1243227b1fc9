"""The places of the objects of JSON documents: the name of the document and a pointer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .schema_json import child


class ValuePlaces:
    """The places of the objects of some documents, by identity, whatever address led to them."""

    def __init__(self, name: str, value: object) -> None:
        """Of one document; others may be added."""
        self._unread: list[tuple[str, object]] = [(name, value)]
        self._names: dict[int, str] = {}
        self._steps: dict[int, tuple[int, str | int]] = {}

    def add(self, name: str, value: object) -> None:
        """Add a document, which stays in memory as long as its places are asked for."""
        self._unread.append((name, value))

    def place(self, value: Mapping[str, Any]) -> str:
        """The document and pointer of an object of one of the documents."""
        while self._unread:
            self._read(*self._unread.pop())
        steps: list[str | int] = []
        at = id(value)
        while at in self._steps:
            at, step = self._steps[at]
            steps.append(step)
        return f"{self._names.get(at, '')}{child('#', *reversed(steps))}"

    def _read(self, name: str, value: object) -> None:
        """Walk through a document."""
        self._names[id(value)] = name
        waiting = [value]
        while waiting:
            holder = waiting.pop()
            for step, one in _members(holder):
                if isinstance(one, dict | list):
                    self._steps[id(one)] = (id(holder), step)
                    waiting.append(one)


def _members(value: object) -> Iterator[tuple[str | int, object]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)
