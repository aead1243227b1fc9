"""Equal texts in two languages, or of two datatypes, are two findings, each with its language and datatype."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from danhmuc.cli.main import run
from danhmuc.registry import Registry, parse_record, source_at
from danhmuc.shapes import Validator
from danhmuc.shapes.validation.profile_validator import ENGINES, Engine

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
TAGGED: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
VALUES: Final[dict[str, list[tuple[str | None, str]]]] = {
    # As written in Turtle; language and datatype of each finding.
    '"nay"@vi , "nay"@en': [("en", TAGGED), ("vi", TAGGED)],
    '"nay"@vi , "nay"@vi-vn': [("vi", TAGGED), ("vi-vn", TAGGED)],
    '"nay"@vi , "nay"@VI': [("vi", TAGGED)],
    '"nay"@vi , "nay"': [(None, XSD + "string"), ("vi", TAGGED)],
    '"nay" , "nay"^^<http://www.w3.org/2001/XMLSchema#string>': [(None, XSD + "string")],
    '"nay"^^<x:a> , "nay"^^<x:b>': [(None, "x:a"), (None, "x:b")],
    '"nay"^^<http://www.w3.org/2001/XMLSchema#date> , "nay"@vi': [(None, XSD + "date"), ("vi", TAGGED)],
    '"nay"@vi , "mai"@vi': [("vi", TAGGED), ("vi", TAGGED)],
}
PREFIXES: Final = "PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/>\n"
CODE: Final = "dcat-ap:Dataset-issued-datatype"


def turtle(values: str) -> str:
    return f"{PREFIXES}<https://e.vn/1> a dcat:Dataset ; dct:issued {values} ."


@pytest.fixture
def answer(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., object]:
    """The JSON of a call of the program."""

    def call(*arguments: str | Path) -> object:
        capfdbinary.readouterr()
        run([str(argument) for argument in arguments])
        return json.loads(capfdbinary.readouterr()[0])

    return call


def terms(findings: list[dict[str, str | None]]) -> list[tuple[str | None, str | None]]:
    found = [one for one in findings if one["code"] == CODE]
    return sorted(
        ((one["value_language"], one["value_datatype"]) for one in found), key=lambda one: (one[0] or "", one)
    )


@pytest.mark.soak
@pytest.mark.parametrize("values", VALUES)
@pytest.mark.parametrize("engine", ENGINES)
def test_validate__each_has_a_finding(values: str, engine: Engine) -> None:
    report = Validator("dcat-ap", engine=engine).validate(parse_record(turtle(values)))
    found = [(one.value_language, one.value_datatype) for one in report.findings if one.code == CODE]
    assert sorted(found, key=lambda one: (one[0] or "", one)) == VALUES[values]


@pytest.mark.parametrize("values", VALUES)
def test_program__each_has_a_finding(values: str, tmp_path: Path, answer: Callable[..., object]) -> None:
    path, url = tmp_path / "a.ttl", f"sqlite:///{tmp_path}/r.db"
    path.write_text(turtle(values), encoding="utf-8")
    (validated,) = answer("validate", "--json", path)  # type: ignore[misc]
    answer("harvest", "--json", "--registry", url, path)
    shown = answer("show", "--json", "--registry", url, "https://e.vn/1")
    assert terms(validated["records"][0]["findings"]) == VALUES[values]
    assert terms(shown["findings"]) == VALUES[values]  # type: ignore[index]


def test_revalidate__one_that_is_stored_already_is_not_new(tmp_path: Path, answer: Callable[..., object]) -> None:
    path, url = tmp_path / "a.ttl", f"sqlite:///{tmp_path}/r.db"
    path.write_text(turtle('"nay"@vi , "nay"@en'), encoding="utf-8")
    with Registry.open(url) as registry:
        registry.plan(source_at(str(path))).apply()
    report = answer("validate", "--json", "--all", "--registry", url)
    assert report["changes"] == []  # type: ignore[index]


def test_revalidate__the_other_language_is_new(
    tmp_path: Path, answer: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, url = tmp_path / "a.ttl", f"sqlite:///{tmp_path}/r.db"
    path.write_text(turtle('"nay"@vi , "nay"@en'), encoding="utf-8")
    with monkeypatch.context() as before, Registry.open(url) as registry:
        # As versions before 0.1 merged them.
        before.setattr(
            "danhmuc.shapes.validation.core_engine.merge_faults",
            lambda findings: tuple({(one.code, one.path, one.value): one for one in findings}.values()),
        )
        registry.plan(source_at(str(path))).apply()
    report = answer("validate", "--json", "--all", "--registry", url)
    (changed,) = report["changes"]  # type: ignore[index]
    assert [one["code"] for one in changed["new"]] == [CODE]
    assert changed["gone"] == []


@pytest.mark.parametrize("report", ["text", "html", "junit", "csv"])
def test_report__an_empty_text_can_be_seen(
    report: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "a.ttl").write_text(turtle('""@en'), encoding="utf-8")
    run(["validate", "--report", report, str(tmp_path / "a.ttl")])
    text = html.unescape(capfdbinary.readouterr()[0].decode()).replace('""', '"').replace("'@", "@")
    assert '"@en' in text
