"""Kinds are found from content; hostile input is one clear line; nothing outside of a folder is read."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from danhmuc.registry.data_elements.schema_readers import BUILT_IN, DATABASE, read_tables, schema_kinds
from danhmuc.registry.data_elements.schema_readers.schema_reading import MAX_SCHEMA_BYTES
from danhmuc.registry.record.described_elements import ColumnDraft, ElementDraft, TableDraft, ValueDomainDraft
from danhmuc.vocab.errors import DanhmucError, DocumentError, SourceUnavailableError, UnknownNameError, UsageError

CSVW = {"@context": "http://www.w3.org/ns/csvw", "url": "a.csv", "tableSchema": {"columns": [{"name": "a"}]}}
TABLE_SCHEMA = {"fields": [{"name": "a", "type": "string"}]}
JSON_SCHEMA = {"$schema": "http://json-schema.org/draft-07/schema#", "properties": {"a": {"type": "string"}}}
XML_SCHEMA = (
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:complexType name="T"><xs:attribute name="a"/>'
    "</xs:complexType></xs:schema>"
)
DICTIONARY = "ID,Tên nghiệp vụ,Định nghĩa\na,A,nghĩa\n"


def write(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [
        ("csvw", "a.json", CSVW),
        ("csvw", "a.csv-metadata.json", {**CSVW, "@context": ["http://www.w3.org/ns/csvw", {"@language": "vi"}]}),
        ("csvw", "khong-duoi", CSVW),
        ("table-schema", "a.json", TABLE_SCHEMA),
        ("table-schema", "a.json", {"resources": [{"name": "t", "schema": TABLE_SCHEMA}]}),
        ("json-schema", "a.json", JSON_SCHEMA),
        ("json-schema", "a.txt", {"type": "object", "properties": {"a": {}}}),
        ("json-schema", "a.json", {"definitions": {"a": {"properties": {"b": {}}}}}),
        ("xml-schema", "a.xsd", XML_SCHEMA),
        ("xml-schema", "a.xml", f'<?xml version="1.0"?>\n<!-- x -->\n{XML_SCHEMA}'),
        ("xml-schema", "a.xsd", f'<?xml version="1.0" encoding="UTF-16"?>{XML_SCHEMA}'.encode("utf-16")),
        ("csvw", "a.json", json.dumps(CSVW).encode("utf-16")),
        ("table-schema", "a.json", b"\xef\xbb\xbf" + json.dumps(TABLE_SCHEMA).encode()),
        ("dictionary", "a.csv", DICTIONARY),
    ],
)
def test_kind__is_found_from_the_content(tmp_path: Path, kind: str, name: str, content: object) -> None:
    reading = read_tables(str(write(tmp_path, name, content)))
    assert reading.kind == kind
    assert reading.tables or reading.elements


def test_kinds__are_all_those_of_the_table_and_databases() -> None:
    assert set(schema_kinds()) == {*BUILT_IN, DATABASE}
    with pytest.raises(UnknownNameError, match="xml-schema"):
        read_tables("a.json", kind="xsd")


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"a": 1},
        [1, 2],
        {"openapi": "3.1.0", "components": {"schemas": {}}},
        {"@context": "https://www.w3.org/ns/dcat", "dataset": []},
        "<html><body>Not found</body></html>",
        "<?xml version='1.0'?><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>",
        "@prefix a: <b> .",
        b"%PDF-1.7",
        b"\0\1\2",
        "",
        "   \n",
    ],
)
def test_kind__of_anything_else_is_refused_with_the_known_ones(tmp_path: Path, content: object) -> None:
    with pytest.raises(DocumentError) as error:
        read_tables(str(write(tmp_path, "a.txt", content)))
    assert len(str(error.value).splitlines()) == 1
    for kind in schema_kinds():
        assert kind in str(error.value)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.db", b"SQLite format 3\0" + bytes(84), "sqlite:///FILE"),
        ("a.ods", "rác", "although its name ends in .ods"),
    ],
)
def test_kind__of_another_file_is_told(tmp_path: Path, name: str, content: object, said: str) -> None:
    with pytest.raises(DocumentError, match=said):
        read_tables(str(write(tmp_path, name, content)))


@pytest.mark.parametrize(
    "content",
    [
        '{"fields": [',
        "không phải JSON",
        "null",
        "[]",
        '{"fields": [{"name": "a"}], "fields": []}',
        '{"properties": {"a": {}, "a": {}}}',
        '{"fields": [{"name": NaN}]}',
        '{"fields": [{"name": "a\\u0000b"}]}',
        '{"fields": [{"name": "a\\ud800"}]}',
        '{"fields": [{"name": "a", "x": 1e99999999999999999999}]}',
        '{"fields": [{"name": "a", "x": ' + "9" * 5000 + "}]}",
        "[" * 100_000,
        '{"a":' * 300 + "1" + "}" * 300,
        b'{"fields": [{"name": "\xff"}]}',
        '<?xml version="1.0"?><a/>',
        "<html>",
    ],
)
@pytest.mark.parametrize("kind", [None, "csvw", "json-schema", "table-schema"])
def test_hostile__json_is_one_line(tmp_path: Path, content: object, kind: str | None) -> None:
    with pytest.raises(DocumentError) as error:
        read_tables(str(write(tmp_path, "a.json", content)), kind=kind)
    for text in (str(error.value), error.value.render("vi")):
        assert len(text.splitlines()) == 1
        assert len(text) < 600


def test_hostile__too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    with path.open("wb") as file:
        for start in range(0, MAX_SCHEMA_BYTES + 1, 1 << 20):
            file.write(b" " * min(1 << 20, MAX_SCHEMA_BYTES + 1 - start))
    with pytest.raises(DocumentError, match="50,000,001"):
        read_tables(str(path))


@pytest.mark.soak
def test_hostile__definitions_that_multiply_are_refused(tmp_path: Path) -> None:
    """Each object has the one before it twice: 2^40 columns of 4 kB."""
    definitions: dict[str, Any] = {"d0": {"type": "object", "properties": {"x": {}}}}
    for number in range(1, 40):
        inner = {name: {"$ref": f"#/$defs/d{number - 1}"} for name in "ab"}
        definitions[f"d{number}"] = {"type": "object", "properties": inner}
    schema = {"type": "object", "properties": {"a": {"$ref": "#/$defs/d39"}}, "$defs": definitions}
    started = time.process_time()
    with pytest.raises(DocumentError, match="columns"):
        read_tables(str(write(tmp_path, "a.json", schema)))
    assert time.process_time() - started < 20


def test_hostile__definitions_that_lead_very_deep_end(tmp_path: Path) -> None:
    definitions: dict[str, Any] = {"d0": {"type": "object", "properties": {"x": {}}}}
    for number in range(1, 2_000):
        definitions[f"d{number}"] = {"properties": {"a": {"$ref": f"#/$defs/d{number - 1}"}}}
    schema = {"type": "object", "properties": {"a": {"$ref": "#/$defs/d1999"}}, "$defs": definitions}
    limit = sys.getrecursionlimit()
    with pytest.raises(DocumentError, match="deeper"):
        read_tables(str(write(tmp_path, "a.json", schema)))
    assert sys.getrecursionlimit() == limit


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["csvw", "table-schema", "json-schema"])
def test_many__columns_take_a_time_that_grows_with_them(tmp_path: Path, kind: str) -> None:
    """Twenty times as many columns take far from 400 times as long; 100,000 are read in soak tests."""

    def seconds(count: int) -> float:
        named = [{"name": f"c{number}", "type": "string"} for number in range(count)]
        given: dict[str, Any] = {
            "csvw": {**CSVW, "tableSchema": {"columns": named}},
            "table-schema": {"fields": named},
            "json-schema": {"$defs": {"d": {}}, "properties": {one["name"]: {"$ref": "#/$defs/d"} for one in named}},
        }
        path = write(tmp_path, "a.json", given[kind])
        started = time.process_time()
        reading = read_tables(str(path))
        taken = time.process_time() - started
        assert sum(len(one.columns) for one in reading.tables) == count
        return taken

    seconds(10)
    few = min(seconds(500) for _ in range(3))
    # On a busy machine the collector alone may double a figure.
    assert min(seconds(10_000) for _ in range(2)) < 100 * max(few, 0.005)


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["csvw", "table-schema", "json-schema", "dictionary", "xml-schema"])
def test_many__100_000_columns(tmp_path: Path, kind: str) -> None:
    numbers = range(100_000)
    given: dict[str, object] = {
        "csvw": {**CSVW, "tableSchema": {"columns": [{"name": f"c{number}"} for number in numbers]}},
        "table-schema": {"fields": [{"name": f"c{number}"} for number in numbers]},
        "json-schema": {"properties": {f"c{number}": {"type": "string"} for number in numbers}},
        "dictionary": "ID,Tên nghiệp vụ,Định nghĩa\n" + "".join(f"x{number},Tên,Nghĩa\n" for number in numbers),
        "xml-schema": '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        + "".join(
            f'<xs:complexType name="T{table}"><xs:sequence>'
            + "".join(f'<xs:element name="c{number}" type="xs:string"/>' for number in range(50))
            + "</xs:sequence></xs:complexType>"
            for table in range(2_000)
        )
        + "</xs:schema>",
    }
    started = time.process_time()
    reading = read_tables(str(write(tmp_path, "a.csv" if kind == "dictionary" else "a.json", given[kind])), kind=kind)
    assert sum(len(one.columns) for one in reading.tables) + len(reading.elements) == 100_000
    assert time.process_time() - started < 60


# ---------------------------------------------------------------- places


@pytest.mark.parametrize(
    "location",
    ["https://so.example.vn/a.json", "http://127.0.0.1:1/a.json", "ftp://so.example.vn/a.json", "s3://x/a.json"],
)
def test_location__of_the_web_is_refused(location: str) -> None:
    with pytest.raises(UsageError):
        read_tables(location)


def test_location__that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailableError):
        read_tables(str(tmp_path / "khong-co.json"))


def test_location__as_a_file_url(tmp_path: Path) -> None:
    assert read_tables(write(tmp_path, "a b.json", CSVW).as_uri()).tables[0].name == "a"


def test_schema__of_a_database_alone_can_be_chosen(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="chung"):
        read_tables(str(write(tmp_path, "a.json", CSVW)), schema="chung")


def test_folder__all_schemas_are_read_and_one_that_cannot_be_is_a_finding(tmp_path: Path) -> None:
    write(tmp_path, "a/tram.json", CSVW)
    write(tmp_path, "b.json", TABLE_SCHEMA)
    write(tmp_path, "c.xsd", XML_SCHEMA)
    write(tmp_path, "d.csv", DICTIONARY)
    write(tmp_path, "hong.json", "{")
    write(tmp_path, "anh.png", b"\x89PNG")
    write(tmp_path, ".an/bi-mat.json", TABLE_SCHEMA)
    outside = write(tmp_path.parent, f"{tmp_path.name}-ngoai.json", {"fields": [{"name": "bi_mat"}]})
    (tmp_path / "noi.json").symlink_to(outside)
    reading = read_tables(str(tmp_path))
    outside.unlink()
    assert reading.kind == "csvw, dictionary, table-schema, xml-schema"
    assert sorted(one.name for one in reading.tables) == ["T", "a", "b"]
    assert [one.identifier for one in reading.elements] == ["a"]
    assert [(one.code, one.severity, one.document) for one in reading.findings] == [
        ("schema:not-json", "violation", f"{tmp_path}/hong.json")
    ]
    assert "bi_mat" not in repr(reading)


def test_folder__document_that_is_the_schema_of_a_table_is_no_table_of_its_own(tmp_path: Path) -> None:
    context = "http://www.w3.org/ns/csvw"
    key = {"columnReference": "ma", "reference": {"resource": "a.csv", "columnReference": "ma"}}
    schema = {"@context": context, "columns": [{"name": "ma"}], "foreignKeys": [key], "khac": 1}
    write(tmp_path, "a-luoc-do.json", schema)
    write(tmp_path, "b.json", {"@context": context, "tables": [{"url": "a.csv", "tableSchema": "a-luoc-do.json"}]})
    write(tmp_path, "d.json", {"@context": context, "columns": [{"name": "ma"}]})
    fields = {"fields": [{"name": "ma", "type": "string"}]}
    write(tmp_path, "e-luoc-do.json", fields)
    write(tmp_path, "f.json", {"resources": [{"name": "e", "path": "e.csv", "schema": "e-luoc-do.json"}]})
    reading = read_tables(str(tmp_path))
    assert [one.name for one in reading.tables] == ["a", "d", "e"]
    assert reading.tables[0].columns[0].references == "a.ma"
    assert [(one.code, one.value) for one in reading.findings if one.severity != "info"] == [
        ("schema:property-unknown", "khac")
    ]


def test_folder__without_schemas_is_empty_and_told(tmp_path: Path) -> None:
    assert [one.code for one in read_tables(str(tmp_path)).findings] == ["schema:empty"]


# ---------------------------------------------------------------- completeness

NOT_TOLD = {
    # What a kind has no way to say, so that no reader of it fills the field.
    "csvw": {
        *("TableDraft.schema", "TableDraft.unique_keys", "TableDraft.checks"),
        *("ColumnDraft.is_unique", "ValueDomainDraft.codes"),
        *("ValueDomainDraft.precision", "ValueDomainDraft.scale", "ValueDomainDraft.maximum_is_exclusive"),
    },
    "table-schema": {
        *("TableDraft.schema", "TableDraft.iri", "TableDraft.checks", "ColumnDraft.default"),
        *("ValueDomainDraft.code_list", "ValueDomainDraft.precision", "ValueDomainDraft.scale"),
        "ValueDomainDraft.maximum_is_exclusive",
    },
    "json-schema": {
        *("TableDraft.schema", "TableDraft.primary_key", "TableDraft.unique_keys", "TableDraft.checks"),
        *("ColumnDraft.is_unique", "ColumnDraft.is_primary_key", "ColumnDraft.references", "ColumnDraft.element"),
        *("ColumnDraft.null_values", "ColumnDraft.separator"),
        *("ValueDomainDraft.code_list", "ValueDomainDraft.precision", "ValueDomainDraft.maximum_is_exclusive"),
    },
    "xml-schema": {
        *("TableDraft.titles", "TableDraft.iri", "TableDraft.primary_key", "TableDraft.unique_keys"),
        *("TableDraft.checks", "ColumnDraft.titles", "ColumnDraft.is_primary_key", "ColumnDraft.references"),
        *("ColumnDraft.element", "ColumnDraft.null_values"),
        *("ValueDomainDraft.unit", "ValueDomainDraft.code_list", "ValueDomainDraft.maximum_is_exclusive"),
    },
}


@pytest.mark.parametrize("kind", sorted(NOT_TOLD))
def test_fields__every_one_that_a_kind_can_tell_is_compared_in_its_test(root: Path, kind: str) -> None:
    """In the test of every field of a kind stands each field, but those that the kind cannot tell."""
    name = {"csvw": "test_csvw_metadata.py"}.get(kind, f"test_{kind.replace('-', '_')}.py")
    text = (root / "tests/registry/data_elements/schema_readers" / name).read_text(encoding="utf-8")
    whole = text.partition("def test_read__every_field")[2].partition("\n\n\n")[0]
    wanted = {
        f"{draft.__name__}.{field.name}"
        for draft in (TableDraft, ColumnDraft, ValueDomainDraft)
        for field in dataclasses.fields(draft)
    }
    # A graph and its datasets are told by registries alone; marks have a test of their own.
    for field in sorted(wanted - NOT_TOLD[kind] - {"TableDraft.datasets", "TableDraft.graph", "TableDraft.marks"}):
        assert f"{field.partition('.')[2]}=" in whole, field


def test_drafts__are_values() -> None:
    domain = ValueDomainDraft(datatype="x")
    draft = ElementDraft(identifier="a", titles=(), definitions=(), values=(), value_domain=domain, place="p")
    assert hash(draft) == hash(dataclasses.replace(draft))
    with pytest.raises(dataclasses.FrozenInstanceError):
        draft.place = "q"  # type: ignore[misc]


def test_errors__are_all_ours(tmp_path: Path) -> None:
    """Whatever bytes there are, a reader gives a reading or an error of danhmuc."""
    seeds = [json.dumps(one).encode() for one in (CSVW, TABLE_SCHEMA, JSON_SCHEMA)]
    seeds += [XML_SCHEMA.encode(), DICTIONARY.encode()]
    names = ["a.json", "a.json", "a.json", "a.xsd", "a.csv"]
    for seed, name in zip(seeds, names, strict=True):
        for cut in range(0, len(seed), 7):
            for data in (seed[:cut], seed[:cut] + b"\xff" + seed[cut:], seed[:cut] + b"null" + seed[cut + 4 :]):
                with contextlib.suppress(DanhmucError):
                    read_tables(str(write(tmp_path, name, data)))


def test_reading__is_what_json_can_write(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"fields": [{"name": "a", "type": "lạ"}]}', encoding="utf-8")
    found = json.loads(json.dumps(read_tables(tmp_path / "a.json").as_dict()))
    assert found["tables"][0]["columns"][0]["value_domain"]["native_type"] == "lạ"
    assert [(one["code"], "lạ" in one["message"]) for one in found["findings"]] == [("schema:datatype", True)]
