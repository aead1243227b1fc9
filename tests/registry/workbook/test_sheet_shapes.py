"""Sheets and columns are those of the profile, and change none of its verdicts."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from danhmuc.registry import sampling, source_at, validate_source
from danhmuc.registry.workbook.book_reading import code_lists_of
from danhmuc.registry.workbook.sheet_shapes import ColumnShape, workbook_shape
from danhmuc.shapes import Validator, ValidatorOptions, load_profile
from danhmuc.vocab.errors import ShapesError, UnknownNameError, UsageError

SHAPE = workbook_shape()
COLUMNS = [(sheet, column) for sheet in SHAPE.sheets for column in sheet.columns]
ABOVE = """@prefix dct: <http://purl.org/dc/terms/> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix vn: <https://w3id.org/danhmuc/shapes/vn#> .

<https://agency.example.vn/hue> a prof:Profile ;
    prof:hasToken "hue" ;
    prof:isProfileOf <https://w3id.org/danhmuc/shapes/vn> ;
    dct:title "Huế"@vi .
"""


def column(sheet: str, heading: str) -> ColumnShape:
    return next(one for each, one in COLUMNS if each.title["vi"] == sheet and one.heading["vi"] == heading)


def test_sheets__are_those_of_the_inventory() -> None:
    assert [sheet.title["vi"] for sheet in SHAPE.sheets] == [
        "Danh mục",
        "CSDL",
        "Dữ liệu",
        "Phân phối",
        "Dịch vụ",
        "Kế hoạch",
        "Yêu cầu–Thỏa thuận",
        "Đánh giá",
        "Phản hồi",
        "Từ điển dữ liệu",
    ]
    assert all(sheet.code is not None for sheet in SHAPE.sheets[1:5] if sheet.is_of_records)


def test_columns__are_named_and_explained_in_both_languages_within_excels_limits() -> None:
    for _, one in COLUMNS:
        assert sorted(one.heading) == sorted(one.help) == ["en", "vi"], one.iri
        assert max(map(len, one.help.values())) <= 255
    for sheet in SHAPE.sheets:
        assert max(map(len, sheet.title.values())) <= 31  # of Excel
        for language in ("vi", "en"):
            headings = [one.heading[language] for one in sheet.columns]
            assert len(headings) == len(set(headings))


def test_columns__have_lists_that_are_there() -> None:
    wanted = {iri for _, one in COLUMNS for iri in one.code_lists}
    assert wanted == code_lists_of(SHAPE).keys()


@pytest.mark.parametrize(
    ("sheet", "heading", "need"),
    [
        ("Dữ liệu", "Mã dữ liệu", "mandatory"),
        ("Dữ liệu", "Tên dữ liệu", "mandatory"),
        ("Dữ liệu", "Tính chất chia sẻ", "mandatory"),
        ("Dữ liệu", "Ngày cập nhật", "recommended"),
        ("Dữ liệu", "Tên tiếng Anh", "optional"),
        ("Phân phối", "Mã dữ liệu", "mandatory"),
        ("Phân phối", "URL truy cập", "mandatory"),
        ("CSDL", "Nguồn dữ liệu", "mandatory"),
    ],
)
def test_need__is_that_of_the_rules(sheet: str, heading: str, need: str) -> None:
    assert column(sheet, heading).need == need


def test_need__follows_a_profile_above(tmp_path: Path) -> None:
    path = tmp_path / "hue.ttl"
    path.write_text(
        ABOVE
        + "vn:Dataset-sharingNature sh:severity sh:Warning .\n"
        + 'vn:DatasetSheet-title sh:name "Tên bộ dữ liệu"@vi .\n'
        + "vn:Dataset-description-vi sh:deactivated true .\n",
        encoding="utf-8",
    )
    above = {one.iri: one for sheet in workbook_shape(str(path)).sheets for one in sheet.columns}
    assert above[column("Dữ liệu", "Tính chất chia sẻ").iri].need == "recommended"
    assert above[column("Dữ liệu", "Mô tả").iri].need == "optional"
    renamed = above[column("Dữ liệu", "Tên dữ liệu").iri]
    assert renamed.heading == {"vi": "Tên bộ dữ liệu", "en": "Dataset name"}


@pytest.mark.soak
def test_shape__refuses_what_has_no_sheets_or_no_such_column(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        workbook_shape("dcat-ap")
    assert refused.value.message.id == "workbook-profile-without-sheets"
    with pytest.raises(UnknownNameError):
        workbook_shape("vnn")
    path = tmp_path / "hue.ttl"
    nameless = "vn:DatasetSheet sh:property <#x> .\n<#x> a sh:PropertyShape ; sh:path dct:title ; sh:maxCount 1 .\n"
    path.write_text(ABOVE + nameless, encoding="utf-8")
    with pytest.raises(ShapesError) as broken:
        workbook_shape(str(path))
    assert broken.value.message.id == "workbook-column-unreadable"


def test_sheets__are_no_rules_and_change_no_verdict(tmp_path: Path) -> None:
    """The samples of the demo get the findings that they get from the profile without its sheets."""
    assert not [code for rule in load_profile("vn").rules.values() if "SheetShape" in (code := rule.code)]
    text = (Path(str(files("danhmuc.shapes"))) / "vn.ttl").read_text(encoding="utf-8")
    without = re.sub(r"\n# The agency workbook .*?(?=\n# Rules of dcat-ap)", "", text, flags=re.DOTALL)
    assert len(without) < len(text)
    path = tmp_path / "old.ttl"
    path.write_text(
        without.replace("shapes/vn#", "shapes/old#")
        .replace("shapes/vn>", "shapes/old>")
        .replace('prof:hasToken "vn"', 'prof:hasToken "old"'),
        encoding="utf-8",
    )
    samples = sampling.write_samples(tmp_path / "samples")
    found = [_findings(profile, samples[-1]) for profile in ("vn", str(path))]
    assert found[0]
    assert found[0] == found[1]


def _findings(profile: str, sample: Path) -> list[tuple[object, ...]]:
    from datetime import date

    validator: Validator = ValidatorOptions(profile=profile, today=date(2026, 8, 15)).validator()
    validated = validate_source(source_at(str(sample)), validator)
    return sorted(
        (record.iri, one.code.partition(":")[2], one.severity, one.focus or "", one.path or "", one.value or "")
        for record in validated.records
        for one in record.report.findings
        if not (one.focus or "").startswith("_:")
    )
