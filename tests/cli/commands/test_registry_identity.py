"""``danhmuc registry rename`` and ``same-as``, and what `harvest`, `status` and `show` say of identity."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]
A, B = "http://a.example/a", "http://a.example/b"


STILL_THERE = (
    "source 's' still has http://a.example/x1; rename it once it is missing; for two IRIs of one thing use "
    "danhmuc registry same-as"
)


def datasets(*names: str, files: bool = False) -> str:
    file = "; dcat:distribution [ dcat:downloadURL <http://a.example/f> ]" if files else ""
    made = (f'<http://a.example/{name}> a dcat:Dataset ; dct:title "t"@vi {file} .\n' for name in names)
    return "".join(made)


@pytest.fixture
def harvest(danhmuc: Run, catalogue: Callable[..., Path]) -> Callable[..., CompletedProcess[str]]:
    def run(*names: str, source: str = "s", files: bool = False) -> CompletedProcess[str]:
        path = catalogue(f"{source}.ttl", datasets(*names, files=files))
        return danhmuc("harvest", path, "--profile", "none", "--json")

    return run


@pytest.fixture
def proposed(danhmuc: Run, harvest: Run) -> None:
    harvest("a", "x1", "x2")
    harvest("b", "x1", "x2")


def test_harvest__shows_proposed_renames(danhmuc: Run, harvest: Run) -> None:
    harvest("a", "x1", "x2")
    answer = harvest("b", "x1", "x2")
    (told,) = json.loads(answer.stdout)
    assert (answer.returncode, told["needs_a_person"], told["proposed_renames"]) == (1, True, 1)
    assert told["renames"][0] | {"at": ""} == {
        "source": "s",
        "old": A,
        "new": B,
        "evidence": "content",
        "run": None,
        "at": "",
    }
    text = danhmuc("harvest", "s").stdout
    assert (
        "  1 proposed rename; accept it with danhmuc registry rename OLD NEW --reason TEXT, or add --decline:\n"
        f"    {A} → {B}: the same content\n"
    ) in text


def test_status__goes_on_asking(danhmuc: Run, proposed: None) -> None:
    answer = danhmuc("status", "-q")
    assert answer.returncode == 1
    assert "s waits for decisions: 1 proposed rename; danhmuc status s shows what to do" in answer.stdout
    assert f"    {A} → {B}: the same content\n" in danhmuc("status", "s").stdout
    (told,) = json.loads(danhmuc("status", "--json").stdout)
    assert (told["attention"], told["renames"][0]["run"]) == ("undecided", 2)


def test_rename__is_shown_and_undone(danhmuc: Run, proposed: None) -> None:
    answer = danhmuc("registry", "rename", f"<{A}>", f"<{B}>", "--reason", "đổi", "--by", "Lan")
    assert (answer.returncode, answer.stdout) == (0, f"renamed by Lan: {A} is {B} of s from now on\n")
    shown = danhmuc("show", A).stdout
    assert shown.splitlines()[1] == B
    assert f"  renamed: {A} is {B} since " in shown
    assert ", by Lan: đổi\n" in shown
    assert json.loads(danhmuc("show", B, "--json").stdout)["renamed"][0]["old"] == A
    assert danhmuc("list").stdout.count("http://a.example/") == 3
    assert danhmuc("show", A, "--history").stdout.count("run ") == 2
    assert "renamed" in danhmuc("status", "--since", "last").stdout
    assert danhmuc("status").returncode == 0
    assert danhmuc("registry", "check").returncode == 0
    undone = danhmuc("registry", "rename", A, "--end", "--reason", "x", "--by", "Lan", "--json")
    assert json.loads(undone.stdout)["ended_by"] == "Lan"
    assert danhmuc("show", A).returncode == 2


def test_rename__declined(danhmuc: Run, proposed: None) -> None:
    answer = danhmuc("registry", "rename", A, B, "--decline", "--reason", "khác nhau", "--by", "Lan")
    assert (answer.returncode, answer.stdout) == (0, f"declined by Lan: {B} is not {A} of s\n")
    assert danhmuc("status").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((A,), "name the new IRI, too: danhmuc registry rename OLD NEW"),
        ((A, B, "--end"), f"--end takes the old IRI alone; leave out {B}"),
        ((A, B, "--end", "--decline"), "--end and --decline exclude each other; keep one"),
        ((A, "--end"), f"{A} was not renamed; there is nothing to undo"),
        (("http://a.example/q", B), "nothing in the registry describes http://a.example/q; list shows what is there"),
        (("http://a.example/x1", B), STILL_THERE),
    ],
)
def test_rename__mistakes_are_one_line(danhmuc: Run, proposed: None, arguments: tuple[str, ...], said: str) -> None:
    answer = danhmuc("registry", "rename", *arguments, "--reason", "x")
    assert (answer.returncode, answer.stdout, answer.stderr) == (2, "", f"danhmuc: {said}\n")


def test_same_as__and_not(danhmuc: Run, harvest: Run) -> None:
    harvest("a", "x")
    harvest("b", source="t")
    answer = danhmuc("registry", "same-as", A, B, "--reason", "một", "--by", "Lan")
    assert (answer.returncode, answer.stdout) == (
        0,
        f"one thing, by Lan: {A} and {B}; one description is exported\n",
    )
    shown = danhmuc("show", B).stdout
    assert f"  export: not exported (it is the same as {A} of s, which goes first)\n" in shown
    assert f"  same as: {A}, by Lan: một\n" in shown
    assert "left out 1 record: the same thing is exported under another IRI" in danhmuc("export", "nt", "x.nt").stdout
    answer = danhmuc("registry", "same-as", B, A, "--end", "--reason", "x", "--by", "Lan")
    assert answer.stdout == f"two things, by Lan: {B} and {A}; each is exported by itself\n"
    assert "  export: exported\n" in danhmuc("show", B).stdout
    answer = danhmuc("registry", "same-as", A, B, "--end", "--reason", "x")
    assert (answer.returncode, answer.stderr.count("\n")) == (2, 1)


def test_show__names_the_source_that_goes_first(danhmuc: Run, harvest: Run) -> None:
    harvest("a")
    harvest("a", source="t")
    shown = danhmuc("show", A, "--source", "t").stdout
    assert "  export: not exported (source s, which goes first, describes the same IRI)\n" in shown


def test_accept_missing__lets_distributions_go(danhmuc: Run, harvest: Run) -> None:
    harvest("a", "b", "c", files=True)
    answer = danhmuc("harvest", "s")
    harvest("a", "b", "c")
    answer = danhmuc("harvest", "s")
    assert answer.returncode == 1
    assert "  waiting: 3 records have lost every distribution and stay as they are stored" in answer.stdout
    assert "s waits for decisions: 3 records that lost every distribution" in danhmuc("status").stdout
    answer = danhmuc("registry", "accept-missing", "s", "--reason", "x", "--by", "Lan")
    assert answer.stdout == "s: 3 records may lose their distributions, by Lan; the next harvest updates them\n"
    answer = danhmuc("harvest", "s")
    assert (answer.returncode, "  lost: 3 records have no distribution any more\n" in answer.stdout) == (0, True)


def test_commands__speak_vietnamese(danhmuc: Run) -> None:
    for name in ("rename", "same-as"):
        assert danhmuc("registry", name, "--help", "--lang", "vi").returncode == 0
