"""The data dictionary for printing: what it says of columns, what it leaves out, on both databases."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook

from danhmuc.registry import Registry, source_at

from .conftest import AGENCIES, PREFIXES, registry_of
from .planned_registry import told

MORE: Final = """
@prefix csvw: <http://www.w3.org/ns/csvw#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
SCHEMAS: Final = """
<el/gia> a dmv:DataElement ; dct:identifier "E1" ; skos:prefLabel "Giá bán"@vi , "Price"@en ;
    skos:definition "Số tiền phải trả"@vi , "What is paid"@en ;
    dmv:valueDomain [ dmv:allowedValue [ skos:notation "10" ; skos:prefLabel "Mười"@vi ] ] .
<s/1> a csvw:Schema ; csvw:name "ban_le" ; dct:title "Bán lẻ"@vi , "Retail"@en ; csvw:primaryKey "ma" ; csvw:column (
    [ a csvw:Column ; csvw:name "ma" ; csvw:title "Mã"@vi ; csvw:required true ; dmv:references "mat_hang.ma" ;
        csvw:datatype [ csvw:base xsd:string ; csvw:minLength 1 ; csvw:maxLength 5 ; csvw:format "[A-Z]+" ] ]
    [ a csvw:Column ; csvw:name "gia" ; csvw:title "Giá"@vi , "Price column"@en ; dmv:dataElement <el/gia> ;
        dmv:allowedValue [ skos:notation "10" ] , [ skos:notation "9" ] ;
        csvw:datatype [ csvw:base xsd:decimal ; csvw:minExclusive "0" ; csvw:maxInclusive "1000" ] ; dmv:unit "VND" ]
    [ a csvw:Column ; csvw:name "la" ; dct:description "=cmd()|<b>"@vi ; dmv:isUnique true ;
        dmv:codeList <https://w3id.org/danhmuc/concept/sharing-nature> ;
        dmv:allowedValue [ skos:notation "1" ; skos:prefLabel "Một"@vi ] , [ skos:notation "2" ] ] ) .
<s/2> a csvw:Schema ; csvw:column ( [ a csvw:Column ; csvw:name "x" ] ) .
<s/kin> a csvw:Schema ; dct:title "Bảng kín"@vi ; csvw:column ( [ a csvw:Column ; csvw:name "cot_kin" ] ) .
"""
DATASETS: Final = """
<ds/1> a dcat:Dataset ; dct:title "Giá cả"@vi ; dct:identifier "01" ; dct:publisher <so> ;
    dct:conformsTo <s/2> ; dcat:distribution <d/1> .
<d/1> a dcat:Distribution ; dct:conformsTo <s/1> ; dcat:downloadURL <a.csv> .
<ds/2> a dcat:Dataset ; dct:title "Giá khác"@vi ; dct:identifier "02" ; dct:publisher <khac> ; dct:conformsTo <s/1> .
<ds/3> a dcat:Dataset ; dct:title "Không bảng"@vi ; dct:identifier "03" ; dct:publisher <so> .
<ds/kin> a dcat:Dataset ; dct:title "Tập kín"@vi ; dct:identifier "04" ; dct:publisher <so> ; dct:conformsTo <s/kin> .
<kho> a dmv:Database ; dct:title "Kho"@vi ; dct:publisher <so> .
"""
ALL: Final = MORE + AGENCIES + SCHEMAS + DATASETS


def fill(registry: Registry, folder: Path) -> None:
    """Harvest the datasets, and withhold one."""
    (folder / "all.ttl").write_text(PREFIXES + ALL, encoding="utf-8")
    registry.harvest(source_at(str(folder / "all.ttl")), name="all", profile="none")
    registry.withhold("https://e.vn/ds/kin", by="test", reason="kín")


def column_rows(registry: Registry, table: str = "table-2") -> list[dict[str, Any]]:
    return told(registry, "tu-dien").rows[table]


def test_report__has_a_table_for_each_schema_of_a_dataset_and_adds_up(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url) as registry:
        fill(registry, tmp_path)
        found = told(registry, "tu-dien")
        of_agency = told(registry, "tu-dien", publisher="H57.01")
    tables = [(row["code"], row["dataset"], row["table"], row["columns"]) for row in found.rows["tables"]]
    assert tables == [
        ("02", "Giá khác", "Retail", 3),
        ("01", "Giá cả", "Retail", 3),
        ("01", "Giá cả", "https://e.vn/s/2", 1),
    ]
    assert list(found.rows) == ["tables", "table-1", "table-2", "table-3"]
    totals = found.totals["tables"]
    assert (totals["datasets-with-table"], totals["datasets-without-table"], totals["listed"]) == (2, 2, 4)
    assert (totals["all"], totals["unlisted-withheld"]) == (5, 1)
    sizes = [len(found.rows[key]) for key in list(found.rows)[1:]]
    assert (totals["tables"], totals["columns"], sizes) == (3, 7, [3, 3, 1])
    assert [row["code"] for row in of_agency.rows["tables"]] == ["01", "01"]
    assert [row["column"] for row in of_agency.rows["table-1"]] == ["ma", "gia", "la"]


def test_columns__say_what_the_schema_and_the_element_say(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url) as registry:
        fill(registry, tmp_path)
        code, price, kind = column_rows(registry)
    assert (code["title"], code["datatype"], code["format"]) == ("Mã", "string", "1–5 characters; [A-Z]+")
    assert code["required"] == "primary key; required; refers to mat_hang.ma"
    assert (price["title"], price["definition"], price["element"]) == ("Price column", "What is paid", "Price")
    assert (price["datatype"], price["format"], price["unit"]) == ("decimal", "> 0; ≤ 1000", "VND")
    assert price["code-list"] == "9; 10: Mười"
    assert (kind["definition"], kind["required"]) == ("=cmd()|<b>", "unique")
    assert kind["code-list"] == "Sharing nature; 1: Một; 2"


def test_columns__have_words_for_datatypes_and_units_for_lengths(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url) as registry:
        fill(registry, tmp_path)
        with registry.reports.statutory("tu-dien", lang="vi") as report:
            code, price, _ = next(one for one in report.sheets if one.key == "table-2").cells()
    assert ("chuỗi ký tự" in code, "1–5 ký tự; [A-Z]+" in code, "số thập phân" in price) == (True, True, True)


def test_withheld_dataset__leaves_no_word_of_its_table_in_any_form(database_url: str, tmp_path: Path) -> None:
    files = [tmp_path / f"a.{ending}" for ending in ("html", "json", "xlsx")]
    with Registry.open(database_url) as registry:
        fill(registry, tmp_path)
        registry.reports.write_statutory("tu-dien", *files, lang="vi")
    cells = [str(cell) for page in load_workbook(files[2]) for row in page.iter_rows(values_only=True) for cell in row]
    for text in (*(file.read_text(encoding="utf-8") for file in files[:2]), " ".join(cells)):
        assert "ban_le" in text
        for secret in ("cot_kin", "Bảng kín", "Tập kín", "s/kin", "ds/kin"):
            assert secret not in text


def test_element__that_a_person_rejected_is_not_said(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url) as registry:
        fill(registry, tmp_path)
        registry.dictionary.reject_match("https://e.vn/s/1", "gia", "https://e.vn/el/gia", by="test")
        _, price, _ = column_rows(registry)
    assert (price["element"], price["definition"]) == ("", "")


@pytest.mark.parametrize(("lang", "basis", "tab"), [("en", "no act prescribes this form", "Table 1")])
def test_report__says_that_no_act_prescribes_it_and_gives_the_same_bytes(
    tmp_path: Path, lang: str, basis: str, tab: str
) -> None:
    files = [tmp_path / f"{number}.{ending}" for number in (1, 2) for ending in ("html", "xlsx", "json")]
    with registry_of(f"sqlite:///{tmp_path / 'r.db'}", tmp_path, all=ALL) as registry:
        for some in (files[:3], files[3:]):
            registry.reports.write_statutory("tu-dien", *some, lang=lang)
    assert [one.read_bytes() for one in files[:3]] == [one.read_bytes() for one in files[3:]]
    page = files[0].read_text(encoding="utf-8")
    assert basis in page
    assert "=cmd()|&lt;b&gt;" in page
    book = load_workbook(files[1])
    assert tab in book.sheetnames
    assert any(basis in str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row)


def test_table_of_a_workbook__stands_in_the_record_of_its_dataset(tmp_path: Path) -> None:
    turtle = """<ds/1> a dcat:Dataset ; dct:title "Kiểm kê"@vi ; csvw:tableSchema [ a csvw:Schema ; csvw:column
        [ a csvw:Column ; csvw:name "ten" ; csvw:datatype "chữ" ; csvw:required true ] ,
        [ a csvw:Column ; csvw:name "so" ; csvw:datatype "số lạ" ] ] ."""
    with registry_of(f"sqlite:///{tmp_path / 'r.db'}", tmp_path, all=MORE + turtle) as registry:
        found = told(registry, "tu-dien")
        with registry.reports.statutory("tu-dien", lang="en") as report:
            title = report.sheets[1].title.render("en")
    assert title == "1. Kiểm kê"
    assert [row["table"] for row in found.rows["tables"]] == ["(in the record of the dataset)"]
    columns = [(row["column"], row["datatype"], row["required"]) for row in found.rows["table-1"]]
    assert columns == [("so", "số lạ", ""), ("ten", "chữ", "required")]


def test_registry_without_tables__has_an_empty_list(tmp_path: Path) -> None:
    with Registry.open(f"sqlite:///{tmp_path / 'r.db'}", create=True) as registry:
        found = told(registry, "tu-dien")
    assert (found.rows, found.totals["tables"]["tables"]) == ({"tables": []}, 0)


def test_columns__are_those_of_before_once_a_run_is_undone(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url) as registry:
        fill(registry, tmp_path)
        document = tmp_path / "all.ttl"
        changed = document.read_text(encoding="utf-8").replace('csvw:name "x"', 'csvw:name "y"')
        document.write_text(changed, encoding="utf-8")
        run = registry.harvest(source_at(str(document)), name="all", profile="none").run
        after = [row["column"] for row in column_rows(registry, "table-3")]
        assert run is not None
        registry.undo(run, by="test")
        before = [row["column"] for row in column_rows(registry, "table-3")]
    assert (after, before) == (["y"], ["x"])


def test_table__is_gone_with_its_dataset_after_a_mark_of_secrecy_and_a_purge(database_url: str, tmp_path: Path) -> None:
    secret = '<ds/1> a dcat:Dataset ; dct:title "Giá cả"@vi ; dmv:secrecy "Mật"@vi .'
    with Registry.open(database_url) as registry:
        fill(registry, tmp_path)
        (tmp_path / "other.ttl").write_text(PREFIXES + secret, encoding="utf-8")
        marked = registry.harvest(source_at(str(tmp_path / "other.ttl")), name="other", profile="none")
        with_mark = told(registry, "tu-dien")
        assert marked.run is not None
        registry.undo(marked.run, by="test")
        undone = told(registry, "tu-dien")
        registry.purge("https://e.vn/ds/2", by="test", reason="nhầm")
        purged = told(registry, "tu-dien")
    assert [row["code"] for row in with_mark.rows["tables"]] == ["02"]
    # A mark of secrecy outlives the undoing of its run.
    assert [row["code"] for row in undone.rows["tables"]] == ["02"]
    assert purged.rows["tables"] == []
    for found in (with_mark, undone, purged):
        totals = found.totals["tables"]
        assert totals["datasets-with-table"] + totals["datasets-without-table"] == totals["listed"]
        unlisted = sum(count for key, count in totals.items() if key.startswith("unlisted-"))
        assert totals["all"] == totals["listed"] + unlisted
