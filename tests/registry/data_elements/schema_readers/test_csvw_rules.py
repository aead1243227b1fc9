"""Rules on CSVW metadata by their number in the W3C's test suite; the cases are our own.

What is an error there is refused here, or a violation; what is a warning there is a finding. The suite's tests of cells
are not among them: no file of data is read.
Source: https://w3c.github.io/csvw/tests/
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest

from danhmuc.registry.data_elements.schema_readers import read_tables
from danhmuc.vocab.errors import DocumentError

Outcome = Literal["error", "warning", "none"]
Document = dict[str, Any]

GROUP: Document = {
    "@context": ["http://www.w3.org/ns/csvw", {"@language": "vi"}],
    "@type": "TableGroup",
    "dc:title": {"@value": "Trạm", "@language": "vi"},
    "tables": [
        {
            "@type": "Table",
            "url": "tram.csv",
            "tableSchema": {
                "@type": "Schema",
                "columns": [
                    {"@type": "Column", "name": "ma", "titles": "Mã", "datatype": {"base": "string", "maxLength": 5}},
                    {"name": "do_cao", "titles": "Độ cao", "datatype": "decimal"},
                ],
                "primaryKey": "ma",
                "foreignKeys": [
                    {"columnReference": "ma", "reference": {"resource": "tram.csv", "columnReference": "ma"}}
                ],
            },
        }
    ],
}


def at(*way: str | int, to: object) -> Callable[[Document], None]:
    """A change of one value; None takes it out."""

    def change(document: Document) -> None:
        node: Any = document
        for step in way[:-1]:
            node = node[step]
        if to is None:
            del node[way[-1]]
        else:
            node[way[-1]] = to

    return change


def single_key(document: Document) -> None:
    """Take the only foreign key out of its list."""
    schema = document["tables"][0]["tableSchema"]
    (schema["foreignKeys"],) = schema["foreignKeys"]


def without_name(document: Document) -> None:
    """Leave the column of the keys only its title."""
    column = document["tables"][0]["tableSchema"]["columns"][0]
    column["titles"] = column.pop("name")


TABLE: tuple[str | int, ...] = ("tables", 0)
SCHEMA: tuple[str | int, ...] = (*TABLE, "tableSchema")
COLUMN: tuple[str | int, ...] = (*SCHEMA, "columns", 0)
SECOND: tuple[str | int, ...] = (*SCHEMA, "columns", 1)
KEY: tuple[str | int, ...] = (*SCHEMA, "foreignKeys", 0)
TYPE: tuple[str | int, ...] = (*COLUMN, "datatype")

DIALECT: Document = {
    "@type": "Dialect",
    "commentPrefix": "#",
    "delimiter": "\t",
    "doubleQuote": False,
    "encoding": "utf-8",
    "header": True,
    "headerColumnCount": 1,
    "headerRowCount": 2,
    "lineTerminators": ["\r\n"],
    "quoteChar": None,
    "skipBlankRows": True,
    "skipColumns": 1,
    "skipInitialSpace": True,
    "skipRows": 2,
    "trim": "start",
}
TRANSFORMATION: Document = {
    "url": "mau.txt",
    "titles": "Lịch",
    "targetFormat": "https://so.example.vn/lich",
    "scriptFormat": "https://so.example.vn/mau",
    "source": "json",
}
VIRTUAL: Document = {"name": "ma", "virtual": True, "valueUrl": "https://so.example.vn/{ma}"}

RULES: tuple[tuple[int, Outcome, Callable[[Document], None]], ...] = (
    (38, "none", at("datatype", to="date")),
    (39, "none", at(*COLUMN, "separator", to=";")),
    (40, "warning", at(*COLUMN, "null", to=5)),
    (41, "warning", at(*COLUMN, "lang", to="tiếng việt")),
    (42, "warning", at(*COLUMN, "textDirection", to="trên")),
    (43, "warning", at(*COLUMN, "separator", to=False)),
    (44, "warning", at(*COLUMN, "ordered", to="có")),
    (45, "warning", at(*COLUMN, "default", to=1)),
    (46, "warning", at(*COLUMN, "datatype", to=1)),
    (47, "warning", at(*COLUMN, "aboutUrl", to=1)),
    (48, "warning", at(*COLUMN, "propertyUrl", to=1)),
    (49, "warning", at(*COLUMN, "valueUrl", to=1)),
    (50, "none", at("dialect", to=DIALECT)),
    (57, "none", at("dialect", to="cach-viet.json")),
    (58, "none", at(*TABLE, "dialect", to={**DIALECT, "trim": True, "lineTerminators": "\n", "quoteChar": "'"})),
    *(
        (number, "warning", at(*TABLE, "dialect", to={name: value}))
        for number, name, value in (
            (59, "commentPrefix", "//"),
            (59, "commentPrefix", 1),
            (60, "delimiter", "--"),
            (61, "doubleQuote", '"'),
            (62, "encoding", "chu-la"),
            (63, "header", "1"),
            (65, "headerRowCount", "0"),
            (66, "lineTerminators", True),
            (67, "quoteChar", True),
            (68, "skipBlankRows", 1),
            (69, "skipColumns", True),
            (70, "skipInitialSpace", 1),
            (71, "skipRows", -1),
            (72, "trim", 1),
            (93, "ngan", ";"),
        )
    ),
    (73, "warning", at("@context", 1, "@language", to="tiếng việt")),
    (73, "warning", at("@context", 1, "@language", to="khong-hop-le")),
    (74, "error", at("tables", to=[])),
    (75, "warning", at("tableDirection", to="trên")),
    (75, "warning", at("tableDirection", to="inherit")),
    (76, "warning", at(*TABLE, "tableDirection", to="trên")),
    (77, "error", at("@id", to="_:nhom")),
    (78, "error", at(*TABLE, "@id", to="_:bang")),
    (79, "error", at(*SCHEMA, "@id", to="_:luoc-do")),
    (80, "error", at(*COLUMN, "@id", to="_:cot")),
    (81, "error", at("dialect", to={"@id": "_:cach-viet"})),
    (82, "error", at(*TABLE, "transformations", to=[{**TRANSFORMATION, "@id": "_:mau"}])),
    (83, "error", at("@type", to="Table")),
    (84, "error", at(*TABLE, "@type", to="Schema")),
    (85, "error", at(*SCHEMA, "@type", to="Table")),
    (86, "error", at(*COLUMN, "@type", to="Schema")),
    (86, "error", at(*TYPE, "@type", to="Column")),
    (87, "error", at("dialect", to={"@type": "Transformation"})),
    (88, "error", at(*TABLE, "transformations", to=[{**TRANSFORMATION, "@type": "Dialect"}])),
    (89, "error", at("tables", to=None)),
    (90, "error", at(*TABLE, "url", to=None)),
    (93, "warning", at(*TABLE, "tacGia", to="ai đó")),
    (94, "warning", lambda document: document["tables"].append(5)),
    (95, "warning", at(*TABLE, "transformations", to=[TRANSFORMATION, 1])),
    (96, "warning", lambda document: document["tables"][0]["tableSchema"]["columns"].append(5)),
    (97, "warning", lambda document: document["tables"][0]["tableSchema"]["foreignKeys"].append(5)),
    (98, "error", at("tables", to=5)),
    (99, "warning", at("transformations", to=1)),
    (99, "warning", at("notes", to="ghi chú")),
    (100, "warning", at(*SCHEMA, to={"columns": 5})),
    (101, "warning", at(*SCHEMA, "foreignKeys", to=5)),
    (101, "warning", single_key),
    (102, "warning", at(*TABLE, "@id", to=5)),
    (103, "error", at(*TABLE, "url", to=5)),
    (104, "error", at(*KEY, "columnReference", to="khong_co")),
    (104, "error", without_name),
    (105, "warning", at(*SCHEMA, "primaryKey", to=["khong_co"])),
    (105, "warning", at(*SCHEMA, "primaryKey", to=5)),
    (106, "warning", at(*TABLE, "dialect", to=1)),
    (107, "warning", at(*SCHEMA, to=5)),
    (108, "error", at(*KEY, "reference", to=5)),
    (109, "warning", at(*COLUMN, "titles", to={"tiếng việt": "Mã", "vi": "Mã"})),
    (109, "warning", at(*COLUMN, "titles", to={"khong-a-hop-le": "Mã", "vi": "Mã"})),
    (110, "warning", at(*COLUMN, "titles", to={"vi": 5})),
    (111, "warning", at(*COLUMN, "titles", to=5)),
    (112, "warning", at(*COLUMN, "titles", to=["Mã", 5])),
    (113, "warning", at(*TABLE, "suppressOutput", to="có")),
    (114, "warning", at(*COLUMN, "name", to=["ma"])),
    (115, "warning", at(*COLUMN, "virtual", to="có")),
    (128, "error", at(*SECOND, "name", to="ma")),
    (128, "error", lambda document: document["tables"][0]["tableSchema"]["columns"].append(VIRTUAL)),
    (129, "warning", at(*SECOND, "name", to=5)),
    (130, "warning", at(*SECOND, "name", to="độ cao")),
    (130, "warning", at(*SECOND, "name", to="do..cao")),
    (131, "warning", at(*SECOND, "name", to="_do_cao")),
    (132, "none", at(*SECOND, "name", to=None)),
    (133, "error", at(*COLUMN, "virtual", to=True)),
    (134, "error", at("dc:title", to={"@context": {"x": "y"}, "dc:title": "x"})),
    (135, "error", at("dc:title", to={"@list": ["x"]})),
    (136, "error", at("dc:title", to={"@set": ["x"]})),
    (137, "error", at("dc:title", to={"@value": "x", "@type": "_:x"})),
    (138, "error", at("dc:title", to={"@id": "https://so.example.vn/x", "@type": "_:x"})),
    (139, "error", at("dc:title", to={"@type": "KhongBiet"})),
    (140, "error", at("dc:title", to={"@type": 5})),
    (141, "error", at("dc:title", to={"@id": "_:x"})),
    (142, "error", at("dc:title", to={"@value": "x", "@type": "string", "@language": "vi"})),
    (143, "error", at("dc:title", to={"@value": "x", "dc:title": "y"})),
    (144, "error", at("dc:title", to={"@language": "vi"})),
    (145, "error", at("dc:title", to={"@value": "x", "@language": "tiếng việt"})),
    (146, "error", at("dc:title", to={"@khong": "x"})),
    (150, "warning", at(*TYPE, to="varchar")),
    (151, "warning", at(*TYPE, to={"base": "varchar"})),
    (152, "none", at(*TYPE, to={"base": "string", "format": r"^(?:[A-Z]{2,3}|\d+?)(-[^\]/]*)?$"})),
    (153, "warning", at(*TYPE, to={"base": "string", "format": "[A-Z"})),
    (153, "warning", at(*TYPE, to={"base": "string", "format": "A(B"})),
    (153, "warning", at(*TYPE, to={"base": "string", "format": "A|*"})),
    (155, "none", at(*TYPE, to={"base": "decimal", "format": "#,##0.0#"})),
    (156, "warning", at(*TYPE, to={"base": "integer", "format": "+"})),
    (158, "none", at(*TYPE, to={"base": "decimal", "format": {"decimalChar": ",", "groupChar": "."}})),
    (159, "warning", at(*TYPE, to={"base": "integer", "format": {"pattern": "+"}})),
    (159, "warning", at(*TYPE, to={"base": "string", "format": {"pattern": "0"}})),
    (183, "none", at(*TYPE, to={"base": "boolean", "format": "Có|Không"})),
    (184, "warning", at(*TYPE, to={"base": "boolean", "format": "YN"})),
    (188, "none", at(*TYPE, to={"base": "date", "format": "dd.MM.yyyy XXXXX"})),
    (190, "none", at(*TYPE, to={"base": "datetime", "format": "yyyy-MM-ddTHH:mm:ss.SSS 'giờ'"})),
    (191, "warning", at(*TYPE, to={"base": "date", "format": "not a date"})),
    (193, "none", at(*TYPE, to={"base": "duration", "format": "P[0-9]+D"})),
    (199, "error", at(*TYPE, to={"base": "string", "length": 3, "minLength": 4})),
    (200, "error", at(*TYPE, to={"base": "string", "length": 5, "maxLength": 4})),
    (201, "error", at(*TYPE, to={"base": "date", "length": 4})),
    (216, "error", at(*TYPE, to={"base": "integer", "minInclusive": 1, "minExclusive": 1})),
    (217, "error", at(*TYPE, to={"base": "integer", "maxInclusive": 1, "maxExclusive": 1})),
    (216, "error", at(*TYPE, to={"base": "integer", "minimum": 1, "minInclusive": 2})),
    (216, "none", at(*TYPE, to={"base": "integer", "minimum": 1, "minInclusive": 1})),
    (218, "error", at(*TYPE, to={"base": "integer", "minInclusive": 10, "maxInclusive": 5})),
    (219, "error", at(*TYPE, to={"base": "integer", "minInclusive": 10, "maxExclusive": 10})),
    (220, "error", at(*TYPE, to={"base": "integer", "minExclusive": 10, "maxExclusive": 5})),
    (220, "none", at(*TYPE, to={"base": "integer", "minExclusive": 10, "maxExclusive": 10})),
    (221, "error", at(*TYPE, to={"base": "integer", "minExclusive": 10, "maxInclusive": 10})),
    (218, "error", at(*TYPE, to={"base": "date", "minInclusive": "2015-06-06", "maxInclusive": "2015-06-05"})),
    (219, "error", at(*TYPE, to={"base": "date", "minInclusive": "2015-06-05", "maxExclusive": "2015-06-05"})),
    (220, "error", at(*TYPE, to={"base": "time", "minExclusive": "12:00:00", "maxExclusive": "11:00:00"})),
    (221, "error", at(*TYPE, to={"base": "duration", "minExclusive": "P1D", "maxInclusive": "P1D"})),
    *(
        (222 + number, "error", at(*TYPE, to={"base": "string", name: "10"}))
        for number, name in enumerate(
            ("minimum", "maximum", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive")
        )
    ),
    (236, "none", at(*SCHEMA, "rowTitles", to=["ma", "do_cao"])),
    (237, "warning", at(*SCHEMA, "rowTitles", to=5)),
    (238, "warning", at(*TYPE, to="https://so.example.vn/kieu")),
    (242, "none", at(*TYPE, to={"@id": "https://so.example.vn/kieu", "base": "string"})),
    (243, "error", at(*TYPE, to={"@id": "_:kieu", "base": "string"})),
    (244, "error", at(*TYPE, to={"@id": "http://www.w3.org/2001/XMLSchema#string", "base": "string"})),
    (249, "none", at(*KEY, "reference", "resource", to="./%74ram.csv")),
    (251, "error", at(*KEY, "columnReference", to=["khong_co"])),
    (252, "error", at(*KEY, "reference", "columnReference", to="khong_co")),
    (253, "error", at(*KEY, "reference", "resource", to="khong-co.csv")),
    (254, "none", lambda _: None),
    (261, "error", at(*TYPE, to={"base": "string", "minLength": 5, "maxLength": 4})),
    (262, "none", at("dialect", to={"trim": "false"})),
    (263, "none", at("dc:title", to={"@value": "1", "@type": "integer"})),
    (264, "none", at("dc:title", to={"@id": "https://so.example.vn/x", "@type": "schema:Thing"})),
    (263, "none", at("dc:title", to={"@id": "https://so.example.vn/x", "@type": ["Transformation", "TableReference"]})),
    (264, "none", at("dc:title", to={"@id": "https://so.example.vn/x", "@type": ["gr:Offering", "oa:Annotation"]})),
    (266, "warning", at(*COLUMN, "null", to=["-", 5])),
    (268, "none", at(*TYPE, to={"maxLength": 5})),
    (270, "warning", at(*TABLE, "transformations", to=[{**TRANSFORMATION, "kieu": "x"}])),
    (271, "error", at(*KEY, "dc:description", to="x")),
    (272, "error", at(*KEY, "reference", "dc:description", to="x")),
    (273, "none", at("@context", 1, "@base", to="https://so.example.vn/")),
    (274, "error", at("@context", 1, "dc", to="http://purl.org/dc/terms/")),
    (275, "warning", at("titles", to="x")),
    (276, "warning", at(*TABLE, "titles", to="x")),
    (277, "warning", at(*COLUMN, "url", to="x")),
    (283, "none", at(*TYPE, to={"base": "number", "format": "+##0.0‰;-##0.0‰"})),
)


@pytest.mark.parametrize(
    ("outcome", "change"),
    [pytest.param(outcome, change, id=f"{number:03}-{row}") for row, (number, outcome, change) in enumerate(RULES)],
)
def test_rule(tmp_path: Path, outcome: Outcome, change: Callable[[Document], None]) -> None:
    document = copy.deepcopy(GROUP)
    change(document)
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    try:
        reading = read_tables(str(path), kind="csvw")
    except DocumentError:
        assert outcome == "error"
        return
    severities = {one.severity for one in reading.findings if one.code != "schema:empty"} - {"info"}
    expected = {"error": "violation", "warning": "warning"}.get(outcome)
    assert expected in severities if expected is not None else not severities
    assert all(one.place is not None and one.place.startswith(str(path)) for one in reading.findings)


def test_rule_40_and_43__default_stands_for_a_value_that_is_none(tmp_path: Path) -> None:
    document = copy.deepcopy(GROUP)
    at(*COLUMN, "null", to=["-", 5])(document)
    at(*COLUMN, "separator", to=False)(document)
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    column = read_tables(str(path)).tables[0].columns[0]
    assert (column.null_values, column.separator, column.is_repeated) == (("",), None, False)


@pytest.mark.parametrize("columns", [[], 5, None])
def test_rule_74_and_100__table_without_columns_is_told(tmp_path: Path, columns: object) -> None:
    document = copy.deepcopy(GROUP)
    at(*SCHEMA, to={"columns": columns} if columns is not None else {"@type": "Schema"})(document)
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    reading = read_tables(str(path))
    assert reading.tables[0].columns == ()
    assert (f"{path}#/tables/0/tableSchema", "schema:empty") in [(one.place, one.code) for one in reading.findings]


def test_rule_132__title_in_the_language_of_the_document_names_a_column(tmp_path: Path) -> None:
    document = copy.deepcopy(GROUP)
    document["tables"][0]["tableSchema"]["columns"][1] = {"titles": {"en": "Height", "vi": "do cao"}}
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert read_tables(str(path)).tables[0].columns[1].name == "do%20cao"
