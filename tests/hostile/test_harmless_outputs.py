"""No text of a catalogue controls a terminal or becomes a formula, whatever command and format shows it."""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from danhmuc.cli.main import run

CONTROLS: Final = {
    "C1, CSI": "\x9b31m",
    "C1, OSC": "\x9d0;title\x9c",
    "NEL": "\x85",
    "DEL": "\x7f",
    "ESC": "\x1b[31m",
    "BEL": "\x07",
    "right-to-left override": "\u202e",
    "left-to-right embedding": "\u202a",
    "pop": "\u202c",
    "isolates": "\u2066\u2067\u2068\u2069",
    "line separator": "\u2028",
}
FORMULAS: Final = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\uff1d1+1",
    'x",=1+1,"',
    "x;=1+1",
    "x,+1",
    "x\t-1",
    "x;@a",
    "x\n=1",
    " =1+1",
    "\t=1+1",
    "=cmd|' /C calc'!A0",
)
MARKUP: Final = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "]]>", "&lt;")
HARMFUL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
FORMULA: Final = re.compile("(?:^|[,;\t])[=+\\-@\uff1d\uff0b\uff0d\uff20]")
PLACES: Final = {
    "a title": "<https://e.vn/{1}> a dcat:Dataset ; dct:title {0}@vi .",
    "a value": '<https://e.vn/{1}> a dcat:Dataset ; dct:title "x"@vi ; dct:issued {0} .',
    "a part": "<https://e.vn/{1}> a dcat:Dataset ; dcat:distribution [ a dcat:Distribution ; dct:title {0} ] .",
    "a part as value": "<https://e.vn/{1}> a dcat:Dataset ; dcat:distribution [ dct:title {0} ] .",
    "what a part says": "<https://e.vn/{1}> a dcat:Dataset ; dcat:distribution "
    "[ a dcat:Distribution ; dct:rights {0} ] .",
    "a publisher": "<https://e.vn/{1}> a dcat:Dataset ; dct:publisher <https://e.vn/so/{1}> . "
    "<https://e.vn/so/{1}> a foaf:Agent ; foaf:name {0}@vi .",
}
PREFIXES: Final = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""
REPORTS: Final = ("text", "json", "csv", "html", "junit")


@pytest.fixture
def printed(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., str]:
    """Both streams of a call of the program."""

    def call(*arguments: str | Path) -> str:
        capfdbinary.readouterr()
        run([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return (out + err).decode()

    return call


def publish(folder: Path, place: str, *texts: str) -> Path:
    """Publish a dataset for each text."""
    path = folder / "a.ttl"
    turtle = "\n".join(PLACES[place].format(json.dumps(text), number) for number, text in enumerate(texts, 1))
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return path


def strings_of(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in strings_of(one)]
    if isinstance(value, list):
        return [text for one in value for text in strings_of(one)]
    return [value] if isinstance(value, str) else []


def test_program__prints_no_control(tmp_path: Path, printed: Callable[..., str]) -> None:
    text = json.dumps("a" + "b".join(CONTROLS.values()) + "c")
    path, url = tmp_path / "a.ttl", f"sqlite:///{tmp_path}/r.db"
    everywhere = "".join(place.format(text, 1) for place in PLACES.values())
    path.write_text(PREFIXES + everywhere, encoding="utf-8")
    outputs = {report: printed("validate", "--report", report, path) for report in REPORTS}
    outputs |= {"harvest": printed("harvest", "--registry", url, path)}
    for words in (
        ("list",),
        ("list", "--json"),
        ("show", "https://e.vn/1"),
        ("show", "--json", "https://e.vn/1"),
        ("show", "--history", "https://e.vn/1"),
        ("validate", "--all"),
        ("validate", "--all", "--json"),
        ("harvest", "--json", path),
    ):
        outputs[" ".join(map(str, words))] = printed(*words, "--registry", url)
    assert {name for name, output in outputs.items() if HARMFUL.search(output.replace("\r\n", "\n"))} == set()


@pytest.mark.parametrize("place", PLACES)
def test_json__says_the_same_in_escapes(place: str, tmp_path: Path, printed: Callable[..., str]) -> None:
    text = "a" + "b".join(CONTROLS.values()) + "c"
    path, url = publish(tmp_path, place, text), f"sqlite:///{tmp_path}/r.db"
    printed("harvest", "--registry", url, path)
    shown = json.loads(printed("show", "--json", "--registry", url, "https://e.vn/1"))
    if place == "a title":
        assert shown["title"] == text
    if place == "a part":
        assert text in {finding["about"].get("vi") for finding in shown["findings"]}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_csv__no_cell_holds_a_formula(place: str, lang: str, tmp_path: Path, printed: Callable[..., str]) -> None:
    path = publish(tmp_path, place, *FORMULAS)
    table = printed("validate", "--lang", lang, "--report", "csv", path).removeprefix("\ufeff").splitlines()
    rows = list(csv.reader(table, delimiter=";" if lang == "vi" else ","))
    assert len({len(row) for row in rows}) == 1
    assert [cell for row in rows for cell in row if FORMULA.search(cell)] == []


@pytest.mark.parametrize("place", ["a title", "a publisher"])
def test_tsv__no_cell_holds_a_formula(place: str, tmp_path: Path, printed: Callable[..., str]) -> None:
    path, url = publish(tmp_path, place, *FORMULAS), f"sqlite:///{tmp_path}/r.db"
    printed("harvest", "--registry", url, path)
    for words in (("list",), ("source", "list"), ("vocab", "list")):
        lines = printed(*words, "--registry", url).splitlines()
        cells = [cell for line in lines for cell in line.split("\t")]
        assert [cell for cell in cells if FORMULA.search(cell)] == []


@pytest.mark.parametrize("place", PLACES)
def test_html__no_text_is_markup(place: str, tmp_path: Path, printed: Callable[..., str]) -> None:
    page = printed("validate", "--report", "html", publish(tmp_path, place, *MARKUP))
    body = page.partition("<body")[2].rpartition("<script>")[0].replace("&#34;", '"').replace("&#39;", "'")
    assert "<script" not in body
    assert "<img" not in body
    assert [text for text in MARKUP if html.escape(text, quote=False) not in body] == []
