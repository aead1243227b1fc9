"""``danhmuc shapes``: the profiles, their rules, and the faults of shapes files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.shapes import profile_tokens

Run = Callable[..., CompletedProcess[str]]

PREFIXES = """@prefix : <https://e.vn/shapes#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
GOOD = ":S sh:targetClass dcat:Dataset ; sh:property [ sh:path dct:title ; sh:minCount 1 ] .\n"
FAULTY = ":S sh:targetClass dcat:Dataset ; sh:property [\n    sh:path dct:titel ; sh:minCount 1 ] .\n"
ODD = ":S sh:targetClass dcat:Dataset ; sh:property [ sh:path dct:hasVersion ; sh:minCount 1 ] .\n"


@pytest.fixture
def shapes(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a shapes file."""

    def write(name: str, turtle: str) -> Path:
        path = tmp_path / name
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        return path

    return write


# ---------------------------------------------------------------- lint


def test_lint__a_sound_file_passes(danhmuc: Run, shapes: Callable[[str, str], Path]) -> None:
    shapes("good.ttl", GOOD)
    done = danhmuc("shapes", "lint", "good.ttl")
    assert (done.returncode, done.stdout, done.stderr) == (0, "good.ttl  2 shapes\n  pass: no findings\n", "")


def test_lint__a_fault_is_told_with_its_line_and_fails(danhmuc: Run, shapes: Callable[[str, str], Path]) -> None:
    shapes("faulty.ttl", FAULTY)
    done = danhmuc("shapes", "lint", "faulty.ttl")
    assert done.returncode == 1
    assert done.stdout == (
        "faulty.ttl  2 shapes\n"
        "  violation  S dct:titel: no vocabulary has dct:titel; near it: dct:title.  [lint:unknown-term]\n"
        "      faulty.ttl:6\n"
        "  fail: 1 violation\n"
    )


def test_lint__speaks_vietnamese(danhmuc: Run, shapes: Callable[[str, str], Path]) -> None:
    shapes("faulty.ttl", FAULTY)
    done = danhmuc("shapes", "lint", "faulty.ttl", "--lang", "vi")
    assert done.stdout == (
        "faulty.ttl  2 quy tắc\n"
        "  vi phạm  S dct:titel: từ vựng không có dct:titel; gần giống: dct:title.  [lint:unknown-term]\n"
        "      faulty.ttl:6\n"
        "  không đạt: 1 vi phạm\n"
    )


@pytest.mark.parametrize(("options", "code", "verdict"), [((), 0, "pass"), (("--fail-on", "warning"), 1, "fail")])
def test_lint__warnings_fail_when_asked(
    options: tuple[str, ...], code: int, verdict: str, danhmuc: Run, shapes: Callable[[str, str], Path]
) -> None:
    shapes("odd.ttl", ODD)
    done = danhmuc("shapes", "lint", "odd.ttl", *options)
    assert done.returncode == code
    assert done.stdout.endswith(f"  {verdict}: 1 warning\n")


def test_lint__goes_on_after_files_that_cannot_be_read(danhmuc: Run, shapes: Callable[[str, str], Path]) -> None:
    shapes("broken.ttl", "this is no Turtle")
    shapes("good.ttl", GOOD)
    done = danhmuc("shapes", "lint", "broken.ttl", "absent.ttl", ".", "good.ttl")
    assert done.returncode == 3
    assert done.stdout == "good.ttl  2 shapes\n  pass: no findings\n"
    broken, absent, folder = done.stderr.splitlines()
    assert broken.startswith("danhmuc: broken.ttl:5:1: ")
    assert absent == "danhmuc: cannot open absent.ttl: No such file or directory"
    assert folder == "danhmuc: cannot open .: Is a directory"


def test_lint__a_broken_file_alone_is_code_1(danhmuc: Run, shapes: Callable[[str, str], Path]) -> None:
    shapes("broken.ttl", "this is no Turtle")
    assert danhmuc("shapes", "lint", "broken.ttl").returncode == 1


def test_lint__without_a_file_is_wrong_usage(danhmuc: Run) -> None:
    done = danhmuc("shapes", "lint")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_lint__answers_in_json(danhmuc: Run, shapes: Callable[[str, str], Path]) -> None:
    shapes("good.ttl", GOOD)
    shapes("faulty.ttl", FAULTY)
    done = danhmuc("shapes", "lint", "good.ttl", "faulty.ttl", "absent.ttl", "--json")
    good, faulty, absent = json.loads(done.stdout)
    assert done.returncode == 3
    assert good == {"location": "good.ttl", "passed": True, "unread": False, "shapes": 2, "findings": []}
    assert absent == {"location": "absent.ttl", "passed": False, "unread": True}
    assert faulty["passed"] is False
    (finding,) = faulty["findings"]
    assert finding["code"] == "lint:unknown-term"
    assert finding["fix"] == "dct:title"
    assert finding["place"] == "faulty.ttl:6"
    assert set(finding["message"]) == {"vi", "en"}


def test_lint__several_files_are_held_against_one_another(danhmuc: Run, shapes: Callable[[str, str], Path]) -> None:
    shapes("good.ttl", GOOD)
    shapes("other.ttl", GOOD.replace("sh:minCount 1", "sh:maxCount 0"))
    together = danhmuc("shapes", "lint", "good.ttl", "other.ttl")
    assert (
        "S dct:title: sh:maxCount 0 and sh:minCount 1 (S dct:title, good.ttl) exclude one another." in together.stdout
    )
    assert together.stdout.count("pass: ") == 2
    assert "exclude" not in danhmuc("shapes", "lint", "other.ttl").stdout


def test_lint__control_characters_reach_no_terminal(danhmuc: Run, shapes: Callable[[str, str], Path]) -> None:
    shapes("odd.ttl", ':S sh:targetClass dcat:Dataset ; sh:pattern "(\\u001B[31m" .\n')
    done = danhmuc("shapes", "lint", "odd.ttl")
    assert "lint:pattern" in done.stdout
    assert "\x1b" not in done.stdout


# ---------------------------------------------------------------- list, show


def test_list__has_every_profile(danhmuc: Run) -> None:
    done = danhmuc("shapes", "list")
    head, *rows = done.stdout.splitlines()
    assert head.split("\t") == ["profile", "title", "version", "builds on", "rules of its own", "all rules"]
    assert tuple(row.split("\t")[0] for row in rows) == profile_tokens()


def test_list__answers_in_json(danhmuc: Run) -> None:
    rows = {row["token"]: row for row in json.loads(danhmuc("shapes", "list", "--json").stdout)}
    assert set(rows) == set(profile_tokens())
    assert rows["vn"]["builds_on"] == ["dcat-ap"]
    assert rows["vn"]["all_rules"] == rows["vn"]["rules"] + rows["dcat-ap"]["rules"]
    assert set(rows["vn"]["title"]) == {"vi", "en"}


def test_show__lists_rules_with_severity_basis_and_message(danhmuc: Run) -> None:
    rows = [line.split("\t") for line in danhmuc("shapes", "show", "vn").stdout.splitlines()]
    assert rows[0] == ["rule", "severity", "basis", "message"]
    found = {code: rest for code, *rest in rows}
    severity, basis, message = found["dcat-ap:Catalog-title"]
    assert severity == "violation"
    assert basis == "https://semiceu.github.io/DCAT-AP/releases/3.0.1/#Catalogue.title"
    assert found["dcat-ap:Dataset-title"][0] == "deactivated"
    assert message.endswith("(dct:title).")


@pytest.mark.parametrize("asked", ["vn:Dataset-title-vi", "Dataset-title-vi"])
def test_show__tells_one_rule(asked: str, danhmuc: Run) -> None:
    done = danhmuc("shapes", "show", "vn", asked, "--lang", "vi")
    head, *rows = done.stdout.splitlines()
    told = dict(row.strip().split(": ", 1) for row in rows)
    assert head == "vn:Dataset-title-vi"
    assert told["thuộc tính"] == "dct:title"
    assert "47/2020/NĐ-CP" in told["căn cứ"]
    assert told["tầng quy tắc"] == "của hồ sơ Việt Nam"
    assert told["căn cứ"].endswith("Điều 11 khoản 4: được cho là hết hiệu lực từ 22/10/2025, chưa kiểm chứng")
    assert told["áp dụng từ"] == "2020-05-25"
    assert told["IRI"] == "https://w3id.org/danhmuc/shapes/vn#Dataset-title-vi"


def test_show__tells_days_of_a_rule_and_of_its_basis_apart(danhmuc: Run) -> None:
    done = danhmuc("shapes", "show", "vn", "Dataset-license-open", "--lang", "vi")
    told = dict(row.strip().split(": ", 1) for row in done.stdout.splitlines()[1:])
    assert told["tầng quy tắc"] == "quy ước của danhmuc"
    assert told["căn cứ"].endswith("Điều 18: hết hiệu lực từ 19/08/2025")
    assert told["áp dụng từ"] == "2020-05-25"
    assert "áp dụng đến" not in told


def test_show__answers_in_json(danhmuc: Run) -> None:
    (rule,) = json.loads(danhmuc("shapes", "show", "dcat-ap", "Dataset-title", "--json").stdout)
    assert rule["code"] == "dcat-ap:Dataset-title"
    assert rule["path"] == "http://purl.org/dc/terms/title"
    assert rule["see_also"] == ["https://semiceu.github.io/DCAT-AP/releases/3.0.1/#Dataset.title"]


def test_show__a_rule_that_is_not_there_is_answered_with_what_is_near(danhmuc: Run) -> None:
    done = danhmuc("shapes", "show", "dcat-ap", "Dataset-titel")
    assert done.returncode == 2
    assert done.stderr.startswith("danhmuc: profile dcat-ap has no rule Dataset-titel; near it: dcat-ap:Dataset-title")
    far = danhmuc("shapes", "show", "dcat-ap", "zzzz")
    assert far.stderr == "danhmuc: profile dcat-ap has no rule zzzz; `danhmuc shapes show dcat-ap` lists all rules\n"


def test_show__a_profile_that_is_not_there_is_wrong_usage(danhmuc: Run) -> None:
    done = danhmuc("shapes", "show", "nowhere")
    assert (done.returncode, done.stderr.split(";")[0]) == (2, "danhmuc: unknown profile 'nowhere'")
