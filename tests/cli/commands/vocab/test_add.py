"""Lists of one's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from danhmuc.vocab import concepts

from .conftest import LIST, Run, table


def test_add__tells_what_it_kept_and_what_not(danhmuc: Run, empty_registry: None, file: Path) -> None:
    answer = danhmuc("vocab", "add", file, "--on", "2026-01-02")
    first, second = answer.stdout.splitlines()
    assert first.startswith("dan-toc: created, 2 codes, version 2026-01-02, loaded 20")
    assert second == "  columns not read: STT"


def test_add__again_is_unchanged(danhmuc: Run, empty_registry: None, file: Path) -> None:
    danhmuc("vocab", "add", file)
    assert danhmuc("vocab", "add", file).stdout.startswith("dan-toc: unchanged, 2 codes")


def test_add__tells_what_changed(danhmuc: Run, empty_registry: None, file: Path) -> None:
    danhmuc("vocab", "add", file, "--on", "2026-01-02")
    file.write_text("mã,tên\n01,Kinh\n03,Thái\n04,Mường\n", encoding="utf-8")
    lines = danhmuc("vocab", "add", file, "--lang", "vi").stdout.splitlines()
    assert lines[0].startswith("dan-toc: cập nhật, 3 mã, phiên bản ")
    assert lines[1].startswith("  so với phiên bản 2026-01-02 (đã nạp ")
    assert lines[1].endswith("): thêm 2, bớt 1, sửa 0")


def test_add__in_json_has_the_codes(danhmuc: Run, empty_registry: None, file: Path) -> None:
    (change,) = json.loads(danhmuc("vocab", "add", file, "--name", "dt", "--json").stdout)
    assert (change["kind"], change["vocabulary"]["token"], change["added"]) == ("created", "dt", ["01", "02"])
    assert (change["replaced"], change["unread"]) == (None, ["STT"])


def test_add__over_a_bundled_list_says_so(danhmuc: Run, empty_registry: None, file: Path) -> None:
    file.write_text("code,name\nMONTHLY,m\n", encoding="utf-8")
    lines = danhmuc("vocab", "add", file, "--name", "frequency").stdout.splitlines()
    version = concepts.load("frequency").version
    assert lines[1].startswith(f"  against version {version} (bundled): 0 added, ")


def test_add__parents_of_another_list(danhmuc: Run, empty_registry: None, file: Path) -> None:
    file.write_text("mã,tên,mã cha\n99999,Xã Mới,46\n", encoding="utf-8")
    answer = danhmuc("vocab", "add", file, "--name", "commune", "--parents", "province")
    assert answer.returncode == 0
    assert table(danhmuc("vocab", "show", "commune", "99999"))[0][2].startswith("46 ")


def test_add__makes_no_registry(danhmuc: Run, file: Path) -> None:
    answer = danhmuc("vocab", "add", file)
    assert (answer.returncode, answer.stdout) == (3, "")
    assert not Path("danhmuc.db").exists()


@pytest.mark.parametrize(
    ("text", "arguments", "code", "words"),
    [
        ("mã;tên\n1;a\n1;b\n", [], 1, "dan-toc.csv:3: mã '1' đã có ở dòng 2; hãy giữ một dòng"),
        ("mã;tên;mã cha\n1;a;9\n", [], 1, "dan-toc.csv:2: mã cha '9' của '1' không có trong bảng; hãy thêm hàng"),
        ("mã;tên;mã cha\n1;a;9\n", ["--parents", "province"], 1, "cũng không có trong bảng province; hãy sửa lại"),
        (
            "mã;tên;mã cha\n1;a;1\n",
            [],
            1,
            "dan-toc.csv:2: mã cha của '1' đi vòng tròn ('1' → '1'); hãy bỏ một trong các liên kết này",
        ),
        (
            "mã;tên;ngày hl\n1;a;31/02/2025\n",
            [],
            1,
            "dan-toc.csv:2: '31/02/2025' không phải ngày; hãy ghi 2025-07-01 hoặc",
        ),
        ("mã;tên;trạng thái\n1;a;xong\n", [], 1, "dan-toc.csv:2: không hiểu trạng thái 'xong'; hãy ghi HIEU_LUC"),
        ("mã;tên;thứ tự\n1;a;b\n", [], 1, "dan-toc.csv:2: thứ tự 'b' không phải số nguyên; hãy sửa lại"),
        ("mã;tên;iri\n1;a;b\n", [], 1, "dan-toc.csv:2: 'b' không phải IRI tuyệt đối; hãy sửa lại"),
        ("mã;tên;iri\n1;a;a:1\n2;b;a:1\n", [], 1, "dan-toc.csv:3: a:1 đã dùng cho mã '1'; hãy cấp cho mỗi mã một IRI"),
        ("mã;tên;mã thay thế\n1;a;2\n", [], 1, "dan-toc.csv:2: mã thay thế '2' của '1' không có trong bảng; hãy thêm"),
        ("mã;tên;ngày hl;ngày hhl\n1;a;2025-02-01;2025-01-01\n", [], 1, "mã '1' hết hiệu lực ngày 01/01/2025, trước"),
        ("mã;tên;tên gọi\n1;a;b\n", [], 1, "dan-toc.csv:1: cột 'tên' và 'tên gọi' cùng nghĩa; hãy giữ một cột"),
        ("mã;tên\n;a\n", [], 1, "dan-toc.csv:2: hàng không có mã; hãy điền cột mã"),
        ("mã;tên\n1;\n", [], 1, "dan-toc.csv:2: mã '1' không có tên; hãy điền cột tên"),
        ("mã;tên\n1;a;b\n", [], 1, "dan-toc.csv:2: có 3 ô mà bảng chỉ có 2 cột; hãy đặt trong ngoặc kép"),
        ('mã;tên\n1;"a\n', [], 1, "dan-toc.csv:2: không đọc được như CSV (thiếu dấu ngoặc kép đóng); hãy lưu lại tệp"),
        (
            "a;b\n",
            [],
            1,
            "dan-toc.csv:1: không thấy cột mã và tên (hoặc code và name), dòng đầu là 'a;b'; hãy thêm hàng tiêu đề",
        ),
        ("mã;tên\n", [], 1, "dan-toc.csv: dưới hàng tiêu đề không có mã nào; bảng mã cần ít nhất một mã"),
        ("", [], 1, "dan-toc.csv: tệp trống"),
        (
            "PK\x03\x04",
            [],
            1,
            "dan-toc.csv: đây là bảng tính Excel, không phải CSV; hãy lưu trang tính thành CSV UTF-8",
        ),
        ("mã;tên\n1;\0\n", [], 1, "dan-toc.csv: đây là tệp nhị phân (có byte NUL), không phải CSV"),
        (LIST, ["--name", "Dân tộc"], 2, "'Dân tộc' không thể là tên bảng mã: 1 đến 64 chữ thường không dấu"),
        (LIST, ["--on", "hôm nay"], 2, "--on 'hôm nay' không phải ngày; hãy ghi 2025-07-01 hoặc 01/07/2025"),
        (LIST, ["--parents", "x"], 2, "không có bảng mã 'x'; hiện có: access-right"),
    ],
)
def test_add__refuses_in_vietnamese(
    danhmuc: Run, empty_registry: None, file: Path, text: str, arguments: list[str], code: int, words: str
) -> None:
    file.write_text(text, encoding="utf-8")
    answer = danhmuc("vocab", "add", "dan-toc.csv", *arguments, "--lang", "vi")
    assert (answer.returncode, answer.stdout) == (code, "")
    assert answer.stderr.startswith("danhmuc: ")
    assert answer.stderr.count("\n") == 1
    assert words in answer.stderr


TURTLE = (
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX schema: <http://schema.org/> PREFIX : <http://a/>\n"
)


@pytest.mark.parametrize(
    ("text", "arguments", "code", "words"),
    [
        (":a :b :c .", [], 1, "a.ttl: không có skos:Concept nào; bảng mã phải là SKOS, hoặc CSV có cột mã và tên"),
        ("[] a skos:Concept .", [], 1, "a.ttl: có mục không có IRI, cũng không có mã và tên; hãy cấp"),
        (":a a skos:Concept .", [], 1, "a.ttl: http://a/a không thuộc bảng mã nào; hãy ghi skos:inScheme"),
        (":a skos:inScheme : ; schema:validFrom 'x' .", [], 1, "a.ttl: http://a/a có ngày 'x' không hợp lệ; hãy ghi"),
        (
            ":a skos:inScheme : ; skos:notation '1' . :b skos:inScheme : ; skos:notation '1' .",
            [],
            1,
            "a.ttl: mã '1' dùng cho cả http://a/a và http://a/b; hãy cấp cho mỗi mục một mã",
        ),
        (
            ":a skos:inScheme : ; skos:broader :a .",
            [],
            1,
            "a.ttl: mã cha của 'a' đi vòng tròn ('a' → 'a'); hãy bỏ một trong các liên kết này",
        ),
        (
            ":a skos:inScheme : ; schema:validFrom '2025-02-01' ; schema:validThrough '2025-01-01' .",
            [],
            1,
            "a.ttl: mã 'a' hết hiệu lực ngày 01/01/2025, trước khi bắt đầu ngày 01/02/2025; hãy sửa một trong hai ngày",
        ),
        (
            ":a skos:inScheme :x . :b skos:inScheme :y .",
            ["--name", "z"],
            2,
            "a.ttl có 2 bảng mã (x, y); --name, --title và --on chỉ dùng cho tệp có một bảng",
        ),
        (":a skos:inScheme :x , :x# .", [], 2, "a.ttl có hai bảng mã cùng tên x (http://a/x và http://a/x#); hãy tách"),
        (
            ":a skos:inScheme :theme .",
            [],
            2,
            "tên theme là của bảng mã https://w3id.org/danhmuc/concept/theme, còn đây",
        ),
        (":a skos:inScheme", [], 1, "a.ttl:2"),
    ],
)
def test_add__refuses_skos_in_vietnamese(
    danhmuc: Run, empty_registry: None, text: str, arguments: list[str], code: int, words: str
) -> None:
    Path("a.ttl").write_text(TURTLE + text.replace(":x#", "<http://a/x#>"), encoding="utf-8")
    answer = danhmuc("vocab", "add", "a.ttl", *arguments, "--lang", "vi")
    assert (answer.returncode, answer.stdout) == (code, "")
    assert answer.stderr.count("\n") == 1
    assert words in answer.stderr


def test_add__a_file_without_letters_needs_a_token(danhmuc: Run, empty_registry: None) -> None:
    Path("***.csv").write_text("mã,tên\n1,a\n", encoding="utf-8")
    answer = danhmuc("vocab", "add", "***.csv", "--lang", "vi")
    assert answer.returncode == 2
    assert "tên tệp ***.csv không dùng làm tên bảng mã được; hãy đặt tên bằng --name" in answer.stderr
