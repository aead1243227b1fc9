"""Code lists of a registry: loaded, replaced, known again; the same on every database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from danhmuc.registry import CodeListRow, Registry
from danhmuc.vocab import concepts
from danhmuc.vocab.errors import (
    DocumentError,
    RegistryError,
    SourceUnavailableError,
    UnknownNameError,
    UsageError,
)

OLD = "mã,tên\n01,Kinh\n02,Tày\n03,Thái\n".encode()
NEW = "mã,tên\n01,Kinh (Việt)\n02,Tày\n04,Mường\n".encode()
PREFIXES = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dct: <http://purl.org/dc/terms/> ."


def add(registry: Registry, data: bytes = OLD, token: str | None = "dan-toc", name: str = "dt.csv") -> str:
    (change,) = registry.vocab.add(data, by="test", token=token, name=name)
    return change.kind


def rows(registry: Registry, token: str) -> list[CodeListRow]:
    return [row for row in registry.vocab.rows() if row.token == token]


def test_vocabularies__of_a_new_registry_are_the_bundled_ones(registry: Registry) -> None:
    found = registry.vocab.rows()
    assert [row.token for row in found] == list(concepts.tokens())
    assert {(row.origin, row.in_force, row.by) for row in found} == {("bundled", True, None)}
    assert registry.vocab.get("frequency") is concepts.load("frequency")


def test_add_code_list__keeps_what_the_file_says(registry: Registry) -> None:
    (change,) = registry.vocab.add(
        OLD, by="an", name="dt.csv", token="dan-toc", title="Dân tộc", snapshot=date(2026, 1, 2), complete=True
    )
    (row,) = rows(registry, "dan-toc")
    assert change.row == row
    assert (change.kind, change.replaced, change.added) == ("created", None, ("01", "02", "03"))
    assert (row.title("vi"), row.concepts, row.is_complete) == ("Dân tộc", 3, True)
    assert (row.snapshot, row.version) == (date(2026, 1, 2), "2026-01-02")
    assert (row.origin, row.in_force, row.place, row.by) == ("loaded", True, "dt.csv", "an")
    scheme = registry.vocab.get("dan-toc")
    assert [concept.label("vi") for concept in scheme] == ["Kinh", "Tày", "Thái"]
    assert (scheme.digest, scheme.token) == (row.digest, "dan-toc")


def test_add_code_list__is_there_when_the_registry_is_opened_again(registry: Registry, database_url: str) -> None:
    add(registry)
    with Registry.open(database_url) as again:
        assert again.vocab.get("dan-toc") == registry.vocab.get("dan-toc")


def test_add_code_list__the_same_again_is_unchanged(
    registry: Registry, rows: Callable[[str], list[dict[str, object]]]
) -> None:
    add(registry)
    before = rows("vocabularies")
    assert add(registry, name="another-name.csv") == "unchanged"
    assert rows("vocabularies") == before


def test_add_code_list__the_same_in_another_format_is_unchanged(registry: Registry) -> None:
    add(registry)
    turtle = PREFIXES + "".join(
        f'<https://w3id.org/danhmuc/concept/dan-toc/{code}> skos:notation "{code}" ; skos:prefLabel "{name}"@vi ;'
        " skos:inScheme <https://w3id.org/danhmuc/concept/dan-toc> ."
        for code, name in (("01", "Kinh"), ("02", "Tày"), ("03", "Thái"))
    )
    assert add(registry, turtle.encode(), token=None, name="a.ttl") == "unchanged"


def test_add_code_list__a_new_snapshot_replaces_the_old_one(registry: Registry) -> None:
    add(registry)
    (change,) = registry.vocab.add(NEW, by="test", token="dan-toc")
    old, new = rows(registry, "dan-toc")
    assert (change.kind, change.row, change.replaced) == (
        "updated",
        new,
        replace(old, in_force=True, used_by="test", used_at=change.replaced and change.replaced.used_at),
    )
    assert (change.added, change.removed, change.changed) == (("04",), ("03",), ("01",))
    assert [(row.in_force, row.concepts) for row in (old, new)] == [(False, 3), (True, 3)]
    assert registry.vocab.get("dan-toc")["01"].label() == "Kinh (Việt)"


def test_vocabulary__an_earlier_snapshot_by_its_digest(registry: Registry) -> None:
    add(registry)
    digest = registry.vocab.get("dan-toc").digest
    add(registry, NEW)
    assert registry.vocab.get("dan-toc", digest=digest)["01"].label() == "Kinh"


def test_add_code_list__an_earlier_snapshot_is_in_force_again(registry: Registry) -> None:
    add(registry)
    add(registry, NEW)
    assert add(registry) == "updated"
    assert [row.in_force for row in rows(registry, "dan-toc")] == [True, False]
    assert registry.vocab.get("dan-toc")["01"].label() == "Kinh"


def test_use_code_list__an_earlier_version_by_name_or_digest(registry: Registry) -> None:
    registry.vocab.add(OLD, by="an", token="dan-toc", snapshot=date(2025, 1, 1))
    registry.vocab.add(NEW, by="an", token="dan-toc", snapshot=date(2026, 1, 1))
    new = registry.vocab.get("dan-toc")
    change = registry.vocab.use("dan-toc", "2025-01-01", by="bình")
    assert (change.kind, change.row.version, change.row.by, change.row.used_by) == (
        "updated",
        "2025-01-01",
        "an",
        "bình",
    )
    assert (change.added, change.removed, change.changed) == (("03",), ("04",), ("01",))
    assert registry.vocab.get("dan-toc")["01"].label() == "Kinh"
    assert registry.vocab.use("dan-toc", new.digest, by="an").row.version == "2026-01-01"
    assert registry.vocab.get("dan-toc") == new
    assert registry.vocab.use("dan-toc", "2026-01-01", by="an").kind == "unchanged"


def test_use_code_list__the_bundled_one_again(registry: Registry) -> None:
    add(registry, b"code,name\nMONTHLY,m\n", token="frequency")
    change = registry.vocab.use("frequency", by="test")
    assert (change.kind, change.row.origin, change.row.used_by) == ("updated", "bundled", "test")
    assert registry.vocab.get("frequency") is concepts.load("frequency")
    assert [(row.origin, row.in_force) for row in rows(registry, "frequency")] == [("bundled", True), ("loaded", False)]
    assert registry.vocab.use("frequency", by="test").kind == "unchanged"
    assert add(registry, b"code,name\nMONTHLY,m\n", token="frequency") == "updated"


def test_use_code_list__unknown_names_those_that_are_known(registry: Registry) -> None:
    registry.vocab.add(OLD, by="an", token="dan-toc", snapshot=date(2025, 1, 1))
    with pytest.raises(UnknownNameError, match="unknown code list 'x'; known: "):
        registry.vocab.use("x", by="test")
    with pytest.raises(UnknownNameError, match="unknown version of code list dan-toc '2024'; known: 2025-01-01"):
        registry.vocab.use("dan-toc", "2024", by="test")
    with pytest.raises(UsageError, match=r"code list 'dan-toc' does not come with danhmuc; name .* use: 2025-01-01"):
        registry.vocab.use("dan-toc", by="test")


def test_use_code_list__every_change_is_kept(
    registry: Registry, rows: Callable[[str], list[dict[str, object]]]
) -> None:
    add(registry)
    add(registry, NEW)
    add(registry)
    assert [row["by"] for row in rows("vocabulary_uses")] == ["test"] * 3
    digests = [row["digest"] for row in rows("vocabulary_uses")]
    assert digests[0] == digests[2] != digests[1]


def test_add_code_list__stands_in_for_a_bundled_list_in_this_registry_only(registry: Registry) -> None:
    bundled = concepts.load("frequency")
    (change,) = registry.vocab.add(
        "code,name\nMONTHLY,mỗi tháng\nHOURLY,mỗi giờ\n".encode(), by="test", name="frequency.csv"
    )
    assert change.kind == "created"
    assert change.replaced is not None
    assert (change.replaced.origin, change.replaced.digest) == ("bundled", bundled.digest)
    assert change.added == ("HOURLY",)
    assert "DAILY" in change.removed
    assert [(row.origin, row.in_force) for row in rows(registry, "frequency")] == [("bundled", False), ("loaded", True)]
    assert registry.vocab.get("frequency")["MONTHLY"].iri == bundled["MONTHLY"].iri
    assert registry.vocab.get("frequency", digest=bundled.digest) is bundled
    assert "HOURLY" not in concepts.load("frequency")


def test_add_code_list__another_list_does_not_take_a_name_unasked(registry: Registry) -> None:
    turtle = f"{PREFIXES} <http://a.example/theme/1> skos:inScheme <http://a.example/theme> .".encode()
    with pytest.raises(
        UsageError, match=r"the name theme belongs to code list https://w3id.org/.+, this one is http://a.ex"
    ):
        registry.vocab.add(turtle, by="test", name="a.ttl")
    assert [row.origin for row in rows(registry, "theme")] == ["bundled"]
    (change,) = registry.vocab.add(turtle, by="test", name="a.ttl", token="theme")
    assert change.row.iri == "http://a.example/theme"


def test_add_code_list__several_lists_of_one_file(registry: Registry) -> None:
    turtle = (
        f"{PREFIXES} <http://a.example/x/1> skos:inScheme <http://a.example/x> ."
        " <http://a.example/y/1> skos:inScheme <http://a.example/y> ."
    ).encode()
    changes = registry.vocab.add(turtle, by="test", name="a.ttl")
    assert [change.row.token for change in changes] == ["x", "y"]
    with pytest.raises(
        UsageError, match=r"a\.ttl holds 2 code lists \(x, y\); a token, title or date can be given to one"
    ):
        registry.vocab.add(turtle, by="test", name="a.ttl", token="z")


def test_add_code_list__all_lists_of_a_file_or_none(registry: Registry) -> None:
    turtle = (
        f"{PREFIXES} <http://a.example/x/1> skos:inScheme <http://a.example/x> ."
        " <http://a.example/theme/1> skos:inScheme <http://a.example/theme> ."
    ).encode()
    with pytest.raises(UsageError, match="the name theme belongs to"):
        registry.vocab.add(turtle, by="test", name="a.ttl")
    assert rows(registry, "x") == []


def test_add_code_list__a_path_gives_the_list_its_name(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "Dân tộc 2026.csv"
    path.write_bytes(OLD)
    (change,) = registry.vocab.add(path, by="test")
    assert (change.row.token, change.row.place) == ("dan-toc-2026", str(path))


def test_add_code_list__parents_of_another_list_in_force(registry: Registry) -> None:
    add(registry)
    registry.vocab.add("mã,tên,mã cha\nA,Nhóm A,03\n".encode(), by="test", token="nhom", parents="dan-toc")
    parent = registry.vocab.get("dan-toc")["03"]
    assert registry.vocab.get("nhom").narrower_of(parent.iri) == (registry.vocab.get("nhom")["A"],)


def test_add_code_list__tells_the_columns_that_it_does_not_read(registry: Registry) -> None:
    (change,) = registry.vocab.add("STT,mã,tên\n1,a,b\n".encode(), by="test", token="x")
    assert change.unread == ("STT",)


@pytest.mark.parametrize(
    ("name", "data", "error", "words"),
    [
        ("a.csv", b"a,b\n", DocumentError, "no columns"),
        ("a.ttl", b"<a", DocumentError, "a.ttl:1:1: "),
        ("a.ttl", b"<http://a/b> <http://a/c> 1 .", DocumentError, "no skos:Concept"),
        ("a.xlsx", b"PK\x03\x04", DocumentError, "an Excel workbook"),
        ("***.csv", "mã,tên\n1,a".encode(), UsageError, r"\*\*\*\.csv has no name that a code list could have"),
    ],
)
def test_add_code_list__keeps_nothing_of_what_it_refuses(
    registry: Registry, name: str, data: bytes, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        registry.vocab.add(data, by="test", name=name)
    assert {row.origin for row in registry.vocab.rows()} == {"bundled"}


@pytest.mark.parametrize("name", ["gone.csv", ".", "a\0b"])
def test_add_code_list__a_file_that_cannot_be_opened(registry: Registry, tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceUnavailableError, match="cannot open"):
        registry.vocab.add(f"{tmp_path}/{name}", by="test")


def test_vocabulary__unknown_names_those_that_are_known(registry: Registry) -> None:
    add(registry)
    with pytest.raises(UnknownNameError, match=r"unknown code list 'x'; known: .*dan-toc.*frequency"):
        registry.vocab.get("x")
    with pytest.raises(UnknownNameError, match=r"unknown version of code list dan-toc 'sha256:0'; known: sha256:"):
        registry.vocab.get("dan-toc", digest="sha256:0")


def spoil(database_url: str, statement: str) -> None:
    engine = create_engine(database_url)
    try:
        with engine.begin() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


def test_check__a_whole_registry_has_whole_lists(registry: Registry) -> None:
    add(registry)
    add(registry, NEW)
    assert registry.upkeep.check().problems == ()


def test_check__a_damaged_list_is_told(registry: Registry, database_url: str) -> None:
    add(registry)
    kind = "bytea" if "postgres" in database_url else "blob"
    spoil(database_url, f"UPDATE vocabularies SET body = CAST(digest AS {kind})")
    (problem,) = registry.upkeep.check().problems
    assert str(problem).startswith("code list dan-toc is damaged (Error -3 while decompressing")
    with Registry.open(database_url) as again, pytest.raises(RegistryError, match="code list dan-toc is damaged"):
        again.vocab.get("dan-toc")


def test_check__a_list_that_is_not_what_its_digest_says(registry: Registry, database_url: str) -> None:
    add(registry)
    spoil(database_url, "UPDATE vocabularies SET digest = 'sha256:0'")
    spoil(database_url, "UPDATE vocabulary_uses SET digest = 'sha256:0'")
    (problem,) = registry.upkeep.check().problems
    assert str(problem) == "code list dan-toc sha256:0: its content is not what its digest says"


def test_check__a_version_in_force_that_is_gone(registry: Registry, database_url: str) -> None:
    add(registry)
    digest = registry.vocab.get("dan-toc").digest
    spoil(database_url, "DELETE FROM vocabularies")
    (problem,) = registry.upkeep.check().problems
    assert str(problem) == f"code list dan-toc: version {digest} is in force and not there"
