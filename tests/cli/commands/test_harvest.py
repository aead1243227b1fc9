"""``danhmuc harvest``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.registry import Dataset, Registry
from danhmuc.registry.sampling import CATALOGUES

Run = Callable[..., CompletedProcess[str]]


def sources(danhmuc: Run) -> dict[str, dict[str, object]]:
    return {source["name"]: source for source in json.loads(danhmuc("source", "list", "--json").stdout)}


def test_harvest__reports_on_stdout_and_is_silent_on_stderr(danhmuc: Run, good: Path) -> None:
    answer = danhmuc("harvest", good)
    assert answer.returncode == 0
    assert answer.stdout == (
        "good  run 1, profile dcat-ap: complete\n  records: 1 created\n  verdicts: 1 accepted, 0 submitted\n"
    )
    assert answer.stderr == ""


def test_harvest__findings_are_no_failure(danhmuc: Run, faulty: Path) -> None:
    answer = danhmuc("harvest", faulty)
    assert answer.returncode == 0
    assert "verdicts: 0 accepted, 1 submitted" in answer.stdout
    assert "findings of this run: 1 violation\n" in answer.stdout


def test_harvest__second_time_changes_nothing(danhmuc: Run, good: Path) -> None:
    danhmuc("harvest", good)
    assert "records: 1 unchanged\n" in danhmuc("harvest", good).stdout


def test_harvest__creates_the_registry_that_it_is_told(
    danhmuc: Run, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    danhmuc("harvest", good)
    assert (tmp_path / "danhmuc.db").exists()
    monkeypatch.setenv("DANHMUC_REGISTRY", f"sqlite:///{tmp_path / 'by-environment.db'}")
    danhmuc("harvest", good)
    assert (tmp_path / "by-environment.db").exists()
    danhmuc("harvest", good, "--registry", f"sqlite:///{tmp_path / 'by-option.db'}")
    assert (tmp_path / "by-option.db").exists()


def test_harvest__in_json_says_the_same(danhmuc: Run, good: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("x")
    answer = danhmuc("harvest", good, "bad.ttl", "--json")
    first, second = json.loads(answer.stdout)
    assert (first["source"], first["state"], first["records"]["created"], first["accepted"]) == (
        "good",
        "complete",
        1,
        1,
    )
    assert (first["location"], first["needs_a_person"]) == (str(good), False)
    assert (second["state"], second["needs_a_person"], second["unopened"]) == ("failed", True, False)
    assert [finding["code"] for finding in second["run_findings"]] == ["read:syntax"]
    assert answer.stderr == ""


# ---------------------------------------------------------------- several locations, and exit codes


def test_harvest__of_several_ends_with_the_worst_and_takes_the_others(
    danhmuc: Run, good: Path, faulty: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad.ttl").write_text("x")
    answer = danhmuc("harvest", "gone.ttl", "bad.ttl", good, faulty)
    assert answer.returncode == 3
    assert answer.stderr == f"danhmuc: cannot open {tmp_path}/gone.ttl: No such file or directory\n"
    assert {name: source["last_state"] for name, source in sources(danhmuc).items()} == {
        "bad": "failed",
        "good": "complete",
        "faulty": "complete",
    }
    assert danhmuc("harvest", "bad.ttl", good).returncode == 1
    assert danhmuc("harvest", good, faulty).returncode == 0


@pytest.mark.soak
@pytest.mark.parametrize("name", ["long.ttl", "long.nt", "long.jsonld", "long.rdf"])
def test_harvest__of_a_text_too_long_to_read_takes_the_others(
    danhmuc: Run, good: Path, faulty: Path, tmp_path: Path, name: str
) -> None:
    text = "x" * 17_000_000
    data = f'<http://a.example/3> <http://purl.org/dc/terms/title> "{text}" .'
    if name == "long.jsonld":
        data = f'{{"@id": "http://a.example/3", "http://purl.org/dc/terms/title": "{text}"}}'
    elif name == "long.rdf":
        data = (
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:t="http://purl.org/dc/terms/">'
            f"<r:Description r:about='http://a.example/3'><t:title>{text}</t:title></r:Description></r:RDF>"
        )
    (tmp_path / name).write_text(data)
    answer = danhmuc("harvest", good, name, faulty)
    assert (answer.returncode, answer.stderr) == (1, "")
    assert "long  run 2, profile dcat-ap: failed (1 of 1 documents unread)\n" in answer.stdout
    assert f"[read:too-large]\n      {name}\n" in answer.stdout
    assert {name: source["last_state"] for name, source in sources(danhmuc).items()} == {
        "good": "complete",
        "long": "failed",
        "faulty": "complete",
    }
    judged = danhmuc("validate", good, name, good)
    assert (judged.returncode, judged.stderr) == (1, "")
    assert [line.split("  ")[0] for line in judged.stdout.splitlines() if line.startswith("/")] == [
        str(good),
        str(tmp_path / name),
        str(good),
    ]


def test_harvest__of_a_name_that_is_taken_does_not_stop_the_next(
    danhmuc: Run, good: Path, faulty: Path, catalogue: Callable[..., Path]
) -> None:
    namesake = catalogue("other/good.ttl", "<http://a.example/9> a dcat:Dataset .")
    answer = danhmuc("harvest", good, namesake, faulty, "--json")
    assert answer.returncode == 2
    assert answer.stderr.count("\n") == 1
    assert "the name 'good' is taken by the source at" in answer.stderr
    first, second, third = json.loads(answer.stdout)
    assert (first["source"], third["source"]) == ("good", "faulty")
    assert second["location"] == str(namesake)
    assert "is taken" in second["error"]


def test_harvest__of_nothing_that_could_be_opened_leaves_no_source(danhmuc: Run) -> None:
    assert danhmuc("harvest", "gone.ttl").returncode == 3
    assert sources(danhmuc) == {}


def test_harvest__of_a_source_that_has_gone_is_a_failed_run(danhmuc: Run, good: Path) -> None:
    danhmuc("harvest", good)
    good.unlink()
    answer = danhmuc("harvest", good)
    assert (answer.returncode, answer.stdout) == (3, "")
    assert sources(danhmuc)["good"]["last_state"] == "failed"
    assert sources(danhmuc)["good"]["records"] == 1


@pytest.mark.parametrize(
    "text", ["{}", "<html><body>Sign in</body></html>", "PREFIX a: <http://a.example/> a:b a:c a:d ."]
)
def test_harvest__without_a_resource_of_dcat_needs_a_person(danhmuc: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.ttl").write_text(text)
    answer = danhmuc("harvest", "a.ttl")
    assert (answer.returncode, answer.stderr) == (1, "")
    assert answer.stdout.startswith("a  run 1, profile dcat-ap: failed (")


def test_harvest__with_a_document_put_aside_needs_a_person(
    danhmuc: Run, catalogue: Callable[..., Path], tmp_path: Path
) -> None:
    catalogue("folder/a.ttl", "<http://a.example/1> a dcat:Dataset .")
    (tmp_path / "folder" / "b.ttl").write_text("x")
    (tmp_path / "folder" / "readme.txt").write_text("x")
    answer = danhmuc("harvest", "folder")
    assert answer.returncode == 1
    assert answer.stdout.startswith("folder  run 1, profile dcat-ap: incomplete (1 of 2 documents unread)\n")
    assert "skipped: 1 file that is not RDF" in answer.stdout
    assert "  violation  The document could not be read and was skipped" in answer.stdout


def test_harvest__writes_into_no_stranger_s_database(danhmuc: Run, good: Path, tmp_path: Path) -> None:
    (tmp_path / "danhmuc.db").write_text("x" * 600)
    assert danhmuc("harvest", good).returncode == 3
    assert (tmp_path / "danhmuc.db").read_text() == "x" * 600


# ---------------------------------------------------------------- options


def test_profile__none_judges_nothing(danhmuc: Run, faulty: Path) -> None:
    answer = danhmuc("harvest", faulty, "--profile", "none")
    assert answer.stdout == "faulty  run 1, profile none: complete\n  records: 1 created\n"


def test_profile__vn_asks_for_more_and_stays_with_the_source(danhmuc: Run, good: Path) -> None:
    assert "verdicts: 0 accepted, 1 submitted" in danhmuc("harvest", good, "--profile", "vn").stdout
    assert "good  run 2, profile vn: complete" in danhmuc("harvest", good).stdout


def test_profile__may_be_a_file_of_one_s_own(danhmuc: Run, good: Path, tmp_path: Path) -> None:
    (tmp_path / "house.ttl").write_text(
        """
        PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/>
        PREFIX prof: <http://www.w3.org/ns/dx/prof/> PREFIX sh: <http://www.w3.org/ns/shacl#>
        <http://a.example/s> a prof:Profile ; prof:hasToken "house" .
        <http://a.example/s#a> a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property <http://a.example/s#no> .
        <http://a.example/s#no> sh:path dct:title ; sh:maxCount 0 ; sh:message "Không có tiêu đề."@vi , "No title."@en .
        """,
        encoding="utf-8",
    )
    answer = danhmuc("harvest", good, "--profile", tmp_path / "house.ttl")
    assert answer.returncode == 0
    assert answer.stdout.startswith("good  run 1, profile house: complete\n")
    assert "0 accepted, 1 submitted" in answer.stdout
    assert "violation  No title.  [house:no]" in danhmuc("show", "http://a.example/1").stdout


def test_profile__that_is_wrong_is_refused_once_and_before_all_else(
    danhmuc: Run, good: Path, faulty: Path, tmp_path: Path
) -> None:
    answer = danhmuc("harvest", good, faulty, "--profile", "nope")
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)
    assert not (tmp_path / "danhmuc.db").exists()


def test_name__is_what_a_new_source_is_called(danhmuc: Run, good: Path) -> None:
    assert danhmuc("harvest", good, "--name", "sông").stdout.startswith("sông  run 1")
    assert danhmuc("harvest", good).stdout.startswith("sông  run 2")
    assert list(sources(danhmuc)) == ["sông"]


def test_partial__misses_nothing(danhmuc: Run, catalogue: Callable[..., Path]) -> None:
    both = ("<http://a.example/1> a dcat:Dataset .", "<http://a.example/2> a dcat:Dataset .")
    path = catalogue("a.ttl", *both)
    danhmuc("harvest", path)
    catalogue("a.ttl", both[0])
    answer = danhmuc("harvest", path, "--partial")
    assert answer.returncode == 1
    assert "incomplete (only a part, by --partial)" in answer.stdout
    assert "records: 1 unchanged\n" in answer.stdout
    assert "records: 1 unchanged, 1 missing\n" in danhmuc("harvest", path).stdout


def test_base__begins_what_a_new_registry_mints(
    danhmuc: Run, catalogue: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = catalogue("a.ttl", '[] a dcat:Dataset ; dct:identifier "1" .')
    danhmuc("harvest", path, "--base", "https://id.example.vn/", "--registry", "sqlite:///a.db")
    (row,) = json.loads(danhmuc("list", "--json", "--registry", "sqlite:///a.db").stdout)
    assert row["iri"].startswith("https://id.example.vn/a/")
    monkeypatch.setenv("DANHMUC_BASE", "https://environment.example.vn/")
    danhmuc("harvest", path, "--registry", "sqlite:///b.db")
    (row,) = json.loads(danhmuc("list", "--json", "--registry", "sqlite:///b.db").stdout)
    assert row["iri"].startswith("https://environment.example.vn/a/")


def test_quiet__tells_only_of_sources_that_need_a_person(
    danhmuc: Run, good: Path, faulty: Path, tmp_path: Path
) -> None:
    answer = danhmuc("harvest", good, faulty, "--quiet")
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
    (tmp_path / "bad.ttl").write_text("x")
    answer = danhmuc("harvest", good, "bad.ttl", "gone.ttl", "-q")
    assert answer.returncode == 3
    assert answer.stdout.startswith("bad  run ")
    assert answer.stderr.startswith("danhmuc: cannot open ")
    assert danhmuc("harvest", good, "-q", "--json").stdout == ""
    assert [told["source"] for told in json.loads(danhmuc("harvest", good, "bad.ttl", "-q", "--json").stdout)] == [
        "bad"
    ]


# ---------------------------------------------------------------- what people see


@pytest.mark.soak
def test_progress__is_for_terminals(terminal: Run, process: Run, samples: Path) -> None:
    river = samples / "samples" / CATALOGUES[0]
    url = "sqlite:///a.db"
    assert "moi-truong: " in terminal("harvest", river, "--registry", url).stdout.partition("moi-truong  run")[0]
    silent = process("harvest", river, "--registry", url)
    assert silent.stderr == ""
    assert "\x1b" not in silent.stdout


def test_harvest__speaks_vietnamese(danhmuc: Run, samples: Path) -> None:
    faults = samples / "samples" / CATALOGUES[3]
    answer = danhmuc("harvest", faults, "--profile", "vn", "--lang", "vi")
    assert answer.stdout.splitlines()[:5] == [
        "du-lieu-mo  lượt 1, hồ sơ vn: hoàn tất",
        "  bản ghi: 17 tạo mới",
        "  bản ghi phụ trợ: 5 tạo mới",
        "  kết luận: 8 được chấp nhận, 9 chưa đạt",
        "  phát hiện trong lượt này: 10 vi phạm, 2 cảnh báo, 2 gợi ý, 1 chưa kiểm chứng được",
    ]


def test_harvest__counts_findings_of_one_kind_together(danhmuc: Run, catalogue: Callable[..., Path]) -> None:
    for number in range(3):
        catalogue(f"folder/{number}.ttl", f"<http://a.example/{number}> a dcat:Dataset .")
        (catalogue(f"folder/x{number}.ttl")).write_text("x")
    lines = danhmuc("harvest", "folder").stdout.splitlines()
    (told,) = (line for line in lines if "[read:syntax]" in line)
    assert told.endswith("  ×3")


def test_harvest__steers_no_terminal_by_what_a_source_says(danhmuc: Run, catalogue: Callable[..., Path]) -> None:
    path = catalogue("a.ttl", r'<http://a.example/1> a dcat:Dataset ; dct:title "\u001b[2J\u202Ex\ty\nz"@vi .')
    danhmuc("harvest", path)
    for arguments in (("list",), ("show", "http://a.example/1", "--history"), ("validate", path)):
        answer = danhmuc(*arguments)
        assert "\x1b" not in answer.stdout
        assert r"\u001b[2J\u202ex y z" in answer.stdout


@pytest.mark.parametrize("name", ["", " ", "a/b", "a\tb", "a\nb", "x" * 101, " a"])
def test_name__that_cannot_stand_in_a_table_or_iri_is_refused(danhmuc: Run, good: Path, name: str) -> None:
    done = danhmuc("harvest", good, "--name", name)
    assert done.returncode == 2
    assert "cannot name a source" in done.stderr


def test_base__that_is_no_iri_is_refused(danhmuc: Run, good: Path) -> None:
    done = danhmuc("harvest", good, "--base", "http://a b/")
    assert done.returncode == 2
    assert "must be an absolute IRI" in done.stderr


@pytest.mark.parametrize("command", ["harvest", "validate"])
@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("https://an:s3cret@e.vn/a.ttl", "it contains a user name or password"),
        ("https://an:s3cret@[e.vn/a.ttl", "not a valid web address"),
        ("file://an:s3cret@e.vn/a.ttl", "an address of http or https"),
    ],
)
def test_harvest__a_password_in_a_location_is_never_shown(danhmuc: Run, command: str, location: str, said: str) -> None:
    answer = danhmuc(command, location)
    assert (answer.returncode, "cret" in answer.stdout + answer.stderr) == (2, False)
    assert said in answer.stderr


@pytest.mark.parametrize("option", ["--profile", "--registry"])
def test_harvest__a_password_in_an_option_is_never_shown(danhmuc: Run, good: Path, option: str) -> None:
    answer = danhmuc("harvest", good, option, "https://an:s3cret@e.vn/x?password=s3cret")
    assert (answer.returncode, "cret" in answer.stdout + answer.stderr) == (2, False)


# ---------------------------------------------------------------- by name, and all


def newest_runs(registry: str) -> dict[str, tuple[int, str]]:
    """Number and state of the newest run of each source."""
    with Registry.open(registry) as opened:
        return {run.source: (run.id, run.state) for run in reversed(opened.harvests.runs())}


def test_name__of_a_registered_source_harvests_it_from_anywhere(
    danhmuc: Run, registry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    answer = danhmuc("harvest", "van-hoa", "--registry", registry)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("van-hoa  run 5, profile vn: complete\n")


def test_name__comes_before_a_file_and_a_path_does_not(danhmuc: Run, registry: str, good: Path) -> None:
    good.rename("van-hoa")
    assert danhmuc("harvest", "van-hoa").stdout.startswith("van-hoa  run 5, profile vn")
    answer = danhmuc("harvest", "./van-hoa")
    assert (answer.returncode, answer.stderr.count("the name 'van-hoa' is taken")) == (2, 1)


def test_name__and_location_of_one_source_harvest_it_once(danhmuc: Run, registry: str, samples: Path) -> None:
    answer = danhmuc("harvest", "van-hoa", samples / "samples" / "van-hoa.jsonld", "van-hoa")
    assert answer.stdout.count("van-hoa  run") == 1


def test_name__that_is_neither_source_nor_file_does_not_stop_the_next(
    danhmuc: Run, registry: str, tmp_path: Path
) -> None:
    answer = danhmuc("harvest", "vanhoa", "van-hoa", "-q")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == (
        f"danhmuc: there is neither a source 'vanhoa' nor a file or folder {tmp_path}/vanhoa; "
        "known sources: du-lieu-mo, giao-thong, moi-truong, van-hoa\n"
    )
    assert newest_runs(registry)["van-hoa"] == (5, "complete")


def test_name__local_is_of_programs(danhmuc: Run, registry: str) -> None:
    with Registry.open(registry) as opened:
        opened.put(Dataset("https://e.vn/1", title={"vi": "x"}), by="test")
    answer = danhmuc("harvest", "local")
    told = (
        "source 'local' holds records put by programs and cannot be harvested; ./local is a file or folder of that name"
    )
    assert (answer.returncode, answer.stderr) == (2, f"danhmuc: {told}\n")


def test_all__harvests_every_source_and_none_that_is_gone_in_silence(
    danhmuc: Run, registry: str, samples: Path
) -> None:
    gone = samples / "samples" / "giao-thong.rdf"
    gone.rename(gone.with_suffix(".away"))
    with Registry.open(registry) as opened:
        opened.put(Dataset("https://e.vn/1", title={"vi": "x"}), by="test")
    answer = danhmuc("harvest", "--all", "-q")
    assert (answer.returncode, answer.stdout) == (3, "")
    assert answer.stderr == f"danhmuc: cannot open {gone}: No such file or directory\n"
    assert newest_runs(registry) == {
        "moi-truong": (5, "complete"),
        "giao-thong": (6, "failed"),
        "van-hoa": (7, "complete"),
        "du-lieu-mo": (8, "complete"),
    }


def test_all__gives_its_runs_one_number(danhmuc: Run, registry: str) -> None:
    answers = json.loads(danhmuc("harvest", "--all", "--json").stdout)
    (batch,) = {answer["batch"] for answer in answers}
    with Registry.open(registry) as opened:
        assert [run.id for run in opened.harvests.runs() if run.batch == batch] == [8, 7, 6, 5]


ONE_CHOICE = "--all and --due choose sources under their own names; use one of them alone, or name what to harvest"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "name a source or a LOCATION to harvest, or use --all or --due"),
        (["--all", "x.ttl"], ONE_CHOICE),
        (["--all", "--name", "x"], ONE_CHOICE),
    ],
    ids=["none", "both", "name"],
)
def test_all__or_some(danhmuc: Run, tmp_path: Path, arguments: list[str], told: str) -> None:
    answer = danhmuc("harvest", *arguments)
    assert (answer.returncode, answer.stdout, answer.stderr) == (2, "", f"danhmuc: {told}\n")
    assert list(tmp_path.iterdir()) == []


def test_all__makes_no_registry_and_needs_a_source(danhmuc: Run, tmp_path: Path) -> None:
    assert danhmuc("harvest", "--all").returncode == 3
    assert list(tmp_path.iterdir()) == []
    danhmuc("harvest", "gone.ttl")
    answer = danhmuc("harvest", "--all")
    assert (answer.returncode, answer.stderr) == (
        2,
        "danhmuc: the registry has no source to harvest yet; harvest a LOCATION\n",
    )


# ---------------------------------------------------------------- several at once


def without_run(answer: CompletedProcess[str]) -> str:
    """What it says, without the numbers of runs, which depend on who writes first, and without seconds."""
    said = re.sub(r"(run |\"run\": )\d+", "run", answer.stdout)
    return re.sub(r"\"seconds\": \{[^}]*\}", "seconds", said)


@pytest.mark.parametrize("more", [[], ["--json"], ["-q"]], ids=["text", "json", "quiet"])
def test_workers__change_nothing_but_the_order_of_runs(
    danhmuc: Run, samples: Path, good: Path, tmp_path: Path, two_workers: list[str], more: list[str]
) -> None:
    (tmp_path / "bad.ttl").write_text("x")
    folder = samples / "samples"
    asked = ["harvest", folder / "gone.ttl", good, tmp_path / "bad.ttl", folder / "giao-thong.rdf", *more]
    answers = [
        danhmuc(*asked, *number, "--registry", f"sqlite:///{tmp_path / number[1]}.db")
        for number in (["--workers", "1"], two_workers)
    ]
    assert without_run(answers[0]) == without_run(answers[1])
    assert answers[0].stderr == answers[1].stderr
    assert [answer.returncode for answer in answers] == [3, 3]
    exports = [danhmuc("export", "nt", "-", "--registry", f"sqlite:///{tmp_path / number}.db") for number in "12"]
    assert exports[0].stdout == exports[1].stdout != ""


def test_harvest__due_are_sources_whose_interval_has_passed(danhmuc: Run, tmp_path: Path) -> None:
    for name in ("daily", "always"):
        (tmp_path / f"{name}.ttl").write_text(f"<https://e.vn/{name}> a <http://www.w3.org/ns/dcat#Dataset> .")
    listed = '[[source]]\nname = "{0}"\nlocation = "{0}.ttl"\nprofile = "none"\n'
    settings = listed.format("daily") + "interval_hours = 24\n" + listed.format("always")
    (tmp_path / "sources.toml").write_text(settings, encoding="utf-8")
    assert danhmuc("source", "load", "sources.toml").returncode == 0
    done = [danhmuc("harvest", "--due", "--json") for _ in range(2)]
    assert [one.stderr for one in done] == ["", ""]
    runs = [json.loads(one.stdout) for one in done]
    assert [[one["source"] for one in answers] for answers in runs] == [["daily", "always"], ["always"]]
    assert danhmuc("source", "remove", "always", "--records", "keep", "--reason", "x").returncode == 0
    nothing = danhmuc("harvest", "--due")
    assert (nothing.returncode, nothing.stdout) == (0, "no source is due\n")
    assert danhmuc("harvest", "--due", "-q").stdout == ""
    assert danhmuc("harvest", "--due", "--all").returncode == 2
