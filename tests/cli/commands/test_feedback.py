"""``danhmuc feedback``, and what ``danhmuc show`` says of feedback and agreements."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from danhmuc.registry import Registry, source_at

from ...registry.workbook.books import DATASET, filled, saved

if TYPE_CHECKING:
    from ..conftest import Run

DATA = """@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix odrl: <http://www.w3.org/ns/odrl/2/> . @prefix dmv: <https://w3id.org/danhmuc/def#> .
<air> a dcat:Dataset ; dct:title "Không khí"@vi .
<terms> a odrl:Agreement ; odrl:target <air> ; dct:identifier "12/TT" ; dct:issued "2026-02-01" .
<ask> a dmv:DataRequest ; odrl:target <air> .
"""
TABLE = (
    "Mã dữ liệu,Ngày,Loại,Nội dung,Người gửi,Tình trạng\n"
    "https://e.vn/air,05/03/2026,Định dạng,Xin CSV.,An Kín,Mới\n"
    "https://e.vn/air,06/03/2026,Chất lượng,Thiếu số.,,Đã duyệt công bố\n"
)


@pytest.fixture
def filled_url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'r.db'}"
    (tmp_path / "a.ttl").write_text(DATA, encoding="utf-8")
    (tmp_path / "said.csv").write_text(TABLE, encoding="utf-8")
    with Registry.open(url, create=True) as registry:
        registry.harvest(source_at(str(tmp_path / "a.ttl")), profile="none")
    return url


def test_import__then_list__and_show(danhmuc: Run, filled_url: str, tmp_path: Path) -> None:
    at = ("--registry", filled_url, "--lang", "en")
    read = danhmuc("feedback", "import", str(tmp_path / "said.csv"), "--name", "portal", "--by", "an", *at)
    assert (read.returncode, "node records: 2 created" in read.stdout) == (0, True)
    listed = danhmuc("feedback", "list", *at)
    lines = listed.stdout.splitlines()
    assert lines[0].split("\t") == ["day", "dataset", "kind", "state", "content", "source", "IRI"]
    assert [line.split("\t")[:6] for line in lines[1:]] == [
        ["2026-03-05", "Không khí", "Data format", "Received", "Xin CSV.", "portal"],
        ["2026-03-06", "Không khí", "Data quality", "Approved for publication", "Thiếu số.", "portal"],
    ]
    assert listed.stderr.strip() == "2 pieces of feedback"
    shown = danhmuc("show", "https://e.vn/air", *at).stdout
    assert "  feedback of 2026-03-05, Data format: Received; https://" in shown
    assert "  sharing agreement 12/TT of 2026-02-01: unclear; https://e.vn/terms" in shown
    assert "  data request: unclear; https://e.vn/ask" in shown
    assert "Kín" not in read.stdout + listed.stdout + shown


def test_validate__of_feedback_alone_says_that_a_harvest_stores_it(danhmuc: Run, tmp_path: Path) -> None:
    path, url = tmp_path / "said.csv", f"sqlite:///{tmp_path / 'r.db'}"
    path.write_text(TABLE, encoding="utf-8")
    found = danhmuc("validate", str(path), "--profile", "vn", "--lang", "en")
    assert (found.returncode, "no record found" in found.stdout) == (1, False)
    assert "nothing to validate, only feedback, requests or agreements on data; danhmuc harvest stores" in found.stdout
    stored = danhmuc("harvest", str(path), "--profile", "vn", "--registry", url, "--lang", "en")
    assert (stored.returncode, "node records: 2 created" in stored.stdout) == (0, True)


def test_list__as_json_open_and_of_a_dataset(danhmuc: Run, filled_url: str, tmp_path: Path) -> None:
    at = ("--registry", filled_url, "--json")
    report = json.loads(danhmuc("feedback", "import", str(tmp_path / "said.csv"), *at).stdout)
    assert (report["source"], report["state"], report["needs_a_person"]) == ("said", "complete", False)
    (found,) = json.loads(danhmuc("feedback", "list", "--only", "open", "--dataset", "<https://e.vn/air>", *at).stdout)
    assert (found["status"], found["kind"], found["approved"], found["open"]) == ("TIEP_NHAN", "DINH_DANG", False, True)
    assert "Kín" not in json.dumps(found, ensure_ascii=False)
    assert json.loads(danhmuc("feedback", "list", "--dataset", "https://e.vn/other", *at).stdout) == []
    shown = json.loads(danhmuc("show", "https://e.vn/air", *at).stdout)
    assert [one["status"] for one in shown["feedback"]] == ["TIEP_NHAN", "DUYET_CONG_BO"]
    terms = [(one["kind"], one["number"]) for one in shown["arrangements"]]
    assert terms == [("request", None), ("agreement", "12/TT")]


@pytest.mark.parametrize(
    ("location", "code", "said"),
    [
        ("absent.csv", 3, "absent.csv"),
        ("https://e.vn/said.csv", 2, "download the file first"),
        ("a.ttl", 2, "danhmuc harvest a"),
        ("none.ttl", 1, "has no feedback"),
    ],
)
def test_import__of_what_is_no_feedback(
    danhmuc: Run, filled_url: str, tmp_path: Path, location: str, code: int, said: str
) -> None:
    (tmp_path / "none.ttl").write_text(DATA, encoding="utf-8")
    path = location if "://" in location else str(tmp_path / location)
    found = danhmuc("feedback", "import", path, "--name", "other", "--registry", filled_url, "--lang", "en")
    assert (found.returncode, said in found.stdout + found.stderr) == (code, True)


def test_import__of_rows_that_cannot_be_taken_needs_attention(danhmuc: Run, filled_url: str, tmp_path: Path) -> None:
    (tmp_path / "said.csv").write_text(TABLE + "KK,01/01/2026,,Của ai?,,\n", encoding="utf-8")
    found = danhmuc("feedback", "import", str(tmp_path / "said.csv"), "--registry", filled_url, "--lang", "en")
    assert found.returncode == 1
    assert "Nothing says of which agency the dataset code" in found.stdout


def test_list__of_no_registry(danhmuc: Run, tmp_path: Path) -> None:
    assert danhmuc("feedback", "list", "--registry", f"sqlite:///{tmp_path / 'none.db'}").returncode == 3


SENDER = ("An Kín Đáo", "0987123458", "ankin@e.vn")


def test_plan__of_a_table_or_a_workbook_has_no_sender(danhmuc: Run, filled_url: str, tmp_path: Path) -> None:
    at = ("--registry", filled_url, "--lang", "en")
    said = TABLE.replace("An Kín", " ".join(SENDER))
    (tmp_path / "said.csv").write_text(said, encoding="utf-8")
    row = {"Mã dữ liệu": "KK-2026", "Ngày": "01/08/2026", "Nội dung": "Lệch.", "Người gửi": " ".join(SENDER)}
    saved(filled({"Dữ liệu": [DATASET], "Phản hồi": [row]}), tmp_path / "so.xlsx")
    for name, kind in (("said.csv", "feedback"), ("so.xlsx", "workbook")):
        plan = tmp_path / f"{name}.plan"
        assert danhmuc("harvest", str(tmp_path / name), "--kind", kind, "--plan", str(plan), *at).returncode == 0
        lines = [json.loads(one) for one in gzip.decompress(plan.read_bytes().partition(b"\n")[2]).splitlines()]
        assert [one["line"] for one in lines if one["line"] in ("document", "body")] == ["document"]
        assert not any(word in json.dumps(lines, ensure_ascii=False) for word in SENDER)
        assert danhmuc("apply", str(plan), *at).returncode == 0
        assert danhmuc("registry", "check", *at).returncode == 0
        again = json.loads(danhmuc("harvest", str(tmp_path / name), "--kind", kind, "--json", *at).stdout)
        assert again[0]["state"] == "complete"
        assert {one for one, count in again[0]["records"].items() if count} <= {"seen", "unchanged"}


def test_import__of_a_name_that_is_taken_says_how_to_give_another(
    danhmuc: Run, filled_url: str, tmp_path: Path
) -> None:
    at = ("--registry", filled_url, "--lang", "en")
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    refused = danhmuc("feedback", "import", str(tmp_path / "a.csv"), *at)
    assert refused.returncode == 2
    assert f"choose another: danhmuc feedback import {tmp_path / 'a.csv'} --name NAME" in refused.stderr
    assert danhmuc("feedback", "import", str(tmp_path / "a.csv"), "--name", "b", *at).returncode == 0
