"""Frictionless Table Schema and Data Packages, rule by rule."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from danhmuc.registry.data_elements.schema_readers import SchemaReading, read_tables
from danhmuc.registry.data_elements.schema_readers.table_schema import TABLE_SCHEMA_TYPES
from danhmuc.registry.record.described_elements import ColumnDraft, TableDraft, ValueDomainDraft
from danhmuc.vocab.datatypes.grammar import XSD
from danhmuc.vocab.errors import DocumentError


def read(tmp_path: Path, value: object, name: str = "datapackage.json") -> SchemaReading:
    path = tmp_path / name
    path.write_text(json.dumps(value), encoding="utf-8")
    return read_tables(str(path))


def field(tmp_path: Path, member: dict[str, Any]) -> ColumnDraft:
    return read(tmp_path, {"fields": [{"name": "a", **member}]}).tables[0].columns[0]


def codes(reading: SchemaReading) -> list[str]:
    return [one.code for one in reading.findings]


def test_read__every_field(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        {
            "name": "goi",
            "resources": [
                {
                    "name": "tram",
                    "title": "Trạm",
                    "description": "Mọi trạm",
                    "path": "tram.csv",
                    "schema": {
                        "missingValues": ["", {"value": "-99", "label": "không đo"}],
                        "primaryKey": "ma",
                        "uniqueKeys": [["loai", "ngay"]],
                        "foreignKeys": [{"fields": "loai", "reference": {"resource": "loai", "fields": "ma"}}],
                        "fields": [
                            {
                                "name": "ma",
                                "title": "Mã",
                                "description": "Mã trạm",
                                "type": "string",
                                "rdfType": "http://schema.org/identifier",
                                "constraints": {
                                    "required": True,
                                    "unique": True,
                                    "minLength": 2,
                                    "maxLength": 5,
                                    "pattern": "[A-Z]+",
                                },
                            },
                            {
                                "name": "do_cao",
                                "type": "number",
                                "unit": "m",
                                "missingValues": ["n/a"],
                                "constraints": {"exclusiveMinimum": 0, "maximum": 3143.50},
                            },
                            {
                                "name": "loai",
                                "type": "string",
                                "categories": [{"value": "A", "label": "Tự động"}, {"value": "B", "label": "Thủ công"}],
                            },
                            {"name": "ngay", "type": "date", "format": "%d/%m/%Y"},
                            {"name": "the", "type": "list", "itemType": "integer", "delimiter": ";"},
                        ],
                    },
                },
                {"name": "loai", "schema": {"fields": [{"name": "ma", "type": "string"}]}},
            ],
        },
    )
    place = str(tmp_path / "datapackage.json")
    nulls = ("", "-99")
    assert reading.kind == "table-schema"
    assert reading.findings == ()
    assert reading.tables[0] == TableDraft(
        name="tram",
        titles=(("und", "Trạm"),),
        descriptions=(("und", "Mọi trạm"),),
        columns=(
            ColumnDraft(
                name="ma",
                number=1,
                titles=(("und", "Mã"),),
                descriptions=(("und", "Mã trạm"),),
                value_domain=ValueDomainDraft(
                    datatype=XSD.string, native_type="string", format="[A-Z]+", min_length=2, max_length=5
                ),
                is_required=True,
                is_unique=True,
                is_primary_key=True,
                element="http://schema.org/identifier",
                null_values=nulls,
            ),
            ColumnDraft(
                name="do_cao",
                number=2,
                value_domain=ValueDomainDraft(
                    datatype=XSD.decimal,
                    native_type="number",
                    unit="m",
                    minimum="0",
                    minimum_is_exclusive=True,
                    maximum="3143.5",
                ),
                null_values=("n/a",),
            ),
            ColumnDraft(
                name="loai",
                number=3,
                value_domain=ValueDomainDraft(
                    datatype=XSD.string, native_type="string", codes=(("A", "Tự động"), ("B", "Thủ công"))
                ),
                references="loai.ma",
                null_values=nulls,
            ),
            ColumnDraft(
                name="ngay",
                number=4,
                value_domain=ValueDomainDraft(datatype=XSD.date, native_type="date/%d/%m/%Y", format="dd/MM/yyyy"),
                null_values=nulls,
            ),
            ColumnDraft(
                name="the",
                number=5,
                value_domain=ValueDomainDraft(datatype=XSD.integer, native_type="list of integer"),
                null_values=nulls,
                is_repeated=True,
                separator=";",
            ),
        ),
        primary_key=("ma",),
        place=f"{place}#/resources/0",
        unique_keys=(("loai", "ngay"),),
    )


@pytest.mark.parametrize(("kind", "datatype"), sorted(TABLE_SCHEMA_TYPES.items()))
def test_type__each_has_its_datatype(tmp_path: Path, kind: str, datatype: str | None) -> None:
    domain = field(tmp_path, {"type": kind}).value_domain
    assert (domain.datatype, domain.native_type) == (datatype, kind)


def test_type__known_types_are_those_of_the_specification() -> None:
    assert TABLE_SCHEMA_TYPES["integer"] == "http://www.w3.org/2001/XMLSchema#integer"
    assert TABLE_SCHEMA_TYPES["yearmonth"] == "http://www.w3.org/2001/XMLSchema#gYearMonth"
    assert {kind for kind, datatype in TABLE_SCHEMA_TYPES.items() if datatype is None} == {
        *("any", "array", "geojson", "geopoint", "list", "object")
    }


@pytest.mark.parametrize(
    ("member", "datatype", "native"),
    [
        ({"type": "string", "format": "uri"}, XSD.anyURI, "string/uri"),
        ({"type": "string", "format": "binary"}, XSD.base64Binary, "string/binary"),
        ({"type": "string", "format": "email"}, XSD.string, "string/email"),
        ({"type": "date", "format": "default"}, XSD.date, "date"),
        ({"type": "list"}, None, "list"),
        ({"type": "tiền"}, None, "tiền"),
        ({}, None, None),
    ],
)
def test_type__with_a_format(tmp_path: Path, member: dict[str, Any], datatype: str | None, native: str | None) -> None:
    domain = field(tmp_path, member).value_domain
    assert (domain.datatype, domain.native_type) == (datatype, native)


def test_own_terms__say_what_table_schema_has_no_word_for(tmp_path: Path) -> None:
    own = "https://w3id.org/danhmuc/def#"
    given = {"type": "string", f"{own}unit": "m", f"{own}codeList": "province", f"{own}nativeType": "VARCHAR(2)"}
    assert field(tmp_path, given).value_domain == ValueDomainDraft(
        datatype=XSD.string, native_type="VARCHAR(2)", unit="m", code_list="province"
    )


def test_enum__is_in_the_order_given_with_labels_of_categories(tmp_path: Path) -> None:
    member = {
        "type": "integer",
        "categories": [{"value": 1, "label": "Nam"}, {"value": 2, "label": "Nữ"}, 3],
        "constraints": {"enum": [2, 1, 2]},
    }
    assert field(tmp_path, member).value_domain.codes == (("2", "Nữ"), ("1", "Nam"))
    member.pop("constraints")
    assert field(tmp_path, member).value_domain.codes == (("1", "Nam"), ("2", "Nữ"), ("3", None))


@pytest.mark.parametrize(
    ("constraints", "bound"),
    [
        ({"minimum": 1, "exclusiveMinimum": 1}, ("1", True)),
        ({"minimum": 2, "exclusiveMinimum": 1}, ("2", False)),
        ({"minimum": "2020-01-01"}, ("2020-01-01", False)),
    ],
)
def test_bounds__the_narrower_counts(tmp_path: Path, constraints: dict[str, Any], bound: tuple[str, bool]) -> None:
    domain = field(tmp_path, {"type": "number", "constraints": constraints}).value_domain
    assert (domain.minimum, domain.minimum_is_exclusive) == bound


@pytest.mark.parametrize(
    "constraints",
    [
        {"minLength": -1},
        {"maxLength": "năm"},
        {"minimum": [1]},
        {"enum": "A"},
        {"required": "yes"},
        {"unique": 1},
        {"pattern": 5},
        [],
    ],
)
def test_constraints__that_cannot_be_read_are_told(tmp_path: Path, constraints: object) -> None:
    reading = read(tmp_path, {"fields": [{"name": "a", "type": "string", "constraints": constraints}]})
    found = reading.tables[0].columns[0]
    assert found.value_domain == ValueDomainDraft(datatype=XSD.string, native_type="string")
    assert (found.is_required, found.is_unique) == (False, False)
    assert len(reading.findings) == 1


@pytest.mark.parametrize("key", ["a", ["a"], ["a", "b"]])
def test_primary_key__is_a_text_or_a_list(tmp_path: Path, key: object) -> None:
    reading = read(tmp_path, {"fields": [{"name": "a"}, {"name": "b"}], "primaryKey": key})
    assert reading.tables[0].primary_key == (("a",) if key != ["a", "b"] else ("a", "b"))
    assert reading.tables[0].columns[0].is_primary_key
    assert reading.tables[0].columns[0].is_unique == (key != ["a", "b"])


@pytest.mark.parametrize("resource", ["", None])
def test_foreign_key__to_the_table_itself(tmp_path: Path, resource: str | None) -> None:
    reference = {"fields": ["a"]} if resource is None else {"resource": resource, "fields": ["a"]}
    schema = {
        "fields": [{"name": "a"}, {"name": "cha"}],
        "foreignKeys": [{"fields": ["cha"], "reference": reference}],
    }
    reading = read(tmp_path, {"resources": [{"name": "cay", "schema": schema}]})
    assert reading.tables[0].columns[1].references == "cay.a"


def test_foreign_key__that_leads_nowhere_is_told(tmp_path: Path) -> None:
    schema = {
        "fields": [{"name": "a"}],
        "foreignKeys": [{"fields": "a", "reference": {"resource": "x", "fields": "y"}}],
    }
    reading = read(tmp_path, {"resources": [{"name": "t", "schema": schema}]})
    assert reading.tables[0].columns[0].references is None
    assert codes(reading) == ["schema:reference-lost"]


def test_schema__by_reference_is_read_from_the_folder_or_listed(tmp_path: Path) -> None:
    (tmp_path / "o").mkdir()
    (tmp_path / "o" / "s.json").write_text('{"fields": [{"name": "a", "type": "year"}]}', encoding="utf-8")
    resources = [
        {"name": "day", "schema": "o/s.json"},
        {"name": "xa", "schema": "https://so.example.vn/s.json"},
        {"name": "ngoai", "schema": "../s.json"},
    ]
    reading = read(tmp_path, {"resources": resources})
    assert [one.name for one in reading.tables] == ["day"]
    assert reading.tables[0].columns[0].value_domain.datatype == XSD.gYear
    assert [one.address for one in reading.not_held] == ["https://so.example.vn/s.json", "../s.json"]


def test_schema__on_its_own_is_named_after_its_file(tmp_path: Path) -> None:
    assert read(tmp_path, {"fields": [{"name": "a"}]}, "tram.schema.json").tables[0].name == "tram"


def test_resources__without_a_schema_or_with_one_name_are_told(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "a"}]}
    reading = read(
        tmp_path,
        {
            "resources": [
                {"name": "t", "schema": schema},
                {"name": "t", "schema": schema},
                {"name": "u", "path": "u.csv"},
            ]
        },
    )
    assert [one.name for one in reading.tables] == ["t"]
    assert codes(reading) == ["schema:table-repeated", "schema:part-unread"]


@pytest.mark.parametrize("value", [{"fields": {"a": 1}}, {"resources": "x"}, {}, [1], 5])
def test_read__anything_else_is_refused(tmp_path: Path, value: object) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    with pytest.raises(DocumentError):
        read_tables(str(path), kind="table-schema")
