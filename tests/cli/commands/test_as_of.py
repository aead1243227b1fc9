"""``--as-of`` of the commands that show the registry, and ``danhmuc report changes``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.cli.main import run

from ...conftest import Fill, RegistryCopy

Run = Callable[..., CompletedProcess[str]]

PREFIXES = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"
DATASET = '<https://e.vn/{0}> a dcat:Dataset ; dct:title "{1}"@vi .\n'
ONE, TWO = "https://e.vn/1", "https://e.vn/2"


@pytest.fixture
def past(copy_sqlite_registry: Callable[[Fill], RegistryCopy], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A registry of two runs; since then one record is withheld. We stand in the folder of its source."""
    copied = copy_sqlite_registry(fill_past)
    monkeypatch.chdir(copied.folder)
    monkeypatch.setenv("DANHMUC_REGISTRY", copied.url)
    return copied.folder


def fill_past(url: str, folder: Path) -> None:
    for title in ("Một", "Một mới"):
        (folder / "a.ttl").write_text(PREFIXES + DATASET.format(1, title) + DATASET.format(2, "Hai"))
        run(["harvest", str(folder / "a.ttl"), "--profile", "none", "--registry", url])
    run(["registry", "withhold", TWO, "--reason", "khiếu nại", "--by", "officer", "--registry", url])


def test_list__as_of_a_run(danhmuc: Run, past: Path) -> None:
    answer = danhmuc("list", "--as-of", "1")
    assert [line.split("\t")[0] for line in answer.stdout.splitlines()[1:]] == ["Hai", "Một"]
    first, last = answer.stderr.splitlines()
    assert first.startswith("As of 20")
    assert last == "2 records"
    assert danhmuc("list", "--as-of", "1", "--lang", "en", "--state", "withheld").stdout.count("\n") == 1
    assert [row["title"] for row in json.loads(danhmuc("list", "--as-of", "1", "--json").stdout)] == ["Hai", "Một"]


def test_show__as_of_a_run_and_between_runs(danhmuc: Run, past: Path) -> None:
    assert '"Một"@vi' in danhmuc("show", ONE, "--as-of", "1").stdout
    assert "export: exported" in danhmuc("show", ONE, "--as-of", "1").stdout
    assert "officer" in danhmuc("show", TWO, "--as-of", "1").stdout
    found = json.loads(danhmuc("show", ONE, "--as-of", "1", "--json").stdout)
    assert (found["version"], len(found["versions"])) == (1, 1)
    assert '- "Một"@vi' in danhmuc("show", ONE, "--diff", "1", "2").stdout


def test_report_harvest__has_the_runs_that_had_ended_with_the_state_of_then(danhmuc: Run, past: Path) -> None:
    danhmuc("undo", "2", "--by", "officer", "--reason", "r")

    def runs(*arguments: str) -> list[tuple[int, str]]:
        found = json.loads(danhmuc("report", "harvest", "--json", *arguments).stdout)
        return [(one["run"], one["state"]) for one in found["runs"]]

    assert runs() == [(2, "undone")]
    assert runs("--as-of", "2") == [(2, "complete")]
    assert runs("--as-of", "1", "--source", "a") == [(1, "complete")]
    assert runs("2", "--as-of", "run:2") == [(2, "complete")]
    assert danhmuc("report", "harvest", "2", "--as-of", "1").returncode == 2
    danhmuc("undo", "3", "--by", "officer", "--reason", "r")
    assert (runs("2"), runs("2", "--as-of", "3")) == ([(2, "complete")], [(2, "undone")])
    danhmuc("report", "harvest", "--as-of", "1", "-o", "r.html")
    assert "Một mới" not in (past / "r.html").read_text("utf-8")


def test_report_registration__as_of_a_run(danhmuc: Run, past: Path) -> None:
    danhmuc("registry", "setting", "authority", "A", "--by", "admin")
    danhmuc("registry", "register", ONE, "standard", "--reason", "r", "--by", "officer", "--version", "1")
    (past / "a.ttl").write_text(PREFIXES + DATASET.format(1, "Một"))
    danhmuc("harvest", "a.ttl", "--profile", "none")
    report = ("report", "registration", "--json")
    assert json.loads(danhmuc(*report, "--as-of", "2").stdout)["in_force"] == 0
    assert json.loads(danhmuc(*report).stdout)["rows"] == []
    (past / "a.ttl").write_text(PREFIXES + DATASET.format(1, "Khác"))
    danhmuc("harvest", "a.ttl", "--profile", "none")
    assert [row["reasons"] for row in json.loads(danhmuc(*report).stdout)["rows"]] == [["changed-since"]]
    assert json.loads(danhmuc(*report, "--as-of", "3").stdout)["rows"] == []
    danhmuc(*report[:2], "--as-of", "4", "-o", "r.csv")
    assert ONE in (past / "r.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("command", "hint"),
    [(("report", "changes"), "use --since WHEN and --until WHEN"), (("status",), "report harvest --as-of")],
)
def test_commands_without_an_earlier_moment__say_why(
    danhmuc: Run, past: Path, command: tuple[str, ...], hint: str
) -> None:
    answer = danhmuc(*command, "--as-of", "1", "--lang", "en")
    assert answer.returncode == 2
    assert hint in answer.stderr
    assert "Traceback" not in answer.stderr


def test_export__leaves_out_what_is_withheld_by_now(danhmuc: Run, past: Path) -> None:
    answer = danhmuc("export", "nt", "-", "--as-of", "1")
    assert ONE in answer.stdout
    assert TWO not in answer.stdout
    assert f"{TWO} of a is kept back by officer" in answer.stderr
    why = ("--as-known-then", "--reason", "thanh tra", "--by", "inspector")
    known = danhmuc("export", "nt", "-", "--as-of", "1", *why)
    assert TWO in known.stdout
    assert known.stderr.startswith("As known then, 20")
    assert "thanh tra (inspector)" in known.stderr.splitlines()[0]
    listed = danhmuc("report", "disclosures")
    assert listed.stdout.splitlines()[1].split("\t")[1::2] == ["inspector", "thanh tra"]
    (row,) = json.loads(danhmuc("report", "disclosures", "--json").stdout)
    assert (row["by"], row["reason"]) == ("inspector", "thanh tra")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["list", "Một", "--as-of", "1"], "words are searched in today's records only"),
        (["list", "--as-of", "1", "--since", "last"], "--as-of and --since exclude each other"),
        (["list", "--as-of", "1", "--run", "1"], "--as-of and --run exclude each other"),
        (["list", "--as-of", "2001-01-01"], "the earliest moment known is 20"),
        (["list", "--as-of", "1", "--source", "b"], "unknown source 'b'; known: a"),
        (["show", "https://e.vn/9", "--as-of", "1"], "e.vn/9"),
        (["report", "findings", "--as-of", "1", "--rule", "x"], "no stored finding is of rule 'x'"),
        (["report", "harvest", "2", "--as-of", "1"], "unknown run 2"),
        (["export", "nt", "x/y.nt", "--as-of", "1"], "x/y.nt"),
        (["show", ONE, "--as-of", "1", "--diff"], "--as-of and --diff exclude each other"),
        (["show", ONE, "--diff", "gì"], "'gì' is no moment"),
        (["export", "feed", "x", "--as-of", "1"], "a feed takes no --as-of; it is always of today"),
        (["export", "feed", "x", "--as-known-then"], "a feed takes no --as-known-then"),
        (["export", "nt", "-", "--as-known-then", "--reason", "r"], "--as-known-then needs --as-of and --reason"),
        (["export", "nt", "-", "--as-of", "1", "--as-known-then"], "--as-known-then needs --as-of and --reason"),
        (["export", "nt", "-", "--reason", "r"], "--reason is for feeds alone"),
        (["report", "form", "danh-muc", "--as-of", "1", "--reason", "r"], "--as-known-then needs --as-of and --reason"),
        (["report", "changes", "--since", "gì"], "'gì' is no moment"),
    ],
)
def test_as_of__what_cannot_be_is_refused_in_one_line(
    danhmuc: Run, past: Path, arguments: list[str], message: str
) -> None:
    answer = danhmuc(*arguments)
    assert answer.returncode == 2
    (line,) = answer.stderr.splitlines()
    assert line.startswith("danhmuc: ")
    assert message in line


def test_reports__as_of_a_run(danhmuc: Run, past: Path) -> None:
    found = json.loads(danhmuc("report", "form", "danh-muc", "--as-of", "1", "--json").stdout)
    assert found["state"]["run"] == 1
    assert danhmuc("report", "form", "danh-muc", "--as-of", "2", "-o", "d.html").returncode == 0
    assert danhmuc("report", "findings", "--as-of", "1").returncode == 0
    assert json.loads(danhmuc("report", "findings", "--as-of", "1", "--json").stdout) is not None


def test_report_changes__in_text_and_to_a_file(danhmuc: Run, past: Path) -> None:
    answer = danhmuc("report", "changes", "--since", "1")
    assert answer.stdout.startswith("4 changes of 2 records\n")
    assert "withheld" in answer.stdout
    assert danhmuc("report", "changes", "--since", "2", "--until", "2").stdout.startswith("1 change of 1 record\n")
    assert danhmuc("report", "changes", "--since", "1", "-o", "c.html").returncode == 0
    assert "<svg" in (past / "c.html").read_text(encoding="utf-8")
    assert json.loads(danhmuc("report", "changes", "--since", "1", "--json").stdout)["changes"] == 4
    assert danhmuc("report", "changes", "--since", "1", "--format", "csv").stdout.count("\n") == 5
