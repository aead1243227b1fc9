"""Headings of foreign tables mean the columns that the profile says, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from danhmuc.registry.workbook.book_reading import code_lists_of
from danhmuc.registry.workbook.foreign_headings import SheetNames, heading_words, is_phrase_in, row_number_keys
from danhmuc.registry.workbook.sheet_shapes import workbook_shape

from .test_sheet_shapes import ABOVE

SHAPE = workbook_shape()
LISTS = code_lists_of(SHAPE)
NAMES = {one.title["vi"]: SheetNames(one, LISTS) for one in SHAPE.sheets}


def found(sheet: str, *levels: str) -> tuple[str | None, str]:
    match = NAMES[sheet].find(levels)
    return (None if match.column is None else match.column.heading["vi"], match.how)


@pytest.mark.parametrize(
    ("sheet", "levels", "column", "how"),
    [
        ("Dữ liệu", ["Tên dữ liệu (*)"], "Tên dữ liệu", "name"),
        ("Dữ liệu", ["TEN  DU LIEU"], "Tên dữ liệu", "name"),
        ("Dữ liệu", ["Từ khoá"], "Từ khóa", "name"),
        ("Dữ liệu", ["Kỳ nhập\nliệu"], "Tần suất cập nhật", "other-name"),
        ("Dữ liệu", ["Phạm vi ĐVHC"], None, "none"),
        ("Dữ liệu", ["ĐVHC"], "Phạm vi không gian – mã ĐVHC", "other-name"),
        ("Dữ liệu", ["CSDL"], "Thuộc CSDL", "other-name"),
        ("CSDL", ["CSDL"], "Tên CSDL", "other-name"),
        ("Dữ liệu", ["Đơn vị", "Chủ trì"], "Đơn vị chủ trì cung cấp – mã", "other-name"),
        ("Dữ liệu", ["Đầu mối", "Điện thoại"], "Đầu mối – điện thoại", "name"),
        ("Dữ liệu", ["Thông tin chung", "Mô tả"], "Mô tả", "name"),
        # The same words in another order, and words that say nothing more.
        ("Dữ liệu", ["Cập nhật theo tần suất"], "Tần suất cập nhật", "words"),
        ("Dữ liệu", ["Mức độ quan trọng của dữ liệu"], "Mức độ quan trọng", "words"),
        ("Dữ liệu", ["Mô tả bộ dữ liệu"], "Mô tả", "words"),
        ("Dữ liệu", ["Chủ trì cung cấp"], "Đơn vị chủ trì cung cấp – mã", "words"),
        ("Phân phối", ["Định dạng (chia sẻ)"], "Định dạng", "other-name"),
        ("Dữ liệu", ["Tính chất chia sẻ (mở, dùng chung, dùng riêng)"], "Tính chất chia sẻ", "name"),
        ("Dữ liệu", ["Ngày cập nhật (dd/mm/yyyy)"], "Ngày cập nhật", "name"),
    ],
)
def test_heading__is_understood(sheet: str, levels: list[str], column: str | None, how: str) -> None:
    assert found(sheet, *levels) == (column, how)


@pytest.mark.parametrize(
    ("sheet", "levels"),
    [
        ("Dữ liệu", ["Mã dữ liệu cũ"]),
        ("Dữ liệu", ["Mã dữ liệu chủ"]),
        ("Dữ liệu", ["Mã đơn vị"]),
        ("Dữ liệu", ["Ngày cập nhật dự kiến"]),
        ("Dữ liệu", ["Ngày cập nhật (dự kiến)"]),
        ("Dữ liệu", ["Mô tả + từ khóa"]),
        ("Dữ liệu", ["Điện thoại đơn vị phối hợp"]),
        ("Dữ liệu", ["Đơn vị phối hợp", "Điện thoại"]),
        ("Dữ liệu", ["Đơn vị quản lý trước đây", "Điện thoại"]),
        ("Dữ liệu", ["Phạm vi"]),
        ("Dữ liệu", ["Ngày"]),
        ("Dữ liệu", ["Phân loại"]),
        ("Phân phối", ["Dung lượng (MB)"]),
        ("Phân phối", ["Dung lượng"]),
        ("Phân phối", ["Định dạng, hình thức chia sẻ (API, Excel)"]),
        ("CSDL", ["Tên CSDL nguồn"]),
    ],
)
def test_heading__that_may_mean_something_else_is_not_placed(sheet: str, levels: list[str]) -> None:
    assert found(sheet, *levels)[0] is None


def test_names__of_a_sheet_each_mean_one_column() -> None:
    """A name that two columns had would place neither."""
    for sheet in SHAPE.sheets:
        own: dict[str, set[str]] = {}
        for column in sheet.columns:
            for text in (*column.heading.values(), *column.other_headings):
                own.setdefault(heading_words(text), set()).add(column.heading["vi"])
        assert {key: names for key, names in own.items() if len(names) > 1} == {}, sheet.title


def test_names__of_row_numbers_are_those_of_the_profile() -> None:
    assert {heading_words(one) for one in ("STT", "TT", "Số TT", "so thu tu", "No.")} <= row_number_keys(SHAPE)


def test_phrase__counts_diacritics_where_a_text_has_them() -> None:
    assert is_phrase_in("Dữ liệu mở", "Danh mục dữ liệu mở năm 2026")
    assert not is_phrase_in("Dữ liệu mở", "Dữ liệu mỏ khoáng sản")


def test_names__are_added_by_a_profile_above(tmp_path: Path) -> None:
    path = tmp_path / "hue.ttl"
    path.write_text(
        "@prefix dmv: <https://w3id.org/danhmuc/def#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        + ABOVE
        + 'vn:DatasetSheet-title skos:altLabel "Tên tài nguyên số"@vi .\n'
        + '<https://agency.example.vn/hue> dmv:rowNumberHeading "Thứ tự"@vi .\n',
        encoding="utf-8",
    )
    shape = workbook_shape(str(path))
    names = next(SheetNames(one, LISTS) for one in shape.sheets if one.title["vi"] == "Dữ liệu")
    match = names.find(["Tên tài nguyên số"])
    assert match.column is not None
    assert match.column.heading["vi"] == "Tên dữ liệu"
    assert names.find(["Tên tập dữ liệu"]).column == match.column
    assert {"thu tu", "stt"} <= row_number_keys(shape)
