"""``danhmuc list``."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.cli.output import table

Run = Callable[..., CompletedProcess[str]]

HEADINGS = ["title", "publisher", "source", "state", "verdict", "IRI"]


def titles(answer: CompletedProcess[str]) -> list[str]:
    return [line.split("\t")[0] for line in answer.stdout.splitlines()[1:]]


@pytest.mark.parametrize("text", ["sông Hương", "song huong", "SÔNG HƯƠNG", unicodedata.normalize("NFD", "sông Hương")])
def test_text__is_found_with_or_without_diacritics(danhmuc: Run, registry: str, text: str) -> None:
    found = titles(danhmuc("list", text))
    assert "Mực nước sông Hương" in found
    assert len(found) == 3


def test_text__may_be_several_words(danhmuc: Run, registry: str) -> None:
    assert titles(danhmuc("list", "sông", "Hương")) == titles(danhmuc("list", "song huong"))


def test_list__is_tab_separated_where_a_program_reads(danhmuc: Run, registry: str) -> None:
    answer = danhmuc("list", "muc nuoc song huong")
    head, row, *_ = answer.stdout.splitlines()
    assert head.split("\t") == HEADINGS
    assert row.split("\t")[2:5] == ["moi-truong", "present", "accepted"]
    assert {len(line.split("\t")) for line in answer.stdout.splitlines()} == {6}


def test_list__a_title_with_a_quotation_mark_stays_in_its_cell_and_is_no_formula(danhmuc: Run) -> None:
    titles = ['"Kè" bờ sông', '"', '"=1+1', 'Sông "Hương"', '="1"', '"a\tb']
    datasets = "".join(
        f"<http://e.vn/{number}> a <http://www.w3.org/ns/dcat#Dataset> ;"
        f" <http://purl.org/dc/terms/title> {json.dumps(title)} .\n"
        for number, title in enumerate(titles)
    )
    Path("a.ttl").write_text(datasets, "utf-8")
    danhmuc("harvest", "a.ttl", "--profile", "none")
    lines = danhmuc("list").stdout.splitlines()
    assert {len(line.split("\t")) for line in lines} == {6}
    rows = list(csv.reader(lines, delimiter="\t"))
    assert {len(row) for row in rows} == {6}
    shown = {row[-1]: row[0] for row in rows}
    expected = ['"Kè" bờ sông', '"', "\"'=1+1", 'Sông "Hương"', '\'="1"', '"a b']
    assert [shown[f"http://e.vn/{number}"] for number in range(len(titles))] == expected


def test_list__tells_the_number_on_stderr(danhmuc: Run, registry: str) -> None:
    assert danhmuc("list").stderr == "76 records\n"
    assert danhmuc("list", "--limit", "1").stderr == "1 record\n"
    first, second = danhmuc("list", "--limit", "1", "--after", "").stderr.splitlines()
    assert first == "1 record"
    assert second.startswith("76 records found in all; next page: --after ")
    assert danhmuc("list", "no such thing").stderr == "0 records\n"
    assert danhmuc("list", "--lang", "vi").stderr == "76 bản ghi\n"


def test_list__in_json_says_the_same(danhmuc: Run, registry: str) -> None:
    rows = json.loads(danhmuc("list", "song huong", "--json").stdout)
    assert [row["title"] for row in rows] == titles(danhmuc("list", "song huong"))
    assert {row["class"] for row in rows} == {"http://www.w3.org/ns/dcat#Dataset"}


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        (["--source", "van-hoa"], 16),
        (["--state", "present"], 76),
        (["--state", "missing"], 0),
        (["--verdict", "submitted"], 9),
        (["--verdict", "submitted", "--limit", "4"], 4),
        (["--verdict", "accepted"], 67),
        (["--verdict", "none"], 0),
        (["--publisher", "https://dulieu.example.vn/id/agent/H57.03"], 16),
        (["--publisher", "h57.03"], 16),
        (["--publisher", "https://dulieu.example.vn/id/agent/H57.03", "--source", "moi-truong"], 0),
        (["--since", "4"], 17),
        (["--since", "last"], 76),
        (["--run", "2"], 19),
        (["--run", "2", "--since", "3"], 0),
        (["--nodes"], 36),
        (["--limit", "5"], 5),
    ],
)
def test_options__choose(danhmuc: Run, registry: str, arguments: list[str], number: int) -> None:
    assert len(titles(danhmuc("list", *arguments))) == number


AGENCIES = """
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
<http://a.example/agency/7> a foaf:Agent ; foaf:name "Sở"@vi ; dct:identifier "H57.05" .
<http://a.example/agency/8> a foaf:Agent ; foaf:name "Sở"@vi ; dct:identifier "{0}" .
<http://a.example/1> a dcat:Dataset ; dct:title "Một"@vi ; dct:description "1"@vi ;
    dct:publisher <http://a.example/agency/7> .
<http://a.example/2> a dcat:Dataset ; dct:title "Hai"@vi ; dct:description "2"@vi ;
    dct:publisher <http://a.example/agency/8> .
"""


@pytest.mark.parametrize("code", ["H57.05", "h57.05", "7", "http://a.example/agency/7"])
def test_publisher__is_found_by_the_code_that_its_source_states(
    danhmuc: Run, catalogue: Callable[..., Path], database_url: str, tmp_path: Path, code: str
) -> None:
    """Its IRI does not end in the code, and it has no notation; in each command that chooses a publisher."""
    danhmuc("harvest", catalogue("a.ttl", AGENCIES.format("H57.06")), "--registry", database_url)
    chosen = ["--publisher", code, "--registry", database_url]
    for words in (["list"], ["list", "--as-of", "1"], ["status", "--since", "last"]):
        answer = danhmuc(*words, *chosen)
        assert ("Một" in answer.stdout, "Hai" in answer.stdout) == (True, False)
    for words in (["report", "findings", "--json"], ["report", "changes", "--json"], ["export", "nt", "-"]):
        answer = danhmuc(*words, *chosen)
        assert ("a.example/1" in answer.stdout, "a.example/2" in answer.stdout) == (True, False), words


def test_publisher__of_a_code_that_two_have_has_to_be_named_by_its_iri(
    danhmuc: Run, catalogue: Callable[..., Path], tmp_path: Path
) -> None:
    danhmuc("harvest", catalogue("a.ttl", AGENCIES.format("H57.05")), "--profile", "none")
    for words in (["list"], ["report", "findings"], ["export", "nt", "out.nt"]):
        answer = danhmuc(*words, "--publisher", "H57.05")
        assert (answer.returncode, answer.stdout, (tmp_path / "out.nt").exists()) == (2, "", False)
        assert answer.stderr == (
            "danhmuc: several publishers have the code 'H57.05': http://a.example/agency/7, "
            "http://a.example/agency/8; name one of them by its IRI\n"
        )


def test_sort__by_violations_shows_their_number(danhmuc: Run, registry: str) -> None:
    answer = danhmuc("list", "--sort", "violations")
    rows = [line.split("\t") for line in answer.stdout.splitlines()]
    assert rows[0] == [*HEADINGS[:5], "violation", "IRI"]
    numbers = [int(row[5]) for row in rows[1:]]
    assert numbers == sorted(numbers, reverse=True)
    assert sum(numbers) == 9
    assert len(numbers) == 76
    assert titles(danhmuc("list", "--sort", "title")) == titles(danhmuc("list"))


@pytest.mark.parametrize(
    "arguments",
    [["--publisher", "x"], ["--since", "x"], ["--since", "99"], ["--run", "99"], ["--run", "0"], ["--sort", "x"]],
)
def test_options__unknown_names_are_refused(danhmuc: Run, registry: str, arguments: list[str]) -> None:
    answer = danhmuc("list", *arguments)
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)


def test_theme__chooses(danhmuc: Run, registry: str) -> None:
    rows = json.loads(danhmuc("list", "--theme", "ENVI", "--json").stdout)
    assert rows
    assert all("ENVI" in row["themes"] for row in rows)


def test_list__without_a_registry_creates_none(danhmuc: Run, tmp_path: Path) -> None:
    assert danhmuc("list").returncode == 3
    assert not (tmp_path / "danhmuc.db").exists()


# ---------------------------------------------------------------- on a terminal


def columns(line: str) -> int:
    """How many columns a terminal gives the line; marks over letters have none."""
    return sum(not unicodedata.combining(letter) for letter in line)


@pytest.mark.soak
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("width", [80, 240, 100, 180])
def test_table__fits_the_terminal_and_is_aligned(terminal: Run, registry: str, lang: str, width: int) -> None:
    lines = terminal("list", "--lang", lang, columns=width, NO_COLOR="1").stdout.splitlines()[:-1]
    table = [line for line in lines if not line.startswith("    ")]
    below = [line for line in lines if line.startswith("    ")]
    assert max(columns(line) for line in lines) <= width
    assert len(table) == 77
    assert len(below) == (0 if width > 100 else 77)
    assert all(line.strip() == "IRI" or re.fullmatch(r"    https?://\S+", line) for line in below)
    source = re.search(r"  (source|nguồn) ", table[0])
    assert source is not None
    assert {line[source.start() : source.start() + 2] for line in table} == {"  "}
    assert any("…" in line for line in table) is (width < 240)


def test_table__counts_letters_and_not_their_marks(terminal: Run, danhmuc: Run, catalogue: Callable[..., Path]) -> None:
    decomposed = unicodedata.normalize("NFD", "Độ ẩm đất ở Thừa Thiên")
    path = catalogue(
        "a.ttl",
        f'<http://a.example/1> a dcat:Dataset ; dct:title "{decomposed}"@vi .',
        '<http://a.example/2> a dcat:Dataset ; dct:title "Độ ẩm đất ở Thừa Thiên"@vi .',
        '<http://a.example/3> a dcat:Dataset ; dct:title "順化 Huế"@vi .',
    )
    danhmuc("harvest", path, "--profile", "none")
    _, *rows = terminal("list", columns=120, NO_COLOR="1").stdout.splitlines()[:-1]
    starts = set()
    for row in rows:
        before = row[: row.index("http://")]
        starts.add(columns(before) + sum(unicodedata.east_asian_width(letter) == "W" for letter in before))
    assert len(starts) == 1


def test_table__a_long_one_is_as_wide_as_its_first_rows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(table, "is_terminal", lambda stream: True)
    monkeypatch.setattr(table, "_MEASURED", 2)
    monkeypatch.setenv("COLUMNS", "60")
    rows = [
        ("a", "1", "http://a.example/1"),
        ("b", "2", "http://a.example/2"),
        ("c" * 30, "12345", "http://a.example/3"),
    ]
    table.print_table(["t", "n", "IRI"], iter(rows), numbers=frozenset({1}))
    assert capsys.readouterr().out.splitlines() == [
        "t  n  IRI",
        "a  1  http://a.example/1",
        "b  2  http://a.example/2",
        "…  12345  http://a.example/3",
    ]


def test_list__in_json_is_one_document_however_long(danhmuc: Run, registry: str) -> None:
    whole = danhmuc("list", "--json").stdout
    assert whole == json.dumps(json.loads(whole), ensure_ascii=False, indent=2) + "\n"
    assert json.loads(whole) == json.loads(danhmuc("list", "--json", "--limit", "1000").stdout)
    assert danhmuc("list", "khong-co-tu-nay", "--json").stdout == "[]\n"


@pytest.mark.parametrize(
    ("cell", "width", "shown"),
    [
        ("ngắn", 6, "ngắn  "),
        ("vừa đủ", 6, "vừa đủ"),
        ("Mực nước", 6, "Mực n…"),
        ("Mực nước", 5, "Mực… "),
        (unicodedata.normalize("NFD", "Mực nước"), 6, unicodedata.normalize("NFD", "Mực n") + "…"),
        ("順化順化", 6, "順化… "),
    ],
)
def test_cell__is_cut_between_letters(cell: str, width: int, shown: str) -> None:
    assert table._fit_cell(cell, width, right=False) == shown


def test_facets__registration_is_one_of_them(danhmuc: Run, registry: str) -> None:
    assert "verdict, registration, year" in " ".join(danhmuc("list", "--help", "--lang", "en").stdout.split())
    answer = json.loads(danhmuc("list", "--facets", "registration", "--json", "--limit", "1").stdout)
    assert sum(one["count"] for one in answer["facets"]["registration"]) == answer["total"]
    assert "registration" in danhmuc("list", "--facets", "registration", "--lang", "en").stdout


def test_facets__are_tables_below_the_list(danhmuc: Run, registry: str) -> None:
    answer = danhmuc("list", "nuoc", "--limit", "1", "--facets", "verdict, theme")
    parts = [part.splitlines() for part in answer.stdout.split("\n\n")]
    assert [part[0].split("\t")[:2] for part in parts] == [
        HEADINGS[:2],
        ["records", "verdict"],
        ["records", "theme"],
    ]
    counts = [int(line.split("\t")[0]) for line in parts[1][1:]]
    assert f"{sum(counts)} records found in all" in answer.stderr
    assert "Environment (ENVI)" in parts[2][1]


def test_pages__end_where_the_list_ends(danhmuc: Run, registry: str) -> None:
    whole = titles(danhmuc("list", "nuoc"))
    found, key = [], ""
    while key is not None:
        page = json.loads(danhmuc("list", "nuoc", "--limit", "5", "--after", key, "--json").stdout)
        assert page["total"] == len(whole)
        found += [row["title"] for row in page["records"]]
        key = page["next"]
    assert found == whole


@pytest.mark.parametrize("arguments", [["--facets", "themes"], ["--after", "x"], ['"a'], ["--year", "0"], ["--", "-a"]])
def test_list__what_cannot_be_read_is_wrong_usage(danhmuc: Run, registry: str, arguments: list[str]) -> None:
    answer = danhmuc("list", *arguments)
    assert (answer.returncode, answer.stdout) == (2, "")


def test_list__of_values_that_no_record_has_tells_where_to_look(danhmuc: Run, registry: str) -> None:
    done = danhmuc("list", "--theme", "HELTH", "--file-format", "CVS")
    assert (done.returncode, done.stderr.splitlines()) == (
        0,
        ["0 records", "values that records have, with their numbers: danhmuc list --facets theme,format"],
    )
    assert danhmuc("list", "--facets", "theme,format").returncode == 0
    assert danhmuc("list", "khong-co-tu-nay").stderr == "0 records\n"


def test_list__by_format_and_year(danhmuc: Run, registry: str) -> None:
    both = titles(danhmuc("list", "--file-format", "csv", "--year", "2024"))
    assert both
    assert set(both) <= set(titles(danhmuc("list", "--file-format", "CSV")))
    assert set(both) <= set(titles(danhmuc("list", "--year", "2024")))
    assert titles(danhmuc("list", "--year", "9" * 20)) == []
