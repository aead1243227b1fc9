"""Marks of secrecy as people write them: each text of a table through the gate, and through the doors of the registry.

The table is tests/data/secrecy-texts.csv: where a text stands, the text (``\\n`` is a line end) and its normal form,
what the gate says of it, and what becomes of the record: it is refused, withheld until a person answers, or leaves.
"""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.registry.record.secrecy import mark_in_name, mark_in_text
from danhmuc.vocab.errors import DanhmucError, RecordError, UsageError

from .conftest import Agency

Everything = Callable[[], str]
Rows = Callable[[str], list[dict[str, object]]]


class Case(NamedTuple):
    """One line of the table."""

    field: str
    text: str
    form: str
    reading: str
    outcome: str


def read_cases() -> list[Case]:
    path = Path(__file__).parent.parent / "data" / "secrecy-texts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        cases = [Case(**row) for row in csv.DictReader(file)]
    return [one._replace(text=written(one.text.replace("\\n", "\n"), one.form)) for one in cases]


def written(text: str, form: str) -> str:
    return unicodedata.normalize("NFD" if form == "NFD" else "NFC", text)


CASES: Final = read_cases()
IN_GRAPHS: Final = [one for one in CASES if one.field != "file"]
FIELDS: Final = {
    "title": "<{n}> dct:title {text}@vi .",
    "keyword": "<{n}> dcat:keyword {text}@vi .",
    "description": "<{n}> dct:description {text}@vi .",
    "identifier": "<{n}> dct:identifier {text} .",
    "comment": "<{n}> rdfs:comment {text}@vi .",
    "note": "<{n}> skos:note {text} .",
    "change-note": "<{n}> skos:changeNote {text} .",
    "scope-note": "<{n}> skos:scopeNote {text} .",
    "editorial-note": "<{n}> skos:editorialNote {text} .",
    "history-note": "<{n}> skos:historyNote {text} .",
    "deep-comment": "<{n}> dct:provenance [ dct:source [ rdfs:comment {text} ] ] .",
    "distribution-title": "<{n}> dcat:distribution <{n}/file> . <{n}/file> dct:title {text} .",
    "distribution-comment": "<{n}> dcat:distribution <{n}/file> . <{n}/file> rdfs:comment {text} .",
    "version-notes": "<{n}> <http://www.w3.org/ns/adms#versionNotes> {text} .",
    "other": "<{n}> <https://e.vn/def#phanLoai> {text} .",
    "person": "<{n}> dcat:contactPoint [ vcard:fn {text} ] .",
    "place": "<{n}> dct:spatial [ <http://www.w3.org/ns/locn#geographicName> {text} ] .",
    "concept-label": "<{n}> dcat:theme <{n}/c> . <{n}/c> a skos:Concept ; skos:inScheme <s> ; skos:prefLabel {text} .",
    "concept-notation": "<{n}> dcat:theme <{n}/c> ."
    " <{n}/c> a skos:Concept ; skos:topConceptOf <s> ; skos:notation {text} .",
    "own-code": "<{n}> dct:type <https://w3id.org/danhmuc/concept/secrecy/{n}> ."
    " <https://w3id.org/danhmuc/concept/secrecy/{n}> a skos:Concept ; skos:prefLabel {text} .",
    "allowed-value": "<{n}> <https://e.vn/d> [ dmv:allowedValue [ a skos:Concept ; skos:notation {text} ] ] .",
    "loose-concept": "<{n}> dcat:theme <{n}/c> . <{n}/c> a skos:Concept ; skos:prefLabel {text} .",
    "agent-comment": "<{n}> dct:publisher <{n}/a> . <{n}/a> a foaf:Agent ; foaf:name 'A' ; rdfs:comment {text} .",
    "agent-secrecy": "<{n}> dct:publisher <{n}/a> . <{n}/a> a foaf:Agent ; foaf:name 'A' ; dmv:secrecy {text} .",
    "agent-of-agent-comment": "<{n}> dct:publisher <{n}/a> . <{n}/a> a foaf:Agent ; foaf:name 'A' ;"
    " <http://www.w3.org/ns/org#subOrganizationOf> <{n}/b> ."
    " <{n}/b> a foaf:Agent ; foaf:name 'B' ; rdfs:comment {text} .",
    "agent-identifier": "<{n}> dct:publisher <{n}/a> . <{n}/a> a foaf:Agent ; foaf:name 'A' ; dct:identifier {text} .",
    "secrecy": "<{n}> dmv:secrecy {text} .",
}
MORE: Final = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def turtle_of(case: Case, name: str) -> str:
    text = '"' + case.text.replace('"', '\\"').replace("\n", "\\n") + '"'
    return f"<{name}> a dcat:Dataset ; dct:title 'Tên {name}' . " + FIELDS[case.field].format(n=name, text=text)


def exported(registry: Registry) -> str:
    out = BytesIO()
    registry.export("nt", out)
    return out.getvalue().decode()


@pytest.mark.parametrize("case", CASES, ids=lambda one: f"{one.field}-{one.text[:20]!r}-{one.form}")
def test_gate__says_of_each_text_whether_it_is_a_mark(case: Case) -> None:
    if case.field == "file":
        assert (mark_in_name(f"2026/{case.text}.ttl") is not None) == (case.reading != "none")
    elif case.reading:
        assert (mark_in_text(case.text) or "none") == case.reading


def test_table__has_at_least_two_hundred_cases() -> None:
    assert len(set(CASES)) == len(CASES) >= 200
    assert {one.outcome for one in CASES} == {"refused", "withheld", "leaves"}


def test_harvest__each_text_has_the_outcome_of_the_table(agency: Agency, everything: Everything) -> None:
    named = {f"d{number:03}": case for number, case in enumerate(IN_GRAPHS)}
    report = agency.publish(MORE + "\n".join(turtle_of(case, name) for name, case in named.items()))
    stored, left, states = everything(), exported(agency.registry), agency.states()
    found = {
        name: "leaves" if f"'Tên {name}'".strip("'") in left else "withheld" if name in states else "refused"
        for name in named
    }
    assert {name: (named[name], one) for name, one in found.items() if one != named[name].outcome} == {}
    assert [name for name, one in found.items() if one == "refused" and f"e.vn/{name}>" in stored] == []
    assert report.needs_attention
    assert report.records.quarantined == sum(case.outcome == "refused" for case in IN_GRAPHS)


def test_harvest__of_each_withheld_record_there_is_a_finding_that_says_what_to_do(agency: Agency) -> None:
    withheld = [case for case in IN_GRAPHS if case.outcome == "withheld"]
    agency.publish(MORE + "\n".join(turtle_of(case, f"d{number}") for number, case in enumerate(withheld)))
    for number, case in enumerate(withheld):
        found = agency.registry.get(f"https://e.vn/d{number}").findings
        codes = {one.code for one in found}
        if "harvest:secrecy-unclear" not in codes:
            raise AssertionError(case)


def test_harvest__a_document_whose_name_is_a_mark_withholds_what_it_has(agency: Agency) -> None:
    files = [case for case in CASES if case.field == "file"]
    for number, case in enumerate(files):
        agency.write(f"{case.text}.ttl", f"<d{number}> a dcat:Dataset ; dct:title 'Tên d{number}.' .")
    agency.harvest()
    left = exported(agency.registry)
    wrong = [one for number, one in enumerate(files) if (f"Tên d{number}." in left) != (one.outcome == "leaves")]
    assert wrong == []
    assert len(agency.states()) == len(files)


def test_harvest__no_bytes_are_kept_of_a_document_with_a_note_that_is_a_mark(agency: Agency, rows: Rows) -> None:
    agency.publish("<1> a dcat:Dataset ; <http://www.w3.org/2000/01/rdf-schema#comment> 'Mật' .")
    assert rows("bodies") == []


def test_harvest__no_bytes_are_kept_of_a_broken_document_with_a_value_that_is_a_mark(
    agency: Agency, everything: Everything
) -> None:
    agency.write("1.ttl", "<1> a dcat:Dataset ; dct:title 'A' .")
    agency.write("2.ttl", "<2> a dcat:Dataset ; dct:title 'Kho đạn' ; dct:description 'T\\u1ED1i m\\u1EADt' . <broken")
    agency.harvest()
    assert "Kho đạn" not in everything()


def test_harvest__what_was_stored_before_its_note_was_a_mark_is_withheld(agency: Agency) -> None:
    agency.publish("<1> a dcat:Dataset ; dct:title 'Tên' .")
    agency.publish("<1> a dcat:Dataset ; dct:title 'Tên' ; <http://www.w3.org/2004/02/skos/core#note> 'Mật' .")
    assert agency.states() == {"1": "withheld"}
    assert "Tên" not in exported(agency.registry)


def test_put__a_note_that_is_a_mark_is_refused(agency: Agency) -> None:
    from danhmuc.registry import Dataset

    with pytest.raises(RecordError, match="marked a state secret"):
        agency.registry.put(Dataset.parse(MARKED_NOTE), by="test")


MARKED_NOTE: Final = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
<https://e.vn/1> a dcat:Dataset ; dct:title "Tên" ; <http://www.w3.org/2000/01/rdf-schema#comment> "Mật" .
"""

# ---------------------------------------------------------------- answers

TITLED: Final = "<1> a dcat:Dataset ; dct:title 'Mật'@vi ; dct:description 'Ngành ong'@vi ."


def test_release__a_person_answers_and_it_stays_answered(agency: Agency) -> None:
    agency.publish(TITLED)
    assert "Ngành ong" not in exported(agency.registry)
    changes = agency.registry.release("https://e.vn/1", by="Lan", reason="Là mật ong")
    assert [one.kind for one in changes] == ["released"]
    assert "Ngành ong" in exported(agency.registry)
    for _ in range(2):
        report = agency.harvest()
        assert (report.unclear, report.needs_attention) == (0, False)
        assert "Ngành ong" in exported(agency.registry)
    assert agency.registry.upkeep.check().problems == ()


def test_release__it_stays_answered_while_other_words_change(agency: Agency) -> None:
    agency.publish(TITLED)
    agency.registry.release("https://e.vn/1", by="Lan", reason="Là mật ong")
    agency.publish(TITLED.replace("Ngành ong", "Ngành ong rừng"))
    assert "Ngành ong rừng" in exported(agency.registry)


def test_release__another_mark_is_another_question(agency: Agency) -> None:
    agency.publish(TITLED)
    agency.registry.release("https://e.vn/1", by="Lan", reason="Là mật ong")
    report = agency.publish(TITLED.replace("Ngành ong", "Ngành ong (MẬT)"))
    assert (report.unclear, report.needs_attention) == (1, True)
    assert "Ngành ong" not in exported(agency.registry)
    agency.registry.release("https://e.vn/1", by="Lan", reason="Là mật ong")
    assert "Ngành ong" in exported(agency.registry)
    assert agency.registry.upkeep.check().problems == ()


def test_release__an_answer_does_not_free_what_is_marked_secret(agency: Agency) -> None:
    agency.publish(TITLED)
    agency.registry.release("https://e.vn/1", by="Lan", reason="Là mật ong")
    agency.publish(TITLED.replace("dct:description", "dmv:secrecy 'MAT' ; dct:description"))
    assert "Ngành ong" not in exported(agency.registry)
    with pytest.raises(UsageError, match="in a way that is not understood"):
        agency.registry.release("https://e.vn/1", by="Lan", reason="Là mật ong")


def test_release__of_a_text_needs_a_reason(agency: Agency) -> None:
    agency.publish(TITLED)
    with pytest.raises(UsageError, match="reason"):
        agency.registry.release("https://e.vn/1", by="Lan")
    assert "Ngành ong" not in exported(agency.registry)


def test_release__answers_a_record_that_reaches_a_marked_node(agency: Agency) -> None:
    turtle = (
        "<1> a dcat:Dataset ; dct:title 'Tên' ; dct:publisher <a> ."
        "<a> a foaf:Agent ; foaf:name 'A' ; dct:isPartOf <b> . <b> a foaf:Agent ; foaf:name 'B' ; dmv:secrecy 'MAT' ."
    )
    report = agency.publish(turtle)
    assert (report.unclear, "Tên" in exported(agency.registry)) == (1, False)
    agency.registry.release("https://e.vn/1", by="Lan", reason="Chỉ cơ quan chủ quản là mật")
    for _ in range(2):
        assert "Tên" in exported(agency.registry)
        assert "'B'" not in exported(agency.registry)
        agency.harvest()


def test_release__a_member_of_a_catalogue_with_a_mark_is_not_answered_alone(agency: Agency) -> None:
    agency.publish("<k> a dcat:Catalog ; dct:title 'Mật' ; dcat:dataset <1> . <1> a dcat:Dataset ; dct:title 'Tên' .")
    with pytest.raises(UsageError, match="in a way that is not understood"):
        agency.registry.release("https://e.vn/1", by="Lan", reason="Là mật ong")
    agency.registry.release("https://e.vn/k", by="Lan", reason="Là mật ong")
    agency.harvest()
    assert "Tên" in exported(agency.registry)


def test_release__an_answer_of_one_source_is_none_of_another(agency: Agency, second_agency: Agency) -> None:
    agency.publish(TITLED)
    agency.registry.release("https://e.vn/1", by="Lan", reason="Là mật ong")
    second_agency.publish(TITLED)
    assert "Ngành ong" not in exported(agency.registry)


def test_put__an_answer_holds_for_what_programs_put(agency: Agency) -> None:
    from danhmuc.registry import Dataset

    dataset = Dataset("https://e.vn/1", title={"vi": "Mật"})
    agency.registry.put(dataset, by="app", profile="none")
    assert "e.vn/1" not in exported(agency.registry)
    agency.registry.release("https://e.vn/1", by="Lan", reason="Là mật ong")
    agency.registry.put(dataset, by="app", profile="none")
    assert "e.vn/1" in exported(agency.registry)


def test_harvest__a_record_stored_by_earlier_rules_is_told_once(
    agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    from danhmuc.registry.record import secrecy

    with monkeypatch.context() as patched:
        patched.setattr(secrecy, "mark_in_text", lambda text: None)
        agency.publish(TITLED)
        assert "Ngành ong" in exported(agency.registry)
    agency.write("other.ttl", "<2> a dcat:Dataset .")
    report = agency.harvest()
    assert (report.unclear, report.needs_attention) == (1, True)
    assert "harvest:secrecy-unclear" in agency.codes(report)
    assert "Ngành ong" not in exported(agency.registry)


def test_rename__asks_again_of_the_new_name(agency: Agency) -> None:
    agency.publish(TITLED)
    agency.registry.release("https://e.vn/1", by="Lan", reason="Là mật ong")
    agency.publish(TITLED.replace("<1>", "<new>"))
    agency.registry.identities.rename("https://e.vn/1", "https://e.vn/new", by="Lan", reason="Cổng mới")
    assert "Ngành ong" not in exported(agency.registry)
    assert agency.registry.upkeep.check().problems == ()


def test_source__of_one_file_is_named_by_it(agency: Agency, tmp_path: Path) -> None:
    path = agency.write("Kho MẬT.ttl", "<1> a dcat:Dataset ; dct:title 'Tên' .")
    agency.registry.harvest(source_at(str(path)))
    assert "Tên" not in exported(agency.registry)


# ---------------------------------------------------------------- other sources


def test_data_json__nothing_marked_leaves(agency: Agency, tmp_path: Path) -> None:
    cases = [case for case in CASES if case.field in ("title", "keyword", "description") and case.form == "NFC"]
    datasets = [
        {
            "@type": "dcat:Dataset",
            "identifier": f"d{number:03}",
            "title": f"Tên d{number:03}." if case.field != "title" else f"{case.text}",
            "description": case.text if case.field == "description" else f"Số d{number:03}.",
            "keyword": [case.text if case.field == "keyword" else "khác", f"từ d{number:03}."],
            "modified": "2026-01-01",
            "accessLevel": "public",
        }
        for number, case in enumerate(cases)
    ]
    schema = "https://project-open-data.cio.gov/v1.1/schema"
    path = tmp_path / "data.json"
    path.write_text(json.dumps({"conformsTo": schema, "dataset": datasets}), encoding="utf-8")
    agency.registry.harvest(source_at(str(path)), profile="none")
    left = exported(agency.registry)
    wrong = [case for number, case in enumerate(cases) if (f"từ d{number:03}." in left) != (case.outcome == "leaves")]
    assert wrong == []
    assert len(agency.registry.records()) >= len(cases)


def test_purge__leaves_no_digest_of_the_text_that_was_answered(agency: Agency, rows: Rows) -> None:
    agency.publish(TITLED)
    agency.registry.release("https://e.vn/1", by="Lan", reason="Là mật ong")
    assert [bool(row["digests"]) for row in rows("mark_answers")] == [True]
    agency.registry.purge("https://e.vn/1", by="Lan", reason="Theo yêu cầu")
    assert [row["digests"] for row in rows("mark_answers")] == [None]


def test_withhold__after_an_answer_keeps_back_and_is_released_again(agency: Agency) -> None:
    agency.publish(TITLED)
    agency.registry.release("https://e.vn/1", by="Lan", reason="Là mật ong")
    agency.registry.withhold("https://e.vn/1", by="Lan", reason="Chờ rà soát")
    assert "Ngành ong" not in exported(agency.registry)
    agency.registry.release("https://e.vn/1", by="Lan")
    agency.harvest()
    assert "Ngành ong" in exported(agency.registry)


def test_release__twice_is_the_same_as_once(agency: Agency) -> None:
    agency.publish(TITLED)
    agency.registry.release("https://e.vn/1", by="Lan", reason="Là mật ong")
    with pytest.raises(UsageError, match="nothing to release"):
        agency.registry.release("https://e.vn/1", by="Lan", reason="Là mật ong")
    assert "Ngành ong" in exported(agency.registry)


def test_saved_plan__made_before_an_answer_is_refused_or_asks_again(agency: Agency, tmp_path: Path) -> None:
    agency.publish(TITLED)
    agency.write("catalog.ttl", TITLED.replace("Ngành ong", "Ngành ong rừng"))
    agency.plan().save(tmp_path / "one.plan")
    agency.registry.release("https://e.vn/1", by="Lan", reason="Là mật ong")
    with suppress(DanhmucError):
        (plan,) = agency.registry.harvests.read_plans(tmp_path / "one.plan")
        plan.apply()
    agency.harvest()
    assert "Ngành ong rừng" in exported(agency.registry)
