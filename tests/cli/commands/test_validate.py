"""``danhmuc validate``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.registry.sampling import CATALOGUES

Run = Callable[..., CompletedProcess[str]]


def test_validate__of_good_records_passes(danhmuc: Run, good: Path, tmp_path: Path) -> None:
    answer = danhmuc("validate", good)
    assert answer.returncode == 0
    assert answer.stdout == f"{good}  profile dcat-ap\n  pass, no violations: 1 record, 1 accepted; no findings\n"
    assert answer.stderr == ""
    assert not (tmp_path / "danhmuc.db").exists()


def test_validate__of_violations_fails_and_tells_the_rule(danhmuc: Run, faulty: Path) -> None:
    answer = danhmuc("validate", faulty, "--lang", "vi")
    assert answer.returncode == 1
    assert answer.stdout.splitlines()[1:] == [
        "  Theo quy tắc",
        "    1 vi phạm  Tập dữ liệu phải có ít nhất một mô tả (dct:description).  [dcat-ap:Dataset-description]",
        "        ví dụ: Sông Bồ  http://a.example/2",
        "  Theo đơn vị chủ trì cung cấp",
        "    http://publications.europa.eu/resource/authority/corporate-body/VNM: 1 vi phạm",
        "        ví dụ: Sông Bồ  http://a.example/2  [dcat-ap:Dataset-description]",
        "  không đạt vì 1 vi phạm: 1 bản ghi, 0 được chấp nhận",
    ]


def test_validate__finds_what_was_planted(danhmuc: Run, samples: Path, root: Path) -> None:
    planted = json.loads((root / "registry" / "samples" / "planted.json").read_text(encoding="utf-8"))
    told = danhmuc("validate", samples / "samples" / CATALOGUES[3], "--profile", "vn").stdout
    rules = {rule for fault in planted for rule in fault["rules"]}
    # Of one fault vn tells once, in its own words where it has any.
    assert {rule for rule in rules if f"[{rule}]" not in told} == {
        "dcat-ap:Dataset-title",
        "dcat-ap:Dataset-description",
    }


def test_validate__of_several_ends_with_the_worst_and_takes_the_others(danhmuc: Run, good: Path, faulty: Path) -> None:
    answer = danhmuc("validate", "gone.ttl", faulty, good)
    assert answer.returncode == 3
    assert answer.stderr.startswith("danhmuc: cannot open ")
    assert "fail because of 1 violation: 1 record, 0 accepted" in answer.stdout
    assert "pass, no violations: 1 record, 1 accepted" in answer.stdout
    assert danhmuc("validate", faulty, good).returncode == 1


def test_fail_on__warning_fails_for_warnings(danhmuc: Run, good: Path) -> None:
    # A relative IRI is a warning of the reader.
    path = good
    path.write_text(path.read_text(encoding="utf-8") + "<http://a.example/1> dct:relation <a> .", encoding="utf-8")
    lenient, strict = (danhmuc("validate", path, "--fail-on", severity) for severity in ("violation", "warning"))
    assert (lenient.returncode, strict.returncode) == (0, 1)
    assert "  pass, no violations: 1 record, 1 accepted; 1 warning\n" in lenient.stdout
    assert "  fail because of 1 warning: 1 record, 1 accepted\n" in strict.stdout


def test_validate__of_unread_documents_fails(danhmuc: Run, good: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("x")
    good.rename(tmp_path / "a.ttl")
    answer = danhmuc("validate", tmp_path)
    assert answer.returncode == 1
    told = "  fail: the source is incomplete (1 of 2 documents unread); 1 violation: 1 record, 1 accepted\n"
    assert told in answer.stdout
    answer = danhmuc("validate", "bad.ttl")
    assert answer.returncode == 1
    assert "  fail: 1 of 1 documents unread; 1 violation\n" in answer.stdout


def test_validate__in_json_says_the_same(danhmuc: Run, good: Path, faulty: Path) -> None:
    answer = danhmuc("validate", "gone.ttl", good, faulty, "--json")
    gone, passed, failed = json.loads(answer.stdout)
    assert answer.returncode == 3
    assert (gone["unopened"], gone["passed"], gone["records"]) == (True, False, [])
    assert (passed["passed"], passed["location"], passed["profile"]) == (True, str(good), "dcat-ap")
    assert failed["passed"] is False
    (record,) = failed["records"]
    assert (record["iri"], record["title"], record["accepted"]) == ("http://a.example/2", "Sông Bồ", False)
    (finding,) = record["findings"]
    assert (finding["code"], finding["severity"]) == ("dcat-ap:Dataset-description", "violation")
    assert set(finding["message"]) == {"vi", "en"}


PAGE = "https://docs.example.vn/en/profiles/dcat-ap/Dataset.md#Dataset-description"


@pytest.mark.parametrize("form", ["csv", "html"])
def test_docs_url__is_where_reports_link_to(
    danhmuc: Run, faulty: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "/en/profiles/" not in danhmuc("validate", faulty, "--report", form).stdout
    option = ("--docs-url", "https://docs.example.vn/")
    assert PAGE in danhmuc("validate", faulty, "--report", form, *option).stdout
    monkeypatch.setenv("DANHMUC_DOCS_URL", "https://docs.example.vn")
    assert PAGE in danhmuc("validate", faulty, "--report", form).stdout
    assert danhmuc("validate", faulty, "--report", "json").returncode == 1


@pytest.mark.parametrize("written", ["docs.example.vn", "file:///docs", "https://", "https://a.vn/?q=1"])
def test_docs_url__that_is_no_address_is_refused(danhmuc: Run, faulty: Path, written: str) -> None:
    answer = danhmuc("validate", faulty, "--report", "csv", "--docs-url", written)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == (
        f"danhmuc: --docs-url {written!r} is no address; write one like https://docs.example.vn, without ? and #\n"
    )


def test_docs_url__that_cannot_be_read_is_refused_without_what_may_be_a_password(danhmuc: Run, faulty: Path) -> None:
    answer = danhmuc("validate", faulty, "--report", "csv", "--docs-url", "https://a b")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith("danhmuc: --docs-url 'https:…' is no address")


@pytest.mark.parametrize("more", [(), ("--report", "junit"), ("--shapes", "a.ttl", "--report", "text")])
def test_docs_url__is_refused_for_reports_that_do_not_link(danhmuc: Run, faulty: Path, more: tuple[str, ...]) -> None:
    answer = danhmuc("validate", faulty, "--docs-url", "https://docs.example.vn", *more)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == "danhmuc: --docs-url goes with --report csv, html by a profile alone\n"


def test_validate__wraps_on_a_terminal(terminal: Run, faulty: Path) -> None:
    answer = terminal("validate", faulty, columns=60, NO_COLOR="1")
    assert answer.returncode == 1
    assert (
        "    1 violation  A dataset needs at least one description\n"
        "        (dct:description).  [dcat-ap:Dataset-description]\n"
    ) in answer.stdout


@pytest.mark.soak
def test_validate__a_record_of_very_many_values_is_answered_in_few_lines(danhmuc: Run, good: Path) -> None:
    # As many keywords as one record of a national portal once had, every other one without a language.
    words = " , ".join(f'"k{number}"' + ("@vi" if number % 2 else "") for number in range(34_866))
    good.write_text(good.read_text(encoding="utf-8") + f"<http://a.example/1> dcat:keyword {words} .", encoding="utf-8")
    answer = danhmuc("validate", good)
    assert answer.returncode == 0
    assert "    17,433 warnings  " in answer.stdout
    assert "[dcat-ap:Dataset-keyword-language]" in answer.stdout
    assert len(answer.stdout.splitlines()) < 10


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_validate__in_json_keeps_names_whatever_the_encoding(
    process: Run, good: Path, tmp_path: Path, encoding: str
) -> None:
    with (tmp_path / "answer.json").open("wb") as file:
        process("validate", good, "--json", stdout=file.fileno(), PYTHONIOENCODING=encoding)
    (answer,) = json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))
    assert answer["records"][-1]["title"] == "Sông Hương"
