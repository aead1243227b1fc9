"""CSVW metadata, rule by rule. Source of the rules: https://www.w3.org/TR/tabular-metadata/"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from danhmuc.registry.data_elements.schema_readers import SchemaReading, read_tables
from danhmuc.registry.data_elements.schema_readers.csvw_terms import CSVW_DATATYPES
from danhmuc.registry.record.described_elements import ColumnDraft, TableDraft, ValueDomainDraft
from danhmuc.vocab.datatypes.grammar import XSD
from danhmuc.vocab.errors import DocumentError

CONTEXT = "http://www.w3.org/ns/csvw"


def read(tmp_path: Path, value: object) -> SchemaReading:
    path = tmp_path / "tram.csv-metadata.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return read_tables(str(path))


def table(**members: Any) -> dict[str, Any]:
    return {"@context": CONTEXT, "url": "tram.csv", **members}


def column(tmp_path: Path, member: object, **inherited: Any) -> ColumnDraft:
    reading = read(tmp_path, table(tableSchema={"columns": [member], **inherited}))
    return reading.tables[0].columns[0]


def codes(reading: SchemaReading) -> list[str]:
    return [one.code for one in reading.findings]


def test_read__every_field(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        {
            "@context": [CONTEXT, {"@language": "vi", "@base": "https://so.example.vn/du-lieu/"}],
            "dc:title": "Nhóm",
            "tables": [
                {
                    "url": "tram.csv",
                    "dc:title": ["Trạm quan trắc", {"@value": "Stations", "@language": "en"}],
                    "dc:description": {"@value": "All stations", "@language": "en"},
                    "tableSchema": {
                        "@id": "https://so.example.vn/luoc-do/tram",
                        "primaryKey": "ma",
                        "foreignKeys": [
                            {"columnReference": "loai", "reference": {"resource": "loai.csv", "columnReference": "ma"}}
                        ],
                        "columns": [
                            {
                                "name": "ma",
                                "titles": ["Mã", "Mã trạm"],
                                "dc:description": "Mã của trạm",
                                "datatype": {"base": "string", "format": "[A-Z]{3}", "minLength": 2, "maxLength": 3},
                                "propertyUrl": "schema:identifier",
                                "required": True,
                                "default": "AAA",
                                "null": ["", "-"],
                                "separator": ";",
                            },
                            {
                                "name": "do_cao",
                                "datatype": {"base": "decimal", "minExclusive": "0", "maximum": 3143.5},
                                "http://qudt.org/schema/qudt/unit": {"@id": "http://qudt.org/vocab/unit/M"},
                            },
                            {"name": "loai", "qb:codeList": {"@id": "https://so.example.vn/danh-muc/loai"}},
                        ],
                    },
                },
                {"url": "loai.csv", "tableSchema": {"columns": [{"name": "ma"}]}},
            ],
        },
    )
    place = str(tmp_path / "tram.csv-metadata.json")
    assert reading.kind == "csvw"
    assert reading.findings == ()
    assert reading.not_held == ()
    assert reading.tables[0] == TableDraft(
        name="tram",
        titles=(("vi", "Trạm quan trắc"), ("en", "Stations")),
        descriptions=(("en", "All stations"),),
        columns=(
            ColumnDraft(
                name="ma",
                number=1,
                titles=(("vi", "Mã"), ("vi", "Mã trạm")),
                descriptions=(("vi", "Mã của trạm"),),
                value_domain=ValueDomainDraft(
                    datatype=XSD.string, native_type="string", format="[A-Z]{3}", min_length=2, max_length=3
                ),
                is_required=True,
                is_primary_key=True,
                element="http://schema.org/identifier",
                default="AAA",
                null_values=("", "-"),
                is_repeated=True,
                separator=";",
            ),
            ColumnDraft(
                name="do_cao",
                number=2,
                value_domain=ValueDomainDraft(
                    datatype=XSD.decimal,
                    native_type="decimal",
                    unit="http://qudt.org/vocab/unit/M",
                    minimum="0",
                    minimum_is_exclusive=True,
                    maximum="3143.5",
                ),
                null_values=("",),
            ),
            ColumnDraft(
                name="loai",
                number=3,
                value_domain=ValueDomainDraft(datatype=XSD.string, code_list="https://so.example.vn/danh-muc/loai"),
                references="loai.ma",
                null_values=("",),
            ),
        ),
        primary_key=("ma",),
        place=f"{place}#/tables/0",
        iri="https://so.example.vn/luoc-do/tram",
    )
    assert reading.tables[1].name == "loai"


@pytest.mark.parametrize("name", sorted(CSVW_DATATYPES))
def test_datatype__each_name_has_its_datatype_of_xml_schema(tmp_path: Path, name: str) -> None:
    domain = column(tmp_path, {"name": "a", "datatype": name}).value_domain
    assert domain.native_type == name
    expected = {"any": XSD.anyAtomicType, "binary": XSD.base64Binary, "datetime": XSD.dateTime, "number": XSD.double}
    if name in ("html", "json", "xml"):
        assert domain.datatype is None
    else:
        assert domain.datatype == expected.get(name, f"http://www.w3.org/2001/XMLSchema#{name}")


def test_datatype__without_one_is_string(tmp_path: Path) -> None:
    assert column(tmp_path, {"name": "a"}).value_domain == ValueDomainDraft(datatype=XSD.string)


@pytest.mark.parametrize("given", ["varchar", {"base": "varchar"}, 7, ["string"]])
def test_datatype__unknown_is_none_and_kept_as_written(tmp_path: Path, given: object) -> None:
    reading = read(tmp_path, table(tableSchema={"columns": [{"name": "a", "datatype": given}]}))
    domain = reading.tables[0].columns[0].value_domain
    assert domain.datatype is None
    assert domain.native_type
    assert len(reading.findings) == 1


def test_datatype__length_is_both_bounds(tmp_path: Path) -> None:
    domain = column(tmp_path, {"name": "a", "datatype": {"length": 4}}).value_domain
    assert (domain.min_length, domain.max_length) == (4, 4)


@pytest.mark.parametrize(
    "facets",
    [
        {"base": "string", "length": 3, "minLength": 4},
        {"base": "string", "length": 3, "maxLength": 2},
        {"base": "string", "minLength": 5, "maxLength": 2},
        {"base": "integer", "length": 3},
        {"base": "string", "maxLength": -1},
        {"base": "string", "maxLength": "nhiều"},
        {"base": "string", "minimum": 3},
        {"base": "boolean", "maximum": 3},
        {"base": "decimal", "minInclusive": 1, "minExclusive": 0},
        {"base": "decimal", "maximum": {"a": 1}},
        {"base": "decimal", "format": 5},
        {"base": "decimal", "format": {"pattern": 5}},
        {"base": "date", "minimum": "01/02/2015"},
        {"base": "integer", "maximum": "mười"},
        {"base": "gYear", "minimum": 15},
        {"base": "double", "minimum": "NaN"},
    ],
)
def test_datatype__facet_that_does_not_fit_is_left_out_and_told(tmp_path: Path, facets: dict[str, Any]) -> None:
    reading = read(tmp_path, table(tableSchema={"columns": [{"name": "a", "datatype": facets}]}))
    domain = reading.tables[0].columns[0].value_domain
    assert "schema:facet" in codes(reading)
    assert (domain.minimum, domain.maximum, domain.format) == (None, None, None)
    assert domain.min_length is None or facets.get("length") is not None or domain.min_length <= 5


def test_datatype__format_of_numbers_is_kept_whole(tmp_path: Path) -> None:
    given = {"base": "number", "format": {"decimalChar": ",", "groupChar": ".", "pattern": "#.##0,0"}}
    assert column(tmp_path, {"name": "a", "datatype": given}).value_domain.format == (
        '{"decimalChar": ",", "groupChar": ".", "pattern": "#.##0,0"}'
    )
    assert column(
        tmp_path, {"name": "a", "datatype": {"base": "date", "format": "dd/MM/yyyy"}}
    ).value_domain.format == ("dd/MM/yyyy")
    only = {"base": "number", "format": {"pattern": "0.0"}}
    assert column(tmp_path, {"name": "a", "datatype": only}).value_domain.format == "0.0"


@pytest.mark.parametrize("level", ["group", "table", "schema", "column"])
def test_inherited__properties_come_from_each_level(tmp_path: Path, level: str) -> None:
    given = {"datatype": "date", "required": True, "null": "NA", "separator": "|", "default": "x"}
    levels: dict[str, dict[str, Any]] = {name: {} for name in ("group", "table", "schema", "column")}
    levels[level] = given
    reading = read(
        tmp_path,
        {
            "@context": CONTEXT,
            **levels["group"],
            "tables": [
                {
                    "url": "a.csv",
                    **levels["table"],
                    "tableSchema": {**levels["schema"], "columns": [{"name": "a", **levels["column"]}]},
                }
            ],
        },
    )
    found = reading.tables[0].columns[0]
    assert found.value_domain.datatype == XSD.date
    assert (found.is_required, found.null_values, found.separator, found.default) == (True, ("NA",), "|", "x")


def test_inherited__the_nearest_wins(tmp_path: Path) -> None:
    found = column(tmp_path, {"name": "a", "datatype": "date", "required": False}, datatype="integer", required=True)
    assert found.value_domain.datatype == XSD.date
    assert not found.is_required


def test_inherited__no_separator_is_a_value(tmp_path: Path) -> None:
    found = column(tmp_path, {"name": "a", "separator": None}, separator=";")
    assert (found.separator, found.is_repeated) == (None, False)


def test_table_schema__of_the_group_serves_its_tables(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        {
            "@context": CONTEXT,
            "tableSchema": {"columns": [{"name": "a"}]},
            "tables": [{"url": "mot.csv"}, {"url": "hai.csv"}],
        },
    )
    assert [(one.name, one.columns[0].name) for one in reading.tables] == [("mot", "a"), ("hai", "a")]


def test_table_schema__by_reference_is_listed_and_not_fetched(tmp_path: Path) -> None:
    reading = read(tmp_path, table(tableSchema="https://so.example.vn/luoc-do.json"))
    assert reading.tables == ()
    assert [one.address for one in reading.not_held] == ["https://so.example.vn/luoc-do.json"]
    assert reading.not_held[0].place.endswith("#/tableSchema")
    assert codes(reading) == ["schema:not-held"]


def test_table_schema__by_reference_is_read_from_the_same_folder(tmp_path: Path) -> None:
    (tmp_path / "luoc-do.json").write_text('{"columns": [{"name": "a"}]}', encoding="utf-8")
    reading = read(tmp_path, table(tableSchema="luoc-do.json"))
    assert reading.tables[0].columns[0].name == "a"
    assert reading.not_held == ()


def test_table_schema__by_reference_is_read_by_the_address_that_it_gives_itself(tmp_path: Path) -> None:
    address = "https://so.example.vn/luoc-do/tram.json"
    (tmp_path / "ban-sao.json").write_text(json.dumps({"@id": address, "columns": [{"name": "a"}]}), encoding="utf-8")
    (tmp_path / "khac.json").write_text(json.dumps({"@id": f"{address}#", "columns": []}), encoding="utf-8")
    reading = read(tmp_path, table(tableSchema=address))
    assert (reading.tables[0].iri, reading.tables[0].columns[0].name) == (address, "a")
    assert reading.not_held == ()


def test_table_schema__by_reference_is_beside_the_base_if_that_is_relative(tmp_path: Path) -> None:
    (tmp_path / "luoc-do.json").write_text('{"columns": [{"name": "a"}]}', encoding="utf-8")
    (tmp_path / "con").mkdir()
    (tmp_path / "con" / "luoc-do.json").write_text('{"columns": [{"name": "b"}]}', encoding="utf-8")
    for base, name in (("con/", "b"), ("https://so.example.vn/", "a")):
        context = {"@context": [CONTEXT, {"@base": base}]}
        reading = read(tmp_path, {**table(tableSchema="luoc-do.json"), **context})
        assert reading.tables[0].columns[0].name == name


def test_table_schema__by_reference_has_its_own_language_and_address(tmp_path: Path) -> None:
    other = {
        "@context": [CONTEXT, {"@language": "vi"}],
        "columns": [{"name": "a", "titles": "Mã"}, {"name": "b"}],
        "foreignKeys": [
            {"columnReference": "b", "reference": {"schemaReference": "luoc-do.json", "columnReference": "a"}}
        ],
    }
    (tmp_path / "luoc-do.json").write_text(json.dumps(other), encoding="utf-8")
    last = {"url": "c.csv", "tableSchema": {"columns": [{"name": "c", "titles": "Code"}]}}
    reading = read(
        tmp_path,
        {
            "@context": [CONTEXT, {"@language": "en"}],
            "tables": [table(tableSchema="luoc-do.json", **{"dc:title": "Station"}), last],
        },
    )
    assert reading.findings == ()
    assert [one.titles for held in reading.tables for one in held.columns] == [(("vi", "Mã"),), (), (("en", "Code"),)]
    assert reading.tables[0].titles == (("en", "Station"),)
    assert reading.tables[0].columns[1].references == "tram.a"


def test_context__other_than_that_of_csvw_is_a_violation(tmp_path: Path) -> None:
    reading = read(
        tmp_path, {**table(tableSchema={"columns": [{"name": "a"}]}), "@context": [CONTEXT, "https://schema.org"]}
    )
    assert [(one.code, one.severity) for one in reading.findings] == [("schema:value", "violation")]


def test_table_schema__by_reference_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    inner = tmp_path / "trong"
    inner.mkdir()
    (tmp_path / "ngoai.json").write_text('{"columns": [{"name": "bi_mat"}]}', encoding="utf-8")
    (inner / "noi.json").symlink_to(tmp_path / "ngoai.json")
    for address in ("../ngoai.json", "noi.json", str(tmp_path / "ngoai.json"), f"file://{tmp_path}/ngoai.json"):
        reading = read(inner, table(tableSchema=address))
        assert reading.tables == ()
        assert len(reading.not_held) == 1


def test_schema__on_its_own_is_a_table(tmp_path: Path) -> None:
    reading = read(
        tmp_path, {"@context": CONTEXT, "@id": "https://so.example.vn/luoc-do/tram.json", "columns": [{"name": "a"}]}
    )
    assert reading.tables[0].name == "tram"
    assert reading.tables[0].iri == "https://so.example.vn/luoc-do/tram.json"


@pytest.mark.parametrize(
    ("member", "name", "is_told"),
    [
        ({"titles": "Mã trạm"}, "M%C3%A3%20tr%E1%BA%A1m", False),
        ({"titles": "a-b~c"}, "a%2Db%7Ec", False),
        ({}, "_col.1", True),
        ({"name": "_an", "titles": "An"}, "An", True),
        ({"name": "có dấu"}, "_col.1", True),
        ({"name": 5}, "_col.1", True),
    ],
)
def test_name__follows_from_the_title_or_the_number(
    tmp_path: Path, member: dict[str, Any], name: str, is_told: bool
) -> None:
    reading = read(tmp_path, table(tableSchema={"columns": [member]}))
    assert reading.tables[0].columns[0].name == name
    assert ("schema:column-nameless" in codes(reading)) == is_told


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        ("Mã", (("und", "Mã"),)),
        (["Mã", "Code"], (("und", "Mã"), ("und", "Code"))),
        ({"vi": "Mã", "en": ["Code", "ID"]}, (("vi", "Mã"), ("en", "Code"), ("en", "ID"))),
    ],
)
def test_titles__by_language(tmp_path: Path, titles: object, expected: tuple[tuple[str, str], ...]) -> None:
    assert column(tmp_path, {"name": "a", "titles": titles}).titles == expected


def test_titles__with_a_wrong_language_or_value_are_told(tmp_path: Path) -> None:
    reading = read(
        tmp_path, table(tableSchema={"columns": [{"name": "a", "titles": {"tiếng việt": "Mã", "en": 5, "vi": "Mã"}}]})
    )
    assert reading.tables[0].columns[0].titles == (("vi", "Mã"),)
    assert codes(reading) == ["schema:value", "schema:value"]


@pytest.mark.parametrize(
    ("template", "element"),
    [
        ("schema:name", "http://schema.org/name"),
        ("https://so.example.vn/def#ten", "https://so.example.vn/def#ten"),
        ("https://so.example.vn/def{#_name}", "https://so.example.vn/def#a"),
        ("https://so.example.vn/def/{_name}", "https://so.example.vn/def/a"),
        ("https://so.example.vn/{ma}", None),
        ("#a", None),
        (5, None),
    ],
)
def test_property_url__is_the_element_if_it_is_one_iri(tmp_path: Path, template: object, element: str | None) -> None:
    assert column(tmp_path, {"name": "a", "propertyUrl": template}).element == element


@pytest.mark.parametrize("key", ["dc:description", "dcterms:description", "http://purl.org/dc/terms/description"])
def test_descriptions__under_each_spelling_of_the_property(tmp_path: Path, key: str) -> None:
    given = [{"@value": "Nghĩa", "@language": "vi"}, "meaning"]
    assert column(tmp_path, {"name": "a", key: given}).descriptions == (("vi", "Nghĩa"), ("und", "meaning"))


def test_primary_key__of_a_column_that_is_not_there_is_none_and_told(tmp_path: Path) -> None:
    reading = read(tmp_path, table(tableSchema={"columns": [{"name": "a"}], "primaryKey": ["a", "khong_co"]}))
    assert reading.tables[0].primary_key == ()
    assert not reading.tables[0].columns[0].is_primary_key
    assert codes(reading) == ["schema:column-unknown"]


@pytest.mark.parametrize(
    "key",
    [
        {"columnReference": "a", "reference": {"resource": "khong-co.csv", "columnReference": "a"}},
        {"columnReference": "a", "reference": {"resource": "tram.csv", "columnReference": "khong_co"}},
        {"columnReference": "a", "reference": {"resource": "tram.csv", "columnReference": ["a", "a"]}},
        {"columnReference": "khong_co", "reference": {"resource": "tram.csv", "columnReference": "a"}},
        {"columnReference": "a"},
        "a",
    ],
)
def test_foreign_key__that_leads_nowhere_is_told(tmp_path: Path, key: object) -> None:
    reading = read(tmp_path, table(tableSchema={"columns": [{"name": "a"}], "foreignKeys": [key]}))
    assert reading.tables[0].columns[0].references is None
    assert len(reading.findings) == 1


def test_foreign_key__by_the_iri_of_a_schema(tmp_path: Path) -> None:
    other = {"@id": "https://so.example.vn/luoc-do/loai", "columns": [{"name": "ma"}]}
    key = {"columnReference": "a", "reference": {"schemaReference": other["@id"], "columnReference": "ma"}}
    reading = read(
        tmp_path,
        {
            "@context": CONTEXT,
            "tables": [
                {"url": "a.csv", "tableSchema": {"columns": [{"name": "a"}], "foreignKeys": [key]}},
                {"url": "loai.csv", "tableSchema": other},
            ],
        },
    )
    assert reading.tables[0].columns[0].references == "loai.ma"


@pytest.mark.parametrize(
    ("address", "is_found"),
    [
        ("http://so.example.vn/du-lieu/loai.csv", True),
        ("HTTP://So.example.vn:80/khac/../du-lieu/./%6coai.csv", True),
        ("loai.csv", True),
        ("http://so.example.vn/du-lieu/LOAI.csv", False),
        ("http://so.example.vn:81/du-lieu/loai.csv", False),
        ("../loai.csv", False),
    ],
)
def test_foreign_key__by_another_spelling_of_the_address(tmp_path: Path, address: str, is_found: bool) -> None:
    key = {"columnReference": "a", "reference": {"resource": address, "columnReference": "ma"}}
    reading = read(
        tmp_path,
        {
            "@context": [CONTEXT, {"@base": "http://so.example.vn/du-lieu/"}],
            "tables": [
                {"url": "a.csv", "tableSchema": {"columns": [{"name": "a"}], "foreignKeys": [key]}},
                {"url": "loai.csv", "tableSchema": {"columns": [{"name": "ma"}]}},
            ],
        },
    )
    assert reading.tables[0].columns[0].references == ("loai.ma" if is_found else None)


def test_own_terms__say_what_csvw_has_no_word_for(tmp_path: Path) -> None:
    own = "https://w3id.org/danhmuc/def#"
    skos = "http://www.w3.org/2004/02/skos/core#"
    found = column(
        tmp_path,
        {
            "name": "a",
            f"{own}unit": "m",
            f"{own}codeList": {"@id": "https://so.example.vn/danh-muc/loai"},
            f"{own}nativeType": "GEOMETRY",
            f"{own}references": "loai.ma",
            f"{own}isUnique": True,
            f"{own}isRepeated": True,
            f"{own}allowedValue": [
                {f"{skos}notation": "A", f"{skos}prefLabel": "Một"},
                {f"{skos}notation": "B"},
                "lạc",
            ],
        },
    )
    assert found == ColumnDraft(
        name="a",
        number=1,
        value_domain=ValueDomainDraft(
            native_type="GEOMETRY",
            unit="m",
            codes=(("A", "Một"), ("B", None)),
            code_list="https://so.example.vn/danh-muc/loai",
        ),
        is_unique=True,
        references="loai.ma",
        null_values=("",),
        is_repeated=True,
    )


def test_columns__repeated_name_is_a_violation_and_the_first_stays(tmp_path: Path) -> None:
    reading = read(
        tmp_path, table(tableSchema={"columns": [{"name": "a", "datatype": "date"}, {"name": "a"}, {"name": "b"}]})
    )
    assert [(one.name, one.number) for one in reading.tables[0].columns] == [("a", 1), ("b", 3)]
    assert reading.tables[0].columns[0].value_domain.datatype == XSD.date
    assert [(one.code, one.severity) for one in reading.findings] == [("schema:column-repeated", "violation")]


def test_columns__virtual_ones_are_in_no_file(tmp_path: Path) -> None:
    reading = read(
        tmp_path, table(tableSchema={"columns": [{"name": "a"}, {"name": "b", "virtual": True, "valueUrl": "x:y"}]})
    )
    assert [one.name for one in reading.tables[0].columns] == ["a"]
    assert codes(reading) == ["schema:part-unread"]


def test_tables__of_one_file_name_keep_their_paths(tmp_path: Path) -> None:
    schema = {"columns": [{"name": "a"}]}
    reading = read(
        tmp_path,
        {"@context": CONTEXT, "tables": [{"url": one, "tableSchema": schema} for one in ("x/a.csv", "y/a.csv")]},
    )
    assert [one.name for one in reading.tables] == ["a", "y/a.csv"]


@pytest.mark.parametrize(
    "value",
    [
        {"@context": "http://schema.org", "url": "a.csv"},
        {"url": "a.csv", "tableSchema": {"columns": []}},
        {"@context": CONTEXT, "tables": {"url": "a.csv"}},
        [],
    ],
)
def test_read__anything_else_is_refused(tmp_path: Path, value: object) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    with pytest.raises(DocumentError) as error:
        read_tables(str(path), kind="csvw")
    assert len(str(error.value).splitlines()) == 1
