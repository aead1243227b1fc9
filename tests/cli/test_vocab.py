"""``danhmuc vocab``."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.registry import Registry
from danhmuc.vocab import concepts

Run = Callable[..., CompletedProcess[str]]

LIST = "STT;Mã;Tên;Mã cha;Trạng thái\n1;01;Kinh;;\n2;02;Tày;01;Đóng mã\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "dan-toc.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


@pytest.fixture
def empty_registry(tmp_path: Path) -> None:
    """One in the folder where commands look."""
    Registry.open(f"sqlite:///{tmp_path / 'danhmuc.db'}").close()


def table(answer: CompletedProcess[str]) -> list[list[str]]:
    """The rows under the heads."""
    assert answer.returncode == 0, answer
    return [line.split("\t") for line in answer.stdout.splitlines()[1:]]


# ---------------------------------------------------------------- list


def test_list__needs_no_registry_and_makes_none(danhmuc: Run, tmp_path: Path) -> None:
    rows = table(danhmuc("vocab", "list"))
    assert [row[0] for row in rows] == list(concepts.tokens())
    commune = next(row for row in rows if row[0] == "commune")
    assert commune[2:] == ["3,321", "complete", "2025-07-01", "bundled", "https://w3id.org/danhmuc/concept/commune"]
    assert list(tmp_path.iterdir()) == []


def test_list__tells_what_the_registry_uses(danhmuc: Run, empty_registry: None, file: Path) -> None:
    danhmuc("vocab", "add", file, "--title", "Dân tộc", "--date", "02/01/2026", "--complete")
    (row,) = (row for row in table(danhmuc("vocab", "list")) if row[0] == "dan-toc")
    assert row[:5] == ["dan-toc", "Dân tộc", "2", "complete", "2026-01-02"]
    assert row[5].startswith("loaded 20")


def test_list__in_json_says_the_same(danhmuc: Run) -> None:
    rows = json.loads(danhmuc("vocab", "list", "--json").stdout)
    (commune,) = (row for row in rows if row["token"] == "commune")
    assert (commune["concepts"], commune["is_complete"], commune["origin"]) == (3321, True, "bundled")
    assert commune["snapshot"] == commune["version"] == "2025-07-01"
    assert commune["digest"] == concepts.load("commune").digest


def test_list__without_registry_loads_no_database(tmp_path: Path) -> None:
    script = """
import sys
from danhmuc.cli.main import run
assert run(["vocab", "list", "--json"]) == run(["vocab", "show", "frequency", "monthly"]) == 0
print({"sqlalchemy", "rdflib"} & {*sys.modules}, file=sys.stderr)
"""
    answer = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True)
    assert answer.stderr.endswith("set()\n")


@pytest.mark.parametrize("command", [["list"], ["show", "frequency"]])
def test_registry__one_that_is_named_must_be_there(danhmuc: Run, command: list[str]) -> None:
    answer = danhmuc("vocab", *command, "--registry", "sqlite:///gone.db")
    assert (answer.returncode, answer.stdout) == (3, "")
    assert "there is no registry" in answer.stderr


def test_registry__one_of_the_environment_must_be_there(danhmuc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANHMUC_REGISTRY", "sqlite:///gone.db")
    assert danhmuc("vocab", "list").returncode == 3


# ---------------------------------------------------------------- show


def test_show__the_whole_list(danhmuc: Run) -> None:
    answer = danhmuc("vocab", "show", "province")
    assert [row[0] for row in table(answer)] == [concept.code for concept in concepts.load("province")]
    assert answer.stderr == f"province: 34 codes, version {concepts.load('province').version}, bundled\n"


@pytest.mark.parametrize(
    "text", [["46"], ["Huế"], ["hue"], ["TP.", "Huế"], ["https://w3id.org/danhmuc/concept/province/46/"]]
)
def test_show__looks_up(danhmuc: Run, text: list[str]) -> None:
    answer = danhmuc("vocab", "show", "province", *text, "--lang", "vi")
    assert table(answer) == [
        [
            "46",
            "Thành phố Huế",
            "–",
            "đang hiệu lực",
            "từ 2025-07-01",
            "–",
            "https://w3id.org/danhmuc/concept/province/46",
        ]
    ]
    assert answer.stderr.startswith("province: 1/34 mã, phiên bản ")


def test_show__all_that_the_text_may_mean(danhmuc: Run) -> None:
    rows = table(danhmuc("vocab", "show", "commune", "ba dinh", "--lang", "vi"))
    assert [row[:3] for row in rows] == [
        ["00004", "Phường Ba Đình", "01 Thành phố Hà Nội"],
        ["16171", "Xã Ba Đình", "38 Tỉnh Thanh Hóa"],
        ["21499", "Xã Ba Dinh", "51 Tỉnh Quảng Ngãi"],
    ]
    assert [row[:2] for row in table(danhmuc("vocab", "show", "commune", "Ba Dinh Ward", "--lang", "en"))] == [
        ["00004", "Ba Dinh Ward"]
    ]


def test_show__where_nothing_is_called_so_those_with_all_words(danhmuc: Run) -> None:
    rows = table(danhmuc("vocab", "show", "data-theme", "energ"))
    assert [row[0] for row in rows] == ["ENER"]


def test_show__nothing_found_is_an_answer(danhmuc: Run) -> None:
    answer = danhmuc("vocab", "show", "province", "Atlantis")
    assert table(answer) == []
    assert answer.stderr.startswith("province: 0/34 codes")


def test_show__on_a_day_only_codes_that_are_valid(danhmuc: Run) -> None:
    answer = danhmuc("vocab", "show", "province-2004", "--on", "30/06/2025")
    assert len(table(answer)) == 63
    answer = danhmuc("vocab", "show", "province-2004", "--on", "2025-07-01")
    assert table(answer) == []
    assert answer.stderr.splitlines()[0] == "63 codes not valid on 2025-07-01"


def test_show__of_a_code_that_is_not_valid_what_took_its_place(danhmuc: Run) -> None:
    answer = danhmuc("vocab", "show", "province-2004", "27", "--on", "2025-07-01", "--lang", "vi")
    assert table(answer) == []
    first = answer.stderr.splitlines()[0]
    assert first == "27 Tỉnh Bắc Ninh: không có hiệu lực ngày 2025-07-01; thay bằng 24 Tỉnh Bắc Ninh"


def test_show__in_json_has_all_that_is_said(danhmuc: Run) -> None:
    said = json.loads(danhmuc("vocab", "show", "province-2004", "bắc ninh", "--on", "2025-07-01", "--json").stdout)
    assert (said["vocabulary"]["token"], said["vocabulary"]["origin"], said["concepts"]) == (
        "province-2004",
        "bundled",
        [],
    )
    (concept,) = said["not_valid"]
    assert (concept["code"], concept["valid_until"]) == ("27", "2025-06-30")
    assert concept["replaced_by_iris"] == ["https://w3id.org/danhmuc/concept/province/24"]


def test_show__of_a_loaded_list(danhmuc: Run, empty_registry: None, file: Path) -> None:
    danhmuc("vocab", "add", file)
    answer = danhmuc("vocab", "show", "dan-toc")
    assert [row[:4] for row in table(answer)] == [["01", "Kinh", "–", "active"], ["02", "Tày", "01 Kinh", "closed"]]
    assert ", loaded 20" in answer.stderr


def test_show__on_a_terminal_is_aligned(terminal: Run) -> None:
    lines = terminal("vocab", "show", "frequency", "monthly", columns=160, NO_COLOR="1").stdout.splitlines()
    assert lines[0].split() == ["code", "name", "belongs", "to", "status", "valid", "replaced", "by", "IRI"]
    assert lines[1].startswith("MONTHLY  monthly  –           active  ")


# ---------------------------------------------------------------- add


def test_add__tells_what_it_kept_and_what_not(danhmuc: Run, empty_registry: None, file: Path) -> None:
    answer = danhmuc("vocab", "add", file, "--date", "2026-01-02")
    first, second = answer.stdout.splitlines()
    assert first.startswith("dan-toc: created, 2 codes, version 2026-01-02, loaded 20")
    assert second == "  columns not read: STT"


def test_add__again_is_unchanged(danhmuc: Run, empty_registry: None, file: Path) -> None:
    danhmuc("vocab", "add", file)
    assert danhmuc("vocab", "add", file).stdout.startswith("dan-toc: unchanged, 2 codes")


def test_add__tells_what_changed(danhmuc: Run, empty_registry: None, file: Path) -> None:
    danhmuc("vocab", "add", file, "--date", "2026-01-02")
    file.write_text("mã,tên\n01,Kinh\n03,Thái\n04,Mường\n", encoding="utf-8")
    lines = danhmuc("vocab", "add", file, "--lang", "vi").stdout.splitlines()
    assert lines[0].startswith("dan-toc: cập nhật, 3 mã, phiên bản ")
    assert lines[1].startswith("  so với phiên bản 2026-01-02 (đã nạp ")
    assert lines[1].endswith("): thêm 2, bớt 1, sửa 0")


def test_add__in_json_has_the_codes(danhmuc: Run, empty_registry: None, file: Path) -> None:
    (change,) = json.loads(danhmuc("vocab", "add", file, "--token", "dt", "--json").stdout)
    assert (change["kind"], change["vocabulary"]["token"], change["added"]) == ("created", "dt", ["01", "02"])
    assert (change["replaced"], change["unread"]) == (None, ["STT"])


def test_add__over_a_bundled_list_says_so(danhmuc: Run, empty_registry: None, file: Path) -> None:
    file.write_text("code,name\nMONTHLY,m\n", encoding="utf-8")
    lines = danhmuc("vocab", "add", file, "--token", "frequency").stdout.splitlines()
    version = concepts.load("frequency").version
    assert lines[1].startswith(f"  against version {version} (bundled): 0 added, ")


def test_use__an_earlier_version_and_the_bundled_one(danhmuc: Run, empty_registry: None, file: Path) -> None:
    file.write_text("code,name\nMONTHLY,m\n", encoding="utf-8")
    danhmuc("vocab", "add", file, "--token", "frequency", "--date", "2026-01-02")
    assert table(danhmuc("vocab", "show", "frequency"))[0][1] == "m"
    first, second = danhmuc("vocab", "use", "frequency").stdout.splitlines()
    assert first == f"frequency: updated, 28 codes, version {concepts.load('frequency').version}, bundled"
    assert second.startswith("  against version 2026-01-02 (loaded ")
    assert len(table(danhmuc("vocab", "show", "frequency"))) == 28
    (change,) = [json.loads(danhmuc("vocab", "use", "frequency", "2026-01-02", "--json").stdout)]
    assert (change["kind"], change["vocabulary"]["version"]) == ("updated", "2026-01-02")
    rows = [row for row in table(danhmuc("vocab", "list", "--all")) if row[0] == "frequency"]
    assert [row[5].endswith(", not in force") for row in rows] == [True, False]
    assert len([row for row in table(danhmuc("vocab", "list")) if row[0] == "frequency"]) == 1


def test_add__parents_of_another_list(danhmuc: Run, empty_registry: None, file: Path) -> None:
    file.write_text("mã,tên,mã cha\n99999,Xã Mới,46\n", encoding="utf-8")
    answer = danhmuc("vocab", "add", file, "--token", "commune", "--parents", "province")
    assert answer.returncode == 0
    assert table(danhmuc("vocab", "show", "commune", "99999"))[0][2].startswith("46 ")


def test_add__makes_no_registry(danhmuc: Run, file: Path) -> None:
    answer = danhmuc("vocab", "add", file)
    assert (answer.returncode, answer.stdout) == (3, "")
    assert not Path("danhmuc.db").exists()


@pytest.mark.parametrize(
    ("text", "arguments", "code", "words"),
    [
        ("mã;tên\n1;a\n1;b\n", [], 1, "dan-toc.csv, dòng 3: mã '1' đã có ở dòng 2; hãy giữ một dòng"),
        ("mã;tên;mã cha\n1;a;9\n", [], 1, "dòng 2: mã cha '9' của '1' không có trong bảng; hãy thêm hàng"),
        ("mã;tên;mã cha\n1;a;9\n", ["--parents", "province"], 1, "cũng không có trong bảng province; hãy sửa lại"),
        ("mã;tên;mã cha\n1;a;1\n", [], 1, "dòng 2: mã cha của '1' đi vòng tròn ('1' → '1'); hãy sửa lại"),
        ("mã;tên;ngày hl\n1;a;31/02/2025\n", [], 1, "dòng 2: '31/02/2025' không phải ngày; hãy ghi 2025-07-01 hoặc"),
        ("mã;tên;trạng thái\n1;a;xong\n", [], 1, "dòng 2: không hiểu trạng thái 'xong'; hãy ghi HIEU_LUC"),
        ("mã;tên;thứ tự\n1;a;b\n", [], 1, "dòng 2: thứ tự 'b' không phải số nguyên; hãy sửa lại"),
        ("mã;tên;iri\n1;a;b\n", [], 1, "dòng 2: 'b' không phải IRI tuyệt đối; hãy sửa lại"),
        ("mã;tên;iri\n1;a;a:1\n2;b;a:1\n", [], 1, "dòng 3: a:1 đã dùng cho mã '1'; hãy cấp cho mỗi mã một IRI"),
        ("mã;tên;mã thay thế\n1;a;2\n", [], 1, "dòng 2: mã thay thế '2' của '1' không có trong bảng; hãy thêm"),
        ("mã;tên;ngày hl;ngày hhl\n1;a;2025-02-01;2025-01-01\n", [], 1, "mã '1' hết hiệu lực ngày 2025-01-01, trước"),
        ("mã;tên;tên gọi\n1;a;b\n", [], 1, "dòng 1: cột 'tên' và 'tên gọi' cùng nghĩa; hãy giữ một cột"),
        ("mã;tên\n;a\n", [], 1, "dòng 2: hàng không có mã; hãy điền cột mã"),
        ("mã;tên\n1;\n", [], 1, "dòng 2: mã '1' không có tên; hãy điền cột tên"),
        ("mã;tên\n1;a;b\n", [], 1, "dòng 2: có 3 ô mà chỉ có 2 cột; hãy đặt trong ngoặc kép"),
        ('mã;tên\n1;"a\n', [], 1, "dòng 2: không đọc được như CSV (unexpected end of data); hãy lưu lại tệp"),
        ("a;b\n", [], 1, "dòng 1: không thấy cột mã và tên, dòng đầu là 'a;b'; hãy thêm hàng tiêu đề"),
        ("mã;tên\n", [], 1, "dan-toc.csv: dưới hàng tiêu đề không có mã nào; cần ít nhất một mã"),
        ("", [], 1, "dan-toc.csv: tệp trống"),
        (
            "PK\x03\x04",
            [],
            1,
            "dan-toc.csv: đây là bảng tính Excel, không phải CSV; hãy lưu trang tính thành CSV UTF-8",
        ),
        ("mã;tên\n1;\0\n", [], 1, "dan-toc.csv: đây là tệp nhị phân, không phải CSV"),
        (LIST, ["--token", "Dân tộc"], 2, "'Dân tộc' không thể là tên bảng mã: 1 đến 64 chữ thường không dấu"),
        (LIST, ["--date", "hôm nay"], 2, "--date 'hôm nay' không phải ngày; hãy ghi 2025-07-01 hoặc 01/07/2025"),
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
        ("[] a skos:Concept .", [], 1, "a.ttl: có mục không có IRI (without code or label); hãy cấp"),
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
            "a.ttl: mã cha của 'a' đi vòng tròn ('a' → 'a'); hãy sửa lại",
        ),
        (
            ":a skos:inScheme : ; schema:validFrom '2025-02-01' ; schema:validThrough '2025-01-01' .",
            [],
            1,
            "a.ttl: mã 'a' hết hiệu lực ngày 2025-01-01, trước khi bắt đầu ngày 2025-02-01; hãy sửa lại",
        ),
        (
            ":a skos:inScheme :x . :b skos:inScheme :y .",
            ["--token", "z"],
            2,
            "a.ttl có 2 bảng mã (x, y); --token, --title và --date chỉ dùng cho tệp có một bảng",
        ),
        (":a skos:inScheme :x , :x# .", [], 2, "a.ttl có hai bảng mã cùng tên x (http://a/x và http://a/x#); hãy tách"),
        (
            ":a skos:inScheme :theme .",
            [],
            2,
            "tên theme là của bảng mã https://w3id.org/danhmuc/concept/theme, còn đây",
        ),
        (":a skos:inScheme", [], 1, "a.ttl, dòng 2"),
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


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["show", "x"], 2, "không có bảng mã 'x'; hiện có: access-right"),
        (["show", "frequency", "--on", "x"], 2, "--on 'x' không phải ngày"),
        (["use", "x"], 2, "không có bảng mã 'x'; hiện có: access-right"),
        (["use", "frequency", "x"], 2, "bảng mã frequency không có phiên bản 'x'; hiện có: 20"),
        (["add", "gone.csv"], 3, "gone.csv: không có tệp hoặc thư mục này"),
    ],
)
def test_refusal__is_in_vietnamese(
    danhmuc: Run, empty_registry: None, arguments: list[str], code: int, words: str
) -> None:
    answer = danhmuc("vocab", *arguments, "--lang", "vi")
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (code, "", 1)
    assert words in answer.stderr


@pytest.mark.parametrize(
    ("code", "words"),
    [("MONTHY", "mã gần giống: MONTHLY"), ("99999", "xem các mã bằng danhmuc vocab show frequency")],
)
def test_unknown_code__is_told_in_vietnamese(code: str, words: str) -> None:
    from danhmuc.cli.vietnamese import vietnamese

    with pytest.raises(KeyError) as caught:
        concepts.load("frequency")[code]
    assert vietnamese(str(caught.value)).startswith("bảng mã frequency (phiên bản ")
    assert words in vietnamese(str(caught.value))
    with pytest.raises(KeyError) as caught:
        concepts.load("importance")[code]
    assert vietnamese(str(caught.value)).endswith("; các mã: COT_LOI, QUAN_TRONG, KHAC")


def test_add__a_file_without_letters_needs_a_token(danhmuc: Run, empty_registry: None) -> None:
    Path("***.csv").write_text("mã,tên\n1,a\n", encoding="utf-8")
    answer = danhmuc("vocab", "add", "***.csv", "--lang", "vi")
    assert answer.returncode == 2
    assert "tên tệp ***.csv không dùng làm tên bảng mã được; hãy đặt tên bằng --token" in answer.stderr
