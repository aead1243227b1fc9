"""The list of legal acts on the command line: shown, replaced, and in what reports say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run, table

DECREE = "47/2020/NĐ-CP"
OWN = "mã,tên,trạng thái,ngày hiệu lực,ngày hết hiệu lực\n47/2020/NĐ-CP,Nghị định,hết hiệu lực,2020-05-25,2025-10-21\n"
DATA = "@prefix dcat: <http://www.w3.org/ns/dcat#> . <http://a.example/1> a dcat:Dataset ."
REPORTED = "reported ended from 2025-10-22, not verified"
ENDED = "Article 11(4): ended from 2025-10-22"


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    path = tmp_path / "catalog.ttl"
    path.write_text(DATA, encoding="utf-8")
    return path


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "legal-act.csv"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_show__has_number_title_issuer_status_days_grade_day_seen_and_source(danhmuc: Run) -> None:
    answer = danhmuc("vocab", "show", "legal-act", DECREE)
    (row,) = table(answer)
    assert row[:1] + row[2:5] == [DECREE, "Government", "reported ended, not verified", "2020-05-25 – 2025-10-21"]
    assert row[5:8] == ["–", "2", "2026-11-27"], "what only others report replaces nothing"
    assert row[8].startswith("Decree 278/2025/NĐ-CP, Art. 23(2)")
    (concept,) = json.loads(danhmuc("vocab", "show", "legal-act", DECREE, "--json").stdout)["concepts"]
    assert concept["act"]["status"] == "reported-ended"
    assert (concept["act"]["grade"], concept["act"]["issued"]) == ("2", "2020-04-09")


def test_show__speaks_vietnamese(danhmuc: Run) -> None:
    answer = danhmuc("vocab", "show", "legal-act", "--lang", "vi")
    rows = {row[0]: row for row in table(answer)}
    assert answer.stdout.splitlines()[0].split("\t")[2] == "cơ quan ban hành"
    assert rows[DECREE][3] == "được cho là đã hết hiệu lực, chưa kiểm chứng"
    assert rows["24/2011/TT-BTTTT"][3] == "chưa rõ còn hiệu lực hay không"
    assert rows["60/2024/QH15"][3] == "còn hiệu lực"


@pytest.mark.parametrize(("day", "shown"), [("2025-10-21", True), ("2025-10-22", False)])
def test_show__on_a_day_has_acts_that_ended_until_then(danhmuc: Run, day: str, shown: bool) -> None:
    codes = {row[0] for row in table(danhmuc("vocab", "show", "legal-act", "--on", day))}
    assert (DECREE in codes) is shown
    assert "60/2024/QH15" in codes
    assert "24/2011/TT-BTTTT" not in codes, "of unknown status"


@pytest.mark.usefixtures("empty_registry")
def test_reports__take_the_status_from_the_registry_here(danhmuc: Run, catalog: Path, own: Path) -> None:
    assert REPORTED in danhmuc("validate", catalog, "--profile", "vn", "--report", "html").stdout
    assert danhmuc("vocab", "add", own).returncode == 0
    for arguments in (["--report", form] for form in ("html", "csv", "json")):
        out = danhmuc("validate", catalog, "--profile", "vn", *arguments).stdout
        assert ENDED in out
        assert REPORTED not in out
    shown = danhmuc("shapes", "show", "vn", "Dataset-title-vi").stdout
    assert ENDED in shown
    (rule,) = json.loads(danhmuc("shapes", "show", "vn", "Dataset-title-vi", "--json").stdout)
    assert rule["basis"]["status"] == "ended"
    (law,) = json.loads(danhmuc("shapes", "show", "vn", "Dataset-importance", "--json").stdout)
    assert (law["basis"]["status"], law["basis"]["listed"]) == ("unknown", None)


@pytest.mark.usefixtures("empty_registry")
def test_json__of_stored_findings_takes_the_status_from_the_registry(danhmuc: Run, catalog: Path, own: Path) -> None:
    danhmuc("harvest", catalog, "--profile", "vn")
    assert REPORTED in danhmuc("show", "http://a.example/1", "--json").stdout
    danhmuc("vocab", "add", own)
    assert ENDED in danhmuc("show", "http://a.example/1", "--json").stdout
    catalog.write_text(DATA.replace("/1>", "/2>"), encoding="utf-8")
    danhmuc("harvest", catalog, "--profile", "vn")
    assert ENDED in danhmuc("show", "http://a.example/2", "--json").stdout


def test_reports__of_a_registry_here_that_cannot_be_used_say_so(danhmuc: Run, catalog: Path, tmp_path: Path) -> None:
    (tmp_path / "danhmuc.db").write_bytes(b"no database at all")
    answer = danhmuc("validate", catalog, "--profile", "vn")
    assert answer.returncode == 1
    assert answer.stderr.startswith("danhmuc: the status of legal acts is that of the bundled list, since")
    assert "reported ended" in answer.stdout
    named = danhmuc("validate", catalog, "--profile", "vn", "--registry", f"sqlite:///{tmp_path / 'danhmuc.db'}")
    assert (named.returncode, named.stdout) == (3, "")


def test_reports__of_a_profile_without_acts_open_no_registry(danhmuc: Run, catalog: Path, tmp_path: Path) -> None:
    (tmp_path / "danhmuc.db").write_bytes(b"no database at all")
    answer = danhmuc("validate", catalog, "--profile", "dcat-ap")
    assert (answer.returncode, answer.stderr) == (1, "")
