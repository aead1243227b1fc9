"""The raw bytes of many documents are in a temporary file, and nobody notices."""

from __future__ import annotations

import zlib
from dataclasses import replace
from errno import ENOSPC
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from danhmuc.registry import Registry, source_at
from danhmuc.registry.record.contents import ReadDocument
from danhmuc.registry.record.spools import SpilledValue, held_value, pieces_of
from danhmuc.registry.spooling import UNPACKED, held_bodies
from danhmuc.registry.spooling import held_bodies as byte_file
from danhmuc.registry.spooling.held_bodies import HeldBodies
from danhmuc.registry.store import stored_documents
from danhmuc.vocab.errors import RegistryError

PREFIXES = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"


def document(place: str, body: bytes | None) -> ReadDocument:
    return ReadDocument(place=place, digest="", triples=1, body=body)


def test_hold__what_is_too_much_is_in_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_bodies, "HELD_BYTES", 5)
    bodies = HeldBodies()
    given = [
        document("a", b"four"),
        document("b", b"more"),
        document("c", None),
        document("d", b"1"),
        document("e", b"2"),
    ]
    held = [bodies.hold(one) for one in given]
    assert [isinstance(held_value(one, "body"), SpilledValue) for one in held] == [False, True, False, False, True]
    del bodies
    assert held == given


def test_hold__without_space_is_an_error_of_the_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def __init__(self, **_: object) -> None:
            """As a file without a buffer."""

        def seek(self, _: int) -> int:
            raise OSError(ENOSPC, "No space left on device")

        def close(self) -> None:
            pass

    monkeypatch.setattr(held_bodies, "HELD_BYTES", 0)
    monkeypatch.setattr(byte_file, "TemporaryFile", Full)
    with pytest.raises(RegistryError, match="No space left on device"):
        HeldBodies().hold(document("a", b"body"))


def test_harvest__with_bodies_in_the_file_stores_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "catalogue"
    folder.mkdir()
    for number in range(3):
        dataset = f'<https://e.vn/{number}> a dcat:Dataset ; dct:title "{number}" .'
        (folder / f"{number}.ttl").write_text(PREFIXES + dataset, encoding="utf-8")
    found = []
    for held in (1_000_000, 0):
        monkeypatch.setattr(held_bodies, "HELD_BYTES", held)
        url = f"sqlite:///{tmp_path}/{held}.db"
        with Registry.open(url) as registry:
            plan = registry.plan(source_at(str(folder)), profile="none")
            is_spilled = {isinstance(held_value(one, "body"), SpilledValue) for one in plan.documents}
            assert is_spilled == {held == 0}
            plan.save(tmp_path / f"{held}.plan")
            (saved,) = registry.harvests.read_plans(tmp_path / f"{held}.plan")
            assert saved.documents == tuple(replace(one, file=None, findings=()) for one in plan.documents)
            plan.apply()
        engine = create_engine(url)
        with engine.connect() as connection:
            found.append([tuple(row) for row in connection.execute(text("SELECT * FROM bodies ORDER BY digest"))])
        engine.dispose()
    assert len(found[0]) == 3
    assert found[0] == found[1]


def test_pack__a_file_is_packed_in_pieces_to_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.nt"
    path.write_bytes(b"some text" * 1_000)
    digest = f"sha256:{sha256(path.read_bytes()).hexdigest()}"
    given = replace(document("a", UNPACKED), digest=digest, file=str(path))
    held = HeldBodies().pack(given)
    monkeypatch.setattr(held_bodies, "HELD_BYTES", 0)
    spilled = HeldBodies().pack(given)
    assert [isinstance(held_value(one, "body"), SpilledValue) for one in (held, spilled)] == [False, True]
    assert held == spilled
    assert b"".join(pieces_of(spilled, "body", 7)) == held.body
    assert held.body is not None
    assert zlib.decompress(held.body) == path.read_bytes()


def test_pack__a_file_that_is_another_by_now_has_no_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.nt"
    path.write_bytes(b"another")
    given = replace(document("a", UNPACKED), digest="sha256:0", file=str(path))
    assert HeldBodies().pack(given) == replace(given, body=None, file=None)
    assert HeldBodies().pack(replace(given, file=str(tmp_path / "gone"))).body is None


def test_harvest__raw_bytes_are_written_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(f'{PREFIXES} <https://e.vn/d> a dcat:Dataset ; dct:title "{"a b " * 999}" .', encoding="utf-8")
    found = []
    for at_once in (1_000_000, 0):
        monkeypatch.setattr(stored_documents, "WRITTEN_AT_ONCE", at_once)
        monkeypatch.setattr(stored_documents, "_PIECE", 10)
        url = f"sqlite:///{tmp_path}/{at_once}.db"
        with Registry.open(url) as registry:
            registry.harvest(source_at(str(path)))
        engine = create_engine(url)
        with engine.connect() as connection:
            found.append(connection.execute(text("SELECT * FROM bodies")).one())
        engine.dispose()
    assert found[0] == found[1]
    assert found[0].size == path.stat().st_size
