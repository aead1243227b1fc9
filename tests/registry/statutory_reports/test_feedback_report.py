"""The report on feedback: its numbers add up, and nothing of it names who sent it or says what is not approved."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.registry.statutory_reports import write_statutory_report

from .planned_registry import told

PREFIXES: Final = """@base <https://e.vn/> .
@prefix adms: <http://www.w3.org/ns/adms#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix dqv: <http://www.w3.org/ns/dqv#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix kind: <https://w3id.org/danhmuc/concept/feedback-kind/> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix state: <https://w3id.org/danhmuc/concept/feedback-status/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
AGENCIES: Final = """
<so-a> a foaf:Agent ; foaf:name "Sở A"@vi ; dct:identifier "H57.01" .
<so-b> a foaf:Agent ; foaf:name "Sở B"@vi ; dct:identifier "H57.02" .
<a> a dcat:Dataset ; dct:title "Dữ liệu A"@vi ; dct:publisher <so-a> .
<b> a dcat:Dataset ; dct:title "Dữ liệu B"@vi ; dct:publisher <so-b> .
"""


def feedback(name: str, day: str, *said: str, target: str = "<a>") -> str:
    more = "".join(f" ; {one}" for one in said)
    about = f" ; oa:hasTarget {target}" if target else ""
    return (
        f'<{name}> a dqv:UserQualityFeedback{about} ; dct:issued "{day}"^^xsd:date ; oa:bodyValue "nói {name}"@vi ;'
        f' dmv:answer "đáp {name}"@vi ; dct:creator "KÍN"{more} .\n'
    )


SAID: Final = "".join(
    [
        feedback("one", "2026-03-05", "adms:status state:DUYET_CONG_BO", "oa:motivatedBy kind:CHAT_LUONG"),
        feedback("two", "2026-02-05", "adms:status state:DA_TRA_LOI", "oa:motivatedBy kind:CHAT_LUONG"),
        feedback("three", "2026-04-05", "adms:status state:TU_CHOI"),
        feedback("four", "2026-05-05", "adms:status state:DANG_XU_LY"),
        feedback("five", "2026-01-05", 'adms:status "xong"', target="<a>, <b>"),
        feedback("six", "2026-06-05", "dmv:receivedBy <so-b>", "oa:motivatedBy kind:NHU_CAU_MOI", target=""),
        feedback("seven", "2026-07-05", target="<https://e.vn/elsewhere>"),
    ]
)


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    (tmp_path / "all.ttl").write_text(PREFIXES + AGENCIES + SAID, encoding="utf-8")
    with Registry.open("sqlite://", create=True) as opened:
        opened.harvest(source_at(str(tmp_path / "all.ttl")), profile="none")
        yield opened


def test_agencies__have_their_numbers(registry: Registry) -> None:
    found = told(registry, "phan-hoi")
    shown = ("agency", "received", "answered", "rejected", "open", "oldest", "kind-CHAT_LUONG", "kind-unclear")
    assert [tuple(row[key] for key in shown) for row in found.rows["agencies"]] == [
        ("Sở A (H57.01)", 5, 2, 1, 2, date(2026, 1, 5), 2, 3),
        ("Sở B (H57.02)", 2, 0, 0, 2, date(2026, 1, 5), 0, 1),
        ("(agency not known)", 1, 0, 0, 1, date(2026, 7, 5), 0, 1),
    ]
    assert found.totals["agencies"] == {"all": 7, "answered": 2, "rejected": 1, "open": 4}


@pytest.mark.parametrize("publisher", [None, "H57", "H57.01", "H57.02"])
def test_numbers__add_up(registry: Registry, publisher: str | None) -> None:
    found = told(registry, "phan-hoi", publisher=publisher)
    totals, agencies = found.totals["agencies"], found.rows["agencies"]
    assert totals["all"] == totals["answered"] + totals["rejected"] + totals["open"]
    for row in agencies:
        assert row["received"] == row["answered"] + row["rejected"] + row["open"]
        assert row["received"] == sum(count for key, count in row.items() if key.startswith("kind-"))
    assert sum(row["received"] for row in agencies) == len(found.rows["feedback"])


def test_list__has_text_only_where_it_is_approved(registry: Registry) -> None:
    found = told(registry, "phan-hoi")
    rows = {row["day"]: (row["dataset"], row["state"], row["body"], row["answer"]) for row in found.rows["feedback"]}
    assert rows[date(2026, 3, 5)] == ("Dữ liệu A", "Approved for publication", "nói one", "đáp one")
    assert rows[date(2026, 2, 5)] == ("Dữ liệu A", "Answered", None, None)
    assert rows[date(2026, 6, 5)] == (None, "Unclear", None, None)
    assert rows[date(2026, 7, 5)] == ("https://e.vn/elsewhere", "Unclear", None, None)


@pytest.mark.parametrize("name", ["xlsx", "html", "json"])
def test_report__names_no_sender_in_any_format(registry: Registry, name: str) -> None:
    out = io.BytesIO()
    with registry.reports.statutory("phan-hoi") as report:
        write_statutory_report(report, name, out)
    with registry.reports.statutory("phan-hoi") as report:
        text = repr([list(sheet.cells()) for sheet in report.sheets])
    for said in ("KÍN", "nói two", "đáp four"):
        assert said not in text
        assert said.encode() not in out.getvalue()


def test_feedback__that_another_source_calls_open_is_open(registry: Registry, tmp_path: Path) -> None:
    (tmp_path / "b.ttl").write_text(
        PREFIXES + AGENCIES.replace("Dữ liệu", "Khác") + "<one> a dqv:UserQualityFeedback ; oa:hasTarget <a> .",
        encoding="utf-8",
    )
    registry.harvest(source_at(str(tmp_path / "b.ttl")), profile="none")
    found = told(registry, "phan-hoi")
    assert found.totals["agencies"]["answered"] == 1
    assert not any(row["body"] for row in found.rows["feedback"])


def test_dataset__that_is_not_published_has_no_title(registry: Registry) -> None:
    registry.withhold("https://e.vn/a", by="officer", reason="Nhầm")
    found = told(registry, "phan-hoi")
    assert "Dữ liệu A" not in found.column("feedback", "dataset")
    assert "(not published)" in found.column("feedback", "dataset")


@pytest.mark.parametrize("mark", ["Mật", "chưa rõ"])
def test_list__has_no_text_about_a_dataset_that_does_not_leave(registry: Registry, tmp_path: Path, mark: str) -> None:
    approved = '<c> a dcat:Dataset ; dct:title "c" .\n' + feedback(
        "eight", "2026-08-05", "adms:status state:DUYET_CONG_BO", target="<a>, <b>"
    )
    approved += feedback("nine", "2026-09-05", "adms:status state:DUYET_CONG_BO", target="<https://e.vn/elsewhere>")
    for name, more in (("more", approved), ("secret", f'<b> a dcat:Dataset ; dct:title "x" ; dmv:secrecy "{mark}" .')):
        (tmp_path / f"{name}.ttl").write_text(PREFIXES + more, encoding="utf-8")
        registry.harvest(source_at(str(tmp_path / f"{name}.ttl")), profile="none")
    found = told(registry, "phan-hoi").rows["feedback"]
    shown = {(row["day"].month, row["dataset"]): (row["body"], row["answer"]) for row in found if row["day"].month > 7}
    assert shown == {
        (8, "Dữ liệu A"): ("nói eight", "đáp eight"),
        (8, "(not published)"): (None, None),
        (9, "https://e.vn/elsewhere"): (None, None),
    }
