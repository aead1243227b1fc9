"""A workbook filled in from a registry comes back as it was: what columns hold, and what they do not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from danhmuc.registry import FindingFilter, Registry, sampling, source_at
from danhmuc.vocab.errors import UnknownNameError, UsageError

from .books import DATASET, FILE, column_of, filled, saved

ROWS = {
    "Danh mục": [
        {"Tên danh mục": "Danh mục", "Mô tả": "Mọi dữ liệu.", "Cơ quan – mã": "H57", "Số quyết định": "12/QĐ"}
    ],
    "CSDL": [{"Mã CSDL": "MT", "Tên CSDL": "CSDL môi trường", "Đơn vị chủ trì cung cấp – mã": "H57"}],
    "Dữ liệu": [{**DATASET, "Thuộc CSDL": "MT", "Đơn vị phối hợp – mã": "G10; G18"}],
    "Phân phối": [FILE, {**FILE, "URL tải": "https://dulieumo.example.vn/kk.json", "Định dạng": "JSON"}],
    "Dịch vụ": [
        {
            "Mã dịch vụ": "API1",
            "Tên dịch vụ": "API",
            "Mã dữ liệu phục vụ": "KK-2026",
            "Đơn vị chủ trì cung cấp – mã": "H57",
            "Đầu mối – họ tên": "Tổ A; Tổ B",
            "Đầu mối – thư điện tử": "a@example.vn; b@example.vn",
            "Tạm ngừng – từ": "05/12/2026",
            "Tạm ngừng – đến": "06/12/2026",
            "Tạm ngừng – ngày thông báo": "20/11/2026",
        }
    ],
    "Kế hoạch": [
        {
            "Mã dữ liệu": "KK-2026",
            "Giai đoạn": "2026",
            "Thời hạn": "31/12/2026",
            "Tình trạng số hóa": "Đang số hóa",
            "Ngày hoàn thành": "01/12/2026",
        }
    ],
    "Đánh giá": [{"Mã dữ liệu": "KK-2026", "Ngày đánh giá": "01/07/2026", "Tiêu chí": "Chính xác", "Kết quả": "98"}],
    "Từ điển dữ liệu": [{"Mã dữ liệu": "KK-2026", "Tên trường": "ma", "Bắt buộc": "có"}],
}


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(f"sqlite:///{tmp_path / 'r.db'}") as opened:
        yield opened


def digests(registry: Registry, source: str) -> dict[str, str]:
    return {row.iri: row.digest for row in registry.records(source=source, role=None)}


@pytest.mark.soak
def test_book__comes_back_unchanged_and_its_columns_hold_all(registry: Registry, tmp_path: Path) -> None:
    path = saved(filled(ROWS), tmp_path / "so.xlsx")
    registry.harvest(source_at(str(path)))
    before = digests(registry, "so")
    written = registry.write_template(tmp_path / "again.xlsx", publisher="H57", whole=True)
    (tmp_path / "again.xlsx").replace(path)
    assert (written.rows, written.partly, written.left_out) == (9, (), ())
    report = registry.harvest(source_at(str(path)))
    assert (report.state, report.records.unchanged, report.records.seen) == ("complete", 4, 4)
    assert digests(registry, "so") == before


def test_book__filled_in_twice_is_the_same_bytes(registry: Registry, tmp_path: Path) -> None:
    path = saved(filled(ROWS), tmp_path / "so.xlsx")
    registry.harvest(source_at(str(path)))
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    for target in (first, second):
        registry.write_template(target, publisher="H57")
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(("sample", "publisher"), [("moi-truong.ttl", "H57.01"), ("du-lieu-mo.ttl", "H57.90")])
def test_sample__comes_back_as_it_was_with_what_no_column_holds(
    registry: Registry, tmp_path: Path, sample: str, publisher: str
) -> None:
    sampling.write_samples(tmp_path / "samples")
    registry.harvest(source_at(str(tmp_path / "samples" / sample)), name="rdf", profile="vn")
    written = registry.write_template(tmp_path / "so.xlsx", publisher=publisher)
    assert written.rows >= 15
    report = registry.harvest(source_at(str(tmp_path / "so.xlsx")), name="so")
    before, after = digests(registry, "rdf"), digests(registry, "so")
    shared = {row.iri for row in registry.records(source="so")}
    assert len(shared) == report.records.created >= 14
    assert report.why is None
    assert {iri: after[iri] for iri in shared} == {iri: before[iri] for iri in shared}
    nodes = {row.iri for row in registry.records(source="so", role="node")}
    assert nodes
    assert {iri: after[iri] for iri in nodes} == {iri: before[iri] for iri in nodes}
    unverified = registry.reports.count_findings("rule", FindingFilter(source="so", severity="cannot-verify"))
    rules = {one.key for one in unverified if one.key is not None}
    assert not {rule for rule in rules if "contactPoint" in rule or "spatial" in rule}


def test_cell__that_is_changed_changes_that_alone(registry: Registry, tmp_path: Path) -> None:
    sampling.write_samples(tmp_path / "samples")
    registry.harvest(source_at(str(tmp_path / "samples" / "du-lieu-mo.ttl")), name="rdf", profile="vn")
    path = tmp_path / "so.xlsx"
    registry.write_template(path, publisher="H57.90")
    registry.harvest(source_at(str(path)), name="so")
    book = load_workbook(path)
    page = book["Dữ liệu"]
    names, codes = column_of(page, "Tên dữ liệu"), column_of(page, "Mã dữ liệu")
    row = next(cell.row for cell in page[page.cell(1, codes).column_letter] if cell.value == "H57.90/wifi-cong-cong")
    assert page.cell(row, names).value == "Điểm phát Wi-Fi công cộng"
    page.cell(row, names).value = "Wi-Fi công cộng"
    book.save(path)
    report = registry.harvest(source_at(str(path)), name="so")
    assert report.records.updated == 1
    iri = "https://dulieu.example.vn/id/dataset/H57.90/wifi-cong-cong"
    difference = registry.get(iri, source="rdf").nquads, registry.get(iri, source="so").nquads
    old, new = (set(one.decode().splitlines()) for one in difference)
    assert len(old - new) == len(new - old) == 1


def test_kept__that_was_changed_is_told_and_the_book_is_not_whole(registry: Registry, tmp_path: Path) -> None:
    sampling.write_samples(tmp_path / "samples")
    registry.harvest(source_at(str(tmp_path / "samples" / "du-lieu-mo.ttl")), name="rdf", profile="vn")
    path = tmp_path / "so.xlsx"
    registry.write_template(path, publisher="H57.90", whole=True)
    book = load_workbook(path)
    book["_phan-con-lai"]["C1"] = "{"
    book.save(path)
    report = registry.harvest(source_at(str(path)), name="so")
    assert report.state == "incomplete"
    assert any(one.code == "workbook:kept-unread" for one in registry.harvests.run_findings(report.run))


def test_publisher__that_is_unknown_is_told_with_those_that_are(registry: Registry, tmp_path: Path) -> None:
    registry.harvest(source_at(str(saved(filled(ROWS), tmp_path / "so.xlsx"))))
    with pytest.raises(UnknownNameError, match=r"unknown publisher 'H99'; known: .*H57"):
        registry.write_template(tmp_path / "x.xlsx", publisher="H99")
    assert not (tmp_path / "x.xlsx").exists()


def test_publisher__is_found_as_by_all_others_and_has_the_records_of_all_its_iris(
    registry: Registry, tmp_path: Path
) -> None:
    """By its code in any case, the last part of its IRI, or its IRI; what has no code can name no records."""
    (tmp_path / "a.ttl").write_text(
        "@base <https://e.vn/> ."
        "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> ."
        '<so> dct:identifier "H57.01" . <chi-cuc> dct:identifier "H57.01" . <hội> dct:title "x" .'
        '<1> a dcat:Dataset ; dct:identifier "H57.01/1" ; dct:title "1"@vi ; dct:publisher <so> .'
        '<2> a dcat:Dataset ; dct:identifier "H57.01/2" ; dct:title "2"@vi ; dct:publisher <chi-cuc> .'
        '<3> a dcat:Dataset ; dct:identifier "3" ; dct:title "3"@vi ; dct:publisher <hội> .',
        encoding="utf-8",
    )
    registry.harvest(source_at(str(tmp_path / "a.ttl")), profile="none")
    for number, (name, rows) in enumerate({"h57.01": 2, "so": 1, "https://e.vn/chi-cuc": 1}.items()):
        written = registry.write_template(tmp_path / f"{number}.xlsx", publisher=name)
        assert (written.agency, written.rows) == ("H57.01", rows)
    with pytest.raises(UsageError, match="no source states one code"):
        registry.write_template(tmp_path / "x.xlsx", publisher="hội")
    with pytest.raises(UnknownNameError, match=r"several publishers have the code 'H57\.01'"):
        registry.find_publisher("H57.01")
    assert registry.find_publisher(None) is None


def test_record__that_is_withheld_is_not_filled_in(registry: Registry, tmp_path: Path) -> None:
    path = saved(filled(ROWS), tmp_path / "so.xlsx")
    registry.harvest(source_at(str(path)))
    registry.withhold("https://w3id.org/danhmuc/id/dataset/H57/KK-2026", by="a", reason="b")
    registry.write_template(tmp_path / "x.xlsx", publisher="H57")
    book = load_workbook(tmp_path / "x.xlsx")
    assert book["Dữ liệu"]["A3"].value is None
    assert book["CSDL"]["A3"].value == "MT"
