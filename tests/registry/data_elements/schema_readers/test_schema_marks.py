"""A mark of secrecy in a schema, whose format has no place for one, is a mark as in RDF."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from danhmuc.registry import Registry, source_at

DATASET = "https://e.vn/ds"
CSVW = {"@context": "http://www.w3.org/ns/csvw", "url": "a.csv", "tableSchema": {"columns": [{"name": "cot"}]}}
FIELD = {"name": "cot"}
SCHEMA = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "t"}
XSD = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:v="https://e.vn/v#">
<xs:complexType name="T" {}><xs:annotation><xs:appinfo>{}</xs:appinfo></xs:annotation>
<xs:sequence><xs:element name="cot" type="xs:string"/></xs:sequence></xs:complexType></xs:schema>"""
TERMS = "Mã định danh,Tên nghiệp vụ,Định nghĩa,Độ mật\nhttps://e.vn/el,cot,b,{}\n"

TABLE = {"fields": [FIELD]}
PACKAGE = {"resources": [{"name": "r", "schema": TABLE}]}
OBJECT = SCHEMA | {"properties": {"cot": {}}}

SHEET = "Mã dữ liệu,Bảng,Tên trường,Tên gọi,Mô tả,Kiểu dữ liệu,Bắt buộc,Độ mật\nD1,B,cot,Cột,m,text,,{}\n"

MARKED = [
    ("a-metadata.json", CSVW, CSVW | {"https://w3id.org/danhmuc/def#secrecy": "MAT"}),
    ("a-metadata.json", CSVW, CSVW | {"tableSchema": {"columns": [FIELD | {"dmv:secrecy": {"@value": "TOI_MAT"}}]}}),
    ("a-metadata.json", CSVW, CSVW | {"dc:accessRights": "Tuyệt mật"}),
    ("a.json", TABLE, TABLE | {"secrecy": "MAT"}),
    ("a.json", TABLE, {"fields": [FIELD | {"doMat": "Mật"}]}),
    ("a.json", PACKAGE, PACKAGE | {"secret": True}),
    ("a.json", OBJECT, OBJECT | {"x-secrecy": "MAT"}),
    ("a.json", OBJECT, SCHEMA | {"properties": {"cot": {"dmv:secrcy": "mức C"}}}),
    ("a.xsd", XSD.format("", ""), XSD.format('v:secrecy="MAT"', "")),
    ("a.xsd", XSD.format("", ""), XSD.format("", "<v:doMat>Tối mật</v:doMat>")),
    ("a.csv", TERMS.format(""), TERMS.format("Mật")),
    ("a.csv", TERMS.format(""), TERMS.format("mức C")),
    ("a-metadata.json", CSVW, CSVW | {"rdfs:comment": "Mật"}),
    ("a.json", OBJECT, OBJECT | {"$comment": "Độ mật: Tối mật"}),
    ("a.xsd", XSD.format("", ""), XSD.format("", "<v:ghiChu>Tuyệt mật</v:ghiChu>")),
    ("a.csv", TERMS.format("").replace("Độ mật", "Lưu hành"), TERMS.format("Mật").replace("Độ mật", "Lưu hành")),
    ("a.csv", SHEET.format("").replace("Độ mật", "Ghi chú"), SHEET.format("Mật").replace("Độ mật", "Ghi chú")),
    ("a.csv", SHEET.format("Không"), SHEET.format("mức C")),
    ("a.csv", SHEET.format("Không"), SHEET.format("Mật")),
]
UNMARKED = [
    ("a-metadata.json", CSVW | {"dmv:secrecy": "KHONG", "dc:accessRights": "PUBLIC"}),
    ("a.json", {"secret": False, "fields": [{"name": "do_mat", "title": "Độ mật"}]}),
    ("a.json", SCHEMA | {"properties": {"secrecy": {"enum": ["MAT"]}}, "examples": [{"secrecy": "MAT"}]}),
    ("a-metadata.json", CSVW | {"rdfs:comment": "Bảo mật"}),
    ("a.json", SCHEMA | {"properties": {"do_mat": {"title": "Độ mật", "enum": ["Mật", "Tối mật"]}}}),
    ("a.xsd", XSD.format("", "")),
    ("a.csv", TERMS.format("Không")),
    ("a.csv", SHEET.format("Không")),
]


def add(registry: Registry, folder: Path, name: str, content: object) -> None:
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / name).write_text(text, encoding="utf-8")
    registry.harvests.import_elements(str(folder / name), name="s", datasets=[DATASET])


def open_registry(folder: Path) -> Registry:
    registry = Registry.open("sqlite://", create=True)
    path = folder / "ds.ttl"
    path.write_text(f'<{DATASET}> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> "t" .')
    registry.harvest(source_at(str(path)), profile="none")
    return registry


@pytest.mark.parametrize(("name", "before", "after"), MARKED)
def test_marked__what_was_read_before_leaves_no_more(tmp_path: Path, name: str, before: object, after: object) -> None:
    with open_registry(tmp_path) as registry:
        add(registry, tmp_path, name, before)
        dictionary = registry.dictionary
        assert len([*dictionary.schemas(), *dictionary.elements()]) == 1
        add(registry, tmp_path, name, after)
        assert [*dictionary.schemas(), *dictionary.elements()] == []
        registry.export("nt", tmp_path / "all.nt")
        assert "cot" not in (tmp_path / "all.nt").read_text(encoding="utf-8")


def test_marked__a_table_whose_rows_are_all_refused_leaves_no_more_beside_another(tmp_path: Path) -> None:
    other = "D2,,khac,Khác,,text,,\n"
    folder = tmp_path / "s"
    folder.mkdir()
    with open_registry(tmp_path) as registry:
        for level in ("Không", "Mật"):
            (folder / "a.csv").write_text(SHEET.format(level) + other, encoding="utf-8")
            registry.harvests.import_elements(str(folder), name="s", datasets=[DATASET])
        assert len([*registry.dictionary.schemas()]) == 1
        # Another document that gives it undoes no mark.
        (folder / "b.csv").write_text(SHEET.format("Không"), encoding="utf-8")
        registry.harvests.import_elements(str(folder), name="s")
        assert len([*registry.dictionary.schemas()]) == 1
        registry.export("nt", tmp_path / "all.nt")
        text = (tmp_path / "all.nt").read_text(encoding="utf-8")
        assert ("khac" in text, "cot" in text) == (True, False)
        with registry.as_of("run:2") as past:
            past.export("nt", tmp_path / "then.nt")
        assert "cot" not in (tmp_path / "then.nt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "content"), UNMARKED)
def test_unmarked__what_denies_it_or_names_a_column_is_read(tmp_path: Path, name: str, content: object) -> None:
    with open_registry(tmp_path) as registry:
        add(registry, tmp_path, name, content)
        assert len([*registry.dictionary.schemas(), *registry.dictionary.elements()]) == 1
