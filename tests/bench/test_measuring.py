"""The measurements themselves can be trusted."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from catalogues import Catalogue
from ckan_dicts import fields_of, missing
from entries import entries
from environments import PEERS, peer_version
from processes import Usage, python, run
from reporting import Table, at_least, compare_memory, expected, fill, share_of, spread, times_as_fast

BENCH = PEERS.parent


def test_run__does_not_count_what_the_measurer_holds() -> None:
    ballast = bytearray(b"x") * (300 * 1024 * 1024)
    assert python("-c", "pass").peak_mib < 50
    assert len(ballast) > 0


def test_run__counts_what_the_process_holds_and_does() -> None:
    usage = python("-c", "held = bytearray(b'x') * (200 * 1024 * 1024); print(len(held))")
    assert 200 < usage.peak_mib < 250
    assert usage.cpu_seconds > 0
    assert usage.answer == "209715200\n"


def test_run__a_command_that_fails_ends_the_measurement() -> None:
    with pytest.raises(AssertionError, match="ended with 3: why"):
        python("-c", "import sys; sys.stderr.write('why'); sys.exit(3)")


def test_spread__is_the_median_and_the_range() -> None:
    assert spread([3.0, 1.0, 2.0], 1) == "2.0 (1.0–3.0)"
    assert spread([1.25], 2) == "1.25"


def test_expected__says_whether_it_was_met() -> None:
    assert expected("0.5", 0.5, 0.5) == "0.5, expected ≤ 0.5: met"
    assert expected("0.6", 0.6, 0.5) == "0.6, expected ≤ 0.5: **not met**"
    assert at_least("10 times", 10.0, 10) == "10 times, expected ≥ 10: met"
    assert at_least("9.9 times", 9.9, 10) == "9.9 times, expected ≥ 10: **not met**"


def test_fill__replaces_what_stands_between_the_marks() -> None:
    page = "a\n<!-- bench:x -->\nold\n<!-- /bench:x -->\nb\n"
    table = Table(["what", "s"], rows=[["this", r"\1"]]).markdown()
    assert fill(page, "x", table) == f"a\n<!-- bench:x -->\n{table}<!-- /bench:x -->\nb\n"


def test_fill__a_page_without_the_marks_is_an_error() -> None:
    with pytest.raises(LookupError, match="0 places called 'x'"):
        fill("page\n", "x", "table\n")


DICT = {
    "title": "Lúa",
    "tags": [{"name": "gạo"}],
    "license_id": "",
    "extras": [{"key": "theme", "value": '["https://e.vn/AGRI"]'}, {"key": "contact_email", "value": "a@e.vn"}],
    "resources": [{"uri": "https://e.vn/1/a", "hash": "ab", "size": 5, "url": "https://e.vn/a"}],
}


def test_missing__tells_what_only_the_dict_holds() -> None:
    ours = {
        "title": [["Rice", "Lúa"]],
        "keywords": [["gạo"]],
        "themes": [["https://e.vn/AGRI"]],
        "contact_points.email": [["mailto:a@e.vn"]],
        "distributions.iri": [["https://e.vn/1/a"]],
        "distributions.checksum.checksum_value": [["AB"]],
        "distributions.byte_size": [["5"]],
    }
    theirs = fields_of(DICT)
    assert theirs.keys() == ours.keys()
    assert missing(theirs, ours) == []
    assert missing(theirs, ours | {"title": [["Rice"]]}) == ["title: Lúa"]
    assert missing(theirs, ours | {"keywords": []}) == ["keywords"]


def test_fields_of__nothing_is_passed_over() -> None:
    with pytest.raises(KeyError, match="new"):
        fields_of(DICT | {"extras": [{"key": "new", "value": "x"}]})


def test_entries__fill_every_field_of_every_dataset() -> None:
    filled = list(entries(Catalogue(20, clean=True)))
    assert len(filled) == 20
    assert all(value for entry in filled for value in entry.values())
    assert [len(entry["distributions"]) for entry in filled] == [3] * 20
    assert all(value for entry in filled for one in entry["distributions"] for value in one.values())
    assert json.loads(json.dumps(filled)) == filled


def test_ratios__say_whether_they_were_met() -> None:
    ours, theirs = ([Usage(seconds, mib, "")] for seconds, mib in ((2.0, 50.0), (1.0, 100.0)))
    assert share_of(ours, theirs) == "2.00"
    assert share_of(ours, theirs, most=1.4) == "2.00, expected ≤ 1.4: **not met**"
    assert share_of(theirs, ours, most=0.5) == "0.50, expected ≤ 0.5: met"
    assert times_as_fast(theirs, ours, least=2) == "2.0 times, expected ≥ 2: met"
    assert times_as_fast(ours, theirs, least=2) == "0.5 times, expected ≥ 2: **not met**"
    assert compare_memory(ours, theirs, most=0.25) == "0.50, expected ≤ 0.25: **not met**"
    assert compare_memory(ours, theirs) == "0.50"


def test_run__an_exit_code_that_was_foreseen() -> None:
    assert run(sys.executable, "-c", "import sys; print('faults'); sys.exit(1)", exit_code=1).answer == "faults\n"
    with pytest.raises(AssertionError, match="ended with 0"):
        run(sys.executable, "-c", "pass", exit_code=1)


def test_page__has_a_place_for_each_table() -> None:
    page = (BENCH.parents[1] / "docs" / "en" / "benchmarks.md").read_text(encoding="utf-8")
    places = re.findall(r"^<!-- bench:(.+) -->$", page, re.MULTILINE)
    texts = [path.read_text(encoding="utf-8") for path in BENCH.glob("test_*.py") if path.name != Path(__file__).name]
    tables = {name for text in texts for name in re.findall(r'report\.table\(\s*"([^"]+)"', text)} - {"quick"}
    assert len(places) == len(set(places))
    assert set(places) == tables | {"machine", "scale-machine", "shacl-machine"}
    assert all(fill(page, name, "table\n") for name in places)


def test_peers__are_pinned() -> None:
    lines = [line for file in PEERS.glob("*.txt") for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line for line in lines if not re.fullmatch(r"#.*|[a-z0-9.-]+==[0-9][\w.]*", line)] == []
    assert {file.stem: peer_version(file.stem) for file in PEERS.glob("*.txt")} == {
        "ckanext-dcat": "2.4.4",
        "datacatalogtordf": "4.0.1",
        "pyshacl": "0.40.1",
        "sempyro": "2.2.0",
        "shacl": "0.3.4",
    }
