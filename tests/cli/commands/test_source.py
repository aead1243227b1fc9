"""``danhmuc source``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.registry import Registry
from danhmuc.registry.store import runs as leases
from danhmuc.registry.store.opening import open_database

Run = Callable[..., CompletedProcess[str]]


def test_source_list__tells_each_with_its_last_run(danhmuc: Run, registry: str, samples: Path) -> None:
    head, *rows = (line.split("\t") for line in danhmuc("source", "list").stdout.splitlines())
    assert head == [
        "source",
        "profile",
        "priority",
        "state",
        "records",
        "accepted",
        "missing",
        "last run",
        "outcome",
        "ended at",
        "location",
    ]
    assert [row[:9] for row in rows] == [
        ["moi-truong", "vn", "100", "in use", "24", "24", "0", "1", "complete"],
        ["giao-thong", "vn", "100", "in use", "19", "19", "0", "2", "complete"],
        ["van-hoa", "vn", "100", "in use", "16", "16", "0", "3", "complete"],
        ["du-lieu-mo", "vn", "100", "in use", "17", "8", "0", "4", "complete"],
    ]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", row[9]) for row in rows)
    assert rows[0][10] == str(samples / "samples" / "moi-truong.ttl")


def test_source_list__in_json_says_the_same(danhmuc: Run, registry: str) -> None:
    rows = json.loads(danhmuc("source", "list", "--json").stdout)
    assert [(row["name"], row["records"], row["accepted"], row["last_state"]) for row in rows][3] == (
        "du-lieu-mo",
        17,
        8,
        "complete",
    )


def test_source_list__counts_no_verdicts_where_nothing_is_judged(danhmuc: Run, good: Path) -> None:
    danhmuc("harvest", good, "--profile", "none")
    assert danhmuc("source", "list").stdout.splitlines()[1].split("\t")[1:6] == ["none", "100", "in use", "1", "–"]


def test_source_list__speaks_vietnamese_on_a_terminal(terminal: Run, registry: str) -> None:
    lines = terminal("source", "list", "--lang", "vi", columns=120, NO_COLOR="1").stdout.splitlines()
    words = re.split(r"  +", lines[0])
    assert words[:6] == ["nguồn", "hồ sơ", "ưu tiên", "trạng thái", "bản ghi", "được chấp nhận"]
    assert words[6:] == ["vắng mặt", "lượt cuối", "kết quả", "kết thúc lúc"]
    assert lines[1] == "    vị trí"
    assert re.match(r"moi-truong  vn +100  đang dùng +24 +24 +0 +1  hoàn tất  20", lines[2])


def take_lease(registry: str, source: str) -> None:
    """Let another process be at a source."""
    with open_database(registry) as database, database.writing() as connection:
        leases.take_lease(connection, source)


def test_source_release__lets_it_be_harvested(danhmuc: Run, registry: str, samples: Path) -> None:
    take_lease(registry, "moi-truong")
    file = samples / "samples" / "moi-truong.ttl"
    busy = danhmuc("harvest", file, samples / "samples" / "van-hoa.jsonld", "-q")
    assert (busy.returncode, busy.stdout) == (1, "")
    assert re.fullmatch(
        r"danhmuc: source 'moi-truong' is being harvested by \S+:\d+ since \S+ \S+, last heartbeat \S+ \S+; "
        r"wait for it, or end it with danhmuc source release 'moi-truong'\n",
        busy.stderr,
    )
    answer = danhmuc("source", "release", "moi-truong", "--reason", "server moved", "--by", "Lan")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert re.fullmatch(r"moi-truong: released from \S+:\d+; run \d+ failed\n", answer.stdout)
    assert danhmuc("harvest", file, "-q").returncode == 0
    with Registry.open(registry) as opened:
        newest, released = opened.harvests.runs("moi-truong", limit=2)
    assert (newest.state, released.by, str(released.why)) == ("complete", "Lan", "ended by Lan: server moved")


def test_source_release__in_json_says_the_same(danhmuc: Run, registry: str) -> None:
    take_lease(registry, "van-hoa")
    answer = json.loads(danhmuc("source", "release", "van-hoa", "--reason", "x", "--json").stdout)
    assert (answer["source"], answer["run"]) == ("van-hoa", 5)
    assert set(answer) == {"source", "owner", "taken_at", "heartbeat_at", "run"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["van-hoa", "--reason", "x"], "source 'van-hoa' is not being harvested; there is nothing to release"),
        (
            ["vanhoa", "--reason", "x"],
            "unknown source 'vanhoa'; known: du-lieu-mo, giao-thong, moi-truong, van-hoa",
        ),
        (["van-hoa"], "missing option '--reason' (see danhmuc source release --help)"),
    ],
    ids=["free", "unknown", "no-reason"],
)
def test_source_release__refuses_in_one_line(danhmuc: Run, registry: str, arguments: list[str], told: str) -> None:
    answer = danhmuc("source", "release", *arguments)
    assert (answer.returncode, answer.stdout, answer.stderr) == (2, "", f"danhmuc: {told}\n")


def test_source__alone_shows_help(danhmuc: Run) -> None:
    answer = danhmuc("source")
    assert answer.returncode == 2
    assert answer.stdout.startswith("Usage: danhmuc source")


def test_source_add__then_harvest_then_show(danhmuc: Run, good: Path) -> None:
    answer = danhmuc("source", "add", good, "--name", "huế", "--profile", "none", "--reason", "Mới", "--by", "Lan")
    assert (answer.returncode, answer.stdout) == (0, f"added huế: {good}, profile none\n")
    assert danhmuc("harvest", good).stdout.startswith("huế  run 1, profile none: complete")
    lines = danhmuc("source", "show", "huế").stdout.splitlines()
    assert lines[:6] == ["huế", f"  location: {good}", "  kind: rdf", "  profile: none", "  priority: 100", "changes:"]
    assert re.fullmatch(rf"  \d{{4}}-\d\d-\d\d \d\d:\d\d  Lan  location: – → {good}  \(Mới\)", lines[6])
    taken = danhmuc("source", "add", good)
    assert (taken.returncode, taken.stderr) == (2, f"danhmuc: {good} is already the source 'huế'\n")


def test_source_check__says_whether_it_opens(danhmuc: Run, good: Path, tmp_path: Path) -> None:
    danhmuc("source", "add", good, "--name", "huế")
    answer = danhmuc("source", "check", "huế")
    assert (answer.returncode, answer.stdout) == (0, f"huế: {good} (rdf): 1 document can be opened\n")
    good.unlink()
    gone = danhmuc("source", "check", "huế")
    assert (gone.returncode, gone.stdout) == (3, f"huế: {good} (rdf): No such file or directory\n")
    assert json.loads(danhmuc("source", "check", "huế", "--json").stdout)["is_open"] is False
    assert danhmuc("source", "check", "đà nẵng").returncode == 2


def test_source_move__then_harvest(danhmuc: Run, registry: str, samples: Path, tmp_path: Path) -> None:
    old, new = samples / "samples" / "van-hoa.jsonld", tmp_path / "moved.jsonld"
    new.write_bytes(old.read_bytes())
    before = danhmuc("export", "nt", "-").stdout
    answer = danhmuc("source", "move", "van-hoa", new, "--reason", "Chuyển")
    assert (answer.returncode, answer.stdout) == (0, f"moved van-hoa: {old} → {new}\n")
    assert "records: 16 unchanged" in danhmuc("harvest", new).stdout
    assert danhmuc("export", "nt", "-").stdout == before
    assert danhmuc("source", "move", "van-hoa", new, "--reason", "x").returncode == 2
    assert danhmuc("source", "move", "van-hoa", tmp_path / "gone", "--reason", "x").returncode == 3


def test_source_remove__with_or_without_its_records(danhmuc: Run, registry: str, samples: Path) -> None:
    cases = {
        (): "either --records keep or --records withdraw",
        ("--records", "keep", "--records", "withdraw"): "--records has several values: keep, withdraw; keep one",
        ("--keep-records", "--withdraw"): "--records has several values: keep, withdraw; keep one",
    }
    for flags, words in cases.items():
        undecided = danhmuc("source", "remove", "van-hoa", *flags, "--reason", "x")
        assert undecided.returncode == 2
        assert words in undecided.stderr
    assert danhmuc("source", "remove", "van-hoa", "--records", "withdraw").returncode == 2
    kept = danhmuc("source", "remove", "moi-truong", "--records", "keep", "--reason", "x")
    assert kept.stdout == "removed moi-truong; its records stay and are exported as before\n"
    answer = danhmuc("source", "remove", "van-hoa", "--records", "withdraw", "--reason", "Giải thể")
    assert (answer.returncode, answer.stdout) == (0, "removed van-hoa; withdrawn: 16 records\n")
    rows = [line.split("\t")[:5] for line in danhmuc("source", "list").stdout.splitlines()]
    assert ["moi-truong", "vn", "100", "removed", "24"] in rows
    assert ["van-hoa", "vn", "100", "removed", "0"] in rows
    again = danhmuc("harvest", samples / "samples" / "van-hoa.jsonld")
    assert (again.returncode, again.stdout, again.stderr.count("\n")) == (2, "", 1)
    assert "was removed; `danhmuc source add`" in again.stderr
    assert danhmuc("registry", "check").returncode == 0
