"""``danhmuc status``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def failing(danhmuc: Run, catalogue: Callable[..., Path], tmp_path: Path) -> Path:
    """A source that was read once, and then neither of two times."""
    path = catalogue("ở-huế/a.ttl", '<http://a.example/1> a dcat:Dataset ; dct:title "Một"@vi .').parent
    danhmuc("harvest", path)
    (path / "a.ttl").write_text("<html>", encoding="utf-8")
    assert danhmuc("harvest", path).returncode == 1
    (path / "a.ttl").unlink()
    assert danhmuc("harvest", path).returncode == 1
    return path


def lines(answer: CompletedProcess[str]) -> list[list[str]]:
    return [line.split("\t") for line in answer.stdout.splitlines()]


# ---------------------------------------------------------------- sources


def test_status__tells_each_source(danhmuc: Run, registry: str) -> None:
    answer = danhmuc("status")
    assert answer.returncode == 0
    head, *rows = lines(answer)
    assert head[:6] == ["source", "records", "accepted", "missing", "withdrawn", "withheld"]
    assert [row[:8] for row in rows] == [
        ["moi-truong", "24", "24", "0", "0", "0", "1", "complete"],
        ["giao-thong", "19", "19", "0", "0", "0", "2", "complete"],
        ["van-hoa", "16", "16", "0", "0", "0", "3", "complete"],
        ["du-lieu-mo", "17", "8", "0", "0", "0", "4", "complete"],
    ]
    assert [row[9:] for row in rows] == [["–", "."]] * 4


def test_status__one_that_fails_needs_attention(danhmuc: Run, failing: Path) -> None:
    answer = danhmuc("status")
    assert answer.returncode == 1
    assert lines(answer)[1][-1] == ".!!"
    assert f"ở-huế fails since {lines(answer)[1][9]}: no RDF file in {failing}" in answer.stdout
    (found,) = json.loads(danhmuc("status", "--json").stdout)
    assert (found["attention"], found["failing_runs"], found["records"]) == ("failing", 2, {"present": 1})
    assert [run["state"] for run in found["trend"]] == ["complete", "failed", "failed"]
    assert found["last_good"]["id"] == 1


def test_status__is_silent_when_quiet_and_all_is_well(danhmuc: Run, registry: str) -> None:
    for arguments in (["-q"], ["-q", "--json"], ["moi-truong", "-q"]):
        answer = danhmuc("status", *arguments)
        assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")


def test_status__quiet_shows_only_those_that_need_attention(danhmuc: Run, failing: Path, good: Path) -> None:
    danhmuc("harvest", good)
    assert [row[0] for row in lines(danhmuc("status"))][1:3] == ["ở-huế", "good"]
    answer = danhmuc("status", "-q")
    assert answer.returncode == 1
    assert [row[0] for row in lines(answer)][1:2] == ["ở-huế"]
    assert "good" not in answer.stdout


def test_status__of_one_source_has_its_runs_and_reasons(danhmuc: Run, failing: Path) -> None:
    answer = danhmuc("status", "ở-huế")
    assert answer.returncode == 1
    shown = answer.stdout.splitlines()
    assert shown[:2] == ["ở-huế", f"  {failing}  profile dcat-ap"]
    assert shown[2] == "  records: 1 present, 0 accepted, 1 submitted"
    assert [line.split()[:2] for line in shown if line.startswith("    run")] == [
        ["run", "3"],
        ["run", "2"],
        ["run", "1"],
    ]
    assert f"failed  no RDF file in {failing}" in answer.stdout
    assert danhmuc("status", "nobody").returncode == 2


# ---------------------------------------------------------------- the letter


def test_letter__says_what_fails_since_when_and_what_to_do(danhmuc: Run, failing: Path) -> None:
    since = lines(danhmuc("status"))[1][9]
    answer = danhmuc("status", "ở-huế", "--format", "letter")
    assert answer.returncode == 0
    assert answer.stdout.startswith(f"Subject: catalogue ở-huế could not be read since {since}\n\nDear colleagues,\n\n")
    assert f"Your catalogue at {failing} was last read completely on " in answer.stdout
    assert "(run 1)" in answer.stdout
    assert f"Since {since} we have tried 2 times without reading all of it." in answer.stdout
    assert f"(run 3): no RDF file in {failing}." in answer.stdout
    assert "1 record of yours is in the inventory" in answer.stdout
    told = json.loads(danhmuc("status", "ở-huế", "--format", "letter", "--json").stdout)
    assert told["letter"] + "\n" == answer.stdout


def test_letter__names_the_documents_that_could_not_be_read(danhmuc: Run, failing: Path) -> None:
    (failing / "b.ttl").write_text("<http://a.example/2> a", encoding="utf-8")
    danhmuc("harvest", failing)
    answer = danhmuc("status", "ở-huế", "--format", "letter")
    assert "What we found in it:\n- b.ttl:1" in answer.stdout


def test_letter__is_refused_when_nothing_fails(danhmuc: Run, registry: str) -> None:
    answer = danhmuc("status", "van-hoa", "--format", "letter")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "'van-hoa' needs nothing of its agency" in answer.stderr
    assert danhmuc("status", "--format", "letter").returncode == 2


def test_contact__is_shown_and_heads_the_letter(danhmuc: Run, failing: Path, tmp_path: Path) -> None:
    table = f'[[source]]\nname = "ở-huế"\nlocation = "{failing}"\ncontact = "Chị Lan, 0234 1234"\n'
    (tmp_path / "sources.toml").write_text(table, encoding="utf-8")
    assert danhmuc("source", "load", "sources.toml").returncode == 0
    for arguments in (["-q"], ["ở-huế"]):
        assert "\n  contact: Chị Lan, 0234 1234\n" in danhmuc("status", *arguments).stdout
    assert danhmuc("status", "ở-huế", "--format", "letter").stdout.startswith("To: Chị Lan, 0234 1234\n\nSubject: ")


# ---------------------------------------------------------------- changes


def test_since__counts_then_lists(danhmuc: Run, registry: str) -> None:
    danhmuc("registry", "withhold", "https://dulieu.example.vn/id/dataset/H57.01/nuoc-mat", "--reason", "Nhầm")
    newest = json.loads(danhmuc("status", "--since", "--json").stdout)["until"]["row"]
    answer = danhmuc("status", "--since", f"row:{newest - 1}")
    assert answer.stdout.splitlines()[:2] == [
        f"after row {newest - 1} of the ledger, up to row {newest}",
        "1 change of 1 record: 1 withheld",
    ]
    assert ["moi-truong", "1", "1"] in lines(answer)
    assert ["Sở Nông nghiệp và Môi trường thành phố Huế", "1", "1"] in lines(answer)
    assert lines(answer)[-1][::4] == ["withheld", "https://dulieu.example.vn/id/dataset/H57.01/nuoc-mat"]


def test_since__lists_no_more_than_asked_for(danhmuc: Run, registry: str) -> None:
    whole = danhmuc("status", "--since")
    assert whole.stdout == danhmuc("status", "--since", "last").stdout
    listed = whole.stdout.split("change\ttitle", 1)[1].splitlines()[1:]
    assert len(listed) == 21
    assert listed[-1] == "… and 56 more; --limit or --json shows them"
    fewer = danhmuc("status", "--since", "1", "--limit", "2").stdout
    assert [len(table.splitlines()) for table in fewer.split("\n\n")[1:]] == [5, 5, 4]
    assert fewer.count("more; --limit") == 3


def test_since__in_json_is_whole(danhmuc: Run, registry: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("danhmuc.cli.commands.status._PAGE", 7)
    answer = json.loads(danhmuc("status", "--since", "--json").stdout)
    assert answer["changes"] == len(answer["list"]) == 76
    assert answer["by_kind"] == {"created": 76}
    assert sum(row["created"] for row in answer["by_source"]) == 76
    assert [row["row"] for row in answer["list"]] == sorted({row["row"] for row in answer["list"]})
    assert len(json.loads(danhmuc("status", "--since", "--limit", "10", "--json").stdout)["list"]) == 10


@pytest.mark.parametrize(
    ("arguments", "role", "number"),
    [
        (["van-hoa"], "record", 16),
        (["--publisher", "https://dulieu.example.vn/id/agent/H57.03"], "record", 16),
        (["--publisher", "H57.03"], "record", 16),
        (["van-hoa", "--publisher", "https://dulieu.example.vn/id/agent/H57.01"], "record", 0),
        (["--nodes"], "node", 36),
    ],
)
def test_since__chooses(danhmuc: Run, registry: str, arguments: list[str], role: str, number: int) -> None:
    answer = json.loads(danhmuc("status", *arguments, "--since", "1", "--json").stdout)
    assert [row["role"] for row in answer["list"]] == [role] * number


def test_since__nothing_changed(danhmuc: Run, registry: str) -> None:
    newest = json.loads(danhmuc("status", "--since", "--json").stdout)["until"]["row"]
    answer = danhmuc("status", "--since", f"row:{newest}")
    assert answer.stdout.splitlines()[1:] == ["nothing changed"]
    assert json.loads(danhmuc("status", "--since", f"row:{newest}", "--json").stdout)["list"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["--since", "yesterday"],
        ["--since", "999"],
        ["--limit", "3"],
        ["--nodes"],
        ["--publisher", "http://a.example/"],
        ["--since", "1", "-q"],
        ["--since", "1", "--format", "letter"],
        ["nobody", "--since", "1"],
        ["--since", "1", "--publisher", "http://a.example/"],
    ],
)
def test_status__wrong_usage_is_one_line(danhmuc: Run, registry: str, arguments: list[str]) -> None:
    answer = danhmuc("status", *arguments)
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)


def test_since__a_row_that_is_not_there_yet_is_refused(danhmuc: Run, registry: str) -> None:
    newest = json.loads(danhmuc("status", "--since", "--json").stdout)["until"]["row"]
    for command in ("status", "list"):
        answer = danhmuc(command, "--since", f"row:{newest + 1}")
        assert (answer.returncode, answer.stdout) == (2, "")
        assert f"unknown row {newest + 1} of the ledger; the newest is {newest}" in answer.stderr


def test_status__of_a_mark_of_secrecy_that_was_a_mistake(danhmuc: Run, catalogue: Callable[..., Path]) -> None:
    plain = '<http://a.example/1> a dcat:Dataset ; dct:title "Kho đạn" .'
    for mark in ("", '<http://a.example/1> <https://w3id.org/danhmuc/def#secrecy> "MAT" .'):
        danhmuc("harvest", catalogue("a.ttl", plain + mark), "--profile", "none")
    for command in (("list",), ("status", "--since")):
        shown = danhmuc(*command).stdout
        assert "\t".join(("(marked as a state secret)", "–", "a")) in shown
        assert ("http://a.example/1" in shown, "Kho đạn" in shown) == (True, False)
    harvested = danhmuc("harvest", catalogue("a.ttl", plain))
    assert harvested.returncode == 1
    assert "waiting: 1 record is withheld, although no source marks it as a state secret any more" in harvested.stdout
    answer = danhmuc("status", "a")
    assert answer.returncode == 1
    assert "a waits for decisions: 1 record that is withheld without a mark of secrecy" in answer.stdout
    assert "    http://a.example/1\n" in answer.stdout
    assert json.loads(danhmuc("status", "--json").stdout)[0]["awaiting_release"] == ["http://a.example/1"]
    mail = danhmuc("report", "harvest", "--format", "mail").stdout
    assert "source a needs attention" in mail
    assert "withheld, although no source marks it" in " ".join(mail.split())
    assert danhmuc("registry", "release", "http://a.example/1").returncode == 0
    assert danhmuc("status").returncode == 0


def test_status__of_a_source_that_is_not_as_expected(
    danhmuc: Run, catalogue: Callable[..., Path], tmp_path: Path
) -> None:
    catalogue("a.ttl", '<http://a.example/1> a dcat:Dataset ; dct:title "t" .')
    listed = '[[source]]\nname = "a"\nlocation = "a.ttl"\nprofile = "none"\ncontact = "Lan"\n'
    (tmp_path / "s.toml").write_text(listed + "expectations = { records = 3, days = 8 }\n", encoding="utf-8")
    danhmuc("source", "load", "s.toml")
    assert danhmuc("harvest", "a").returncode == 1
    answer = danhmuc("status")
    assert answer.returncode == 1
    assert "a is not as expected: run 1 has fewer or older records" in answer.stdout
    (status,) = json.loads(danhmuc("status", "--json").stdout)
    assert (status["attention"], status["unmet"], status["failing_since"]) == ("unmet", 2, None)
    letter = danhmuc("status", "a", "--format", "letter").stdout
    assert letter.startswith("To: Lan\n\nSubject: catalogue a has fewer or older records than expected\n")
    assert "- At least 3 records are expected, but 1 record was found" in letter
    assert "(dct:modified)" in letter
    assert ("Nothing was deleted" in letter, "Since" in letter) == (False, False)
    (tmp_path / "s.toml").write_text(listed, encoding="utf-8")
    danhmuc("source", "load", "s.toml")
    danhmuc("harvest", "a")
    assert danhmuc("status").returncode == 0
    refused = danhmuc("status", "a", "--format", "letter")
    assert (refused.returncode, "needs nothing of its agency" in refused.stderr) == (2, True)


_RECORD = '<http://a.example/{0}> a dcat:Dataset ; dct:title "Tập {0}" .'
_OF_A = '<http://a.example/c> a dcat:Catalog ; dct:title "Danh mục" .' + "".join(
    _RECORD.format(number) for number in range(1, 4)
)


@pytest.mark.parametrize(
    ("after", "attention", "counts", "found"),
    [
        pytest.param(
            _OF_A.partition("<http://a.example/2>")[0],
            "unusual",
            {"newly_missing": 2},
            "- Of 4 records, 2 are missing since this run and stay exported",
            id="shrunken",
        ),
        pytest.param(
            _OF_A.replace("dcat:Dataset", "dcat:DataSet"),
            "unusual",
            {"slipped": 3, "newly_missing": 3},
            "- a.ttl: 3 records count as missing, since the source describes them with another class",
            id="all-slipped",
        ),
        pytest.param(
            _OF_A.replace("3> a dcat:Dataset", "3> a dcat:DataSet"),
            "unusual",
            {"slipped": 1},
            "- a.ttl: 1 record counts as missing, since the source describes it with another class",
            id="slipped",
        ),
        pytest.param(
            _OF_A + '<http://a.example/1> <https://w3id.org/danhmuc/def#secrecy> "?" .',
            "unusual",
            {"unclear": 1},
            "- 1 record with an unclear mark of secrecy",
            id="unclear",
        ),
        pytest.param(_OF_A.replace("/3", "/4"), "undecided", {"renames": 1}, "- 1 proposed rename", id="renamed"),
    ],
)
def test_status__names_what_harvest_needs_a_person_for(
    danhmuc: Run, catalogue: Callable[..., Path], after: str, attention: str, counts: dict[str, int], found: str
) -> None:
    assert danhmuc("harvest", catalogue("a.ttl", _OF_A), "--profile", "none").returncode == 0
    assert danhmuc("harvest", catalogue("a.ttl", after)).returncode == 1
    (status,) = json.loads(danhmuc("status", "-q", "--json").stdout)
    assert (status["attention"], status["attention_counts"]) == (attention, counts)
    answer = danhmuc("status")
    assert answer.returncode == 1
    letter = danhmuc("status", "a", "--format", "letter")
    assert letter.stdout.startswith("Subject: catalogue a")
    assert found in letter.stdout
    assert danhmuc("harvest", catalogue("a.ttl", _OF_A)).returncode == danhmuc("status").returncode
