"""A finding says what it is about: one bad distribution of many is found by its title, else by its address."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from danhmuc.cli.main import run
from danhmuc.registry import parse_record
from danhmuc.shapes import Validator, validate
from danhmuc.shapes.validation.profile_validator import ENGINES, Engine

PREFIXES: Final = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
BAD: Final = 'dcat:byteSize "bad"'
NAMES: Final[dict[str, tuple[str, str]]] = {
    # The bad distribution; its name in Vietnamese and in English.
    f'dct:title "Tháng 3"@vi , "March"@en ; {BAD}': ("Tháng 3", "March"),
    f'dct:title "March"@en ; {BAD}': ("March", "March"),
    f'dct:title "März"@de ; {BAD}': ("März", "März"),
    f'dct:title "Tháng 3" ; {BAD}': ("Tháng 3", "Tháng 3"),
    f'dct:title " " ; dcat:accessURL <3.csv> ; {BAD}': ("https://e.vn/3.csv", "https://e.vn/3.csv"),
    f'dct:title "Tháng 3"@vi ; dcat:accessURL <3.csv> ; {BAD}': ("Tháng 3", "Tháng 3"),
    f'dct:title "Tháng 1"@vi ; dcat:accessURL <3.csv> ; {BAD}': (
        "Tháng 1 (https://e.vn/3.csv)",
        "Tháng 1 (https://e.vn/3.csv)",
    ),
    f'foaf:name "Tệp"@vi ; {BAD}': ("Tệp", "Tệp"),
    f"dcat:accessURL <3> ; dcat:downloadURL <3.csv> ; {BAD}": ("https://e.vn/3.csv", "https://e.vn/3.csv"),
    f'dcat:accessURL "not an IRI" ; {BAD}': ("not an IRI", "not an IRI"),
    f'dct:identifier "T3" ; {BAD}': ("T3", "T3"),
    BAD: ("dcat:distribution (dcat:Distribution): dcat:byteSize bad",) * 2,
    f"{BAD} ; dct:issued 3 ; dct:rights <r>": (
        "dcat:distribution (dcat:Distribution): dct:issued 3, dct:rights https://e.vn/r",
    )
    * 2,
    f'dct:title "{"x" * 300}" ; {BAD}': ("x" * 199 + "…",) * 2,
}
CODE: Final = "dcat-ap:Distribution-byteSize-datatype"
REPORTS: Final = ("text", "csv", "html", "junit")


@cache
def validator(engine: Engine) -> Validator:
    return Validator("dcat-ap", engine=engine)


def turtle(bad: str) -> str:
    good = " , ".join(
        f'[ a dcat:Distribution ; dct:title "Tháng {n}"@vi ; dcat:accessURL <{n}> ]' for n in (1, 2, 4, 5, 6)
    )
    head = f'{PREFIXES}<1> a dcat:Dataset ; dct:title "Mưa"@vi ; dcat:distribution '
    return f"{head}{good} , [ a dcat:Distribution ; {bad} ] ."


@pytest.fixture
def printed(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., str]:
    """Stdout of a call of the program."""

    def call(*arguments: str | Path) -> str:
        capfdbinary.readouterr()
        run([str(argument) for argument in arguments])
        return capfdbinary.readouterr()[0].decode()

    return call


@pytest.mark.parametrize("bad", NAMES)
@pytest.mark.parametrize("engine", ENGINES)
def test_validate__a_node_has_a_name(bad: str, engine: Engine) -> None:
    report = validator(engine).validate(parse_record(turtle(bad)))
    (found,) = [one for one in report.findings if one.code == CODE]
    assert found.about is not None
    assert (found.about.render("vi"), found.about.render("en")) == NAMES[bad]


@pytest.mark.parametrize(
    ("nested", "name"),
    [
        ('dct:title "March" ; spdx:checksum [ a spdx:Checksum ]', "March › spdx:checksum (spdx:Checksum)"),
        ("dcat:accessURL <3> ; spdx:checksum [ a spdx:Checksum ]", "https://e.vn/3 › spdx:checksum (spdx:Checksum)"),
        ("spdx:checksum [ a spdx:Checksum ]", "dcat:distribution (dcat:Distribution) › spdx:checksum (spdx:Checksum)"),
    ],
)
def test_validate__a_node_in_a_node_has_the_name_of_both(nested: str, name: str) -> None:
    report = validator("danhmuc").validate(parse_record(turtle(nested)))
    assert name in {str(one.about) for one in report.findings if one.about is not None}


def test_validate__a_node_that_is_the_value_has_its_name() -> None:
    text = PREFIXES + '<1> a dcat:Dataset ; dct:title "Mưa"@vi ; dct:publisher [ a foaf:Agent ; foaf:name "Sở"@vi ] ; '
    text += 'dct:creator [ foaf:name "Ai"@vi ] ; dct:license [ dct:title "Mở" ] .'
    findings = validator("danhmuc").validate(parse_record(text)).findings
    blank = [one for one in findings if one.has_blank_value]
    assert blank
    assert all(one.value_about is not None for one in blank)


SHAPES: Final = """
@prefix : <https://e.vn/s#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:S a sh:NodeShape ; sh:targetClass dcat:Distribution ;
    sh:property [ sh:path dcat:byteSize ; sh:datatype xsd:integer ; sh:message "Phải là số."@vi ] .
:D a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property [ sh:path dct:publisher ; sh:nodeKind sh:IRI ] .
"""


@pytest.mark.parametrize(("bad", "engine"), [*((bad, "danhmuc") for bad in NAMES), (next(iter(NAMES)), "pyshacl")])
def test_shapes__name_a_node_as_profiles_do(bad: str, engine: Engine) -> None:
    report = validate(turtle(bad), SHAPES, engine=engine)
    (found,) = report.results
    for lang, name in zip(("vi", "en"), NAMES[bad], strict=True):
        # The dataset is no record here, so it has a name, too.
        wanted = f"Mưa › {name}" if name.startswith("dcat:distribution") else name
        assert found.about is not None
        assert found.about.by_language()[lang] == wanted
        assert found.as_dict()["about"] == found.about.by_language()
        assert report.text(lang).startswith(f"{wanted} (https://e.vn/1 → dcat:distribution → ")


@pytest.mark.parametrize("engine", ENGINES)
def test_shapes__name_a_node_that_is_the_value(engine: Engine) -> None:
    text = PREFIXES + '<1> a dcat:Dataset ; dct:publisher [ foaf:name "Sở"@vi ] .'
    report = validate(text, SHAPES, engine=engine)
    (found,) = report.results
    assert found.as_dict()["value_about"] == {"vi": "Sở", "en": "Sở"}
    assert f"Sở ({found.value})" in report.text("vi")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_shapes__name_a_node_that_no_iri_leads_to(lang: str, tmp_path: Path, printed: Callable[..., str]) -> None:
    (tmp_path / "s.ttl").write_text(SHAPES, encoding="utf-8")
    (tmp_path / "a.ttl").write_text(PREFIXES + "[] a dcat:Distribution ; dcat:downloadURL <3.csv> ; " + BAD + " .")
    text = printed("validate", "--lang", lang, "--shapes", tmp_path / "s.ttl", tmp_path / "a.ttl")
    assert "  https://e.vn/3.csv (_:b0)\n" in text


def test_validate__nodes_that_hold_each_other_end() -> None:
    text = PREFIXES + "<1> a dcat:Dataset ; dcat:distribution _:a . _:a a dcat:Distribution ; dct:relation _:b . "
    text += "_:b a dcat:Distribution ; dct:relation _:c . _:c a dcat:Distribution ; dct:relation _:b ."
    assert validator("danhmuc").validate(parse_record(text)).findings


def test_json__has_the_name_in_both_languages(tmp_path: Path, printed: Callable[..., str]) -> None:
    path, url = tmp_path / "a.ttl", f"sqlite:///{tmp_path}/r.db"
    path.write_text(turtle(next(iter(NAMES))), encoding="utf-8")
    (validated,) = json.loads(printed("validate", "--json", path))
    printed("harvest", "--registry", url, path)
    shown = json.loads(printed("show", "--json", "--registry", url, "https://e.vn/1"))
    for findings in (validated["records"][0]["findings"], shown["findings"]):
        (found,) = [one for one in findings if one["code"] == CODE]
        assert found["about"] == {"vi": "Tháng 3", "en": "March"}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("report", REPORTS)
def test_report__has_the_name_and_no_made_up_one(
    lang: str, report: str, tmp_path: Path, printed: Callable[..., str]
) -> None:
    (tmp_path / "a.ttl").write_text(turtle(next(iter(NAMES))), encoding="utf-8")
    text = printed("validate", "--lang", lang, "--report", report, tmp_path / "a.ttl")
    assert {"vi": "Tháng 3", "en": "March"}[lang] in text
    assert "_:" not in text


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_program__has_the_name_of_what_is_stored(lang: str, tmp_path: Path, printed: Callable[..., str]) -> None:
    path, url = tmp_path / "a.ttl", f"sqlite:///{tmp_path}/r.db"
    path.write_text(turtle(next(iter(NAMES))), encoding="utf-8")
    printed("harvest", "--registry", url, path)
    shown = printed("show", "--lang", lang, "--registry", url, "https://e.vn/1").partition("\n\n")[0]
    name = {"vi": "Tháng 3", "en": "March"}[lang]
    assert f"      {name}; " in shown
    assert "_:" not in shown


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_program__has_the_name_of_what_is_gone_and_of_what_is_new(
    lang: str, tmp_path: Path, printed: Callable[..., str]
) -> None:
    path, url, profile = tmp_path / "a.ttl", f"sqlite:///{tmp_path}/r.db", tmp_path / "p.ttl"
    path.write_text(turtle(next(iter(NAMES))), encoding="utf-8")
    rule = """
        @prefix : <https://e.vn/p#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
        @prefix prof: <http://www.w3.org/ns/dx/prof/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
        <https://e.vn/p> a prof:Profile ; prof:hasToken "p" .
        :D a sh:NodeShape ; sh:targetClass dcat:Distribution ; sh:property :{0} .
        :{0} a sh:PropertyShape ; sh:path dcat:byteSize ; sh:maxCount 0 ; sh:message "Không."@vi , "No."@en ."""
    profile.write_text(rule.format("old"), encoding="utf-8")
    printed("harvest", "--registry", url, "--profile", profile, path)
    profile.write_text(rule.format("new"), encoding="utf-8")
    text = printed("validate", "--lang", lang, "--registry", url)
    assert text.count({"vi": "Tháng 3", "en": "March"}[lang]) == 2
    assert "_:" not in text
