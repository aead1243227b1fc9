"""What table schemas say of datasets that are a state secret by now is in no list and no search."""

from __future__ import annotations

from pathlib import Path

from danhmuc.registry import Registry, source_at

PREFIXES = """
@prefix csvw: <http://www.w3.org/ns/csvw#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix dmv: <https://w3id.org/danhmuc/def#> . @base <https://e.vn/> .
"""
SCHEMAS = """
<s/one> a csvw:Schema ; dct:title "Công dân"@vi ; csvw:column ( [ csvw:name "ngaySinh" ] ) .
<s/two> a csvw:Schema ; dct:title "Thửa đất"@vi ; csvw:column ( [ csvw:name "soThua" ] ) .
"""
DATASETS = """
<1> a dcat:Dataset ; dct:title "a" ; dct:conformsTo <s/one> , <s/two> .
<2> a dcat:Dataset ; dct:title "b" ; dct:conformsTo <s/two> .
"""
MARKED = '<1> a dcat:Dataset ; dct:title "a" ; dmv:secrecy <https://w3id.org/danhmuc/concept/secrecy/MAT> .'


def harvest(registry: Registry, folder: Path, name: str, turtle: str, kind: str | None = None) -> None:
    path = folder / f"{name}.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    registry.harvest(source_at(str(path), kind), name=name, profile="none")


def test_schema__of_a_secret_dataset_alone_has_no_words(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url) as registry:
        harvest(registry, tmp_path, "schemas", SCHEMAS, "elements")
        harvest(registry, tmp_path, "a", DATASETS)
        listed = {row.iri[-3:]: row.title for row in registry.records(role="element")}
        assert listed == {"one": "Công dân", "two": "Thửa đất"}
        assert [row.iri for row in registry.records(text="ngaySinh", role="element")] == ["https://e.vn/s/one"]
        harvest(registry, tmp_path, "b", MARKED)
        listed = {row.iri[-3:]: row.title for row in registry.records(role="element")}
        assert listed == {"one": None, "two": "Thửa đất"}
        assert not list(registry.records(text="ngaySinh", role="element"))
        assert not list(registry.records(text="cong dan", role=None))
        assert len(list(registry.records(text="thua dat", role=None))) == 1


def test_schema__that_a_person_gave_to_a_secret_dataset_alone_has_no_words(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url) as registry:
        harvest(registry, tmp_path, "schemas", SCHEMAS, "elements")
        harvest(registry, tmp_path, "a", '<1> a dcat:Dataset ; dct:title "a" . <2> a dcat:Dataset ; dct:title "b" .')
        for schema, number in (("one", 1), ("two", 1), ("two", 2)):
            registry.dictionary.assign_dataset(f"https://e.vn/s/{schema}", f"https://e.vn/{number}", by="an")
        harvest(registry, tmp_path, "b", MARKED)
        assert {row.iri[-3:]: row.title for row in registry.records(role="element")} == {"one": None, "two": "Thửa đất"}
        assert not list(registry.records(text="ngaySinh", role="element"))


def test_as_of__schemas_of_what_is_secret_by_now_have_no_words_either(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url) as registry:
        harvest(registry, tmp_path, "schemas", SCHEMAS, "elements")
        harvest(registry, tmp_path, "a", '<1> a dcat:Dataset ; dct:title "a" . <2> a dcat:Dataset ; dct:title "b" .')
        run = registry.harvests.runs()[0].id
        harvest(registry, tmp_path, "a", DATASETS)
        harvest(registry, tmp_path, "b", MARKED)
        with registry.as_of(f"run:{run}") as past:
            listed = {row.iri[-3:]: row.title for row in past.records(role="element")}
        assert listed == {"one": None, "two": "Thửa đất"}
