"""``danhmuc show``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.cli.main import run

from ...conftest import Fill, RegistryCopy
from ..conftest import PREFIXES

Run = Callable[..., CompletedProcess[str]]

RIVER = "https://dulieu.example.vn/id/dataset/H57.01/muc-nuoc-song-huong"
PEOPLE = "https://dulieu.example.vn/id/dataset/H57.90/dan-so"


def test_show__tells_what_it_is_in_both_languages(danhmuc: Run, registry: str) -> None:
    assert danhmuc("show", RIVER, "--lang", "vi").stdout.splitlines()[:9] == [
        "Mực nước sông Hương",
        RIVER,
        "  loại: tập dữ liệu (dcat:Dataset)",
        "  đơn vị chủ trì cung cấp: Sở Nông nghiệp và Môi trường thành phố Huế",
        "  nguồn: moi-truong",
        "  trạng thái: hiện có",
        "  kết luận: được chấp nhận",
        "  xuất: được xuất",
        "  phiên bản: 1  " + json.loads(danhmuc("show", RIVER, "--json").stdout)["digest"],
    ]
    assert "  class: dataset (dcat:Dataset)\n" in danhmuc("show", RIVER).stdout


def test_show__tells_why_it_is_not_exported(danhmuc: Run, registry: str) -> None:
    assert "  export: exported\n" in danhmuc("show", RIVER).stdout
    assert "  export: not exported (never had an accepted version)\n" in danhmuc("show", PEOPLE).stdout
    agent = danhmuc("show", "https://dulieu.example.vn/id/agent/H57.01")
    assert "  export: exported together with exported records that lead to it\n" in agent.stdout
    danhmuc("registry", "withhold", RIVER, "--reason", "Nhầm")
    assert "  export: not exported (withheld)\n" in danhmuc("show", RIVER).stdout
    assert json.loads(danhmuc("show", RIVER, "--json").stdout)["export"] == {
        "leaves": False,
        "is_newest": None,
        "reason": "withheld",
        "by": None,
        "instead": None,
    }


def test_show__names_the_source_that_keeps_it_back(danhmuc: Run, catalogue: Callable[..., Path]) -> None:
    for name in ("a", "b"):
        danhmuc("harvest", catalogue(f"{name}.ttl", "<http://a.example/1> a dcat:Dataset ."), "--profile", "none")
    danhmuc("registry", "withhold", "http://a.example/1", "--source", "a", "--reason", "Nhầm")
    told = danhmuc("show", "http://a.example/1", "--source", "b").stdout
    assert "  export: not exported (source a keeps it back)\n" in told


def test_show__gives_the_graph_as_turtle(danhmuc: Run, registry: str) -> None:
    told, _, turtle = danhmuc("show", RIVER).stdout.partition("\n\n")
    assert "@prefix" not in told
    assert '"Mực nước sông Hương"@vi' in turtle


def test_show__tells_findings(danhmuc: Run, registry: str) -> None:
    told = danhmuc("show", PEOPLE).stdout
    assert "  verdict: submitted\n" in told
    assert re.search(
        r"^  violation  .*\[dcat-ap:Distribution-byteSize-datatype\]\n      .+; value: 12 MB$", told, re.MULTILINE
    )


def test_show__takes_the_iri_as_turtle_writes_it(danhmuc: Run, registry: str) -> None:
    assert danhmuc("show", f"<{RIVER}>").stdout == danhmuc("show", RIVER).stdout


def test_show__of_a_node_record(danhmuc: Run, catalogue: Callable[..., Path]) -> None:
    agent = '<http://a.example/agent> a <http://xmlns.com/foaf/0.1/Agent> ; <http://xmlns.com/foaf/0.1/name> "Sở"@vi .'
    danhmuc(
        "harvest",
        catalogue("a.ttl", "<http://a.example/1> a dcat:Dataset ; dct:publisher <http://a.example/agent> .", agent),
    )
    told = danhmuc("show", "http://a.example/agent", "--lang", "vi").stdout
    assert told.startswith("Sở\nhttp://a.example/agent\n  loại: tổ chức, cá nhân (foaf:Agent)\n")


def test_show__of_a_class_without_a_word_gives_its_iri(danhmuc: Run, catalogue: Callable[..., Path]) -> None:
    thing = "<http://a.example/thing> a <http://a.example/Thing> ."
    danhmuc(
        "harvest",
        catalogue("a.ttl", "<http://a.example/1> a dcat:Dataset ; dct:publisher <http://a.example/thing> .", thing),
    )
    assert "\n  class: http://a.example/Thing\n" in danhmuc("show", "http://a.example/thing").stdout


def test_show__takes_one_source_s_word(danhmuc: Run, registry: str) -> None:
    told = danhmuc("show", "https://dulieu.example.vn/id/agent/H57", "--source", "giao-thong").stdout
    assert "  source: giao-thong\n" in told


def test_show__of_what_nobody_judged_says_so(danhmuc: Run, good: Path) -> None:
    danhmuc("harvest", good, "--profile", "none")
    assert "  verdict: not validated\n" in danhmuc("show", "http://a.example/1").stdout


def test_history__shows_what_changed_newest_first(danhmuc: Run, catalogue: Callable[..., Path]) -> None:
    path = catalogue("a.ttl", '<http://a.example/1> a dcat:Dataset ; dct:title "Một"@vi .')
    danhmuc("harvest", path)
    catalogue("a.ttl", '<http://a.example/1> a dcat:Dataset ; dct:title "Hai"@vi .')
    danhmuc("harvest", path)
    _, _, history = danhmuc("show", "http://a.example/1", "--history").stdout.partition("\n\n")
    second, *changes, first, beginning = history.splitlines()
    assert re.fullmatch(r"  2  \d{4}-\d\d-\d\d \d\d:\d\d  run 2  submitted  rdfc10:\w{64}", second)
    assert changes == ['      - dct:title "Một"@vi', '      + dct:title "Hai"@vi']
    assert re.fullmatch(r"  1  \d{4}-\d\d-\d\d \d\d:\d\d  run 1  submitted  rdfc10:\w{64}", first)
    assert beginning == "      + 2 triples"


def test_show__in_json_has_all_of_it(danhmuc: Run, registry: str) -> None:
    told = json.loads(danhmuc("show", PEOPLE, "--json").stdout)
    assert (told["iri"], told["source"], told["verdict"], told["violations"]) == (PEOPLE, "du-lieu-mo", "submitted", 1)
    assert '"12 MB"' in told["nquads"]
    grave = [finding["value"] for finding in told["findings"] if finding["severity"] == "violation"]
    assert grave == ["12 MB"]
    assert [version["number"] for version in told["versions"]] == [1]


@pytest.mark.parametrize(
    "arguments", [["http://a.example/0"], [RIVER, "--source", "nope"], [RIVER, "--source", "van-hoa"]]
)
def test_show__of_what_is_not_there_is_refused(danhmuc: Run, registry: str, arguments: list[str]) -> None:
    for more in ([], ["--json"], ["--history"]):
        answer = danhmuc("show", *arguments, *more)
        assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)


@pytest.mark.soak
def test_show__times_are_those_of_viet_nam_on_any_machine(danhmuc: Run, process: Run, good: Path) -> None:
    danhmuc("harvest", good, "--profile", "none")
    (version,) = json.loads(danhmuc("show", "http://a.example/1", "--json").stdout)["versions"]
    assert version["created_at"].endswith("+00:00")
    hour = int(version["created_at"][11:13])
    told = process("show", "http://a.example/1", "--history", TZ="America/Lima").stdout
    assert f" {(hour + 7) % 24:02}:{version['created_at'][14:16]}  run 1" in told


ODD = "a\u0085b\u009bc\u202ed\u2066e\u2028f\x7fg"
ESCAPED = r"a\u0085b\u009bc\u202ed\u2066e\u2028f\u007fg"


def test_show__escapes_what_controls_a_terminal(danhmuc: Run, tmp_path: Path) -> None:
    (tmp_path / "odd.ttl").write_text(
        f'<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> "{ODD}" .',
        encoding="utf-8",
    )
    danhmuc("harvest", "odd.ttl")
    shown = danhmuc("show", "https://e.vn/1").stdout
    assert ESCAPED in shown.lower()
    assert not set(shown) & set(ODD) - set("abcdefg")
    for command in (["show", "https://e.vn/1"], ["list"], ["validate", "odd.ttl"], ["validate", "--all"]):
        answer = danhmuc(*command, "--json").stdout
        assert not set(answer) & set(ODD) - set("abcdefg"), command
        assert json.loads(answer)
    assert json.loads(danhmuc("list", "--json").stdout)[0]["title"] == ODD


# ---------------------------------------------------------------- what a version changed


@pytest.fixture
def versions(copy_sqlite_registry: Callable[[Fill], RegistryCopy], monkeypatch: pytest.MonkeyPatch) -> str:
    """A record of three versions; the third has the content of the first, and a file more."""
    monkeypatch.setenv("DANHMUC_REGISTRY", copy_sqlite_registry(fill_versions).url)
    return "http://a.example/1"


def fill_versions(url: str, folder: Path) -> None:
    contact = (
        "dcat:contactPoint [ a <http://www.w3.org/2006/vcard/ns#Kind> ; <http://www.w3.org/2006/vcard/ns#fn> '{}' ]"
    )
    for title, fn, more in (
        ("Một", "Lan", ""),
        ("Hai", "Mai", ""),
        ("Một", "Lan", "; dcat:landingPage <http://a.example/p>"),
    ):
        text = f'<http://a.example/1> a dcat:Dataset ; dct:title "{title}"@vi ; {contact.format(fn)} {more} .'
        (folder / "a.ttl").write_text(PREFIXES + text, encoding="utf-8")
        run(["harvest", str(folder / "a.ttl"), "--profile", "none", "-q", "--registry", url])


def test_diff__of_the_newest_version(danhmuc: Run, versions: str) -> None:
    title, iri, span, *lines = danhmuc("show", versions, "--diff").stdout.splitlines()
    assert (title, iri) == ("Một", versions)
    assert re.fullmatch(r"  from version 2 \(.+\) to version 3 \(.+\)", span)
    assert lines[:5] == [
        "  Landing page (dcat:landingPage)",
        "    + <http://a.example/p>",
        "  Title (dct:title)",
        '    - "Hai"@vi',
        '    + "Một"@vi',
    ]
    assert lines[5].startswith("  Contact point")
    assert [line.strip() for line in lines[6:]] == ['- "Mai"', '+ "Lan"']


@pytest.mark.parametrize(
    ("asked", "before", "after", "properties"),
    [
        ([1], 1, 3, ["landingPage"]),
        ([1, 2], 1, 2, ["title", "fn"]),
        ([3, 1], 3, 1, ["landingPage"]),
        ([2, 2], 2, 2, []),
    ],
)
def test_diff__of_versions_in_json(
    danhmuc: Run, versions: str, asked: list[int], before: int, after: int, properties: list[str]
) -> None:
    found = json.loads(danhmuc("show", versions, "--diff", *asked, "--json").stdout)
    assert (found["before"]["number"], found["after"]["number"]) == (before, after)
    assert [re.split("[/#]", change["property"])[-1] for change in found["changes"]] == properties


def test_diff__of_a_first_version_is_all_of_it(danhmuc: Run, catalogue: Callable[..., Path]) -> None:
    danhmuc("harvest", catalogue("a.ttl", "<http://a.example/1> a dcat:Dataset ."), "--profile", "none")
    text = danhmuc("show", "<http://a.example/1>", "--diff").stdout
    assert re.search(r"  version 1 \(.+\), the first one\n", text)
    assert "    + dcat:Dataset\n" in text
    assert json.loads(danhmuc("show", "http://a.example/1", "--diff", "--json").stdout)["before"] is None


def test_diff__of_equal_versions_says_so(danhmuc: Run, versions: str) -> None:
    assert danhmuc("show", versions, "--diff", 1, 1).stdout.endswith("  both versions have the same content\n")


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (["--diff", 4], "http://a.example/1 has no version 4; its newest is 3"),
        (["--diff", 1, 9], "http://a.example/1 has no version 9; its newest is 3"),
        (["--diff", 1, 2, 3], "--diff compares two versions, but 3 were given; leave some out"),
        ([1], "versions (1) say nothing without --diff; add it"),
        (["--diff", "--history"], "--diff and --history exclude each other; keep one"),
    ],
)
def test_diff__wrong_usage_is_one_line(danhmuc: Run, versions: str, asked: list[object], line: str) -> None:
    answer = danhmuc("show", versions, *asked)
    assert (answer.returncode, answer.stdout, answer.stderr) == (2, "", f"danhmuc: {line}\n")
