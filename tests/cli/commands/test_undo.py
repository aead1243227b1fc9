"""``danhmuc undo``, as people and programs call it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]
IRI = "https://e.vn/1"


@pytest.fixture
def harvested(danhmuc: Run, catalogue: Callable[..., Path], tmp_path: Path) -> Callable[[str], Path]:
    """Harvests one dataset with a title."""

    def harvest(title: str) -> Path:
        path = catalogue("a", f'<{IRI}> a dcat:Dataset ; dct:title "{title}" .')
        danhmuc("harvest", path, "--profile", "none", "-q")
        return path

    return harvest


def titles(danhmuc: Run) -> list[tuple[str, str | None]]:
    return [(row["title"], row["hold"]) for row in json.loads(danhmuc("list", "--json").stdout)]


def test_undo__a_run_and_release(danhmuc: Run, harvested: Callable[[str], Path]) -> None:
    harvested("first")
    path = harvested("second")
    answer = danhmuc("undo", "2", "--reason", "wrong file", "--by", "lan")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.splitlines() == [
        "a: run 2 is undone by run 3",
        "  records: 1 with their former content, 0 new ones withdrawn, 0 present or missing as before; 1 held",
        "  Held until the source says something else, or: danhmuc undo --release 2",
    ]
    assert titles(danhmuc) == [("first", "held")]
    assert "1 held" in danhmuc("harvest", path).stdout
    assert "present, held" in danhmuc("list", "--state", "held").stdout
    assert f"danhmuc undo --release {IRI}" in danhmuc("show", IRI).stdout
    assert json.loads(danhmuc("undo", "--release", "2", "--json").stdout) == [IRI]
    danhmuc("harvest", path, "-q")
    assert titles(danhmuc) == [("second", None)]


def test_undo__json_tells_what_was_left(danhmuc: Run, harvested: Callable[[str], Path]) -> None:
    for title in ("first", "second", "third"):
        harvested(title)
    answer = danhmuc("undo", "2", "--json")
    (done,) = json.loads(answer.stdout)
    assert answer.returncode == 1
    assert (done["undoes"], done["run"], done["restored"], done["left_count"]) == (2, 4, 0, 1)
    assert done["left"] == [{"iri": IRI, "run": 3, "by": done["left"][0]["by"]}]


def test_undo__names_what_was_left_and_how_to_put_it_back(danhmuc: Run, harvested: Callable[[str], Path]) -> None:
    for title in ("first", "second", "third"):
        harvested(title)
    left = danhmuc("undo", "2").stdout.splitlines()
    assert left[-3:] == [
        "  left as they are, because they were changed later or are purged: 1",
        f"    {IRI}  run 3",
        "  To put back what was changed later, too: danhmuc undo 4, and then undo again with --force",
    ]
    danhmuc("undo", "4")
    assert danhmuc("undo", "2", "--force").returncode == 0
    assert titles(danhmuc) == [("first", "held")]


def test_undo__counts_and_names_data_elements_as_it_does_records(danhmuc: Run, catalogue: Callable[..., Path]) -> None:
    for definition in ("first", "second", "third"):
        element = f'<{IRI}> a <https://w3id.org/danhmuc/def#DataElement> ; dct:description "{definition}" .'
        danhmuc("elements", "add", catalogue("e.ttl", element))
    left = danhmuc("undo", "2")
    assert (left.returncode, f"    {IRI}  run 3" in left.stdout.splitlines()) == (1, True)
    assert danhmuc("undo", "3").stdout.splitlines()[-2:] == [
        "  data elements and table schemas: 1; 1 held",
        "  Held until the source says something else, or: danhmuc undo --release 3",
    ]


def test_undo__one_record_by_its_iri_as_turtle_has_it(danhmuc: Run, harvested: Callable[[str], Path]) -> None:
    harvested("first")
    harvested("second")
    answer = danhmuc("undo", f"<{IRI}>")
    assert answer.stdout.splitlines()[0] == "a: the newest change is undone by run 3"
    assert answer.stdout.splitlines()[-1].endswith(f"danhmuc undo --release {IRI}")
    assert titles(danhmuc) == [("first", "held")]


def test_undo__a_batch(danhmuc: Run, harvested: Callable[[str], Path]) -> None:
    path = harvested("first")
    path.write_text(path.read_text(encoding="utf-8").replace("first", "second"), encoding="utf-8")
    batch = json.loads(danhmuc("harvest", "--all", "--json").stdout)[0]["batch"]
    assert danhmuc("undo", "--batch", str(batch)).stdout.startswith("a: run 2 is undone by run 3\n")
    assert titles(danhmuc) == [("first", "held")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "undo needs one of RUN, IRI and --batch N; `danhmuc status` lists runs"),
        (("1", "--batch", "2"), "undo needs one of RUN, IRI and --batch N"),
        (("7",), "unknown run 7; the newest run is 1"),
        (("--batch", "7"), "no run of batch 7"),
        ((IRI + "x",), "nothing in the registry describes"),
        ((IRI, "--source", "b"), "unknown source 'b'; known: a"),
        (("--release", "1"), "1: nothing of it is held after an undone run"),
        (("--release", IRI), f"{IRI}: nothing of it is held after an undone run"),
        (("--release", "1", "--force"), "--force cannot be given with --release"),
        (("--release", "--batch", "2"), "--batch cannot be given with --release"),
    ],
)
def test_undo__refused_in_one_line(
    danhmuc: Run, harvested: Callable[[str], Path], arguments: tuple[str, ...], said: str
) -> None:
    harvested("first")
    answer = danhmuc("undo", *arguments)
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)
    assert said in answer.stderr
