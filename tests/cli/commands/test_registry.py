"""``danhmuc registry``."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]


def test_check__of_a_whole_registry(danhmuc: Run, registry: str) -> None:
    answer = danhmuc("registry", "check")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout == f"{registry}: whole; 4 sources, 117 records (node records included), 117 versions\n"
    assert "nguyên vẹn; 4 nguồn, 117 bản ghi" in danhmuc("registry", "check", "--lang", "vi").stdout


def test_check__of_a_spoilt_one_needs_a_person(danhmuc: Run, registry: str, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "danhmuc.db")
    connection.execute("UPDATE graphs SET body = x'00' WHERE digest = (SELECT min(digest) FROM graphs)")
    connection.commit()
    connection.close()
    answer = danhmuc("registry", "check")
    assert answer.returncode == 1
    problem, verdict = answer.stdout.splitlines()
    assert "rdfc10:" in problem
    assert ": not whole; " in verdict
    told = json.loads(danhmuc("registry", "check", "--json").stdout)
    assert told["problems"] == [problem]
    assert told["sources"] == 4


def test_check__creates_nothing(danhmuc: Run, tmp_path: Path) -> None:
    answer = danhmuc("registry", "check")
    assert (answer.returncode, answer.stdout) == (3, "")
    assert not (tmp_path / "danhmuc.db").exists()


# ---------------------------------------------------------------- withdraw, withhold, release


def an_iri(danhmuc: Run) -> str:
    rows = json.loads(danhmuc("list", "--json").stdout)
    return str(next(row["iri"] for row in rows if row["verdict"] == "accepted"))


def exported(danhmuc: Run, tmp_path: Path) -> str:
    assert danhmuc("export", "nt", tmp_path / "out.nt").returncode == 0
    return (tmp_path / "out.nt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("command", "answer", "state"),
    [
        ("withdraw", "withdrawn by officer: ", "withdrawn"),
        ("withhold", "withheld by officer: ", "withheld"),
    ],
)
def test_taken_back__until_released(
    danhmuc: Run, registry: str, tmp_path: Path, command: str, answer: str, state: str
) -> None:
    iri = an_iri(danhmuc)
    assert f"<{iri}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>" in exported(danhmuc, tmp_path)
    done = danhmuc("registry", command, f"<{iri}>", "--reason", "Công bố nhầm", "--by", "officer")
    assert (done.returncode, done.stderr, done.stdout.startswith(answer)) == (0, "", True)
    assert iri in done.stdout
    assert json.loads(danhmuc("show", iri, "--json").stdout)["state"] == state
    assert f"<{iri}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>" not in exported(danhmuc, tmp_path)
    (row,) = json.loads(danhmuc("registry", "release", iri, "--by", "officer", "--json").stdout)
    assert (row["kind"], row["by"], row["presence"], row["reason"]) == ("released", "officer", "present", None)
    assert f"<{iri}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>" in exported(danhmuc, tmp_path)
    assert danhmuc("registry", "check").returncode == 0


def test_taken_back__by_whose_account_it_is(danhmuc: Run, registry: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "vanthu")
    done = danhmuc("registry", "withhold", an_iri(danhmuc), "--reason", "x", "--lang", "vi")
    assert done.stdout.startswith("vanthu đặt ở trạng thái không công bố: ")


def test_taken_back__what_is_asked_wrongly(danhmuc: Run, registry: str) -> None:
    iri = an_iri(danhmuc)
    for arguments, words in (
        (("withdraw", iri), "--reason"),
        (("withhold", iri, "--reason", "x", "--source", "none"), "none"),
        (("release", iri), "neither withdrawn nor withheld"),
        (("withhold", "data set 5", "--reason", "x"), "'data set 5' is no absolute IRI"),
        (("purge", "dataset-5", "--reason", "x"), "'dataset-5' is no absolute IRI"),
        (("withhold", iri, "--reason", " "), "option '--reason' is empty"),
        (("withhold", iri, "--reason", "x", "--by", ""), "option '--by' is empty"),
    ):
        answer = danhmuc("registry", *arguments)
        assert (answer.returncode, answer.stdout, len(answer.stderr.splitlines())) == (2, "", 1)
        assert words in answer.stderr
    danhmuc("registry", "withhold", iri, "--reason", "x")
    answer = danhmuc("registry", "withdraw", iri, "--reason", "x")
    assert (answer.returncode, "is withheld and never leaves" in answer.stderr) == (2, True)


def test_purge__one_line_and_no_title(danhmuc: Run, registry: str) -> None:
    iri = an_iri(danhmuc)
    done = danhmuc("registry", "purge", iri, "--reason", "Tòa án", "--by", "officer")
    assert done.stdout.startswith(f"purged by officer: {iri} of ")
    assert done.stderr == "Copies are yours to delete: backups of the registry, saved plans, exports and reports.\n"
    assert json.loads(danhmuc("show", iri, "--json").stdout)["state"] == "purged"
    unknown = danhmuc("registry", "purge", "https://e.vn/none", "--reason", "x")
    assert (unknown.returncode, len(unknown.stdout.splitlines())) == (0, 1)


def test_purge__names_what_is_stored_of_the_same_thing(danhmuc: Run, catalogue: Callable[..., Path]) -> None:
    for name, iri in (("a", "d%C3%A2n"), ("b", "d%c3%a2n"), ("c", "dan")):
        danhmuc("harvest", catalogue(f"{name}.ttl", f"<http://a.example/{iri}> a dcat:Dataset ."), "--profile", "none")
    done = danhmuc("registry", "purge", "http://a.example/d%C3%A2n", "--reason", "x", "--by", "Lan")
    assert done.stdout == "purged by Lan: http://a.example/d%C3%A2n of a; every word of it is deleted\n"
    assert done.stderr.splitlines()[0] == (
        "still stored, and kept back: http://a.example/d%c3%a2n of b, which names the same thing; to delete it, "
        "purge that IRI"
    )
    assert len(done.stderr.splitlines()) == 2
    done = danhmuc("registry", "purge", "http://a.example/d%c3%a2n", "--reason", "x", "--by", "Lan")
    assert len(done.stderr.splitlines()) == 1


LEFT = """
<http://a.example/d> a dcat:Dataset ; dcat:contactPoint <http://a.example/lan> {more} .
<http://a.example/lan> a <http://www.w3.org/2006/vcard/ns#Kind> .
"""


def test_purge__names_the_node_records_that_stay(danhmuc: Run, catalogue: Callable[..., Path]) -> None:
    danhmuc("harvest", catalogue("a.ttl", LEFT.format(more="")), "--profile", "none")
    done = danhmuc("registry", "purge", "http://a.example/d", "--reason", "x", "--by", "Lan")
    assert done.stdout.splitlines()[1:] == [
        (
            "still stored, and named by nothing else: http://a.example/lan of a; to delete it: "
            "danhmuc registry purge http://a.example/lan"
        )
    ]
    again = danhmuc("registry", "purge", "http://a.example/lan", "--reason", "x", "--json")
    assert [(one["left_nodes"], one["kept_by_server"]) for one in json.loads(again.stdout)] == [([], [])]


def test_purge__in_json_names_the_node_records_that_stay(danhmuc: Run, catalogue: Callable[..., Path]) -> None:
    danhmuc("harvest", catalogue("a.ttl", LEFT.format(more="")), "--profile", "none")
    (one,) = json.loads(danhmuc("registry", "purge", "http://a.example/d", "--reason", "x", "--json").stdout)
    assert one["left_nodes"] == [{"iri": "http://a.example/lan", "source": "a"}]


def test_purge__on_a_server_says_what_keeps_the_words(
    danhmuc: Run, catalogue: Callable[..., Path], postgresql_url: str
) -> None:
    where = ("--registry", postgresql_url)
    danhmuc("harvest", catalogue("a.ttl", LEFT.format(more="")), "--profile", "none", *where)
    done = danhmuc("registry", "purge", "http://a.example/d", "--reason", "x", *where)
    assert done.stdout.splitlines()[-1] == (
        "The log of the PostgreSQL server, its archives (WAL) and replicas keep the words until they are recycled."
    )
    (one,) = json.loads(danhmuc("registry", "purge", "http://a.example/lan", "--reason", "x", "--json", *where).stdout)
    assert one["kept_by_server"] == ["log", "archives", "replicas"]


def test_harvest__names_the_node_records_that_only_what_is_marked_named(
    danhmuc: Run, catalogue: Callable[..., Path]
) -> None:
    danhmuc("harvest", catalogue("a.ttl", LEFT.format(more="")), "--profile", "none")
    marked = catalogue("a.ttl", LEFT.format(more="; <https://w3id.org/danhmuc/def#secrecy> 'MAT'"))
    done = danhmuc("harvest", marked)
    assert "1 node record stays stored that only records named which are marked" in done.stdout
    assert "danhmuc registry purge http://a.example/lan" in done.stdout


def test_purge__names_the_records_of_all_sources_under_any_name(
    danhmuc: Run, catalogue: Callable[..., Path], tmp_path: Path
) -> None:
    for name, iri in (("a", "old"), ("b", "new"), ("a", "new")):
        record = f'<http://a.example/{iri}> a dcat:Dataset ; dct:title "t" .'
        assert danhmuc("harvest", catalogue(f"{name}.ttl", record), "--profile", "none").returncode in (0, 1)
    pair = ("http://a.example/old", "http://a.example/new")
    assert danhmuc("registry", "rename", *pair, "--source", "a", "--reason", "x").returncode == 0
    done = danhmuc("registry", "purge", pair[0], "--reason", "x", "--by", "Lan")
    assert sorted(done.stdout.splitlines()) == [
        "purged by Lan: http://a.example/new of a; every word of it is deleted",
        "purged by Lan: http://a.example/new of b; every word of it is deleted",
    ]


def test_withhold__what_no_source_describes_yet(danhmuc: Run, registry: str) -> None:
    held = danhmuc("registry", "withhold", "https://e.vn/none", "--reason", "x")
    assert held.stdout == (
        "withheld: https://e.vn/none; the registry has no record of it, and none is exported under it until it is"
        " released\n"
    )
    iri = an_iri(danhmuc)
    assert iri in danhmuc("registry", "withhold", iri, "--reason", "x").stdout
    again = danhmuc("registry", "withhold", iri, "--reason", "x")
    assert again.stdout == f"{iri}: nothing was changed, since it is so already\n"
    freed = danhmuc("registry", "release", "https://e.vn/none")
    assert freed.stdout == "released: https://e.vn/none; the registry has no record of it\n"


def test_accept_missing__of_a_source(danhmuc: Run, registry: str) -> None:
    answer = danhmuc("registry", "accept-missing", "moi-truong", "--reason", "x")
    assert (answer.returncode, answer.stderr) == (
        2,
        "danhmuc: no record of source 'moi-truong' is missing; there is nothing to accept\n",
    )
