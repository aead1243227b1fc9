"""Looking up in a list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from danhmuc.vocab import concepts

from .conftest import Run, table


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


@pytest.mark.parametrize(
    ("lang", "arguments", "told"),
    [
        ("en", ["province", "Atlantis"], "no code, name or IRI is 'Atlantis'"),
        ("en", ["province", "Huees"], "no code, name or IRI is 'Huees'; near it: 46 Hue City"),
        (
            "vi",
            ["update-frequency", "hàng thángx"],
            "không có mã, tên hay IRI nào là 'hàng thángx'; gần giống: HANG_THANG Hàng tháng, HANG_TUAN Hàng tuần",
        ),
        # The number next to a number is another agency.
        ("vi", ["agency", "H57.99"], "không có mã, tên hay IRI nào là 'H57.99'"),
    ],
)
def test_show__nothing_found_is_an_answer(danhmuc: Run, lang: str, arguments: list[str], told: str) -> None:
    answer = danhmuc("vocab", "show", *arguments, "--lang", lang)
    assert (answer.returncode, answer.stdout) == (0, "")
    first, second = answer.stderr.splitlines()
    assert first == told
    assert second.startswith(f"{arguments[0]}: 0/")


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
    assert first == "27 Tỉnh Bắc Ninh: không có hiệu lực ngày 01/07/2025; thay bằng 24 Tỉnh Bắc Ninh (province)"


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


def test_show__where_a_code_was_found(danhmuc: Run) -> None:
    answer = danhmuc("vocab", "show", "agency", "g01", "--lang", "en")
    assert answer.stderr.splitlines()[0] == ("source of G01: Decision 09/2025/QĐ-TTg, as reported by baodautu.vn (S9)")
    assert len(danhmuc("vocab", "show", "agency", "--lang", "en").stderr.splitlines()) == 1
