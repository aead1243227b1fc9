"""Of what a source marks as a state secret by now, no list and no report of what is stored has words."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from danhmuc.registry import FindingFilter, Registry, source_at
from danhmuc.registry.reporting import REPORTS, write_report

PREFIXES = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> . @base <https://e.vn/> .
"""
DATASETS = """
<1> a dcat:Dataset ; dct:title "hidden-title"@en ; dct:publisher <office> ; dct:issued "hidden-day" .
<2> a dcat:Dataset ; dct:title "open"@en ; dct:publisher <office> .
<office> a foaf:Agent ; foaf:name "hidden-office" .
"""


def harvest(registry: Registry, folder: Path, name: str, turtle: str) -> None:
    path = folder / f"{name}.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    registry.harvest(source_at(str(path)), name=name, profile="dcat-ap")


def mark(registry: Registry, folder: Path, what: str) -> None:
    """Let another source mark it."""
    harvest(registry, folder, "b", f'<{what}> a dcat:Dataset ; dmv:secrecy "MAT" . <3> a dcat:Dataset .')


def findings_in(registry: Registry, format_name: str) -> str:
    with registry.reports.sources(FindingFilter()) as sources:
        file = io.BytesIO()
        write_report(format_name, sources, file, lang="en")
    return file.getvalue().decode()


def test_findings__of_a_secret_are_in_no_report_and_not_counted(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url) as registry:
        harvest(registry, tmp_path, "a", DATASETS)
        assert "hidden-day" in findings_in(registry, "json")
        mark(registry, tmp_path, "1")
        for format_name in REPORTS:
            written = findings_in(registry, format_name)
            assert "hidden-title" not in written
            assert "hidden-day" not in written
            assert "https://e.vn/1" not in written
        (of_a,) = registry.reports.count_findings("source", FindingFilter(source="a"))
        assert (of_a.records, of_a.key) == (1, "a")
        with registry.as_of("1") as past, past.reports.sources(FindingFilter()) as sources:
            file = io.BytesIO()
            write_report("json", sources, file, lang="en")
        assert b"hidden-day" not in file.getvalue()


@pytest.mark.parametrize("marked", ["1", "office"])
def test_lists__have_no_publisher_of_a_secret_and_no_name_of_a_secret_one(
    database_url: str, tmp_path: Path, marked: str
) -> None:
    with Registry.open(database_url) as registry:
        harvest(registry, tmp_path, "a", DATASETS)
        mark(registry, tmp_path, marked)
        publishers = {row.iri[-1]: row.publisher for row in registry.records(source="a")}
        changed = {one.iri[-1]: one.publisher for one in registry.ledger.changed_records(after=0, until=99, source="a")}
        counted = registry.ledger.count_changes("row:0", source="a").as_dict()["by_publisher"]
        name, iri = "hidden-office", "https://e.vn/office"
        if marked == "1":
            assert publishers == changed == {"1": None, "2": name}
            assert counted == [
                {"publisher": iri, "name": name, "created": 1},
                {"publisher": None, "name": None, "created": 1},
            ]
            assert [row.iri for row in registry.search(publisher=iri)] == ["https://e.vn/2"]
            assert [one.iri for one in registry.ledger.changed_records(after=0, until=99, publisher=iri)] == [
                "https://e.vn/2"
            ]
        else:
            assert publishers == changed == {"1": iri, "2": iri}
            assert counted == [{"publisher": iri, "name": None, "created": 2}]
            assert name not in json.dumps([one.as_dict() for one in registry.reports.count_findings("publisher")])
            assert all(name not in findings_in(registry, format_name) for format_name in REPORTS)


@pytest.mark.parametrize("way", ["renamed", "renamed, marked before", "same as"])
def test_lists__know_a_secret_under_each_name_that_it_has(database_url: str, tmp_path: Path, way: str) -> None:
    with Registry.open(database_url) as registry:
        harvest(registry, tmp_path, "a", DATASETS)
        if way == "same as":
            harvest(registry, tmp_path, "c", '<1b> a dcat:Dataset ; dct:title "hidden-title"@en .')
            registry.identities.same_as("https://e.vn/1", "https://e.vn/1b", by="an", reason="một")
        else:
            harvest(registry, tmp_path, "a", DATASETS.replace("<1>", "<1b>"))
            registry.identities.rename("https://e.vn/1", "https://e.vn/1b", by="an", reason="mới")
        mark(registry, tmp_path, "1" if way == "renamed, marked before" else "1b")
        told = [
            *(row.title for row in registry.records()),
            *(one.title for one in registry.ledger.changed_records(after=0, until=99)),
            *(row.title for row in registry.search("hidden")),
            *(findings_in(registry, format_name) for format_name in REPORTS),
        ]
        assert "open" in told
        assert not [text for text in told if text is not None and "hidden-title" in text]
        with registry.as_of("1") as past:
            assert {row.iri[-1]: row.title for row in past.records(role="record")} == {"1": None, "2": "open"}
