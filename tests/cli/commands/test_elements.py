"""``danhmuc elements``: each question in a terminal, with its exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]
TURTLE = """
@prefix csvw: <http://www.w3.org/ns/csvw#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @base <https://e.vn/> .
<el/birth> a dmv:DataElement ; dct:identifier "E1" ; skos:prefLabel "Ngày sinh"@vi , "Date of birth"@en ;
    skos:definition "Ngày ra đời"@vi ; dct:rightsHolder [ <http://xmlns.com/foaf/0.1/name> "Bộ A" ] ;
    dmv:valueDomain [ csvw:datatype xsd:date ] .
<t> a csvw:Schema ; dct:title "Người"@vi ; csvw:column ( [ csvw:name "NGAY_SINH" ; csvw:datatype xsd:date ] ) .
"""


@pytest.fixture
def at(tmp_path: Path, danhmuc: Run) -> tuple[str, ...]:
    """The options for a registry with a dictionary."""
    (tmp_path / "dictionary.ttl").write_text(TURTLE, encoding="utf-8")
    options = ("--registry", f"sqlite:///{tmp_path / 'r.db'}", "--lang", "en")
    added = danhmuc("elements", "add", str(tmp_path / "dictionary.ttl"), "--dataset", "<https://e.vn/ds>", *options)
    assert added.returncode == 0
    assert "data elements and table schemas: 2 created" in added.stdout
    assert added.stderr == (
        "the registry has no record https://e.vn/ds yet; the table schemas are its own once it has one\n"
    )
    return options


def test_list__elements_and_schemas(danhmuc: Run, at: tuple[str, ...]) -> None:
    (element,) = json.loads(danhmuc("elements", "list", "--json", *at).stdout)
    assert (element["iri"], element["kind"], element["columns"]) == ("https://e.vn/el/birth", "DataElement", 0)
    schemas = danhmuc("elements", "list", "schemas", *at)
    assert "table schema\tNgười\t1\tpresent\taccepted\tdictionary\thttps://e.vn/t" in schemas.stdout


def test_list__of_table_schemas_alone_tells_how_to_list_them(danhmuc: Run, tmp_path: Path) -> None:
    table = TURTLE.partition("<el/birth>")[0] + "<t>" + TURTLE.partition("<t>")[2]
    (tmp_path / "table.ttl").write_text(table, encoding="utf-8")
    danhmuc("elements", "add", str(tmp_path / "table.ttl"))
    listed = danhmuc("elements", "list")
    assert listed.stderr == "0 rows\nthere is 1 table schema: danhmuc elements list schemas\n"


def test_show__element_and_schema(danhmuc: Run, at: tuple[str, ...]) -> None:
    shown = danhmuc("elements", "show", "<https://e.vn/el/birth>", *at)
    assert "Business name: Date of birth" in shown.stdout
    assert "Owning unit: Bộ A" in shown.stdout
    assert "NGAY_SINH (Người): same name, same type" in shown.stdout
    schema = danhmuc("elements", "show", "https://e.vn/t", *at)
    assert "https://e.vn/ds" in schema.stdout
    assert "NGAY_SINH\t–\tdate\t–\t–\t–" in schema.stdout
    unknown = danhmuc("elements", "show", "https://e.vn/none", *at)
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "no data element https://e.vn/none" in unknown.stderr


def test_show__what_waits_for_a_decision(danhmuc: Run, at: tuple[str, ...], tmp_path: Path) -> None:
    danhmuc("registry", "setting", "authority", "A", "--by", "admin", *at)
    register = ("registry", "register", "https://e.vn/el/birth", "standard", "--reason", "r", "--by", "an", *at)
    danhmuc(*register)
    (tmp_path / "dictionary.ttl").write_text(TURTLE.replace("Ngày ra đời", "Khác"), encoding="utf-8")
    danhmuc("elements", "add", str(tmp_path / "dictionary.ttl"), *at)
    shown = danhmuc("elements", "show", "https://e.vn/el/birth", *at).stdout
    assert "version 2 waits for a decision, as it changes: definition; this is version 1, as registered" in shown
    assert "Definition: Ngày ra đời" in shown
    report = danhmuc("report", "registration", "--only", "waiting", *at).stdout
    assert "waits for a decision (definition), changed since\tNgày sinh\tStandard\t1" in report
    danhmuc(*register)
    assert "Definition: Khác" in danhmuc("elements", "show", "https://e.vn/el/birth", *at).stdout


def test_match__accept_reject_revoke(danhmuc: Run, at: tuple[str, ...]) -> None:
    named = ("https://e.vn/t", "NGAY_SINH", "https://e.vn/el/birth")
    assert len(json.loads(danhmuc("elements", "list", "matches", "--json", *at).stdout)) == 1
    listed = danhmuc("elements", "list", "matches", *at)
    assert listed.stdout.splitlines()[1].endswith(f"\tNgười\t{' '.join(named)}")
    assert "next: danhmuc elements match accept" in listed.stderr
    accepted = danhmuc("elements", "match", "accept", *named, "--by", "an", "--reason", "cùng nghĩa", *at)
    assert accepted.stdout == "an accepted: column 'NGAY_SINH' of https://e.vn/t uses https://e.vn/el/birth\n"
    assert "decided before" in danhmuc("elements", "match", "accept", *named, "--by", "an", *at).stdout
    assert json.loads(danhmuc("elements", "list", "matches", "--json", *at).stdout) == []
    held = json.loads(danhmuc("elements", "show", "https://e.vn/el/birth", "--json", *at).stdout)[0]["holding"]
    assert [(one["dataset"], one["basis"]) for one in held] == [("https://e.vn/ds", "accepted")]
    assert [one["columns"] for one in json.loads(danhmuc("elements", "list", "--json", *at).stdout)] == [1]
    shown = danhmuc("elements", "show", "https://e.vn/t", *at).stdout
    assert "\tNgày sinh https://e.vn/el/birth (accepted by an)" in shown
    (schema,) = json.loads(danhmuc("elements", "show", "https://e.vn/t", "--json", *at).stdout)
    assert [one["accepted"] for one in schema["fields"] if one["name"] == "NGAY_SINH"] == [
        [{"element": "https://e.vn/el/birth", "by": "an"}]
    ]
    rejected = json.loads(danhmuc("elements", "match", "reject", *named, "--by", "an", "--json", *at).stdout)
    assert (rejected["outcome"], rejected["changed"]) == ("rejected", True)
    assert danhmuc("elements", "match", "revoke", *named, "--by", "an", *at).returncode == 0
    assert danhmuc("elements", "match", "revoke", *named, "--by", "an", *at).returncode == 2
    decided = json.loads(danhmuc("elements", "list", "decisions", "--ended", "--json", *at).stdout)
    assert [one["outcome"] for one in decided] == ["accepted", "accepted", "rejected"]


def test_list__asks_one_question(danhmuc: Run, at: tuple[str, ...]) -> None:
    both = danhmuc("elements", "list", "unbound", "differing", *at)
    assert (both.returncode, "give one question alone" in both.stderr) == (2, True)
    faults = json.loads(danhmuc("elements", "list", "names", "snake_case", "--json", *at).stdout)
    assert [(one["name"], one["fault"]) for one in faults] == [("NGAY_SINH", "convention")]


def test_list__names_by_the_convention_of_the_registry(danhmuc: Run, at: tuple[str, ...]) -> None:
    assert "no naming convention" in danhmuc("registry", "setting", "naming", *at).stdout
    assert danhmuc("registry", "setting", "naming", "snake_case", *at).stdout == "naming convention: snake_case\n"
    listed = danhmuc("elements", "list", "names", *at)
    assert "NGAY_SINH\tnot written by the convention" in listed.stdout
    assert listed.stderr.splitlines() == ["naming convention: snake_case", "1 row"]
    unknown = danhmuc("registry", "setting", "naming", "kebab-case", *at)
    assert (unknown.returncode, "known: PascalCase" in unknown.stderr) == (2, True)
    assert danhmuc("registry", "setting", "naming", "snake_case", "none", *at).returncode == 2
    assert json.loads(danhmuc("registry", "setting", "naming", "none", "--json", *at).stdout) == {"convention": None}
    assert json.loads(danhmuc("elements", "list", "names", "--json", *at).stdout) == []


def test_show__what_a_schema_states_and_a_person_rejected(danhmuc: Run, at: tuple[str, ...], tmp_path: Path) -> None:
    stated = TURTLE.replace('csvw:name "NGAY_SINH" ;', 'csvw:name "NGAY_SINH" ; dmv:dataElement <el/birth> ;')
    (tmp_path / "dictionary.ttl").write_text(stated, encoding="utf-8")
    danhmuc("elements", "add", str(tmp_path / "dictionary.ttl"), *at)
    danhmuc(
        "elements",
        "match",
        "decide",
        "reject",
        "https://e.vn/t",
        "NGAY_SINH",
        "https://e.vn/el/birth",
        "--by",
        "an",
        *at,
    )
    shown = danhmuc("elements", "show", "https://e.vn/t", *at)
    assert "https://e.vn/el/birth (stated by the schema, rejected by an)" in shown.stdout


def test_add__what_nobody_reads(danhmuc: Run, tmp_path: Path, at: tuple[str, ...]) -> None:
    (tmp_path / "x.bin").write_text("?", encoding="utf-8")
    refused = danhmuc("elements", "add", str(tmp_path / "x.bin"), *at)
    assert refused.returncode == 1
    assert "schema:unknown" in refused.stdout
