"""Rows of feedback, requests and agreements: what becomes of them, and that they come back as they were."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook

from danhmuc.registry import Feedback, Registry, SharingArrangement, source_at
from danhmuc.registry.record.record import quads_of
from danhmuc.vocab.terms import ODRL

from .books import DATASET, FILE, column_of, filled, saved

FEEDBACK: Final = "Phản hồi"
TERMS: Final = "Yêu cầu–Thỏa thuận"
AIR: Final = "https://w3id.org/danhmuc/id/dataset/H57/KK-2026"
SAID: Final = {
    "Mã dữ liệu": "KK-2026",
    "Ngày": "05/03/2026",
    "Loại": "Chất lượng dữ liệu",
    "Nội dung": "Thiếu một trạm đo.",
    "Người gửi": "Nguyễn Văn Kín",
    "Xử lý": "Đã bổ sung.",
    "Tình trạng": "Đã duyệt công bố",
}
AGREED: Final = {
    "Mã dữ liệu": "KK-2026",
    "Số thỏa thuận": "12/TT-STTTT",
    "Ngày ký": "01/02/2026",
    "Bên khai thác – mã": "G10",
    "Mục đích": "Dự báo.",
    "Bảo đảm an toàn": "Mã hóa đường truyền.",
    "Thời hạn – đến": "31/12/2027",
    "Tình trạng xử lý": "Đã thỏa thuận",
}
ASKED: Final = {
    "Mã dữ liệu": "KK-2026",
    "Bên khai thác – tên": "Công ty A",
    "Mục đích": "Bản đồ.",
    "Tình trạng xử lý": "Mới tiếp nhận",
}


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(f"sqlite:///{tmp_path / 'r.db'}", create=True) as opened:
        yield opened


class Book:
    """A book of one dataset and more rows, harvested."""

    def __init__(self, registry: Registry, folder: Path) -> None:
        self._registry, self.path = registry, folder / "so.xlsx"

    def harvest(
        self,
        feedback: Sequence[Mapping[str, Any]] = (),
        terms: Sequence[Mapping[str, Any]] = (),
        *,
        agency: str = "H57",
        **more: str,
    ) -> Any:
        book = filled(
            {"Dữ liệu": [{**DATASET, **more}], "Phân phối": [FILE], FEEDBACK: feedback, TERMS: terms}, agency=agency
        )
        return self._registry.harvest(source_at(str(saved(book, self.path))))

    def findings(self) -> set[tuple[str, int | None, int | None]]:
        rows = self._registry.records(role=None)
        found = [one for row in rows for one in self._registry.get(row.iri).findings]
        runs = [one for row in self._registry.harvests.runs() for one in self._registry.harvests.run_findings(row.id)]
        return {
            (one.code.removeprefix("workbook:"), one.line, one.column)
            for one in (*found, *runs)
            if one.code.startswith("workbook:")
        }


@pytest.fixture
def book(registry: Registry, tmp_path: Path) -> Book:
    return Book(registry, tmp_path)


def digests(registry: Registry) -> dict[str, str]:
    return {row.iri: row.digest for row in registry.records(role=None)}


def test_feedback__is_a_thing_about_its_dataset(registry: Registry, book: Book) -> None:
    book.harvest([SAID])
    assert registry.annotations.feedback(dataset=AIR) == [
        Feedback(
            iri=registry.annotations.feedback()[0].iri,
            source="so",
            presence="present",
            dataset=AIR,
            title="Chất lượng không khí",
            agency="https://w3id.org/danhmuc/id/agent/H57",
            agency_name="UBND thành phố Huế",
            day="2026-03-05",
            status="DUYET_CONG_BO",
            kind="CHAT_LUONG",
            body="Thiếu một trạm đo.",
            answer="Đã bổ sung.",
            is_approved=True,
        )
    ]
    assert registry.annotations.feedback()[0].iri.startswith("https://w3id.org/danhmuc/id/feedback/H57/")
    assert registry.annotations.feedback(dataset="https://e.vn/other") == []


def test_feedback__does_not_touch_the_digest_of_its_dataset(registry: Registry, book: Book) -> None:
    book.harvest()
    before = registry.get(AIR).row
    book.harvest([SAID])
    assert (registry.get(AIR).row.digest, registry.get(AIR).row.version) == (before.digest, before.version)


def test_sender__is_in_no_graph_no_row_as_given_and_no_finding(registry: Registry, book: Book) -> None:
    book.harvest([{**SAID, "Người gửi": "Kín\u00a0" * 9_000}])
    for row in registry.records(role=None):
        assert "Kín" not in registry.get(row.iri).turtle()
        assert not any("Kín" in str(one.value) for one in registry.get(row.iri).findings)
    assert "Kín" not in str([one.as_dict() for one in registry.annotations.feedback()])


def test_sender__of_rdf_goes_into_no_workbook(registry: Registry, book: Book, tmp_path: Path) -> None:
    book.harvest()
    (tmp_path / "fb.ttl").write_text(
        "@prefix dqv: <http://www.w3.org/ns/dqv#> . @prefix oa: <http://www.w3.org/ns/oa#> .\n"
        "@prefix dct: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .\n"
        f"<https://e.vn/said> a dqv:UserQualityFeedback ; oa:hasTarget <{AIR}> ;"
        " dct:creator <https://e.vn/KYN>, 'KYN' ; foaf:maker [ foaf:name 'KYN' ] ; oa:hasBody [ a oa:TextualBody ;"
        " <http://www.w3.org/1999/02/22-rdf-syntax-ns#value> 'Tốt'@vi ] . <https://e.vn/KYN> foaf:name 'KYN' .",
        encoding="utf-8",
    )
    assert registry.harvests.import_feedback(str(tmp_path / "fb.ttl"), name="portal").state == "complete"
    assert [one.body for one in registry.annotations.feedback()] == ["Tốt"]
    target = tmp_path / "again.xlsx"
    written = registry.write_template(target, publisher="H57")
    assert written.partly == ("https://e.vn/said",)
    cells = [str(cell) for sheet in load_workbook(target) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert any("Tốt" in one for one in cells)
    assert not any("KYN" in one for one in cells)


def test_sender__within_the_graph_of_a_dataset_goes_into_no_workbook(registry: Registry, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(
        "@prefix dqv: <http://www.w3.org/ns/dqv#> . @prefix oa: <http://www.w3.org/ns/oa#> .\n"
        "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"
        "@prefix foaf: <http://xmlns.com/foaf/0.1/> . @base <https://e.vn/> .\n"
        "<so> a foaf:Agent ; foaf:name 'Sở'@vi ; dct:identifier 'H57' . <KYN> a foaf:Person ; foaf:name 'KYN' .\n"
        "<air> a dcat:Dataset ; dct:identifier 'A' ; dct:publisher <so> ; dqv:hasQualityAnnotation [ a"
        " dqv:UserQualityFeedback ; oa:bodyValue 'Tốt lắm'@vi ; dct:creator <KYN> ; foaf:maker [ foaf:name 'KYN' ] ] .",
        encoding="utf-8",
    )
    registry.harvest(source_at(str(tmp_path / "a.ttl")), profile="none")
    registry.write_template(tmp_path / "so.xlsx", publisher="H57")
    book = load_workbook(tmp_path / "so.xlsx")
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert any("\\u1ed1t" in one or "Tốt lắm" in one for one in cells)
    assert not any("KYN" in one for one in cells)


def test_next_book__has_the_same_iris_whatever_its_state_and_answer(registry: Registry, book: Book) -> None:
    book.harvest([SAID], [AGREED, ASKED])
    before = digests(registry)
    changed = {**SAID, "Tình trạng": "Đã trả lời", "Xử lý": "Khác.", "Loại": "Định dạng"}
    book.harvest([changed], [{**ASKED, "Tình trạng xử lý": "Đang xử lý"}, {**AGREED, "Mục đích": "Khác."}])
    assert digests(registry).keys() == before.keys()
    assert registry.annotations.feedback()[0].is_approved is False
    assert len(registry.ledger.history(registry.annotations.feedback()[0].iri)) == 2


@pytest.mark.parametrize("state", ["duyệt rồi nhé", "Đã trả lời", "", "Mới; Đã duyệt công bố"])
def test_state__that_is_no_known_approval_approves_nothing(registry: Registry, book: Book, state: str) -> None:
    book.harvest([{**SAID, "Tình trạng": state}])
    assert registry.annotations.feedback()[0].is_approved is False
    assert (("code-unlisted", 3, 7) in book.findings()) is (state == "duyệt rồi nhé")


@pytest.mark.soak
def test_row__twice_with_other_states_approves_nothing(registry: Registry, book: Book) -> None:
    report = book.harvest([SAID, {**SAID, "Tình trạng": "Từ chối"}, SAID])
    assert report.state == "incomplete"
    assert [(one.status, one.is_approved) for one in registry.annotations.feedback()] == [(None, False)]
    assert {("code-repeated", 4, None), ("row-repeated", 5, None)} <= book.findings()


def test_target__of_another_agency_by_code_or_iri(registry: Registry, book: Book) -> None:
    codes = ["H29/ABC", "https://data.example.vn/id/x", "KHONG-CO", ""]
    book.harvest([{**SAID, "Mã dữ liệu": code, "Nội dung": f"Ý {number}"} for number, code in enumerate(codes)])
    targets = {one.body: one.dataset for one in registry.annotations.feedback()}
    assert targets == {
        "Ý 0": "https://w3id.org/danhmuc/id/dataset/H29/ABC",
        "Ý 1": "https://data.example.vn/id/x",
        "Ý 2": "https://w3id.org/danhmuc/id/dataset/H57/KHONG-CO",
        "Ý 3": None,
    }
    assert [one for one in book.findings() if one[0] == "code-absent"] == [("code-absent", 5, 1)]


def test_csv__without_an_agency_takes_no_code_of_nobody(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "fb.csv"
    path.write_text("Mã dữ liệu,Ngày,Nội dung\nKK-2026,1/2/2026,A\nH57/KK-2026,1/2/2026,B\n,,\n", encoding="utf-8")
    report = registry.harvests.import_feedback(str(path))
    assert (report.state, [one.dataset for one in registry.annotations.feedback()]) == ("incomplete", [AIR])


def test_row__that_says_nothing_is_told_and_left_out(registry: Registry, book: Book) -> None:
    assert book.harvest([{"Ngày": "01/02/2026"}]).state == "incomplete"
    assert ("row-empty", 3, None) in book.findings()
    assert registry.annotations.feedback() == []


def test_terms__with_number_and_date_are_an_agreement_and_a_request_else(registry: Registry, book: Book) -> None:
    book.harvest([], [AGREED, ASKED, {**ASKED, "Mục đích": "Ba.", "Số thỏa thuận": "13/TT"}])
    found = {one.purpose: one for one in registry.annotations.arrangements(dataset=AIR)}
    agreement = found["Dự báo."]
    assert agreement == SharingArrangement(
        iri=agreement.iri,
        source="so",
        presence="present",
        dataset=AIR,
        title="Chất lượng không khí",
        agency="https://w3id.org/danhmuc/id/agent/H57",
        agency_name="UBND thành phố Huế",
        day="2026-02-01",
        status="DA_THOA_THUAN",
        kind="agreement",
        number="12/TT-STTTT",
        consumer="https://w3id.org/danhmuc/id/agent/G10",
        purpose="Dự báo.",
        until="2027-12-31",
    )
    assert "12" not in agreement.iri.rpartition("/id/")[2].replace(agreement.iri.rpartition("/")[2], "")
    assert (found["Bản đồ."].kind, found["Bản đồ."].consumer) == ("request", "Công ty A")
    assert found["Ba."].kind == "request"
    assert ("agreement-part", 5, None) in book.findings()


SPECIAL: Final = {
    "Tính chất chia sẻ": "Dữ liệu dùng chung",
    "Hình thức chia sẻ": "Theo yêu cầu đặc thù",
    "Trạng thái": "COMPLETED",
}
RULE: Final = "vn:Dataset-hasPolicy-special"


@pytest.mark.parametrize(
    ("terms", "meets"),
    [
        ([], False),
        ([AGREED], True),
        ([{**AGREED, "Tình trạng xử lý": ""}], True),
        ([{**AGREED, "Tình trạng xử lý": "Đã kết thúc"}], False),
        ([{**AGREED, "Tình trạng xử lý": "ký rồi"}], False),
        ([ASKED], False),
        ([{**AGREED, "Mã dữ liệu": "H57/KHAC"}], False),
    ],
    ids=["none", "agreed", "no state", "ended", "unknown state", "request", "other dataset"],
)
def test_dataset__on_special_request_needs_an_agreement_in_force(
    registry: Registry, book: Book, terms: list[dict[str, str]], *, meets: bool
) -> None:
    book.harvest([], terms, **SPECIAL)
    found = registry.get(AIR)
    links = [quad for quad in quads_of(found.nquads) if quad.predicate == ODRL.hasPolicy]
    assert (len(links), RULE in {one.code for one in found.findings}) == ((1, False) if meets else (0, True))


def test_book__comes_back_unchanged(registry: Registry, book: Book, tmp_path: Path) -> None:
    odd = {**SAID, "Mã dữ liệu": "H29/ABC", "Tình trạng": "lạ", "Ngày": "hôm qua"}
    rows = [SAID, odd, {"Nội dung": "Cần dữ liệu."}]
    book.harvest(rows, [AGREED, ASKED, {**ASKED, "Số thỏa thuận": "9", "Mục đích": "Ba."}], **SPECIAL)
    before = digests(registry)
    written = registry.write_template(tmp_path / "again.xlsx", publisher="H57", whole=True)
    assert (written.rows, written.partly, written.left_out) == (8, (), ())
    (tmp_path / "again.xlsx").replace(book.path)
    report = registry.harvest(source_at(str(book.path)))
    assert (report.state, report.records.unchanged, report.nodes.unchanged) == ("complete", 1, len(before) - 1)
    assert digests(registry) == before
    second = tmp_path / "second.xlsx"
    registry.write_template(second, publisher="H57", whole=True)
    assert second.read_bytes() == book.path.read_bytes()


def test_book__of_which_an_agreement_was_taken_out_grants_nothing(
    registry: Registry, book: Book, tmp_path: Path
) -> None:
    book.harvest([], [AGREED], **SPECIAL)
    registry.write_template(tmp_path / "again.xlsx", publisher="H57", whole=True)
    again = load_workbook(tmp_path / "again.xlsx")
    again[TERMS].delete_rows(3)
    registry.harvest(source_at(str(saved(again, book.path))))
    assert RULE in {one.code for one in registry.get(AIR).findings}
    assert [one.presence for one in registry.annotations.arrangements()] == ["missing"]


def test_state__can_be_mended_in_a_book_filled_in(registry: Registry, book: Book, tmp_path: Path) -> None:
    book.harvest([{**SAID, "Tình trạng": "lạ"}])
    registry.write_template(tmp_path / "again.xlsx", publisher="H57", whole=True)
    again = load_workbook(tmp_path / "again.xlsx")
    sheet = again[FEEDBACK]
    cell = sheet.cell(3, column_of(sheet, "Tình trạng"))
    assert cell.value == "lạ"
    cell.value = "Đã duyệt công bố"
    registry.harvest(source_at(str(saved(again, book.path))))
    assert [one.is_approved for one in registry.annotations.feedback()] == [True]


def test_import__adds_feedback_alone_and_nothing_is_missing(registry: Registry, tmp_path: Path) -> None:
    book = filled({"Dữ liệu": [DATASET], FEEDBACK: [SAID, {**SAID, "Nội dung": "Hai."}], TERMS: [AGREED]})
    path = saved(book, tmp_path / "fb.xlsx")
    report = registry.harvests.import_feedback(str(path), name="phan-hoi")
    assert (report.state, report.records.seen, len(registry.annotations.feedback())) == ("complete", 0, 2)
    assert registry.annotations.arrangements() == []
    shutil.copy(saved(filled({FEEDBACK: [SAID]}), tmp_path / "less.xlsx"), path)
    report = registry.harvests.import_feedback(str(path), name="phan-hoi")
    assert (report.state, len(registry.annotations.feedback()), registry.annotations.feedback()[0].presence) == (
        "complete",
        2,
        "present",
    )
    report = registry.harvests.import_feedback(str(saved(filled({"Dữ liệu": [DATASET]}), tmp_path / "none.xlsx")))
    assert report.state == "failed"
    assert report.why is not None
    assert report.why.id == "feedback-none"


@pytest.mark.parametrize(
    ("heading", "mark"), [("Độ mật", "M"), ("Mật", "x"), ("Mức mật", "?"), ("Lưu ý", "Tối mật"), ("Độ mật", "mật")]
)
@pytest.mark.parametrize("rows", [1, 2])
def test_feedback__with_a_mark_of_secrecy_does_not_leave_understood_or_not(
    registry: Registry, tmp_path: Path, heading: str, mark: str, rows: int
) -> None:
    book = filled({"Dữ liệu": [DATASET], "Phân phối": [FILE], FEEDBACK: [SAID] * rows})
    book[FEEDBACK].cell(2, 60, heading)
    book[FEEDBACK].cell(2 + rows, 60, mark)
    registry.harvest(source_at(str(saved(book, tmp_path / "so.xlsx"))))
    registry.export("nq", tmp_path / "out.nq")
    found = (tmp_path / "out.nq").read_text()
    assert SAID["Nội dung"] not in found
    assert "/id/feedback/" not in found
    assert AIR in found


@pytest.mark.parametrize(("heading", "mark"), [("Lưu ý", "Tuyệt mật"), ("Mức mật", "Tối mật"), ("Mật", "x")])
def test_record__with_a_level_in_a_column_of_any_name_does_not_leave(
    registry: Registry, tmp_path: Path, heading: str, mark: str
) -> None:
    book = filled({"Dữ liệu": [DATASET], "Phân phối": [FILE]})
    book["Dữ liệu"].cell(2, 60, heading)
    book["Dữ liệu"].cell(3, 60, mark)
    registry.harvest(source_at(str(saved(book, tmp_path / "so.xlsx"))))
    registry.export("nq", tmp_path / "out.nq")
    assert AIR not in (tmp_path / "out.nq").read_text()


@pytest.mark.parametrize(
    ("heading", "said"), [("Lưu ý", "Bảo mật đường truyền"), ("Độ mật", "không"), ("Vật liệu", "Mắt lưới")]
)
def test_record__with_words_that_are_no_level_leaves(
    registry: Registry, tmp_path: Path, heading: str, said: str
) -> None:
    book = filled({"Dữ liệu": [DATASET], "Phân phối": [FILE], FEEDBACK: [SAID]})
    for sheet in ("Dữ liệu", FEEDBACK):
        book[sheet].cell(2, 60, heading)
        book[sheet].cell(3, 60, said)
    registry.harvest(source_at(str(saved(book, tmp_path / "so.xlsx"))))
    registry.export("nq", tmp_path / "out.nq")
    found = (tmp_path / "out.nq").read_text()
    assert AIR in found
    assert SAID["Nội dung"] in found


def test_feedback__that_one_source_marks_as_secret_leaves_through_no_other(registry: Registry, tmp_path: Path) -> None:
    rows = {"Dữ liệu": [DATASET], "Phân phối": [FILE], FEEDBACK: [SAID]}
    registry.harvest(source_at(str(saved(filled(rows), tmp_path / "a.xlsx"))))
    book = filled(rows)
    book[FEEDBACK].cell(2, 60, "Độ mật")
    book[FEEDBACK].cell(3, 60, "Mật")
    registry.harvest(source_at(str(saved(book, tmp_path / "b.xlsx"))))
    registry.export("nq", tmp_path / "out.nq")
    found = (tmp_path / "out.nq").read_text()
    assert SAID["Nội dung"] not in found
    assert AIR in found
    assert registry.annotations.feedback() == []
    assert registry.harvests.raw_documents("b") == {}
    assert all(row.source == "a" for row in registry.records(role="node") if "feedback" in row.iri)
