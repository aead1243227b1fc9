"""``danhmuc export``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from pyoxigraph import RdfFormat, parse

from ...registry.feeds.public_words import SETTINGS

PREFIXES = "PREFIX dcat: <http://www.w3.org/ns/dcat#>\n"

Run = Callable[..., CompletedProcess[str]]


@pytest.mark.parametrize(
    ("name", "syntax"),
    [
        ("nt", RdfFormat.N_TRIPLES),
        ("nq", RdfFormat.N_QUADS),
        ("trig", RdfFormat.TRIG),
        ("turtle", RdfFormat.TURTLE),
        ("xml", RdfFormat.RDF_XML),
        ("json-ld", RdfFormat.JSON_LD),
    ],
)
def test_export__writes_a_file_of_that_format(
    danhmuc: Run, registry: str, tmp_path: Path, name: str, syntax: RdfFormat
) -> None:
    told = json.loads(danhmuc("export", name, "out", "--json").stdout)
    assert sum(1 for _ in parse((tmp_path / "out").read_bytes(), format=syntax)) == told["triples"]
    answer = danhmuc("export", name, "out")
    assert answer.returncode == 0
    assert answer.stdout.splitlines()[0].startswith("out: 67 records, ")
    assert answer.stderr == ""


def test_export__tells_what_stayed_and_why(danhmuc: Run, registry: str) -> None:
    told = danhmuc("export", "nt", "out", "--lang", "vi").stdout
    assert "  không xuất 9 bản ghi: chưa có phiên bản nào được chấp nhận\n" in told
    assert " bản ghi phụ trợ mà không bản ghi nào dẫn tới\n" in told


def test_export__to_stdout_gives_the_same_bytes_and_talks_on_stderr(
    danhmuc: Run, registry: str, tmp_path: Path
) -> None:
    told = danhmuc("export", "nt", "out").stdout
    answer = danhmuc("export", "nt", "-")
    assert answer.stdout == (tmp_path / "out").read_text(encoding="utf-8")
    assert answer.stderr == told.replace("out:", "stdout:")


def test_export__in_json_says_the_same(danhmuc: Run, registry: str) -> None:
    told = json.loads(danhmuc("export", "nt", "out", "--json").stdout)
    assert (told["format"], told["target"], told["records"]) == ("nt", "out", 67)
    assert told["left_out"] == {"never-accepted": 9}
    answer = danhmuc("export", "nt", "-", "--json")
    assert json.loads(answer.stderr) == told | {"target": "-"}
    assert answer.stdout.startswith("<")


def test_export__of_one_source(danhmuc: Run, registry: str) -> None:
    assert danhmuc("export", "nt", "out", "--source", "van-hoa").stdout.startswith("out: 16 records, ")


def test_export__of_some_themes(danhmuc: Run, registry: str, tmp_path: Path) -> None:
    answers = [
        json.loads(danhmuc("export", "nt", "out", "--json", *themes).stdout)["records"]
        for themes in (["--theme", "ENVI"], ["--theme", "tran"], ["--theme", "ENVI", "--theme", "TRAN"])
    ]
    assert 0 < max(answers[:2]) < answers[2] <= 67


def test_export__of_a_publisher(danhmuc: Run, registry: str, tmp_path: Path) -> None:
    told = danhmuc("export", "turtle", "out", "--publisher", "https://dulieu.example.vn/id/agent/H57.01").stdout
    assert told.startswith("out: ")
    assert "dct:publisher <https://dulieu.example.vn/id/agent/H57.01>" in (tmp_path / "out").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("lang", "told"),
    [("vi", "không có bản ghi nào thuộc lĩnh vực 'X'; hiện có: "), ("en", "unknown theme 'X'; known: ")],
)
def test_export__of_a_theme_that_nobody_has(danhmuc: Run, registry: str, tmp_path: Path, lang: str, told: str) -> None:
    answer = danhmuc("export", "nt", "out", "--theme", "X", "--lang", lang)
    assert (answer.returncode, answer.stdout, (tmp_path / "out").exists()) == (2, "", False)
    assert told in answer.stderr


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_export__tells_what_a_format_cannot_hold(danhmuc: Run, tmp_path: Path, lang: str) -> None:
    (tmp_path / "a.ttl").write_text(
        PREFIXES + "<https://e.vn/1> a dcat:Dataset ; <https://e.vn/p/> 'x' ; <https://e.vn/2> 'y' .", encoding="utf-8"
    )
    danhmuc("harvest", "a.ttl", "--profile", "none")
    told = danhmuc("export", "xml", "out", "--lang", lang).stdout.splitlines()
    assert (
        told[1]
        == {
            "vi": '  dạng xml không chứa được 2 bộ ba, ví dụ: <https://e.vn/1> <https://e.vn/2> "y"',
            "en": '  xml cannot hold 2 triples, for example: <https://e.vn/1> <https://e.vn/2> "y"',
        }[lang]
    )
    answer = json.loads(danhmuc("export", "xml", "out", "--json").stdout)
    assert (answer["triples"], answer["unwritten"], len(answer["unwritten_examples"])) == (1, 2, 2)


def test_export__to_dcat_us_names_the_records_that_lack_a_field(danhmuc: Run, tmp_path: Path) -> None:
    required = "dct:title 'T'@vi ; dct:description 'D'@vi ; dct:subject 'S'@en ; dct:relation 'R'"
    contact = "dcat:contactPoint [ vcard:fn 'A' ; vcard:hasEmail <mailto:a@e.vn> ]"
    prefixes = PREFIXES + "PREFIX dct: <http://purl.org/dc/terms/> PREFIX vcard: <http://www.w3.org/2006/vcard/ns#>\n"
    records = (
        f"<https://e.vn/1> a dcat:Dataset ; {required} ; {contact} . <https://e.vn/2> a dcat:Dataset ; {required} ."
    )
    (tmp_path / "a.ttl").write_text(prefixes + records, encoding="utf-8")
    danhmuc("harvest", "a.ttl", "--profile", "none")
    arguments = ("export", "dcat-us", "out", "--left-out", "left-out.csv", "--losses", "losses.csv", "--lang", "en")
    assert danhmuc(*arguments).stdout.splitlines() == [
        "out: 1 record, 0 node records, 7 triples",
        "  left out 1 record: they lack what the format requires",
        "  https://e.vn/2 lacks contactPoint",
        '  dcat-us cannot hold 1 triple, for example: <https://e.vn/1> <http://purl.org/dc/terms/relation> "R"',
        "  most of them: dct:relation 1",
        "  dcat-us has no place for the language of 3 texts",
        "left-out.csv names 1 record left out",
        "losses.csv tells what the export does not have of 1 record or node record",
    ]
    assert (tmp_path / "left-out.csv").read_text("utf-8-sig").splitlines()[1:] == [
        "https://e.vn/2,a,format-missing,,,contactPoint"
    ]
    assert (tmp_path / "losses.csv").read_text("utf-8-sig").splitlines() == [
        "iri,property,count,source,name,fault,records",
        "https://e.vn/1,dct:description/rdf:language,1,,,,",
        "https://e.vn/1,dct:relation,1,,,,",
        "https://e.vn/1,dct:subject/rdf:language,1,,,,",
        "https://e.vn/1,dct:title/rdf:language,1,,,,",
    ]
    answer = json.loads(danhmuc("export", "dcat-us", "out", "--json").stdout)
    assert answer["refused"] == [{"iri": "https://e.vn/2", "source": "a", "why": "missing", "fields": ["contactPoint"]}]
    assert (answer["unwritten"], answer["unwritten_record_count"]) == (1, 1)
    assert answer["unwritten_by_property"]["dct:relation"] == 1
    assert [one["iri"] for one in answer["unwritten_records"]] == ["https://e.vn/1"]


def test_export__to_dcat_us_under_one_root_catalogue_says_what_is_left_out(
    danhmuc: Run, registry: str, tmp_path: Path
) -> None:
    (tmp_path / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    options = ("--catalog", "settings.toml", "--base", "https://e.vn/", "--lang", "en")
    answer = danhmuc("export", "dcat-us-1.1", "out.json", *options)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "records: the format has no class for them\n" in answer.stdout
    assert "  dcat-us-1.1 cannot hold " in answer.stdout


@pytest.mark.parametrize("arguments", [("--losses", "a.ttl"), ("--losses", "b.csv", "--left-out", "./b.csv")])
def test_export__files_beside_it_are_three(danhmuc: Run, registry: str, arguments: tuple[str, ...]) -> None:
    answer = danhmuc("export", "turtle", "a.ttl", *arguments)
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)
    assert not Path("a.ttl").exists()
    assert not Path("b.csv").exists()


def test_export__that_fails_leaves_what_was_there(danhmuc: Run, registry: str, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("old")
    for arguments in (["pdf", "out"], ["nt", "out", "--source", "nope"], ["nt", tmp_path]):
        answer = danhmuc("export", *arguments)
        assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)
    assert (tmp_path / "out").read_text() == "old"


def test_export__never_replaces_its_registry(danhmuc: Run, registry: str, tmp_path: Path) -> None:
    answer = danhmuc("export", "turtle", "danhmuc.db")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == (
        "danhmuc: cannot write danhmuc.db: that is a file of the registry itself; name another file\n"
    )
    assert danhmuc("registry", "check").returncode == 0


def test_export__to_a_device_leaves_it_a_device(danhmuc: Run, registry: str) -> None:
    answer = danhmuc("export", "nt", "/dev/full")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == "danhmuc: cannot write /dev/full: No space left on device\n"
    assert Path("/dev/full").is_char_device()
    assert danhmuc("export", "nt", "/dev/null").returncode == 0
    assert Path("/dev/null").is_char_device()


def test_export__to_a_pipe_leaves_it_a_pipe(danhmuc: Run, registry: str, tmp_path: Path) -> None:
    os.mkfifo("pipe")
    reader = subprocess.Popen(
        [sys.executable, "-c", "print(len(open('pipe', 'rb').readlines()))"], stdout=subprocess.PIPE, text=True
    )
    told = json.loads(danhmuc("export", "nt", "pipe", "--json").stdout)
    out, _ = reader.communicate(timeout=60)
    assert int(out) == told["triples"]
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["left out 1 record: another source keeps it back", "https://e.vn/1 of theirs is kept back by ours"]),
        ("vi", ["không xuất 1 bản ghi: bị một nguồn khác giữ lại", "https://e.vn/1 của theirs bị ours giữ lại"]),
    ],
)
def test_export__names_what_another_source_keeps_back(
    danhmuc: Run, tmp_path: Path, lang: str, expected: list[str]
) -> None:
    mark = " ; <https://w3id.org/danhmuc/def#secrecy> 'TS' ."
    for name, end in (("ours", mark), ("theirs", " .")):
        (tmp_path / f"{name}.ttl").write_text(PREFIXES + "<https://e.vn/1> a dcat:Dataset" + end, encoding="utf-8")
    danhmuc("harvest", "ours.ttl", "--profile", "none")
    harvested = danhmuc("harvest", "theirs.ttl", "--profile", "none", "--json")
    assert harvested.returncode == 1
    assert "harvest:barred-elsewhere" in harvested.stdout
    answer = danhmuc("export", "nt", "out", "--lang", lang)
    assert answer.returncode == 0
    lines = [line.strip() for line in answer.stdout.splitlines()]
    assert [lines[1], lines[-1]] == expected
    told = json.loads(danhmuc("export", "nt", "out", "--json").stdout)["barred"]
    names = {"iri": "https://e.vn/1", "source": "theirs", "by": "ours", "barred_iri": "https://e.vn/1"}
    assert told == [{**names, "reason": "unclear"}]
    assert (tmp_path / "out").read_bytes() == b""


def test_export__names_a_record_that_is_kept_back_because_of_a_part(danhmuc: Run, tmp_path: Path) -> None:
    path = tmp_path / "ours.ttl"
    path.write_text(PREFIXES + "<https://e.vn/1> a dcat:Dataset .", encoding="utf-8")
    danhmuc("harvest", "ours.ttl", "--profile", "none")
    danhmuc("registry", "withdraw", "https://e.vn/1", "--reason", "r")
    holder = "<https://e.vn/2> a dcat:Dataset ; dcat:distribution <https://e.vn/1> . <https://e.vn/1> dcat:byteSize 1 ."
    path.write_text(PREFIXES + holder, encoding="utf-8")
    harvested = danhmuc("harvest", "ours.ttl")
    assert harvested.returncode == 1
    assert "[harvest:barred-part]" in harvested.stdout
    lines = [line.strip() for line in danhmuc("export", "nt", "out").stdout.splitlines()]
    because = "https://e.vn/2 of ours is kept back because of https://e.vn/1, which is kept back in ours"
    assert because in lines


def test_export__names_node_records_that_leave_as_bare_iris(danhmuc: Run, registry: str) -> None:
    told = danhmuc("export", "nt", "out").stdout
    assert "  1 node record left as a bare IRI, without an accepted version that may leave\n" in told
    assert "  https://dulieu.example.vn/id/agent/H57.99 of du-lieu-mo, named by 1 record: An agent needs" in told
    (node,) = json.loads(danhmuc("export", "nt", "out", "--json").stdout)["bare_nodes"]
    (fault,) = node.pop("faults")
    assert (fault["rule"], fault["values"]) == ("dcat-ap:Agent-name", 0)
    assert node == {
        "iri": "https://dulieu.example.vn/id/agent/H57.99",
        "source": "du-lieu-mo",
        "reason": "never-accepted",
        "records": 1,
        "name": None,
        "is_bare": True,
    }


# ---------------------------------------------------------------- what was left out


def test_left_out__is_named_in_a_file(danhmuc: Run, registry: str, tmp_path: Path) -> None:
    answer = danhmuc("export", "turtle", "a.ttl", "--left-out", "left-out.csv")
    assert answer.returncode == 0
    assert answer.stdout.endswith("left-out.csv names 9 records left out\n")
    rows = (tmp_path / "left-out.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "iri,source,reason,by,instead,fields"
    assert {row.split(",", 1)[1] for row in rows[1:]} == {"du-lieu-mo,never-accepted,,,"}
    answer = danhmuc("export", "turtle", "a.ttl", "--left-out", "left-out.jsonl", "--json")
    assert sum(json.loads(answer.stdout)["left_out"].values()) == len(
        (tmp_path / "left-out.jsonl").read_text(encoding="utf-8").splitlines()
    )


def test_left_out__says_how_many_secrets_it_does_not_name(danhmuc: Run, catalogue: Callable[..., Path]) -> None:
    whole = "<http://a.example/1> a dcat:Dataset . <http://a.example/2> a dcat:Dataset ."
    danhmuc("harvest", catalogue("a.ttl", whole), "--profile", "none")
    catalogue("a.ttl", whole, "<http://a.example/2> <https://w3id.org/danhmuc/def#secrecy> 'MAT' .")
    danhmuc("harvest", "a.ttl")
    answer = danhmuc("export", "nt", "out.nt", "--left-out", "left-out.jsonl")
    assert answer.stdout.endswith(
        "left-out.jsonl names 0 records left out\n  1 record marked as a state secret is not named there\n"
    )
    assert Path("left-out.jsonl").read_bytes() == b""


def test_left_out__may_not_be_the_export_itself(danhmuc: Run, registry: str) -> None:
    answer = danhmuc("export", "turtle", "a.ttl", "--left-out", "./a.ttl")
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)
    assert not Path("a.ttl").exists()
