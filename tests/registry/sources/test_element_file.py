"""Schemas, folders and databases become elements of a registry; no password is stored, shown or told."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import text

from danhmuc.registry import Registry, source_at
from danhmuc.registry.data_elements.schema_readers import table_schema
from danhmuc.registry.record.record import IriSpace
from danhmuc.registry.sources.element_file import ElementsSource
from danhmuc.vocab.errors import UnknownNameError, UsageError

SECRET = "b1-matkhau"
TABLE_SCHEMA = {"name": "tram", "fields": [{"name": "ma", "type": "string"}, {"name": "do_cao", "type": "number"}]}
XML_SCHEMA = (
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:complexType name="Nguoi"><xs:attribute name="ten"'
    ' type="xs:string"/></xs:complexType></xs:schema>'
)
DICTIONARY = "ID,Tên nghiệp vụ,Định nghĩa,Kiểu dữ liệu\nE1,Mã trạm,Mã của trạm,text\n"
DATASET = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
<https://e.vn/ds/1> a dcat:Dataset ; dct:title "Trạm"@vi ; dct:description "Trạm đo"@vi ;
    dcat:distribution <https://e.vn/d/1> .
<https://e.vn/d/1> a dcat:Distribution ; dcat:accessURL <https://e.vn/tram.csv> .
"""
STATEMENTS = (
    "CREATE TABLE tram (ma VARCHAR(12) PRIMARY KEY, do_cao NUMERIC(8, 2))",
    "COMMENT ON COLUMN tram.do_cao IS 'Độ cao trên mực nước biển'",
    "CREATE SCHEMA kho",
    "CREATE TABLE kho.phieu (so INTEGER PRIMARY KEY)",
)


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    """An empty registry."""
    with Registry.open(database_url) as opened:
        yield opened


@pytest.fixture
def inventory_url(postgresql_url: str) -> str:
    """A PostgreSQL database with two schemas; its URL has a password and an option."""
    engine = sqlalchemy.create_engine(postgresql_url)
    with engine.begin() as connection:
        for one in STATEMENTS:
            connection.execute(text(one))
    engine.dispose()
    url = sqlalchemy.make_url(postgresql_url).set(password=SECRET)
    return url.update_query_dict({"application_name": f"app-{SECRET}"}).render_as_string(hide_password=False)


def write(path: Path, content: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def all_text(registry: Registry) -> str:
    """Everything that is stored, as text."""
    found: list[str] = []
    with registry._database.reading() as connection:
        for table in sqlalchemy.inspect(connection).get_table_names():
            found += [repr(row) for row in connection.execute(text(f'SELECT * FROM "{table}"'))]
    return "\n".join(found)


def columns(registry: Registry) -> dict[str | None, int]:
    return {one.title: one.columns for one in registry.dictionary.schemas()}


def test_add__a_database_is_stored_without_user_password_and_options(registry: Registry, inventory_url: str) -> None:
    report = registry.harvests.import_elements(inventory_url, name="kho")
    assert (report.state, report.elements.created) == ("complete", 1)
    (schema,) = registry.dictionary.schemas()
    stored = all_text(registry) + registry.get(schema.iri).graph.serialize()
    assert '"tram"' in stored
    assert SECRET not in stored
    assert "application_name" not in stored
    (source,) = [one for one in registry.sources() if one.name == "kho"]
    assert source.location.startswith("postgresql://")
    assert "@" not in source.location
    # The same database by its URL is the same source; nothing is new.
    again = registry.harvests.import_elements(inventory_url)
    assert (again.source, again.elements.unchanged) == ("kho", 1)


def test_harvest__a_database_by_its_name_says_what_to_do(registry: Registry, inventory_url: str) -> None:
    registry.harvests.import_elements(inventory_url, name="kho")
    (named,) = registry.harvests.named_sources(["kho"])
    assert named.source is not None
    report = registry.harvest(named.source)
    assert (report.state, report.unopened) == ("failed", True)
    assert report.why is not None
    assert report.why.template.id == "elements-address-needed"
    assert len(registry.dictionary.schemas()) == 1
    assert not ElementsSource(named.source.location).check().is_open


def test_add__each_schema_of_a_database_is_a_source(registry: Registry, inventory_url: str) -> None:
    first = registry.harvests.import_elements(inventory_url)
    second = registry.harvests.import_elements(inventory_url, schema="kho")
    assert first.source != second.source
    assert second.source.endswith(".kho")
    assert len(registry.dictionary.schemas()) == 2
    with pytest.raises(UsageError, match="no schema 'khac'"):
        registry.harvests.import_elements(inventory_url, schema="khac")
    assert len(registry.sources()) == 2 + sum(one.name == "local" for one in registry.sources())


def test_undo__takes_a_database_back(registry: Registry, inventory_url: str) -> None:
    report = registry.harvests.import_elements(inventory_url)
    assert report.run is not None
    registry.undo(report.run, by="an")
    assert list(registry.dictionary.schemas()) == []


def test_export__the_tables_of_a_database_leave_with_their_dataset(
    registry: Registry, inventory_url: str, tmp_path: Path
) -> None:
    path = write(tmp_path / "catalogue.ttl", DATASET)
    registry.harvest(source_at(str(path)), profile="none")
    registry.harvests.import_elements(inventory_url, datasets=["https://e.vn/ds/1"])
    csvw, package = io.BytesIO(), io.BytesIO()
    registry.export("csvw", csvw)
    registry.export("table-schema", package)
    (table,) = json.loads(csvw.getvalue())["tables"]
    assert [one["name"] for one in table["tableSchema"]["columns"]] == ["ma", "do_cao"]
    assert table["tableSchema"]["primaryKey"] in ("ma", ["ma"])
    (resource,) = json.loads(package.getvalue())["resources"]
    assert [one["name"] for one in resource["schema"]["fields"]] == ["ma", "do_cao"]
    assert resource["schema"]["fields"][1]["type"] == "number"
    assert SECRET.encode() not in csvw.getvalue() + package.getvalue()


def test_as_of__the_run_has_the_datasets_that_were_given_with_it(registry: Registry, tmp_path: Path) -> None:
    registry.harvest(source_at(str(write(tmp_path / "catalogue.ttl", DATASET))), profile="none")
    path = write(tmp_path / "tram.json", json.dumps(TABLE_SCHEMA))
    before = registry.harvests.import_elements(str(path)).run
    run = registry.harvests.import_elements(str(path), datasets=["https://e.vn/ds/1"], by="an").run
    for number, has_columns in ((before, False), (run, True)):
        out = io.BytesIO()
        with registry.as_of(str(number)) as past:
            past.export("nt", out)
        assert (b"do_cao" in out.getvalue()) is has_columns
    assert [one.by for one in registry.dictionary.decisions()] == ["an"]


def test_add__datasets_of_a_failed_run_are_not_decided(registry: Registry, tmp_path: Path) -> None:
    path = write(tmp_path / "tram.json", json.dumps(TABLE_SCHEMA))
    registry.harvests.import_elements(str(path))
    write(path, "{")
    assert registry.harvests.import_elements(str(path), datasets=["https://e.vn/ds/1"]).state == "failed"
    assert registry.dictionary.decisions() == []


def test_add__sqlite_is_read_again_by_its_name(registry: Registry, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kho.db'}"
    engine = sqlalchemy.create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(STATEMENTS[0]))
    engine.dispose()
    assert registry.harvests.import_elements(url).elements.created == 1
    (named,) = registry.harvests.named_sources(["kho.db"])
    assert named.source is not None
    assert registry.harvest(named.source).elements.unchanged == 1
    with pytest.raises(UsageError, match="no schemas to choose from"):
        registry.harvests.import_elements(url, schema="main")


def test_add__a_folder_has_a_document_for_each_schema(registry: Registry, tmp_path: Path) -> None:
    folder = tmp_path / "luoc-do"
    write(folder / "tram.json", TABLE_SCHEMA)
    write(folder / "trong" / "nguoi.xsd", XML_SCHEMA)
    write(folder / "thuat-ngu.csv", DICTIONARY)
    write(folder / "so-lieu.csv", "a,b\n1,2\n")
    report = registry.harvests.import_elements(str(folder))
    assert (report.state, report.documents, report.passed_over) == ("complete", 3, 1)
    assert sorted(one.columns for one in registry.dictionary.schemas()) == [1, 2]
    assert [one.title for one in registry.dictionary.elements()] == ["Mã trạm"]
    contents = ElementsSource(str(folder)).contents(_space())
    assert sorted(one.place for one in contents.documents) == ["thuat-ngu.csv", "tram.json", "trong/nguoi.xsd"]
    assert all(one.body for one in contents.documents)


def test_add__a_broken_document_of_a_folder_deletes_nothing(registry: Registry, tmp_path: Path) -> None:
    folder = tmp_path / "luoc-do"
    write(folder / "tram.json", TABLE_SCHEMA)
    write(folder / "nguoi.xsd", XML_SCHEMA)
    registry.harvests.import_elements(str(folder))
    write(folder / "nguoi.xsd", XML_SCHEMA[:-20])
    report = registry.harvests.import_elements(str(folder))
    assert (report.state, report.quarantined_documents, report.elements.missing) == ("incomplete", 1, 0)
    assert report.run is not None
    told = [one for one in registry.harvests.run_findings(report.run) if one.document == "nguoi.xsd"]
    assert len(told) == 1
    assert len(registry.dictionary.schemas()) == 2


def test_add__rdf_and_schemas_in_one_folder_are_refused(registry: Registry, tmp_path: Path) -> None:
    folder = tmp_path / "lan-lon"
    write(folder / "tram.json", TABLE_SCHEMA)
    write(folder / "catalogue.ttl", DATASET)
    report = registry.harvests.import_elements(str(folder))
    assert report.why is not None
    assert report.why.template.id == "elements-mixed"
    assert registry.harvests.import_elements(str(folder), kind="table-schema").elements.created == 1


def test_add__what_is_not_held_is_told_with_its_address(registry: Registry, tmp_path: Path) -> None:
    address = "https://e.vn/khac.json"
    path = write(
        tmp_path / "a.json",
        {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": "a",
            "properties": {"x": {"type": "string"}, "y": {"$ref": address}},
        },
    )
    report = registry.harvests.import_elements(str(path))
    assert report.state == "incomplete"
    assert report.run is not None
    (told,) = [one for one in registry.harvests.run_findings(report.run) if one.code == "schema:not-held"]
    assert (told.value, (told.document or "").partition("#")[0]) == (address, "a.json")
    assert columns(registry)["a"] == 2


def test_add__two_tables_of_one_name_are_told(registry: Registry, tmp_path: Path) -> None:
    write(tmp_path / "f" / "a.xsd", XML_SCHEMA)
    write(tmp_path / "f" / "b.xsd", XML_SCHEMA.replace("xs:string", "xs:int"))
    report = registry.harvests.import_elements(str(tmp_path / "f"))
    assert report.elements.created == 1
    assert report.run is not None
    (told,) = [one for one in registry.harvests.run_findings(report.run) if one.code == "schema:repeated"]
    assert (told.severity, told.document, told.value) == ("violation", "b.xsd#Nguoi", "Nguoi")


def test_add__two_tables_may_have_one_schema(registry: Registry, tmp_path: Path) -> None:
    schema = {"@id": "https://e.vn/s", "columns": [{"name": "x", "datatype": "integer"}]}
    tables = [{"url": f"https://e.vn/{name}", "dc:title": name, "tableSchema": schema} for name in "ab"]
    path = tmp_path / "a.json"
    for found, expected in ((schema, 0), ({**schema, "columns": [{"name": "y"}]}, 1)):
        tables[1]["tableSchema"] = found
        report = registry.harvests.import_elements(
            str(write(path, {"@context": "http://www.w3.org/ns/csvw", "tables": tables}))
        )
        assert (
            len([one for one in registry.harvests.run_findings(report.run or 0) if one.code == "schema:repeated"])
            == expected
        )
    assert columns(registry) == {"a": 1}


def test_add__a_file_that_is_no_schema_is_a_failed_run(registry: Registry, tmp_path: Path) -> None:
    report = registry.harvests.import_elements(str(write(tmp_path / "a.json", "{")))
    assert (report.state, report.unopened, report.quarantined_documents) == ("failed", False, 1)
    missing = registry.harvests.import_elements(str(tmp_path / "khong-co.json"))
    assert (missing.state, missing.unopened, missing.run) == ("failed", True, None)
    with pytest.raises(UnknownNameError, match="xml-schema"):
        registry.harvests.import_elements(str(tmp_path / "a.json"), kind="xsd")
    with pytest.raises(UsageError, match="leave out 'x'"):
        registry.harvests.import_elements(str(tmp_path / "a.json"), schema="x")
    with pytest.raises(UsageError, match="nothing is fetched"):
        registry.harvests.import_elements("https://e.vn/a.json")


def test_contents__no_byte_is_kept_of_a_document_with_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.json", TABLE_SCHEMA)
    (open_one,) = ElementsSource(str(path)).contents(_space()).documents
    assert open_one.body is not None
    read = table_schema.read_table_schema

    def read_with_secret(document: object, notes: object) -> object:
        notes.note_secret("a.json", 3)  # type: ignore[attr-defined]
        return read(document, notes)  # type: ignore[arg-type]

    monkeypatch.setattr(table_schema, "read_table_schema", read_with_secret)
    (secret,) = ElementsSource(str(path)).contents(_space()).documents
    assert (secret.body, secret.digest, secret.size) == (None, "", None)


def test_add__the_schemas_of_dcat_us(registry: Registry, test_data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "dcat-us"
    shutil.copytree(test_data / "gsa" / "schemas" / "dcatus3.0" / "definitions", folder)
    report = registry.harvests.import_elements(str(folder))
    assert report.state in ("complete", "incomplete")
    assert report.elements.created > 20
    listed = list(registry.dictionary.schemas())
    assert len(listed) == report.elements.created
    assert all(one.columns for one in listed)


def _space() -> IriSpace:
    return IriSpace(source="s")
