"""``danhmuc validate --shapes``: any RDF by any shapes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import rdflib
from rdflib.namespace import RDF, SH

from danhmuc.shapes.engine import patterns

Run = Callable[..., CompletedProcess[str]]

PREFIXES = """
@prefix : <http://e.vn/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
SHAPES = """
:S a sh:NodeShape ; sh:targetClass :A ; sh:property :P , :R .
:P a sh:PropertyShape ; sh:path :p ; sh:minCount 1 ; sh:message "Phải có p."@vi , "Needs p."@en .
:R sh:path :r ; sh:class :B .
"""
DATA = ":a a :A ; :p 1 . :b a :A ; :r :else , [ :p 1 ] ."


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a file of Turtle: ``write("a.ttl", ":a a :A .")``."""

    def make(name: str, turtle: str) -> Path:
        path = tmp_path / name
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        return path

    return make


@pytest.fixture
def files(write: Callable[[str, str], Path]) -> None:
    """Shapes in ``shapes.ttl``, data that fails them in ``data.ttl``, data that does not in ``good.ttl``."""
    write("shapes.ttl", SHAPES)
    write("data.ttl", DATA)
    write("good.ttl", ":a a :A ; :p 1 .")


@pytest.mark.usefixtures("files")
def test_validate__tells_by_focus_node_and_ends_in_the_verdict(danhmuc: Run) -> None:
    answer = danhmuc("validate", "data.ttl", "--shapes", "shapes.ttl")
    assert answer.returncode == 1
    assert answer.stderr == ""
    assert answer.stdout == (
        "data.ttl  shapes shapes.ttl\n"
        "  http://e.vn/b\n"
        "    violation  http://e.vn/r: The value needs the class http://e.vn/B.  [http://e.vn/R]\n"
        "        value: http://e.vn/r: http://e.vn/p 1 (_:b0)\n"
        "    violation  http://e.vn/p: Needs p.  [http://e.vn/P]\n"
        "    cannot be verified  http://e.vn/r: The value needs the class http://e.vn/B.  [http://e.vn/R]\n"
        "        value: http://e.vn/else\n"
        "  fail: 2 violations, 1 that cannot be verified\n"
    )


@pytest.mark.usefixtures("files")
def test_validate__speaks_vietnamese(danhmuc: Run) -> None:
    answer = danhmuc("validate", "data.ttl", "good.ttl", "--shapes", "shapes.ttl", "--lang", "vi")
    assert answer.returncode == 1
    assert answer.stdout == (
        "data.ttl  quy tắc shapes.ttl\n"
        "  http://e.vn/b\n"
        "    vi phạm  http://e.vn/r: Giá trị phải thuộc lớp http://e.vn/B.  [http://e.vn/R]\n"
        "        giá trị: http://e.vn/r: http://e.vn/p 1 (_:b0)\n"
        "    vi phạm  http://e.vn/p: Phải có p.  [http://e.vn/P]\n"
        "    chưa kiểm chứng được  http://e.vn/r: Giá trị phải thuộc lớp http://e.vn/B.  [http://e.vn/R]\n"
        "        giá trị: http://e.vn/else\n"
        "  không đạt: 2 vi phạm, 1 chưa kiểm chứng được\n"
        "good.ttl  quy tắc shapes.ttl\n"
        "  đạt: không có phát hiện\n"
    )


@pytest.mark.usefixtures("files")
def test_json__says_the_same(danhmuc: Run) -> None:
    answer = danhmuc("validate", "data.ttl", "gone.ttl", "good.ttl", "--shapes", "shapes.ttl", "--json")
    assert answer.returncode == 3
    assert answer.stderr == "danhmuc: cannot open gone.ttl: No such file or directory\n"
    data, gone, good = json.loads(answer.stdout)
    assert gone == {"location": "gone.ttl", "passed": False, "unread": True}
    assert (good["passed"], good["conforms"], good["results"]) == (True, True, [])
    assert (data["location"], data["passed"], data["conforms"], data["engine"]) == ("data.ttl", False, False, "danhmuc")
    assert data["counts"] == {"violation": 2, "warning": 0, "info": 0, "cannot-verify": 1}
    assert [one["value_term"] for one in data["results"]] == ["_:b0", None, "<http://e.vn/else>"]
    assert [one["value_about"].get("en") for one in data["results"]] == ["http://e.vn/r: http://e.vn/p 1", None, None]
    assert data["results"][1]["message"] == {"vi": "Phải có p.", "en": "Needs p."}
    assert danhmuc("validate", "good.ttl", "--shapes", "shapes.ttl", "--report", "json").stdout.startswith("[\n  {\n")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(("form", "known"), [("turtle", "turtle"), ("xml", "xml"), ("nt", "nt")])
def test_report__is_the_standards_graph(danhmuc: Run, form: str, known: str) -> None:
    answer = danhmuc("validate", "data.ttl", "good.ttl", "--shapes", "shapes.ttl", "--report", form)
    assert answer.returncode == 1
    graph = rdflib.Graph().parse(data=answer.stdout, format=known)
    reports = {str(graph.value(one, SH.conforms)): one for one in graph.subjects(RDF.type, SH.ValidationReport)}
    assert set(reports) == {"true", "false"}
    assert len(list(graph.objects(reports["false"], SH.result))) == 2
    messages = {str(one): one.language for one in graph.objects(None, SH.resultMessage)}  # type: ignore[attr-defined]
    assert messages["Phải có p."] == "vi"


@pytest.mark.usefixtures("files")
def test_report__names_blank_nodes_as_the_json_does(danhmuc: Run) -> None:
    (said,) = json.loads(danhmuc("validate", "data.ttl", "--shapes", "shapes.ttl", "--json").stdout)
    graph = danhmuc("validate", "data.ttl", "--shapes", "shapes.ttl", "--report", "nt").stdout
    (blank,) = (one["value"] for one in said["results"] if (one["value"] or "").startswith("_:"))
    assert f"<{SH.value}> {blank} ." in graph


@pytest.mark.usefixtures("files")
def test_report__tells_why_a_value_fails_a_node(danhmuc: Run, write: Callable[[str, str], Path]) -> None:
    write("node.ttl", ":S sh:targetClass :A ; sh:node :N . :N sh:class :B .")
    answer = danhmuc("validate", "good.ttl", "--shapes", "node.ttl", "--report", "nt")
    graph = rdflib.Graph().parse(data=answer.stdout, format="nt")
    (detail,) = graph.objects(None, SH.detail)
    assert graph.value(detail, SH.sourceConstraintComponent) == SH.ClassConstraintComponent


@pytest.mark.usefixtures("files")
def test_shapes__of_several_files_count_as_one(danhmuc: Run, write: Callable[[str, str], Path]) -> None:
    write("target.ttl", ":T a sh:NodeShape ; sh:targetClass :A ; sh:property :Q .")
    write("property.ttl", ":Q sh:path :q ; sh:minCount 1 .")
    answer = danhmuc("validate", "good.ttl", "--shapes", "target.ttl", "--shapes", "property.ttl")
    assert "good.ttl  shapes target.ttl, property.ttl\n" in answer.stdout
    assert "[http://e.vn/Q]" in answer.stdout
    assert answer.returncode == 1


@pytest.mark.usefixtures("files")
def test_engine__pyshacl_reads_as_the_w3c_does(danhmuc: Run) -> None:
    pyshacl = danhmuc("validate", "data.ttl", "--shapes", "shapes.ttl", "--engine", "pyshacl")
    ours = danhmuc("validate", "data.ttl", "--shapes", "shapes.ttl", "--w3c-classes")
    assert pyshacl.returncode == ours.returncode == 1
    assert pyshacl.stdout.endswith("  fail: 3 violations\n")
    assert ours.stdout.endswith("  fail: 3 violations\n")


@pytest.mark.usefixtures("files")
def test_fail_on__warning_fails_for_warnings(danhmuc: Run, write: Callable[[str, str], Path]) -> None:
    write("warning.ttl", ":S sh:targetClass :A ; sh:class :B ; sh:severity sh:Warning .")
    write("info.ttl", ":S sh:targetClass :A ; sh:class :B ; sh:severity sh:Info .")
    codes = {
        (shapes, fail_on): danhmuc("validate", "good.ttl", "--shapes", shapes, "--fail-on", fail_on).returncode
        for shapes in ("warning.ttl", "info.ttl")
        for fail_on in ("violation", "warning")
    }
    assert codes == {
        ("warning.ttl", "violation"): 0,
        ("warning.ttl", "warning"): 1,
        ("info.ttl", "violation"): 0,
        ("info.ttl", "warning"): 0,
    }


def test_date__is_what_dated_rules_ask_about(danhmuc: Run, write: Callable[[str, str], Path]) -> None:
    prefixes = "@prefix dmv: <https://w3id.org/danhmuc/def#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
    write(
        "shapes.ttl",
        f'{prefixes} :S sh:targetClass :A ; sh:property [ sh:path :on ; dmv:maxAge "P1Y"^^xsd:duration ] .',
    )
    write("data.ttl", f'{prefixes} :a a :A ; :on "2025-01-01"^^xsd:date .')
    arguments = ("validate", "data.ttl", "--shapes", "shapes.ttl", "--on")
    assert [danhmuc(*arguments, day).returncode for day in ("2025-12-31", "31/12/2025", "02/01/2026")] == [0, 0, 1]


def test_findings_of_the_reader__count(danhmuc: Run, write: Callable[[str, str], Path]) -> None:
    write("shapes.ttl", ":S sh:targetClass :A ; sh:nodeKind sh:IRI .")
    write("data.ttl", ":a a :A ; :p <relative> .")
    answer = danhmuc("validate", "data.ttl", "--shapes", "shapes.ttl")
    assert answer.stdout.endswith("  pass: no findings\n")
    write("data.ttl", ':a a :A ; :p "a"@en_US .')
    answer = danhmuc("validate", "data.ttl", "--shapes", "shapes.ttl")
    assert "[read:language-tag]" in answer.stdout
    assert answer.stdout.endswith("  pass: 1 info\n")


def test_text__tells_why_a_value_does_not_meet_another_shape(danhmuc: Run, write: Callable[[str, str], Path]) -> None:
    write("data.ttl", ":a a :A ; :p 1 .")
    write(
        "shapes.ttl",
        ":S sh:targetClass :A ; sh:property [ sh:path :p ; sh:node :N ] ."
        ":N a sh:NodeShape ; sh:class :B ; sh:message 'Phải là B'@vi , 'Needs to be a B'@en .",
    )
    arguments = ("validate", "data.ttl", "--shapes", "shapes.ttl")
    english, vietnamese = (danhmuc(*arguments, "--lang", lang).stdout for lang in ("en", "vi"))
    assert "[http://e.vn/S → sh:property: sh:NodeConstraintComponent]\n" in english
    assert "        because: Needs to be a B\n" in english
    assert "        vì: Phải là B\n" in vietnamese


@pytest.mark.usefixtures("files")
def test_warnings__go_to_stderr_and_into_json(danhmuc: Run, write: Callable[[str, str], Path]) -> None:
    write("defect.ttl", ":S sh:targetClass :A ; sh:minCuont 1 ; sh:property [ sh:minCount 1 ] .")
    answer = danhmuc("validate", "good.ttl", "--shapes", "defect.ttl")
    assert answer.stderr == (
        "warning: <http://e.vn/S> holds by sh:property <http://e.vn/S → sh:property>, which has no sh:path and is "
        "ignored\n"
        "warning: <http://e.vn/S> has sh:minCuont, which SHACL does not know; near it: sh:minCount\n"
    )
    assert answer.returncode == 1
    assert answer.stdout == (
        "good.ttl  shapes defect.ttl\n"
        "  2 parts of the shapes were not read, see the warnings; --accept unread-shapes passes all the same\n"
        "  incomplete: no findings\n"
    )
    as_json = danhmuc("validate", "good.ttl", "--shapes", "defect.ttl", "--json")
    assert as_json.stderr == ""
    (found,) = json.loads(as_json.stdout)
    assert (as_json.returncode, found["passed"], found["conforms"]) == (1, False, True)
    assert found["warnings"] == found["unread_shapes"]
    assert len(found["warnings"]) == 2


INVENTORY = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
:c a dcat:Catalog ; dct:title "C"@en ; dct:description "c"@en ; dct:publisher :agency ; dcat:dataset :d .
:d a dcat:Dataset ; dct:description "d"@en ; dct:publisher :agency
"""
AGENCY = ":agency a <http://xmlns.com/foaf/0.1/Agent> ; <http://xmlns.com/foaf/0.1/name> 'A'@en ."


@pytest.mark.parametrize(
    ("data", "results", "said"),
    [
        (f"{INVENTORY} ; dct:title 'D'@en . {AGENCY}", 0, "incomplete: no findings"),
        (f"{INVENTORY} ; dct:title 'D'@en .", 0, "incomplete: 2 that cannot be verified"),
        (f"{INVENTORY} . {AGENCY}", 1, "fail: 1 violation"),
    ],
    ids=["valid", "valid as far as it can be verified", "invalid"],
)
def test_validate__by_the_shapes_of_semic(
    danhmuc: Run, write: Callable[[str, str], Path], test_data: Path, data: str, results: int, said: str
) -> None:
    """Two of its property shapes have no path, which is told beside the report: `sh:conforms` is about results."""
    write("data.ttl", data)
    arguments = ("validate", "data.ttl", "--shapes", test_data / "dcat-ap-3.0.1" / "dcat-ap-SHACL.ttl")
    text, as_json, turtle = (danhmuc(*arguments, "--report", form) for form in ("text", "json", "turtle"))
    assert [one.returncode for one in (text, as_json, turtle)] == [1, 1, 1]
    assert text.stderr == turtle.stderr
    assert text.stderr.count("which has no sh:path and is ignored\n") == 2
    assert text.stdout.endswith(
        "  2 parts of the shapes were not read, see the warnings; --accept unread-shapes passes all the same\n"
        f"  {said}\n"
    )
    (found,) = json.loads(as_json.stdout)
    assert (found["passed"], found["conforms"], len(found["unread_shapes"])) == (False, results == 0, 2)
    graph = rdflib.Graph().parse(data=turtle.stdout, format="turtle")
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert len(list(graph.objects(report, SH.result))) == results
    assert graph.value(report, SH.conforms) == rdflib.Literal(results == 0)
    comments = {str(one) for one in graph.objects(report, rdflib.RDFS.comment)}
    assert comments.issuperset(found["unread_shapes"])
    allowed = danhmuc(*arguments, "--accept", "unread-shapes")
    assert (allowed.returncode, "not read" in allowed.stdout) == (min(results, 1), False)


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("engine", ["danhmuc", "pyshacl"])
def test_unread_shapes__fail_in_the_report_graph_unless_allowed(
    danhmuc: Run, write: Callable[[str, str], Path], engine: str
) -> None:
    write("defect.ttl", ":S sh:targetClass :A ; sh:minCuont 1 .")
    arguments = ("validate", "good.ttl", "--shapes", "defect.ttl", "--report", "nt", "--engine", engine)
    failed, allowed = danhmuc(*arguments), danhmuc(*arguments, "--accept", "unread-shapes")
    assert (failed.returncode, allowed.returncode) == (1, 0)
    assert '#conforms> "true"' in failed.stdout
    assert '#comment> "<http://e.vn/S> has sh:minCuont, which SHACL does not know' in failed.stdout
    assert '#conforms> "true"' in allowed.stdout
    assert "#comment>" not in allowed.stdout
    assert failed.stderr == allowed.stderr != ""


@pytest.mark.usefixtures("files")
def test_allow_unread_shapes__needs_shapes(danhmuc: Run) -> None:
    answer = danhmuc("validate", "good.ttl", "--accept", "unread-shapes")
    assert answer.returncode == 2
    assert "--accept unread-shapes goes with --shapes alone" in answer.stderr


@pytest.mark.usefixtures("files")
def test_text__many_results_are_grouped_by_rule(danhmuc: Run, write: Callable[[str, str], Path]) -> None:
    write("two.ttl", ":S sh:targetClass :A ; sh:property [ sh:path :p ; sh:maxCount 0 ; sh:message 'None'@en ] .")
    for number, lines in ((100, 202), (101, 5)):
        write("data.ttl", "".join(f":a{n} a :A ; :p {n} ." for n in range(number)))
        answer = danhmuc("validate", "data.ttl", "--shapes", "two.ttl", "--json")
        assert len(json.loads(answer.stdout)[0]["results"]) == number
        answer = danhmuc("validate", "data.ttl", "--shapes", "two.ttl")
        assert answer.returncode == 1
        assert len(answer.stdout.splitlines()) == lines
        assert answer.stdout.endswith(f"fail: {number} violations\n")


def test_warnings__on_what_took_too_long_follow_the_location(
    danhmuc: Run, write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patterns, "SECONDS", 0.1)
    write("slow.ttl", ':S sh:targetClass :A ; sh:property [ sh:path :p ; sh:pattern "^(a|a)+$" ] .')
    write("data.ttl", f':a a :A ; :p "{"a" * 60}!" .')
    in_english = danhmuc("validate", "data.ttl", "--shapes", "slow.ttl", "--w3c-classes")
    assert (in_english.returncode, in_english.stderr.count("\n")) == (1, 1)
    assert in_english.stderr.startswith("warning: sh:pattern '^(a|a)+$' takes too long on some values")
    in_vietnamese = danhmuc("--lang", "vi", "validate", "data.ttl", "--shapes", "slow.ttl", "--report", "nt")
    assert in_vietnamese.stderr.startswith("cảnh báo: sh:pattern '^(a|a)+$' khớp quá lâu với vài giá trị")
    assert (in_vietnamese.returncode, in_vietnamese.stdout.count('#conforms> "false"')) == (1, 1)
    assert '"Khớp mẫu quá lâu: ' in in_vietnamese.stdout


@pytest.mark.usefixtures("files")
def test_warnings__of_which_there_are_many_are_counted(danhmuc: Run, write: Callable[[str, str], Path]) -> None:
    write("many.ttl", ":S sh:targetClass :A . " + "".join(f":S{n} a sh:NodeShape ; sh:no{n} 1 ." for n in range(25)))
    lines = danhmuc("validate", "good.ttl", "--shapes", "many.ttl").stderr.splitlines()
    assert len(lines) == 21
    assert lines[-1] == "warning: 5 more; --json has all"


def test_text__is_bounded(danhmuc: Run, write: Callable[[str, str], Path]) -> None:
    long = "x" * 50_000
    write("long.ttl", f':{long} a :A ; :p "{long}" .')
    write(
        "shapes.ttl", ':S sh:targetClass :A ; sh:property [ sh:path :p ; sh:maxLength 3 ; sh:message "got {?value}" ] .'
    )
    answer = danhmuc("validate", "long.ttl", "--shapes", "shapes.ttl")
    assert answer.returncode == 1
    assert max(map(len, answer.stdout.splitlines())) < 600
    (said,) = json.loads(danhmuc("validate", "long.ttl", "--shapes", "shapes.ttl", "--json").stdout)
    assert said["results"][0]["value"] == long


def test_text__lets_no_value_command_the_terminal(danhmuc: Run, write: Callable[[str, str], Path]) -> None:
    write("data.ttl", r':a a :A ; :p "a[31m\nfail" .')
    write("shapes.ttl", ':S sh:targetClass :A ; sh:property [ sh:path :p ; sh:maxLength 1 ; sh:message "{?value}" ] .')
    told = danhmuc("validate", "data.ttl", "--shapes", "shapes.ttl").stdout
    assert "\x1b" not in told
    assert told.count("\n") == 4


SENTENCES = {
    ":S a sh:NodeShape ; sh:js [] .": "<http://e.vn/S> có sh:js; không chạy mã kịch bản",
    ":S a sh:NodeShape ; sh:node :S .": "quy tắc dẫn vòng về chính nó, điều SHACL để ngỏ: <http://e.vn/S> → <http://e.vn/S>",
    ":S a :Nothing .": (
        "không có quy tắc SHACL nào trong shapes.ttl: quy tắc phải thuộc lớp sh:NodeShape hoặc sh:PropertyShape, "
        "hoặc có đích"
    ),
    "<> sh:entailment :R . :S a sh:NodeShape .": (
        "quy tắc đòi sh:entailment <http://e.vn/R>; không suy diễn theo chế độ nào: hãy bỏ dòng đó"
    ),
    ":S sh:targetClass :A ; sh:sparql [ sh:select 'SELECT $this { SERVICE ?s { ?a ?b ?c } }' ] .": (
        "<http://e.vn/S> có truy vấn dùng SERVICE; không tải gì từ mạng, hãy bỏ đi"
    ),
    ":S sh:targetClass :A ; sh:sparql [ sh:select 'SELECT $this FROM <http://x.vn/> { ?a ?b ?c }' ] .": (
        "<http://e.vn/S> có truy vấn dùng FROM; không tải gì từ mạng, hãy bỏ đi"
    ),
    ":S sh:target [ a sh:JSTarget ] .": "<http://e.vn/S> có sh:JSTarget; không chạy mã kịch bản",
}


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("shapes", SENTENCES)
def test_refusals__of_shapes_are_one_line_in_vietnamese(
    danhmuc: Run, write: Callable[[str, str], Path], shapes: str
) -> None:
    write("shapes.ttl", shapes)
    answer = danhmuc("validate", "good.ttl", "--shapes", "shapes.ttl", "--lang", "vi")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == f"danhmuc: {SENTENCES[shapes]}\n"


WARNINGS = {
    ":o owl:imports <http://x.vn/> .": "owl:imports <http://x.vn/> không được tải về; hãy nêu thêm tệp đó",
    ":S sh:minCuont 1 .": "<http://e.vn/S> có sh:minCuont, SHACL không có từ này; gần giống: sh:minCount",
    ":S sh:xyzzy 1 .": "<http://e.vn/S> có sh:xyzzy, SHACL không có từ này",
    ":S sh:property [ sh:path :p ; sh:qualifiedMinCount 1 ] .": (
        "<http://e.vn/S → sh:property> (sh:path http://e.vn/p) thiếu sh:qualifiedValueShape, nên bỏ qua "
    ),
    ":P a sh:PropertyShape .": "<http://e.vn/P> là quy tắc về thuộc tính mà không có sh:path, nên bị bỏ qua",
    ":S sh:property :P .": "<http://e.vn/S> có sh:property <http://e.vn/P>, nhưng ở đó không có sh:path nên bị bỏ qua",
    ":P a sh:PropertyShape ; sh:path :p , :q .": "<http://e.vn/P> có nhiều sh:path, nên bị bỏ qua",
    ":S sh:in :x .": "<http://e.vn/S> có danh sách RDF bị hỏng, nên bỏ qua sh:in",
    ":S sh:minLength :x .": "<http://e.vn/S>: sh:minLength phải là số nguyên, gặp <http://e.vn/x>; bỏ qua ràng buộc đó",
    ":P sh:path :p ; sh:targetClass :A ; sh:lessThan 3 .": "<http://e.vn/P>: sh:lessThan phải là IRI, gặp ",
    ":S sh:nodeKind :x .": "<http://e.vn/S>: sh:nodeKind <http://e.vn/x> không phải một trong sáu loại; ",
    ":S sh:minCount 1 .": "<http://e.vn/S> có sh:minCount mà không có sh:path, nên không có tác dụng",
    ":S sh:severity 'x' .": "<http://e.vn/S> có sh:severity không phải IRI",
    ":S sh:deactivated 3 .": '<http://e.vn/S> có sh:deactivated "3"',
    ":P sh:path :p ; dmv:maxAge 3 .": "<http://e.vn/P>: dmv:maxAge phải là xsd:duration gồm số nguyên năm, tháng, ngày",
    ":P sh:path :p ; dmv:validCode 3 .": "<http://e.vn/P>: dmv:validCode phải là true hoặc false, gặp ",
    ":A a rdfs:Class ; sh:class :B .": "<http://e.vn/A> là lớp có ràng buộc nhưng không phải sh:NodeShape",
    ":S sh:property 'x' .": '<http://e.vn/S> có sh:property "x", không phải quy tắc',
    ":S sh:targetClass 'x' .": '<http://e.vn/S> có sh:targetClass "x", không phải IRI',
    ":S sh:pattern '(' .": "<http://e.vn/S>: sh:pattern '(' không phải biểu thức chính quy: ",
    ":S sh:node 'x' .": '<http://e.vn/S> nêu bằng sh:node "x", không dùng làm quy tắc được, nên bỏ qua sh:node',
    ":S sh:node :Gone .": "<http://e.vn/S> nêu bằng sh:node <http://e.vn/Gone>, nhưng tệp quy tắc không có mô tả nào",
    ":P a sh:PropertyShape ; sh:path ( ) .": "<http://e.vn/P> có đường dẫn chứa ",
    ":S sh:sparql [] .": "<http://e.vn/S> có sh:sparql không chứa đúng một sh:select là chuỗi, nên bỏ qua sh:sparql",
    ":S sh:sparql [ sh:select 'SELECT $this { ?a x:b ?c }' ] .": (
        "<http://e.vn/S> có truy vấn dùng tiền tố x: chưa khai báo; hãy khai báo bằng sh:prefixes, nên bỏ qua sh:sparql"
    ),
    ":S sh:sparql [ sh:select 'ASK {}' ] .": "<http://e.vn/S> có truy vấn không phải SELECT, mà sh:select cần, nên ",
    ":S sh:sparql [ sh:select 'SELECT $this { $this ?p ?o MINUS { ?a ?b 1 } }' ] .": (
        "<http://e.vn/S> có truy vấn dùng MINUS, SHACL không cho dùng, nên bỏ qua sh:sparql"
    ),
    ":S sh:sparql [ sh:select 'SELECT $this { $this $PATH ?o }' ] .": (
        "<http://e.vn/S> có truy vấn dùng $PATH ở quy tắc không có sh:path, nên bỏ qua sh:sparql"
    ),
    ":S sh:sparql [ sh:select 'SELECT $this { GRAPH $shapesGraph { $this a ?o } }' ] .": (
        "<http://e.vn/S> có truy vấn dùng $shapesGraph, biến này không có giá trị, nên bỏ qua sh:sparql"
    ),
    ":P a sh:PropertyShape ; sh:path [ ] .": "<http://e.vn/P> có đường dẫn không hợp lệ, nên bị bỏ qua",
}


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("defect", WARNINGS)
def test_warnings__are_told_in_vietnamese(danhmuc: Run, write: Callable[[str, str], Path], defect: str) -> None:
    held = ":S a sh:NodeShape ; sh:targetClass :A ; sh:property :P ."
    write("shapes.ttl", f"{held if ':P' in defect else held.replace('; sh:property :P', '')} {defect}")
    answer = danhmuc("validate", "good.ttl", "--shapes", "shapes.ttl", "--lang", "vi")
    assert f"cảnh báo: {WARNINGS[defect]}" in answer.stderr
    english = (" is ", " has ", " the ", " which ", " needs ")
    assert not any(word in answer.stderr for word in english)


def test_warnings__of_shapes_without_a_target(danhmuc: Run, write: Callable[[str, str], Path]) -> None:
    write("good.ttl", ":a a :A .")
    write("shapes.ttl", ":S a sh:NodeShape ; sh:class :B .")
    vi, en = (danhmuc("validate", "good.ttl", "--shapes", "shapes.ttl", "--lang", lang).stderr for lang in ("vi", "en"))
    assert vi.startswith("cảnh báo: không quy tắc nào có đích, nên không kiểm tra được gì (cần ")
    assert en.startswith("warning: no shape has a target, so nothing is validated (")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["good.ttl", "--shapes", "gone.ttl"], 2, "không mở được tệp quy tắc gone.ttl: không có tệp hoặc thư mục này"),
        (["good.ttl", "--shapes", "bad.ttl"], 2, "tệp quy tắc bad.ttl:1:1: "),
        (["gone.ttl", "--shapes", "shapes.ttl"], 3, "không mở được gone.ttl: không có tệp hoặc thư mục này"),
        (["bad.ttl", "--shapes", "shapes.ttl"], 1, "bad.ttl:1:1: "),
        (["hello.txt", "--shapes", "shapes.ttl"], 1, "hello.txt: nội dung và tên tệp không cho biết định dạng RDF nào"),
        (["page: one.html", "--shapes", "shapes.ttl"], 1, "page: one.html: đây là trang HTML, không phải RDF, "),
        (
            ["http://x.vn/y.ttl", "--shapes", "shapes.ttl"],
            2,
            "không đọc được http://x.vn/y.ttl: chỉ đọc được tệp và thư mục; hãy tải về trước",
        ),
        (
            ["good.ttl", "--shapes", "http://x.vn/y.ttl"],
            2,
            "không đọc được http://x.vn/y.ttl: chỉ đọc được tệp và thư mục; hãy tải về trước",
        ),
        (["", "--shapes", "shapes.ttl"], 2, "LOCATION để trống; hãy ghi một tệp hoặc thư mục"),
        (["good.ttl", "--shapes", ""], 2, "--shapes để trống; hãy ghi một tệp hoặc thư mục"),
        (
            ["good.ttl", "--shapes", "shapes.ttl", "--profile", "vn"],
            2,
            "chỉ dùng một trong hai: --profile hoặc --shapes",
        ),
        (["good.ttl", "--shapes", "shapes.ttl", "--json", "--report", "nt"], 2, "--json và --report nt loại trừ nhau"),
        (
            ["good.ttl", "--shapes", "shapes.ttl", "--report", "csv"],
            2,
            "--report csv không dùng với --shapes; hãy chọn text, json, turtle, xml, json-ld, nt",
        ),
        (["good.ttl", "--shapes", "shapes.ttl", "--workers", "0"], 2, "--workers phải là số nguyên từ 1"),
        (["good.ttl", "--shapes", "shapes.ttl", "--engine", "jena"], 2, "--engine phải là một trong: danhmuc, pyshacl"),
    ],
)
def test_refusals__are_one_line_in_both_languages(
    danhmuc: Run, tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    (tmp_path / "bad.ttl").write_text("x y z .")
    (tmp_path / "hello.txt").write_text("hello")
    (tmp_path / "page: one.html").write_text("<!DOCTYPE html><html><body>1</body></html>")
    vi, en = (danhmuc("validate", *arguments, "--lang", lang) for lang in ("vi", "en"))
    assert vi.stderr.startswith(f"danhmuc: {message}")
    assert (vi.returncode, en.returncode) == (code, code)
    assert (vi.stderr.count("\n"), en.stderr.count("\n")) == (1, 1)
    assert vi.stdout == en.stdout == ""
    assert vi.stderr != en.stderr


def test_validate__tells_that_large_data_is_held_in_memory(
    danhmuc: Run, files: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("danhmuc.cli.commands.validate_shapes._LARGE", 10)
    answer = danhmuc("validate", "good.ttl", "--shapes", "shapes.ttl")
    assert answer.stderr == "good.ttl: 0 MB; to validate it against these shapes, all of it is held in memory\n"
    assert answer.returncode == 0


@pytest.mark.usefixtures("files")
def test_validate__shows_where_it_is_on_a_terminal(terminal: Run) -> None:
    answer = terminal("validate", "data.ttl", "--shapes", "shapes.ttl")
    assert answer.returncode == 1
    assert "data.ttl: validating" in answer.stdout
    assert "judging 0" not in answer.stdout
    assert answer.stdout.rstrip().endswith("2 violations, 1 that cannot be verified")
