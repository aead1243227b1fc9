"""``danhmuc demo``, end to end on the samples that were installed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.registry import sampling

Run = Callable[..., CompletedProcess[str]]


def test_demo__walks_the_corridor_in_vietnamese(danhmuc: Run, tmp_path: Path) -> None:
    answer = danhmuc("demo", "--lang", "vi")
    assert answer.returncode == 0
    assert [line for line in answer.stdout.splitlines() if re.match(r"\d\. ", line)] == [
        "1. Thu thập bốn danh mục mẫu.",
        "2. Tệp cuối có sai sót cài sẵn: kiểm tra riêng, mã thoát là 1.",
        "3. Tìm kiếm, có dấu hay không dấu đều được.",
        "4. Một nguồn thay đổi; thu thập lại, rồi xem lịch sử một bản ghi.",
        "5. Xuất danh mục.",
        "6. Nhìn lại các nguồn và kiểm tra sổ đăng ký.",
    ]
    assert "  bản ghi: 1 tạo mới, 1 cập nhật, 22 không đổi, 1 vắng mặt\n" in answer.stdout
    assert '      + dct:title "Mực nước sông Hương và sông Bồ"@vi\n' in answer.stdout
    assert "demo/inventory.ttl: 68 bản ghi" in answer.stdout
    assert answer.stderr == "3 bản ghi\n"
    assert {path.name for path in (tmp_path / "demo").iterdir()} == {"danhmuc.db", "inventory.ttl", "samples"}


def test_demo__in_english_elsewhere_tells_what_works_next(danhmuc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = danhmuc("demo", "a folder", "--lang", "en")
    assert answer.returncode == 0
    assert "$ danhmuc list 'song huong' --registry 'sqlite:///a folder/danhmuc.db'\n" in answer.stdout
    assert Path("a folder", "inventory.ttl").exists()
    _, _, following = answer.stdout.partition("  cd 'a folder'\n")
    monkeypatch.chdir("a folder")
    assert following.count("\n") == 3
    for line in following.splitlines():
        program, *arguments = line.split()
        assert program == "danhmuc"
        answer = danhmuc(*arguments)
        assert answer.returncode == 0
        assert answer.stdout.count("\n") > 1


def test_demo__in_json_says_the_same(danhmuc: Run) -> None:
    told = json.loads(danhmuc("demo", "--json").stdout)
    assert [harvest["source"] for harvest in told["harvests"]] == [
        "moi-truong",
        "giao-thong",
        "van-hoa",
        "du-lieu-mo",
        "moi-truong",
    ]
    assert told["harvests"][4]["records"]["updated"] == 1
    assert told["export"]["records"] == 68


def test_demo__a_second_time_is_refused(danhmuc: Run, tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "danhmuc.db").touch()
    for arguments in (["demo"], ["demo", "--json"]):
        answer = danhmuc(*arguments)
        assert (answer.returncode, answer.stdout) == (2, "")
        assert answer.stderr == (
            "danhmuc: demo/danhmuc.db is there already; name another folder (danhmuc demo DIR) or remove demo\n"
        )


def test_demo__ends_where_a_step_does(danhmuc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "write_samples", lambda folder: [folder / "gone.ttl"])
    folder = Path("demo")
    folder.mkdir()
    answer = danhmuc("demo")
    assert answer.returncode == 3
    assert "2. " not in answer.stdout
    assert answer.stderr.startswith("danhmuc: cannot open ")


def test_demo__samples_alone(danhmuc: Callable[..., CompletedProcess[str]], tmp_path: Path) -> None:
    answer = danhmuc("demo", "--only", "samples", "samples")
    assert (answer.returncode, sorted(answer.stdout.split())) == (
        0,
        sorted(f"samples/{one.name}" for one in (tmp_path / "samples").iterdir()),
    )
    again = danhmuc("demo", "--only", "samples", "samples", "--json")
    assert (again.returncode, again.stdout, "samples is there already" in again.stderr) == (2, "", True)
