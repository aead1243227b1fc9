"""The book of forty faults: rows that each have one, and beside them the finding that is expected, by cell.

A fault is a row or a few rows of its own, and has exactly one finding: what a cell has, not what follows from it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook

from danhmuc.registry import source_at, validate_source
from danhmuc.registry.workbook.template import HEADING_ROW
from danhmuc.shapes import Validator, ValidatorOptions
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.place import cell_name

from .books import DATASET, FILE, column_of, filled

DATASETS, FILES, SERVICES, DATABASES = "Dữ liệu", "Phân phối", "Dịch vụ", "CSDL"
CODE: Final = {DATASETS: "Mã dữ liệu", FILES: "Mã dữ liệu", SERVICES: "Mã dịch vụ", DATABASES: "Mã CSDL"}
NAME: Final = {DATASETS: "Tên dữ liệu", FILES: "Tên tệp", SERVICES: "Tên dịch vụ", DATABASES: "Tên CSDL"}
MAIL, PHONE, PERSON = "Đầu mối – thư điện tử", "Đầu mối – điện thoại", "Đầu mối – họ tên"
POSITION, AGENCY, SPATIAL = "Đầu mối – chức vụ", "Đơn vị chủ trì cung cấp – mã", "Phạm vi không gian – mã ĐVHC"
MODIFIED, START, END = "Ngày cập nhật", "Phạm vi thời gian – từ", "Phạm vi thời gian – đến"
NATURE, LICENCE, STATUS = "Tính chất chia sẻ", "Giấy phép, điều kiện sử dụng", "Trạng thái"
SIZE, SERVED = "Dung lượng (byte)", "Mã dữ liệu phục vụ"
CONTACT = {one: DATASET[one] for one in (PERSON, POSITION, PHONE, MAIL)}
GOOD: Final[Mapping[str, Mapping[str, Any]]] = {
    DATASETS: {**DATASET, START: "01/01/2026", END: "30/06/2026"},
    FILES: {**FILE, "Mô tả tệp": "Tệp số đo."},
    SERVICES: {
        "Mô tả": "Tra cứu số đo.",
        SERVED: "TỐT",
        AGENCY: "H57",
        "URL điểm cuối": "https://dulieumo.example.vn/api",
        "Tài liệu kỹ thuật – URL": "https://dulieumo.example.vn/api/docs",
        "Cấu trúc dữ liệu trao đổi – URL": "https://dulieumo.example.vn/api/schema",
        "Thời điểm sẵn sàng": "10/08/2026",
        **CONTACT,
    },
    DATABASES: {
        "Đơn vị chủ trì cung cấp – mã": "H57",
        "Mục đích": "Quản lý.",
        SPATIAL: "46",
        "Nội dung": "Số đo.",
        "Cơ chế thu thập, cập nhật": "Tự động.",
        "Nguồn dữ liệu": "Trạm.",
        **CONTACT,
    },
}
"""Rows that have no fault, but for their code and name."""
NO_COLUMN: Final = frozenset(
    {
        "dcat-ap:Agent-type",
        "dcat-ap:DataService-keyword",
        "dcat-ap:DataService-theme",
        "vn:Database-hasQualityMeasurement-maxAge",
    }
)
"""Rules on what no sheet has a column for, so that good rows have their findings, too."""
TODAY: Final = date(2026, 8, 15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault.

    Attributes:
        name: of the fault; it is in the name of its rows, too.
        sheet: where its rows are.
        rows: what differs from a good row; of several rows the last one has the finding, unless `row` says otherwise.
        heading: of the column of the finding; None where it is about the row.
        code, severity, fix: of the finding; the code of a rule, or ``workbook:`` and the problem.
        number: whether it is one only where a cell is a number, which a text file cannot say.
        row: index of the row that has the finding.
    """

    name: str
    sheet: str = DATASETS
    rows: tuple[Mapping[str, Any], ...]
    heading: str | None
    code: str
    severity: str = "violation"
    fix: str | None = None
    number: bool = False
    row: int = -1


@dataclass(frozen=True, slots=True, order=True)
class Expected:
    """A finding: cell, code, severity and fix."""

    cell: str
    code: str
    severity: str
    fix: str = ""


def _one(
    name: str, heading: str, value: object, code: str, severity: str = "violation", sheet: str = DATASETS, **more: Any
) -> Fault:
    """A fault of one cell."""
    return Fault(
        name=name, sheet=sheet, rows=({heading: value},), heading=heading, code=code, severity=severity, **more
    )


FAULTS: Final = (
    # Codes and names of lists.
    _one("mã tỉnh mất số 0", SPATIAL, 1, "dcat-ap:Dataset-spatial-resource", fix="01"),
    _one("nơi không có", SPATIAL, "toàn tỉnh", "dcat-ap:Dataset-spatial-resource"),
    _one("mã cơ quan là số", AGENCY, 107, "workbook:code-number", "warning", number=True),
    _one("mã cơ quan viết thường", AGENCY, "h57.06", "vn:Dataset-publisher-pattern", fix="H57.06"),
    _one("tên thay cho mã cơ quan", AGENCY, "Sở Y tế", "vn:Dataset-publisher-pattern"),
    _one("mã cơ quan lạ", AGENCY, "H57.99", "vn:Dataset-publisher-code", "cannot-verify"),
    _one("hai cơ quan", AGENCY, "G10; G18", "dcat-ap:Dataset-publisher-max"),
    _one("đơn vị phối hợp lạ", "Đơn vị phối hợp – mã", "Sở Khác", "workbook:agency-unlisted", "cannot-verify"),
    _one("lĩnh vực lạ", "Lĩnh vực", "Khí tượng", "dcat-ap:Dataset-theme-resource"),
    _one("lĩnh vực cách bằng dấu phẩy", "Lĩnh vực", "Môi trường, Y tế", "dcat-ap:Dataset-theme-resource"),
    _one("hai tính chất", NATURE, "Dữ liệu mở; Dữ liệu dùng chung", "vn:Dataset-sharingNature-max"),
    _one("thiếu tính chất", NATURE, None, "vn:Dataset-sharingNature"),
    _one("hình thức lạ", "Hình thức chia sẻ", "mạng", "vn:Dataset-sharingForm-vocabulary"),
    _one("mức độ lạ", "Mức độ quan trọng", "rất", "vn:Dataset-importance-vocabulary", "warning"),
    _one("dữ liệu cá nhân lạ", "Dữ liệu cá nhân", "có thể", "vn:Dataset-personalData-vocabulary", "warning"),
    _one("lớp lạ", "Lớp dữ liệu", "lớp một", "dcat-ap:Dataset-type-resource"),
    _one("trạng thái lạ", STATUS, "dang dung", "workbook:code-unlisted", "warning"),
    _one("giấy phép lạ", LICENCE, "tự do", "workbook:code-unlisted", "warning"),
    _one("CSDL không có", "Thuộc CSDL", "KHÁC", "workbook:code-absent", "warning"),
    # Days.
    _one("tháng trước ngày", MODIFIED, "12/25/2026", "dcat-ap:Dataset-modified-datatype"),
    _one("ngày bằng chữ", MODIFIED, "tháng trước", "dcat-ap:Dataset-modified-datatype"),
    _one("ngày ở tương lai", MODIFIED, "01/01/2027", "vn:Dataset-modified-future", "warning"),
    _one("thiếu ngày", MODIFIED, None, "vn:Dataset-modified", "warning"),
    _one("ngày là số", MODIFIED, 46244, "workbook:date-number", "info", fix="2026-08-10", number=True),
    _one("quý", "Ngày công bố", "quý I/2026", "dcat-ap:Dataset-issued-datatype"),
    _one("hạn bằng chữ", "Thời hạn công bố", "cuối năm", "workbook:date", "warning"),
    _one("bắt đầu bằng chữ", START, "đầu năm", "dcat-ap:PeriodOfTime-startDate-datatype"),
    Fault(
        name="kết thúc trước khi bắt đầu",
        rows=({START: "01/01/2026", END: "01/01/2025"},),
        heading=START,
        code="vn:Dataset-temporal-order",
        severity="warning",
    ),
    # Contacts.
    _one("thư không có", MAIL, "khong co", "vn:Dataset-contactPoint-hasEmail", "warning"),
    _one("thư có dấu phẩy", MAIL, "a@huế,vn", "vn:Dataset-contactPoint-hasEmail", "warning"),
    _one("điện thoại không có", PHONE, "không có", "vn:Dataset-contactPoint-hasTelephone", "warning"),
    _one("điện thoại số 0", PHONE, "0", "vn:Dataset-contactPoint-hasTelephone", "warning"),
    _one("thiếu chức vụ", POSITION, None, "vn:Dataset-contactPoint-role", "warning"),
    Fault(
        name="không liên hệ được",
        rows=({MAIL: "không", PHONE: "không"},),
        heading=MAIL,
        code="vn:Dataset-contactPoint-reachable",
    ),
    Fault(
        name="không có đầu mối",
        rows=(dict.fromkeys(CONTACT),),
        heading=PERSON,
        code="vn:Dataset-contactPoint",
    ),
    Fault(
        name="hai người một thư",
        rows=({PERSON: "Tổ A; Tổ B", POSITION: "trưởng; phó", PHONE: "0234 123 4567; 0234 123 4568"},),
        heading=MAIL,
        code="vn:Dataset-contactPoint-hasEmail",
        severity="warning",
    ),
    # Texts.
    _one("thiếu tên", NAME[DATASETS], None, "vn:Dataset-title-vi"),
    _one("TCVN3", NAME[DATASETS], "C¬ së d÷ liÖu m«i tr­êng", "workbook:legacy-text", "warning"),
    _one("VNI", "Mô tả", "Cô sôû döõ lieäu moâi tröôøng", "workbook:legacy-text", "warning"),
    # Rows.
    Fault(name="dòng lặp", rows=({}, {}), heading=None, code="workbook:row-repeated", severity="info"),
    Fault(name="mã lặp", rows=({}, {NAME[DATASETS]: "Khác"}), heading=CODE[DATASETS], code="workbook:code-repeated"),
    _one("thiếu mã", CODE[DATASETS], None, "workbook:row-without-code"),
    Fault(
        name="cùng tên",
        rows=({NAME[DATASETS]: "Cùng tên"}, {NAME[DATASETS]: "cùng  tên", CODE[DATASETS]: "CÙNG TÊN 2"}),
        heading=NAME[DATASETS],
        code="harvest:same-name",
        severity="warning",
        row=0,
    ),
    # Files.
    _one("tệp lạc", CODE[FILES], "LẠC", "workbook:row-stray", sheet=FILES),
    _one("dung lượng không chắc", SIZE, "2,5 MB", "dcat-ap:Distribution-byteSize-datatype", sheet=FILES),
    _one(
        *("dung lượng có đơn vị", SIZE, "16 KiB", "dcat-ap:Distribution-byteSize-datatype"),
        sheet=FILES,
        fix='"16384"^^xsd:nonNegativeInteger',
    ),
    _one("địa chỉ bằng chữ", "URL truy cập", "liên hệ Sở", "dcat-ap:Distribution-accessURL-resource", sheet=FILES),
    _one("địa chỉ thiếu https", "URL tải", "www.hue.vn/a", "dcat-ap:Distribution-downloadURL-resource", sheet=FILES),
    _one("định dạng lạ", "Định dạng", "bảng tính", "dcat-ap:Distribution-format-resource", sheet=FILES),
    _one("giấy phép tệp lạ", LICENCE, "tự do", "dcat-ap:Distribution-license-resource", sheet=FILES),
    Fault(
        name="mã băm thiếu thuật toán",
        sheet=FILES,
        rows=({"Mã băm": "9f86d081"},),
        heading="Thuật toán băm",
        code="dcat-ap:Checksum-algorithm",
    ),
    # Services and databases.
    _one("địa chỉ máy", "URL điểm cuối", "10.1.2.3", "dcat-ap:DataService-endpointURL-resource", sheet=SERVICES),
    _one("phục vụ dữ liệu không có", SERVED, "KHÁC", "workbook:code-absent", "warning", sheet=SERVICES),
    Fault(
        name="tạm ngừng bằng chữ",
        sheet=SERVICES,
        rows=({"Tạm ngừng – từ": "lễ", "Tạm ngừng – đến": "03/09/2026"},),
        heading="Tạm ngừng – từ",
        code="dcat-ap:PeriodOfTime-startDate-datatype",
    ),
    _one("thiếu mục đích", "Mục đích", None, "vn:Database-purpose-vi", sheet=DATABASES),
    _one("nơi của CSDL không có", SPATIAL, "cả nước", "workbook:code-unlisted", "warning", sheet=DATABASES),
)
"""Every fault that a row can have, whatever has written it."""
FORMULA: Final = '="Chất"&" lượng"'
ODD_CELLS: Final = (
    _one("tên là công thức", NAME[DATASETS], FORMULA, "vn:Dataset-title-vi"),
    _one("mô tả là công thức hỏng", "Mô tả", "#REF!", "vn:Dataset-description-vi"),
    _one("từ khóa là công thức", "Từ khóa", FORMULA, "workbook:no-value"),
    _one("tên tiếng Anh là công thức hỏng", "Tên tiếng Anh", "#REF!", "workbook:cell-error"),
    _one("mã là công thức", CODE[DATASETS], FORMULA, "workbook:row-without-code"),
    _one("tệp có mã là công thức", CODE[FILES], FORMULA, "workbook:row-without-code", sheet=FILES),
)
"""Cells that have no value, in books that no program with formulas has saved."""


@dataclass(slots=True)
class FaultyBook:
    """A book with faults, and its findings.

    Attributes:
        book: not yet saved.
        expected: by the fault.
    """

    book: Workbook
    expected: dict[str, Expected] = field(default_factory=dict)


def faulty_book(faults: tuple[Fault, ...] = FAULTS) -> FaultyBook:
    """A book with good rows and the rows of some faults."""
    rows: dict[str, list[dict[str, Any]]] = {sheet: [] for sheet in CODE}
    places: dict[str, int] = {}
    rows[DATASETS].append({**GOOD[DATASETS], CODE[DATASETS]: "TỐT", NAME[DATASETS]: "Bảng tốt", "Thuộc CSDL": "KHO"})
    rows[FILES].append({**GOOD[FILES], CODE[FILES]: "TỐT"})
    rows[DATABASES].append({**GOOD[DATABASES], CODE[DATABASES]: "KHO", NAME[DATABASES]: "Kho"})
    for fault in faults:
        begin = len(rows[fault.sheet])
        code = "TỐT" if fault.sheet == FILES else fault.name.upper()
        for change in fault.rows:
            own = {CODE[fault.sheet]: code, NAME[fault.sheet]: f"Bảng {fault.name}"}
            if fault.sheet == FILES:
                own["URL tải"] = f"https://dulieumo.example.vn/{len(rows[FILES])}.csv"
            rows[fault.sheet].append({**GOOD[fault.sheet], **own, **change})
        if fault.sheet == DATASETS:
            codes = dict.fromkeys(one[CODE[DATASETS]] for one in rows[DATASETS][begin:])
            rows[FILES] += [{**GOOD[FILES], CODE[FILES]: one} for one in codes if one not in (None, FORMULA)]
        if fault.sheet == DATABASES:
            part = {CODE[DATASETS]: f"PHẦN {code}", NAME[DATASETS]: f"Phần {fault.name}", "Thuộc CSDL": code}
            rows[DATASETS].append({**GOOD[DATASETS], **part})
            rows[FILES].append({**GOOD[FILES], CODE[FILES]: part[CODE[DATASETS]]})
        places[fault.name] = (begin if fault.row == 0 else len(rows[fault.sheet]) - 1) + HEADING_ROW + 1
    faulty = FaultyBook(filled(rows))
    for sheet in (DATASETS, DATABASES):
        # The template has its codes as text; these are cells that somebody has formatted anew.
        page = faulty.book[sheet]
        for cell in (one for row in page.iter_rows(min_row=HEADING_ROW + 1) for one in row):
            if isinstance(cell.value, int):
                cell.number_format = "General"
    for fault in faults:
        column = None if fault.heading is None else column_of(faulty.book[fault.sheet], fault.heading)
        cell = f"{fault.sheet}!{cell_name(places[fault.name], column)}"
        faulty.expected[fault.name] = Expected(cell, fault.code, fault.severity, fault.fix or "")
    return faulty


def write_csv(book: Workbook, path: Path) -> Path:
    """The sheet of datasets as CSV, without the title above its headings."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        for row in book[DATASETS].iter_rows(values_only=True):
            writer.writerow(["" if value is None else str(value).removesuffix(" *") for value in row])
    return path


@cache
def validator() -> Validator:
    """The validator of the profile, on a fixed day."""
    return ValidatorOptions(profile="vn", today=TODAY).validator()


def findings_of(path: Path) -> list[Finding]:
    """All findings of a book."""
    source = validate_source(source_at(str(path)), validator())
    return [*source.findings, *(one for record in source.records for one in record.all_findings)]


def found_in_cells(path: Path) -> list[Expected]:
    """The findings of rows and cells, in order."""
    return sorted(_expected(one) for one in findings_of(path) if one.line is not None and one.code not in NO_COLUMN)


def _expected(finding: Finding) -> Expected:
    assert finding.line is not None
    sheet = (finding.document or "").partition("#")[2] or DATASETS
    cell = f"{sheet}!{cell_name(finding.line, finding.column)}"
    return Expected(cell, finding.code, finding.reported_severity, finding.fix or "")
