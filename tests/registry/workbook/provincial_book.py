"""The workbook of a province: as many datasets and files as are asked for, the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from danhmuc.registry.workbook.headings import EXTENT_LABELS, EXTENTS
from danhmuc.registry.workbook.sheet_shapes import workbook_shape
from danhmuc.registry.workbook.template import HEADING_ROW

__all__ = ["AGENCIES", "write_provincial_book"]

AGENCIES: Final = ("H57", "H57.01", "H57.06", "G10", "G18")
THEMES: Final = ("Môi trường", "Y tế", "ENVI", "Nông nghiệp, thủy sản, lâm nghiệp và thực phẩm", "moi truong")
FORMATS: Final = ("CSV", "JSON", "XLSX", "PDF")
SUBJECTS: Final = ("Chất lượng không khí", "Bệnh viện", "Trường học", "Sông, hồ", "Thửa đất", "Xe buýt", "Rừng", "Chợ")
FAULTY: Final = 0.05
"""The share of rows with a fault."""


def write_provincial_book(
    path: Path,
    *,
    datasets: int = 2_000,
    files: int = 6_000,
    agencies: Sequence[str] = AGENCIES,
    seed: int = 15,
) -> Path:
    """Write a workbook of which some rows have a fault.

    Args:
        files: are spread over the datasets evenly.
        agencies: codes of those that publish.
    """
    chance = random.Random(seed)
    rows = {
        "Danh mục": [
            {"Tên danh mục": "Danh mục dữ liệu thành phố Huế", "Mô tả": "Mọi dữ liệu.", "Cơ quan – mã": "H57"}
        ],
        "Dữ liệu": [_dataset(number, agencies, chance) for number in range(datasets)],
        "Phân phối": [_file(number, number % max(datasets, 1), chance) for number in range(files)],
    }
    book = xlsxwriter.Workbook(path, {"strings_to_urls": False, "strings_to_formulas": False})
    guide = book.add_worksheet("Hướng dẫn")
    guide.write_row(3, 0, [EXTENT_LABELS["vi"], EXTENTS["vi"][0]])
    for sheet in workbook_shape().sheets:
        title = sheet.title["vi"]
        if title not in rows:
            continue
        page = book.add_worksheet(title)
        headings = [column.heading["vi"] for column in sheet.columns]
        for place, heading in enumerate(headings):
            page.write_string(HEADING_ROW - 1, place, heading)
        for number, row in enumerate(rows[title], HEADING_ROW):
            for heading, value in row.items():
                if value is not None:
                    page.write(number, headings.index(heading), value)
    book.close()
    return path


def _dataset(number: int, agencies: Sequence[str], chance: random.Random) -> dict[str, Any]:
    subject = chance.choice(SUBJECTS)
    row = {
        "Mã dữ liệu": f"D-{number:05}",
        "Tên dữ liệu": f"{subject} {number}",
        "Mô tả": " ".join([f"{subject}: số liệu số {number} của thành phố Huế."] * chance.randint(1, 6)),
        "Từ khóa": "; ".join(chance.sample(SUBJECTS, 3)),
        "Lĩnh vực": chance.choice(THEMES),
        "Đơn vị chủ trì cung cấp – mã": chance.choice(agencies),
        "Tính chất chia sẻ": "Dữ liệu mở",
        "Mức độ quan trọng": "Dữ liệu khác",
        "Dữ liệu cá nhân": "Không có dữ liệu cá nhân",
        "Phạm vi không gian – mã ĐVHC": "46",
        "Phạm vi thời gian – từ": "01/01/2026",
        "Phạm vi thời gian – đến": "30/06/2026",
        "Tần suất cập nhật": "hàng tháng",
        "Ngày cập nhật": f"{chance.randint(1, 28):02}/07/2026",
        "Giấy phép, điều kiện sử dụng": "CC_BY",
        "Đầu mối – họ tên": f"Tổ {number % 40}",
        "Đầu mối – chức vụ": "Đầu mối cung cấp dữ liệu",
        "Đầu mối – điện thoại": f"+84 234 000 {number % 40:04}",
        "Đầu mối – thư điện tử": f"to{number % 40}@dulieumo.example.vn",
    }
    if chance.random() < FAULTY:
        heading = chance.choice(["Mô tả", "Lĩnh vực", "Ngày cập nhật", "Đầu mối – thư điện tử", "Tính chất chia sẻ"])
        row[heading] = chance.choice([None, "không rõ"])
    return row


def _file(number: int, of: int, chance: random.Random) -> dict[str, Any]:
    kind = chance.choice(FORMATS)
    address = f"https://dulieumo.example.vn/{of}/{number}.{kind.lower()}"
    row = {
        "Mã dữ liệu": f"D-{of:05}",
        "Tên tệp": f"Tệp {kind} số {number}",
        "Mô tả tệp": f"Số liệu dạng {kind}.",
        "Định dạng": kind,
        "URL truy cập": f"https://dulieumo.example.vn/{of}",
        "URL tải": address,
        "Dung lượng (byte)": chance.randint(1_000, 9_000_000),
        "Giấy phép, điều kiện sử dụng": "CC_BY",
    }
    if chance.random() < FAULTY:
        row[chance.choice(["Định dạng", "URL truy cập", "Dung lượng (byte)"])] = chance.choice([None, "không rõ"])
    return row
