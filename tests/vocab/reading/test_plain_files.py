"""A large file is read without its bytes in memory, and says, reports and refuses what its bytes do."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.reading import indexed_documents
from danhmuc.vocab.reading.indexed_documents import inspect_plain, read_index

BASE = "http://source.invalid/a"
PREFIX = "@prefix : <http://e.vn/> .\n"
PLAIN = {
    "a.ttl": PREFIX + ":a :p :b , 'Không khí'@vi ;\n  :q [ :p 1 ] .\n" * 3,
    "a.trig": PREFIX + ":g { :a :p :b . }\n:h { :a :p :b . }\n",
    "a.nt": '<http://e.vn/a> <http://e.vn/p> "ở" .\n' * 4 + "_:x <http://e.vn/p> <http://e.vn/b> .",
    "a.nq": "<http://e.vn/a> <http://e.vn/p> <http://e.vn/b> <http://e.vn/g> .\n",
}
LEFT_TO_OTHERS = {
    "tag.ttl": PREFIX + ":a :p\n 'x'@en_US .\n",
    "reified.ttl": PREFIX + "\n<< :a :p :b >> :q :c .\n",
    "page.html": "<!DOCTYPE html>\n<html></html>\n",
    "a.rdf": '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>\n',
    "a.jsonld": '{"@id": "http://e.vn/a",\n "http://e.vn/p": 1}\n',
    "mark.ttl": "\ufeff" + PREFIX + ":a :p :b .\n",
    "blank.nt": " \n \n",
    "long line.nt": PREFIX.rstrip("\n") + f":a :p '{'x' * 200}' .",
}


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexed_documents, "_LEAST", 0)
    monkeypatch.setattr(indexed_documents, "_PIECE", 100)


def outcome(data: bytes | io.BytesIO, place: str) -> tuple[object, ...]:
    try:
        read = read_index(data, place=place, base=BASE)
    except DocumentError as error:
        return error.code, str(error), error.line, error.column
    numbers: dict[str, str] = {}

    def name(term: object) -> str:
        text = str(term)
        return numbers.setdefault(text, f"_:{len(numbers)}") if text.startswith("_:") else text

    said = [
        (name(node), [(name(one), list(map(name, values))) for one, values in properties.items()])
        for node, properties in read.index.items()
    ]
    return said, read.findings


@pytest.mark.parametrize("name", [*PLAIN, *LEFT_TO_OTHERS])
def test_read_index__of_a_file_as_of_its_bytes(name: str) -> None:
    data = {**PLAIN, **LEFT_TO_OTHERS}[name].encode()
    assert outcome(io.BytesIO(data), name) == outcome(data, name)
    found = inspect_plain(io.BytesIO(data), place=name, base=BASE, format=None)
    assert (found is not None) == (name in PLAIN)


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(PLAIN["a.ttl"].encode(), mtime=0),
        PLAIN["a.ttl"].encode("utf-16"),
        PREFIX.encode() + b":a :p '\xff' .\n",
        PREFIX.encode() + b":a :p 'x' .\n" * 9 + b"# \xe1\xbb\n",
        PREFIX.encode() + b":a :p 'x' .\n" * 9 + b":b :p",
        PREFIX.encode() + b":a :p <http://e.vn/b c> , <rel> .\n:b :p :a .\n:b :q 1 .\n:b :p <http://e.vn/b c> .\n",
        b"\0" * 200,
        b"",
    ],
)
def test_read_index__of_a_file_with_a_fault(data: bytes) -> None:
    assert outcome(io.BytesIO(data), "a.ttl") == outcome(data, "a.ttl")


@given(st.lists(st.sampled_from([*":ab,;. \n\n\n'@<>[]", "ở", "@vi", "'x'", ":p :b", "@en_us", "<<"]), max_size=60))
@example([":a :p 'x'", "\n" * 70, "@en_us", "."])
def test_read_index__of_any_text(parts: list[str]) -> None:
    data = (PREFIX + "".join(parts)).encode()
    assert outcome(io.BytesIO(data), "a.ttl") == outcome(data, "a.ttl")


def test_inspect__long_quotes() -> None:
    for text, expected in ((":a :p '''x''' .\n", True), (":a :p 'x' .\n", False)):
        found = inspect_plain(io.BytesIO((PREFIX + text).encode()), place="a.ttl", base=BASE, format=None)
        assert found is not None
        assert found.may_hold_long_terms is expected


def test_inspect__small_files_are_not_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexed_documents, "_LEAST", 1 << 24)
    assert inspect_plain(io.BytesIO(PLAIN["a.nt"].encode()), place="a.nt", base=BASE, format=None) is None


def test_read_index__a_pipe(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "a.nt"
    path.write_text(PLAIN["a.nt"], encoding="utf-8")
    monkeypatch.setattr(indexed_documents, "inspect_plain", lambda file, **given: None)
    with path.open("rb") as file:
        assert outcome(file, "a.nt") == outcome(path.read_bytes(), "a.nt")  # type: ignore[arg-type]
