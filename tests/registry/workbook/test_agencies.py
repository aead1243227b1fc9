"""Agencies that rows name: node records, each described once, however many rows name it."""

from __future__ import annotations

from pathlib import Path

from danhmuc.registry import IriSpace, source_at
from danhmuc.vocab.place import cell_name

from .books import DATASET, column_of, filled, saved
from .forty_faults import findings_of

AGENT = "https://w3id.org/danhmuc/id/agent/"


def test_agency__of_many_rows_is_one_node_record_and_its_triples_count_for_each(tmp_path: Path) -> None:
    rows = [DATASET | {"Mã dữ liệu": f"D{number}", "Tên dữ liệu": f"Tên {number}"} for number in range(3)]
    rows[2] |= {"Đơn vị phối hợp – mã": "H58"}
    contents = source_at(str(saved(filled({"Dữ liệu": rows}), tmp_path / "so.xlsx"))).contents(IriSpace(source="so"))
    made = [pending.make() for pending in contents.records]
    nodes = {record.iri: record.canonical.nquads.decode() for record in made if record.role == "node"}
    records = [record for record in made if record.role == "record"]
    assert set(nodes) == {f"{AGENT}H57", f"{AGENT}H58"}
    assert '"UBND thành phố Huế"@vi' in nodes[f"{AGENT}H57"]
    assert [record.places for record in made if record.role == "node"] == [("so.xlsx",)] * 2
    assert all(f"<{AGENT}H57> .\n" in record.canonical.nquads.decode() for record in records)
    (document,) = contents.documents
    own = sum(record.canonical.nquads.count(b"\n") for record in records)
    named = 3 * nodes[f"{AGENT}H57"].count("\n") + nodes[f"{AGENT}H58"].count("\n")
    assert (len(records), document.triples) == (3, own + named)
    contents.close()


def test_finding_on_an_agency__has_the_cell_that_names_it_first_or_that_of_the_catalogue(tmp_path: Path) -> None:
    rows = [DATASET | {"Mã dữ liệu": f"D{number}", "Tên dữ liệu": f"Tên {number}"} for number in range(3)]
    rows[1] |= {"Đơn vị phối hợp – mã": "H58"}
    rows[2] |= {"Đơn vị chủ trì cung cấp – mã": "H58"}
    catalog = {"Tên danh mục": "Danh mục", "Mô tả": "Danh mục dữ liệu.", "Cơ quan – mã": "H57"}
    book = filled({"Danh mục": [catalog], "Dữ liệu": rows})
    places = {
        one.focus: (one.document, cell_name(one.line or 0, one.column or 0))
        for one in findings_of(saved(book, tmp_path / "so.xlsx"))
        if one.code == "dcat-ap:Agent-type"
    }
    assert places == {
        f"{AGENT}H57": ("so.xlsx#Danh mục", cell_name(3, column_of(book["Danh mục"], "Cơ quan – mã"))),
        f"{AGENT}H58": ("so.xlsx#Dữ liệu", cell_name(4, column_of(book["Dữ liệu"], "Đơn vị phối hợp – mã"))),
    }
