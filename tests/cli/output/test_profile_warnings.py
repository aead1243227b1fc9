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
PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX prof: <http://www.w3.org/ns/dx/prof/>
PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX : <http://a.example/house#>
PREFIX ap: <https://w3id.org/danhmuc/shapes/dcat-ap#>
<http://a.example/house> a prof:Profile ; prof:hasToken "house" ; owl:imports <http://a.example/more> ;
    prof:isProfileOf <https://w3id.org/danhmuc/shapes/dcat-ap> .
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :Dataset-title .
:Dataset-title sh:path dct:title ; sh:severity sh:Violation ; sh:message "Title."@en ; sh:pattern "(((" .
ap:Dataset-titel sh:deactivated true .
"""
ENGLISH = [
    "warning: profile house.ttl: owl:imports http://a.example/more in house.ttl is not fetched",
    "warning: profile house.ttl: house.ttl speaks of dcat-ap:Dataset-titel, which 'dcat-ap' does not have",
    (
        "warning: profile house.ttl: <http://a.example/house#Dataset-title>: sh:pattern '(((' is no regular "
        "expression: missing ) at position 3; that constraint is ignored"
    ),
]
VIETNAMESE = [
    "cảnh báo: hồ sơ house.ttl: owl:imports http://a.example/more trong house.ttl không được tải về",
    "cảnh báo: hồ sơ house.ttl: house.ttl nói đến dcat-ap:Dataset-titel, nhưng hồ sơ 'dcat-ap' không có quy tắc này",
    (
        "cảnh báo: hồ sơ house.ttl: <http://a.example/house#Dataset-title>: sh:pattern '(((' không phải biểu thức "
        "chính quy: “missing ) at position 3”; bỏ qua ràng buộc đó"
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


def test_validate__tells_it_in_vietnamese(danhmuc: Run) -> None:
    assert danhmuc("validate", "one.ttl", "--profile", "house.ttl", "--lang", "vi").stderr.splitlines() == VIETNAMESE


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


def test_validate__tells_a_pattern_that_takes_too_long(
    call: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patterns, "SECONDS", 0.1)  # in this process only
    slow = BROKEN.replace('"((("', '"^(a|aa)+$"').replace("owl:imports <http://a.example/more> ;", "")
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
        ("ap:Dataset-title sh:deactivated 'true' .", "không phải true hay false"),
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
