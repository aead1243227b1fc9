"""JSON Schema: objects as tables, properties as columns; references are followed where they are held."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from danhmuc.registry.data_elements.schema_readers import SchemaReading, read_tables
from danhmuc.registry.data_elements.schema_readers.json_schema import JSON_FORMATS
from danhmuc.registry.data_elements.schema_readers.json_schema_parts import DIALECTS
from danhmuc.registry.record.described_elements import ColumnDraft, TableDraft, ValueDomainDraft
from danhmuc.vocab.datatypes.grammar import XSD
from danhmuc.vocab.errors import DocumentError

DIALECT = DIALECTS[0]


def read(tmp_path: Path, value: object, name: str = "nguoi.schema.json") -> SchemaReading:
    path = tmp_path / name
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return read_tables(str(path))


def objects(properties: dict[str, Any], **members: Any) -> dict[str, Any]:
    return {"$schema": DIALECT, "type": "object", "properties": properties, **members}


def columns(reading: SchemaReading, table: int = 0) -> dict[str, ColumnDraft]:
    return {one.name: one for one in reading.tables[table].columns}


def domain(tmp_path: Path, schema: object) -> ValueDomainDraft:
    return columns(read(tmp_path, objects({"a": schema})))["a"].value_domain


def codes(reading: SchemaReading) -> list[str]:
    return [one.code for one in reading.findings]


def test_read__every_field(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        """{
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "https://so.example.vn/luoc-do/nguoi.json",
          "title": "Người", "description": "Một người dân", "type": "object",
          "required": ["ten", "chieu_cao"],
          "properties": {
            "ten": {"type": "string", "title": "Họ và tên", "description": "Viết hoa chữ đầu", "pattern": "\\\\S+",
                    "minLength": 2, "maxLength": 100, "default": "N"},
            "chieu_cao": {"type": "number", "unit": "m", "exclusiveMinimum": 0.30, "maximum": 2.80,
                          "multipleOf": 0.01},
            "gioi": {"oneOf": [{"const": "1", "title": "Nam"}, {"const": "2", "title": "Nữ"}]},
            "con": {"type": "array", "items": {"type": "string", "format": "date"}}
          }
        }""",
    )
    assert reading.kind == "json-schema"
    assert reading.findings == ()
    assert reading.tables == (
        TableDraft(
            name="nguoi",
            titles=(("und", "Người"),),
            descriptions=(("und", "Một người dân"),),
            columns=(
                ColumnDraft(
                    name="ten",
                    number=1,
                    titles=(("und", "Họ và tên"),),
                    descriptions=(("und", "Viết hoa chữ đầu"),),
                    value_domain=ValueDomainDraft(
                        datatype=XSD.string, native_type="string", format="\\S+", min_length=2, max_length=100
                    ),
                    is_required=True,
                    default="N",
                ),
                ColumnDraft(
                    name="chieu_cao",
                    number=2,
                    value_domain=ValueDomainDraft(
                        datatype=XSD.decimal,
                        native_type="number",
                        unit="m",
                        minimum="0.30",
                        minimum_is_exclusive=True,
                        maximum="2.80",
                        scale=2,
                    ),
                    is_required=True,
                ),
                ColumnDraft(
                    name="gioi",
                    number=3,
                    value_domain=ValueDomainDraft(
                        datatype=XSD.string, native_type="string", codes=(("1", "Nam"), ("2", "Nữ"))
                    ),
                ),
                ColumnDraft(
                    name="con",
                    number=4,
                    value_domain=ValueDomainDraft(datatype=XSD.date, native_type="array of string/date"),
                    is_repeated=True,
                ),
            ),
            place=f"{tmp_path / 'nguoi.schema.json'}#",
            iri="https://so.example.vn/luoc-do/nguoi.json",
        ),
    )


@pytest.mark.parametrize("dialect", [*DIALECTS, *(f"{one}#" for one in DIALECTS)])
def test_dialect__each_is_read(tmp_path: Path, dialect: str) -> None:
    reading = read(tmp_path, {**objects({"a": {"type": "integer"}}), "$schema": dialect})
    assert columns(reading)["a"].value_domain.datatype == XSD.integer


@pytest.mark.parametrize("dialect", ["https://so.example.vn/phuong-ngu", "http://json-schema.org/draft-03/schema#", 5])
def test_dialect__unknown_is_refused_by_name(tmp_path: Path, dialect: object) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({**objects({"a": {}}), "$schema": dialect}), encoding="utf-8")
    with pytest.raises(DocumentError, match="dialect"):
        read_tables(str(path), kind="json-schema")


@pytest.mark.parametrize(("name", "datatype"), sorted(JSON_FORMATS.items()))
def test_format__some_are_datatypes(tmp_path: Path, name: str, datatype: str) -> None:
    found = domain(tmp_path, {"type": "string", "format": name})
    assert (found.datatype, found.native_type) == (datatype, f"string/{name}")


@pytest.mark.parametrize("name", ["email", "uuid", "hostname", "so-dinh-danh"])
def test_format__others_are_texts(tmp_path: Path, name: str) -> None:
    found = domain(tmp_path, {"type": "string", "format": name})
    assert (found.datatype, found.native_type) == (XSD.string, f"string/{name}")


@pytest.mark.parametrize(
    ("schema", "datatype", "native"),
    [
        ({"type": "boolean"}, XSD.boolean, "boolean"),
        ({"type": ["integer", "null"]}, XSD.integer, "integer"),
        ({"type": ["integer", "string"]}, None, "integer|string"),
        ({"type": "string", "contentEncoding": "base64"}, XSD.base64Binary, "string/base64"),
        ({"type": "tiền"}, None, "tiền"),
        ({"type": "object"}, None, "object"),
        ({"type": "null"}, None, "null"),
        ({}, None, None),
        (True, None, None),
        ({"enum": ["A", "B"]}, XSD.string, "string"),
        ({"enum": [1, 2]}, XSD.integer, "integer"),
        ({"enum": [1, "A"]}, None, "integer|string"),
        ({"const": True}, XSD.boolean, "boolean"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, XSD.string, "string"),
        ({"anyOf": [{"type": "string", "format": "date"}, {"type": "integer"}]}, None, "string/date|integer"),
        ({"anyOf": [{"type": "string", "maxLength": 3}, {"type": "string"}]}, XSD.string, "string"),
        ({"allOf": [{"type": "number"}, {"type": "integer"}]}, XSD.integer, "integer"),
    ],
)
def test_type__is_told_only_where_it_is_one(
    tmp_path: Path, schema: object, datatype: str | None, native: str | None
) -> None:
    found = domain(tmp_path, schema)
    assert (found.datatype, found.native_type) == (datatype, native)


def test_false__is_no_column(tmp_path: Path) -> None:
    assert list(columns(read(tmp_path, objects({"a": {}, "b": False})))) == ["a"]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"enum": ["A", None, "B"]}, (("A", None), ("B", None))),
        ({"const": 1.50}, (("1.5", None),)),
        ({"const": "A", "title": "Cột"}, (("A", None),)),
        ({"type": "string", "oneOf": [{"const": "A", "description": "Một"}]}, (("A", "Một"),)),
        ({"anyOf": [{"enum": ["A", "B"]}, {"const": "C", "title": "Ba"}]}, (("A", None), ("B", None), ("C", "Ba"))),
        ({"enum": ["A", "B"], "oneOf": [{"const": "A", "title": "Một"}]}, (("A", "Một"),)),
        ({"enum": [{"x": 1}]}, (('{"x": 1}', None),)),
    ],
)
def test_codes__from_enum_const_and_alternatives(
    tmp_path: Path, schema: dict[str, Any], expected: tuple[tuple[str, str | None], ...]
) -> None:
    found = columns(read(tmp_path, objects({"a": schema}, required=["a"])))["a"]
    assert found.value_domain.codes == expected
    assert found.is_required == (schema.get("enum") != ["A", None, "B"])


@pytest.mark.parametrize(
    ("schema", "bound"),
    [
        ({"minimum": 1, "exclusiveMinimum": 2}, ("2", True)),
        ({"minimum": 2, "exclusiveMinimum": 2}, ("2", True)),
        ({"minimum": 3, "exclusiveMinimum": 2}, ("3", False)),
        ({"minimum": 1, "allOf": [{"minimum": 5}]}, ("5", False)),
        # As draft 4 writes it.
        ({"minimum": 1, "exclusiveMinimum": True}, ("1", True)),
        ({"minimum": "1"}, (None, False)),
    ],
)
def test_bounds__the_narrowest_counts(tmp_path: Path, schema: dict[str, Any], bound: tuple[str | None, bool]) -> None:
    found = domain(tmp_path, {"type": "integer", **schema})
    assert (found.minimum, found.minimum_is_exclusive) == bound


def test_numbers__are_as_they_are_written(tmp_path: Path) -> None:
    found = columns(
        read(
            tmp_path,
            '{"type": "object", "properties": {"a": {"type": "number", "maximum": 1.50, '
            '"minimum": -123456789012345678901234567890}}}',
        )
    )["a"].value_domain
    assert (found.minimum, found.maximum) == ("-123456789012345678901234567890", "1.50")


def test_nested__dotted_names_and_required_only_along_the_whole_way(tmp_path: Path) -> None:
    inner = {"type": "object", "required": ["xa"], "properties": {"xa": {"type": "string"}, "thon": {}}}
    reading = read(
        tmp_path,
        objects(
            {"noi_o": inner, "que": inner, "tam": {**inner, "type": ["object", "null"]}}, required=["noi_o", "tam"]
        ),
    )
    found = {name: one.is_required for name, one in columns(reading).items()}
    assert found == {
        "noi_o.xa": True,
        "noi_o.thon": False,
        "que.xa": False,
        "que.thon": False,
        "tam.xa": False,
        "tam.thon": False,
    }


def test_arrays__of_objects_are_repeated_columns(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        objects(
            {
                "con": {"type": "array", "items": {"type": "object", "properties": {"ten": {"type": "string"}}}},
                "ma_tran": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}},
                "bo": {"type": "array", "prefixItems": [{"type": "string"}]},
                "tu_do": {"type": "array"},
            }
        ),
    )
    found = columns(reading)
    assert list(found) == ["con.ten", "ma_tran", "bo", "tu_do"]
    assert all(one.is_repeated for one in found.values())
    assert found["con.ten"].value_domain.native_type == "string"
    assert found["bo"].value_domain.datatype is None


def test_root__that_is_an_array_of_objects_is_a_table(tmp_path: Path) -> None:
    reading = read(tmp_path, {"$schema": DIALECT, "type": "array", "items": objects({"a": {"type": "integer"}})})
    assert not columns(reading)["a"].is_repeated


@pytest.mark.parametrize("keyword", ["$defs", "definitions"])
def test_definitions__that_the_root_does_not_reach_are_tables(tmp_path: Path, keyword: str) -> None:
    dung = {"type": "object", "properties": {"x": {"type": "string"}}}
    reading = read(
        tmp_path,
        objects(
            {"a": {"$ref": f"#/{keyword}/dung"}},
            **{keyword: {"dung": dung, "roi": {**dung, "title": "Rời"}, "ma": {"type": "string"}}},
        ),
    )
    assert [one.name for one in reading.tables] == ["nguoi", "roi"]
    assert list(columns(reading)) == ["a.x"]
    assert reading.tables[1].titles == (("und", "Rời"),)
    assert reading.tables[1].place.endswith(f"#/{keyword}/roi")


@pytest.mark.parametrize(
    ("dialect", "target", "reference"),
    [
        (DIALECTS[0], {"$defs": {"d": {"type": "date-x", "title": "D"}}}, "#/$defs/d"),
        (DIALECTS[0], {"$defs": {"d": {"$anchor": "neo", "title": "D"}}}, "#neo"),
        (DIALECTS[0], {"$defs": {"d": {"$id": "https://so.example.vn/d", "title": "D"}}}, "https://so.example.vn/d"),
        (
            DIALECTS[0],
            {"$id": "https://so.example.vn/a/b.json", "$defs": {"d": {"$id": "c.json", "title": "D"}}},
            "c.json",
        ),
        (DIALECTS[2], {"definitions": {"d": {"$id": "#neo", "title": "D"}}}, "#neo"),
        (DIALECTS[4], {"definitions": {"d": {"id": "#neo", "title": "D"}}}, "#neo"),
        (DIALECTS[0], {"$id": "https://so.example.vn/a.json#", "$defs": {"d": {"title": "D"}}}, "#/$defs/d"),
        (DIALECTS[0], {"$id": "#", "$defs": {"d": {"title": "D"}}}, "#/$defs/d"),
        (DIALECTS[0], {"$defs": {"a/b%c": {"title": "D"}}}, "#/$defs/a~1b%25c"),
    ],
)
def test_reference__by_pointer_anchor_and_address(
    tmp_path: Path, dialect: str, target: dict[str, Any], reference: str
) -> None:
    reading = read(tmp_path, {**objects({"a": {"$ref": reference}}, **target), "$schema": dialect})
    assert columns(reading)["a"].titles == (("und", "D"),)
    assert reading.not_held == ()


def test_reference__keywords_beside_it_hold_too(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        objects(
            {"a": {"$ref": "#/$defs/d", "title": "Riêng", "maxLength": 5}},
            **{"$defs": {"d": {"type": "string", "title": "Chung", "maxLength": 9, "minLength": 1}}},
        ),
    )
    found = columns(reading)["a"]
    assert found.titles == (("und", "Riêng"),)
    assert (found.value_domain.min_length, found.value_domain.max_length) == (1, 5)


def test_reference__to_what_is_not_held_is_listed_and_the_column_has_no_datatype(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        objects(
            {
                "a": {"$ref": "https://noi-khac.example/x.json#/y"},
                "b": {"$ref": "khong-co.json"},
                "c": {"$ref": "../x.json"},
            }
        ),
    )
    assert [one.address for one in reading.not_held] == [
        *("https://noi-khac.example/x.json", "khong-co.json", "../x.json")
    ]
    assert reading.not_held[0].place.endswith("#/properties/a/$ref")
    assert all(one.value_domain.datatype is None for one in reading.tables[0].columns)


@pytest.mark.parametrize("reference", ["#/$defs/khong_co", "#khong-co", "#/properties/a/title/0", "#/title"])
def test_reference__to_nothing_in_the_document_is_told(tmp_path: Path, reference: str) -> None:
    reading = read(tmp_path, objects({"a": {"title": "A"}, "b": {"$ref": reference}}, title="T"))
    assert codes(reading) == ["schema:reference-lost"]
    assert reading.not_held == ()


def test_reference__to_a_document_in_the_folder_is_read_with_its_own_references(tmp_path: Path) -> None:
    (tmp_path / "chung").mkdir()
    chung = {
        "$defs": {"ma": {"$ref": "#/$defs/so"}, "so": {"type": "string", "maxLength": 12}, "khac": {"$ref": "b.json"}}
    }
    (tmp_path / "chung" / "a.json").write_text(json.dumps(chung), encoding="utf-8")
    (tmp_path / "chung" / "b.json").write_text('{"type": "integer"}', encoding="utf-8")
    reading = read(
        tmp_path, objects({"x": {"$ref": "chung/a.json#/$defs/ma"}, "y": {"$ref": "chung/a.json#/$defs/khac"}})
    )
    assert columns(reading)["x"].value_domain.max_length == 12
    assert columns(reading)["y"].value_domain.datatype == XSD.integer
    assert reading.findings == ()


def test_reference__beside_an_address_of_its_own_is_found_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text('{"type": "integer"}', encoding="utf-8")
    reading = read(tmp_path, objects({"a": {"$ref": "b.json"}}, **{"$id": "https://so.example.vn/luoc-do/nguoi.json"}))
    assert columns(reading)["a"].value_domain.datatype == XSD.integer


def test_reference__to_the_address_of_a_document_in_the_folder(tmp_path: Path) -> None:
    other = {"$id": "https://so.example.vn/luoc-do/ngay", "type": "string", "format": "date"}
    (tmp_path / "khac.json").write_text(json.dumps(other), encoding="utf-8")
    schema = objects({"a": {"$ref": "/luoc-do/ngay"}}, **{"$id": "https://so.example.vn/luoc-do/nguoi"})
    reading = read(tmp_path, schema)
    assert columns(reading)["a"].value_domain.datatype == XSD.date
    assert reading.not_held == ()


def test_reference__to_an_address_in_folders_of_a_folder_that_was_named(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    other = {"$id": "https://so.example.vn/luoc-do/ngay", "type": "string", "format": "date"}
    (tmp_path / "b" / "khac.json").write_text(json.dumps(other), encoding="utf-8")
    schema = objects({"a": {"$ref": "https://so.example.vn/luoc-do/ngay"}})
    assert len(read(tmp_path, schema).not_held) == 1
    assert read_tables(str(tmp_path)).not_held == ()


@pytest.mark.parametrize("reference", ["#neo", "https://so.example.vn/d", "c.json#/$defs/e", "khac.json#/$defs/e"])
def test_reference__findings_name_the_file_and_the_pointer(tmp_path: Path, reference: str) -> None:
    pattern = {"allOf": [{"$ref": "#/khong-co"}]}
    defs = {
        "a": {"$anchor": "neo", **pattern},
        "b": {"$id": "https://so.example.vn/d", **pattern},
        "c": {"$id": "c.json", "$defs": {"e": pattern}},
    }
    other = {"$id": "https://so.example.vn/khac.json", "$defs": {"e": pattern}}
    (tmp_path / "k.json").write_text(json.dumps(other), encoding="utf-8")
    own = {"$id": "https://so.example.vn/nguoi.json", "$defs": defs}
    places = {one.document for one in read(tmp_path, objects({"x": {"$ref": reference}}, **own)).findings}
    own_places = {"#neo": "a", "https://so.example.vn/d": "b", "c.json#/$defs/e": "c/$defs/e"}
    inner = f"nguoi.schema.json#/$defs/{own_places[reference]}" if reference in own_places else "k.json#/$defs/e"
    assert f"{tmp_path}/{inner}/allOf/0/$ref" in places
    assert all("json#/" in str(one) and str(one).startswith(str(tmp_path)) for one in places)


def test_reference__to_a_document_of_a_folder_that_was_named_is_a_column(tmp_path: Path) -> None:
    """Each document is a table there: spread over one another, a few would be thousands of columns."""
    (tmp_path / "dia-chi.json").write_text(json.dumps(objects({"xa": {"type": "string"}}, title="Địa chỉ")))
    (tmp_path / "ngay.json").write_text('{"type": "string", "format": "date"}', encoding="utf-8")
    address = {"$ref": "dia-chi.json"}
    schema = objects(
        {
            "noi_o": {**address, "title": "Nơi ở"},
            "que": {"anyOf": [{"type": "null"}, {"type": "string"}, address]},
            "cac_noi": {"type": "array", "items": address},
            "ngay": {"$ref": "ngay.json"},
            "rong_hon": {**address, "properties": {"ghi_chu": {}}},
        },
        required=["noi_o"],
    )
    assert "noi_o.xa" in columns(read(tmp_path, schema))
    (table,) = [one for one in read_tables(str(tmp_path)).tables if one.name == "nguoi"]
    assert [(one.name, one.value_domain.native_type) for one in table.columns] == [
        ("noi_o", "dia-chi"),
        ("que", "string|dia-chi"),
        ("cac_noi", "dia-chi"),
        ("ngay", "string/date"),
        ("rong_hon.ghi_chu", None),
        ("rong_hon.xa", "string"),
    ]
    assert (table.columns[0].is_required, table.columns[0].titles) == (True, (("und", "Nơi ở"),))
    assert table.columns[2].is_repeated


def test_reference__beside_a_pointer_as_id_is_that_of_the_document(tmp_path: Path) -> None:
    """As programs write it that derive schemas from examples."""
    reading = read(
        tmp_path,
        objects({"a": {"$id": "#/properties/a", "$ref": "#/$defs/d"}}, **{"$defs": {"d": {"type": "integer"}}}),
    )
    assert columns(reading)["a"].value_domain.datatype == XSD.integer


@pytest.mark.parametrize(
    "schema",
    [
        objects({"cha": {"$ref": "#"}, "ten": {"type": "string"}}),
        objects({"con": {"type": "array", "items": {"$ref": "#"}}, "ten": {"type": "string"}}),
        objects({"cha": {"$ref": "#/$defs/x"}, "ten": {}}, **{"$defs": {"x": objects({"y": {"$ref": "#/$defs/x"}})}}),
        objects({"cha": {"anyOf": [{"$ref": "#"}, {"type": "null"}]}, "ten": {}}),
        objects({"cha": {"oneOf": [{"$ref": "#"}, objects({"z": {}})]}, "ten": {}}),
        objects({"a": {"$ref": "#/$defs/x"}, "ten": {}}, **{"$defs": {"x": {"$ref": "#/$defs/x"}}}),
        objects(
            {"a": {"allOf": [{"$ref": "#/$defs/x"}]}, "ten": {}}, **{"$defs": {"x": {"allOf": [{"$ref": "#/$defs/x"}]}}}
        ),
        objects(
            {"a": {"$ref": "#/$defs/x"}, "ten": {}},
            **{"$defs": {"x": {"type": "array", "items": {"$ref": "#/$defs/x"}}}},
        ),
        objects(
            {"a": {"$ref": "#/$defs/x"}, "ten": {}},
            **{"$defs": {"x": {"anyOf": [{"$ref": "#/$defs/x"}, {"type": "string"}]}}},
        ),
    ],
)
def test_recursive__schemas_end(tmp_path: Path, schema: dict[str, Any]) -> None:
    reading = read(tmp_path, schema)
    assert "ten" in columns(reading)
    assert len(reading.tables[0].columns) < 5


def test_all_of__unites_properties_and_what_is_required(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        {
            "$schema": DIALECT,
            "allOf": [
                {"properties": {"a": {"type": "string"}}, "required": ["a"]},
                {"properties": {"b": {"type": "integer"}, "a": {"maxLength": 3}}},
            ],
        },
    )
    found = columns(reading)
    assert (found["a"].is_required, found["b"].is_required) == (True, False)
    assert (found["a"].value_domain.datatype, found["a"].value_domain.max_length) == (XSD.string, 3)


def test_alternatives__of_objects_are_columns_that_are_not_required(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        objects(
            {"chung": {}},
            required=["chung"],
            oneOf=[
                {"properties": {"ca_nhan": {"type": "string"}}, "required": ["ca_nhan"]},
                {"properties": {"to_chuc": {"type": "string"}}},
            ],
        ),
    )
    assert {name: one.is_required for name, one in columns(reading).items()} == {
        "chung": True,
        "ca_nhan": False,
        "to_chuc": False,
    }


def test_keywords__that_are_no_columns_are_told(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        objects(
            {"a": {}},
            patternProperties={"^x": {"type": "string"}},
            dependentRequired={"a": ["b"]},
            **{"if": {"properties": {"a": {"const": 1}}}},
        ),
    )
    assert [one.value for one in reading.findings] == ["patternProperties", "dependentRequired", "if"]


def test_keywords__that_limit_arrays_are_told(tmp_path: Path) -> None:
    array = {"type": "array", "items": {"type": "string"}}
    reading = read(
        tmp_path,
        objects(
            {"a": {**array, "minItems": 1, "uniqueItems": True}, "b": {**array, "minItems": 0, "uniqueItems": False}}
        ),
    )
    assert [one.value for one in reading.findings] == ["minItems", "uniqueItems"]


def test_patterns__several_are_told(tmp_path: Path) -> None:
    reading = read(tmp_path, objects({"a": {"pattern": "^a", "allOf": [{"pattern": "b$"}]}}))
    assert columns(reading)["a"].value_domain.format == "^a"
    assert codes(reading) == ["schema:patterns"]


def test_schema__without_any_object_is_empty_and_told(tmp_path: Path) -> None:
    reading = read(tmp_path, {"$schema": DIALECT, "type": "string"})
    assert reading.tables == ()
    assert codes(reading) == ["schema:empty"]
