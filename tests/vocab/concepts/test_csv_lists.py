"""Lists that people keep in a spreadsheet and save as CSV."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.vocab import concepts
from danhmuc.vocab.concepts import CodeList
from danhmuc.vocab.concepts.schemes import Draft
from danhmuc.vocab.errors import DocumentError, UsageError

LIST = """Mã;Tên;Mã cha;Ngày hiệu lực;Ngày hết hiệu lực;Trạng thái
01;Kinh;;01/07/2025;;Đang hiệu lực
02;Tày;01;2025-07-01;31/12/2025;Đóng mã
"""


def read(text: str | bytes, **options: object) -> CodeList:
    data = text if isinstance(text, bytes) else text.encode()
    return concepts.read_csv(data, "dan-toc.csv", token="dan-toc", **options)  # type: ignore[arg-type]


def test_read_csv__what_the_rows_say() -> None:
    scheme = read(LIST, snapshot=date(2026, 1, 1), titles={"vi": "Dân tộc"}, is_complete=True)
    assert repr(scheme) == "<CodeList dan-toc 2026-01-01 (complete, 2 concepts)>"
    assert scheme.iri == "https://w3id.org/danhmuc/concept/dan-toc"
    assert scheme.title("vi") == "Dân tộc"
    kinh, tay = scheme
    assert (kinh.iri, kinh.code, kinh.label("vi")) == (f"{scheme.iri}/01", "01", "Kinh")
    assert (kinh.valid_from, kinh.valid_until, kinh.status) == (date(2025, 7, 1), None, "active")
    assert (tay.valid_from, tay.valid_until, tay.status) == (date(2025, 7, 1), date(2025, 12, 31), "closed")
    assert tay.broader == (kinh,)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_read_csv__as_programs_save_it(delimiter: str, encoding: str, end: str) -> None:
    text = LIST.replace(";", delimiter).replace("\n", end)
    assert read(text.encode(encoding)) == read(LIST)


@pytest.mark.parametrize(
    "heads",
    [
        "ma;ten;ma_cha;ngay_hl;ngay_hhl;trang_thai",
        "MÃ;TÊN;MÃ CHA;NGÀY HL;NGÀY HHL;TRẠNG THÁI",
        "code;name;parent;valid_from;valid_until;status",
        "Code;Name;Parent;Valid from;Valid until;Status",
        "ma;ten;ma cha;ngay hieu luc;ngay het hieu luc;trang thai",
        "mã;tên;mã cha;hiệu lực từ;hiệu lực đến;trạng thái",
        '"Mã";"Tên";"Mã cha";"Ngày hiệu lực";"Ngày hết hiệu lực";"Trạng thái"',
    ],
)
def test_read_csv__heads_in_many_words(heads: str) -> None:
    assert read(heads + LIST[LIST.index("\n") :]) == read(LIST)


@pytest.mark.parametrize(
    "above", ["DANH MỤC DÂN TỘC;;;;;\n;;;;;\n", "sep=;\n", "\n\n", "Danh mục, theo quyết định, số 1\n\n", '"a\nb"\n']
)
def test_read_csv__a_title_above_the_heads(above: str) -> None:
    assert read(above + LIST) == read(LIST)


def test_read_csv__further_columns() -> None:
    scheme = read(
        "thứ tự,mã,tên,tên tiếng anh,tên khác,mô tả,mã thay thế,iri\n"
        "2,B,Bê,Bee,Bi;Bờ,chữ B,,http://b.example/B\n"
        ",C,Xê,,,,,\n"
        "1,A,A,,,,B;C,\n"
    )
    assert [concept.code for concept in scheme] == ["A", "B", "C"]
    b = scheme["B"]
    assert (b.iri, b.labels, b.alt_labels) == ("http://b.example/B", {"vi": "Bê", "en": "Bee"}, {"vi": ("Bi", "Bờ")})
    assert b.definitions == {"vi": "chữ B"}
    assert scheme["A"].replaced_by == (b, scheme["C"])


@pytest.mark.parametrize("cell", ["01", '"=""01"""', " 01 ", '="01"', "01\u00a0"])
def test_read_csv__a_code_stays_text(cell: str) -> None:
    assert [concept.code for concept in read(f"mã,tên\n{cell},Kinh\n")] == ["01"]


def test_read_csv__a_name_may_hold_lines_and_separators() -> None:
    assert read('mã,tên\n1,"a, ""b"";\nc"\n')["1"].labels == {"vi": 'a, "b";\nc'}


def test_read_csv__names_are_composed() -> None:
    assert read("mã,tên\n1,Hue\u0302\u0301\n")["1"].label() == "Huế"


def test_read_csv__empty_rows_are_none() -> None:
    assert len(read("mã,tên\n\n,\n1,a\n,\n")) == 1


def test_read_csv__keeps_the_iris_that_the_bundled_list_has() -> None:
    bundled = concepts.load("frequency")
    scheme = concepts.read_csv(b"code,name\nMONTHLY,m\nMY/OWN,o\n", "f.csv", token="frequency")
    assert scheme.iri == bundled.iri
    assert scheme["MONTHLY"].iri == bundled["MONTHLY"].iri
    assert scheme["MY/OWN"].iri == f"{bundled.iri}/MY%2FOWN"
    assert scheme.titles == bundled.titles


def test_read_csv__an_iri_of_ones_own() -> None:
    scheme = read("mã,tên\nMột hai,a\n", iri="http://a.example/ds/")
    assert [concept.iri for concept in scheme] == ["http://a.example/ds/M%E1%BB%99t%20hai"]


def test_read_csv__parents_of_another_list() -> None:
    above = CodeList([Draft("http://a.example/46", "46")], token="tinh", iri="http://a.example/")
    assert read("mã,tên,mã cha\n1,a,46\n", parents=above)["1"].broader_iris == ("http://a.example/46",)
    assert read("mã,tên,mã cha\n1,a,http://b.example/9\n")["1"].broader_iris == ("http://b.example/9",)
    with pytest.raises(
        DocumentError, match=r"^dan-toc.csv:2: parent '47' of '1' is not in this list and not in tinh; correct it"
    ):
        read("mã,tên,mã cha\n1,a,47\n", parents=above)


@pytest.mark.parametrize(
    ("rows", "line", "words"),
    [
        ("1,a,,,\n1,b,,,\n", 3, "code '1' is on line 2 already; keep one of them"),
        ('1,"a\nb",,,\n2,c,,,\n1,b,,,\n', 5, "code '1' is on line 2 already"),
        ("1,a,9,,\n", 2, "parent '9' of '1' is not in this list; add its row, or say which list it is in with parents"),
        ("1,a,2,,\n2,b,1,,\n", 2, "the parents of '1' go in a circle ('1' → '2' → '1'); take one of these links out"),
        ("1,a,1,,\n", 2, "the parents of '1' go in a circle ('1' → '1'); take one of these links out"),
        ("1,a,,31/02/2025,\n", 2, "'31/02/2025' is not a date; write 2025-07-01 or 01/07/2025"),
        ("1,a,,,xong\n", 2, "status 'xong' is not known; write HIEU_LUC or DONG_MA"),
        (",a,,,\n", 2, "a row without a code; fill in column mã"),
        ("1,,,,\n", 2, "code '1' has no name; fill in column tên"),
        ("1,a,,,,,x\n", 2, "7 cells in a table of 5 columns; put texts that contain the separator in quotation marks"),
        ('1,a,,,\n2,"b,,,\n', 3, "cannot be read as CSV (a closing quotation mark is missing); save it again"),
    ],
)
def test_read_csv__tells_the_line_and_what_to_do(rows: str, line: int, words: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read("mã,tên,mã cha,ngày hiệu lực,trạng thái\n" + rows)
    assert caught.value.line == line
    assert str(caught.value).startswith(f"dan-toc.csv:{line}: {words}")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "dan-toc.csv: an empty file"),
        ("\ufeff \n".encode("utf-8"), "dan-toc.csv: an empty file"),
        (b"PK\x03\x04...", "dan-toc.csv: an Excel workbook, not CSV; save the sheet as CSV UTF-8 and add that"),
        (b"\xd0\xcf\x11\xe0...", "dan-toc.csv: an Excel workbook, not CSV; save the sheet as CSV UTF-8 and add that"),
        (b"code,name\n\0,a\n", "dan-toc.csv: a binary file (it has NUL bytes), not CSV; save the sheet as CSV UTF-8"),
        ("mã,tên\n".encode(), "dan-toc.csv: no codes below the header; a code list needs at least one"),
        (
            b"a;b\n1;2\n",
            "dan-toc.csv:1: no columns mã and tên (or code and name) found, the first line is 'a;b'; add a header",
        ),
        ("mã,số\n1,2\n".encode(), "dan-toc.csv:1: no columns mã and tên"),
        ("mã,tên,Tên gọi\n1,2,3\n".encode(), "dan-toc.csv:1: columns 'tên' and 'Tên gọi' mean the same; keep one"),
        (
            "code,tên\n".encode("cp1252"),
            "dan-toc.csv:1:7: byte 0xEA at position 6 is not UTF-8",
        ),
        (
            "mã,tên,ngày hl,ngày hhl\n1,a,2025-07-01,2025-06-30\n".encode(),
            "dan-toc.csv:2: code '1' ends on 2025-06-30 before",
        ),
        ("mã,tên,thứ tự\n1,a,đầu\n".encode(), "dan-toc.csv:2: order 'đầu' is not a whole number; correct it"),
        ("mã,tên,iri\n1,a,b\n".encode(), "dan-toc.csv:2: 'b' is not an absolute IRI; correct it"),
        (
            "mã,tên,iri\n1,a,http://a/1\n2,b,http://a/1\n".encode(),
            "dan-toc.csv:3: http://a/1 stands for '1' already; give each code its own IRI",
        ),
        ("mã,tên,mã thay thế\n1,a,2\n".encode(), "dan-toc.csv:2: successor '2' of '1' is not in this list"),
    ],
)
def test_read_csv__refuses_what_is_no_list(data: bytes, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(data)
    assert str(caught.value).startswith(message)


def test_read_csv__the_token_must_be_one() -> None:
    with pytest.raises(UsageError, match="'Dân tộc' cannot name a code list"):
        concepts.read_csv(LIST.encode(), "a.csv", token="Dân tộc")


def test_read_csv__is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("danhmuc.vocab.concepts.csv_lists._MAX_BYTES", 20)
    with pytest.raises(DocumentError, match=r"\d+ bytes; a code list may have 20"):
        read(LIST)


WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs", "S"]), min_size=1, max_size=10).filter(
    lambda text: text.strip("\ufeff\u200b \t") == text != "" and text == text.strip() and not text.startswith("=")
)


@given(st.dictionaries(WORDS, WORDS, min_size=1, max_size=5), st.sampled_from([",", ";", "\t"]))
def test_read_csv__reads_back_what_csv_writes(names: dict[str, str], delimiter: str) -> None:
    import unicodedata

    names = {unicodedata.normalize("NFC", code): unicodedata.normalize("NFC", name) for code, name in names.items()}
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([("mã", "tên"), *names.items()])
    assert {concept.code: concept.label("vi") for concept in read(out.getvalue())} == names


@given(st.binary(max_size=200) | st.text(alphabet='mãtên,;\t\n"1=', max_size=60).map(str.encode))
def test_read_csv__refuses_or_reads_and_never_fails_otherwise(data: bytes) -> None:
    for text in (data, "mã,tên\n".encode() + data):
        with suppress(DocumentError):
            assert len(read(text)) > 0
