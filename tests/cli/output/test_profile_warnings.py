"""What of a profile is ignored is told, once, by every command that judges by it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.shapes import Validator, load_profile
from danhmuc.shapes.engine import patterns
from danhmuc.vocab.errors import ShapesError

Run = Callable[..., CompletedProcess[str]]

BROKEN = """
PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/>
PREFIX dmv: <https://w3id.org/danhmuc/def#>
PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX prof: <http://www.w3.org/ns/dx/prof/>
PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX : <http://a.example/house#>
PREFIX ap: <https://w3id.org/danhmuc/shapes/dcat-ap#>
<http://a.example/house> a prof:Profile ; prof:hasToken "house" ; owl:imports <http://a.example/more> ;
    dmv:allowsUnread <http://a.example/more> , sh:minCuont ;
    prof:isProfileOf <https://w3id.org/danhmuc/shapes/dcat-ap> .
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :Dataset-title .
:Dataset-title sh:path dct:title ; sh:severity sh:Violation ; sh:message "Title."@en ; sh:minCuont 2 .
ap:Dataset-titel sh:deactivated true .
"""
ENGLISH = [
    "warning: profile house.ttl: owl:imports http://a.example/more in house.ttl is not fetched",
    (
        "warning: profile house.ttl: house.ttl speaks of dcat-ap:Dataset-titel, which 'dcat-ap' does not have; "
        "near it: Dataset-title"
    ),
    (
        "warning: profile house.ttl: <http://a.example/house#Dataset-title> has sh:minCuont, which SHACL does not "
        "know; near it: sh:minCount"
    ),
]


@pytest.fixture(autouse=True)
def files(tmp_path: Path, good: Path) -> None:
    (tmp_path / "house.ttl").write_text(BROKEN, encoding="utf-8")
    for name in ("one.ttl", "two.ttl"):
        (tmp_path / name).write_bytes(good.read_bytes())


@pytest.fixture
def call(danhmuc: Run, process: Run) -> Run:
    """Call the program in this process, or where it starts workers in its own: they would log as pytest does."""
    return lambda *arguments: (process if "--workers" in arguments else danhmuc)(*arguments)


@pytest.mark.parametrize(
    "more", [[], ["--json"], ["--report", "csv"], ["--workers", "2"]], ids=["text", "json", "csv", "workers"]
)
def test_validate__tells_what_is_passed_over_once(call: Run, more: list[str]) -> None:
    answer = call("validate", "one.ttl", "two.ttl", "--profile", "house.ttl", *more)
    assert answer.stderr.splitlines() == ENGLISH
    assert answer.returncode == 0


def test_harvest__tells_it_once_by_the_profile_of_the_source_too(danhmuc: Run, tmp_path: Path) -> None:
    told = [line.replace("house.ttl", str(tmp_path / "house.ttl")) for line in ENGLISH]
    assert sorted(
        danhmuc("harvest", "-q", "one.ttl", "two.ttl", "--profile", "house.ttl").stderr.splitlines()
    ) == sorted(told)
    again = danhmuc("harvest", "-q", "one.ttl", "two.ttl")
    assert (sorted(again.stderr.splitlines()), again.returncode) == (sorted(told), 0)
    assert sorted(danhmuc("validate").stderr.splitlines()) == sorted(told)


def test_shapes_show__tells_what_the_profile_passes_over(danhmuc: Run) -> None:
    assert danhmuc("shapes", "show", "house.ttl").stderr.splitlines() == ENGLISH[:2]


@pytest.mark.parametrize("profile", ["dcat-ap", "dcat-ap-hvd", "vn"])
def test_validate__has_nothing_to_tell_of_our_own(danhmuc: Run, profile: str) -> None:
    assert danhmuc("validate", "one.ttl", "--profile", profile).stderr == ""


@pytest.mark.soak
def test_validate__tells_a_pattern_that_takes_too_long(
    call: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patterns, "SECONDS", 0.1)  # in this process only
    slow = BROKEN.replace("sh:minCuont 2", 'sh:pattern "^(a|aa)+$"').replace(
        "owl:imports <http://a.example/more> ;", ""
    )
    (tmp_path / "house.ttl").write_text(slow.replace("ap:Dataset-titel sh:deactivated true .", ""), encoding="utf-8")
    title = "a" * 60 + "!"
    text = (tmp_path / "one.ttl").read_text(encoding="utf-8").replace("Sông Hương", title)
    for name in ("one.ttl", "two.ttl"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    for more in ([], ["--workers", "2"], ["--report", "csv"]):
        told = call("validate", "one.ttl", "two.ttl", "--profile", "house.ttl", *more).stderr.splitlines()
        assert len(told) == 1
        assert told[0].startswith("warning: profile house.ttl: sh:pattern")
        assert "takes too long on some values" in told[0]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("ap:Dataset-title sh:severity sh:Fatal .", "được tính như sh:Violation; hãy dùng một trong sh:Violation"),
        (
            (
                ":R sh:targetClass dcat:Dataset ; sh:path dct:modified ; sh:severity sh:Violation ; "
                "<https://w3id.org/danhmuc/def#maxAge> 'P1Y'^^<http://www.w3.org/2001/XMLSchema#duration> ."
            ),
            "là vi phạm phụ thuộc ngày xét",
        ),
        (":R sh:targetObjectsOf dct:relation ; sh:nodeKind sh:IRI .", "xét những gì được nêu bằng"),
    ],
)
def test_warning__is_told_in_vietnamese(tmp_path: Path, rule: str, words: str) -> None:
    path = tmp_path / "house.ttl"
    head = BROKEN.partition(":Dataset a")[0].replace("owl:imports <http://a.example/more> ;", "")
    path.write_text(head + rule, encoding="utf-8")
    (warning,) = Validator(path).warnings
    assert words in warning.render("vi")


def test_error__of_two_files_with_one_iri_is_told_in_vietnamese(tmp_path: Path) -> None:
    head = "PREFIX prof: <http://www.w3.org/ns/dx/prof/> <http://a.example/{0}> a prof:Profile ; prof:hasToken '{1}'"
    for name in ("a", "b"):
        (tmp_path / f"{name}.ttl").write_text(head.format("base", name) + ".", encoding="utf-8")
    top = tmp_path / "top.ttl"
    top.write_text(head.format("top", "top") + "; prof:isProfileOf <http://a.example/base> .", encoding="utf-8")
    with pytest.raises(ShapesError) as caught:
        load_profile(top)
    assert "trùng nhau ở hai tệp" in caught.value.render("vi")


# ---------------------------------------------------------------- profiles that are refused

UNREAD = BROKEN.replace(" , sh:minCuont ;", " ;")
REFUSAL = (
    "profile {place}: 1 part of it was not read, so no record can pass by it: <http://a.example/house#Dataset-title> "
    "has sh:minCuont, which SHACL does not know; near it: sh:minCount; correct or remove it"
)


@pytest.mark.parametrize(
    "words",
    [
        ["validate", "one.ttl", "--profile", "house.ttl"],
        ["validate", "one.ttl", "--profile", "house.ttl", "--engine", "pyshacl"],
        ["harvest", "one.ttl", "--profile", "house.ttl"],
        ["harvest", "one.ttl", "--profile", "house.ttl", "--plan", "x.plan"],
        ["shapes", "show", "house.ttl"],
        ["source", "add", "one.ttl", "--profile", "house.ttl"],
    ],
    ids=lambda words: " ".join(words[:1] + words[4:]),
)
def test_profile__that_is_not_read_in_full_is_refused_where_it_is_named(
    danhmuc: Run, tmp_path: Path, words: list[str]
) -> None:
    (tmp_path / "house.ttl").write_text(UNREAD, encoding="utf-8")
    answer = danhmuc(*words)
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)
    place = tmp_path / "house.ttl" if words[0] == "source" else "house.ttl"
    assert answer.stderr == f"danhmuc: {REFUSAL.format(place=place)}\n"
    assert not (tmp_path / "x.plan").exists()


def test_harvest__of_a_source_whose_profile_is_not_read_in_full_is_a_failed_run(danhmuc: Run, tmp_path: Path) -> None:
    danhmuc("harvest", "one.ttl", "--profile", "house.ttl")
    danhmuc("harvest", "two.ttl", "--profile", "dcat-ap")
    (tmp_path / "house.ttl").write_text(UNREAD, encoding="utf-8")
    answer = danhmuc("harvest", "--all")
    reason = REFUSAL.format(place=tmp_path / "house.ttl")
    first, *rest = answer.stdout.splitlines()
    assert first == f"one  run 3, profile {tmp_path / 'house.ttl'}: failed ({reason})"
    assert rest[0] == "two  run 4, profile dcat-ap: complete"
    assert answer.returncode == 1
    (tmp_path / "house.ttl").unlink()
    lost = danhmuc("harvest", "one.ttl")
    assert (lost.returncode, "failed (unknown profile" in lost.stdout) == (1, True)


@pytest.mark.soak
def test_harvest__with_workers_fails_as_without(process: Run, tmp_path: Path) -> None:
    process("harvest", "one.ttl", "two.ttl", "--profile", "house.ttl")
    (tmp_path / "house.ttl").write_text(UNREAD, encoding="utf-8")
    answer = process("harvest", "--all", "--workers", "2")
    assert (answer.returncode, answer.stdout.count(": failed (profile ")) == (1, 2)


def test_validate__refuses_the_source_and_goes_on(danhmuc: Run, tmp_path: Path) -> None:
    danhmuc("harvest", "one.ttl", "--profile", "house.ttl")
    danhmuc("harvest", "two.ttl", "--profile", "dcat-ap")
    (tmp_path / "house.ttl").write_text(UNREAD, encoding="utf-8")
    answer = danhmuc("validate", "--all")
    assert answer.stderr == f"danhmuc: one: {REFUSAL.format(place=tmp_path / 'house.ttl')}\n"
    assert answer.stdout.startswith("two  profile dcat-ap: 1 validated again")
    assert answer.returncode == 2
