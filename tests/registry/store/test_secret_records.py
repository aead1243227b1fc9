"""Which records are secret is written with what makes them so, and `registry check` compares the two."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import delete, insert, select

from danhmuc.registry import Registry, source_at
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.tables import records, secret_records, settings

PREFIXES = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> . @base <https://e.vn/> .
"""
MARK = '<1> a dcat:Dataset ; dmv:secrecy "MAT" . <3> a dcat:Dataset .'


def harvest(registry: Registry, folder: Path, name: str, turtle: str) -> None:
    path = folder / f"{name}.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    registry.harvest(source_at(str(path)), name=name, profile="none")


def secret_in(url: str) -> set[str]:
    with open_database(url) as database, database.reading() as connection:
        query = select(records.c.iri).join(secret_records, secret_records.c.record_id == records.c.id)
        return {iri.removeprefix("https://e.vn/") for iri in connection.scalars(query)}


def test_table__a_mark_on_what_comes_later_is_found_when_it_comes(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url) as registry:
        harvest(registry, tmp_path, "b", MARK)
        assert secret_in(database_url) == set()
        harvest(registry, tmp_path, "a", "<1> a dcat:Dataset . <2> a dcat:Dataset .")
        assert secret_in(database_url) == {"1"}
        assert not registry.upkeep.check().problems


def test_table__is_asked_anew_once_a_mark_was_lifted_and_comes_again(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url) as registry:
        harvest(registry, tmp_path, "b", MARK)
        harvest(registry, tmp_path, "b", "<1> a dcat:Dataset . <3> a dcat:Dataset .")
        # While nothing is marked, nobody asks what is new.
        harvest(registry, tmp_path, "a", "<1> a dcat:Dataset . <2> a dcat:Dataset .")
        assert secret_in(database_url) == set()
        harvest(registry, tmp_path, "b", MARK)
        assert secret_in(database_url) == {"1"}


def test_table__ends_with_the_mark(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url) as registry:
        harvest(registry, tmp_path, "a", "<1> a dcat:Dataset . <2> a dcat:Dataset .")
        harvest(registry, tmp_path, "b", MARK)
        assert secret_in(database_url) == {"1"}
        harvest(registry, tmp_path, "b", "<3> a dcat:Dataset ; dct:title 'c' .")
        harvest(registry, tmp_path, "b", "<1> a dcat:Dataset . <3> a dcat:Dataset .")
        assert secret_in(database_url) == set()
    with open_database(database_url) as database, database.reading() as connection:
        assert connection.scalar(select(settings.c.value).where(settings.c.name == "secret_names")) is None


def test_table__follows_a_rename_and_what_persons_say(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url) as registry:
        harvest(registry, tmp_path, "a", "<1> a dcat:Dataset . <2> a dcat:Dataset . <4> a dcat:Dataset .")
        harvest(registry, tmp_path, "b", MARK)
        registry.identities.same_as("https://e.vn/1", "https://e.vn/4", by="an", reason="một")
        assert secret_in(database_url) == {"1", "4"}
        registry.identities.end_same_as("https://e.vn/1", "https://e.vn/4", by="an", reason="hai")
        assert secret_in(database_url) == {"1"}
        harvest(registry, tmp_path, "a", "<1b> a dcat:Dataset . <2> a dcat:Dataset . <4> a dcat:Dataset .")
        registry.identities.rename("https://e.vn/1", "https://e.vn/1b", by="an", reason="mới")
        assert secret_in(database_url) == {"1b"}
        assert not registry.upkeep.check().problems


def test_table__loses_the_record_that_a_rename_makes_a_part_of_another_one(database_url: str, tmp_path: Path) -> None:
    both = "<2> a dcat:Dataset . <3> a dcat:Dataset ."
    with Registry.open(database_url) as registry:
        for name in ("a", "b"):
            harvest(registry, tmp_path, name, f"<1> a dcat:Dataset . {both}")
        harvest(registry, tmp_path, "a", f"<1b> a dcat:Dataset . {both}")
        registry.identities.rename("https://e.vn/1", "https://e.vn/1b", by="an", reason="mới", source="a")
        harvest(registry, tmp_path, "c", MARK)
        harvest(registry, tmp_path, "b", f"<1b> a dcat:Dataset . {both}")
        # That the two IRIs name one thing is known already, so that no other names are secret than before.
        registry.identities.rename("https://e.vn/1", "https://e.vn/1b", by="an", reason="mới", source="b")
        assert secret_in(database_url) == {"1b"}
        assert not registry.upkeep.check().problems


def test_check__says_of_which_records_the_table_is_wrong(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url) as registry:
        harvest(registry, tmp_path, "a", "<1> a dcat:Dataset . <2> a dcat:Dataset .")
        harvest(registry, tmp_path, "b", MARK)
    with open_database(database_url) as database, database.writing() as connection:
        keys = {row.iri: row.id for row in connection.execute(select(records.c.iri, records.c.id))}
        connection.execute(delete(secret_records))
        connection.execute(insert(secret_records), [{"record_id": keys["https://e.vn/2"]}, {"record_id": 99}])
    with Registry.open(database_url) as registry:
        problems = {one.id: one.render("en") for one in registry.upkeep.check().problems}
    assert "https://e.vn/1" in problems["registry-secret-shown"]
    assert {one for one in problems if one.startswith("registry-secret")} == {
        "registry-secret-shown",
        "registry-secret-unmarked",
    }
