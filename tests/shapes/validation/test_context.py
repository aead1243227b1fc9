"""The context of a record: what it reaches."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from danhmuc.shapes import Context
from danhmuc.shapes.validation import context as room
from danhmuc.vocab.canonical import CanonicalGraph

PROPERTY = "<http://purl.org/dc/terms/relation>"


@dataclass(frozen=True)
class Record:
    """A record that names others."""

    iri: str
    canonical: CanonicalGraph

    @classmethod
    def naming(cls, name: str, *others: str) -> Record:
        lines = "".join(f"<https://e.vn/{name}> {PROPERTY} <https://e.vn/{other}> .\n" for other in others)
        return cls(f"https://e.vn/{name}", CanonicalGraph(f"digest of {name}", lines.encode(), len(others)))


def test_of__reaches_the_same_however_many_links_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    nodes = [Record.naming(name, *others) for name, others in {"a": "b", "b": "cd", "c": "a", "d": ""}.items()]
    records = [Record.naming("x", "a"), Record.naming("y", "c"), Record.naming("z", "d")]
    found = []
    for most in (5_000, 1):
        monkeypatch.setattr(room, "_MOST_READY", most)
        context = Context()
        for node in nodes:
            context.add(node)
        found.append([context.of(record) for record in (*records, *records)])
    assert found[0] == found[1]
    assert [len(one.nquads) for one in found[0]] == [4, 4, 1] * 2
