"""Agencies that rows name: node records, each described once, however many rows name it."""

from __future__ import annotations

from pathlib import Path

from danhmuc.registry import IriSpace, source_at

from .books import DATASET, filled, saved

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
