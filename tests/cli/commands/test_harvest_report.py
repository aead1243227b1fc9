"""``danhmuc report harvest`` and ``danhmuc harvest --report FILE``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.cli.main import run

from ..conftest import PREFIXES, WHOLE

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry, ``r.db``, with a batch of two sources, and one after it of another that cannot be read."""
    folder = tmp_path_factory.mktemp("nights")
    faulty = WHOLE.replace("/1>", "/2>").replace('dct:description "Mực nước."@vi ;', "")
    for name, text in (("good", PREFIXES + WHOLE), ("faulty", PREFIXES + faulty), ("bad", "x")):
        (folder / f"{name}.ttl").write_text(text, encoding="utf-8")
    harvest = ["harvest", "--registry", f"sqlite:///{folder / 'r.db'}", "-q"]
    assert run([*harvest, str(folder / "good.ttl"), str(folder / "faulty.ttl")]) == 0
    assert run([*harvest, str(folder / "bad.ttl")]) == 1
    return folder


@pytest.fixture
def night(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That registry, which commands find by themselves."""
    monkeypatch.setenv("DANHMUC_REGISTRY", f"sqlite:///{folder / 'r.db'}")
    return folder


def test_report__is_about_the_newest_batch(danhmuc: Run, night: Path) -> None:
    answer = danhmuc("report", "harvest")
    assert (answer.returncode, answer.stderr) == (0, "")
    first, _, records, _, title, *_ = answer.stdout.splitlines()
    assert (first, records) == ("source bad failed; no record changed", "records: 0 seen")
    assert title.startswith("bad, run 3, profile dcat-ap: failed (")


def test_report__of_a_batch_a_source_and_runs(danhmuc: Run, night: Path) -> None:
    def runs(*asked: object) -> list[int]:
        return [run["run"] for run in json.loads(danhmuc("report", "harvest", *asked, "--json").stdout)["runs"]]

    assert runs("--batch", 1) == [1, 2]
    assert runs("--source", "faulty") == [2]
    assert runs(3, 1) == [1, 3]


def test_report__says_why(danhmuc: Run, night: Path) -> None:
    text = danhmuc("report", "harvest", "--batch", 1).stdout
    assert "    Sông Hương <http://a.example/2>\n      submitted: " in text
    assert "[dcat-ap:Dataset-description]\n" in text


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("text", "all 2 sources harvested"),
        ("json", '{"batch": 1'),
        ("csv", "\ufeffsource,"),
        ("html", "<!DOCTYPE"),
        ("mail", "Subject: "),
    ],
)
def test_report__in_every_format_and_to_a_file(danhmuc: Run, night: Path, name: str, start: str) -> None:
    answer = danhmuc("report", "harvest", "--batch", 1, "--format", name)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith(start)
    written = danhmuc("report", "harvest", "--batch", 1, "--format", name, "-o", "report")
    assert (written.returncode, written.stdout, written.stderr) == (0, "", "")
    assert Path("report").read_bytes().decode() == answer.stdout


def test_report__on_a_terminal_is_wrapped(terminal: Run, night: Path) -> None:
    lines = terminal("report", "harvest", "--batch", 1, columns=60).stdout.splitlines()
    assert max(map(len, lines)) <= 60
    assert any(line.startswith("          ") for line in lines)


def test_report__on_a_stream_that_lacks_letters_is_readable(process: Run, night: Path) -> None:
    answer = process("report", "harvest", "--batch", 1, PYTHONIOENCODING="latin-1")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "ng Huong <http://a.example/2>" in answer.stdout


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ([9], "unknown run 9; the newest run is 3"),
        ([10**19], "unknown run 10000000000000000000; the newest run is 3"),
        (["--batch", 9], "unknown batch 9; the newest batch is 2"),
        ([1, "--batch", 1], "runs (1) and batch 1 were both asked for; name runs or a batch"),
        (["--source", "x"], "unknown source 'x'; known: bad, faulty, good"),
        (["--json", "--format", "csv"], "--json and --format csv exclude each other; keep one"),
        (["-o", "report.pdf"], "no report has a name such as report.pdf; its ending gives the format: "),
        (["-o", "{0}/good.ttl", "--format", "csv"], "cannot write {0}/good.ttl: the source 'good' is read from it; "),
    ],
)
def test_report__wrong_usage_is_one_line(danhmuc: Run, night: Path, asked: list[object], line: str) -> None:
    answer = danhmuc("report", "harvest", *(str(word).format(night) for word in asked))
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)
    assert answer.stderr.startswith(f"danhmuc: {line.format(night)}")


def test_report__without_a_run_or_a_registry(danhmuc: Run) -> None:
    assert danhmuc("report", "harvest").returncode == 3
    danhmuc("source", "list", "--registry", "sqlite:///empty.db")
    answer = danhmuc("report", "harvest", "--registry", "sqlite:///empty.db")
    assert answer.returncode in (2, 3)
    assert answer.stderr.count("\n") == 1


# ---------------------------------------------------------------- harvest --report


def test_harvest__writes_its_report_also_if_sources_failed(danhmuc: Run, good: Path) -> None:
    Path("bad.ttl").write_text("x")
    answer = danhmuc("harvest", good, "bad.ttl", "gone.ttl", "-q", "--report", "night.eml")
    assert answer.returncode == 3
    subject, _, text = Path("night.eml").read_text().partition("\n\n")
    assert subject == "Subject: danhmuc: 2 of 3 sources failed (bad, gone.ttl); 1 change"
    assert "gone.ttl: not harvested (cannot open" in " ".join(text.split())


def test_harvest__its_report_can_be_asked_for_again(danhmuc: Run, good: Path, faulty: Path) -> None:
    danhmuc("harvest", good, faulty, "-q", "--report", "night.html")
    danhmuc("harvest", good, "-q")
    again = danhmuc("report", "harvest", "--batch", 1, "--format", "html")
    assert Path("night.html").read_bytes().decode() == again.stdout


@pytest.mark.parametrize("name", ["night.pdf", "danhmuc.db"])
def test_harvest__a_report_that_cannot_be_written_is_refused_before_anything_is_read(
    danhmuc: Run, good: Path, name: str
) -> None:
    answer = danhmuc("harvest", good, "--report", name)
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)
    assert danhmuc("list").stdout.count("\n") <= 1


def test_harvest__the_report_of_a_night_on_which_nothing_was_due(danhmuc: Run, good: Path) -> None:
    assert danhmuc("source", "add", good).returncode == 0
    danhmuc("source", "remove", "good", "--records", "keep", "--reason", "x")
    danhmuc("source", "add", good, "--name", "good")
    Path("sources.toml").write_text(f'[[source]]\nname = "good"\nlocation = "{good}"\ninterval_hours = 24\n')
    danhmuc("source", "load", "sources.toml")
    danhmuc("harvest", "--due", "-q")
    assert danhmuc("harvest", "--due", "-q", "--report", "night.txt").returncode == 0
    assert Path("night.txt").read_text().startswith("no source was harvested")


def test_harvest__one_that_another_harvest_holds_is_in_the_report(
    danhmuc: Run, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from danhmuc.registry import Registry
    from danhmuc.registry.store.runs import take_lease

    danhmuc("harvest", good)
    with Registry.open("sqlite:///danhmuc.db") as registry, registry._database.writing() as connection:
        take_lease(connection, "good")
    assert danhmuc("harvest", "good", "--report", "night.txt").returncode == 1
    text = Path("night.txt").read_text()
    assert text.startswith("source good failed; no record changed\n")
    assert "good: not harvested (source 'good' is being harvested by" in text
