"""``danhmuc source load``: what it shows, writes and answers with."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from types import SimpleNamespace

import pytest

Run = Callable[..., CompletedProcess[str]]

LISTED = '[[source]]\nname = "{0}"\nlocation = "{0}.ttl"\nprofile = "none"\n'


@pytest.fixture
def listing(tmp_path: Path) -> Callable[[str], Path]:
    """Write the file of sources, in a folder of its own."""

    def write(content: str) -> Path:
        path = tmp_path / "conf" / "sources.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    return write


def test_load__shows_and_applies(danhmuc: Run, listing: Callable[[str], Path], tmp_path: Path) -> None:
    path = listing(LISTED.format("a") + "priority = 5\n")
    answer = danhmuc("source", "load", path, "--reason", "Mới")
    assert answer.returncode == 0
    assert answer.stdout.splitlines() == [
        "a  added",
        f"  location: {tmp_path}/conf/a.ttl",
        "  kind: rdf",
        "  profile: none",
        "  priority: 5",
        f"{path}: 1 added",
    ]
    again = danhmuc("source", "load", path)
    assert (again.returncode, again.stdout) == (0, f"{path}: 1 unchanged\n")
    quiet = danhmuc("source", "load", path, "-q")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")


def test_load__dry_run_changes_nothing(danhmuc: Run, listing: Callable[[str], Path]) -> None:
    danhmuc("source", "load", listing(LISTED.format("a")))
    answer = danhmuc("source", "load", listing(LISTED.format("a") + "internal = true\n"), "--dry-run")
    assert answer.returncode == 0
    assert "a  changed\n  internal: false → true\n" in answer.stdout
    assert answer.stdout.endswith("nothing was changed (--dry-run)\n")
    assert json.loads(danhmuc("source", "show", "a", "--json").stdout)["settings"]["internal"] is False


def test_load__dry_run_before_there_is_a_registry(danhmuc: Run, listing: Callable[[str], Path], tmp_path: Path) -> None:
    path = listing(LISTED.format("a"))
    answer = danhmuc("source", "load", path, "--dry-run")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("a  added\n")
    assert answer.stdout.endswith(f"{path}: 1 added\nnothing was changed (--dry-run)\n")
    assert not list(tmp_path.glob("danhmuc.db*"))


def test_load__what_the_file_does_not_list_is_told(danhmuc: Run, listing: Callable[[str], Path]) -> None:
    danhmuc("source", "load", listing(LISTED.format("a") + LISTED.format("b")))
    path = listing(LISTED.format("a"))
    quiet = danhmuc("source", "load", path, "-q")
    assert quiet.returncode == 1
    assert "b  not in the file" in quiet.stdout
    refused = danhmuc("source", "load", path, "--records", "withdraw")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    done = danhmuc("source", "load", path, "--records", "keep", "--reason", "Giải thể", "--by", "Lan", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["sources"] == [
        {"name": "a", "kind": "unchanged", "changes": []},
        {
            "name": "b",
            "kind": "removed",
            "changes": [{"field": "removed", "before": None, "after": "keep-records"}],
        },
    ]
    (*_, last) = json.loads(danhmuc("source", "show", "b", "--json").stdout)["changes"]
    assert (last["by"], last["after"], last["reason"]) == ("Lan", "keep-records", "Giải thể")


def test_load__from_standard_input(danhmuc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(LISTED.format("a").encode())))
    assert "stdin: 1 added" in danhmuc("source", "load", "-").stdout
    assert json.loads(danhmuc("source", "show", "a", "--json").stdout)["location"] == str(tmp_path / "a.ttl")


@pytest.mark.parametrize("command", ["load", "add"])
def test_source__makes_a_registry_with_its_base(
    danhmuc: Run, listing: Callable[[str], Path], good: Path, command: str
) -> None:
    made = danhmuc(
        "source", command, listing(LISTED.format("a")) if command == "load" else good, "--base", "https://e.vn/"
    )
    assert made.returncode == 0
    other = danhmuc("harvest", good, "--base", "https://other.vn/")
    assert other.returncode == 2
    assert "this registry mints under https://e.vn/" in other.stderr


def test_load__a_mistake_makes_no_registry(danhmuc: Run, listing: Callable[[str], Path], tmp_path: Path) -> None:
    path = listing(LISTED.format("a") + "priorty = 1\n")
    answer = danhmuc("source", "load", path)
    said = f"danhmuc: {path}, source 'a': unknown key 'priorty'; did you mean 'priority'?\n"
    assert (answer.returncode, answer.stdout, answer.stderr) == (2, "", said)
    assert danhmuc("source", "load", tmp_path / "gone.toml").returncode == 3
    assert not (tmp_path / "danhmuc.db").exists()


def test_load__expectations_are_those_of_the_next_harvest(
    danhmuc: Run, listing: Callable[[str], Path], good: Path
) -> None:
    content = LISTED.format("a").replace("a.ttl", str(good))
    danhmuc("source", "load", listing(content + "expectations = { records = 2 }\n"))
    night = danhmuc("harvest", "-q", good)
    assert night.returncode == 1
    assert "At least 2 records are expected, but 1 record was found" in night.stdout
    danhmuc("source", "load", listing(content + "expectations = { records = 1 }\n"))
    night = danhmuc("harvest", "-q", good)
    assert (night.returncode, night.stdout, night.stderr) == (0, "", "")


CORRECTED = (
    LISTED.format("a")
    + '[source.defaults]\npublisher = { iri = "https://e.vn/so", name.vi = "Sở" }\ntheme = ["ENVI", "AGRI"]\n'
    + '[[source.corrections]]\nfield = "title"\nfrom = "Nuoc"\nto = "Nước"\nreason = "Thiếu dấu"\n'
    + '[[source.corrections]]\nfield = "modified"\nto = 2026-03-31\nrecord = "http://a.example/1"\nreason = "Sai"\n'
)


def test_load__tells_which_correction_is_new_and_which_is_gone(danhmuc: Run, listing: Callable[[str], Path]) -> None:
    theme = "http://publications.europa.eu/resource/authority/data-theme"
    assert danhmuc("source", "load", listing(CORRECTED)).stdout.splitlines()[5:-1] == [
        "  defaults.publisher: https://e.vn/so (Sở)",
        f"  defaults.theme: {theme}/ENVI, {theme}/AGRI",
        "  correction of dct:title: Nuoc → Nước  (Thiếu dấu)",
        '  correction of dct:modified in http://a.example/1: any value or none → "2026-03-31"^^xsd:date  (Sai)',
    ]
    changed = CORRECTED.replace("Thiếu dấu", "Sở báo")
    assert danhmuc("source", "load", listing(changed), "--reason", "r").stdout.splitlines()[1:-1] == [
        "  - correction of dct:title: Nuoc → Nước  (Thiếu dấu)",
        "  + correction of dct:title: Nuoc → Nước  (Sở báo)",
    ]
    assert "unchanged" in danhmuc("source", "load", listing(changed)).stdout
    head, first, second = changed.split("[[source.corrections]]")
    swapped = f"{head}[[source.corrections]]{second}[[source.corrections]]{first}"
    assert "  corrections: in another order\n" in danhmuc("source", "load", listing(swapped)).stdout
    shown = danhmuc("source", "show", "a").stdout
    assert "  correction of dct:title: Nuoc → Nước  (Sở báo)\n" in shown
    assert "  root  " not in shown.split("changes:")[0]
    assert "- correction of dct:title: Nuoc → Nước  (Thiếu dấu)  (r)\n" in shown
    assert json.loads(danhmuc("source", "show", "a", "--json").stdout)["settings"]["corrections"][1]["from"] == "Nuoc"


def test_load__a_mistake_in_a_correction_is_one_line(danhmuc: Run, listing: Callable[[str], Path]) -> None:
    path = listing(CORRECTED.replace('reason = "Sai"\n', ""))
    refused = danhmuc("source", "load", path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == f"danhmuc: {path}, source 'a': correction 2: the key 'reason' is missing\n"


def test_show__both_graphs_of_a_corrected_record(
    danhmuc: Run, listing: Callable[[str], Path], catalogue: Callable[..., Path]
) -> None:
    path = catalogue("a.ttl", '<http://a.example/1> a dcat:Dataset ; dct:title "Nuoc"@vi .')
    said = danhmuc("harvest", path, "--profile", "none")
    assert (said.returncode, said.stderr) == (0, "")
    assert "not corrected: what the source says is what is published\n" in (
        danhmuc("show", "http://a.example/1", "--original").stdout
    )
    danhmuc("source", "load", listing(CORRECTED.replace('"a.ttl"', f'"{path.resolve()}"')))
    danhmuc("harvest", path)
    plain = danhmuc("show", "http://a.example/1").stdout
    assert "  corrected: what the source says is not what is published; --original shows both\n" in plain
    assert "  info  dct:title was Nuoc @vi and is now Nước @vi, by a correction in the list of sources" in plain
    assert 'dct:title "Nuoc"' not in plain
    _, _, both = danhmuc("show", "http://a.example/1", "--original").stdout.partition("what the source says:\n")
    source, _, published = both.partition("what is published:\n")
    assert '"Nuoc"@vi' in source
    assert "dct:publisher" not in source
    assert '"Nước"@vi' in published
    assert "dct:publisher <https://e.vn/so>" in published
    answer = json.loads(danhmuc("show", "http://a.example/1", "--json").stdout)
    assert '"Nuoc"@vi' in answer["original"]
    assert '"Nuoc"@vi' not in answer["nquads"]
