"""``danhmuc harvest --plan`` and ``danhmuc apply``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]
Catalogue = Callable[..., Path]

ONE = '<http://a.example/1> a dcat:Dataset ; dct:title "Một"@vi .'
TWO = '<http://a.example/2> a dcat:Dataset ; dct:title "Hai"@vi .'


@pytest.fixture
def planned(danhmuc: Run, catalogue: Catalogue) -> CompletedProcess[str]:
    """A harvest, then a plan with one record that is new, one that has changed and one that is missing."""
    catalogue("a.ttl", ONE, TWO)
    danhmuc("harvest", "a.ttl", "--profile", "none")
    catalogue("a.ttl", ONE.replace("Một", "Một <b>"), TWO.replace("/2", "/3").replace("Hai", "Ba"))
    return danhmuc("harvest", "a.ttl", "--plan", "a.plan")


def test_harvest_plan__changes_nothing_and_says_what_to_do_next(danhmuc: Run, planned: CompletedProcess[str]) -> None:
    assert planned.returncode == 0, planned
    assert planned.stdout.splitlines() == [
        "a  plan, profile none: complete",
        "  records: 1 created, 1 updated, 1 missing",
        "nothing was changed; look: danhmuc apply a.plan --dry-run; apply: danhmuc apply a.plan",
    ]
    assert len(json.loads(danhmuc("status", "a", "--json").stdout)) == 1
    assert danhmuc("list").stdout.count("present") == 2


def test_apply__shows_each_property_that_changes(danhmuc: Run, planned: CompletedProcess[str]) -> None:
    shown = danhmuc("apply", "a.plan", "--dry-run", "--registry", "sqlite:///absent.db")
    assert (shown.returncode, shown.stdout.splitlines()[2:]) == (
        0,
        [
            "  created: Ba  http://a.example/3",
            "  updated: Một <b>  http://a.example/1",
            "    Title (dct:title)",
            '      - "Một"@vi',
            '      + "Một <b>"@vi',
            "  missing: Hai  http://a.example/2",
        ],
    )
    assert not Path("absent.db").exists()


def test_apply__shows_a_plan_as_json_and_as_a_page(danhmuc: Run, planned: CompletedProcess[str]) -> None:
    (plan,) = json.loads(danhmuc("apply", "a.plan", "--dry-run", "--json").stdout)
    assert [(one["kind"], one["title"], len(one["properties"])) for one in plan["changes"]] == [
        ("created", "Ba", 2),
        ("updated", "Một <b>", 1),
        ("missing", "Hai", 0),
    ]
    page = danhmuc("apply", "a.plan", "--dry-run", "--format", "html", "--lang", "vi").stdout
    assert page.startswith('<!DOCTYPE html>\n<html lang="vi">')
    assert "Một &lt;b&gt;" in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("name", "options"),
    [("x.txt", ()), ("x.json", ()), ("x.html", ()), ("x.HTM", ()), ("x", ("--format", "html")), ("x", ("--json",))],
)
def test_apply__shows_a_plan_in_a_file(
    danhmuc: Run, planned: CompletedProcess[str], name: str, options: tuple[str, ...]
) -> None:
    Path(name).write_text("former")
    written = danhmuc("apply", "a.plan", "--dry-run", "-o", name, *options)
    assert (written.returncode, written.stdout, written.stderr) == (0, "", "")
    formats = {".json": ("--json",), ".html": ("--format", "html"), ".HTM": ("--format", "html")}
    shown = danhmuc("apply", "a.plan", "--dry-run", *(options or formats.get(Path(name).suffix, ())))
    assert Path(name).read_text(encoding="utf-8") == shown.stdout
    assert "Một" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--dry-run", "-o", "x.csv"),
            "the ending of x.csv gives no format; known: .txt, .json, .html, .htm; or name one",
        ),
        (
            ("--dry-run", "-o", "a.plan", "--json"),
            "cannot write a.plan: it was given for something else, too; name another file",
        ),
        (
            ("--dry-run", "-o", "a.ttl", "--json"),
            "cannot write a.ttl: the source 'a' is read from it; name another file",
        ),
        (("--dry-run", "-o", "danhmuc.db", "--json"), "cannot write danhmuc.db: that is a file of the registry itself"),
        (("--dry-run", "-o", "absent/x.txt"), "cannot write absent/x.txt: "),
        (("-o", "x.txt"), "--output goes with --dry-run alone"),
    ],
)
def test_apply__refuses_to_show_a_plan_in_a_file(
    danhmuc: Run, planned: CompletedProcess[str], arguments: tuple[str, ...], said: str
) -> None:
    before = {path.name: path.read_bytes() for path in Path().iterdir() if path.is_file()}
    refused = danhmuc("apply", "a.plan", *arguments)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert said in refused.stderr
    assert {path.name: path.read_bytes() for path in Path().iterdir() if path.is_file()} == before


def test_apply__does_what_the_harvest_would_have_done(danhmuc: Run, planned: CompletedProcess[str]) -> None:
    Path("a.ttl").unlink()
    applied = danhmuc("apply", "a.plan", "--by", "lan")
    assert (applied.returncode, applied.stdout.splitlines()) == (
        0,
        ["a  run 2, profile none: complete", "  records: 1 created, 1 updated, 1 missing"],
    )
    (again,) = json.loads(danhmuc("apply", "a.plan", "--by", "lan", "--json").stdout)
    assert (again["run"], again["batch"], again["records"]["unchanged"]) == (3, 3, 2)


def test_apply__refuses_a_plan_whose_record_has_changed(
    danhmuc: Run, catalogue: Catalogue, planned: CompletedProcess[str]
) -> None:
    catalogue("a.ttl", ONE.replace("Một", "1"), TWO)
    danhmuc("harvest", "a.ttl")
    refused = danhmuc("apply", "a.plan")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == (
        "danhmuc: the registry has changed since the plan of source 'a' was made, in 1 record: http://a.example/1 has "
        "another version; nothing was applied, plan again\n"
    )
    (answer,) = json.loads(danhmuc("apply", "a.plan", "--json").stdout)
    assert answer["error"].startswith("the registry has changed")


def test_apply__one_source_never_ends_the_night_of_another(danhmuc: Run, catalogue: Catalogue) -> None:
    for name, number in (("a.ttl", 1), ("b.ttl", 2)):
        catalogue(name, ONE.replace("/1", f"/{number}"))
    planned = danhmuc("harvest", "a.ttl", "absent.ttl", "local", "b.ttl", "--plan", "x.plan", "--profile", "none")
    assert (planned.returncode, planned.stderr.count("danhmuc: ")) == (3, 2)
    catalogue("a.ttl", ONE.replace("Một", "1"))
    danhmuc("harvest", "a.ttl", "--profile", "none")
    applied = danhmuc("apply", "x.plan")
    assert applied.returncode == 3
    assert applied.stdout.startswith("b  run 2")
    assert "http://a.example/1 exists already" in applied.stderr


def test_harvest_plan__in_json_has_the_counts_and_what_failed(danhmuc: Run, catalogue: Catalogue) -> None:
    catalogue("a.ttl", ONE)
    planned = danhmuc("harvest", "a.ttl", "absent.ttl", "--plan", "x.plan", "--profile", "none", "--json")
    first, second = json.loads(planned.stdout)
    assert (first["records"]["created"], first["run"], first["claims"], first["plan"]) == (1, None, [], "x.plan")
    assert (second["state"], planned.returncode) == ("failed", 3)


def test_harvest_plan__refuses_of_two_new_sources_that_look_alike_what_the_harvest_would(
    danhmuc: Run, catalogue: Catalogue
) -> None:
    words = ("harvest", catalogue("Song.ttl", ONE), catalogue("song.ttl", TWO), "--profile", "none")
    planned, harvested = danhmuc(*words, "--plan", "x.plan"), danhmuc(*words, "--registry", "sqlite:///other.db")
    assert (planned.returncode, planned.stderr) == (harvested.returncode, harvested.stderr)
    assert "the name 'song' differs from that of source 'Song'" in planned.stderr
    assert danhmuc("apply", "x.plan").returncode == 0
    assert [one["name"] for one in json.loads(danhmuc("source", "list", "--json").stdout)] == ["Song"]


def test_harvest_plan__writes_no_file_where_nothing_could_be_planned(danhmuc: Run, catalogue: Catalogue) -> None:
    refused = danhmuc("harvest", catalogue("a.ttl", ONE), "--name", "local", "--plan", "x.plan")
    assert refused.returncode == 2
    assert "no source could be planned; x.plan was not written" in refused.stderr
    assert not Path("x.plan").exists()


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        (["harvest", "a.ttl", "--plan", "a.toml"], "a.toml exists and is no plan; it is not overwritten"),
        (["apply", "a.ttl"], "a.ttl is no plan; danhmuc harvest --plan FILE writes one"),
        (["apply", "a.plan", "--format", "html"], "--format goes with --dry-run alone"),
        (["apply", "a.plan", "--dry-run", "--format", "html", "--json"], "--json is --format json"),
    ],
)
def test_apply__refuses_in_one_line(
    danhmuc: Run, planned: CompletedProcess[str], arguments: list[str], refusal: str
) -> None:
    Path("a.toml").touch()
    refused = danhmuc(*arguments)
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
    assert refusal in refused.stderr


def test_apply__of_a_file_that_is_not_there(danhmuc: Run) -> None:
    refused = danhmuc("apply", "absent.plan")
    assert (refused.returncode, refused.stderr) == (
        3,
        "danhmuc: cannot open absent.plan: No such file or directory\n",
    )


def test_apply__proposes_the_renames_of_the_plan(danhmuc: Run, catalogue: Catalogue) -> None:
    danhmuc("harvest", catalogue("a.ttl", ONE, TWO), "--profile", "none")
    catalogue("a.ttl", ONE, TWO.replace("/2", "/3"))
    assert "http://a.example/2 → http://a.example/3" in danhmuc("harvest", "a.ttl", "--plan", "x.plan").stdout
    assert "http://a.example/2 → http://a.example/3" in danhmuc("apply", "x.plan").stdout
    assert danhmuc("registry", "rename", "http://a.example/2", "http://a.example/3", "--reason", "x").returncode == 0
    assert danhmuc("apply", "x.plan").returncode == 1
