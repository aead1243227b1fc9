"""The forms of a report: a workbook, a page for printing, JSON."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from danhmuc.registry import Registry
from danhmuc.registry.messages.statutory_reports import StatutoryReportsText
from danhmuc.registry.statutory_reports import (
    STATUTORY_FORMATS,
    STATUTORY_REPORTS,
    ReportBasis,
    ReportColumn,
    ReportRows,
    ReportSheet,
    ReportState,
    ReportTotal,
    StatutoryReport,
    write_statutory_report,
)
from danhmuc.registry.statutory_reports.reports import FORMATS
from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.messages import TextByLanguage, languages

HARMFUL = "=1+1 <b>&amp;</b> \x07\u202e _x000D_"


def words(text: str) -> TextByLanguage:
    return TextByLanguage({"vi": text, "en": text})


def report_of(rows: ReportRows, *, annex: str = "") -> StatutoryReport:
    columns = (
        ReportColumn(key="no", heading=words("STT"), kind="ordinal", width=5),
        ReportColumn(key="code", heading=words("Mã"), kind="code"),
        ReportColumn(key="title", heading=words("Tên"), width=40),
        ReportColumn(key="day", heading=words("Ngày"), kind="day"),
        ReportColumn(key="count", heading=words("Số"), kind="number"),
        ReportColumn(key="sent", heading=words("Ngày gửi"), kind="blank"),
    )
    one = ReportSheet(
        key="list",
        name=words("Danh sách"),
        title=words("Danh sách thử"),
        columns=columns,
        rows=rows,
        annex=annex,
        totals=(ReportTotal(key="sum", label=words("Cộng"), count=1234),),
        notes=(words("Ghi chú & thêm"),),
        is_signed=not annex,
    )
    basis = ReportBasis(
        number="1/2020", title="Nghị định", clause=words("Điều 1"), status=words("chưa rõ"), is_in_force=False
    )
    return StatutoryReport(
        name="thu",
        title=words("Thử"),
        lang="vi",
        agency=None,
        state=ReportState(run=3, row=45),
        on=date(2026, 3, 9),
        bases=(basis,),
        sheets=(one,),
    )


ROWS = (("01", HARMFUL, date(2026, 3, 5), 7, None), ("02", "x" * 40_000, "2026-13", None, None))


def written(report: StatutoryReport, name: str) -> bytes:
    out = BytesIO()
    write_statutory_report(report, name, out)
    return out.getvalue()


def test_xlsx__values_and_texts_that_are_no_formulas() -> None:
    data = written(report_of(ROWS), "xlsx")
    page = load_workbook(BytesIO(data))["Danh sách"]
    rows = list(page.iter_rows())
    head = next(number for number, row in enumerate(rows) if row[0].value == "STT")
    first, second = rows[head + 1], rows[head + 2]
    assert [cell.value for cell in first][:2] == [1, "01"]
    assert first[2].value == "=1+1 <b>&amp;</b> \\u0007\\u202e _x005F_x000D_"
    assert (first[2].data_type, first[2].number_format) == ("s", "@")
    assert (first[3].value.date(), first[3].number_format) == (date(2026, 3, 5), "dd/mm/yyyy")
    assert (first[4].value, first[5].value) == (7, None)
    assert (second[0].value, second[3].value, len(str(second[2].value))) == (2, "2026-13", 32_767)
    assert b"<f>" not in zipfile.ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert not page._hyperlinks


def test_xlsx__prints_across_on_a4_with_its_heads_repeated() -> None:
    page = load_workbook(BytesIO(written(report_of(ROWS, annex="II"), "xlsx")))["Danh sách"]
    assert [page.cell(row, 1).value for row in (2, 4)] == ["DANH SÁCH THỬ", "STT"]
    assert str(page["A1"].value).endswith(" II")
    assert page.print_title_rows == "$4:$4"
    assert (page.freeze_panes, page.page_setup.orientation, page.page_setup.paperSize) == ("A5", "landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert "&P" in str(page.oddFooter.right.text)
    assert "A1:F1" in page.merged_cells


def test_xlsx__the_decision_is_left_for_people_to_name() -> None:
    page = load_workbook(BytesIO(written(report_of((), annex="I"), "xlsx")))["Danh sách"]
    assert "/QĐ-" in str(page["A3"].value)
    assert StatutoryReportsText.POSITION().render("vi") not in [cell.value for row in page.iter_rows() for cell in row]
    signed = load_workbook(BytesIO(written(report_of(()), "xlsx")))["Danh sách"]
    assert StatutoryReportsText.POSITION().render("vi") in [cell.value for row in signed.iter_rows() for cell in row]


def test_html__one_page_that_needs_nothing_and_runs_nothing() -> None:
    page = written(report_of(ROWS), "html").decode()
    assert "=1+1 &lt;b&gt;&amp;amp;&lt;/b&gt; \\u0007\\u202e" in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert not re.search(r"<script|<link|<img|href=|src=|url\(", page)
    assert "@page" in page
    assert "table-header-group" in page
    assert page.count("<thead>") == page.count("<section") == 1
    assert ">05/03/2026<" in page
    assert ">1.234<" in page
    assert '<div class="signature">' in page
    assert '<div class="signature">' not in written(report_of(ROWS, annex="I"), "html").decode()


def test_html__the_place_to_sign_stays_with_the_acts() -> None:
    page = written(report_of(ROWS), "html").decode()
    assert re.search(r"\.end \{[^}]*break-inside: avoid", page)
    together = page[page.index('<div class="end">') :]
    assert together.index("<h3>") < together.index("<li>") < together.index('<div class="signature">')
    assert page.index("</table>") < page.index('<div class="end">')
    assert page.count("<div") == page.count("</div>")


def test_json__rows_by_the_keys_of_columns() -> None:
    found = json.loads(written(report_of(ROWS), "json"))
    assert found["state"] == {"run": 3, "row": 45}
    assert found["bases"][0]["in_force"] is False
    (one,) = found["sheets"]
    assert one["rows"][0] == {"no": 1, "code": "01", "title": HARMFUL, "day": "2026-03-05", "count": 7, "sent": None}
    assert one["totals"] == [{"key": "sum", "label": "Cộng", "count": 1234}]


@pytest.mark.parametrize("name", STATUTORY_FORMATS)
def test_formats__the_same_report_gives_the_same_bytes(made: Registry, name: str) -> None:
    def again() -> bytes:
        with made.reports.statutory("danh-muc", on=date(2026, 8, 15)) as report:
            return written(report, name)

    assert again() == again()


@pytest.mark.parametrize("lang", languages())
def test_formats__tabs_have_names_that_excel_takes(made: Registry, lang: str) -> None:
    for name in STATUTORY_REPORTS:
        with made.reports.statutory(name) as report:
            names = [one.name.render(lang) for one in report.sheets]
        assert len({one.casefold() for one in names}) == len(names)
        assert not [one for one in names if len(one) > 31 or re.search(r"[][:*?/\\]", one)]


def test_formats__a_file_must_have_a_known_ending() -> None:
    assert FORMATS.of_file("A.XLSX") == "xlsx"
    with pytest.raises(UsageError) as caught:
        FORMATS.of_file("a.docx")
    assert "'a.docx'" in str(caught.value)


def test_write__files_are_guarded_before_anything_is_made(made: Registry, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    made.reports.write_statutory("danh-muc", target, tmp_path / "a.html", on=date(2026, 8, 15))
    assert {one.name for one in tmp_path.iterdir()} == {"a.html", "a.xlsx"}
    before = target.read_bytes()
    database = Path(made.url.removeprefix("sqlite:///"))
    (tmp_path / "b.json").symlink_to(database)
    for refused in ([tmp_path / "b.json"], [target, target], [tmp_path / "a.docx"]):
        with pytest.raises(UsageError):
            made.reports.write_statutory("danh-muc", *refused)
    assert target.read_bytes() == before
